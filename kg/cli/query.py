"""`kg query`: Cypher on a Neo4j server, or without one on the embedded engine."""

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
    load_config,
    server,
)


def query_cli(
    statement: Annotated[str, typer.Argument(help="A statement, or a .cypher file.")],
    parameter: Annotated[
        list[str] | None,
        typer.Option("--param", "-p", help="A parameter as name=value; JSON values are read."),
    ] = None,
    output: Annotated[
        str | None, typer.Option("--format", "-f", help="table, csv or json.  [default: table]")
    ] = None,
    build: BuildOption = DEFAULT_BUILD,
    uri: UriOption = None,
    user: UserOption = None,
    password_file: PasswordFileOption = None,
    database: DatabaseOption = None,
    graph: GraphOption = None,
    config: ConfigOption = None,
) -> None:
    """Ask the graph in Cypher: on the server that --uri or the configuration names, else without a server.

    Example: kg query "MATCH (a)-[t:SUPPLIES]->(b) RETURN a.name, b.name, t.claim_count"
    """
    import shutil
    import sys

    import kg
    from kg.query import FORMATS, parse_parameter, run, to_table

    settings = load_config(config, {"query": {"format": output}})
    on_server = uri or settings.neo4j.uri
    target = server(settings, uri, user, password_file, database) if on_server else kg.open(build).folder
    source = Path(statement) if statement.endswith((".cypher", ".cyp", ".cql")) else statement
    parameters = dict(parse_parameter(one) for one in parameter or ())
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
    for answer in run(source, parameters, target, graph or settings.neo4j.graph):
        shown = (
            to_table(answer, width)
            if settings.query.format == "table"
            else FORMATS[settings.query.format](answer)
        )
        typer.echo(shown, nl=False)
