"""Arabic told from the languages that share its script, English from those that share its."""

from __future__ import annotations

import pytest

from kg.corpus import ReadOptions
from kg.corpus.language import OTHER, detect_language
from kg.report import Drop
from tests.corpus.conftest import Read
from tests.corpus.samples import ARTICLE, ENGLISH, SENTENCE, only, reasons


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ar", SENTENCE),
        ("ar", "بوتين وكيم"),
        ("ar", "الرئيس الروسی فلاديمير بوتين وصل إلی موسکو"),  # typed on a Persian keyboard
        ("ar", "ڤلاديمير بوتين يصل إلى كوريا"),
        ("fa", "رئیس جمهور روسیه روز سه‌شنبه وارد پیونگ‌یانگ شد و با رهبر این کشور دیدار کرد"),
        (
            "fa",
            "رئيس جمهور روسيه در مسكو با پوتين ديدار كرد و اين ديدار براي دو كشور مهم بود",
        ),  # typed on an Arabic one
        ("ur", "روس کے صدر منگل کو شمالی کوریا پہنچے اور انہوں نے وہاں کے رہنما سے ملاقات کی"),
        ("ckb", "سەرۆکی ڕووسیا گەیشتە کۆریای باکوور بۆ سەردانێک"),
        ("en", ENGLISH),
        ("en", "Putin meets Kim"),
        (
            "fr",
            "Le ministre des affaires étrangères est arrivé dans la capitale pour une visite de deux jours",
        ),
        ("tr", "Rusya Dışişleri Bakanı bir ziyaret için Kuzey Kore'de ve görüşmeler daha sonra olacak"),
        (OTHER, "Министр иностранных дел России прибыл в Пхеньян"),
        (OTHER, "12 / 34"),
    ],
)
def test_language_of(language: str, text: str) -> None:
    assert detect_language(text) == language


def test_an_arabic_text_full_of_latin_names_stays_arabic() -> None:
    assert (
        detect_language(SENTENCE + " (Sergey Lavrov, Ministry of Foreign Affairs, www.example.org)") == "ar"
    )


def test_a_language_that_is_not_read_is_dropped_by_name(read: Read) -> None:
    result = read("a.txt", "رئیس جمهور روسیه روز سه‌شنبه وارد پیونگ‌یانگ شد و با رهبر این کشور دیدار کرد")
    assert reasons(result) == [Drop.LANGUAGE_UNSUPPORTED]
    assert "fa" in result.drops[0].why


def test_the_languages_that_are_read_can_be_narrowed(read: Read) -> None:
    assert only(read("a.txt", ENGLISH)).language == "en"
    assert reasons(read("a.txt", ENGLISH, ReadOptions(languages=("ar",)))) == [Drop.LANGUAGE_UNSUPPORTED]
    assert only(read("b.txt", ARTICLE, ReadOptions(languages=("ar",)))).language == "ar"


@pytest.mark.parametrize("text", ["زار شي روسيا.", "استقبل شي بوتين"])
def test_a_single_word_that_two_languages_share_is_no_evidence(text: str) -> None:
    assert detect_language(text) == "ar"
