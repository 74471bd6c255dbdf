"""Cues of polarity, modality and reported speech, in minimal pairs."""

from __future__ import annotations

import copy
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import ResourceError
from kg.language.cues import Cues, cues
from kg.language.normalize import fold
from kg.records import Modality, Polarity
from kg.resources import read_yaml

WORDS = str.split("لم لن لا قد فحسب إلا أن بل يزور زار سيزور روسيا ، من المقرر دون شك في حال")


def kinds(text: str) -> list[str]:
    return [match.cue.kind for match in cues().find(fold(text).split())]


def manners(text: str) -> list[str | None]:
    return [match.cue.manner for match in cues().find_reporting(fold(text).split())]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("التقى بوتين كيم", []),
        ("لم يلتق بوتين كيم", ["negation"]),
        ("نفى بوتين لقاء كيم", ["denial"]),
        ("نفت موسكو تزويد طهران", ["denial"]),
        ("قد يلتقي بوتين كيم", ["possibility"]),
        ("قد لا يلتقي بوتين كيم", ["possibility", "negation"]),
        ("وقد التقى بوتين كيم", ["emphasis"]),
        ("لقد تحدث المسؤولون", ["emphasis"]),
        ("وكان قد زار موسكو", ["emphasis"]),
        ("سيلتقي بوتين كيم", ["future"]),
        ("سوف يلتقي بوتين كيم", ["future"]),
        ("لن يلتقي بوتين كيم", ["negation"]),
        ("يعتزم بوتين لقاء كيم", ["intention"]),
        ("تخطط موسكو لنقل التكنولوجيا", ["intention"]),
        ("تسعى روسيا إلى تجديد ترسانتها", ["intention"]),
        ("مساعي موسكو لكسب الحلفاء", ["intention"]),
        ("من المقرر أن يزور بوتين الصين", ["intention"]),
        ("الزيارة المرتقبة", ["intention_of"]),
        ("العقوبات المحتملة", ["possibility_of"]),
        ("يمكن أن تهدد", ["possibility"]),
        ("يمكنها تهديد", ["possibility"]),
        ("ربما تكون حذرة", ["possibility"]),
        ("من شأنها أن تعزز", ["possibility"]),
        ("من المتوقع أن تعزز", ["prediction"]),
        ("إذا واجه أحد الطرفين", ["condition"]),
        ("في حال تعرض لاعتداء", ["condition"]),
        ("تخشى سول أن تنقل", ["fear"]),
        ("دعا الرئيس إلى وقف الدعم", ["demand", "suspension"]),
        ("يأمل الرئيس في توقيع", ["hope"]),
        ("هل ينتقم بوتين", ["question"]),
        ("عدم التزامه بالعقوبات", ["negation"]),
        ("رفضت موسكو تسليم", ["refusal"]),
        ("علقت ألمانيا مساعداتها", ["suspension"]),
        ("دون توقيع الاتفاق", ["negation"]),
    ],
)
def test_status(text: str, expected: list[str]) -> None:
    assert kinds(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "لم تفرض من قبل واشنطن ولندن فحسب، بل أيضا من قبل مجلس الأمن",
        "ليس فقط روسيا بل الصين",
        "لم يزر إلا موسكو",
        "لا تعترف سوى بحكومة واحدة",
        "دون شك",
        "لا شك أن التعاون قائم",
        "لا سيما روسيا",
        "لا يزال التعاون قائما",
        "ما زالت العقوبات قائمة",
        "غير أن التعاون قائم",
    ],
)
def test_what_looks_like_a_negation_and_is_none(text: str) -> None:
    assert [match.cue.polarity for match in cues().find(fold(text).split())] == [None]


def test_what_restricts_a_negation_cites_at_the_beginning_of_a_sentence() -> None:
    def cites(text: str) -> list[str | None]:
        return [match.cue.manner for match in cues().find_reporting(fold(text).split())]

    assert cites("وحسب الصحيفة فإن التعاون قائم") == ["according_to"]
    assert cites("ليس التعاون قائما وحسب") == []


def test_however_takes_no_negation_away() -> None:
    assert kinds("لم يزر موسكو إلا أن الوفد وصل") == ["negation"]


def test_not_ruling_out_is_possibility() -> None:
    found = cues().find(fold("لا تستبعد موسكو أن تقوم").split())
    assert [(match.cue.polarity, match.cue.modality) for match in found] == [(None, Modality.POSSIBLE)]


@pytest.mark.parametrize(
    "text",
    [
        "السياسة الأمريكية",
        "وسيلة جديدة",
        "كامل التعاون",
        "بدأت الزيارة",
        "كلا البلدين",
        "الأمنية",
        "قابل لافروف نظيره",
        "واسعة",
        "تسعة",
        "التابعة للأمم المتحدة",
        "سيول وطوكيو",
        "حالة الاتفاق",
        "تمكنت القوات",
    ],
)
def test_other_words_are_no_cues(text: str) -> None:
    assert kinds(text) == []


def test_effects() -> None:
    classes = cues().classes
    assert classes["negation"].polarity is Polarity.NEGATED
    assert classes["possibility"].modality is Modality.POSSIBLE
    assert classes["intention"].modality is Modality.PLANNED
    assert classes["possibility_of"].side == "before"
    assert (classes["emphasis"].polarity, classes["emphasis"].modality) == (None, None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("وقالت الصحيفة", ["say"]),
        ("وأضافت أن", ["say"]),
        ("بحسب الصحيفة", ["according_to"]),
        ("وبحسب الصحيفة", ["according_to"]),
        ("وفقا لمصادر", ["according_to"]),
        ("نقلا عن مسؤولين", ["quote"]),
        ("ونقلت عن العقيد", ["quote"]),
        ("على حد تعبيره", ["own_words"]),
        ("وأعلنت مسؤوليتها عن الهجوم", ["say", "responsibility"]),
        ("زعمت موسكو", ["claim"]),
        ("نفت موسكو", ["deny"]),
        ("يعتبر الخبير", ["think"]),
        ("أشار التقرير", ["show"]),
        ("كما ذكرت الوكالة", ["according_to"]),
        ("بين روسيا والصين", []),
        ("إضافة إلى روسيا", []),
        ("روسيا فحسب", []),
    ],
)
def test_reporting(text: str, expected: list[str]) -> None:
    assert manners(text) == expected


def test_the_preposition_on_the_next_word_is_no_part_of_the_cue() -> None:
    words = fold("وفقا لمصادر").split()
    assert [(match.start, match.stop) for match in cues().find_reporting(words)] == [(0, 1)]


@given(
    st.lists(
        st.sampled_from(WORDS),
        max_size=12,
    )
)
def test_matches_are_in_order_and_apart(words: list[str]) -> None:
    folded = [fold(word) or word for word in words]
    found = cues().find(folded)
    assert all(0 <= match.start < match.stop <= len(folded) for match in found)
    assert all(one.stop <= other.start for one, other in pairwise(found))


def test_faults_of_a_file_are_reported_together() -> None:
    data = copy.deepcopy(read_yaml("cues.yaml"))
    data["classes"]["negation"]["polarity"] = "maybe"
    data["classes"]["hope"]["side"] = "left"
    data["classes"]["demand"]["verbs"] = ["دعا"]
    data["reporting"]["say"] = {"words": [False]}
    del data["classes"]["emphasis"]
    with pytest.raises(ResourceError) as error:
        Cues(data)
    for part in ("cues.yaml", "maybe", "classes.hope", "دعا", "False", "emphasis"):
        assert part in str(error.value)
