"""The weights a run starts from: a pretrained encoder, and, if given, an earlier joint network.

An earlier network is a file that this trainer wrote (``*.safetensors``), a folder that ``export`` wrote (8
bits, such as the model that ships), or a folder with ``trunk.safetensors`` (BERT's names) and ``heads.pt``.
"""

from __future__ import annotations

import json
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor

from kg.training.checkpoint import load_weights
from kg.training.encoder import EncoderShape, from_bert
from kg.training.exported import read_exported
from kg.training.labels import TAGS
from kg.training.model import JointModel

_HEADS = {
    "peel.weight": "peel.weight",
    "peel.bias": "peel.bias",
    "role": "role",
    "ty.weight": "entity_type.weight",
    "hid.0.weight": "reader.norm.weight",
    "hid.0.bias": "reader.norm.bias",
    "hid.1.weight": "reader.feature.weight",
    "hid.1.bias": "reader.feature.bias",
    "dist.weight": "reader.distance.weight",
    "out.weight": "reader.relation.weight",
    "out.bias": "reader.relation.bias",
    "st.2.weight": "reader.status.weight",
    "st.2.bias": "reader.status.bias",
}


def encoder_shape(folder: Path) -> EncoderShape:
    """Read the sizes in ``config.json`` of an encoder's folder."""
    return EncoderShape.from_config(json.loads((folder / "config.json").read_text(encoding="utf-8")))


def load_encoder(model: JointModel, folder: Path) -> None:
    """Fill the encoder from ``model.safetensors`` in `folder` (a Hugging Face BertModel)."""
    state = load_file(str(folder / "model.safetensors"))
    renamed = from_bert(state, model.encoder.shape.num_hidden_layers)
    missing = model.encoder.load_state_dict(renamed, strict=False).missing_keys
    if missing:
        raise ValueError(f"{folder}: the encoder lacks {', '.join(missing[:3])}; a BertModel is expected")


def load_earlier(model: JointModel, path: Path) -> list[str]:
    """Take over what fits from an earlier joint network at `path`; return the names of the tensors taken."""
    own = model.state_dict()
    fitting = {
        name: tensor.float()
        for name, tensor in read_weights(model, path).items()
        if name in own and own[name].shape == tensor.shape
    }
    model.load_state_dict(fitting, strict=False)
    return sorted(fitting)


def read_weights(model: JointModel, path: Path) -> dict[str, Tensor]:
    """Return the weights of a joint network at `path` under the names of `model`."""
    if not path.is_dir():
        return load_weights(path)
    return read_exported(path, model) if (path / "text.onnx").exists() else _from_folder(path, model)


def _from_folder(folder: Path, model: JointModel) -> dict[str, Tensor]:
    trunk = from_bert(load_file(str(folder / "trunk.safetensors")), model.encoder.shape.num_hidden_layers)
    state = {f"encoder.{name}": tensor for name, tensor in trunk.items()}
    heads: dict[str, Tensor] = torch.load(folder / "heads.pt", map_location="cpu", weights_only=True)
    state |= {new: heads[old] for old, new in _HEADS.items() if old in heads}
    if "st.0.weight" in heads:
        # Its first layer read [features, relation vector]; here the two halves are added, which is the same.
        hidden = model.encoder.shape.hidden_size
        weight = heads["st.0.weight"].float()
        state["reader.status_pair.weight"] = weight[:, :hidden]
        state["reader.status_pair.bias"] = heads["st.0.bias"].float()
        state["reader.status_relation.weight"] = heads["rel.weight"].float() @ weight[:, hidden:].T
    if "tag.weight" in heads:
        state |= _widened_tags(heads["tag.weight"].float(), heads["tag.bias"].float())
    return state


def _widened_tags(weight: Tensor, bias: Tensor) -> dict[str, Tensor]:
    """Let the tags of nationality adjectives begin as those of countries."""
    rows = [TAGS.index(tag.replace("Demonym", "Country")) for tag in TAGS]
    return {"tag.weight": weight[rows], "tag.bias": bias[rows]}
