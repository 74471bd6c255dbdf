"""Reads documents with the exported files instead of torch: what 8 bits cost, and how fast it is."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from kg.extraction.joint.network import EntityInText, JointModel
from kg.extraction.joint.windows import Span, split_sentences
from kg.training.evaluation import FoundClaim, Reading, entity_type
from kg.training.grouping import Grouping


@dataclass(slots=True)
class ShippedReader:
    """The counterpart of :class:`kg.training.evaluation.Reader` for exported files."""

    model: JointModel
    grouping: Grouping
    bias: float = 0.0

    def read(self, text: str) -> Reading:
        """Find names and claims."""
        sentences = split_sentences(text)
        read = self.model.read(text, sentences)
        owners = self.grouping.group(read.names, text)
        mentions: dict[str, list[Span]] = {}
        types: dict[str, str] = {}
        for name, owner in zip(read.names, owners, strict=True):
            mentions.setdefault(owner, []).append((name.start, name.end))
            types.setdefault(owner, entity_type(name.label))
        entities = [EntityInText(owner, types[owner], tuple(spans)) for owner, spans in mentions.items()]
        claims = [
            FoundClaim(
                claim.subject,
                claim.relation,
                claim.object,
                claim.polarity,
                claim.modality,
                sentences[claim.sentence],
                claim.source,
                claim.margin,
            )
            for claim in self.model.claims(read, entities, self.bias)
        ]
        return Reading(read.names, owners, claims)


def words_a_second(reader: ShippedReader, documents: Sequence[dict[str, Any]]) -> dict[str, float]:
    """Time names alone and names with claims; words are separated by white space."""
    texts = [document["text"] for document in documents]
    words = sum(len(text.split()) for text in texts)
    began = time.perf_counter()
    for text in texts:
        reader.model.names(text, split_sentences(text))
    between = time.perf_counter()
    for text in texts:
        reader.read(text)
    ended = time.perf_counter()
    return {
        "words": words,
        "names_words_a_second": round(words / (between - began), 1),
        "names_and_claims_words_a_second": round(words / (ended - between), 1),
    }
