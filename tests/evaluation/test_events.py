"""Sentences judged for events: both files of the set, annotated documents, and the choices in scoring."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg.errors import ReadError
from kg.evaluation.events import (
    EventSentence,
    annotated_sentences,
    read_detection,
    read_spans,
    score_events,
)
from kg.evaluation.gold import GoldClaim, GoldDocument, GoldEntity
from kg.evaluation.measures import Count
from kg.records import EntityType

STRIKE = "قصفت إسرائيل سوريا."
UNNAMED = "أسفر قصف عنيف عن سقوط ضحايا."
QUIET = "ارتفعت أسعار الخبز في السوق."


def sentence(text: str, label: str = "yes", *codes: tuple[str | None, str | None]) -> EventSentence:
    return EventSentence(text=text, event="ASSAULT", label=label, codes=frozenset(codes))


def test_the_csv_of_judged_sentences(tmp_path: Path) -> None:
    path = tmp_path / "detection.csv"
    path.write_text(f',accept,event_type,id,label,text\n0,3,ASSAULT,x,yes,"{STRIKE}"\n', encoding="utf-8")
    assert read_detection(path) == (sentence(STRIKE),)
    path.write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(ReadError, match="columns"):
        read_detection(path)


def test_the_json_of_marked_sentences_keeps_codes_of_countries_only(tmp_path: Path) -> None:
    roles = [
        ({"main": "ISR", "role": "MIL"}, {"main": "SYR", "role": "None"}),
        ({"main": "None", "role": "REB"}, {"main": "IGO", "role": "None"}),
        ({}, "UNKNOWN"),
    ]
    spans = [{"source_role": source, "target_role": target} for source, target in roles]
    path = tmp_path / "spans.json"
    rows = [{"text": STRIKE, "event_type": "ASSAULT", "spans": spans}]
    path.write_text(json.dumps(rows, ensure_ascii=False), encoding="utf-8")
    assert read_spans(path) == (sentence(STRIKE, "yes", ("ISR", "SYR"), (None, None)),)


def test_detection_by_claims_needs_actors_and_by_triggers_only_the_word() -> None:
    judged = [sentence(STRIKE), sentence(UNNAMED), sentence(QUIET, "easy no")]
    detection = score_events("ASSAULT", judged, ()).detection
    assert detection["claims", "easy no"] == Count(1, 1, 1, 2)
    assert detection["claims or triggers", "easy no"] == Count(2, 2, 2, 2)


def test_difficult_negatives_count_in_one_figure_and_ambiguous_ones_in_none() -> None:
    judged = [sentence(STRIKE), sentence(UNNAMED, "difficult no"), sentence(UNNAMED + " ", "ambiguous")]
    detection = score_events("ASSAULT", judged, ()).detection
    assert detection["claims or triggers", "easy no"].predicted == 1
    assert detection["claims or triggers", "no"].predicted == 2


def test_both_countries_must_be_those_of_one_annotator_in_their_order() -> None:
    right, turned = sentence(STRIKE, "yes", ("ISR", "SYR")), sentence(STRIKE, "yes", ("SYR", "ISR"))
    open_ = sentence(UNNAMED, "yes", (None, None))
    spans = score_events("ASSAULT", (), (right, turned, open_)).spans
    assert spans["right type, claims"] == Count.of_share(2, 3)
    assert spans["right type, claims or triggers"] == Count.of_share(3, 3)
    assert spans["both countries, of those with two"] == Count.of_share(1, 2)
    assert spans["both countries, of all"] == Count.of_share(1, 3)
    assert spans["both as annotated, or none"] == Count.of_share(2, 3)


def test_a_person_has_the_country_that_the_sentence_gives_the_office_of() -> None:
    text = "هدد الرئيس الأمريكي جوني دبوتر روسيا."
    spans = score_events(
        "THREATEN", (), (EventSentence(text=text, event="THREATEN", codes=frozenset({("USA", "RUS")})),)
    ).spans
    assert spans["both countries, of all"] == Count.of_share(1, 1)


def test_annotated_documents_give_judged_sentences_with_codes() -> None:
    text = f"{STRIKE} {QUIET}"
    gold = GoldDocument(
        id="a",
        text=text,
        entities=(
            GoldEntity(id="israel", type=EntityType.COUNTRY, name_ar="إسرائيل"),
            GoldEntity(id="syria", type=EntityType.COUNTRY, name_ar="سوريا"),
        ),
        claims=(
            GoldClaim(subject="israel", relation="ATTACKS", object="syria", sentences=((0, len(STRIKE)),)),
        ),
    )
    assert annotated_sentences([gold], "ASSAULT") == (
        sentence(STRIKE, "yes", ("ISR", "SYR")),
        sentence(QUIET, "easy no"),
    )
    assert {one.label for one in annotated_sentences([gold], "PROTEST")} == {"easy no"}
