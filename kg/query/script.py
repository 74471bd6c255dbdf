"""Cypher files: statements that end with `;`, and parameters with defaults in `:param` lines.

A parameter line may stand in a comment, so that one file runs in Neo4j Browser, cypher-shell and here:

    // :param who => 'country/russia'

What stands behind the arrow is Cypher, and is evaluated by the engine.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.errors import QueryError

__all__ = ["Script", "parse", "parse_parameter", "read_script"]

_PARAM = re.compile(r"^\s*(?://\s*)?:params?\s+(?P<name>\w+)\s*=>\s*(?P<value>.+?)\s*;?\s*$")
_COMMAND = re.compile(r"^[ \t]*(:\w+)")
#: A text, a name, a comment, an end, or a parameter: what decides where statements end.
_PARTS = re.compile(
    r"""'(?:[^'\\]|\\.)*' | "(?:[^"\\]|\\.)*" | `(?:[^`]|``)*` | //[^\n]* | /\*.*?\*/
    | ; | \$(?P<used>\w+)""",
    re.VERBOSE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement without its semicolon, and the names of the parameters in it."""

    text: str
    uses: frozenset[str]


@dataclass(frozen=True, slots=True)
class Script:
    """Statements in order, and the defaults of parameters as Cypher expressions."""

    statements: tuple[Statement, ...]
    defaults: dict[str, str]


def read_script(source: str | Path) -> Script:
    """Return the script of a file (a `Path`) or of a text.

    Raises
    ------
    QueryError
        When the file cannot be read, or holds no statement.
    """
    if isinstance(source, str):
        return parse(source)
    try:
        text = source.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise QueryError(
            f"{source} cannot be read: {error.strerror}.", "Give a file or a statement."
        ) from error
    except UnicodeDecodeError as error:
        raise QueryError(f"{source} is no UTF-8 text.", "Save it as UTF-8.") from error
    return parse(text, str(source))


def parse(text: str, name: str = "The query") -> Script:
    """Return the statements and parameters of a text.

    >>> script = parse("// :param n => 3\\nMATCH (e) RETURN 'a;b' LIMIT $n; RETURN 1 // last")
    >>> [statement.text for statement in script.statements]
    ["MATCH (e) RETURN 'a;b' LIMIT $n", 'RETURN 1 // last']
    >>> script.defaults, script.statements[0].uses
    ({'n': '3'}, frozenset({'n'}))
    """
    lines, defaults = [], {}
    for line in text.replace("\r\n", "\n").split("\n"):
        if match := _PARAM.match(line):
            defaults[match["name"]] = match["value"]
        elif match := _COMMAND.match(line):
            raise QueryError(
                f"{name} holds {match[1]}, a command of Neo4j Browser.", "Leave only :param lines and Cypher."
            )
        else:
            lines.append(line)
    statements = tuple(_statements("\n".join(lines)))
    if not statements:
        raise QueryError(
            f"{name} holds no statement.", "Write Cypher, such as: MATCH (e:Country) RETURN e.name"
        )
    return Script(statements, defaults)


def _statements(text: str) -> list[Statement]:
    statements: list[tuple[str, frozenset[str]]] = []
    start, uses = 0, set[str]()
    for part in _PARTS.finditer(text):
        if part["used"]:
            uses.add(part["used"])
        elif part[0] == ";":
            statements.append((text[start : part.start()], frozenset(uses)))
            start, uses = part.end(), set[str]()
    statements.append((text[start:], frozenset(uses)))
    return [Statement(body.strip(), names) for body, names in statements if _without_comments(body).strip()]


def _without_comments(text: str) -> str:
    return _PARTS.sub(lambda part: "" if part[0].startswith(("//", "/*")) else part[0], text)


def parse_parameter(text: str) -> tuple[str, Any]:
    """Return name and value of `NAME=VALUE`. A value that is JSON is read as such, any other is text.

    >>> parse_parameter("year=2024"), parse_parameter("who=بوتين"), parse_parameter('who="2024"')
    (('year', 2024), ('who', 'بوتين'), ('who', '2024'))

    Raises
    ------
    QueryError
        When there is no name or no equals sign.
    """
    name, equals, value = text.partition("=")
    if not equals or not name.strip().isidentifier():
        raise QueryError(f"«{text}» is no parameter.", "Write it as --param NAME=VALUE.")
    try:
        return name.strip(), json.loads(value)
    except ValueError:
        return name.strip(), value
