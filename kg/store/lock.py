"""One writer at a time. The operating system holds the lock: it is gone with its process."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kg.errors import BuildError

__all__ = ["LOCK_NAME", "write_lock"]

LOCK_NAME = ".lock"

if sys.platform == "win32":
    import msvcrt

    # Windows refuses to read a locked byte, so the byte that is locked lies behind the process id.
    _LOCKED_BYTE = 1 << 20

    def _acquire(file: int) -> None:
        os.lseek(file, _LOCKED_BYTE, os.SEEK_SET)
        msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _acquire(file: int) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


@contextmanager
def write_lock(folder: Path) -> Iterator[None]:
    """Hold the folder's lock.

    Raises
    ------
    BuildError
        When another process holds it; the message names the process.
    """
    path = folder / LOCK_NAME
    file = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        try:
            _acquire(file)
        except (BlockingIOError, PermissionError) as error:
            raise BuildError(
                f"{folder} is being written by another kg, process {_holder(path)}.",
                "Wait until it is done, or stop it.",
            ) from error
        os.ftruncate(file, 0)
        os.lseek(file, 0, os.SEEK_SET)
        os.write(file, str(os.getpid()).encode())
        yield
    finally:
        os.close(file)  # releases the lock; the file stays, as removing it would race with a waiting process


def _holder(path: Path) -> str:
    return path.read_text(encoding="ascii", errors="replace").strip() or "unknown"
