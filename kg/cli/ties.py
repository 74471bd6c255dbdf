"""`kg ties`: the ties of an actor, or those between two."""

from __future__ import annotations

from typing import Annotated

import typer

from kg.cli._shared import DEFAULT_BUILD, BuildOption, both_names, console


def ties_cli(
    actor: Annotated[str, typer.Argument(help="An actor's name or id.")],
    other: Annotated[
        str | None, typer.Argument(help="A second actor: only the ties between the two.")
    ] = None,
    build: BuildOption = DEFAULT_BUILD,
) -> None:
    """List the ties of an actor, or between two actors, the best supported first.

    Example: kg ties روسيا "North Korea"
    """
    import kg
    from kg.wording import period

    graph = kg.open(build)
    found = graph.ties_of(actor, other)
    out = console()
    if not found:
        between = f" and {both_names(graph.find(other))}" if other else ""
        out.print(f"No ties of {both_names(graph.find(actor))}{between}.")
    for tie in found:
        subject, object_ = graph.entity(tie.subject_id), graph.entity(tie.object_id)
        arrow = "↔" if tie.symmetric else "→"
        sources = f"{tie.source_count} source{'s' if tie.source_count != 1 else ''}"
        facts = [
            f"{tie.claim_count}×",
            sources,
            f"{tie.confidence:.2f}",
            period(tie.first_date, tie.last_date),
        ]
        out.print(f"{both_names(subject)}  [bold]{tie.relation}[/bold] {arrow}  {both_names(object_)}")
        out.print(
            f"    [dim]{' · '.join(fact for fact in facts if fact)} · kg evidence {tie.id}[/dim]",
            soft_wrap=True,
        )
