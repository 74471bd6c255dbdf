"""What a process does with its share of the work. Imports little, as every process imports it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.config import ExtractionSection
    from kg.corpus import InputFile, ReadOptions, ReadResult
    from kg.records import Document, Extraction

__all__ = ["extract_batch", "read_batch"]


def read_batch(options: ReadOptions, files: tuple[InputFile, ...]) -> tuple[ReadResult, ...]:
    """Return what each file holds."""
    from kg.corpus import read_input

    return tuple(read_input(file, options) for file in files)


def extract_batch(section: ExtractionSection, documents: tuple[Document, ...]) -> tuple[Extraction, ...]:
    """Return what each document says. The first call in a process loads the pipeline."""
    from kg.extraction.pipeline import extract

    return tuple(extract(documents, section.settings()))
