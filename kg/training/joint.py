"""Training of the joint network: one command from data to checkpoint, resumable at any step.

Everything that is random in step `n` follows from the seed and `n`; a checkpoint holds weights, running mean,
optimiser and the places of the data streams. So a resumed run takes the steps that an unbroken one would have
taken.

The learning rate warms up and stays constant, the running mean of the weights is what is evaluated and
exported: the run can end at any time. A cool-down, from a checkpoint, lets the rate fall to zero in a given
number of steps and writes to a folder of its own, so that the constant-rate run can still go on.
"""

from __future__ import annotations

import collections
import json
import math
import os
import platform
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from types import FrameType
from typing import Any, Literal

import numpy as np
import torch
from torch import Tensor, nn

from kg.extraction.joint.windows import open_tokenizer
from kg.training import composed, standoff
from kg.training.checkpoint import RunningMean, save_atomically, save_weights, trained_state
from kg.training.corpora import SCHEMES
from kg.training.data import Data, data_files, every_nth, load_data, pick_corpus
from kg.training.demonyms import Demonyms
from kg.training.documents import Example, read_jsonl
from kg.training.evaluation import Reader, evaluate
from kg.training.files import digest_of_folder, sha256
from kg.training.grouping import Grouping
from kg.training.labels import label_sets
from kg.training.losses import joint_loss, other_scheme_loss
from kg.training.model import JointModel
from kg.training.settings import Settings
from kg.training.start import encoder_shape, load_earlier, load_encoder

Kind = Literal["joint", "composed", "folded", "exchanged", "tags"]

#: A step whose gradient is this many times longer than usual is not taken.
_SPIKE = 8.0


