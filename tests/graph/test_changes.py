"""What the last build changed: kept beside the build, gone without harm."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.graph.changes import Changed, read_changes, recording_changes
from kg.graph.data import GraphData, read_graph
from kg.neo4j.graphs import describe
from kg.query import run_embedded
from kg.store import BuildFolder, Input, writing
from kg.store.tables import TABLES
from tests.neo4j.samples import KOREA, RUSSIA, build

_SUPPLIES, _VISITED = f"{RUSSIA}:SUPPLIES:{KOREA}", f"{RUSSIA}:VISITED:{KOREA}"


def commit(path: Path, data: GraphData) -> BuildFolder:
    """Commit a graph as a build does."""
    tables = {name: getattr(data, name) for name in TABLES}
    inputs = [Input(name=one.path, sha256="", documents=(one.id,)) for one in data.documents]
    with writing(path) as writer, recording_changes(writer):
        writer.commit(tables=tables, judgements=(), files={}, inputs=inputs, settings="test")
    return BuildFolder.open(path)


def test_first_build_has_nothing_to_compare_with(tmp_path: Path) -> None:
    assert read_changes(commit(tmp_path, build("a"))) == ()


def test_second_build_tells_what_came_changed_and_went(tmp_path: Path) -> None:
    commit(tmp_path, build("a"))
    assert read_changes(commit(tmp_path, build("a", "b"))) == (
        Changed("documents", "new", "document/b"),
        Changed("ties", "changed", _VISITED),
        Changed("ties", "new", _SUPPLIES),
    )
    assert read_changes(commit(tmp_path, build("a"))) == (
        Changed("documents", "gone", "document/b"),
        Changed("ties", "changed", _VISITED),
        Changed("ties", "gone", _SUPPLIES),
    )


def test_build_that_changes_nothing_leaves_them(tmp_path: Path) -> None:
    commit(tmp_path, build("a"))
    once = read_changes(commit(tmp_path, build("a", "b")))
    assert read_changes(commit(tmp_path, build("b", "a"))) == once != ()


def test_graph_describes_them(tmp_path: Path) -> None:
    commit(tmp_path, build("a"))
    info = describe(read_graph(commit(tmp_path, build("a", "b"))), "kg", "digest")
    assert (info.new_documents, info.new_ties) == (["document/b"], [_SUPPLIES])
    assert (info.changed_ties, info.gone_ties) == ([_VISITED], [])


@pytest.mark.parametrize(
    "content", [None, b"", b"{}", b'{"build": "another", "changes": [["ties", "new", "x"]]}']
)
def test_lost_or_foreign_file_says_nothing(tmp_path: Path, content: bytes | None) -> None:
    commit(tmp_path, build("a"))
    folder = commit(tmp_path, build("a", "b"))
    file = tmp_path / ".cache" / "changes.json"
    file.unlink() if content is None else file.write_bytes(content)
    assert read_changes(folder) == ()


def test_damaged_build_can_be_replaced(tmp_path: Path) -> None:
    commit(tmp_path, build("a"))
    (tmp_path / "ties.parquet").write_bytes(b"damaged")
    assert read_changes(commit(tmp_path, build("a", "b"))) == ()


def test_embedded_copy_knows_the_changes_of_its_build(tmp_path: Path) -> None:
    pytest.importorskip("arcadedb", reason="the extra `query` is not installed")
    text = "MATCH (g:Graph) RETURN g.new_ties"
    assert run_embedded(commit(tmp_path, build("a")), text, {}).rows == (([],),)
    assert run_embedded(commit(tmp_path, build("a", "b")), text, {}).rows == (([_SUPPLIES],),)
    (tmp_path / ".cache" / "changes.json").unlink()
    assert run_embedded(BuildFolder.open(tmp_path), text, {}).rows == (([],),)
