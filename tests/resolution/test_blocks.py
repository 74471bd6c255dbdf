"""Blocks keep the number of comparisons near the number of candidates."""

from __future__ import annotations

from collections import Counter
from itertools import product

import pytest

from kg.actors import Actors
from kg.evaluation.crowd import crowd
from kg.records import EntityType
from kg.resolution import resolve
from kg.resolution.blocks import LARGEST_BLOCK, pairs
from kg.resolution.candidates import Candidate, candidates
from kg.resolution.compare import propose

PERSON, ORGANIZATION = EntityType.PERSON, EntityType.ORGANIZATION


def candidate(name: str, type_: EntityType = PERSON, known: bool = False) -> Candidate:
    return Candidate(f"{type_.lower()}/{name}", type_, known, names=Counter([name]))


def together(one: str, other: str, type_: EntityType = PERSON) -> bool:
    return bool(pairs([candidate(one, type_), candidate(other, type_)]).pairs)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("فيودور كوزمين", "Fyodor Kuzmin"),
        ("شي جين بينغ", "Xi Jinping"),
        ("سامر الخطيب", "سامر محمود الخطيب"),
        ("J. Kerry", "John Kerry"),
        ("Orban Viktor", "Viktor Orban"),
        ("محمد بن سلمان", "محمد بن سلمان بن عبد العزيز آل سعود"),
    ],
)
def test_names_that_may_be_one_share_a_block(one: str, other: str) -> None:
    assert together(one, other)


def test_bodies_share_a_block_by_a_rare_word_or_an_acronym() -> None:
    assert together("حركة حماس", "حماس", ORGANIZATION)
    assert together("Baltic Defence Policy Institute", "BDPI", ORGANIZATION)
    assert not together("معهد الأفق", "مركز البلقان", ORGANIZATION)


def test_other_people_share_none() -> None:
    assert not together("فيودور كوزمين", "سيرغي لافروف")
    assert not together("أحمد كوزمين", "فيودور كوزمين")


def test_two_known_actors_are_not_compared() -> None:
    known = [candidate(name, known=True) for name in ("سامر الخطيب", "سامر الخطيبي")]
    assert pairs(known).pairs == []


def test_a_large_block_is_cut_and_what_is_left_out_counted() -> None:
    crowded = [candidate(f"محمد علي {a}{b}") for a, b in product("بتدرسشكلمنف", "وبتدرسكلمنف")]
    assert len(crowded) > LARGEST_BLOCK
    found = pairs(crowded)
    everything = len(crowded) * (len(crowded) - 1) // 2
    assert found.left_out > 0
    assert len(found.pairs) < everything / 2
    assert propose(crowded).drops == {"pair-not-compared": found.left_out}


def test_comparisons_grow_with_the_crowd_and_not_with_its_square() -> None:
    compared = {}
    for mentions in (1_000, 10_000):
        found, _ = candidates(list(crowd(mentions, mentions // 10)))
        compared[mentions] = len(pairs(found.values()).pairs)
        assert compared[mentions] < 12 * len(found)
    assert compared[10_000] < 13 * compared[1_000]


def test_a_crowd_resolves_to_about_its_people() -> None:
    entities = resolve(list(crowd(5_000, 500)), Actors.default()).entities
    assert 450 < len(entities) < 650
