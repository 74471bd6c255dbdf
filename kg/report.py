"""What was dropped, why, and how often: every reason has a code, a sentence and a count."""

from __future__ import annotations

from collections import Counter
from enum import StrEnum

__all__ = ["Drop", "Report"]


class Drop(StrEnum):
    """Reason codes. The value is the code in `report.json`; `sentence` is what a person reads."""

    FILE_UNREADABLE = "file-unreadable"
    FILE_EMPTY = "file-empty"
    FILE_TYPE_UNKNOWN = "file-type-unknown"
    ENCODING_UNKNOWN = "encoding-unknown"
    RECORD_MALFORMED = "record-malformed"
    TEXT_EMPTY = "text-empty"
    TEXT_REPEATED = "text-repeated"
    LANGUAGE_UNSUPPORTED = "language-unsupported"
    EXTRACTION_FAILED = "extraction-failed"
    MENTION_IGNORED_SPAN = "mention-in-ignored-span"
    MENTION_OVERLAPPED = "mention-overlapped"
    REFERENCE_OPEN = "reference-open"
    CLAIM_ILLEGAL_PAIR = "claim-illegal-pair"
    CLAIM_SELF = "claim-about-itself"
    CLAIM_NO_ARGUMENT = "claim-without-argument"
    CLAIM_CONTRADICTED = "claim-contradicts-known-state"
    CLAIM_OWN_STATE = "claim-with-own-state"
    CLAIM_INTERVIEW = "claim-of-an-interview"
    CLAIM_REPEATED = "claim-repeated"
    CLAIM_LOW_CONFIDENCE = "claim-low-confidence"
    PAIR_NOT_COMPARED = "pair-not-compared"

    @property
    def sentence(self) -> str:
        """Return the reason in words."""
        return _SENTENCES[self]


_SENTENCES = {
    Drop.FILE_UNREADABLE: "files that could not be read",
    Drop.FILE_EMPTY: "empty files",
    Drop.FILE_TYPE_UNKNOWN: "files of a kind that kg does not read",
    Drop.ENCODING_UNKNOWN: "files whose encoding could not be told",
    Drop.RECORD_MALFORMED: "records without a text or with broken fields",
    Drop.TEXT_EMPTY: "texts without a letter",
    Drop.TEXT_REPEATED: "texts that another file holds word for word",
    Drop.LANGUAGE_UNSUPPORTED: "texts in a language that kg does not read",
    Drop.EXTRACTION_FAILED: "documents that extraction failed on",
    Drop.MENTION_IGNORED_SPAN: "names inside bylines, links and credits",
    Drop.MENTION_OVERLAPPED: "names inside a longer name",
    Drop.REFERENCE_OPEN: "references («البلدين», «نظيره») left open",
    Drop.CLAIM_ILLEGAL_PAIR: "claims between types that the ontology forbids",
    Drop.CLAIM_SELF: "claims of an actor about itself",
    Drop.CLAIM_NO_ARGUMENT: "triggers without two actors",
    Drop.CLAIM_CONTRADICTED: "claims that put an actor into another state than its own",
    Drop.CLAIM_OWN_STATE: "visits, meetings and the like between a person and the state of his office",
    Drop.CLAIM_INTERVIEW: "meetings with news media, which are interviews",
    Drop.CLAIM_REPEATED: "claims that the same sentence states twice",
    Drop.CLAIM_LOW_CONFIDENCE: "claims below the confidence threshold",
    Drop.PAIR_NOT_COMPARED: "pairs of actors with very common names, not compared",
}

#: Reasons that mean that a whole input was lost: the exit code says partial.
PARTIAL = frozenset(
    {
        Drop.FILE_UNREADABLE,
        Drop.ENCODING_UNKNOWN,
        Drop.RECORD_MALFORMED,
        Drop.EXTRACTION_FAILED,
    }
)


class Report:
    """Counts of drops, and for drops of whole inputs the names of what was dropped and why.

    >>> report = Report()
    >>> report.add(Drop.FILE_EMPTY, "a.txt")
    >>> report.counts()
    {'file-empty': 1}
    """

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()
        self._items: dict[str, list[dict[str, str]]] = {}

    def add(self, reason: Drop, where: str | None = None, why: str | None = None, count: int = 1) -> None:
        """Count a drop; with `where`, name the input too."""
        self._counts[str(reason)] += count
        if where is not None:
            self._items.setdefault(str(reason), []).append({"where": where, "why": why or reason.sentence})

    def update(self, counts: dict[str, int]) -> None:
        """Add counts by reason code.

        >>> report = Report(); report.update({"claim-about-itself": 2}); report.counts()
        {'claim-about-itself': 2}
        """
        for code, count in counts.items():
            self._counts[str(Drop(code))] += count

    @property
    def partial(self) -> bool:
        """Whether an input was lost that a person would miss."""
        return any(self._counts[reason] for reason in PARTIAL)

    def counts(self) -> dict[str, int]:
        """Return the counts by reason code, in alphabetical order."""
        return {code: self._counts[code] for code in sorted(self._counts) if self._counts[code]}

    def items(self) -> dict[str, list[dict[str, str]]]:
        """Return the named inputs by reason code, sorted."""
        return {
            code: sorted(rows, key=lambda row: row["where"]) for code, rows in sorted(self._items.items())
        }
