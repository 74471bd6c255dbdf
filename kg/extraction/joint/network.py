"""The joint network at run time: names and claims of a text, with onnxruntime and numpy alone.

A text is read in two calls. :meth:`JointModel.read` encodes its windows and finds the names; the caller
decides which names are the same entity; :meth:`JointModel.claims` then reads the pairs of entities of each
window from the keys and values that the encoding left behind. Nothing is encoded twice.

Each window is one call of the graph, so results do not depend on what is read beside it; run several
processes for speed, with one thread each.
"""

from __future__ import annotations

import json
import math
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from kg.extraction.joint.decoding import (
    NameSpan,
    best_path,
    log_softmax,
    name_spans,
    transitions,
    word_borders,
)
from kg.extraction.joint.pair_filter import FILE as FILTER_FILE
from kg.extraction.joint.pair_filter import PairFilter
from kg.extraction.joint.windows import BEGIN, END, Pieces, Span, cut_pieces, cut_windows, open_tokenizer
from kg.extraction.joint.word_table import WordTable

Float = NDArray[np.float32]
Int = NDArray[np.int64]

DEMONYM: Final = "Demonym"
"""Label of a nationality adjective: the entity is a Country."""

_DISTANCE_BUCKETS: Final = 8
_PAIRS_A_CALL: Final = 256
"""Pairs of a window are read in calls of at most this many, to bound memory."""


@dataclass(frozen=True, slots=True)
class Labels:
    """Classes of the network in the order of its scores.

    legal : [subject type, object type, relation]
    """

    types: tuple[str, ...]
    tags: tuple[str, ...]
    relations: tuple[str, ...]
    symmetric: frozenset[str]
    polarities: tuple[str, ...]
    modalities: tuple[str, ...]
    legal: NDArray[np.bool_]
    schemes: Mapping[str, tuple[str, ...]]

    @classmethod
    def from_description(cls, description: Mapping[str, Any]) -> Labels:
        """Read the labels in ``joint.json``."""
        sets = description["labels"]
        return cls(
            types=tuple(sets["types"]),
            tags=tuple(sets["tags"]),
            relations=tuple(sets["relations"]),
            symmetric=frozenset(sets["symmetric"]),
            polarities=tuple(sets["polarities"]),
            modalities=tuple(sets["modalities"]),
            legal=np.array(description["legal"], dtype=np.bool_),
            schemes={name: tuple(tags) for name, tags in description["schemes"].items()},
        )


@dataclass(slots=True)
class Window:
    """An encoded window of whole sentences.

    start, end : its pieces in the text
    hidden : [L, H] with begin and end token
    cache : names of the pair graph's inputs -> keys and values of each layer
    """

    start: int
    end: int
    hidden: Float
    cache: dict[str, Float]


@dataclass(slots=True)
class ReadText:
    """A text after the first call: its pieces, sentences and windows, and the names found in it."""

    text: str
    sentences: Sequence[Span]
    pieces: Pieces
    windows: list[Window]
    names: list[NameSpan]


@dataclass(frozen=True, slots=True)
class EntityInText:
    """An entity that the caller formed from names: any id, a type, character spans of its mentions."""

    id: str
    type: str
    mentions: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class ReadClaim:
    """A claim of the network.

    subject, object : ids of the caller's entities
    subject_mention, object_mention : character spans of the mentions that stand nearest to each other
    sentence : index of the sentence that supports it best
    source : id of the entity to which the text attributes it, None for the article itself
    margin : logit above the threshold class; higher is surer
    evidence_score, source_score : probabilities of the sentence and of the source, given the claim
    """

    subject: str
    relation: str
    object: str
    polarity: str
    modality: str
    sentence: int
    source: str | None
    subject_mention: Span
    object_mention: Span
    margin: float
    evidence_score: float
    source_score: float


@dataclass(slots=True)
class _Placed:
    """An entity within a window: its mentions as token spans, and as character spans."""

    entity: EntityInText
    type: int
    tokens: list[Span]
    spans: list[Span]


@dataclass(frozen=True, slots=True)
class Pairs:
    """Ordered pairs of the entities of a window that some relation allows.

    index, types : [P, 2] subject and object, as numbers of entities and of their types
    nearest : which mentions of the two stand nearest to each other
    distance : [P] buckets of the tokens between those
    """

    index: Int
    types: Int
    nearest: list[tuple[int, int]]
    distance: Int

    def __len__(self) -> int:
        return len(self.index)

    def part(self, rows: Int) -> Pairs:
        """Return some of the pairs."""
        nearest = [self.nearest[row] for row in rows]
        return Pairs(self.index[rows], self.types[rows], nearest, self.distance[rows])


