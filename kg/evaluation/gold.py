"""Annotated documents as frozen records, and the forms that they come in.

Gold JSON: a folder with one file a document and, per document, `document, published, entities, mentions,
claims` (see `kg/evaluation/benchmark`); its text is the file that `file` names beside the folder, or
`DOCUMENT.txt`. Training lines: JSON lines of the same content with the `text` in it.

Items with `agreed: false` are optional: only one of two annotators has them, so a system that finds
them is not wrong, and one that does not is not incomplete.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any

from kg.errors import ReadError
from kg.ontology import Ontology
from kg.records import EntityType, Modality, Polarity
from kg.resources import resource_path

__all__ = [
    "GoldClaim",
    "GoldDocument",
    "GoldEntity",
    "GoldMention",
    "Span",
    "benchmark_folder",
    "read_benchmark",
    "read_gold",
    "read_gold_folder",
    "read_gold_lines",
]

#: First character and the one after the last.
Span = tuple[int, int]

_MISSING_BENCHMARK = "The annotations of the bundled sample are not in this installation"


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldEntity:
    """An actor or place of a document. Ids are the annotators', the same in all documents of a set."""

    id: str
    type: EntityType
    name_ar: str | None = None
    name_en: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldMention:
    """A span that names an entity, without attached proclitics."""

    start: int
    end: int
    entity: str
    agreed: bool = True

    @property
    def span(self) -> Span:
        """Both offsets."""
        return self.start, self.end


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldClaim:
    """A tie that the document states, with all the sentences that support it.

    `date` is a day, month or year in ISO form; `attributed_to` the entity that says so, None for the article;
    `items` and `quantities` the wordings of what is given or traded and of how much, where annotated.
    """

    subject: str
    relation: str
    object: str
    polarity: Polarity = Polarity.ASSERTED
    modality: Modality = Modality.ACTUAL
    attributed_to: str | None = None
    date: str | None = None
    sentences: tuple[Span, ...] = ()
    items: tuple[str, ...] = ()
    quantities: tuple[str, ...] = ()
    agreed: bool = True
    attributes_agreed: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldDocument:
    """An annotated text. `id` names it in the set, `stem` is its file's name without suffix."""

    id: str
    text: str
    published: date | None = None
    stem: str = ""
    entities: tuple[GoldEntity, ...] = ()
    mentions: tuple[GoldMention, ...] = ()
    claims: tuple[GoldClaim, ...] = ()

    @property
    def types(self) -> dict[str, EntityType]:
        """Types of the entities, by id."""
        return {entity.id: entity.type for entity in self.entities}


def read_gold(path: Path) -> tuple[GoldDocument, ...]:
    """Read a folder of gold JSON or a file of JSON lines.

    Raises
    ------
    ReadError
        When there is neither, or it breaks the form; the message names every fault of a document.
    """
    return read_gold_folder(path) if path.is_dir() else read_gold_lines(path)


def benchmark_folder() -> Path:
    """Return where the annotations of the bundled sample lie."""
    return Path(str(files("kg.evaluation").joinpath("benchmark")))


def read_benchmark(folder: Path | None = None) -> tuple[GoldDocument, ...]:
    """Read the annotated sample that ships with the package.

    Raises
    ------
    ReadError
        When this installation has no annotations.
    """
    folder = folder or benchmark_folder()
    if not any(folder.glob("*.json")):
        raise ReadError(
            f"{_MISSING_BENCHMARK} ({folder}).",
            "Install a release, or name other annotations: --data FOLDER or --data FILE.jsonl.",
        )
    return read_gold_folder(folder, resource_path("sample"))


def read_gold_folder(folder: Path, texts: Path | None = None) -> tuple[GoldDocument, ...]:
    """Read a folder of gold JSON, sorted by file name.

    Parameters
    ----------
    folder : Path
        Holds one JSON file a document.
    texts : Path, optional
        Holds `DOCUMENT.txt` for annotations that name no file; by default the folder itself.
    """
    paths = sorted(folder.glob("*.json"))
    if not paths:
        raise ReadError(f"{folder} holds no JSON file.", "Name a folder with one gold file a document.")
    return tuple(_from_file(path, texts or folder) for path in paths)


def read_gold_lines(path: Path) -> tuple[GoldDocument, ...]:
    """Read JSON lines with texts and annotations."""
    return tuple(_lines(path))


