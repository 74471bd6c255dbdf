"""The component `kg_claims`: proposers read each sentence and add claim drafts; status and filter come later.

A proposer is anything that takes a read sentence and yields drafts; trained extractors can stand beside the
rules.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from spacy.language import Language
from spacy.tokens import Doc, Span

from kg.extraction import state
from kg.extraction.analysis import Analyser, Sentence
from kg.extraction.frames import Frames
from kg.extraction.nested import Bodies, Countries, name_host, nested_claims, parts_of_bodies
from kg.extraction.offices import Office
from kg.extraction.places import place_claims
from kg.extraction.reading import Reading
from kg.extraction.standing import standing_claims
from kg.extraction.state import ClaimDraft
from kg.report import Drop

__all__ = ["ClaimFinder", "Proposer"]

#: Proposes drafts for a document that has been read.
Proposer = Callable[[Doc, list[Sentence], Analyser], Iterable[ClaimDraft]]


def propose_standing(doc: Doc, sentences: list[Sentence], analyser: Analyser) -> Iterator[ClaimDraft]:
    """Yield the ties that titles, nationalities and names inside names state."""
    countries, bodies = Countries(doc), Bodies(doc)
    for sentence in sentences:
        yield from standing_claims(
            sentence.reading, sentence.offices, sentence.holders, analyser.grammar, countries, bodies
        )
        yield from place_claims(sentence.reading, analyser.grammar)
        yield from nested_claims(sentence.reading, countries, analyser.grammar)
        yield from parts_of_bodies(sentence.reading, bodies, analyser.grammar)


def propose_frames(doc: Doc, sentences: list[Sentence], analyser: Analyser) -> Iterator[ClaimDraft]:
    """Yield the ties that trigger words state."""
    countries = Countries(doc)
    for sentence in sentences:
        frames = Frames(sentence.reading, sentence.phrases, sentence.subjects, analyser.lexicon)
        yield from name_host(frames.claims(), doc, countries)
        if frames.unfilled:
            state.drop(doc, Drop.CLAIM_NO_ARGUMENT, frames.unfilled)


class ClaimFinder:
    """Runs the proposers over a document, and leaves the titles it found on the `Doc`."""

    def __init__(
        self, analyser: Analyser, proposers: Iterable[Proposer] = (propose_standing, propose_frames)
    ) -> None:
        self.analyser = analyser
        self.proposers = tuple(proposers)

    def __call__(self, doc: Doc) -> Doc:
        """Add drafts to `state.claims(doc)` and titles to the `TITLES` spans."""
        sentences = self.analyser.read(doc)
        titled = ((sentence.reading, office) for sentence in sentences for office in sentence.offices)
        doc.spans[state.TITLES] = [
            _title_span(reading, office) for reading, office in titled if office.title.relation
        ]
        drafts = state.claims(doc)
        for propose in self.proposers:
            drafts.extend(propose(doc, sentences, self.analyser))
        return doc


def _title_span(reading: Reading, office: Office) -> Span:
    span = reading.span(office.start, office.end)
    return Span(span.doc, span.start, span.end, label=office.title.relation or "", kb_id=office.title.id)


@Language.factory("kg_claims")
def create_claims(nlp: Language, name: str) -> ClaimFinder:
    """Make the component with the resources that ship with the package."""
    del nlp, name
    return ClaimFinder(Analyser.default())
