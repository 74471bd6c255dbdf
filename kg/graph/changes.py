"""What the last build changed: kept beside the build, as the build itself depends on its texts alone.

The file lies in `.cache/` and names the tables that it belongs to. Where it is lost or names others,
nothing is known of changes, and nothing else is missing. A build that changes no table leaves it as it is.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import astuple, dataclass
from itertools import chain
from pathlib import Path
from typing import Literal

from kg.errors import BuildError
from kg.graph.diff import compare
from kg.records import Tie
from kg.store import BuildFolder, FolderWriter, to_json

__all__ = ["Changed", "read_changes", "recording_changes"]

_NAME = "changes.json"


@dataclass(frozen=True, slots=True)
class Changed:
    """A document or tie that the last build brought, kept with other content, or dropped."""

    table: Literal["documents", "ties"]
    change: Literal["new", "changed", "gone"]
    id: str


@contextmanager
def recording_changes(writer: FolderWriter) -> Iterator[None]:
    """Note what the commit inside changes, unless it is the first or changes nothing."""
    before = _state(writer.path)
    yield
    after = _state(writer.path)
    if after is None or (before is not None and before.digest == after.digest):
        return
    rows = [] if before is None else sorted(map(astuple, _changes(before, after)))
    with suppress(OSError):  # the build itself stands
        path = writer.cache / _NAME
        draft = path.with_suffix(".draft")
        draft.write_bytes(to_json({"build": after.digest, "changes": rows}))
        draft.replace(path)


def read_changes(folder: BuildFolder) -> tuple[Changed, ...]:
    """Return what the last build changed, sorted; nothing after a first build, or where it is not known."""
    with suppress(FileNotFoundError, ValueError, KeyError, TypeError):
        content = json.loads((folder.path / ".cache" / _NAME).read_bytes())
        if content["build"] == _digest(folder):
            return tuple(Changed(*row) for row in content["changes"])
    return ()


@dataclass(frozen=True, slots=True)
class _State:
    """What is compared of a build."""

    digest: str
    documents: frozenset[str]
    ties: tuple[Tie, ...]


def _state(path: Path) -> _State | None:
    """Return the state of a folder; None where there is no build, or a damaged one."""
    try:
        folder = BuildFolder.open(path)
        ties = folder.records("ties")
    except BuildError:
        return None
    documents = chain.from_iterable(one["documents"] for one in folder.manifest["inputs"])
    return _State(_digest(folder), frozenset(documents), ties)


def _digest(folder: BuildFolder) -> str:
    tables = {name: file for name, file in folder.manifest["files"].items() if name.endswith(".parquet")}
    return hashlib.sha256(to_json(tables)).hexdigest()


def _changes(before: _State, after: _State) -> Iterator[Changed]:
    for id_ in after.documents - before.documents:
        yield Changed("documents", "new", id_)
    for id_ in before.documents - after.documents:
        yield Changed("documents", "gone", id_)
    ties = compare(before.ties, after.ties)
    for id_ in ties.added:
        yield Changed("ties", "new", id_)
    for id_ in ties.changed:
        yield Changed("ties", "changed", id_)
    for id_ in ties.removed:
        yield Changed("ties", "gone", id_)
