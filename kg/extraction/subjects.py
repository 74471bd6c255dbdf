"""Who a clause is about: the name in front, the name after its verb, or the subject of the clause it hangs
on.

Arabic news puts the verb first («التقى السيسي أردوغان»), headlines the name («السيسي يلتقي أردوغان»), and
joined verbs, participles and «أنه» keep the subject of the clause before.
"""

from __future__ import annotations

from dataclasses import replace

from kg.extraction.grammar import Grammar
from kg.extraction.offices import Office
from kg.extraction.phrases import Phrase
from kg.extraction.reading import Actor, Clause, Reading
from kg.language.cues import cues
from kg.language.normalize import fold
from kg.records import EntityType

__all__ = ["Subjects"]

_INHERITS = frozenset({"coordinate", "state", "pronominal", "adverbial"})
_QUOTES = frozenset('"«»“”')
_PARTICIPLE = ("ا", "ه")  # folded: «مشيرا», «مشيرة»
_AFTER_VERB = 7  # items from a verb to its subject
_TITLE = 3  # items of a first title before a second


class Subjects:
    """The subjects of a sentence's clauses, found once each.

    Parameters
    ----------
    carried : Phrase, optional
        Subject of the sentence before, for a first clause that names none.
    """

    def __init__(
        self,
        reading: Reading,
        phrases: list[Phrase],
        carried: Phrase | None,
        offices: list[Office],
        grammar: Grammar,
    ) -> None:
        self.reading = reading
        self.phrases = phrases
        self.grammar = grammar
        self.carried = self._restated(carried)
        self.offices = {office.start: office.holder for office in offices}
        self._by_left = {phrase.left: phrase for phrase in phrases}
        self._by_right = {phrase.right: phrase for phrase in phrases}
        self._found: dict[int, Phrase | None] = {}

    def _restated(self, carried: Phrase | None) -> Phrase | None:
        """Return the subject of the sentence before as one that this sentence's first verb refers to."""
        opening = self._opening()
        if carried is None or opening is None:
            return None
        words = self.reading.span(opening, opening + 1).text
        heads = tuple(
            replace(actor, reference=actor.reference or f"{words}:carried-subject")
            for actor in carried.actors
        )
        return Phrase(-1, 0, heads).alone()

    def _opening(self) -> int | None:
        """Return the word that may leave its subject to the sentence before: the first verb, or a participle
        of speech that the sentence begins with, «مشيرا إلى أن».
        """
        first = next((at for at in range(len(self.reading)) if not self.reading.mark(at)), None)
        if first is not None and self.reading.words[first].endswith(_PARTICIPLE) and self._speaks(first):
            return first
        return self.verb(0)

    def main(self) -> Phrase | None:
        """Return whom the next sentence may leave unnamed: the subject of the main clause."""
        subject = self.of_clause(0)
        if subject is not None:
            return subject
        verb = self.verb(0)
        return None if verb is None or self.unnamed(verb) else self.carried

    def starting_at(self, item: int) -> Phrase | None:
        """Return the phrase whose first item this is."""
        return self._by_left.get(item)

    def ending_before(self, item: int) -> Phrase | None:
        """Return the phrase right before an item; marks, copulas and transparent words between are passed
        over.
        """
        at = item
        while at > 0:
            if at in self._by_right:
                return self._by_right[at]
            before = at - 1
            info = self.reading.info[before]
            if not (
                self.reading.mark(before) or info.copular or info.particle or self.reading.transparent(before)
            ):
                return None
            at = before
        return None

    def of_verb(self, verb: int) -> Phrase | None:
        """Return the subject of a verb: the topic of its clause, or the name that follows, or what is
        inherited.
        """
        clause = self.reading.clause_at[verb]
        if self.reading.clauses[clause].kind == "pronominal" and self.verb(clause) == verb:
            return self.inherited(clause)
        topic = self.topic(clause)
        if topic is not None and topic.left < verb:
            return topic
        if clause == 0 and self._has_own_subject(verb):
            return self.after(verb)  # «ونفت موسكو تقارير أفادت بأنها …»: the reports, not who spoke before
        return self.after(verb) or (None if self.unnamed(verb) else self.inherited(clause))

    def _has_own_subject(self, verb: int) -> bool:
        """Whether another verb of the sentence's first clause, with a name behind it, stands before one."""
        first = self.verb(0)
        return first is not None and first < verb and self.after(first) is not None

    def of_clause(self, index: int) -> Phrase | None:
        """Return the subject of a clause."""
        if index not in self._found:
            self._found[index] = None  # a clause never inherits from itself
            self._found[index] = self._find(index)
        return self._found[index]

    def _find(self, index: int) -> Phrase | None:
        if self.reading.clauses[index].kind == "pronominal":
            return self.inherited(index)
        topic = self.topic(index)
        if topic is not None:
            return topic
        verb = self.verb(index)
        if verb is not None:
            return self.after(verb) or (None if self.unnamed(verb) else self.inherited(index))
        return self.inherited(index)

    def verb(self, index: int) -> int | None:
        """Return the first verb of a clause."""
        clause = self.reading.clauses[index]
        return next((at for at in range(clause.start, clause.end) if self.reading.verb(at)), None)

    def _carries(self) -> bool:
        """Whether the first verb or participle is one of speaking, which alone takes its subject from the
        sentence before.
        """
        opening = self._opening()
        return opening is not None and self._speaks(opening)

    def _speaks(self, verb: int) -> bool:
        if any(hit.trigger.speech for hit in self.reading.hits[verb] if hit.form == "verb"):
            return True
        return bool(cues().find_reporting(self.reading.words[verb : verb + 1]))

    def topic(self, index: int) -> Phrase | None:
        """Return the bare phrase that a clause begins with; for a relative clause the name before it."""
        clause = self.reading.clauses[index]
        if clause.kind == "relative":
            return self.antecedent(clause)
        at = clause.start
        while at < clause.end:
            phrase = self._by_left.get(at)
            if phrase is not None:
                return phrase if not phrase.preposition and phrase.agent else None
            info = self.reading.info[at]
            skip = self.reading.transparent(at) or info.particle or info.conjunction or self.reading.comma(at)
            if not (skip or self.reading.share(at)):
                return None
            at += 1
        return None

    def antecedent(self, clause: Clause) -> Phrase | None:
        """Return the phrase that a relative clause is about."""
        return self.ending_before(clause.start - 1)

    def after(self, verb: int) -> Phrase | None:
        """Return the bare phrase that follows a verb; adverbs, days and one phrase with preposition may
        stand between.
        """
        clause = self.reading.clause(verb)
        at = verb + 1
        limit = min(clause.end, verb + _AFTER_VERB)
        while at < limit:
            phrase = self._by_left.get(at)
            if phrase is not None:
                if not phrase.preposition and phrase.agent and self.agrees(verb, phrase):
                    return None if self._is_quoted(verb, phrase) else phrase
                if not phrase.preposition:
                    return None
                at = phrase.right
                limit = min(clause.end, at + _AFTER_VERB)
                continue
            info = self.reading.info[at]
            if self.reading.share(at):
                at += 1
            elif info.preposition:
                following = next(
                    (p for p in (self._by_left.get(at + 1), self._by_left.get(at + 2)) if p), None
                )
                if following is None:
                    return None
                at = following.right
                limit = min(clause.end, at + _AFTER_VERB)
            elif self.reading.transparent(at) or info.particle or self.reading.comma(at):
                at += 1
            else:
                return self._after_titles(at) if at in self.offices else None
        return None

    def _is_quoted(self, verb: int, phrase: Phrase) -> bool:
        """Whether a phrase after a verb of speaking begins what is said: «وأضاف "لافروف التقى …"», but not
        «وأضاف "صوت أمريكا" أن».
        """
        if not self._speaks(verb):
            return False
        words = self.reading.words
        opened = any(word in _QUOTES for word in words[verb + 1 : phrase.left + 1])
        return opened and not any(word in _QUOTES for word in words[phrase.right - 1 : phrase.right + 1])

    def _after_titles(self, at: int) -> Phrase | None:
        """Return the person of a title, or of two joined ones: «قال المحلل ومدير المركز سالم زهران»."""
        holder = self.offices[at]
        if holder is not None:
            phrase = next((phrase for phrase in self.phrases if phrase.left <= holder < phrase.right), None)
            return phrase if phrase is not None and not phrase.preposition else None
        phrase = next((phrase for phrase in self.phrases if phrase.left > at), None)
        if phrase is None or not phrase.joined or phrase.preposition or phrase.left - at > _TITLE:
            return None
        return phrase if phrase.heads[0].type is EntityType.PERSON else None

    def agrees(self, verb: int, phrase: Phrase) -> bool:
        """Whether a verb in front agrees in gender: «دعا أنقرة» has no subject in «أنقرة», for a country is
        feminine.

        Only states named bare, and bodies whose first word has the feminine ending, are judged.
        """
        actor = phrase.heads[0]
        if phrase.noun is not None or len(phrase.heads) > 1 or actor.reference:
            return True
        if self._is_feminine(verb) is not False:
            return True
        if not self.reading.actors[phrase.left]:
            return not self.reading.words[phrase.left].endswith("ه")
        return not self._is_feminine_name(actor)

    def may_say(self, participle: int, phrase: Phrase) -> bool:
        """Whether a participle of speech may mean a subject: «مشيرا» means no ministry and no «واشنطن»."""
        masculine = self.reading.words[participle].endswith("ا") and not self.reading.verb(participle)
        return not masculine or len(phrase.heads) > 1 or not self._is_feminine_name(phrase.heads[0])

    def _is_feminine_name(self, actor: Actor) -> bool:
        """Whether a name is plainly feminine: a state's, or one whose first word has the feminine ending."""
        name = fold(actor.span.text)
        if actor.type is EntityType.COUNTRY:
            return name not in self.grammar.masculine_states
        first = name.split()[0]
        feminine = first.endswith("ه") or first in self.grammar.feminine_firsts
        return actor.type is EntityType.ORGANIZATION and feminine

    def fits(self, verb: int, inherited: Phrase) -> bool:
        """Whether a verb without a subject may mean the one before: «وأدانت …» means no man, «ودعا …» no
        state.
        """
        feminine, actor = self._is_feminine(verb), inherited.heads[0]
        if feminine is None or len(inherited.heads) > 1:
            return True
        if actor.type is EntityType.COUNTRY:
            return feminine or fold(actor.span.text) in self.grammar.masculine_states
        return not (feminine and actor.type is EntityType.PERSON)

    def _is_feminine(self, verb: int) -> bool | None:
        """Return the gender of a verb in front, None where it is no trigger."""
        hits = [hit for hit in self.reading.hits[verb] if hit.form == "verb"]
        if not hits:
            return None
        form = hits[0].shape.form
        return form.endswith(("ت", "تا")) if hits[0].past else form.startswith("ت")

    def unnamed(self, verb: int) -> bool:
        """Whether a common noun that names no actor follows a verb as its subject: «قالت الصحيفة», «أكد
        مصدر».

        Nouns that a trigger needs as its object («قطعت العلاقات») and, in a clause joined to another,
        indefinite nouns are taken for objects.
        """
        at = verb + 1
        while at < len(self.reading) and self.reading.transparent(at):
            at += 1
        if at >= len(self.reading) or self.reading.actors[at] or self.reading.mark(at):
            return False
        word, info = self.reading.words[at], self.reading.info[at]
        if info.preposition or info.opens or info.particle or info.copular:
            return False
        if any(hit.form == "verb" and word in hit.trigger.needs for hit in self.reading.hits[verb]):
            return False
        if word.startswith("ال") or info.agent or at in self.offices:
            return True
        return self.reading.clause_at[verb] == 0 and not word.endswith("ا") and not self.reading.hits[at]

    def inherited(self, index: int) -> Phrase | None:
        """Return the subject that a clause keeps from the one it hangs on, or from the sentence before."""
        clause = self.reading.clauses[index]
        if clause.parent is None:
            return self.carried if index == 0 and self._carries() else None
        if clause.kind in _INHERITS:
            return self.of_clause(clause.parent)
        return None
