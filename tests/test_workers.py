"""The pool: answers for every task, deaths told apart, nobody left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import kg
from kg.errors import BuildError, ResourceError
from kg.workers import Crash, Workers


def double(number: int) -> int:
    return 2 * number


def die_on_three(number: int) -> int:
    if number == 3:
        os.kill(os.getpid(), signal.SIGKILL if hasattr(signal, "SIGKILL") else signal.SIGTERM)
    return number


def fail_on_three(number: int) -> int:
    if number == 3:
        raise ResourceError("no such file.", "Look.")
    return number


class StubbornError(Exception):
    """An exception that cannot be pickled."""

    def __init__(self, one: int, two: int) -> None:
        super().__init__("stubborn")


def fail_stubbornly(number: int) -> int:
    raise StubbornError(number, number)


def process_id(_: int) -> int:
    time.sleep(0.05)
    return os.getpid()


@pytest.mark.parametrize("count", [1, 2, 3])
def test_every_task_is_answered(count: int) -> None:
    with Workers() as workers:
        assert sorted(workers.map(double, range(7), count)) == [0, 2, 4, 6, 8, 10, 12]
        assert list(workers.map(double, [], count)) == []


def test_one_worker_is_this_process_and_more_are_others() -> None:
    with Workers() as workers:
        assert set(workers.map(process_id, range(2), 1)) == {os.getpid()}
        ids = set(workers.map(process_id, range(6), 2))
        assert len(ids) == 2
        assert os.getpid() not in ids
        assert set(workers.map(process_id, range(2), 2)) <= ids, "processes are kept for the next map"


def test_no_more_processes_than_tasks() -> None:
    with Workers() as workers:
        assert len(set(workers.map(process_id, [1], 8))) == 1
        assert len(workers._idle) == 1


def test_a_death_is_told_with_its_task_and_costs_no_other() -> None:
    with Workers() as workers:
        answers = list(workers.map(die_on_three, range(6), 2))
    crashes = [answer for answer in answers if isinstance(answer, Crash)]
    assert [crash.task for crash in crashes] == [3]
    assert crashes[0].exit_code != 0
    assert sorted(answer for answer in answers if not isinstance(answer, Crash)) == [0, 1, 2, 4, 5]


@pytest.mark.parametrize("count", [1, 2])
def test_an_exception_is_raised_here_as_it_was(count: int) -> None:
    with Workers() as workers, pytest.raises(ResourceError, match=r"no such file\. Look\."):
        list(workers.map(fail_on_three, range(6), count))


def test_an_exception_that_cannot_travel_arrives_as_text() -> None:
    with Workers() as workers, pytest.raises(RuntimeError, match="StubbornError"):
        list(workers.map(fail_stubbornly, [1], 2))


def test_processes_that_cannot_start_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "multiprocessing.spawn.get_command_line", lambda **_: [sys.executable, "-c", "exit(9)"]
    )
    with (
        Workers() as workers,
        pytest.raises(BuildError, match=r"do not start here \(exit code 9\).*workers to 1"),
    ):
        list(workers.map(double, [1, 2], 2))


def test_leaving_early_ends_the_processes() -> None:
    with Workers() as workers:
        answers = workers.map(process_id, range(100), 2)
        ids = {next(answers), next(answers)}
        answers.close()
    for id_ in ids:
        with pytest.raises(ProcessLookupError):
            os.kill(id_, 0)


SCRIPT = """
from kg.workers import Workers
print("start", flush=True)
with Workers() as workers:
    print(sorted(workers.map(str.upper, ["a", "b", "c"], 2)), flush=True)
"""


def test_a_script_without_a_main_guard_is_not_run_again(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(SCRIPT)
    environment = {**os.environ, "PYTHONPATH": str(Path(kg.__file__).parents[1])}
    ran = subprocess.run(
        [sys.executable, str(script)], capture_output=True, text=True, timeout=60, check=True, env=environment
    )
    assert ran.stdout == "start\n['A', 'B', 'C']\n"
    assert ran.stderr == ""
