"""Candidates: the entities that need no comparison to be one, across documents.

A mention linked to the knowledge base carries its id. Others are one candidate where type and name
key are the same, except persons of a single name word: «الحسن» in two articles may be two people,
so these stay apart by document.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from kg.language.normalize import name_key
from kg.language.transliterate import slug
from kg.records import EntityType, Extraction, Form, LocalEntity, Mention

__all__ = ["Candidate", "candidates"]


@dataclass(slots=True)
class Candidate:
    """One candidate entity and what the documents show of it."""

    id: str
    type: EntityType
    known: bool
    names: Counter[str] = field(default_factory=Counter)
    subtypes: Counter[str] = field(default_factory=Counter)
    countries: Counter[str] = field(default_factory=Counter)
    documents: set[str] = field(default_factory=set)
    mentions: int = 0


def candidates(extractions: Iterable[Extraction]) -> tuple[dict[str, Candidate], dict[tuple[str, str], str]]:
    """Return candidates by id, and the candidate id of each (document id, local key)."""
    keyed: dict[tuple[str, str], tuple[str, ...]] = {}
    pairs: list[tuple[str, LocalEntity]] = []
    mentions: list[Mention] = []
    for extraction in extractions:
        mentions += extraction.mentions
        for entity in extraction.entities:
            keyed[extraction.document_id, entity.key] = _identity(extraction.document_id, entity)
            pairs.append((extraction.document_id, entity))
    ids = dict(_readable_ids(set(keyed.values())))
    found: dict[str, Candidate] = {}
    for document_id, entity in pairs:
        id_ = ids[keyed[document_id, entity.key]]
        candidate = found.setdefault(id_, Candidate(id_, entity.type, entity.known_id is not None))
        candidate.names.update({entity.name: 0})
        candidate.documents.add(document_id)
        if entity.subtype:
            candidate.subtypes[entity.subtype] += 1
        if entity.country_id:
            candidate.countries[entity.country_id] += 1
    global_ids = {key: ids[identity] for key, identity in keyed.items()}
    for mention in mentions:
        candidate = found[global_ids[mention.document_id, mention.entity_id]]
        candidate.mentions += 1
        if mention.form in (Form.NAME, Form.SHORT_NAME):
            candidate.names[mention.surface] += 1
    return found, global_ids


def _identity(document_id: str, entity: LocalEntity) -> tuple[str, ...]:
    """Return what makes two local entities one candidate; the first part tells known from new."""
    if entity.known_id:
        return ("known", entity.known_id)
    key = name_key(entity.name)
    if entity.type is EntityType.PERSON and " " not in key:
        return ("new", entity.type, key, document_id)
    return ("new", entity.type, key)


def _readable_ids(identities: set[tuple[str, ...]]) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield a readable id for each identity; equal slugs of different names get a digest of the name."""
    slugs = {identity: _slug(identity) for identity in identities if identity[0] == "new"}
    shared = Counter(slugs.values())
    taken = {identity[1] for identity in identities if identity[0] == "known"}
    for identity in identities:
        if identity[0] == "known":
            yield identity, identity[1]
            continue
        id_ = slugs[identity]
        if shared[id_] > 1 or id_ in taken:
            id_ += "-" + hashlib.sha256("|".join(identity).encode()).hexdigest()[:6]
        yield identity, id_


def _slug(identity: tuple[str, ...]) -> str:
    type_, key, *document = identity[1:]
    in_document = f"-in-{document[0].rsplit('/', 1)[-1][:8]}" if document else ""
    return f"{type_.lower()}/{slug(key)}{in_document}"
