"""The command line: one file a command, which parses and prints; the work is the library's.

Exit codes: 0 done, 1 failed, 2 wrong usage or configuration, 3 done in part (the report says what is
missing).
"""

from __future__ import annotations

import sys

import typer

from kg.cli import (
    build,
    doctor,
    evaluate,
    evidence,
    explore,
    export,
    merge,
    neo4j,
    query,
    review,
    show,
    split,
    stats,
    ties,
    undo,
    why,
)
from kg.errors import KgError

__all__ = ["PARTIAL", "app", "main"]

PARTIAL = 3

app = typer.Typer(
    name="kg",
    help="Folders of news texts, Arabic first, into a knowledge graph of political actors and their ties.",
    no_args_is_help=True,
    add_completion=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.command("build")(build.build_cli)
app.add_typer(export.app, name="export")
app.add_typer(neo4j.app, name="neo4j")
app.command("query")(query.query_cli)
app.command("show")(show.show_cli)
app.command("ties")(ties.ties_cli)
app.command("evidence")(evidence.evidence_cli)
app.command("explore")(explore.explore_cli)
app.command("stats")(stats.stats_cli)
app.command("why")(why.why_cli)
app.command("review")(review.review_cli)
app.command("merge")(merge.merge_cli)
app.command("split")(split.split_cli)
app.command("undo")(undo.undo_cli)
app.command("doctor")(doctor.doctor_cli)
app.add_typer(evaluate.app, name="evaluate")


@app.callback(invoke_without_command=True)
def _root(version: bool = typer.Option(False, "--version", help="Print the version and leave.")) -> None:
    if version:
        from kg import __version__

        typer.echo(f"kg {__version__}")
        raise typer.Exit


def main() -> None:
    """Run the command line; an error of `kg` is one message on standard error, never a traceback."""
    try:
        app()
    except KgError as error:
        typer.echo(f"kg: {error}", err=True)
        sys.exit(error.exit_code)
    except KeyboardInterrupt:
        typer.echo(
            "kg: interrupted. What is finished is kept; the same command goes on from there.", err=True
        )
        sys.exit(130)
