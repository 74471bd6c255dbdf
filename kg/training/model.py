"""The joint network: names as BIO tags on sub-words, claims by two markers for each ordered pair of entities.

The text is encoded once. Then two marker tokens a pair, subject and object, run through all layers of the
same encoder: each takes the position of its mention, attends to the keys and values that the text left behind
and to its partner; the text never sees the markers. So all pairs of a window share one encoding of it, and a
pair costs two tokens. (Zhong and Chen, "A Frustratingly Easy Approach for Entity and Relation Extraction",
2021; Ye et al., "Packed Levitated Marker", 2022.)
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional

from kg.training.encoder import Encoder, EncoderLayer, EncoderShape, LayerCache, MaskPool, PooledDropout
from kg.training.labels import ENTITY_TYPES, PEEL_CLASSES, RELATIONS, TAGS

CLASSES = len(RELATIONS) + 1
STATUS_OUTPUTS = 5
"""asserted, negated | actual, planned, possible: one logit each, a pair may have claims of several kinds."""

DISTANCE_BUCKETS = 8
QUERY_SIZE = 64
STATUS_SIZE = 128


@dataclass(frozen=True, slots=True)
class Pairs:
    """Ordered pairs of entities of one window, as tensors.

    positions : [P, 2] token of the nearest mentions of subject and object
    types : [P, 2] entity types
    vectors : [P, 2, H] mean hidden state of the mentions of subject and object
    distance : [P] bucket of the distance between the nearest mentions
    """

    positions: Tensor
    types: Tensor
    vectors: Tensor
    distance: Tensor

    def __len__(self) -> int:
        return len(self.distance)

    @classmethod
    def concatenate(cls, parts: Sequence[Pairs]) -> Pairs:
        """Join the pairs of several windows."""
        return cls(
            torch.cat([part.positions for part in parts]),
            torch.cat([part.types for part in parts]),
            torch.cat([part.vectors for part in parts]),
            torch.cat([part.distance for part in parts]),
        )


class PairQuery(nn.Module):
    """A query of a pair and a relation, matched against the keys of candidates (sentences, entities)."""

    def __init__(self, hidden: int) -> None:
        super().__init__()
        self.pair = nn.Linear(hidden, QUERY_SIZE)
        self.relation = nn.Embedding(CLASSES, QUERY_SIZE)
        self.key = nn.Linear(hidden, QUERY_SIZE)
        nn.init.normal_(self.relation.weight, std=0.5)

    def forward(self, features: Tensor, relations: Tensor) -> Tensor:
        """features [..., H], relations [...] -> queries [..., Q]."""
        return functional.gelu(self.pair(features) + self.relation(relations))


class PairReader(nn.Module):
    """What is said of a pair, from its two markers and the vectors of its two entities."""

    def __init__(self, hidden: int, dropout: PooledDropout) -> None:
        super().__init__()
        self.norm = nn.LayerNorm(4 * hidden)
        self.feature = nn.Linear(4 * hidden, hidden)
        self.distance = nn.Embedding(DISTANCE_BUCKETS, 32)
        self.relation = nn.Linear(hidden + 32, CLASSES)
        self.status_pair = nn.Linear(hidden, STATUS_SIZE)
        self.status_relation = nn.Embedding(CLASSES, STATUS_SIZE)
        self.status = nn.Linear(STATUS_SIZE, STATUS_OUTPUTS)
        self.evidence = PairQuery(hidden)
        self.source = PairQuery(hidden)
        self.no_source = nn.Parameter(torch.zeros(QUERY_SIZE))
        self.dropout = dropout

    def features(self, markers: Tensor, vectors: Tensor) -> Tensor:
        """markers, vectors [P, 2, H] -> features of the pairs [P, H]."""
        joined = torch.cat([markers.flatten(1), vectors.flatten(1)], dim=-1)
        return functional.gelu(self.feature(self.norm(self.dropout(joined))))

    def relation_logits(self, features: Tensor, distance: Tensor) -> Tensor:
        """Return [P, classes]; a relation is claimed where its logit exceeds that of class 0."""
        joined = torch.cat([features, self.distance(distance)], dim=-1)
        logits: Tensor = self.relation(self.dropout.drop(joined))
        return logits

    def status_logits(self, features: Tensor, relations: Tensor) -> Tensor:
        """features [N, H], relations [N] -> [N, 5]."""
        joined: Tensor = self.status_pair(features) + self.status_relation(relations)
        logits: Tensor = self.status(functional.gelu(joined))
        return logits

    def source_keys(self, entities: Tensor) -> Tensor:
        """Vectors of a window's entities [N, H] -> keys [1 + N, Q]; the first means "the article itself"."""
        return torch.cat(
            [self.no_source[None].to(entities.dtype), self.source.key(entities).to(entities.dtype)]
        )


