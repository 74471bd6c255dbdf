"""Files in, documents out: formats, encodings, metadata, boilerplate, language, texts that repeat others."""

from kg.corpus.draft import Dropped, ReadResult
from kg.corpus.duplicates import near_duplicates, unique_documents
from kg.corpus.files import InputFile, list_inputs
from kg.corpus.options import Columns, ReadOptions
from kg.corpus.read import read_input, read_jsonl_stream

__all__ = [
    "Columns",
    "Dropped",
    "InputFile",
    "ReadOptions",
    "ReadResult",
    "list_inputs",
    "near_duplicates",
    "read_input",
    "read_jsonl_stream",
    "unique_documents",
]
