"""Sentences with their words marked."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from kg.graph.evidence import evidence, segments
from kg.records import EntityType
from tests.builders import claim, document, mention

TEXT = "زار بوتين الصين أمس"
PUTIN = mention("document/a", "person/p", "بوتين", 4, EntityType.PERSON)
CHINA = mention("document/a", "country/c", "الصين", 10, EntityType.COUNTRY)
CLAIM = replace(
    claim("person/p", "VISITED", "country/c"),
    sentence=TEXT,
    sentence_end=len(TEXT),
    trigger="زار",
    trigger_start=0,
    trigger_end=3,
    subject_mention_id=PUTIN.id,
    object_mention_id=CHINA.id,
)
MENTIONS = {PUTIN.id: PUTIN, CHINA.id: CHINA}


def test_subject_trigger_and_object_are_marked_in_the_sentence() -> None:
    (one,) = evidence([CLAIM], {"document/a": document()}, MENTIONS)
    marked = {role: words for words, role in segments(TEXT, one.marks) if role}
    assert marked == {"trigger": "زار", "subject": "بوتين", "object": "الصين"}
    assert "".join(words for words, _ in segments(TEXT, one.marks)) == TEXT


def test_an_argument_named_in_another_sentence_has_no_mark() -> None:
    away = replace(CLAIM, sentence=TEXT[9:], sentence_start=9, trigger_start=None, trigger_end=None)
    (one,) = evidence([away], {"document/a": document()}, MENTIONS)
    assert [mark.role for mark in one.marks] == ["object"]


def test_dated_documents_come_first_oldest_first() -> None:
    documents = {
        "document/a": document("document/a"),
        "document/b": document("document/b", published_at=date(2024, 1, 1)),
        "document/c": document("document/c", published_at=date(2023, 1, 1)),
    }
    claims = [replace(CLAIM, document_id=id_, id=f"claim/{id_}") for id_ in documents]
    found = [one.document.id for one in evidence(claims, documents, MENTIONS)]
    assert found == ["document/c", "document/b", "document/a"]
