"""Titles: what they state, how long they are, in which forms they are found."""

from __future__ import annotations

import copy

import pytest

from kg.errors import ResourceError
from kg.language.normalize import fold
from kg.language.titles import TitleLexicon, titles
from kg.ontology import Ontology
from kg.resources import read_yaml


def match(text: str) -> tuple[str, str | None, int] | None:
    found = titles().match(fold(text).split(), 0)
    return found and (found[0].english, found[0].relation, found[1])


@pytest.mark.parametrize(
    ("text", "english", "relation", "length"),
    [
        ("الرئيس الروسي فلاديمير بوتين", "president", "LEADS", 1),
        ("رئيس الوزراء العراقي", "prime minister", "LEADS", 2),
        ("رئيسة وزراء إيطاليا", "prime minister", "LEADS", 2),
        ("الأمين العام للأمم المتحدة", "secretary-general", "LEADS", 2),
        ("أمين عام الناتو", "secretary-general", "LEADS", 2),
        ("المرشد الأعلى", "supreme leader", "LEADS", 2),
        ("العاهل الأردني", "king", "LEADS", 1),
        ("مدير مركز التنبؤات", "director of", "LEADS", 2),
        ("وزير الخارجية الروسي", "minister of foreign affairs", "HOLDS_OFFICE", 2),
        (
            "وزيرة الخارجية والتعاون الدولي المصرية",
            "minister of foreign affairs and international cooperation",
            "HOLDS_OFFICE",
            4,
        ),
        ("وزير الدولة للشؤون الخارجية", "minister of state and foreign affairs", "HOLDS_OFFICE", 4),
        ("وزير الدفاع ووزير الخارجية", "minister of defence", "HOLDS_OFFICE", 2),
        ("نائب رئيس الوزراء", "deputy prime minister", "HOLDS_OFFICE", 3),
        ("النائب الأول لرئيس الوزراء", "deputy prime minister", "HOLDS_OFFICE", 4),
        ("نائب وزير الدفاع", "deputy minister of defence", "HOLDS_OFFICE", 3),
        ("نائبة الرئيس الأمريكي", "deputy president", "HOLDS_OFFICE", 2),
        ("المتحدثة باسم الخارجية", "foreign ministry spokesman", "HOLDS_OFFICE", 3),
        ("الناطق باسم الكرملين", "spokesman", "HOLDS_OFFICE", 2),
        ("قائد الجيش اللبناني", "army commander", "HOLDS_OFFICE", 2),
        ("رئيس هيئة الأركان المشتركة", "chief of staff", "HOLDS_OFFICE", 4),
        ("العقيد السابق", "colonel", "HOLDS_OFFICE", 1),
        ("ولي العهد السعودي", "crown prince", "HOLDS_OFFICE", 2),
        ("عضو مجلس الشيوخ", "member of parliament", "HOLDS_OFFICE", 3),
        ("المحلل السياسي", "analyst", "WORKS_FOR", 2),
        ("الباحثة في معهد", "researcher", "WORKS_FOR", 1),
        ("أستاذ العلاقات الدولية في جامعة", "professor", "WORKS_FOR", 3),
        ("مواطن أمريكي", "citizen", "CITIZEN_OF", 1),
        ("الناشطة المصرية", "activist", "CITIZEN_OF", 1),
        ("الدكتور عصام", "dr", None, 1),
    ],
)
def test_titles(text: str, english: str, relation: str | None, length: int) -> None:
    assert match(text) == (english, relation, length)


@pytest.mark.parametrize(
    "text",
    [
        "وزراء الخارجية",
        "وزيرا الخارجية",
        "وزيري الخارجية",
        "ووزير الخارجية",
        "لوزير الخارجية",
        "وزير خارجيته",
        "وزيرة خارجيتها",
        "وزير للخارجية",
    ],
)
def test_a_title_is_found_in_any_form(text: str) -> None:
    found = match(text)
    assert found is not None
    assert found[0] == "minister of foreign affairs"
    assert found[2] == 2


@pytest.mark.parametrize(
    "text", ["زعيما البلدين", "زعماء الدول", "الزعيمان", "لزعيم", "وزعيمها", "للزعيم", "بزعيمهم"]
)
def test_one_word_titles_in_any_form(text: str) -> None:
    found = match(text)
    assert found is not None
    assert found[0] == "leader"


@pytest.mark.parametrize(
    "text",
    # each is written like a title and is another word
    [
        "المؤسسة الدولية",
        "المعارضة السورية",
        "المساعدات الإنسانية",
        "أمام البرلمان",
        "طالب الرئيس",
        "السياسية",
        "عامل ضغط",
        "المقاتلة الروسية",
        "كتاب جديد",
        "العالم العربي",
        "الزيارة",
        "وول ستريت",
        "مسلحة",
        "وزارة الخارجية",
        "والدبلوماسية",
        "شاي",
        "لدى موسكو",
        "دون شك",
        "بدأت",
    ],
)
def test_what_only_looks_like_a_title_is_none(text: str) -> None:
    assert match(text) is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("المستشار الألماني أولاف شولتس", "المستشار السياسي"),
        ("الطالب المصري", "طالب المصري"),
        ("ملكة بريطانيا", "ملك بريطانيا"),
        ("رئيس البرلمان", "رئيس الوزراء"),
    ],
)
def test_pairs_that_differ(one: str, other: str) -> None:
    assert match(one) != match(other)


def test_words_that_only_tell_the_title_stay_outside_of_it() -> None:
    assert match("المستشار الألماني أولاف شولتس") == ("chancellor", "LEADS", 1)


@pytest.mark.parametrize(
    ("word", "status"),
    [
        ("السابق", "former"),
        ("السابقة", "former"),
        ("الأسبق", "former"),
        ("الراحل", "late"),
        ("المنتخب", "elect"),
        ("الحالي", "current"),
    ],
)
def test_status(word: str, status: str) -> None:
    found = titles().status([fold(word)], 0)
    assert found == (status, 1)


def test_status_of_two_words() -> None:
    assert titles().status(fold("المنتهية ولايته").split(), 0) == ("outgoing", 2)


def test_the_relation_depends_on_what_stands_beside() -> None:
    journalist = titles().match(["الصحفي"], 0)
    assert journalist is not None
    assert journalist[0].relation_with("Organization") == "WORKS_FOR"
    assert journalist[0].relation_with("Country") == "CITIZEN_OF"
    director = titles().match(["مدير"], 0)
    assert director is not None
    assert director[0].relation_with("Organization") == "LEADS"
    assert director[0].relation_with("Country") == "HOLDS_OFFICE"


def test_every_relation_is_in_the_ontology() -> None:
    relations = {title.relation for title in titles().titles} - {None}
    assert all(relation in Ontology.default() for relation in relations)
    assert len({title.words for title in titles().titles}) > 400


def test_matching_at_the_end_and_beyond() -> None:
    assert titles().match(["قال", "الرييس"], 1) is not None
    assert titles().match(["قال"], 1) is None
    assert titles().match([], 0) is None


def test_faults_of_a_file_are_reported_together() -> None:
    data = copy.deepcopy(read_yaml("titles.yaml"))
    data["titles"]["RULES"] = {"planet": {"tsar": ["قيصر"]}}
    data["titles"]["LEADS"]["any"]["chief"] = ["رئيس"]
    with pytest.raises(ResourceError) as error:
        TitleLexicon(data)
    for part in ("titles.yaml", "RULES", "planet", "chief", "رئيس"):
        assert part in str(error.value)
