"""Dates in a text, seen from its day of publication: the component `kg_dates`."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc, Span

from kg.extraction import state
from kg.language.dates import find_dates

__all__ = ["Dates", "create_dates"]


@Language.factory("kg_dates")
def create_dates(nlp: Language, name: str) -> Dates:
    """Return the component of a pipeline."""
    del nlp, name
    return Dates()


class Dates:
    """Fills `DATES`. A span is widened to whole tokens."""

    def __call__(self, doc: Doc) -> Doc:
        spans: list[Span] = []
        for found in find_dates(doc.text, state.document(doc).published_at):
            if state.in_ignored_span(doc, found.start, found.end):
                continue
            span = doc.char_span(found.start, found.end, label=found.precision, alignment_mode="expand")
            if span is None:
                continue
            span._.date = (found.first, found.last)
            span._.extractor = f"rule:{found.kind}"
            spans.append(span)
        doc.spans[state.DATES] = spans
        return doc
