"""Graphs for tests: two small builds that share actors, and names that break careless writers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace
from datetime import date
from typing import Any

from kg.graph.changes import Changed
from kg.graph.data import GraphData
from kg.graph.ties import make_ties
from kg.neo4j import Connection
from kg.records import Chunk, Claim, Document, Entity, EntityType, Form, Mention, Modality
from tests.builders import claim, mention

__all__ = ["NASTY", "build", "content", "nasty", "renamed", "ring"]

NASTY = (
    'd\'Arc "q" `tick` {brace} [x] $rows \\',
    "'}) DETACH DELETE n //",
    "`]->() DELETE r; MATCH (n) DETACH DELETE n; //",
    "\\u0027 \\' \\\\u0027 \\u007D",
    "line\nbreak\r\nand\ttab\u2028",
    "😀 👨\u200d👩\u200d👧 🇰🇵",
    "\u200f\u202eمحمد\u2066 بن\u061c سلمان\u200e",
    "مُحَمَّد بن راشد آل مكتـــوم",
    "a|b;c,d:e#f?g%h&<i>]]>",
    "null",
    " ",
    "\x01\x7f\x85\ufeff",
    "ك" * 10_000,
)

RUSSIA, KOREA, TASS = "country/russia", "country/north-korea", "organization/tass"
ENTITIES = {
    RUSSIA: Entity(
        id=RUSSIA,
        type=EntityType.COUNTRY,
        name="روسيا",
        name_ar="روسيا",
        name_en="Russia",
        aliases=("موسكو", "الاتحاد الروسي"),
        iso3="RUS",
        mention_count=2,
    ),
    KOREA: Entity(id=KOREA, type=EntityType.COUNTRY, name="كوريا الشمالية", name_ar="كوريا الشمالية"),
    TASS: Entity(id=TASS, type=EntityType.ORGANIZATION, subtype="media", name="تاس", country_id=RUSSIA),
}


def build(*letters: str) -> GraphData:
    """Return the graph of documents `a`, `b`, …: each has two chunks, and claims of Russia and North Korea.

    Document `b` alone names TASS, and alone says that Russia supplies.
    """
    documents, chunks, mentions, claims = [], [], [], []
    for letter in letters:
        id_ = f"document/{letter}"
        documents.append(
            Document(
                id=id_, path=f"{letter}.txt", title=f"خبر {letter}", published_at=date(2024, 6, 19), text="نص"
            )
        )
        for index in range(2):
            chunks.append(
                Chunk(
                    id=f"{id_}/chunk/{index}",
                    document_id=id_,
                    index=index,
                    start=index * 9,
                    end=index * 9 + 8,
                    text="نص " * 3,
                )
            )
        mentions += [
            mention(id_, RUSSIA, "روسيا", 0, EntityType.COUNTRY),
            mention(id_, KOREA, "كوريا الشمالية", 6, EntityType.COUNTRY),
            mention(id_, RUSSIA, "موسكو", 21, EntityType.COUNTRY, Form.METONYM),
        ]
        claims += [
            claim(RUSSIA, "VISITED", KOREA, id_, date_start=date(2024, 6, 19), trigger="زيارة"),
            claim(KOREA, "SUPPORTS", RUSSIA, id_, 10, modality=Modality.PLANNED),
        ]
        if letter == "b":
            mentions.append(mention(id_, TASS, "تاس", 30, EntityType.ORGANIZATION))
            claims.append(claim(RUSSIA, "SUPPLIES", KOREA, id_, 20, attributed_to=TASS))
    used = {one.entity_id for one in mentions}
    return _whole(documents, chunks, mentions, [ENTITIES[id_] for id_ in sorted(used)], claims)


def nasty() -> GraphData:
    """Return a graph in which every text that may hold anything holds each of the nasty names."""
    documents, chunks, mentions, claims, entities = [], [], [], [], []
    for number, name in enumerate(NASTY):
        id_, actor = f"document/{number}", f"person/{number}"
        documents.append(Document(id=id_, path=name, title=name, author=name, url=name, text=name))
        chunks.append(Chunk(id=f"{id_}/chunk/0", document_id=id_, index=0, start=0, end=len(name), text=name))
        entities.append(
            Entity(id=actor, type=EntityType.PERSON, name=name, name_en=name, aliases=(name, f"{name} 2"))
        )
        mentions.append(mention(id_, actor, name, 0, EntityType.PERSON))
        claims.append(
            replace(
                claim(actor, "MET_WITH", f"person/{(number + 1) % len(NASTY)}", id_),
                sentence=name,
                trigger=name,
                attributed_to=name,
            )
        )
    changes = (
        Changed("documents", "new", "document/1"),
        Changed("ties", "new", "person/0:MET_WITH:person/1"),
        Changed("ties", "gone", "person/0:MET_WITH:person/9"),
        Changed("ties", "gone", "person/0:MET_WITH:person/8"),
    )
    return replace(_whole(documents, chunks, mentions, entities, claims), changes=changes)


def ring(size: int) -> GraphData:
    """Return a graph of that many countries in a ring of claims, all in one document."""
    countries = [Entity(id=f"country/{n:04}", type=EntityType.COUNTRY, name=f"دولة {n}") for n in range(size)]
    document = Document(id="document/ring", path="ring.txt")
    chunk = Chunk(id="document/ring/chunk/0", document_id=document.id, index=0, start=0, end=9, text="نص")
    claims = [
        claim(countries[n].id, "VISITED", countries[(n + 1) % size].id, document.id, n * 5)
        for n in range(size)
    ]
    return _whole([document], [chunk], [], countries, claims)


def renamed(data: GraphData, old: str, new: str) -> GraphData:
    """Return the graph with an entity under another id, as a merge elsewhere makes it."""

    def moved(record: Any) -> Any:
        columns = {f.name: new for f in fields(record) if getattr(record, f.name) == old}
        return replace(record, **columns)

    parts = {name: [moved(one) for one in getattr(data, name)] for name in ("mentions", "entities", "claims")}
    return _whole(data.documents, data.chunks, parts["mentions"], parts["entities"], parts["claims"])


def _whole(
    documents: Sequence[Document],
    chunks: Sequence[Chunk],
    mentions: Sequence[Mention],
    entities: Sequence[Entity],
    claims: Sequence[Claim],
) -> GraphData:
    return GraphData(
        documents=documents,
        chunks=chunks,
        mentions=mentions,
        entities=entities,
        claims=claims,
        ties=make_ties(claims, documents),
    )


def content(connection: Connection, graph: str) -> tuple[list[object], list[object]]:
    """Return all nodes and relationships of a graph on the server, without what names the graph."""
    nodes = connection.read(
        "MATCH (n) WHERE n.graph = $graph RETURN labels(n) AS labels, properties(n) AS properties",
        graph=graph,
    )
    relationships = connection.read(
        "MATCH (a)-[r]->(b) WHERE a.graph = $graph "
        "RETURN a.id AS start, type(r) AS type, b.id AS end, properties(r) AS properties",
        graph=graph,
    )
    return (
        sorted((sorted(one["labels"]), _bare(one["properties"])) for one in nodes),
        sorted((one["start"], one["type"], one["end"], _bare(one["properties"])) for one in relationships),
    )


def _bare(properties: dict[str, object]) -> list[tuple[str, str]]:
    return sorted(
        (name, repr(value)) for name, value in properties.items() if name not in ("graph", "key", "digest")
    )
