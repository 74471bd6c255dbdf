"""Ties that titles, nationalities and the order of names state."""

from __future__ import annotations

import pytest

from kg.extraction import state
from tests.extraction.marked import (
    KIM,
    PUTIN,
    RUSSIA,
    RUSSIAN,
    RUSSIAN_F,
    SISI,
    TURKISH,
    claims,
    drafts,
    only,
    process,
)

LAVROV = "[سيرغي لافروف](person/lavrov Person)"
FIDAN = "[هاكان فيدان](person/fidan Person)"
OUTLET = "[الوطن](organization/outlet Organization)"


@pytest.mark.parametrize(
    ("text", "relation", "office"),
    [
        (f"الرئيس {RUSSIAN} {LAVROV}.", "LEADS", "الرئيس"),
        (f"وزير الخارجية {RUSSIAN} {LAVROV}.", "HOLDS_OFFICE", "وزير الخارجية"),
        (f"وصل {LAVROV}، وزير الخارجية {RUSSIAN}، أمس.", "HOLDS_OFFICE", "وزير الخارجية"),
        (f"{LAVROV} وهو وزير خارجية [روسيا](country/russia Country).", "HOLDS_OFFICE", "وزير خارجية"),
        (f"وزير الخارجية {RUSSIAN} السابق {LAVROV}.", "HOLDS_OFFICE", "وزير الخارجية"),
    ],
)
def test_title_with_country_and_name(text: str, relation: str, office: str) -> None:
    draft = only(text, relation)
    assert (draft.subject.kb_id_, draft.object.kb_id_) == ("person/lavrov", "country/russia")
    assert draft.office == office


def test_former_holder_is_noted() -> None:
    assert only(f"وزير الخارجية {RUSSIAN} السابق {LAVROV}.", "HOLDS_OFFICE").notes == {"former": True}
    assert only(f"وزير الخارجية {RUSSIAN} {LAVROV}.", "HOLDS_OFFICE").notes == {}


def test_secretary_general_after_comma() -> None:
    text = "قال أمين عام [الناتو](organization/nato Organization)، [ينس ستولتنبرغ](person/jens Person)، ذلك."
    assert claims(text) == {("jens", "LEADS", "nato")}


def test_spokesman_of_a_body() -> None:
    text = "المتحدث باسم [الكرملين](organization/kremlin Organization) [دميتري بيسكوف](person/peskov Person)."
    assert claims(text) == {("peskov", "HOLDS_OFFICE", "kremlin")}


def test_person_after_in_the_name_of_is_not_the_spokesman() -> None:
    assert all(relation != "HOLDS_OFFICE" for _, relation, _ in claims(f"المتحدث باسم {SISI}."))


@pytest.mark.parametrize(
    "to", ["[قطر](country/qatar Country)", "الدولة [القطرية](country/qatar Country demonym)"]
)
def test_an_envoy_holds_no_office_of_the_state_that_he_is_sent_to(to: str) -> None:
    text = f"وصل السفير {RUSSIAN} لدى {to} {LAVROV}."
    assert claims(text) == {("lavrov", "HOLDS_OFFICE", "russia")}


def test_title_without_country_states_no_tie() -> None:
    assert claims(f"الرئيس {PUTIN}.") == set()


TRUMP = "[ترامب](person/donald-trump Person)"
MEMBER = "[سالم العلي](local/1 Person)"
AMERICA = "[الولايات المتحدة](country/united-states Country)"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            f"قال الرئيس {TRUMP} كلاما في {RUSSIA}. وردت {AMERICA}.",
            {("donald-trump", "LEADS", "united-states")},
        ),
        (f"قال الرئيس {TRUMP} كلاما في {RUSSIA}.", set()),  # the text names his country nowhere
        (f"قال الأمير {TRUMP} كلاما عن {AMERICA}.", set()),  # a prince leads nothing
        (f"قال وزير التجارة {MEMBER} كلاما عن {RUSSIA}.", {("1", "HOLDS_OFFICE", "russia")}),
        (f"قال وزير التجارة {MEMBER} كلاما عن {RUSSIA} و{AMERICA}.", set()),
        (f"عثر على تمثال الملك {MEMBER} في {RUSSIA}.", set()),
    ],
)
def test_a_title_of_state_alone_is_of_the_country_that_the_text_makes_plain(
    text: str, expected: set[tuple[str, str, str]]
) -> None:
    assert claims(text) == expected


def test_an_ambassador_with_another_office_states_that_alone() -> None:
    text = (
        f"قال السفير {MEMBER}، المتحدث باسم [الكرملين](organization/kremlin Organization)، كلاما في {RUSSIA}."
    )
    assert claims(text) == {("1", "HOLDS_OFFICE", "kremlin")}


