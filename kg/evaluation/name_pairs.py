"""The frozen name-pair benchmark: which pairs of names does `kg` take for one actor?

`names_benchmark/pairs.tsv` holds pairs of well-known and of invented names with the right answer; tiers say
how sure a reader of news is of it: strong at once, medium with knowledge of spellings, weak only in context.
`run.tsv` is the committed run. A change shows which pairs moved against it:

    python -m kg.evaluation.name_pairs            # print the figures, and the pairs that moved
    python -m kg.evaluation.name_pairs --write    # make this run the committed one
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.actors import Actors
from kg.errors import ResourceError
from kg.evaluation.measures import Count
from kg.language.normalize import fold, name_key
from kg.records import EntityType, Form, Verdict
from kg.resolution.candidates import Candidate
from kg.resolution.compare import SAME_FROM, UNSURE_FROM, compare

__all__ = ["Decision", "NamePair", "committed", "decide", "main", "moved", "pairs", "run", "score"]

FOLDER = Path(__file__).parent / "names_benchmark"
_PAIRS, _RUN = FOLDER / "pairs.tsv", FOLDER / "run.tsv"
_COLUMNS = ["category", "tier", "verdict", "type", "left", "right"]
_RUN_COLUMNS = ["type", "left", "right", "verdict", "score", "detail"]
_TIERS = ("strong", "medium", "weak")
#: A reading of an ambiguous name with less weight needs context, which a pair has not.
_LINKED_FROM = 0.5


@dataclass(frozen=True, slots=True)
class NamePair:
    """Two names of one type, and whether they are those of one actor."""

    category: str
    tier: str
    verdict: Verdict
    type: EntityType
    left: str
    right: str


@dataclass(frozen=True, slots=True)
class Decision:
    """What `kg` says of a pair, as `run.tsv` holds it; the score has three digits."""

    verdict: Verdict
    score: str
    detail: str


def pairs() -> tuple[NamePair, ...]:
    """Return the pairs in the order of the file.

    Raises
    ------
    ResourceError
        Naming the lines that are no pair or repeat one.
    """
    found: dict[tuple[str, frozenset[str]], NamePair] = {}
    faults = []
    for number, row in enumerate(_rows(_PAIRS, _COLUMNS), start=2):
        try:
            pair = NamePair(
                row["category"],
                row["tier"],
                Verdict(row["verdict"]),
                EntityType(row["type"]),
                row["left"],
                row["right"],
            )
        except ValueError as error:
            faults.append(f"line {number}: {error}")
            continue
        names = frozenset((pair.left, pair.right))
        if pair.tier not in _TIERS or len(names) < 2 or (pair.type, names) in found:
            faults.append(f"line {number}: unknown tier, equal names, or a pair given before")
        found[pair.type, names] = pair
    if faults:
        raise ResourceError(f"{_PAIRS.name}: " + "; ".join(faults) + ".", "Correct the file.")
    return tuple(found.values())


def decide(pair: NamePair, actors: Actors | None) -> Decision:
    """Return what is said of a pair; without `actors`, by comparison of the names alone."""
    left, right = (_candidate(name, pair.type, actors) for name in (pair.left, pair.right))
    if left.known and right.known:
        same = left.id == right.id
        what = f"the knowledge base: {left.id}" + ("" if same else f", {right.id}")
        return Decision(Verdict.SAME if same else Verdict.DIFFERENT, "1.000" if same else "0.000", what)
    found, detail = compare(left, right)
    verdict = (
        Verdict.SAME if found >= SAME_FROM else Verdict.UNSURE if found >= UNSURE_FROM else Verdict.DIFFERENT
    )
    return Decision(verdict, f"{found:.3f}", detail)


def run(actors: Actors | None, selected: Iterable[NamePair] | None = None) -> dict[NamePair, Decision]:
    """Return the decisions on all pairs, or on those selected."""
    return {pair: decide(pair, actors) for pair in (pairs() if selected is None else selected)}


def score(
    decisions: Mapping[NamePair, Decision], key: Callable[[NamePair], str] = lambda _: "all"
) -> dict[str, Count]:
    """Return, by key, how many pairs were rightly called the same, were called so, and are so."""
    found: dict[str, Count] = {}
    for pair, decision in decisions.items():
        said, true = decision.verdict is Verdict.SAME, pair.verdict is Verdict.SAME
        found[key(pair)] = found.get(key(pair), Count()) + Count(said and true, said, said and true, true)
    return found


def committed() -> dict[tuple[str, str, str], Decision]:
    """Return the decisions of the committed run by type, left and right name."""
    return {
        (row["type"], row["left"], row["right"]): Decision(
            Verdict(row["verdict"]), row["score"], row["detail"]
        )
        for row in _rows(_RUN, _RUN_COLUMNS)
    }


def moved(decisions: Mapping[NamePair, Decision]) -> list[str]:
    """Return a line for each pair whose decision is not that of the committed run, or is new or gone."""
    before = committed()
    lines = []
    for pair, decision in decisions.items():
        old = before.pop((pair.type, pair.left, pair.right), None)
        if old != decision:
            was = f"{old.verdict} {old.score}" if old else "new"
            lines.append(f"{pair.left} | {pair.right}: {was} → {decision.verdict} {decision.score}")
    return lines + [f"{left} | {right}: gone" for _, left, right in before]


def main(arguments: Sequence[str]) -> None:
    """Print the figures; with `--write`, make the run the committed one."""
    from rich.console import Console

    out = Console(highlight=False, soft_wrap=True)
    decisions = run(Actors.default())
    persons = [pair for pair in decisions if pair.type is EntityType.PERSON]
    out.print(_table("tier", score(decisions, lambda p: p.tier)))
    out.print(_table("category", score(decisions, lambda p: p.category)))
    total = score(decisions) | {
        f"names of persons alone, {key}": counts for key, counts in score(run(None, persons)).items()
    }
    out.print(_table("total", total))
    for pair, decision in decisions.items():
        if (decision.verdict is Verdict.SAME) != (pair.verdict is Verdict.SAME):
            told = f"{decision.verdict} {decision.score}, {decision.detail}"
            out.print(f"wrong: {pair.left} | {pair.right} ({pair.verdict}): {told}", markup=False)
    if "--write" in arguments:
        _write(decisions)
    for line in moved(decisions):
        out.print(f"moved: {line}", markup=False)


def _candidate(name: str, type_: EntityType, actors: Actors | None) -> Candidate:
    """Return the candidate that a mention of the name alone would be."""
    known = actors and _link(name, type_, actors)
    if not actors or not known:
        candidate = Candidate(name, type_, known=False)
        candidate.names[name] = 1
        return candidate
    actor = actors.get(known)
    candidate = Candidate(known, type_, known=True)
    candidate.names[name] = 1
    candidate.aliases = tuple(sorted(set(actor.names) - actor.ambiguous)) if actor else ()
    return candidate


def _link(name: str, type_: EntityType, actors: Actors) -> str | None:
    """Return the id of the actor that the name means without context; None where it may mean several."""
    weights: dict[str, float] = {}
    for key in {fold(name), name_key(name)}:
        for surface in actors.lookup(key):
            actor = actors.get(surface.actor_id)
            if actor and actor.type is type_ and surface.form is not Form.METONYM:
                weights[actor.id] = max(weights.get(actor.id, 0.0), surface.weight)
    best = sorted(weights, key=lambda id_: (-weights[id_], id_))
    if not best or weights[best[0]] < _LINKED_FROM:
        return None
    return None if len(best) > 1 and weights[best[1]] == weights[best[0]] else best[0]


def _rows(path: Path, columns: Sequence[str]) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        rows = list(reader)
    if reader.fieldnames != columns:
        raise ResourceError(f"{path.name}: the columns must be {', '.join(columns)}.", "Correct the file.")
    return rows


def _write(decisions: Mapping[NamePair, Decision]) -> None:
    lines = ["\t".join(_RUN_COLUMNS)]
    for pair, one in decisions.items():
        lines.append("\t".join((pair.type, pair.left, pair.right, one.verdict, one.score, one.detail)))
    _RUN.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _table(title: str, figures: Mapping[str, Count]) -> object:
    from rich.table import Table

    table = Table(title, "P", "R", "F1", "right", "called the same", "same", box=None)
    for name, counts in figures.items():
        numbers = (counts.precision, counts.recall, counts.f1)
        whole = (int(counts.right), int(counts.predicted), int(counts.gold))
        table.add_row(name, *(f"{number:.3f}" for number in numbers), *map(str, whole))
    return table


if __name__ == "__main__":
    main(sys.argv[1:])
