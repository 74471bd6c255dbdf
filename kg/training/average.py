"""The mean of the weights of runs that started from one network.

Such runs end in one valley of the loss; their mean lies lower and reads unseen articles better than either
(Wortsman et al., "Model soups", 2022).
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import torch

from kg.training.checkpoint import save_weights
from kg.training.corpora import SCHEMES
from kg.training.model import JointModel
from kg.training.start import encoder_shape, load_encoder, read_weights

__all__ = ["average"]


def average(networks: Sequence[Path], encoder: Path, out: Path) -> None:
    """Write the mean of the weights of several networks, over the frozen word table of `encoder`."""
    model = JointModel(encoder_shape(encoder), {name: len(tags) for name, tags in SCHEMES.items()})
    load_encoder(model, encoder)
    read = [read_weights(model, path) for path in networks]
    shared = set.intersection(*(set(one) for one in read))
    if missing := set().union(*read) - shared:
        raise ValueError(f"not all of the networks have {', '.join(sorted(missing)[:3])}")
    mean = {name: torch.stack([one[name].float() for one in read]).mean(0) for name in sorted(shared)}
    save_weights(mean, out, {"mean_of": ", ".join(path.name for path in networks)})
