"""Proclitics are peeled only off known names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.language.normalize import fold
from kg.language.proclitics import peel

NAMES = frozenset(
    fold(name)
    for name in str.split(
        "بكين واشنطن بوتين كييف لبنان ليبيا فرنسا كندا بيونغ الصين العراق اليابان كيم سول روسيا"
        " اللاذقية لافروف وانغ فولوديمير بلينكن كوريا سوريا الليبي الناتو"
    )
)


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("وبكين", "بكين"),
        ("لموسكو", None),
        ("لكيم", "كيم"),
        ("للصين", "لصين"),
        ("وللصين", "لصين"),
        ("بالعراق", "العراق"),
        ("كالصين", "الصين"),
        ("فلبنان", "لبنان"),
        ("وبلبنان", "لبنان"),
        ("للبنان", "لبنان"),
        ("للاذقية", "لاذقية"),
        ("ولليبيا", "ليبيا"),
        ("لليبي", "ليبي"),
        ("وَبُوتِين", "بُوتِين"),
        ("وـبكين", "بكين"),
        ("وكوريا", "كوريا"),
        ("بفرنسا", "فرنسا"),
    ],
)
def test_a_name_is_found_behind_its_proclitic(word: str, name: str | None) -> None:
    cut = peel(word, NAMES.__contains__)
    assert (word[cut:] if cut else None) == name


@pytest.mark.parametrize(
    "word",
    [
        "واشنطن",
        "بوتين",
        "بكين",
        "كييف",
        "لبنان",
        "ليبيا",
        "فرنسا",
        "كندا",
        "لافروف",
        "بلينكن",
        "سوريا",
        "كوريا",
        "وانغ",
        "فولوديمير",
        "كتاب",
        "بيت",
        "وزارة",
        "و",
        "",
        "لل",
        "،",
    ],
)
def test_a_word_that_only_begins_like_one_is_left_whole(word: str) -> None:
    assert peel(word, NAMES.__contains__) == 0


@given(st.text(max_size=12), st.booleans())
def test_the_cut_lies_inside_any_word(word: str, known: bool) -> None:
    assert 0 <= peel(word, lambda key: known) <= len(word)
    assert peel(word, lambda key: key != fold(word)) < max(len(word), 1)
