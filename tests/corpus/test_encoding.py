"""Bytes to text: every encoding that Arabic and English news comes in, short and long."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.corpus import ReadOptions
from kg.corpus.encoding import clean, decode, detect
from kg.report import Drop
from tests.corpus.conftest import Read
from tests.corpus.samples import ARTICLE, ENGLISH, SENTENCE, SHORT, only, reasons

ARABIC = st.text(alphabet="ابتثجحخدذرزسشصضطظعغفقكلمنهويىةءأإآؤئ ،؟", min_size=1)


@pytest.mark.parametrize(
    "text", [SHORT, SENTENCE, ARTICLE, ARTICLE * 50], ids=["line", "sentence", "article", "long"]
)
@pytest.mark.parametrize(
    ("codec", "name"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("cp1256", "windows-1256"),
        ("iso8859_6", "iso-8859-6"),
    ],
)
def test_arabic_is_read_in_each_encoding(read: Read, text: str, codec: str, name: str) -> None:
    document = only(read("a.txt", text.encode(codec)))
    assert (document.text, document.encoding, document.language) == (text, name, "ar")


@pytest.mark.parametrize("codec", ["cp1252", "cp1256"])
def test_typographic_quotes_in_english_survive(codec: str) -> None:
    text = ENGLISH + " “We don’t know yet” – said an official."
    decoded = decode(text.encode(codec))
    assert decoded is not None
    assert decoded.text == text


def test_two_arabic_words_in_an_english_page_are_still_windows_1256() -> None:
    page = "<html><head>" + "<script>var a = 1;</script>" * 300 + f"</head><body>{SENTENCE}</body></html>"
    decoded = decode(page.encode("cp1256"))
    assert decoded is not None
    assert SENTENCE in decoded.text


@pytest.mark.parametrize(
    ("text", "codec"),
    [
        ("Президент России прибыл в Пхеньян с государственным визитом во вторник", "cp1251"),
        ("Президент России прибыл в Пхеньян с государственным визитом во вторник", "koi8_r"),
        ("俄罗斯总统星期二抵达平壤进行国事访问，并与朝鲜领导人会谈。", "gb18030"),
        ("ロシア大統領は火曜日、北朝鮮を国賓として訪問した。", "shift_jis"),
        ("Ο πρόεδρος της Ρωσίας έφτασε την Τρίτη στη Βόρεια Κορέα", "cp1253"),
        ("Prezydent Rosji przybył we wtorek z wizytą państwową do Korei Północnej. Źródła mówią", "cp1250"),
    ],
)
def test_other_alphabets_are_not_taken_for_arabic(text: str, codec: str) -> None:
    assert detect(text.encode(codec)) is None


def test_an_undecidable_file_is_dropped_with_what_to_type(read: Read) -> None:
    result = read("a.txt", bytes(range(128, 256)) * 20)
    assert reasons(result) == [Drop.ENCODING_UNKNOWN]
    assert "encoding: windows-1256" in result.drops[0].why


def test_a_forced_encoding_is_taken_or_said_not_to_fit(read: Read) -> None:
    options = ReadOptions(encoding="windows-1256")
    assert only(read("a.txt", SENTENCE.encode("cp1256"), options)).text == SENTENCE
    result = read("b.txt", SENTENCE.encode("cp1256"), ReadOptions(encoding="utf-8"))
    assert reasons(result) == [Drop.ENCODING_UNKNOWN]
    assert "utf-8" in result.drops[0].why
    assert reasons(read("c.txt", SENTENCE, ReadOptions(encoding="no-such"))) == [Drop.ENCODING_UNKNOWN]


@pytest.mark.parametrize("cut", [1, 2])
def test_utf_8_cut_off_within_a_character_is_read_to_there(read: Read, cut: int) -> None:
    text = SENTENCE + "€"
    assert only(read("a.txt", text.encode()[:-cut])).text == SENTENCE + "\ufffd"


def test_a_rare_broken_byte_does_not_turn_utf_8_into_something_else(read: Read) -> None:
    data = ARTICLE.encode()
    document = only(read("a.txt", data[:200] + b"\xff" + data[200:]))
    assert document.encoding == "utf-8"
    assert document.text.count("\ufffd") <= 3


@pytest.mark.parametrize("codec", ["utf-8", "utf-16", "cp1256"])
def test_line_ends_become_one_kind(read: Read, codec: str) -> None:
    text = f"{SENTENCE}\r\n{SENTENCE}\r{SENTENCE}\n"
    assert only(read("a.txt", text.encode(codec))).text == f"{SENTENCE}\n{SENTENCE}\n{SENTENCE}\n"


def test_every_other_character_is_kept(read: Read) -> None:
    text = "قالَ\u00a0بوتينـ‏ إن ﻻ شيء ١٢٣ تغيّر 🚀\u2028\u200dهنا"
    assert only(read("a.txt", text)).text == text


def test_nul_and_half_surrogates_become_a_replacement_of_the_same_length() -> None:
    assert clean("ا\x00ب\ud800ج") == "ا\ufffdب\ufffdج"


@given(st.binary(max_size=400))
def test_any_bytes_are_decoded_or_refused(data: bytes) -> None:
    decoded = decode(data)
    if decoded is not None:
        decoded.text.encode("utf-8")
        assert "\r" not in decoded.text
        assert "\x00" not in decoded.text


@given(ARABIC, st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]))
def test_unicode_comes_back_as_it_was_written(text: str, codec: str) -> None:
    decoded = decode(text.encode(codec))
    assert decoded is not None
    assert decoded.text == text
