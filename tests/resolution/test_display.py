"""Names shown: one in each script, given before transliterated, never by chance."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.resolution.display import display_names, to_arabic


@pytest.mark.parametrize(
    ("latin", "arabic"),
    [
        ("Mohammed Hassan", "محمد حسن"),
        ("Kuzmin", "كوزمين"),
        ("Al-Sharif", "الشريف"),
        ("Churchill", "تشورتشيل"),
        ("Shakira", "شاكيرا"),
        ("Emma", "إما"),
        ("حزب Podemos", "حزب بودموس"),
    ],
)
def test_to_arabic(latin: str, arabic: str) -> None:
    assert to_arabic(latin) == arabic


def test_names_of_the_knowledge_base_go_before_those_of_texts() -> None:
    names = Counter({"فلاديمير فلاديميروفيتش بوتين": 9})
    assert display_names(names, "فلاديمير بوتين", "Vladimir Putin") == ("فلاديمير بوتين", "Vladimir Putin")


def test_a_name_of_the_texts_goes_before_a_transliteration() -> None:
    names = Counter({"فيودور كوزمين": 1, "Fedor Kuzmin": 1})
    assert display_names(names) == ("فيودور كوزمين", "Fedor Kuzmin")


def test_the_fullest_name_is_shown_in_its_most_frequent_spelling() -> None:
    names = Counter({"كوزمين": 9, "فيودور كوزمين": 2, "فيودور كوزمن": 1})
    assert display_names(names)[0] == "فيودور كوزمين"


@given(st.dictionaries(st.text(min_size=1, max_size=12), st.integers(0, 3), min_size=1), st.randoms())
def test_any_names_give_both_and_their_order_says_nothing(names: dict[str, int], random) -> None:
    items = list(names.items())
    random.shuffle(items)
    assert display_names(Counter(dict(items))) == display_names(Counter(names))
    assert all(display_names(Counter(names)))
