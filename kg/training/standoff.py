"""Annotations of articles whose text must not be shipped: names and claims by offsets into corpora.

Each line of a file of :data:`FOLDER` is one text as JSON: ``document`` (its id in the corpus), ``sha256``
(of the text), ``published`` (null where unknown), ``entities`` [id, type, Arabic name, English name],
``mentions`` [start, end, entity id] and ``claims`` [subject, relation, object, polarity, modality, source or
null, date or null, [[start, end], …] of the stating sentences]. The text comes from the corpus at training
time and must be the same to the letter: an article of ANT is title, line end and body; ANERcorp knows no
articles, so its texts are passages of :data:`PASSAGE` sentences, one a line, punctuation joined to its word.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from kg.corpus.draft import digest
from kg.training.corpora import read_conll

FOLDER = Path(__file__).with_name("standoff")
NAME = "kg/training/standoff"
"""The name of the set in logs and in the model card."""

ANT_FILES: Final = ("news/ant/internationalNews.jsonl", "news/ant/politic.jsonl")
ANERCORP_FILE: Final = "ner/anercorp/train.conll"
"""The corpora below the data folder."""

PASSAGE: Final = 8
"""Sentences of ANERcorp in a text."""

_BEFORE_MARK = re.compile(r" (?=[.,،؛:؟!?)»”\]])")
_AFTER_MARK = re.compile(r"(?<=[(«“\[]) ")

_CLAIM = ("subject", "relation", "object", "polarity", "modality", "attributed_to", "date", "sentences")


class StandoffError(ValueError):
    """An annotation without its text, or of another text; names file and article."""


def read_texts(data: Path) -> dict[str, str]:
    """Return the texts of the corpora below `data` by id."""
    texts: dict[str, str] = {}
    for name in ANT_FILES:
        with (data / name).open(encoding="utf-8") as lines:
            rows = [json.loads(line) for line in lines]
        texts |= {row["id"]: article_text(row) for row in rows if row["text"]}
    sentences = [[word for word, _ in sentence] for sentence in read_conll(data / ANERCORP_FILE)]
    for first in range(0, len(sentences), PASSAGE):
        texts[f"anercorp-{first:04}"] = passage_text(sentences[first : first + PASSAGE])
    return texts


def article_text(row: Mapping[str, Any]) -> str:
    """Return what the offsets of an article of the ANT corpus point into."""
    return (row["title"] or "").strip() + "\n" + row["text"].strip()


def passage_text(sentences: Sequence[Sequence[str]]) -> str:
    """Return what the offsets of a passage of ANERcorp point into.

    >>> passage_text([["قال", "(", "أمس", ")", ":", "نعم", "."]])
    'قال (أمس): نعم.'
    """
    return _AFTER_MARK.sub("", _BEFORE_MARK.sub("", "\n".join(" ".join(words) for words in sentences)))


def read_standoff(texts: Mapping[str, str], folder: Path = FOLDER) -> list[dict[str, Any]]:
    """Return the articles of `folder` in the form of the annotated files of the training data."""
    return [_article(row, texts, where) for row, where in _rows(folder)]


def _rows(folder: Path) -> Iterator[tuple[dict[str, Any], str]]:
    for path in sorted(folder.glob("*.jsonl")):
        with path.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, start=1):
                yield json.loads(line), f"{path.name}, line {number}"


def _article(row: Mapping[str, Any], texts: Mapping[str, str], where: str) -> dict[str, Any]:
    document = row["document"]
    text = texts.get(document)
    if text is None:
        raise StandoffError(f"{where}: the corpora hold no text {document}")
    if digest(text) != row["sha256"]:
        raise StandoffError(f"{where}: {document} is another text than was annotated")
    return {
        "document": document,
        "source": None,
        "split": "train",
        "published": row["published"],
        "text": text,
        "entities": [
            dict(zip(("id", "type", "name_ar", "name_en"), one, strict=True)) for one in row["entities"]
        ],
        "mentions": [
            {"start": start, "end": end, "surface": text[start:end], "entity": entity}
            for start, end, entity in row["mentions"]
        ],
        "claims": [dict(zip(_CLAIM, one, strict=True)) for one in row["claims"]],
    }


def without_text(document: Mapping[str, Any]) -> dict[str, Any]:
    """Return an annotated document as a line of :data:`FOLDER`: the reverse of reading it."""
    return {
        "document": document["document"],
        "sha256": digest(document["text"]),
        "published": document["published"],
        "entities": [
            [one[key] for key in ("id", "type", "name_ar", "name_en")] for one in document["entities"]
        ],
        "mentions": [[one["start"], one["end"], one["entity"]] for one in document["mentions"]],
        "claims": [[one[key] for key in _CLAIM] for one in document["claims"]],
    }
