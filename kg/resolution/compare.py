"""Comparison of two candidates with an explanation: `(score, detail)`.

Names decide first; types, countries and what the knowledge base holds rule out; posts, companions and
a shared country raise what names alone leave unsure. Precision goes before recall: a wrong merge
makes two actors one, a missed one leaves a question for `kg review`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from kg.records import EntityType, Judgement, Verdict
from kg.report import Drop
from kg.resolution.blocks import pairs
from kg.resolution.bodies import compare_bodies, is_generic
from kg.resolution.candidates import Candidate
from kg.resolution.name_words import is_arabic
from kg.resolution.persons import compare_persons, person_name

__all__ = ["SAME_FROM", "UNSURE_FROM", "Context", "Proposals", "compare", "judge", "propose"]

#: Score from which a rule calls two candidates the same. Below, down to `UNSURE_FROM`, a person decides.
SAME_FROM = 0.9
UNSURE_FROM = 0.75

#: What context adds to a score that names leave unsure.
_SAME_POST, _SAME_COUNTRY, _COMPANIONS = 0.05, 0.03, 0.03
_ENOUGH_COMPANIONS = 2
_MOST_DOCUMENTS = 50
_CERTAIN = 0.97
_CONTESTED = 0.8
_COUNTRY_UNKNOWN = 0.7
_RULE_NAMES, _RULE_COUNTRY = "rule:names", "rule:country"


@dataclass(frozen=True, slots=True)
class Context:
    """The known actors of each document, by document id: who is named beside a candidate."""

    known: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def companions(self, candidate: Candidate) -> set[str]:
        """Return the known actors named in the documents of a candidate; at most 50 documents are asked."""
        asked = sorted(candidate.documents)[:_MOST_DOCUMENTS]
        return {id_ for document in asked for id_ in self.known.get(document, ())} - {candidate.id}


@dataclass(frozen=True, slots=True)
class Proposals:
    """The rules' judgements, how many pairs were compared, and how many were left out, by reason."""

    judgements: tuple[Judgement, ...]
    compared: int
    drops: Mapping[str, int]


def compare(left: Candidate, right: Candidate, context: Context | None = None) -> tuple[float, str]:
    """Return how likely two candidates are one, in [0, 1], and why. The best pair of names counts."""
    if left.type is not right.type:
        return 0.0, f"types differ: {left.type}, {right.type}"
    if left.known and right.known:
        return 0.0, "the knowledge base holds both"
    score, detail = _by_names(left, right)
    if score < UNSURE_FROM:
        return score, detail
    if _countries_differ(left, right):
        return 0.0, f"{detail}, but of different countries: {_countries(left)}, {_countries(right)}"
    if not (left.countries and right.countries) and _generic(left) and _generic(right):
        most = _CONTESTED if left.countries or right.countries else _COUNTRY_UNKNOWN
        score, detail = min(score, most), f"{detail}, but the country is not named"
    if score > _CONTESTED and any(one.contested and not one.countries for one in (left, right)):
        score, detail = _CONTESTED, f"{detail}, but several countries have one of this name"
    if UNSURE_FROM <= score < SAME_FROM:
        return _with_context(left, right, score, detail, context or Context())
    return score, detail


def judge(left: Candidate, right: Candidate, context: Context | None = None) -> Judgement | None:
    """Return the rules' judgement on two candidates; None where nothing speaks for their being one."""
    score, detail = compare(left, right, context)
    verdict = Verdict.SAME if score >= SAME_FROM else Verdict.UNSURE
    by = _RULE_NAMES
    if score < UNSURE_FROM:
        if left.type is not right.type or not _countries_differ(left, right):
            return None
        if (left.known and right.known) or _by_names(left, right)[0] < UNSURE_FROM:
            return None
        verdict, by = Verdict.DIFFERENT, _RULE_COUNTRY
    first, second = sorted((left.id, right.id))
    return Judgement(left=first, right=second, verdict=verdict, by=by, score=round(score, 3), detail=detail)


def propose(found: Iterable[Candidate], context: Context | None = None) -> Proposals:
    """Return the rules' judgements on all pairs that share a block, in the order of their ids."""
    chosen = pairs(found)
    judgements = tuple(_judgements(chosen.pairs, context or Context()))
    drops = {str(Drop.PAIR_NOT_COMPARED): chosen.left_out} if chosen.left_out else {}
    return Proposals(judgements, len(chosen.pairs), drops)


def _judgements(chosen: Iterable[tuple[Candidate, Candidate]], context: Context) -> Iterator[Judgement]:
    for left, right in chosen:
        judgement = judge(left, right, context)
        if judgement is not None:
            yield judgement


def _by_names(left: Candidate, right: Candidate) -> tuple[float, str]:
    """Compare names in the script that both have, else across scripts, where more spellings agree."""
    ones, others = (sorted({*side.names, *side.aliases}) for side in (left, right))
    pairs_of_names = [(one, other) for one in ones for other in others]
    in_one_script = [(one, other) for one, other in pairs_of_names if is_arabic(one) == is_arabic(other)]
    best, detail = 0.0, "no name in common"
    for one, other in in_one_script or pairs_of_names:
        if left.type is EntityType.PERSON:
            score, why = compare_persons(person_name(one), person_name(other))
        else:
            score, why = compare_bodies(one, other)
        if score > best:
            best, detail = score, f"«{one}», «{other}»: {why}"
        if best == 1.0:
            break
    return best, detail


def _generic(candidate: Candidate) -> bool:
    """Return whether all names need their country to mean one body: «وزارة الدفاع»."""
    return candidate.type is EntityType.ORGANIZATION and all(map(is_generic, candidate.names))


def _countries_differ(left: Candidate, right: Candidate) -> bool:
    return bool(left.countries and right.countries) and not left.countries.keys() & right.countries.keys()


def _countries(candidate: Candidate) -> str:
    return " and ".join(sorted(candidate.countries))


def _with_context(
    left: Candidate, right: Candidate, score: float, detail: str, context: Context
) -> tuple[float, str]:
    reasons = []
    if shared := left.posts & right.posts:
        score += _SAME_POST
        reasons.append(f"a post in {min(shared)}")
    if shared := left.countries.keys() & right.countries.keys():
        score += _SAME_COUNTRY
        reasons.append(f"the country {min(shared)}")
    together = context.companions(left) & context.companions(right)
    if len(together) >= _ENOUGH_COMPANIONS:
        score += _COMPANIONS
        reasons.append(f"{len(together)} companions")
    if reasons:
        detail = f"{detail}; they share {', '.join(reasons)}"
    return min(score, _CERTAIN), detail
