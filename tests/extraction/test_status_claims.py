"""Polarity, modality, source, date, place, context and goods of a claim."""

from __future__ import annotations

from datetime import date

import pytest

from kg.extraction import state
from kg.extraction.state import ClaimDraft
from kg.records import Modality, Polarity
from tests.extraction.marked import (
    CHINA,
    ERDOGAN,
    IRAN,
    KIM,
    NORTH_KOREA,
    PUTIN,
    REUTERS,
    RUSSIA,
    SISI,
    UKRAINE,
    WASHINGTON,
    build,
    components,
    only,
    process,
)

A, N = Polarity.ASSERTED, Polarity.NEGATED
ACTUAL, PLANNED, POSSIBLE = Modality.ACTUAL, Modality.PLANNED, Modality.POSSIBLE


def _met(text: str) -> ClaimDraft:
    return only(text, "MET_WITH")


@pytest.mark.parametrize(
    ("text", "polarity", "modality"),
    [
        (f"التقى {SISI} {ERDOGAN}.", A, ACTUAL),
        (f"قد التقى {SISI} {ERDOGAN}.", A, ACTUAL),  # «قد» with the perfect: emphasis
        (f"قد يلتقي {SISI} {ERDOGAN}.", A, POSSIBLE),  # «قد» with the imperfect: possibility
        (f"لم يلتق {SISI} {ERDOGAN}.", N, ACTUAL),
        (f"لن يلتقي {SISI} {ERDOGAN}.", N, ACTUAL),
        (f"نفى {SISI} لقاء {ERDOGAN}.", N, ACTUAL),
        (f"سيلتقي {SISI} {ERDOGAN}.", A, PLANNED),
        (f"سوف يلتقي {SISI} {ERDOGAN}.", A, PLANNED),
        (f"من المقرر أن يلتقي {SISI} {ERDOGAN}.", A, PLANNED),
        (f"يعتزم {SISI} لقاء {ERDOGAN}.", A, PLANNED),
        (f"ربما يلتقي {SISI} {ERDOGAN}.", A, POSSIBLE),
        (f"يمكن أن يلتقي {SISI} {ERDOGAN}.", A, POSSIBLE),
        (f"إذا التقى {SISI} {ERDOGAN}.", A, POSSIBLE),
        (f"من المتوقع أن يلتقي {SISI} {ERDOGAN}.", A, POSSIBLE),
    ],
)
def test_polarity_and_modality_of_a_meeting(text: str, polarity: Polarity, modality: Modality) -> None:
    draft = _met(text)
    assert (draft.polarity, draft.modality) == (polarity, modality)


@pytest.mark.parametrize(
    ("text", "polarity"),
    [
        (f"لم تفرض {WASHINGTON} عقوبات على {IRAN}.", N),
        (f"لم تفرض {WASHINGTON} عقوبات على {IRAN} فحسب، بل أيضا على غيرها.", A),
        (f"لا تزال {WASHINGTON} تفرض عقوبات على {IRAN}.", A),
        (f"لا شك أن {WASHINGTON} فرضت عقوبات على {IRAN}.", A),
    ],
)
def test_what_looks_like_negation_and_what_is(text: str, polarity: Polarity) -> None:
    assert only(text, "SANCTIONS").polarity == polarity


def test_negation_ends_with_its_clause() -> None:
    text = f"لم يسافر الوفد، وزار {PUTIN} {NORTH_KOREA}."
    assert only(text, "VISITED").polarity == A


def test_absence_before_a_noun_negates_it() -> None:
    assert only(f"عدم دعم {CHINA} ل{RUSSIA}.", "SUPPORTS").polarity == N
    assert only(f"دعم {CHINA} ل{RUSSIA}.", "SUPPORTS").polarity == A


def test_denial_of_accusations_leaves_the_accusation() -> None:
    text = f"نفت {RUSSIA} اتهامات {WASHINGTON} ل{IRAN}."
    assert only(text, "ACCUSES").polarity == A


def test_demanded_deed_is_only_possible() -> None:
    text = f"دعت {WASHINGTON} {CHINA} إلى دعم {UKRAINE}."
    assert only(text, "SUPPORTS").modality == POSSIBLE
    assert only(text, "CALLS_ON").modality == ACTUAL


def test_feared_deed_is_only_possible() -> None:
    text = f"تخشى {WASHINGTON} أن تزود {RUSSIA} {NORTH_KOREA} بالصواريخ."
    assert only(text, "SUPPLIES").modality == POSSIBLE
    assert only(text, "CONCERNED_ABOUT").modality == ACTUAL


