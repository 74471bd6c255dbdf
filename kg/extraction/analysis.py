"""All that rules need to know of a document, sentence by sentence: items, clauses, titles, actor phrases,
subjects.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from spacy.tokens import Doc

from kg.extraction.grammar import Grammar
from kg.extraction.offices import Holders, Office, find_offices
from kg.extraction.phrases import Phrase, find_phrases
from kg.extraction.reading import Reading, read_sentences
from kg.extraction.subjects import Subjects
from kg.extraction.triggers import TriggerLexicon
from kg.language.titles import TitleLexicon, titles

__all__ = ["Analyser", "Sentence"]


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, read."""

    reading: Reading
    offices: list[Office]
    holders: Holders
    phrases: list[Phrase]
    subjects: Subjects


class Analyser:
    """Reads documents with one set of resources."""

    def __init__(self, grammar: Grammar, lexicon: TriggerLexicon, title_lexicon: TitleLexicon) -> None:
        self.grammar, self.lexicon, self.titles = grammar, lexicon, title_lexicon

    @classmethod
    @cache
    def default(cls) -> Analyser:
        """Return the analyser with the resources that ship with the package."""
        return cls(Grammar.default(), TriggerLexicon.default(), titles())

    def read(self, doc: Doc) -> list[Sentence]:
        """Return the sentences that hold an actor, in order; subjects are carried from each to the next."""
        holders = Holders(doc)
        found: list[tuple[Reading, list[Office]]] = []
        for reading in read_sentences(doc, self.grammar, self.lexicon):
            offices = find_offices(reading, self.titles)
            holders.add(reading, offices)
            found.append((reading, offices))
        sentences: list[Sentence] = []
        carried: Phrase | None = None
        for reading, offices in found:
            phrases = find_phrases(reading, offices, holders)
            subjects = Subjects(reading, phrases, carried, offices, self.grammar)
            sentences.append(Sentence(reading, offices, holders, phrases, subjects))
            carried = subjects.main()
        return sentences
