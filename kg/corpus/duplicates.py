"""Texts that repeat others: the same text twice, and one article that retells another almost word for word.

Two texts are compared by their shingles: runs of five folded words outside ignored spans. Candidates are
texts with shingles in common, found by sorting all shingles once; they are then compared exactly. The measure
is the containment of Broder, "On the resemblance and containment of documents" (1997). Min-hash signatures
are no help here: a short text taken whole from a long one has a resemblance below 0.1, where they miss most.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from zlib import crc32

import numpy as np
import numpy.typing as npt

from kg.language.normalize import fold
from kg.records import Document

__all__ = ["near_duplicates", "unique_documents"]

Shingles = npt.NDArray[np.uint64]

_WORDS = 5
#: Share of the shorter text's shingles from which it counts as retold. Independent reports of one event share
#: less than 0.01, articles that copy paragraphs 0.3 and more.
_CONTAINMENT = 0.25
#: Fewer shared shingles prove nothing: a title, an office and a name make five or six.
_ENOUGH = 12
#: A shingle in more texts than this pairs each with the one before it and with the first, not all with all.
_CROWD = 12
_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)


def unique_documents(documents: Iterable[Document]) -> tuple[list[Document], list[Document]]:
    """Return one document for each text, and the others, both in the order of path.

    Of documents with the same text the one that knows most of itself is kept: with a date, then with a
    source, then with a title; then the one whose path comes first.
    """
    by_id: dict[str, list[Document]] = defaultdict(list)
    for document in documents:
        by_id[document.id].append(document)
    kept, repeated = [], []
    for group in by_id.values():
        best, *rest = sorted(group, key=_worth)
        kept.append(best)
        repeated += rest
    return sorted(kept, key=_place), sorted(repeated, key=_place)


def near_duplicates(documents: Iterable[Document]) -> dict[str, str]:
    """Return, for each document that retells an earlier one, the id of the document that it goes back to.

    Earlier is by publication day, undated ones last, then by id. A chain of retellings leads to its first
    document, so no id is both a key and a value. The order of `documents` makes no difference.
    """
    oldest_last = sorted(documents, key=_age, reverse=True)
    ordered = sorted({document.id: document for document in oldest_last}.values(), key=_age)
    shingles = [_shingles(document) for document in ordered]
    earliest: dict[int, int] = {}
    for early, late in _candidates(shingles):
        if late not in earliest and _retells(shingles[early], shingles[late]):
            earliest[late] = early
    roots: dict[str, str] = {}
    for late in sorted(earliest):  # the root of an earlier text is known before it is asked for
        source = ordered[earliest[late]].id
        roots[ordered[late].id] = roots.get(source, source)
    return roots


def _age(document: Document) -> tuple[date, str]:
    return document.published_at or date.max, document.id


def _worth(document: Document) -> tuple[bool, bool, bool, str, str]:
    return document.published_at is None, document.source is None, document.title is None, *_place(document)


def _place(document: Document) -> tuple[str, str]:
    return document.path, document.sha256


def _shingles(document: Document) -> Shingles:
    """Return the hashes of a text's shingles, sorted, each once. No shingle crosses an ignored span."""
    parts = [_shingles_of(fold(part).split()) for part in _analysed(document)]
    return np.unique(np.concatenate(parts)) if parts else np.empty(0, np.uint64)


def _analysed(document: Document) -> Iterator[str]:
    at = 0
    for span in document.ignored:
        yield document.text[at : span.start]
        at = span.end
    yield document.text[at:]


def _shingles_of(words: Sequence[str]) -> Shingles:
    if len(words) < _WORDS:
        return np.empty(0, np.uint64)
    codes = np.fromiter(
        (crc32(word.encode("utf-8", "surrogatepass")) for word in words), np.uint64, len(words)
    )
    size = len(words) - _WORDS + 1
    hashes = np.zeros(size, np.uint64)
    for offset in range(_WORDS):
        hashes = (hashes ^ codes[offset : offset + size]) * _MULTIPLIER
        hashes ^= hashes >> np.uint64(29)
    return hashes


def _candidates(shingles: list[Shingles]) -> Iterator[tuple[int, int]]:
    """Yield pairs (earlier, later) of texts with shingles in common, by later, then by earlier, each once."""
    owners = np.repeat(np.arange(len(shingles), dtype=np.uint64), [len(each) for each in shingles])
    hashes = np.concatenate(shingles) if shingles else np.empty(0, np.uint64)
    order = np.lexsort((owners, hashes))
    hashes, owners = hashes[order], owners[order]
    first = np.concatenate(([True], hashes[1:] != hashes[:-1])) if len(hashes) else np.empty(0, np.bool_)
    starts = np.flatnonzero(first)
    sizes = np.diff(np.append(starts, len(hashes)))
    pairs: list[npt.NDArray[np.uint64]] = []
    for size in np.unique(sizes[sizes > 1]):
        members = owners[starts[sizes == size][:, None] + np.arange(size)]
        pairs += [_coded(members[:, early], members[:, late]) for early, late in _links(int(size))]
    if not pairs:
        return
    codes, counts = np.unique(np.concatenate(pairs), return_counts=True)
    for code in codes[counts >= _ENOUGH // 2]:
        yield int(code) & 0xFFFFFFFF, int(code) >> 32


def _links(size: int) -> Iterator[tuple[int, int]]:
    """Yield which texts with one shingle are paired: of a few all, of many each with two."""
    for late in range(1, size):
        for early in range(late) if size <= _CROWD else sorted({0, late - 1}):
            yield early, late


def _coded(early: npt.NDArray[np.uint64], late: npt.NDArray[np.uint64]) -> npt.NDArray[np.uint64]:
    return late << np.uint64(32) | early


def _retells(one: Shingles, other: Shingles) -> bool:
    shared = len(np.intersect1d(one, other, assume_unique=True))
    return shared >= _ENOUGH and shared >= _CONTAINMENT * min(len(one), len(other))
