"""The build folder: tables, files and a manifest that change together or not at all.

A commit writes everything to `.staging/TOKEN/`, then `commit.json` there, then moves the files into
place one by one, the manifest last. Before `commit.json` exists the folder is the old build; from
then on it is the new one, as whoever opens the folder finishes the moves. So a process that dies at
any moment leaves a good build, and a reader never needs the lock.
"""

from __future__ import annotations

import errno
import hashlib
import io
import json
import os
import secrets
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq
from pydantic import TypeAdapter, ValidationError

from kg import __version__
from kg.errors import BuildError
from kg.records import Judgement
from kg.store.lock import LOCK_NAME, write_lock
from kg.store.tables import TABLES, Record, to_arrow, to_frame, to_records, write

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["BuildFolder", "FolderWriter", "Input", "to_json", "writing"]

#: The layout of the folder. A reader refuses a higher one.
_FORMAT = 1
#: What a build folder keeps beside the build and may lose without harm.
_CACHE = ".cache"
_STAGING = ".staging"
_COMMIT = "commit.json"
_MANIFEST = "manifest.json"
_JUDGEMENTS = "judgements.jsonl"
_HIDDEN = frozenset({_CACHE, _STAGING, LOCK_NAME})
_JUDGEMENT = TypeAdapter(Judgement)


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """An input of a build: its name, the digest of its bytes, and the documents that it gave."""

    name: str
    sha256: str
    documents: tuple[str, ...]


def to_json(value: Any) -> bytes:
    """Return a value as readable JSON with sorted keys: the same value, the same bytes."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, indent=1, allow_nan=False)
    return text.encode("utf-8", "backslashreplace") + b"\n"  # a lone surrogate becomes its JSON escape


class BuildFolder:
    """A finished build, open for reading. `manifest` is the parsed `manifest.json`."""

    def __init__(self, path: Path, manifest: Mapping[str, Any]) -> None:
        self.path = path
        self.manifest = manifest

    @classmethod
    def open(cls, path: str | os.PathLike[str]) -> BuildFolder:
        """Open the last good build of a folder.

        Raises
        ------
        BuildError
            When there is no such folder, no finished build in it, or one made by a newer version.
        """
        folder = Path(path)
        if not folder.is_dir():
            raise BuildError(
                f"There is no build folder {folder}.", f"Make it with: kg build TEXTS --out {folder}"
            )
        _roll_forward(folder)
        manifest = _read_manifest(folder)
        if manifest is not None:
            return cls(folder, manifest)
        if any(child.name in _HIDDEN for child in folder.iterdir()):
            raise BuildError(
                f"The first build of {folder} is not finished.",
                "Run kg build again: it goes on from the documents that are done.",
            )
        raise BuildError(f"{folder} is not a build folder.", "Give --out's folder of an earlier kg build.")

    def table(self, name: str) -> pa.Table:
        """Return a table as Arrow, checked against the manifest.

        Raises
        ------
        BuildError
            When the file is gone, damaged, or of another build than the manifest.
        """
        # Arrow's own threads gain nothing in memory and abort a process that ends while they wind down.
        content = io.BytesIO(self._read(f"{name}.parquet"))
        return pq.read_table(content, use_threads=False, pre_buffer=False)

    def frame(self, name: str) -> pd.DataFrame:
        """Return a table as a pandas frame."""
        return to_frame(self.table(name))

    def records(self, name: str) -> tuple[Any, ...]:
        """Return a table as records."""
        return to_records(name, self.table(name))

    def json(self, name: str) -> Any:
        """Return the content of `report.json` or `graph.json`."""
        return json.loads(self._read(name))

    def judgements(self) -> tuple[Judgement, ...]:
        """Return the judgement log."""
        return read_judgements(self.path)

    def _read(self, name: str) -> bytes:
        expected = self.manifest["files"][name]["sha256"]
        content = _read_bytes(self.path / name)
        if content is not None and hashlib.sha256(content).hexdigest() == expected:
            return content
        _roll_forward(self.path)  # a writer may be in the middle of it
        if _read_manifest(self.path) != self.manifest:
            raise BuildError(f"{self.path} was built anew while it was being read.", "Open it again.")
        what = "is gone from" if content is None else "was changed in"
        raise BuildError(f"{name} {what} {self.path} since the build.", "Run kg build again.")


class FolderWriter:
    """The right to replace a folder's build; see `writing`."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @property
    def cache(self) -> Path:
        """The folder for what can be computed again; made when first asked for."""
        folder = self.path / _CACHE
        folder.mkdir(exist_ok=True)
        return folder

    def judgements(self) -> tuple[Judgement, ...]:
        """Return the judgement log of the last build; empty before the first."""
        return read_judgements(self.path)

    def commit(
        self,
        *,
        tables: Mapping[str, Iterable[Record]],
        judgements: Iterable[Judgement],
        files: Mapping[str, bytes],
        inputs: Iterable[Input],
        settings: str,
    ) -> BuildFolder:
        """Replace the build with these tables, judgements and files, all or nothing.

        Parameters
        ----------
        tables : mapping
            Rows of every table of the contract, in any order.
        judgements : iterable of Judgement
            The whole log, in any order.
        files : mapping
            Other files by name: `report.json`, `graph.json`, …
        inputs : iterable of Input
            What was read, in any order.
        settings : str
            A digest of the settings that shaped the result.

        Raises
        ------
        BuildError
            When the disk is full or refuses; the folder is then what it was.
        """
        staging = self.path / _STAGING / secrets.token_hex(8)
        try:
            staging.mkdir(parents=True)
            rows = {name: _stage_table(staging, name, tables[name]) for name in TABLES}
            for name, content in files.items():
                _stage(staging / name, content)
            _stage(staging / _JUDGEMENTS, _judgement_lines(judgements))
            _stage(staging / _MANIFEST, to_json(_manifest(staging, rows, inputs, settings)))
            _seal(staging)
        except BaseException as error:
            if not (staging / _COMMIT).exists():
                shutil.rmtree(staging, ignore_errors=True)
            if isinstance(error, OSError):
                raise _write_error(self.path, error) from error
            raise
        _roll_forward(self.path)
        return BuildFolder.open(self.path)


