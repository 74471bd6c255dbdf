import numpy as np
import pytest

from kg.training.documents import Example
from kg.training.streams import Stream


def stream(seed: int = 0) -> Stream:
    examples = [Example(np.arange(3 + k % 7), np.zeros(1 + k % 7, dtype=np.int64)) for k in range(23)]
    for k, example in enumerate(examples):
        example.ids[0] = k
    return Stream("news", examples, batch_size=2, seed=seed)


def drawn(source: Stream, batches: int) -> list[list[int]]:
    return [[int(example.ids[0]) for example in source.next()] for _ in range(batches)]


def test_each_pass_holds_every_example_once():
    source = stream()
    for _ in range(3):
        assert sorted(k for batch in drawn(source, 12) for k in batch) == list(range(23))


def test_passes_differ():
    source = stream()
    assert drawn(source, 12) != drawn(source, 12)


@pytest.mark.parametrize("before", [0, 5, 12, 17])
def test_a_restored_stream_goes_on_where_it_stopped(before: int):
    whole = stream()
    expected = drawn(whole, before + 9)[before:]
    first = stream()
    drawn(first, before)
    second = stream()
    second.restore(first.state())
    assert drawn(second, 9) == expected