def test_standing_stances_have_no_modality_but_may_be_denied() -> None:
    nato = "[الناتو](organization/nato Organization)"
    assert only(f"{UKRAINE} ليست عضوا في {nato}.", "MEMBER_OF").polarity == N
    assert only(f"{UKRAINE} عضو في {nato}.", "MEMBER_OF").polarity == A


@pytest.mark.parametrize(
    ("text", "source"),
    [
        (f"زار {PUTIN} {NORTH_KOREA}.", None),
        (f"قالت {REUTERS} إن {PUTIN} زار {NORTH_KOREA}.", "organization/reuters"),
        (f"زار {PUTIN} {NORTH_KOREA}، بحسب {REUTERS}.", "organization/reuters"),
        (f"زار {PUTIN} {NORTH_KOREA}، وفق ما ذكرت {REUTERS}.", "organization/reuters"),
        (f"{REUTERS}: {PUTIN} زار {NORTH_KOREA}.", "organization/reuters"),
        (f"أكد {SISI} أن {PUTIN} زار {NORTH_KOREA}.", "person/sisi"),
        (f"نقلت {REUTERS} عن {SISI} قوله إن {PUTIN} زار {NORTH_KOREA}.", "person/sisi"),
        (f"قالت {REUTERS} نقلا عن {SISI} إن {PUTIN} زار {NORTH_KOREA}.", "person/sisi"),
        (f"قال {SISI} «زار {PUTIN} {NORTH_KOREA}».", "person/sisi"),
        (f"قال المحلل السياسي ومدير المركز {SISI} إن {PUTIN} زار {NORTH_KOREA}.", "person/sisi"),
    ],
)
def test_source_is_the_nearest_speaker(text: str, source: str | None) -> None:
    assert only(text, "VISITED").attributed_to == source


def test_speech_goes_on_in_the_next_sentence() -> None:
    text = f"تحدث {SISI} صباحا. وأضاف أن {PUTIN} زار {NORTH_KOREA}."
    assert only(text, "VISITED").attributed_to == "person/sisi"


@pytest.mark.parametrize(
    "opening",
    [f'وأضاف "{PUTIN} زار {NORTH_KOREA}".', f"مشيرا إلى أن {PUTIN} زار {NORTH_KOREA}."],
)
def test_speaker_of_the_sentence_before_says_what_is_quoted_or_pointed_out(opening: str) -> None:
    assert only(f"تحدث {SISI} صباحا. {opening}", "VISITED").attributed_to == "person/sisi"


def test_a_quoted_name_can_speak() -> None:
    text = f'تحدث {SISI} صباحا. وأضافت "{REUTERS}" أن {PUTIN} زار {NORTH_KOREA}.'
    assert only(text, "VISITED").attributed_to == "organization/reuters"


def test_a_masculine_participle_means_no_feminine_speaker() -> None:
    text = f"ذكر {SISI} أن {WASHINGTON} رصدت مكافأة، مشيرا إلى أن {PUTIN} زار {NORTH_KOREA}."
    assert only(text, "VISITED").attributed_to == "person/sisi"


@pytest.mark.parametrize(
    ("opening", "source"),
    [
        ("قال بيان ل", "organization/reuters"),
        ("جاء في تقرير صادر عن ", "organization/reuters"),
        ("ذكر تقرير نشر أمس في ", None),
    ],
)
def test_a_document_speaks_for_its_author(opening: str, source: str | None) -> None:
    assert only(f"{opening}{REUTERS} أن {PUTIN} زار {NORTH_KOREA}.", "VISITED").attributed_to == source


@pytest.mark.parametrize(
    ("before", "source"),
    [
        (f"صدر بيان عن {SISI} أمس. وأضاف البيان", "person/sisi"),
        (f"قال {SISI} في بيان ذلك. وأفاد نفس البيان", "person/sisi"),
        (f"قال {SISI} في بيان ذلك. وورد بحسب البيان", "person/sisi"),
        (f"وصل {SISI} أمس. وأضاف البيان", None),
    ],
)
def test_the_statement_is_that_of_whoever_wrote_the_one_before(before: str, source: str | None) -> None:
    assert only(f"{before} أن {PUTIN} زار {NORTH_KOREA}.", "VISITED").attributed_to == source


def test_what_an_unnamed_source_says_is_not_said_by_whom_it_is_about() -> None:
    text = f"ذكرت {REUTERS} نقلا عن مصدر أمني أن {PUTIN} زار {NORTH_KOREA}."
    assert only(text, "VISITED").attributed_to == "organization/reuters"