def _lines(path: Path) -> Iterator[GoldDocument]:
    for number, line in enumerate(_read(path).splitlines(), 1):
        if line.strip():
            where = f"{path}, line {number}"
            row = _parse(line, where)
            yield _document(row, str(row.get("text", "")), str(row.get("document", number)), where)


def _from_file(path: Path, texts: Path) -> GoldDocument:
    row = _parse(_read(path), str(path))
    named = row.get("file")
    source = path.parent.parent / named if named else texts / f"{row.get('document', path.stem)}.txt"
    text = _read(source)
    if row.get("text_sha256") not in (None, hashlib.sha256(text.encode()).hexdigest()):
        raise ReadError(f"{source} is not the text that {path} annotates.", "Restore the text.")
    return _document(row, text, source.stem, str(path))


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "not UTF-8"
        raise ReadError(f"{path} cannot be read: {why}.", "Look at --data and --shared.") from error


def _parse(text: str, where: str) -> Mapping[str, Any]:
    try:
        row = json.loads(text)
    except ValueError as error:
        raise ReadError(f"{where} is no valid JSON: {error}.", "Correct it.") from error
    if not isinstance(row, dict):
        raise ReadError(f"{where} holds no JSON object.", "One object a document is expected.")
    return row


def _document(row: Mapping[str, Any], text: str, stem: str, where: str) -> GoldDocument:
    try:
        document = GoldDocument(
            id=str(row["document"]),
            text=text,
            published=_day(row.get("published")),
            stem=stem,
            entities=tuple(_entity(entity) for entity in row["entities"]),
            mentions=tuple(sorted(map(_mention, row["mentions"]), key=lambda m: (m.span, m.entity))),
            claims=tuple(_claim(claim) for claim in row["claims"]),
        )
    except (KeyError, TypeError, ValueError) as error:
        detail = f"{error.args[0]} is missing" if isinstance(error, KeyError) else str(error)
        raise ReadError(f"{where} is no annotation: {detail}.", "Correct it.") from error
    faults = [*_faults(document), *_moved(row["mentions"], text)]
    if faults:
        raise ReadError(f"{where} has {len(faults)} faults: {'; '.join(faults)}.", "Correct them.")
    return document


def _day(value: Any) -> date | None:
    """Return a day; None for a month or a year, which date no text to the day."""
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        return None


def _entity(row: Mapping[str, Any]) -> GoldEntity:
    return GoldEntity(
        id=row["id"], type=EntityType(row["type"]), name_ar=row.get("name_ar"), name_en=row.get("name_en")
    )


def _mention(row: Mapping[str, Any]) -> GoldMention:
    return GoldMention(
        start=row["start"], end=row["end"], entity=row["entity"], agreed=row.get("agreed", True)
    )


def _claim(row: Mapping[str, Any]) -> GoldClaim:
    return GoldClaim(
        subject=row["subject"],
        relation=row["relation"],
        object=row["object"],
        polarity=Polarity(row["polarity"]),
        modality=Modality(row["modality"]),
        attributed_to=row.get("attributed_to"),
        date=row.get("date"),
        sentences=tuple((start, end) for start, end in row["sentences"]),
        items=tuple(row.get("items", ())),
        quantities=tuple(row.get("quantities", ())),
        agreed=row.get("agreed", True),
        attributes_agreed=row.get("attributes_agreed", True),
    )


def _faults(document: GoldDocument) -> Iterator[str]:
    known = document.types
    for mention in document.mentions:
        if not 0 <= mention.start < mention.end <= len(document.text):
            yield f"the mention {mention.span} is not in the text"
        if mention.entity not in known:
            yield f"the mention {mention.span} names {mention.entity}, which is no entity of it"
    for claim in document.claims:
        ends = {claim.subject, claim.object} | ({claim.attributed_to} if claim.attributed_to else set())
        for missing in sorted(ends - known.keys()):
            yield f"{claim.relation} names {missing}, which is no entity of it"
        if claim.relation not in Ontology.default():
            yield f"{claim.relation} is no relation"


def _moved(rows: list[Mapping[str, Any]], text: str) -> Iterator[str]:
    for row in rows:
        if row.get("surface", text[row["start"] : row["end"]]) != text[row["start"] : row["end"]]:
            yield f"«{row['surface']}» does not stand at {row['start']}"
