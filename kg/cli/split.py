"""`kg split`: a person judges that what was joined is not one."""

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


def split_cli(
    actor: Annotated[str, typer.Argument(help="An actor's name or id.")],
    member: Annotated[
        str | None, typer.Argument(help="The member to part, as kg why prints it; none: part them all.")
    ] = None,
    build: BuildOption = DEFAULT_BUILD,
    by: ByOption = None,
    config: ConfigOption = None,
) -> None:
    """Judge that members of an actor are different ones. Later builds keep it; kg undo takes it back.

    Example: kg split "North Korea" "South Korea"
    """
    import kg

    graph = kg.open(build)
    before = graph.log.members(graph.find(actor).id)
    parted = graph.split(actor, member, by, settings(config))
    out = console()
    out.print(f"{before[0]} was joined from {len(before)}; now there are:")
    for id_ in dict.fromkeys(parted.log.entity_of(one) or one for one in before):
        entity = parted.entity(id_)
        out.print(f"  {both_names(entity)}  [dim]{id_} · {entity.mention_count} mentions[/dim]")
    out.print("To take it back: kg undo")
