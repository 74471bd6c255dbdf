"""The learning curve over data: what the network reaches with a part of the real articles.

Each point is a run of its own (`joint --real-share`), cooled down and scored (`evaluate --out
RUN/evaluation.json`); all start from the same weights and take the same steps, so that only the articles
differ. The curve says something of the articles where those weights have seen none of them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

from kg.training.card import is_figures, read_log
from kg.training.data import WRITTEN, annotated_documents
from kg.training.settings import Settings

__all__ = ["FIGURES", "collect"]

FIGURES: Final = ("span_type_f1", "pair_f1", "triple_p", "triple_r", "triple_f1")


def collect(runs: Iterable[Path], shared: str) -> dict[str, Any]:
    """Return the points of the curve from the logs and figures of the runs, the smallest part first.

    Raises
    ------
    ValueError
        When a run is not logged or not scored, or the runs did not take the same steps from the same weights.
    """
    points = sorted((_point(run, shared) for run in runs), key=lambda point: point["real_share"])
    for what in ("steps", "earlier"):
        if len({json.dumps(point[what], sort_keys=True) for point in points}) > 1:
            raise ValueError(f"the runs differ in {what}; points of one curve differ in real_share alone")
    return {"points": points}


def _point(run: Path, shared: str) -> dict[str, Any]:
    log, scored = read_log(run), run / "evaluation.json"
    starts = [event for event in log if event["event"] == "start"]
    if not starts or not scored.exists():
        raise ValueError(f"{run}: train with `joint --real-share`, then `evaluate --out {scored}`")
    settings: Mapping[str, Any] = starts[-1]["settings"]
    figures = json.loads(scored.read_text(encoding="utf-8"))
    share = settings["real_share"]
    return {
        "real_share": share,
        "articles": _real_articles(settings, shared),
        "steps": max(event.get("step", 0) for event in log),
        "earlier": starts[0]["earlier"],
        "data": starts[-1]["data"],
        "command": starts[0]["command"],
        "figures": {
            name: {key: value[key] for key in FIGURES} for name, value in figures.items() if is_figures(value)
        },
    }


def _real_articles(settings: Mapping[str, Any], shared: str) -> int:
    chosen = Settings(
        shared=shared,
        annotated=tuple(name for name in settings["annotated"] if name not in WRITTEN),
        standoff=settings["standoff"],
        real_share=settings["real_share"],
    )
    return len(annotated_documents(chosen))
