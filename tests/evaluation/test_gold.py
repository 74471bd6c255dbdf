"""Readers on tiny files: every form, and what a broken file is told."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kg.errors import ReadError
from kg.evaluation.gold import GoldMention, read_benchmark, read_gold, read_gold_folder
from kg.records import EntityType, Polarity
from tests.evaluation.samples import TEXTS, annotation, gold_folder


def write(folder: Path, row: dict[str, Any], text: str = TEXTS["visit"]) -> Path:
    (folder / "visit.json").write_text(json.dumps(row, ensure_ascii=False), encoding="utf-8")
    (folder / "visit.txt").write_text(text, encoding="utf-8")
    return folder


def test_a_folder_of_gold_json_with_texts_elsewhere(tmp_path: Path) -> None:
    gold, texts = gold_folder(tmp_path)
    documents = read_gold_folder(gold, texts)
    assert [document.id for document in documents] == ["quiet", "sanctions", "visit"]
    visit = documents[2]
    assert visit.published == date(2024, 6, 21)
    assert visit.types["vladimir_putin"] is EntityType.PERSON
    assert [visit.text[m.start : m.end] for m in visit.mentions][:2] == ["الروسي", "فلاديمير بوتين"]
    assert documents[1].claims[1].polarity is Polarity.NEGATED


def test_a_text_may_be_named_from_beside_the_folder_with_its_digest(tmp_path: Path) -> None:
    (tmp_path / "gold").mkdir()
    (tmp_path / "seeds").mkdir()
    text = TEXTS["visit"]
    (tmp_path / "seeds" / "000_visit.txt").write_text(text, encoding="utf-8")
    digest = hashlib.sha256(text.encode()).hexdigest()
    row = annotation("visit") | {"file": "seeds/000_visit.txt", "text_sha256": digest}
    write(tmp_path / "gold", row)
    (document,) = read_gold(tmp_path / "gold")
    assert (document.id, document.stem) == ("visit", "000_visit")
    write(tmp_path / "gold", row | {"text_sha256": "0" * 64})
    with pytest.raises(ReadError, match="not the text"):
        read_gold(tmp_path / "gold")


def test_json_lines_hold_their_texts(tmp_path: Path) -> None:
    path = tmp_path / "dev.jsonl"
    rows = [annotation(name) | {"text": TEXTS[name]} for name in TEXTS]
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows) + "\n\n", encoding="utf-8")
    assert [document.text for document in read_gold(path)] == list(TEXTS.values())


def test_items_are_agreed_unless_they_say_otherwise(tmp_path: Path) -> None:
    row = annotation("visit")
    del row["mentions"][0]["agreed"]
    (document,) = read_gold(write(tmp_path, row))
    agreed = [mention.agreed for mention in document.mentions]
    assert agreed == [True, True, True, False, True, True]


@pytest.mark.parametrize(("published", "day"), [("2017", None), ("2017-06", None), (None, None)])
def test_a_month_or_year_is_no_day_of_publication(tmp_path: Path, published: Any, day: Any) -> None:
    (document,) = read_gold(write(tmp_path, annotation("visit") | {"published": published}))
    assert document.published is day


def test_mentions_come_in_text_order_whatever_the_file_has(tmp_path: Path) -> None:
    row = annotation("visit")
    row["mentions"].reverse()
    (document,) = read_gold(write(tmp_path, row))
    assert list(document.mentions) == sorted(document.mentions, key=GoldMention.span.__get__)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"mentions": [{"start": 0, "end": 3, "surface": "xyz", "entity": "russia"}]}, "xyz"),
        ({"mentions": [{"start": 0, "end": 999, "entity": "russia"}]}, "not in the text"),
        ({"mentions": [{"start": 0, "end": 3, "entity": "nobody"}]}, "nobody"),
        ({"entities": [{"id": "x", "type": "Weapon"}]}, "Weapon"),
        ({"claims": "none"}, "no annotation"),
    ],
)
def test_a_broken_annotation_is_named_with_its_file(
    tmp_path: Path, change: dict[str, Any], words: str
) -> None:
    with pytest.raises(ReadError, match=words) as raised:
        read_gold(write(tmp_path, annotation("visit") | change))
    assert "visit.json" in str(raised.value)


def test_all_faults_of_an_annotation_are_told_at_once(tmp_path: Path) -> None:
    row = annotation("visit")
    row["claims"][0]["relation"] = "LIKES"
    row["claims"][1]["object"] = "atlantis"
    with pytest.raises(ReadError, match="2 faults") as raised:
        read_gold(write(tmp_path, row))
    assert "LIKES" in str(raised.value)
    assert "atlantis" in str(raised.value)


def test_a_missing_text_and_an_empty_folder_say_where_to_look(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="no JSON file"):
        read_gold(tmp_path)
    write(tmp_path, annotation("visit"))
    (tmp_path / "visit.txt").unlink()
    with pytest.raises(ReadError, match=r"visit\.txt cannot be read"):
        read_gold(tmp_path)


def test_an_installation_without_benchmark_says_what_to_type(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="--data"):
        read_benchmark(tmp_path)


def test_every_bundled_article_is_annotated() -> None:
    from kg.api import sample_texts

    stems = {document.stem for document in read_benchmark()}
    assert stems == {path.stem for path in sample_texts().glob("*.txt")}
