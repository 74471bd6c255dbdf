"""Scores of the joint network on annotated documents, end to end: names, in-document entities, claims.

Entities are joined by the plainest rules (see :mod:`kg.training.grouping`), so the figures are a lower bound
of what the product reaches with its linker. A claim counts when its subject, relation and object agree; order
is free for symmetric relations; duplicates count once.
"""

from __future__ import annotations

import collections
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

import numpy as np
import torch
from tokenizers import Tokenizer

from kg.extraction.joint.decoding import NameSpan, name_spans, transitions
from kg.extraction.joint.windows import Pieces, Span, cut_pieces, cut_windows, split_sentences
from kg.training.documents import Entity, overlapping, sentence_spans, with_borders
from kg.training.grouping import Grouping
from kg.training.labels import DEMONYM, ENTITY_TYPES, MODALITIES, POLARITIES, RELATIONS, SYMMETRIC, TAGS
from kg.training.losses import (
    entity_vectors,
    forbid,
    pair_tensors,
    pointer_scores,
    possible_pairs,
    sentence_vectors,
)
from kg.training.model import JointModel, Pairs

_MOVES = transitions(TAGS)


@dataclass(frozen=True, slots=True)
class FoundClaim:
    """A claim read from a text; `evidence` is a sentence's span, `source` an entity, or None: the article."""

    subject: str
    relation: str
    object: str
    polarity: str
    modality: str
    evidence: Span
    source: str | None
    score: float

    def triple(self) -> tuple[str, str, str]:
        """Return (subject, relation, object), the ends of a symmetric relation in sorted order."""
        return ordered(self.subject, self.relation, self.object)


@dataclass(slots=True)
class Reading:
    """What was found in one document: names with the entity of each, claims (best score per triple)."""

    names: list[NameSpan]
    entities: list[str]
    claims: list[FoundClaim]


@dataclass(slots=True)
class Window:
    """An encoded window: range of pieces, hidden states [L, H], keys and values of each layer."""

    start: int
    end: int
    hidden: torch.Tensor
    cache: list[tuple[torch.Tensor, torch.Tensor]] = field(default_factory=list)


def ordered(subject: str, relation: str, object_: str) -> tuple[str, str, str]:
    """Return the triple in the form in which equal claims are equal."""
    if relation in SYMMETRIC:
        subject, object_ = sorted((subject, object_))
    return subject, relation, object_


def entity_type(label: str) -> str:
    """Return the entity type of a tag's label."""
    return "Country" if label == DEMONYM else label


