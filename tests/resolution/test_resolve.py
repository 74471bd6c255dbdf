"""Local entities of many documents become entities of the collection."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import pytest

from kg.actors import Actors
from kg.records import EntityType, Judgement, Verdict
from kg.resolution import resolve
from tests.builders import claim, extraction

PERSON, COUNTRY, ORGANIZATION = EntityType.PERSON, EntityType.COUNTRY, EntityType.ORGANIZATION


@pytest.fixture(scope="module")
def actors() -> Actors:
    return Actors.default()


def ids(resolution) -> list[str]:
    return [entity.id for entity in resolution.entities]


def test_known_actors_meet_in_one_entity(actors: Actors) -> None:
    documents = [
        extraction("document/a", ("روسيا", COUNTRY), known={"روسيا": "country/russia"}),
        extraction("document/b", ("موسكو", COUNTRY), known={"موسكو": "country/russia"}),
    ]
    (russia,) = resolve(documents, actors).entities
    assert russia.id == "country/russia"
    assert (russia.mention_count, russia.document_count) == (2, 2)
    assert russia.iso3 == "RUS"


def test_an_unknown_full_name_meets_its_spelling_variant(actors: Actors) -> None:
    documents = [
        extraction("document/a", ("فيودور كوزمين", PERSON)),
        extraction("document/b", ("فيودور كوزمن", PERSON)),
        extraction("document/c", ("أحمد كوزمين", PERSON)),
    ]
    resolution = resolve(documents, actors)
    assert len(resolution.entities) == 2
    (judgement,) = resolution.judgements
    assert judgement.verdict is Verdict.SAME
    assert "spellings" in (judgement.detail or "")


def test_a_single_name_in_two_documents_may_be_two_people(actors: Actors) -> None:
    documents = [extraction("document/a", ("الحسن", PERSON)), extraction("document/b", ("الحسن", PERSON))]
    assert len(resolve(documents, actors).entities) == 2


def test_a_person_judged_different_stays_apart(actors: Actors) -> None:
    documents = [
        extraction("document/a", ("فيودور كوزمين", PERSON)),
        extraction("document/b", ("فيودور كوزمن", PERSON)),
    ]
    (made,) = resolve(documents, actors).judgements
    apart = Judgement(left=made.left, right=made.right, verdict=Verdict.DIFFERENT, by="person:me")
    resolution = resolve(documents, actors, [apart])
    assert len(resolution.entities) == 2
    assert apart in resolution.judgements


def test_every_order_of_documents_gives_the_same_result(actors: Actors) -> None:
    documents = [
        extraction("document/a", ("فيودور كوزمين", PERSON), ("مركز الدراسات", ORGANIZATION)),
        extraction("document/b", ("فيودور كوزمن", PERSON), ("الحسن", PERSON)),
        extraction("document/c", ("مركز الدراسات", ORGANIZATION), ("الحسن", PERSON)),
    ]
    results = {resolve(order, actors) == resolve(documents, actors) for order in permutations(documents)}
    assert results == {True}


def test_a_claim_that_merging_turns_on_itself_is_dropped_and_counted(actors: Actors) -> None:
    document = extraction("document/a", ("فيودور كوزمين", PERSON), ("فيودور كوزمن", PERSON))
    document = replace(document, claims=(claim("local/0", "MET_WITH", "local/1"),))
    resolution = resolve([document], actors)
    assert resolution.claims == ()
    assert resolution.drops == {"claim-about-itself": 1}


def test_a_symmetric_claim_has_its_smaller_id_first(actors: Actors) -> None:
    known = {"روسيا": "country/russia", "الصين": "country/china"}
    document = extraction("document/a", ("روسيا", COUNTRY), ("الصين", COUNTRY), known=known)
    stated = claim("country/russia", "COOPERATES_WITH", "country/china")
    (placed,) = resolve([replace(document, claims=(stated,))], actors).claims
    assert (placed.subject_id, placed.object_id) == ("country/china", "country/russia")
    assert (placed.subject_mention_id, placed.id) == (stated.object_mention_id, stated.id)


def test_an_unknown_entity_has_a_latin_name_and_a_readable_id(actors: Actors) -> None:
    (entity,) = resolve([extraction("document/a", ("فيودور كوزمين", PERSON))], actors).entities
    assert entity.name == entity.name_ar == "فيودور كوزمين"
    assert entity.name_en is not None
    assert entity.name_en.isascii()
    assert entity.id.startswith("person/")
    assert entity.id.isascii()
