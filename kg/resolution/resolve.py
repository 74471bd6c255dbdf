"""From the extractions of all documents to entities, mentions and claims of the collection."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from kg.actors import Actor, Actors
from kg.language.normalize import name_key
from kg.language.transliterate import to_latin
from kg.ontology import Ontology
from kg.records import Claim, Entity, Extraction, Judgement, Mention
from kg.report import Drop
from kg.resolution.candidates import Candidate, candidates
from kg.resolution.clusters import cluster
from kg.resolution.compare import propose

__all__ = ["Resolution", "resolve"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """The collection's entities, and mentions and claims that point to them.

    `judgements` holds those of people that were given, and those that rules made; `drops` counts claims that
    merging made void.
    """

    entities: tuple[Entity, ...]
    mentions: tuple[Mention, ...]
    claims: tuple[Claim, ...]
    judgements: tuple[Judgement, ...]
    drops: dict[str, int] = field(default_factory=dict)


def resolve(
    extractions: Sequence[Extraction],
    actors: Actors,
    judgements: Iterable[Judgement] = (),
    ontology: Ontology | None = None,
) -> Resolution:
    """Merge local entities across documents.

    Parameters
    ----------
    extractions : sequence of Extraction
        One for each document, in any order.
    actors : Actors
        The knowledge base that `LocalEntity.known_id` points to.
    judgements : iterable of Judgement
        Decisions of people to respect; those of rules are made anew.
    """
    ontology = ontology or Ontology.default()
    found, global_ids = candidates(extractions)
    given = tuple(j for j in judgements if j.by.startswith("person:"))
    made = tuple(propose(found.values()))
    final: dict[str, str] = {}
    entities: list[Entity] = []
    for members in cluster(found, (*given, *made)):
        id_ = _cluster_id([found[member] for member in members])
        final.update(dict.fromkeys(members, id_))
        entities.append(_entity(id_, [found[member] for member in members], actors.get(id_)))
    types = {entity.id: entity.type for entity in entities}

    def place(document_id: str, key: str) -> str:
        return final[global_ids[document_id, key]]

    mentions = tuple(
        replace(mention, entity_id=id_, type=types[id_])
        for extraction in extractions
        for mention in extraction.mentions
        for id_ in (place(extraction.document_id, mention.entity_id),)
    )
    claims: list[Claim] = []
    drops: Counter[str] = Counter()
    for extraction in extractions:
        for claim in extraction.claims:
            placed = replace(
                claim,
                subject_id=place(extraction.document_id, claim.subject_id),
                object_id=place(extraction.document_id, claim.object_id),
                attributed_to=claim.attributed_to and place(extraction.document_id, claim.attributed_to),
                place_id=claim.place_id and place(extraction.document_id, claim.place_id),
            )
            if placed.subject_id == placed.object_id:
                drops[str(Drop.CLAIM_SELF)] += 1
                continue
            claims.append(_canonical(placed, ontology))
    return Resolution(
        entities=tuple(sorted(entities, key=lambda entity: entity.id)),
        mentions=tuple(sorted(mentions, key=lambda m: (m.document_id, m.start, m.end))),
        claims=tuple(sorted(claims, key=lambda c: (c.document_id, c.sentence_start, c.id))),
        judgements=tuple(sorted((*given, *made), key=lambda j: (j.left, j.right, j.by, j.at or ""))),
        drops=dict(sorted(drops.items())),
    )


def _canonical(claim: Claim, ontology: Ontology) -> Claim:
    """Return a symmetric claim with its smaller id as subject, so that both orders are one tie."""
    if ontology.relation(claim.relation).symmetric and claim.object_id < claim.subject_id:
        return replace(
            claim,
            subject_id=claim.object_id,
            object_id=claim.subject_id,
            subject_mention_id=claim.object_mention_id,
            object_mention_id=claim.subject_mention_id,
        )
    return claim


def _cluster_id(members: Sequence[Candidate]) -> str:
    """Return the known member's id, else that of the fullest name."""
    return min(members, key=lambda member: (not member.known, -member.id.count("-"), member.id)).id


def _entity(id_: str, members: Sequence[Candidate], actor: Actor | None) -> Entity:
    names: Counter[str] = Counter()
    documents: set[str] = set()
    for member in members:
        names.update(member.names)
        documents |= member.documents
    mention_count = sum(member.mentions for member in members)
    shown = _best_name(names)
    if actor is not None:
        aliases = {actor.name_ar, actor.name_en, *actor.aliases, *names} - {None, ""}
        return Entity(
            id=id_,
            type=actor.type,
            subtype=actor.subtype,
            name=actor.name_ar or actor.name_en or shown,
            name_ar=actor.name_ar,
            name_en=actor.name_en,
            aliases=tuple(sorted(str(alias) for alias in aliases)),
            iso3=actor.iso3,
            wikidata=actor.wikidata,
            country_id=actor.country_id,
            mention_count=mention_count,
            document_count=len(documents),
        )
    subtypes = sum((member.subtypes for member in members), Counter[str]())
    countries = sum((member.countries for member in members), Counter[str]())
    latin = shown.isascii()
    return Entity(
        id=id_,
        type=members[0].type,
        subtype=_most_common(subtypes),
        name=shown,
        name_ar=None if latin else shown,
        name_en=shown if latin else to_latin(shown),
        aliases=tuple(sorted(names)),
        country_id=_most_common(countries),
        mention_count=mention_count,
        document_count=len(documents),
    )


def _best_name(names: Counter[str]) -> str:
    """Return the name with the most words, the most frequent spelling first."""
    return min(names, key=lambda name: (-len(name_key(name).split()), -names[name], name))


def _most_common(values: Counter[str]) -> str | None:
    return min(values, key=lambda value: (-values[value], value)) if values else None