class Reader:
    """Reads documents with a model in evaluation mode.

    Parameters
    ----------
    bias : a relation is claimed where its logit exceeds the threshold class by more than this
    bf16 : compute in bfloat16 where it is safe
    """

    def __init__(
        self,
        model: JointModel,
        tokenizer: Tokenizer,
        grouping: Grouping,
        bias: float = 0.0,
        bf16: bool = False,
    ) -> None:
        self.model = model
        self.tokenizer = tokenizer
        self.grouping = grouping
        self.bias = bias
        self.bf16 = bf16

    @torch.inference_mode()
    def read(self, text: str) -> Reading:
        """Find names and claims."""
        sentences = split_sentences(text)
        pieces = cut_pieces(self.tokenizer, text, sentences)
        with torch.autocast("cpu", torch.bfloat16, enabled=self.bf16):
            windows = self._encode(pieces)
            names = self._names(text, pieces, windows)
            entities = self.grouping.group(names, text)
            best: dict[tuple[str, str, str], FoundClaim] = {}
            for window in windows:
                for claim in self._claims(window, pieces, sentences, names, entities):
                    known = best.get(claim.triple())
                    if known is None or known.score < claim.score:
                        best[claim.triple()] = claim
        return Reading(names, entities, list(best.values()))

    def _encode(self, pieces: Pieces) -> list[Window]:
        windows: list[Window] = []
        for start, end in cut_windows(pieces):
            ids = torch.from_numpy(with_borders(pieces.ids[start:end].tolist()))[None]
            hidden, cache = self.model.text(ids, torch.ones_like(ids, dtype=torch.float32))
            windows.append(Window(start, end, hidden[0], [(keys[0], values[0]) for keys, values in cache]))
        return windows

    def _names(self, text: str, pieces: Pieces, windows: Sequence[Window]) -> list[NameSpan]:
        """Decode the document at once from logits that are averaged where windows overlap."""
        tags = np.zeros((len(pieces), len(TAGS)), dtype=np.float32)
        peels = np.zeros((len(pieces), self.model.peel.out_features), dtype=np.float32)
        seen = np.zeros((len(pieces), 1), dtype=np.float32)
        for window in windows:
            hidden = window.hidden[1:-1]
            tags[window.start : window.end] += self.model.tag(hidden).float().numpy()
            peels[window.start : window.end] += self.model.peel(hidden).float().numpy()
            seen[window.start : window.end] += 1
        return name_spans(text, pieces.offsets, tags / seen, peels / seen, TAGS, _MOVES)

    def _claims(
        self,
        window: Window,
        pieces: Pieces,
        sentences: Sequence[Span],
        names: Sequence[NameSpan],
        owners: Sequence[str],
    ) -> list[FoundClaim]:
        entities = window_entities(window.start, window.end, pieces, names, owners)
        pairs = possible_pairs(entities)
        if not pairs:
            return []
        reader = self.model.reader
        vectors = entity_vectors(window.hidden, entities)
        described = pair_tensors(vectors, entities, pairs)
        markers = self.model.markers(described, [window.cache], [len(pairs)])
        features = reader.features(markers, described.vectors)
        logits = forbid(reader.relation_logits(features, described.distance), described.types)
        margins = logits[:, 1:] - logits[:, :1]
        rows, columns = torch.nonzero(margins > self.bias, as_tuple=True)
        if not len(rows):
            return []
        relations = columns + 1
        status = reader.status_logits(features[rows], relations).float()
        held, spans = sentence_spans(pieces.sentence[window.start : window.end])
        sentence_keys = reader.evidence.key(sentence_vectors(window.hidden, spans))
        evidence = pointer_scores(reader.evidence(features[rows], relations), sentence_keys).argmax(1)
        sources = pointer_scores(
            reader.source(features[rows], relations), reader.source_keys(vectors)
        ).argmax(1)
        return [
            FoundClaim(
                subject=entities[pairs[int(rows[k])][0]].id,
                relation=RELATIONS[int(columns[k])],
                object=entities[pairs[int(rows[k])][1]].id,
                polarity=POLARITIES[int(status[k, : len(POLARITIES)].argmax())],
                modality=MODALITIES[int(status[k, len(POLARITIES) :].argmax())],
                evidence=sentences[held[int(evidence[k])]],
                source=entities[int(sources[k]) - 1].id if int(sources[k]) else None,
                score=float(margins[rows[k], columns[k]]),
            )
            for k in range(len(rows))
        ]


def window_entities(
    start: int, end: int, pieces: Pieces, names: Sequence[NameSpan], owners: Sequence[str]
) -> list[Entity]:
    """Return the entities named in the pieces [start, end), their mentions as token spans of the window."""
    found: dict[str, Entity] = {}
    for name, owner in zip(names, owners, strict=True):
        span = overlapping(pieces.offsets, name.start, name.end)
        if span is None or span[1] <= start or span[0] >= end:
            continue
        mention = (max(span[0], start) - start + 1, min(span[1], end) - start + 1)
        type_ = ENTITY_TYPES.index(entity_type(name.label))
        found.setdefault(owner, Entity(type_, [], owner)).mentions.append(mention)
    return list(found.values())


@dataclass(slots=True)
class Scores:
    """Counts over documents, by name; :meth:`summary` turns them into figures."""

    counts: collections.Counter[str] = field(default_factory=collections.Counter)

    def add(self, name: str, found: set[Any], gold: set[Any]) -> None:
        """Count the items of one document."""
        self.counts.update(
            {f"{name}.found": len(found), f"{name}.gold": len(gold), f"{name}.right": len(found & gold)}
        )

    def prf(self, name: str) -> tuple[float, float, float]:
        """Return precision, recall and F1."""
        right, found, gold = (self.counts[f"{name}.{part}"] for part in ("right", "found", "gold"))
        precision, recall = right / max(1, found), right / max(1, gold)
        return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)

    def summary(self) -> dict[str, float]:
        """Return the figures of the log: F1 of names and claims, accuracy of the rest on matched claims."""
        result: dict[str, float] = {}
        for name in ("span", "span_type", "demonym", "pair", "triple", "tie"):
            precision, recall, f1 = self.prf(name)
            if name in ("triple", "tie"):
                result |= {f"{name}_p": precision, f"{name}_r": recall}
            result[f"{name}_f1"] = f1
        for name in ("polarity", "modality", "evidence", "source"):
            result[name] = self.counts[f"{name}.right"] / max(1, self.counts[f"{name}.all"])
        return {name: round(value, 4) for name, value in result.items()}


