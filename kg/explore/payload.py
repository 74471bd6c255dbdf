"""What the page knows: the tables of a build as columns of plain values, strongest ties first.

A *link* is a subject, a relation and an object: a tie with its claims, or claims that make no tie because
they are negated, planned or possible. Rows refer to each other by number.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kg.explore.layout import place
from kg.graph.data import GraphData
from kg.graph.evidence import Evidence, evidence, segments
from kg.graph.measures import strength
from kg.graph.ties import tie_id
from kg.language.folding import WORDS
from kg.language.normalize import fold, name_key
from kg.ontology import Ontology
from kg.records import Claim, Document, Entity, Mention, Tie

__all__ = ["Selection", "folding", "payload", "select"]

#: The characters that `folding` tells the page about: ASCII, Latin with marks, Arabic.
_FOLDED = (range(0x20, 0x250), range(0x600, 0x700), range(0x2000, 0x2070))
_NOT_A_TIE = (0, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """The claims of the strongest links, by link; `ties` of `ties_total` ties are among them."""

    claims: Mapping[str, Sequence[Claim]]
    ties: Sequence[Tie]
    ties_total: int
    claims_total: int


def select(data: GraphData, limit: int | None) -> Selection:
    """Return the links with the most independent sources, at most `limit`; what makes no tie comes last."""
    weight = {tie.id: (tie.source_count, tie.claim_count) for tie in data.ties}
    grouped: dict[str, list[Claim]] = defaultdict(list)
    for claim in data.claims:
        grouped[tie_id(claim.subject_id, claim.relation, claim.object_id)].append(claim)
    ranked = sorted(grouped, key=lambda link: (*(-n for n in weight.get(link, _NOT_A_TIE)), link))
    kept = {link: grouped[link] for link in ranked[:limit]}
    return Selection(
        claims=kept,
        ties=[tie for tie in data.ties if tie.id in kept],
        ties_total=len(data.ties),
        claims_total=len(data.claims),
    )


def payload(data: GraphData, selection: Selection) -> dict[str, Any]:
    """Return what the page shows of a selection, as values that JSON knows."""
    documents = {document.id: document for document in data.documents}
    mentions = _mentions_of(selection, data.mentions)
    found = [
        (number, one)
        for number, claims in enumerate(selection.claims.values())
        for one in evidence(claims, documents, mentions)
    ]
    known = {entity.id: entity for entity in data.entities}
    actors = _Numbers(_ranked_actors(selection, known))
    texts = _Numbers(sorted({one.document.id for _, one in found}, key=lambda id_: documents[id_].path))
    sentences = _Numbers(dict.fromkeys(one.claim.sentence for _, one in found))
    relations = _Numbers(relation.name for relation in Ontology.default())
    firsts = [claims[0] for claims in selection.claims.values()]
    links = {
        "subject": [actors[claim.subject_id] for claim in firsts],
        "relation": [relations[claim.relation] for claim in firsts],
        "object": [actors[claim.object_id] for claim in firsts],
    }
    return {
        "counts": {
            "documents": len(data.documents),
            "entities": len(data.entities),
            "claims": selection.claims_total,
            "ties": selection.ties_total,
            "ties_shown": len(selection.ties),
        },
        "relations": [
            {"name": relation.name, "quad": relation.quad, "symmetric": relation.symmetric}
            for relation in Ontology.default()
        ],
        "entities": _entity_columns([known[id_] for id_ in actors], links),
        "links": links,
        "documents": _document_columns([documents[id_] for id_ in texts]),
        "sentences": list(sentences),
        "claims": _claim_columns(found, actors, texts, sentences),
    }


def folding() -> dict[str, str]:
    """Return what folding makes of single characters, where it changes them; see `kg.language.folding`."""
    characters = (chr(code) for codes in _FOLDED for code in codes)
    return {character: WORDS[character] for character in characters if WORDS[character] != character}


def _mentions_of(selection: Selection, mentions: Iterable[Mention]) -> dict[str, Mention]:
    named = {
        id_
        for claims in selection.claims.values()
        for claim in claims
        for id_ in (claim.subject_mention_id, claim.object_mention_id)
    }
    return {mention.id: mention for mention in mentions if mention.id in named}


class _Numbers(dict[str, int]):
    """Things numbered in their order."""

    def __init__(self, things: Iterable[str]) -> None:
        super().__init__((thing, number) for number, thing in enumerate(things))


def _ranked_actors(selection: Selection, known: Mapping[str, Entity]) -> list[str]:
    """Return who any claim names, those with the most independent sources first."""
    named = {
        id_
        for claims in selection.claims.values()
        for claim in claims
        for id_ in (claim.subject_id, claim.object_id, claim.attributed_to, claim.place_id)
        if id_ is not None and id_ in known
    }
    sources = strength(selection.ties)
    return sorted(named, key=lambda id_: (-sources.get(id_, 0), -known[id_].mention_count, id_))


def _entity_columns(entities: Sequence[Entity], links: Mapping[str, Sequence[int]]) -> dict[str, list[Any]]:
    places = place(len(entities), list(zip(links["subject"], links["object"], strict=True)))
    return {
        "id": [entity.id for entity in entities],
        "type": [entity.type for entity in entities],
        "subtype": [entity.subtype for entity in entities],
        "name": [entity.name for entity in entities],
        "name_ar": [entity.name_ar for entity in entities],
        "name_en": [entity.name_en for entity in entities],
        "aliases": [_other_names(entity) for entity in entities],
        "keys": [_keys(entity) for entity in entities],
        "iso3": [entity.iso3 for entity in entities],
        "wikidata": [entity.wikidata for entity in entities],
        "mentions": [entity.mention_count for entity in entities],
        "documents": [entity.document_count for entity in entities],
        "x": [x for x, _ in places],
        "y": [y for _, y in places],
    }


def _other_names(entity: Entity) -> list[str]:
    return [name for name in entity.aliases if name not in (entity.name, entity.name_ar, entity.name_en)]


def _keys(entity: Entity) -> list[str]:
    """Return the folded names of an entity, those that are shown first."""
    names = [name for name in (entity.name_ar, entity.name_en, entity.name, *entity.aliases) if name]
    return list(dict.fromkeys(key for name in names for key in (fold(name), name_key(name))))


def _document_columns(documents: Sequence[Document]) -> dict[str, list[Any]]:
    """`origin` is the same for documents that retell each other, which count as one source."""
    origins = _Numbers(dict.fromkeys(document.retells or document.id for document in documents))
    return {
        "title": [document.title for document in documents],
        "path": [document.path for document in documents],
        "url": [document.url for document in documents],
        "source": [document.source for document in documents],
        "author": [document.author for document in documents],
        "published": [_day(document.published_at) for document in documents],
        "origin": [origins[document.retells or document.id] for document in documents],
    }


def _claim_columns(
    found: Sequence[tuple[int, Evidence]],
    actors: Mapping[str, int],
    texts: Mapping[str, int],
    sentences: Mapping[str, int],
) -> dict[str, list[Any]]:
    claims = [one.claim for _, one in found]
    return {
        "link": [link for link, _ in found],
        "document": [texts[one.document.id] for _, one in found],
        "sentence": [sentences[claim.sentence] for claim in claims],
        "marks": [_marks(one) for _, one in found],
        "polarity": [claim.polarity for claim in claims],
        "modality": [claim.modality for claim in claims],
        "speaker": [actors.get(claim.attributed_to or "") for claim in claims],
        "place": [actors.get(claim.place_id or "") for claim in claims],
        "start": [_day(claim.date_start) for claim in claims],
        "end": [_day(claim.date_end) for claim in claims],
        "precision": [claim.date_precision for claim in claims],
        "office": [claim.office for claim in claims],
        "item": [claim.item for claim in claims],
        "quantity": [claim.quantity for claim in claims],
        "reference": [claim.reference for claim in claims],
        "confidence": [round(claim.confidence, 2) for claim in claims],
        "extractor": [claim.extractor for claim in claims],
    }


def _marks(one: Evidence) -> list[int | str]:
    """Return start, end and role of each mark, in UTF-16 units, in which JavaScript counts."""
    marks: list[int | str] = []
    done = 0
    for words, role in segments(one.claim.sentence, one.marks):
        end = done + len(words) + sum(character > "\uffff" for character in words)
        if role is not None:
            marks += [done, end, role]
        done = end
    return marks


def _day(day: Any) -> str | None:
    return None if day is None else day.isoformat()
