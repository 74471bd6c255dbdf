"""Runs the names half of the Arabic pipeline on a text, for tests."""

from __future__ import annotations

from functools import cache

import spacy
from spacy.language import Language
from spacy.tokens import Doc

import kg.extraction.pipeline  # noqa: F401 (registers the components)
from kg.extraction import state
from kg.records import Document, IgnoredSpan


@cache
def names_pipeline(language: str = "ar") -> Language:
    nlp = spacy.blank(language, config={"nlp": {"tokenizer": {"@tokenizers": "kg.Tokenizer.v1"}}})
    for name in ("kg_sentences", "kg_names", "kg_references", "kg_dates"):
        nlp.add_pipe(name)
    return nlp


def read(text: str, *, language: str = "ar", ignored: tuple[IgnoredSpan, ...] = (), **fields: object) -> Doc:
    nlp = names_pipeline(language)
    doc = nlp.tokenizer(text)
    doc._.kg_document = Document(id="document/test", path="test.txt", text=text, ignored=ignored, **fields)
    for _, component in nlp.pipeline:
        doc = component(doc)
    return doc


def mentions(text: str, **kwargs: object) -> list[tuple[str, str, str]]:
    """Surface, type and local key of every mention."""
    return [(span.text, span.label_, span.kb_id_) for span in state.mentions(read(text, **kwargs))]


def surfaces(text: str, **kwargs: object) -> list[str]:
    return [span.text for span in state.mentions(read(text, **kwargs))]


def keys(text: str, **kwargs: object) -> list[str]:
    return [span.kb_id_ for span in state.mentions(read(text, **kwargs))]


def references(text: str) -> list[tuple[str, tuple[str, ...]]]:
    doc = read(text)
    return [(span.label_, span._.antecedents) for span in doc.spans[state.REFERENCES]]
