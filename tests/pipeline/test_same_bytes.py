"""The same texts give the same bytes, whatever came before and however the work is shared."""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from kg.config import Config
from kg.pipeline import build

from .conftest import ARTICLES, snapshot, write_articles


def with_workers(count: int) -> Config:
    return Config().updated({"build": {"workers": count}})


def test_the_build_says_something(articles: Path, tmp_path: Path) -> None:
    result = build([articles], tmp_path / "out")
    assert result.counts["documents"] == 8
    for table in ("mentions", "entities", "claims", "ties", "chunks"):
        assert result.counts[table] > 5, table
    documents = result.folder.frame("documents").set_index("path")
    assert documents.loc["talks/seoul.md", "source"] == "صحيفة الميدان"
    assert {documents.loc[name, "retells"] for name in ("retold.txt", "sanctions.txt")} & set(documents["id"])
    for mention in result.folder.records("mentions"):
        text = documents["text"][documents["id"] == mention.document_id].item()
        assert text[mention.start : mention.end] == mention.surface


def test_building_twice_gives_the_same_bytes(articles: Path, tmp_path: Path) -> None:
    build([articles], tmp_path / "a")
    once = snapshot(tmp_path / "a")
    build([articles], tmp_path / "a")
    assert snapshot(tmp_path / "a") == once
    build([articles], tmp_path / "a", fresh=True)
    assert snapshot(tmp_path / "a") == once
    build([articles], tmp_path / "deep" / "b")
    assert snapshot(tmp_path / "deep" / "b") == once


def test_the_order_and_place_of_files_do_not_matter(articles: Path, tmp_path: Path) -> None:
    build([articles], tmp_path / "a")
    names = list(ARTICLES)
    for seed in range(3):
        random.Random(seed).shuffle(names)
        other = write_articles(tmp_path / f"elsewhere{seed}", names)
        build([other], tmp_path / f"out{seed}")
        assert snapshot(tmp_path / f"out{seed}") == snapshot(tmp_path / "a")
    flat = [articles / name for name in names if "/" not in name]
    build(flat, tmp_path / "b")
    build(sorted(flat, reverse=True), tmp_path / "c")
    assert snapshot(tmp_path / "b") == snapshot(tmp_path / "c")


@pytest.mark.parametrize("count", [2, 4])
def test_the_number_of_processes_does_not_matter(articles: Path, tmp_path: Path, count: int) -> None:
    build([articles], tmp_path / "one", with_workers(1))
    build([articles], tmp_path / "more", with_workers(count))
    assert snapshot(tmp_path / "more") == snapshot(tmp_path / "one")


def test_the_hash_seed_does_not_matter(articles: Path, tmp_path: Path, environment: dict[str, str]) -> None:
    code = "import sys; from kg.pipeline import build; build([sys.argv[1]], sys.argv[2])"
    for seed in ("1", "2"):
        arguments = [sys.executable, "-c", code, str(articles), str(tmp_path / seed)]
        subprocess.run(arguments, env={**environment, "PYTHONHASHSEED": seed}, check=True)
    assert snapshot(tmp_path / "1") == snapshot(tmp_path / "2")


@pytest.mark.parametrize("removed", list(ARTICLES))
def test_a_removed_file_takes_with_it_what_it_alone_supported(tmp_path: Path, removed: str) -> None:
    texts = write_articles(tmp_path / "texts")
    build([texts], tmp_path / "out")
    (texts / removed).unlink()
    build([texts], tmp_path / "out")
    never = write_articles(tmp_path / "never", [name for name in ARTICLES if name != removed])
    build([never], tmp_path / "expected")
    assert snapshot(tmp_path / "out") == snapshot(tmp_path / "expected")


def test_an_added_and_a_changed_file_give_what_a_new_build_gives(tmp_path: Path) -> None:
    texts = write_articles(tmp_path / "texts", list(ARTICLES)[:-3])
    build([texts], tmp_path / "out")
    write_articles(texts)
    (texts / "visit.txt").write_text("زار لافروف طهران والتقى الرئيس الإيراني.\n", encoding="utf-8")
    build([texts], tmp_path / "out")
    build([texts], tmp_path / "expected")
    assert snapshot(tmp_path / "out") == snapshot(tmp_path / "expected")
    assert b"visit.txt" in snapshot(tmp_path / "out")["manifest.json"]


def test_a_renamed_file_changes_its_path_only(articles: Path, tmp_path: Path) -> None:
    before = build([articles], tmp_path / "out").folder.frame("documents")
    (articles / "visit.txt").rename(articles / "a visit.txt")
    after = build([articles], tmp_path / "out").folder.frame("documents")
    changed = before.set_index("id").compare(after.set_index("id"))
    assert list(changed.columns.get_level_values(0).unique()) == ["path"]
    assert len(changed) == 1


def test_a_folder_that_was_moved_goes_on_as_before(articles: Path, tmp_path: Path) -> None:
    build([articles], tmp_path / "out")
    once = snapshot(tmp_path / "out")
    shutil.move(tmp_path / "out", tmp_path / "moved")
    result = build([articles], tmp_path / "moved")
    assert snapshot(tmp_path / "moved") == once
    assert (result.files_read, result.documents_extracted) == (0, 0)
