"""Reads actors from YAML and CSV: the shipped resources and the user's own files have one form.

A YAML file has sections by type (`countries`, `organizations`, `persons`, `groups`, `places`); in each, a
slug and the facts. Other actors are named by slug (countries) or by full id. See `configs/actors.yaml`.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from typing import Any

from kg.errors import ResourceError
from kg.language.normalize import fold
from kg.language.transliterate import slug
from kg.resources import read_yaml, read_yaml_file

__all__ = ["SECTIONS", "read_actor_file"]

SECTIONS = {
    "countries": "country",
    "organizations": "organization",
    "persons": "person",
    "groups": "group",
    "places": "place",
}
_COMMON = frozenset({"ar", "en", "kind", "country", "wikidata"})
_FIELDS = {
    "country": (_COMMON - {"country"}) | {"iso2", "iso3", "region", "demonyms", "borders", "member_of"},
    "organization": _COMMON | {"member_of"},
    "person": _COMMON | {"offices"},
    "group": _COMMON | {"demonyms"},
    "place": _COMMON | {"capital_of", "seat_of", "demonyms"},
}
_LISTS = ("ar", "en", "demonyms", "borders", "member_of")
_PATTERNS = {"iso2": r"[A-Z]{2}", "iso3": r"[A-Z]{3}", "wikidata": r"Q[1-9]\d*", "region": r"[A-Z][A-Za-z ]+"}
_TYPE_OF_REFERENCE = {
    "country": "country",
    "capital_of": "country",
    "seat_of": "country",
    "borders": "country",
    "member_of": "organization",
}
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_PERIOD = re.compile(r"(?P<start>\d{4})?(?P<dash>-)?(?P<end>\d{4})?")
_CSV_COLUMNS = frozenset(
    {"id", "type", "kind", "name_ar", "name_en", "aliases", "demonyms", "country", "wikidata"}
)
_CSV_SEPARATOR = "|"

Fault = Callable[[str], None]


def read_actor_file(path: Path, known: Collection[str], faults: list[str]) -> dict[str, dict[str, Any]]:
    """Return the rows of a file by full actor id; what is wrong is added to `faults` and left out.

    Parameters
    ----------
    path : Path
        A `.yaml`, `.yml` or `.csv` file.
    known : collection of str
        Ids that the file may refer to beside its own.
    faults : list of str
        Gets one sentence for each fault, with file and key.
    """
    reader = {".yaml": _yaml_rows, ".yml": _yaml_rows, ".csv": _csv_rows}.get(path.suffix.lower())
    if reader is None:
        faults.append(f"{path}: actors are read from .yaml and .csv files.")
        return {}
    raw = dict(reader(path, faults))
    own = raw.keys() | set(known)
    rows = {}
    for actor_id, fields in raw.items():
        before = len(faults)
        row = _checked(actor_id, fields, own, _reporter(faults, f"{path}: {actor_id}"))
        if len(faults) == before:
            rows[actor_id] = row
    return rows


def _reporter(faults: list[str], where: str) -> Fault:
    return lambda text: faults.append(f"{where}: {text}")


def _yaml_rows(path: Path, faults: list[str]) -> Iterator[tuple[str, dict[str, Any]]]:
    try:
        content = read_yaml_file(path)
    except ResourceError as error:
        faults.append(error.what)
        return
    if not isinstance(content, dict):
        faults.append(f"{path}: expected sections {', '.join(SECTIONS)}.")
        return
    for section, entries in content.items():
        if section not in SECTIONS or not isinstance(entries, dict):
            faults.append(f"{path}: {section}: expected a section of {', '.join(SECTIONS)}, each with slugs.")
            continue
        for name, fields in entries.items():
            if not isinstance(name, str) or not _SLUG.fullmatch(name) or not isinstance(fields, dict):
                faults.append(f"{path}: {section}: {name}: expected a slug (a-z, 0-9, hyphens) and fields.")
                continue
            yield f"{SECTIONS[section]}/{name}", fields


def _csv_rows(path: Path, faults: list[str]) -> Iterator[tuple[str, dict[str, Any]]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            lines = list(csv.DictReader(file))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        faults.append(f"{path} cannot be read: {error}.")
        return
    unknown = {str(column) for line in lines[:1] for column in line} - _CSV_COLUMNS
    if unknown:
        faults.append(
            f"{path}: unknown columns {', '.join(sorted(unknown))}; known: {', '.join(sorted(_CSV_COLUMNS))}."
        )
        return
    for number, line in enumerate(lines, start=2):
        cells = {name: (value or "").strip() for name, value in line.items()}
        kind = cells.get("type", "").lower()
        if kind not in _FIELDS:
            faults.append(f"{path}: line {number}: type must be one of {', '.join(sorted(_FIELDS))}.")
            continue
        names = [cells.get(column, "") for column in ("name_ar", "name_en")]
        others = _split(cells.get("aliases", ""))
        fields = {
            "ar": [name for name in (names[0], *filter(_is_arabic, others)) if name],
            "en": [name for name in (names[1], *(o for o in others if not _is_arabic(o))) if name],
            "demonyms": _split(cells.get("demonyms", "")),
            **{name: cells.get(name, "") for name in ("kind", "country", "wikidata")},
        }
        actor_id = cells.get("id") or f"{kind}/{slug(names[1] or names[0])}"
        yield actor_id, {name: value for name, value in fields.items() if value}


def _split(cell: str) -> list[str]:
    return [part.strip() for part in cell.split(_CSV_SEPARATOR) if part.strip()]


def _is_arabic(text: str) -> bool:
    return any("\u0600" <= char <= "\u06ff" for char in text)


def _checked(actor_id: str, fields: dict[str, Any], known: Collection[str], fault: Fault) -> dict[str, Any]:
    """Return a row with full ids for references and numbers for years."""
    prefix, _, name = actor_id.partition("/")
    if prefix not in _FIELDS or not _SLUG.fullmatch(name):
        fault(
            f"an id is a type and a slug, for example person/jane-doe; types: {', '.join(sorted(_FIELDS))}."
        )
        return {}
    row: dict[str, Any] = {}
    for field, value in fields.items():
        if field not in _FIELDS[prefix]:
            fault(f"{field} is no field of a {prefix}; fields: {', '.join(sorted(_FIELDS[prefix]))}.")
        elif field in _LISTS and not _is_list_of_text(value):
            fault(f"{field} must be a list of texts.")
        elif field == "offices":
            row["offices"] = _offices(value, known, fault)
        elif field in _TYPE_OF_REFERENCE:
            row[field] = _references(value, _TYPE_OF_REFERENCE[field], known, fault)
        elif field == "kind" and value not in read_yaml("actors/kinds.yaml")[prefix]:
            kinds = ", ".join(sorted(read_yaml("actors/kinds.yaml")[prefix]))
            fault(f"kind {value!r} is unknown; known: {kinds}.")
        elif field in _PATTERNS and not (isinstance(value, str) and re.fullmatch(_PATTERNS[field], value)):
            fault(f"{field} {value!r} has not the form of one.")
        else:
            row[field] = list(value) if isinstance(value, list) else value
    if not row.get("ar") and not row.get("en"):
        fault("it needs a name: ar or en, a list.")
    for text in (*row.get("ar", ()), *row.get("en", ())):
        if not any(char.isalpha() for char in fold(text)):
            fault(f"the name {text!r} has no letter.")
    return row


def _is_list_of_text(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) and item.strip() for item in value)


def _references(value: Any, prefix: str, known: Collection[str], fault: Fault) -> Any:
    if isinstance(value, list):
        return [_references(item, prefix, known, fault) for item in value]
    target = value if "/" in str(value) else f"{prefix}/{value}"
    if target not in known:
        fault(f"{target} is no known actor.")
    return target


def _offices(value: Any, known: Collection[str], fault: Fault) -> list[list[Any]]:
    """Return offices as [title, id, first year or None, last year or None]."""
    offices: list[list[Any]] = []
    for item in value if isinstance(value, list) else [value]:
        if not isinstance(item, list) or len(item) not in (2, 3) or not isinstance(item[0], str):
            fault(f"an office is [title, actor, years], as [president, russia, 2000-2008]; not {item!r}.")
            continue
        of_id = _references(item[1], "country", known, fault)
        period = _PERIOD.fullmatch(str(item[2]) if len(item) == 3 else "-")
        if period is None:
            fault(f"years are 2000-2008, 2012- or -2008; not {item[2]!r}.")
            continue
        start, end = (int(year) if year else None for year in (period["start"], period["end"]))
        if start is not None and period["dash"] is None:
            end = start
        if start is not None and end is not None and start > end:
            fault(f"years {item[2]!r} end before they start.")
        offices.append([item[0], of_id, start, end])
    return offices
