"""The build folder: whole or not at all, whatever happens to the process that writes it."""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from kg.errors import BuildError
from kg.store import BuildFolder, folder, to_json, writing

FILES = [f"{name}.parquet" for name in ("documents", "chunks", "mentions", "entities", "claims", "ties")]
FILES += ["judgements.jsonl", "manifest.json", "report.json", "graph.json"]


def snapshot(out: Path) -> dict[str, bytes]:
    """What a user sees in the folder."""
    return {path.name: path.read_bytes() for path in out.iterdir() if not path.name.startswith(".")}


def commit(out: Path, contents: dict[str, Any]) -> BuildFolder:
    with writing(out) as writer:
        return writer.commit(**contents)


def second(contents: dict[str, Any]) -> dict[str, Any]:
    """A build that differs from the first in every file."""
    tables = {
        name: [replace(row, id=row.id + "x") for row in rows] for name, rows in contents["tables"].items()
    }
    files = {name: content + b" " for name, content in contents["files"].items()}
    return {**contents, "tables": tables, "files": files, "judgements": [], "settings": "other"}


def test_a_commit_holds_the_files_of_the_contract(tmp_path: Path, contents: dict[str, Any]) -> None:
    commit(tmp_path / "out", contents)
    assert sorted(snapshot(tmp_path / "out")) == sorted(FILES)


def test_what_is_committed_is_read_back(tmp_path: Path, contents: dict[str, Any]) -> None:
    commit(tmp_path, contents)
    build = BuildFolder.open(tmp_path)
    for name, rows in contents["tables"].items():
        assert set(build.records(name)) == set(rows)
        assert len(build.frame(name)) == build.manifest["files"][f"{name}.parquet"]["rows"] == len(rows)
    assert set(build.judgements()) == set(contents["judgements"])
    assert build.json("report.json") == {"counts": {"documents": 2}}
    assert build.manifest["inputs"] == [{"name": "b.txt", "sha256": "bb", "documents": ["document/b"]}]


def test_the_same_contents_give_the_same_bytes(tmp_path: Path, contents: dict[str, Any]) -> None:
    commit(tmp_path / "a", contents)
    for key in ("judgements", "inputs"):
        contents[key].reverse()
    for rows in contents["tables"].values():
        rows.reverse()
    commit(tmp_path / "elsewhere" / "b", contents)
    commit(tmp_path / "elsewhere" / "b", contents)
    assert snapshot(tmp_path / "a") == snapshot(tmp_path / "elsewhere" / "b")


def test_a_commit_replaces_all_and_leaves_nothing_behind(tmp_path: Path, contents: dict[str, Any]) -> None:
    commit(tmp_path / "new", second(contents))
    commit(tmp_path / "old", contents)
    commit(tmp_path / "old", second(contents))
    assert snapshot(tmp_path / "old") == snapshot(tmp_path / "new")
    assert list((tmp_path / "old" / ".staging").iterdir()) == []


class Killed(BaseException):
    """Stands for a signal."""


def _die_at(monkeypatch: pytest.MonkeyPatch, step: int, error: BaseException) -> list[str]:
    """Raise at the given step of writing, syncing or moving a file; return the steps taken."""
    steps: list[str] = []

    def counted(name: str, do: Any) -> Any:
        def call(*args: Any, **kwargs: Any) -> Any:
            if len(steps) == step:
                raise error
            steps.append(f"{name} {args[0]}")
            return do(*args, **kwargs)

        return call

    monkeypatch.setattr(folder, "_sync", counted("sync", folder._sync))
    monkeypatch.setattr(folder, "write", counted("write", folder.write))
    monkeypatch.setattr(Path, "write_bytes", counted("write", Path.write_bytes))
    monkeypatch.setattr(Path, "replace", counted("move", Path.replace))
    return steps


@pytest.mark.parametrize(
    "error", [Killed(), KeyboardInterrupt(), OSError(errno.ENOSPC, "No space left on device")]
)
def test_an_interruption_at_any_step_leaves_one_whole_build(
    tmp_path: Path, contents: dict[str, Any], error: BaseException
) -> None:
    commit(tmp_path / "first", contents)
    commit(tmp_path / "second", second(contents))
    old, new = snapshot(tmp_path / "first"), snapshot(tmp_path / "second")
    seen = []
    for step in range(1000):
        out = tmp_path / str(step)
        commit(out, contents)
        with pytest.MonkeyPatch.context() as patch:
            steps = _die_at(patch, step, error)
            with suppress(Killed, KeyboardInterrupt, BuildError):
                commit(out, second(contents))
            if len(steps) < step:
                break
        BuildFolder.open(out).table("claims")
        assert snapshot(out) in (old, new)
        seen.append(snapshot(out) == new)
        commit(out, second(contents))
        assert snapshot(out) == new
    assert len(steps) > 30
    assert seen == sorted(seen), "once the new build holds, it holds"
    assert False in seen
    assert True in seen


def test_a_reader_does_not_touch_what_a_writer_is_preparing(tmp_path: Path, contents: dict[str, Any]) -> None:
    commit(tmp_path, contents)
    old = snapshot(tmp_path)
    preparing = tmp_path / ".staging" / "0123"
    preparing.mkdir(parents=True)
    (preparing / "ties.parquet").write_bytes(b"half")
    assert BuildFolder.open(tmp_path).records("ties") == tuple(contents["tables"]["ties"])
    assert (preparing / "ties.parquet").exists()
    with writing(tmp_path):
        assert not preparing.exists()
    assert snapshot(tmp_path) == old


