"""The bundled sample with a past, and a graph for the one question that it does not answer."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

from kg import api
from kg.graph.data import GraphData
from kg.graph.ties import make_ties
from kg.records import Chunk, Claim, Entity, EntityType
from kg.store import BuildFolder
from tests.builders import claim, document

__all__ = ["build_sample", "visit_and_treaty"]

_LAST = "2025-09-03-beijing-parade.txt"
_PUTIN, _RUSSIA, _KOREA = "person/vladimir-putin", "country/russia", "country/north-korea"
_SENTENCES = (
    "زار الرئيس الروسي فلاديمير بوتين كوريا الشمالية في 19 يونيو 2024.",
    "وقعت روسيا وكوريا الشمالية في 9 يوليو 2024 اتفاقا للتعاون في الصحة.",
    "وقعت روسيا وكوريا الشمالية في 20 يوليو 2024 اتفاقا للتعاون في التعليم.",
)


def build_sample(folder: Path) -> BuildFolder:
    """Build the sample in a folder, in two steps: its last article comes in the second."""
    texts, out = folder / "texts", folder / "build"
    shutil.copytree(api.sample_texts(), texts)
    last = (texts / _LAST).rename(folder / _LAST)
    api.build(texts, out=out)
    last.rename(texts / _LAST)
    return api.build(texts, out=out).folder


def visit_and_treaty() -> GraphData:
    """Return a visit, what was signed on the twentieth day after it, and what came a day too late."""
    text = "\n".join(_SENTENCES)
    news = document(text=text, published_at=date(2024, 7, 21))
    chunk = Chunk(id=f"{news.id}/chunk/0", document_id=news.id, index=0, start=0, end=len(text), text=text)
    claims = [
        claim(_PUTIN, "LEADS", _RUSSIA),
        _said(0, claim(_PUTIN, "VISITED", _KOREA, start=10, date_start=date(2024, 6, 19))),
        _said(1, claim(_KOREA, "SIGNED_WITH", _RUSSIA, start=20, date_start=date(2024, 7, 9))),
        _said(2, claim(_KOREA, "SIGNED_WITH", _RUSSIA, start=30, date_start=date(2024, 7, 20))),
    ]
    entities = [
        Entity(id=_PUTIN, type=EntityType.PERSON, name="فلاديمير بوتين", name_en="Vladimir Putin"),
        Entity(id=_RUSSIA, type=EntityType.COUNTRY, name="روسيا", name_en="Russia"),
        Entity(id=_KOREA, type=EntityType.COUNTRY, name="كوريا الشمالية", name_en="North Korea"),
    ]
    return GraphData(
        documents=[news],
        chunks=[chunk],
        entities=entities,
        claims=claims,
        ties=make_ties(claims, [news]),
    )


def _said(number: int, claim: Claim) -> Claim:
    return replace(claim, sentence=_SENTENCES[number])
