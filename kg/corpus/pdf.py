"""PDF files, by pypdf (extra ``pdf``): the text layer, page after page. Scans have none."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator

from kg.corpus.draft import Draft, Dropped, Metadata, digest
from kg.corpus.encoding import clean
from kg.corpus.files import InputFile
from kg.corpus.metadata import one_line, parse_date
from kg.corpus.options import ReadOptions
from kg.errors import DependencyError
from kg.report import Drop

__all__ = ["read"]

logging.getLogger("pypdf").addHandler(
    logging.NullHandler()
)  # broken files are reported here, not on the terminal


def read(file: InputFile, options: ReadOptions) -> Iterator[Draft | Dropped]:  # noqa: ARG001 (the readers' signature)
    """Yield the text of a file and the metadata of its information dictionary.

    Raises
    ------
    DependencyError
        When pypdf is not installed.
    """
    try:
        import pypdf
    except ImportError as error:
        raise DependencyError("pypdf", "pdf") from error
    data = file.path.read_bytes()
    if not data:
        yield Dropped(Drop.FILE_EMPTY, file.name, "the file is empty")
        return
    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            yield Dropped(Drop.FILE_UNREADABLE, file.name, "the file asks for a password")
            return
        text = "\n".join(page.extract_text() for page in reader.pages)
        facts = reader.metadata
        metadata = Metadata(
            title=one_line(facts.title) if facts else None,
            author=one_line(facts.author) if facts else None,
            published_at=parse_date(facts.creation_date) if facts else None,
        )
    except Exception as error:  # a broken file makes pypdf raise nearly anything
        yield Dropped(Drop.FILE_UNREADABLE, file.name, f"no valid PDF: {error or type(error).__name__}")
        return
    if not text.strip():
        yield Dropped(
            Drop.TEXT_EMPTY, file.name, "the pages hold no text; a scan needs character recognition first"
        )
        return
    yield Draft(text=clean(text), path=file.name, sha256=digest(data), metadata=metadata)