class JointModel(nn.Module):
    """Encoder, tag heads and pair reader.

    Parameters
    ----------
    shape : sizes of the encoder
    other_schemes : for each further label scheme, the number of its tags; each has a head of its own
    dropout : rate of dropout on the outputs of sub-layers and on the inputs of heads
    """

    def __init__(self, shape: EncoderShape, other_schemes: Mapping[str, int], dropout: float = 0.1) -> None:
        super().__init__()
        hidden = shape.hidden_size
        self.pool = MaskPool(dropout)
        self.dropout = PooledDropout(self.pool)
        self.encoder = Encoder(shape, self.pool)
        self.tag = nn.Linear(hidden, len(TAGS))
        self.peel = nn.Linear(hidden, PEEL_CLASSES)
        self.other_tags = nn.ModuleDict(
            {name: nn.Linear(hidden, size) for name, size in other_schemes.items()}
        )
        self.role = nn.Parameter(torch.randn(2, hidden) * 0.02)
        self.entity_type = nn.Embedding(len(ENTITY_TYPES), hidden)
        nn.init.normal_(self.entity_type.weight, std=0.02)
        self.told = nn.Linear(hidden, hidden)
        nn.init.zeros_(self.told.weight)
        nn.init.zeros_(self.told.bias)
        self.reader = PairReader(hidden, self.dropout)

    @property
    def mask_word(self) -> int:
        """The mask word's place in the word table: the last."""
        return self.encoder.embeddings.words.num_embeddings - 1

    def text(self, ids: Tensor, mask: Tensor) -> tuple[Tensor, list[LayerCache]]:
        """Encode windows: ids, mask [B, L] -> hidden [B, L, H], keys and values of each layer."""
        return self.encoder.run(self.encoder.embeddings(ids), mask)

    def start_markers(self, pairs: Pairs) -> Tensor:
        """Embed the markers [P, 2, H]: mask word, role, type, the entity as the text's reading has it."""
        unknown = self.encoder.embeddings.words.weight[self.mask_word]
        vectors = unknown + self.role + self.entity_type(pairs.types) + self.told(pairs.vectors)
        return self.encoder.embeddings.place(vectors, pairs.positions)

    def markers(self, pairs: Pairs, caches: Sequence[Sequence[LayerCache]], sizes: Sequence[int]) -> Tensor:
        """Run the markers of several windows through the layers.

        Parameters
        ----------
        pairs : pairs of all windows, window by window
        caches : for each window and layer, keys and values [heads, L, d]
        sizes : number of pairs of each window
        """
        x = self.start_markers(pairs)
        for k, layer in enumerate(self.encoder.layers):
            assert isinstance(layer, EncoderLayer)
            queries, keys, values = layer.project(x)
            context = [
                read_text(q, own_keys, own_values, *cache[k])
                for q, own_keys, own_values, cache in zip(
                    torch.split(queries, list(sizes)),
                    torch.split(keys, list(sizes)),
                    torch.split(values, list(sizes)),
                    caches,
                    strict=True,
                )
            ]
            x = layer.finish(x, torch.cat(context))
        return x


def read_text(queries: Tensor, own_keys: Tensor, own_values: Tensor, keys: Tensor, values: Tensor) -> Tensor:
    """Let the two markers of each pair attend to a window's text and to each other.

    queries, own_keys, own_values : [P, heads, 2, d]
    keys, values : [heads, L, d] of the text
    returns : [P, heads, 2, d]
    """
    pairs, heads, two, size = queries.shape
    flat = queries.transpose(0, 1).reshape(heads, pairs * two, size)
    to_text = flat @ keys.transpose(-1, -2)
    to_pair = (queries @ own_keys.transpose(-1, -2)).transpose(0, 1).reshape(heads, pairs * two, two)
    weights = torch.softmax(torch.cat([to_text, to_pair], dim=-1), dim=-1).to(values.dtype)
    length = keys.shape[1]
    from_text = (weights[..., :length] @ values).view(heads, pairs, two, size).transpose(0, 1)
    from_pair = weights[..., length:].reshape(heads, pairs, two, two).transpose(0, 1) @ own_values
    return from_text + from_pair
