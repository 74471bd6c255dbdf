"""The tokenizer gives back any text exactly, and cuts proclitics only before names."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.extraction.reading_helpers import names_pipeline, read

ARABIC_AND_MORE = st.text(
    st.one_of(
        st.characters(min_codepoint=0x0600, max_codepoint=0x06FF),
        st.sampled_from(
            " \n\t\u00a0\u200f\u200d\ufefbﷺ.,،؛؟!:«»“”\"'()[]-–—…%٪@#_/0123456789٠١٢٣abcXYZé🙂👨‍👩‍👧"
        ),
        st.characters(exclude_categories=("Cs",)),
    )
)


def tokens(text: str) -> list[str]:
    return [token.text for token in names_pipeline().tokenizer(text)]


@given(ARABIC_AND_MORE)
@settings(max_examples=300, deadline=None)
def test_any_text_comes_back_exactly(text: str) -> None:
    doc = names_pipeline().tokenizer(text)
    assert doc.text == text
    assert "".join(token.text_with_ws for token in doc) == text


@given(ARABIC_AND_MORE)
@settings(max_examples=100, deadline=None)
def test_no_text_breaks_a_component(text: str) -> None:
    assert read(text).text == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("قال: «نعم».", ["قال", ":", "«", "نعم", "»", "."]),
        ("بنسبة 3.5% و٢٬٥٠٠", ["بنسبة", "3.5", "%", "و", "٢٬٥٠٠"]),
        ("الرَّئيسُ الأمــريكي", ["الرَّئيسُ", "الأمــريكي"]),
        ("سطر\r\nآخر", ["سطر", "\r\n", "آخر"]),
        ("نقطتان.. وثلاث...", ["نقطتان", "..", "وثلاث", "..."]),
        ("🙂 نعم", ["🙂", "نعم"]),
        ("a  b", ["a", " ", "b"]),
        ("من\u00a0هنا", ["من", "\u00a0", "هنا"]),
    ],
)
def test_words_marks_and_white_space_are_apart(text: str, expected: list[str]) -> None:
    assert tokens(text) == expected


def test_a_direction_mark_at_the_edge_stays_outside_the_word() -> None:
    assert tokens("\u200fموسكو\u200f") == ["\u200f", "موسكو", "\u200f"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("وبكين", ["و", "بكين"]),
        ("للصين", ["ل", "لصين"]),
        ("بالعراق", ["ب", "العراق"]),
        ("وللصين", ["ول", "لصين"]),
        ("كالصين", ["ك", "الصين"]),
        ("وكوريا الشمالية", ["و", "كوريا", "الشمالية"]),
        ("لحزب الله", ["ل", "حزب", "الله"]),
        ("ووزارة الخارجية", ["و", "وزارة", "الخارجية"]),
        ("وجاستن", ["و", "جاستن"]),
        ("وبِكين", ["و", "بِكين"]),
    ],
)
def test_a_proclitic_before_a_name_is_a_token(text: str, expected: list[str]) -> None:
    assert tokens(text) == expected


@pytest.mark.parametrize(
    "word",
    [
        "واشنطن",
        "بوتين",
        "لبنان",
        "فرنسا",
        "وزارة",
        "بكين",
        "كييف",
        "لندن",
        "وليد",
        "بعد",
        "وكالة",
        "فريق",
        "كان",
        "سيول",
    ],
)
def test_a_word_that_only_begins_like_a_proclitic_stays_whole(word: str) -> None:
    assert tokens(word) == [word]


def test_an_unknown_name_is_cut_where_the_document_repeats_it_alone() -> None:
    alone, attached = "قال كركودينوف", "وكركودينوف"
    assert tokens(f"{attached} هنا")[0] == attached
    assert tokens(f"{alone} ثم {attached}")[-2:] == ["و", "كركودينوف"]


def test_a_swallowed_article_comes_back_in_the_norm() -> None:
    doc = names_pipeline().tokenizer("زيارة للصين")
    assert [(token.text, token.norm_) for token in doc][-1] == ("لصين", "الصين")


def test_the_norm_of_a_word_is_its_folded_form() -> None:
    assert [token.norm_ for token in names_pipeline().tokenizer("الأمريكيّة!")] == ["الامريكيه", "!"]
