"""Answers as text: a table for a terminal, CSV, JSON.

A terminal that knows right-to-left scripts reorders a whole line, so that two Arabic cells beside each
other would change places. Each cell with such letters is therefore isolated (Unicode UAX #9: FSI, PDI), and
marks of the left-to-right direction stand at the bars. Widths are those of the terminal's cells: vowel
signs and invisible marks take none, East Asian letters two.
"""

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata
from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

from rich.cells import cell_len, set_cell_size

from kg.query.result import QueryResult

__all__ = ["FORMATS", "to_csv", "to_json", "to_table"]

_LRM, _FSI, _PDI = "\u200e", "\u2068", "\u2069"
_DIRECTIONS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_BREAKS = re.compile(r"\s+")
_NARROWEST = 6


def to_table(result: QueryResult, width: int | None = None) -> str:
    r"""Return a table with a header, no wider than `width` cells if that can be; long cells are cut.

    >>> print(to_table(QueryResult(("name", "n"), (("a", 1), ("bcd", 20)))).replace("\u200e", ""), end="")
    name │  n
    ─────┼───
    a    │  1
    bcd  │ 20
    """
    if not result.columns:
        return "no rows\n"
    columns = [
        [_cell(name), *(_cell(row[i]) for row in result.rows)] for i, name in enumerate(result.columns)
    ]
    right = [_is_numeric(row[i] for row in result.rows) for i in range(len(columns))]
    widths = _fit([max(map(cell_len, column)) for column in columns], width)
    lines = [_line(cells, widths, right) for cells in zip(*columns, strict=True)]
    lines.insert(1, "─┼─".join("─" * size for size in widths))
    return "\n".join(lines) + "\n"


def _is_numeric(values: Any) -> bool:
    found = [value for value in values if value is not None]
    return bool(found) and all(
        isinstance(value, int | float) and not isinstance(value, bool) for value in found
    )


def _fit(widths: list[int], total: int | None) -> list[int]:
    """Take cells from the widest columns until the table fits, down to `_NARROWEST` cells a column."""
    if total is None:
        return widths
    widths = list(widths)
    excess = sum(widths) + 3 * (len(widths) - 1) - total
    while excess > 0:
        widest = max(widths)
        at = widths.index(widest)
        others = [size for size in widths if size < widest]
        step = min(excess, widest - max([*others, _NARROWEST]))
        step = step or 1
        if widest <= _NARROWEST:
            break
        widths[at] -= step
        excess -= step
    return widths


def _line(cells: Sequence[str], widths: Sequence[int], right: Sequence[bool]) -> str:
    padded = map(_pad, cells, widths, right)
    return _LRM + f" {_LRM}│{_LRM} ".join(padded).rstrip()


def _pad(text: str, width: int, right: bool) -> str:
    if cell_len(text) > width:
        text = set_cell_size(text, width - 1).rstrip() + "…"
    blank = " " * (width - cell_len(text))
    if any(unicodedata.bidirectional(char) in ("R", "AL") for char in text):
        text = f"{_FSI}{text}{_PDI}"
    return blank + text if right else text + blank


def _cell(value: Any) -> str:
    """Return a value on one line. Marks of direction go, as they would reach into the next cell."""
    if isinstance(value, list) and not any(isinstance(item, dict | list) for item in value):
        text = ", ".join(map(_scalar, value))
    else:
        text = _scalar(value)
    text = _DIRECTIONS.sub("", _BREAKS.sub(" ", text))
    return "".join("\ufffd" if unicodedata.category(char) == "Cc" else char for char in text)


def _scalar(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False, default=_iso)
    return _iso(value)


def _iso(value: Any) -> str:
    return value.isoformat() if isinstance(value, date | datetime | time) else str(value)


def to_csv(result: QueryResult) -> str:
    r"""Return CSV with a header: dates in ISO form, lists and nodes as JSON, nothing for what is absent.

    >>> to_csv(QueryResult(("name", "aliases"), (("بوتين", ["a"]), (None, None))))
    'name,aliases\nبوتين,"[""a""]"\n,\n'
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(result.columns)
    writer.writerows(map(_scalar, row) for row in result.rows)
    return out.getvalue()


def to_json(result: QueryResult) -> str:
    """Return a JSON list with an object for each row; dates in ISO form.

    >>> print(to_json(QueryResult(("name", "born"), (("بوتين", date(1952, 10, 7)),))), end="")
    [
     {
      "name": "بوتين",
      "born": "1952-10-07"
     }
    ]
    """
    return json.dumps(result.to_dicts(), ensure_ascii=False, indent=1, default=_iso) + "\n"


FORMATS = {"table": to_table, "csv": to_csv, "json": to_json}
