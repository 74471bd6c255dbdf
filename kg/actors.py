"""The knowledge base of political actors and places: who is known, under which names, and their ties.

The facts come ready made from `resources/actors/actors.json`, which `kg.resources.build_actors` compiles from
the reviewed YAML files beside it. Users add their own actors in YAML or CSV files of the same form.

>>> actors = Actors.default()
>>> [actor.id for actor in actors.by_key("موسكو")]
['place/moscow']
>>> [surface.actor_id for surface in actors.lookup("موسكو") if surface.form == "metonym"]
['country/russia']
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz, process

from kg.actor_files import read_actor_file
from kg.actor_surfaces import Row, surfaces_of
from kg.errors import ResourceError
from kg.language.normalize import fold, name_key, skeleton
from kg.records import EntityType, Form
from kg.resources import resource_path

__all__ = ["Actor", "Actors", "Ambiguity", "Office", "Surface"]

#: Share of mentions of a capital that mean the government: 57 of 66 in five articles of Arabic news.
METONYM_WEIGHT = 0.86
#: Weights of an ambiguous name: its only actor, the usual one of several, another, one in need of context.
ONLY_WEIGHT, USUAL_WEIGHT, OTHER_WEIGHT, CONTEXT_WEIGHT = 0.9, 0.7, 0.3, 0.2
#: A fuzzy hit below this ratio (0 to 100) is no hit: «ليبيا» and «ليبيريا» have 83, true variants 80 or more.
_FUZZY_CUTOFF = 72
_SKELETON_SCORE = 0.9
_FORMS = {"name": Form.NAME, "demonym": Form.DEMONYM, "metonym": Form.METONYM}


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """A post that a person holds or held. Years are None where unknown, `end` also while in office."""

    title: str
    of_id: str
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """A known actor or place.

    `aliases` are its other names in both scripts; `demonyms` masculine adjectives («روسي», «كوري شمالي»);
    `capital_of` the country whose government the place's name may stand for; `country_id` the country that a
    person, body or place belongs to; `ambiguous` the names that mean this actor only in a fitting context.
    """

    id: str
    type: EntityType
    subtype: str | None = None
    name_ar: str | None = None
    name_en: str | None = None
    aliases: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()
    iso2: str | None = None
    iso3: str | None = None
    wikidata: str | None = None
    country_id: str | None = None
    capital_of: str | None = None
    offices: tuple[Office, ...] = ()
    borders: tuple[str, ...] = ()
    member_of: tuple[str, ...] = ()
    region: str | None = None
    ambiguous: frozenset[str] = frozenset()

    @property
    def names(self) -> tuple[str, ...]:
        """All names, the Arabic display name first."""
        return tuple(name for name in (self.name_ar, self.name_en) if name) + self.aliases


@dataclass(frozen=True, slots=True)
class Surface:
    """A folded string that may stand for an actor. `weight` in (0, 1]: how far it does so without context."""

    key: str
    actor_id: str
    form: Form
    weight: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Ambiguity:
    """How a name of several meanings is to be read.

    Parameters
    ----------
    key : str
        The folded name.
    default : str or None
        The actor that it means when the context says nothing; None where it may well be no actor at all.
    readings : mapping of str to mapping
        Actor id to its signs: `heads`, words that stand before the name («مدينة», «صحيفة»), and `spelled`,
        spellings with marks that mean this actor only («عُمان»). A reading without signs needs the context of
        its own country, title or full name.
    note : str
        Why the name is ambiguous.
    """

    key: str
    default: str | None
    readings: Mapping[str, Mapping[str, tuple[str, ...]]]
    note: str


class Actors:
    """A set of actors with an index of every surface that may stand for one of them."""

    def __init__(self, compiled: Mapping[str, Any]) -> None:
        self._rows: dict[str, dict[str, Any]] = compiled["actors"]
        self._ids = tuple(self._rows)
        self._index: dict[str, dict[str, list[int]]] = compiled["surfaces"]
        self._ambiguous: dict[str, dict[str, Any]] = compiled["ambiguous"]
        self._made: dict[str, Actor] = {}

    @classmethod
    def default(cls) -> Actors:
        """Return the shipped knowledge base, read once."""
        return _default()

    @classmethod
    def load(cls, extra: Sequence[Path] = ()) -> Actors:
        """Return the shipped knowledge base with the actors of the user's files added.

        A row whose id is known adds its names and replaces the other fields that it gives.

        Raises
        ------
        ResourceError
            With every fault of every file.
        """
        if not extra:
            return _default()
        known = _default()
        faults: list[str] = []
        rows: dict[str, Row] = {}
        for path in extra:
            for actor_id, row in read_actor_file(path, known._rows.keys() | rows.keys(), faults).items():
                rows[actor_id] = _merged(rows.get(actor_id) or known._rows.get(actor_id), row)
        if faults:
            raise ResourceError(
                "\n".join([f"{len(faults)} faults in the actors given:", *faults]),
                "See configs/actors.yaml for the form.",
            )
        return cls(known._with(rows))

    def get(self, actor_id: str) -> Actor | None:
        """Return an actor by id (``country/russia``), or None."""
        if actor_id not in self._rows:
            return None
        if actor_id not in self._made:
            self._made[actor_id] = _actor(actor_id, self._rows[actor_id], self._ambiguous)
        return self._made[actor_id]

    def __iter__(self) -> Iterator[Actor]:
        return (self._actor(actor_id) for actor_id in self._ids)

    def __len__(self) -> int:
        return len(self._ids)

    def by_key(self, key: str) -> tuple[Actor, ...]:
        """Return the actors that have a name of this key (`fold` or `name_key`), the usual reading first."""
        found = [surface for surface in self.lookup(key) if surface.form is Form.NAME]
        return tuple(self._actor(surface.actor_id) for surface in found)

    def lookup(self, key: str) -> tuple[Surface, ...]:
        """Return all readings of a folded key: names, nationality adjectives, capitals for governments."""
        found = [
            Surface(key, self._ids[index], _FORMS[form], self._weight(key, form, self._ids[index]))
            for form, keys in self._index.items()
            for index in keys.get(key, ())
        ]
        return tuple(sorted(found, key=lambda surface: (surface.form, -surface.weight, surface.actor_id)))

    def surfaces(self) -> Iterator[Surface]:
        """Yield every surface, sorted by key within its form."""
        for form, keys in self._index.items():
            for key in sorted(keys):
                for index in keys[key]:
                    actor_id = self._ids[index]
                    yield Surface(key, actor_id, _FORMS[form], self._weight(key, form, actor_id))

    def ambiguity(self, key: str) -> Ambiguity | None:
        """Return how an ambiguous folded key is to be read, or None when it has one meaning."""
        entry = self._ambiguous.get(key)
        if entry is None:
            return None
        readings = {
            actor_id: {sign: tuple(words) for sign, words in signs.items()}
            for actor_id, signs in entry["readings"].items()
        }
        return Ambiguity(key=key, default=entry["default"], readings=readings, note=entry["note"])

    def search(self, text: str, limit: int = 5) -> list[tuple[Actor, float]]:
        """Return the actors with names most like `text`, in either script, best first, scores in [0, 1]."""
        scores: dict[str, float] = {}
        key = fold(text)
        for exact in {key, name_key(text)}:
            for actor in self.by_key(exact):
                scores[actor.id] = 1.0
        names = self._index["name"]
        for other, ratio, _ in process.extract(
            key, self._name_keys, scorer=fuzz.ratio, score_cutoff=_FUZZY_CUTOFF, limit=8 * limit
        ):
            for index in names[other]:
                scores[self._ids[index]] = max(scores.get(self._ids[index], 0.0), ratio / 100)
        for index in self._skeletons.get(skeleton(text), ()):
            scores[self._ids[index]] = max(scores.get(self._ids[index], 0.0), _SKELETON_SCORE)
        best = sorted(scores.items(), key=lambda item: (-item[1], item[0]))[:limit]
        return [(self._actor(actor_id), score) for actor_id, score in best]

    @cached_property
    def _name_keys(self) -> list[str]:
        return sorted(self._index["name"])

    @cached_property
    def _skeletons(self) -> dict[str, set[int]]:
        found: dict[str, set[int]] = {}
        for key in self._name_keys:
            found.setdefault(skeleton(key), set()).update(self._index["name"][key])
        return found

    def _actor(self, actor_id: str) -> Actor:
        actor = self.get(actor_id)
        assert actor is not None, actor_id
        return actor

    def _weight(self, key: str, form: str, actor_id: str) -> float:
        entry = self._ambiguous.get(key)
        if form == "metonym":
            usual = entry is None or actor_id in (entry["default"], self._seat_of(entry["default"]))
            return METONYM_WEIGHT if usual else CONTEXT_WEIGHT
        if entry is None or actor_id not in entry["readings"]:
            return 1.0
        if entry["default"] is None:
            return CONTEXT_WEIGHT
        if entry["default"] != actor_id:
            return OTHER_WEIGHT
        return ONLY_WEIGHT if len(entry["readings"]) == 1 else USUAL_WEIGHT

    def _seat_of(self, place_id: str | None) -> str | None:
        row = self._rows.get(place_id or "", {})
        return row.get("capital_of") or row.get("seat_of")

    def _with(self, rows: Mapping[str, Row]) -> dict[str, Any]:
        """Return the compiled form with rows added; keys that only the old rows had stay."""
        everything = dict(self._rows) | dict(rows)
        position = {actor_id: index for index, actor_id in enumerate(everything)}
        index = {form: {key: list(ids) for key, ids in keys.items()} for form, keys in self._index.items()}
        country_names = frozenset(
            key
            for key, ids in self._index["name"].items()
            if any(self._ids[i].startswith("country/") for i in ids)
        )
        for actor_id, row in rows.items():
            for form, key, owner in surfaces_of(actor_id, row, country_names):
                holders = index[form].setdefault(key, [])
                if position[owner] not in holders:
                    holders.append(position[owner])
        return {"actors": everything, "surfaces": index, "ambiguous": self._ambiguous}


@cache
def _default() -> Actors:
    path = resource_path("actors/actors.json")
    try:
        return Actors(json.loads(path.read_bytes()))
    except OSError as error:
        raise ResourceError(
            f"{path} cannot be read: {error.strerror}.", "Make it with: python -m kg.resources.build_actors"
        ) from error


def _merged(old: Row | None, new: Row) -> Row:
    """Return a row with the names of both and the other fields of the newer one where it gives them."""
    if old is None:
        return new
    lists = {
        name: list(dict.fromkeys([*old.get(name, ()), *new.get(name, ())]))
        for name in ("ar", "en", "demonyms")
    }
    return dict(old) | dict(new) | {name: values for name, values in lists.items() if values}


def _actor(actor_id: str, row: Row, ambiguous: Mapping[str, Any]) -> Actor:
    arabic, english = row.get("ar", ()), row.get("en", ())
    names = (*arabic, *english)
    return Actor(
        id=actor_id,
        type=_type_of(actor_id),
        subtype=row.get("kind"),
        name_ar=arabic[0] if arabic else None,
        name_en=english[0] if english else None,
        aliases=(*arabic[1:], *english[1:]),
        demonyms=tuple(row.get("demonyms", ())),
        iso2=row.get("iso2"),
        iso3=row.get("iso3"),
        wikidata=row.get("wikidata"),
        country_id=row.get("country"),
        capital_of=row.get("capital_of") or row.get("seat_of"),
        offices=tuple(
            Office(title=t, of_id=of, start=start, end=end) for t, of, start, end in row.get("offices", ())
        ),
        borders=tuple(row.get("borders", ())),
        member_of=tuple(row.get("member_of", ())),
        region=row.get("region"),
        ambiguous=frozenset(
            name for name in names if actor_id in ambiguous.get(fold(name), {}).get("readings", ())
        ),
    )


def _type_of(actor_id: str) -> EntityType:
    return EntityType(actor_id.partition("/")[0].capitalize())
