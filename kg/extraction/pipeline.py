"""The pipelines of components, and documents through them: `extract` is all that the rest of `kg` needs.

>>> from kg.records import Document
>>> document = Document(id="document/1", path="a.txt", text="زار فلاديمير بوتين كوريا الشمالية.")
>>> [extraction] = extract([document])
>>> [(mention.surface, mention.entity_id) for mention in extraction.mentions]
[('فلاديمير بوتين', 'person/vladimir-putin'), ('كوريا الشمالية', 'country/north-korea')]
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache

import spacy
from spacy.language import Language

from kg.errors import ConfigError
from kg.extraction import claims, dates, filter, names, references, sentences, status, tokenizer
from kg.extraction.convert import to_extraction
from kg.extraction.joint import claims as joint_claims
from kg.extraction.joint import reader
from kg.records import Document, Extraction

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
_BY_RULES = frozenset({"kg_claims"})
_BY_MODEL = frozenset({"kg_joint", "kg_joint_claims"})
#: What of the settings components are told.
_SETTINGS = {
    "kg_joint": ("folder",),
    "kg_names": ("actor_files", "demonyms"),
    "kg_references": ("actor_files",),
    "kg_joint_claims": ("folder",),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtractionSettings:
    """How documents are read.

    Parameters
    ----------
    actor_files : tuple of str
        The user's files of actors, beside the shipped ones.
    min_confidence : float
        Claims below it are dropped, and counted: higher buys precision, lower recall.
    chunk_size : int
        Characters that a chunk holds at most, where sentences allow.
    rules : bool
        Whether rules propose claims.
    model : bool
        Whether the trained network reads names and claims.
    model_folder : str
        The network's folder, in place of the one that ships.
    demonyms : bool
        Whether nationality adjectives are mentions of their country.
    """

    actor_files: tuple[str, ...] = ()
    min_confidence: float = 0.35
    chunk_size: int = 1200
    rules: bool = True
    model: bool = True
    model_folder: str = ""
    demonyms: bool = True


def load(language: str = "ar", settings: ExtractionSettings | None = None) -> Language:
    """Return the pipeline of a language, made once a process for the same settings.

    Raises
    ------
    ConfigError
        When there is no pipeline for the language.
    """
    if language not in _COMPONENTS:
        raise ConfigError(
            f"There is no pipeline for the language {language!r}.", f"Use one of {', '.join(LANGUAGES)}."
        )
    return _load(language, replace(settings or ExtractionSettings(), min_confidence=0.0, chunk_size=0))


@cache
def _load(language: str, settings: ExtractionSettings) -> Language:
    files = list(settings.actor_files)
    config = {"nlp": {"tokenizer": {"@tokenizers": "kg.Tokenizer.v1", "actor_files": files}}}
    nlp = spacy.blank(language, config=config)
    known = {
        "folder": settings.model_folder,
        "actor_files": files,
        "demonyms": settings.demonyms,
    }
    for name in _COMPONENTS[language]:
        if (name in _BY_RULES and not settings.rules) or (name in _BY_MODEL and not settings.model):
            continue
        nlp.add_pipe(name, config={key: known[key] for key in _SETTINGS.get(name, ())})
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
