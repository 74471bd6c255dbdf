"""Which words state which tie, between whom, in which direction: minimal pairs of one construction each."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extraction import state
from kg.ontology import Ontology
from kg.report import Drop
from tests.extraction.marked import (
    CHINA,
    EGYPT,
    ERDOGAN,
    HEZBOLLAH,
    IRAN,
    KIM,
    NORTH_KOREA,
    PUTIN,
    QATAR,
    RUSSIA,
    RUSSIAN,
    RUSSIAN_F,
    SISI,
    UKRAINE,
    WASHINGTON,
    claims,
    drafts,
    only,
    process,
)

MET = ("erdogan", "MET_WITH", "sisi")


@pytest.mark.parametrize(
    "text",
    [
        f"التقى {SISI} {ERDOGAN} في القاهرة.",  # verb, subject, object
        f"{SISI} يلتقي {ERDOGAN} في القاهرة.",  # subject, verb, object
        f"التقى {SISI} مع {ERDOGAN}.",
        f"التقى {SISI} و{ERDOGAN} أمس.",  # both in the subject
        f"اجتمع {SISI} أمس ب{ERDOGAN}.",
        f"لقاء {SISI} و{ERDOGAN} في القاهرة.",
        f"عقد لقاء بين {SISI} و{ERDOGAN}.",
        f"أجرى {SISI} محادثات مع {ERDOGAN}.",
        f"جاء ذلك في اتصال هاتفي بين {SISI} و{ERDOGAN}.",
        f"وأكد {SISI} ذلك عقب مباحثات مع {ERDOGAN}.",
    ],
)
def test_meeting_is_found_in_every_form_and_order(text: str) -> None:
    assert claims(text) == {MET}


@pytest.mark.parametrize(
    "text",
    [
        f"تحدثت وزارة عن {SISI} و{ERDOGAN}.",
        f"{SISI} و{ERDOGAN} في القاهرة.",
        f"العلاقات بين {SISI} و{ERDOGAN}.",
    ],
)
def test_two_names_in_one_sentence_are_no_claim(text: str) -> None:
    assert claims(text) == set()


def test_a_word_inside_another_is_no_trigger() -> None:
    assert ("putin", "VISITED", "north-korea") in claims(f"زار {PUTIN} {NORTH_KOREA}.")
    assert claims(f"وزارة {PUTIN} {NORTH_KOREA}.") == set()


VISIT = ("putin", "VISITED", "north-korea")


@pytest.mark.parametrize(
    "text",
    [
        f"زار {PUTIN} {NORTH_KOREA}.",
        f"{PUTIN} يزور {NORTH_KOREA}.",
        f"زيارة {PUTIN} إلى {NORTH_KOREA}.",
        f"زيارة {PUTIN} ل{NORTH_KOREA}.",
        f"زيارة {PUTIN} {NORTH_KOREA}.",
        f"أول زيارة ل{PUTIN} إلى {NORTH_KOREA} منذ أعوام.",
        f"قام {PUTIN} بزيارة إلى {NORTH_KOREA}.",
        f"أجرى {PUTIN} زيارة رسمية إلى {NORTH_KOREA}.",
        f"اختتم {PUTIN} زيارته إلى {NORTH_KOREA}.",
        f"وصل {PUTIN} إلى {NORTH_KOREA}.",
        f"استقبلت {NORTH_KOREA} {PUTIN}.",  # the host is the grammatical subject
    ],
)
def test_visit_has_the_visitor_as_subject(text: str) -> None:
    assert VISIT in claims(text)


def test_visit_to_a_capital_counts_for_the_country_that_the_text_names() -> None:
    text = f"زار {PUTIN} [بيونغ يانغ](place/pyongyang Place). وقال إن {NORTH_KOREA} شريك."
    draft = only(text, "VISITED")
    assert (draft.object.text, draft.place) == ("كوريا الشمالية", "place/pyongyang")
    assert draft.reference == "بيونغ يانغ:country-of-place"


SUPPLY = ("north-korea", "SUPPLIES", "russia")


@pytest.mark.parametrize(
    "text",
    [
        f"زودت {NORTH_KOREA} {RUSSIA} بالذخائر.",
        f"{NORTH_KOREA} تزود {RUSSIA} بالذخائر.",
        f"قدمت {NORTH_KOREA} صواريخ إلى {RUSSIA}.",
        f"أرسلت {NORTH_KOREA} أسلحة ل{RUSSIA}.",
        f"تزويد {NORTH_KOREA} {RUSSIA} بالأسلحة.",
        f"تزويد {NORTH_KOREA} ل{RUSSIA} بالأسلحة.",
        f"{RUSSIA} زُودت بالذخائر من قبل {NORTH_KOREA}.",
    ],
)
def test_supplier_is_subject_whatever_the_frame(text: str) -> None:
    assert SUPPLY in claims(text)


def test_giving_without_a_needed_word_is_no_supply() -> None:
    assert claims(f"قدمت {NORTH_KOREA} صواريخ إلى {RUSSIA}.") == {SUPPLY}
    assert claims(f"قدمت {NORTH_KOREA} زهورا إلى {RUSSIA}.") == set()


def test_lone_genitive_of_supply_is_the_receiver() -> None:
    assert claims(f"إمداد {UKRAINE} بالأسلحة.") == set()
    text = f"إمداد [الغرب](group/west Group) {UKRAINE} بالأسلحة."
    assert claims(text) == {("west", "SUPPLIES", "ukraine")}


def test_imports_turn_the_direction_of_trade() -> None:
    assert claims(f"صادرات {RUSSIA} إلى {CHINA}.") == {("russia", "TRADES_WITH", "china")}
    assert claims(f"واردات {CHINA} من {RUSSIA}.") == {("russia", "TRADES_WITH", "china")}
    assert claims(f"تستورد {CHINA} النفط من {RUSSIA}.") == {("russia", "TRADES_WITH", "china")}


@pytest.mark.parametrize(
    "text",
    [
        f"فرضت {WASHINGTON} عقوبات على {IRAN}.",
        f"فرض {WASHINGTON} عقوبات جديدة على {IRAN}.",
        f"العقوبات التي فرضتها {WASHINGTON} على {IRAN}.",
        f"فرضت عقوبات من قبل {WASHINGTON} على {IRAN}.",
        f"عقوبات {WASHINGTON} على {IRAN}.",
        f"العقوبات [الأمريكية](country/united-states Country demonym) على {IRAN}.",
    ],
)
def test_sanctions_from_verb_noun_relative_and_passive(text: str) -> None:
    assert ("united-states", "SANCTIONS", "iran") in claims(text)


def test_imposing_something_else_is_no_sanction() -> None:
    assert claims(f"فرضت {WASHINGTON} رأيها على {IRAN}.") == set()


SUPPORT = ("china", "SUPPORTS", "russia")


@pytest.mark.parametrize(
    "text",
    [
        f"تدعم {CHINA} {RUSSIA}.",
        f"دعم {CHINA} ل{RUSSIA}.",
        f"الدعم [الصيني](country/china Country demonym) ل{RUSSIA}.",
        f"أكدت {CHINA} دعمها ل{RUSSIA}.",
        f"أعربت {CHINA} عن تأييدها ل{RUSSIA}.",
        f"{RUSSIA} المدعومة من {CHINA}.",
    ],
)
def test_support_from_verb_noun_nationality_pronoun_and_participle(text: str) -> None:
    assert SUPPORT in claims(text)


def test_stacked_nationalities_are_two_agents() -> None:
    text = f"الدعم [الصيني](country/china Country demonym) و{RUSSIAN} ل{NORTH_KOREA}."
    assert claims(text) == {("china", "SUPPORTS", "north-korea"), ("russia", "SUPPORTS", "north-korea")}


def test_nationality_is_agent_of_cooperation_and_lists_expand() -> None:
    text = f"التعاون العسكري {RUSSIAN} مع {IRAN} و{NORTH_KOREA} و{CHINA}."
    assert claims(text) == {
        (*sorted((other, "russia"))[:1], "COOPERATES_WITH", sorted((other, "russia"))[1])
        for other in ("iran", "north-korea", "china")
    }


def test_relations_alone_are_no_cooperation() -> None:
    assert claims(f"العلاقات بين {RUSSIA} و{NORTH_KOREA}.") == set()
    assert claims(f"تعزيز العلاقات بين {RUSSIA} و{NORTH_KOREA}.") == {
        ("north-korea", "COOPERATES_WITH", "russia")
    }


def test_between_three_gives_all_pairs() -> None:
    text = f"التحالف بين {RUSSIA} و{CHINA} و{IRAN}."
    assert claims(text) == {
        ("china", "ALLY_OF", "russia"),
        ("iran", "ALLY_OF", "russia"),
        ("china", "ALLY_OF", "iran"),
    }


def test_each_of_stands_before_a_list() -> None:
    text = f"اتهمت {WASHINGTON} كلا من {RUSSIA} و{CHINA} بالتجسس."
    assert claims(text) == {
        ("united-states", "ACCUSES", "russia"),
        ("united-states", "ACCUSES", "china"),
    }


def test_accused_party_is_the_doer_of_the_deed_behind_it() -> None:
    text = f"اتهمت {UKRAINE} {RUSSIA} بدعم {IRAN}."
    assert claims(text) == {("ukraine", "ACCUSES", "russia"), ("russia", "SUPPORTS", "iran")}


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        (f"هاجم {SISI} {ERDOGAN}.", ("sisi", "ACCUSES", "erdogan")),
        (f"هاجمت {RUSSIA} {UKRAINE}.", ("russia", "ATTACKS", "ukraine")),
    ],
)
def test_attack_between_persons_is_in_words(text: str, claim: tuple[str, str, str]) -> None:
    assert claims(text) == {claim}


def test_figurative_fight_against_a_thing_attacks_nobody() -> None:
    assert claims(f"تحارب {RUSSIA} الهيمنة [الأمريكية](country/united-states Country demonym).") == set()
    assert claims(f"تحارب {RUSSIA} {UKRAINE}.") == {("russia", "ATTACKS", "ukraine")}


def test_forces_act_for_their_country_and_things_do_not() -> None:
    assert claims(f"قصفت القوات {RUSSIAN_F} {UKRAINE}.") == {("russia", "ATTACKS", "ukraine")}
    assert claims(f"عبرت السلع {RUSSIAN_F} {UKRAINE}.") == set()


def test_an_unnamed_national_is_not_the_country() -> None:
    text = f"اعتقلت {QATAR} صحفيا [مصريا](country/egypt Country demonym)."
    assert claims(text) == set()


def test_expelled_nationals_are_the_country() -> None:
    text = f"طردت {WASHINGTON} دبلوماسيين [روسا](country/russia Country demonym)."
    assert claims(text) == {("united-states", "CUTS_TIES_WITH", "russia")}


@pytest.mark.parametrize(
    "text",
    [
        f"قطعت {EGYPT} علاقاتها مع {QATAR}.",
        f"أعلنت {EGYPT} قطع علاقاتها الدبلوماسية مع {QATAR}.",
        f"{EGYPT} تقطع العلاقات مع {QATAR}.",
    ],
)
def test_cut_ties_from_verb_and_announced_noun(text: str) -> None:
    assert claims(text) == {("egypt", "CUTS_TIES_WITH", "qatar")}


def test_cut_between_two_says_not_who_cut() -> None:
    assert claims(f"قطع العلاقات بين {EGYPT} و{QATAR}.") == set()


def test_joined_verb_keeps_the_subject() -> None:
    text = f"التقى {PUTIN} {KIM}، ووقعا اتفاقية شراكة."
    assert ("kim", "MET_WITH", "putin") in claims(text)
    assert ("putin", "VISITED", "iran") in claims(f"التقى {PUTIN} {KIM} وزار {IRAN}.")


def test_participle_of_state_has_the_subject_of_the_main_clause() -> None:
    text = f"قال {ERDOGAN} إن الوضع خطير، متهما {IRAN} بالتصعيد."
    assert claims(text) == {("erdogan", "ACCUSES", "iran")}


def test_relative_clause_is_about_the_name_before_it() -> None:
    text = f"قال {SISI} الذي زار {RUSSIA} ذلك."
    assert claims(text) == {("sisi", "VISITED", "russia")}
    assert claims(f"وصف {SISI} القرار الذي دعمته {RUSSIA} ضد {IRAN}.") == set()


def test_clause_of_that_has_its_own_subject() -> None:
    text = f"أكد {SISI} أن {RUSSIA} تدعم {IRAN}."
    assert claims(text) == {("russia", "SUPPORTS", "iran")}
    assert claims(f"أكد {SISI} أنه يدعم {IRAN}.") == {("sisi", "SUPPORTS", "iran")}


def test_masculine_verb_has_no_feminine_state_as_subject() -> None:
    text = f"وصل {SISI} صباحا. ودعا {IRAN} إلى الحوار."
    draft = only(text, "CALLS_ON")
    assert (draft.subject.kb_id_, draft.object.kb_id_) == ("person/sisi", "country/iran")
    assert draft.reference == "ودعا:carried-subject"
    assert not [d for d in drafts(f"وصل {SISI} صباحا. ودعت {IRAN} إلى الحوار.") if d.relation == "CALLS_ON"]


def test_a_verb_of_the_other_gender_does_not_mean_who_spoke_before() -> None:
    assert claims(f"قال {PUTIN} كلمة. وأدانت {IRAN} العدوان.") == set()
    assert claims(f"قال {PUTIN} كلمة. وأدان {IRAN}.") == {("putin", "ACCUSES", "iran")}


def test_a_feminine_pronoun_on_a_deed_means_the_state_not_the_man() -> None:
    assert claims(f"هاجم {SISI} {RUSSIA} بسبب دعمها ل{IRAN}.") >= {("russia", "SUPPORTS", "iran")}
    assert ("sisi", "SUPPORTS", "iran") not in claims(f"هاجم {SISI} في تغريدة {RUSSIA} بسبب دعمها ل{IRAN}.")


def test_pronoun_on_the_verb_is_the_other_actor_before() -> None:
    draft = only(f"قطعت {EGYPT} علاقاتها مع {QATAR}، واتهمتها بالإرهاب.", "ACCUSES")
    assert (draft.subject.kb_id_, draft.object.kb_id_) == ("country/egypt", "country/qatar")
    assert draft.reference == "واتهمتها:object-pronoun"


def test_reference_stands_for_its_antecedents() -> None:
    text = (
        f"زار {PUTIN} {NORTH_KOREA}. وقال إن {RUSSIA} راضية. "
        "تعزيز التعاون بين {البلدين}(both-countries country/russia country/north-korea)."
    )
    draft = only(text, "COOPERATES_WITH")
    assert {draft.subject.kb_id_, draft.object.kb_id_} == {"country/russia", "country/north-korea"}
    assert draft.reference == "البلدين:both-countries"
    assert draft.subject.end <= draft.sentence.start


def test_reference_without_an_earlier_mention_gives_no_claim() -> None:
    assert claims("تعزيز التعاون بين {البلدين}(both-countries country/russia country/north-korea).") == set()


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        (f"{EGYPT} حليف {RUSSIA}.", ("egypt", "ALLY_OF", "russia")),
        (f"{IRAN}، حليفة {RUSSIA}، حذرت.", ("iran", "ALLY_OF", "russia")),
        (f"{RUSSIA} وحليفتها {IRAN}.", ("iran", "ALLY_OF", "russia")),
        (f"{HEZBOLLAH} المعادي ل{EGYPT}.", ("hezbollah", "RIVAL_OF", "egypt")),
        (
            "[تركيا](country/turkey Country) العضو في [الناتو](organization/nato Organization).",
            ("turkey", "MEMBER_OF", "nato"),
        ),
        (
            "انضمت [فنلندا](country/finland Country) إلى [الناتو](organization/nato Organization).",
            ("finland", "MEMBER_OF", "nato"),
        ),
    ],
)
def test_roles_describe_the_actor_beside_them(text: str, claim: tuple[str, str, str]) -> None:
    subject, relation, object_ = claim
    found = claims(text)
    assert claim in found or (object_, relation, subject) in found


def test_joining_sanctions_is_no_membership() -> None:
    text = (
        "انضمت [اليابان](country/japan Country) إلى عقوبات [الاتحاد الأوروبي](organization/eu Organization)."
    )
    assert all(relation != "MEMBER_OF" for _, relation, _ in claims(text))


def test_fear_of_a_clause_is_of_its_subject() -> None:
    text = f"تتخوف [سول](country/south-korea Country) من أن تزود {RUSSIA} {NORTH_KOREA} بالصواريخ."
    assert claims(text) == {
        ("south-korea", "CONCERNED_ABOUT", "russia"),
        ("russia", "SUPPLIES", "north-korea"),
    }


def test_mediator_goes_to_every_party() -> None:
    text = f"تتوسط {QATAR} بين {RUSSIA} و{UKRAINE}."
    assert claims(text) == {("qatar", "MEDIATES", "russia"), ("qatar", "MEDIATES", "ukraine")}


def test_assessment_of_danger_is_no_threat() -> None:
    assert claims(f"تشكل {IRAN} تهديدا ل{EGYPT}.") == {("iran", "POSES_THREAT_TO", "egypt")}
    assert claims(f"هددت {IRAN} {EGYPT} برد قاس.") == {("iran", "THREATENS", "egypt")}


def test_office_without_name_is_its_holder_where_the_text_names_one() -> None:
    text = f"وصل الرئيس {RUSSIAN} {PUTIN}. واجتمع الرئيس {RUSSIAN} مع {KIM}."
    draft = only(text, "MET_WITH")
    assert {draft.subject.kb_id_, draft.object.kb_id_} == {"person/putin", "person/kim"}
    assert draft.reference == "الرئيس الروسي:office-holder"
    alone = only(f"اجتمع الرئيس {RUSSIAN} مع {KIM}.", "MET_WITH")
    assert {alone.subject.kb_id_, alone.object.kb_id_} == {"country/russia", "person/kim"}


def test_confidence_falls_with_distance_and_with_inherited_subjects() -> None:
    near = only(f"زار {PUTIN} {NORTH_KOREA}.", "VISITED")
    far = only(f"زار {PUTIN} يوم الأربعاء صباحا {NORTH_KOREA}.", "VISITED")
    kept = only(f"غادر {PUTIN} القاعة وزار {NORTH_KOREA}.", "VISITED")
    assert near.confidence > far.confidence
    assert near.confidence > kept.confidence


def test_trigger_without_two_sides_is_counted() -> None:
    doc = process(f"التقى {PUTIN} أحد مساعديه.")
    assert state.claims(doc) == []
    assert doc._.kg_drops[str(Drop.CLAIM_NO_ARGUMENT)] == 1


def test_every_draft_names_its_rule_and_trigger() -> None:
    draft = only(f"زار {PUTIN} {NORTH_KOREA}.", "VISITED")
    assert draft.extractor == "rules:visit"
    assert draft.trigger is not None
    assert draft.trigger.text == "زار"


def test_comma_between_two_persons_parts_subject_from_object() -> None:
    hamdi = "[الهاشمي الحامدي](person/hamdi Person)"
    assert claims(f"دعا {hamdi}، {SISI}، إلى الحوار.") == {("hamdi", "CALLS_ON", "sisi")}
    assert len(claims(f"التقى {hamdi}، {SISI} و{ERDOGAN}.")) == 3


@pytest.mark.parametrize("noun", ["قيام", "إقدام", "استمرار"])
def test_genitive_of_a_noun_of_doing_acts_in_the_noun_behind(noun: str) -> None:
    text = f"وصف التقرير {noun} {NORTH_KOREA} بتزويد {RUSSIA} بالصواريخ."
    assert claims(text) == {SUPPLY}


_WORDS = [
    "التقى",
    "زيارة",
    "دعم",
    "أن",
    "الذي",
    "و",
    "،",
    "من",
    "قبل",
    "بين",
    "إلى",
    "الرئيس",
    "اتهم",
    "قال",
    ":",
    "«",
    ".",
]
_NAMES = [PUTIN, NORTH_KOREA, RUSSIAN, HEZBOLLAH, "{البلدين}(both-countries country/russia country/iran)"]


@given(st.lists(st.sampled_from([*_WORDS, *_NAMES]), max_size=25))
def test_any_order_of_words_gives_only_legal_claims_about_mentions(parts: list[str]) -> None:
    ontology = Ontology.default()
    doc = process(" ".join(parts))
    named = {(span.start, span.end) for span in state.mentions(doc)}
    for draft in state.claims(doc):
        assert {(span.start, span.end) for span in (draft.subject, draft.object)} <= named
        assert ontology.relation(draft.relation).allows(draft.subject.label_, draft.object.label_)
        assert 0 < draft.confidence <= 1
        assert draft.extractor.startswith("rules:")


def test_the_subject_may_stand_behind_a_long_title_and_a_rank() -> None:
    text = f"اتهم قائد أركان الجيش الفريق أول {KIM} {IRAN} بالهجوم."
    assert claims(text) == {("kim", "ACCUSES", "iran")}


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        (
            f"انتقد الاتفاق الذي أبرم في جنيف الشهر الماضي بين {RUSSIA} و{IRAN}.",
            ("iran", "SIGNED_WITH", "russia"),
        ),
        (f"انتقد الاتفاق الذي تم التوصل إليه أمس بين {RUSSIA} و{IRAN}.", ("iran", "SIGNED_WITH", "russia")),
        (f"انتقد الاتفاق الذي توصلت إليه {RUSSIA} مع {IRAN}.", ("iran", "SIGNED_WITH", "russia")),
        (
            "انتقد الاتفاق النووي [الروسي](country/russia Country demonym) - "
            "[الإيراني](country/iran Country demonym).",
            ("iran", "SIGNED_WITH", "russia"),
        ),
        (f"جاء ذلك خلال الزيارة الرسمية التي يؤديها {SISI} إلى {CHINA}.", ("sisi", "VISITED", "china")),
        (f"جاء ذلك خلال زيارة قام بها {SISI} إلى {CHINA}.", ("sisi", "VISITED", "china")),
        (f"أدى {SISI} زيارة عمل إلى {CHINA}.", ("sisi", "VISITED", "china")),
        (f"أسفر هجوم شنه {HEZBOLLAH} على {IRAN} عن قتلى.", ("hezbollah", "ATTACKS", "iran")),
        (f"أثارت الاتهامات التي وجهتها {RUSSIA} إلى {IRAN} جدلا.", ("russia", "ACCUSES", "iran")),
    ],
)
def test_a_relative_clause_says_between_whom_a_deed_was_done(text: str, claim: tuple[str, str, str]) -> None:
    assert claim in claims(text)


@pytest.mark.parametrize(
    "text",
    [
        f"استقبل {SISI}، اليوم الأحد، وزير الخارجية {RUSSIAN} {KIM}.",
        f"التقى {SISI} في [القاهرة](place/cairo Place) وزير الخارجية {RUSSIAN} {KIM}.",
    ],
)
def test_a_title_that_begins_with_waw_is_no_member_of_a_list(text: str) -> None:
    assert ("kim", "MET_WITH", "sisi") in claims(text)


def test_a_minister_in_a_list_is_still_one_of_it() -> None:
    text = f"التقى {SISI} ووزير الخارجية {RUSSIAN} {KIM} أمس."
    assert ("kim", "MET_WITH", "sisi") in claims(text)


@pytest.mark.parametrize("men", ["مسلحون تابعون ل", "قوات موالية ل", "مسلحون ينتمون إلى "])
def test_men_that_are_said_to_be_a_bodys_act_for_it(men: str) -> None:
    assert ("hezbollah", "ATTACKS", "iran") in claims(f"قصفت {men}{HEZBOLLAH} مواقع ل{IRAN}.")


def test_summoning_the_ambassador_of_another_state_breaks_no_ties() -> None:
    assert claims(f"استدعت {RUSSIA} السفير [الإيراني](country/iran Country demonym) أمس.") == set()
    assert claims(f"استدعت {RUSSIA} سفيرها من {IRAN}.") == {("russia", "CUTS_TIES_WITH", "iran")}


def test_a_verb_of_two_letters_takes_a_conjunction() -> None:
    assert claims(f"وحث {SISI} {CHINA} على وقف الحرب.") == {("sisi", "CALLS_ON", "china")}


def test_whom_a_relative_clause_brands_is_sanctioned() -> None:
    text = f"هاجمت {EGYPT} {HEZBOLLAH} الذي تصنفه {CHINA} منظمة إرهابية."
    assert ("china", "SANCTIONS", "hezbollah") in claims(text)


def test_a_deed_stands_between_a_preposition_and_whose_it_is() -> None:
    assert claims(f"أشاد {SISI} بدور {CHINA}.") == {("sisi", "SUPPORTS", "china")}


def test_him_who_is_called_on_by_a_pronoun_of_its_own() -> None:
    text = f"اتهم {SISI} {KIM} بالكذب، داعيا إياه إلى الاعتذار."
    assert ("sisi", "CALLS_ON", "kim") in claims(text)


def test_whom_one_meets_on_a_visit_does_not_meet_himself() -> None:
    text = f"وصل {SISI} إلى {CHINA} في زيارة يلتقي خلالها {KIM} و{PUTIN}."
    met = {one for one in claims(text) if one[1] == "MET_WITH"}
    assert met == {("kim", "MET_WITH", "sisi"), ("putin", "MET_WITH", "sisi")}
