"""Chunks hold all of a text but white space, each part once."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from kg.extraction.chunks import chunk_at, make_chunks
from tests.extraction.reading_helpers import read


def chunked(text: str, size: int) -> list[str]:
    sentences = [(s.start_char, s.end_char) for s in read(text).sents] if text else []
    return [chunk.text for chunk in make_chunks("document/1", text, sentences, size)]


def test_a_paragraph_is_a_chunk() -> None:
    assert chunked("عنوان\n\nفقرة أولى.\nفقرة ثانية.", 100) == ["عنوان", "فقرة أولى.", "فقرة ثانية."]


def test_a_long_paragraph_is_cut_between_sentences() -> None:
    text = "الجملة الأولى هنا. الجملة الثانية هنا. الجملة الثالثة هنا."
    assert chunked(text, 40) == ["الجملة الأولى هنا. الجملة الثانية هنا.", "الجملة الثالثة هنا."]


def test_a_long_sentence_stays_whole() -> None:
    text = "كلمة " * 50 + "أخيرة."
    assert chunked(text, 40) == [text]


@given(st.text(st.sampled_from("اب. \n؟«»\t\u2028"), max_size=200), st.integers(1, 60))
@settings(max_examples=150, deadline=None)
def test_chunks_cover_the_text_in_order(text: str, size: int) -> None:
    sentences = [(s.start_char, s.end_char) for s in read(text).sents] if text else []
    chunks = make_chunks("document/1", text, sentences, size)
    covered = [at for chunk in chunks for at in range(chunk.start, chunk.end)]
    assert covered == sorted(set(covered))
    assert all(char.isspace() for at, char in enumerate(text) if at not in set(covered))
    assert all(chunk.text == text[chunk.start : chunk.end] and chunk.text for chunk in chunks)
    assert all(chunk_at(chunks, chunk.start) is chunk for chunk in chunks)
