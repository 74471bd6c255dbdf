"""What `kg doctor` looks at: versions, resources, optional libraries, a build folder, a Neo4j server."""

from __future__ import annotations

import platform
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Literal

from kg import __version__
from kg.config import Config
from kg.errors import KgError

__all__ = ["Finding", "checkup"]

State = Literal["ok", "optional", "missing"]

_LIBRARIES = ("spacy", "networkx", "pandas", "pyarrow", "neo4j", "trafilatura", "rapidfuzz")
_EXTRAS = {"arcadedb": ("query", "Cypher without a server"), "pypdf": ("pdf", "PDF files")}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at. `optional` is absent and not needed for a build; `remedy` says how to get it."""

    name: str
    state: State
    found: str
    remedy: str = ""


def checkup(config: Config, build: Path, uri: str | None = None) -> Iterator[Finding]:
    """Yield findings, cheap ones first.

    Parameters
    ----------
    config : Config
        Settings; its Neo4j section tells which server to ask when `uri` is None.
    build : Path
        The build folder to look at.
    """
    yield Finding("kg", "ok", f"{__version__} on Python {platform.python_version()} ({sys.platform})")
    for library in _LIBRARIES:
        yield _library(library)
    for library, (extra, purpose) in _EXTRAS.items():
        yield _extra(library, extra, purpose)
    yield _resources(config)
    yield _pipeline(config)
    yield _folder(build)
    yield _server(config, uri)


def _library(name: str) -> Finding:
    try:
        return Finding(name, "ok", version(name))
    except PackageNotFoundError:
        return Finding(name, "missing", "not installed", f"pip install {name}")


def _extra(name: str, extra: str, purpose: str) -> Finding:
    try:
        return Finding(name, "ok", f"{version(name)}, for {purpose}")
    except PackageNotFoundError:
        return Finding(name, "optional", f"not installed, for {purpose}", f'pip install "kg[{extra}]"')


def _resources(config: Config) -> Finding:
    from kg.actors import Actors
    from kg.ontology import Ontology

    try:
        actors = Actors.load(config.extraction.actors) if config.extraction.actors else Actors.default()
        ontology = Ontology.default()
    except KgError as error:
        return Finding("resources", "missing", error.what, error.hint or "")
    return Finding("resources", "ok", f"{len(actors):,} actors, {len(ontology.relations)} relations")


def _pipeline(config: Config) -> Finding:
    from kg.extraction.pipeline import load

    try:
        names = load("ar", config.extraction.settings()).pipe_names
    except (KgError, OSError, ValueError) as error:
        return Finding("pipeline", "missing", str(error), "Install kg again.")
    return Finding("pipeline", "ok", ", ".join(names))


def _folder(build: Path) -> Finding:
    from kg.store import BuildFolder

    try:
        folder = BuildFolder.open(build)
    except KgError as error:
        return Finding("build folder", "optional", error.what, error.hint or "")
    rows = {name: row["rows"] for name, row in folder.manifest["files"].items() if "rows" in row}
    counts = ", ".join(
        f"{rows[f'{name}.parquet']:,} {name}" for name in ("documents", "entities", "claims", "ties")
    )
    return Finding("build folder", "ok", f"{build}: {counts}")


def _server(config: Config, uri: str | None) -> Finding:
    address = uri or config.neo4j.uri
    if not address:
        return Finding(
            "neo4j server",
            "optional",
            "none named",
            "Start one with: docker compose up -d, then kg export neo4j --uri bolt://127.0.0.1:7687",
        )
    from kg.neo4j import Server, connect

    section = config.neo4j
    try:
        server = Server.find(
            uri=address,
            user=section.user,
            password_file=section.password_file,
            password_env=section.password_env,
            database=section.database,
        )
        with connect(server) as connection:
            return Finding("neo4j server", "ok", f"{address}: {connection.edition} {connection.version}")
    except KgError as error:
        return Finding("neo4j server", "missing", error.what, error.hint or "")