def test_the_adjective_of_a_body_that_is_no_party_makes_an_office_of_it() -> None:
    envoy = "المبعوث [الأممي](organization/united-nations Organization demonym)"
    assert claims(f"وصل {envoy} إلى {RUSSIA} {MEMBER} أمس.") == {("1", "HOLDS_OFFICE", "united-nations")}


def test_title_belongs_to_the_name_that_follows_not_to_the_one_before() -> None:
    text = f"التقى {PUTIN} وزير الخارجية {TURKISH} {FIDAN}."
    assert ("fidan", "HOLDS_OFFICE", "turkey") in claims(text)
    assert not [claim for claim in claims(text) if claim[:2] == ("putin", "HOLDS_OFFICE")]


def test_plural_title_has_no_single_holder_but_one_for_each_nation() -> None:
    assert claims(f"وزراء الخارجية {RUSSIAN} {LAVROV} و{TURKISH} {FIDAN}.") == {
        ("lavrov", "HOLDS_OFFICE", "russia"),
        ("fidan", "HOLDS_OFFICE", "turkey"),
    }


def test_counterpart_has_the_same_office() -> None:
    text = f"بحث وزير الخارجية {RUSSIAN} {LAVROV} مع نظيره {TURKISH} {FIDAN} الأزمة."
    assert ("fidan", "HOLDS_OFFICE", "turkey") in claims(text)
    assert ("fidan", "CITIZEN_OF", "turkey") not in claims(text)
    honoured = f"بحث وزير الخارجية {RUSSIAN} {LAVROV} مع نظيره {TURKISH} الشيخ {FIDAN} الأزمة."
    assert ("fidan", "HOLDS_OFFICE", "turkey") in claims(honoured)
    assert ("fidan", "MET_WITH", "lavrov") in claims(text)


def test_a_counterpart_is_meant_by_his_title_alone_later() -> None:
    text = f"بحث وزير الخارجية {RUSSIAN} {LAVROV} مع نظيره {TURKISH} {FIDAN} الأزمة."
    later = f"واتهم وزير الخارجية {TURKISH} [أوكرانيا](country/ukraine Country) بالتصعيد."
    assert ("fidan", "ACCUSES", "ukraine") in claims(f"{text} {later}")


def test_nationality_on_no_title_is_citizenship() -> None:
    assert claims(f"أفرج عن الرهينة {TURKISH} {FIDAN}.") == {("fidan", "CITIZEN_OF", "turkey")}
    assert claims(f"الرئيس {TURKISH} {FIDAN}.") == {("fidan", "LEADS", "turkey")}


def test_verb_that_looks_like_a_role_noun_is_no_title() -> None:
    found = claims(f"طالب الرئيس {TURKISH} {FIDAN} بالهدوء.")
    assert found == {("fidan", "LEADS", "turkey")}


def test_party_adjective_on_an_office_is_the_party() -> None:
    party = "[الجمهوري](organization/party Organization demonym party)"
    text = f"السيناتور {party} [توم كوتون](person/cotton Person)."
    assert claims(text) == {("cotton", "WORKS_FOR", "party")}


def test_the_adjective_of_a_party_before_a_name_and_the_party_after_it() -> None:
    democrat = "[الديمقراطي](organization/party Organization demonym party)"
    cardin = "[بنجامين كاردين](person/cardin Person)"
    assert claims(f"قال {democrat} {cardin} ذلك.") == {("cardin", "WORKS_FOR", "party")}
    party = "[حزب العدالة والتنمية](organization/pjd Organization)"
    assert claims(f"عين الملك {cardin} عن {party} أمس.") == {("cardin", "WORKS_FOR", "pjd")}
    assert claims(f"دافع {cardin} عن [مجلس الأمن](organization/council Organization) أمس.") == set()


def test_member_of_an_assembly_holds_an_office() -> None:
    text = "عضو [مجلس الشيوخ](organization/senate Organization) [توم كوتون](person/cotton Person)."
    assert claims(text) == {("cotton", "HOLDS_OFFICE", "senate")}


