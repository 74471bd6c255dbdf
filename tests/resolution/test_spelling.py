"""Spellings of one word cost little, other words a lot."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.resolution.compare import SAME_FROM
from kg.resolution.spelling import FAR, cost

#: The cost up to which a word alone leaves two names the same.
SPELLING = (1 - SAME_FROM) / 0.2


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("زيلينسكي", "زيلنسكي"),
        ("جوتيريش", "غوتيريش"),
        ("Zelensky", "زيلينسكي"),
        ("Sisi", "السيسي"),
        ("Biden", "بايدن"),
        ("Hussein", "حسين"),
        ("Mohammed", "Mohamed"),
        ("إسحق", "إسحاق"),
        ("أنطونيو", "أنتونيو"),
    ],
)
def test_spellings_of_a_word_are_near(one: str, other: str) -> None:
    assert cost(one, other) <= SPELLING


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("حسن", "حسين"),
        ("Hassan", "حسين"),
        ("سالم", "سليم"),
        ("العامري", "العمري"),
        ("كريم", "كريمة"),
        ("Karim", "Karima"),
        ("إيفانوف", "إيفانوفا"),
        ("جمال", "كمال"),
        ("رومان", "رامون"),
        ("بايدن", "بوتين"),
    ],
)
def test_other_words_are_far(one: str, other: str) -> None:
    assert cost(one, other) > SPELLING


WORDS = st.text(alphabet="ابتجدرزسشغفقكلمنهويعحabdegiklmnorstuy", min_size=1, max_size=8)


@given(WORDS, WORDS)
def test_the_cost_has_no_direction(one: str, other: str) -> None:
    assert 0 <= cost(one, other) == cost(other, one) <= FAR


@given(WORDS)
def test_a_word_costs_nothing_against_itself(word: str) -> None:
    assert cost(word, word) == 0
