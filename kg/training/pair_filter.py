"""The filter of pairs: fitted on what the exported network itself says of the pairs of training articles.

The network reads every pair of some articles. A pair whose surest relation comes within :data:`HOPELESS` of
its threshold is worth reading; a small network learns to tell these from the entities' vectors. Its bound is
the score that all but a share of such pairs of the development articles exceed.
"""

from __future__ import annotations

import collections
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from kg.extraction.joint.network import EntityInText, JointModel
from kg.extraction.joint.pair_filter import FILE, PairFilter
from kg.extraction.joint.windows import split_sentences

HOPELESS: Final = -1.5
"""A margin that no confidence worth showing comes from."""
KEPT: Final = 0.99
"""Share of the pairs worth reading that the filter lets through, on the development articles."""
EVERY: Final = 5
"""One of so many training articles is enough."""

_EPOCHS, _BATCH, _RATE, _DECAY, _NOISE = 4, 256, 2e-3, 1e-2, 0.1
_UNITS, _FACTORS, _BUCKETS = 64, 32, 8
_SOFTENED = 5  # divides the bilinear form, which would swamp the rest at first


@dataclass(frozen=True, slots=True)
class Examples:
    """Pairs of entities: vectors [P, 2, H], types [P, 2], distance [P] and the surest margin [P] of each."""

    vectors: NDArray[np.float32]
    types: NDArray[np.int64]
    distance: NDArray[np.int64]
    margins: NDArray[np.float32]

    @classmethod
    def of(cls, model: JointModel, documents: Iterable[dict[str, Any]]) -> Examples:
        """Read all pairs of annotated entities."""
        found = [
            (read.vectors[read.pairs.index], read.pairs.types, read.pairs.distance, read.margins)
            for document in documents
            for read in model.read_pairs(
                model.read(document["text"], split_sentences(document["text"])), _entities(document)
            )
        ]
        return cls(*(np.concatenate(column) for column in zip(*found, strict=True)))


class _Network(nn.Module):
    """The arithmetic of :class:`PairFilter` over standardised vectors."""

    def __init__(self, width: int, types: int) -> None:
        super().__init__()
        self.subject = nn.Linear(width, _UNITS)
        self.object = nn.Linear(width, _UNITS, bias=False)
        self.distance = nn.Embedding(_BUCKETS, _UNITS)
        self.out = nn.Linear(_UNITS, 1, bias=False)
        self.subject_factor = nn.Linear(width, _FACTORS, bias=False)
        self.object_factor = nn.Linear(width, _FACTORS, bias=False)
        self.bias = nn.Parameter(torch.zeros(types, types, _BUCKETS))

    def forward(self, vectors: Tensor, types: Tensor, distance: Tensor) -> Tensor:
        subject, object_ = vectors[:, 0], vectors[:, 1]
        hidden = torch.relu(self.subject(subject) + self.object(object_) + self.distance(distance))
        bilinear = (self.subject_factor(subject) * self.object_factor(object_)).sum(-1)
        scores: Tensor = (
            self.out(hidden)[:, 0] + bilinear / _SOFTENED + self.bias[types[:, 0], types[:, 1], distance]
        )
        return scores


def fit(examples: Examples, types: int, seed: int = 0) -> PairFilter:
    """Return a filter that tells pairs worth reading; its bound is open, see :func:`bounded`."""
    torch.manual_seed(seed)
    mean, spread = examples.vectors.mean((0, 1)), examples.vectors.std((0, 1)) + 1e-6
    vectors = torch.from_numpy((examples.vectors - mean) / spread)
    kinds, distance = torch.from_numpy(examples.types), torch.from_numpy(examples.distance)
    wanted = torch.from_numpy((examples.margins > HOPELESS).astype(np.float32))
    network = _Network(vectors.shape[-1], types)
    optimiser = torch.optim.AdamW(network.parameters(), lr=_RATE, weight_decay=_DECAY)
    for _ in range(_EPOCHS):
        for rows in torch.randperm(len(wanted)).split(_BATCH):
            noisy = vectors[rows] + _NOISE * torch.randn_like(vectors[rows])
            scores = network(noisy, kinds[rows], distance[rows])
            loss = nn.functional.binary_cross_entropy_with_logits(scores, wanted[rows])
            optimiser.zero_grad()
            torch.autograd.backward(loss)
            optimiser.step()
    return _folded(network, mean, spread)


