"""Ties: the summary of all asserted, actual claims with one subject, relation and object."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from math import prod

from kg.ontology import Ontology
from kg.records import Claim, Document, Modality, Polarity, Tie

__all__ = ["make_ties", "makes_tie", "tie_id"]


def makes_tie(claim: Claim) -> bool:
    """Return whether a claim counts towards a tie: neither negated nor merely planned or possible."""
    return claim.polarity == Polarity.ASSERTED and claim.modality == Modality.ACTUAL


def tie_id(subject: str, relation: str, object_: str) -> str:
    """Return the id of a tie, readable and safe to type in a shell.

    >>> tie_id("country/north-korea", "SUPPLIES", "country/russia")
    'country/north-korea:SUPPLIES:country/russia'
    """
    return f"{subject}:{relation}:{object_}"


def make_ties(
    claims: Iterable[Claim], documents: Iterable[Document], ontology: Ontology | None = None
) -> tuple[Tie, ...]:
    """Return the ties of the claims, sorted by id.

    A source is a document together with those that retell it: near-duplicates count once. The confidence
    is that of at least one source being right, taking the best claim of each source: 1 - prod(1 - p).
    First and last date are those of the dated claims.
    """
    ontology = ontology or Ontology.default()
    origin = {document.id: document.retells or document.id for document in documents}
    grouped: dict[tuple[str, str, str], list[Claim]] = defaultdict(list)
    for claim in claims:
        if makes_tie(claim):
            grouped[claim.subject_id, claim.relation, claim.object_id].append(claim)
    ties = []
    for (subject, name, object_), group in grouped.items():
        relation = ontology.relation(name)
        best: dict[str, float] = defaultdict(float)
        for claim in group:
            source = origin.get(claim.document_id, claim.document_id)
            best[source] = max(best[source], claim.confidence)
        ties.append(
            Tie(
                id=tie_id(subject, name, object_),
                subject_id=subject,
                relation=name,
                object_id=object_,
                symmetric=relation.symmetric,
                plover=relation.plover,
                quad=relation.quad,
                claim_count=len(group),
                document_count=len({claim.document_id for claim in group}),
                source_count=len(best),
                first_date=min((claim.date_start for claim in group if claim.date_start), default=None),
                last_date=max(
                    (d for claim in group if (d := claim.date_end or claim.date_start)), default=None
                ),
                confidence=round(1 - prod(1 - best[source] for source in sorted(best)), 4),
                claim_ids=tuple(sorted(claim.id for claim in group)),
            )
        )
    return tuple(sorted(ties, key=lambda tie: tie.id))
