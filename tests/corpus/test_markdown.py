"""Markdown: offsets point into the file as it stands."""

from __future__ import annotations

from datetime import date

import pytest

from tests.corpus.conftest import Read
from tests.corpus.samples import SENTENCE, ignored, only

FRONT = "---\ntitle: قمة في بيونغ يانغ\nالمصدر: وكالة المثال\nauthor: [منى, سامي]\ndate: 2024-06-19\nurl: https://example.org/1\n---\n"


def test_front_matter_gives_the_fields_and_is_set_aside(read: Read) -> None:
    text = FRONT + f"# عنوان آخر\n\n{SENTENCE}\n"
    document = only(read("a.md", text))
    assert document.text == text
    assert (document.title, document.source, document.author) == (
        "قمة في بيونغ يانغ",
        "وكالة المثال",
        "منى, سامي",
    )
    assert (document.published_at, document.url) == (date(2024, 6, 19), "https://example.org/1")
    assert ignored(document) == [("front-matter", FRONT)]


def test_front_matter_with_a_bom_and_crlf_is_seen(read: Read) -> None:
    document = only(read("a.md", "\ufeff" + FRONT.replace("\n", "\r\n") + SENTENCE))
    assert document.title == "قمة في بيونغ يانغ"


@pytest.mark.parametrize("inside", ["a: [", "- list", "date: 2024-99-99", "&a [*a]", ""])
def test_front_matter_that_says_nothing_is_still_set_aside(read: Read, inside: str) -> None:
    document = only(read("a.md", f"---\n{inside}\n---\n{SENTENCE}\n"))
    assert [reason for reason, _ in ignored(document)] == ["front-matter"]
    assert document.published_at is None


def test_a_rule_in_the_text_is_no_front_matter(read: Read) -> None:
    assert ignored(only(read("a.md", f"{SENTENCE}\n\n---\n\n{SENTENCE}\n"))) == []


@pytest.mark.parametrize(
    "heading", ["# قمة **بوتين** وكيم #", "قمة بوتين وكيم\n====", "نص\n\n# قمة بوتين وكيم"]
)
def test_the_first_heading_is_the_title(read: Read, heading: str) -> None:
    assert only(read("a.md", f"{heading}\n\n{SENTENCE}\n")).title == "قمة بوتين وكيم"


def test_of_a_link_the_words_stay_and_of_an_image_nothing(read: Read) -> None:
    link, image = "[بوتين](https://example.org/p)", "![صورة بوتين](a.png)"
    text = f"{SENTENCE}\n\nزار {link} بيونغ يانغ {image} اليوم.\n<!-- ملاحظة -->\n```\ncode\n```\n"
    assert ignored(only(read("a.md", text))) == [
        ("link", "(https://example.org/p)"),
        ("image", "![صورة بوتين](a.png)"),
        ("comment", "<!-- ملاحظة -->"),
        ("code", "```\ncode\n```"),
    ]
