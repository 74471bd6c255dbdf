"""What needs no comparison to be one, and what stays apart."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.actors import Actors
from kg.records import EntityType, Extraction, Judgement, Verdict
from kg.resolution import resolve
from tests.builders import extraction

PERSON, ORGANIZATION, PLACE = EntityType.PERSON, EntityType.ORGANIZATION, EntityType.PLACE


def of_country(document: str, name: str, type_: EntityType, country: str | None) -> Extraction:
    made = extraction(document, (name, type_))
    return replace(made, entities=tuple(replace(one, country_id=country) for one in made.entities))


@pytest.fixture(scope="module")
def actors() -> Actors:
    return Actors.default()


@pytest.mark.parametrize("type_", [PERSON, ORGANIZATION, PLACE])
def test_one_name_of_two_countries_is_two_entities(actors: Actors, type_: EntityType) -> None:
    documents = [
        of_country("document/a", "مركز الأفق", type_, "country/egypt"),
        of_country("document/b", "مركز الأفق", type_, "country/iraq"),
        of_country("document/c", "مركز الأفق", type_, "country/iraq"),
    ]
    found = resolve(documents, actors)
    assert [entity.document_count for entity in found.entities] == [1, 2]
    (judgement,) = found.judgements
    assert (judgement.verdict, judgement.by) == (Verdict.DIFFERENT, "rule:country")


def test_a_document_that_names_no_country_leaves_it_open_which_is_meant(actors: Actors) -> None:
    documents = [
        of_country("document/a", "سامي حداد", PERSON, "country/egypt"),
        of_country("document/b", "سامي حداد", PERSON, "country/iraq"),
        of_country("document/c", "سامي حداد", PERSON, None),
    ]
    found = resolve(documents, actors)
    assert len(found.entities) == 3
    assert [j.verdict for j in found.judgements].count(Verdict.UNSURE) == 2


def test_a_document_that_names_no_country_joins_the_only_one(actors: Actors) -> None:
    documents = [
        of_country("document/a", "سامي حداد", PERSON, "country/egypt"),
        of_country("document/b", "سامي حداد", PERSON, None),
    ]
    (entity,) = resolve(documents, actors).entities
    assert entity.country_id == "country/egypt"


def test_a_ministry_without_its_country_stays_in_its_document(actors: Actors) -> None:
    documents = [
        extraction("document/a", ("وزارة الري", ORGANIZATION)),
        extraction("document/b", ("وزارة الري", ORGANIZATION)),
        extraction("document/c", ("وزارة الري المصرية", ORGANIZATION)),
        extraction("document/d", ("وزارة الري المصرية", ORGANIZATION)),
    ]
    counts = [entity.document_count for entity in resolve(documents, actors).entities]
    assert sorted(counts) == [1, 1, 2]


def test_a_new_name_meets_the_known_actor_by_its_other_names(actors: Actors) -> None:
    documents = [
        extraction("document/a", ("بوتين", PERSON), known={"بوتين": "person/vladimir-putin"}),
        extraction("document/b", ("فلاديمير بوتن", PERSON)),
    ]
    (entity,) = resolve(documents, actors).entities
    assert entity.id == "person/vladimir-putin"
    assert "فلاديمير بوتن" in entity.aliases


def test_two_known_actors_never_meet_through_a_third(actors: Actors) -> None:
    known = {"سامي حداد": "person/sami-a", "سامي الحداد": "person/sami-b"}
    documents = [
        extraction("document/a", ("سامي حداد", PERSON), known=known),
        extraction("document/b", ("سامي الحداد", PERSON), known=known),
        extraction("document/c", ("Sami Haddad", PERSON)),
    ]
    found = {entity.id for entity in resolve(documents, actors).entities}
    assert {"person/sami-a", "person/sami-b"} <= found
    assert len(found) == 2


def test_every_entity_has_a_name_in_both_scripts(actors: Actors) -> None:
    documents = [
        extraction("document/a", ("فيودور كوزمين", PERSON), ("Ahmed Kuzmin", PERSON)),
        extraction(
            "document/b",
            ("Baltic Institute", ORGANIZATION),
            ("ليبيا", EntityType.COUNTRY),
            known={"ليبيا": "country/libya"},
        ),
    ]
    for entity in resolve(documents, actors).entities:
        assert any("\u0600" <= letter <= "\u06ff" for letter in entity.name_ar or ""), entity
        assert (entity.name_en or "").isascii(), entity


NAMES = [
    "فيودور كوزمين",
    "Fyodor Kuzmin",
    "فيودور كوزمن",
    "فيودور إيفان كوزمين",
    "الحسن",
    "حسن علي",
    "حسين علي",
]
ENTITIES = st.tuples(st.sampled_from(NAMES), st.sampled_from([None, "country/egypt", "country/iraq"]))


@settings(deadline=None)  # the first call reads the resources
@given(st.lists(ENTITIES, min_size=1, max_size=7), st.randoms(use_true_random=False), st.data())
def test_no_order_of_documents_or_judgements_changes_the_result(
    rows: list, random, data: st.DataObject
) -> None:
    actors = Actors.default()
    documents = [
        of_country(f"document/{number}", name, PERSON, country) for number, (name, country) in enumerate(rows)
    ]
    ids = [entity.id for entity in resolve(documents, actors).entities]
    pairs = st.tuples(st.sampled_from(ids), st.sampled_from(ids)).filter(lambda pair: pair[0] != pair[1])
    apart = data.draw(st.lists(pairs, max_size=4)) if len(ids) > 1 else []
    judgements = [
        Judgement(left=one, right=other, verdict=Verdict.DIFFERENT, by="person:me", at=str(number))
        for number, (one, other) in enumerate(apart)
    ]
    expected = resolve(documents, actors, judgements)
    random.shuffle(documents)
    random.shuffle(judgements)
    assert resolve(documents, actors, judgements) == expected


def test_all_orders_of_documents_and_judgements_agree(actors: Actors) -> None:
    documents = [extraction(f"document/{n}", (name, PERSON)) for n, name in enumerate(NAMES[:4])]
    ids = [entity.id for entity in resolve(documents[:1], actors).entities]
    apart = Judgement(
        left=ids[0], right="person/fyodor-kuzmin", verdict=Verdict.DIFFERENT, by="person:me", at="1"
    )
    again = replace(apart, verdict=Verdict.SAME, at="2")
    results = {
        resolve(order, actors, log).entities
        for order in permutations(documents)
        for log in permutations([apart, again])
    }
    assert len(results) == 1
