"""What decides a training run."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each part adds to the loss."""

    tag: float = 1.0
    peel: float = 0.3
    relation: float = 1.0
    status: float = 0.3
    evidence: float = 0.1
    source: float = 0.1


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that decides a run, but for the folder it writes to.

    A run may be resumed with other rates, shares or intervals; what is given then is in force from there.

    shared : folder with ``training/``, ``data/ner/``, ``data/news/``, ``data/gazetteers/`` and ``models/``
    encoder : folder of the pretrained encoder; empty: ``models/e5-small-ar-en`` below `shared`
    earlier : weights of an earlier joint network to start from; empty: none
    annotated : files of annotated documents to train on, below ``training/``
    standoff : train on the articles of :mod:`kg.training.standoff`, too
    real_share : part of the real articles (all of `annotated` but the written ones, and `standoff`) to train
        on; a smaller part lies inside each larger one
    batch : windows a step; tag_batch : windows of a tag-only step
    tag_share : part of the steps that train on the corpora with other label schemes
    folded_share, exchanged_share, composed_share : parts of the other steps whose text has no hamza on alif,
        has other actors, or is one of :mod:`kg.training.composed`; the rest trains on `annotated` as it is
    exchanged_copies : altered copies of each document, see :mod:`kg.training.substitution`
    hidden_words : share of the sub-words that a step hides behind the mask word, names included: what
        stands around must do
    negatives : pairs without a claim that a window trains on, at most
    rate, head_rate : learning rates of encoder and heads after warm-up
    second_moment : decay of Adam's mean of squared gradients; batches are small, so it is long
    steps : stop after this step; 0: run until stopped
    save_every, evaluate_every, snapshot_every : in steps
    evaluate_documents : documents of each development file that are scored during training
    """

    shared: str = "../shared"
    encoder: str = ""
    earlier: str = ""
    annotated: tuple[str, ...] = ("news_train", "written_train")
    standoff: bool = True
    real_share: float = 1.0
    development: tuple[str, ...] = ("news_dev", "saudi_dev")
    batch: int = 2
    tag_batch: int = 6
    tag_share: float = 0.3
    folded_share: float = 0.1
    exchanged_share: float = 0.4
    composed_share: float = 0.2
    exchanged_copies: int = 3
    hidden_words: float = 0.0
    negatives: int = 40
    rate: float = 8e-5
    head_rate: float = 4e-4
    second_moment: float = 0.999
    weight_decay: float = 0.01
    warm_up: int = 300
    clip: float = 1.0
    dropout: float = 0.1
    mean_decay: float = 0.999
    seed: int = 0
    bf16: bool = True
    threads: int = 1
    steps: int = 0
    save_every: int = 200
    evaluate_every: int = 2000
    snapshot_every: int = 4000
    evaluate_documents: int = 60
    log_every: int = 50
    weights: Weights = field(default_factory=Weights)

    def folder(self, name: str) -> Path:
        """Return a folder below `shared`."""
        return Path(self.shared) / name

    def encoder_folder(self) -> Path:
        """Return the folder of the pretrained encoder."""
        return Path(self.encoder) if self.encoder else self.folder("models/e5-small-ar-en")
