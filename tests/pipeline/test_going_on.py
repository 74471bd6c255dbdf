"""A build goes on from what is finished, and an interruption at any moment leaves the last good build."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kg.config import Config
from kg.errors import BuildError, ResourceError
from kg.pipeline import build
from kg.store import BuildFolder

from .conftest import ARTICLES, snapshot, write_articles

Watch = Callable[[str], list[Any]]


def test_unchanged_files_are_neither_read_nor_extracted_again(
    articles: Path, tmp_path: Path, count_calls: Watch
) -> None:
    first = build([articles], tmp_path / "out")
    assert (first.files_read, first.files_reused) == (8, 0)
    assert (first.documents_extracted, first.documents_reused) == (8, 0)
    reads, extractions = count_calls("read_batch"), count_calls("extract_batch")
    second = build([articles], tmp_path / "out")
    assert (reads, extractions) == ([], [])
    assert (second.files_read, second.files_reused) == (0, 8)
    assert (second.documents_extracted, second.documents_reused) == (0, 8)


def test_a_touched_file_is_read_but_not_extracted_again(
    articles: Path, tmp_path: Path, count_calls: Watch
) -> None:
    build([articles], tmp_path / "out")
    os.utime(articles / "visit.txt")
    reads, extractions = count_calls("read_batch"), count_calls("extract_batch")
    build([articles], tmp_path / "out")
    assert [file.name for file in reads] == ["visit.txt"]
    assert extractions == []


def test_only_what_changed_is_done(articles: Path, tmp_path: Path, count_calls: Watch) -> None:
    build([articles], tmp_path / "out")
    wire = articles / "wire.jsonl"
    wire.write_text(wire.read_text() + '{"text": "وصل الرئيس الصيني إلى موسكو."}\n')
    (articles / "new.txt").write_text("أدانت تركيا الهجوم.\n")
    reads, extractions = count_calls("read_batch"), count_calls("extract_batch")
    build([articles], tmp_path / "out")
    assert sorted(file.name for file in reads) == ["new.txt", "wire.jsonl"]
    assert len(extractions) == 2, "the other records of the file are known"


def test_fresh_does_everything_again(articles: Path, tmp_path: Path, count_calls: Watch) -> None:
    build([articles], tmp_path / "out")
    reads, extractions = count_calls("read_batch"), count_calls("extract_batch")
    build([articles], tmp_path / "out", fresh=True)
    assert (len(reads), len(extractions)) == (8, 8)


@pytest.mark.parametrize(
    ("settings", "read_again", "extracted_again"),
    [
        ({"neo4j": {"user": "analyst"}, "build": {"workers": 1}}, 0, 0),
        ({"extraction": {"min_confidence": 0.9}}, 0, 8),
        ({"input": {"title_from_first_line": False}}, 8, 3),
    ],
)
def test_settings_that_shape_a_step_make_it_run_again(
    articles: Path,
    tmp_path: Path,
    count_calls: Watch,
    settings: dict[str, Any],
    read_again: int,
    extracted_again: int,
) -> None:
    build([articles], tmp_path / "out")
    config = Config().updated(settings)
    reads, extractions = count_calls("read_batch"), count_calls("extract_batch")
    build([articles], tmp_path / "out", config)
    assert (len(reads), len(extractions)) == (read_again, extracted_again)
    build([articles], tmp_path / "new", config)
    assert snapshot(tmp_path / "out") == snapshot(tmp_path / "new")


def test_the_content_of_actor_files_counts_not_their_place(
    articles: Path, tmp_path: Path, count_calls: Watch
) -> None:
    def config(name: str, alias: str) -> Config:
        path = tmp_path / name
        path.write_text(
            f"id,type,name_ar,name_en\norganization/ufq,Organization,{alias},Ufuq\n", encoding="utf-8"
        )
        return Config().updated({"extraction": {"actors": [path]}})

    build([articles], tmp_path / "out", config("a.csv", "وكالة الأفق"))
    extractions = count_calls("extract_batch")
    build([articles], tmp_path / "out", config("b.csv", "وكالة الأفق"))
    assert len(extractions) == 0
    build([articles], tmp_path / "out", config("b.csv", "شبكة الأفق"))
    assert len(extractions) == 8


def test_an_edited_actor_file_counts_at_once_in_the_same_process(tmp_path: Path) -> None:
    text, mine = tmp_path / "a.txt", tmp_path / "mine.yaml"
    text.write_text("زارت شبكة الأفق طهران، وقالت وكالة المدى إن إيران تهدد إسرائيل.\n")
    config = Config()
    for name in ("شبكة الأفق", "وكالة المدى"):
        mine.write_text(f"organizations:\n  ufuq:\n    ar: [{name}]\n    en: [Ufuq]\n")
        config = config.updated({"extraction": {"actors": [mine]}})
        mentions = build([text], tmp_path / "out", config).folder.frame("mentions")
        assert list(mentions["surface"][mentions["entity_id"] == "organization/ufuq"]) == [name]


def test_a_faulty_actor_file_is_told_before_any_work(
    articles: Path, tmp_path: Path, count_calls: Watch
) -> None:
    mine = tmp_path / "mine.yaml"
    mine.write_text("organizations:\n  ufuq:\n    nome: [x]\n")
    reads = count_calls("read_batch")
    with pytest.raises(ResourceError, match=r"mine\.yaml: organization/ufuq"):
        build([articles], tmp_path / "out", Config().updated({"extraction": {"actors": [mine]}}))
    assert reads == []


def test_a_damaged_cache_is_told_and_changes_nothing(articles: Path, tmp_path: Path) -> None:
    build([articles], tmp_path / "out")
    once = snapshot(tmp_path / "out")
    (tmp_path / "out" / ".cache" / "finished.sqlite").write_bytes(b"nonsense" * 999)
    result = build([articles], tmp_path / "out")
    assert snapshot(tmp_path / "out") == once
    assert result.documents_extracted == 8
    assert any("damaged" in note for note in result.notes)
    assert build([articles], tmp_path / "out").notes == ()


def test_the_cache_keeps_no_more_than_the_last_build_used(articles: Path, tmp_path: Path) -> None:
    def rows() -> list[int]:
        connection = sqlite3.connect(tmp_path / "out" / ".cache" / "finished.sqlite")
        counts = [
            connection.execute(f"SELECT count(*) FROM {t}").fetchone()[0] for t in ("read", "extraction")
        ]
        connection.close()
        return counts

    build([articles], tmp_path / "out")
    assert rows() == [8, 8]
    build([articles / "talks"], tmp_path / "out")
    assert rows() == [2, 2]


def test_judgements_of_people_outlive_builds(articles: Path, tmp_path: Path) -> None:
    build([articles], tmp_path / "out")
    line = (
        '{"left":"person/a","right":"person/b","verdict":"different","by":"person:منى","at":"2024-01-02"}\n'
    )
    with (tmp_path / "out" / "judgements.jsonl").open("a", encoding="utf-8") as log:
        log.write(line)
    build([articles], tmp_path / "out")
    build([articles], tmp_path / "out", fresh=True)
    kept = [one for one in BuildFolder.open(tmp_path / "out").judgements() if one.by == "person:منى"]
    assert [(one.left, one.right, one.verdict, one.at) for one in kept] == [
        ("person/a", "person/b", "different", "2024-01-02")
    ]


# Interruptions, on a process of its own.

BUILD = """
import sys
import kg.store.cache
from kg.config import Config
from kg.pipeline import build
kg.store.cache._EVERY_ENTRIES = 1
print("started", flush=True)
build([sys.argv[1]], sys.argv[2], Config().updated({"build": {"workers": int(sys.argv[3])}}))
"""


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with each text in many variants, so that a build takes a while."""
    folder = tmp_path_factory.mktemp("many")
    for number in range(40):
        for name in ("visit.txt", "sanctions.txt", "talks/cairo.txt"):
            text = ARTICLES[name] + f"\nوزار وفد من {number} عضوا طهران.\n"
            (folder / f"{number}-{Path(name).name}").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def finished(
    many: Path, tmp_path_factory: pytest.TempPathFactory, environment: dict[str, str]
) -> tuple[dict[str, bytes], float]:
    """What the folder gives when nothing interrupts, and the seconds that it takes."""
    out = tmp_path_factory.mktemp("finished")
    started = time.monotonic()
    subprocess.run([sys.executable, "-c", BUILD, many, out, "1"], check=True, env=environment)
    return snapshot(out), time.monotonic() - started


