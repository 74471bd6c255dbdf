"""From scores of the tag head to name spans: legal BIO paths, peeled proclitics, trimmed punctuation.

No torch here.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

PROCLITICS: Final = frozenset("وفبلكس")
"""Letters that the peel head may cut from a name: conjunctions, prepositions and the future particle."""

_OPENING: Final = "«\"“('"
_CLOSING: Final = "،.:؛»\"”)؟!'"
_FORBIDDEN: Final = -1e4

LONGEST_PROCLITICS: Final = 2
"""A name may begin after so many letters of a word: «وبموسكو». Of 30,951 annotated mentions 13 % begin inside
a word, all but 50 of them after at most two proclitics."""

LONGEST_WORD: Final = 14
"""Longer words are several that lost their spaces: names may begin and end anywhere in them."""


@dataclass(frozen=True, slots=True)
class NameSpan:
    """A name found in a text: character offsets, label of the tag head, mean probability of its pieces."""

    start: int
    end: int
    label: str
    score: float


def log_softmax(logits: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return log probabilities over the last axis."""
    shifted = logits - logits.max(-1, keepdims=True)
    result: NDArray[np.float32] = shifted - np.log(np.exp(shifted).sum(-1, keepdims=True))
    return result


def transitions(tags: Sequence[str]) -> NDArray[np.float32]:
    """Return [glued, from, to]: 0 for a legal BIO move, a large negative number for another.

    ``[0]`` holds between words: ``I-x`` follows ``B-x`` or ``I-x`` only. ``[1]`` holds within a word, where,
    besides, a name that has begun does not end.
    """
    scores = np.zeros((2, len(tags), len(tags)), dtype=np.float32)
    for i, before in enumerate(tags):
        for j, tag in enumerate(tags):
            goes_on = tag.startswith("I-") and before[2:] == tag[2:]
            if not goes_on and tag.startswith("I-"):
                scores[:, i, j] = _FORBIDDEN
            if not goes_on and before != "O":
                scores[1, i, j] = _FORBIDDEN
    return scores


def best_path(
    log_probs: NDArray[np.float32],
    moves: NDArray[np.float32],
    tags: Sequence[str],
    glued: NDArray[np.bool_] | None = None,
    may_begin: NDArray[np.bool_] | None = None,
) -> list[int]:
    """Return the likeliest legal tag sequence (Viterbi).

    log_probs : [n, tags]
    moves : `transitions(tags)`
    glued, may_begin : [n], see :func:`word_borders`; without them every piece is a word
    """
    if not len(log_probs):
        return []
    begins = np.array([tag.startswith("B-") for tag in tags])
    inside = np.array([tag.startswith("I-") for tag in tags])
    if may_begin is not None:
        log_probs = np.where(~may_begin[:, None] & begins, _FORBIDDEN, log_probs)
    within = np.zeros(len(log_probs), dtype=np.int64) if glued is None else glued.astype(np.int64)
    score = log_probs[0] + np.where(inside, _FORBIDDEN, 0).astype(np.float32)
    back: list[NDArray[np.intp]] = []
    for row, kind in zip(log_probs[1:], within[1:], strict=True):
        total = score[:, None] + moves[kind]
        back.append(total.argmax(0))
        score = total.max(0) + row
    path = [int(score.argmax())]
    for pointers in reversed(back):
        path.append(int(pointers[path[-1]]))
    return path[::-1]


def word_borders(text: str, offsets: NDArray[np.int64]) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Return, for each piece, whether it goes on a word, and whether a name may begin in it.

    A name begins with a word or after its proclitics.
    """
    glued = np.zeros(len(offsets), dtype=np.bool_)
    may_begin = np.ones(len(offsets), dtype=np.bool_)
    first = 0
    for k in range(1, len(offsets)):
        start = int(offsets[k, 0])
        if start == int(offsets[k - 1, 1]) and _in_word(text[start - 1]) and _in_word(text[start]):
            glued[k] = True
            before = text[int(offsets[first, 0]) : start]
            may_begin[k] = len(before) <= LONGEST_PROCLITICS and all(
                letter in PROCLITICS for letter in before
            )
        else:
            _loosen_long_word(offsets, first, k, glued, may_begin)
            first = k
    _loosen_long_word(offsets, first, len(offsets), glued, may_begin)
    return glued, may_begin


def _loosen_long_word(
    offsets: NDArray[np.int64], first: int, end: int, glued: NDArray[np.bool_], may_begin: NDArray[np.bool_]
) -> None:
    """Treat the pieces [first, end) as words of their own if they make an impossibly long one."""
    if end > first and offsets[end - 1, 1] - offsets[first, 0] > LONGEST_WORD:
        glued[first:end] = False
        may_begin[first:end] = True


def _in_word(letter: str) -> bool:
    return letter.isalnum() or letter == "ـ" or unicodedata.category(letter).startswith("M")


def tag_runs(path: Sequence[int], tags: Sequence[str]) -> list[tuple[int, int, str]]:
    """Return (first piece, last piece + 1, label) of each name on a tag path."""
    runs: list[tuple[int, int, str]] = []
    for k, tag in enumerate(tags[i] for i in path):
        if tag.startswith("B-"):
            runs.append((k, k + 1, tag[2:]))
        elif tag.startswith("I-") and runs and runs[-1][1] == k:
            runs[-1] = (runs[-1][0], k + 1, runs[-1][2])
    return runs


def name_spans(
    text: str,
    offsets: NDArray[np.int64],
    tag_logits: NDArray[np.float32],
    peel_logits: NDArray[np.float32],
    tags: Sequence[str],
    moves: NDArray[np.float32] | None = None,
) -> list[NameSpan]:
    """Decode one text.

    Parameters
    ----------
    offsets : [n, 2] character offsets of the pieces
    tag_logits : [n, tags]
    peel_logits : [n, 3] how many letters of a piece stand outside a name that begins there
    moves : `transitions(tags)`, if at hand
    """
    log_probs = log_softmax(tag_logits.astype(np.float32))
    borders = word_borders(text, offsets)
    path = best_path(log_probs, transitions(tags) if moves is None else moves, tags, *borders)
    spans: list[NameSpan] = []
    for first, last, label in tag_runs(path, tags):
        start, end = int(offsets[first, 0]), int(offsets[last - 1, 1])
        peel = int(peel_logits[first].argmax())
        if peel and start + peel < end and all(letter in PROCLITICS for letter in text[start : start + peel]):
            start += peel
        while end > start and text[end - 1] in _CLOSING:
            end -= 1
        while start < end and text[start] in _OPENING:
            start += 1
        if start < end and (not spans or spans[-1].end <= start):
            score = float(np.exp(np.mean([log_probs[k, path[k]] for k in range(first, last)])))
            spans.append(NameSpan(start, end, label, score))
    return spans
