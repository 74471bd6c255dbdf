"""CSV, TSV and Parquet: each row a document. Rows are read in a stream; a broken one costs itself only."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator
from typing import TextIO

import pyarrow as pa
import pyarrow.parquet as pq

from kg.corpus.draft import Draft, Dropped
from kg.corpus.encoding import UNKNOWN_ENCODING, detect_file, encoding_name
from kg.corpus.files import InputFile
from kg.corpus.metadata import columns_present
from kg.corpus.options import ReadOptions
from kg.corpus.record import draft_of, missing_text
from kg.report import Drop

__all__ = ["read_csv", "read_parquet"]

_DELIMITERS = ",;\t|؛"
#: A record of more lines than this has an open quotation mark: a text of news is shorter.
_LONGEST_RECORD = 5_000
_ROWS = 512

csv.field_size_limit(sys.maxsize)  # an article may be longer than the 128 KiB that the module allows a field


def read_csv(file: InputFile, options: ReadOptions) -> Iterator[Draft | Dropped]:
    """Yield a draft for each row of a CSV or TSV file with a header; rows are numbered under it."""
    codec = detect_file(file.path, options.encoding)
    if codec is None:
        yield Dropped(Drop.ENCODING_UNKNOWN, file.name, UNKNOWN_ENCODING)
        return
    with file.path.open(encoding=codec, errors="replace", newline="") as stream:
        header_line = stream.readline().lstrip("\ufeff")
        delimiter = options.delimiter or _delimiter(header_line, options)
        header = _cells(header_line, delimiter)
        if "text" not in columns_present(header, options.columns):
            yield Dropped(Drop.FILE_UNREADABLE, file.name, missing_text(header, options.columns))
            return
        for number, (line, cells) in enumerate(_records(stream, delimiter), 1):
            where = f"{file.name}#{number}"
            if isinstance(cells, str):
                yield Dropped(Drop.RECORD_MALFORMED, where, f"line {line}: {cells}")
            elif len(cells) != len(header):
                why = f"line {line}: {len(cells)} cells under a header of {len(header)}"
                yield Dropped(Drop.RECORD_MALFORMED, where, why)
            else:
                record = dict(zip(header, cells, strict=True))
                yield draft_of(record, file.name, number, encoding_name(codec), options.columns)


def read_parquet(file: InputFile, options: ReadOptions) -> Iterator[Draft | Dropped]:
    """Yield a draft for each row of a Parquet file; only the columns that play a role are read."""
    if not file.path.stat().st_size:
        yield Dropped(Drop.FILE_EMPTY, file.name, "the file is empty")
        return
    try:
        with pq.ParquetFile(file.path) as table:
            names = table.schema_arrow.names
            present = columns_present(names, options.columns)
            if "text" not in present:
                yield Dropped(Drop.FILE_UNREADABLE, file.name, missing_text(names, options.columns))
                return
            number = 0
            for batch in table.iter_batches(batch_size=_ROWS, columns=sorted(set(present.values()))):
                for record in batch.to_pylist():
                    number += 1
                    yield draft_of(record, file.name, number, "utf-8", options.columns)
    except (pa.ArrowException, ValueError) as error:  # ValueError: text that is no UTF-8
        yield Dropped(Drop.FILE_UNREADABLE, file.name, f"no valid Parquet: {error}")


def _delimiter(header: str, options: ReadOptions) -> str:
    """Return the delimiter under which a header names a text, then the most roles, then the most columns."""

    def fit(delimiter: str) -> tuple[bool, int, int]:
        cells = _cells(header, delimiter)
        present = columns_present(cells, options.columns)
        return "text" in present, len(present), len(cells)

    return max(_DELIMITERS, key=fit)


def _cells(line: str, delimiter: str) -> list[str]:
    try:
        return [cell.strip() for cell in next(csv.reader([line], delimiter=delimiter), [])]
    except csv.Error:
        return []


def _records(stream: TextIO, delimiter: str) -> Iterator[tuple[int, list[str] | str]]:
    """Yield line number and cells of each record, or what is wrong with it; blank lines are no records.

    After a broken record (an open or stray quotation mark) reading goes on at the line after its first one,
    so that it does not swallow the records behind it.
    """
    lines = _Lines(stream)
    while True:
        first = lines.number + 1
        try:
            cells = next(csv.reader(lines, delimiter=delimiter, strict=True), None)
        except csv.Error as error:
            lines.go_back_to(first + 1)
            yield first, str(error)
            continue
        if cells is None:
            return
        if any(cell.strip() for cell in cells):
            yield first, cells
        lines.forget()


class _Lines:
    """The lines of a stream, with those of the current record at hand to be read again."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._current: list[str] = []
        self._again: list[str] = []
        self.number = 1  # of the line read last; the header is line 1

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        if len(self._current) >= _LONGEST_RECORD:
            raise csv.Error("a quotation mark is left open")
        line = self._again.pop() if self._again else self._stream.readline()
        if not line:
            raise StopIteration
        self._current.append(line)
        self.number += 1
        return line

    def go_back_to(self, number: int) -> None:
        """Make the line of this number, one of the current record, the next to be read."""
        kept = len(self._current) - (self.number - number + 1)
        self._again += reversed(self._current[kept:])
        self.number = number - 1
        self._current = []

    def forget(self) -> None:
        """Start a new record."""
        self._current = []
