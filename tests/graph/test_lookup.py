"""Names as people type them find the entity, or near names to choose from."""

from __future__ import annotations

import pytest

from kg.errors import NotFoundError
from kg.graph.lookup import NameIndex
from kg.records import Entity, EntityType

INDEX = NameIndex(
    [
        Entity(
            id="person/vladimir-putin",
            type=EntityType.PERSON,
            name="فلاديمير بوتين",
            name_ar="فلاديمير بوتين",
            name_en="Vladimir Putin",
            aliases=("بوتين", "Putin"),
            mention_count=9,
        ),
        Entity(
            id="country/north-korea",
            type=EntityType.COUNTRY,
            name="كوريا الشمالية",
            name_ar="كوريا الشمالية",
            name_en="North Korea",
            mention_count=5,
        ),
    ]
)


@pytest.mark.parametrize(
    "name", ["فلاديمير بوتين", "بوتين", "بُوتين", "Vladimir Putin", "putin", "Putni", "person/vladimir-putin"]
)
def test_a_name_in_either_script_finds_its_entity(name: str) -> None:
    assert INDEX.find(name).id == "person/vladimir-putin"


@pytest.mark.parametrize("name", ["Putinko", "بوتنكو", "كوريا الشماليه الجديدة"])
def test_a_near_miss_is_told_with_the_name_as_a_suggestion(name: str) -> None:
    with pytest.raises(NotFoundError) as told:
        INDEX.find(name)
    assert {"فلاديمير بوتين", "كوريا الشمالية"} & set(told.value.suggestions)


def test_a_name_far_from_all_is_told_without_suggestions() -> None:
    with pytest.raises(NotFoundError) as told:
        INDEX.find("xyzzy")
    assert told.value.suggestions == ()
