"""`kg merge`: a person judges two entities one."""

from __future__ import annotations

from typing import Annotated

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


def merge_cli(
    one: Annotated[str, typer.Argument(help="An actor's name or id.")],
    other: Annotated[str, typer.Argument(help="The name or id of the actor that is the same.")],
    build: BuildOption = DEFAULT_BUILD,
    by: ByOption = None,
    config: ConfigOption = None,
) -> None:
    """Judge two actors to be one. Later builds keep it; kg undo takes it back.

    Example: kg merge "North Korea" "South Korea"
    """
    import kg

    graph = kg.open(build)
    left, right = graph.find(one), graph.find(other)
    merged = graph.merge(one, other, by, settings(config))
    entity = merged.entity(merged.log.entity_of(left.id) or left.id)
    out = console()
    out.print(f"{both_names(left)} and {both_names(right)} are one: [bold]{entity.id}[/bold]")
    out.print(
        f"{entity.mention_count} mentions in {entity.document_count} documents. To take it back: kg undo"
    )