@dataclass(frozen=True, slots=True)
class ReadPairs:
    """What a filter of pairs learns from: the pairs of a window, and how sure the network is of a claim.

    vectors : [E, H] of the entities
    margins : [P] of the surest relation of each pair
    """

    vectors: Float
    pairs: Pairs
    margins: Float


class JointModel:
    """Names and claims from one encoding of a text.

    Examples
    --------
    >>> model = JointModel.load("kg/resources/joint")            # doctest: +SKIP
    >>> read = model.read(text, sentences)                        # doctest: +SKIP
    >>> entities = [EntityInText("russia", "Country", ((4, 9),))]  # doctest: +SKIP
    >>> list(model.claims(read, entities))                        # doctest: +SKIP
    """

    def __init__(
        self,
        labels: Labels,
        tokenizer: Tokenizer,
        words: WordTable,
        text: onnxruntime.InferenceSession,
        pairs: onnxruntime.InferenceSession,
        window_pieces: int,
        calibration: Mapping[str, float],
        pair_filter: PairFilter | None = None,
    ) -> None:
        self.labels = labels
        self.tokenizer = tokenizer
        self.words = words
        self.window_pieces = window_pieces
        self.calibration = dict(calibration)
        self.pair_filter = pair_filter
        self._text = text
        self._pairs = pairs
        self._moves = transitions(labels.tags)
        self._caches = [
            output.name for output in text.get_outputs() if output.name.startswith(("keys.", "values."))
        ]

    @classmethod
    def load(cls, folder: str | Path, threads: int = 1) -> JointModel:
        """Load the files that the exporter wrote; `threads` is the number of threads of a call."""
        folder = Path(folder)
        description = json.loads((folder / "joint.json").read_text(encoding="utf-8"))
        return cls(
            labels=Labels.from_description(description),
            tokenizer=open_tokenizer(str(folder / "tokenizer.json")),
            words=WordTable.load(folder / "words.npz"),
            text=_session(folder / "text.onnx", threads),
            pairs=_session(folder / "pairs.onnx", threads),
            window_pieces=description["window_pieces"],
            calibration=description["calibration"],
            pair_filter=PairFilter.load(chosen) if (chosen := folder / FILTER_FILE).exists() else None,
        )

    def read(self, text: str, sentences: Sequence[Span]) -> ReadText:
        """Encode `text`, whose sentences are given as character spans, and find its names."""
        pieces = cut_pieces(self.tokenizer, text, sentences)
        tags = np.zeros((len(pieces), len(self.labels.tags)), dtype=np.float32)
        peels = np.zeros((len(pieces), 3), dtype=np.float32)
        seen = np.zeros((len(pieces), 1), dtype=np.float32)
        windows: list[Window] = []
        for start, end in cut_windows(pieces, self.window_pieces):
            window, scores = self._encode(pieces, start, end, ("tags", "peel"))
            tags[start:end] += scores["tags"][1:-1]
            peels[start:end] += scores["peel"][1:-1]
            seen[start:end] += 1
            windows.append(window)
        seen = np.maximum(seen, 1)
        names = name_spans(text, pieces.offsets, tags / seen, peels / seen, self.labels.tags, self._moves)
        return ReadText(text, sentences, pieces, windows, names)

    def names(self, text: str, sentences: Sequence[Span]) -> list[NameSpan]:
        """Find the names of `text`, whose sentences are given as character spans."""
        return self.read(text, sentences).names

    def scheme_tags(self, scheme: str, text: str, sentences: Sequence[Span]) -> tuple[Pieces, list[str]]:
        """Tag the pieces of `text` under another scheme that the network was trained on (``anercorp``, …)."""
        tags = self.labels.schemes[scheme]
        pieces = cut_pieces(self.tokenizer, text, sentences)
        total = np.zeros((len(pieces), len(tags)), dtype=np.float32)
        for start, end in cut_windows(pieces, self.window_pieces):
            _, scores = self._encode(pieces, start, end, (f"tags.{scheme}",))
            total[start:end] += scores[f"tags.{scheme}"][1:-1]
        glued, _ = word_borders(text, pieces.offsets)  # those corpora tag whole words
        path = best_path(log_softmax(total), transitions(tags), tags, glued, ~glued)
        return pieces, [tags[k] for k in path]

    def claims(
        self,
        read: ReadText,
        entities: Iterable[EntityInText],
        bias: float = 0.0,
        always: Collection[tuple[str, str]] = (),
    ) -> Iterator[ReadClaim]:
        """Read the claims between `entities` of a text; each triple comes once, from the window surest of it.

        A relation is claimed where it exceeds the threshold class by more than `bias`: more of it buys
        precision with recall. Pairs that the filter finds hopeless are not read, except those of `always`.
        """
        known = list(entities)
        best: dict[tuple[str, str, str], ReadClaim] = {}
        done = 0
        for window in read.windows:
            for claim in self._window_claims(read, window, known, bias, always, done):
                key = (claim.subject, claim.relation, claim.object)
                if claim.relation in self.labels.symmetric and claim.object < claim.subject:
                    key = (claim.object, claim.relation, claim.subject)
                if key not in best or best[key].margin < claim.margin:
                    best[key] = claim
            done = window.end
        yield from best.values()

    def read_pairs(self, read: ReadText, entities: Iterable[EntityInText]) -> Iterator[ReadPairs]:
        """Read every pair of each window, hopeless or not."""
        known = list(entities)
        for window in read.windows:
            placed = list(self._place(read.pieces, window, known))
            pairs = self._legal_pairs(placed)
            if len(pairs):
                vectors = np.stack([_entity_vector(window.hidden, one.tokens) for one in placed])
                margins = [
                    self._run_pairs(window, placed, part, vectors, vectors[:1], ["relations"])[0].max(1)
                    for part in _parts(pairs)
                ]
                yield ReadPairs(vectors, pairs, np.concatenate(margins))

    def _encode(
        self, pieces: Pieces, start: int, end: int, heads: Sequence[str]
    ) -> tuple[Window, dict[str, Float]]:
        ids = np.concatenate([[BEGIN], pieces.ids[start:end], [END]])
        wanted = [*heads, "hidden", *self._caches]
        results: list[Float] = self._text.run(wanted, {"words": self.words[ids]})
        scores = dict(zip(heads, results, strict=False))
        rest = results[len(heads) :]
        return Window(start, end, rest[0], dict(zip(self._caches, rest[1:], strict=True))), scores

    def _window_claims(
        self,
        read: ReadText,
        window: Window,
        entities: Sequence[EntityInText],
        bias: float,
        always: Collection[tuple[str, str]],
        done: int,
    ) -> Iterator[ReadClaim]:
        """Yield the claims of a window.

        A pair whose nearest mentions both stand in the repeated pieces, before `done`, was read in the window
        before and is not read again, although its names may come up once more here.
        """
        placed = list(self._place(read.pieces, window, entities))
        pairs = self._legal_pairs(placed)
        if not len(pairs):
            return
        vectors = np.stack([_entity_vector(window.hidden, one.tokens) for one in placed])
        wanted = _starts(placed, pairs).max(1) > done - window.start
        if self.pair_filter is not None:
            ids = [one.entity.id for one in placed]
            asked = np.fromiter(((ids[i], ids[j]) in always for i, j in pairs.index), np.bool_, len(pairs))
            wanted &= asked | self.pair_filter.passes(vectors, pairs.index, pairs.types, pairs.distance)
        pairs = pairs.part(np.flatnonzero(wanted))
        held, spans = _sentences(read.pieces.sentence[window.start : window.end])
        sentences = np.stack([window.hidden[a:b].mean(0) for a, b in spans])
        for part in _parts(pairs):
            yield from self._pair_claims(window, placed, part, vectors, sentences, held, bias)

    def _legal_pairs(self, placed: Sequence[_Placed]) -> Pairs:
        """Return the ordered pairs of a window's entities between which some relation may stand."""
        found = [
            (i, j)
            for i, subject in enumerate(placed)
            for j, object_ in enumerate(placed)
            if i != j and self.labels.legal[subject.type, object_.type].any()
        ]
        near = [_nearest(placed[i].tokens, placed[j].tokens) for i, j in found]
        return Pairs(
            index=np.array(found, dtype=np.int64).reshape(-1, 2),
            types=np.array([(placed[i].type, placed[j].type) for i, j in found], np.int64).reshape(-1, 2),
            nearest=[(a, b) for a, b, _ in near],
            distance=np.array([_bucket(gap) for _, _, gap in near], dtype=np.int64),
        )

    def _run_pairs(
        self,
        window: Window,
        placed: Sequence[_Placed],
        pairs: Pairs,
        vectors: Float,
        sentences: Float,
        wanted: Sequence[str],
    ) -> list[Float]:
        """Run the graph of pairs; the first result becomes margins [P, relations], -inf where illegal."""
        feed: dict[str, NDArray[Any]] = {
            "positions": _starts(placed, pairs),
            "types": pairs.types,
            "vectors": vectors[pairs.index],
            "distance": pairs.distance,
            "sentences": sentences,
            "entities": vectors,
            **window.cache,
        }
        relations, *rest = self._pairs.run(wanted, feed)
        margins = relations[:, 1:] - relations[:, :1]
        margins[~self.labels.legal[pairs.types[:, 0], pairs.types[:, 1]]] = -np.inf
        return [margins, *rest]

    def _pair_claims(
        self,
        window: Window,
        placed: Sequence[_Placed],
        pairs: Pairs,
        vectors: Float,
        sentences: Float,
        held: Sequence[int],
        bias: float,
    ) -> Iterator[ReadClaim]:
        margins, status, evidence, sources = self._run_pairs(
            window, placed, pairs, vectors, sentences, ["relations", "status", "evidence", "sources"]
        )
        polarities = len(self.labels.polarities)
        for row, column in zip(*np.nonzero(margins > bias), strict=True):
            (i, j), (a, b) = pairs.index[row], pairs.nearest[row]
            said = status[row, column + 1]
            sentence = _softmax(evidence[row, column + 1] / math.sqrt(_QUERY_SIZE))
            source = _softmax(sources[row, column + 1] / math.sqrt(_QUERY_SIZE))
            who = int(source.argmax())
            yield ReadClaim(
                subject=placed[i].entity.id,
                relation=self.labels.relations[column],
                object=placed[j].entity.id,
                polarity=self.labels.polarities[int(said[:polarities].argmax())],
                modality=self.labels.modalities[int(said[polarities:].argmax())],
                sentence=held[int(sentence.argmax())],
                source=placed[who - 1].entity.id if who else None,
                subject_mention=placed[i].spans[a],
                object_mention=placed[j].spans[b],
                margin=float(margins[row, column]),
                evidence_score=float(sentence.max()),
                source_score=float(source[who]),
            )

    def _place(self, pieces: Pieces, window: Window, entities: Sequence[EntityInText]) -> Iterator[_Placed]:
        """Yield the entities with a mention in the window."""
        for entity in entities:
            tokens: list[Span] = []
            spans: list[Span] = []
            for start, end in entity.mentions:
                first = int(np.searchsorted(pieces.offsets[:, 1], start, side="right"))
                last = int(np.searchsorted(pieces.offsets[:, 0], end, side="left"))
                first, last = max(first, window.start), min(last, window.end)
                if first < last:
                    tokens.append((first - window.start + 1, last - window.start + 1))
                    spans.append((start, end))
            if tokens:
                yield _Placed(entity, self.labels.types.index(entity.type), tokens, spans)


