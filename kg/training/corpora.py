"""Named-entity corpora with label schemes of their own: read, repaired, packed into windows for tags alone.

Each scheme has its own head on the shared encoder, so nothing is mapped onto the project's five types. Test
and development parts are never read here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from tokenizers import Tokenizer

from kg.extraction.joint.windows import cut_pieces
from kg.training.documents import Example, overlapping, with_borders
from kg.training.labels import bio_tags

PACKED_PIECES: Final = 96
"""Neighbouring sentences share a window up to this size: a longer one costs more a piece."""

LONGEST: Final = 158

_FANE_COARSE: Final = {
    "PER": "Politician Athlete Artist Other_PER Religious_PER Scientist Lawyer Businessperson Engineer "
    "Police",
    "GROUP": "Group",
    "NATION": "Nation",
    "LOC": "Population-Center State-or-Province County-or-District GPE-Cluster Continent Water-Body "
    "Land-Region-Natural Celestial",
    "ORG": "Government Non-Governmental Commercial Media Sports Educational Religious_ORG Medical-Science "
    "Entertainment",
    "FAC": "Building-Grounds Path Airport Subarea-Facility",
    "PRODUCT": "Software Hardware Air Land Water Book Movie Sound Food Drug Plant",
    "WEAPON": "Projectile Shooting Nuclear Exploding Sharp Blunt Chemical",
}
"""Coarse classes of WikiFANE and NewsFANE (Alotaibi and Lee, COLING 2014) -> their fine ones."""

_FANE: Final = {fine: coarse for coarse, names in _FANE_COARSE.items() for fine in names.split()}
_WOJOOD: Final = {
    name: name
    for name in ("PERS", "ORG", "GPE", "LOC", "FAC", "NORP", "OCC", "EVENT", "DATE", "WEBSITE", "LAW")
}
_ANERCORP: Final = {name: name for name in ("PERS", "LOC", "ORG", "MISC")}
_AQMAR: Final = {name: name for name in ("PER", "LOC", "ORG", "MISC")}


@dataclass(frozen=True, slots=True)
class Corpus:
    """A corpus in CoNLL form.

    scheme : name of its head
    labels : label in the file -> label of the scheme; others count as O
    share : part of the tag-only windows that come from it
    segmented : conjunctions, prepositions and pronouns are tokens of their own and are joined again
    """

    name: str
    path: str
    scheme: str
    labels: dict[str, str]
    share: float
    segmented: bool = False


CORPORA: Final = (
    Corpus("anercorp", "anercorp/train.conll", "anercorp", _ANERCORP, 0.38),
    Corpus("newsfane", "newsfane/train.conll", "fane", _FANE, 0.15, segmented=True),
    Corpus("wikifane", "wikifane/train.conll", "fane", _FANE, 0.30, segmented=True),
    Corpus("wojood_sample", "wojood_sample/train.conll", "wojood", _WOJOOD, 0.06),
    Corpus("aqmar", "aqmar/train.conll", "aqmar", _AQMAR, 0.11),
)

SCHEMES: Final[dict[str, tuple[str, ...]]] = {
    corpus.scheme: bio_tags(tuple(dict.fromkeys(corpus.labels.values()))) for corpus in CORPORA
}
"""Scheme -> its BIO tags."""

Token = tuple[str, str]
"""A word and its tag."""

_PREFIXES: Final = frozenset("وفبلكس")
_SUFFIXES: Final = frozenset({"ها", "ه", "هما"})


def read_conll(path: Path) -> Iterator[list[Token]]:
    """Read sentences of (word, tag); of nested tags only the outermost is kept."""
    sentence: list[Token] = []
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            word, _, tags = line.rstrip("\n").partition("\t")
            if word:
                sentence.append((word, tags.split(" ")[0] or "O"))
            elif sentence:
                yield sentence
                sentence = []
    if sentence:
        yield sentence


def rejoin(sentence: list[Token]) -> list[Token]:
    """Join split proclitics to the next word and split pronouns to the one before; the name's tag wins.

    «و تعتبر مدينة جوبا عاصمة ها» becomes «وتعتبر مدينة جوبا عاصمتها», «ل الصين» becomes «للصين».
    """
    joined: list[Token] = []
    prefix: Token | None = None
    for word, tag in sentence:
        if prefix is not None:
            if prefix[0] == "ل" and word.startswith("ال"):
                word = "ل" + word[2:] if word.startswith("الل") else "لل" + word[2:]
            else:
                word = prefix[0] + word
            tag = tag if prefix[1] == "O" else prefix[1]
            prefix = None
        elif word in _PREFIXES:
            prefix = (word, tag)
            continue
        if word in _SUFFIXES and joined:
            stem, stem_tag = joined.pop()
            joined.append(((stem[:-1] + "ت" if stem.endswith("ة") else stem) + word, stem_tag))
        else:
            joined.append((word, tag))
    if prefix is not None:
        joined.append(prefix)
    return joined


def repaired(sentence: list[Token], labels: dict[str, str]) -> list[Token]:
    """Map the labels, and begin a name at every ``I-x`` that follows neither ``B-x`` nor ``I-x``."""
    result: list[Token] = []
    before = "O"
    for word, tag in sentence:
        label = labels.get(tag[2:])
        tag = "O" if label is None else f"{tag[0]}-{label}"
        if tag.startswith("I-") and before[2:] != tag[2:]:
            tag = "B-" + tag[2:]
        result.append((word, tag))
        before = tag
    return result


def corpus_examples(corpus: Corpus, root: Path, tokenizer: Tokenizer) -> list[Example]:
    """Read the training part of `corpus` below `root`, packed into windows of neighbouring sentences."""
    tags = {tag: k for k, tag in enumerate(SCHEMES[corpus.scheme])}
    examples: list[Example] = []
    ids: list[int] = []
    labels: list[int] = []
    for raw in read_conll(root / corpus.path):
        sentence = repaired(rejoin(raw) if corpus.segmented else raw, corpus.labels)
        more_ids, more_labels = _tagged_pieces(sentence, tags, tokenizer)
        if ids and len(ids) + len(more_ids) > PACKED_PIECES:
            examples.append(Example(with_borders(ids), np.array(labels, dtype=np.int64)))
            ids, labels = [], []
        ids += more_ids[: LONGEST - len(ids)]
        labels += more_labels[: LONGEST - len(labels)]
    if ids:
        examples.append(Example(with_borders(ids), np.array(labels, dtype=np.int64)))
    return examples


def _tagged_pieces(
    sentence: list[Token], tags: dict[str, int], tokenizer: Tokenizer
) -> tuple[list[int], list[int]]:
    text = " ".join(word for word, _ in sentence)
    pieces = cut_pieces(tokenizer, text, [(0, len(text))])
    labels = [0] * len(pieces)
    place = 0
    for word, tag in sentence:
        span = overlapping(pieces.offsets, place, place + len(word))
        place += len(word) + 1
        if span is None or tag == "O":
            continue
        for k in range(*span):
            labels[k] = tags["I-" + tag[2:]]
        if tag.startswith("B-"):
            labels[span[0]] = tags[tag]
    return pieces.ids.tolist(), labels
