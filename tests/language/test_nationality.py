"""Nationality adjectives in all their forms."""

from __future__ import annotations

import pytest

from kg.language.nationality import forms
from kg.language.normalize import fold


@pytest.mark.parametrize(
    "form",
    str.split(
        "روسي روسية الروسي الروسية روسيون روسيين الروسيون الروسيين"
        " روسيات الروسيات روسيان روسيتان روسيتين روس الروس"
    ),
)
def test_one_word(form: str) -> None:
    assert fold(form) in forms("روسي")


@pytest.mark.parametrize(
    "form",
    [
        "كوري شمالي",
        "الكوري الشمالي",
        "الكورية الشمالية",
        "كورية شمالية",
        "الكوريون الشماليون",
        "الكوريين الشماليين",
        "كوريتان شماليتان",
        "الكوريات الشماليات",
        "كوريان شماليان",
    ],
)
def test_two_words_agree(form: str) -> None:
    assert fold(form) in forms("كوري شمالي")


def test_two_words_do_not_mix_genders_or_articles() -> None:
    found = forms("كوري شمالي")
    assert fold("الكوري شمالي") not in found
    assert fold("الكورية الشمالي") not in found


@pytest.mark.parametrize("form", ["الأتراك", "أتراك", "الأكراد", "المغاربة", "الأفغان", "الهنود"])
def test_broken_plurals(form: str) -> None:
    found = set().union(*map(forms, ["تركي", "كردي", "مغربي", "أفغاني", "هندي"]))
    assert fold(form) in found


def test_the_accusative_is_a_form_only_where_it_is_no_country() -> None:
    countries = {fold(name) for name in ("روسيا", "سورية", "ليبيا", "أمريكا")}
    assert fold("أمريكيًّا") in forms("أمريكي", names=countries)
    assert fold("أمريكيًّا") not in forms("أمريكي")
    assert fold("روسيا") not in forms("روسي", names=countries)
    assert fold("ليبيا") not in forms("ليبي", names=countries)
    assert fold("سورية") not in forms("سوري", names=countries)
    assert fold("السورية") in forms("سوري", names=countries)


def test_given_plurals_are_added() -> None:
    assert fold("الفرس") in forms("فارسي", plurals=["فُرس"])
