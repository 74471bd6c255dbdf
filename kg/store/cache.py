"""What earlier runs finished: read files and extracted documents, in one SQLite file.

Only a saving of time: every entry is keyed by all that it was computed from, so that a build with
the cache gives the same bytes as one without. A cache that is damaged is dropped, with a note.
"""

from __future__ import annotations

import os
import sqlite3
import time
import zlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from pydantic import TypeAdapter, ValidationError

from kg.corpus import InputFile, ReadResult
from kg.errors import BuildError
from kg.records import Extraction
from kg.report import Drop

__all__ = ["FinishedCache"]

_NAME = "finished.sqlite"
#: The layout of the file; a file of another layout is dropped.
_LAYOUT = 1
#: A killed run loses at most so many entries, or so many seconds.
_EVERY_ENTRIES = 50
_EVERY_SECONDS = 2.0

_SCHEMA = """
CREATE TABLE read (
    path BLOB, name TEXT, options TEXT, size INTEGER, mtime_ns INTEGER, content BLOB NOT NULL,
    PRIMARY KEY (path, name, options)
) WITHOUT ROWID;
CREATE TABLE extraction (key TEXT PRIMARY KEY, content BLOB NOT NULL) WITHOUT ROWID;
"""

#: SQLite's word for a disk, a permission or a lock that fails, where the file itself may be good.
_OUTSIDE = ("SQLITE_FULL", "SQLITE_IOERR", "SQLITE_CANTOPEN", "SQLITE_READONLY", "SQLITE_BUSY", "SQLITE_PERM")

_READ = TypeAdapter(ReadResult)
#: Stands for the file in a kept result: its path may hold bytes that are no text, and the next run knows it.
_ANY_FILE = InputFile(path=Path(), name="")
_EXTRACTION = TypeAdapter(Extraction)
_T = TypeVar("_T")