def test_speaker_named_by_a_reference() -> None:
    agency = "{الوكالة}(same-outlet organization/reuters)"
    text = f"نشرت {REUTERS} تقريرا. وأضافت {agency} أن {PUTIN} زار {NORTH_KOREA}."
    assert only(text, "VISITED").attributed_to == "organization/reuters"


def test_speech_act_of_the_speaker_has_no_source() -> None:
    assert only(f"اتهم {SISI} {IRAN} بالتصعيد.", "ACCUSES").attributed_to is None
    assert only(f"قال {SISI} إنه يدعم {IRAN}.", "SUPPORTS").attributed_to is None
    assert only(f"قال {SISI} إن {RUSSIA} تدعم {IRAN}.", "SUPPORTS").attributed_to == "person/sisi"


def test_announced_deed_of_ones_own_has_no_source() -> None:
    text = f"أعلنت {RUSSIA} قطع علاقاتها مع {UKRAINE}."
    assert only(text, "CUTS_TIES_WITH").attributed_to is None


def test_what_several_announce_together_none_reports_of_another() -> None:
    found = process(f"كانت {RUSSIA} و{IRAN} قد أعلنت قطع علاقاتها مع {UKRAINE}.")
    assert {(draft.subject.kb_id_, draft.attributed_to) for draft in state.claims(found)} == {
        ("country/russia", None),
        ("country/iran", None),
    }


def test_whoever_claims_an_attack_is_its_source() -> None:
    group = "[تنظيم الدولة](organization/islamic-state Organization)"
    for text in (f"تبنى {group} هجوم {WASHINGTON}.", f"أعلن {group} مسؤوليته عن هجوم على {UKRAINE}."):
        (draft,) = (one for one in state.claims(process(text)) if one.relation == "ATTACKS")
        assert draft.attributed_to == draft.subject.kb_id_ == "organization/islamic-state"


@pytest.mark.parametrize("words", ["على حد قوله", "بحسب تعبيره"])
def test_own_words_are_those_of_who_spoke_before(words: str) -> None:
    text = f"تحدث {SISI} صباحا. وزار {PUTIN} {NORTH_KOREA}، {words}."
    assert only(text, "VISITED").attributed_to == "person/sisi"


def test_a_quotation_goes_on_over_sentences_until_it_is_closed() -> None:
    text = f"قال {SISI}: «الوضع هادئ. زار {PUTIN} {NORTH_KOREA}. انتهت الزيارة». زار {PUTIN} {IRAN}."
    found = {draft.object.kb_id_: draft.attributed_to for draft in state.claims(process(text))}
    assert found == {"country/north-korea": "person/sisi", "country/iran": None}


def test_what_is_suspended_is_not_given_but_what_is_stopped_has_happened() -> None:
    aid = only(f"علقت {RUSSIA} مساعداتها ل{IRAN}.", "AIDS")
    assert aid.polarity is Polarity.NEGATED
    attack = only(f"أوقفت {RUSSIA} هجومها على {IRAN}.", "ATTACKS")
    assert attack.polarity is Polarity.ASSERTED


def test_what_a_list_says_is_said_by_whose_list_it_is() -> None:
    text = f"سجل {SISI} ملاحظات:\n(1) زار {PUTIN} {NORTH_KOREA}.\nزار {PUTIN} {IRAN}."
    found = {draft.object.kb_id_: draft.attributed_to for draft in state.claims(process(text))}
    assert found == {"country/north-korea": "person/sisi", "country/iran": None}


def test_date_in_the_clause_is_the_date_of_the_deed() -> None:
    draft = only(f"زار {PUTIN} {NORTH_KOREA} <أمس>(2024-06-18).", "VISITED")
    assert (draft.date_start, draft.date_end, draft.date_precision) == (
        date(2024, 6, 18),
        date(2024, 6, 18),
        "day",
    )


def test_the_date_in_a_clause_that_hangs_on_the_deed_is_its_date_too() -> None:
    draft = only(f"تحدث عن زيارة {PUTIN} إلى {NORTH_KOREA} التي بدأت <أمس>(2024-06-18).", "VISITED")
    assert draft.date_start == date(2024, 6, 18)


