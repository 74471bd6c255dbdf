"""Points of a learning curve over the real articles: noted from runs, shown by card and evaluation."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from kg.evaluation.reports import CURVE_FILE, curve_report
from kg.training.card import write_card
from kg.training.curve import FIGURES, collect
from kg.training.data import in_share


def shared(folder: Path, articles: int = 40) -> Path:
    """A folder of data with so many real articles and one that is none."""
    (folder / "training").mkdir(parents=True)
    for name, ids in (("news_train", range(articles)), ("written_train", [1000])):
        lines = [json.dumps({"document": f"{name}-{number}"}) for number in ids]
        (folder / "training" / f"{name}.jsonl").write_text("\n".join(lines), encoding="utf-8")
    return folder


def run(folder: Path, share: float, f1: float, steps: int = 100) -> Path:
    """A logged and scored run with a part of the articles."""
    settings = {"real_share": share, "annotated": ["news_train", "written_train"], "standoff": False}
    started: dict[str, Any] = {
        "event": "start", "step": 0, "command": f"python -m kg.training joint --real-share {share}",
        "settings": settings, "data": {}, "encoder_sha256": "ab", "earlier": {"base": "cd"}, "torch": "2",
        "machine": "x", "cores": 2,
    }  # fmt: skip
    folder.mkdir()
    events = [started, {"event": "finished", "step": steps, "seconds": 60}]
    (folder / "log.jsonl").write_text("\n".join(map(json.dumps, events)), encoding="utf-8")
    figures = {"model": "x", "news_dev": dict.fromkeys(FIGURES, f1)}
    (folder / "evaluation.json").write_text(json.dumps(figures), encoding="utf-8")
    return folder


def test_a_smaller_part_of_the_articles_lies_inside_a_larger_one() -> None:
    articles = [{"document": f"ant-{number}"} for number in range(400)]
    parts = [[in_share(one, share) for one in articles] for share in (0.25, 0.5, 1.0)]
    assert all(
        b or not a for smaller, larger in pairwise(parts) for a, b in zip(smaller, larger, strict=True)
    )
    assert [0.2 < sum(part) / 400 < 0.3 for part in parts] == [True, False, False]
    assert all(parts[2])


def test_points_are_noted_in_order_and_shown_by_card_and_evaluation(tmp_path: Path) -> None:
    data = shared(tmp_path / "shared")
    runs = [run(tmp_path / "all", 1.0, 0.5), run(tmp_path / "half", 0.5, 0.4)]
    curve = collect(runs, str(data))
    assert [point["real_share"] for point in curve["points"]] == [0.5, 1.0]
    assert 0 < curve["points"][0]["articles"] < curve["points"][1]["articles"] == 40
    model = tmp_path / "model"
    model.mkdir()
    (model / "joint.json").write_text("{}", encoding="utf-8")
    (model / CURVE_FILE).write_text(json.dumps(curve), encoding="utf-8")
    assert "| 100% (40) | 0.500 | 0.500 | 0.500 |" in write_card(runs[0], model).read_text(encoding="utf-8")
    (table,) = curve_report(model / CURVE_FILE).tables
    assert table.rows[1] == ("100% (40)", "0.500", "0.500", "0.500")


def test_runs_that_cannot_be_compared_are_refused(tmp_path: Path) -> None:
    data = shared(tmp_path / "shared")
    runs = [run(tmp_path / "all", 1.0, 0.5), run(tmp_path / "half", 0.5, 0.4, steps=50)]
    with pytest.raises(ValueError, match="differ in steps"):
        collect(runs, str(data))
    (runs[0] / "evaluation.json").unlink()
    with pytest.raises(ValueError, match="evaluate --out"):
        collect(runs, str(data))
