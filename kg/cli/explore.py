"""`kg explore`: one HTML page that shows the graph, for a browser and for a colleague."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from kg.cli._shared import DEFAULT_BUILD, BuildOption


def explore_cli(
    build: BuildOption = DEFAULT_BUILD,
    out: Annotated[Path, typer.Option("--out", "-o", help="The file to write.")] = Path("explore.html"),
    language: Annotated[
        Literal["ar", "en"] | None,
        typer.Option("--lang", help="The page's language.  [default: the browser's]"),
    ] = None,
    open_: Annotated[bool, typer.Option("--open", help="Open it in the browser.")] = False,
) -> None:
    """Write the whole graph as one HTML page that needs no server and no network.

    Example: kg explore --lang ar --out graph.html
    """
    from kg.explore import write_page
    from kg.graph.data import read_graph
    from kg.store import BuildFolder

    page = write_page(read_graph(BuildFolder.open(build)), out, limit=None, language=language)
    typer.echo(f"{out}: {page.ties:,} ties, {len(page.html) / 1e6:.1f} MB")
    if open_:
        typer.launch(str(out.absolute()))
