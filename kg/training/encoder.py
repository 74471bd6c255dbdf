"""The text encoder: a BERT-shaped transformer that keeps its keys and values for the markers that read it.

Written out instead of taken from a library for three reasons: the keys and values of every layer are part of
its result, dropout draws from a pregenerated pool (the generator of the CPU is serial and took a fifth of a
step), and the graph exports to ONNX in the same form whatever library versions are installed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional

LayerCache = tuple[Tensor, Tensor]
"""Keys and values of one layer, [..., heads, length, head size]."""

MASKED = -1e4


@dataclass(frozen=True, slots=True)
class EncoderShape:
    """Sizes of the encoder; the names are those of a Hugging Face ``config.json``."""

    vocab_size: int = 50475
    hidden_size: int = 384
    num_hidden_layers: int = 12
    num_attention_heads: int = 12
    intermediate_size: int = 1536
    max_position_embeddings: int = 512
    layer_norm_eps: float = 1e-12

    @classmethod
    def from_config(cls, config: Mapping[str, Any]) -> EncoderShape:
        """Take the known fields of a ``config.json``."""
        return cls(**{name: config[name] for name in cls.__dataclass_fields__ if name in config})

    def as_dict(self) -> dict[str, Any]:
        """Return the fields as plain data."""
        return asdict(self)


class MaskPool:
    """Dropout masks as slices of one fixed random array; `offset_source` gives the slice's place.

    The masks depend only on the seed of the pool and on the offsets, so a resumed run draws the same ones.
    """

    def __init__(self, rate: float, size: int = 1 << 24, seed: int = 0) -> None:
        self.rate = rate
        generator = torch.Generator().manual_seed(seed)
        keep = torch.rand(size, generator=generator) >= rate
        self.values = keep.float() / (1 - rate)
        self.state = seed

    def reseed(self, seed: int) -> None:
        """Restart the sequence of offsets; a trainer calls it with the step's own number."""
        self.state = seed

    def mask(self, like: Tensor) -> Tensor:
        """Return the next mask in the shape of `like`."""
        # A linear congruential sequence (Knuth's MMIX constants) is enough to choose offsets.
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) % (1 << 64)
        room = len(self.values) - like.numel()
        if room <= 0:
            raise ValueError(f"a tensor of {like.numel()} elements is larger than the pool of dropout masks")
        start = (self.state >> 20) % room
        return self.values[start : start + like.numel()].view(like.shape)


class PooledDropout(nn.Module):
    """Dropout that takes its masks from a shared :class:`MaskPool`; does nothing in evaluation mode."""

    def __init__(self, pool: MaskPool) -> None:
        super().__init__()
        self.pool = pool

    def drop(self, x: Tensor) -> Tensor:
        """Drop elements of `x` and scale the rest."""
        return x * self.pool.mask(x) if self.training and self.pool.rate > 0 else x

    forward = drop


class Embeddings(nn.Module):
    """Word, position and segment vectors, summed and normalised. The word table is frozen."""

    def __init__(self, shape: EncoderShape, dropout: PooledDropout) -> None:
        super().__init__()
        self.words = nn.Embedding(shape.vocab_size, shape.hidden_size)
        self.words.weight.requires_grad_(False)
        self.positions = nn.Embedding(shape.max_position_embeddings, shape.hidden_size)
        self.segment = nn.Parameter(torch.zeros(shape.hidden_size))
        self.norm = nn.LayerNorm(shape.hidden_size, eps=shape.layer_norm_eps)
        self.dropout = dropout

    def forward(self, ids: Tensor) -> Tensor:
        """Embed ids [B, L] at positions 0 … L-1 -> [B, L, H]."""
        return self.place(self.words(ids), torch.arange(ids.shape[1], device=ids.device))

    def place(self, vectors: Tensor, positions: Tensor) -> Tensor:
        """Add the vectors of `positions` and of the segment to `vectors` [..., H], and normalise."""
        placed: Tensor = self.norm(vectors + self.positions(positions) + self.segment)
        return self.dropout.drop(placed)


