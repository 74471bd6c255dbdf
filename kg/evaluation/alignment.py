"""A prediction in the terms of gold: offsets into gold's text, gold's entities for the predicted ones."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping

from kg.evaluation.gold import GoldDocument, Span
from kg.evaluation.predictions import Reading
from kg.records import Entity, Mention

__all__ = ["gold_entities", "gold_offsets", "overlap", "placed_mentions"]

#: Stands before the id of a predicted entity that is none of gold's.
UNKNOWN = "?"
_MARKS = re.compile(r"[\u064b-\u0652\u0640\u200e\u200f]")
_ALEFS = re.compile("[إأآٱ]")


def overlap(one: Span, other: Span) -> bool:
    """Return whether two spans share a character."""
    return one[0] < other[1] and other[0] < one[1]


def gold_offsets(text: str, gold_text: str) -> Callable[[Span], Span] | None:
    """Return a map of spans of `text` to spans of `gold_text`, or None where they differ in more than space.

    >>> gold_offsets("a  bc", "a bc")((3, 5))
    (2, 4)
    >>> gold_offsets("a", "b") is None
    True
    """
    if text == gold_text:
        return lambda span: span
    ours = [at for at, letter in enumerate(text) if not letter.isspace()]
    theirs = [at for at, letter in enumerate(gold_text) if not letter.isspace()]
    if [text[at] for at in ours] != [gold_text[at] for at in theirs]:
        return None
    rank = {at: n for n, at in enumerate(ours)}

    def moved(span: Span) -> Span:
        inside = [rank[at] for at in range(*span) if at in rank]
        return (theirs[inside[0]], theirs[inside[-1]] + 1) if inside else (0, 0)

    return moved


def placed_mentions(reading: Reading, moved: Callable[[Span], Span]) -> dict[Span, Mention]:
    """Return the predicted mentions by their spans in gold's text, in text order."""
    ordered = sorted(reading.mentions, key=lambda mention: (mention.start, mention.end, mention.id))
    return {moved((mention.start, mention.end)): mention for mention in ordered}


def gold_entities(
    gold: GoldDocument, mentions: Mapping[Span, Mention], entities: Mapping[str, Entity], ids: Iterable[str]
) -> dict[str, str]:
    """Return gold's entity for each predicted one: by mentions that overlap, most of them; else by name.

    `ids` are the predicted entities wanted beside those that are mentioned. One that is none of gold's is
    left out.
    """
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for span, mention in mentions.items():
        votes[mention.entity_id].update(m.entity for m in gold.mentions if overlap(span, m.span))
    found = {id_: counts.most_common(1)[0][0] for id_, counts in votes.items() if counts}
    by_name: dict[str, str] = {}
    for gold_entity in gold.entities:
        for name in (gold_entity.name_ar, gold_entity.name_en):
            if name:
                by_name.setdefault(_plain(name), gold_entity.id)
    for id_ in sorted(set(ids) - found.keys()):
        if (entity := entities.get(id_)) is None:
            continue
        names = (entity.name, entity.name_ar, entity.name_en, *entity.aliases)
        hits = (by_name[_plain(name)] for name in names if name and _plain(name) in by_name)
        if (hit := next(hits, None)) is not None:
            found[id_] = hit
    return found


def _plain(name: str) -> str:
    """Return a name without marks, hamza, case and punctuation, for a plain comparison."""
    folded = unicodedata.normalize("NFKC", name).lower()
    folded = _ALEFS.sub("ا", _MARKS.sub("", folded)).replace("ى", "ي").replace("ة", "ه")
    return re.sub(r"[^\w]+", " ", folded).strip()
