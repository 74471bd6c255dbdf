"""Losses of the joint network over a batch of windows."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from kg.extraction.joint.windows import BEGIN, END, PAD, Span
from kg.training.documents import UNKNOWN_SOURCE, Entity, Example, PairLabel
from kg.training.labels import MODALITIES, POLARITIES, legal_mask
from kg.training.model import CLASSES, DISTANCE_BUCKETS, STATUS_OUTPUTS, JointModel, Pairs
from kg.training.settings import Settings

_LEGAL = legal_mask()
_IMPOSSIBLE = -1e4

PAIRS_A_WINDOW = 30.0
"""A constant divisor, near the usual number of ordered pairs of a window: every pair weighs the same."""


def pad(examples: Sequence[Example]) -> tuple[Tensor, Tensor]:
    """Return ids and mask [B, L] of windows of different lengths."""
    length = max(len(example.ids) for example in examples)
    ids = torch.full((len(examples), length), PAD, dtype=torch.long)
    mask = torch.zeros((len(examples), length))
    for k, example in enumerate(examples):
        ids[k, : len(example.ids)] = torch.from_numpy(example.ids)
        mask[k, : len(example.ids)] = 1
    return ids, mask


def hide_words(ids: Tensor, share: float, mask_word: int, random: np.random.Generator) -> Tensor:
    """Put the mask word in place of a share of the sub-words; begin, end and padding stay."""
    if share <= 0:
        return ids
    hidden = torch.from_numpy(random.random(ids.shape) < share)
    special = (ids == PAD) | (ids == BEGIN) | (ids == END)
    return ids.masked_fill(hidden & ~special, mask_word)


def possible_pairs(entities: Sequence[Entity]) -> list[tuple[int, int]]:
    """Return the ordered pairs of entities whose types some relation allows."""
    return [
        (i, j)
        for i, subject in enumerate(entities)
        for j, object_ in enumerate(entities)
        if i != j and _LEGAL[subject.type, object_.type, 1:].any()
    ]


def nearest_mentions(left: Sequence[Span], right: Sequence[Span]) -> tuple[Span, Span, int]:
    """Return the two mentions that stand nearest to each other and the number of tokens between them."""
    best = min(
        ((max(a[0] - b[1], b[0] - a[1], 0), a, b) for a in left for b in right),
        key=lambda candidate: candidate[0],
    )
    return best[1], best[2], best[0]


def distance_bucket(tokens: int) -> int:
    """Return the logarithmic bucket of a distance in tokens."""
    return min(DISTANCE_BUCKETS - 1, int(math.log2(tokens + 1)))


def entity_vectors(hidden: Tensor, entities: Sequence[Entity]) -> Tensor:
    """hidden [L, H] -> [N, H]: the mean over an entity's mentions of the mean over a mention's tokens."""
    averages = torch.zeros(len(entities), hidden.shape[0])
    for k, entity in enumerate(entities):
        for start, end in entity.mentions:
            averages[k, start:end] += 1.0 / ((end - start) * len(entity.mentions))
    return averages @ hidden.float()


def pair_tensors(vectors: Tensor, entities: Sequence[Entity], pairs: Sequence[tuple[int, int]]) -> Pairs:
    """Describe ordered pairs of the entities of one window, whose vectors are [N, H]."""
    near = [nearest_mentions(entities[i].mentions, entities[j].mentions) for i, j in pairs]
    index = torch.tensor(pairs, dtype=torch.long)
    return Pairs(
        positions=torch.tensor([[a[0], b[0]] for a, b, _ in near], dtype=torch.long),
        types=torch.tensor([[entities[i].type, entities[j].type] for i, j in pairs], dtype=torch.long),
        vectors=vectors[index],
        distance=torch.tensor([distance_bucket(gap) for _, _, gap in near], dtype=torch.long),
    )


def forbid(logits: Tensor, types: Tensor) -> Tensor:
    """Put the logits [P, classes] of relations that are illegal between types [P, 2] out of reach."""
    legal = torch.from_numpy(_LEGAL)[types[:, 0], types[:, 1]]
    return logits.float().masked_fill(~legal, _IMPOSSIBLE)


def adaptive_threshold(logits: Tensor, gold: Tensor) -> Tensor:
    """Adaptive-threshold loss of each pair (Zhou et al., "Document-Level Relation Extraction with Adaptive
    Thresholding and Localized Context Pooling", 2021).

    logits : [P, classes], class 0 is the threshold
    gold : [P, classes], 1 for each relation that holds; column 0 is 0
    returns : [P]
    """
    threshold = torch.zeros_like(gold)
    threshold[:, 0] = 1
    above = functional.log_softmax(logits.masked_fill((gold + threshold) == 0, -1e30), -1)
    below = functional.log_softmax(logits.masked_fill(gold == 1, -1e30), -1)
    return -(above * gold).sum(1) - below[:, 0]


def tag_loss(logits: Tensor, examples: Sequence[Example]) -> Tensor:
    """Mean cross entropy of tag logits [B, L, tags] over the pieces of the windows."""
    gold = torch.full(logits.shape[:2], -100, dtype=torch.long)
    for k, example in enumerate(examples):
        gold[k, 1 : 1 + len(example.tags)] = torch.from_numpy(example.tags)
    return functional.cross_entropy(logits.float().flatten(0, 1), gold.flatten(), ignore_index=-100)


def other_scheme_loss(
    model: JointModel, scheme: str, examples: Sequence[Example]
) -> tuple[Tensor, dict[str, float]]:
    """Loss of a batch that is annotated with the tags of another scheme."""
    hidden, _ = model.text(*pad(examples))
    loss = tag_loss(model.other_tags[scheme](model.dropout(hidden)), examples)
    return loss, {f"tag_{scheme}": float(loss.detach())}


@dataclass(frozen=True, slots=True)
class _Chosen:
    """Pairs of one window that a step trains on, and the weight of each."""

    window: int
    pairs: list[tuple[int, int]]
    weights: list[float]


def choose_pairs(
    window: int, example: Example, negatives: int, random: np.random.Generator
) -> _Chosen | None:
    """Take all pairs with a claim and a sample of the others, weighted back to their number."""
    every = possible_pairs(example.entities)
    positive = [pair for pair in every if pair in example.labels]
    negative = [pair for pair in every if pair not in example.labels]
    kept = [negative[k] for k in random.permutation(len(negative))[:negatives]]
    if not positive and not kept:
        return None
    weight = len(negative) / len(kept) if kept else 1.0
    return _Chosen(window, positive + kept, [1.0] * len(positive) + [weight] * len(kept))


def joint_loss(
    model: JointModel,
    examples: Sequence[Example],
    settings: Settings,
    random: np.random.Generator,
) -> tuple[Tensor, dict[str, float]]:
    """Loss of a batch of annotated windows and its parts."""
    ids, mask = pad(examples)
    hidden, cache = model.text(hide_words(ids, settings.hidden_words, model.mask_word, random), mask)
    parts: dict[str, Tensor] = {"tag": tag_loss(model.tag(model.dropout(hidden)), examples)}
    places = [
        (k, piece + 1, peel) for k, example in enumerate(examples) for piece, peel in example.peel.items()
    ]
    if places:
        window, token, peel = (torch.tensor(column) for column in zip(*places, strict=True))
        parts["peel"] = functional.cross_entropy(model.peel(hidden[window, token]).float(), peel)
    chosen = [
        c for k, example in enumerate(examples) if (c := choose_pairs(k, example, settings.negatives, random))
    ]
    if chosen:
        parts |= _pair_losses(model, examples, hidden, cache, chosen)
    total = torch.stack([getattr(settings.weights, name) * value for name, value in parts.items()]).sum()
    return total, {name: float(value.detach()) for name, value in parts.items()}


def _pair_losses(
    model: JointModel,
    examples: Sequence[Example],
    hidden: Tensor,
    cache: Sequence[tuple[Tensor, Tensor]],
    chosen: Sequence[_Chosen],
) -> dict[str, Tensor]:
    vectors = [entity_vectors(hidden[c.window], examples[c.window].entities) for c in chosen]
    described = [
        pair_tensors(v, examples[c.window].entities, c.pairs) for v, c in zip(vectors, chosen, strict=True)
    ]
    pairs = Pairs.concatenate(described)
    caches = [
        [
            (k[c.window, :, : len(examples[c.window].ids)], v[c.window, :, : len(examples[c.window].ids)])
            for k, v in cache
        ]
        for c in chosen
    ]
    markers = model.markers(pairs, caches, [len(c.pairs) for c in chosen])
    features = model.reader.features(markers, pairs.vectors)
    logits = forbid(model.reader.relation_logits(features, pairs.distance), pairs.types)
    gold = torch.zeros(len(pairs), CLASSES)
    facts: list[tuple[int, int, int, PairLabel]] = []  # row, place in `chosen`, relation, label
    row = 0
    for place, c in enumerate(chosen):
        for pair in c.pairs:
            for relation, label in examples[c.window].labels.get(pair, {}).items():
                gold[row, relation] = 1
                facts.append((row, place, relation, label))
            row += 1
    weight = torch.tensor([w for c in chosen for w in c.weights])
    relation_loss = (adaptive_threshold(logits, gold) * weight).sum() / (PAIRS_A_WINDOW * len(examples))
    parts = {"relation": relation_loss}
    if facts:
        rows = torch.tensor([fact[0] for fact in facts])
        relations = torch.tensor([fact[2] for fact in facts])
        parts["status"] = _status_loss(model.reader.status_logits(features[rows], relations), facts)
        parts["evidence"] = _evidence_loss(model, examples, hidden, features, chosen, facts)
        parts["source"] = _source_loss(model, vectors, features, facts)
    return parts


def _status_loss(logits: Tensor, facts: Sequence[tuple[int, int, int, PairLabel]]) -> Tensor:
    gold = torch.zeros(len(facts), STATUS_OUTPUTS)
    for k, (*_, label) in enumerate(facts):
        for polarity in label.polarities:
            gold[k, polarity] = 1
        for modality in label.modalities:
            gold[k, len(POLARITIES) + modality] = 1
    assert len(POLARITIES) + len(MODALITIES) == STATUS_OUTPUTS
    return functional.binary_cross_entropy_with_logits(logits.float(), gold, reduction="sum") / (
        2 * len(facts)
    )


def _evidence_loss(
    model: JointModel,
    examples: Sequence[Example],
    hidden: Tensor,
    features: Tensor,
    chosen: Sequence[_Chosen],
    facts: Sequence[tuple[int, int, int, PairLabel]],
) -> Tensor:
    """Negative log of the probability that a pointer over the window's sentences gives the right ones."""
    losses: list[Tensor] = []
    for place, c in enumerate(chosen):
        own = [(row, relation, label) for row, where, relation, label in facts if where == place]
        sentences = examples[c.window].sentences
        if not own:
            continue
        keys = model.reader.evidence.key(sentence_vectors(hidden[c.window], sentences))
        rows, relations = torch.tensor([f[0] for f in own]), torch.tensor([f[1] for f in own])
        scores = pointer_scores(model.reader.evidence(features[rows], relations), keys)
        supporting = torch.zeros_like(scores, dtype=torch.bool)
        for k, (_, _, label) in enumerate(own):
            supporting[k, sorted(label.evidence)] = True
        losses.append(scores.logsumexp(1) - scores.masked_fill(~supporting, -1e30).logsumexp(1))
    return torch.cat(losses).mean()


def pointer_scores(queries: Tensor, keys: Tensor) -> Tensor:
    """queries [N, Q], keys of the candidates [C, Q] -> scores [N, C] for a softmax over the candidates.

    The keys are centred, which no softmax notices, all in float32. What the keys have in common gets no
    gradient but rounding errors, and Adam makes full steps of those: uncentred, the common part grew until
    bfloat16 could no longer tell the candidates apart, and the run was lost.
    """
    with torch.autocast("cpu", enabled=False):
        keys = keys.float()
        keys = keys - keys.mean(0)
        scores: Tensor = queries.float() @ keys.T * keys.shape[1] ** -0.5
    return scores


def sentence_vectors(hidden: Tensor, sentences: Sequence[Span]) -> Tensor:
    """hidden [L, H] -> mean hidden state of each sentence [S, H]."""
    return torch.stack([hidden[start:end].float().mean(0) for start, end in sentences])


def _source_loss(
    model: JointModel,
    vectors: Sequence[Tensor],
    features: Tensor,
    facts: Sequence[tuple[int, int, int, PairLabel]],
) -> Tensor:
    """Cross entropy of a pointer over the window's entities and "the article itself"."""
    losses: list[Tensor] = []
    for place, entities in enumerate(vectors):
        own = [
            (row, relation, label.source)
            for row, where, relation, label in facts
            if where == place and label.source != UNKNOWN_SOURCE
        ]
        if not own:
            continue
        keys = model.reader.source_keys(entities)
        rows, relations = torch.tensor([f[0] for f in own]), torch.tensor([f[1] for f in own])
        scores = pointer_scores(model.reader.source(features[rows], relations), keys)
        losses.append(functional.cross_entropy(scores, torch.tensor([f[2] for f in own]), reduction="none"))
    return torch.cat(losses).mean() if losses else features.new_zeros(())
