"""`kg build` and `kg explore`: the page is written, its size told, and what it leaves out."""

from __future__ import annotations

from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from kg.cli import app
from kg.errors import BuildError

TEXT = "زار الرئيس الروسي فلاديمير بوتين الصين. والتقى بوتين شي جين بينغ."


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A build whose page may hold one tie, and what `kg build` said."""
    folder = tmp_path_factory.mktemp("explore")
    (folder / "a.txt").write_text(TEXT, encoding="utf-8")
    (folder / "kg.yaml").write_text("extraction: {model: false}\nbuild: {explore: 1}\n")
    arguments = [str(folder / "a.txt"), "--out", str(folder / "build"), "--config", str(folder / "kg.yaml")]
    return folder / "build", CliRunner().invoke(app, ["build", *arguments]).output


def test_build_tells_the_size_of_the_page_and_what_it_leaves_out(built: tuple[Path, str]) -> None:
    said = " ".join(built[1].split())
    assert "explore.html: 0.4 MB to open in a browser" in said
    assert "it leaves out the 2 least supported ties: see build.explore" in said


def test_explore_writes_every_tie_and_opens_the_page(
    built: tuple[Path, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(typer, "launch", opened.append)
    out = tmp_path / "page.html"
    arguments = ["explore", "--build", str(built[0]), "--out", str(out), "--lang", "ar", "--open"]
    result = CliRunner().invoke(app, arguments)
    assert "3 ties, 0.4 MB" in result.output
    assert opened == [str(out)]
    assert b'"language":"ar"' in out.read_bytes()


def test_a_build_without_what_draws_the_page_stands_and_says_so(
    built: tuple[Path, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = built[0].parent
    monkeypatch.setattr("kg.explore.sigma.find_spec", lambda _: None)
    arguments = [str(folder / "a.txt"), "--out", str(folder / "bare"), "--config", str(folder / "kg.yaml")]
    result = CliRunner().invoke(app, ["build", *arguments])
    assert result.exit_code == 0
    assert "note: there is no page. The page needs ipysigma" in " ".join(result.output.split())
    assert not (folder / "bare" / "explore.html").exists()
    assert (folder / "bare" / "ties.parquet").exists()


def test_explore_without_a_build_says_what_to_type(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["explore", "--build", str(tmp_path / "none")])
    assert isinstance(result.exception, BuildError)
    assert "kg build" in str(result.exception)
