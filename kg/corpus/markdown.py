"""Markdown files: the text as it stands, with front matter and mark-up as ignored spans."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

import yaml

from kg.corpus.draft import Draft, Dropped, Metadata, digest
from kg.corpus.files import InputFile
from kg.corpus.metadata import columns_present, metadata_of, one_line
from kg.corpus.options import ReadOptions
from kg.corpus.text import read_whole
from kg.records import IgnoredSpan

__all__ = ["read"]

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?)(?:\n|(?<=\n))(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_TITLE = re.compile(r"^#[ \t]+([^\n]+?)[ \t#]*$|^([^\n#>|*+-][^\n]*)\n=+[ \t]*$", re.MULTILINE)
_EMPHASIS = re.compile(r"(?<!\\)[*_`]{1,3}")
#: By what they mark. Of a link the words stay text; of an image nothing does.
_MARKUP = (
    ("code", re.compile(r"^(```+|~~~+)[^\n]*\n.*?^\1[ \t]*$", re.DOTALL | re.MULTILINE)),
    ("comment", re.compile(r"<!--.*?-->", re.DOTALL)),
    ("image", re.compile(r"!\[[^\]\n]*\](?:\([^)\n]*\)|\[[^\]\n]*\])")),
    ("link", re.compile(r"(?<=\])(?:\([^)\n]*\)|\[[^\]\n]*\])")),
    ("link", re.compile(r"^[ \t]{0,3}\[[^\]\n]+\]:[^\n]*$", re.MULTILINE)),
    ("link", re.compile(r"<(?:https?:|mailto:)[^>\s]*>")),
    ("markup", re.compile(r"</?[A-Za-z][^<>\n]{0,500}>")),
)


def read(file: InputFile, options: ReadOptions) -> Iterator[Draft | Dropped]:
    """Yield the text of a file with the metadata of its front matter; else its first heading is the title."""
    data = file.path.read_bytes()
    decoded = read_whole(file, data, options)
    if isinstance(decoded, Dropped):
        yield decoded
        return
    text = decoded.text
    metadata, start = _front_matter(text, options)
    if metadata.title is None and (heading := _TITLE.search(text, start)):
        metadata = replace(metadata, title=one_line(_EMPHASIS.sub("", heading[1] or heading[2])))
    front = [IgnoredSpan(start=0, end=start, reason="front-matter")] if start else []
    yield Draft(
        text=text,
        path=file.name,
        sha256=digest(data),
        encoding=decoded.encoding,
        metadata=metadata,
        ignored=(*front, *_markup(text, start)),
        body_start=start,
    )


def _front_matter(text: str, options: ReadOptions) -> tuple[Metadata, int]:
    match = _FRONT_MATTER.match(text)
    if match is None:
        return Metadata(), 0
    try:
        fields = yaml.safe_load(match[1])
    except (yaml.YAMLError, ValueError, RecursionError):  # ValueError: a date such as 2024-13-45
        return Metadata(), match.end()
    if not isinstance(fields, Mapping):
        return Metadata(), match.end()
    fields = {str(name): value for name, value in fields.items()}
    return metadata_of(fields, columns_present(fields, options.columns)), match.end()


def _markup(text: str, start: int) -> Iterator[IgnoredSpan]:
    for reason, pattern in _MARKUP:
        for match in pattern.finditer(text, start):
            yield IgnoredSpan(start=match.start(), end=match.end(), reason=reason)