class Log:
    """Appends JSON lines to ``log.jsonl`` in the run's folder and shows them."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.path = folder / "log.jsonl"

    def write(self, event: str, **values: Any) -> None:
        """Log one event."""
        line = json.dumps(
            {"event": event, "time": time.strftime("%Y-%m-%dT%H:%M:%S"), **values}, ensure_ascii=False
        )
        with self.path.open("a", encoding="utf-8") as file:
            file.write(line + "\n")
        print(line, flush=True)


class Trainer:
    """One run: model, optimiser, running mean, data and the folder they are saved to."""

    def __init__(self, settings: Settings, folder: Path, data: Data, cool_down: int = 0) -> None:
        torch.manual_seed(settings.seed)
        self.settings = settings
        self.folder = folder
        self.data = data
        self.cool_down = cool_down
        self.step = 0
        self.cool_from = 0
        self.stopping = False
        self.usual_norm = 0.0
        self.seconds = 0.0
        self.model = JointModel(
            encoder_shape(settings.encoder_folder()),
            {name: len(tags) for name, tags in SCHEMES.items()},
            settings.dropout,
        )
        load_encoder(self.model, settings.encoder_folder())
        self.taken = load_earlier(self.model, Path(settings.earlier)) if settings.earlier else []
        self.optimiser = make_optimiser(self.model, settings)
        self.mean = RunningMean(self.model, settings.mean_decay)

    @property
    def checkpoint(self) -> Path:
        """Where the run's state lies."""
        return self.folder / "last.pt"

    def state(self) -> dict[str, Any]:
        """Return what is needed to go on from here."""
        return {
            "step": self.step,
            "cool_from": self.cool_from,
            "seconds": self.seconds,
            "usual_norm": self.usual_norm,
            "model": trained_state(self.model),
            "mean": self.mean.state(),
            "optimiser": self.optimiser.state_dict(),
            "streams": {stream.name: stream.state() for stream in self.data.all()},
            "settings": asdict(self.settings),
            "labels": label_sets(),
        }

    def save(self) -> None:
        """Write the checkpoint."""
        save_atomically(self.state(), self.checkpoint)

    def restore(self, path: Path) -> None:
        """Go on from a checkpoint."""
        state = torch.load(path, map_location="cpu", weights_only=True)
        if state["labels"] != label_sets():
            raise ValueError(f"{path} was trained with other labels than this code has; start a new run")
        self.step = state["step"]
        self.cool_from = state["cool_from"]
        self.seconds = state["seconds"]
        self.usual_norm = state.get("usual_norm", 0.0)
        self.model.load_state_dict(state["model"], strict=False)
        self.mean.restore(state["mean"])
        self.optimiser.load_state_dict(state["optimiser"])
        # The state brings the options of the run that wrote it; those given now are in force.
        fresh = make_optimiser(self.model, self.settings)
        for group, wanted in zip(self.optimiser.param_groups, fresh.param_groups, strict=True):
            group.update({name: wanted[name] for name in ("base_rate", "betas", "weight_decay")})
        for stream in self.data.all():
            if stream.name in state["streams"]:
                stream.restore(tuple(state["streams"][stream.name]))

    def rate_factor(self) -> float:
        """Return the factor of the learning rate for the coming step."""
        warm = min(1.0, (self.step + 1) / max(1, self.settings.warm_up))
        if not self.cool_down:
            return warm
        return warm * max(0.0, 1 - (self.step - self.cool_from) / self.cool_down)

    def kind_of_step(self, random: np.random.Generator) -> Kind:
        """Draw what a step trains on."""
        if self.data.corpora and random.random() < self.settings.tag_share:
            return "tags"
        draw = random.random()
        shares: dict[Kind, float] = {
            "folded": self.settings.folded_share,
            "exchanged": self.settings.exchanged_share,
            "composed": self.settings.composed_share,
        }
        for kind, share in shares.items():
            if draw < share:
                return kind
            draw -= share
        return "joint"

    def loss(self, random: np.random.Generator) -> tuple[Tensor, dict[str, float]]:
        """Take the next batch and return its loss and the parts of it."""
        kind = self.kind_of_step(random)
        if kind == "tags":
            place, corpus = pick_corpus(random)
            return other_scheme_loss(self.model, corpus, self.data.corpora[place].next())
        streams = {stream.name: stream for stream in self.data.all()}
        examples: list[Example] = streams[kind].next()
        return joint_loss(self.model, examples, self.settings, random)

    def take_step(self) -> dict[str, float]:
        """Take one optimiser step and return the parts of the loss."""
        random = np.random.default_rng([self.settings.seed, self.step])
        self.model.pool.reseed(int(random.integers(1 << 62)))
        self.model.train()
        factor = self.rate_factor()
        for group in self.optimiser.param_groups:
            group["lr"] = group["base_rate"] * factor
        with torch.autocast("cpu", torch.bfloat16, enabled=self.settings.bf16):
            loss, parts = self.loss(random)
        self.optimiser.zero_grad(set_to_none=True)
        torch.autograd.backward(loss)
        norm = nn.utils.clip_grad_norm_(
            [p for p in self.model.parameters() if p.requires_grad], self.settings.clip
        )
        sound = self._is_sound(float(norm))
        if sound:
            self.optimiser.step()
        self.step += 1
        if sound and self.step % self.mean.every == 0:
            self.mean.update()
        return {**parts, "norm": float(norm), "skipped": float(not sound)}

    def _is_sound(self, norm: float) -> bool:
        """Return whether a step's gradient is of the usual size; a batch that is not teaches nothing good.

        Clipping bounds the length of such a gradient, not its direction: a run was lost to a few of them.
        """
        if not math.isfinite(norm):
            return False
        usual = self.usual_norm or norm
        sound = norm <= _SPIKE * usual
        # The bound rises while steps are skipped, so that a lasting change does not end the training.
        self.usual_norm = 0.99 * usual + 0.01 * (norm if sound else 2 * usual)
        return sound

    @contextmanager
    def averaged(self) -> Iterator[None]:
        """Put the running mean in place of the weights for a while; a cool-down keeps its own weights."""
        swap = not self.cool_down
        if swap:
            self.mean.swap()
        try:
            yield
        finally:
            if swap:
                self.mean.swap()

    def export_weights(self, name: str) -> Path:
        """Write the weights that ship, running mean or cooled down, as safetensors."""
        path = self.folder / name
        with self.averaged():
            save_weights(
                trained_state(self.model), path, {"step": str(self.step), "labels": json.dumps(label_sets())}
            )
        return path

    def evaluate(self) -> dict[str, dict[str, float]]:
        """Score the shipping weights on the fixed subsets of the development files."""
        settings = self.settings
        tokenizer = open_tokenizer(str(settings.encoder_folder() / "tokenizer.json"))
        grouping = Grouping.load(settings.folder("data/gazetteers"))
        demonyms = Demonyms.load(settings.folder("data/gazetteers"))
        self.model.eval()
        figures: dict[str, dict[str, float]] = {}
        with self.averaged():
            reader = Reader(self.model, tokenizer, grouping, bf16=settings.bf16)
            for name in settings.development:
                documents = every_nth(read_jsonl(settings.folder("training") / f"{name}.jsonl"), settings)
                figures[name] = evaluate(reader, documents, demonyms.is_demonym)
        self.model.train()
        return figures

    def stop(self, _signal: int = 0, _frame: FrameType | None = None) -> None:
        """Ask the loop to save and end after the present step."""
        self.stopping = True

    def run(self, log: Log) -> None:
        """Train until stopped, until the settings' last step, or until the cool-down is over."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self.stop)
        settings = self.settings
        last = self.cool_from + self.cool_down if self.cool_down else settings.steps
        sums: dict[str, float] = collections.defaultdict(float)
        times: collections.Counter[str] = collections.Counter()
        began = time.monotonic()
        while not self.stopping and (not last or self.step < last):
            for name, value in self.take_step().items():
                sums[name] += value
                times[name] += 1
            if self.step % settings.log_every == 0:
                self.seconds += time.monotonic() - began
                began = time.monotonic()
                parts = {name: round(sums[name] / times[name], 5) for name in sorted(sums)}
                log.write(
                    "step", step=self.step, seconds=round(self.seconds), rate=self.rate_factor(), **parts
                )
                sums.clear()
                times.clear()
            if self.step % settings.save_every == 0:
                self.save()
            if self.step % settings.snapshot_every == 0:
                self.export_weights(f"mean-{self.step:06d}.safetensors")
            if self.step % settings.evaluate_every == 0:
                log.write("evaluation", step=self.step, **self.evaluate())
        self.save()
        self.export_weights("model.safetensors")
        log.write("stopped" if self.stopping else "finished", step=self.step, seconds=round(self.seconds))


def make_optimiser(model: JointModel, settings: Settings) -> torch.optim.AdamW:
    """Return AdamW with a rate for the encoder and one for the heads; vectors and biases do not decay."""
    groups: list[dict[str, Any]] = []
    for inside, rate in ((True, settings.rate), (False, settings.head_rate)):
        named = [
            (n, p)
            for n, p in model.named_parameters()
            if p.requires_grad and n.startswith("encoder.") == inside
        ]
        for decays in (True, False):
            groups.append(
                {
                    "params": [p for _, p in named if (p.dim() > 1) == decays],
                    "lr": rate,
                    "base_rate": rate,
                    "weight_decay": settings.weight_decay if decays else 0.0,
                }
            )
    return torch.optim.AdamW(groups, betas=(0.9, settings.second_moment), fused=True)


def earlier_files(settings: Settings) -> dict[str, str]:
    """Return name and SHA-256 of the weights that training starts from, apart from the pretrained encoder."""
    if not settings.earlier:
        return {}
    path = Path(settings.earlier)
    if path.is_dir():
        exported = path / "joint.weights"
        files = [exported] if exported.exists() else [path / "trunk.safetensors", path / "heads.pt"]
    else:
        files = [path]
    return {file.name: sha256(file) for file in files}


def describe_run(settings: Settings, command: str) -> dict[str, Any]:
    """Return what a reader of the log needs to repeat the run."""
    return {
        "command": command,
        "settings": asdict(settings),
        "data": {str(path.relative_to(settings.shared)): sha256(path) for path in data_files(settings)}
        | ({composed.NAME: digest_of_folder(composed.FOLDER)} if settings.composed_share > 0 else {})
        | ({standoff.NAME: digest_of_folder(standoff.FOLDER)} if settings.standoff else {}),
        "encoder_sha256": sha256(settings.encoder_folder() / "model.safetensors"),
        "earlier": earlier_files(settings),
        "torch": torch.__version__,
        "python": platform.python_version(),
        "machine": platform.processor() or platform.machine(),
        "cores": os.cpu_count(),
    }


def train(settings: Settings, folder: Path, cool_down: int = 0, command: str = "") -> None:
    """Train in `folder`, going on from its checkpoint if there is one.

    With `cool_down`, start from the checkpoint in `folder` and write to ``folder/cooldown``.
    """
    torch.set_num_threads(settings.threads)
    source = folder / "last.pt"
    target = folder / "cooldown" if cool_down else folder
    log = Log(target)
    trainer = Trainer(settings, target, load_data(settings), cool_down)
    if cool_down and not source.exists():
        raise FileNotFoundError(f"{source}: a cool-down starts from a checkpoint; train first")
    if trainer.checkpoint.exists():
        trainer.restore(trainer.checkpoint)
    elif cool_down:
        trainer.restore(source)
        trainer.cool_from = trainer.step
    windows = {stream.name: len(stream.examples) for stream in trainer.data.all()}
    log.write(
        "start",
        step=trainer.step,
        windows=windows,
        taken=len(trainer.taken),
        **describe_run(settings, command),
    )
    trainer.run(log)
