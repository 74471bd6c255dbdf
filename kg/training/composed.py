"""Articles composed for training, written sentence by sentence with their names and claims marked in place.

A file of :data:`FOLDER` holds several articles as YAML documents::

    id: demand-01
    published: 2019-03-12
    entities:
      france: Country | فرنسا | France
      macron: Person | إيمانويل ماكرون | Emmanuel Macron
    text: |
      {france|فرنسا} تدعو {iran|إيران} إلى ضبط النفس
        france CALLS_ON iran

      دعا الرئيس {france|الفرنسي} {macron|إيمانويل ماكرون} …
        macron LEADS france
        macron CALLS_ON iran
      وأفادت وكالة {reuters|رويترز} بأن {iran|طهران} قد ترفض …
        iran REJECTS france | possible by reuters

A sentence a line, below it, indented, the claims that it states; an empty line begins a paragraph.
``{id|surface}`` is a mention. After the bar: ``negated``, ``planned`` or ``possible``, ``by ID`` for who says
so, ``on DATE`` (year, month or day). A claim that several sentences state is repeated. The articles are no
news and are never shown as such.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from kg.ontology import Ontology
from kg.records import EntityType

FOLDER = Path(__file__).with_name("composed")
NAME = "kg/training/composed"
"""The name of the set in logs and in the model card."""

_MENTION = re.compile(r"\{([a-z0-9_]+)\|([^{}]+)\}")
_CLAIM = re.compile(r"(\w+) ([A-Z_]+) (\w+)(?: \| (.+))?")
_STATUS = re.compile(r"(negated)|(planned|possible)|by (\w+)|on (\d{4}(?:-\d\d){0,2})")


class CompositionError(ValueError):
    """An article that is not written as the module's documentation says; names file, article and fault."""


def read_composed(folder: Path = FOLDER) -> list[dict[str, Any]]:
    """Return all articles of `folder` in the form of the annotated files of the training data."""
    return [
        _article(row, f"{path.name}, article {number}")
        for path in sorted(folder.glob("*.yaml"))
        for number, row in enumerate(yaml.safe_load_all(path.read_text(encoding="utf-8")), start=1)
        if row
    ]


def _article(row: Mapping[str, Any], where: str) -> dict[str, Any]:
    where = f"{where} ({row.get('id', 'no id')})"
    types = {key: value.partition("|")[0].strip() for key, value in row["entities"].items()}
    text = ""
    gap = ""
    sentence = (0, 0)
    mentions: list[dict[str, Any]] = []
    claims: dict[tuple[Any, ...], dict[str, Any]] = {}
    for line in row["text"].splitlines():
        if not line.strip():
            gap = "\n"
        elif line.startswith(" "):
            claim = _claim(line, types, where)
            kept = claims.setdefault(tuple(claim.values()), {**claim, "sentences": []})
            kept["sentences"].append([*sentence])
        else:
            text += gap
            start = len(text)
            for plain, id_ in _pieces(line.strip()):
                if id_ is not None:
                    end = len(text) + len(plain)
                    mentions.append({"start": len(text), "end": end, "surface": plain, "entity": id_})
                text += plain
            sentence = (start, len(text))
            gap = " "
    if odd := {one["entity"] for one in mentions} ^ types.keys():
        raise CompositionError(f"{where}: either marked or listed, not both: {', '.join(sorted(odd))}")
    return {
        "document": str(row["id"]),
        "source": None,
        "split": "train",
        "published": str(row["published"]),
        "text": text,
        "entities": [_entity(key, value, where) for key, value in row["entities"].items()],
        "mentions": mentions,
        "claims": list(claims.values()),
    }


def _entity(key: str, value: str, where: str) -> dict[str, str]:
    parts = [part.strip() for part in value.split("|")]
    if len(parts) != 3 or parts[0] not in list(EntityType):
        raise CompositionError(f"{where}: {key} needs «type | Arabic name | English name», has «{value}»")
    return {"id": key, "type": parts[0], "name_ar": parts[1], "name_en": parts[2]}


def _pieces(marked: str) -> Iterator[tuple[str, str | None]]:
    """Cut a marked sentence into pieces of text, each with the id of the entity that it names."""
    position = 0
    for match in _MENTION.finditer(marked):
        yield marked[position : match.start()], None
        yield match.group(2), match.group(1)
        position = match.end()
    yield marked[position:], None


def _claim(line: str, types: Mapping[str, str], where: str) -> dict[str, Any]:
    match = _CLAIM.fullmatch(line.strip())
    if match is None:
        raise CompositionError(f"{where}: «{line}» is no claim; write «subject RELATION object | status»")
    subject, relation, object_, status = match.groups()
    claim: dict[str, Any] = {
        "subject": subject, "relation": relation, "object": object_, "polarity": "asserted",
        "modality": "actual", "attributed_to": None, "date": None,
    }  # fmt: skip
    for negated, modality, source, date in _STATUS.findall(status or ""):
        claim["polarity"] = "negated" if negated else claim["polarity"]
        claim["modality"] = modality or claim["modality"]
        claim["attributed_to"] = source or claim["attributed_to"]
        claim["date"] = date or claim["date"]
    if rest := _STATUS.sub("", status or "").strip():
        raise CompositionError(f"{where}: «{rest}» in «{line}» is no status")
    for id_ in (subject, object_, claim["attributed_to"]):
        if id_ is not None and id_ not in types:
            raise CompositionError(f"{where}: {id_} in «{line}» is not among the entities")
    ontology = Ontology.default()
    if relation not in ontology or not ontology.relation(relation).allows(types[subject], types[object_]):
        ends = f"{types[subject]} to {types[object_]}"
        raise CompositionError(f"{where}: «{line.strip()}»: the ontology has no {relation} from {ends}")
    return claim
