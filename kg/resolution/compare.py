"""Comparison of two candidates with an explanation: `(score, detail)`.

Precision before recall: only persons of two or more name words and new organisations are
compared, inside blocks that share a consonant skeleton, and equal spelling classes decide.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations

from rapidfuzz.fuzz import ratio

from kg.language.normalize import name_key, skeleton
from kg.records import EntityType, Judgement, Verdict
from kg.resolution.candidates import Candidate

__all__ = ["SAME_FROM", "compare", "propose"]

#: Score from which a rule calls two candidates the same. Below, down to `UNSURE_FROM`, a person decides.
SAME_FROM = 0.9
UNSURE_FROM = 0.75

#: Letters that differ between spellings of one foreign name weigh little; the rest must agree this well.
_SPELLING_RATIO = 75.0


def compare(left: Candidate, right: Candidate) -> tuple[float, str]:
    """Return how likely two candidates are one, in [0, 1], and why.

    The best pair of names counts. Different types or known different countries rule it out.
    """
    if left.type is not right.type:
        return 0.0, f"types differ: {left.type}, {right.type}"
    if left.known and right.known:
        return 0.0, "the knowledge base holds both"
    if left.countries and right.countries and not left.countries.keys() & right.countries.keys():
        return 0.0, "countries differ"
    best = (0.0, "no name in common")
    for one in sorted(left.names):
        for other in sorted(right.names):
            best = max(best, _compare_names(one, other), key=lambda result: result[0])
    return best


def propose(found: Iterable[Candidate]) -> Iterator[Judgement]:
    """Yield the rules' judgements on all pairs that share a block, sorted by ids."""
    blocks: dict[tuple[str, str], list[Candidate]] = defaultdict(list)
    for candidate in found:
        if candidate.type not in (EntityType.PERSON, EntityType.ORGANIZATION):
            continue
        for key in sorted({skeleton(name) for name in candidate.names if " " in name_key(name)}):
            blocks[candidate.type, key].append(candidate)
    pairs = {
        (left.id, right.id): (left, right)
        for block in blocks.values()
        for left, right in combinations(sorted(block, key=lambda c: c.id), 2)
        if not (left.known and right.known)
    }
    for (left_id, right_id), (left, right) in sorted(pairs.items()):
        score, detail = compare(left, right)
        if score >= UNSURE_FROM:
            verdict = Verdict.SAME if score >= SAME_FROM else Verdict.UNSURE
            yield Judgement(
                left=left_id,
                right=right_id,
                verdict=verdict,
                by="rule:name-spelling",
                score=round(score, 3),
                detail=detail,
            )


def _compare_names(one: str, other: str) -> tuple[float, str]:
    """Return the score of two names word by word; unequal numbers of words are never the same."""
    words, others = name_key(one).split(), name_key(other).split()
    if len(words) != len(others) or len(words) < 2:
        return 0.0, f"«{one}» and «{other}» differ in number of words"
    if words == others:
        return 1.0, f"«{one}» = «{other}»"
    if any(skeleton(a) != skeleton(b) for a, b in zip(words, others, strict=True)):
        return 0.0, f"«{one}» and «{other}» differ in consonants"
    weakest = min(ratio(a, b) for a, b in zip(words, others, strict=True))
    same_script = one.isascii() == other.isascii()
    if same_script and weakest < _SPELLING_RATIO:
        return 0.8, f"«{one}» ~ «{other}»: same consonants, weakest word {weakest:.0f} %"
    return 0.92, f"«{one}» ~ «{other}»: same consonants in each word"
