"""Every command on the bundled sample, as a new user types them."""

from __future__ import annotations

import json
import os
import re
import resource
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
import typer.main
from typer.testing import CliRunner

import kg
from kg.cli import app
from kg.errors import BuildError, ConfigError, NotFoundError
from tests.cli.conftest import Run


def commands(group=None, prefix: tuple[str, ...] = ()):
    """Yield the words and the help of every command."""
    group = group or typer.main.get_command(app)
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from commands(command, (*prefix, name))
        else:
            yield (*prefix, name), command.help


ALL = dict(commands())
#: Commands that change the build; tests/resolution/test_judging.py runs their examples on one of its own.
JUDGING = {("merge",), ("split",), ("undo",)}
#: Below, and in tests/cypher/test_browser.py.
ON_A_SERVER = {("export", "neo4j"), ("neo4j", "browser")}


@pytest.mark.parametrize("words", ALL, ids=" ".join)
def test_every_command_is_documented_with_an_example(words: tuple[str, ...]) -> None:
    assert re.search(r"Example: kg " + " ".join(words), ALL[words])


@pytest.mark.parametrize(
    "words", [w for w in ALL if w not in {*ON_A_SERVER, ("build",), *JUDGING}], ids=" ".join
)
def test_every_example_runs(words: tuple[str, ...], run: Run) -> None:
    (example,) = re.findall(r"Example: kg (.+)", ALL[words])
    result = run(*shlex.split(example))
    assert result.exit_code == 0, result.output
    assert result.output.strip()


def test_the_example_of_build_runs(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "a.txt").write_text("زار بوتين الصين.", encoding="utf-8")
    (example,) = re.findall(r"Example: kg (.+)", ALL["build",])
    result = CliRunner().invoke(app, shlex.split(example))
    assert result.exit_code == 0, result.output
    assert "1 documents" in result.output


