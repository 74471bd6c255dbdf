"""The frozen word vectors in a file of their own: 4 bits a weight, a scale for each 32. No torch here.

The table that ships never changes when the network is retrained. The encoder's own table was published in
this very form (blocks of 32 weights, value = (nibble - 8) x scale), so nothing is lost by writing it back.

File ``*.npz`` (uncompressed): ``nibbles`` uint8 [words, H / 2], byte ``j`` of a block holds weight ``j`` low
and ``j + 16`` high; ``scales`` float16 [words, H / 32].
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

BLOCK: Final = 32
_HALF: Final = BLOCK // 2


class WordTable:
    """Word vectors, unpacked row by row when they are looked up."""

    def __init__(self, nibbles: NDArray[np.uint8], scales: NDArray[np.float16]) -> None:
        self.nibbles = nibbles
        self.scales = scales

    def __len__(self) -> int:
        return len(self.nibbles)

    @classmethod
    def load(cls, path: str | Path) -> WordTable:
        """Read a table that :meth:`save` wrote."""
        with np.load(path) as file:
            return cls(file["nibbles"], file["scales"])

    @classmethod
    def pack(cls, vectors: NDArray[np.float32]) -> WordTable:
        """Pack vectors [words, H] to 4 bits; the largest weight of a block becomes -8 times the scale."""
        blocks = vectors.reshape(len(vectors), -1, BLOCK).astype(np.float32)
        largest = np.take_along_axis(blocks, np.abs(blocks).argmax(-1, keepdims=True), -1)
        scales = (largest / -8).astype(np.float16)
        divisor = np.where(scales == 0, 1, scales).astype(np.float32)
        levels = np.clip(np.rint(blocks / divisor) + 8, 0, 15).astype(np.uint8)
        nibbles = levels[..., :_HALF] | (levels[..., _HALF:] << 4)
        return cls(nibbles.reshape(len(vectors), -1), scales[..., 0])

    def save(self, path: str | Path) -> None:
        """Write the table."""
        np.savez(path, nibbles=self.nibbles, scales=self.scales)

    def __getitem__(self, ids: NDArray[np.int64]) -> NDArray[np.float32]:
        """Return the vectors of ids [L] as [L, H]."""
        packed = self.nibbles[ids].reshape(len(ids), -1, _HALF)
        levels = np.concatenate([packed & 15, packed >> 4], axis=-1).astype(np.float32) - 8
        return (levels * self.scales[ids].astype(np.float32)[..., None]).reshape(len(ids), -1)
