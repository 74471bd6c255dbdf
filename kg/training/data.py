"""The training data of a run, as streams of batches."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np

from kg.corpus.draft import digest
from kg.extraction.joint.windows import open_tokenizer
from kg.training import standoff
from kg.training.composed import read_composed
from kg.training.corpora import CORPORA, corpus_examples
from kg.training.demonyms import Demonyms
from kg.training.documents import Example, examples_of, read_jsonl
from kg.training.settings import Settings
from kg.training.standoff import ANERCORP_FILE, ANT_FILES, read_standoff, read_texts
from kg.training.streams import Stream
from kg.training.substitution import exchanged, load_countries, person_names

WRITTEN: Final = {"written_train"}
"""The files of annotated articles that are no news."""


@dataclass(slots=True)
class Data:
    """The streams of a run: windows of annotated and of composed articles, both with folded hamza or with
    other actors, and the corpora.
    """

    joint: Stream
    composed: Stream
    folded: Stream
    exchanged: Stream
    corpora: list[Stream]

    def all(self) -> list[Stream]:
        """Return every stream."""
        return [self.joint, self.composed, self.folded, self.exchanged, *self.corpora]


def data_files(settings: Settings) -> list[Path]:
    """Return the files outside the package that a run trains on."""
    annotated = [settings.folder("training") / f"{name}.jsonl" for name in settings.annotated]
    corpora = (
        [settings.folder("data/ner") / corpus.path for corpus in CORPORA] if settings.tag_share > 0 else []
    )
    texts = (*ANT_FILES, ANERCORP_FILE) if settings.standoff else ()
    return list(dict.fromkeys(annotated + [settings.folder("data") / name for name in texts] + corpora))


def annotated_documents(settings: Settings) -> list[dict[str, Any]]:
    """Return the annotated training articles that lie outside the package, as read from there."""
    files = {name: read_jsonl(settings.folder("training") / f"{name}.jsonl") for name in settings.annotated}
    if settings.standoff:
        files[standoff.NAME] = read_standoff(read_texts(settings.folder("data")))
    return [
        document
        for name, documents in files.items()
        for document in documents
        if name in WRITTEN or in_share(document, settings.real_share)
    ]


def in_share(document: Mapping[str, Any], share: float) -> bool:
    """Tell whether a document is in a random part of all, drawn by its id alone."""
    return int(digest(document["document"])[:8], 16) < share * 16**8


def load_data(settings: Settings) -> Data:
    """Read and cut all training data."""
    tokenizer = open_tokenizer(str(settings.encoder_folder() / "tokenizer.json"))
    demonyms = Demonyms.load(settings.folder("data/gazetteers"))
    annotated = annotated_documents(settings)
    composed = read_composed() if settings.composed_share > 0 else []
    documents = annotated + composed

    def cut(chosen: Iterable[dict[str, Any]], fold_hamza: bool = False) -> list[Example]:
        return [example for one in chosen for example in examples_of(one, tokenizer, demonyms, fold_hamza)]

    countries = load_countries(settings.folder("data/gazetteers"))
    persons = person_names(documents)
    altered = (
        exchanged(document, countries, persons, np.random.default_rng([settings.seed, copy, k]))
        for copy in range(settings.exchanged_copies)
        for k, document in enumerate(documents)
    )
    corpora = [
        Stream(
            corpus.name,
            corpus_examples(corpus, settings.folder("data/ner"), tokenizer),
            settings.tag_batch,
            settings.seed,
        )
        for corpus in (CORPORA if settings.tag_share > 0 else ())
    ]
    return Data(
        Stream("joint", cut(annotated), settings.batch, settings.seed),
        Stream("composed", cut(composed), settings.batch, settings.seed),
        Stream("folded", cut(documents, fold_hamza=True), settings.batch, settings.seed),
        Stream("exchanged", cut(altered), settings.batch, settings.seed),
        corpora,
    )


def pick_corpus(random: np.random.Generator) -> tuple[int, str]:
    """Draw a corpus by its share; return its place in the list and its scheme."""
    shares = np.array([corpus.share for corpus in CORPORA])
    place = int(random.choice(len(CORPORA), p=shares / shares.sum()))
    return place, CORPORA[place].scheme


def every_nth(documents: list[dict[str, Any]], settings: Settings) -> list[dict[str, Any]]:
    """Return a fixed, evenly spread subset of development documents."""
    wanted = settings.evaluate_documents
    if not wanted or wanted >= len(documents):
        return documents
    return [documents[k * len(documents) // wanted] for k in range(wanted)]
