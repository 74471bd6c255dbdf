"""What finders propose and how the best set is picked: a candidate is a scored reading of a run of words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kg.records import EntityType, Form

__all__ = ["Candidate", "pick"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A run of words that may be a mention.

    Parameters
    ----------
    start, end : int
        Positions in `Words`, end exclusive.
    type, form, score
        The reading; `score` in (0, 1].
    finder : str
        The name of what proposed it.
    actor_id : str or None
        The known actor; None for an actor that no list holds.
    name : str or None
        The folded name under which mentions of one unknown actor meet; the words themselves when None.
    place_id : str or None
        For the seat of a government: the place that the name means literally. `actor_id` is then the country.
    rivals : tuple of str
        The other actors that an ambiguous name may mean.
    subtype, country_id
        What is known of an unknown actor.
    """

    start: int
    end: int
    type: EntityType
    form: Form
    score: float
    finder: str
    actor_id: str | None = None
    name: str | None = None
    place_id: str | None = None
    rivals: tuple[str, ...] = ()
    subtype: str | None = None
    country_id: str | None = None

    def __len__(self) -> int:
        return self.end - self.start


def pick(candidates: Iterable[Candidate]) -> tuple[list[Candidate], int]:
    """Return the candidates that stand, in text order, and how many lost to a longer or better one.

    The longest wins, then the better score, then the earlier one. Another reading of words that are taken
    is no loss.

    >>> def reading(start, end, score=1.0):
    ...     place, name = EntityType.PLACE, Form.NAME
    ...     return Candidate(start=start, end=end, type=place, form=name, score=score, finder="test")
    >>> chosen, lost = pick([reading(0, 1), reading(0, 3), reading(0, 3, 0.5), reading(4, 5)])
    >>> [(c.start, c.end) for c in chosen], lost
    ([(0, 3), (4, 5)], 1)
    """
    ranked = sorted(
        candidates, key=lambda c: (-len(c), -c.score, c.start, c.finder, c.actor_id or "", c.name or "")
    )
    taken: dict[int, Candidate] = {}
    chosen: list[Candidate] = []
    lost = set()
    for candidate in ranked:
        holders = [taken[at] for at in range(candidate.start, candidate.end) if at in taken]
        if holders:
            if (holders[0].start, holders[0].end) != (candidate.start, candidate.end):
                lost.add((candidate.start, candidate.end))
            continue
        taken.update(dict.fromkeys(range(candidate.start, candidate.end), candidate))
        chosen.append(candidate)
    return sorted(chosen, key=lambda c: c.start), len(lost)
