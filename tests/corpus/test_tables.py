"""CSV, TSV and Parquet: a row is a document, and a broken row costs itself only."""

from __future__ import annotations

import csv
import io
import json
from datetime import date, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.corpus import ReadOptions
from kg.report import Drop
from tests.corpus.conftest import Read
from tests.corpus.samples import ARTICLE, ENGLISH, SENTENCE, SHORT, only, reasons


def table(rows: list[list[str]], delimiter: str = ",", **format_: str) -> str:
    stream = io.StringIO()
    csv.writer(stream, delimiter=delimiter, **format_).writerows(rows)  # type: ignore[arg-type]
    return stream.getvalue()


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|", "؛"])
def test_the_delimiter_is_told_from_the_header(read: Read, delimiter: str) -> None:
    rows = [["id", "title", "body", "date"], ["1", SHORT, ARTICLE, "2024-06-19"], ["2", "عنوان", ENGLISH, ""]]
    result = read("a.csv", table(rows, delimiter))
    assert [document.path for document in result.documents] == ["a.csv#1", "a.csv#2"]
    first = result.documents[0]
    assert (first.title, first.text, first.published_at) == (SHORT, ARTICLE, date(2024, 6, 19))


def test_a_forced_delimiter_is_used(read: Read) -> None:
    assert only(read("a.csv", f"text~title\n{SHORT}~x\n", ReadOptions(delimiter="~"))).text == SHORT


@pytest.mark.parametrize("header", ["النص,العنوان,المصدر", "نص,عنوان,مصدر", "\ufeffText,TITLE,Source"])
def test_arabic_headers_are_known(read: Read, header: str) -> None:
    document = only(read("a.csv", f'{header}\r\n"{SENTENCE}",{SHORT},وكالة المثال\r\n'))
    assert (document.text, document.title, document.source) == (SENTENCE, SHORT, "وكالة المثال")


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "cp1256"])
def test_spreadsheet_encodings_are_read(read: Read, codec: str) -> None:
    assert only(read("a.csv", table([["text"], [SENTENCE]]).encode(codec))).text == SENTENCE


def test_rows_are_numbered_when_no_column_holds_ids(read: Read) -> None:
    result = read("a.tsv", table([["text", "n"], [SENTENCE, "x"], [ARTICLE, "y"]], "\t"))
    assert [document.path for document in result.documents] == ["a.tsv#1", "a.tsv#2"]


@pytest.mark.parametrize(
    ("broken", "line"),
    [("1,2,3", 3), ("one", 3), (f'"{SHORT}" x,t', 3), (f'"{SHORT},t', 3)],
    ids=["too many cells", "too few", "text after a quote", "open quote"],
)
def test_a_broken_row_is_named_by_line_and_the_rest_goes_on(read: Read, broken: str, line: int) -> None:
    data = f'text,title\n"{SENTENCE}",t\n{broken}\n"{ARTICLE}",t\n{ENGLISH},t\n'
    result = read("a.csv", data)
    assert [document.text for document in result.documents] == [SENTENCE, ARTICLE, ENGLISH]
    assert set(reasons(result)) == {Drop.RECORD_MALFORMED}
    assert f"line {line}:" in result.drops[0].why


def test_an_open_quote_at_the_end_costs_one_row(read: Read) -> None:
    result = read("a.csv", f'text\n{SENTENCE}\n"{SHORT}\n{ENGLISH}\n')
    assert [document.text for document in result.documents] == [SENTENCE, ENGLISH]
    assert reasons(result) == [Drop.RECORD_MALFORMED]


def test_a_very_long_cell_is_read(read: Read) -> None:
    long = " ".join([SENTENCE] * 3000)
    assert only(read("a.csv", table([["text"], [long]]))).text == long


def test_a_table_without_a_text_column_says_what_it_has(read: Read) -> None:
    result = read("a.csv", "story,n\nx,1\n")
    assert reasons(result) == [Drop.FILE_UNREADABLE]
    assert "n, story" in result.drops[0].why
    assert "columns:" in result.drops[0].why


