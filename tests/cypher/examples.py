"""The example in each file's comment: how it looks and where it stands.

`python -m tests.cypher.examples` writes all anew, after a change of what is extracted or asked.
"""

from __future__ import annotations

import re
import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from kg.graph.data import read_graph
from kg.neo4j import clear_graph, connect, export_graph
from kg.query import Engine, QueryResult, open_engine
from kg.query.engine import run_script
from kg.query.library import questions
from kg.query.script import read_script
from tests.cypher.graphs import build_sample, visit_and_treaty
from tests.neo4j.server import Home, given, jars, running

__all__ = ["COMPOSED", "SCHEMA", "ask", "example", "shown"]

SCHEMA = "90-schema.cypher"
#: What the sample does not answer.
COMPOSED = frozenset({"15-visits-and-agreements.cypher"})
_HEADINGS = {
    "sample": "// Example, from the bundled sample:\n",
    "composed": "// Example, composed, as the sample has none:\n",
}
_EXAMPLE = re.compile(r"(?:^//\n)?^// Example, .*\n((?://   .*\n)+)", re.M)
_CUT = 90


def ask(engine: Engine, graph: str, file: Path) -> QueryResult:
    """Return the answer to a question, its parameters as the file has them."""
    return run_script(engine, read_script(file), {"graph": graph})[-1]


def example(file: Path) -> str:
    """Return the example that a file shows."""
    found = _EXAMPLE.search(file.read_text(encoding="utf-8"))
    assert found, f"{file.name} shows no example"
    return found[1]


def shown(answer: QueryResult) -> str:
    """Return the first row as a comment, a column a line: so Arabic stands in no line with other Arabic."""
    width = max(map(len, answer.columns))
    lines = []
    for name, value in zip(answer.columns, answer.rows[0], strict=True):
        text = _text(value)
        text = text if len(text) <= _CUT else text[: _CUT - 1].rstrip() + "…"
        lines.append(f"//   {name:<{width}}  {text}".rstrip() + "\n")
    return "".join(lines)


def _text(value: Any) -> str:
    match value:
        case None:
            return "null"
        case {"name": str(name)}:
            return name
        case {"id": str(id_)}:
            return id_
        case list():
            return " · ".join(_text(one) for one in value if one != {})
        case _:
            return str(value)


def _written(text: str, graph: str, answer: QueryResult) -> str:
    """Return the text of a file with the answer as its example, at the end of the first comment."""
    text = _EXAMPLE.sub("", text)
    end = re.search(r"^(?!//)", text, re.M)
    assert end
    return f"{text[: end.start()]}//\n{_HEADINGS[graph]}{shown(answer)}{text[end.start() :]}"


def main() -> None:
    """Ask a server every question, and write the first row of each answer into its file."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        server = given() or stack.enter_context(running(Home(jars(), Path(folder) / "home")))
        connection = stack.enter_context(connect(server))
        engine = stack.enter_context(open_engine(server))
        data = {"sample": read_graph(build_sample(Path(folder))), "composed": visit_and_treaty()}
        for name, graph in data.items():
            stack.callback(clear_graph, connection, f"examples, {name}")
            export_graph(connection, graph, f"examples, {name}")
        for file in questions():
            if file.name != SCHEMA:
                name = "composed" if file.name in COMPOSED else "sample"
                text = _written(
                    file.read_text(encoding="utf-8"), name, ask(engine, f"examples, {name}", file)
                )
                file.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
