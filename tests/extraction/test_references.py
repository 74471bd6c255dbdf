"""Referring words and what they refer to, or that they are left open."""

from __future__ import annotations

import pytest

from kg.report import Drop
from tests.extraction.reading_helpers import read, references

RUSSIA, KOREA, CHINA = "country/russia", "country/north-korea", "country/china"


@pytest.mark.parametrize(
    "text",
    [
        "توقيع اتفاق بين روسيا وكوريا الشمالية يعزز علاقات البلدين",
        "اتفقت موسكو وبيونغ يانغ. وقال بيان إن البلدين وقعا الاتفاق.",
        "عبرت الصين عن قلقها من التقارب بين روسيا وكوريا الشمالية، وقالت إن البلدين يتعاونان",
        "التعاون الروسي الكوري الشمالي يخدم البلدين",
    ],
)
def test_both_countries_are_the_last_pair(text: str) -> None:
    assert references(text) == [("both-countries", (RUSSIA, KOREA))]


def test_a_pair_inside_a_longer_list_is_none() -> None:
    text = "تعاونت روسيا والصين وكوريا الشمالية وقال إن البلدين وقعا"
    assert references(text) == [("both-countries", ())]


def test_open_references_are_counted() -> None:
    doc = read("قال إن البلدين وقعا الاتفاق")
    assert doc._.kg_drops[Drop.REFERENCE_OPEN] == 1


@pytest.mark.parametrize(
    "text", ["أيد حل الدولتين بين فلسطين وإسرائيل", "زار روسيا والصين وأشاد بهذه البلدان"]
)
def test_an_idea_or_a_plural_is_no_reference(text: str) -> None:
    assert references(text) == []


class TestOwnCountry:
    def test_the_country_of_the_title_before_the_name(self) -> None:
        text = "أكد وزير الخارجية الروسي سيرغي لافروف التزام بلاده بالمعاهدة"
        assert references(text) == [("own-country", (RUSSIA,))]

    def test_a_title_without_a_name(self) -> None:
        assert references("أكد الرئيس الصيني أن بلاده ملتزمة") == [("own-country", (CHINA,))]

    def test_nobody_speaks(self) -> None:
        assert references("عاد المغترب إلى بلاده") == [("own-country", ())]


class TestOutlets:
    TEXT = "نشرت صحيفة وول ستريت جورنال تقريرا. ونقلت وكالة رويترز الخبر. "

    def test_the_newspaper_is_the_last_newspaper(self) -> None:
        assert references(self.TEXT + "وأضافت الصحيفة") == [
            ("same-outlet", ("organization/wall-street-journal",))
        ]

    def test_the_agency_is_the_last_agency(self) -> None:
        assert references(self.TEXT + "وأضافت الوكالة") == [("same-outlet", ("organization/reuters",))]

    def test_no_channel_was_named(self) -> None:
        assert references(self.TEXT + "وأضافت القناة") == [("same-outlet", ())]

    def test_with_an_adjective_it_is_another_one(self) -> None:
        assert references(self.TEXT + "وقالت الوكالة الدولية") == []


def test_the_alliance_is_the_last_alliance() -> None:
    assert references("قال حلف شمال الأطلسي إن الأمم المتحدة وافقت. وأضاف الحلف") == [
        ("same-organization", ("organization/nato",))
    ]


def test_a_head_alone_is_the_one_body_that_was_named_with_it() -> None:
    named = "قال المرصد السوري لحقوق الإنسان ذلك."
    assert references(f"{named} وأضاف المرصد.")[-1] == ("same-head", ("organization/syrian-observatory",))
    assert references(f"{named} وقال مدير المرصد رامي عبد الرحمن.")[-1][0] == "same-head"
    assert references("وأضاف المرصد.") == []
    assert references("دعا مجلس الأمن ومجلس الدوما إلى ذلك. وأضاف المجلس.") == []


def test_the_counterpart_is_the_person_named_after_it() -> None:
    assert references("التقى بوتين نظيره الصيني شي جين بينغ") == [("counterpart", ("person/xi-jinping",))]
    assert references("التقى بوتين نظيره الصيني") == [("counterpart", ())]


class TestLatter:
    def test_the_latter_is_the_country_named_last(self) -> None:
        text = "دعت روسيا الصين إلى قمة لبحث انضمام الأخيرة إلى المنظمة"
        assert ("latter", (CHINA,)) in references(text)

    def test_an_adjective_is_no_reference(self) -> None:
        assert references("زار الصين في الأشهر الأخيرة") == []