@given(
    rows=st.lists(
        st.tuples(
            st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00")),
            st.text("ab\"',;\n\r"),
        ),
        max_size=8,
    )
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_what_a_csv_writer_wrote_is_read_row_by_row(read: Read, rows: list[tuple[str, str]]) -> None:
    data = table(
        [
            ["text", "note", "language"],
            *([f"نص {number} {text}", note, "ar"] for number, (text, note) in enumerate(rows)),
        ],
        quoting=csv.QUOTE_ALL,
    )  # type: ignore[arg-type]
    result = read("a.csv", data)
    assert result.drops == ()
    assert [document.path for document in result.documents] == [
        f"a.csv#{number}" for number in range(1, len(rows) + 1)
    ]


@given(data=st.text('a",\n\r;نص ', max_size=60))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_any_csv_is_read_or_counted_to_its_last_line(read: Read, data: str) -> None:
    result = read("a.csv", f"text,x\n{data}\n{SENTENCE},last\n")
    assert result.documents
    assert SENTENCE in result.documents[-1].text


def write(path: Path, columns: dict[str, object]) -> bytes:
    pq.write_table(pa.table(columns), path, row_group_size=2)
    return path.read_bytes()


def test_parquet_rows_are_read_with_their_types(read: Read, tmp_path: Path) -> None:
    columns = {
        "id": [10, 11, 12],
        "text": pa.array([SENTENCE, None, ARTICLE], pa.large_string()),
        "source": pa.array(["المثال", "المثال", None]).dictionary_encode(),
        "date": [date(2024, 6, 19), None, date(2024, 6, 20)],
        "pixels": [b"\x00", b"\x01", b"\x02"],
    }
    result = read("a.parquet", write(tmp_path / "t", columns))
    assert [(document.path, document.source, document.published_at) for document in result.documents] == [
        ("a.parquet#10", "المثال", date(2024, 6, 19)),
        ("a.parquet#12", None, date(2024, 6, 20)),
    ]
    assert [(drop.reason, drop.where) for drop in result.drops] == [(Drop.RECORD_MALFORMED, "a.parquet#2")]


def test_parquet_times_are_days(read: Read, tmp_path: Path) -> None:
    data = write(tmp_path / "t", {"text": [SENTENCE], "published": [datetime(2024, 6, 19, 23, 30)]})
    assert only(read("a.parquet", data)).published_at == date(2024, 6, 19)


@pytest.mark.parametrize("damage", ["cut", "noise", "text"])
def test_a_corrupt_parquet_file_is_counted(read: Read, tmp_path: Path, damage: str) -> None:
    data = write(tmp_path / "t", {"text": [SENTENCE] * 10})
    broken = {"cut": data[:-20], "noise": data[:60] + bytes(200) + data[260:], "text": SENTENCE.encode()}[
        damage
    ]
    assert Drop.FILE_UNREADABLE in reasons(read("a.parquet", broken))


def test_a_parquet_file_without_a_text_column_says_what_it_has(read: Read, tmp_path: Path) -> None:
    (drop,) = read("a.parquet", write(tmp_path / "t", {"n": [1]})).drops
    assert (drop.reason, "fields: n;" in drop.why) == (Drop.FILE_UNREADABLE, True)


def test_a_parquet_column_of_numbers_is_no_text(read: Read, tmp_path: Path) -> None:
    assert reasons(read("a.parquet", write(tmp_path / "t", {"text": [1, 2]}))) == [Drop.RECORD_MALFORMED] * 2


def test_one_record_gives_one_document_in_every_format(read: Read, tmp_path: Path) -> None:
    record = {"text": ARTICLE, "title": SHORT, "date": "2024-06-19"}
    forms = {
        "a.csv": table([list(record), list(record.values())]).encode(),
        "a.jsonl": json.dumps(record).encode(),
        "a.parquet": write(tmp_path / "t", {name: [value] for name, value in record.items()}),
    }
    documents = [only(read(name, data)) for name, data in forms.items()]
    assert len({(one.id, one.title, one.published_at, one.sha256, one.ignored) for one in documents}) == 1
