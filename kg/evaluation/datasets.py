"""The sets that `kg evaluate --data` knows by name: what ships, and what lies in a folder that cannot.

`digest` is the SHA-256 over a set's files, so that a figure says what data it was made on.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from kg.api import sample_texts
from kg.corpus import list_inputs, read_input
from kg.errors import ConfigError
from kg.evaluation.conll import TaggedSentence, read_conll
from kg.evaluation.events import EventSentence, annotated_sentences, read_detection, read_spans
from kg.evaluation.gold import GoldDocument, benchmark_folder, read_benchmark, read_gold

__all__ = [
    "ANNOTATED",
    "EVENTS",
    "TAGGED",
    "Annotated",
    "EventSet",
    "Tagged",
    "annotated",
    "event_sets",
    "is_tagged",
    "tagged",
    "texts",
]

_SAMPLE = "sample"
_OUTSIDE = "outside"
#: Annotated sets below the folder of shared data.
ANNOTATED = {
    "gold": "gold",
    "training-dev": "training/news_dev.jsonl",
    "saudi-dev": "training/saudi_dev.jsonl",
    "written-dev": "training/written_dev.jsonl",
}
#: Corpora in CoNLL form: the test parts, which are read here and nowhere else. ANERcorp's released test file
#: has the first word of nearly every sentence exchanged; published figures were most likely measured on it.
TAGGED = {
    "anercorp": ("data/ner/anercorp/test.conll", "data/ner/anercorp/test_repaired.conll"),
    "aqmar": ("data/ner/aqmar/test.conll",),
}
EVENTS = ("ASSAULT", "PROTEST")
_EVENT_FOLDER = "data/events"
_CONLL = ".conll"


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotated:
    """Annotated documents with the name and digest of the set."""

    name: str
    digest: str
    documents: tuple[GoldDocument, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tagged:
    """Tagged sentences of a file."""

    name: str
    digest: str
    sentences: tuple[TaggedSentence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EventSet:
    """Sentences of one event: judged ones for detection, marked ones for type and countries."""

    name: str
    digest: str
    event: str
    judged: tuple[EventSentence, ...]
    marked: tuple[EventSentence, ...]


def is_tagged(name: str) -> bool:
    """Return whether a set is a corpus in CoNLL form."""
    return name in TAGGED or name.endswith(_CONLL)


def annotated(name: str, shared: Path) -> Annotated:
    """Return an annotated set: `sample`, a name of `ANNOTATED`, a folder of gold JSON, or JSON lines.

    Raises
    ------
    ReadError, ConfigError
        When it is not there, or is not an annotated set.
    """
    if name == _SAMPLE:
        folder = benchmark_folder()
        return Annotated(name=name, documents=read_benchmark(folder), digest=_digest(folder.glob("*.json")))
    if is_tagged(name) or name == _OUTSIDE:
        raise ConfigError(f"{name} holds no claims.", f"Use {_known(ANNOTATED)}.")
    path = _path(name, ANNOTATED, shared)
    files = path.glob("*.json") if path.is_dir() else [path]
    return Annotated(name=name, documents=read_gold(path), digest=_digest(files))


def tagged(name: str, shared: Path) -> tuple[Tagged, ...]:
    """Return the files of a corpus in CoNLL form: a name of `TAGGED`, or a file."""
    paths = [shared / part for part in TAGGED[name]] if name in TAGGED else [Path(name)]
    for path in paths:
        _check(path)
    return tuple(
        Tagged(name=f"{name} {path.stem}", sentences=read_conll(path), digest=_digest([path]))
        for path in paths
    )


def event_sets(name: str, shared: Path) -> tuple[EventSet, ...]:
    """Return the sentences for each event: `outside`, a folder of that form, or those of an annotated set."""
    folder = shared / _EVENT_FOLDER if name == _OUTSIDE else Path(name)
    if name == _OUTSIDE or any(folder.glob("*_detection*.csv")):
        return tuple(_outside(name, folder, event) for event in EVENTS)
    source = annotated(name, shared)
    sets = []
    for event in EVENTS:
        sentences = annotated_sentences(source.documents, event)
        marked = tuple(one for one in sentences if one.label == "yes")
        sets.append(EventSet(name=name, digest=source.digest, event=event, judged=sentences, marked=marked))
    return tuple(sets)


def texts(name: str, shared: Path) -> tuple[str, ...]:
    """Return texts to time: the sample's, those of an annotated set, or any that `kg build` reads."""
    if name in ANNOTATED:
        return tuple(document.text for document in annotated(name, shared).documents)
    path = sample_texts() if name == _SAMPLE else _path(name, {}, shared)
    return tuple(d.text for file in list_inputs([path]) for d in read_input(file).documents)


def _outside(name: str, folder: Path, event: str) -> EventSet:
    judged = sorted(folder.glob(f"{event.lower()}_detection*.csv"))
    marked = sorted(folder.glob(f"{event.lower()}_spans*.json"))
    if not judged or not marked:
        raise ConfigError(
            f"{folder} holds no sentences judged for {event}.",
            "Name the folder of shared data: --shared FOLDER, or use --data sample.",
        )
    return EventSet(
        name=name,
        digest=_digest([*judged, *marked]),
        event=event,
        judged=tuple(one for path in judged for one in read_detection(path)),
        marked=tuple(one for path in marked for one in read_spans(path)),
    )


def _path(name: str, known: dict[str, str], shared: Path) -> Path:
    path = shared / known[name] if name in known else Path(name)
    _check(path)
    return path


def _check(path: Path) -> None:
    if not path.exists():
        raise ConfigError(
            f"There is no {path}.",
            f"Give --data a path, or sample, {_known(ANNOTATED)}, {_known(TAGGED)}; "
            "all but sample need --shared FOLDER.",
        )


def _known(names: Iterable[str]) -> str:
    return ", ".join(names)


def _digest(paths: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for path in sorted(paths):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()