class EncoderLayer(nn.Module):
    """One transformer layer, normalised after each sub-layer; attention itself is left to the caller."""

    def __init__(self, shape: EncoderShape, dropout: PooledDropout) -> None:
        super().__init__()
        size = shape.hidden_size
        self.heads = shape.num_attention_heads
        self.qkv = nn.Linear(size, 3 * size)
        self.mix = nn.Linear(size, size)
        self.norm_attention = nn.LayerNorm(size, eps=shape.layer_norm_eps)
        self.up = nn.Linear(size, shape.intermediate_size)
        self.down = nn.Linear(shape.intermediate_size, size)
        self.norm_output = nn.LayerNorm(size, eps=shape.layer_norm_eps)
        self.dropout = dropout

    def project(self, x: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """x [B, L, H] -> scaled queries, keys and values, each [B, heads, L, d]."""
        batch, length, size = x.shape
        parts = self.qkv(x).view(batch, length, 3, self.heads, size // self.heads).permute(2, 0, 3, 1, 4)
        return parts[0] * (size // self.heads) ** -0.5, parts[1], parts[2]

    def finish(self, x: Tensor, context: Tensor) -> Tensor:
        """Add the attended `context` [B, heads, L, d] to x [B, L, H] and run the feed-forward part."""
        mixed: Tensor = self.mix(context.transpose(1, 2).reshape(x.shape))
        x = self.norm_attention(x + self.dropout.drop(mixed))
        fed: Tensor = self.down(functional.gelu(self.up(x)))
        result: Tensor = self.norm_output(x + self.dropout.drop(fed))
        return result


class Encoder(nn.Module):
    """Embeddings and layers."""

    def __init__(self, shape: EncoderShape, pool: MaskPool) -> None:
        super().__init__()
        dropout = PooledDropout(pool)
        self.shape = shape
        self.embeddings = Embeddings(shape, dropout)
        self.layers = nn.ModuleList(EncoderLayer(shape, dropout) for _ in range(shape.num_hidden_layers))

    def forward(self, ids: Tensor, mask: Tensor) -> tuple[Tensor, list[LayerCache]]:
        """ids, mask [B, L] -> hidden states [B, L, H] and the keys and values of each layer."""
        return self.run(self.embeddings(ids), mask)

    def run(self, x: Tensor, mask: Tensor) -> tuple[Tensor, list[LayerCache]]:
        """Run the layers over embedded text [B, L, H]; `mask` [B, L] is 1 where there is text."""
        bias = (1.0 - mask.to(x.dtype))[:, None, None, :] * MASKED
        cache: list[LayerCache] = []
        for layer in self.layers:
            assert isinstance(layer, EncoderLayer)
            queries, keys, values = layer.project(x)
            weights = torch.softmax(queries @ keys.transpose(-1, -2) + bias, dim=-1)
            x = layer.finish(x, weights.to(values.dtype) @ values)
            cache.append((keys, values))
        return x, cache


def from_bert(state: Mapping[str, Tensor], layers: int) -> dict[str, Tensor]:
    """Rename the tensors of a Hugging Face BertModel to those of :class:`Encoder`; absent ones stay out."""
    names = {
        "embeddings.word_embeddings.weight": "embeddings.words.weight",
        "embeddings.position_embeddings.weight": "embeddings.positions.weight",
        "embeddings.LayerNorm.weight": "embeddings.norm.weight",
        "embeddings.LayerNorm.bias": "embeddings.norm.bias",
    }
    parts = {
        "attention.output.dense": "mix",
        "attention.output.LayerNorm": "norm_attention",
        "intermediate.dense": "up",
        "output.dense": "down",
        "output.LayerNorm": "norm_output",
    }
    for k in range(layers):
        for kind in ("weight", "bias"):
            names |= {
                f"encoder.layer.{k}.{old}.{kind}": f"layers.{k}.{new}.{kind}" for old, new in parts.items()
            }
    renamed = {new: state[old].float() for old, new in names.items() if old in state}
    if "embeddings.token_type_embeddings.weight" in state:
        renamed["embeddings.segment"] = state["embeddings.token_type_embeddings.weight"][0].float()
    for k in range(layers):
        for kind in ("weight", "bias"):
            triple = [f"encoder.layer.{k}.attention.self.{part}.{kind}" for part in ("query", "key", "value")]
            if all(name in state for name in triple):
                renamed[f"layers.{k}.qkv.{kind}"] = torch.cat([state[name].float() for name in triple])
    return renamed
