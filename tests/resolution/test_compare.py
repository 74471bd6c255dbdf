"""Candidates are compared by names first, then by what rules a merge out or speaks for it."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.records import EntityType, Verdict
from kg.resolution.bodies import compare_bodies, is_generic
from kg.resolution.candidates import Candidate
from kg.resolution.compare import SAME_FROM, UNSURE_FROM, Context, compare, judge
from kg.resolution.persons import compare_persons, person_name

PERSON, ORGANIZATION, PLACE = EntityType.PERSON, EntityType.ORGANIZATION, EntityType.PLACE


def candidate(name: str, type_: EntityType = PERSON, *countries: str, **values: object) -> Candidate:
    return Candidate(
        f"{type_.lower()}/{name}",
        type_,
        **{"known": False, "names": Counter([name]), "countries": Counter(countries), **values},  # type: ignore[arg-type]
    )


def persons(one: str, other: str) -> float:
    return compare_persons(person_name(one), person_name(other))[0]


@pytest.mark.parametrize(
    ("name", "units"),
    [
        ("الرئيس الروسي السابق ديمتري مدفيديف", ("ديمتري", "مدفيديف")),
        ("Russian Foreign Minister Sergey Lavrov", ("sergey", "lavrov")),
        ("Lavrov, Sergey", ("sergey", "lavrov")),
        ("عبد الفتاح السيسي", ("عبدالفتاح", "السيسي")),
        ("Abdel Fattah el-Sisi", ("abdul fattah", "sisi")),
        ("أحمد أبو الغيط", ("احمد", "ابوغيط")),
        ("محمد بن سلمان آل سعود", ("محمد", "سلمان", "سعود")),
        ("Khalid Sheikh Mohammed", ("khalid", "sheikh", "mohammed")),
        ("أورسولا فون دير لاين", ("اورسولا", "لاين")),
        ("شيخ", ("شيخ",)),
    ],
)
def test_a_name_has_units_without_titles_and_particles(name: str, units: tuple[str, ...]) -> None:
    assert person_name(name).units == units


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("شي جين بينغ", "Xi Jinping"),
        ("Orbán Viktor", "Viktor Orbán"),
        ("محمد بن سلمان", "Mohammed bin Salman Al Saud"),
        ("John F. Kennedy", "John Kennedy"),
        ("الدكتور سامر الخطيب", "Samer al-Khatib"),
    ],
)
def test_one_person_under_two_names(one: str, other: str) -> None:
    assert persons(one, other) >= SAME_FROM


@pytest.mark.parametrize(
    ("father", "son"),
    [
        ("علي عبد الله صالح", "أحمد علي عبد الله صالح"),
        ("محمد بن سلمان", "سلمان بن محمد"),
        ("جورج بوش الأب", "جورج بوش الابن"),
        ("حافظ الأسد", "بشار الأسد"),
        ("Kim Jong Il", "كيم جونغ أون"),
    ],
)
def test_father_and_son_are_two(father: str, son: str) -> None:
    assert persons(father, son) == 0


@pytest.mark.parametrize(
    ("one", "other"),
    [("علي صالح", "علي عبد الله صالح"), ("J. Kerry", "John Kerry"), ("Hassan Ali", "Ali Hassan")],
)
def test_what_names_leave_open_is_for_people(one: str, other: str) -> None:
    assert UNSURE_FROM <= persons(one, other) < SAME_FROM


def test_a_single_name_is_anybodys() -> None:
    assert persons("الحسن", "الحسن") < UNSURE_FROM
    assert persons("كيم", "كيم جونغ أون") < UNSURE_FROM


def test_a_body_of_one_country_is_not_that_of_another() -> None:
    assert compare_bodies("وزارة الخارجية الروسية", "وزارة الخارجية المصرية")[0] == 0
    assert compare_bodies("وزارة الخارجية الروسية", "الخارجية الروسية")[0] >= SAME_FROM
    assert UNSURE_FROM <= compare_bodies("وزارة الخارجية", "وزارة الخارجية المصرية")[0] < SAME_FROM


def test_a_head_word_may_be_left_out_where_it_does_not_tell_the_kind() -> None:
    assert compare_bodies("حركة حماس", "حماس")[0] >= SAME_FROM
    assert compare_bodies("جامعة القاهرة", "القاهرة")[0] < UNSURE_FROM
    assert compare_bodies("جامعة القاهرة", "بنك القاهرة")[0] < UNSURE_FROM


def test_an_acronym_in_brackets_names_the_body() -> None:
    assert compare_bodies("معهد البلطيق للأمن (BSI)", "BSI")[0] >= SAME_FROM
    assert compare_bodies("معهد البلطيق للأمن (BSI)", "BDI")[0] == 0


def test_a_body_without_its_country_is_generic() -> None:
    assert is_generic("مجلس النواب")
    assert not is_generic("مجلس النواب اللبناني")


def test_different_countries_part_what_names_join() -> None:
    russian = candidate("سامي حداد", PERSON, "country/russia")
    egyptian = candidate("سامي الحداد", PERSON, "country/egypt")
    judgement = judge(russian, egyptian)
    assert judgement is not None
    assert (judgement.verdict, judgement.by) == (Verdict.DIFFERENT, "rule:country")
    assert "country/egypt" in (judgement.detail or "")


def test_types_and_the_knowledge_base_rule_a_merge_out() -> None:
    person = candidate("سامي حداد")
    assert compare(person, candidate("سامي حداد", ORGANIZATION)) == (0, "types differ: Person, Organization")
    known = [candidate(name, known=True) for name in ("سامي حداد", "سامي الحداد")]
    assert compare(*known) == (0, "the knowledge base holds both")


def test_a_shared_post_and_companions_raise_what_is_unsure() -> None:
    one = candidate("علي صالح", documents={"a"}, posts={"country/yemen"})
    other = candidate("علي عبد الله صالح", documents={"b"}, posts={"country/yemen"})
    alone, _ = compare(one, candidate("علي عبد الله صالح"))
    named = frozenset({"country/yemen", "country/saudi-arabia"})
    beside, detail = compare(one, other, Context({"a": named, "b": named}))
    assert alone < SAME_FROM <= beside
    assert "a post in country/yemen" in detail
    assert "2 companions" in detail


def test_names_of_one_script_are_compared_before_those_of_two() -> None:
    known = candidate("راشد الغنوشي", aliases=("Rached Ghannouchi",), known=True)
    assert compare(known, candidate("Rashid Ghannouchi"))[0] >= SAME_FROM
    assert compare(known, candidate("رشيد الغنوشي"))[0] < UNSURE_FROM


NAMES = st.lists(
    st.sampled_from(
        ["محمد", "بن", "علي", "عبد الله", "الحسن", "آل", "سعود", "Ali", "al-Hasan", "bin", "J.", "II"]
    ),
    min_size=1,
    max_size=5,
).map(" ".join)


@given(NAMES, NAMES)
def test_comparison_has_no_direction_and_stays_in_range(one: str, other: str) -> None:
    assert 0 <= persons(one, other) == persons(other, one) <= 1
    assert compare_bodies(one, other) == compare_bodies(other, one)


@given(st.text(max_size=30), st.text(max_size=30))
def test_any_text_can_be_compared(one: str, other: str) -> None:
    assert 0 <= persons(one, other) <= 1
    assert 0 <= compare_bodies(one, other)[0] <= 1
