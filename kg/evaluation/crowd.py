"""A crowd of invented people in invented documents, to measure how resolution grows.

Each person has a given name, a middle name and a family name, and is spelled as news spells: long vowels come
and go, the hard g is «غ» or «ج», the middle name is left out, and one mention in ten is in Latin script.
"""

from __future__ import annotations

import random
from collections.abc import Iterator

from kg.language.transliterate import to_latin
from kg.records import EntityType, Extraction, Form, LocalEntity, Mention
from kg.resources import read_yaml

__all__ = ["crowd"]

_IN_A_DOCUMENT = 10
_ONSETS = "بتجدرزسشفكلمنغق"
_CONSONANTS = "بتجدرزسشفكلمنوغقطه"
_VOWELS = "اويي"
_LATIN_SHARE, _VARIANT_SHARE, _SHORT_SHARE = 0.1, 0.15, 0.2


def crowd(mentions: int, people: int, seed: int = 0) -> Iterator[Extraction]:
    """Yield documents with `mentions` mentions of `people` people in all, the same for the same seed."""
    chance = random.Random(seed)  # noqa: S311 - names, not secrets
    given = read_yaml("given_names.yaml")["given_names"].split()
    families = sorted({_family(chance) for _ in range(max(10, people // 5))})
    names = [(chance.choice(given), chance.choice(given), chance.choice(families)) for _ in range(people)]
    for number in range(mentions // _IN_A_DOCUMENT):
        document = f"document/{number:016x}"
        written = [_written(names[chance.randrange(people)], chance) for _ in range(_IN_A_DOCUMENT)]
        yield _document(document, written)


def _family(chance: random.Random) -> str:
    length = chance.choice((2, 3, 3, 4))
    syllables = (chance.choice(_CONSONANTS) + chance.choice(_VOWELS) for _ in range(length - 1))
    return chance.choice(_ONSETS) + chance.choice(_VOWELS) + "".join(syllables) + chance.choice(_CONSONANTS)


def _written(name: tuple[str, str, str], chance: random.Random) -> str:
    given, middle, family = name
    if chance.random() < _VARIANT_SHARE:
        family = family[:-2] + family[-1] if family[-2] in _VOWELS else family.replace("غ", "ج")
    text = f"{given} {family}" if chance.random() < _SHORT_SHARE else f"{given} {middle} {family}"
    return to_latin(text) if chance.random() < _LATIN_SHARE else text


def _document(document: str, written: list[str]) -> Extraction:
    entities, mentions, start = [], [], 0
    for number, name in enumerate(dict.fromkeys(written)):
        key = f"local/{number}"
        entities.append(LocalEntity(key=key, type=EntityType.PERSON, name=name, surfaces=(name,)))
        mentions.append(
            Mention(
                id=f"{document}/mention/{start}",
                document_id=document,
                chunk_id=f"{document}/chunk/0",
                start=start,
                end=start + len(name),
                surface=name,
                form=Form.NAME,
                type=EntityType.PERSON,
                entity_id=key,
                score=1.0,
                extractor="crowd",
            )
        )
        start += len(name) + 1
    return Extraction(document_id=document, entities=tuple(entities), mentions=tuple(mentions))