def test_date_of_another_clause_or_of_a_past_event_is_not() -> None:
    other = f"زار {PUTIN} {NORTH_KOREA}، وغادر الوفد <أمس>(2024-06-18)."
    assert only(other, "VISITED").date_start is None
    war = "الحرب الكبرى <1950>(1950-01-01..1950-12-31)"
    since = f"زيارة {PUTIN} إلى {NORTH_KOREA} هي الأولى منذ {war}."
    assert only(since, "VISITED").date_start is None
    first = f"وصل {PUTIN} إلى {NORTH_KOREA} في أول زيارة له <منذ 24 عاما>(2000-01-01..)."
    assert only(first, "VISITED").date_start is None


def test_place_behind_in_is_the_place_of_the_deed() -> None:
    text = f"التقى {PUTIN} {KIM} في [سوتشي](place/sochi Place)."
    assert _met(text).place == "place/sochi"
    assert _met(f"التقى {PUTIN} {KIM}.").place is None


@pytest.mark.parametrize(
    ("adjective", "context"),
    [
        ("العسكري", "military"),
        ("الاقتصادي", "economic"),
        ("النووي", "nuclear"),
        ("الثقافي", "cultural"),
        ("الكبير", None),
    ],
)
def test_context_from_the_adjective(adjective: str, context: str | None) -> None:
    text = f"التعاون {adjective} بين {RUSSIA} و{CHINA}."
    assert only(text, "COOPERATES_WITH").context == context


@pytest.mark.parametrize(
    ("text", "item", "quantity"),
    [
        (f"زودت {NORTH_KOREA} {RUSSIA} بالصواريخ.", "الصواريخ", None),
        (
            f"زودت {NORTH_KOREA} {RUSSIA} بأكثر من 10 آلاف حاوية من الذخائر.",
            "الذخائر",
            "أكثر من 10 آلاف حاوية",
        ),
        (f"قدمت {NORTH_KOREA} صواريخ باليستية إلى {RUSSIA}.", "صواريخ باليستية", None),
        (f"سلمت {NORTH_KOREA} {RUSSIA} أكثر من ألف حاوية من الذخائر.", "الذخائر", "أكثر من ألف حاوية"),
        (f"سلمت {NORTH_KOREA} {RUSSIA} 12 دبابة.", "دبابة", "12"),
        (f"سلمت {NORTH_KOREA} إلى {RUSSIA} صواريخ باليستية.", "صواريخ باليستية", None),
        (f"سلمت {NORTH_KOREA} {RUSSIA} 12 دبابة من طراز أبرامز.", "دبابة من طراز أبرامز", "12"),
        (f"سلمت {NORTH_KOREA} {RUSSIA} أسلحة بقيمة خمسة مليارات دولار.", "أسلحة", "خمسة مليارات دولار"),
        (f"سلمت {NORTH_KOREA} {RUSSIA} نحو مئة صاروخ.", "صاروخ", "نحو مئة"),
        (f"سلمت {NORTH_KOREA} {RUSSIA} عددا محدودا من الصواريخ.", "الصواريخ", "عددا محدودا"),
    ],
)
def test_goods_and_their_quantity(text: str, item: str, quantity: str | None) -> None:
    draft = only(text, "SUPPLIES")
    assert (draft.item, draft.quantity) == (item, quantity)


def test_goods_of_trade_stand_after_of() -> None:
    draft = only(f"زادت صادرات {RUSSIA} من القمح إلى {CHINA} بنسبة 35%.", "TRADES_WITH")
    assert (draft.item, draft.quantity) == ("القمح", None)


def test_reports_speak_for_nobody_who_spoke_before() -> None:
    before = f"قال {PUTIN} إن الحرب انتهت. "
    draft = only(before + f"ونفت {CHINA} تقارير أفادت بأن {RUSSIA} زودت {IRAN} بالسلاح.", "SUPPLIES")
    assert draft.attributed_to is None


def test_not_to_fear_a_rapprochement_denies_none() -> None:
    draft = only(f"لا تخشى {CHINA} التقارب بين {RUSSIA} و{IRAN}.", "COOPERATES_WITH")
    assert (draft.polarity, draft.modality) == (A, ACTUAL)


@pytest.mark.parametrize(("joint", "source"), [("فيما", None), ("لأن", "person/putin")])
def test_what_is_set_against_his_words_a_speaker_does_not_say(joint: str, source: str | None) -> None:
    doc = build(f"حذر {PUTIN} من الحرب، {joint} {CHINA} دعمت {IRAN}.")
    components().get_pipe("kg_claims")(doc)
    (draft,) = [one for one in state.claims(doc) if one.relation == "SUPPORTS"]
    draft.attributed_to = "person/putin"  # as a network proposes
    components().get_pipe("kg_status")(doc)
    assert draft.attributed_to == source
