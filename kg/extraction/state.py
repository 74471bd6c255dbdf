"""What components leave on a `Doc` for each other: one place that names every extension.

Spans live in `doc.spans` under the group names below; a component reads and writes spans and
these attributes, never files. All spans are aligned with tokens: proclitics that stand before a
name are tokens of their own.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from spacy.tokens import Doc, Span

from kg.records import Document, Form, LocalEntity, Modality, Polarity
from kg.report import Drop

if TYPE_CHECKING:
    from kg.extraction.joint.network import ReadText

__all__ = [
    "DATES",
    "MENTIONS",
    "REFERENCES",
    "TITLES",
    "ClaimDraft",
    "claims",
    "document",
    "drop",
    "entities",
    "in_ignored_span",
    "mentions",
    "read_text",
]

#: Named mentions: label is the entity type, `kb_id_` the local key; `_.form`, `_.score`, `_.extractor`.
MENTIONS = "mentions"
#: Office titles and role nouns: label is the relation they state, `kb_id_` the id in `titles.yaml`.
TITLES = "titles"
#: Referring expressions («البلدين»): label is the rule, `_.antecedents` local keys, empty where open.
REFERENCES = "references"
#: Dates: label is the precision; `_.date` the pair of first and last day, either may be None.
DATES = "dates"


@dataclass(slots=True, kw_only=True)
class ClaimDraft:
    """A claim in the making: spans and local keys; later steps fill in status.

    `subject` and `object` are mention spans; where a reference stood in the sentence, they are the mention
    that it refers to and `reference` holds `words:rule`. `sentence` is the sentence that states the tie.
    `judged` says that polarity and modality are decided already.
    """

    subject: Span
    relation: str
    object: Span
    sentence: Span
    trigger: Span | None
    confidence: float
    extractor: str
    polarity: Polarity = Polarity.ASSERTED
    modality: Modality = Modality.ACTUAL
    judged: bool = False
    attributed_to: str | None = None
    date_start: date | None = None
    date_end: date | None = None
    date_precision: str | None = None
    place: str | None = None
    context: str | None = None
    item: str | None = None
    quantity: str | None = None
    office: str | None = None
    reference: str | None = None
    notes: dict[str, Any] = field(default_factory=dict)


def _register() -> None:
    if Doc.has_extension("kg_document"):
        return
    Doc.set_extension("kg_document", default=None)
    Doc.set_extension("kg_entities", default=None)
    Doc.set_extension("kg_claims", default=None)
    Doc.set_extension("kg_drops", default=None)
    Doc.set_extension("kg_read", default=None)
    Span.set_extension("form", default=Form.NAME)
    Span.set_extension("score", default=1.0)
    Span.set_extension("extractor", default="")
    Span.set_extension("antecedents", default=())
    Span.set_extension("date", default=(None, None))


_register()


def document(doc: Doc) -> Document:
    """Return the record that the `Doc` was made from; a bare one for a `Doc` built by hand."""
    if doc._.kg_document is None:
        doc._.kg_document = Document(id="document/none", path="", text=doc.text)
    record: Document = doc._.kg_document
    return record


def entities(doc: Doc) -> dict[str, LocalEntity]:
    """Return the document's entities by local key, to read and to fill."""
    if doc._.kg_entities is None:
        doc._.kg_entities = {}
    found: dict[str, LocalEntity] = doc._.kg_entities
    return found


def claims(doc: Doc) -> list[ClaimDraft]:
    """Return the document's claims so far, to read and to fill."""
    if doc._.kg_claims is None:
        doc._.kg_claims = []
    drafts: list[ClaimDraft] = doc._.kg_claims
    return drafts


def mentions(doc: Doc) -> list[Span]:
    """Return the named mentions in text order."""
    return sorted(doc.spans.get(MENTIONS, ()), key=lambda span: span.start)


def read_text(doc: Doc) -> ReadText | None:
    """Return what the trained network read, None where the pipeline has none."""
    found: ReadText | None = doc._.kg_read
    return found


def drop(doc: Doc, reason: Drop, count: int = 1) -> None:
    """Count something found and set aside."""
    if doc._.kg_drops is None:
        doc._.kg_drops = Counter()
    doc._.kg_drops[str(reason)] += count


#: The head of a dispatch names where it comes from: no sentence, but places and agencies of the story.
_NAMED = frozenset({"dateline"})


def in_ignored_span(doc: Doc, start: int, end: int, *, names: bool = False) -> bool:
    """Return whether characters `start` to `end` touch a span that is kept but not analysed.

    With `names`, only spans count whose names are no part of the story either.
    """
    return any(
        span.start < end and start < span.end and not (names and span.reason in _NAMED)
        for span in document(doc).ignored
    )