def bounded(chosen: PairFilter, examples: Examples, kept: float = KEPT) -> PairFilter:
    """Return the filter with the bound that this share of the pairs worth reading exceeds."""
    worth = np.sort(_scores(chosen, examples)[examples.margins > HOPELESS])
    least = np.float32(worth[int((1 - kept) * len(worth))])
    values = {name: getattr(chosen, name) for name in PairFilter.__slots__}
    return PairFilter(**{**values, "least": np.asarray(least)})


def shares(chosen: PairFilter, examples: Examples) -> dict[str, float]:
    """Return how many of all pairs are read, and how many of those that the network claims something of."""
    passes = _scores(chosen, examples) >= chosen.least
    claimed = examples.margins > 0
    return {"read": round(float(passes.mean()), 3), "claimed_kept": round(float(passes[claimed].mean()), 4)}


def add_filter(
    model: Path, training: Sequence[dict[str, Any]], development: dict[str, Sequence[dict[str, Any]]]
) -> dict[str, dict[str, float]]:
    """Fit the filter of an exported model, write it beside it, and note its shares in ``joint.json``.

    The first development set gives the bound.
    """
    network = JointModel.load(model)
    network.pair_filter = None
    chosen = fit(Examples.of(network, training), len(network.labels.types))
    sets = {name: Examples.of(network, documents) for name, documents in development.items()}
    chosen = bounded(chosen, next(iter(sets.values())))
    chosen.save(model / FILE)
    found = {name: shares(chosen, examples) for name, examples in sets.items()}
    path = model / "joint.json"
    description = json.loads(path.read_text(encoding="utf-8"))
    description["pair_filter"] = found
    path.write_text(json.dumps(description, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return found


def _scores(chosen: PairFilter, examples: Examples) -> NDArray[np.float32]:
    count = len(examples.margins)
    pairs = np.arange(2 * count).reshape(-1, 2)
    vectors = examples.vectors.reshape(2 * count, -1)
    return chosen.scores(vectors, pairs, examples.types, examples.distance)


def _entities(document: dict[str, Any]) -> list[EntityInText]:
    mentions: dict[str, list[tuple[int, int]]] = collections.defaultdict(list)
    for mention in document["mentions"]:
        mentions[mention["entity"]].append((mention["start"], mention["end"]))
    types = {entity["id"]: entity["type"] for entity in document["entities"]}
    return [EntityInText(key, types[key], tuple(spans)) for key, spans in mentions.items()]


def _folded(network: _Network, mean: NDArray[np.float32], spread: NDArray[np.float32]) -> PairFilter:
    """Return the network's weights, the standardisation of the vectors folded into them."""

    def array(tensor: Tensor) -> NDArray[np.float32]:
        values: NDArray[np.float32] = tensor.detach().numpy()
        return values

    def weights(layer: nn.Linear) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        scaled = array(layer.weight).T / spread[:, None]
        return scaled, -mean @ scaled

    subject, subject_shift = weights(network.subject)
    object_, object_shift = weights(network.object)
    left, left_shift = weights(network.subject_factor)
    right, right_shift = weights(network.object_factor)
    return PairFilter(
        subject=subject,
        object=object_,
        shift=subject_shift + object_shift + array(network.subject.bias),
        distance=array(network.distance.weight),
        out=array(network.out.weight)[0],
        subject_factor=left / _SOFTENED,
        subject_factor_shift=left_shift / _SOFTENED,
        object_factor=right,
        object_factor_shift=right_shift,
        bias=array(network.bias),
        least=np.asarray(-np.inf, dtype=np.float32),
    )
