"""The sides of a frame: where in its sentence the doer and the object of a trigger stand, and how sure the
way is.

Every method looks for one construction around a trigger at item `at` and returns a side or None; which of
them a form of trigger tries, and in what order, is the business of `kg.extraction.frames`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from kg.extraction.phrases import Phrase
from kg.extraction.reading import Actor, Reading
from kg.extraction.subjects import Subjects
from kg.extraction.triggers import DIRECT, Trigger, TriggerLexicon
from kg.records import EntityType

__all__ = ["INDIRECT", "Side", "Sides"]

#: Confidence kept where a subject is inherited, or a name is reached over a common noun.
INDIRECT = 0.85

_BETWEEN, _TO, _HIM = "بين", "ل", "ايا"  # «داعيا إياه»
_REACH = 14  # items from a trigger to its object
_FAR = 8  # a gap counts no more than this
_LOOSE = 1  # plain words between a verb and the noun of action that it carries
_CARRY = 16  # items back from a noun of action to the verb that carries it
_BY_IT = frozenset({"بها", "به", "بهما"})
_DEFINITE = ("ال", "لل", "بال", "وال")
_NEAR_VERB = 4  # items from a verb or its subject to the owner of its object
_ADJECTIVES = 2  # items between a noun and the relative clause on it
_NEAR = 6  # items from a trigger to a pronoun or a doer with its preposition
_PRONOUNS = {
    "ها": frozenset({EntityType.COUNTRY, EntityType.ORGANIZATION}),
    "ه": frozenset({EntityType.PERSON, EntityType.ORGANIZATION}),
    "هم": frozenset({EntityType.GROUP}),
}


@dataclass(slots=True)
class Side:
    """One side of a frame: who, how many items from the trigger, and how sure the way there is, in [0, 1]."""

    phrase: Phrase
    gap: int
    sure: float = 1.0

    def of_types(self, types: frozenset[EntityType]) -> list[Actor]:
        """Return the actors of the side that have one of these types."""
        return [actor for actor in self.phrase.actors if actor.type in types]

    def same(self, phrase: Phrase) -> bool:
        """Whether a phrase belongs to the same coordination."""
        return self.phrase.group[0] is phrase.group[0]


class Sides:
    """Finds sides in one sentence."""

    def __init__(
        self, reading: Reading, phrases: list[Phrase], subjects: Subjects, lexicon: TriggerLexicon
    ) -> None:
        self.reading, self.phrases, self.subjects, self.lexicon = reading, phrases, subjects, lexicon

    def subject(self, phrase: Phrase, at: int) -> Side:
        """Return a subject as a side; one from another clause or sentence is less sure."""
        if phrase not in self.phrases:
            return Side(phrase, 0, INDIRECT)
        gap = at - phrase.right if phrase.right <= at else phrase.left - at - 1
        near = self.reading.clause_at[phrase.left] == self.reading.clause_at[at]
        return Side(phrase, min(abs(gap), _FAR), 1.0 if near else INDIRECT)

    def agent(self, at: int) -> Side | None:
        """Return the doer named by «من قبل» and the like, after the trigger in its clause."""
        for item in range(at + 1, min(self.reading.clause(at).end, at + _REACH)):
            for words in self.lexicon.agents:
                if tuple(self.reading.words[item : item + len(words)]) == words:
                    phrase = next((p for p in self.phrases if item < p.left <= item + len(words) + 1), None)
                    if phrase is not None:
                        return Side(phrase, item - at - 1)
        return None

    def nationality(self, at: int) -> Side | None:
        """Return the nationality that modifies a noun: «التعاون العسكري الروسي», «الدعم الصيني والروسي»."""
        phrase = next((p for p in self.phrases if p.right > at and p.heads[0].demonym), None)
        if phrase is None:
            return None
        head = phrase.right - 1
        governed = self.governed(phrase, at) and phrase.left != at
        if head - at > 3 or phrase.left < at or governed:
            return None
        if phrase.noun not in (None, at) and phrase.agent and self.reading.info[phrase.noun or 0].agent:
            return None  # «هجوم القوات الروسية»: the forces are in genitive
        plain = all(self._plain(item) for item in range(at + 1, head))
        return Side(phrase, max(0, head - at - 1)) if plain else None

    def _plain(self, item: int) -> bool:
        reading = self.reading
        return not (reading.actors[item] or reading.mark(item) or reading.info[item].preposition)

    def genitive(self, at: int) -> Side | None:
        """Return the name in genitive after a noun, also over common nouns: «قصف مواقع داعش»."""
        phrase = next((p for p in self.phrases if p.left > at and p is p.group[0]), None)
        if phrase is None:
            return None
        gap = phrase.left - at - 1
        same = self.reading.clause_at[phrase.left] == self.reading.clause_at[at]
        if self.governed(phrase, at) or gap > 2 or not same:
            return None
        between = range(at + 1, phrase.left)
        plain = all(self.reading.quote(i) or (self._plain(i) and not self.reading.verb(i)) for i in between)
        return Side(phrase, gap, INDIRECT if gap else 1.0) if plain else None

    def marked_subject(self, trigger: Trigger, at: int) -> Side | None:
        """Return the doer after a preposition that marks it for this noun: «مساعدات من قطر»."""
        for phrase in self.phrases:
            if at < phrase.left < at + _NEAR and phrase.preposition in trigger.subjects and not phrase.via:
                return Side(phrase, phrase.left - at - 1)
        return None

    def carrier(self, at: int) -> int | None:
        """Return the verb before a noun, in its clause, that hands on its subject: «شن الجيش هجوما»."""
        start = self.reading.clause(at).start
        inside = {i for p in self.phrases if p.right <= at for i in range(p.left, p.right)}
        loose = 0
        for item in range(at - 1, max(start, at - _CARRY) - 1, -1):
            info = self.reading.info[item]
            if info.receiving:
                return None
            if info.light:
                return item
            passed = info.preposition or info.particle or self.reading.transparent(item)
            if not (item in inside or passed or self.reading.mark(item)):
                loose += 1
                if loose > _LOOSE:
                    return None
        return None

    def object_of_verb(self, trigger: Trigger, at: int, subject: Phrase, *, bare: bool = True) -> Side | None:
        """Return the first phrase after a verb that stands in an object slot and may be one by its type.

        `bare` is False where the verb has its object as a pronoun already.
        """
        end = self.reading.clause(at).end
        crossed = 0
        for phrase in self.phrases:
            if phrase.left <= at or phrase.group[0] is subject.group[0] or phrase is not phrase.group[0]:
                continue
            if phrase.left >= end or phrase.left - at > _REACH or self._verb_between(at, phrase.left):
                break
            thing = not phrase.agent and (trigger.forceful or not self._definite(phrase))
            behind = max(at, subject.right - 1)
            side = (
                None
                if thing and not trigger.people
                else self._in_slot(trigger, at, phrase, crossed, bare, behind)
            )
            if side is not None and side.of_types(trigger.object_types):
                return side
            crossed += 1
        return None

    def _in_slot(
        self, trigger: Trigger, at: int, phrase: Phrase, crossed: int, bare: bool, behind: int
    ) -> Side | None:
        """Return a phrase as an object by its preposition, or as the bare object; `crossed` phrases stand
        before it, and the verb and its subject up to item `behind`.
        """
        gap = max(0, phrase.left - at - 1)
        preposition = phrase.preposition if self.governed(phrase, at) else ""
        if preposition in trigger.objects:
            return Side(phrase, gap, INDIRECT if phrase.via else 1.0)
        if not (trigger.direct and bare):
            return None
        if not preposition and not phrase.joined and phrase.via <= 2:
            return Side(phrase, gap, INDIRECT ** (phrase.via + (not phrase.agent) + crossed))
        owned = preposition == _TO and not crossed and not phrase.via and phrase.left - behind <= _NEAR_VERB
        return Side(phrase, gap, INDIRECT) if owned and self._owns_noun(phrase, at) else None

    def _owns_noun(self, phrase: Phrase, at: int) -> bool:
        """Whether a phrase with «ل» belongs to a common noun before it: «استهدف مواقع لحزب الله»."""
        before = (phrase.marker if phrase.marker is not None else phrase.left) - 1
        return before > at and self._plain(before)

    def _definite(self, phrase: Phrase) -> bool:
        """Whether the noun of a nationality is definite; «صحفيا تونسيا» is some Tunisian, not the country."""
        head = "" if phrase.noun is None else self.reading.words[phrase.noun][:3]
        return phrase.noun is None or "ال" in head or "لل" in head

    def object_of_noun(
        self, trigger: Trigger, at: int, taken: list[Side], genitive: Side | None, *, owned: bool
    ) -> Side | None:
        """Return the object of a noun: after its preposition, after «ل» for a transitive one, or bare after
        the genitive.

        `owned` says that a pronoun is the noun's genitive («اتهامه الغرب»).
        """
        if trigger.direct and genitive is not None:
            following = self.subjects.starting_at(genitive.phrase.group[-1].right)
            if following is not None and not self.governed(following, at) and not following.joined:
                side = Side(following, 1)
                if side.of_types(trigger.object_types):
                    return side
        slots = trigger.objects - {DIRECT}
        if trigger.direct:
            slots |= {_TO, ""} if owned else {_TO}
        end = self.reading.clause(at).end
        for phrase in self.phrases:
            if phrase.left <= at or phrase is not phrase.group[0] or any(s.same(phrase) for s in taken):
                continue
            if phrase.left >= end or phrase.left - at > _REACH or self._verb_between(at, phrase.left):
                break
            side = Side(phrase, max(0, phrase.left - at - 2), INDIRECT**phrase.via)
            preposition = phrase.preposition if self.governed(phrase, at) else ""
            if preposition in slots and side.of_types(trigger.object_types):
                return side
        return None

    def pair(self, trigger: Trigger, at: int) -> Side | None:
        """Return the two or more after «بين», for what sides do together."""
        if not trigger.reciprocal:
            return None
        end = min(self.reading.clause(at).end, at + _REACH)
        for phrase in self.phrases:
            if at < phrase.left < end and phrase.preposition == _BETWEEN and phrase is phrase.group[0]:
                together = phrase.reciprocal and not self._verb_between(at, phrase.left)
                return Side(phrase, max(0, phrase.left - at - 2)) if together else None
        return None

    def pair_in_relative(self, trigger: Trigger, at: int) -> tuple[Side, int] | None:
        """Return the two after «بين» in the relative clause on a noun, and its verb: «الاتفاق النووي الذي
        أبرم في فيينا بين إيران والقوى الست».
        """
        verb = self._relative_verb(at) if trigger.reciprocal else None
        if verb is None or not self._makes(trigger, verb):
            return None
        end = self.reading.clause(verb).end
        for phrase in self.phrases:
            if verb < phrase.left < end and phrase is phrase.group[0] and phrase.preposition == _BETWEEN:
                if not phrase.reciprocal or self._verb_between(verb, phrase.left):
                    return None
                return Side(phrase, min(_FAR, phrase.left - verb)), verb
        return None

    def performed(self, at: int) -> int | None:
        """Return the verb that says that the deed of a noun was done, in a clause on the noun: «الزيارة التي
        يؤديها إلى …», «غارات شنتها …», «زيارة قام بها …».
        """
        verb = self._relative_verb(at)
        if verb is None and not self.reading.words[at].startswith(_DEFINITE):
            verb = next((i for i in range(at + 1, at + 2 + _ADJECTIVES) if self._takes_up(i)), None)
            if verb is not None and not all(self._plain(item) for item in range(at + 1, verb)):
                return None
        return verb if verb is not None and self.reading.info[verb].performs else None

    def _takes_up(self, verb: int) -> bool:
        """Whether a verb, or the preposition behind it, bears a pronoun: «شنتها», «قام بها»."""
        info = self.reading.info[verb] if verb + 1 < len(self.reading) else None
        if info is None or not info.performs:
            return False
        return info.taking_up or self.reading.words[verb + 1] in _BY_IT

    def _relative_verb(self, at: int) -> int | None:
        """Return the verb of the relative clause that follows a noun and its adjectives."""
        index = self.reading.clause_at[at] + 1
        if index >= len(self.reading.clauses) or self.reading.clauses[index].kind != "relative":
            return None
        clause = self.reading.clauses[index]
        described = range(at + 1, clause.start)
        if len(described) > _ADJECTIVES:
            return None
        if not all(self._plain(item) or self.reading.actors[item] for item in described):
            return None
        return next((item for item in range(clause.start, clause.end) if self.reading.verb(item)), None)

    def _makes(self, trigger: Trigger, verb: int) -> bool:
        """Whether a verb says that what the trigger names was made: «أبرم», «عقد», «تم التوصل إليه»."""
        hits = self.reading.hits[verb]
        made = any(hit.trigger.relation == trigger.relation for hit in hits)
        return made or self.reading.info[verb].performs or self.reading.info[verb].happens

    def pair_before(self, trigger: Trigger, at: int, doer: Phrase) -> Side | None:
        """Return the two sides named before a mediation: «محادثات بين أ وب بوساطة ج»."""
        if _BETWEEN not in trigger.objects:
            return None
        clause = self.reading.clause_at[at]
        for phrase in reversed(self.phrases):
            first = phrase.group[0]
            if phrase.right > at or first is doer.group[0]:
                continue
            between = first.preposition == _BETWEEN or first is self.subjects.of_clause(clause)
            if first.reciprocal and between and self.reading.clause_at[first.left] == clause:
                return Side(first, min(at - phrase.right, _FAR), INDIRECT)
        return None

    def receiver(self, trigger: Trigger, at: int) -> Side | None:
        """Return the subject of a verb of receiving before a gift: «تلقت أوكرانيا دعما من بولندا»."""
        if not trigger.subjects:
            return None
        for item in range(at - 1, max(self.reading.clause(at).start, at - _FAR) - 1, -1):
            if self.reading.info[item].receiving:
                subject = self.subjects.of_verb(item)
                return Side(subject, 1) if subject is not None else None
        return None

    def in_clause(self, trigger: Trigger, at: int) -> Side | None:
        """Return the subject of the clause that a trigger opens: «تخشى سيول أن تزود روسيا …»."""
        index = self.reading.clause_at[at] + 1
        clauses = self.reading.clauses
        if not trigger.clause_object or index >= len(clauses) or clauses[index].kind != "content":
            return None
        subject = self.subjects.of_clause(index)
        start = clauses[index].start
        if subject is None or subject.left < start or start - at > _REACH:
            return None
        side = Side(subject, 2)
        return side if side.of_types(trigger.object_types) else None

    def pronoun(self, trigger: Trigger, at: int, suffix: str, doer: Phrase) -> Side | None:
        """Return whom the pronoun on a verb means: «واتهمتها»."""
        types = _PRONOUNS.get(suffix, frozenset()) & trigger.object_types
        return self._antecedent(at, at, types, doer, "object-pronoun") if trigger.direct else None

    def owner(self, at: int, man: Phrase) -> Side | None:
        """Return the state or body that a feminine pronoun on a noun means where the subject is a man: «هاجم
        الصدر واشنطن بسبب دعمها لإسرائيل».
        """
        return self._antecedent(at, at, _PRONOUNS["ها"], man, "owner")

    def pronoun_on_preposition(self, trigger: Trigger, at: int, doer: Phrase) -> Side | None:
        """Return whom a pronoun on one of the object's prepositions means: «زيارة إليها», «اجتمع معه»."""
        for item in range(at + 1, min(self.reading.clause(at).end, at + _NEAR)):
            if self.reading.actors[item]:
                return None
            word = self.reading.words[item]
            for suffix, types in _PRONOUNS.items():
                stem = word.removesuffix(suffix)
                if stem != word and (stem in trigger.objects or (trigger.direct and stem == _HIM)):
                    return self._antecedent(item, item, types & trigger.object_types, doer, "pronoun")
        return None

    def _antecedent(
        self, before: int, item: int, types: frozenset[EntityType], doer: Phrase, rule: str
    ) -> Side | None:
        """Return the nearest actor before an item that a pronoun at `item` may mean and that is not the
        doer.
        """
        for phrase in reversed(self.phrases):
            if phrase.right > before or phrase.group[0] is doer.group[0] or not phrase.agent:
                continue
            if len(phrase.group) > 1 or len(phrase.heads) > 1 or phrase.heads[0].type not in types:
                return None
            actor = phrase.heads[0]
            words = f"{self.reading.span(item, item + 1).text}:{rule}"
            meant = replace(actor, reference=actor.reference or words)
            return Side(Phrase(phrase.left, phrase.right, (meant,)).alone(), 2, INDIRECT)
        return None

    def governed(self, phrase: Phrase, at: int) -> bool:
        """Whether a preposition stands between an item and a phrase; one before the item governs the item
        instead.
        """
        return bool(phrase.preposition) and (phrase.marker is None or phrase.marker > at)

    def _verb_between(self, at: int, left: int) -> bool:
        between = range(at + 1, left)
        return any(self.reading.verb(i) and not self.reading.info[i].particle for i in between)
