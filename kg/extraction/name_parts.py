"""How far a personal name runs: a name's words are no common words, or hang together by name particles.

>>> parts = NameParts.default()
>>> words = "قال دينيس كركودينوف ان".split()
>>> parts.run(words, 1)
3
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from kg.errors import ResourceError
from kg.extraction.vocabulary import Vocabulary
from kg.language.normalize import fold, name_key
from kg.resources import read_yaml

__all__ = ["NameParts"]

_FILE = "names.yaml"
_LINEAGE_FILE = "name_parts.yaml"
_ARTICLE, _AND = "ال", "و"
_LONGEST_NAME = 7
_SHORTEST_WORD = 2
_SHORTEST_INFLECTED = 5
_VERB_STARTS = ("ي", "سي", "ست", "سن")
_PAST_STARTS, _PAST_END = ("ت", "است", "ان"), "ت"
_PRONOUN_ENDINGS = ("ها", "هم", "هما", "وا", "كم")
_NOUN_ENDINGS = ("ات", "يه")
_ADVERB_START, _ADVERB_END = "م", "ا"
_PARTICIPLE_STARTS = ("المت", "المست")
_PLURAL_ENDINGS = ("ون", "ين")
_ARABIC = ("\u0600", "\u06ff")


@dataclass(frozen=True, slots=True)
class NameParts:
    """Folded name particles, and the vocabulary that tells names from common words."""

    vocabulary: Vocabulary
    with_next: frozenset[str]
    inside_only: frozenset[str]
    weak_openers: frozenset[str]
    second: frozenset[str]
    particles: frozenset[str]
    after: frozenset[str]
    doubtful: frozenset[str]
    never_spelled: frozenset[str]
    links: frozenset[str]
    abbreviations: frozenset[str]
    kin: frozenset[str]
    speaks: frozenset[str]
    speaks_feminine: frozenset[str]
    follows: frozenset[str]
    ends: frozenset[str]
    no_titles: frozenset[str]
    child_of: frozenset[str]

    @classmethod
    @cache
    def default(cls) -> NameParts:
        """Return the particles that ship with the package."""
        data = read_yaml(_FILE)
        names = ("with_next", "inside_only", "weak_openers", "second", "particles", "after", "doubtful")
        introductions = (
            "links",
            "abbreviations",
            "kin",
            "speaks",
            "speaks_feminine",
            "follows",
            "ends",
            "no_titles",
        )
        fields = {key: _folded(data, "names", key) for key in names}
        fields |= {key: _folded(data, "introductions", key) for key in introductions}
        fields["child_of"] = frozenset(map(fold, read_yaml(_LINEAGE_FILE)["child_of"]))
        spelled = frozenset(data["names"]["never_spelled"])
        return cls(vocabulary=Vocabulary.default(), never_spelled=spelled, **fields)

    @property
    def openers(self) -> frozenset[str]:
        """Particles that open a name by themselves: «عبد», «أبو»."""
        return self.with_next - self.inside_only - self.weak_openers

    def without_fathers(self, name: str) -> str:
        """Return a folded name of person without the fathers inside it, if a given and a family name are
        left: «عادل الجبير» of «عادل بن أحمد الجبير», but all of «محمد بن سلمان».
        """
        kept: list[str] = []
        words = name_key(name).split()
        while words:
            word = words.pop(0)
            if kept and word in self.child_of and len(words) > 1:
                words.pop(0)
            else:
                kept.append(word)
        return name if self.child_of & set(kept) else " ".join(kept)

    def runs_on(self, name: Sequence[str]) -> bool:
        """Whether the last of a name's folded words is a common one behind a given and a family name."""
        last = name[-1]
        if not self.vocabulary.is_common(last) or self.vocabulary.is_given_name(last):
            return False
        before = name_key(" ".join(name[:-1])).split()
        return len(before) > 1 and name[-2] not in self.with_next

    def run(
        self, words: Sequence[str], at: int, barred: Collection[int] = (), *, introduced: bool = True
    ) -> int:
        """Return where the name that begins at word `at` ends; `at` itself when none begins there.

        Parameters
        ----------
        words : sequence of str
            Folded words.
        at : int
            The first word.
        barred : collection of int
            Positions that belong to something else, a country's adjective for instance.
        introduced : bool
            Whether a title or the like stands before; without it a name does not open with a weak particle.
        """
        end = at
        while end < len(words) and end - at < _LONGEST_NAME and end not in barred:
            word = words[end]
            opening = end == at
            if word in self.with_next and not (opening and word in self.inside_only):
                if opening and word in self.weak_openers and not introduced:
                    break
                if end + 1 >= len(words) or not _is_arabic(words[end + 1]) or end + 1 in barred:
                    break
                end += 2
            elif not opening and word in self.particles and end + 1 < len(words) and end + 1 not in barred:
                if not _is_arabic(words[end + 1]) or words[end + 1] in self.vocabulary.common:
                    break
                end += 2
            elif not opening and word.startswith(_AND) and not self.vocabulary.is_given_name(word):
                break
            elif self.is_name_like(word) or (not opening and word in self.after):
                end += 1
            else:
                break
            if end < len(words) and words[end] in self.second:
                end += 1
        return end

    def is_name_like(self, word: str) -> bool:
        """Return whether a folded word may be part of a name: a listed name, or no word of the language."""
        if not _is_arabic(word) or len(word) < _SHORTEST_WORD:
            return False
        if self.vocabulary.is_given_name(word):
            return True
        return not (self.vocabulary.is_common(word) or _is_inflected(word))

    def is_definite(self, word: str) -> bool:
        """Return whether a folded word bears the article."""
        return word.startswith((_ARTICLE, "لل", "بال"))


def _is_inflected(word: str) -> bool:
    """Return whether a word bears marks of a verb, a plural, an adjective or a pronoun, as names rarely."""
    if word.startswith(_VERB_STARTS) and len(word) >= _SHORTEST_INFLECTED:
        return True
    if word.startswith(_PAST_STARTS) and word.endswith(_PAST_END) and len(word) >= _SHORTEST_INFLECTED:
        return True
    if word.endswith(_PRONOUN_ENDINGS) and len(word) >= _SHORTEST_INFLECTED:
        return True
    if word.endswith(_NOUN_ENDINGS) and len(word) > _SHORTEST_INFLECTED:
        return True
    if word.startswith(_ADVERB_START) and word.endswith(_ADVERB_END) and len(word) > _SHORTEST_INFLECTED:
        return True
    if word.startswith(_PARTICIPLE_STARTS):
        return True
    return (
        word.startswith(_ARTICLE) and word.endswith(_PLURAL_ENDINGS) and len(word) > _SHORTEST_INFLECTED + 1
    )


def _is_arabic(word: str) -> bool:
    return _ARABIC[0] <= word[0] <= _ARABIC[1] and word[0].isalpha()


def _folded(data: Any, section: str, key: str) -> frozenset[str]:
    try:
        return frozenset(fold(word) or word for word in data[section][key])
    except (KeyError, TypeError) as error:
        raise ResourceError(
            f"{_FILE}: {section}: {key} must be a list of words.", "Correct the file."
        ) from error
