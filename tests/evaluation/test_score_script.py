"""The same definitions as the script that comes with the gold annotations: every figure, on a real build."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from kg import api
from kg.evaluation.gold import read_gold_folder
from kg.evaluation.predictions import from_build
from kg.evaluation.scores import Measure, Scores, score
from tests.evaluation.samples import gold_folder

SCRIPT = Path(__file__).parents[2].parent / "shared" / "gold" / "score.py"
pytestmark = pytest.mark.skipif(not SCRIPT.is_file(), reason=f"{SCRIPT} is not here")

COUNTED = (
    Measure.SPAN,
    Measure.TYPED,
    Measure.PAIR,
    Measure.PAIR_RELATION,
    Measure.TRIPLE,
    Measure.TIE,
)
SHARES = {
    Measure.POLARITY: "n",
    Measure.MODALITY: "n",
    Measure.SOURCE: "source_n",
    Measure.DATE: "date_n",
    Measure.EVIDENCE: "evidence_n",
}


def compared(folder: Path, gold: Path, texts: Path) -> tuple[Scores, dict[str, float], str]:
    """Build the texts; return our scores, the script's counts, and what it prints."""
    api.build(texts, folder / "build")
    command = [sys.executable, str(SCRIPT), str(folder / "build"), str(gold), "--texts", str(texts)]
    command += ["--json", str(folder / "counts.json")]
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    documents = read_gold_folder(gold, texts)
    ours = score(documents, from_build(folder / "build", documents))
    return ours, json.loads((folder / "counts.json").read_text(encoding="utf-8")), printed


def check(ours: Scores, theirs: dict[str, float], printed: str) -> None:
    for measure in COUNTED:
        count = ours.count(measure)
        wanted = [theirs.get(f"{measure}.{key}", 0) for key in ("tp", "pred", "gold")]
        assert [count.right, count.predicted, count.gold] == wanted, measure
    clusters = ours.count(Measure.ENTITIES)
    assert clusters.predicted == theirs.get("b3.n", 0)
    assert clusters.right == pytest.approx(theirs.get("b3.p", 0))
    assert clusters.found == pytest.approx(theirs.get("b3.r", 0))
    for measure, of in SHARES.items():
        count = ours.count(measure)
        assert [count.right, count.gold] == [theirs.get(f"attr.{measure}", 0), theirs.get(f"attr.{of}", 0)]
    low, high = ours.interval(Measure.TRIPLE)
    assert f"95 % interval by document: {low:.3f} to {high:.3f}" in printed
    relations = {
        name: tuple(map(int, counts))
        for name, *counts in re.findall(r"([A-Z_]+) (\d+)/(\d+)/(\d+)", printed.partition("by relation")[2])
    }
    assert relations == {n: (c.gold, c.predicted, c.right) for n, c in ours.relations().items()}


def test_a_tiny_build_has_the_script_s_figures(tmp_path: Path) -> None:
    ours, theirs, printed = compared(tmp_path, *gold_folder(tmp_path))
    assert ours.count(Measure.TRIPLE).right > 0
    check(ours, theirs, printed)


def test_the_articles_that_come_with_the_script_have_its_figures(tmp_path: Path) -> None:
    ours, theirs, printed = compared(tmp_path, SCRIPT.parent, SCRIPT.parents[1] / "seeds")
    assert len(ours.documents) == 5
    check(ours, theirs, printed)
