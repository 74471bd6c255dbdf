import json
from pathlib import Path

import pytest

from kg.training.card import SOURCES, write_card
from kg.training.corpora import CORPORA

FIGURES = {"span_type_f1": 0.9, "triple_f1": 0.5, "triple_p": 0.6, "triple_r": 0.43}


def start(data: dict[str, str]) -> dict[str, object]:
    return {
        "event": "start", "step": 0, "command": "python -m kg.training joint RUN", "settings": {"seed": 0},
        "data": data, "encoder_sha256": "ab" * 32, "earlier": {}, "torch": "2", "python": "3", "machine": "x",
        "cores": 2,
    }  # fmt: skip


def log(run: Path, *events: dict[str, object]) -> None:
    run.mkdir()
    (run / "log.jsonl").write_text("\n".join(json.dumps(event) for event in events) + "\n", encoding="utf-8")


def test_the_card_names_data_terms_figures_and_command(tmp_path: Path):
    log(
        tmp_path / "run",
        start({"data/ner/anercorp/train.conll": "cd" * 32}),
        {"event": "evaluation", "step": 2000, "news_dev": FIGURES},
        {"event": "stopped", "step": 2100, "seconds": 7200},
    )
    (tmp_path / "run" / "evaluation.json").write_text(json.dumps({"news_dev": FIGURES}), encoding="utf-8")
    model = tmp_path / "model"
    model.mkdir()
    (model / "joint.weights").write_bytes(b"1")
    shares = {"pair_filter": {"news_dev": {"read": 0.37, "claimed_kept": 0.993}}}
    (model / "joint.json").write_text(json.dumps(shares), encoding="utf-8")
    text = write_card(tmp_path / "run", model).read_text(encoding="utf-8")
    for part in (
        "CC BY-SA 4.0",
        "cdcdcdcd",
        "python -m kg.training joint RUN",
        "2100 steps, 2.0 hours",
        "0.500",
        "37% are read on `news_dev`, 99.3%",
    ):
        assert part in text


def test_runs_that_were_averaged_are_named_with_their_steps(tmp_path: Path):
    for name, steps in (("one", 100), ("two", 50)):
        command = {"command": f"python -m kg.training joint {name}"}
        log(tmp_path / name, start({}) | command, {"event": "stopped", "step": steps, "seconds": 3600})
    (tmp_path / "model").mkdir()
    (tmp_path / "model" / "joint.json").write_text("{}", encoding="utf-8")
    text = write_card(tmp_path / "two", tmp_path / "model", [tmp_path / "one"]).read_text(encoding="utf-8")
    assert "joint one" in text
    assert "joint two" in text
    assert "100 + 50 steps, 1.0 + 1.0 hours" in text
    with pytest.raises(ValueError, match="no run is logged"):
        write_card(tmp_path / "two", tmp_path / "model", [tmp_path])


def test_data_without_known_terms_are_refused(tmp_path: Path):
    log(tmp_path / "run", start({"data/unknown.txt": "ef" * 32}))
    (tmp_path / "model").mkdir()
    with pytest.raises(ValueError, match=r"unknown\.txt: no licence is known"):
        write_card(tmp_path / "run", tmp_path / "model")


def test_a_folder_without_a_log_is_refused(tmp_path: Path):
    with pytest.raises(ValueError, match="no run is logged"):
        write_card(tmp_path, tmp_path)


def test_every_corpus_has_its_terms():
    for corpus in CORPORA:
        assert any(f"data/ner/{corpus.path}".startswith(source.prefix) for source in SOURCES)
