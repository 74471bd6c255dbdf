"""Frames for reading: Arabic from right to left, days as days, numbers short."""

from __future__ import annotations

from datetime import date, datetime
from html import escape
from typing import TYPE_CHECKING, Any

from kg.display.markup import run

if TYPE_CHECKING:
    import pandas as pd
    from pandas.io.formats.style import Styler

__all__ = ["table"]

_CELLS = "text-align: start; vertical-align: top; padding: .2em .7em"
#: Letters from which a text gets a line to itself instead of a narrow column.
_LONG = 60


def table(frame: pd.DataFrame) -> Styler:
    """Return a frame styled for a notebook; the frame itself stays as it is.

    Arabic cells run from right to left, lists are joined, days have no hours, floats two decimals. Every
    cell is text: what looks like HTML in an article is shown, not run.
    """
    import pandas as pd
    from pandas.io.formats.style import Styler

    styler = Styler(frame, uuid="kg", cell_ids=False)  # ids of chance would change every saved notebook
    styler = styler.format(_cell, na_rep="").format_index(_cell, axis=0).format_index(_cell, axis=1)
    if isinstance(frame.index, pd.RangeIndex):
        styler = styler.hide(axis="index")
    return styler.set_table_styles([{"selector": "td, th", "props": _CELLS}])


def _cell(value: Any) -> str:
    if isinstance(value, str):
        wide = ' style="min-width: 24em"' if len(value) > _LONG else ""
        return f"<div{wide}>{run(value, 'div')}</div>"
    if isinstance(value, float):
        return f"{value:.2f}"
    if isinstance(value, datetime) and value.time() == datetime.min.time():
        value = value.date()
    if isinstance(value, date):
        return f'<span style="white-space: nowrap">{value.isoformat()}</span>'
    if isinstance(value, (list, tuple)) or hasattr(value, "tolist"):
        return run("، ".join(map(str, value)), "div") if len(value) else ""
    return escape(str(value))
