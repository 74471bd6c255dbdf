"""`kg stats`: what a build holds."""

from __future__ import annotations

import typer

from kg.cli._shared import DEFAULT_BUILD, BuildOption, JsonOption, console


def stats_cli(build: BuildOption = DEFAULT_BUILD, as_json: JsonOption = False) -> None:
    """Count documents, entities, claims and ties, and what was dropped and why.

    Example: kg stats --build build
    """
    import json

    import kg

    graph = kg.open(build)
    summary = graph.summary()
    if as_json:
        typer.echo(json.dumps(summary, ensure_ascii=False, indent=1))
        return
    out = console()
    for title, counts in summary.items():
        out.print(f"[bold]{title.replace('_', ' ')}[/bold]")
        width = max((len(name) for name in counts), default=0)
        for name, count in counts.items():
            out.print(f"  {name:<{width}}  {count:>8,}")
