"""Frames: which constructions give the two sides of a trigger, for its four forms, and the drafts that come
of it.

A verb takes its subject before or after it and its object bare or after a preposition; a noun of action
takes its subject in genitive («زيارة بوتين إلى …»), as nationality («الدعم الصيني لـ…»), as pronoun
(«زيارته») or from the verb that carries it («شن هجوما»); «بين … و…» and «مع» make pairs; «من قبل» names the
doer of a passive.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from kg.extraction.phrases import Phrase
from kg.extraction.reading import Actor, Reading
from kg.extraction.sides import INDIRECT, Side, Sides
from kg.extraction.state import ClaimDraft
from kg.extraction.subjects import Subjects
from kg.extraction.triggers import Hit, Trigger, TriggerLexicon
from kg.records import EntityType

__all__ = ["Frames"]

_WITH = "مع"
_HER = "ها"
_DURING = frozenset({"خلالها", "خلاله", "اثناءها", "اثناءه"})  # folded
_NEED = 9  # items around a trigger within which a needed word must stand
_DESCRIBED = 3  # items of a noun with its adjectives before a relative clause
_BLOCK = 3  # items after a trigger within which a blocking word must not
_FAR = 8  # a gap counts no more than this
_DECAY = 0.975  # confidence lost with every item between the trigger and a side
_ROLE_GAP = 3  # items between a role and its object
_OWNERS = ("ها", "هم", "وه", "يه", "ته")  # a role noun with a pronoun: «حليفتها»
_CONTROL = frozenset({"ACCUSES", "CALLS_ON"})  # whose object is the doer of a noun of action behind it
_PASSIVE_SIGN = "\u064f"


class Frames:
    """Fills the frames of every trigger in one sentence."""

    def __init__(
        self, reading: Reading, phrases: list[Phrase], subjects: Subjects, lexicon: TriggerLexicon
    ) -> None:
        self.reading, self.phrases, self.subjects, self.lexicon = reading, phrases, subjects, lexicon
        self.sides = Sides(reading, phrases, subjects, lexicon)
        self._controllers: list[
            tuple[int, Phrase, bool]
        ] = []  # clause, who is to act in it, only if led up to
        self.unfilled = 0  # trigger words that found no two sides

    def claims(self) -> Iterator[ClaimDraft]:
        """Yield the drafts of the sentence, trigger by trigger."""
        for at in range(len(self.reading)):
            if self.reading.actors[at]:
                continue
            if self.reading.info[at].deputy:
                self._appoint(at)
            hits = [hit for hit in self.reading.hits[at] if self._applies(hit, at)]
            roles, length = self.lexicon.role(self.reading.words, at)
            found = [draft for hit in hits for draft in self._fill(hit, at)]
            found += [draft for trigger in roles for draft in self._role(trigger, at, at + length)]
            self.unfilled += bool(hits or roles) and not found
            yield from found

    def _appoint(self, at: int) -> None:
        """Let the genitive of «قيام», «قرار» and the like act in the noun behind it."""
        genitive = self.sides.genitive(at)
        if genitive is not None and not genitive.gap:
            self._controllers.append((self.reading.clause_at[at], genitive.phrase, False))

    def _applies(self, hit: Hit, at: int) -> bool:
        """Whether the words that a trigger needs stand behind it, or before a verb that takes them up by a
        pronoun.
        """
        words, trigger = self.reading.words, hit.trigger
        if any(word in trigger.blocks for word in words[at + 1 : at + 1 + _BLOCK]):
            return False
        if not trigger.needs or any(word in trigger.needs for word in words[at + 1 : at + 1 + _NEED]):
            return True
        clause = self.reading.clause(at)
        taken_up: list[str] = []
        if hit.form == "verb" and hit.shape.suffix:
            taken_up = words[max(0, at - _NEED) : at]
        elif hit.form == "verb" and clause.kind == "relative":  # «الاتفاق النووي الذي توصلت إليه …»
            taken_up = words[max(0, clause.start - _DESCRIBED) : clause.start]
        return any(_bare(word) in trigger.needs for word in taken_up)

    def _fill(self, hit: Hit, at: int) -> Iterator[ClaimDraft]:
        clause = self.reading.clause(at)
        if hit.form == "noun":
            yield from self._noun(hit, at)
        elif hit.form == "verb" and self._stands_as_verb(hit, at):
            yield from self._verb(hit, at)
        elif hit.form == "adjective" and clause.kind == "state" and clause.start == at:
            yield from self._state(hit, at)

    def _stands_as_verb(self, hit: Hit, at: int) -> bool:
        """Whether a word that may be a verb or a noun («دعم», «قصف») stands where a verb stands."""
        if hit.shape.suffix and not (hit.trigger.direct or hit.trigger.needs):
            return False  # «تواصلها مع»: a verb without object takes no pronoun, so this is its noun
        if hit.past and at and self.reading.verb(at - 1) and not self.reading.info[at - 1].particle:
            return False
        if hit.shape.future or not any(other.form == "noun" for other in self.reading.hits[at]):
            return True
        first = at == self.reading.clause(at).start
        if first or self.reading.info[at - 1].particle or self.reading.quote(at - 1):
            return True
        return self.subjects.ending_before(at) is not None and not self.reading.comma(at - 1)

    def _verb(self, hit: Hit, at: int) -> Iterator[ClaimDraft]:
        trigger, suffix = hit.trigger, hit.shape.suffix
        if not _DURING.isdisjoint(self.reading.words[at + 1 : at + 2]):
            yield from self._during(trigger, at)
            return
        subject = self.subjects.of_verb(at)
        agent = self.sides.agent(at)
        if agent is not None:
            yield from self._passive(trigger, at, agent, subject)
            return
        if self._passive_sign(at):
            return
        if suffix and trigger.direct and self.reading.clause(at).kind == "relative":
            subject = self.subjects.after(at)
            antecedent = self.subjects.antecedent(self.reading.clause(at))
            if subject is not None and antecedent not in (None, subject):
                assert antecedent is not None
                yield from self._pairs(
                    trigger, at, self.sides.subject(subject, at), self.sides.subject(antecedent, at)
                )
                return
        elif suffix and trigger.needs:
            subject = self.subjects.after(at) or subject
        if subject is None:
            return
        doer = self.sides.subject(subject, at)
        if not doer.of_types(trigger.subject_types):
            return
        object_ = self._object_of_verb(hit, at, subject)
        if object_ is None and trigger.strict and subject.left > at and not suffix:
            inherited = self.subjects.inherited(self.reading.clause_at[at])
            if inherited is not None and self.subjects.fits(at, inherited) and not doer.same(inherited):
                doer, object_ = Side(inherited, 1, INDIRECT), doer
        yield from self._pairs(trigger, at, doer, object_)

    def _during(self, trigger: Trigger, at: int) -> Iterator[ClaimDraft]:
        """A verb that says what is done on a visit: «يلتقي خلالها رئيس الوزراء» means who is on it."""
        visitor = self.subjects.of_clause(self.reading.clause_at[at])
        met = self.subjects.after(at)
        if visitor is None or met is None or not trigger.direct:
            return
        doer = self.sides.subject(visitor, at)
        if doer.of_types(trigger.subject_types) and not doer.same(met):
            yield from self._pairs(trigger, at, doer, self.sides.subject(met, at))

    def _object_of_verb(self, hit: Hit, at: int, subject: Phrase) -> Side | None:
        trigger, suffix = hit.trigger, hit.shape.suffix
        relative = (
            self.reading.clause(at).kind == "relative"
        )  # there the pronoun means what the clause is about
        return (
            self.sides.object_of_verb(trigger, at, subject, bare=not suffix)
            or (self.sides.pronoun(trigger, at, suffix, subject) if suffix and not relative else None)
            or self.sides.in_clause(trigger, at)
            or self.sides.pronoun_on_preposition(trigger, at, subject)
        )

    def _passive(
        self, trigger: Trigger, at: int, agent: Side, subject: Phrase | None
    ) -> Iterator[ClaimDraft]:
        """A verb with «من قبل»: its grammatical subject, or its object with preposition, is what it is done
        to.
        """
        if not trigger.direct:
            yield from self._pairs(trigger, at, agent, self.sides.object_of_verb(trigger, at, agent.phrase))
        elif subject is not None:
            yield from self._pairs(trigger, at, agent, self.sides.subject(subject, at))

    def _passive_sign(self, at: int) -> bool:
        """Whether the vowel sign of the passive stands on the first letter: «يُحتجز»."""
        return _PASSIVE_SIGN in self.reading.span(at, at + 1).text[1:4]

    def _state(self, hit: Hit, at: int) -> Iterator[ClaimDraft]:
        """A participle of state: «…، متهما إيران بـ…»; the subject is the one of the clause it hangs on."""
        subject = self.subjects.inherited(self.reading.clause_at[at])
        if subject is not None:
            object_ = self.sides.object_of_verb(
                hit.trigger, at, subject
            ) or self.sides.pronoun_on_preposition(hit.trigger, at, subject)
            yield from self._pairs(hit.trigger, at, Side(subject, 0, INDIRECT), object_)

    def _noun(self, hit: Hit, at: int) -> Iterator[ClaimDraft]:
        trigger, shape = hit.trigger, hit.shape
        pair = self.sides.pair(trigger, at)
        if pair is not None:
            yield from self._pairs(trigger, at, pair, None)
            return
        described = self.sides.pair_in_relative(trigger, at)
        if described is not None:  # its verb says whether it came about
            yield from self._pairs(trigger, described[1], described[0], None)
            return
        performed = list(self._performed(trigger, at))
        if performed:
            yield from performed
            return
        nationality = self.sides.nationality(at)
        bare = not (shape.definite or shape.suffix) and nationality is None and trigger.genitive != "none"
        genitive = self.sides.genitive(at) if bare else None
        doer = nationality or self.sides.marked_subject(trigger, at) or self.sides.agent(at)
        taken = [side for side in (doer, genitive) if side is not None]
        object_ = self.sides.object_of_noun(trigger, at, taken, genitive, owned=bool(shape.suffix))
        alone = genitive is not None and doer is None and object_ is None
        if alone and (trigger.reciprocal or (trigger.direct and trigger.genitive == "subject")):
            doer = self._handed_on(hit, at, genitive)  # «نفى السيسي لقاء أردوغان», «اتهم مصر بدعم إيران»
            object_ = genitive if doer is not None else None
        if genitive is not None and doer is None and (object_ is not None or _is_doer(trigger, genitive)):
            doer = genitive
        elif genitive is not None and object_ is None:
            object_ = genitive
        doer = doer or self._handed_on(hit, at, object_)
        if doer is None or not doer.of_types(trigger.subject_types):
            return
        object_ = (
            object_
            or self.sides.receiver(trigger, at)
            or self.sides.in_clause(trigger, at)
            or self.sides.pronoun_on_preposition(trigger, at, doer.phrase)
            or self.sides.pair_before(trigger, at, doer.phrase)
        )
        yield from self._pairs(trigger, at, doer, object_)

    def _performed(self, trigger: Trigger, at: int) -> Iterator[ClaimDraft]:
        """A noun whose deed a clause on it says was done: its doer is that of the verb there, its object
        stands behind.
        """
        verb = self.sides.performed(at)
        if verb is None:
            return
        subject = self.subjects.after(verb) or self.subjects.of_clause(self.reading.clause_at[at])
        if subject is None:
            return
        doer = self.sides.subject(subject, verb)
        object_ = self.sides.object_of_noun(trigger, verb, [doer], None, owned=False)
        if object_ is not None and doer.of_types(trigger.subject_types):
            yield from self._pairs(trigger, verb, doer, object_)

    def _handed_on(self, hit: Hit, at: int, object_: Side | None) -> Side | None:
        """Return the doer that a pronoun, an accused or asked party, or a carrying verb hands to a noun of
        action.
        """
        clause = self.reading.clause_at[at]
        led = bool(hit.shape.preposition) or (at > 0 and bool(self.reading.info[at - 1].preposition))
        for index, phrase, lead in reversed(self._controllers):
            free = object_ is None or object_.phrase is not phrase
            if index == clause and phrase.right <= at and (led or (not lead and phrase.right == at)) and free:
                return Side(phrase, min(at - phrase.right, _FAR), INDIRECT)
        carrier = self.sides.carrier(at) if hit.shape.suffix or hit.trigger.light else None
        loose = carrier is None and not hit.shape.suffix
        together = hit.trigger.reciprocal and object_ is not None and object_.phrase.preposition == _WITH
        if loose and not (hit.trigger.light and together):
            return None
        subject = self.subjects.of_verb(carrier) if carrier is not None else self.subjects.of_clause(clause)
        if subject is None or (object_ is not None and object_.same(subject)):
            return None
        if hit.shape.suffix == _HER and subject.heads[0].type is EntityType.PERSON:
            return self.sides.owner(at, subject)
        return Side(subject, 2, INDIRECT**2 if loose else INDIRECT)

    def _role(self, trigger: Trigger, start: int, end: int) -> Iterator[ClaimDraft]:
        """A role noun or adjective: its host before it, its object after it; a pronoun on it means the
        subject.
        """
        following = next((p for p in self.phrases if p.left >= end), None)
        clause = self.reading.clause_at[start]
        if following is None or following.left - end > _ROLE_GAP:
            return
        if self.reading.clause_at[following.left] != self.reading.clause_at[end - 1]:
            return
        bare, next_to = not following.preposition, following.left == end
        if end - start == 1 and self.reading.words[start].endswith(_OWNERS):
            owner = self.subjects.of_clause(clause)
            if trigger.direct and bare and next_to and owner is not None:
                yield from self._pairs(trigger, start, Side(owner, 0, INDIRECT), Side(following, 0))
            return
        ends_in_preposition = end - start > 1 and next_to
        direct = trigger.direct and (ends_in_preposition or (bare and following.left - end <= 1))
        if not direct and following.preposition not in trigger.objects:
            return
        host = self._host(start)
        if host is not None and not host.same(following):
            side = Side(following, following.left - end)
            yield from self._pairs(trigger, start, host, side, end=end, last=self._defined(start))

    def _host(self, start: int) -> Side | None:
        """Return whom a role describes: the name before it, or for a predicate the subject of the clause."""
        before = self.subjects.ending_before(start)
        if before is not None:
            return Side(before, max(0, start - before.right))
        if self._defined(start) or (start > 0 and self._plain(start - 1)):
            return None
        subject = self.subjects.of_clause(self.reading.clause_at[start])
        if subject is None or subject.right > start:
            return None
        return Side(subject, min(start - subject.right, _FAR), INDIRECT)

    def _defined(self, at: int) -> bool:
        return self.reading.words[at].removeprefix("و").startswith("ال")

    def _plain(self, at: int) -> bool:
        """Whether the item is a common noun or adjective, as far as the lexicons tell."""
        reading, info = self.reading, self.reading.info[at]
        known = info.preposition or info.particle or info.copular or info.opens or info.conjunction
        return not (
            known or reading.actors[at] or reading.mark(at) or reading.verb(at) or reading.transparent(at)
        )

    def _pairs(
        self,
        trigger: Trigger,
        start: int,
        subject: Side,
        object_: Side | None,
        *,
        end: int | None = None,
        last: bool = False,
    ) -> Iterator[ClaimDraft]:
        """Yield a draft for every pair of the two sides, or within a side that did it together.

        The trigger is items `start` to `end`, by default one; with `last`, only the last of a list is the
        subject.
        """
        words = (start, start + 1 if end is None else end)
        doers = subject.of_types(trigger.subject_types)
        if last:
            doers = [actor for actor in subject.phrase.heads if actor.type in trigger.subject_types]
        if object_ is None:
            if trigger.reciprocal:
                members = [actor for actor in doers if actor.type in trigger.object_types]
                for left, right in combinations(members, 2):
                    yield self._draft(trigger, words, left, right, _confidence(trigger, subject))
            return
        if trigger.relation in _CONTROL:
            self._controllers.append((self.reading.clause_at[start], object_.phrase, True))
        confidence = _confidence(trigger, subject, object_)
        for doer in doers:
            for target in object_.of_types(trigger.object_types):
                left, right = (target, doer) if trigger.swap else (doer, target)
                yield self._draft(trigger, words, left, right, confidence)

    def _draft(
        self, trigger: Trigger, words: tuple[int, int], subject: Actor, object_: Actor, confidence: float
    ) -> ClaimDraft:
        draft = ClaimDraft(
            subject=subject.span,
            relation=trigger.relation,
            object=object_.span,
            sentence=self.reading.sentence,
            trigger=self.reading.span(*words),
            confidence=confidence,
            extractor=f"rules:{trigger.id}",
            reference=subject.reference or object_.reference,
            context=trigger.context,
        )
        draft.modality = trigger.modality or draft.modality
        draft.polarity = trigger.polarity or draft.polarity
        return draft


def _bare(word: str) -> str:
    return word.removeprefix("لل").removeprefix("ب").removeprefix("ال")


def _is_doer(trigger: Trigger, genitive: Side) -> bool:
    """Whether a lone genitive is the doer."""
    if trigger.genitive == "person":
        return genitive.phrase.heads[0].type is EntityType.PERSON
    return trigger.genitive == "subject"


def _confidence(trigger: Trigger, *sides: Side) -> float:
    """Return how sure a claim is: the trigger's prior, less for distance and for indirect ways to a side."""
    value = trigger.prior
    for side in sides:
        value *= side.sure * _DECAY**side.gap
    return round(value, 3)
