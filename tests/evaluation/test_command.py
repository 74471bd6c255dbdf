"""`kg evaluate` on a tiny collection: tables for people, JSON for programs, errors that say what to type."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from kg import api
from kg.cli.evaluate import app
from kg.errors import ConfigError, KgError
from tests.evaluation.samples import gold_folder


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    """A folder of annotations with their texts beside them."""
    folder, texts = gold_folder(tmp_path)
    for text in texts.iterdir():
        (folder / text.name).write_bytes(text.read_bytes())
    return folder


def run(*words: str | Path) -> Result:
    result = CliRunner().invoke(app, [str(word) for word in words])
    if isinstance(result.exception, KgError):
        raise result.exception
    return result


def figures(*words: str | Path) -> dict[str, Any]:
    result = run(*words, "--json")
    assert result.exit_code == 0, result.output
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def test_names_print_types_clusters_and_speed(gold: Path) -> None:
    printed = run("names", "--data", gold).output
    for words in ("mention span+type", "Country", "entity B3 (across documents)", "words a second", "3 doc"):
        assert words in printed


def test_claims_print_levels_relations_calibration_and_variants(gold: Path) -> None:
    printed = run("claims", "--data", gold, "--errors").output
    for words in ("claim triple", "SANCTIONS", "expected calibration error", "without references", "missed"):
        assert words in printed


def test_json_holds_the_same_figures_and_the_digest_of_the_data(gold: Path) -> None:
    found = figures("claims", "--data", gold)
    assert found["claim triple"]["gold"] == 5
    assert found["variants"]["as shipped"]["claim triple"] == found["claim triple"]
    assert len(found["sha256"]) == 64
    (gold / "quiet.json").write_text(
        (gold / "quiet.json").read_text(encoding="utf-8") + "\n", encoding="utf-8"
    )
    assert figures("claims", "--data", gold, "--no-ablation")["sha256"] != found["sha256"]


def test_a_variant_that_cannot_run_is_shown_as_not_available(
    gold: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kg.evaluation import predictions

    ways = (predictions.AS_SHIPPED, predictions.Variant(name="telepathy", settings={"telepathy": True}))
    monkeypatch.setattr(predictions, "variants", lambda: ways)
    assert "telepathy: not available" in run("claims", "--data", gold).output


def test_a_build_folder_is_scored_as_it_is_and_a_missing_document_makes_the_exit_code_3(gold: Path) -> None:
    build = gold.parent / "build"
    (gold.parent / "texts" / "quiet.txt").unlink()
    api.build(gold.parent / "texts", build)
    result = run("claims", "--data", gold, "--build", build)
    assert result.exit_code == 3
    assert "not in the build, left out: quiet" in result.output
    assert "variants" not in result.output


def test_a_tagged_file_gives_both_ways_of_counting(tmp_path: Path) -> None:
    path = tmp_path / "news.conll"
    path.write_text("زار\tO\nبوتين\tB-PERS\nوبكين\tB-LOC\n", encoding="utf-8")
    found = figures("names", "--data", path)
    assert found["whole words"]["LOC"]["f1"] == found["without proclitics"]["LOC"]["f1"] == 1.0
    with pytest.raises(ConfigError, match="no claims"):
        run("claims", "--data", path)


def test_events_of_an_annotated_set(gold: Path) -> None:
    found = figures("events", "--data", gold)
    assert found["detection"]["ASSAULT, claims, easy no"]["gold"] == 0
    assert "PROTEST, right type, claims" in found["sentences with the event"]


def test_speed_of_any_texts(gold: Path) -> None:
    found = figures("speed", "--data", gold.parent / "texts", "--runs", "1")
    assert found["speed"]["documents"] == 3


@pytest.mark.parametrize("command", ["names", "claims", "events"])
def test_data_that_is_not_there_says_what_may_be_given(command: str, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="saudi-dev"):
        run(command, "--data", tmp_path / "nowhere")
    with pytest.raises(ConfigError, match="--shared"):
        run(command, "--data", "gold", "--shared", tmp_path)


def test_no_room_that_builds_graphs_imports_evaluation() -> None:
    package = Path(api.__file__).parent
    importers = {
        path.relative_to(package).as_posix()
        for path in package.rglob("*.py")
        if "kg.evaluation" in path.read_text(encoding="utf-8")
    }
    allowed = ("evaluation/", "training/", "cli/evaluate.py")
    assert all(name.startswith(allowed) for name in importers), importers
