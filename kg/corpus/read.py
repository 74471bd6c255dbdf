"""One input in, its documents and drops out. Nothing a file holds makes this raise."""

from __future__ import annotations

import hashlib
import stat
from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from pathlib import Path
from typing import IO, Any

from kg.corpus.document import finish
from kg.corpus.draft import Draft, Dropped, ReadResult
from kg.corpus.files import InputFile, kind_of
from kg.corpus.jsonl import read_lines
from kg.corpus.options import ReadOptions
from kg.errors import KgError
from kg.records import Document
from kg.report import Drop

__all__ = ["read_input", "read_jsonl_stream"]

_NOTHING = hashlib.sha256().hexdigest()

Reader = Callable[[InputFile, ReadOptions], Iterator[Draft | Dropped]]

#: Reader by kind, as module and function: a reader's libraries are loaded when its first file comes.
_READERS = {
    "text": ("text", "read"),
    "markdown": ("markdown", "read"),
    "html": ("html", "read"),
    "jsonl": ("jsonl", "read"),
    "json": ("jsonl", "read_json"),
    "csv": ("tables", "read_csv"),
    "parquet": ("tables", "read_parquet"),
    "pdf": ("pdf", "read"),
}


def read_input(file: InputFile, options: ReadOptions | None = None) -> ReadResult:
    """Return the documents of a file, and what of it was dropped and why.

    Pure: the same bytes, name and options give the same result, in any process.
    """
    options = options or ReadOptions()
    kind = kind_of(file)
    try:
        mode = file.path.stat().st_mode
        if stat.S_ISREG(mode) and kind is None:
            return _only(
                file, Drop.FILE_TYPE_UNKNOWN, f"kg does not read `{file.path.suffix or 'no suffix'}`"
            )
        if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):  # opening a pipe would wait for ever
            return _only(file, Drop.FILE_UNREADABLE, "no regular file")
        sha256 = _digest_of(file.path)
    except OSError as error:
        return _only(file, Drop.FILE_UNREADABLE, error.strerror or str(error))
    if sha256 == _NOTHING or kind is None:
        return _only(file, Drop.FILE_EMPTY, "the file is empty", sha256)
    module, function = _READERS[kind]
    reader: Reader = getattr(import_module(f"kg.corpus.{module}"), function)
    return _collect(file, sha256, reader(file, options), options)


def read_jsonl_stream(stream: IO[Any], options: ReadOptions | None = None, name: str = "stdin") -> ReadResult:
    """Return the documents of JSON lines that come through a stream of bytes or text."""
    options = options or ReadOptions()
    hasher = hashlib.sha256()
    size = 0

    def lines() -> Iterator[bytes | str]:
        nonlocal size
        for line in stream:
            data = line.encode("utf-8", "surrogatepass") if isinstance(line, str) else line
            hasher.update(data)
            size += len(data)
            yield line

    file = InputFile(path=Path("-"), name=name)
    result = _collect(file, "", read_lines(lines(), name, options), options)
    return ReadResult(
        file=InputFile(path=Path("-"), name=name, size=size),
        sha256=hasher.hexdigest(),
        documents=result.documents,
        drops=result.drops,
    )


def _collect(
    file: InputFile, sha256: str, drafts: Iterable[Draft | Dropped], options: ReadOptions
) -> ReadResult:
    documents: list[Document] = []
    drops: list[Dropped] = []
    try:
        for draft in drafts:
            item = _finished(draft, options) if isinstance(draft, Draft) else draft
            if isinstance(item, Document):
                documents.append(item)
            else:
                drops.append(item)
    except Exception as error:  # the libraries under the readers may raise anything on hostile bytes
        drops.append(_unreadable(file.name, error))
    return ReadResult(file=file, sha256=sha256, documents=tuple(documents), drops=tuple(drops))


def _finished(draft: Draft, options: ReadOptions) -> Document | Dropped:
    try:
        return finish(draft, options)
    except Exception as error:  # one text must not take the other texts of its file with it
        return Dropped(Drop.RECORD_MALFORMED, draft.path, f"{type(error).__name__}: {error}")


def _only(file: InputFile, reason: Drop, why: str, sha256: str = "") -> ReadResult:
    return ReadResult(file=file, sha256=sha256, drops=(Dropped(reason, file.name, why),))


def _unreadable(name: str, error: Exception) -> Dropped:
    if isinstance(error, OSError) and error.strerror:
        return Dropped(Drop.FILE_UNREADABLE, name, error.strerror)
    why = str(error) if isinstance(error, KgError) else f"{type(error).__name__}: {error}"
    return Dropped(Drop.FILE_UNREADABLE, name, why)


def _digest_of(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
