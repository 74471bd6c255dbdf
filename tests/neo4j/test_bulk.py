"""The files of `neo4j-admin database import`, brought into a real server."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest

from kg.export import export_csv
from kg.neo4j import connect, export_graph, read_frames
from kg.neo4j.bulk import bulk_files
from tests.neo4j.samples import build, content, nasty
from tests.neo4j.server import Home, running


def test_headers_are_typed_and_name_id_spaces() -> None:
    files = {name: list(lines) for name, lines in bulk_files(build("b"), "kg")}
    assert files["documents.csv"][0] == (
        '"key:ID(Document)","id:string","path:string","url:string","title:string","source:string","author:string",'
        '"language:string","published_at:date","sha256:string","encoding:string","retells:string","graph:string",'
        '"digest:string",":LABEL"\n'
    )
    assert files["claim_attributed_to.csv"][0] == '":START_ID(Claim)",":END_ID(__Entity__)",":TYPE"\n'
    assert len(files["claim_attributed_to.csv"]) == 2
    assert files["ties.csv"][0].endswith(
        '"claim_ids:string[]","key:string","graph:string","digest:string",":TYPE"\n'
    )
    assert {line.split(",")[-1].strip() for line in files["ties.csv"][1:]} == {'"SUPPLIES"', '"VISITED"'}


def test_every_file_is_in_the_command(tmp_path: Path) -> None:
    export_csv(build("a", "b"), tmp_path, "kg")
    words = command(tmp_path)
    named = {word.partition("=")[2] for word in words if word.endswith(".csv")}
    assert named == {path.name for path in tmp_path.iterdir() if path.suffix == ".csv"}


def command(folder: Path) -> list[str]:
    """Return the words of the command, as a shell reads them."""
    return shlex.split((folder / "import.txt").read_text().replace("\\\n", " "))


@pytest.mark.neo4j
@pytest.mark.slow
def test_import_is_what_the_writer_writes(
    neo4j_jars: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home, files = Home(neo4j_jars, tmp_path / "home"), tmp_path / "files"
    data = nasty()
    export_csv(data, files, "kg")
    monkeypatch.chdir(files)
    program, *words = command(files)
    assert program == "neo4j-admin"
    home.admin(*words)

    with running(home) as server, connect(server) as connection:
        home.shell(server, files / "schema.cypher")
        result = export_graph(connection, data, "kg")
        assert not result.contains_updates, result.counters
        imported, frames = content(connection, "kg"), read_frames(connection, "kg")

        export_graph(connection, data, "written")
        assert imported == content(connection, "written")
        for name, frame in read_frames(connection, "written").items():
            assert frame.equals(frames[name]), name
