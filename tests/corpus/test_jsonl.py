"""JSON lines, JSON files, and the stream of standard input."""

from __future__ import annotations

import io
import json
from datetime import date

import pytest

from kg.corpus import Columns, ReadOptions, read_jsonl_stream
from kg.report import Drop
from tests.corpus.conftest import Read
from tests.corpus.samples import ARTICLE, ENGLISH, SENTENCE, SHORT, only, reasons


def lines(*records: object) -> str:
    return "\n".join(json.dumps(record, ensure_ascii=False) for record in records) + "\n"


def test_each_line_is_a_document_named_by_line_or_id(read: Read) -> None:
    result = read(
        "a.jsonl", lines({"text": SENTENCE}, {"id": 7, "text": ARTICLE}, {"id": "x/1", "text": ENGLISH})
    )
    assert [document.path for document in result.documents] == ["a.jsonl#1", "a.jsonl#7", "a.jsonl#x/1"]
    assert result.drops == ()


def test_the_fields_of_a_record_are_read(read: Read) -> None:
    record = {
        "body": SENTENCE,
        "Headline": SHORT,
        "publisher": {"name": "المثال"},
        "authors": ["منى", "سامي"],
        "link": "https://example.org",
        "date": "19/06/2024",
    }
    document = only(read("a.jsonl", lines(record)))
    assert (document.title, document.source, document.author) == (SHORT, "المثال", "منى, سامي")
    assert (document.url, document.published_at) == ("https://example.org", date(2024, 6, 19))


@pytest.mark.parametrize(
    ("broken", "reason"),
    [
        ("{", Drop.RECORD_MALFORMED),
        ("[1]", Drop.RECORD_MALFORMED),
        ("null", Drop.RECORD_MALFORMED),
        ('{"title": "x"}', Drop.RECORD_MALFORMED),
        ('{"text": 5}', Drop.RECORD_MALFORMED),
        ('{"text": null}', Drop.RECORD_MALFORMED),
        ('{"text": ""}', Drop.TEXT_EMPTY),
        ("[" * 100_000, Drop.RECORD_MALFORMED),
        ('{"text": ' + "9" * 5000 + "}", Drop.RECORD_MALFORMED),
    ],
    ids=["cut", "list", "null", "no text", "number", "null text", "empty", "deep", "huge number"],
)
def test_a_broken_line_is_named_and_the_rest_goes_on(read: Read, broken: str, reason: Drop) -> None:
    result = read("a.jsonl", lines({"text": SENTENCE}) + broken + "\n\n" + lines({"text": ARTICLE}))
    assert [document.text for document in result.documents] == [SENTENCE, ARTICLE]
    assert [(drop.reason, drop.where) for drop in result.drops] == [(reason, "a.jsonl#2")]


def test_a_record_without_text_says_which_fields_there_are(read: Read) -> None:
    (drop,) = read("a.jsonl", lines({"story": SENTENCE})).drops
    assert "story" in drop.why
    assert "columns:" in drop.why


def test_other_field_names_can_be_given(read: Read) -> None:
    options = ReadOptions(columns=Columns(text=("Story",), title=("عنوان_الخبر",)))
    document = only(read("a.jsonl", lines({"story": SENTENCE, "عنوان الخبر": SHORT}), options))
    assert (document.text, document.title) == (SENTENCE, SHORT)


@pytest.mark.parametrize("value", ["soon", "2024-13-45", "", None, True, 3.5, [], {}, "9" * 300])
def test_a_date_that_is_none_leaves_the_document(read: Read, value: object) -> None:
    assert only(read("a.jsonl", lines({"text": SENTENCE, "date": value}))).published_at is None


def test_a_language_column_wins_over_the_letters(read: Read) -> None:
    assert only(read("a.jsonl", lines({"text": "بوتين", "lang": "ar-EG"}))).language == "ar"
    assert reasons(read("a.jsonl", lines({"text": "بوتين", "lang": "fa"}))) == [Drop.LANGUAGE_UNSUPPORTED]


def test_escapes_of_half_surrogates_and_nul_do_no_harm(read: Read) -> None:
    document = only(
        read("a.jsonl", '{"text": "وصل \\ud83d بوتين\\u0000 \\ud83d\\ude80 اليوم", "title": "\\udc00"}\n')
    )
    assert document.text == "وصل \ufffd بوتين\ufffd 🚀 اليوم"
    assert document.title == "\ufffd"


def test_lines_may_end_in_crlf_and_hold_other_line_signs(read: Read) -> None:
    data = (
        json.dumps({"text": "وصل\r\nبوتين\u2028اليوم"}, ensure_ascii=False)
        + "\r\n"
        + lines({"text": SENTENCE})
    )
    assert [document.text for document in read("a.jsonl", data).documents] == [
        "وصل\nبوتين\u2028اليوم",
        SENTENCE,
    ]


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "cp1256"])
def test_other_encodings_are_read_line_by_line(read: Read, codec: str) -> None:
    data = lines(*({"id": number, "text": f"{SENTENCE} {number}"} for number in range(50)))
    result = read("a.jsonl", data.encode(codec))
    assert len(result.documents) == 50
    assert result.drops == ()


def test_ascii_before_the_first_arabic_letter_does_not_hide_the_encoding(read: Read) -> None:
    head = lines(*({"text": ENGLISH + " " + str(number)} for number in range(3000)))
    result = read("a.jsonl", head.encode() + lines({"text": SENTENCE}).encode("cp1256"))
    assert result.documents[-1].text == SENTENCE


@pytest.mark.parametrize(
    ("content", "paths"),
    [
        ({"text": SENTENCE}, ["a.json#1"]),
        ([{"text": SENTENCE}, {"id": "b", "text": ARTICLE}], ["a.json#1", "a.json#b"]),
    ],
)
def test_a_json_file_holds_one_object_or_a_list(read: Read, content: object, paths: list[str]) -> None:
    result = read("a.json", json.dumps(content, indent=2))
    assert [document.path for document in result.documents] == paths


def test_json_lines_under_the_suffix_of_json_are_read(read: Read) -> None:
    result = read("a.json", lines({"text": SENTENCE}, {"text": ARTICLE}) + "{")
    assert (len(result.documents), reasons(result)) == (2, [Drop.RECORD_MALFORMED])


def test_a_json_file_that_is_none_is_counted(read: Read) -> None:
    assert reasons(read("a.json", '{"text": "نص')) == [Drop.RECORD_MALFORMED]


@pytest.mark.parametrize(
    "encode", [str.encode, lambda text: text.encode("cp1256"), str], ids=["utf-8", "windows-1256", "text"]
)
def test_a_stream_is_read_alike(encode: object) -> None:
    data = encode(lines({"text": SENTENCE}) + "{\n" + lines({"text": ARTICLE}))  # type: ignore[operator]
    result = read_jsonl_stream(io.StringIO(data) if isinstance(data, str) else io.BytesIO(data))
    assert [document.text for document in result.documents] == [SENTENCE, ARTICLE]
    assert [(drop.reason, drop.where) for drop in result.drops] == [(Drop.RECORD_MALFORMED, "stdin#2")]
    assert (result.file.name, len(result.sha256)) == ("stdin", 64)


def test_an_empty_stream_gives_nothing() -> None:
    result = read_jsonl_stream(io.BytesIO(b""))
    assert (result.documents, result.drops) == ((), ())
