"""Where statements end, and what parameters a file brings."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import QueryError
from kg.query.engine import run_script
from kg.query.result import QueryResult
from kg.query.script import parse, parse_parameter, read_script


def texts(source: str) -> list[str]:
    return [statement.text for statement in parse(source).statements]


@pytest.mark.parametrize(
    ("source", "statements"),
    [
        ("RETURN 1", ["RETURN 1"]),
        ("RETURN 1; RETURN 2;", ["RETURN 1", "RETURN 2"]),
        ("RETURN ';' AS x; RETURN 2", ["RETURN ';' AS x", "RETURN 2"]),
        ('RETURN ";" AS x', ['RETURN ";" AS x']),
        (r"RETURN 'it\'s; so'; RETURN 2", [r"RETURN 'it\'s; so'", "RETURN 2"]),
        ("RETURN 1 AS `a``;b`", ["RETURN 1 AS `a``;b`"]),
        ("RETURN 1 // one; two\n; RETURN 2", ["RETURN 1 // one; two", "RETURN 2"]),
        ("RETURN 1 /* one; two */", ["RETURN 1 /* one; two */"]),
        ("// only a comment;\nRETURN 'http://x'", ["// only a comment;\nRETURN 'http://x'"]),
        ("RETURN 1;\n// the end", ["RETURN 1"]),
        ("RETURN 'عبد الله؛';\r\nRETURN 2\r\n", ["RETURN 'عبد الله؛'", "RETURN 2"]),
    ],
)
def test_statements_end_at_semicolons_outside_texts_and_comments(source: str, statements: list[str]) -> None:
    assert texts(source) == statements


@pytest.mark.parametrize("source", ["", "  \n", "// nothing", ";;", "/* a; */ ;", ":param x => 1"])
def test_script_without_a_statement_is_refused(source: str) -> None:
    with pytest.raises(QueryError, match="holds no statement"):
        parse(source)


def test_parameters_are_those_used_outside_texts_and_comments() -> None:
    (statement,) = parse("MATCH (n {id: $id}) RETURN '$no', $`q`, n.x + $n // $never").statements
    assert statement.uses == {"id", "n"}


@pytest.mark.parametrize(
    "line", [":param who => 'ب'", "// :param who => 'ب'", "//:param who=>'ب';", "  :params who  =>  'ب' ; "]
)
def test_defaults_stand_in_param_lines(line: str) -> None:
    assert parse(f"{line}\nRETURN $who").defaults == {"who": "'ب'"}


def test_other_commands_of_the_browser_are_named() -> None:
    with pytest.raises(QueryError, match="holds :use, a command of Neo4j Browser"):
        parse(":use news\nRETURN 1")


class Echo:
    """An engine that answers with what it was given."""

    def run(self, text: str, parameters: object) -> QueryResult:
        return (
            QueryResult(("text", "parameters"), ((text, parameters),))
            if parameters
            else QueryResult(("v",), ((text,),))
        )


def test_given_parameters_go_before_defaults_and_only_used_ones_are_sent() -> None:
    script = parse("// :param a => 1\n// :param b => 2\n// :param unused => broken(\nRETURN $a, $b; RETURN 1")
    first, second = run_script(Echo(), script, {"a": "mine", "other": 0})
    assert first.rows == (("RETURN $a, $b", {"a": "mine", "b": "RETURN 2 AS value"}),)
    assert second.rows == (("RETURN 1",),)


def test_parameter_without_a_value_is_asked_for_before_anything_runs() -> None:
    with pytest.raises(QueryError, match=r"needs a value for \$who\. Give it with: --param who=VALUE"):
        run_script(Echo(), parse("RETURN 1; RETURN $who"), {})


@given(st.text())
def test_any_text_parses_or_is_refused(text: str) -> None:
    try:
        script = parse(text)
    except QueryError:
        return
    assert all(statement.text for statement in script.statements)


@pytest.mark.parametrize("text", ["who", "=x", "a b=1", ""])
def test_what_is_no_parameter_is_refused(text: str) -> None:
    with pytest.raises(QueryError, match="NAME=VALUE"):
        parse_parameter(text)


def test_value_may_hold_equals_signs() -> None:
    assert parse_parameter("url=a=b") == ("url", "a=b")


def test_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(QueryError, match="No such file"):
        read_script(tmp_path / "none.cypher")
    bad = tmp_path / "bad.cypher"
    bad.write_bytes("RETURN 'é'".encode("latin-1"))
    with pytest.raises(QueryError, match="is no UTF-8 text"):
        read_script(bad)


def test_file_with_a_byte_order_mark_is_read(tmp_path: Path) -> None:
    file = tmp_path / "bom.cypher"
    file.write_bytes(b"\xef\xbb\xbfRETURN 1")
    assert read_script(file).statements[0].text == "RETURN 1"
