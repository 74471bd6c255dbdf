"""The cache of finished work: what went in comes out, and damage never hurts."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from kg.corpus import Dropped, InputFile, ReadResult
from kg.errors import BuildError
from kg.records import Chunk, Document, Extraction, IgnoredSpan
from kg.report import Drop
from kg.store.cache import FinishedCache

FILE = InputFile(path=Path("news/a.txt"), name="a.txt", size=10, mtime_ns=5)
READ = ReadResult(
    file=FILE,
    sha256="aa",
    documents=(
        Document(
            id="document/a",
            path="a.txt",
            text="نص\n😀",
            ignored=(IgnoredSpan(start=0, end=1, reason="byline"),),
        ),
    ),
    drops=(Dropped(Drop.RECORD_MALFORMED, "a.txt:2", "no text"),),
)
EXTRACTION = Extraction(
    document_id="document/a",
    chunks=(Chunk(id="c", document_id="document/a", index=0, start=0, end=2, text="نص"),),
    drops={"claim-repeated": 2},
)


def filled(folder: Path) -> Path:
    cache = FinishedCache(folder)
    cache.add_read(READ, "options")
    cache.add_extraction("key", EXTRACTION)
    cache.close()
    return folder / "finished.sqlite"


def test_what_was_added_is_found_by_the_next_run(tmp_path: Path) -> None:
    filled(tmp_path)
    cache = FinishedCache(tmp_path)
    assert cache.find_read(FILE, "options") == READ
    assert cache.find_extraction("key") == EXTRACTION
    assert cache.notes == []


@pytest.mark.parametrize(
    "file",
    [
        replace(FILE, size=11),
        replace(FILE, mtime_ns=6),
        replace(FILE, name="b.txt"),
        replace(FILE, path=Path("other/a.txt")),
    ],
)
def test_a_file_that_differs_is_not_found(tmp_path: Path, file: InputFile) -> None:
    filled(tmp_path)
    assert FinishedCache(tmp_path).find_read(file, "options") is None


def test_other_options_or_another_key_find_nothing(tmp_path: Path) -> None:
    filled(tmp_path)
    assert FinishedCache(tmp_path).find_read(FILE, "others") is None
    assert FinishedCache(tmp_path).find_extraction("another") is None


def test_fresh_forgets(tmp_path: Path) -> None:
    filled(tmp_path)
    assert FinishedCache(tmp_path, fresh=True).find_extraction("key") is None
    assert FinishedCache(tmp_path).find_extraction("key") is None


def test_what_may_go_well_next_time_is_not_kept(tmp_path: Path) -> None:
    cache = FinishedCache(tmp_path)
    cache.add_read(
        replace(READ, drops=(Dropped(Drop.FILE_UNREADABLE, "a.txt", "permission denied"),)), "options"
    )
    cache.add_extraction("key", Extraction(document_id="document/a", error="out of memory"))
    assert cache.find_read(FILE, "options") is None
    assert cache.find_extraction("key") is None


def test_sweeping_forgets_what_a_run_did_not_use(tmp_path: Path) -> None:
    filled(tmp_path)
    cache = FinishedCache(tmp_path)
    cache.add_extraction("new", EXTRACTION)
    assert cache.find_read(FILE, "options")
    cache.sweep()
    cache.close()
    cache = FinishedCache(tmp_path)
    assert cache.find_read(FILE, "options")
    assert cache.find_extraction("new")
    assert cache.find_extraction("key") is None


@pytest.mark.parametrize("damage", ["nonsense", "header only", "page", "no table", "another layout", "empty"])
def test_a_damaged_cache_is_dropped_and_used_again(tmp_path: Path, damage: str) -> None:
    path = filled(tmp_path)
    content = path.read_bytes()
    if damage == "nonsense":
        path.write_bytes(b"nonsense" * 1000)
    elif damage == "header only":
        path.write_bytes(content[:100] + b"\xff" * 5000)
    elif damage == "page":
        path.write_bytes(content[:4096] + b"\xff" * (len(content) - 4096))
    elif damage == "empty":
        path.write_bytes(b"")
    else:
        with sqlite3.connect(path) as connection:
            connection.execute(
                "DROP TABLE extraction" if damage == "no table" else "PRAGMA user_version = 99"
            )
        connection.close()
    cache = FinishedCache(tmp_path)
    assert cache.find_read(FILE, "options") in (None, READ)
    assert cache.find_extraction("key") is None
    cache.add_extraction("key", EXTRACTION)
    cache.sweep()
    cache.close()
    assert FinishedCache(tmp_path).find_extraction("key") == EXTRACTION
    if damage != "empty":
        assert len(cache.notes) == 1
        assert "was damaged" in cache.notes[0]


def test_a_damaged_entry_is_done_anew(tmp_path: Path) -> None:
    path = filled(tmp_path)
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE extraction SET content = x'00'")
    connection.close()
    cache = FinishedCache(tmp_path)
    assert cache.find_extraction("key") is None
    assert cache.find_read(FILE, "options") == READ


def test_a_folder_that_cannot_hold_the_cache_is_told(tmp_path: Path) -> None:
    (tmp_path / "finished.sqlite").mkdir()
    with pytest.raises(BuildError, match=r"finished\.sqlite cannot be used: .*run kg build again"):
        FinishedCache(tmp_path)


def test_a_killed_run_loses_little(tmp_path: Path) -> None:
    cache = FinishedCache(tmp_path)
    for number in range(120):
        cache.add_extraction(str(number), EXTRACTION)
    other = sqlite3.connect(tmp_path / "finished.sqlite")
    assert other.execute("SELECT count(*) FROM extraction").fetchone() == (100,)
