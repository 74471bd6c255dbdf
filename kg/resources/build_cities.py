"""Takes cities from GeoNames into the knowledge base, after the rules of `actors/cities.yaml`."""

from __future__ import annotations

import csv
import json
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any

from kg.actor_surfaces import spelling_variants
from kg.language.normalize import fold
from kg.language.transliterate import slug
from kg.resources import read_yaml_file, resource_path

__all__ = ["read_cities"]

_GEONAMES = "geonames_cities5000_ar_CCBY.tsv"
_ARWIKICATS = "arwikicats_cities_MIT.json"
#: Letters that end a word; elsewhere they are a slip of the source.
_FINAL_ONLY = frozenset("ىة")
_ARTICLE = "ال"


def read_cities(
    gazetteers: Path, countries: Mapping[str, str], taken: Collection[str]
) -> dict[str, dict[str, Any]]:
    """Return the rows of cities by id, the largest first to claim a name.

    Parameters
    ----------
    gazetteers : Path
        Folder of the sources.
    countries : mapping of str to str
        ISO 3166-1 alpha-2 code to country id.
    taken : collection of str
        Folded names and ids of the reviewed actors, which no city may share.
    """
    rules = read_yaml_file(resource_path("actors/cities.yaml"))
    arabic = json.loads((gazetteers / _ARWIKICATS).read_text(encoding="utf-8"))
    claimed = set(taken)
    rows = {}
    for city in _large_cities(gazetteers / _GEONAMES, rules):
        names = _arabic_names(city, arabic, rules)
        country = countries.get(city["cc"])
        actor_id = f"place/{slug(city['name'])}"
        keys = {key for name in (*names, city["name"]) for key in spelling_variants(name)}
        if not names or country is None or actor_id in claimed or not keys.isdisjoint(claimed):
            continue
        claimed |= keys | {actor_id}
        rows[actor_id] = {"kind": "city", "country": country, "ar": names, "en": [city["name"]]}
    return rows


def _large_cities(path: Path, rules: Mapping[str, Any]) -> Iterator[dict[str, str]]:
    least = {code: limit for limit, codes in rules["least_population_in"].items() for code in codes}
    with path.open(encoding="utf-8", newline="") as file:
        cities = list(csv.DictReader(file, delimiter="\t"))
    for city in sorted(cities, key=lambda c: (-int(c["population"]), int(c["geonameid"]))):
        if int(city["population"]) >= least.get(city["cc"], rules["least_population"]):
            yield city


def _arabic_names(city: Mapping[str, str], arabic: Mapping[str, str], rules: Mapping[str, Any]) -> list[str]:
    """Return the Arabic names of a city, that of ArWikiCats first where GeoNames has the same."""
    names = [_without_head(name, rules) for name in city["arabic_names"].split("|")]
    known = _without_head(arabic.get(city["name"].lower(), ""), rules)
    if known and fold(known) in map(fold, names):
        names.insert(0, known)
    kept: dict[str, str] = {}
    for name in names:
        key = fold(name)
        if (
            len(key.removeprefix(_ARTICLE)) >= rules["shortest_name"]
            and key not in rules["not_cities"]
            and _is_arabic_spelling(name, rules["foreign_letters"])
        ):
            kept.setdefault(key, name)
    # A spelling that only lacks the article («منصورة») is a word more often than the city.
    definite = [name for key, name in kept.items() if _ARTICLE + key not in kept]
    return definite[: rules["most_names"]]


def _without_head(name: str, rules: Mapping[str, Any]) -> str:
    words = name.partition("(")[0].split()
    return " ".join(words[1:] if len(words) > 1 and words[0] in rules["head_nouns"] else words)


def _is_arabic_spelling(name: str, foreign_letters: Collection[str]) -> bool:
    """Return whether a name has Arabic letters only, unmarked, each where Arabic spelling allows it."""
    return all(
        char.isalpha() and char not in foreign_letters for char in name.replace(" ", "").replace("-", "")
    ) and not any(
        _FINAL_ONLY & set(word[:-1]) for word in unicodedata.normalize("NFC", name).replace("-", " ").split()
    )
