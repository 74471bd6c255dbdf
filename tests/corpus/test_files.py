"""Which files are listed, and under which names."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kg.corpus import list_inputs, read_input
from kg.errors import ReadError
from kg.report import Drop


def make(root: Path, *names: str) -> Path:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("نص", encoding="utf-8")
    return root


def names(*paths: Path, exclude: tuple[Path, ...] = ()) -> list[str]:
    return [file.name for file in list_inputs(paths, exclude)]


def test_a_folder_is_listed_with_its_folders_sorted_by_relative_name(tmp_path: Path) -> None:
    make(tmp_path, "b.txt", "a/z.md", "a/b/c.html", "ت/خبر.txt")
    assert names(tmp_path) == ["a/b/c.html", "a/z.md", "b.txt", "ت/خبر.txt"]


def test_a_file_is_known_by_its_own_name(tmp_path: Path) -> None:
    make(tmp_path, "deep/down/news.txt")
    (file,) = list_inputs([tmp_path / "deep/down/news.txt"])
    assert (file.name, file.size) == ("news.txt", 4)


def test_hidden_files_and_folders_are_passed_over_unless_named(tmp_path: Path) -> None:
    make(tmp_path, ".hidden.txt", ".git/a.txt", "b.txt")
    assert names(tmp_path) == ["b.txt"]
    assert names(tmp_path / ".hidden.txt") == [".hidden.txt"]


def test_the_output_folder_and_other_build_folders_are_passed_over(tmp_path: Path) -> None:
    make(tmp_path, "a.txt", "out/x.txt", "old/manifest.json", "old/claims.parquet", "manifest.json")
    assert names(tmp_path, exclude=(tmp_path / "out",)) == ["a.txt", "manifest.json"]


def test_equal_names_under_two_roots_are_told_apart_by_their_folders(tmp_path: Path) -> None:
    make(tmp_path, "x/a.txt", "y/a.txt", "z/b.txt")
    assert names(tmp_path / "x", tmp_path / "y", tmp_path / "z") == ["b.txt", "x/a.txt", "y/a.txt"]


def test_equal_names_under_roots_of_equal_name_are_told_apart_further_up(tmp_path: Path) -> None:
    make(tmp_path, "2023/news/a.txt", "2024/news/a.txt")
    assert names(tmp_path / "2023/news", tmp_path / "2024/news") == ["2023/news/a.txt", "2024/news/a.txt"]


def test_names_do_not_depend_on_the_order_of_the_arguments(tmp_path: Path) -> None:
    make(tmp_path, "x/a.txt", "x/y/a.txt", "y/a.txt")
    roots = (tmp_path / "x", tmp_path / "y", tmp_path / "x/y")
    assert names(*roots) == names(*reversed(roots))


def test_a_file_reached_twice_is_listed_once(tmp_path: Path) -> None:
    make(tmp_path, "a/b.txt")
    assert names(tmp_path, tmp_path / "a", tmp_path / "a/b.txt") == ["a/b.txt"]


def test_a_missing_path_is_an_error_at_once_with_the_next_step(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match=r"absent\.txt does not exist.*ls "):
        list_inputs([tmp_path, tmp_path / "absent.txt"])


def test_a_folder_named_like_a_file_is_a_folder(tmp_path: Path) -> None:
    make(tmp_path, "x.txt/inside.txt")
    assert names(tmp_path) == ["x.txt/inside.txt"]


def test_links_that_lead_back_end(tmp_path: Path) -> None:
    make(tmp_path, "a/b.txt")
    (tmp_path / "a/up").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "self.txt").symlink_to(tmp_path / "self.txt")
    files = list_inputs([tmp_path])
    assert [file.name for file in files] == ["a/b.txt", "self.txt"]
    assert [drop.reason for drop in read_input(files[1]).drops] == [Drop.FILE_UNREADABLE]


def test_a_linked_folder_elsewhere_is_read_once(tmp_path: Path) -> None:
    make(tmp_path, "archive/a.txt", "texts/b.txt")
    for link in ("first", "second"):
        (tmp_path / "texts" / link).symlink_to(tmp_path / "archive", target_is_directory=True)
    assert names(tmp_path / "texts") == ["b.txt", "first/a.txt"]


def test_a_folder_that_cannot_be_listed_is_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make(tmp_path, "closed/a.txt", "b.txt")
    scandir = os.scandir

    def refuse(path: os.PathLike[str]) -> object:
        if Path(path).name == "closed":
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    files = list_inputs([tmp_path])
    assert [file.name for file in files] == ["b.txt", "closed"]
    assert [drop.reason for drop in read_input(files[1]).drops] == [Drop.FILE_UNREADABLE]


def test_files_of_unknown_kind_are_counted_with_their_suffix(tmp_path: Path) -> None:
    make(tmp_path, "a.docx", "README")
    results = [read_input(file) for file in list_inputs([tmp_path])]
    assert [drop.reason for result in results for drop in result.drops] == [Drop.FILE_TYPE_UNKNOWN] * 2
    assert ".docx" in results[1].drops[0].why


def test_a_name_that_is_no_utf_8_becomes_one(tmp_path: Path) -> None:
    path = os.path.join(os.fsencode(tmp_path), b"\xc7\xe1.txt")  # noqa: PTH118 (bytes)
    with open(path, "wb") as stream:  # noqa: PTH123
        stream.write("نص للقراءة".encode())
    (file,) = list_inputs([tmp_path])
    assert file.name == "\\xc7\\xe1.txt"
    assert read_input(file).documents[0].path == file.name
