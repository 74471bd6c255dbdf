"""`kg doctor`: what is there, what is missing, and how to get it."""

from __future__ import annotations

import typer

from kg.cli._shared import DEFAULT_BUILD, BuildOption, ConfigOption, UriOption, console, load_config

_MARKS = {"ok": "[green]✓[/green]", "optional": "[yellow]–[/yellow]", "missing": "[red]✗[/red]"}


def doctor_cli(
    build: BuildOption = DEFAULT_BUILD, uri: UriOption = None, config: ConfigOption = None
) -> None:
    """Check versions, resources, optional libraries, the build folder and the server.

    Exit code 1: something that is needed is missing.

    Example: kg doctor
    """
    from rich.markup import escape

    from kg.checkup import checkup

    out = console()
    failed = False
    for finding in checkup(load_config(config, {}), build, uri):
        failed = failed or finding.state == "missing"
        out.print(
            f"{_MARKS[finding.state]} [bold]{finding.name}[/bold]  {escape(finding.found)}", soft_wrap=True
        )
        if finding.remedy:
            out.print(f"    [dim]{escape(finding.remedy)}[/dim]", soft_wrap=True)
    if failed:
        raise typer.Exit(1)
