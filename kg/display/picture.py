"""A small picture of the strongest actors and ties, as SVG: the same graph gives the same picture."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from math import cos, pi, sin

from kg.graph.measures import strength
from kg.records import Entity, Tie
from kg.wording import is_rtl, label, names_of

__all__ = ["COLOURS", "kind", "picture"]

#: Mid-tones that are told apart on white and on black, and by readers who confuse red and green.
COLOURS = {"cooperation": "#3b8bc9", "conflict": "#d9653b", "other": "#8b8f96"}
_ACTORS = 12
_WIDTH, _HEIGHT = 620, 350
_RADIUS = 150
_LONGEST = 28
_BEND = {"cooperation": 0.25, "conflict": 0.45, "other": 0.65}

Point = tuple[float, float]
Strand = tuple[str, str, str]


def picture(entities: Mapping[str, Entity], ties: Iterable[Tie]) -> str:
    """Return the actors with the most independent sources on a circle, and the ties among them.

    Ties between two actors make up to three lines: cooperation, conflict, and the rest. A line is as wide
    as its ties have sources, and says on pointing which ties it stands for.
    """
    ties = tuple(ties)
    strands = _strands(ties, set(list(strength(ties))[:_ACTORS]))
    if not strands:
        return ""
    order = _order(strands)
    places = {actor: _place(number, len(order)) for number, actor in enumerate(order)}
    widest = max(sum(tie.source_count for tie in group) for group in strands.values())
    lines = [
        _line(places, strand, group, widest, entities)
        for strand, group in sorted(strands.items(), key=lambda item: item[0])
    ]
    captions = [_caption(entities[actor], *places[actor]) for actor in order]
    return (
        f'<svg viewBox="0 0 {_WIDTH} {_HEIGHT}" width="{_WIDTH}" role="img" style="max-width: 100%"'
        f' aria-label="The {len(order)} strongest actors and their ties" font-family="sans-serif">'
        + "".join(lines + captions)
        + "</svg>"
    )


def kind(tie: Tie) -> str:
    """Return the colour class of a tie: a key of `COLOURS`."""
    found = (tie.quad or "").rpartition(" ")[2]
    return found if found in COLOURS else "other"


def _strands(ties: Iterable[Tie], actors: set[str]) -> dict[Strand, list[Tie]]:
    """Return the ties among these actors by pair and kind."""
    found: dict[Strand, list[Tie]] = defaultdict(list)
    for tie in sorted(ties, key=lambda tie: tie.id):
        left, right = sorted((tie.subject_id, tie.object_id))
        if left != right and {left, right} <= actors:
            found[left, right, kind(tie)].append(tie)
    return found


def _order(strands: Mapping[Strand, Sequence[Tie]]) -> list[str]:
    """Return the actors so that each stands beside the one that it has most to do with, as far as free."""
    weight: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for (left, right, _), group in strands.items():
        for one, other in ((left, right), (right, left)):
            weight[one][other] += sum(tie.source_count for tie in group)
    free = sorted(weight, key=lambda actor: (-sum(weight[actor].values()), actor))
    order = [free.pop(0)]
    while free:
        order.append(min(free, key=lambda actor: (-weight[order[-1]][actor], free.index(actor))))
        free.remove(order[-1])
    return order


def _place(number: int, count: int) -> Point:
    """Return a place on the circle, clockwise from the top; none is at the very top, where names collide."""
    angle = 2 * pi * (number + 0.5) / count - pi / 2
    return round(_WIDTH / 2 + _RADIUS * cos(angle), 1), round(_HEIGHT / 2 + _RADIUS * sin(angle), 1)


def _line(
    places: Mapping[str, Point],
    strand: Strand,
    group: Sequence[Tie],
    widest: int,
    entities: Mapping[str, Entity],
) -> str:
    (x1, y1), (x2, y2) = places[strand[0]], places[strand[1]]
    bend = _BEND[strand[2]]
    x, y = (
        (1 - bend) * (one + other) / 2 + bend * middle
        for one, other, middle in ((x1, x2, _WIDTH / 2), (y1, y2, _HEIGHT / 2))
    )
    width = 1 + 5 * sum(tie.source_count for tie in group) / widest
    told = "\n".join(
        f"{label(entities[tie.subject_id])} {tie.relation} {label(entities[tie.object_id])}" for tie in group
    )
    return (
        f'<path d="M{x1} {y1} Q{x:.1f} {y:.1f} {x2} {y2}" fill="none" stroke="{COLOURS[strand[2]]}"'
        f' stroke-width="{width:.1f}" stroke-opacity="0.75"><title>{escape(told)}</title></path>'
    )


def _caption(entity: Entity, x: float, y: float) -> str:
    """Return a dot with the names of an actor on its outer side."""
    right = x > _WIDTH / 2
    names = names_of(entity)
    rows = [
        _row(name, x + (10 if right else -10), y + 4 + 14 * number, right, small=number > 0)
        for number, name in enumerate(names)
    ]
    full = escape(" · ".join(names))
    return f'<g fill="currentColor"><title>{full}</title><circle cx="{x}" cy="{y}" r="5"/>{"".join(rows)}</g>'


def _row(name: str, x: float, y: float, right: bool, *, small: bool) -> str:
    rtl = is_rtl(name)
    shown = name if len(name) <= _LONGEST else name[: _LONGEST - 1] + "…"
    anchor = "end" if right is rtl else "start"  # the start of Arabic is its right end
    direction = ' direction="rtl" lang="ar"' if rtl else ""
    look = 'font-size="11" opacity="0.7"' if small else 'font-size="14"'
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" {look}{direction}>{escape(shown)}</text>'
