"""The sentences behind a tie, with the words of subject, trigger and object marked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from kg.records import Claim, Document, Mention

__all__ = ["Evidence", "Mark", "Role", "evidence", "segments"]

Role = Literal["subject", "trigger", "object"]


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of a sentence, in offsets into the sentence, and the part that it plays."""

    start: int
    end: int
    role: Role


@dataclass(frozen=True, slots=True)
class Evidence:
    """One claim, the document that it stands in, and its marks in text order."""

    claim: Claim
    document: Document
    marks: tuple[Mark, ...]


def evidence(
    claims: Iterable[Claim], documents: Mapping[str, Document], mentions: Mapping[str, Mention]
) -> tuple[Evidence, ...]:
    """Return the evidence of claims: dated documents first, oldest first, then by place in the text.

    An argument that is named outside of the sentence (a reference stood for it) has no mark.
    """
    found = [Evidence(claim, documents[claim.document_id], _marks(claim, mentions)) for claim in claims]
    return tuple(sorted(found, key=_order))


def segments(sentence: str, marks: Iterable[Mark]) -> list[tuple[str, Role | None]]:
    """Return the sentence cut at its marks; a mark inside another is left out.

    >>> segments("a visits b", [Mark(0, 1, "subject"), Mark(9, 10, "object")])
    [('a', 'subject'), (' visits ', None), ('b', 'object')]
    """
    parts: list[tuple[str, Role | None]] = []
    done = 0
    for mark in sorted(marks, key=lambda mark: (mark.start, -mark.end)):
        if mark.start < done:
            continue
        if mark.start > done:
            parts.append((sentence[done : mark.start], None))
        parts.append((sentence[mark.start : mark.end], mark.role))
        done = mark.end
    if done < len(sentence):
        parts.append((sentence[done:], None))
    return parts


def _marks(claim: Claim, mentions: Mapping[str, Mention]) -> tuple[Mark, ...]:
    spans: list[tuple[int | None, int | None, Role]] = [(claim.trigger_start, claim.trigger_end, "trigger")]
    roles: tuple[tuple[str, Role], ...] = (
        (claim.subject_mention_id, "subject"),
        (claim.object_mention_id, "object"),
    )
    for mention_id, role in roles:
        mention = mentions[mention_id]
        spans.append((mention.start, mention.end, role))
    return tuple(
        Mark(start - claim.sentence_start, end - claim.sentence_start, role)
        for start, end, role in sorted(spans, key=lambda span: (span[0] or 0, span[2]))
        if start is not None and end is not None
        if claim.sentence_start <= start and end <= claim.sentence_end
    )


def _order(one: Evidence) -> tuple[bool, str, str, int, str]:
    published = one.document.published_at
    return (
        published is None,
        published.isoformat() if published else "",
        one.document.path,
        one.claim.sentence_start,
        one.claim.id,
    )
