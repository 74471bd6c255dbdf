from pathlib import Path

import pytest

from kg.training.demonyms import Demonyms
from kg.training.documents import NO_SOURCE, UNKNOWN_SOURCE, Example, examples_of
from kg.training.labels import MODALITIES, RELATIONS, TAGS
from tests.training.builders import TEXT, claim, document, gazetteers, tokenizer


@pytest.fixture
def demonyms(tmp_path: Path) -> Demonyms:
    return Demonyms.load(gazetteers(tmp_path / "gazetteers"))


@pytest.fixture
def example(demonyms: Demonyms) -> Example:
    (made,) = examples_of(document(), tokenizer(), demonyms)
    return made


def index(example: Example, entity: str) -> int:
    return [e.id for e in example.entities].index(entity)


def label(example: Example, subject: str, relation: str, object_: str):
    pair = index(example, subject), index(example, object_)
    return example.labels[pair][1 + RELATIONS.index(relation)]


def test_a_nationality_adjective_has_a_tag_of_its_own(example: Example):
    assert TAGS[example.tags[2]] == "B-Demonym"
    assert [TAGS[tag] for tag in example.tags[3:6]] == ["B-Person", "I-Person", "B-Country"]


def test_the_conjunction_of_a_name_is_to_be_peeled(example: Example):
    assert example.peel[TEXT.split().index("وبكين")] == 1
    assert example.peel[2] == 0


def test_a_directed_claim_labels_one_direction(example: Example):
    assert label(example, "putin", "VISITED", "china").evidence == {0}
    assert (index(example, "china"), index(example, "putin")) not in example.labels


def test_a_symmetric_claim_labels_both_directions(example: Example):
    for pair in (("russia", "china"), ("china", "russia")):
        found = label(example, pair[0], "COOPERATES_WITH", pair[1])
        assert found.evidence == {1}
        assert found.modalities == {MODALITIES.index("planned")}


def test_the_source_of_a_claim_is_an_entity_or_the_article(example: Example):
    assert label(example, "russia", "COOPERATES_WITH", "china").source == 1 + index(example, "russia")
    assert label(example, "putin", "VISITED", "china").source == NO_SOURCE


def test_a_source_outside_the_window_is_unknown(demonyms: Demonyms):
    annotated = document()
    annotated["claims"][0]["attributed_to"] = "somebody"
    (example,) = examples_of(annotated, tokenizer(), demonyms)
    assert label(example, "putin", "VISITED", "china").source == UNKNOWN_SOURCE


def test_a_claim_between_illegal_types_is_no_label(demonyms: Demonyms):
    annotated = document()
    annotated["claims"] = [claim("china", "LEADS", "putin", [0, 10])]
    (example,) = examples_of(annotated, tokenizer(), demonyms)
    assert not example.labels


def test_folding_the_hamza_changes_pieces_but_no_label(demonyms: Demonyms, example: Example):
    (folded,) = examples_of(document(), tokenizer(), demonyms, fold_hamza=True)
    assert folded.ids.tolist() != example.ids.tolist()
    assert folded.tags.tolist() == example.tags.tolist()
