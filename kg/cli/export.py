"""`kg export`: a build to a Neo4j server, or to files."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg.cli._shared import (
    DEFAULT_BUILD,
    BuildOption,
    ConfigOption,
    DatabaseOption,
    GraphOption,
    PasswordFileOption,
    UriOption,
    UserOption,
    console,
    load_config,
    server,
)

app = typer.Typer(help="Write a build to a Neo4j server, or to files.", no_args_is_help=True)


@app.command("neo4j")
def neo4j_cli(
    build: BuildOption = DEFAULT_BUILD,
    uri: UriOption = None,
    user: UserOption = None,
    password_file: PasswordFileOption = None,
    database: DatabaseOption = None,
    graph: GraphOption = None,
    config: ConfigOption = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would change.")] = False,
) -> None:
    """Make a graph on a Neo4j server equal to the build: write what differs, remove what is gone.

    Example: kg export neo4j --uri bolt://localhost:7687 --build build
    """
    import kg
    from kg.graph.data import read_graph
    from kg.neo4j import connect, export_graph

    settings = load_config(config, {})
    folder = kg.open(build).folder
    name = graph or settings.neo4j.graph
    out = console()
    with connect(server(settings, uri, user, password_file, database)) as connection:
        with out.status(f"writing {name} to {connection.server.uri}") as status:

            def tell(what: str, done: int) -> None:
                status.update(f"{what} {done:,}")

            result = export_graph(connection, read_graph(folder), name, dry_run=dry_run, progress=tell)
        address = connection.server.uri
    out.print(
        f"Graph [bold]{name}[/bold] at {address}" + (" (dry run: nothing is written)" if dry_run else "")
    )
    width = max((len(what) for what in result.changes), default=0)
    for what, change in result.changes.items():
        if change.written or change.removed:
            out.print(
                f"  {what:<{width}}  {change.new:>7,} new  {change.changed:>7,} changed  "
                f"{change.removed:>7,} removed  {change.unchanged:>7,} as before"
            )
    if not any(change.written or change.removed for change in result.changes.values()):
        out.print("  Nothing to change: the server holds this build.")


@app.command("cypher")
def cypher_cli(
    target: Annotated[Path, typer.Argument(help="The script to write.")],
    build: BuildOption = DEFAULT_BUILD,
    graph: GraphOption = None,
) -> None:
    """Write a Cypher script that makes the graph, for cypher-shell.

    Example: kg export cypher graph.cypher
    """
    _export("cypher", target, build, graph)


@app.command("csv")
def csv_cli(
    target: Annotated[Path, typer.Argument(help="The folder to write to.")],
    build: BuildOption = DEFAULT_BUILD,
    graph: GraphOption = None,
) -> None:
    """Write CSV files for neo4j-admin database import, and print the command to type.

    Example: kg export csv import/
    """
    from kg.neo4j.bulk import COMMAND

    _export("csv", target, build, graph)
    typer.echo((target / COMMAND).read_text(encoding="utf-8"))


@app.command("graphml")
def graphml_cli(
    target: Annotated[Path, typer.Argument(help="The file to write.")], build: BuildOption = DEFAULT_BUILD
) -> None:
    """Write GraphML, for yEd, Cytoscape and igraph.

    Example: kg export graphml graph.graphml
    """
    _export("graphml", target, build, None)


@app.command("gexf")
def gexf_cli(
    target: Annotated[Path, typer.Argument(help="The file to write.")], build: BuildOption = DEFAULT_BUILD
) -> None:
    """Write GEXF, for Gephi.

    Example: kg export gexf graph.gexf
    """
    _export("gexf", target, build, None)


@app.command("json")
def json_cli(
    target: Annotated[Path, typer.Argument(help="The file to write.")], build: BuildOption = DEFAULT_BUILD
) -> None:
    """Write node-link JSON, for NetworkX and D3.

    Example: kg export json graph.json
    """
    _export("json", target, build, None)


def _export(name: str, target: Path, build: Path, graph: str | None) -> None:
    import kg
    from kg.export import FORMATS, SCOPED
    from kg.graph.data import read_graph

    scope = (graph or "kg",) if name in SCOPED else ()
    FORMATS[name](read_graph(kg.open(build).folder), target, *scope)
    console().print(f"Wrote [bold]{target}[/bold]", soft_wrap=True)
