"""What is set aside, and the sentences that begin with the same words and must stay."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.corpus import InputFile, read_input
from kg.corpus.boilerplate import disjoint, find_boilerplate
from kg.corpus.boilerplate_rules import load_rules
from kg.errors import ResourceError
from kg.records import IgnoredSpan
from kg.resources import read_yaml
from tests.corpus.samples import ARTICLE, ENGLISH, SENTENCE, ignored

BODY = "\n".join([SENTENCE] * 3)


def marked(text: str) -> list[tuple[str, str]]:
    return [(found.span.reason, text[found.span.start : found.span.end]) for found in find_boilerplate(text)]


@pytest.mark.parametrize(
    "heading",
    ["أخبار ذات صلة", "اقرأ أيضًا:", "إقرأ ايضاً", "شاهد أيضا", "مواضيع ذات صلة", "قد يهمك", "Read also"],
)
def test_a_heading_takes_the_headline_under_it_and_no_more(heading: str) -> None:
    headline = "بوتين يهدي كيم سيارة جديدة"
    text = f"{BODY}\n{heading}\n{headline}\n{BODY}"
    assert marked(text) == [("related-link", heading), ("related-link", headline)]


def test_a_heading_takes_the_rest_of_a_bulleted_list() -> None:
    text = f"{BODY}\nاقرأ أيضا\n- بوتين في بيونغ يانغ\n- كيم في موسكو\n{BODY}"
    assert [span for _, span in marked(text)] == ["اقرأ أيضا", "- بوتين في بيونغ يانغ", "- كيم في موسكو"]


def test_a_heading_at_the_end_takes_all_headlines_after_it() -> None:
    text = f"{BODY}\nأخبار ذات صلة\n\nبوتين في بيونغ يانغ\n\nهل يزور كيم موسكو؟\n"
    assert len(marked(text)) == 3


@pytest.mark.parametrize("body", [SENTENCE, "وقال بوتين إن الزيارة ناجحة", "وصل كيم إلى المطار،"])
def test_a_body_sentence_under_a_heading_stays(body: str) -> None:
    assert marked(f"{BODY}\nأخبار ذات صلة\n{body}\n{BODY}") == [("related-link", "أخبار ذات صلة")]


@pytest.mark.parametrize(
    ("reason", "line"),
    [
        ("related-link", "اقرأ أيضا: بوتين يصل إلى بيونغ يانغ"),
        ("related-link", "...المزيد"),
        ("byline", "بواسطة نجيم"),
        ("byline", "كتب محمد الرخا"),
        ("byline", "كتبت: منى سالم"),
        ("byline", "بقلم – سامي حداد"),
        ("byline", "By John Smith"),
        ("photo-credit", "(أ ف ب)"),
        ("photo-credit", "رويترز - أرشيفية"),
        ("photo-credit", "تصوير: سامي حداد"),
        ("photo-credit", "صورة: رويترز"),
        ("photo-credit", "Photo: Getty Images"),
        ("share-button", "شارك"),
        ("share-button", "فيسبوك تويتر واتساب"),
        ("share-button", "Share on Facebook"),
        ("share-button", "نسخ الرابط"),
        ("follow-line", "تابعونا على تويتر وفيسبوك"),
        ("embedded-post", "— Example News • مثال (@example_news) June 18, 2024"),
        ("tags", "الكلمات المفتاحية: روسيا، كوريا الشمالية"),
        ("tags", "#روسيا #كوريا_الشمالية"),
        ("copyright", "جميع الحقوق محفوظة لصحيفة المثال 2024"),
        ("copyright", "© 2024 Example News"),
        ("source-line", "المصدر: وكالات"),
        ("date-line", "آخر تحديث: 19 يونيو 2024"),
    ],
)
def test_a_line_of_boilerplate_is_marked_whole(reason: str, line: str) -> None:
    for text in (f"{line}\n{BODY}", f"{BODY}\n  {line}  "):
        if reason == "copyright" and text.startswith(line):
            continue  # a notice closes a text
        assert marked(text) == [(reason, line)]


@pytest.mark.parametrize(
    "sentence",
    [
        "شاهد أيضا المسؤولون آثار القصف في المدينة.",
        "اقرأ أيضا في الرسالة ما يشير إلى تغير الموقف الروسي.",
        "المزيد من القوات الروسية وصل إلى الحدود.",
        "كتب بوتين في مقال نشرته صحيفة كورية أن بلاده ستدعم بيونغ يانغ.",
        "كتب وزير الخارجية الروسي رسالة إلى نظيره.",
        "بواسطة وسيط قطري تبادل الطرفان الأسرى.",
        "شارك بوتين في القمة.",
        "شارك تويتر بياناته مع الحكومة.",
        "صورة العلاقات بين البلدين تغيرت بعد الزيارة.",
        "تصوير المنشآت العسكرية ممنوع بموجب القانون.",
        "رويترز نقلت عن مسؤول أن المحادثات توقفت.",
        "وقالت وكالة فرانس برس (أ ف ب) إن الاتفاق وقع يوم الأربعاء.",
        "مصدر: بوتين يزور بيونغ يانغ قريبا",
        "جميع الأطراف محفوظة حقوقها في الاتفاق الذي وقعه الوزيران في موسكو.",
        "تابعنا على مدى يومين المحادثات التي جرت بين الوفدين في العاصمة الكورية ولم نر أي تقدم يذكر.",
        "By Friday the delegation had left Pyongyang.",
        "Share prices fell in Moscow.",
    ],
)
def test_a_sentence_that_begins_with_the_same_words_stays(sentence: str) -> None:
    assert marked(f"{sentence}\n{BODY}\n{sentence}") == []


def test_bylines_stand_at_the_top_or_the_end_only() -> None:
    middle = "\n".join([SENTENCE] * 9)
    assert marked(f"{middle}\nكتب محمد الرخا\n{middle}") == []


@pytest.mark.parametrize(
    ("reason", "inside"),
    [
        ("media-note", "(فيديو)"),
        ("media-note", "[صور]"),
        ("link", "https://example.org/ar/1?x=2"),
        ("link", "www.example.org/ar"),
        ("email", "nadia@example.org"),
        ("embedded-post", "pic.twitter.com/AbC123"),
    ],
)
def test_marks_inside_a_line_leave_the_line(reason: str, inside: str) -> None:
    text = f"بوتين وكيم يبحثان التعاون {inside} اليوم\n{BODY}"
    assert marked(text) == [(reason, inside)]


def test_a_credit_in_brackets_is_marked_at_the_end_of_a_line_only() -> None:
    assert marked(f"بوتين وكيم في المطار (رويترز)\n{BODY}") == [("photo-credit", "(رويترز)")]
    assert marked(f"قال لوكالة (رويترز) إن المحادثات توقفت\n{BODY}") == []


@given(
    st.lists(
        st.sampled_from(
            [
                "أخبار ذات صلة",
                "اقرأ أيضا: خبر",
                "(فيديو)",
                "https://a.b",
                "شارك",
                "كتب فلان",
                " ",
                "",
                "- x",
                SENTENCE,
                ENGLISH,
            ]
        )
        | st.text(max_size=30)
    )
)
def test_spans_are_disjoint_in_order_and_inside_any_text(parts: list[str]) -> None:
    text = "\n".join(parts)
    at = 0
    for found in find_boilerplate(text):
        assert at <= found.span.start < found.span.end <= len(text)
        at = found.span.end


def test_overlapping_spans_are_resolved_for_the_first() -> None:
    spans = [
        IgnoredSpan(start=start, end=end, reason=reason)
        for start, end, reason in ((3, 9, "b"), (0, 5, "a"), (1, 2, "c"), (7, 7, "d"))
    ]
    assert [(span.start, span.end, span.reason) for span in disjoint(spans)] == [(0, 5, "a"), (5, 9, "b")]


@pytest.mark.parametrize(
    ("rule", "message"),
    [
        ({"reason": "x", "kind": "heading", "phrase": ["a"]}, r"rules\[0\] unknown keys \['phrase'\]"),
        ({"reason": "x", "kind": "headline", "phrases": ["a"]}, "known kind"),
        ({"reason": "x", "kind": "heading", "phrases": ["«»"]}, "phrases with letters"),
        ({"reason": "x", "kind": "line"}, "needs a pattern"),
    ],
)
def test_a_broken_rule_is_named(rule: dict[str, object], message: str) -> None:
    with pytest.raises(ResourceError, match=message):
        load_rules({"agencies": {}, "body_openings": [], "rules": [rule]})


def test_a_phrase_in_two_rules_is_refused() -> None:
    rule = {"reason": "x", "kind": "heading", "max_words": 5, "phrases": ["اقرأ"]}
    with pytest.raises(ResourceError, match=r"rules\[1\] repeats \['اقرا'\]"):
        load_rules({"agencies": {}, "body_openings": [], "rules": [rule, rule]})


def test_every_shipped_rule_has_a_reason_of_its_kind() -> None:
    assert {rule["reason"] for rule in read_yaml("boilerplate.yaml")["rules"]} >= {
        "related-link",
        "byline",
        "share-button",
        "photo-credit",
    }


def test_the_mess_of_real_pages_is_marked() -> None:
    seeds = Path(__file__).parents[3] / "shared" / "seeds"
    if not seeds.is_dir():
        pytest.skip(f"{seeds} is absent")
    documents = [
        document
        for path in sorted(seeds.glob("*.txt"))
        for document in read_input(InputFile(path=path, name=path.name)).documents
    ]
    by_reason = [(reason, len(span.split())) for document in documents for reason, span in ignored(document)]
    assert sum(reason == "related-link" for reason, _ in by_reason) == 8
    assert sum(reason == "dateline" for reason, _ in by_reason) == 3
    assert sorted(reason for reason, _ in by_reason if reason not in ("related-link", "dateline")) == [
        "byline",
        "embedded-post",
    ]
    assert max(words for _, words in by_reason) <= 13


def test_an_article_without_boilerplate_has_none() -> None:
    assert marked(ARTICLE) == []
