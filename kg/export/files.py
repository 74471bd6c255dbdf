"""Files that appear whole or not at all."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from kg.errors import BuildError

__all__ = ["replacing", "write_lines"]


@contextmanager
def replacing(path: Path) -> Iterator[IO[bytes]]:
    """Open a file beside `path` that takes its place when the block ends well, and vanishes when it does not.

    Raises
    ------
    BuildError
        When the disk is full or refuses.
    """
    draft = path.with_name(f".{path.name[:100]}.{secrets.token_hex(4)}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with draft.open("xb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    except OSError as error:
        raise BuildError(
            f"{path} cannot be written: {error.strerror or error}.", "Free space, or give another path."
        ) from error
    finally:
        with suppress(OSError):
            draft.unlink()


def write_lines(path: Path, lines: Iterable[str]) -> None:
    """Write text as UTF-8, line ends as they are, all or nothing."""
    with replacing(path) as file:
        for line in lines:
            file.write(line.encode())