def extracted_so_far(out: Path) -> int:
    path = out / ".cache" / "finished.sqlite"
    if not path.exists():
        return 0
    connection = sqlite3.connect(path)
    try:
        return int(connection.execute("SELECT count(*) FROM extraction").fetchone()[0])
    except sqlite3.OperationalError:  # killed before the tables were made
        return 0
    finally:
        connection.close()


def ended(group: int) -> bool:
    """Return whether all processes of a group end within some seconds."""
    for _ in range(400):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.05)
    return False


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
@pytest.mark.parametrize("workers", ["1", "2"])
@pytest.mark.parametrize("seed", range(4))
def test_killed_at_any_moment_the_last_build_stands_and_the_next_run_goes_on(
    many: Path,
    finished: tuple[dict[str, bytes], float],
    tmp_path: Path,
    environment: dict[str, str],
    seed: int,
    workers: str,
) -> None:
    new, seconds = finished
    out = tmp_path / "out"
    build([write_articles(tmp_path / "old")], out)
    old = snapshot(out)
    arguments = [sys.executable, "-c", BUILD, many, out, workers]
    process = subprocess.Popen(arguments, env=environment, start_new_session=True)
    time.sleep(random.Random(f"{seed} {workers}").uniform(0.2, 0.95) * seconds)
    process.kill()
    process.wait()
    assert ended(process.pid), "no process stays behind"
    BuildFolder.open(out).frame("claims")
    assert snapshot(out) in (old, new)
    done = extracted_so_far(out)
    result = build([many], out)
    assert snapshot(out) == new
    assert result.documents_reused >= min(done, result.counts["documents"]) - 8, "8 are of the old build"


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
@pytest.mark.parametrize("workers", ["1", "2"])
def test_ctrl_c_ends_all_processes_and_keeps_what_is_done(
    many: Path,
    finished: tuple[dict[str, bytes], float],
    tmp_path: Path,
    environment: dict[str, str],
    workers: str,
) -> None:
    out = tmp_path / "out"
    process = subprocess.Popen(
        [sys.executable, "-c", BUILD, many, out, workers],
        env=environment,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    while extracted_so_far(out) < 3:
        assert process.poll() is None
        time.sleep(0.05)
    os.killpg(process.pid, signal.SIGINT)
    _, stderr = process.communicate(timeout=30)
    assert process.returncode != 0
    assert stderr.count("Traceback") <= 1, "only the one who asked is told"
    assert ended(process.pid), "no process stays behind"
    with pytest.raises(BuildError, match="not finished"):
        BuildFolder.open(out)
    result = build([many], out)
    assert result.documents_reused >= 3
    assert snapshot(out) == finished[0]


def test_two_builds_into_one_folder_at_once(
    many: Path, articles: Path, tmp_path: Path, environment: dict[str, str]
) -> None:
    out = tmp_path / "out"
    first = subprocess.Popen(
        [sys.executable, "-c", BUILD, many, out, "1"], env=environment, stdout=subprocess.PIPE, text=True
    )
    try:
        while not (out / ".cache").exists():
            assert first.poll() is None
            time.sleep(0.02)
        with pytest.raises(BuildError, match=rf"being written by another kg, process {first.pid}\."):
            build([articles], out)
    finally:
        first.kill()
        first.communicate()
    build([articles], out)
