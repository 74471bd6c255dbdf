"""From what the components left on a `Doc` to records: chunks, mentions, entities and claims with ids."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc, Span

from kg.extraction import state
from kg.extraction.chunks import chunk_at, make_chunks
from kg.extraction.state import ClaimDraft
from kg.records import Chunk, Claim, EntityType, Extraction, LocalEntity, Mention, claim_id
from kg.report import Drop

__all__ = ["to_extraction"]


def to_extraction(doc: Doc, *, chunk_size: int, min_confidence: float) -> Extraction:
    """Return the records of a finished `Doc`; claims below `min_confidence` are counted and left out."""
    document = state.document(doc)
    text = document.text
    sentences = [(s.start_char, s.end_char) for s in doc.sents] if len(doc) else []
    chunks = make_chunks(document.id, text, sentences, chunk_size)
    mentions = tuple(_mention(document.id, span, chunks) for span in state.mentions(doc))
    claims: dict[str, Claim] = {}
    for draft in state.claims(doc):
        if draft.confidence < min_confidence:
            state.drop(doc, Drop.CLAIM_LOW_CONFIDENCE)
            continue
        claim = _claim(document.id, text, draft, chunks)
        claims.setdefault(claim.id, claim)
    return Extraction(
        document_id=document.id,
        chunks=chunks,
        mentions=mentions,
        entities=_entities(doc, mentions),
        claims=tuple(claims.values()),
        drops=dict(sorted((doc._.kg_drops or {}).items())),
    )


def _entities(doc: Doc, mentions: Sequence[Mention]) -> tuple[LocalEntity, ...]:
    """Return the entities that have a mention, in the order of their first one."""
    found = state.entities(doc)
    return tuple(found[key] for key in dict.fromkeys(mention.entity_id for mention in mentions))


def _mention(document_id: str, span: Span, chunks: Sequence[Chunk]) -> Mention:
    return Mention(
        id=_mention_id(document_id, span),
        document_id=document_id,
        chunk_id=chunk_at(chunks, span.start_char).id,
        start=span.start_char,
        end=span.end_char,
        surface=span.text,
        form=span._.form,
        type=EntityType(span.label_),
        entity_id=span.kb_id_,
        score=round(span._.score, 4),
        extractor=span._.extractor,
    )


def _mention_id(document_id: str, span: Span) -> str:
    return f"{document_id}/mention/{span.start_char}-{span.end_char}"


def _claim(document_id: str, text: str, draft: ClaimDraft, chunks: Sequence[Chunk]) -> Claim:
    subject = (draft.subject.start_char, draft.subject.end_char)
    object_ = (draft.object.start_char, draft.object.end_char)
    trigger = (draft.trigger.start_char, draft.trigger.end_char) if draft.trigger is not None else None
    start, end = _trimmed(text, draft.sentence.start_char, draft.sentence.end_char)
    return Claim(
        id=claim_id(document_id, subject, draft.relation, object_, trigger, draft.polarity, draft.modality),
        document_id=document_id,
        chunk_id=chunk_at(chunks, start).id,
        sentence=text[start:end],
        sentence_start=start,
        sentence_end=end,
        subject_id=draft.subject.kb_id_,
        relation=draft.relation,
        object_id=draft.object.kb_id_,
        polarity=draft.polarity,
        modality=draft.modality,
        attributed_to=draft.attributed_to,
        date_start=draft.date_start,
        date_end=draft.date_end,
        date_precision=draft.date_precision,
        place_id=draft.place,
        context=draft.context,
        item=draft.item,
        quantity=draft.quantity,
        office=draft.office,
        reference=draft.reference,
        trigger=draft.trigger.text if draft.trigger is not None else None,
        trigger_start=trigger[0] if trigger else None,
        trigger_end=trigger[1] if trigger else None,
        subject_mention_id=_mention_id(document_id, draft.subject),
        object_mention_id=_mention_id(document_id, draft.object),
        confidence=round(draft.confidence, 4),
        extractor=draft.extractor,
    )


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the offsets without white space at both ends."""
    inner = text[start:end]
    return start + len(inner) - len(inner.lstrip()), start + len(inner.rstrip())