@pytest.mark.neo4j
def test_the_example_of_export_neo4j_runs(
    run: Run, neo4j_server, graph: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEO4J_USERNAME", neo4j_server.user)
    if neo4j_server.password is not None:
        monkeypatch.setenv("NEO4J_PASSWORD", neo4j_server.password)
    (example,) = re.findall(r"Example: kg (.+)", ALL["export", "neo4j"])
    words = [neo4j_server.uri if word.startswith("bolt:") else word for word in shlex.split(example)]
    first = run(*words, "--graph", graph)
    assert "new" in first.output
    again = run(*words, "--graph", graph)
    assert "Nothing to change" in again.output


def test_help_is_quick_as_heavy_libraries_wait_for_their_command() -> None:
    code = "import sys, kg.cli; print(*sorted({name.split('.')[0] for name in sys.modules}))"
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.split()
    assert not {"spacy", "pandas", "numpy", "pyarrow", "networkx", "neo4j", "pydantic", "yaml"} & set(loaded)


def test_help_takes_less_than_three_tenths_of_a_second_of_processor_time() -> None:
    def once() -> float:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([sys.executable, "-m", "kg", "--help"], capture_output=True, check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime

    assert min(once() for _ in range(3)) < 0.3


def test_build_sums_up_and_says_where_to_look_next(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["build", "--out", str(tmp_path / "out")])
    assert result.exit_code == 0, result.output
    for word in ("14 documents", "entities", "claims", "ties", "Set aside", "Next:"):
        assert word in result.output


def test_a_lost_input_is_named_and_makes_the_exit_code_3(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text("زار بوتين الصين.", encoding="utf-8")
    (tmp_path / "bad.jsonl").write_text('{"text": "زار شي روسيا."}\n{"text": \n', encoding="utf-8")
    result = CliRunner().invoke(app, ["build", str(tmp_path), "--out", str(tmp_path / "out")])
    assert result.exit_code == 3, result.output
    assert "bad.jsonl" in result.output
    assert "2 documents" in result.output


def test_json_lines_come_in_by_standard_input(tmp_path: Path) -> None:
    lines = json.dumps({"text": "زار بوتين الصين.", "title": "زيارة"}, ensure_ascii=False)
    result = CliRunner().invoke(app, ["build", "-", "--out", str(tmp_path / "out")], input=lines)
    assert result.exit_code == 0, result.output
    assert kg.open(tmp_path / "out").documents["title"].tolist() == ["زيارة"]


def test_show_tells_names_type_and_ties(run: Run) -> None:
    output = run("show", "Putin").output
    for words in (
        "فلاديمير بوتين · Vladimir Putin",
        "Person",
        "LEADS",
        "VISITED",
        "كوريا الشمالية · North Korea",
    ):
        assert words in output


@pytest.mark.parametrize(
    "name", ["بوتين", "فلاديمير بوتين", "putin", "Vladimir Putin", "person/vladimir-putin"]
)
def test_show_takes_names_in_either_script(run: Run, name: str) -> None:
    assert "person/vladimir-putin" in run("show", name).output


def test_an_unknown_name_is_told_with_near_ones(run: Run) -> None:
    with pytest.raises(NotFoundError, match="Did you mean"):
        run("show", "كوريا الشرقيه")


def test_ties_between_two_are_the_same_from_both_sides(run: Run) -> None:
    assert run("ties", "روسيا", "كوريا الشمالية").output == run("ties", "North Korea", "Russia").output


def test_evidence_shows_the_sentence_the_title_and_the_date(run: Run) -> None:
    output = " ".join(run("evidence", "بوتين:VISITED:كوريا الشمالية").output.split())
    assert "بيونغ يانغ" in output
    assert "2024" in output


def test_stats_are_json_on_demand(run: Run) -> None:
    summary = json.loads(run("stats", "--json").output)
    assert summary["tables"]["documents"] == 14
    assert summary["ties_by_relation"]["VISITED"] > 0


def test_a_missing_build_is_told_with_the_command_to_type(run: Run) -> None:
    with pytest.raises(BuildError, match="kg build"):
        run("stats", "--build", "nowhere")


def test_all_faults_of_a_configuration_are_told_at_once(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "kg.yaml"
    file.write_text("build: {workerz: 2}\nneo4j: {uri: ftp://x}\n", encoding="utf-8")
    with pytest.raises(ConfigError, match=r"(?s)did you mean workers.*neo4j\.uri"):
        run("build", "--config", str(file))


def test_an_error_is_one_message_on_standard_error_and_no_traceback(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "kg", "show", "x", "--build", "nowhere"],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(Path(kg.__file__).parents[1])},
    )
    assert done.returncode == 1
    assert done.stderr.startswith("kg: There is no build folder nowhere")
    assert "Traceback" not in done.stderr


def test_a_command_ends_as_well_as_it_began(workplace: Path) -> None:
    """Threads of a library that outlive their work once aborted every sixth run at its very end."""
    for _ in range(6):
        done = subprocess.run(
            [sys.executable, "-m", "kg", "show", "بوتين"], capture_output=True, text=True, cwd=workplace
        )
        assert (done.returncode, done.stderr) == (0, "")


def test_brackets_in_names_paths_and_remedies_are_shown_as_text(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    mine = tmp_path / "mine.yaml"
    mine.write_text(
        "organizations:\n  ufuq: {ar: ['شبكة الأفق'], en: ['Ufuq [bold] Net']}\n", encoding="utf-8"
    )
    settings = tmp_path / "kg.yaml"
    settings.write_text("extraction: {actors: [mine.yaml]}\n", encoding="utf-8")
    (tmp_path / "a.txt").write_text("قالت شبكة الأفق إن روسيا هاجمت أوكرانيا.", encoding="utf-8")
    built = CliRunner().invoke(app, ["build", "a.txt", "--out", "out[red]", "--config", "kg.yaml"])
    assert "out[red]: 1 documents" in built.output
    shown = CliRunner().invoke(app, ["show", "شبكة الأفق", "--build", "out[red]"])
    assert "Ufuq [bold] Net" in shown.output
    monkeypatch.setattr("kg.checkup._EXTRAS", {"nowhere": ("query", "nothing")})
    assert 'pip install "kg[query]"' in CliRunner().invoke(app, ["doctor"]).output
