import numpy as np
import pytest

from kg.extraction.joint.windows import Pieces, cut_pieces, cut_windows, split_sentences
from tests.training.builders import tokenizer


def pieces_of(*lengths: int) -> Pieces:
    sentence = np.repeat(np.arange(len(lengths)), lengths)
    places = np.arange(len(sentence))
    return Pieces(places, np.stack([places, places + 1], axis=1), sentence)


def test_sentences_end_at_line_ends_and_after_final_punctuation():
    text = "وصل الوزير. هل عاد؟ نعم\n\nانتهى"
    assert [text[a:b] for a, b in split_sentences(text)] == ["وصل الوزير.", "هل عاد؟", "نعم", "انتهى"]


def test_a_full_stop_inside_a_number_ends_no_sentence():
    assert len(split_sentences("بلغ 3.5 مليون")) == 1


def test_pieces_know_their_sentence_and_their_characters():
    text = "زار بوتين\nالصين ."
    pieces = cut_pieces(tokenizer(), text, split_sentences(text))
    assert pieces.sentence.tolist() == [0, 0, 1, 1]
    assert [text[a:b] for a, b in pieces.offsets] == ["زار", "بوتين", "الصين", "."]


def test_an_empty_text_has_no_pieces_and_no_windows():
    pieces = cut_pieces(tokenizer(), "", split_sentences(""))
    assert len(pieces) == 0
    assert cut_windows(pieces) == []


def test_a_window_repeats_the_last_sentence_of_the_one_before():
    assert cut_windows(pieces_of(40, 40, 40, 40), budget=100) == [(0, 80), (40, 120), (80, 160)]


def test_a_short_text_is_one_window():
    assert cut_windows(pieces_of(5, 6), budget=100) == [(0, 11)]


@pytest.mark.parametrize("lengths", [(300,), (10, 250, 10), (90, 90, 90), (1,) * 400, (99, 2, 99, 150)])
def test_every_piece_lies_in_a_window_and_no_window_is_too_long(lengths: tuple[int, ...]):
    pieces = pieces_of(*lengths)
    windows = cut_windows(pieces, budget=100)
    assert all(0 < end - start <= 100 for start, end in windows)
    assert set().union(*(range(a, b) for a, b in windows)) == set(range(len(pieces)))
    assert windows == sorted(set(windows))