@contextmanager
def writing(path: str | os.PathLike[str]) -> Iterator[FolderWriter]:
    """Make the folder if needed, hold its lock, and clear what a dead writer left.

    Raises
    ------
    BuildError
        When another process writes to it, it was made by a newer version, or it holds other files.
    """
    folder = Path(path)
    with ExitStack() as stack:
        try:
            folder.mkdir(parents=True, exist_ok=True)
            _check_ours(folder)
            stack.enter_context(write_lock(folder))
            _roll_forward(folder)
            shutil.rmtree(folder / _STAGING, ignore_errors=True)
            _read_manifest(folder)
        except (FileExistsError, NotADirectoryError) as error:
            raise BuildError(f"{folder} is a file, not a folder.", "Give another --out.") from error
        except OSError as error:
            raise _write_error(folder, error) from error
        yield FolderWriter(folder)


def read_judgements(folder: Path) -> tuple[Judgement, ...]:
    """Return the judgement log of a folder; empty where there is none.

    Raises
    ------
    BuildError
        Naming the first line that is no judgement.
    """
    content = _read_bytes(folder / _JUDGEMENTS) or b""
    judgements = []
    for number, line in enumerate(content.splitlines(), start=1):
        if not line.strip():
            continue
        try:
            judgements.append(_JUDGEMENT.validate_json(line))
        except ValidationError as error:
            fault = error.errors()[0]
            where = ".".join(map(str, fault["loc"]))
            raise BuildError(
                f"{folder / _JUDGEMENTS}, line {number}, is no judgement: {where} {fault['msg']}.",
                "Correct the line, or delete it.",
            ) from error
    return tuple(judgements)