def score_document(
    scores: Scores, document: dict[str, Any], reading: Reading, is_demonym: Callable[[str, str], bool]
) -> None:
    """Compare one reading with the document's annotation."""
    entities = {entity["id"]: entity for entity in document["entities"]}
    gold = {(m["start"], m["end"]): m["entity"] for m in document["mentions"]}
    found = {(name.start, name.end): entity_type(name.label) for name in reading.names}
    scores.add("span", set(found), set(gold))
    scores.add("span_type", set(found.items()), {(span, entities[e]["type"]) for span, e in gold.items()})
    scores.add(
        "demonym",
        {(name.start, name.end) for name in reading.names if name.label == DEMONYM},
        {
            (m["start"], m["end"])
            for m in document["mentions"]
            if entities[m["entity"]]["type"] == "Country"
            and is_demonym(m["surface"], entities[m["entity"]]["name_ar"] or "")
        },
    )
    _score_claims(scores, document, reading, entities_to_gold(document, reading))


def entities_to_gold(document: dict[str, Any], reading: Reading) -> dict[str, str]:
    """Return, for each found entity, the annotated one with which it shares most overlapping mentions."""
    votes: dict[str, collections.Counter[str]] = collections.defaultdict(collections.Counter)
    for name, owner in zip(reading.names, reading.entities, strict=True):
        for mention in document["mentions"]:
            if name.start < mention["end"] and mention["start"] < name.end:
                votes[owner][mention["entity"]] += 1
    return {owner: counter.most_common(1)[0][0] for owner, counter in votes.items()}


def _score_claims(
    scores: Scores, document: dict[str, Any], reading: Reading, to_gold: dict[str, str]
) -> None:
    gold: dict[tuple[str, str, str], list[dict[str, Any]]] = collections.defaultdict(list)
    for claim in document["claims"]:
        gold[ordered(claim["subject"], claim["relation"], claim["object"])].append(claim)
    found: dict[tuple[str, str, str], FoundClaim] = {}
    for claim in reading.claims:
        subject, object_ = (to_gold.get(end, "?" + end) for end in (claim.subject, claim.object))
        found.setdefault(ordered(subject, claim.relation, object_), claim)
    scores.add("triple", set(found), set(gold))
    scores.add("pair", {tuple(sorted(k[::2])) for k in found}, {tuple(sorted(k[::2])) for k in gold})
    scores.add(
        "tie",
        {k for k, c in found.items() if (c.polarity, c.modality) == ("asserted", "actual")},
        {
            k
            for k, cs in gold.items()
            if any((c["polarity"], c["modality"]) == ("asserted", "actual") for c in cs)
        },
    )
    for triple in sorted(set(found) & set(gold)):
        claim, annotated = found[triple], gold[triple]
        start, end = claim.evidence
        scores.counts.update({"polarity.all": 1, "modality.all": 1, "evidence.all": 1})
        scores.counts["polarity.right"] += claim.polarity in {c["polarity"] for c in annotated}
        scores.counts["modality.right"] += claim.modality in {c["modality"] for c in annotated}
        scores.counts["evidence.right"] += any(
            start < b and a < end for c in annotated for a, b in c["sentences"]
        )
        sources = {c["attributed_to"] for c in annotated if c["attributed_to"]}
        if sources:
            scores.counts["source.all"] += 1
            scores.counts["source.right"] += claim.source is not None and to_gold.get(claim.source) in sources


class ReadsText(Protocol):
    """Anything that reads a text: the torch model, the exported files."""

    def read(self, text: str) -> Reading:
        """Find names and claims."""
        ...


def evaluate(
    reader: ReadsText, documents: Sequence[dict[str, Any]], is_demonym: Callable[[str, str], bool]
) -> dict[str, float]:
    """Read `documents` and return the figures of :meth:`Scores.summary`."""
    scores = Scores()
    for document in documents:
        score_document(scores, document, reader.read(document["text"]), is_demonym)
    return scores.summary()


__all__ = ["FoundClaim", "Pairs", "Reader", "Reading", "Scores", "evaluate", "score_document"]
