import numpy as np
import pytest

from kg.extraction.joint.decoding import best_path, log_softmax, name_spans, tag_runs, transitions

TAGS = ("O", "B-Person", "I-Person", "B-Country", "I-Country")


def scores(*tags: str) -> np.ndarray:
    """Return logits that prefer `tags`, one for each piece."""
    table = np.zeros((len(tags), len(TAGS)), dtype=np.float32)
    for row, tag in enumerate(tags):
        table[row, TAGS.index(tag)] = 5
    return table


def spans(
    text: str, offsets: list[tuple[int, int]], tags: list[str], peels: list[int]
) -> list[tuple[str, str]]:
    found = name_spans(text, np.array(offsets), scores(*tags), np.eye(3, dtype=np.float32)[peels], TAGS)
    return [(text[span.start : span.end], span.label) for span in found]


def test_an_inside_tag_never_follows_another_label():
    path = best_path(log_softmax(scores("B-Person", "I-Country", "O")), transitions(TAGS), TAGS)
    runs = tag_runs(path, TAGS)
    assert all(TAGS[tag] != "I-Country" for tag in path) or runs[0][2] == "Country"


def test_an_inside_tag_never_comes_first():
    path = best_path(log_softmax(scores("I-Person", "O")), transitions(TAGS), TAGS)
    assert not TAGS[path[0]].startswith("I-")


@pytest.mark.parametrize(("peel", "name"), [(0, "وبكين"), (1, "بكين")])
def test_the_peel_head_cuts_a_conjunction_off_a_name(peel: int, name: str):
    assert spans("وبكين", [(0, 5)], ["B-Country"], [peel]) == [(name, "Country")]


def test_letters_that_are_no_proclitics_are_not_peeled():
    assert spans("روسيا", [(0, 5)], ["B-Country"], [2]) == [("روسيا", "Country")]


def test_a_name_is_never_peeled_away():
    assert spans("و", [(0, 1)], ["B-Person"], [1]) == [("و", "Person")]


def test_quotation_marks_and_commas_stay_outside():
    text = "«روسيا»،"
    assert spans(text, [(0, 1), (1, 6), (6, 8)], ["B-Country", "I-Country", "I-Country"], [0, 0, 0]) == [
        ("روسيا", "Country")
    ]


def test_a_name_does_not_end_inside_a_word():
    text = "الشعبية هنا"
    tags = ["B-Person", "I-Person", "O", "O"]
    offsets = [(0, 3), (3, 5), (5, 7), (8, 11)]
    assert spans(text, offsets, tags, [0, 0, 0, 0]) == [("الشعبية", "Person")]


def test_a_name_does_not_begin_inside_a_word_unless_after_proclitics():
    assert spans("يسمنستر", [(0, 2), (2, 7)], ["O", "B-Person"], [0, 0]) in ([], [("يسمنستر", "Person")])
    assert spans("وبموسكو", [(0, 2), (2, 7)], ["O", "B-Country"], [0, 0]) == [("موسكو", "Country")]


def test_words_that_lost_their_spaces_are_cut_anywhere():
    text = "الذييتعاونفيهالرئيسبوتينمعالصين"
    start = text.index("بوتين")
    offsets = [(0, start), (start, start + 5), (start + 5, len(text))]
    assert spans(text, offsets, ["O", "B-Person", "O"], [0, 0, 0]) == [("بوتين", "Person")]


def test_two_names_side_by_side_stay_two():
    assert spans("شي بوتين", [(0, 2), (3, 8)], ["B-Person", "B-Person"], [0, 0]) == [
        ("شي", "Person"),
        ("بوتين", "Person"),
    ]


def test_no_pieces_give_no_names():
    empty = np.zeros((0, len(TAGS)), dtype=np.float32)
    assert (
        name_spans("", np.zeros((0, 2), dtype=np.int64), empty, np.zeros((0, 3), dtype=np.float32), TAGS)
        == []
    )
