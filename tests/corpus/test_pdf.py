"""PDF files: the text layer, and the ways to have none."""

from __future__ import annotations

import io
import sys
from datetime import date

import pytest

from kg.report import Drop
from tests.corpus.conftest import Read
from tests.corpus.samples import ENGLISH, only, reasons

pypdf = pytest.importorskip("pypdf", reason="the extra `pdf` is not installed")


def pdf(text: str | None = ENGLISH, password: str | None = None) -> bytes:
    """Return a one-page PDF with a line of text, or an empty page."""
    from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

    writer = pypdf.PdfWriter()
    page = writer.add_blank_page(600, 800)
    if text is not None:
        font = DictionaryObject(
            {
                NameObject("/Type"): NameObject("/Font"),
                NameObject("/Subtype"): NameObject("/Type1"),
                NameObject("/BaseFont"): NameObject("/Helvetica"),
            }
        )
        page[NameObject("/Resources")] = DictionaryObject(
            {NameObject("/Font"): DictionaryObject({NameObject("/F1"): font})}
        )
        stream = DecodedStreamObject()
        stream.set_data(f"BT /F1 12 Tf 20 700 Td ({text}) Tj ET".encode())
        page[NameObject("/Contents")] = writer._add_object(stream)
    writer.add_metadata(
        {"/Title": "Talks in Pyongyang", "/Author": "Mona Salem", "/CreationDate": "D:20240619051700Z"}
    )
    if password is not None:
        writer.encrypt(password, algorithm="RC4-128")
    stream_out = io.BytesIO()
    writer.write(stream_out)
    return stream_out.getvalue()


def test_text_and_metadata_are_read(read: Read) -> None:
    document = only(read("a.pdf", pdf()))
    assert (document.text.strip(), document.title, document.author) == (
        ENGLISH,
        "Talks in Pyongyang",
        "Mona Salem",
    )
    assert (document.published_at, document.language) == (date(2024, 6, 19), "en")


def test_a_scan_is_counted_with_what_it_needs(read: Read) -> None:
    result = read("a.pdf", pdf(None))
    assert reasons(result) == [Drop.TEXT_EMPTY]
    assert "scan" in result.drops[0].why


def test_a_locked_file_is_counted(read: Read) -> None:
    result = read("a.pdf", pdf(password="x"))
    assert reasons(result) == [Drop.FILE_UNREADABLE]
    assert "password" in result.drops[0].why


@pytest.mark.parametrize("data", [b"%PDF-1.7\n", b"\x00" * 500, ENGLISH.encode()])
def test_a_corrupt_file_is_counted(read: Read, data: bytes) -> None:
    assert reasons(read("a.pdf", data)) == [Drop.FILE_UNREADABLE]


def test_without_the_library_the_file_is_counted_with_what_to_type(
    read: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pypdf", None)
    result = read("a.pdf", pdf())
    assert reasons(result) == [Drop.FILE_UNREADABLE]
    assert 'pip install "kg[pdf]"' in result.drops[0].why
