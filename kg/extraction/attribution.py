"""Who says it: the source of a claim, from the words of reported speech around it.

«قالت واشنطن إن …», «…، بحسب رويترز», «نقلا عن مسؤول», «بوتين: …»; the speaker nearest to the claim counts,
so that of «نقلت الصحيفة عن لافروف قوله إن …» the source is Lavrov. A quotation may go on over sentences,
and so may a list. What a speaker does by speaking is no report: its source is none; whoever claims an attack
is the source for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Doc

from kg.extraction.analysis import Sentence
from kg.extraction.phrases import Phrase
from kg.extraction.reading import Actor
from kg.language.cues import CueMatch, Cues
from kg.language.phrases import without_article

__all__ = ["Speakers", "open_lists", "open_quotations"]

_SPEAKING = frozenset({"say", "show", "think", "claim", "deny"})
_CITING = frozenset({"according_to", "quote"})
_CONTENT = frozenset({"content", "pronominal"})
_NEAR = 5  # items from a citing phrase to its source
_FROM = "عن"
_IN, _ARTICLE = "في", "ال"
_SAME = frozenset(("نفس", "ذات", "هذا"))
_BY = frozenset({"", "ل", "عن", "من"})  # from a document to its author
_QUOTES = frozenset('"«“”')
_OPENING, _CLOSING = frozenset("«“"), frozenset("»”")
#: «(1)», «2-», «•» at the beginning of a line.
_LIST_ITEM = re.compile(r"\s*(?:[(\[]?[\d٠-٩]{1,2}\s?[)\].\-–:]|[•▪*–-])\s*\S")
_LONGEST_QUOTATION = 6  # sentences; after more its end was forgotten


class Speakers:
    """The reported speech of one sentence.

    Parameters
    ----------
    voice : Actor, optional
        Who speaks in the quotation that the sentence begins in.
    author : Phrase, optional
        Who wrote the statement or report that the text named last: whom «وأضاف البيان» means.
    """

    def __init__(
        self, sentence: Sentence, cues: Cues, voice: Actor | None = None, author: Phrase | None = None
    ) -> None:
        self.sentence = sentence
        self.voice = voice
        self.author = author
        self.reading = sentence.reading
        self.documents = cues.documents
        reports = cues.find_reporting([word or "-" for word in sentence.reading.words])
        self._speaking = [match for match in reports if match.cue.manner in _SPEAKING]
        self._citing = [match for match in reports if match.cue.manner in _CITING]
        self._own_words = [match for match in reports if match.cue.manner == "own_words"]
        self._owning = [match for match in reports if match.cue.manner == "responsibility"]

    def source(self, item: int) -> Actor | None:
        """Return who reports what the item states, or None for the text itself."""
        return (
            self._embedding(item)
            or self._cited(item)
            or self._headline(item)
            or self._announced(item)
            or self._in_own_words()
            or self.voice
        )

    def owns_up(self, actor: str) -> bool:
        """Whether the actor takes responsibility for an attack: «تبنى تنظيم الدولة الهجوم»."""
        owners = (self._speaker(match) for match in self._owning)
        return any(actor == one.key for owner in owners if owner is not None for one in owner.actors)

    def _in_own_words(self) -> Actor | None:
        """Return whom «على حد قوله» means: who spoke before it, in the sentence or in the one before."""
        for own in self._own_words:
            spoken = (self._speaker(match) for match in reversed(self._speaking) if match.start < own.start)
            speaker = next((phrase for phrase in spoken if phrase), self.sentence.subjects.carried)
            if speaker is not None:
                return speaker.actors[0]
        return None

    def announces(self, item: int) -> bool:
        """Whether the item is a noun of action in the clause of its speaker: a deed announced, not
        reported.
        """
        return self._announced(item) is not None and self._embedding(item) is None

    def _announced(self, item: int) -> Actor | None:
        """Return who announces what a noun of action states: «أكد تقرير أممي مساعدة …»."""
        if not any(hit.form == "noun" for hit in self.reading.hits[item]):
            return None
        return self._speech_in(self.reading.clause_at[item], item, quoted=False)

    def _embedding(self, item: int) -> Actor | None:
        """Return the speaker of the nearest clause of speech around the item."""
        index: int | None = self.reading.clause_at[item]
        before = item
        while index is not None:
            clause = self.reading.clauses[index]
            quoted = self._speech_in(index, before, quoted=True)
            if quoted is not None:
                return quoted
            parent = clause.parent
            opened = clause.kind in _CONTENT or (
                clause.kind == "main" and clause.start > 0 and self.reading.words[clause.start - 1] == ":"
            )
            if opened and parent is not None:
                found = self._speech_in(parent, clause.start, quoted=False)
                if found is not None:
                    return found
            before, index = clause.start, parent
        return None

    def _speech_in(self, index: int, before: int, *, quoted: bool) -> Actor | None:
        """Return the speaker of the last word of speech in a clause before an item; `quoted`: a quotation
        opens after it.
        """
        clause = self.reading.clauses[index]
        for match in reversed(self._speaking):
            if not clause.start <= match.start < min(clause.end, before):
                continue
            if quoted and not any(self.reading.words[at] in _QUOTES for at in range(match.stop, before)):
                continue
            phrase = self._quoted_from(match, before) or self._speaker(match)
            return phrase.actors[0] if phrase is not None else None
        return None

    def _speaker(self, match: CueMatch) -> Phrase | None:
        at = match.start
        if self.reading.verb(at):
            return self._author(match.stop) or self.sentence.subjects.of_verb(at)
        quoted = self.sentence.subjects.ending_before(at)
        if quoted is not None and quoted.preposition == _FROM:
            return quoted  # «نقلت الصحيفة عن لافروف قوله»
        index: int | None = self.reading.clause_at[at]
        while index is not None:
            phrase = self.sentence.subjects.of_clause(index)
            if phrase is None or self.sentence.subjects.may_say(at, phrase):
                return phrase
            index = self.reading.clauses[index].parent
        return None

    def _author(self, item: int) -> Phrase | None:
        """Return who wrote what speaks at an item: «قال بيان صادر عن الرئاسة», «جاء في تقرير للأمم المتحدة»,
        and, of one named before, «وأضاف البيان».
        """
        words = self.reading.words
        if words[item : item + 1] and words[item] in _SAME:
            item += 1
        if item >= len(words) or without_article(words[item]) not in self.documents:
            return None
        for at in range(item + 1, min(len(words), item + _NEAR)):
            phrase = self.sentence.subjects.starting_at(at)
            if phrase is not None:
                return phrase if phrase.preposition in _BY else None
            if self._ends_citation(at):
                break
        return self.author if words[item].startswith(_ARTICLE) else None

    def author_named(self) -> Phrase | None:
        """Return the author of the last statement or report that the sentence names: the body after it, or
        whoever speaks «في بيان».
        """
        words = self.reading.words
        for at in reversed(range(len(words))):
            if without_article(words[at]) in self.documents:
                spoken = words[max(0, at - 1)] == _IN
                return self._author(at) or (self.sentence.subjects.main() if spoken else None)
        return None

    def _quoted_from(self, match: CueMatch, before: int) -> Phrase | None:
        """Return the source in «نقل … عن»: the one quoted, not the one who passes it on."""
        return next(
            (
                phrase
                for citing in self._citing
                if citing.start < before
                and self.reading.clause_at[citing.start] == self.reading.clause_at[match.start]
                for phrase in self._after(citing)
            ),
            None,
        )

    def _cited(self, item: int) -> Actor | None:
        """Return the source named beside the statement: «بحسب», «وفق ما ذكرت», «نقلا عن»."""
        found = [phrase for match in self._citing if match.start != item for phrase in self._after(match)]
        if not found:
            authors = (self._author(match.stop) for match in self._citing if match.start != item)
            found = [author for author in authors if author is not None]
        if not found:
            return None
        nearest = min(found, key=lambda phrase: abs(phrase.left - item))
        return nearest.actors[0]

    def _after(self, match: CueMatch) -> Iterator[Phrase]:
        stop = match.stop
        if "نقل" in self.reading.words[match.start] and self.reading.words[stop - 1] != _FROM:
            stop = next(
                (
                    at + 1
                    for at in range(stop, min(len(self.reading), stop + _NEAR))
                    if self.reading.words[at] == _FROM
                ),
                stop,
            )
        for phrase in self.sentence.phrases:
            if stop <= phrase.left <= stop + _NEAR:
                between = range(stop, phrase.left)
                if not any(self._ends_citation(at) for at in between):
                    yield phrase
                return

    def _ends_citation(self, at: int) -> bool:
        """Whether what follows an item is no source but what it says: «نقلا عن مصدر أن روسيا …»."""
        info = self.reading.info[at]
        return self.reading.comma(at) or self.reading.stop(at) or info.content or info.pronominal

    def _headline(self, item: int) -> Actor | None:
        """Return the speaker of a headline: a name, a colon, and what it says."""
        for at in range(min(item, 12)):
            if self.reading.words[at] == ":":
                phrase = self.sentence.subjects.ending_before(at)
                alone = (
                    phrase is not None
                    and not phrase.preposition
                    and all(self.reading.quote(i) for i in range(phrase.left))
                )
                return phrase.actors[0] if alone and phrase is not None else None
        return None


def open_quotations(doc: Doc) -> dict[int, int]:
    """Return the sentences that begin within a quotation: their first token to the token that opened it."""
    found: dict[int, int] = {}
    opened: list[tuple[int, int]] = []  # token and sentence of each quotation mark that waits for its end
    for number, sentence in enumerate(doc.sents):
        opened = [(at, since) for at, since in opened if number - since < _LONGEST_QUOTATION]
        if opened:
            found[sentence.start] = opened[-1][0]
        for token in sentence:
            if token.text in _OPENING:
                opened.append((token.i, number))
            elif token.text in _CLOSING and opened:
                opened.pop()
    return found


def open_lists(doc: Doc) -> dict[int, int]:
    """Return the sentences of numbered or dotted lists: first token to the colon that opened it."""
    found: dict[int, int] = {}
    colon: int | None = None
    fresh = True  # whether the sentence begins a line
    for sentence in doc.sents:
        words = [token for token in sentence if not token.is_space]
        if words and fresh and not _LIST_ITEM.match(sentence.text):
            colon = None
        if words and colon is not None:
            found[sentence.start] = colon
        elif words and words[-1].text == ":":
            colon = words[-1].i
        fresh = "\n" in sentence.text[len(sentence.text.rstrip()) :] or (fresh and not words)
    return found
