"""Ties and sentences that show themselves in a notebook; as values they are the plain tuples."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from kg.display.html import sentences_html, ties_html
from kg.graph.evidence import Evidence
from kg.records import Entity, Tie
from kg.wording import counted, period

__all__ = ["Sentences", "Ties"]


class Sentences(tuple[Evidence, ...]):
    """The evidence of a tie: its sentences, with subject, trigger and object marked."""

    tie: Tie
    entities: Mapping[str, Entity]

    def __new__(cls, found: Iterable[Evidence], tie: Tie, entities: Mapping[str, Entity]) -> Sentences:
        self = super().__new__(cls, found)
        self.tie, self.entities = tie, entities
        return self

    def __repr__(self) -> str:
        lines = [
            f"  {one.document.published_at or 'undated'}: {' '.join(one.claim.sentence.split())}"
            for one in self
        ]
        return "\n".join([f"<{counted(len(self), 'sentence')} for {self.tie.id}>", *lines])

    def _repr_html_(self) -> str:
        return sentences_html(self.tie, self, self.entities)


class Ties(tuple[Tie, ...]):
    """Ties, each of which unfolds to its sentences."""

    evidence: Callable[[Tie], Sentences]

    def __new__(cls, found: Iterable[Tie], evidence: Callable[[Tie], Sentences]) -> Ties:
        self = super().__new__(cls, found)
        self.evidence = evidence
        return self

    def __repr__(self) -> str:
        return "\n".join([f"<{counted(len(self), 'tie')}>", *map(_line, self)])

    def _repr_html_(self) -> str:
        return ties_html(self, self.evidence)


def _line(tie: Tie) -> str:
    facts = [
        tie.id,
        counted(tie.claim_count, "claim"),
        counted(tie.source_count, "source"),
        period(tie.first_date, tie.last_date),
    ]
    return "  " + " · ".join(fact for fact in facts if fact)
