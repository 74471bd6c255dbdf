"""The clock: what it counts, and what it is told by."""

from __future__ import annotations

import pytest

from kg.errors import ReadError
from kg.evaluation.speed import StageSpeed, machine, measure_speed
from tests.evaluation.samples import TEXTS


def test_every_stage_is_timed_on_the_words_of_all_texts() -> None:
    speed = measure_speed(list(TEXTS.values()), runs=2)
    assert speed.words == sum(len(text.split()) for text in TEXTS.values())
    assert [one.stage for one in speed.stages][:3] == ["names", "claims", "names and claims"]
    names, claims, both, whole, *spread = speed.stages
    assert all(one.seconds > 0 and one.cpu_seconds for one in (names, claims, both, whole))
    assert both.seconds >= max(names.seconds, claims.seconds)
    if speed.machine.cores > 1:
        assert [one.stage for one in spread] == ["names", "names and claims"]
        assert all(one.processes > 1 and one.words_per_cpu_second is None for one in spread)


def test_words_per_second_by_both_clocks() -> None:
    stage = StageSpeed(stage="names", words=100, seconds=4.0, cpu_seconds=2.0)
    assert (stage.words_per_second, stage.words_per_cpu_second) == (25.0, 50.0)


def test_the_machine_is_named() -> None:
    assert machine().processor
    assert machine().cores >= 1


def test_no_text_is_an_error_with_the_next_step() -> None:
    with pytest.raises(ReadError, match="--data"):
        measure_speed([])
