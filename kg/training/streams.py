"""Endless, seeded streams of training batches whose place is two numbers, so that a run can resume."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from kg.training.documents import Example

_SORTED_BATCHES = 16
"""Windows of so many batches are sorted by length before they are cut: little padding, still random."""


@dataclass(slots=True)
class Stream:
    """Batches of one source, each pass in a new order.

    The order of pass `epoch` follows from the seed alone; `epoch` and `index` are the whole state.
    """

    name: str
    examples: Sequence[Example]
    batch_size: int
    seed: int
    epoch: int = 0
    index: int = 0
    _order: list[list[int]] | None = None

    def next(self) -> list[Example]:
        """Return the next batch."""
        if self._order is None:
            self._order = self._batches(self.epoch)
        if self.index >= len(self._order):
            self.epoch += 1
            self.index = 0
            self._order = self._batches(self.epoch)
        batch = self._order[self.index]
        self.index += 1
        return [self.examples[k] for k in batch]

    def state(self) -> tuple[int, int]:
        """Return the place in the stream."""
        return self.epoch, self.index

    def restore(self, state: tuple[int, int]) -> None:
        """Go to a place that :meth:`state` returned."""
        self.epoch, self.index = state
        self._order = None

    def _batches(self, epoch: int) -> list[list[int]]:
        random = np.random.default_rng([self.seed, epoch, *self.name.encode()])
        order = random.permutation(len(self.examples)).tolist()
        batches: list[list[int]] = []
        group = self.batch_size * _SORTED_BATCHES
        for start in range(0, len(order), group):
            block = sorted(order[start : start + group], key=lambda k: len(self.examples[k].ids))
            batches += [block[k : k + self.batch_size] for k in range(0, len(block), self.batch_size)]
        return [batches[k] for k in random.permutation(len(batches))]
