"""The label sets of the joint network: entity types, BIO tags, relations and their legal pairs.

All names come from the ontology and the records. A checkpoint and an exported model carry the lists with them
(see :func:`label_sets`), so that the order of the classes is a property of the weights and never of the code
that reads them.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from kg.ontology import Ontology
from kg.records import EntityType, Modality, Polarity

ENTITY_TYPES: Final = tuple(str(type_) for type_ in EntityType)

DEMONYM: Final = "Demonym"
"""Tag of a nationality adjective that stands for a country («الروسي»); its entity type is Country."""

NAME_LABELS: Final = (*ENTITY_TYPES, DEMONYM)

POLARITIES: Final = tuple(str(polarity) for polarity in Polarity)
MODALITIES: Final = tuple(str(modality) for modality in Modality)

PEEL_CLASSES: Final = 3
"""0, 1 or 2 letters (proclitics) of a mention's first piece lie outside the name."""

_ONTOLOGY: Final = Ontology.default()

RELATIONS: Final = tuple(sorted(relation.name for relation in _ONTOLOGY))
"""The relation of class ``k`` is ``RELATIONS[k - 1]``; class 0 is the threshold of each pair."""

SYMMETRIC: Final = frozenset(relation.name for relation in _ONTOLOGY if relation.symmetric)


def bio_tags(labels: tuple[str, ...]) -> tuple[str, ...]:
    """Return the BIO tags of `labels`: ``O``, then ``B-x`` and ``I-x`` for each label in order."""
    return ("O", *(f"{position}-{label}" for label in labels for position in "BI"))


TAGS: Final = bio_tags(NAME_LABELS)


def is_legal(relation: str, subject: str, object_: str) -> bool:
    """Tell whether the ontology allows `relation` from a `subject` type to an `object_` type."""
    return _ONTOLOGY.relation(relation).allows(subject, object_)


def legal_mask() -> NDArray[np.bool_]:
    """Return [subject type, object type, 1 + relation]: the possible classes; the threshold always is."""
    mask = np.zeros((len(ENTITY_TYPES), len(ENTITY_TYPES), len(RELATIONS) + 1), dtype=np.bool_)
    mask[:, :, 0] = True
    for k, relation in enumerate(RELATIONS, start=1):
        for i, subject in enumerate(ENTITY_TYPES):
            for j, object_ in enumerate(ENTITY_TYPES):
                mask[i, j, k] = is_legal(relation, subject, object_)
    return mask


def label_sets() -> dict[str, list[str]]:
    """Return the label lists in the order of the classes, as they are stored beside weights."""
    return {
        "types": list(ENTITY_TYPES),
        "tags": list(TAGS),
        "relations": list(RELATIONS),
        "symmetric": sorted(SYMMETRIC),
        "polarities": list(POLARITIES),
        "modalities": list(MODALITIES),
    }
