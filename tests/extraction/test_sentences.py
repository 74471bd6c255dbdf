"""Sentences of Arabic news end where a reader would end them."""

from __future__ import annotations

import pytest
import spacy

from kg.extraction.sentences import Sentences
from kg.records import Document, IgnoredSpan
from tests.extraction.reading_helpers import read


def sentences(text: str) -> list[str]:
    return [sentence.text.strip() for sentence in read(text).sents]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("وصل الوفد. غادر الوفد.", ["وصل الوفد.", "غادر الوفد."]),
        ("هل وصل؟ نعم!", ["هل وصل؟", "نعم!"]),
        ("عنوان بلا نقطة\nنص الخبر.", ["عنوان بلا نقطة", "نص الخبر."]),
        ("قال: «انتهى الأمر.» ثم خرج.", ["قال: «انتهى الأمر.»", "ثم خرج."]),
        ('قال: "انتهى الأمر." ثم خرج.', ['قال: "انتهى الأمر."', "ثم خرج."]),
        ("انتهت الحرب.وبدأت المفاوضات", ["انتهت الحرب.", "وبدأت المفاوضات"]),
        ("أوقفوا ذلك؟!! نعم", ["أوقفوا ذلك؟!!", "نعم"]),
    ],
)
def test_a_sentence_ends_after_mark_and_closing_quote(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "قال د. عصام إن الأمر انتهى",
        "ارتفع بنسبة 3.5 في المئة",
        "بثت سي.إن.إن التقرير",
        "نشره موقع Aljazeera.net اليوم",
        "وصل الوفد؛ ثم غادر",
        "إيران وروسيا.. تحالف جديد",
        "قال «لن نذهب … ولن نعود» وخرج",
        "(1) إن الاتفاق انتهى",
        "1. إن الاتفاق انتهى",
        "الأمر واضح (؟) للجميع",
    ],
)
def test_a_dot_or_pause_inside_a_sentence_does_not_end_it(text: str) -> None:
    assert sentences(text) == [text]


def test_an_empty_text_has_no_sentence() -> None:
    assert len(read("")) == 0


def test_blank_lines_belong_to_the_sentence_before() -> None:
    assert sentences("الأول\n\n  \nالثاني") == ["الأول", "الثاني"]


def test_the_sentence_proper_begins_after_a_dateline_and_after_a_label() -> None:
    text = "العنوان: البيت الأبيض: كوريا سلمت روسيا ذخائر\nموسكو - زار لافروف الصين."
    nlp = spacy.blank("ar")
    doc = nlp.make_doc(text)
    start = text.index("موسكو")
    doc._.kg_document = Document(
        id="document/a",
        path="a.txt",
        text=text,
        ignored=(
            IgnoredSpan(start=0, end=8, reason="title-label"),
            IgnoredSpan(start=start, end=start + 7, reason="dateline"),
        ),
    )
    sentences = [s.text.strip() for s in Sentences()(doc).sents]
    assert sentences == ["العنوان:", "البيت الأبيض: كوريا سلمت روسيا ذخائر", "موسكو -", "زار لافروف الصين."]
