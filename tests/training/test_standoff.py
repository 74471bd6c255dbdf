"""Annotations whose text is kept elsewhere: read with their text, and refused with another."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from kg.ontology import Ontology
from kg.training.standoff import (
    ANT_FILES,
    FOLDER,
    StandoffError,
    article_text,
    passage_text,
    read_standoff,
    read_texts,
    without_text,
)
from tests.training.builders import document

CORPUS = Path(__file__).parents[3] / "shared" / "data"
has_corpus = (CORPUS / ANT_FILES[0]).exists()


def stored(folder: Path, row: dict[str, Any]) -> Path:
    (folder / "a.jsonl").write_text(json.dumps(row, ensure_ascii=False) + "\n", encoding="utf-8")
    return folder


def test_reading_gives_back_what_was_annotated(tmp_path: Path):
    annotated = document() | {"published": "2017-06-15"}
    row = without_text(annotated)
    assert annotated["text"] not in json.dumps(row, ensure_ascii=False)
    (read,) = read_standoff({"d1": annotated["text"]}, stored(tmp_path, row))
    assert {key: read[key] for key in ("text", "entities", "mentions", "claims")} == {
        key: annotated[key] for key in ("text", "entities", "mentions", "claims")
    }


def test_an_article_without_its_text_or_with_another_is_refused(tmp_path: Path):
    folder = stored(tmp_path, without_text(document() | {"published": "2017-06-15"}))
    with pytest.raises(StandoffError, match=r"a\.jsonl, line 1: the corpora hold no text d1"):
        read_standoff({}, folder)
    with pytest.raises(StandoffError, match=r"a\.jsonl, line 1: d1 is another text"):
        read_standoff({"d1": "نص آخر"}, folder)


def test_the_text_of_an_article_is_title_and_body():
    assert article_text({"title": " عنوان ", "text": "نص.\n"}) == "عنوان\nنص."


def test_the_text_of_a_passage_has_its_punctuation_joined():
    sentences = [["قال", "«", "لا", "»", "،", "(", "أمس", ")", "."], ["لماذا", "؟"]]
    assert passage_text(sentences) == "قال «لا»، (أمس).\nلماذا؟"


@pytest.mark.skipif(not has_corpus, reason="the ANT corpus is not beside the repository")
def test_what_the_repository_holds_fits_the_corpus_and_the_ontology():
    ontology = Ontology.default()
    for article in read_standoff(read_texts(CORPUS), FOLDER):
        types = {one["id"]: one["type"] for one in article["entities"]}
        assert {one["entity"] for one in article["mentions"]} == types.keys()
        for claim in article["claims"]:
            relation = ontology.relation(claim["relation"])
            assert relation.allows(types[claim["subject"]], types[claim["object"]]), claim
            assert all(0 <= a < b <= len(article["text"]) for a, b in claim["sentences"])
