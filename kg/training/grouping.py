"""Which names of a document mean the same entity, by the plainest rules: enough to score claims with.

Countries join by a lexicon (names, capitals, nationality adjectives); a short person name joins the longer
one that holds it; other names join when they are equal but for spelling variants. The product's own linker
does better.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path

from kg.extraction.joint.decoding import NameSpan
from kg.training.demonyms import bare
from kg.training.labels import DEMONYM

_ALIASES = {
    "united_states": "أمريكا أمريكي أمريكية أميركا أميركي أميركية أمريكيين أمريكيون أميركيين أميركيون واشنطن",
    "united_kingdom": "بريطانيا بريطاني بريطانية لندن",
    "china": "بكين",
    "russia": "موسكو روس",
    "south_korea": "سول سيول",
    "israel": "إسرائيلي إسرائيلية",
    "iran": "إيراني إيرانية طهران",
    "saudi_arabia": "الرياض سعودي سعودية",
    "palestine": "فلسطين فلسطيني فلسطينية",
    "syria": "سوري سورية دمشق",
    "egypt": "مصري مصرية القاهرة",
}
_PHRASES = {
    "united_states": ("الولايات المتحدة الأمريكية", "الولايات المتحدة الأميركية"),
    "north_korea": ("كوري شمالي", "كورية شمالية", "بيونغ يانغ", "بيونج يانج"),
    "south_korea": ("كوري جنوبي", "كورية جنوبية"),
    "israel": ("تل أبيب", "الكيان الصهيوني"),
    "saudi_arabia": ("المملكة العربية السعودية",),
    "russia": ("روسيا الاتحادية",),
}


def _slug(english: str) -> str:
    name = re.sub(r"[^a-z]+", "_", english.lower()).strip("_")
    return {"united_states_of_america": "united_states", "america": "united_states"}.get(name, name)


class Grouping:
    """Joins the names of one document to entities."""

    def __init__(self, countries: dict[str, str]) -> None:
        self.countries = countries

    @classmethod
    def load(cls, gazetteers: Path) -> Grouping:
        """Build the country lexicon from CLDR territories, a list of capitals and a list of nationalities."""

        def read(name: str) -> object:
            return json.loads((gazetteers / name).read_text(encoding="utf-8"))

        countries: dict[str, str] = {}
        by_code: dict[str, str] = {}
        territories = read("cldr_territories_ar.json")
        assert isinstance(territories, dict)
        for code, row in territories.items():
            if code.isalpha():
                by_code[code] = _slug(row["en"])
                countries[bare(row["ar"])] = by_code[code]
        capitals = read("world_countries_ar_MIT.json")
        assert isinstance(capitals, list)
        for row in capitals:
            if row["iso2"] in by_code:
                for name in (row["name"], row.get("capital")):
                    if name:
                        countries.setdefault(bare(name), by_code[row["iso2"]])
        nationalities = read("arwikicats_nationalities_MIT.json")
        assert isinstance(nationalities, dict)
        known = set(by_code.values())
        for row in nationalities.values():
            if _slug(row["en"]) in known:
                for form in ("male", "males", "female", "females", "ar"):
                    countries.setdefault(bare(row[form]), _slug(row["en"]))
        countries |= {bare(name): country for country, names in _ALIASES.items() for name in names.split()}
        countries |= {bare(name): country for country, names in _PHRASES.items() for name in names}
        return cls(countries)

    def group(self, names: Sequence[NameSpan], text: str) -> list[str]:
        """Return the entity of each name, as ``type/key``."""
        groups: list[str] = []
        order: dict[str, list[str]] = {}  # person or other entity -> its words
        for name in names:
            key = bare(text[name.start : name.end])
            if name.label in ("Country", DEMONYM):
                groups.append(f"Country/{self.countries.get(key, key)}")
                continue
            group = f"{name.label}/{key}"
            if name.label == "Person":
                group = next((g for g, words in order.items() if _same_person(key.split(), words)), group)
                order.setdefault(group, key.split())
            groups.append(group)
        return _absorb_short(groups, order)


def _same_person(words: Sequence[str], known: Sequence[str]) -> bool:
    if list(words) == list(known):
        return True
    if len(words) < len(known):
        return all(word in known for word in words)
    return len(words) > 1 and len(known) > 1 and words[0] == known[0] and words[-1] == known[-1]


def _absorb_short(groups: Sequence[str], persons: dict[str, list[str]]) -> list[str]:
    """Join a one-word person to the only longer name that holds the word, also if that comes later."""
    joined: dict[str, str] = {}
    for group, words in persons.items():
        if len(words) == 1:
            longer = [g for g, other in persons.items() if len(other) > 1 and words[0] in other]
            if len(longer) == 1:
                joined[group] = longer[0]
    return [joined.get(group, group) for group in groups]
