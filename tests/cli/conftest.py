"""The bundled sample, built once and shown to every command."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from kg.cli import app
from kg.errors import KgError

Run = Callable[..., Result]


@pytest.fixture(scope="session")
def workplace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which `kg build` was typed without arguments."""
    from kg import api

    folder = tmp_path_factory.mktemp("workplace")
    api.build(out=folder / "build")
    return folder


@pytest.fixture
def run(workplace: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run `kg` with arguments there; an error of `kg` is the test's to expect."""
    monkeypatch.chdir(workplace)

    def invoke(*arguments: str, stdin: str | None = None) -> Result:
        result = CliRunner().invoke(app, list(arguments), input=stdin)
        if isinstance(result.exception, KgError):
            raise result.exception
        return result

    return invoke