class FinishedCache:
    """Read files by name, size and time; extractions by a digest of all that they depend on.

    `notes` holds a sentence for each time that a damaged file was dropped.

    Parameters
    ----------
    folder : Path
        Where the file lies or shall lie.
    fresh : bool
        Forget what earlier runs finished.
    """

    def __init__(self, folder: Path, *, fresh: bool = False) -> None:
        self.notes: list[str] = []
        self._path = folder / _NAME
        self._used_reads: set[tuple[bytes, str, str]] = set()
        self._used_extractions: set[str] = set()
        self._pending = 0
        self._committed_at = time.monotonic()
        if fresh:
            self._remove()
        self._connection = self._open()

    def find_read(self, file: InputFile, options: str) -> ReadResult | None:
        """Return what reading the file gave at this size and time, under these options (a digest)."""
        key = _read_key(file, options)
        found = self._one(
            "SELECT content FROM read WHERE (path, name, options, size, mtime_ns) = (?, ?, ?, ?, ?)",
            (*key, file.size, file.mtime_ns),
        )
        if found is None:
            return None
        read = _unpack(_READ, found)
        if read is None:
            return None
        self._used_reads.add(key)
        return replace(read, file=file)

    def add_read(self, result: ReadResult, options: str) -> None:
        """Keep what reading a file gave, unless the fault may be gone next time."""
        if any(drop.reason == Drop.FILE_UNREADABLE for drop in result.drops):
            return
        key = _read_key(result.file, options)
        self._used_reads.add(key)
        content = _pack(_READ, replace(result, file=_ANY_FILE))
        self._put(
            "INSERT OR REPLACE INTO read VALUES (?, ?, ?, ?, ?, ?)",
            (*key, result.file.size, result.file.mtime_ns, content),
        )

    def find_extraction(self, key: str) -> Extraction | None:
        """Return the extraction of this key (a digest of document, settings and program)."""
        found = self._one("SELECT content FROM extraction WHERE key = ?", (key,))
        extraction = None if found is None else _unpack(_EXTRACTION, found)
        if extraction is not None:
            self._used_extractions.add(key)
        return extraction

    def add_extraction(self, key: str, extraction: Extraction) -> None:
        """Keep an extraction; a failed one is not kept, so that the next run tries again."""
        if extraction.error is not None:
            return
        self._used_extractions.add(key)
        self._put("INSERT OR REPLACE INTO extraction VALUES (?, ?)", (key, _pack(_EXTRACTION, extraction)))

    def sweep(self) -> None:
        """Forget what this run did not use."""

        def delete() -> None:
            reads = set(self._connection.execute("SELECT path, name, options FROM read")) - self._used_reads
            self._connection.executemany(
                "DELETE FROM read WHERE (path, name, options) = (?, ?, ?)", sorted(reads)
            )
            keys = {key for (key,) in self._connection.execute("SELECT key FROM extraction")}
            stale = sorted(keys - self._used_extractions)
            self._connection.executemany("DELETE FROM extraction WHERE key = ?", [(key,) for key in stale])
            self._connection.commit()

        self._guarded(delete)

    def close(self) -> None:
        """Write what is pending and close."""
        self._guarded(self._connection.commit)
        self._connection.close()

    def _one(self, statement: str, values: tuple[object, ...]) -> bytes | None:
        row = self._guarded(lambda: self._connection.execute(statement, values).fetchone())
        return None if row is None else bytes(row[0])

    def _put(self, statement: str, values: tuple[object, ...]) -> None:
        def insert() -> None:
            self._connection.execute(statement, values)
            self._pending += 1
            now = time.monotonic()
            if self._pending >= _EVERY_ENTRIES or now - self._committed_at >= _EVERY_SECONDS:
                self._connection.commit()
                self._pending, self._committed_at = 0, now

        self._guarded(insert)

    def _guarded(self, do: Callable[[], _T]) -> _T:
        """Do it; where the file turns out to be damaged, drop it and do it once more on an empty one."""
        try:
            return do()
        except sqlite3.DatabaseError as error:
            self._drop(error)
            self._connection.close()
        self._connection = self._connect()
        return do()

    def _open(self) -> sqlite3.Connection:
        try:
            return self._connect()
        except sqlite3.DatabaseError as error:
            self._drop(error)
        return self._connect()

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self._path)
        try:
            (layout,) = connection.execute("PRAGMA user_version").fetchone()
            if layout not in (0, _LAYOUT):
                raise sqlite3.DatabaseError(f"layout {layout}")
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")
            if layout == 0:
                connection.executescript(f"BEGIN; {_SCHEMA} PRAGMA user_version = {_LAYOUT}; COMMIT;")
        except sqlite3.DatabaseError:
            connection.close()
            raise
        return connection

    def _drop(self, error: sqlite3.DatabaseError) -> None:
        """Remove a damaged file.

        Raises
        ------
        BuildError
            When it is not the file that is at fault.
        """
        if getattr(error, "sqlite_errorname", "").startswith(_OUTSIDE):
            raise BuildError(
                f"{self._path} cannot be used: {error}. The folder holds the last good build.",
                "Free some space or check the folder's permissions, and run kg build again.",
            ) from error
        self.notes.append(f"{self._path} was damaged ({error}): it is dropped, and all is done anew.")
        self._remove()

    def _remove(self) -> None:
        for suffix in ("", "-wal", "-shm"):
            Path(f"{self._path}{suffix}").unlink(missing_ok=True)


def _read_key(file: InputFile, options: str) -> tuple[bytes, str, str]:
    return os.fsencode(file.path.absolute()), file.name, options


def _pack(adapter: TypeAdapter[_T], value: _T) -> bytes:
    return zlib.compress(adapter.dump_json(value), level=1)


def _unpack(adapter: TypeAdapter[_T], content: bytes) -> _T | None:
    """Return the value, or None where the entry is damaged."""
    try:
        return adapter.validate_json(zlib.decompress(content))
    except (zlib.error, ValidationError):
        return None
