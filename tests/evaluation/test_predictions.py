"""The pipeline on gold texts in memory, builds, and variants that an installation can or cannot run."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from kg import api
from kg.errors import BuildError, ConfigError, KgError
from kg.evaluation.gold import GoldDocument, read_gold_folder
from kg.evaluation.predictions import Variant, as_document, from_build, predict, variants
from kg.evaluation.scores import score
from kg.extraction.pipeline import load
from tests.evaluation.samples import TEXTS, gold_folder


@pytest.fixture
def gold(tmp_path: Path) -> tuple[GoldDocument, ...]:
    return read_gold_folder(*gold_folder(tmp_path))


def test_memory_and_build_folder_give_the_same_scores(gold: tuple[GoldDocument, ...], tmp_path: Path) -> None:
    undated = tuple(
        GoldDocument(
            id=d.id, text=d.text, stem=d.stem, entities=d.entities, mentions=d.mentions, claims=d.claims
        )
        for d in gold
    )
    api.build(tmp_path / "texts", tmp_path / "build")
    assert score(undated, from_build(tmp_path / "build", undated)) == score(undated, predict(undated))


def test_the_date_of_publication_reaches_the_pipeline() -> None:
    gold = GoldDocument(id="a", text="زار بوتين الصين أمس.", published=date(2024, 6, 21))
    reading = predict([gold]).readings["a"]
    assert [claim.date_start for claim in reading.claims] == [date(2024, 6, 20)]


def test_a_text_without_letters_fails_with_the_reason_and_the_rest_goes_on() -> None:
    empty, good = GoldDocument(id="empty", text="123"), GoldDocument(id="good", text=TEXTS["visit"])
    predictions = predict([empty, good])
    assert "no letter" in predictions.failed["empty"]
    assert predictions.readings["good"].mentions
    with pytest.raises(KgError, match="no letter"):
        as_document("123", "a")


def test_two_documents_with_one_text_have_the_same_reading() -> None:
    one, two = (GoldDocument(id=id_, text=TEXTS["visit"]) for id_ in ("one", "two"))
    readings = predict([one, two]).readings
    assert readings["one"].claims == readings["two"].claims
    assert readings["one"].claims


def test_a_build_of_json_lines_is_matched_by_text(gold: tuple[GoldDocument, ...], tmp_path: Path) -> None:
    lines = tmp_path / "articles.jsonl"
    rows = (json.dumps({"text": document.text}, ensure_ascii=False) for document in gold[:2])
    lines.write_text("\n".join(rows), encoding="utf-8")
    api.build(lines, tmp_path / "build")
    predictions = from_build(tmp_path / "build", gold)
    assert set(predictions.readings) == {gold[0].id, gold[1].id}
    assert predictions.missing == (gold[2].id,)
    with pytest.raises(BuildError):
        from_build(tmp_path / "nowhere", gold)


def test_variants_have_names_of_their_own_and_the_first_changes_nothing() -> None:
    found = variants()
    assert len({variant.name for variant in found}) == len(found)
    assert found[0] == Variant(name=found[0].name, says=found[0].says)


def test_a_variant_leaves_a_step_out_and_puts_it_back() -> None:
    gold = GoldDocument(id="a", text="اجتمعت روسيا والصين في موسكو. ووقع البلدان اتفاقا.")
    before = predict([gold]).readings["a"].claims
    without = (
        predict([gold], Variant(name="no claims", without=("kg_claims", "kg_joint_claims")))
        .readings["a"]
        .claims
    )
    assert before
    assert not without
    assert predict([gold]).readings["a"].claims == before
    assert "kg_claims" in load("ar").pipe_names


@pytest.mark.parametrize(
    ("variant", "word"),
    [
        (Variant(name="x", settings={"telepathy": True}), "telepathy"),
        (Variant(name="x", without=("kg_telepathy",)), "kg_telepathy"),
    ],
)
def test_what_an_installation_cannot_run_is_refused_by_name(variant: Variant, word: str) -> None:
    with pytest.raises(ConfigError, match=word):
        predict([GoldDocument(id="a", text=TEXTS["visit"])], variant)


def test_a_variant_passes_settings_of_extraction_on() -> None:
    gold = [GoldDocument(id="a", text=TEXTS["visit"])]
    strict = predict(gold, Variant(name="strict", settings={"min_confidence": 1.0}))
    assert len(strict.readings["a"].claims) < len(predict(gold).readings["a"].claims)
