"""The library of questions: Cypher files that run in Neo4j Browser, cypher-shell and `kg query`.

A file asks one question. Its first line names it in English and Arabic, and Neo4j Browser takes it as the
name of the favourite; then comes what it answers, its parameters with defaults, and an example. Parameters
are texts, and one of them has the same default in every file, so that they can be set together.
"""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

from kg.query.script import read_script

__all__ = ["FAVOURITES", "STYLE", "favourites", "questions", "start_query", "style", "write_library"]

STYLE, FAVOURITES = "kg.grass", "kg-queries.zip"
_START = "01-strongest-ties.cypher"
_PARAMETERS = "00-parameters.cypher"
#: Of the package, or of the repository that an editable installation runs from.
_FOLDER = next(
    folder
    for folder in (Path(__file__).parents[1] / "cypher", Path(__file__).parents[2] / "cypher")
    if folder.is_dir()
)


def questions() -> tuple[Path, ...]:
    """Return the files, by number."""
    return tuple(sorted(_FOLDER.glob("*.cypher")))


def style() -> bytes:
    """Return the style sheet of Neo4j Browser (GraSS)."""
    return (_FOLDER / STYLE).read_bytes()


def start_query(graph: str = "kg") -> str:
    """Return the question for a first look, without parameters and comments."""
    (statement,) = read_script(_FOLDER / _START).statements
    lines = [line for line in statement.text.splitlines() if not line.startswith("//")]
    return "\n".join(lines).replace("$graph", json.dumps(graph))


def set_parameters(graph: str = "kg") -> str:
    """Return a file for Neo4j Browser that sets all parameters at once, as it reads none in comments."""
    values = {"graph": graph}
    for file in questions():
        for name, default in read_script(file).defaults.items():
            values.setdefault(name, default.strip("'"))
    return (
        "// kg: Parameters — المعاملات\n"
        "// What the other questions ask about. Run this first; change a value and run it again.\n"
        f":params {json.dumps(values, ensure_ascii=False)}\n"
    )


def favourites(graph: str = "kg") -> bytes:
    """Return a zip archive of the questions in one folder, and of what sets their parameters.

    Dropped on Neo4j Browser, all become favourites. The same files give the same bytes.
    """
    files = {file.name: file.read_bytes() for file in questions()}
    files[_PARAMETERS] = set_parameters(graph).encode()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(f"kg/{name}")
            entry.external_attr = 0o644 << 16  # readable where somebody unpacks it
            archive.writestr(entry, files[name])
    return out.getvalue()


def write_library(folder: Path, graph: str = "kg") -> None:
    """Write questions, style sheet and archive to a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for file in questions():
        (folder / file.name).write_bytes(file.read_bytes())
    (folder / STYLE).write_bytes(style())
    (folder / FAVOURITES).write_bytes(favourites(graph))
