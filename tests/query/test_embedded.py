"""Cypher over a build folder, without a server."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from kg.errors import DependencyError, QueryError
from kg.query import embedded as module
from kg.query import run, run_embedded
from kg.store import BuildFolder
from tests.neo4j.samples import KOREA, NASTY, RUSSIA, build, nasty
from tests.query.conftest import commit

pytest.importorskip("arcadedb", reason="the extra `query` is not installed")


def copies(folder: BuildFolder) -> set[str]:
    return {path.name for path in (folder.path / ".cache" / "query").iterdir()} - {"log"}


def test_rows_are_plain_values(folder: BuildFolder) -> None:
    answer = run_embedded(
        folder,
        "MATCH (a {id: $id})-[t:VISITED]->(b) "
        "RETURN a, t.first_date AS first, t.claim_count AS n, null AS nothing, b.name",
        {"id": RUSSIA},
    )
    assert answer.columns == ("a", "first", "n", "nothing", "b.name")
    ((node, first, count, nothing, name),) = answer.rows
    assert node == {
        "aliases": ["موسكو", "الاتحاد الروسي"],
        "document_count": 0,
        "id": RUSSIA,
        "iso3": "RUS",
        "mention_count": 2,
        "name": "روسيا",
        "name_ar": "روسيا",
        "name_en": "Russia",
        "name_keys": node["name_keys"],
        "type": "Country",
    }
    assert (first, count, nothing, name) == (date(2024, 6, 19), 2, None, "كوريا الشمالية")


def test_paths_are_nodes_and_relationships_in_turn(folder: BuildFolder) -> None:
    ((path,),) = run_embedded(
        folder, "MATCH p = (:Country {id: $id})-[:SUPPLIES]->(:Country) RETURN p", {"id": RUSSIA}
    ).rows
    assert [step["id"] for step in path] == [RUSSIA, f"{RUSSIA}:SUPPLIES:{KOREA}", KOREA]
    assert path[1]["claim_count"] == 1


def test_dates_go_in_and_compare(folder: BuildFolder) -> None:
    text = "MATCH (d:Document) WHERE d.published_at = $day RETURN count(d) AS n"
    assert run_embedded(folder, text, {"day": date(2024, 6, 19)}).rows == ((2,),)
    assert run_embedded(folder, text, {"day": date(2024, 6, 20)}).rows == ((0,),)


def test_arabic_names_are_found_in_the_index(folder: BuildFolder) -> None:
    text = "CALL db.index.fulltext.queryNodes('entity_names', $words) YIELD node RETURN node.id"
    assert run_embedded(folder, text, {"words": "والموسكو"}).rows == ((RUSSIA,),)


def test_names_of_any_kind_survive(tmp_path: Path) -> None:
    folder = commit(tmp_path, nasty())
    answer = run_embedded(folder, "MATCH (p:Person)-[:MET_WITH]->() RETURN p.name, p.aliases", {})
    assert sorted(name for name, _ in answer.rows) == sorted(NASTY)
    assert all(aliases == [name, f"{name} 2"] for name, aliases in answer.rows)


def test_copy_is_made_once_and_anew_when_the_build_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = commit(tmp_path, build("a", "b"))
    count = "MATCH (d:Document) RETURN count(d)"
    assert run_embedded(folder, count, {}).rows == ((2,),)
    first = copies(folder)

    monkeypatch.setattr(module, "fill", None)  # a second load would fail
    assert run_embedded(folder, count, {}).rows == ((2,),)
    monkeypatch.undo()

    folder = commit(tmp_path, build("a"))
    assert run_embedded(folder, count, {}).rows == ((1,),)
    assert len(first) == len(copies(folder)) == 1
    assert copies(folder) != first


def test_load_that_fails_leaves_no_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = commit(tmp_path, build("a"))

    def broken(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(module, "fill", broken)
        with pytest.raises(KeyboardInterrupt):
            run_embedded(folder, "RETURN 1", {})
    assert copies(folder) == set()
    assert run_embedded(folder, "MATCH (d:Document) RETURN count(d)", {}).rows == ((1,),)


def test_several_processes_ask_at_once(folder: BuildFolder) -> None:
    code = (
        "import sys; from kg.store import BuildFolder; from kg.query import run_embedded\n"
        "print(run_embedded(BuildFolder.open(sys.argv[1]), 'MATCH (d:Document) RETURN count(d)', {}).rows)"
    )
    with module.open_embedded(folder) as engine:
        done = subprocess.run(
            [sys.executable, "-c", code, folder.path], capture_output=True, text=True, check=False
        )
        assert (done.stdout, done.stderr) == ("((2,),)\n", "")
        assert engine.run("MATCH (d:Document) RETURN count(d)", {}).rows == ((2,),)


@pytest.mark.parametrize(
    "text", ["CREATE (n:Person {name: 'x'})", "MATCH (n) DETACH DELETE n", "MATCH (n) SET n.x = 1"]
)
def test_writing_is_refused_and_the_server_named(folder: BuildFolder, text: str) -> None:
    with pytest.raises(QueryError, match="The query writes, and the embedded engine only reads") as caught:
        run_embedded(folder, text, {})
    assert "--uri" in caught.value.hint
    assert run_embedded(folder, "MATCH (n:Person) RETURN count(n)", {}).rows == ((0,),)


def test_mistake_is_told_in_one_line(folder: BuildFolder) -> None:
    with pytest.raises(QueryError) as caught:
        run_embedded(folder, "MATCH (a RETURN a", {})
    assert caught.value.what.startswith("The embedded engine refuses the query: ")
    assert "line 1" in caught.value.what
    assert "arcadedb" not in caught.value.what
    assert "\n" not in caught.value.what


def test_engine_that_is_not_installed_is_named(folder: BuildFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "arcadedb", None)
    with pytest.raises(DependencyError, match=r'pip install "kg\[query\]"'):
        run_embedded(folder, "RETURN 1", {})


def test_file_of_statements_runs_with_its_parameters(folder: BuildFolder, tmp_path: Path) -> None:
    file = tmp_path / "two.cypher"
    file.write_text(
        "// kg: two questions — سؤالان\n"
        "// :param since => date('2024-01-01')\n"
        "// :param who => 'country/nowhere'\n"
        "MATCH (d:Document) WHERE d.published_at >= $since RETURN count(d) AS documents;\n"
        "MATCH (e {id: $who, graph: $graph}) RETURN e.name AS name;\n",
        encoding="utf-8",
    )
    first, second = run(file, {"who": KOREA}, folder)
    assert first.to_dicts() == [{"documents": 2}]
    assert second.to_dicts() == [{"name": "كوريا الشمالية"}]
    assert run(file, {"since": "2025-01-01"}, folder)[0].rows == ((0,),)
    assert run_embedded(folder, file, {}).rows == ()


def test_frame_of_an_answer(folder: BuildFolder) -> None:
    frame = run_embedded(
        folder, "MATCH (e:__Entity__) RETURN e.id AS id, e.name AS name ORDER BY id", {}
    ).to_frame()
    assert list(frame["id"]) == [KOREA, RUSSIA, "organization/tass"]


def test_graph_has_the_name_that_is_asked_for(tmp_path: Path) -> None:
    folder = commit(tmp_path, build("a"))
    for name in ("kg", "أخبار"):
        (answer,) = run("MATCH (d:Document {graph: $graph}) RETURN d.graph AS name", {}, folder, name)
        assert answer.rows == ((name,),)


def test_a_copy_that_was_not_closed_well_is_made_again(folder: BuildFolder) -> None:
    text = "MATCH (c:Country) RETURN count(c) AS n"
    before = run_embedded(folder, text, {}).rows
    (name,) = copies(folder)
    copy = folder.path / ".cache" / "query" / name
    for path in copy.iterdir():
        if path.is_file():
            path.write_bytes(b"")
    assert run_embedded(folder, text, {}).rows == before
