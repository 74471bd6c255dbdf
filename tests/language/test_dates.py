"""Dates: values written by hand for an anchor, minimal pairs, and numbers that are no dates."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.language.dates import DateSpan, find_dates

ANCHOR = date(2024, 6, 20)  # a Thursday

#: expression, first day, last day, precision
EXPRESSIONS = [
    ("الأربعاء 19 يونيو 2024", "2024-06-19", "2024-06-19", "day"),
    ("الأربعاء، 19 يونيو/حزيران 2024", "2024-06-19", "2024-06-19", "day"),
    ("19 حزيران 2024", "2024-06-19", "2024-06-19", "day"),
    ("19 من يونيو (حزيران) عام 2024", "2024-06-19", "2024-06-19", "day"),
    ("24 شباط 2022م", "2022-02-24", "2022-02-24", "day"),
    ("11 غشت 2023", "2023-08-11", "2023-08-11", "day"),
    ("5 جويلية 2023", "2023-07-05", "2023-07-05", "day"),
    ("3 أوت 2021", "2021-08-03", "2021-08-03", "day"),
    ("الرابع من ديسمبر 2023", "2023-12-04", "2023-12-04", "day"),
    ("الحادي والعشرين من مايو 2021", "2021-05-21", "2021-05-21", "day"),
    ("١٩ يونيو ٢٠٢٤", "2024-06-19", "2024-06-19", "day"),
    ("19/6/2024", "2024-06-19", "2024-06-19", "day"),
    ("2024-06-19", "2024-06-19", "2024-06-19", "day"),
    ("١٩/٦/٢٠٢٤", "2024-06-19", "2024-06-19", "day"),
    ("6/19/2024", "2024-06-19", "2024-06-19", "day"),
    ("June 18, 2024", "2024-06-18", "2024-06-18", "day"),
    ("فبراير/شباط 2022", "2022-02-01", "2022-02-28", "month"),
    ("كانون الثاني/يناير 2021", "2021-01-01", "2021-01-31", "month"),
    ("تشرين الأول 2020", "2020-10-01", "2020-10-31", "month"),
    ("سبتمبر 2023", "2023-09-01", "2023-09-30", "month"),
    ("شهر مارس من العام الماضي", "2023-03-01", "2023-03-31", "month"),
    ("عام 2006", "2006-01-01", "2006-12-31", "year"),
    ("سنة 1979م", "1979-01-01", "1979-12-31", "year"),
    ("(1950-1953)", "1950-01-01", "1953-12-31", "range"),
    ("بين عامي 2014 و2016", "2014-01-01", "2016-12-31", "range"),
    ("من عام 1975 إلى عام 2015", "1975-01-01", "2015-12-31", "range"),
    ("بين 17 و19 يونيو 2024", "2024-06-17", "2024-06-19", "range"),
    ("17-19 يونيو 2024", "2024-06-17", "2024-06-19", "range"),
    ("من يناير إلى مارس 2024", "2024-01-01", "2024-03-31", "range"),
    ("تسعينيات القرن الماضي", "1990-01-01", "1999-12-31", "range"),
    ("منذ فبراير 2022", "2022-02-01", None, "month"),
    ("منذ عام 2006", "2006-01-01", None, "year"),
    ("بحلول عام 2030", None, "2030-12-31", "year"),
    ("قبل عام 2014", None, "2013-12-31", "year"),
    ("اليوم", "2024-06-20", "2024-06-20", "day"),
    ("اليوم الخميس", "2024-06-20", "2024-06-20", "day"),
    ("أمس", "2024-06-19", "2024-06-19", "day"),
    ("مساء أمس الأربعاء", "2024-06-19", "2024-06-19", "day"),
    ("أول من أمس (الثلاثاء)", "2024-06-18", "2024-06-18", "day"),
    ("أمس الأول", "2024-06-18", "2024-06-18", "day"),
    ("غدًا", "2024-06-21", "2024-06-21", "day"),
    ("بعد غد", "2024-06-22", "2024-06-22", "day"),
    ("الأربعاء", "2024-06-19", "2024-06-19", "day"),
    ("يوم الثلاثاء المقبل", "2024-06-25", "2024-06-25", "day"),
    ("الاثنين الماضي", "2024-06-17", "2024-06-17", "day"),
    ("الأحد القادم", "2024-06-23", "2024-06-23", "day"),
    ("الأسبوع الماضي", "2024-06-10", "2024-06-16", "range"),
    ("الأسبوع المقبل", "2024-06-24", "2024-06-30", "range"),
    ("هذا الأسبوع", "2024-06-17", "2024-06-23", "range"),
    ("الشهر الماضي", "2024-05-01", "2024-05-31", "month"),
    ("الشهر الجاري", "2024-06-01", "2024-06-30", "month"),
    ("العام الماضي", "2023-01-01", "2023-12-31", "year"),
    ("العام قبل الماضي", "2022-01-01", "2022-12-31", "year"),
    ("السنة المقبلة", "2025-01-01", "2025-12-31", "year"),
    ("فبراير الماضي", "2024-02-01", "2024-02-29", "month"),
    ("سبتمبر/أيلول الماضي", "2023-09-01", "2023-09-30", "month"),
    ("يوليو المقبل", "2024-07-01", "2024-07-31", "month"),
    ("19 من الشهر الجاري", "2024-06-19", "2024-06-19", "day"),
    ("7 أكتوبر", "2023-10-07", "2023-10-07", "day"),
    ("قبل ثلاثة أيام", "2024-06-17", "2024-06-17", "day"),
    ("قبل 10 أيام", "2024-06-10", "2024-06-10", "day"),
    ("قبل شهرين", "2024-04-01", "2024-04-30", "month"),
    ("قبل عامين", "2022-01-01", "2022-12-31", "year"),
    ("قبل خمسة وعشرين عاما", "1999-01-01", "1999-12-31", "year"),
    ("منذ عامين", "2022-01-01", None, "year"),
    ("منذ نحو ربع قرن", "1999-01-01", None, "year"),
    ("العامين الأخيرين", "2022-06-20", "2024-06-20", "range"),
    ("السنوات الخمس الماضية", "2019-06-20", "2024-06-20", "range"),
    ("الأيام الثلاثة المقبلة", "2024-06-20", "2024-06-23", "range"),
    ("15 رمضان 1445هـ", "2024-03-25", "2024-03-25", "day"),
    ("1445/9/15", "2024-03-25", "2024-03-25", "day"),
    ("رمضان 1445", "2024-03-11", "2024-04-09", "month"),
    ("عام 1445هـ", "2023-07-19", "2024-07-06", "year"),
]


def only(text: str, anchor: date | None = ANCHOR) -> DateSpan:
    found = find_dates(text, anchor)
    assert len(found) == 1, found
    return found[0]


def iso(day: date | None) -> str | None:
    return day and day.isoformat()


@pytest.mark.parametrize(("text", "first", "last", "precision"), EXPRESSIONS)
def test_values(text: str, first: str | None, last: str | None, precision: str) -> None:
    span = only(f"وقد جرى اللقاء {text}، وفق الوكالة")
    assert (iso(span.first), iso(span.last), span.precision) == (first, last, precision)


@pytest.mark.parametrize(
    "text",
    [
        "زادت بنسبة 35% خلال الحرب",
        "2000 جندي",
        "أرسلت في 2000 جندي",
        "10 آلاف حاوية",
        "1,950 دولارا",
        "بلغ 2.2 مليون",
        "رجب طيب أردوغان",
        "الممثل محمد رمضان",
        "تيريزا ماي",
        "مارس الضغط على",
        "روسيا اليوم",
        "صحيفة المصري اليوم",
        "ذلك اليوم",
        "اليوم التالي",
        "اليوم الأول",
        "بين الاثنين",
        "الخمسينيات من عمره",
        "قبل عام من الحرب",
        "فاز 2-1",
        "أب وأم",
        "شركة نيسان",
        "الفترة الماضية",
        "القرار 1718",
        "هاتف 2024-55-1",
        "أحد الأطراف",
        "منذ أيام",
    ],
)
def test_numbers_and_words_that_are_no_dates(text: str) -> None:
    assert find_dates(text, ANCHOR) == []


@pytest.mark.parametrize(
    "text", ["أمس", "الأربعاء", "الشهر الماضي", "قبل ثلاثة أيام", "منذ عامين", "7 أكتوبر", "مارس الماضي"]
)
def test_without_an_anchor_relative_dates_are_found_and_open(text: str) -> None:
    span = only(text, None)
    assert (span.first, span.last, span.kind) == (None, None, "relative")


def test_without_an_anchor_absolute_dates_have_their_days() -> None:
    assert only("19 يونيو 2024", None).first == date(2024, 6, 19)


def test_a_month_without_year_stays_open_until_a_word_places_it() -> None:
    assert only("في فبراير").first is None
    assert only("في فبراير الماضي").first == date(2024, 2, 1)


@pytest.mark.parametrize(
    ("anchor", "text", "day"),
    [
        (date(2024, 6, 19), "الأربعاء", date(2024, 6, 19)),
        (date(2024, 6, 19), "الأربعاء الماضي", date(2024, 6, 12)),
        (date(2024, 6, 19), "الأربعاء المقبل", date(2024, 6, 26)),
        (date(2024, 6, 18), "الأربعاء", date(2024, 6, 12)),
        (date(2024, 6, 18), "الأربعاء المقبل", date(2024, 6, 19)),
        (date(2024, 6, 20), "اليوم الأربعاء", date(2024, 6, 19)),
    ],
)
def test_a_weekday_is_the_last_one_unless_told_otherwise(anchor: date, text: str, day: date) -> None:
    assert only(text, anchor).first == day


def test_kinds() -> None:
    kinds = [only(text).kind for text in ("عام 2006", "العام الماضي", "رمضان 1445هـ")]
    assert kinds == ["absolute", "relative", "hijri"]


def test_a_hijri_month_of_this_year_is_counted_in_hijri_years() -> None:
    assert only("رمضان هذا العام").first == date(2024, 3, 11)


def test_spans_point_into_the_text_as_written() -> None:
    text = (
        "زارَ بوتين\u00a0بيونغ يانغ، يومَ الأربِعاء، 19 يونيــو\u00a0٢٠٢٤.\r\nومنذ فبراير/شباط 2022 وحتى أمسِ 🙂"
    )
    assert [text[span.start : span.end] for span in find_dates(text, ANCHOR)] == [
        "يومَ الأربِعاء، 19 يونيــو\u00a0٢٠٢٤",
        "منذ فبراير/شباط 2022",
        "حتى أمسِ",
    ]


def test_the_proclitic_stays_outside() -> None:
    text = "وفبراير 2022 لعام 2024"
    assert [text[span.start : span.end] for span in find_dates(text)] == ["فبراير 2022", "عام 2024"]


def test_several_dates_in_one_sentence_do_not_overlap() -> None:
    text = "زار كيم موسكو في سبتمبر 2023، وزار بوتين بيونغ يانغ في يونيو 2024، بعد لقاء الأسبوع الماضي"
    spans = find_dates(text, ANCHOR)
    assert len(spans) == 3
    assert all(one.end <= other.start for one, other in pairwise(spans))


@given(st.text(max_size=60), st.none() | st.dates())
def test_any_text_and_anchor(text: str, anchor: date | None) -> None:
    for span in find_dates(text, anchor):
        assert 0 <= span.start < span.end <= len(text)
        assert span.first is None or span.last is None or span.first <= span.last


WORDS = str.split(
    "يوم الأربعاء أمس 19 31 2024 1445 يونيو / شباط من إلى بين و - الماضي المقبل"
    " عام العام قبل منذ ثلاثة أيام شهرين رمضان هـ القرن"
)


@given(st.lists(st.sampled_from(WORDS), max_size=9).map(" ".join), st.dates())
def test_any_order_of_date_words(text: str, anchor: date) -> None:
    for span in find_dates(text, anchor):
        assert span.first is None or span.last is None or span.first <= span.last
