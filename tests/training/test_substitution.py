from pathlib import Path

import numpy as np
import pytest

from kg.training.substitution import Country, exchanged, load_countries, person_names
from tests.training.builders import gazetteers, mention

RUSSIA = Country(
    {"name": "روسيا", "capital": "موسكو", "male": "روسي", "males": "روس", "female": "روسية",
     "females": "روسيات", "males_oblique": "روس"}
)  # fmt: skip
CHINA = Country(
    {"name": "الصين", "capital": "بكين", "male": "صيني", "males": "صينيون", "female": "صينية",
     "females": "صينيات", "males_oblique": "صينيين"}
)  # fmt: skip


class Always:
    """A generator that exchanges everything for the first choice."""

    def random(self) -> float:
        return 0.0

    def integers(self, _: int) -> int:
        return 0


def altered(text: str, surfaces: list[tuple[str, str]], entities: list[tuple[str, str, str]], to: Country):
    document = {
        "text": text,
        "entities": [{"id": i, "type": t, "name_ar": n, "name_en": ""} for i, t, n in entities],
        "mentions": [mention(text, surface, entity) for surface, entity in surfaces],
        "claims": [{"subject": "a", "relation": "VISITED", "object": "b", "sentences": [[0, len(text)]]}],
    }
    known = [RUSSIA if to is CHINA else CHINA, to]
    persons = {1: [["شي"]], 2: [["حسن", "الراوي"]]}
    return exchanged(document, known, persons, Always())  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "surface", "expected", "expected_surface"),
    [
        ("في روسيا", "روسيا", "في الصين", "الصين"),
        ("الرئيس الروسي", "الروسي", "الرئيس الصيني", "الصيني"),
        ("قوات روسية", "روسية", "قوات صينية", "صينية"),
        ("وروسيا تنفي", "روسيا", "والصين تنفي", "الصين"),
        ("دعم لروسيا", "روسيا", "دعم للصين", "لصين"),
        ("أعلنت موسكو", "موسكو", "أعلنت بكين", "بكين"),
    ],
)
def test_a_country_changes_in_every_form(text: str, surface: str, expected: str, expected_surface: str):
    document = altered(text, [(surface, "a")], [("a", "Country", "روسيا")], CHINA)
    assert document["text"] == expected
    assert document["mentions"][0]["surface"] == expected_surface
    assert document["entities"][0]["name_ar"] == "الصين"


def test_an_assimilated_article_goes_with_its_country():
    document = altered("دعم للصين", [("لصين", "a")], [("a", "Country", "الصين")], RUSSIA)
    assert document["text"] == "دعم لروسيا"
    assert document["mentions"][0]["surface"] == "روسيا"


def test_adjectives_within_other_names_change_too():
    text = "زارت روسيا قيادة الجيش الروسي"
    document = altered(
        text,
        [("روسيا", "a"), ("الجيش الروسي", "b")],
        [("a", "Country", "روسيا"), ("b", "Organization", "الجيش الروسي")],
        CHINA,
    )
    assert document["text"] == "زارت الصين قيادة الجيش الصيني"
    assert [m["surface"] for m in document["mentions"]] == ["الصين", "الجيش الصيني"]
    assert document["claims"][0]["sentences"] == [[0, len(document["text"])]]


def test_a_country_with_an_unknown_form_stays():
    text = "الكرملين وروسيا"
    document = altered(text, [("الكرملين", "a"), ("روسيا", "a")], [("a", "Country", "روسيا")], CHINA)
    assert document["text"] == text


def test_a_person_changes_in_long_and_short_mentions():
    text = "وصل فلاديمير بوتين ثم غادر بوتين"
    short = {**mention(text, "بوتين", "a"), "start": text.rindex("بوتين"), "end": len(text)}
    document = {
        "text": text,
        "entities": [{"id": "a", "type": "Person", "name_ar": "فلاديمير بوتين", "name_en": ""}],
        "mentions": [mention(text, "فلاديمير بوتين", "a"), short],
        "claims": [],
    }
    new = exchanged(document, [], {2: [["حسن", "الراوي"]]}, Always())  # type: ignore[arg-type]
    assert new["text"] == "وصل حسن الراوي ثم غادر الراوي"
    assert [m["surface"] for m in new["mentions"]] == ["حسن الراوي", "الراوي"]


def test_the_same_seed_gives_the_same_document(tmp_path: Path):
    countries = load_countries(gazetteers(tmp_path / "gazetteers"))
    document = {
        "text": "في روسيا",
        "entities": [{"id": "a", "type": "Country", "name_ar": "روسيا", "name_en": ""}],
        "mentions": [mention("في روسيا", "روسيا", "a")],
        "claims": [],
    }
    first, second = (exchanged(document, countries, {}, np.random.default_rng(5)) for _ in range(2))
    assert first == second


def test_names_of_persons_are_sorted_by_their_length():
    document = {
        "entities": [{"type": "Person", "name_ar": "فلاديمير بوتين"}, {"type": "Place", "name_ar": "حلب"}]
    }
    assert person_names([document]) == {2: [["فلاديمير", "بوتين"]]}
