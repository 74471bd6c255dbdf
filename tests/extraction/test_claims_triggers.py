"""Words to triggers: inflection, attached letters, and the resource files' own rules."""

from __future__ import annotations

import copy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import ResourceError
from kg.extraction.grammar import Grammar
from kg.extraction.inflection import shapes, verb_forms
from kg.extraction.triggers import TriggerLexicon
from kg.language.normalize import fold
from kg.ontology import Ontology
from kg.resources import read_yaml


def _relations(word: str) -> set[str]:
    return {hit.trigger.relation for hit in TriggerLexicon.default().hits(fold(word))}


@pytest.mark.parametrize(
    "word",
    [
        "زار",
        "زارت",
        "زارا",
        "زاروا",
        "يزور",
        "تزور",
        "وزار",
        "سيزور",
        "وستزور",
        "ليزور",
        "يزوران",
        "يزر",
        "زاره",
    ],
)
def test_forms_of_a_hollow_verb(word: str) -> None:
    expected = set() if word == "ليزور" else {"VISITED"}
    assert _relations(word) == expected


@pytest.mark.parametrize(
    "word", ["التقى", "التقت", "التقيا", "التقوا", "يلتقي", "يلتق", "يلتقيان", "سيلتقون", "والتقاه"]
)
def test_forms_of_a_defective_verb(word: str) -> None:
    assert "MET_WITH" in _relations(word)


@pytest.mark.parametrize(
    "word", ["زيارة", "الزيارة", "زيارته", "وزيارتها", "بزيارة", "للزيارة", "زيارات", "زيارتين"]
)
def test_forms_of_a_noun_of_action(word: str) -> None:
    assert "VISITED" in _relations(word)


@pytest.mark.parametrize("word", ["الوزارة", "وزارات", "مزار", "وزير", "زر"])
def test_words_that_only_contain_a_trigger(word: str) -> None:
    assert "VISITED" not in _relations(word)


@pytest.mark.parametrize("word", ["لقاؤه", "لقائه", "لقاءها", "لقاءات"])
def test_noun_that_ends_in_hamza_before_pronouns(word: str) -> None:
    assert "MET_WITH" in _relations(word)


def test_dual_and_plural_verbs_come_from_the_stem() -> None:
    forms = {form for form, _ in verb_forms("وقع", "يوقع")}
    assert {"وقعا", "وقعت", "وقعوا", "توقع", "يوقعان", "يوقعون", "يوقعا"} <= forms


@given(st.text(alphabet="وفبلكسيتناهمال", max_size=12))
def test_every_reading_of_a_word_is_found_in_it(word: str) -> None:
    for shape in shapes(word):
        assert len(shape.form) <= len(word) + 1
        assert shape.conjunction in ("", "و", "ف")
        assert not shape.suffix or word.endswith(shape.suffix)


def _faulty(**changes: object) -> dict[str, object]:
    data = copy.deepcopy(read_yaml("triggers.yaml"))
    data["relations"]["VISITED"]["triggers"][0].update(changes)
    return data


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"verb": ["زار"]}, "no pair of stems"),
        ({"prior": 0}, "prior"),
        ({"genitive": "both"}, "genitive"),
        ({"colour": "red"}, "unknown key colour"),
        ({"modality": "likely"}, "modality"),
    ],
)
def test_faults_of_the_trigger_file_name_file_and_entry(changes: dict[str, object], words: str) -> None:
    with pytest.raises(ResourceError, match=words) as caught:
        TriggerLexicon(_faulty(**changes), Ontology.default())
    assert "triggers.yaml" in caught.value.what
    assert "VISITED.visit" in caught.value.what


def test_trigger_of_an_unknown_relation_is_a_fault() -> None:
    data = {"agents": [], "relations": {"ADMIRES": {"triggers": []}}}
    with pytest.raises(ResourceError, match="ADMIRES"):
        TriggerLexicon(data, Ontology.default())


def test_missing_list_of_the_grammar_is_a_fault() -> None:
    data = {key: value for key, value in read_yaml("grammar.yaml").items() if key != "agents"}
    with pytest.raises(ResourceError, match="agents"):
        Grammar(data)


def test_every_deed_of_the_ontology_has_a_trigger() -> None:
    covered = {trigger.relation for trigger in TriggerLexicon.default().triggers}
    assert {relation.name for relation in Ontology.default() if relation.family != "standing"} <= covered
