"""`kg review`: the pairs that rules leave to people, one after the other, one key each."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli._shared import (
    DEFAULT_BUILD,
    BuildOption,
    ByOption,
    ConfigOption,
    both_names,
    console,
    settings,
)

if TYPE_CHECKING:
    from rich.console import Console

    from kg.api import Graph
    from kg.records import Verdict

_KEYS = "s same · d different · k skip · q quit"
_LONGEST = 300


def review_cli(
    build: BuildOption = DEFAULT_BUILD,
    limit: Annotated[int | None, typer.Option(min=1, help="Ask at most so many.")] = None,
    by: ByOption = None,
    config: ConfigOption = None,
) -> None:
    """Walk through the unsure pairs with their passages; one key each. Keys may come from a pipe.

    What was decided is applied at the end, or when you quit.

    Example: kg review --limit 3
    """
    import kg
    from kg.records import Verdict

    verdicts = {"s": Verdict.SAME, "d": Verdict.DIFFERENT}
    graph = kg.open(build)
    asked = graph.unsure()[:limit]
    out = console()
    decided: list[tuple[str, str, Verdict]] = []
    for number, judgement in enumerate(asked, start=1):
        out.print(f"\n[bold]{number} of {len(asked)}[/bold]  {judgement.score or 0:.2f}")
        out.print(judgement.detail or "", markup=False)
        for member in (judgement.left, judgement.right):
            _show(graph, member, out)
        out.print(_KEYS)
        key = _key(frozenset("sdkq"))
        if key == "q":
            break
        if key in verdicts:
            decided.append((judgement.left, judgement.right, verdicts[key]))
            out.print(f"→ {verdicts[key]}")
    if decided:
        graph.judge(decided, by, settings(config))
    open_ = len(graph.unsure()) - len(decided)
    out.print(
        f"{len(decided)} pairs judged, {open_} open." + (" To take it back: kg undo" if decided else "")
    )


def _show(graph: Graph, member: str, out: Console) -> None:
    """Print one side: its names and passages."""
    entity = graph.entity(graph.log.entity_of(member) or member)
    out.print(f"  [bold]{both_names(entity)}[/bold]  [dim]{member} · {entity.mention_count} mentions[/dim]")
    for document, passage in graph.passages(entity.id):
        text = " ".join(passage.split())
        out.print(f"    {document.title or document.path}: {text[:_LONGEST]}", markup=False, style="dim")


def _key(keys: frozenset[str]) -> str:
    """Return the next of these keys, from the terminal or a pipe; the end of a pipe quits."""
    while True:
        if sys.stdin.isatty():
            import click

            pressed = click.getchar().lower()
            if pressed in ("\x03", "\x04"):
                return "q"
        else:
            pressed = sys.stdin.read(1).lower()
        if not pressed:
            return "q"
        if pressed in keys:
            return pressed
