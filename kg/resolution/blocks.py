"""Blocks: which candidates are worth a comparison, so that work grows with their number, not its square.

Two names of one person share the consonants of the whole name, or of two of its words, or of the last
word behind an initial. Two names of one body share a rare word. A block that is too large to compare in
full is sorted by the whole name and compared with near neighbours only; what that leaves out is counted.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

from kg.language.normalize import skeleton
from kg.records import EntityType
from kg.resolution.bodies import body_name, initials
from kg.resolution.candidates import Candidate
from kg.resolution.persons import person_name

__all__ = ["LARGEST_BLOCK", "Pairs", "pairs"]

#: A block up to this size is compared in full.
LARGEST_BLOCK = 60
#: In a larger one, each candidate is compared with so many next to it.
_NEIGHBOURS = 12
_WORDS_OF_BODY = 2
#: A single word of more letters may be several, written together.
_SHORTEST_JOINED = 5
_KEPT_WORDS = 1 << 18
_INITIAL = re.compile(r"\b\w\b")
_COMPARED = frozenset({EntityType.PERSON, EntityType.ORGANIZATION, EntityType.PLACE})


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs of candidates to compare, in the order of their ids, and how many pairs cut blocks left out."""

    pairs: Sequence[tuple[Candidate, Candidate]]
    left_out: int


class _Block:
    """Candidates of one key: those whose whole name it is, and those that go on after it.

    Of the latter no two are compared, as «محمد علي حسن» and «محمد علي سعيد» need not meet under «محمد علي».
    """

    __slots__ = ("longer", "whole")

    def __init__(self) -> None:
        self.whole: list[int] = []
        self.longer: list[int] = []

    def pairs(self) -> Iterator[tuple[int, int]]:
        """Yield all pairs, the smaller index first."""
        yield from combinations(self.whole, 2)
        for one in self.whole:
            for other in self.longer:
                if one != other:
                    yield min(one, other), max(one, other)

    def near_pairs(self, order: Callable[[int], tuple[str, int]]) -> Iterator[tuple[int, int]]:
        """Yield the pairs that stand near each other in an order."""
        whole = set(self.whole)
        near = sorted(whole.union(self.longer), key=order)
        for at, one in enumerate(near):
            for other in near[at + 1 : at + 1 + _NEIGHBOURS]:
                if one in whole or other in whole:
                    yield min(one, other), max(one, other)


def pairs(found: Iterable[Candidate]) -> Pairs:
    """Return the pairs that share a block, each once; never two known actors."""
    ordered = sorted((one for one in found if one.type in _COMPARED), key=lambda one: one.id)
    chosen: set[tuple[int, int]] = set()
    left_out = 0
    for block in _blocks(ordered).values():
        if len(block.whole) + len(block.longer) <= LARGEST_BLOCK:
            chosen.update(block.pairs())
            continue
        everything = len(block.whole) * (len(block.whole) - 1) // 2 + len(block.whole) * len(block.longer)
        near = set(block.near_pairs(lambda index: (_whole(ordered[index]), index)))
        left_out += max(0, everything - len(near))
        chosen |= near
    return Pairs(
        [(ordered[a], ordered[b]) for a, b in sorted(chosen) if not (ordered[a].known and ordered[b].known)],
        left_out,
    )


def _blocks(ordered: Sequence[Candidate]) -> dict[str, _Block]:
    blocks: dict[str, _Block] = defaultdict(_Block)
    rarity = _rarity(ordered)
    persons = [(index, one) for index, one in enumerate(ordered) if one.type is EntityType.PERSON]
    abbreviated = {key for _, one in persons for key in _initial_keys(one, True)}
    for index, candidate in enumerate(ordered):
        if candidate.type is not EntityType.PERSON:
            for key in _body_keys(candidate, rarity):
                blocks[key].whole.append(index)
            continue
        found = [_person_keys(name) for name in _names(candidate)]
        whole = {key for keys, _ in found for key in keys}
        if abbreviated:
            whole |= _initial_keys(candidate, False) & abbreviated
        for key in whole:
            blocks[key].whole.append(index)
        for key in {key for _, keys in found for key in keys} - whole:
            blocks[key].longer.append(index)
    return blocks


def _names(candidate: Candidate) -> list[str]:
    return sorted({*candidate.names, *candidate.aliases})


def _body_keys(candidate: Candidate, rarity: Counter[str]) -> set[str]:
    keys = {acronym for name in _names(candidate) for acronym in _acronyms(name)}
    for name in _names(candidate):
        keys |= set(sorted(_body_words(name), key=lambda word: (rarity[word], word))[:_WORDS_OF_BODY])
    return {f"{candidate.type}:{key}" for key in keys}


def _person_keys(name: str) -> tuple[set[str], set[str]]:
    """Return keys of the whole name and its outer words, and of pairs of words that a shorter name may be."""
    units = person_name(name).units
    if len(units) < 2:
        return ({_skeleton(units[0])} if units and len(units[0]) > _SHORTEST_JOINED else set()), set()
    tokens = [_skeleton(unit) for unit in units]
    first, last = tokens[0], tokens[-1]
    inner = [(first, token) for token in tokens[1:-1]]
    if inner:
        inner.append((last, tokens[-2]))  # the family name may come first
    return {"".join(tokens), _pair(first, last)}, {_pair(*two) for two in inner}


def _pair(one: str, other: str) -> str:
    return f"{one}|{other}" if one <= other else f"{other}|{one}"


def _initial_keys(candidate: Candidate, abbreviated: bool) -> set[str]:
    """Return the first consonant and last word of each name; with `abbreviated` of those with an initial."""
    names = _names(candidate)
    if abbreviated:
        names = [name for name in names if _INITIAL.search(name)]
    found = [person_name(name).units for name in names]
    return {
        f"{_skeleton(units[0])[:1]}.|{_skeleton(units[-1])}"
        for units in found
        if len(units) > 1 and (len(units[0]) == 1 or not abbreviated)
    }


def _rarity(found: Iterable[Candidate]) -> Counter[str]:
    return Counter(
        word
        for candidate in found
        if candidate.type is not EntityType.PERSON
        for word in sorted({word for name in _names(candidate) for word in _body_words(name)})
    )


@lru_cache(_KEPT_WORDS)
def _body_words(name: str) -> frozenset[str]:
    return frozenset(map(_skeleton, body_name(name).core))


@lru_cache(_KEPT_WORDS)
def _acronyms(name: str) -> frozenset[str]:
    """Return what may be a body's acronym: what brackets hold, first letters, and a name of one word."""
    found = body_name(name)
    made = {found.words[0]} if len(found.words) == 1 else {initials(found)} - {""}
    return frozenset(f"{acronym}." for acronym in made | found.acronyms)


@lru_cache(_KEPT_WORDS)
def _skeleton(word: str) -> str:
    return skeleton(word)


def _whole(candidate: Candidate) -> str:
    return min(map(_skeleton, _names(candidate)))
