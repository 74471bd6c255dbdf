"""The README says what is true: its commands run, its Python runs, its files are there."""

from __future__ import annotations

import json
import re
import shlex
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

import kg
from kg.api import sample_texts
from kg.cli import app
from kg.evaluation.gold import benchmark_folder

README = Path(__file__).parents[1] / "README.md"
pytestmark = pytest.mark.skipif(not README.is_file(), reason="the tests run without the repository")

TEXT = README.read_text(encoding="utf-8") if README.is_file() else ""
BLOCKS = re.findall(r"```(bash|python)\n(.*?)```", TEXT, re.DOTALL)
COMMANDS = sorted(
    {
        line.split("  #")[0].strip()
        for language, block in BLOCKS
        if language == "bash"
        for line in block.splitlines()
        if line.startswith("kg ") and not re.search("export neo4j|neo4j browser", line)  # these need a server
    }
)


@pytest.fixture(scope="module")
def workplace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the files that the README's commands name, and a build of the sample."""
    folder = tmp_path_factory.mktemp("readme")
    (folder / "articles").mkdir()
    for path in sorted(sample_texts().glob("2024-*.txt")):
        shutil.copy(path, folder / "articles")
    (folder / "more.jsonl").write_text(json.dumps({"text": "زار بوتين الصين."}) + "\n", encoding="utf-8")
    (folder / "kg.yaml").write_text("build: {workers: 1}\n", encoding="utf-8")
    shutil.copytree(README.parent / "cypher", folder / "cypher")
    annotated = folder / "my-annotations"
    annotated.mkdir()
    shutil.copy(benchmark_folder() / "2024-06-19-treaty.json", annotated)
    shutil.copy(sample_texts() / "2024-06-19-treaty.txt", annotated)
    kg.build(out=folder / "build")
    return folder


@pytest.mark.parametrize("command", COMMANDS)
def test_the_command_runs(command: str, workplace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(workplace)
    words = shlex.split(command)[1:]
    if words[0] == "build":
        words += ["--out", "another"]
    result = CliRunner().invoke(app, words)
    assert result.exit_code == 0, f"{command}: {result.output}{result.exception or ''}"


def test_the_python_runs(workplace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(workplace)
    for language, block in BLOCKS:
        if language == "python":
            exec(compile(block, str(README), "exec"), {})


@pytest.mark.parametrize("path", sorted(set(re.findall(r"\]\(([\w./-]+)\)", TEXT))))
def test_the_linked_file_is_there(path: str) -> None:
    assert (README.parent / path).exists()


def test_the_number_of_bundled_articles_is_right() -> None:
    assert "fourteen bundled articles" in TEXT
    assert len(list(sample_texts().glob("*.txt"))) == 14
