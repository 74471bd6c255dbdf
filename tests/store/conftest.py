"""One small build, made by hand: two documents, two actors, one claim, one tie."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from kg.records import (
    Chunk,
    Claim,
    Document,
    Entity,
    EntityType,
    Form,
    IgnoredSpan,
    Judgement,
    Mention,
    Modality,
    Tie,
    Verdict,
)
from kg.store import Input, to_json

TEXT = "بقلم: سارة\nزار وزير الخارجية الروسي بيونغ يانغ أمس."


def _mention(start: int, end: int, type_: EntityType, form: Form, entity: str) -> Mention:
    return Mention(
        id=f"mention/{start}",
        document_id="document/b",
        chunk_id="chunk/b0",
        start=start,
        end=end,
        surface=TEXT[start:end],
        form=form,
        type=type_,
        entity_id=entity,
        score=0.5,
        extractor="lexicon",
    )


def _claim(id_: str, modality: Modality = Modality.ACTUAL, **parts: Any) -> Claim:
    return Claim(
        id=id_,
        document_id="document/b",
        chunk_id="chunk/b0",
        sentence=TEXT[11:],
        sentence_start=11,
        sentence_end=len(TEXT),
        subject_id="country/russia",
        relation="VISITED",
        object_id="country/north-korea",
        modality=modality,
        subject_mention_id="mention/28",
        object_mention_id="mention/35",
        confidence=0.8,
        extractor="triggers",
        **parts,
    )


@pytest.fixture
def tables() -> dict[str, list[Any]]:
    """Rows of every table, each table out of order."""
    return {
        "documents": [
            Document(
                id="document/b",
                path="b.txt",
                title="زيارة",
                published_at=date(2024, 6, 19),
                sha256="bb",
                ignored=(IgnoredSpan(start=0, end=10, reason="byline"),),
                text=TEXT,
            ),
            Document(id="document/a", path="a.txt", retells="document/b", text="😀\tنص"),
        ],
        "chunks": [
            Chunk(id="chunk/b1", document_id="document/b", index=1, start=11, end=30, text=TEXT[11:30]),
            Chunk(id="chunk/b0", document_id="document/b", index=0, start=0, end=10, text=TEXT[:10]),
        ],
        "mentions": [
            _mention(35, 45, EntityType.COUNTRY, Form.METONYM, "country/north-korea"),
            _mention(28, 34, EntityType.COUNTRY, Form.DEMONYM, "country/russia"),
        ],
        "entities": [
            Entity(id="country/russia", type=EntityType.COUNTRY, name="روسيا", aliases=("الروس", "موسكو")),
            Entity(id="country/north-korea", type=EntityType.COUNTRY, name="كوريا الشمالية", iso3="PRK"),
        ],
        "claims": [
            _claim("claim/2", date_start=date(2024, 6, 18), date_end=date(2024, 6, 18), trigger="زار"),
            _claim("claim/1", Modality.PLANNED, trigger_start=11, trigger_end=14),
        ],
        "ties": [
            Tie(
                id="country/russia:VISITED:country/north-korea",
                subject_id="country/russia",
                relation="VISITED",
                object_id="country/north-korea",
                symmetric=False,
                plover="CONSULT",
                quad=None,
                claim_count=1,
                document_count=1,
                source_count=1,
                first_date=date(2024, 6, 18),
                last_date=None,
                confidence=0.8,
                claim_ids=("claim/2",),
            )
        ],
    }


@pytest.fixture
def contents(tables: dict[str, list[Any]]) -> dict[str, Any]:
    """All that a commit takes."""
    return {
        "tables": tables,
        "judgements": [
            Judgement(left="person/b", right="person/a", verdict=Verdict.SAME, by="rule:name", score=0.9),
            Judgement(left="person/a", right="person/c", verdict=Verdict.DIFFERENT, by="person:سارة"),
        ],
        "files": {"report.json": to_json({"counts": {"documents": 2}}), "graph.json": b"{}\n"},
        "inputs": [Input(name="b.txt", sha256="bb", documents=("document/b",))],
        "settings": "digest",
    }
