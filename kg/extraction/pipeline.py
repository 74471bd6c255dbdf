"""The pipelines of components, and documents through them: `extract` is all that the rest of `kg` needs.

>>> from kg.records import Document
>>> document = Document(id="document/1", path="a.txt", text="زار فلاديمير بوتين كوريا الشمالية.")
>>> [extraction] = extract([document])
>>> [(mention.surface, mention.entity_id) for mention in extraction.mentions]
[('فلاديمير بوتين', 'person/vladimir-putin'), ('كوريا الشمالية', 'country/north-korea')]
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

import spacy
from spacy.language import Language

from kg.errors import ConfigError
from kg.extraction import claims, dates, filter, names, references, sentences, status, tokenizer
from kg.extraction.convert import to_extraction
from kg.extraction.joint import claims as joint_claims
from kg.extraction.joint import reader
from kg.extraction.joint.reader import SHIPPED, is_shipped
from kg.records import Document, Extraction
from kg.resources import resource_path

__all__ = ["LANGUAGES", "ExtractionSettings", "extract", "load"]

#: Imported for the factories that they register.
_REGISTERED = (
    claims,
    dates,
    filter,
    joint_claims,
    names,
    reader,
    references,
    sentences,
    status,
    tokenizer,
)

#: Components of each language's pipeline, in order. Relations between names are read in Arabic only.
_COMPONENTS = {
    "ar": (
        "kg_sentences",
        "kg_joint",
        "kg_names",
        "kg_references",
        "kg_dates",
        "kg_claims",
        "kg_joint_claims",
        "kg_status",
        "kg_ontology",
    ),
    "en": ("kg_sentences", "kg_names", "kg_dates"),
}
LANGUAGES = tuple(_COMPONENTS)
_WITH_ACTORS = frozenset({"kg_names", "kg_references"})
_WITH_MODEL = frozenset({"kg_joint", "kg_joint_claims"})


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtractionSettings:
    """How documents are read.

    Parameters
    ----------
    actor_files : tuple of str
        The user's files of actors, beside the shipped ones.
    min_confidence : float
        Claims below it are dropped, and counted.
    chunk_size : int
        Characters that a chunk holds at most, where sentences allow.
    rules : bool
        Whether rules propose claims.
    model : bool
        Whether the trained network reads names and claims, where one is there.
    model_folder : str
        The network's folder, in place of the one that ships.
    """

    actor_files: tuple[str, ...] = ()
    min_confidence: float = 0.0
    chunk_size: int = 1200
    rules: bool = True
    model: bool = True
    model_folder: str = ""


def load(language: str = "ar", settings: ExtractionSettings | None = None) -> Language:
    """Return the pipeline of a language, made once a process for the same files of actors.

    Raises
    ------
    ConfigError
        When there is no pipeline for the language.
    """
    if language not in _COMPONENTS:
        raise ConfigError(
            f"There is no pipeline for the language {language!r}.", f"Use one of {', '.join(LANGUAGES)}."
        )
    settings = settings or ExtractionSettings()
    folder = settings.model_folder or (str(resource_path(SHIPPED)) if is_shipped() else "")
    return _load(language, settings.actor_files, settings.rules, folder if settings.model else "")


@cache
def _load(language: str, actor_files: tuple[str, ...], rules: bool, model_folder: str) -> Language:
    files = list(actor_files)
    config = {"nlp": {"tokenizer": {"@tokenizers": "kg.Tokenizer.v1", "actor_files": files}}}
    nlp = spacy.blank(language, config=config)
    for name in _COMPONENTS[language]:
        if name in _WITH_MODEL:
            if model_folder:
                nlp.add_pipe(name, config={"folder": model_folder})
        elif name in _WITH_ACTORS:
            nlp.add_pipe(name, config={"actor_files": files})
        elif name != "kg_claims" or rules:
            nlp.add_pipe(name)
    return nlp


def extract(
    documents: Iterable[Document], settings: ExtractionSettings | None = None
) -> Iterator[Extraction]:
    """Yield what each document holds, in their order.

    A document that fails gives an `Extraction` with `error` set, never an exception. A language without
    pipeline goes through the English one, which finds names in both scripts.
    """
    settings = settings or ExtractionSettings()
    for document in documents:
        nlp = load(document.language if document.language in _COMPONENTS else "en", settings)
        try:
            yield _extract(nlp, document, settings)
        except Exception as error:  # one bad document must not end a run over thousands
            yield Extraction(document_id=document.id, error=f"{type(error).__name__}: {error}")


def _extract(nlp: Language, document: Document, settings: ExtractionSettings) -> Extraction:
    with nlp.memory_zone():
        doc = nlp.tokenizer(document.text)
        doc._.kg_document = document
        for _, component in nlp.pipeline:
            doc = component(doc)
        return to_extraction(doc, chunk_size=settings.chunk_size, min_confidence=settings.min_confidence)
