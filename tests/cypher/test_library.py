"""Every question of the library: its form, its answer on both engines, and the example that it shows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.errors import QueryError
from kg.neo4j.statements import schema_statements
from kg.query import QueryResult, open_engine
from kg.query.engine import run_script
from kg.query.library import questions
from kg.query.script import read_script
from kg.store import BuildFolder
from tests.cypher.conftest import Place
from tests.cypher.examples import COMPOSED, SCHEMA, ask, example, shown

FILES = questions()
FOLDER = FILES[0].parent
SERVER_ONLY = [file for file in FILES if "\n// Server only: " in file.read_text(encoding="utf-8")]
BOTH = [file for file in FILES if file not in SERVER_ONLY]

_ARABIC = r"[\u0621-\u064a\u064b-\u0652 ،]+"
#: Neo4j Browser shows some forty letters of a name.
_TITLE = re.compile(rf"(?=.{{1,45}}$)// kg: [A-Z][A-Za-z ,]+[a-z] — {_ARABIC}")


def which(file: Path) -> str:
    """Return the graph that answers the question."""
    return "composed" if file.name in COMPOSED else "sample"


@pytest.fixture(scope="module")
def embedded(request: pytest.FixtureRequest) -> Iterator[Place]:
    pytest.importorskip("arcadedb", reason="the extra `query` is not installed")
    folder: BuildFolder = request.getfixturevalue(f"{request.param}_build")
    with open_engine(folder) as engine:
        yield Place(engine, "kg")


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_file_says_what_it_asks(file: Path) -> None:
    lines = file.read_text(encoding="utf-8").splitlines()
    assert re.fullmatch(r"\d\d-[a-z]+(-[a-z]+)*", file.stem)
    assert _TITLE.fullmatch(lines[0])
    assert lines[1] == "//"
    assert re.match(r"// [A-Z].{40}", lines[2])
    assert all(len(line) <= 120 for line in lines if file.name != SCHEMA)
    script = read_script(file)
    assert set(script.defaults) == frozenset().union(*(one.uses for one in script.statements))
    assert len(script.statements) == 1 or file.name == SCHEMA


def test_one_setting_of_parameters_serves_all_files() -> None:
    """Neo4j Browser keeps them, and reads `:params {…}` as text and floating-point numbers only."""
    values: dict[str, set[str]] = {}
    for file in FILES:
        for name, default in read_script(file).defaults.items():
            values.setdefault(name, set()).add(default)
    assert {name for name, found in values.items() if len(found) > 1} == set()
    assert all(re.fullmatch(r"'[^'\\]*'", default) for found in values.values() for default in found)


@pytest.mark.neo4j
@pytest.mark.parametrize(
    ("file", "embedded"),
    [pytest.param(file, which(file), id=file.stem) for file in BOTH],
    indirect=["embedded"],
)
def test_both_engines_answer_alike(file: Path, embedded: Place, on_server: dict[str, Place]) -> None:
    own, server = embedded.ask(file), on_server[which(file)].ask(file)
    assert own.rows
    assert own.columns == server.columns
    assert own.rows == server.rows


@pytest.mark.parametrize(
    ("file", "embedded"),
    [pytest.param(file, which(file), id=file.stem) for file in BOTH],
    indirect=["embedded"],
)
def test_example_is_the_first_row_of_the_answer(file: Path, embedded: Place) -> None:
    assert example(file) == shown(embedded.ask(file))


@pytest.mark.neo4j
@pytest.mark.parametrize("file", SERVER_ONLY, ids=lambda file: file.stem)
def test_server_answers_what_only_it_can(file: Path, on_server: dict[str, Place]) -> None:
    answer = on_server["sample"].ask(file)
    if file.name == SCHEMA:  # all is there since the export
        assert answer == QueryResult()
    else:
        assert example(file) == shown(answer)


def test_schema_is_the_one_of_the_export() -> None:
    text = (FOLDER / SCHEMA).read_text(encoding="utf-8").partition("\nCREATE")
    assert "".join(text[1:]).lstrip() == "".join(f"{statement};\n" for statement in schema_statements())


def test_only_what_is_within_a_month_of_a_visit_is_an_agreement_after_it(composed_build: BuildFolder) -> None:
    pytest.importorskip("arcadedb", reason="the extra `query` is not installed")
    with open_engine(composed_build) as engine:
        answer = ask(engine, "kg", FOLDER / "15-visits-and-agreements.cypher")
    assert [row["agreed"].isoformat() for row in answer.to_dicts()] == ["2024-07-09"]


def test_missing_past_changes_nothing_else(composed_build: BuildFolder) -> None:
    pytest.importorskip("arcadedb", reason="the extra `query` is not installed")
    with open_engine(composed_build) as engine:
        assert ask(engine, "kg", FOLDER / "40-what-changed.cypher").rows == ()


def test_query_that_lacks_a_parameter_names_it(sample_build: BuildFolder) -> None:
    pytest.importorskip("arcadedb", reason="the extra `query` is not installed")
    text = (FOLDER / "12-evidence.cypher").read_text(encoding="utf-8").replace(":param relation", "relation")
    with open_engine(sample_build) as engine, pytest.raises(QueryError, match=r"a value for \$relation"):
        run_script(engine, read_script(text), {"graph": "kg"})


def test_readme_lists_every_question() -> None:
    text = (Path(__file__).parents[2] / "cypher" / "README.md").read_text(encoding="utf-8")
    listed = re.findall(rf"^\| \[(\S+)\]\(\1\.cypher\) \| \S.*? \| {_ARABIC}؟? \|$", text, re.M)
    assert listed == [file.stem for file in FILES]
