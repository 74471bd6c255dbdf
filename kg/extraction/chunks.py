"""Passages of a document: paragraphs, and windows of whole sentences in long ones."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from kg.records import Chunk

__all__ = ["chunk_at", "make_chunks"]

_PARAGRAPH = re.compile(r"\S[^\n]*")


def make_chunks(
    document_id: str, text: str, sentences: Sequence[tuple[int, int]], size: int
) -> tuple[Chunk, ...]:
    """Return the chunks of a text in order; every character but white space is in exactly one.

    Parameters
    ----------
    document_id : str
        Goes into the ids.
    text : str
        The whole text.
    sentences : sequence of (start, end)
        Character offsets of its sentences, in order.
    size : int
        How many characters a chunk holds at most, unless one sentence is longer.

    Examples
    --------
    >>> text = "واحد. اثنان.\\n\\nثلاثة."
    >>> [chunk.text for chunk in make_chunks("document/1", text, [(0, 5), (6, 12), (14, 20)], 100)]
    ['واحد. اثنان.', 'ثلاثة.']
    >>> [chunk.text for chunk in make_chunks("document/1", text, [(0, 5), (6, 12), (14, 20)], 8)]
    ['واحد.', 'اثنان.', 'ثلاثة.']
    """
    spans = [
        window
        for paragraph in _PARAGRAPH.finditer(text)
        for window in _windows(text, paragraph.start(), paragraph.end(), sentences, size)
    ]
    return tuple(
        Chunk(
            id=f"{document_id}/chunk/{index}",
            document_id=document_id,
            index=index,
            start=start,
            end=end,
            text=text[start:end],
        )
        for index, (start, end) in enumerate(spans)
    )


def chunk_at(chunks: Sequence[Chunk], offset: int) -> Chunk:
    """Return the chunk that holds a character, or the last one before it."""
    return chunks[max(0, bisect_right(chunks, offset, key=lambda chunk: chunk.start) - 1)]


def _windows(
    text: str, start: int, end: int, sentences: Sequence[tuple[int, int]], size: int
) -> Iterator[tuple[int, int]]:
    """Yield the paragraph, or runs of its sentences that are as long as `size` allows."""
    end = start + len(text[start:end].rstrip())
    if end - start <= size:
        yield start, end
        return
    first = bisect_right(sentences, (start, -1))
    opening = start
    for sentence_start, sentence_end in sentences[first:]:
        if sentence_start >= end:
            break
        if sentence_start > opening and min(sentence_end, end) - opening > size:
            yield opening, opening + len(text[opening:sentence_start].rstrip())
            opening = sentence_start
    yield opening, end
