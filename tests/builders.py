"""Records for tests: short to write, complete to use."""

from __future__ import annotations

from kg.records import (
    Claim,
    Document,
    EntityType,
    Extraction,
    Form,
    LocalEntity,
    Mention,
    Modality,
    Polarity,
    claim_id,
)

__all__ = ["claim", "document", "extraction", "mention"]


def document(id_: str = "document/a", **values: object) -> Document:
    return Document(id=id_, path=f"{id_.rsplit('/', 1)[-1]}.txt", **values)  # type: ignore[arg-type]


def mention(
    document_id: str, key: str, surface: str, start: int, type_: EntityType, form: Form = Form.NAME
) -> Mention:
    end = start + len(surface)
    return Mention(
        id=f"{document_id}/mention/{start}-{end}",
        document_id=document_id,
        chunk_id=f"{document_id}/chunk/0",
        start=start,
        end=end,
        surface=surface,
        form=form,
        type=type_,
        entity_id=key,
        score=1.0,
        extractor="test",
    )


def claim(
    subject: str,
    relation: str,
    object_: str,
    document_id: str = "document/a",
    start: int = 0,
    polarity: Polarity = Polarity.ASSERTED,
    modality: Modality = Modality.ACTUAL,
    **values: object,
) -> Claim:
    spans = (start, start + 1), (start + 2, start + 3)
    return Claim(
        id=claim_id(document_id, spans[0], relation, spans[1], None, polarity, modality),
        document_id=document_id,
        chunk_id=f"{document_id}/chunk/0",
        sentence="a b",
        sentence_start=start,
        sentence_end=start + 3,
        subject_id=subject,
        relation=relation,
        object_id=object_,
        polarity=polarity,
        modality=modality,
        subject_mention_id=f"{document_id}/mention/{start}-{start + 1}",
        object_mention_id=f"{document_id}/mention/{start + 2}-{start + 3}",
        **{"confidence": 0.8, "extractor": "test", **values},  # type: ignore[arg-type]
    )


def extraction(
    document_id: str, *names: tuple[str, EntityType], known: dict[str, str] | None = None
) -> Extraction:
    """Return an extraction with one mention of each name; `known` maps names to known ids."""
    ids = known or {}
    entities, mentions, start = [], [], 0
    for number, (name, type_) in enumerate(names):
        key = ids.get(name, f"local/{number}")
        entities.append(LocalEntity(key=key, type=type_, name=name, surfaces=(name,), known_id=ids.get(name)))
        mentions.append(mention(document_id, key, name, start, type_))
        start += len(name) + 1
    return Extraction(document_id=document_id, entities=tuple(entities), mentions=tuple(mentions))
