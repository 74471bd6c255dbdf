"""From the extractions of all documents to entities, mentions and claims of the collection."""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from kg.actors import Actor, Actors
from kg.ontology import Ontology
from kg.records import Claim, Entity, Extraction, Judgement, Mention, Verdict
from kg.report import Drop
from kg.resolution.candidates import Candidate, candidates
from kg.resolution.clusters import cluster, is_by_person
from kg.resolution.compare import Context, propose
from kg.resolution.display import display_names

__all__ = ["Resolution", "resolve"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """The collection's entities, and mentions and claims that point to them.

    `judgements` holds those of people that were given, and those that rules made. A rule's "same" that
    another judgement overrides is written down as unsure, so that the entities are the connected components
    over "same". `drops` counts claims that merging made void, and pairs that were not compared.
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
    with _collector_paused():
        return _resolve(extractions, actors, tuple(judgements), ontology or Ontology.default())


def _resolve(
    extractions: Sequence[Extraction], actors: Actors, judgements: Sequence[Judgement], ontology: Ontology
) -> Resolution:
    found, global_ids = candidates(extractions, actors)
    given = tuple(filter(is_by_person, judgements))
    proposals = propose(found.values(), _context(extractions, global_ids, found))
    final: dict[str, str] = {}
    entities: list[Entity] = []
    known = {candidate.id for candidate in found.values() if candidate.known}
    for members in cluster(found, (*given, *proposals.judgements), known):
        id_ = _cluster_id([found[member] for member in members])
        final.update(dict.fromkeys(members, id_))
        entities.append(_entity(id_, [found[member] for member in members], actors.get(id_)))
    made = tuple(_as_applied(judgement, final) for judgement in proposals.judgements)
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
    drops: Counter[str] = Counter(proposals.drops)
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


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Keep the cyclic collector from walking over millions of records again and again: none is garbage."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


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


def _context(
    extractions: Iterable[Extraction],
    global_ids: Mapping[tuple[str, str], str],
    found: Mapping[str, Candidate],
) -> Context:
    """Return the known actors that each document names."""
    return Context(
        {
            extraction.document_id: frozenset(
                id_
                for entity in extraction.entities
                if found[id_ := global_ids[extraction.document_id, entity.key]].known
            )
            for extraction in extractions
        }
    )


def _as_applied(judgement: Judgement, final: Mapping[str, str]) -> Judgement:
    """Return a rule's judgement as it took effect: a "same" that another overrides is no more than unsure."""
    if judgement.verdict is not Verdict.SAME or final[judgement.left] == final[judgement.right]:
        return judgement
    return replace(judgement, verdict=Verdict.UNSURE, detail=f"{judgement.detail}; overruled")


def _cluster_id(members: Sequence[Candidate]) -> str:
    """Return the known member's id, else that of the fullest name."""
    return min(members, key=lambda member: (not member.known, -member.id.count("-"), member.id)).id


def _entity(id_: str, members: Sequence[Candidate], actor: Actor | None) -> Entity:
    names: Counter[str] = Counter()
    documents: set[str] = set()
    aliases: set[str] = set()
    for member in members:
        names.update(member.names)
        documents |= member.documents
        aliases |= set(member.aliases)
    mention_count = sum(member.mentions for member in members)
    if actor is not None:
        arabic, english = display_names(names, actor.name_ar, actor.name_en)
        return Entity(
            id=id_,
            type=actor.type,
            subtype=actor.subtype,
            name=actor.name_ar or actor.name_en or arabic,
            name_ar=arabic,
            name_en=english,
            aliases=tuple(sorted({arabic, english, *actor.names, *aliases, *names} - {""})),
            iso3=actor.iso3,
            wikidata=actor.wikidata,
            country_id=actor.country_id,
            mention_count=mention_count,
            document_count=len(documents),
        )
    arabic, english = display_names(names)
    return Entity(
        id=id_,
        type=members[0].type,
        subtype=_most_common(sum((member.subtypes for member in members), Counter[str]())),
        name=arabic if arabic in names else english,
        name_ar=arabic,
        name_en=english,
        aliases=tuple(sorted(names)),
        country_id=_most_common(sum((member.countries for member in members), Counter[str]())),
        mention_count=mention_count,
        document_count=len(documents),
    )


def _most_common(values: Counter[str]) -> str | None:
    return min(values, key=lambda value: (-values[value], value)) if values else None
