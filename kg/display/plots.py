"""Plots with Arabic that is joined and in order, whatever matplotlib is installed."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from kg.display.picture import COLOURS
from kg.graph.measures import QUADS
from kg.wording import is_rtl

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

__all__ = ["plot_quads", "shaped"]


def shaped(text: str) -> str:
    """Return a text as this matplotlib draws it right; DejaVu Sans, its own font, has the letters.

    From 3.11 on matplotlib joins and orders Arabic letters itself. For an older one they are joined
    (arabic-reshaper) and put in visual order (python-bidi), both in the extra `notebooks`.
    """
    if _shapes_itself():
        return text
    from arabic_reshaper import reshape
    from bidi.algorithm import get_display

    return str(get_display(reshape(text), base_dir="R" if is_rtl(text) else "L"))


def plot_quads(months: pd.DataFrame, ax: Axes | None = None) -> Axes:
    """Draw cooperation upwards and conflict downwards, month by month.

    Parameters
    ----------
    months : DataFrame
        Rows of `kg.graph.measures.dyad_months`, of one pair or of several, which are added up.
    """
    import matplotlib.pyplot as plt
    from matplotlib.ticker import MaxNLocator

    ax = ax or plt.subplots(figsize=(9, 3.5), layout="constrained")[1]
    counts = months.groupby("month")[list(QUADS)].sum()
    for sign, kinds in ((1, QUADS[:2]), (-1, QUADS[:1:-1])):
        base = counts[kinds[0]] * 0
        for kind, alpha in zip(kinds, (1.0, 0.5), strict=True):
            height = sign * counts[kind]
            colour = COLOURS[kind.rpartition(" ")[2]]
            ax.bar(counts.index, height, bottom=base, width=20, label=kind, color=colour, alpha=alpha)
            base = base + height
    ax.axhline(0, color="gray", linewidth=0.8)
    ax.yaxis.set_major_locator(MaxNLocator(integer=True))
    ax.yaxis.set_major_formatter(lambda value, _: f"{abs(value):g}")
    ax.set_ylabel("reports")
    ax.legend(fontsize="small", ncols=2, frameon=False)
    return ax


@cache
def _shapes_itself() -> bool:
    import matplotlib

    return tuple(map(int, matplotlib.__version__.split(".")[:2])) >= (3, 11)
