"""Plain text files."""

from __future__ import annotations

from collections.abc import Iterator

from kg.corpus.draft import Draft, Dropped, digest
from kg.corpus.encoding import UNKNOWN_ENCODING, Decoded, decode
from kg.corpus.files import InputFile
from kg.corpus.options import ReadOptions
from kg.report import Drop

__all__ = ["read", "read_whole"]


def read(file: InputFile, options: ReadOptions) -> Iterator[Draft | Dropped]:
    """Yield the text of a file; labels, dateline and headline are looked for later, as in any text."""
    data = file.path.read_bytes()
    decoded = read_whole(file, data, options)
    if isinstance(decoded, Dropped):
        yield decoded
    else:
        yield Draft(text=decoded.text, path=file.name, sha256=digest(data), encoding=decoded.encoding)


def read_whole(
    file: InputFile, data: bytes, options: ReadOptions, declared: str | None = None
) -> Decoded | Dropped:
    """Return the decoded content of a file, or why there is none."""
    if not data:
        return Dropped(Drop.FILE_EMPTY, file.name, "the file is empty")
    decoded = decode(data, options.encoding, declared)
    if decoded is not None:
        return decoded
    why = (
        UNKNOWN_ENCODING
        if options.encoding is None
        else f"the file is not in the encoding {options.encoding}"
    )
    return Dropped(Drop.ENCODING_UNKNOWN, file.name, why)