def test_body_in_brackets_after_a_person() -> None:
    text = f"حضر {KIM} ([كتلة الشعب](organization/bloc Organization))."
    assert claims(text) == {("kim", "WORKS_FOR", "bloc")}


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        (f"صحيفة {OUTLET} {RUSSIAN_F}.", ("outlet", "BASED_IN", "russia")),
        (f"موقع «{OUTLET}» الإخباري {RUSSIAN}.", ("outlet", "BASED_IN", "russia")),
        (f"وزارة [الدفاع](organization/defence Organization) {RUSSIAN_F}.", ("defence", "PART_OF", "russia")),
        (
            "[مجلس الأمن](organization/council Organization) التابع "
            "ل[لأمم المتحدة](organization/un Organization).",
            ("council", "PART_OF", "un"),
        ),
        (
            f"{OUTLET} ومقرها [لندن](place/london Place).",
            ("outlet", "BASED_IN", "london"),
        ),
        (
            "جامعة [الخليج](organization/university Organization) في [البحرين](country/bahrain Country).",
            ("university", "BASED_IN", "bahrain"),
        ),
    ],
)
def test_bodies_belong_where_nationality_or_link_says(text: str, claim: tuple[str, str, str]) -> None:
    assert claims(text) == {claim}


@pytest.mark.parametrize(
    "text",
    [
        "مدينة [أوديسا](place/odesa Place) [الأوكرانية](country/ukraine Country demonym).",
        "[أوديسا](place/odesa Place) في [أوكرانيا](country/ukraine Country).",
        "[أوديسا](place/odesa Place) جنوبي [أوكرانيا](country/ukraine Country).",
        "العاصمة [الأوكرانية](country/ukraine Country demonym) [أوديسا](place/odesa Place).",
        "[أوديسا](place/odesa Place) عاصمة [أوكرانيا](country/ukraine Country).",
    ],
)
def test_places_lie_in_what_is_named_beside_them(text: str) -> None:
    assert claims(text) == {("odesa", "LOCATED_IN", "ukraine")}


def test_north_of_a_city_is_not_in_it() -> None:
    text = "بلدة [أعزاز](place/azaz Place) شمال [حلب](place/aleppo Place)."
    assert claims(text) == set()
    assert claims("حي [الزهور](place/zuhur Place) وسط [حلب](place/aleppo Place).") == {
        ("zuhur", "LOCATED_IN", "aleppo")
    }


def test_country_in_the_name_of_a_body_points_to_its_nearest_mention() -> None:
    text = "تحركت [القوات الروسية](organization/army Organization). وعلقت [روسيا](country/russia Country)."
    draft = only(text, "PART_OF")
    assert (draft.subject.kb_id_, draft.object.text) == ("organization/army", "روسيا")
    assert draft.reference == "الروسية:country-in-name"


def test_country_in_a_name_that_the_text_names_nowhere_gives_no_claim() -> None:
    assert claims("تحركت [القوات الروسية](organization/army Organization).") == set()


def test_titles_are_left_as_spans() -> None:
    doc = process(f"وزير الخارجية {RUSSIAN} {LAVROV}.")
    assert [(span.text, span.label_) for span in doc.spans[state.TITLES]] == [
        ("وزير الخارجية", "HOLDS_OFFICE")
    ]


def test_standing_ties_have_no_source() -> None:
    text = f"قالت [رويترز](organization/reuters Organization) إن وزير الخارجية {RUSSIAN} {LAVROV} غادر."
    assert [draft.attributed_to for draft in drafts(text)] == [None]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"قال المتحدث باسم الحكومة {RUSSIAN_F} العقيد", {("kim", "HOLDS_OFFICE", "russia")}),
        (f"قال وزير الدفاع {RUSSIAN} الجنرال", {("kim", "HOLDS_OFFICE", "russia")}),
        (f"قال ولي العهد {RUSSIAN} الأمير", {("kim", "HOLDS_OFFICE", "russia")}),
        (f"استقبل وزير الدفاع {RUSSIAN} الجنرال", set()),
    ],
)
def test_a_rank_stands_between_an_office_and_its_bearer(text: str, expected: set[object]) -> None:
    assert {one for one in claims(f"{text} {KIM}.") if one[1] == "HOLDS_OFFICE"} == expected


def test_the_pronoun_of_an_office_means_the_state_before() -> None:
    assert claims(f"أوفدت {RUSSIA} وزير خارجيتها {KIM}.") == {("kim", "HOLDS_OFFICE", "russia")}
    sent = f"استدعت {RUSSIA} سفيرها في [باريس](place/paris Place) {KIM}."
    assert {one for one in claims(sent) if one[1] == "HOLDS_OFFICE"} == {("kim", "HOLDS_OFFICE", "russia")}


def test_a_nationality_without_article_goes_with_no_name() -> None:
    assert claims(f"خدعت {OUTLET} روسيات.") == set()
    assert claims(f"خدعت {OUTLET} [روسيات](country/russia Country demonym).") == set()
    assert claims(f"نشرت {OUTLET} {RUSSIAN_F} ذلك.") == {("outlet", "BASED_IN", "russia")}


