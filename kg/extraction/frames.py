"""Frames: where the two sides of a trigger stand, for its four forms, and the claim drafts that come of it.

A verb takes its subject before or after it and its object bare or after a preposition; a noun of action takes its
subject in genitive («زيارة بوتين إلى …»), as nationality («الدعم الصيني لـ…»), as pronoun («زيارته») or from the verb
that carries it («شن هجوما»); «بين … و…» and «مع» make pairs; «من قبل» names the doer of a passive.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import combinations

from kg.extraction.phrases import Phrase
from kg.extraction.reading import Actor, Reading
from kg.extraction.state import ClaimDraft
from kg.extraction.subjects import Subjects
from kg.extraction.triggers import Hit, Trigger, TriggerLexicon
from kg.records import EntityType

__all__ = ["Frames"]

_BETWEEN, _WITH, _TO, _FROM = "بين", "مع", "ل", "من"
_NEED = 9  # items after a trigger within which a needed word must stand
_BLOCK = 3  # the same for a word that must not
_LOOSE = 1  # plain words between a verb and the noun of action that it carries
_REACH = 14  # items from a trigger to its object
_OWNERS = ("ها", "هم", "وه", "يه", "ته")  # a role noun with a pronoun: «حليفتها»
_CONTROL = frozenset({"ACCUSES", "CALLS_ON"})
_PRONOUN_TYPES = {
    "ها": frozenset({EntityType.COUNTRY, EntityType.ORGANIZATION}),
    "ه": frozenset({EntityType.PERSON, EntityType.ORGANIZATION}),
    "هم": frozenset({EntityType.GROUP}),
}
_PASSIVE_MARK = "\u064f"
_DECAY = 0.975  # confidence lost with every item between the trigger and a side
_INDIRECT = 0.85  # … and for a subject that is inherited, or a name reached over a common noun


@dataclass(slots=True)
class _Side:
    """One side of a frame: who, how far from the trigger, and how sure the way there is."""

    phrase: Phrase
    gap: int
    sure: float = 1.0


class Frames:
    """Fills the frames of every trigger in one sentence."""

    def __init__(self, reading: Reading, phrases: list[Phrase], subjects: Subjects, lexicon: TriggerLexicon) -> None:
        self.reading, self.phrases, self.subjects, self.lexicon = reading, phrases, subjects, lexicon
        self._controllers: list[tuple[int, int, Phrase]] = []  # clause, first item after, who is to act

    def claims(self) -> Iterator[ClaimDraft]:
        """Yield the drafts of the sentence, trigger by trigger."""
        for at in range(len(self.reading)):
            if self.reading.actors[at]:
                continue
            for hit in self.reading.hits[at]:
                if self._applies(hit, at):
                    yield from self._fill(hit, at)
            triggers, length, conjunction = self.lexicon.role(self.reading.words, at)
            for trigger in triggers:
                yield from self._role(trigger, at, at + length, conjunction)

    def _applies(self, hit: Hit, at: int) -> bool:
        """Whether the words that the trigger needs stand behind it, or before a verb that takes them up by a pronoun."""
        words, trigger = self.reading.words, hit.trigger
        if trigger.blocks and any(word in trigger.blocks for word in words[at + 1 : at + 1 + _BLOCK]):
            return False
        if not trigger.needs:
            return True
        end = min(at + 1 + _NEED, len(words))
        if hit.form == "verb" and hit.shape.suffix and any(word.removeprefix("ال") in trigger.needs or word in trigger.needs for word in words[max(0, at - _NEED) : at]):
            return True
        return any(word in trigger.needs for word in words[at + 1 : end])

    def _fill(self, hit: Hit, at: int) -> Iterator[ClaimDraft]:
        if hit.form == "noun":
            yield from self._noun(hit, at)
        elif hit.form == "verb":
            if self._verbal(hit, at):
                yield from self._verb(hit, at)
        elif self.reading.clause(at).kind == "state" and self.reading.clause(at).start == at:
            yield from self._state(hit, at)

    def _verbal(self, hit: Hit, at: int) -> bool:
        """Whether a word that may be a verb or a noun («دعم», «قصف») stands where a verb stands."""
        if hit.past and at and self.reading.verb(at - 1) and not self.reading.info[at - 1].particle:
            return False
        nominal = any(other.form == "noun" for other in self.reading.hits[at])
        if not nominal or hit.shape.future:
            return True
        clause = self.reading.clause(at)
        if at == clause.start or self.reading.info[at - 1].particle or self.reading.quote(at - 1):
            return True
        return self.subjects.ending_before(at) is not None and not self.reading.comma(at - 1)

    # -- verbs -------------------------------------------------------------------------------------------------

    def _verb(self, hit: Hit, at: int) -> Iterator[ClaimDraft]:
        trigger = hit.trigger
        agent = self._agent(at)
        if agent is None and self._marked_passive(at):
            return
        clause = self.reading.clause(at)
        subject = self.subjects.of_verb(at)
        if agent is not None:
            patient = subject or self.subjects.after(at)
            if trigger.direct and patient is not None:
                yield from self._pairs(trigger, at, at + 1, agent, self._side(patient, at))
            elif not trigger.direct:
                yield from self._pairs(trigger, at, at + 1, agent, self._object(trigger, at, agent.phrase))
            return
        if hit.shape.suffix and trigger.needs:
            subject = self.subjects.after(at) or subject
        elif hit.shape.suffix and clause.kind == "relative":
            doer = self.subjects.after(at)
            antecedent = self.subjects.antecedent(clause)
            if trigger.direct and doer is not None and antecedent is not None and doer is not antecedent:
                yield from self._pairs(trigger, at, at + 1, self._side(doer, at), self._side(antecedent, at))
                return
            subject = doer
        if subject is None:
            return
        side = self._side(subject, at)
        if not self._heads(side, trigger.subject_types):
            return
        object_ = self._object(trigger, at, subject, bare=not hit.shape.suffix)
        if object_ is None and hit.shape.suffix and trigger.direct:
            object_ = self._pronoun(hit, at, subject)
        if object_ is None and trigger.clause_object:
            object_ = self._in_clause(trigger, at)
        if object_ is None:
            object_ = self._referred(trigger.objects, trigger, at, subject)
        if object_ is None and trigger.strict and subject.left > at and not hit.shape.suffix:
            inherited = self.subjects.inherited(self.reading.clause_at[at])
            if inherited is not None and inherited.group[0] is not subject.group[0]:
                side, object_ = _Side(inherited, 1, _INDIRECT), side
        if object_ is not None and trigger.relation in _CONTROL:
            self._controllers.append((self.reading.clause_at[at], object_.phrase.right, object_.phrase))
        yield from self._pairs(trigger, at, at + 1, side, object_)

    def _marked_passive(self, at: int) -> bool:
        """Whether the vowel sign of the passive stands on the first letter: «يُحتجز»."""
        letters = self.reading.span(at, at + 1).text
        return _PASSIVE_MARK in letters[1:4]

    def _state(self, hit: Hit, at: int) -> Iterator[ClaimDraft]:
        """A participle of state: «…، متهما إيران بـ…»; the subject is the one of the clause it hangs on."""
        subject = self.subjects.inherited(self.reading.clause_at[at])
        if subject is None:
            return
        side = _Side(subject, 0, _INDIRECT)
        object_ = self._object(hit.trigger, at, subject)
        if object_ is not None and hit.trigger.relation in _CONTROL:
            self._controllers.append((self.reading.clause_at[at], object_.phrase.right, object_.phrase))
        yield from self._pairs(hit.trigger, at, at + 1, side, object_)

    def _side(self, phrase: Phrase, at: int) -> _Side:
        """Return a phrase as a side, its gap measured from the trigger; one from another clause is less sure."""
        before = phrase.right <= at
        gap = at - phrase.right if before else phrase.left - at - 1
        carried = phrase not in self.phrases
        inherited = carried or self.reading.clause_at[min(phrase.left, len(self.reading) - 1)] != self.reading.clause_at[at]
        return _Side(phrase, 0 if carried else min(abs(gap), 8), _INDIRECT if inherited else 1.0)

    def _object(self, trigger: Trigger, at: int, subject: Phrase, *, bare: bool = True, prepositions: frozenset[str] = frozenset()) -> _Side | None:
        """Return the first phrase after the trigger that stands in an object slot and may be one by its type."""
        slots = (trigger.objects | prepositions) - {"direct"}
        end = self.reading.clause(at).end
        crossed = 0
        for phrase in self.phrases:
            if phrase.left <= at or phrase.group[0] is subject.group[0] or phrase is not phrase.group[0]:
                continue
            if phrase.left >= end or phrase.left - at > _REACH:
                break
            if self._verb_between(at, phrase.left):
                break
            side = _Side(phrase, max(0, phrase.left - at - 1))
            if not phrase.agent and not trigger.people and (trigger.forceful or not self._definite(phrase)):
                crossed += 1
                continue
            preposition = phrase.preposition if self._governed(phrase, at) else ""
            if preposition in slots:
                if phrase.via:
                    side.sure *= _INDIRECT
                if self._heads(side, trigger.object_types):
                    return side
            elif trigger.direct and bare and not preposition and not phrase.joined:
                side.sure *= _INDIRECT ** (phrase.via + (not phrase.agent) + crossed)
                if phrase.via <= 2 and self._heads(side, trigger.object_types):
                    return side
            elif trigger.direct and bare and preposition == _TO and crossed == 0 and phrase.via == 0 and phrase.left - at <= 4:
                if self._owned(phrase, at) and self._heads(side, trigger.object_types):
                    side.sure *= _INDIRECT
                    return side
            crossed += 1
        return None

    def _governed(self, phrase: Phrase, at: int) -> bool:
        """Whether a preposition stands between an item and the phrase; one before the item governs the item instead."""
        return bool(phrase.preposition) and (phrase.marker is None or phrase.marker > at)

    def _referred(self, slots: frozenset[str], trigger: Trigger, at: int, doer: Phrase | None) -> _Side | None:
        """Return whom a pronoun on one of the prepositions means: «زيارة إليها», «اجتمع معه»."""
        for item in range(at + 1, min(self.reading.clause(at).end, at + 6)):
            if self.reading.actors[item]:
                return None
            for pronoun, types in _PRONOUN_TYPES.items():
                word = self.reading.words[item]
                if word.endswith(pronoun) and word.removesuffix(pronoun) in slots:
                    return self._antecedent(item, types & trigger.object_types, doer, f"{self.reading.span(item, item + 1).text}:pronoun")
        return None

    def _antecedent(self, item: int, types: frozenset[EntityType], doer: Phrase | None, words: str) -> _Side | None:
        """Return the nearest actor before an item that a pronoun may mean and that is not the doer."""
        for phrase in reversed(self.phrases):
            if phrase.right > item or (doer is not None and phrase.group[0] is doer.group[0]) or not phrase.agent:
                continue
            if len(phrase.group) == 1 and len(phrase.heads) == 1 and phrase.heads[0].type in types:
                actor = phrase.heads[0]
                meant = replace(actor, reference=actor.reference or words)
                return _Side(Phrase(phrase.left, phrase.right, (meant,)).alone(), 2, _INDIRECT)
            return None
        return None

    def _definite(self, phrase: Phrase) -> bool:
        """Whether the noun of a nationality is definite; «صحفيا تونسيا» is some Tunisian, not the country."""
        return phrase.noun is None or "ال" in self.reading.words[phrase.noun][:3] or "لل" in self.reading.words[phrase.noun][:3]

    def _pronoun(self, hit: Hit, at: int, subject: Phrase) -> _Side | None:
        """Return whom the pronoun on a verb means."""
        wanted = _PRONOUN_TYPES.get(hit.shape.suffix, frozenset()) & hit.trigger.object_types
        return self._antecedent(at, wanted, subject, f"{self.reading.span(at, at + 1).text}:object-pronoun")

    def _owned(self, phrase: Phrase, at: int) -> bool:
        """Whether a phrase with «ل» belongs to a common noun before it: «استهدف مواقع لحزب الله»."""
        before = (phrase.marker if phrase.marker is not None else phrase.left) - 1
        return before > at and not self.reading.actors[before] and not self.reading.info[before].preposition and not self.reading.mark(before)

    def _verb_between(self, at: int, left: int) -> bool:
        return any(self.reading.verb(item) and not self.reading.info[item].particle for item in range(at + 1, left))

    def _agent(self, at: int) -> _Side | None:
        """Return the doer named by «من قبل» and the like, after the trigger in its clause."""
        end = min(self.reading.clause(at).end, at + _REACH)
        for item in range(at + 1, end):
            for words in self.lexicon.agents:
                if tuple(self.reading.words[item : item + len(words)]) == words:
                    phrase = next((p for p in self.phrases if item < p.left <= item + len(words) + 1), None)
                    if phrase is not None:
                        return _Side(phrase, item - at - 1)
        return None

    # -- nouns of action ---------------------------------------------------------------------------------------

    def _noun(self, hit: Hit, at: int) -> Iterator[ClaimDraft]:
        trigger, shape = hit.trigger, hit.shape
        pair = self._between(trigger, at)
        if pair is not None:
            yield from self._pairs(trigger, at, at + 1, pair, None)
            return
        nisba = self._nisba(at)
        genitive = None if shape.definite or shape.suffix or nisba is not None else self._genitive(at)
        if trigger.genitive == "none":
            genitive = None
        doer = nisba or self._subject_phrase(trigger, at) or self._agent(at)
        blocked = [side.phrase for side in (doer, genitive) if side is not None]
        object_ = self._noun_object(trigger, at, blocked, genitive, suffix=shape.suffix)
        if genitive is not None and doer is None and (object_ is not None or self._is_subject(trigger, genitive)):
            doer = genitive
        elif genitive is not None and object_ is None:
            object_ = genitive
        if doer is None or doer is object_:
            doer = self._carried_subject(hit, at, object_)
        if doer is None or not self._heads(doer, trigger.subject_types):
            return
        if object_ is None and _FROM in trigger.subjects:
            object_ = self._receiver(at)
        if object_ is None and trigger.clause_object:
            object_ = self._in_clause(trigger, at)
        if object_ is None:
            object_ = self._referred(trigger.objects, trigger, at, doer.phrase)
        if object_ is None and _BETWEEN in trigger.objects:
            object_ = self._pair_before(at, doer.phrase)
        yield from self._pairs(trigger, at, at + 1, doer, object_)

    def _nisba(self, at: int) -> _Side | None:
        """Return the nationality that modifies the noun: «التعاون العسكري الروسي», «الدعم الصيني والروسي»."""
        for phrase in self.phrases:
            if phrase.right <= at or not phrase.heads[0].demonym:
                continue
            head = phrase.right - 1
            if head - at > 3 or phrase.left < at or (self._governed(phrase, at) and phrase.left != at):
                return None
            if phrase.noun is not None and phrase.agent and phrase.noun != at and self.reading.info[phrase.noun].agent:
                return None
            between = range(at + 1, head)
            plain = all(not self.reading.actors[i] and not self.reading.mark(i) and not self.reading.info[i].preposition for i in between)
            return _Side(phrase, max(0, head - at - 1)) if plain else None
        return None

    def _genitive(self, at: int) -> _Side | None:
        """Return the name in genitive after the noun, also over common nouns: «قصف مواقع داعش»."""
        for phrase in self.phrases:
            if phrase.left <= at or phrase is not phrase.group[0]:
                continue
            gap = phrase.left - at - 1
            if self._governed(phrase, at) or gap > 2 or self.reading.clause_at[phrase.left] != self.reading.clause_at[at]:
                return None
            plain = all(self.reading.quote(i) or not (self.reading.mark(i) or self.reading.info[i].preposition or self.reading.verb(i)) for i in range(at + 1, phrase.left))
            return _Side(phrase, gap, _INDIRECT if gap else 1.0) if plain else None
        return None

    def _is_subject(self, trigger: Trigger, genitive: _Side) -> bool:
        """Whether a lone genitive is the doer."""
        if trigger.genitive == "person":
            return genitive.phrase.heads[0].type is EntityType.PERSON
        return trigger.genitive == "subject"

    def _subject_phrase(self, trigger: Trigger, at: int) -> _Side | None:
        """Return the doer after a preposition that this noun marks it with: «مساعدات من قطر»."""
        if not trigger.subjects:
            return None
        for phrase in self.phrases:
            if at < phrase.left < at + 6 and phrase.preposition in trigger.subjects and not phrase.via:
                return _Side(phrase, phrase.left - at - 1)
        return None

    def _noun_object(self, trigger: Trigger, at: int, blocked: list[Phrase], genitive: _Side | None, *, suffix: str = "") -> _Side | None:
        """Return the object of a noun: after its preposition, after «ل» for a transitive one, or bare after the genitive."""
        taken = {id(phrase.group[0]) for phrase in blocked}
        if trigger.direct and genitive is not None:
            following = self.subjects.starting_at(genitive.phrase.group[-1].right)
            if following is not None and not self._governed(following, at) and not following.joined and self._heads(_Side(following, 0), trigger.object_types):
                return _Side(following, 1)
        slots = trigger.objects | ({_TO} if trigger.direct else frozenset())
        if trigger.direct and suffix:
            slots |= {""}
        end = self.reading.clause(at).end
        for phrase in self.phrases:
            if phrase.left <= at or id(phrase.group[0]) in taken or phrase is not phrase.group[0]:
                continue
            if phrase.left >= end or phrase.left - at > _REACH or self._verb_between(at, phrase.left):
                break
            side = _Side(phrase, max(0, phrase.left - at - 2), _INDIRECT**phrase.via)
            preposition = phrase.preposition if self._governed(phrase, at) else ""
            if preposition in slots and self._heads(side, trigger.object_types):
                return side
        return None

    def _between(self, trigger: Trigger, at: int) -> _Side | None:
        """Return the pair after «بين»."""
        if not (trigger.reciprocal or _BETWEEN in trigger.objects):
            return None
        end = self.reading.clause(at).end
        for phrase in self.phrases:
            if at < phrase.left < min(end, at + _REACH) and phrase.preposition == _BETWEEN and phrase is phrase.group[0]:
                if trigger.reciprocal and phrase.reciprocal and not self._verb_between(at, phrase.left):
                    return _Side(phrase, max(0, phrase.left - at - 2))
                return None
        return None

    def _pair_before(self, at: int, doer: Phrase) -> _Side | None:
        """Return the two sides named before a mediation: «محادثات بين أ وب بوساطة ج»."""
        for phrase in reversed(self.phrases):
            if phrase.right > at or phrase.group[0] is doer.group[0]:
                continue
            first = phrase.group[0]
            same = self.reading.clause_at[first.left] == self.reading.clause_at[at]
            if first.reciprocal and same and (first.preposition == _BETWEEN or first is self.subjects.of_clause(self.reading.clause_at[at])):
                return _Side(first, min(at - phrase.right, 8), _INDIRECT)
        return None

    def _receiver(self, at: int) -> _Side | None:
        """Return the subject of a verb of receiving before a gift: «تلقت أوكرانيا دعما من بولندا»."""
        for item in range(at - 1, max(self.reading.clause(at).start, at - 8) - 1, -1):
            if self.reading.info[item].receiving:
                subject = self.subjects.of_verb(item)
                return _Side(subject, 1) if subject is not None else None
        return None

    def _in_clause(self, trigger: Trigger, at: int) -> _Side | None:
        """Return the subject of the clause that the trigger opens: «تخشى سيول أن تزود روسيا …»."""
        index = self.reading.clause_at[at] + 1
        if index >= len(self.reading.clauses) or self.reading.clauses[index].kind != "content":
            return None
        start = self.reading.clauses[index].start
        subject = self.subjects.of_clause(index)
        near = start - at <= _REACH and subject is not None and subject.left >= start
        side = _Side(subject, 2) if near and subject is not None else None
        return side if side is not None and self._heads(side, trigger.object_types) else None

    def _carried_subject(self, hit: Hit, at: int, object_: _Side | None) -> _Side | None:
        """Return the subject that a pronoun, an accused or asked party, or a carrying verb hands to the noun."""
        clause = self.reading.clause_at[at]
        for index, first, phrase in reversed(self._controllers):
            if index == clause and at >= first and hit.shape.preposition and (object_ is None or object_.phrase is not phrase):
                return _Side(phrase, min(at - first, 8), _INDIRECT)
        if not (hit.shape.suffix or hit.trigger.light):
            return None
        carrier = self._carrier(at)
        loose = carrier is None and not hit.shape.suffix
        if loose and not (hit.trigger.reciprocal and object_ is not None and object_.phrase.preposition == _WITH):
            return None
        subject = self.subjects.of_verb(carrier) if carrier is not None else self.subjects.of_clause(clause)
        if subject is None or (object_ is not None and object_.phrase.group[0] is subject.group[0]):
            return None
        return _Side(subject, 2, _INDIRECT**2 if loose else _INDIRECT)

    def _carrier(self, at: int) -> int | None:
        """Return the verb before the noun, in its clause, that hands on its subject."""
        start = self.reading.clause(at).start
        inside = {item for phrase in self.phrases if phrase.right <= at for item in range(phrase.left, phrase.right)}
        loose = 0
        for item in range(at - 1, max(start, at - 16) - 1, -1):
            info = self.reading.info[item]
            if info.receiving:
                return None
            if info.light:
                return item
            if item not in inside and not (info.preposition or info.particle or self.reading.transparent(item) or self.reading.mark(item)):
                loose += 1
                if loose > _LOOSE:
                    return None
        return None

    # -- roles -------------------------------------------------------------------------------------------------

    def _role(self, trigger: Trigger, start: int, end: int, conjunction: str) -> Iterator[ClaimDraft]:
        """A role noun or adjective: its host before it, its object after it; a pronoun on it means the subject."""
        del conjunction
        following = next((p for p in self.phrases if p.left >= end), None)
        if following is None or following.left - end > 3 or self.reading.clause_at[following.left] != self.reading.clause_at[end - 1]:
            return
        host = self.subjects.ending_before(start)
        word = self.reading.words[end - 1]
        if end - start == 1 and word.endswith(_OWNERS):
            owner = self.subjects.of_clause(self.reading.clause_at[start])
            named = trigger.direct and not following.preposition and following.left == end
            if named and owner is not None and owner.group[0] is not following.group[0]:
                yield from self._pairs(trigger, start, end, _Side(owner, 0, _INDIRECT), _Side(following, 0))
            return
        attached = trigger.direct and following.left == end and (not following.preposition or end - start > 1)
        if not attached and following.preposition not in trigger.objects and not (trigger.direct and following.left - end <= 1 and not following.preposition):
            return
        defined = self.reading.words[start].removeprefix("و").startswith("ال")
        side = _Side(host, max(0, start - host.right)) if host is not None else None
        modifies = start > 0 and self._plain(start - 1)
        if host is None and not defined and not modifies:
            subject = self.subjects.of_clause(self.reading.clause_at[start])
            if subject is not None and subject.right <= start:
                side = _Side(subject, min(start - subject.right, 8), _INDIRECT)
        if side is None or side.phrase.group[0] is following.group[0]:
            return
        yield from self._pairs(trigger, start, end, side, _Side(following, following.left - end), last_only=defined)

    def _plain(self, at: int) -> bool:
        """Whether the item is a common noun or adjective, as far as the lexicons tell."""
        info = self.reading.info[at]
        known = info.preposition or info.particle or info.copular or info.opens or info.conjunction
        return not (self.reading.actors[at] or self.reading.mark(at) or known or self.reading.verb(at) or self.reading.transparent(at))

    # -- drafts ------------------------------------------------------------------------------------------------

    def _heads(self, side: _Side, types: frozenset[EntityType]) -> list[Actor]:
        return [actor for actor in side.phrase.actors if actor.type in types]

    def _pairs(self, trigger: Trigger, start: int, end: int, subject: _Side | None, object_: _Side | None, *, last_only: bool = False) -> Iterator[ClaimDraft]:
        """Yield a draft for every pair of the two sides, or within a side that did it together."""
        if subject is None:
            return
        doers = self._heads(subject, trigger.subject_types)
        if last_only:
            doers = [actor for actor in subject.phrase.heads if actor.type in trigger.subject_types]
        if object_ is None:
            if trigger.reciprocal:
                members = [actor for actor in doers if actor.type in trigger.object_types]
                for left, right in combinations(members, 2):
                    yield self._draft(trigger, start, end, left, right, self._confidence(trigger, subject))
            return
        confidence = self._confidence(trigger, subject, object_)
        for doer in doers:
            for target in self._heads(object_, trigger.object_types):
                left, right = (target, doer) if trigger.swap else (doer, target)
                yield self._draft(trigger, start, end, left, right, confidence)

    def _confidence(self, trigger: Trigger, *sides: _Side) -> float:
        value = trigger.prior
        for side in sides:
            value *= side.sure * _DECAY**side.gap
        return round(value, 3)

    def _draft(self, trigger: Trigger, start: int, end: int, subject: Actor, object_: Actor, confidence: float) -> ClaimDraft:
        draft = ClaimDraft(
            subject=subject.span,
            relation=trigger.relation,
            object=object_.span,
            sentence=self.reading.sentence,
            trigger=self.reading.span(start, end),
            confidence=confidence,
            extractor=f"rules:{trigger.name.partition(':')[2]}",
            reference=subject.reference or object_.reference,
            context=trigger.context,
        )
        if trigger.modality is not None:
            draft.modality = trigger.modality
        if trigger.polarity is not None:
            draft.polarity = trigger.polarity
        return draft
