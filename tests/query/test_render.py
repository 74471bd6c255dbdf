"""Answers as text: tables that align in a terminal, whatever the script."""

from __future__ import annotations

import csv
import io
import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from kg.query.render import to_csv, to_json, to_table
from kg.query.result import QueryResult
from tests.neo4j.samples import NASTY

NAMES = QueryResult(
    ("الاسم", "name", "n"),
    (
        ("مُحَمَّد بن سَلْمان", "Mohammed", 3),
        ("كيم", "金正恩", 12),
        ("عبـــد الله", "👨\u200d👩\u200d👧", None),
        (None, "e\u0301", 1.5),
    ),
)


def bars(line: str) -> list[int]:
    """Return the cells at which the bars of a line stand."""
    return [cell_len(line[:i]) for i, char in enumerate(line) if char in "│┼"]


def test_bars_stand_under_each_other() -> None:
    lines = to_table(NAMES).splitlines()
    assert len(lines) == 6
    assert len({tuple(bars(line)) for line in lines}) == 1
    assert len(bars(lines[0])) == 2


TEXTS = st.text(st.characters(exclude_characters="│┼", exclude_categories=["Cs"]))


@given(st.lists(st.tuples(TEXTS, st.none() | st.integers() | TEXTS, TEXTS), min_size=1))
def test_bars_stand_under_each_other_for_any_text(rows: list[tuple[object, ...]]) -> None:
    lines = to_table(QueryResult(("a", "b", "c"), tuple(rows)), width=40).split("\n")[:-1]
    assert len(lines) == len(rows) + 2
    assert len({tuple(bars(line)) for line in lines}) == 1


def test_arabic_cells_are_isolated_and_others_are_not() -> None:
    lines = to_table(NAMES).splitlines()
    for line in lines:
        assert line.count("\u2068") == line.count("\u2069")
        assert line.startswith("\u200e") or "┼" in line
    assert [line.count("\u2068") for line in lines] == [1, 0, 1, 1, 1, 0]


@pytest.mark.parametrize("name", NASTY)
def test_no_name_breaks_a_line_or_turns_it_round(name: str) -> None:
    lines = to_table(QueryResult(("a", "b"), ((name, 1), ("x", 2))), width=60).splitlines()
    assert len(lines) == 4
    assert len({tuple(bars(line)) for line in lines}) == 1
    for char in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u200f\u061c\x01\x7f\t":
        assert char not in "".join(lines)


@pytest.mark.parametrize("width", [30, 40, 60, 100])
def test_table_fits_its_width(width: int) -> None:
    rows = tuple((f"اسم طويل جدا {n} " * 5, "word " * 9, n, date(2024, 1, 1)) for n in range(3))
    lines = to_table(QueryResult(("name", "text", "n", "day"), rows), width).splitlines()
    assert max(map(cell_len, lines)) <= width
    assert "…" in lines[2]
    assert len({tuple(bars(line)) for line in lines}) == 1


def test_short_table_is_not_stretched_and_numbers_stand_right() -> None:
    lines = to_table(QueryResult(("a", "n"), (("x", 5), ("y", 10))), 200).replace("\u200e", "").splitlines()
    assert lines == ["a │  n", "──┼───", "x │  5", "y │ 10"]


def test_values_in_cells() -> None:
    row = (None, True, [1, "ب"], {"x": date(2024, 1, 1)}, [{"y": 1}], date(2024, 6, 19), "a\nb")
    line = to_table(QueryResult(tuple("abcdefg"), (row,))).splitlines()[2]
    cells = [cell.strip(" \u200e\u2068\u2069") for cell in line.split("│")]
    assert cells == ["", "True", "1, ب", '{"x": "2024-01-01"}', '[{"y": 1}]', "2024-06-19", "a b"]


def test_answer_without_columns_says_so() -> None:
    assert to_table(QueryResult()) == "no rows\n"


def test_csv_and_json_are_read_back() -> None:
    result = QueryResult(("name", "list", "day"), tuple((name, [name], date(2024, 6, 19)) for name in NASTY))
    rows = list(csv.DictReader(io.StringIO(to_csv(result), newline="")))
    assert [row["name"] for row in rows] == list(NASTY)
    assert [json.loads(row["list"]) for row in rows] == [[name] for name in NASTY]
    assert {row["day"] for row in rows} == {"2024-06-19"}

    objects = json.loads(to_json(result))
    assert [one["name"] for one in objects] == list(NASTY)
    assert objects[0]["day"] == "2024-06-19"
