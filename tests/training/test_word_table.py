from pathlib import Path

import numpy as np

from kg.extraction.joint.word_table import WordTable


def test_weights_of_four_bits_come_back_exactly(tmp_path: Path):
    random = np.random.default_rng(0)
    levels = random.integers(-7, 8, size=(9, 2, 32)).astype(np.float32)
    levels[..., 3] = -8
    vectors = (levels * np.float32(0.25)).reshape(9, 64)
    WordTable.pack(vectors).save(tmp_path / "words.npz")
    table = WordTable.load(tmp_path / "words.npz")
    assert len(table) == 9
    np.testing.assert_array_equal(table[np.array([4, 0, 8])], vectors[[4, 0, 8]])


def test_other_weights_come_back_within_half_a_level():
    vectors = np.random.default_rng(1).normal(size=(5, 64)).astype(np.float32)
    blocks = np.abs(vectors.reshape(5, 2, 32)).max(-1)
    error = np.abs(WordTable.pack(vectors)[np.arange(5)] - vectors).reshape(5, 2, 32).max(-1)
    assert (error <= blocks / 8 * 1.01).all()


def test_a_row_of_zeros_stays_zero():
    assert not WordTable.pack(np.zeros((1, 32), dtype=np.float32))[np.array([0])].any()
