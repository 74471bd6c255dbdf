"""Candidates: the entities that need no comparison to be one, across documents.

A mention linked to the knowledge base carries its id. Others are one candidate where type and name
key are the same, with three exceptions: persons of a single name word («الحسن» in two articles may be
two people) and bodies that need their country («وزارة الدفاع») stay apart by document, and where
documents give one name to several countries, it is a candidate for each.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from kg.actors import Actors
from kg.language.normalize import name_key
from kg.language.transliterate import slug
from kg.records import EntityType, Extraction, Form, LocalEntity
from kg.resolution.bodies import is_generic

__all__ = ["Candidate", "candidates"]

_KEPT_NAMES = 1 << 20
_NAMING = frozenset({Form.NAME, Form.SHORT_NAME})
_BY_COUNTRY = frozenset({EntityType.PERSON, EntityType.ORGANIZATION, EntityType.PLACE})


@dataclass(slots=True)
class Candidate:
    """One candidate entity and what the documents show of it.

    `aliases` are the names that the knowledge base has for it; `posts` the known actors that it leads, serves
    or belongs to; `contested` is set where other candidates have its name and belong to several countries.
    """

    id: str
    type: EntityType
    known: bool
    names: Counter[str] = field(default_factory=Counter)
    aliases: tuple[str, ...] = ()
    subtypes: Counter[str] = field(default_factory=Counter)
    countries: Counter[str] = field(default_factory=Counter)
    posts: set[str] = field(default_factory=set)
    documents: set[str] = field(default_factory=set)
    mentions: int = 0
    contested: bool = False


class _Identity(NamedTuple):
    """What makes two local entities one candidate."""

    known: bool
    key: str
    type: str = ""
    document: str = ""
    country: str | None = None


def candidates(
    extractions: Sequence[Extraction], actors: Actors | None = None
) -> tuple[dict[str, Candidate], dict[tuple[str, str], str]]:
    """Return candidates by id, and the candidate id of each (document id, local key)."""
    identities = {
        (document_id, one.key): _identity(document_id, one) for document_id, one in _entities(extractions)
    }
    countries: dict[_Identity, set[str]] = defaultdict(set)
    for document_id, entity in _entities(extractions):
        if entity.country_id and not entity.known_id and entity.type in _BY_COUNTRY:
            countries[identities[document_id, entity.key]].add(entity.country_id)
    contested = {identity for identity, several in countries.items() if len(several) > 1}
    if contested:
        for document_id, entity in _entities(extractions):
            identity = identities[document_id, entity.key]
            if identity in contested:
                identities[document_id, entity.key] = identity._replace(country=entity.country_id or "")
    ids = dict(_readable_ids(set(identities.values())))
    found: dict[str, Candidate] = {}
    global_ids: dict[tuple[str, str], str] = {}
    for document_id, entity in _entities(extractions):
        identity = identities[document_id, entity.key]
        id_ = global_ids[document_id, entity.key] = ids[identity]
        candidate = found.get(id_)
        if candidate is None:
            candidate = found[id_] = Candidate(id_, entity.type, identity.known)
            candidate.contested = identity.country is not None
        candidate.names.setdefault(entity.name, 0)
        candidate.documents.add(document_id)
        if entity.subtype:
            candidate.subtypes[entity.subtype] += 1
        if entity.country_id:
            candidate.countries[entity.country_id] += 1
    for extraction in extractions:
        _count(extraction, found, global_ids)
    if actors is not None:
        for candidate in found.values():
            _add_known(candidate, actors)
    return found, global_ids


def _entities(extractions: Iterable[Extraction]) -> Iterator[tuple[str, LocalEntity]]:
    for extraction in extractions:
        for entity in extraction.entities:
            yield extraction.document_id, entity


def _count(
    extraction: Extraction, found: dict[str, Candidate], global_ids: dict[tuple[str, str], str]
) -> None:
    """Add what mentions and claims of a document tell of its candidates."""
    document = extraction.document_id
    for mention in extraction.mentions:
        candidate = found[global_ids[document, mention.entity_id]]
        candidate.mentions += 1
        if mention.form in _NAMING:
            candidate.names[mention.surface] += 1
    for claim in extraction.claims:
        if claim.office:
            post = found[global_ids[document, claim.object_id]]
            if post.known:
                found[global_ids[document, claim.subject_id]].posts.add(post.id)


def _add_known(candidate: Candidate, actors: Actors) -> None:
    actor = actors.get(candidate.id) if candidate.known else None
    if actor is None:
        return
    candidate.aliases = tuple(sorted(set(actor.names) - actor.ambiguous))
    if actor.country_id:
        candidate.countries = Counter({actor.country_id: 1})
    candidate.posts |= {office.of_id for office in actor.offices}


def _identity(document_id: str, entity: LocalEntity) -> _Identity:
    if entity.known_id:
        return _Identity(True, entity.known_id)
    key = _key(entity.name)
    lone = entity.type is EntityType.PERSON and " " not in key
    generic = entity.type is EntityType.ORGANIZATION and is_generic(entity.name)
    return _Identity(False, key, entity.type, document_id if lone or generic else "")


@lru_cache(_KEPT_NAMES)
def _key(name: str) -> str:
    return name_key(name)


def _readable_ids(identities: set[_Identity]) -> Iterator[tuple[_Identity, str]]:
    """Yield a readable id for each identity; equal slugs of different names get a digest of the name."""
    slugs = {identity: _slug(identity) for identity in identities if not identity.known}
    shared = Counter(slugs.values())
    taken = {identity.key for identity in identities if identity.known}
    for identity in identities:
        if identity.known:
            yield identity, identity.key
            continue
        id_ = slugs[identity]
        if shared[id_] > 1 or id_ in taken:
            parts = (identity.type, identity.key, identity.document, identity.country or "")
            id_ += "-" + hashlib.sha256("|".join(parts).encode()).hexdigest()[:6]
        yield identity, id_


def _slug(identity: _Identity) -> str:
    in_document = f"-in-{identity.document.rsplit('/', 1)[-1][:8]}" if identity.document else ""
    of_country = f"-of-{identity.country.rpartition('/')[2]}" if identity.country else ""
    return f"{identity.type.lower()}/{slug(identity.key)}{of_country}{in_document}"
