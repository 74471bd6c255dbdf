"""News pages: main text and what tags say of it."""

from __future__ import annotations

import subprocess
import sys
from datetime import date

import pytest

from kg.report import Drop
from tests.corpus.conftest import Read
from tests.corpus.samples import ARTICLE, SENTENCE, only, reasons

PARAGRAPHS = "".join(f"<p>{line}</p>" for line in ARTICLE.split("\n")[1:])


def page(head: str = "", body: str = PARAGRAPHS) -> str:
    menu = "<nav><ul><li><a href='/'>الرئيسية</a></li><li><a href='/sport'>رياضة</a></li></ul></nav>"
    article = f"<article><h1>عنوان الصفحة</h1>{body}</article><footer>جميع الحقوق محفوظة</footer>"
    return f"<!DOCTYPE html><html lang='ar'><head>{head}</head><body>{menu}{article}</body></html>"


def test_paragraphs_are_lines_and_menus_are_gone(read: Read) -> None:
    document = only(read("a.html", page()))
    lines = document.text.split("\n")
    assert all(line in lines for line in ARTICLE.split("\n")[1:])
    assert "رياضة" not in document.text


def test_open_graph_tags_give_the_fields(read: Read) -> None:
    head = (
        "<title>قمة &amp; لقاء - المثال</title><meta property='og:title' content='قمة &amp; لقاء'>"
        "<meta property='og:site_name' content='وكالة المثال'>"
        "<meta property='og:url' content='https://example.org/ar/1'>"
        "<meta property='article:published_time' content='2024-06-19T05:17:00Z'>"
        "<meta name='author' content='منى سالم'>"
    )
    document = only(read("a.html", page(head)))
    assert (document.title, document.source, document.author) == ("قمة & لقاء", "وكالة المثال", "منى سالم")
    assert (document.url, document.published_at) == ("https://example.org/ar/1", date(2024, 6, 19))


def test_json_ld_gives_the_fields(read: Read) -> None:
    head = (
        '<script type=\'application/ld+json\'>{"@context": "https://schema.org", "@type": "NewsArticle", '
        '"headline": "قمة بوتين وكيم", "datePublished": "2024-06-19", '
        '"author": {"@type": "Person", "name": "منى سالم"}, '
        '"publisher": {"@type": "Organization", "name": "وكالة المثال"}}</script>'
    )
    document = only(read("a.html", page(head)))
    assert (document.title, document.author, document.published_at) == (
        "قمة بوتين وكيم",
        "منى سالم",
        date(2024, 6, 19),
    )


def test_the_title_tag_alone_gives_a_title(read: Read) -> None:
    assert only(read("a.html", page("<title>قمة بوتين وكيم</title>", body=PARAGRAPHS))).title is not None


@pytest.mark.parametrize(
    "meta",
    [
        "<meta charset='windows-1256'>",
        '<meta http-equiv="Content-Type" content="text/html; charset=windows-1256">',
        "",
    ],
)
def test_windows_1256_is_read_declared_or_not(read: Read, meta: str) -> None:
    document = only(read("a.html", page(meta).encode("cp1256")))
    assert SENTENCE in document.text
    assert document.encoding == "windows-1256"


def test_a_wrong_declaration_is_not_believed(read: Read) -> None:
    document = only(read("a.html", page("<meta charset='windows-1256'>")))
    assert (SENTENCE in document.text, document.encoding) == (True, "utf-8")


def test_a_script_in_a_title_is_data(read: Read) -> None:
    head = "<meta property='og:title' content='&lt;script&gt;alert(1)&lt;/script&gt; قمة'>"
    document = only(read("a.html", page(head)))
    assert "alert" in (document.title or "")
    assert "\n" not in (document.title or "")


@pytest.mark.parametrize(
    "markup",
    [
        "<html></html>",
        "<html><body><nav>1</nav></body></html>",
        "<",
        "<!-- -->",
        "<html><body><p>12</p></body></html>",
    ],
)
def test_a_page_without_text_is_counted(read: Read, markup: str) -> None:
    assert reasons(read("a.html", markup)) == [Drop.TEXT_EMPTY]


def test_a_short_page_is_read(read: Read) -> None:
    assert SENTENCE in only(read("a.htm", f"<html><body><p>{SENTENCE}</p></body></html>")).text


def test_a_text_that_is_no_html_is_read(read: Read) -> None:
    assert SENTENCE in only(read("a.html", SENTENCE)).text


def test_a_date_in_the_future_is_taken_so_that_the_clock_has_no_say(read: Read) -> None:
    head = "<meta property='article:published_time' content='2090-01-02'>"
    assert only(read("a.html", page(head))).published_at == date(2090, 1, 2)


def test_the_same_page_gives_the_same_document_under_any_hash_seed(read: Read, tmp_path: object) -> None:
    document = only(read("a.html", page("<meta name='author' content='منى سالم; سامي حداد'>")))
    program = (
        "import sys; from pathlib import Path; from kg.corpus import InputFile, read_input; "
        "print(ascii(read_input(InputFile(path=Path(sys.argv[1]), name='a.html')).documents[0]))"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", program, f"{tmp_path}/a.html"],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()
        for seed in ("1", "2")
    }
    assert outputs == {ascii(document)}
