"""Common words and given names: what speaks against a run of unknown words as a name, and what speaks for it.

Words are folded. A word is common when it, or what remains of it without proclitics, article and endings, is
listed in `resources/words.yaml`; a listed given name counts as common only when listed there as is.
"""

from __future__ import annotations

from collections.abc import Collection
from functools import cache

from kg.errors import ResourceError
from kg.resources import read_yaml

__all__ = ["Vocabulary", "without_proclitics"]

_CONJUNCTIONS = ("و", "ف")
_PREPOSITIONS = ("ب", "ل", "ك", "س")
_ARTICLES = ("ال", "بال", "كال", "لل")
_ENDINGS = (
    "هما",
    "تها",
    "تهم",
    "تين",
    "يين",
    "ها",
    "هم",
    "ته",
    "نا",
    "ات",
    "ون",
    "ين",
    "ان",
    "وا",
    "يه",
    "ه",
    "ا",
)
_FEMININE = "ه"
_SHORTEST_STEM = 3


class Vocabulary:
    """Common words and given names of one language, all folded.

    >>> words = Vocabulary(common={"مدينه", "اعلن"}, given_names={"دينيس"})
    >>> words.is_common("والمدينه"), words.is_common("اعلنوا"), words.is_common("كركودينوف")
    (True, True, False)
    """

    def __init__(self, common: Collection[str], given_names: Collection[str]) -> None:
        self.common = frozenset(common)
        self.given_names = frozenset(given_names)
        self._known: dict[str, bool] = {}

    @classmethod
    @cache
    def default(cls) -> Vocabulary:
        """Return the Arabic vocabulary that ships with the package."""
        return cls(_read("words.yaml", "common"), _read("given_names.yaml", "given_names"))

    def is_common(self, word: str) -> bool:
        """Return whether a folded word is a common word, with or without what is attached to it."""
        known = self._known.get(word)
        if known is None:
            if len(self._known) > _REMEMBERED:
                self._known.clear()
            known = self._known[word] = self._look_up(word)
        return known

    def is_given_name(self, word: str) -> bool:
        """Return whether a folded word is a listed given name."""
        return word in self.given_names

    def _look_up(self, word: str) -> bool:
        if word in self.common:
            return True
        if word in self.given_names:
            return False
        return any(self._is_listed(bare) for bare in without_proclitics(word))

    def _is_listed(self, word: str) -> bool:
        if word in self.common:
            return True
        for ending in _ENDINGS:
            stem = word.removesuffix(ending)
            if (
                stem is not word
                and len(stem) >= _SHORTEST_STEM
                and (stem in self.common or stem + _FEMININE in self.common)
            ):
                return True
        return False


#: Forms kept in memory; news keeps coming back to the same ones.
_REMEMBERED = 200_000


def without_proclitics(word: str) -> list[str]:
    """Return what a folded word may be once conjunction, preposition and article are taken off, itself first.

    >>> without_proclitics("والمدينه")
    ['والمدينه', 'المدينه', 'مدينه']
    """
    bases = [word]
    if word[:1] in _CONJUNCTIONS and len(word) > _SHORTEST_STEM:
        bases.append(word[1:])
    found = list(bases)
    for base in bases:
        found += [
            base.removeprefix(a)
            for a in _ARTICLES
            if base.startswith(a) and len(base) - len(a) >= _SHORTEST_STEM
        ]
        if base[:1] in _PREPOSITIONS and len(base) > _SHORTEST_STEM:
            found.append(base[1:])
    return found


def _read(resource: str, key: str) -> frozenset[str]:
    data = read_yaml(resource)
    if not isinstance(data, dict) or not isinstance(data.get(key), str):
        raise ResourceError(f"{resource}: {key} must be one text of folded words.", "Correct the file.")
    return frozenset(data[key].split())
