"""`kg why`: what makes two names one actor, or two."""

from __future__ import annotations

from typing import Annotated

import typer

from kg.cli._shared import DEFAULT_BUILD, BuildOption, both_names, console, judgement_line


def why_cli(
    one: Annotated[str, typer.Argument(help="A name or id.")],
    other: Annotated[
        str | None, typer.Argument(help="A second one; none: what the actor was joined from.")
    ] = None,
    build: BuildOption = DEFAULT_BUILD,
) -> None:
    """Explain why two names mean one actor or two: the judgements, their scores and reasons.

    Example: kg why بوتين "Kim Jong Un"
    """
    import kg

    found = kg.open(build).why(one, other)
    out = console()
    if found.same:
        out.print(f"One actor: {both_names(found.one)}  [dim]{found.one.id}[/dim]")
        others = found.members[1:]
        out.print(f"joined from: {', '.join(found.members)}" if others else "Nothing had to be joined.")
    else:
        out.print(f"Two actors: {both_names(found.one)}  [dim]{found.one.id}[/dim]")
        out.print(f"            {both_names(found.other)}  [dim]{found.other.id}[/dim]")
    for judgement in found.judgements:
        out.print(f"  {judgement_line(judgement)}", markup=False)
