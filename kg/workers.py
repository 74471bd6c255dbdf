"""A pool of processes for work on batches. A process that dies costs one batch, and its death is told.

Two wants that `concurrent.futures` does not meet: after a crash it cannot say which task was at fault
and gives up the whole pool, and it runs the caller's script again in each process, which breaks
scripts without an `if __name__ == "__main__"`.
"""

from __future__ import annotations

import os
import pickle
import signal
import sys
import traceback
import types
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import islice
from multiprocessing import get_context
from multiprocessing.connection import wait
from typing import Any, Generic, TypeVar

from kg.errors import BuildError

__all__ = ["Crash", "Workers", "cpu_count"]

T = TypeVar("T")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Crash(Generic[T]):
    """A task whose process died, and the exit code (negative: the signal)."""

    task: T
    exit_code: int | None


def cpu_count() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class Workers:
    """Processes that start when first needed and stay until `close`."""

    def __init__(self) -> None:
        self._idle: list[_Worker] = []

    def map(self, function: Callable[[T], R], tasks: Iterable[T], count: int) -> Iterator[R | Crash[T]]:
        """Yield what `function` returns for each task, as the tasks finish.

        Parameters
        ----------
        function : callable
            Importable by name. An exception in it ends the map and is raised here.
        tasks : iterable
            One argument each.
        count : int
            How many processes share the tasks. With 1 it is this process, and a crash is one of the whole.
        """
        if count == 1:
            yield from map(function, tasks)
            return
        waiting = iter(tasks)
        busy: dict[Any, tuple[_Worker, T]] = {}
        try:
            while True:
                for task in islice(waiting, count - len(busy)):
                    worker = self._idle.pop() if self._idle else _Worker()
                    busy[worker.connection] = (worker, task)
                    worker.send(function, task)
                if not busy:
                    return
                for connection in wait(list(busy)):
                    worker, task = busy[connection]
                    kind, value = worker.receive()
                    if kind == _READY:
                        continue
                    del busy[connection]
                    if kind == _DIED:
                        yield Crash(task, value)
                        continue
                    self._idle.append(worker)
                    if kind == _RAISED:
                        raise value
                    yield value
        finally:
            for worker, _ in busy.values():
                worker.stop()

    def close(self) -> None:
        """End the processes."""
        while self._idle:
            self._idle.pop().stop()

    def __enter__(self) -> Workers:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


_READY, _DONE, _RAISED, _DIED = "ready", "done", "raised", "died"


class _Worker:
    """One process and the pipe to it."""

    def __init__(self) -> None:
        context = get_context("spawn")
        self.connection, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs,), daemon=True)
        self._ready = False
        with _without_main():
            self._process.start()
        theirs.close()

    def send(self, function: Callable[[Any], Any], task: Any) -> None:
        with suppress(BrokenPipeError):  # it died; `receive` tells
            self.connection.send((function, task))

    def receive(self) -> tuple[str, Any]:
        """Return the next message: its kind, and the result, exception or exit code.

        Raises
        ------
        BuildError
            When the process died before it could do anything.
        """
        try:
            kind, value = self.connection.recv()
        except (EOFError, OSError):
            self._process.join()
            if not self._ready:
                raise BuildError(
                    f"Worker processes do not start here (exit code {self._process.exitcode}).",
                    "Build in one process: set build.workers to 1.",
                ) from None
            kind, value = _DIED, self._process.exitcode
        self._ready = True
        return kind, value

    def stop(self) -> None:
        self.connection.close()
        self._process.terminate()
        self._process.join()


def _serve(connection: Any) -> None:
    """Answer tasks until the other end is closed, or gone with its process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to handle
    try:
        connection.send((_READY, None))
        while True:
            function, task = connection.recv()
            try:
                message = (_DONE, function(task))
            except Exception as error:
                message = (_RAISED, _portable(error))
            connection.send(message)
    except (EOFError, BrokenPipeError):
        return


def _portable(error: Exception) -> Exception:
    """Return the exception with its traceback as a note, or one that says the same where it cannot travel."""
    error.add_note("".join(traceback.format_tb(error.__traceback__)))
    try:
        pickle.loads(pickle.dumps(error))  # noqa: S301 (our own bytes)
    except Exception:
        return RuntimeError("".join(traceback.format_exception(error)))
    return error


@contextmanager
def _without_main() -> Iterator[None]:
    """Hide the caller's script, which a spawned process would otherwise run again."""
    main = sys.modules["__main__"]
    sys.modules["__main__"] = types.ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main
