"""What the system says of annotated documents: the pipeline run on them in memory, or an existing build."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, fields
from pathlib import Path, PurePosixPath
from typing import Any

from kg.actors import Actors
from kg.corpus.document import finish
from kg.corpus.draft import Draft, Metadata, digest
from kg.corpus.encoding import clean
from kg.corpus.options import ReadOptions
from kg.errors import ConfigError, KgError
from kg.evaluation.gold import GoldDocument
from kg.extraction.pipeline import ExtractionSettings, extract, load
from kg.records import Claim, Document, Entity, Extraction, Mention, document_id
from kg.resolution import resolve
from kg.resources import read_yaml_file
from kg.store import BuildFolder

__all__ = [
    "AS_SHIPPED",
    "Predictions",
    "Reading",
    "Variant",
    "as_document",
    "from_build",
    "predict",
    "variants",
]

_VARIANTS = Path(__file__).with_name("variants.yaml")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What the system found in one document; ids are those of the whole collection."""

    document: Document
    mentions: tuple[Mention, ...] = ()
    claims: tuple[Claim, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Predictions:
    """Readings by the id of the gold document, and all entities by id.

    `missing` are gold documents that a build does not hold; `failed` those that could not be read, with the
    reason: they count as read without finding anything.
    """

    readings: Mapping[str, Reading]
    entities: Mapping[str, Entity]
    missing: tuple[str, ...] = ()
    failed: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """A way to run extraction, from `variants.yaml`."""

    name: str
    says: str = ""
    settings: Mapping[str, Any] = field(default_factory=dict)
    without: tuple[str, ...] = ()


AS_SHIPPED = Variant(name="as shipped")


def variants() -> tuple[Variant, ...]:
    """Return the ways to run extraction that are worth comparing, whether or not they are available."""
    rows = read_yaml_file(_VARIANTS)
    return tuple(Variant(**{**row, "without": tuple(row.get("without", ()))}) for row in rows)


def as_document(text: str, stem: str, published: Any = None) -> Document:
    """Return the document that a build would make of a text file: dateline and boilerplate are looked for.

    Raises
    ------
    KgError
        When a build would drop the text; the message says why.
    """
    draft = Draft(
        text=clean(text),
        path=f"{stem}.txt",
        sha256=digest(text),
        metadata=Metadata(published_at=published),
    )
    document = finish(draft, ReadOptions())
    if isinstance(document, Document):
        return document
    raise KgError(f"{document.where}: {document.why}.")


def predict(gold: Sequence[GoldDocument], variant: Variant = AS_SHIPPED) -> Predictions:
    """Run extraction on gold's texts and resolution over what it found.

    Raises
    ------
    KgError
        When this installation cannot run the variant; the message says what it lacks.
    """
    documents: dict[str, Document] = {}
    failed: dict[str, str] = {}
    for one in gold:
        try:
            documents[one.id] = as_document(one.text, one.stem or one.id, one.published)
        except KgError as error:
            failed[one.id] = str(error)
    unique = {document.id: document for document in documents.values()}
    extractions = extract_with(variant, [unique[id_] for id_ in sorted(unique)])
    errors = {one.document_id: one.error for one in extractions if one.error is not None}
    failed |= {id_: errors[document.id] for id_, document in documents.items() if document.id in errors}
    resolution = resolve(extractions, Actors.default())
    return Predictions(
        readings=_readings(documents, resolution.mentions, resolution.claims),
        entities={entity.id: entity for entity in resolution.entities},
        failed=failed,
    )


def extract_with(variant: Variant, documents: Sequence[Document]) -> list[Extraction]:
    """Return the extraction of each document by a variant."""
    unknown = sorted(set(variant.settings) - {one.name for one in fields(ExtractionSettings)})
    if unknown:
        raise ConfigError(f"This version has no setting {', '.join(unknown)}.")
    settings = ExtractionSettings(**variant.settings)
    with ExitStack() as stack:
        pipelines = {id(nlp): nlp for one in documents if (nlp := load(one.language, settings))}
        for nlp in pipelines.values():
            if lacking := sorted(set(variant.without) - set(nlp.component_names)):
                raise ConfigError(f"This version has no step {', '.join(lacking)}.")
            stack.enter_context(nlp.select_pipes(disable=list(variant.without)))
        return list(extract(documents, settings))


def from_build(path: Path, gold: Sequence[GoldDocument]) -> Predictions:
    """Return what a build folder holds of gold's documents, matched by file name, else by text."""
    folder = BuildFolder.open(path)
    documents: tuple[Document, ...] = folder.records("documents")
    by_stem: dict[str, list[Document]] = defaultdict(list)
    for document in documents:
        by_stem[PurePosixPath(document.path).stem].append(document)
    by_id = {document.id: document for document in documents}
    matched: dict[str, Document] = {}
    for one in gold:
        named = by_stem.get(one.stem or one.id, [])
        found = named[0] if len(named) == 1 else by_id.get(document_id(clean(one.text)))
        if found is not None:
            matched[one.id] = found
    return Predictions(
        readings=_readings(matched, folder.records("mentions"), folder.records("claims")),
        entities={entity.id: entity for entity in folder.records("entities")},
        missing=tuple(one.id for one in gold if one.id not in matched),
    )


def _readings(
    documents: Mapping[str, Document], mentions: Iterable[Mention], claims: Iterable[Claim]
) -> dict[str, Reading]:
    mentions_of: dict[str, list[Mention]] = defaultdict(list)
    claims_of: dict[str, list[Claim]] = defaultdict(list)
    for mention in mentions:
        mentions_of[mention.document_id].append(mention)
    for claim in claims:
        claims_of[claim.document_id].append(claim)
    return {
        id_: Reading(
            document=document,
            mentions=tuple(mentions_of[document.id]),
            claims=tuple(claims_of[document.id]),
        )
        for id_, document in documents.items()
    }
