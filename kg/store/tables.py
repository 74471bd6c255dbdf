"""The Parquet tables of a build folder. Columns are the fields of the records, in their order.

The same records give the same bytes: rows are sorted, every writer option is fixed, and no clock
enters. Types: text and enums are strings, whole numbers int64, other numbers float64, dates date32,
tuples lists, and a tuple of records a list of structs. A field that may be None is nullable.
"""

from __future__ import annotations

import types
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, fields, is_dataclass
from datetime import date
from enum import StrEnum
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any, Union, get_args, get_origin, get_type_hints

import pyarrow as pa
import pyarrow.parquet as pq

from kg.records import Chunk, Claim, Document, Entity, Mention, Tie

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["TABLES", "Record", "TableSpec", "schema", "to_arrow", "to_frame", "to_records", "write"]

Record = Document | Chunk | Mention | Entity | Claim | Tie

#: Rows in a row group: a reader that wants one document's rows need not read all.
_ROW_GROUP = 65_536


@dataclass(frozen=True, slots=True)
class TableSpec:
    """A table's record type, and the fields that order its rows, of which the last is unique."""

    record: type[Any]
    order: tuple[str, ...] = ("id",)


#: The tables of the contract, by name; the file is `NAME.parquet`.
TABLES: dict[str, TableSpec] = {
    "documents": TableSpec(Document),
    "chunks": TableSpec(Chunk, ("document_id", "index", "id")),
    "mentions": TableSpec(Mention, ("document_id", "start", "id")),
    "entities": TableSpec(Entity),
    "claims": TableSpec(Claim, ("document_id", "sentence_start", "id")),
    "ties": TableSpec(Tie),
}

_SCALARS: dict[type, pa.DataType] = {
    str: pa.string(),
    bool: pa.bool_(),
    int: pa.int64(),
    float: pa.float64(),
    date: pa.date32(),
}


def schema(record: type[Any]) -> pa.Schema:
    """Return the columns of a record type.

    >>> schema(Chunk).names
    ['id', 'document_id', 'index', 'start', 'end', 'text']
    >>> schema(Claim).field("date_start")
    pyarrow.Field<date_start: date32[day]>
    >>> schema(Claim).field("subject_id").nullable
    False
    """
    return pa.schema(_arrow_fields(record))


def _arrow_fields(record: type[Any]) -> list[pa.Field]:
    hints = get_type_hints(record)
    return [_arrow_field(field.name, hints[field.name]) for field in fields(record)]


def _arrow_field(name: str, hint: Any) -> pa.Field:
    inner, nullable = _without_none(hint)
    return pa.field(name, _arrow_type(inner), nullable=nullable)


def _arrow_type(hint: Any) -> pa.DataType:
    if get_origin(hint) is tuple:
        return pa.list_(_arrow_type(get_args(hint)[0]))
    if is_dataclass(hint):
        return pa.struct(_arrow_fields(hint))  # type: ignore[arg-type]
    if issubclass(hint, StrEnum):
        return pa.string()
    return _SCALARS[hint]


def _without_none(hint: Any) -> tuple[Any, bool]:
    """Split `X | None` into X and whether None is allowed."""
    if get_origin(hint) not in (Union, types.UnionType):
        return hint, False
    (inner,) = (arg for arg in get_args(hint) if arg is not types.NoneType)
    return inner, True


def to_arrow(name: str, rows: Iterable[Record]) -> pa.Table:
    """Return the rows of table `name` as an Arrow table in the table's order."""
    spec = TABLES[name]
    ordered = sorted(rows, key=attrgetter(*spec.order))
    columns = schema(spec.record)
    return pa.Table.from_arrays([_column(ordered, field) for field in columns], schema=columns)


def _column(rows: list[Record], field: pa.Field) -> pa.Array:
    values = map(attrgetter(field.name), rows)
    if pa.types.is_list(field.type) and pa.types.is_struct(field.type.value_type):
        return pa.array(([asdict(item) for item in value] for value in values), field.type)
    return pa.array(values, field.type)


def write(table: pa.Table, path: Path) -> None:
    """Write a table as Parquet, with nothing left to the library's defaults that could change the bytes."""
    pq.write_table(
        table,
        path,
        version="2.6",
        data_page_version="1.0",
        row_group_size=_ROW_GROUP,
        compression="zstd",
        compression_level=3,
        use_dictionary=True,
        write_statistics=True,
        store_schema=True,
    )


def to_frame(table: pa.Table) -> pd.DataFrame:
    """Return a table as a pandas frame.

    Dates are `datetime64[s]`, lists tuples, and whole numbers that may be missing `Int64`.
    """
    import pandas as pd  # half a second that a build does not need

    frame: pd.DataFrame = table.to_pandas()
    for field in table.schema:
        if pa.types.is_list(field.type):
            frame[field.name] = pd.Series(map(tuple, frame[field.name]), index=frame.index, dtype=object)
        elif pa.types.is_date(field.type):
            frame[field.name] = pd.to_datetime(frame[field.name]).astype("datetime64[s]")
        elif pa.types.is_integer(field.type) and field.nullable:
            frame[field.name] = frame[field.name].astype("Int64")
    return frame


def to_records(name: str, table: pa.Table) -> tuple[Any, ...]:
    """Return the rows of table `name` as records, equal to those that were written."""
    record = TABLES[name].record
    hints = get_type_hints(record)
    names = [field.name for field in fields(record)]
    columns = [map(_converter(hints[field]), table.column(field).to_pylist()) for field in names]
    return tuple(record(**dict(zip(names, row, strict=True))) for row in zip(*columns, strict=True))


def _converter(hint: Any) -> Callable[[Any], Any]:
    inner, nullable = _without_none(hint)
    if get_origin(inner) is tuple:
        convert = _converter(get_args(inner)[0])
        return lambda values: tuple(map(convert, values))
    if is_dataclass(inner):
        return lambda values: inner(**values)  # type: ignore[operator]
    if not issubclass(inner, StrEnum):
        return lambda value: value
    return (lambda value: None if value is None else inner(value)) if nullable else inner
