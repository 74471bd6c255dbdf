"""`kg neo4j`: Neo4j Browser with colours, Arabic names and the library of questions."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg.cli._shared import (
    ConfigOption,
    DatabaseOption,
    GraphOption,
    PasswordFileOption,
    UriOption,
    UserOption,
    load_config,
    server,
)

app = typer.Typer(help="Look at a graph in Neo4j Browser.", no_args_is_help=True)


@app.command("browser")
def browser_cli(
    uri: UriOption = None,
    user: UserOption = None,
    password_file: PasswordFileOption = None,
    database: DatabaseOption = None,
    graph: GraphOption = None,
    config: ConfigOption = None,
    port: Annotated[
        int, typer.Option("--port", min=0, max=65535, help="Where style and questions are; 0: any.")
    ] = 0,
    open_: Annotated[bool, typer.Option("--open", help="Open the address in the web browser.")] = False,
) -> None:
    """Print the address of Neo4j Browser, and serve it style and questions until Ctrl-C.

    Example: kg neo4j browser --uri bolt://localhost:7687
    """
    import webbrowser
    from contextlib import suppress

    from kg.neo4j import connect
    from kg.neo4j.browser import browser_address, browser_link, file_server
    from kg.neo4j.graphs import check_graph
    from kg.query.library import FAVOURITES, STYLE, favourites, start_query, style

    settings = load_config(config, {})
    name = graph or settings.neo4j.graph
    with connect(server(settings, uri, user, password_file, database)) as connection:
        check_graph(connection, name)
        link = browser_link(browser_address(connection), connection.server, start_query(name))
    with file_server({STYLE: style(), FAVOURITES: favourites(name)}, port) as files:
        here = f"http://localhost:{files.server_port}"
        typer.echo(
            f"{link}\n\n"
            "Open it, log in, and run the query in the editor: it draws the strongest ties. Then, once:\n"
            f"  colours and names   type in the editor  :style {here}/{STYLE}\n"
            f"  questions           drag onto the page  {here}/{FAVOURITES}  (download it first)\n"
            "The questions are under the star on the left; «kg: Parameters» sets what they ask about.\n"
            "Ctrl-C ends."
        )
        if open_:
            webbrowser.open(link)
        with suppress(KeyboardInterrupt):
            files.serve_forever()


@app.command("queries")
def queries_cli(
    folder: Annotated[Path, typer.Argument(help="The folder to write to.")],
    graph: GraphOption = None,
) -> None:
    """Write the questions to a folder, with style sheet and archive for Neo4j Browser.

    Example: kg neo4j queries cypher/
    """
    from kg.query.library import questions, write_library

    write_library(folder, graph or "kg")
    typer.echo(
        f"Wrote {len(questions())} questions to {folder}. Ask one: kg query {folder / questions()[0].name}"
    )
