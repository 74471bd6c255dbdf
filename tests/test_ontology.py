"""The ontology file and its checks."""

from __future__ import annotations

import copy

import pytest

from kg.errors import OntologyError
from kg.ontology import Ontology
from kg.resources import read_yaml


def test_default_holds_the_33_relations_of_the_coding_manual() -> None:
    assert len(Ontology.default().relations) == 33


@pytest.mark.parametrize("relation", ["ALLY_OF", "RIVAL_OF", "MET_WITH", "SIGNED_WITH", "COOPERATES_WITH"])
def test_mutual_relations_are_symmetric(relation: str) -> None:
    assert Ontology.default().relation(relation).symmetric


def test_a_person_leads_a_country_and_not_the_reverse() -> None:
    leads = Ontology.default().relation("LEADS")
    assert leads.allows("Person", "Country")
    assert not leads.allows("Country", "Person")


def test_all_faults_are_reported_at_once() -> None:
    data = copy.deepcopy(read_yaml("ontology.yaml"))
    data["relations"]["LEADS"]["object"] = ["Planet"]
    data["relations"]["VISITED"]["quad"] = "cosy"
    with pytest.raises(OntologyError, match=r"(?s)Planet.*cosy"):
        Ontology.from_dict(data)


def test_an_unsafe_relation_name_is_refused() -> None:
    data = copy.deepcopy(read_yaml("ontology.yaml"))
    data["relations"]["BAD`]->() DETACH DELETE"] = data["relations"]["LEADS"]
    with pytest.raises(OntologyError, match="upper-case ASCII"):
        Ontology.from_dict(data)


def test_an_unknown_relation_names_the_known_ones() -> None:
    with pytest.raises(OntologyError, match="LEADS"):
        Ontology.default().relation("LIKES")
