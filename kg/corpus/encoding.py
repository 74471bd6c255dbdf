"""Bytes to text: UTF-8 and UTF-16 with or without mark; windows-1256, ISO-8859-6 and windows-1252 by letters.

Order of evidence: a forced encoding; a byte order mark; the zero bytes of UTF-16; valid UTF-8; what the file
says of itself; the detector, held to the encodings in which Arabic and English news was written.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from pathlib import Path

from charset_normalizer import from_bytes

__all__ = ["UNKNOWN_ENCODING", "Decoded", "clean", "decode", "detect", "detect_file", "encoding_name"]

UNKNOWN_ENCODING = (
    "the encoding could not be told; if you know it, put it under `input:` in the configuration, "
    "as in `encoding: windows-1256`"
)

#: Candidates of the detector: wider sets mistake short Arabic lines for Cyrillic or Thai.
_CANDIDATES = ["cp1256", "iso8859_6", "cp1252"]
_NAMES = {
    "utf_8": "utf-8",
    "utf_8_sig": "utf-8",
    "cp1256": "windows-1256",
    "iso8859_6": "iso-8859-6",
    "cp1252": "windows-1252",
}
_MARKS = (
    (codecs.BOM_UTF8, "utf_8_sig"),
    (codecs.BOM_UTF32_LE, "utf_32"),
    (codecs.BOM_UTF16_LE, "utf_16"),
    (codecs.BOM_UTF16_BE, "utf_16"),
)
_SAMPLE = 1 << 18
_FOREIGN_RUN = re.compile(rb"[^\n\r<>]{0,200}[\x80-\xff][^\n\r<>]{0,200}")
_UNFIT = re.compile("[\x00\ud800-\udfff]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_ARABIC_WORD = re.compile("[\u0620-\u0652]+")
_IMPOSSIBLE = re.compile("^[\u064b-\u0652]|[\u0629\u0649][\u0621-\u064a]|[\u064b-\u0652]{3}")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A decoded text and the name of its encoding as the web writes it."""

    text: str
    encoding: str


def decode(data: bytes, forced: str | None = None, declared: str | None = None) -> Decoded | None:
    """Return the text of a file, every character kept, line ends as ``\\n``; None when no encoding fits.

    `declared` is what the file says of itself and is believed only where the bytes agree.

    >>> decode("بوتين في بيونغ يانغ\\r\\n".encode("windows-1256"))
    Decoded(text='بوتين في بيونغ يانغ\\n', encoding='windows-1256')
    """
    codec = detect(data, forced, declared)
    if codec is None:
        return None
    text = data.decode(codec, "strict" if forced else "replace")
    if len(_CONTROL.findall(text)) * 10 > len(text) and _has_no_letters(text):
        return None
    return Decoded(clean(text), encoding_name(codec))


def encoding_name(codec: str) -> str:
    """Return the name of a codec as the web writes it.

    >>> encoding_name("cp1256")
    'windows-1256'
    """
    return _NAMES.get(codec, codec.replace("_", "-"))


def clean(text: str) -> str:
    """Return a text with line ends as ``\\n`` and U+FFFD for what no store can hold: NUL and half surrogates.

    >>> clean("a\\r\\nb\\rc\\x00")
    'a\\nb\\nc�'
    """
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _UNFIT.sub("\ufffd", text)


def detect(data: bytes, forced: str | None = None, declared: str | None = None) -> str | None:
    """Return the codec of some bytes (a whole file, or its first part), or None."""
    if forced is not None:
        return _codec(forced) if _fits(data, forced) else None
    for mark, codec in _MARKS:
        if data.startswith(mark):
            return codec
    return _utf_16_without_mark(data) or _utf_8(data) or _declared(data, declared) or _by_letters(data)


def detect_file(path: Path, forced: str | None = None) -> str | None:
    """Return the codec of a file that is read line by line, from its first part that is more than ASCII.

    Raises
    ------
    OSError
        When the file cannot be read.
    """
    if forced is not None:
        return _codec(forced)
    with path.open("rb") as stream:
        head = part = stream.read(_SAMPLE)
        while part and part.isascii() and head.isascii():
            part = stream.read(_SAMPLE)
    if head.isascii() and not part.isascii():
        part = part[part.find(b"\n") + 1 :]
        return detect(part) if _utf_16_without_mark(head) is None else _utf_16_without_mark(head)
    return detect(head)


def _codec(name: str) -> str | None:
    try:
        b"".decode(name)  # a codec of the registry that is none for text (`hex`) fails here
    except LookupError:
        return None
    return codecs.lookup(name).name.replace("-", "_")


def _fits(data: bytes, name: str) -> bool:
    try:
        data.decode(name)
    except (LookupError, UnicodeError, ValueError):
        return False
    return True


def _utf_16_without_mark(data: bytes) -> str | None:
    """Tell UTF-16 by its high bytes: for Arabic and ASCII text nearly all are 06 or 00, on one side only."""
    even, odd = data[0:4096:2], data[1:4096:2]
    if not odd:
        return None
    first, second = (sum(map(half.count, (0, 6))) / len(half) for half in (even, odd))
    if second >= 0.9 and first < 0.5:
        return "utf_16_le" if _fits(data[: len(data) & ~1], "utf_16_le") else None
    if first >= 0.9 and second < 0.5:
        return "utf_16_be" if _fits(data[: len(data) & ~1], "utf_16_be") else None
    return None


def _utf_8(data: bytes) -> str | None:
    """Accept valid UTF-8, UTF-8 cut off within a character, and UTF-8 with a rare broken byte."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        text = data.decode("utf-8", "replace")
        broken = text.count("\ufffd")
        whole = len(text) - broken - sum(map(str.isascii, text))
        cut_off = error.reason == "unexpected end of data" and whole > 0
        return "utf_8" if cut_off or whole >= 20 * broken else None
    return "utf_8"


def _declared(data: bytes, declared: str | None) -> str | None:
    return _codec(declared) if declared is not None and _fits(data, declared) else None


def _by_letters(data: bytes) -> str | None:
    """Ask the detector, on the runs of text with non-ASCII bytes: what lies between them says nothing."""
    sample = b"\n".join(match.group() for match in _FOREIGN_RUN.finditer(data[: _SAMPLE * 4]))[:_SAMPLE]
    best = from_bytes(sample, cp_isolation=_CANDIDATES).best()
    if best is None or not _fits(data, best.encoding):
        return None
    return best.encoding if best.encoding == "cp1252" or _is_plausible_arabic(str(best)) else None


def _is_plausible_arabic(text: str) -> bool:
    """Return whether most foreign letters are Arabic and make words that can be.

    Russian in KOI8-R also gives Arabic letters, but with vowel marks at the beginning of words and final
    letters within them: in a third of the words and more, against less than a tenth in news.
    """
    foreign = [char for char in text if not char.isascii() and char.isalpha()]
    words = _ARABIC_WORD.findall(text)
    impossible = sum(_IMPOSSIBLE.search(word) is not None for word in words)
    arabic = sum("\u0600" <= char <= "\u06ff" for char in foreign)
    return arabic * 2 > len(foreign) and impossible * 7 <= len(words)


def _has_no_letters(text: str) -> bool:
    return sum(map(str.isalpha, text)) * 2 < len(text)
