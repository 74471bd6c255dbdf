"""Title, source, author and date of a plain text: from its labels, its dateline, its first line."""

from __future__ import annotations

from datetime import date

import pytest

from kg.corpus import ReadOptions
from kg.records import document_id
from kg.report import Drop
from tests.corpus.conftest import Read
from tests.corpus.samples import ARTICLE, ENGLISH, SENTENCE, SHORT, ignored, only, reasons


def test_a_plain_text_is_kept_as_read_with_an_id_from_its_content(read: Read) -> None:
    document = only(read("a.txt", ARTICLE))
    assert (document.text, document.id, document.path) == (ARTICLE, document_id(ARTICLE), "a.txt")
    assert document.title == ARTICLE.split("\n")[0]
    assert document.ignored == ()


def test_a_label_block_gives_the_fields_and_is_set_aside(read: Read) -> None:
    head = f"العنوان: {SHORT}\nالمصدر: رويترز\nالكاتب: منى سالم\nالتاريخ: 19 يونيو 2024\n\n"
    document = only(read("a.txt", head + SENTENCE))
    assert (document.title, document.source, document.author) == (SHORT, "رويترز", "منى سالم")
    assert document.published_at == date(2024, 6, 19)
    assert [reason for reason, _ in ignored(document)] == [
        "title-label",
        "source-line",
        "byline",
        "date-line",
    ]


def test_the_headline_behind_a_label_stays_text(read: Read) -> None:
    document = only(read("a.txt", f"العنوان: {SHORT}\n{SENTENCE}"))
    assert ignored(document) == [("title-label", "العنوان: ")]


def test_an_english_label_block_works_alike(read: Read) -> None:
    text = f"Title: Lavrov in Pyongyang\nSource: Reuters\nDate: 2024-06-19\n\n{ENGLISH}"
    document = only(read("a.txt", text))
    assert (document.title, document.source, document.published_at) == (
        "Lavrov in Pyongyang",
        "رويترز",
        date(2024, 6, 19),
    )


def test_a_dateline_gives_agency_and_day_and_is_set_aside(read: Read) -> None:
    document = only(read("a.txt", f"موسكو – (رياليست عربي): {SENTENCE}"))
    assert document.source == "رياليست عربي"
    assert ignored(document) == [("dateline", "موسكو – (رياليست عربي):")]


def test_a_dateline_under_the_headline_is_found(read: Read) -> None:
    document = only(read("a.txt", f"{SHORT} في زيارة رسمية\nموسكو- {SENTENCE}"))
    assert document.title == f"{SHORT} في زيارة رسمية"
    assert ignored(document) == [("dateline", "موسكو-")]


def test_a_byline_with_day_gives_author_and_day(read: Read) -> None:
    document = only(read("a.txt", f"منى سالم - دبي - الأربعاء 19 يونيو 2024 05:17 مساءً - {SENTENCE}"))
    assert (document.author, document.published_at) == ("منى سالم", date(2024, 6, 19))


@pytest.mark.parametrize("first", [SENTENCE, "وقال بوتين:", "موسكو", "برلين 10 أغسطس 2015"])
def test_a_first_line_that_is_no_headline_gives_no_title(read: Read, first: str) -> None:
    assert only(read("a.txt", f"{first}\n{SENTENCE}")).title is None


def test_titles_from_the_first_line_can_be_switched_off(read: Read) -> None:
    assert only(read("a.txt", ARTICLE, ReadOptions(title_from_first_line=False))).title is None


def test_a_question_may_be_a_headline(read: Read) -> None:
    assert only(read("a.txt", f"هل يزور كيم موسكو؟\n{SENTENCE}")).title == "هل يزور كيم موسكو؟"


@pytest.mark.parametrize("data", ["", "\ufeff"])
def test_an_empty_file_is_counted(read: Read, data: str) -> None:
    assert reasons(read("a.txt", data))[0] in (Drop.FILE_EMPTY, Drop.TEXT_EMPTY)


@pytest.mark.parametrize("data", [" \n\t \r\n", "12 / 34 …", "🚀🚀"])
def test_a_text_without_a_letter_is_counted(read: Read, data: str) -> None:
    assert reasons(read("a.txt", data)) == [Drop.TEXT_EMPTY]


def test_the_least_number_of_letters_can_be_set(read: Read) -> None:
    assert reasons(read("a.txt", SHORT, ReadOptions(min_letters=100))) == [Drop.TEXT_EMPTY]
