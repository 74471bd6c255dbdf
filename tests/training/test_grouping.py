from pathlib import Path

import pytest

from kg.extraction.joint.decoding import NameSpan
from kg.training.grouping import Grouping
from tests.training.builders import gazetteers


@pytest.fixture
def grouping(tmp_path: Path) -> Grouping:
    return Grouping.load(gazetteers(tmp_path / "gazetteers"))


def groups(grouping: Grouping, *names: tuple[str, str]) -> list[str]:
    text = " ".join(surface for surface, _ in names)
    spans, place = [], 0
    for surface, label in names:
        spans.append(NameSpan(place, place + len(surface), label, 1.0))
        place += len(surface) + 1
    return grouping.group(spans, text)


def test_name_adjective_and_capital_are_one_country(grouping: Grouping):
    found = groups(grouping, ("روسيا", "Country"), ("الروسي", "Demonym"), ("موسكو", "Country"))
    assert set(found) == {"Country/russia"}


def test_a_family_name_joins_the_full_name_before_it(grouping: Grouping):
    full, short = groups(grouping, ("فلاديمير بوتين", "Person"), ("بوتين", "Person"))
    assert full == short


def test_a_family_name_joins_the_full_name_after_it(grouping: Grouping):
    short, full = groups(grouping, ("بوتين", "Person"), ("فلاديمير بوتين", "Person"))
    assert full == short


def test_a_family_name_of_two_persons_stays_alone(grouping: Grouping):
    found = groups(grouping, ("الأسد", "Person"), ("بشار الأسد", "Person"), ("حافظ الأسد", "Person"))
    assert len(set(found)) == 3
