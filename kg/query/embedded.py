"""Cypher without a server: ArcadeDB in this process, over a copy of the build that is made when needed.

The copy lies in `.cache/query/DIGEST/` of the build folder; the digest is that of the build's tables, so
a changed build gets a new copy and old ones are deleted. It is opened for reading only, by as many
processes as like; what is lost with it is made again.

What Neo4j runs and this engine does not: `SHORTEST k` and `ANY SHORTEST` (use `shortestPath`), `CREATE
FULLTEXT INDEX` and `CREATE VECTOR INDEX` (the full-text indexes are there under the same names), types
taken from a value in `MERGE` or `MATCH` (`[:$(type)]`), `dbms.components`, `SHOW PROCEDURES`, APOC's
meta procedures, and every statement that writes.

What it answers wrongly, with no rows: `MATCH (a:A)-[t]->(b:B) UNWIND t.ids AS id MATCH (c:C {id: id})`, a
lone node that is looked up by an unwound value. With a relationship, `(c:C {id: id})-[:R]->()`, it is right.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import secrets
import shutil
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import astuple
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

from kg import __version__
from kg.errors import BuildError, DependencyError, QueryError
from kg.graph.changes import read_changes
from kg.graph.data import GraphData, read_graph
from kg.ontology import Ontology
from kg.query.load import fill
from kg.query.result import QueryResult, visible
from kg.store import BuildFolder

__all__ = ["EmbeddedEngine", "open_embedded"]

_CACHE = ".cache/query"
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_PATH = re.compile(r"\(#\d+:\d+\)(?:<?-\[#\d+:\d+\]->?\(#\d+:\d+\))*")
_ADDRESS = re.compile(r"#\d+:\d+")
#: The engine refuses to open one database twice in a process.
_one_at_a_time = threading.RLock()


class EmbeddedEngine:
    """Runs statements on an open database."""

    def __init__(self, database: Any, error: type[Exception]) -> None:
        self._database = database
        self._error = error

    def run(self, text: str, parameters: Mapping[str, Any]) -> QueryResult:
        """Return the answer of a statement; see `kg.query.engine.Engine`."""
        try:
            answer = self._database.query("opencypher", text, dict(parameters))
            rows = [(tuple(row.property_names), row.to_dict()) for row in answer]
        except self._error as error:
            raise _refusal(str(error)) from error
        if not rows:
            return QueryResult()
        columns = rows[0][0]
        return QueryResult(
            columns, tuple(tuple(self._plain(row.get(name)) for name in columns) for _, row in rows)
        )

    def _plain(self, value: Any) -> Any:
        """Return a value as Neo4j gives it: this engine hands out paths and computed dates as text."""
        match value:
            case dict() if "@rid" in value:
                return visible({name: self._plain(item) for name, item in value.items() if name[0] != "@"})
            case dict():
                return {name: self._plain(item) for name, item in value.items()}
            case list():
                return [self._plain(item) for item in value]
            case str() if _DATE.fullmatch(value):
                return _date(value)
            case str() if _PATH.fullmatch(value):
                return [self._record(address) for address in _ADDRESS.findall(value)]
            case _:
                return value

    def _record(self, address: str) -> dict[str, Any]:
        (row,) = self._database.query("sql", f"SELECT FROM {address}")  # digits only
        return visible(row.to_dict())


def _date(text: str) -> date | str:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return text


@contextmanager
def open_embedded(folder: BuildFolder, graph: str = "kg") -> Iterator[EmbeddedEngine]:
    """Open the embedded engine over a build; the copy is made first where it is not there.

    Raises
    ------
    DependencyError
        When the engine is not installed.
    BuildError
        When the copy cannot be written.
    """
    arcadedb = _engine(folder.path / _CACHE)
    with _one_at_a_time, _opened(arcadedb, folder, graph) as database:
        yield EmbeddedEngine(database, arcadedb.ArcadeDBError)


def _opened(arcadedb: ModuleType, folder: BuildFolder, graph: str) -> Any:
    """Open the copy; one that cannot be opened is made again."""
    for again in (True, False):
        place = _copy(arcadedb, folder, graph)
        try:
            return _open(arcadedb, place)
        except arcadedb.ArcadeDBError as error:
            shutil.rmtree(place, ignore_errors=True)
            if not again:
                raise BuildError(f"{place} cannot be opened: {error}.", "Run the query again.") from error
    raise AssertionError("the loop returns or raises")


def _open(arcadedb: ModuleType, place: Path) -> Any:
    """Open a database for reading.

    On a busy machine the engine may call one unclean that it has just closed. Opening it for writing settles
    that; where it does not, the database stays open so: whoever reads does no harm.
    """
    factory = arcadedb.DatabaseFactory(str(place))
    try:
        return factory.open(read_only=True)
    except arcadedb.ArcadeDBError:
        factory.open().close()
    try:
        return factory.open(read_only=True)
    except arcadedb.ArcadeDBError:
        return factory.open()


def _engine(cache: Path) -> ModuleType:
    os.environ.setdefault("ARCADEDB_LOG_CONSOLE", "0")
    os.environ.setdefault("ARCADEDB_LOG_DIR", str(cache.absolute() / "log"))
    try:
        import arcadedb
    except ImportError:
        raise DependencyError("arcadedb", "query") from None
    module: ModuleType = arcadedb
    return module


def _copy(arcadedb: ModuleType, folder: BuildFolder, graph: str) -> Path:
    """Return the copy of this build, made now if need be."""
    cache = folder.path / _CACHE
    parts = [folder.manifest["files"], read_changes(folder), graph, __version__, arcadedb.ENGINE_VERSION]
    state = json.dumps(parts, sort_keys=True, default=astuple)
    place = cache / hashlib.sha256(state.encode()).hexdigest()[:16]
    if place.is_dir():
        return place
    try:
        _make(arcadedb, place, lambda: read_graph(folder), graph)
    except OSError as error:
        raise BuildError(
            f"{cache} cannot be written: {error.strerror or error}.", "Free space or check its permissions."
        ) from error
    for other in cache.iterdir():
        if other.name not in (place.name, "log"):
            shutil.rmtree(other, ignore_errors=True)
    return place


def _make(arcadedb: ModuleType, place: Path, load: Callable[[], GraphData], graph: str) -> None:
    draft = place.with_name(f"{place.name}.{secrets.token_hex(4)}")
    place.parent.mkdir(parents=True, exist_ok=True)
    try:
        with arcadedb.create_database(str(draft)) as database:
            fill(database, load(), graph, Ontology.default())
        draft.replace(place)
    except OSError:
        if not place.is_dir():  # another process was not quicker
            raise
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _refusal(message: str) -> QueryError:
    if "not idempotent" in message or "read only" in message:
        return QueryError(
            "The query writes, and the embedded engine only reads.", "Run it on a Neo4j server with --uri."
        )
    reason = re.sub(r"^[\w ]+: (?:[\w.]+Exception: )?", "", message.strip().split("\n")[0])
    reason = re.sub(r" \(caused by [^)]*\)", "", reason)[:300]
    return QueryError(
        f"The embedded engine refuses the query: {reason}",
        "Correct it; if it is right, run it on a Neo4j server with --uri.",
    )