def test_a_full_disk_is_told_and_leaves_the_last_build(tmp_path: Path, contents: dict[str, Any]) -> None:
    commit(tmp_path, contents)
    old = snapshot(tmp_path)
    with pytest.MonkeyPatch.context() as patch:
        _die_at(patch, 5, OSError(errno.ENOSPC, "No space left on device"))
        with pytest.raises(BuildError, match=r"disk .* is full.*last good build.*run kg build again"):
            commit(tmp_path, second(contents))
    assert snapshot(tmp_path) == old
    assert not list(tmp_path.glob(".staging/*/*"))


@pytest.mark.parametrize("name", ["claims.parquet", "report.json"])
@pytest.mark.parametrize("damage", [b"", b"PAR1 nonsense", None])
def test_a_file_changed_by_hand_is_told(
    tmp_path: Path, contents: dict[str, Any], name: str, damage: bytes | None
) -> None:
    build = commit(tmp_path, contents)
    path = tmp_path / name
    path.unlink() if damage is None else path.write_bytes(damage)
    with pytest.raises(BuildError, match=rf"{name} (is gone from|was changed in) .*Run kg build again"):
        build.table("claims") if name.endswith("parquet") else build.json(name)


def test_a_rebuild_under_a_reader_is_told(tmp_path: Path, contents: dict[str, Any]) -> None:
    reader = commit(tmp_path, contents)
    commit(tmp_path, second(contents))
    with pytest.raises(BuildError, match=r"built anew while it was being read.*Open it again"):
        reader.table("claims")


def test_no_such_folder(tmp_path: Path) -> None:
    with pytest.raises(BuildError, match=r"no build folder .*none.*kg build TEXTS --out"):
        BuildFolder.open(tmp_path / "none")


def test_not_a_build_folder(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("x")
    with pytest.raises(BuildError, match="is not a build folder"):
        BuildFolder.open(tmp_path)


def test_an_unfinished_first_build_says_how_to_go_on(tmp_path: Path) -> None:
    with writing(tmp_path / "out") as writer:
        assert writer.cache.is_dir()
    with pytest.raises(BuildError, match=r"first build .* is not finished.*Run kg build again"):
        BuildFolder.open(tmp_path / "out")
    with writing(tmp_path / "out"):
        pass


@pytest.mark.parametrize("way", [BuildFolder.open, lambda path: writing(path).__enter__()])
def test_a_folder_of_a_newer_version_is_left_alone(
    tmp_path: Path, contents: dict[str, Any], way: Any
) -> None:
    commit(tmp_path, contents)
    manifest = json.loads((tmp_path / "manifest.json").read_bytes())
    (tmp_path / "manifest.json").write_bytes(to_json({**manifest, "format": 99, "kg": "9.9"}))
    old = snapshot(tmp_path)
    with pytest.raises(BuildError, match=r"made by kg 9\.9, which is newer.*pip install --upgrade kg"):
        way(tmp_path)
    assert snapshot(tmp_path) == old


@pytest.mark.parametrize("content", ["[]", "{}", "not json", '{"name": "app", "format": 1}'])
def test_the_manifest_of_another_program_is_no_build(tmp_path: Path, content: str) -> None:
    (tmp_path / "manifest.json").write_text(content)
    with pytest.raises(BuildError, match="not a manifest of kg"):
        BuildFolder.open(tmp_path)


def test_a_folder_with_other_files_is_never_written_to(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("x")
    with (
        pytest.raises(BuildError, match=r"holds files and is not a build folder.*new or empty"),
        writing(tmp_path),
    ):
        pass
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("x")
    with pytest.raises(BuildError, match="is a file, not a folder"), writing(tmp_path / "out"):
        pass
    with pytest.raises(BuildError, match="is a file, not a folder"), writing(tmp_path / "out" / "deeper"):
        pass


def test_errors_of_the_work_pass_through_unchanged(tmp_path: Path) -> None:
    with pytest.raises(PermissionError, match="mine"), writing(tmp_path / "out"):
        raise PermissionError("mine")


def test_judgements_added_by_a_person_are_read(tmp_path: Path, contents: dict[str, Any]) -> None:
    commit(tmp_path, contents)
    with (tmp_path / "judgements.jsonl").open("a", encoding="utf-8") as log:
        log.write('\n{"left": "person/a", "right": "person/d", "verdict": "same", "by": "person:ليلى"}\n')
    assert [one.by for one in BuildFolder.open(tmp_path).judgements()][-1] == "person:ليلى"


def test_a_broken_judgement_is_named_by_line(tmp_path: Path, contents: dict[str, Any]) -> None:
    commit(tmp_path, contents)
    with (tmp_path / "judgements.jsonl").open("a", encoding="utf-8") as log:
        log.write('{"left": "person/a", "right": "person/d", "verdict": "maybe", "by": "person:ليلى"}\n')
    with pytest.raises(BuildError, match=r"judgements\.jsonl, line 3, is no judgement: verdict .*'same'"):
        BuildFolder.open(tmp_path).judgements()


_HOLD = """
import sys, time
from kg.store import writing
with writing(sys.argv[1]):
    print("held", flush=True)
    time.sleep(60)
"""


def test_a_second_writer_is_told_who_holds_the_folder_until_that_one_is_dead(tmp_path: Path) -> None:
    out = tmp_path / "out"
    first = subprocess.Popen([sys.executable, "-c", _HOLD, str(out)], stdout=subprocess.PIPE, text=True)
    try:
        assert first.stdout is not None
        assert first.stdout.readline() == "held\n"
        with (
            pytest.raises(BuildError, match=rf"being written by another kg, process {first.pid}\."),
            writing(out),
        ):
            pass
    finally:
        first.kill()
        first.wait()
    with writing(out):
        assert (out / ".lock").read_text() == str(os.getpid())
