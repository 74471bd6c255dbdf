"""The component `kg_joint`: encodes a document once, for the finders of names and claims that come after it.

Names begin inside words («وكركودينوف»): where the network finds one, the proclitics before it become a token
of their own, so that its span is aligned with tokens.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from itertools import pairwise
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from kg.errors import ResourceError
from kg.extraction.joint.network import JointModel
from kg.resources import resource_path

__all__ = ["JointReader", "open_model"]

#: The folder of the network that ships with the package.
SHIPPED = "joint"


@cache
def open_model(folder: str, threads: int) -> JointModel:
    """Return the network of a folder, by default the one that ships; loaded once a process.

    Raises
    ------
    ResourceError
        When the folder holds no network.
    """
    path = Path(folder) if folder else resource_path(SHIPPED)
    if not (path / "joint.json").is_file():
        raise ResourceError(
            f"There is no trained network in {path}.", "Install kg again, or set extraction.model to false."
        )
    return JointModel.load(path, threads)


@Language.factory("kg_joint", default_config={"folder": "", "threads": 1})
def create_reader(nlp: Language, name: str, folder: str, threads: int) -> JointReader:
    """Return the component; `folder` holds the network, by default the one that ships."""
    del nlp, name
    return JointReader(open_model(folder, threads))


class JointReader:
    """Leaves what the network read in `state.read_text(doc)`."""

    def __init__(self, model: JointModel) -> None:
        self.model = model

    def __call__(self, doc: Doc) -> Doc:
        sentences = [(s.start_char, s.end_char) for s in doc.sents] if len(doc) else []
        read = self.model.read(doc.text, sentences)
        doc._.kg_read = read
        _align(doc, ((name.start, name.end) for name in read.names))
        return doc


def _align(doc: Doc, spans: Iterable[tuple[int, int]]) -> None:
    """Cut the tokens in which a span begins or ends."""
    starts = {token.idx: token for token in doc}
    borders = {border for span in spans for border in span if border not in starts}
    cuts: dict[int, list[int]] = {}
    for token in doc:
        inside = [b - token.idx for b in borders if token.idx < b < token.idx + len(token)]
        if inside:
            cuts[token.i] = sorted(inside)
    if not cuts:
        return
    with doc.retokenize() as retokenizer:
        for index, places in cuts.items():
            whole = doc[index]
            parts = [whole.text[a:b] for a, b in pairwise([0, *places, len(whole)])]
            retokenizer.split(whole, parts, heads=[(whole, k) for k in range(len(parts))])
    for token in doc:
        if token.is_sent_start is None:
            token.is_sent_start = False
