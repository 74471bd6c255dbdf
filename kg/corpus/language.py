"""The language of a text by script, function words and letters; Arabic is told from Persian and Urdu."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache

from kg.errors import ResourceError
from kg.resources import read_yaml

__all__ = ["OTHER", "detect_language"]

#: A script that no listed language is written in.
OTHER = "other"

#: Characters from the beginning that decide.
_SAMPLE = 6_000
_SCRIPTS = {
    "Arabic": re.compile(
        "[\u0620-\u064a\u066e-\u06d3\u06d5\u06ee\u06ef\u06fa-\u06fc\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc]"
    ),
    "Latin": re.compile("[A-Za-z\u00c0-\u024f]"),
}
#: Arabic news quotes Latin names and addresses: less than half of the letters is enough.
_ENOUGH = {"Arabic": 0.35, "Latin": 0.6}
#: So many words or letters of its own tell a language from the usual one of its script.
_LEAST_SIGNS = 2
_MARKS = re.compile("[\u064b-\u065f\u0670\u0640\u200b-\u200f]")
_UNIFIED = str.maketrans("یک", "يك")
_ARTICLE = re.compile("[وفبك]?ال\\w{2}|ول?لل?\\w{3}")


@dataclass(frozen=True, slots=True)
class _Profile:
    code: str
    script: str
    words: frozenset[str]
    letters: frozenset[str]


def detect_language(text: str) -> str:
    """Return the ISO 639 code of a text's language, or `OTHER`.

    Without evidence for another one, Arabic script is ``ar`` and Latin script ``en``: a single word that two
    languages share is none («شي» is a Chinese name in Arabic and a word of Pashto).

    >>> [detect_language(text) for text in ("التقى بوتين كيم في بيونغ يانغ", "Putin met Kim", "Путин и Ким")]
    ['ar', 'en', 'other']
    """
    sample = text[:_SAMPLE]
    letters = sum(map(str.isalpha, sample))
    for script, pattern in _SCRIPTS.items():
        if (count := len(pattern.findall(sample))) >= max(1, _ENOUGH[script] * letters):
            return _closest(sample, count, [profile for profile in _profiles() if profile.script == script])
    return OTHER


def _closest(sample: str, letters: int, profiles: list[_Profile]) -> str:
    words = Counter(re.findall(r"\w+", _MARKS.sub("", sample).translate(_UNIFIED).lower()))

    def score(profile: _Profile) -> float:
        hits = sum(words[word] for word in words.keys() & profile.words)
        if profile.code == "ar":
            hits += sum(number for word, number in words.items() if _ARTICLE.match(word))
        foreign = sum(map(sample.count, profile.letters))
        if profile is not profiles[0] and hits + foreign < _LEAST_SIGNS:
            return 0.0
        return hits / max(1, words.total()) + 1.5 * foreign / letters

    return max(profiles, key=score).code  # the first of equals: the order of the resource


@cache
def _profiles() -> tuple[_Profile, ...]:
    profiles = []
    for code, entry in read_yaml("reading.yaml")["languages"].items():
        if entry.get("script") not in _SCRIPTS or not entry.get("words"):
            raise ResourceError(
                f"reading.yaml: languages.{code} needs `words` and a `script` of {sorted(_SCRIPTS)}."
            )
        words = frozenset(_MARKS.sub("", word).translate(_UNIFIED).lower() for word in entry["words"])
        profiles.append(_Profile(code, entry["script"], words, frozenset(entry.get("letters", ""))))
    return tuple(profiles)
