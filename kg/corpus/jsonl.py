"""JSON lines and JSON files: each object a document. Lines are read one at a time, from a file or stream."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from kg.corpus.draft import Draft, Dropped
from kg.corpus.encoding import UNKNOWN_ENCODING, clean, decode, detect_file, encoding_name
from kg.corpus.files import InputFile
from kg.corpus.options import ReadOptions
from kg.corpus.record import draft_of
from kg.corpus.text import read_whole
from kg.report import Drop

__all__ = ["read", "read_json", "read_lines"]


def read(file: InputFile, options: ReadOptions) -> Iterator[Draft | Dropped]:
    """Yield a draft for each line of a file. A broken line is dropped with its number; the rest goes on."""
    codec = detect_file(file.path, options.encoding)
    if codec is None:
        yield Dropped(Drop.ENCODING_UNKNOWN, file.name, UNKNOWN_ENCODING)
        return
    with file.path.open(encoding=codec, errors="replace", newline="\n") as lines:
        for number, line in enumerate(lines, 1):
            yield from _drafts(line, number, file.name, encoding_name(codec), options)


def read_json(file: InputFile, options: ReadOptions) -> Iterator[Draft | Dropped]:
    """Yield a draft for each object of a JSON file: one object, a list of them, or JSON lines after all."""
    decoded = read_whole(file, file.path.read_bytes(), options)
    if isinstance(decoded, Dropped):
        yield decoded
        return
    try:
        content = json.loads(decoded.text)
    except (ValueError, RecursionError) as error:
        lines = decoded.text.split("\n")
        if not _is_json(lines[0]):
            yield Dropped(Drop.RECORD_MALFORMED, file.name, f"no valid JSON: {error}")
            return
        for number, line in enumerate(lines, 1):
            yield from _drafts(line, number, file.name, decoded.encoding, options)
        return
    for number, record in enumerate(content if isinstance(content, list) else [content], 1):
        yield draft_of(record, file.name, number, decoded.encoding, options.columns)


def read_lines(lines: Iterable[bytes | str], name: str, options: ReadOptions) -> Iterator[Draft | Dropped]:
    """Yield a draft for each line of a stream, each line decoded by itself."""
    for number, line in enumerate(lines, 1):
        if isinstance(line, str):
            yield from _drafts(clean(line), number, name, "utf-8", options)
        elif decoded := decode(line, options.encoding):
            yield from _drafts(decoded.text, number, name, decoded.encoding, options)
        else:
            yield Dropped(Drop.RECORD_MALFORMED, f"{name}#{number}", UNKNOWN_ENCODING)


def _drafts(
    line: str, number: int, name: str, encoding: str, options: ReadOptions
) -> Iterator[Draft | Dropped]:
    """Yield what a line holds: nothing if it is blank."""
    if not line.strip("\ufeff \t\r\n"):
        return
    try:
        record = json.loads(line.lstrip("\ufeff"))
    except (ValueError, RecursionError) as error:
        yield Dropped(Drop.RECORD_MALFORMED, f"{name}#{number}", f"no valid JSON: {error}")
        return
    yield draft_of(record, name, number, encoding, options.columns)


def _is_json(line: str) -> bool:
    try:
        json.loads(line)
    except (ValueError, RecursionError):
        return False
    return True
