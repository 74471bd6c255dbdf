"""One record of a table or JSON file as a draft."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kg.corpus.draft import Draft, Dropped, digest
from kg.corpus.encoding import clean
from kg.corpus.metadata import columns_present, metadata_of, one_line
from kg.corpus.options import Columns
from kg.report import Drop

__all__ = ["draft_of", "missing_text"]


def draft_of(record: Any, name: str, number: int, encoding: str, columns: Columns) -> Draft | Dropped:
    """Return the draft of a record, or why it has none.

    Parameters
    ----------
    record : Any
        What the file holds there: a mapping of names to values, if all is well.
    name : str
        Name of the file.
    number : int
        Number of the record, from 1: it names the record that has no id.
    """
    where = f"{name}#{number}"
    if not isinstance(record, Mapping):
        return Dropped(Drop.RECORD_MALFORMED, where, "the record is no object with named fields")
    present = columns_present((key for key in record if isinstance(key, str)), columns)
    text = record.get(present["text"]) if "text" in present else None
    if not isinstance(text, str):
        return Dropped(Drop.RECORD_MALFORMED, where, missing_text(record, columns))
    if identifier := one_line(record.get(present.get("id"))):
        where = f"{name}#{identifier}"
    return Draft(
        text=clean(text),
        path=where,
        sha256=digest(text),
        encoding=encoding,
        metadata=metadata_of(record, present),
    )


def missing_text(names: Any, columns: Columns) -> str:
    """Return what is missing in a record or table with these field names, and what to type."""
    wanted, there = ", ".join(columns.text[:3]), ", ".join(sorted(map(str, names))[:12]) or "none"
    return (
        f"no text in a field named {wanted} …; fields: {there}; "
        "name the right one under `input:` in the configuration, as in `columns: {text: [story]}`"
    )
