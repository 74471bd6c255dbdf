"""Verbs by their looks, in minimal pairs."""

from __future__ import annotations

import pytest

from kg.language.normalize import fold
from kg.language.verbs import conjugate, is_future, is_imperfect, is_perfect, tense_after_qad


@pytest.mark.parametrize(
    "word", ["سيزور", "ستزود", "وسيلتقي", "سيشكل", "ستواصل", "فسيكون", "سنعمل", "سيوقعان"]
)
def test_futures(word: str) -> None:
    assert is_future(fold(word))


@pytest.mark.parametrize(
    "word",
    [
        "سياسة",
        "السياسة",
        "سيارة",
        "سيطر",
        "سيول",
        "سيرغي",
        "ستة",
        "ستولتنبرغ",
        "ستريت",
        "سيما",
        "وسيلة",
        "سنوات",
        "سنة",
        "سيناريو",
        "ستوكهولم",
        "سياق",
        "سينا",
        "زار",
        "سلام",
        "ستيفن",
        "سيد",
    ],
)
def test_no_futures(word: str) -> None:
    assert not is_future(fold(word))


@pytest.mark.parametrize("word", ["يزور", "ويلتقي", "يهدد", "يسعى", "يؤكد"])
def test_imperfects(word: str) -> None:
    assert is_imperfect(fold(word))


@pytest.mark.parametrize(
    "word", ["يوم", "اليوم", "يونيو", "ياباني", "يد", "فيها", "فيينا", "يوسف", "ياسر", "زار", "تعاون", "وزير"]
)
def test_no_imperfects(word: str) -> None:
    assert not is_imperfect(fold(word))


@pytest.mark.parametrize("word", ["زارت", "أعلنت", "وقالت", "تجاوزت", "وقعوا", "استقبل", "فرضت"])
def test_perfects(word: str) -> None:
    assert is_perfect(fold(word))


@pytest.mark.parametrize(
    "word",
    [
        "بيت",
        "بيروت",
        "الكويت",
        "والكويت",
        "للتصويت",
        "تحت",
        "استقبال",
        "زيارات",
        "وول",
        "ستريت",
        "يكونوا",
        "الوقت",
        "مؤقت",
    ],
)
def test_no_perfects(word: str) -> None:
    assert not is_perfect(fold(word))


@pytest.mark.parametrize(
    ("word", "tense"),
    [
        ("يزور", "imperfect"),
        ("زار", "perfect"),
        ("تشمل", "imperfect"),
        ("شملت", "perfect"),
        ("تحدث", "perfect"),
        ("تتحدث", "imperfect"),
        ("تجاوزت", "perfect"),
        ("تحصل", "imperfect"),
        ("فاجأت", "perfect"),
        ("وضعت", "perfect"),
        ("تتطلع", "imperfect"),
        ("تكون", "imperfect"),
        ("التقى", "perfect"),
        ("استخدم", "perfect"),
        ("نفذت", "perfect"),
    ],
)
def test_the_tense_after_qad(word: str, tense: str) -> None:
    assert tense_after_qad(fold(word)) == tense


def test_conjugation_of_weak_verbs() -> None:
    assert {"نفي", "نفت", "نفوا", "ينفي", "تنفي", "ينفون", "ينف"} <= conjugate("نفى", "ينفي")
    assert {"دعا", "دعت", "دعوا", "يدعو", "تدعو", "يدعون", "يدع"} <= conjugate("دعا", "يدعو")
    assert {"سعي", "سعت", "يسعي", "تسعي", "يسعون", "يسعيان"} <= conjugate("سعى", "يسعى")


def test_the_first_person_only_where_asked() -> None:
    assert "نخطط" in conjugate("", "يخطط")
    assert "نخطط" not in conjugate("", "يخطط", first=False)
