"""Annotated documents to training examples, one a window: tags, entities and the claims of each pair."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from kg.extraction.joint.windows import BEGIN, END, Pieces, Span, cut_pieces, cut_windows, split_sentences
from kg.training.demonyms import Demonyms
from kg.training.labels import (
    DEMONYM,
    ENTITY_TYPES,
    MODALITIES,
    PEEL_CLASSES,
    RELATIONS,
    SYMMETRIC,
    TAGS,
    is_legal,
)

NO_SOURCE = 0
UNKNOWN_SOURCE = -1

_TAG = {tag: k for k, tag in enumerate(TAGS)}
_TYPE = {name: k for k, name in enumerate(ENTITY_TYPES)}
_RELATION = {name: k for k, name in enumerate(RELATIONS, start=1)}
_FOLD_HAMZA = str.maketrans("أإآ", "ااا")


@dataclass(slots=True)
class Entity:
    """An entity of a window: index of its type and its mentions as token spans (the begin token is 0)."""

    type: int
    mentions: list[Span]
    id: str = ""


@dataclass(slots=True)
class PairLabel:
    """What the text says of an ordered pair under one relation.

    evidence : places of the supporting sentences within the window
    source : 1 + index of the entity that the claim is attributed to, NO_SOURCE for the article itself,
    UNKNOWN_SOURCE
        when the source is named outside the window
    """

    polarities: set[int] = field(default_factory=set)
    modalities: set[int] = field(default_factory=set)
    evidence: set[int] = field(default_factory=set)
    source: int = NO_SOURCE


@dataclass(slots=True)
class Example:
    """One window.

    ids : [L] with begin and end token
    tags : [L - 2] index of the tag of each piece
    peel : pieces that begin a mention -> letters of them that stand outside it
    sentences : token spans of the window's sentences
    labels : (subject, object) -> relation class -> label
    """

    ids: NDArray[np.int64]
    tags: NDArray[np.int64]
    peel: dict[int, int] = field(default_factory=dict)
    entities: list[Entity] = field(default_factory=list)
    sentences: list[Span] = field(default_factory=list)
    labels: dict[tuple[int, int], dict[int, PairLabel]] = field(default_factory=dict)


def read_jsonl(path: Path) -> list[dict[str, Any]]:
    """Read a file of JSON lines."""
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def with_borders(ids: Iterable[int]) -> NDArray[np.int64]:
    """Put the begin and end tokens around a window's pieces."""
    return np.array([BEGIN, *ids, END], dtype=np.int64)


def sentence_spans(sentence: NDArray[np.int64]) -> tuple[list[int], list[Span]]:
    """Return the sentences of a window and their token spans, from the sentence index of each piece."""
    starts = [0, *(int(k) + 1 for k in np.flatnonzero(np.diff(sentence)))]
    ends = [*starts[1:], len(sentence)]
    return [int(sentence[k]) for k in starts], [(a + 1, b + 1) for a, b in zip(starts, ends, strict=True)]


def overlapping(offsets: NDArray[np.int64], start: int, end: int) -> Span | None:
    """Return the range of pieces that share a character with [start, end)."""
    first = int(np.searchsorted(offsets[:, 1], start, side="right"))
    last = int(np.searchsorted(offsets[:, 0], end, side="left"))
    return (first, last) if first < last else None


def examples_of(
    document: dict[str, Any], tokenizer: Tokenizer, demonyms: Demonyms, fold_hamza: bool = False
) -> Iterator[Example]:
    """Cut one annotated document into examples; `fold_hamza` writes every alif without its hamza."""
    text: str = document["text"]
    if fold_hamza:
        text = text.translate(_FOLD_HAMZA)
    sentences = split_sentences(text)
    pieces = cut_pieces(tokenizer, text, sentences)
    entities = {entity["id"]: entity for entity in document["entities"]}
    marks = [
        mark for m in document["mentions"] if (mark := _mark(m, entities[m["entity"]], pieces, demonyms))
    ]
    for start, end in cut_windows(pieces):
        yield _example(document, entities, marks, pieces, sentences, start, end)


@dataclass(frozen=True, slots=True)
class _Mark:
    span: Span
    label: str
    peel: int
    entity: str


def _mark(
    mention: dict[str, Any], entity: dict[str, Any], pieces: Pieces, demonyms: Demonyms
) -> _Mark | None:
    span = overlapping(pieces.offsets, mention["start"], mention["end"])
    if span is None:
        return None
    label = entity["type"]
    if label == "Country" and demonyms.is_demonym(mention["surface"], entity["name_ar"] or ""):
        label = DEMONYM
    peel = mention["start"] - int(pieces.offsets[span[0], 0])
    return _Mark(span, label, min(PEEL_CLASSES - 1, max(0, peel)), mention["entity"])


def _example(
    document: dict[str, Any],
    entities: dict[str, dict[str, Any]],
    marks: Sequence[_Mark],
    pieces: Pieces,
    sentences: Sequence[Span],
    start: int,
    end: int,
) -> Example:
    held, spans = sentence_spans(pieces.sentence[start:end])
    example = Example(
        with_borders(pieces.ids[start:end].tolist()), np.zeros(end - start, dtype=np.int64), sentences=spans
    )
    mentions: dict[str, list[Span]] = {}
    for mark in marks:
        first, last = max(mark.span[0], start) - start, min(mark.span[1], end) - start
        if first >= last:
            continue
        example.tags[first] = _TAG[f"B-{mark.label}"]
        example.tags[first + 1 : last] = _TAG[f"I-{mark.label}"]
        if mark.span[0] >= start:
            example.peel[first] = mark.peel
        mentions.setdefault(mark.entity, []).append((first + 1, last + 1))
    order = sorted(mentions)
    index = {name: k for k, name in enumerate(order)}
    example.entities = [Entity(_TYPE[entities[name]["type"]], mentions[name], name) for name in order]
    for claim in document["claims"]:
        _add_claim(example, claim, index, [sentences[k] for k in held])
    return example


def _add_claim(
    example: Example, claim: dict[str, Any], index: dict[str, int], sentences: Sequence[Span]
) -> None:
    """Label the claim's pair, where the window holds both actors and a sentence that states it."""
    subject, object_ = index.get(claim["subject"]), index.get(claim["object"])
    relation = claim["relation"]
    if subject is None or object_ is None or subject == object_ or relation not in _RELATION:
        return
    evidence = {
        k for k, (a, b) in enumerate(sentences) if any(a < y and x < b for x, y in claim["sentences"])
    }
    if not evidence:
        return
    directions = [(subject, object_), (object_, subject)] if relation in SYMMETRIC else [(subject, object_)]
    source = claim["attributed_to"]
    for pair in directions:
        if not is_legal(relation, *(ENTITY_TYPES[example.entities[k].type] for k in pair)):
            continue
        label = example.labels.setdefault(pair, {}).setdefault(_RELATION[relation], PairLabel())
        label.evidence |= evidence
        label.polarities.add(int(claim["polarity"] == "negated"))
        label.modalities.add(MODALITIES.index(claim["modality"]))
        if source is not None:
            label.source = index[source] + 1 if source in index else UNKNOWN_SOURCE
