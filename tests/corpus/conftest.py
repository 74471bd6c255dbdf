"""Inputs written on the spot and read back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kg.corpus import InputFile, ReadOptions, ReadResult, read_input

Read = Callable[..., ReadResult]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Return a function that writes a file and reads it as an input."""

    def write_and_read(name: str, data: bytes | str, options: ReadOptions | None = None) -> ReadResult:
        path = tmp_path / name
        path.write_bytes(data.encode("utf-8") if isinstance(data, str) else data)
        return read_input(InputFile(path=path, name=name), options)

    return write_and_read
