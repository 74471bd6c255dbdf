"""The words of the project as frozen records; `kg.store.tables` derives the table schemas from them.

Offsets are character offsets into `Document.text`, end exclusive. Dates are calendar dates; a
month or a year is the range of its days, with the precision kept beside it.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

__all__ = [
    "Chunk",
    "Claim",
    "Document",
    "Entity",
    "EntityType",
    "Extraction",
    "Form",
    "IgnoredSpan",
    "Judgement",
    "LocalEntity",
    "Mention",
    "Modality",
    "Polarity",
    "Tie",
    "Verdict",
    "claim_id",
    "document_id",
]


class EntityType(StrEnum):
    """The five kinds of actors and places."""

    PERSON = "Person"
    COUNTRY = "Country"
    ORGANIZATION = "Organization"
    GROUP = "Group"
    PLACE = "Place"


class Form(StrEnum):
    """How a mention names its entity."""

    NAME = "name"
    DEMONYM = "demonym"
    METONYM = "metonym"
    SHORT_NAME = "short name"
    REFERENCE = "reference"


class Polarity(StrEnum):
    """Whether the text says that the tie holds or that it does not."""

    ASSERTED = "asserted"
    NEGATED = "negated"


class Modality(StrEnum):
    """Whether the tie is a fact of the text, an intention, or a possibility."""

    ACTUAL = "actual"
    PLANNED = "planned"
    POSSIBLE = "possible"


class Verdict(StrEnum):
    """What a judgement says of two entities."""

    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True, kw_only=True)
class IgnoredSpan:
    """A stretch of text that is kept but not analysed: byline, related link, share button, photo credit."""

    start: int
    end: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One source text as read: decoded, line ends as `\\n`, nothing cut out.

    `sha256` is the digest of the bytes (or, for a record of a table, of its text); `retells` is
    the id of the document that this one repeats almost word for word.
    """

    id: str
    path: str
    url: str | None = None
    title: str | None = None
    source: str | None = None
    author: str | None = None
    language: str = "ar"
    published_at: date | None = None
    sha256: str = ""
    encoding: str = "utf-8"
    retells: str | None = None
    ignored: tuple[IgnoredSpan, ...] = ()
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chunk:
    """A passage of a document: a paragraph, or a window of sentences in a long one."""

    id: str
    document_id: str
    index: int
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A span of a document that names an entity. `score` is in [0, 1]."""

    id: str
    document_id: str
    chunk_id: str
    start: int
    end: int
    surface: str
    form: Form
    type: EntityType
    entity_id: str
    score: float
    extractor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalEntity:
    """An entity as one document shows it, before documents are compared.

    `key` is unique in the document; `known_id` is the knowledge base's id where the mention was linked.
    `surfaces` are its names in the text, longest first.
    """

    key: str
    type: EntityType
    name: str
    surfaces: tuple[str, ...]
    subtype: str | None = None
    known_id: str | None = None
    country_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """An actor or place, one per real-world thing in the whole collection."""

    id: str
    type: EntityType
    subtype: str | None = None
    name: str
    name_ar: str | None = None
    name_en: str | None = None
    aliases: tuple[str, ...] = ()
    iso3: str | None = None
    wikidata: str | None = None
    country_id: str | None = None
    mention_count: int = 0
    document_count: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One piece of evidence: subject, relation, object, as one sentence states it. The source of truth.

    `confidence` is in [0, 1]; `trigger` is None where the form itself states the tie (title and name).
    `office` is the post as written, for LEADS and HOLDS_OFFICE; `item` and `quantity` what is given or
    traded. `reference` holds the words and the rule where an argument was referred to, not named
    («البلدين:both-countries»); the mention ids then point to the name that it refers to.
    """

    id: str
    document_id: str
    chunk_id: str
    sentence: str
    sentence_start: int
    sentence_end: int
    subject_id: str
    relation: str
    object_id: str
    polarity: Polarity = Polarity.ASSERTED
    modality: Modality = Modality.ACTUAL
    attributed_to: str | None = None
    date_start: date | None = None
    date_end: date | None = None
    date_precision: str | None = None
    place_id: str | None = None
    context: str | None = None
    item: str | None = None
    quantity: str | None = None
    office: str | None = None
    reference: str | None = None
    trigger: str | None = None
    trigger_start: int | None = None
    trigger_end: int | None = None
    subject_mention_id: str
    object_mention_id: str
    confidence: float
    extractor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """The summary of all asserted, actual claims with one subject, relation and object; never edited."""

    id: str
    subject_id: str
    relation: str
    object_id: str
    symmetric: bool
    plover: str | None
    quad: str | None
    claim_count: int
    document_count: int
    source_count: int
    first_date: date | None
    last_date: date | None
    confidence: float
    claim_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """Whether two entities are one, as a rule or a person decided; `by` is `rule:NAME` or `person:NAME`."""

    left: str
    right: str
    verdict: Verdict
    by: str
    score: float | None = None
    detail: str | None = None
    at: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    """All that extraction found in one document. Mentions and claims point to `LocalEntity.key`.

    `drops` counts what was found and set aside, by reason code (see `kg.report`).
    `error` is set, and the rest empty, when the document could not be processed.
    """

    document_id: str
    chunks: tuple[Chunk, ...] = ()
    mentions: tuple[Mention, ...] = ()
    entities: tuple[LocalEntity, ...] = ()
    claims: tuple[Claim, ...] = ()
    drops: dict[str, int] = field(default_factory=dict)
    error: str | None = None


def document_id(text: str) -> str:
    """Return the id of a text: `document/` and the first 16 hex digits of its SHA-256."""
    return "document/" + hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def claim_id(
    document: str,
    subject: tuple[int, int],
    relation: str,
    object_: tuple[int, int],
    trigger: tuple[int, int] | None,
    polarity: Polarity,
    modality: Modality,
) -> str:
    """Return the id of a claim from its document, the offsets of its parts and its label.

    Entity ids stay out of it, so that a merge elsewhere leaves the id as it is.
    """
    parts = (document, *subject, relation, *object_, *(trigger or ("", "")), polarity, modality)
    return "claim/" + hashlib.sha256("|".join(map(str, parts)).encode()).hexdigest()[:16]
