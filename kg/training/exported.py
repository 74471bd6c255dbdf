"""The way back from the files that ship to weights that training can go on from."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import numpy_helper
from torch import Tensor

from kg.training.model import JointModel

_SAME_NAME = re.compile(r"peel|told|reader\.(norm|feature|relation)")


def read_exported(folder: Path, model: JointModel) -> dict[str, Tensor]:
    """Return the weights in a folder that ``export`` wrote, under the names of `model`.

    What was stored in 8 bits comes back as the network at work has it: rounded.
    """
    arrays: dict[str, NDArray[Any]] = {}
    for name in ("text.onnx", "pairs.onnx"):
        for tensor in onnx.load(folder / name).graph.initializer:
            arrays[tensor.name] = numpy_helper.to_array(tensor)
    state: dict[str, Tensor] = {}
    for name in arrays:
        layer, dot, kind = name.rpartition(".")
        if kind in ("weight", "bias") and (own := _own_name(layer)):
            state[own + dot + kind] = torch.from_numpy(_matrix(arrays, layer, kind))
    embeddings = model.encoder.embeddings
    positions = embeddings.positions.weight.detach().clone()
    kept = torch.from_numpy(arrays["embeddings.positions"].copy())
    positions[: len(kept)] = kept
    segment = torch.from_numpy(arrays["embeddings.segment"].copy())
    state["encoder.embeddings.positions.weight"] = positions
    state["encoder.embeddings.segment"] = segment
    role = torch.from_numpy(arrays["marker.role"].copy())
    state["role"] = role - embeddings.words.weight.detach()[-1] - segment
    state["reader.no_source"] = torch.from_numpy(arrays["reader.no_source"][0].copy())
    for own, name in {
        "entity_type.weight": "marker.entity_type",
        "reader.distance.weight": "reader.distance",
        "reader.status_relation.weight": "reader.status.relation",
        "reader.evidence.relation.weight": "reader.evidence.relation",
        "reader.source.relation.weight": "reader.source.relation",
    }.items():
        state[own] = torch.from_numpy(arrays[name].copy())
    _undo_query_scale(state, model)
    return state


def _own_name(layer: str) -> str:
    """Return the model's name of an exported layer; empty if it has none of its own."""
    if layer.startswith("layer."):
        return f"encoder.layers.{layer.removeprefix('layer.')}"
    if layer.startswith("tags."):
        return f"other_tags.{layer.removeprefix('tags.')}"
    if layer in ("reader.status.pair", "reader.status.out"):
        return {"pair": "reader.status_pair", "out": "reader.status"}[layer.rpartition(".")[2]]
    if re.fullmatch(r"reader\.(evidence|source)\.(pair|key)", layer) or _SAME_NAME.fullmatch(layer):
        return layer
    return {"tags": "tag", "embeddings.norm": "encoder.embeddings.norm"}.get(layer, "")


def _matrix(arrays: Mapping[str, NDArray[Any]], layer: str, kind: str) -> NDArray[np.float32]:
    """Return a weight as [out, in], or a bias or the vector of a normalisation as it is."""
    array = arrays[f"{layer}.{kind}"]
    if array.ndim == 1:
        return array.astype(np.float32)
    scale = arrays.get(f"{layer}.scale", np.ones(array.shape[1], np.float32))
    return np.ascontiguousarray((array.astype(np.float32) * scale).T)


def _undo_query_scale(state: dict[str, Tensor], model: JointModel) -> None:
    """Exported queries carry the factor of the attention's scores; the model applies it itself."""
    shape = model.encoder.shape
    factor = (shape.hidden_size // shape.num_attention_heads) ** 0.5
    for k in range(shape.num_hidden_layers):
        for kind in ("weight", "bias"):
            state[f"encoder.layers.{k}.qkv.{kind}"][: shape.hidden_size] *= factor
