"""Text to sub-word pieces, and pieces to windows of whole sentences: what the joint network reads.

No torch here: training and run time cut text in the same way.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

BEGIN: Final = 0
PAD: Final = 1
END: Final = 2

WINDOW_PIECES: Final = 158
"""Pieces a window, without begin and end: ties are mostly local, and longer windows cost more a piece."""

LONG_SENTENCE_OVERLAP: Final = 48
"""Pieces shared by neighbouring parts of a sentence that no window holds whole."""

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Pieces:
    """The sub-word pieces of one text.

    ids : [n] ids in the tokenizer's vocabulary
    offsets : [n, 2] start and end of each piece in the text, white space trimmed
    sentence : [n] index of the sentence that holds the piece
    """

    ids: NDArray[np.int64]
    offsets: NDArray[np.int64]
    sentence: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.ids)


def open_tokenizer(path: str) -> Tokenizer:
    """Open a ``tokenizer.json`` with truncation and padding switched off."""
    tokenizer = Tokenizer.from_file(path)
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def split_sentences(text: str) -> list[Span]:
    """Split at line ends and after ``. ! ? ؟`` followed by white space; spans hold no empty sentence."""
    spans: list[Span] = []
    for line in re.finditer(r"[^\n]+", text):
        start = line.start()
        for gap in re.finditer(r"(?<=[.!?؟])\s+(?=\S)", line.group()):
            spans.append((start, line.start() + gap.start()))
            start = line.start() + gap.end()
        spans.append((start, line.end()))
    return [(a, b) for a, b in spans if text[a:b].strip()]


def cut_pieces(tokenizer: Tokenizer, text: str, sentences: Sequence[Span]) -> Pieces:
    """Tokenize `text`; pieces of white space alone are left out.

    `sentences` are spans of `text` in order. A piece outside all of them counts with the sentence before it.
    """
    encoding = tokenizer.encode(text, add_special_tokens=False)
    ids: list[int] = []
    offsets: list[Span] = []
    for piece, (start, end) in zip(encoding.ids, encoding.offsets, strict=True):
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        if start < end:
            ids.append(piece)
            offsets.append((start, end))
    starts = np.array([a for a, _ in sentences] or [0], dtype=np.int64)
    spans = np.array(offsets, dtype=np.int64).reshape(-1, 2)
    sentence = np.maximum(np.searchsorted(starts, spans[:, 0], side="right") - 1, 0)
    return Pieces(np.array(ids, dtype=np.int64), spans, sentence.astype(np.int64))


def cut_windows(pieces: Pieces, budget: int = WINDOW_PIECES) -> list[Span]:
    """Cut the pieces of a text into windows: ranges of at most `budget` pieces.

    A window holds as many whole sentences as fit and repeats the last sentence of the window before it, so
    that a tie across a sentence boundary is seen. A sentence longer than `budget` is cut into overlapping
    parts.
    """
    bounds = [0, *(int(k) + 1 for k in np.flatnonzero(np.diff(pieces.sentence))), len(pieces)]
    units: list[Span] = []
    for start, end in pairwise(bounds):
        while end - start > budget:
            units.append((start, start + budget))
            start += budget - LONG_SENTENCE_OVERLAP
        if end > start:
            units.append((start, end))
    windows: list[Span] = []
    first = 0
    while first < len(units):
        last = first + 1
        while last < len(units) and units[last][1] - units[first][0] <= budget:
            last += 1
        windows.append((units[first][0], units[last - 1][1]))
        if last == len(units):
            break
        repeats = last - 1 > first and units[last][1] - units[last - 1][0] <= budget
        first = last - 1 if repeats else last
    return windows
