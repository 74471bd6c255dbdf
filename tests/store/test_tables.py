"""Tables: the columns of the contract, rows that come back as they went in, the same bytes each time."""

from __future__ import annotations

import random
from dataclasses import fields, replace
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.records import Document
from kg.store.tables import TABLES, schema, to_arrow, to_frame, to_records, write

CONTRACT = {
    "documents": "id path url title source author language published_at sha256 text",
    "chunks": "id document_id index start end text",
    "mentions": "id document_id chunk_id start end surface form type entity_id score extractor",
    "entities": "id type subtype name name_ar name_en aliases iso3 wikidata country_id "
    "mention_count document_count",
    "claims": "id document_id chunk_id sentence sentence_start subject_id relation object_id "
    "polarity modality attributed_to date_start date_end place_id context item trigger "
    "trigger_start trigger_end subject_mention_id object_mention_id confidence extractor",
    "ties": "id subject_id relation object_id symmetric plover quad claim_count document_count source_count "
    "first_date last_date confidence",
}


@pytest.mark.parametrize("name", CONTRACT)
def test_columns_of_the_contract_are_there(name: str) -> None:
    assert set(CONTRACT[name].split()) <= set(schema(TABLES[name].record).names)


@pytest.mark.parametrize("name", CONTRACT)
def test_columns_are_the_fields_of_the_record(name: str) -> None:
    record = TABLES[name].record
    assert schema(record).names == [field.name for field in fields(record)]


@pytest.mark.parametrize("name", CONTRACT)
def test_rows_come_back_sorted_and_equal(name: str, tables: dict[str, list[Any]], tmp_path: Path) -> None:
    write(to_arrow(name, tables[name]), tmp_path / "t.parquet")
    back = to_records(name, pq.read_table(tmp_path / "t.parquet"))
    assert list(back) == sorted(
        tables[name], key=lambda row: [getattr(row, key) for key in TABLES[name].order]
    )
    assert {type(value) for row in back for value in _values(row)} == {
        type(value) for row in tables[name] for value in _values(row)
    }


def _values(row: Any) -> list[Any]:
    return [getattr(row, field.name) for field in fields(row)]


@pytest.mark.parametrize("name", CONTRACT)
def test_row_order_does_not_change_the_bytes(name: str, tables: dict[str, list[Any]], tmp_path: Path) -> None:
    rows = tables[name] + [replace(row, id=f"{row.id}/{n}") for row in tables[name] for n in range(50)]
    write(to_arrow(name, rows), tmp_path / "a")
    random.Random(1).shuffle(rows)
    write(to_arrow(name, rows), tmp_path / "b")
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_empty_tables_keep_their_columns(tmp_path: Path) -> None:
    for name, spec in TABLES.items():
        write(to_arrow(name, []), tmp_path / name)
        table = pq.read_table(tmp_path / name)
        assert table.schema.equals(schema(spec.record))
        assert to_records(name, table) == ()
        assert list(to_frame(table).columns) == schema(spec.record).names


def test_a_missing_value_is_refused_where_the_record_needs_one(tmp_path: Path) -> None:
    broken = Document(id="document/a", path=None)  # type: ignore[arg-type]
    with pytest.raises(pa.ArrowInvalid, match="path"):
        write(to_arrow("documents", [broken]), tmp_path / "t")


def test_frames_hold_dates_tuples_and_whole_numbers(tables: dict[str, list[Any]]) -> None:
    claims = to_frame(to_arrow("claims", tables["claims"])).set_index("id")
    assert claims.loc["claim/2", "date_start"] == pd.Timestamp(2024, 6, 18)
    assert claims.loc["claim/1", "trigger_start"] == 11
    assert claims["trigger_start"].dtype == "Int64"
    assert claims["trigger_start"].isna().tolist() == [False, True]
    entities = to_frame(to_arrow("entities", tables["entities"])).set_index("id")
    assert entities.loc["country/russia", "aliases"] == ("الروس", "موسكو")
    documents = to_frame(to_arrow("documents", tables["documents"])).set_index("id")
    assert documents.loc["document/b", "ignored"] == ({"start": 0, "end": 10, "reason": "byline"},)


_text = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)


@given(text=_text, title=st.none() | _text, day=st.none() | st.dates(date(1, 1, 1), date(9999, 12, 31)))
def test_any_text_and_date_come_back(text: str, title: str | None, day: date | None) -> None:
    document = Document(id="document/x", path="x", text=text, title=title, published_at=day)
    table = to_arrow("documents", [document])
    assert to_records("documents", table) == (document,)
    assert len(to_frame(table)) == 1