def _judgement_lines(judgements: Iterable[Judgement]) -> bytes:
    ordered = sorted(judgements, key=lambda one: (one.left, one.right, one.by, one.verdict, one.at or ""))
    return b"".join(_JUDGEMENT.dump_json(one) + b"\n" for one in ordered)


def _manifest(
    staging: Path, rows: Mapping[str, int], inputs: Iterable[Input], settings: str
) -> dict[str, Any]:
    files: dict[str, dict[str, Any]] = {}
    for path in sorted(staging.iterdir()):
        if path.name == _JUDGEMENTS:  # people may add to the log between builds
            continue
        with path.open("rb") as file:
            files[path.name] = {"sha256": hashlib.file_digest(file, "sha256").hexdigest()}
        if path.stem in rows and path.suffix == ".parquet":
            files[path.name]["rows"] = rows[path.stem]
    return {
        "format": _FORMAT,
        "kg": __version__,
        "settings": settings,
        "files": files,
        "inputs": [
            {"name": one.name, "sha256": one.sha256, "documents": list(one.documents)}
            for one in sorted(inputs, key=lambda one: one.name)
        ],
    }


def _stage_table(staging: Path, name: str, rows: Iterable[Record]) -> int:
    table = to_arrow(name, rows)
    path = staging / f"{name}.parquet"
    write(table, path)
    _sync(path)
    return int(table.num_rows)


def _stage(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    _sync(path)


def _seal(staging: Path) -> None:
    """Write the commit record; once its final name is there, the commit holds."""
    names = sorted((path.name for path in staging.iterdir()), key=lambda name: (name == _MANIFEST, name))
    draft = staging / f"{_COMMIT}.draft"
    _stage(draft, to_json(names))
    _sync(staging)
    draft.replace(staging / _COMMIT)
    _sync(staging)
    _sync(staging.parent)


def _roll_forward(folder: Path) -> None:
    """Finish a commit whose record is complete. Two processes may do so at once."""
    for record in sorted((folder / _STAGING).glob(f"*/{_COMMIT}")):
        try:
            for name in json.loads(record.read_bytes()):
                with suppress(FileNotFoundError):  # moved before
                    (record.parent / name).replace(folder / name)
            _sync(folder)
            shutil.rmtree(record.parent, ignore_errors=True)
        except FileNotFoundError:  # another process finished it
            continue
        except OSError as error:
            raise _write_error(folder, error) from error


def _check_ours(folder: Path) -> None:
    children = {child.name for child in folder.iterdir()}
    sealed = any((folder / _STAGING).glob(f"*/{_COMMIT}"))
    if _MANIFEST in children or sealed or children <= _HIDDEN:
        return
    raise BuildError(
        f"{folder} holds files and is not a build folder, so kg does not write to it.",
        "Give --out a new or empty folder.",
    )


def _read_manifest(folder: Path) -> dict[str, Any] | None:
    """Return the manifest, or None where there is none."""
    content = _read_bytes(folder / _MANIFEST)
    if content is None:
        return None
    try:
        manifest: dict[str, Any] = json.loads(content)
        maker, newer = manifest["kg"], manifest["format"] > _FORMAT
    except (ValueError, KeyError, TypeError) as error:
        raise BuildError(f"{folder / _MANIFEST} is not a manifest of kg.", "Give another folder.") from error
    if newer:
        raise BuildError(
            f"{folder} was made by kg {maker}, which is newer than this kg {__version__}.",
            "Upgrade with: pip install --upgrade kg",
        )
    return manifest


def _read_bytes(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def _sync(path: Path) -> None:
    """Bring a file or a folder's entries to the disk. Windows cannot sync a folder and needs not."""
    if os.name == "nt" and path.is_dir():
        return
    handle = os.open(path, os.O_RDONLY if os.name != "nt" else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _write_error(folder: Path, error: OSError) -> BuildError:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return BuildError(
            f"The disk of {folder} is full. The folder holds the last good build.",
            "Free some space and run kg build again: it goes on from the documents that are done.",
        )
    return BuildError(f"{folder} cannot be written: {error.strerror or error}.", "Check its permissions.")
