"""Options, names and output that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from rich.console import Console

    from kg.config import Config
    from kg.neo4j import Server
    from kg.records import Entity, Judgement

BuildOption = Annotated[Path, typer.Option("--build", "-b", help="The build folder.", show_default=True)]
DEFAULT_BUILD = Path("build")
ConfigOption = Annotated[Path | None, typer.Option("--config", "-c", help="A YAML file of settings.")]
UriOption = Annotated[str | None, typer.Option("--uri", help="The server, such as bolt://localhost:7687.")]
UserOption = Annotated[str | None, typer.Option("--user", help="The user on the server.  [default: neo4j]")]
PasswordFileOption = Annotated[
    Path | None,
    typer.Option("--password-file", help="A file with the password; else $NEO4J_PASSWORD is used."),
]
DatabaseOption = Annotated[
    str | None, typer.Option("--database", help="The database.  [default: the user's home database]")
]
GraphOption = Annotated[
    str | None,
    typer.Option("--graph", help="The graph's name on a server that holds several.  [default: kg]"),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON, for other programs.")]

ByOption = Annotated[str | None, typer.Option("--by", help="Who judges.  [default: the system's user]")]


def console() -> Console:
    """Return the console that commands print on."""
    from rich.console import Console

    return Console(highlight=False, soft_wrap=False)


def load_config(path: Path | None, values: Mapping[str, Mapping[str, Any]]) -> Config:
    """Return the settings of the file, with the options that were given over them."""
    from kg.config import Config

    return Config.load(path).updated(values)


def server(
    config: Config, uri: str | None, user: str | None, password_file: Path | None, database: str | None
) -> Server:
    """Return the server of the options, completed from the configuration and the environment."""
    from kg.neo4j import Server

    section = config.neo4j
    return Server.find(
        uri=uri or section.uri,
        user=user or section.user,
        password_file=password_file or section.password_file,
        password_env=section.password_env,
        database=database or section.database,
    )


def settings(path: Path | None) -> Config:
    """Return the settings that a build was made with."""
    return load_config(path, {})


def judgement_line(judgement: Judgement) -> str:
    """Return a judgement as text: the pair, the verdict, who, when and why."""
    score = "" if judgement.score is None else f"{judgement.score:.2f}"
    facts = [judgement.by, score, judgement.at or "", judgement.detail or ""]
    told = " · ".join(fact for fact in facts if fact)
    return f"{judgement.left} – {judgement.right}: {judgement.verdict} ({told})"


def both_names(entity: Entity) -> str:
    """Return the names of an actor for a line with markup: a bracket in a name is text."""
    from rich.markup import escape

    from kg.wording import plain_names

    return escape(plain_names(entity))