_QUERY_SIZE: Final = 64


def _session(path: Path, threads: int) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def _starts(placed: Sequence[_Placed], pairs: Pairs) -> Int:
    """Return the first tokens [P, 2] of the two mentions of each pair that stand nearest to each other."""
    starts = [
        (placed[i].tokens[a][0], placed[j].tokens[b][0])
        for (i, j), (a, b) in zip(pairs.index, pairs.nearest, strict=True)
    ]
    return np.array(starts, dtype=np.int64).reshape(-1, 2)


def _parts(pairs: Pairs) -> Iterator[Pairs]:
    """Cut pairs into calls of the graph."""
    for first in range(0, len(pairs), _PAIRS_A_CALL):
        yield pairs.part(np.arange(first, min(first + _PAIRS_A_CALL, len(pairs))))


def _softmax(scores: Float) -> Float:
    powers = np.exp(scores - scores.max())
    result: Float = powers / powers.sum()
    return result


def _entity_vector(hidden: Float, mentions: Sequence[Span]) -> Float:
    """hidden [L, H] -> mean over the mentions of the mean over a mention's tokens [H]."""
    means: Float = np.stack([hidden[start:end].mean(0) for start, end in mentions])
    result: Float = means.mean(0)
    return result


def _nearest(left: Sequence[Span], right: Sequence[Span]) -> tuple[int, int, int]:
    """Return which two mentions stand nearest to each other and the number of tokens between them."""
    gaps = ((max(a[0] - b[1], b[0] - a[1], 0), i, j) for i, a in enumerate(left) for j, b in enumerate(right))
    gap, i, j = min(gaps, key=lambda candidate: candidate[0])
    return i, j, gap


def _bucket(tokens: int) -> int:
    return min(_DISTANCE_BUCKETS - 1, int(math.log2(tokens + 1)))


def _sentences(sentence: Int) -> tuple[list[int], list[Span]]:
    """Return the sentences of a window and their token spans, from the sentence index of each piece."""
    starts = [0, *(int(k) + 1 for k in np.flatnonzero(np.diff(sentence)))]
    ends = [*starts[1:], len(sentence)]
    return [int(sentence[k]) for k in starts], [(a + 1, b + 1) for a, b in zip(starts, ends, strict=True)]
