"""Which files are inputs, and under which names the graph knows them."""

from __future__ import annotations

import os
import stat
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from kg.errors import ReadError

__all__ = ["KINDS", "InputFile", "kind_of", "list_inputs"]

#: Kind of reader by suffix.
KINDS = {
    ".txt": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".json": "json",
    ".csv": "csv",
    ".tsv": "csv",
    ".parquet": "parquet",
    ".pdf": "pdf",
}

_BUILD_FOLDER = ("manifest.json", "claims.parquet")


@dataclass(frozen=True, slots=True, kw_only=True)
class InputFile:
    """A file to read. `name` is its path relative to the folder that was given, with ``/`` between parts."""

    path: Path
    name: str
    size: int = 0
    mtime_ns: int = 0


def kind_of(file: InputFile) -> str | None:
    """Return the kind of reader that a file needs, or None for a kind that is not read.

    >>> kind_of(InputFile(path=Path("NEWS.TXT"), name="NEWS.TXT"))
    'text'
    """
    return KINDS.get(file.path.suffix.lower())


def list_inputs(paths: Sequence[Path | str], exclude: Sequence[Path | str] = ()) -> list[InputFile]:
    """Return the files under the given files and folders, sorted by name.

    Build folders and what lies in `exclude` are passed over, and so are hidden files and folders that no path
    names outright. Files of unknown kind are listed too: reading them gives a drop, so that they are counted.
    A file that is reached twice is listed once. Where two roots hold the same relative name, the names of
    both get as many leading folders as tell them apart.

    Raises
    ------
    ReadError
        When a path does not exist.
    """
    roots = [_checked(Path(path)) for path in paths]
    skipped = {os.path.realpath(path) for path in exclude}
    tops = {os.path.realpath(root) for root in roots}
    found: dict[str, tuple[Path, PurePosixPath]] = {}
    for root in sorted(set(roots), key=lambda root: (os.path.realpath(root), root.as_posix())):
        base = Path(os.path.abspath(root))  # noqa: PTH100 (links are kept: names are those that the user sees)
        if root.is_dir():
            for path in _walk(base, skipped, tops, set()):
                found.setdefault(os.path.realpath(path), (path, _posix(path.relative_to(base))))
        else:
            found.setdefault(os.path.realpath(root), (base, PurePosixPath(base.name)))
    names = _distinct_names(list(found.values()))
    files = [_described(path, name) for (path, _), name in zip(found.values(), names, strict=True)]
    return sorted(files, key=lambda file: file.name)


def _checked(path: Path) -> Path:
    if not os.path.lexists(path):
        raise ReadError(
            f"{path} does not exist.", f"Check the spelling; to see what is there: ls {path.parent}"
        )
    return path


def _walk(folder: Path, skipped: set[str], tops: set[str], seen: set[str]) -> Iterator[Path]:
    """Yield the files under a folder. A linked folder is entered once, if nothing else leads to it."""
    seen.add(os.path.realpath(folder))
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError:
        yield folder  # reading it will fail, and be counted, with the reason
        return
    if {entry.name for entry in entries}.issuperset(_BUILD_FOLDER):
        return
    for entry in entries:
        path = folder / entry.name
        if entry.name.startswith(".") or os.path.realpath(path) in skipped:
            continue
        if not _is_folder(entry):
            yield path
        elif not entry.is_symlink() or not _leads_back(path, tops | seen):
            yield from _walk(path, skipped, tops, seen)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link to itself
        return False


def _leads_back(link: Path, known: set[str]) -> bool:
    """Return whether a linked folder lies in a known one, and is reached there, or around it, without end."""
    target = Path(os.path.realpath(link))
    return any(target.is_relative_to(folder) or Path(folder).is_relative_to(target) for folder in known)


def _distinct_names(files: list[tuple[Path, PurePosixPath]]) -> list[str]:
    depths = [0] * len(files)
    while True:
        names = [_name(path, relative, depth) for (path, relative), depth in zip(files, depths, strict=True)]
        count = Counter(names)
        if len(count) == len(names):
            return names
        crowded = {_base(*file) for file, name in zip(files, names, strict=True) if count[name] > 1}
        depths = [
            depth + (_base(*file) in crowded and depth < len(file[0].parts))
            for file, depth in zip(files, depths, strict=True)
        ]


def _base(path: Path, relative: PurePosixPath) -> Path:
    return path.parents[len(relative.parts) - 1]


def _name(path: Path, relative: PurePosixPath, depth: int) -> str:
    return (
        PurePosixPath(*path.parts[max(0, len(path.parts) - len(relative.parts) - depth) :])
        .as_posix()
        .lstrip("/")
    )


def _posix(path: Path) -> PurePosixPath:
    return PurePosixPath(path.as_posix())


def _described(path: Path, name: str) -> InputFile:
    name = os.fsencode(name).decode(
        "utf-8", "backslashreplace"
    )  # a file name need not be UTF-8; a name in a table must
    try:
        info = path.stat()
    except OSError:
        return InputFile(path=path, name=name)
    return InputFile(
        path=path,
        name=name,
        size=info.st_size if stat.S_ISREG(info.st_mode) else 0,
        mtime_ns=info.st_mtime_ns,
    )
