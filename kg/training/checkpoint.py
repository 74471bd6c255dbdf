"""Checkpoints that are whole or absent, and the running mean of the weights."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file, save_file
from torch import Tensor, nn

WORD_TABLE = "encoder.embeddings.words.weight"
"""Frozen, hence left out of checkpoints: it comes from the encoder that training started from."""


def trained_state(model: nn.Module) -> dict[str, Tensor]:
    """Return the model's tensors without the frozen word table."""
    return {name: tensor for name, tensor in model.state_dict().items() if name != WORD_TABLE}


def save_atomically(content: Mapping[str, Any], path: Path) -> None:
    """Write `content` beside `path` and put it in place when it is on disk."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(path.name + ".unfinished")
    with unfinished.open("wb") as file:
        torch.save(dict(content), file)
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(path)


def save_weights(state: Mapping[str, Tensor], path: Path, metadata: Mapping[str, str]) -> None:
    """Write tensors as safetensors, atomically."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(path.name + ".unfinished")
    save_file(
        {name: t.detach().contiguous() for name, t in state.items()}, str(unfinished), metadata=dict(metadata)
    )
    unfinished.replace(path)


def load_weights(path: Path) -> dict[str, Tensor]:
    """Read tensors that :func:`save_weights` wrote."""
    return load_file(str(path))


class RunningMean:
    """Exponential moving average of the trained parameters.

    Updated every `every` steps with ``decay ** every``, which equals a decay of `decay` a step closely. While
    few steps lie behind it the decay is smaller (``(1 + n) / (10 + n)``), so that the first weights do not
    linger.
    """

    def __init__(self, model: nn.Module, decay: float, every: int = 4) -> None:
        self.decay = decay**every
        self.every = every
        self.updates = 0
        self._live = {name: p for name, p in model.named_parameters() if p.requires_grad}
        self.mean = {name: p.detach().clone() for name, p in self._live.items()}

    @torch.no_grad()
    def update(self) -> None:
        """Move the mean towards the model's present weights."""
        self.updates += 1
        decay = min(self.decay, (1 + self.updates) / (10 + self.updates))
        torch._foreach_lerp_(list(self.mean.values()), list(self._live.values()), 1 - decay)

    def state(self) -> dict[str, Any]:
        """Return what a checkpoint needs."""
        return {"updates": self.updates, "mean": self.mean}

    @torch.no_grad()
    def restore(self, state: Mapping[str, Any]) -> None:
        """Take the state of a checkpoint."""
        self.updates = int(state["updates"])
        for name, tensor in state["mean"].items():
            self.mean[name].copy_(tensor)

    @torch.no_grad()
    def swap(self) -> None:
        """Exchange the mean and the model's weights; a second call undoes the first."""
        for name, live in self._live.items():
            kept = live.detach().clone()
            live.copy_(self.mean[name])
            self.mean[name].copy_(kept)
