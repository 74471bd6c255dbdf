"""Corpora in CoNLL form: reading, the map of labels, spans with and without proclitics."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import ReadError
from kg.evaluation.conll import (
    TaggedName,
    TaggedSentence,
    find_names,
    labelled,
    read_conll,
    score_tagged,
)
from kg.evaluation.measures import Count
from kg.records import EntityType, Form
from tests import builders


def read(folder: Path, *lines: str) -> tuple[TaggedSentence, ...]:
    path = folder / "test.conll"
    path.write_text("\n".join(line.replace(" ", "\t") for line in lines), encoding="utf-8")
    return read_conll(path)


def spelled(sentence: TaggedSentence) -> list[tuple[str, str]]:
    return [(sentence.text[name.start : name.end], name.label) for name in sentence.names]


def test_names_are_runs_of_words_between_blank_lines(tmp_path: Path) -> None:
    first, second = read(
        tmp_path, "زار O", "كوفي B-PERS", "عنان I-PERS", "لندن B-LOC", "", "", "باريس B-LOC", ""
    )
    assert spelled(first) == [("كوفي عنان", "PERS"), ("لندن", "LOC")]
    assert spelled(second) == [("باريس", "LOC")]


def test_two_names_that_touch_stay_two_and_a_stray_inside_begins_one(tmp_path: Path) -> None:
    (sentence,) = read(tmp_path, "لندن B-LOC", "باريس B-LOC", "عنان I-PERS", "قال O", "حماس I-ORG")
    assert spelled(sentence) == [("لندن", "LOC"), ("باريس", "LOC"), ("عنان", "PERS"), ("حماس", "ORG")]


def test_labels_of_both_corpora_become_one(tmp_path: Path) -> None:
    (sentence,) = read(tmp_path, "رونالدو B-PER", "الدولار B-MIS")
    assert [label for _, label in spelled(sentence)] == ["PERS", "MISC"]


def test_a_line_without_tag_is_refused_with_its_number(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="line 2"):
        read(tmp_path, "زار O", "لندن")
    with pytest.raises(ReadError, match="cannot be read"):
        read_conll(tmp_path / "nowhere.conll")


def test_groups_and_nationality_adjectives_are_not_compared() -> None:
    names = [("روسيا", EntityType.COUNTRY, Form.NAME), ("موسكو", EntityType.COUNTRY, Form.METONYM)]
    names += [("الروسي", EntityType.COUNTRY, Form.DEMONYM), ("الأكراد", EntityType.GROUP, Form.NAME)]
    mentions = [
        builders.mention("document/a", "x", surface, at * 10, type_, form)
        for at, (surface, type_, form) in enumerate(names)
    ]
    assert labelled(mentions) == (TaggedName(0, 5, "LOC"), TaggedName(10, 15, "LOC"))


def test_a_name_in_a_word_is_right_in_whole_words_and_right_without_proclitics() -> None:
    text = "موسكو وبكين"
    sentence = TaggedSentence(text, (TaggedName(0, 5, "LOC"), TaggedName(6, 11, "LOC")))
    bare = score_tagged([sentence], [(TaggedName(0, 5, "LOC"), TaggedName(7, 11, "LOC"))])
    assert bare.whole_words["LOC"] == bare.without_proclitics["LOC"] == Count(2, 2, 2, 2)
    whole = score_tagged([sentence], [(TaggedName(0, 5, "LOC"), TaggedName(6, 11, "LOC"))])
    assert whole.whole_words["LOC"].f1 == 1.0
    assert whole.without_proclitics["LOC"] == Count(1, 2, 1, 2)


def test_a_name_that_only_begins_like_a_proclitic_is_not_cut() -> None:
    sentence = TaggedSentence("واشنطن", (TaggedName(0, 6, "LOC"),))
    scores = score_tagged([sentence], [(TaggedName(0, 6, "LOC"),)])
    assert scores.without_proclitics["LOC"].f1 == 1.0


def test_misc_is_missed_by_definition_and_only_in_the_sum_of_four() -> None:
    sentence = TaggedSentence("لندن الدولار", (TaggedName(0, 4, "LOC"), TaggedName(5, 12, "MISC")))
    scores = score_tagged([sentence], [(TaggedName(0, 4, "LOC"),)])
    assert scores.compared(scores.whole_words).f1 == 1.0
    assert scores.whole_words["MISC"] == Count(0, 0, 0, 1)
    assert scores.interval() == (1.0, 1.0)


def test_the_wrong_label_is_a_miss_and_a_false_find() -> None:
    sentence = TaggedSentence("لندن", (TaggedName(0, 4, "LOC"),))
    scores = score_tagged([sentence], [(TaggedName(0, 4, "ORG"),)])
    assert scores.compared(scores.whole_words) == Count(0, 1, 0, 1)


def test_the_pipeline_finds_names_in_tagged_sentences(tmp_path: Path) -> None:
    sentences = read(tmp_path, "زار O", "بوتين B-PERS", "وبكين B-LOC", "", "وصل O", "إلى O", "فرنسا B-LOC")
    scores = score_tagged(sentences, find_names(sentences))
    assert scores.compared(scores.whole_words).f1 == 1.0
    assert scores.compared(scores.without_proclitics).f1 == 1.0
