"""What goes wrong is named and counted, and the rest goes on."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg import pipeline
from kg.config import Config
from kg.corpus import InputFile, ReadResult, read_input
from kg.errors import BuildError, ReadError
from kg.pipeline import build
from kg.records import Document, Extraction
from kg.store import BuildFolder

from .conftest import snapshot, write_articles


@pytest.mark.parametrize("texts", [[], ["empty"], ["blank"]])
def test_no_text_is_an_empty_graph_and_a_remark(tmp_path: Path, texts: list[str]) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "blank").mkdir()
    (tmp_path / "blank" / "a.txt").write_text(" \n")
    result = build([tmp_path / text for text in texts], tmp_path / "out")
    assert not result.partial
    assert result.report["remark"] == "No text was read, so the graph is empty."
    assert set(result.counts.values()) <= {0, 1}
    assert list(result.folder.frame("ties").columns[:4]) == ["id", "subject_id", "relation", "object_id"]


def test_a_path_that_does_not_exist_is_told_and_nothing_is_written(articles: Path, tmp_path: Path) -> None:
    build([articles], tmp_path / "out")
    once = snapshot(tmp_path / "out")
    with pytest.raises(ReadError, match="none does not exist"):
        build([articles, tmp_path / "none"], tmp_path / "out")
    assert snapshot(tmp_path / "out") == once


def test_an_unreadable_file_is_named_and_the_rest_goes_on(articles: Path, tmp_path: Path) -> None:
    assert not build([articles], tmp_path / "out").partial
    (articles / "broken.parquet").write_bytes(b"PAR1 and nothing")
    (articles / "half.jsonl").write_text('{"title": "سطر بلا نص"}\n')
    result = build([articles], tmp_path / "out")
    assert result.partial
    assert result.report["partial"]
    assert result.counts["documents"] == 8
    (item,) = result.report["items"]["file-unreadable"]
    assert item["where"] == "broken.parquet"
    assert result.report["drops"]["record-malformed"] == 1
    assert result.report["reasons"]["file-unreadable"] == "files that could not be read"


def test_a_file_that_is_readable_again_is_read(articles: Path, tmp_path: Path) -> None:
    link = articles / "later.txt"
    link.symlink_to(tmp_path / "disk" / "later.txt")
    assert build([articles], tmp_path / "out").partial
    (tmp_path / "disk").mkdir()
    (tmp_path / "disk" / "later.txt").write_text("زار لافروف الصين.\n")
    assert build([articles], tmp_path / "out").counts["documents"] == 9


def test_a_text_that_two_files_hold_counts_once(articles: Path, tmp_path: Path) -> None:
    result = build([articles], tmp_path / "out")
    (item,) = result.report["items"]["text-repeated"]
    assert item == {"where": "short.txt", "why": "the same text as copy.txt"}
    inputs = {one["name"]: one["documents"] for one in result.folder.manifest["inputs"]}
    assert inputs["short.txt"] == inputs["copy.txt"]


def test_the_build_folder_inside_the_texts_is_no_text(articles: Path) -> None:
    build([articles], articles / "build")
    once = snapshot(articles / "build")
    assert build([articles], articles / "build").counts["inputs"] == 8
    assert snapshot(articles / "build") == once


def test_no_absolute_path_and_no_clock_reaches_the_build(articles: Path, tmp_path: Path) -> None:
    build([articles], tmp_path / "out")
    for name, content in snapshot(tmp_path / "out").items():
        assert str(tmp_path).encode() not in content, name


def extract_or_die(_: Any, documents: tuple[Document, ...]) -> tuple[Extraction, ...]:
    """Stands for a library that crashes the process, or fails, on certain texts."""
    for document in documents:
        if "لافروف" in document.text:
            os.kill(os.getpid(), signal.SIGKILL)
    return tuple(
        Extraction(document_id=document.id, error="KeyError: 3" if "قطر" in document.text else None)
        for document in documents
    )


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
def test_a_document_that_kills_its_process_is_named_and_the_rest_goes_on(
    articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pipeline, "extract_batch", extract_or_die)
    result = build([articles], tmp_path / "out", Config().updated({"build": {"workers": 2}}))
    items = result.report["items"]["extraction-failed"]
    assert [item["where"] for item in items] == ["copy.txt", "visit.txt", "wire.jsonl#1"]
    assert [item["why"].startswith("the process died on it (exit code -9") for item in items] == [
        True,
        True,
        False,
    ]
    assert items[2]["why"] == "KeyError: 3"
    assert result.partial
    assert result.counts["documents"] == 8
    monkeypatch.undo()
    again = build([articles], tmp_path / "out")
    assert not again.report["drops"].get("extraction-failed")
    assert again.documents_extracted == 3, "what failed is tried again, what went well is kept"


def read_or_die(_: Any, files: tuple[InputFile, ...]) -> tuple[ReadResult, ...]:
    """Stands for a library that crashes the process on a certain file."""
    if any(file.name == "wire.jsonl" for file in files):
        os.kill(os.getpid(), signal.SIGKILL)
    return tuple(map(read_input, files))


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
def test_a_file_that_kills_its_process_is_named_and_the_rest_goes_on(
    articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pipeline, "read_batch", read_or_die)
    result = build([articles], tmp_path / "out", Config().updated({"build": {"workers": 3}}))
    (item,) = result.report["items"]["file-unreadable"]
    assert item == {"where": "wire.jsonl", "why": "the process died on it (exit code -9)"}
    assert result.partial
    assert result.counts["documents"] == 6


def test_standard_input_holds_json_lines(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = '{"text": "زار لافروف الصين.", "date": "2024-01-02"}\nno json\n'

    def stream() -> None:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(lines.encode()), encoding="utf-8"))

    stream()
    result = build(["-"], tmp_path / "out")
    assert result.counts["documents"] == 1
    assert result.report["drops"]["record-malformed"] == 1
    once = snapshot(tmp_path / "out")
    stream()
    again = build(["-"], tmp_path / "out")
    assert again.documents_reused == 1
    assert snapshot(tmp_path / "out") == once


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of three megabytes."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", disk], capture_output=True)
    if mounted.returncode:
        pytest.skip("mounting a small disk needs rights that this process lacks")
    yield disk
    subprocess.run(["umount", "-l", disk], check=True)


@pytest.mark.skipif(sys.platform != "linux", reason="a small disk is mounted as Linux does")
def test_a_full_disk_leaves_the_last_build(articles: Path, tmp_path: Path, small_disk: Path) -> None:
    out = small_disk / "out"
    build([articles], out)
    once = snapshot(out)
    ballast = small_disk / "ballast"
    more = write_articles(tmp_path / "more")
    for number in range(300):
        text = f"زار وفد من {number} عضوا طهران. " + " ".join(str(number * n) for n in range(300))
        (more / f"{number}.txt").write_text(text)
    for spare in (0, 20_000, 60_000, 120_000, 200_000):
        fill(ballast, small_disk, spare)
        with pytest.raises(BuildError, match=r"(full|cannot be used).*run kg build again"):
            build([more], out)
        assert snapshot(out) == once
        assert BuildFolder.open(out).frame("documents").shape[0] == 8
    ballast.unlink()
    build([articles / "talks"], out)
    assert snapshot(out) != once, "with room again, builds go on"


def fill(ballast: Path, disk: Path, spare: int) -> None:
    ballast.unlink(missing_ok=True)
    free = os.statvfs(disk)
    ballast.write_bytes(b"x" * max(0, free.f_bavail * free.f_frsize - spare))


LIMITED = """
import resource, sys
from kg.pipeline import build
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[3]),) * 2)
build([sys.argv[1]], sys.argv[2], fresh=True)
"""


@pytest.mark.skipif(os.name == "nt", reason="limits of POSIX")
@pytest.mark.parametrize("limit", [500, 5_000, 20_000, 100_000])
def test_a_disk_that_takes_no_more_leaves_the_last_build(
    articles: Path, tmp_path: Path, environment: dict[str, str], limit: int
) -> None:
    out = tmp_path / "out"
    build([articles / "talks"], out)
    once = snapshot(out)
    ran = subprocess.run(
        [sys.executable, "-c", LIMITED, articles, out, str(limit)],
        env=environment,
        capture_output=True,
        text=True,
    )
    if ran.returncode:
        assert "BuildError" in ran.stderr
        assert snapshot(out) == once
    build([articles], out)
    build([articles], tmp_path / "expected")
    assert snapshot(out) == snapshot(tmp_path / "expected")


_names = st.sampled_from(
    ["a.txt", "b.md", "c.html", "d.jsonl", "e.csv", "f.json", "g.parquet", "h.pdf", "i.bin", "j"]
)
_words = st.sampled_from(
    ["زار", "روسيا", "«", "بوتين", "وزير", "2024", "\u202b", "ـ", "لله", "ﷺ", "\x00", "😀", "\ud800", '"']
)
_text = st.lists(_words | st.text(max_size=5), max_size=30).map(" ".join)
_json = st.fixed_dictionaries(
    {"text": _text | st.none() | st.integers()}, optional={"title": _text, "date": _text}
)
_content = st.one_of(
    st.binary(max_size=300),
    _text.map(lambda text: text.encode("utf-8", "surrogatepass")),
    _text.map(lambda text: text.encode("utf-16", "surrogatepass")),
    st.lists(_json, max_size=3).map(lambda rows: "\n".join(map(json.dumps, rows)).encode()),
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(files=st.dictionaries(_names, _content, min_size=1, max_size=6))
def test_no_input_crashes_a_build(files: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("wild")
    for name, content in files.items():
        (folder / name).write_bytes(content)
    result = build([folder], folder / "out")
    for mention in result.folder.records("mentions"):
        (text,) = [one.text for one in result.folder.records("documents") if one.id == mention.document_id]
        assert text[mention.start : mention.end] == mention.surface
    build([folder], folder / "again", fresh=True)
    assert snapshot(folder / "again") == snapshot(folder / "out")


@pytest.mark.skipif(sys.platform != "linux", reason="file names that are no text")
def test_a_file_name_that_is_no_text_is_read(tmp_path: Path) -> None:
    texts = tmp_path / "texts"
    texts.mkdir()
    (texts / os.fsdecode(b"\xe3\xff.txt")).write_text("زار لافروف الصين.\n")
    first = build([texts], tmp_path / "out")
    assert (first.counts["documents"], first.partial) == (1, False)
    assert build([texts], tmp_path / "out").files_reused == 1


SCRIPT = """
import sys
from kg.config import Config
from kg.pipeline import build
print(build([sys.argv[1]], sys.argv[2], Config().updated({"build": {"workers": 2}})).counts["documents"])
"""


def test_a_script_without_a_main_guard_may_use_processes(
    articles: Path, tmp_path: Path, environment: dict[str, str]
) -> None:
    script = tmp_path / "script.py"
    script.write_text(SCRIPT)
    arguments = [sys.executable, script, articles, tmp_path / "out"]
    ran = subprocess.run(arguments, env=environment, capture_output=True, text=True, check=True)
    assert ran.stdout == "8\n"