BLOC = "[مجموعة بريكس](organization/brics Organization)"
SIX = "[القوى الست](group/six Group)"
LISTED = f"{RUSSIA} و[الهند](country/india Country) و[الصين](country/china Country)"
MEMBERS = {"russia", "india", "china"}


@pytest.mark.parametrize(
    ("text", "members"),
    [
        (f"اجتمعت {BLOC} ({LISTED}) أمس.", MEMBERS),
        (f"اجتمعت {SIX}، {LISTED}، أمس.", MEMBERS),
        (f"اجتمعت {SIX} التي تضم كلا من {LISTED} أمس.", MEMBERS),
        (f"دعت {BLOC}، {LISTED}، أمس.", set()),  # a comma alone makes a list of a group only
        (f"اجتمعت {BLOC} ({RUSSIA} و[الهند](country/india Country)) أمس.", set()),
        (f"اجتمعت {BLOC} أمس مع {LISTED}.", set()),
    ],
)
def test_states_listed_after_a_bloc_are_its_members(text: str, members: set[str]) -> None:
    assert {subject for subject, relation, _ in claims(text) if relation == "MEMBER_OF"} == members


@pytest.mark.parametrize(
    ("body", "part"),
    [
        ("الجمعية العامة للأمم المتحدة", True),
        ("المفوضية السامية للأمم المتحدة لشؤون اللاجئين", True),
        ("أصدقاء الأمم المتحدة", False),
    ],
)
def test_an_organ_whose_name_holds_a_body_is_part_of_it(body: str, part: bool) -> None:
    whole = "[الأمم المتحدة](organization/un Organization)"
    text = f"رحبت {whole}. وقالت [{body}](organization/organ Organization) ذلك."
    assert claims(text) == ({("organ", "PART_OF", "un")} if part else set())


@pytest.mark.parametrize(
    ("place", "employed"),
    [
        ("في صحيفة [الخبر](organization/paper Organization)", True),
        ("في [مجلس الأمن](organization/paper Organization)", False),
    ],
)
def test_a_writer_works_for_the_paper_named_after_him(place: str, employed: bool) -> None:
    text = f"قال الكاتب [سالم العلي](person/writer Person) {place} ذلك."
    assert claims(text) == ({("writer", "WORKS_FOR", "paper")} if employed else set())


SENATE = "[مجلس الشيوخ الأمريكي](organization/senate Organization)"
AMERICA = "[أمريكا](country/united-states Country)"


def test_a_senator_sits_in_the_senate_of_the_text_or_in_the_american_one() -> None:
    senator = f"وقال السيناتور {KIM} ذلك."
    assert claims(f"صوت {SENATE} أمس. {senator}") == {("kim", "HOLDS_OFFICE", "senate")}
    assert claims(f"انتقدت {AMERICA} {RUSSIA}. {senator}") == {
        ("united-states", "ACCUSES", "russia"),
        ("kim", "HOLDS_OFFICE", "united-states"),
    }
    assert claims(senator) == set()


def test_an_official_is_of_the_country_whose_capital_the_sentence_opens_with() -> None:
    states = f"{RUSSIA} و[إندونيسيا](country/indonesia Country)."
    scene = "وفي [جاكرتا](place/jakarta Place)، قال وزير الدفاع"
    assert claims(f"{states} {scene} {KIM} ذلك.") == {("kim", "HOLDS_OFFICE", "indonesia")}
    assert claims(f"{states} وفي منفاه ب[جاكرتا](place/jakarta Place) قال وزير الدفاع {KIM} ذلك.") == set()
    assert claims(f"{states} وفي [جاكرتا](place/jakarta Place)، قال المحافظ {KIM} ذلك.") == set()


def test_a_guessed_office_yields_to_a_deed_towards_that_state() -> None:
    assert claims(f"قال وزير الدفاع {KIM} إن {RUSSIA} بخير.") == {("kim", "HOLDS_OFFICE", "russia")}
    assert claims(f"اتهم وزير الدفاع {KIM} {RUSSIA} بالكذب.") == {("kim", "ACCUSES", "russia")}


def test_who_receives_another_bears_the_title_before_his_name() -> None:
    army, service = "[للجيش](organization/army Organization)", "[المخابرات](organization/mit Organization)"
    text = f"استقبل القائد العام {army} المشير {KIM}، أمس، رئيس {service} {SISI}."
    assert claims(text) >= {("kim", "LEADS", "army"), ("sisi", "LEADS", "mit")}
