"""Datelines and bylines at the head of a text."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.language.dates import find_dateline

BODY = " أعلن وزير الخارجية أن بلاده ستواصل التعاون مع جارتها في المجالات كافة، بحسب بيان للوزارة."
JUNE_19 = date(2024, 6, 19)


@pytest.mark.parametrize(
    ("head", "place", "agency", "author", "published"),
    [
        ("محمد الرخا - دبي - الأربعاء 19 يونيو 2024 05:17 مساءً -", "دبي", None, "محمد الرخا", JUNE_19),
        ("موسكو – (رياليست عربي):", "موسكو", "رياليست عربي", None, None),
        ("القاهرة (أ ش أ) -", "القاهرة", "أ ش أ", None, None),
        ("موسكو-", "موسكو", None, None, None),
        ("دبي (رويترز) -", "دبي", "رويترز", None, None),
        ("القاهرة - أ ف ب -", "القاهرة", "أ ف ب", None, None),
        ("غزة/ وكالات/", "غزة", "وكالات", None, None),
        ("بغداد/ واع -", "بغداد", "واع", None, None),
        ("بيروت: «الشرق الأوسط»", "بيروت", "الشرق الأوسط", None, None),
        ("لندن: «الشرق الأوسط» -", "لندن", "الشرق الأوسط", None, None),
        ("بكين 19 يونيو 2024 (شينخوا) --", "بكين", "شينخوا", None, JUNE_19),
        ("أبوظبي في 19 يونيو 2024 / وام /", "أبوظبي", "وام", None, JUNE_19),
        ("الخرطوم - 19 يونيو 2024 -", "الخرطوم", None, None, JUNE_19),
        ("سارة الحاج - القاهرة - وكالات -", "القاهرة", "وكالات", "سارة الحاج", None),
    ],
)
def test_a_dateline_before_the_first_sentence(
    head: str, place: str | None, agency: str | None, author: str | None, published: date | None
) -> None:
    found = find_dateline(head + BODY)
    assert found is not None
    assert (found.place, found.agency, found.author, found.published) == (place, agency, author, published)
    assert (found.start, found.end) == (0, len(head))


@pytest.mark.parametrize(
    ("head", "author", "published"),
    [
        ("بواسطة نجيم", "نجيم", None),
        ("كتب: محمد علي", "محمد علي", None),
        ("بقلم ليلى حداد", "ليلى حداد", None),
        ("نشر في: 19/6/2024", None, JUNE_19),
        ("آخر تحديث: 19 يونيو 2024 - 05:17 مساءً", None, JUNE_19),
        ("الأربعاء، 19 يونيو 2024", None, JUNE_19),
    ],
)
def test_a_line_of_its_own(head: str, author: str | None, published: date | None) -> None:
    found = find_dateline(head + "\n" + BODY)
    assert found is not None
    assert (found.author, found.published, found.place) == (author, published, None)
    assert (found.start, found.end) == (0, len(head))


def test_a_dateline_under_the_headline() -> None:
    text = "هل تتغير السياسة؟\n\n  موسكو-" + BODY
    found = find_dateline(text)
    assert found is not None
    assert text[found.start : found.end] == "موسكو-"


@pytest.mark.parametrize(
    "text",
    [
        "البيت الأبيض: روسيا أطلقت صواريخ من كوريا الشمالية على أوكرانيا",
        "قمة بوتين وكيم (فيديو)",
        "روسيا - كوريا الشمالية: شراكة جديدة",
        "بوتين - كيم",
        "من كوريا الشمالية.. بوتين وكيم يبحثان تطوير العلاقات",
        "قالت روسيا إن الاتفاق سيوقع في 19 يونيو 2024",
        "كتب الرئيس الروسي مقالا في صحيفة كورية عن العلاقات بين البلدين وعن مستقبلها",
        "زار بوتين بيونغ يانغ في 19 يونيو 2024 - وهي زيارة نادرة وقع فيها الجانبان اتفاقا",
        "",
        "\n\n",
    ],
)
def test_headlines_and_sentences_are_no_datelines(text: str) -> None:
    assert find_dateline(text) is None


@given(st.text(max_size=200))
def test_any_text(text: str) -> None:
    found = find_dateline(text)
    if found:
        assert 0 <= found.start < found.end <= len(text)
