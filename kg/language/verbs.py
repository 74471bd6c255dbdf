"""Light verb morphology: is this word a future, an imperfect, a perfect? By prefix and ending, conservative.

No analyser runs here. What looks like a verb and is none («يوم», «سياسة», «بيروت») is listed in
`resources/verbs.yaml`; after «قد», where only a verb can stand, less evidence is asked for.

>>> is_future("ستزود"), is_future("سياسه"), is_imperfect("يزور"), is_imperfect("يوم")
(True, False, True, False)
>>> tense_after_qad("تشمل"), tense_after_qad("شملت"), tense_after_qad("تحدث")
('imperfect', 'perfect', 'perfect')
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from kg.errors import ResourceError
from kg.language.normalize import fold
from kg.language.phrases import without_proclitic
from kg.resources import read_yaml

__all__ = ["conjugate", "is_future", "is_imperfect", "is_perfect", "tense_after_qad"]

_FILE = "verbs.yaml"
_SECTIONS = ("not_imperfect", "not_future", "not_perfect", "perfect_in_t")
_PERSONS = ("ي", "ت", "ن", "ا")
_PERFECT_ENDINGS = ("", "ت", "وا", "ا", "تا", "نا")
_IMPERFECT_ENDINGS = ("", "ون", "ان", "وا", "ا", "ن")
_WEAK = ("ا", "و", "ي")


@dataclass(frozen=True, slots=True)
class _Exceptions:
    not_imperfect: frozenset[str]
    not_future: frozenset[str]
    not_future_beginnings: tuple[str, ...]
    not_perfect: frozenset[str]
    perfect_in_t: frozenset[str]


@cache
def _exceptions() -> _Exceptions:
    data = read_yaml(_FILE)
    missing = [f"section {key} is missing" for key in _SECTIONS if not isinstance(data.get(key), list)]
    if missing:
        raise ResourceError(f"{_FILE}: " + "; ".join(missing) + ".", "Correct the file.")
    return _Exceptions(
        not_imperfect=_folded(data["not_imperfect"]),
        not_future=_folded(word for word in data["not_future"] if not word.endswith("…")),
        not_future_beginnings=tuple(sorted(_folded(w[:-1] for w in data["not_future"] if w.endswith("…")))),
        not_perfect=_folded(data["not_perfect"]),
        perfect_in_t=frozenset(
            form for verb in data["perfect_in_t"] for form in (*_perfect_forms(fold(verb)), fold(verb))
        ),
    )


def _folded(words: Iterable[Any]) -> frozenset[str]:
    return frozenset(fold(word) for word in words)


def is_imperfect(word: str) -> bool:
    """Return whether a folded word is a third-person imperfect by its looks: it begins with ي.

    The feminine («تزور») begins as many nouns do («تعاون»), so it is not told here; see `tense_after_qad`.
    """
    form = word[1:] if word.startswith("و") else word  # «ف» begins «فيها», «فيينا»
    return form.startswith("ي") and len(form) > 2 and form not in _exceptions().not_imperfect


def is_future(word: str) -> bool:
    """Return whether a folded word is an imperfect with the future prefix «س»."""
    listed = _exceptions()
    return any(
        form[:1] == "س"
        and form[1:2] in ("ي", "ت", "ن")
        and len(form) > (4 if form[1] == "ن" else 3)
        and form not in listed.not_future
        and not form.startswith(listed.not_future_beginnings)
        and (form[1] != "ن" or form[2:3] not in ("و", "ا", "ه"))
        for form in _bare(word)
    )


def is_perfect(word: str) -> bool:
    """Return whether a folded word looks like a third-person perfect: feminine in ت, plural in وا, «است…»."""
    listed = _exceptions()
    readings = {rest.removeprefix("ال") for rest in (word, *without_proclitic(word))}
    if readings & listed.not_perfect or word.lstrip("وفبلك").startswith(("ال", "ي")):
        return False
    for form in _bare(word):
        feminine = form.endswith("ت") and not form.endswith("ات") and 3 < len(form) < 8 and form[0] != "م"
        plural = form.endswith("وا") and len(form) > 4
        tenth = form.startswith("است") and len(form) == 6 and form[4] != "ا"
        if feminine or plural or tenth:
            return True
    return False


def tense_after_qad(word: str) -> Literal["perfect", "imperfect"]:
    """Return the tense of the verb after «قد»: an imperfect makes it possibility, a perfect emphasis."""
    if word[:1] == "ي":
        return "imperfect"
    if word[:1] not in _PERSONS or word in _exceptions().perfect_in_t:
        return "perfect"
    if word[0] == "ا":
        return "perfect"
    shortest = 4 if word[0] == "ن" else 5
    return "perfect" if (word.endswith("ت") and len(word) >= shortest) or word.endswith("وا") else "imperfect"


def _bare(word: str) -> tuple[str, ...]:
    return (word, *without_proclitic(word, prepositions=False))


def conjugate(perfect: str, imperfect: str, *, first: bool = True) -> frozenset[str]:
    """Return the third persons of a verb, folded, and with `first` the first; either stem may be empty.

    >>> sorted(conjugate("دعا", "يدعو") & {"دعت", "دعوا", "تدعو", "يدعون", "يدع"})
    ['تدعو', 'دعت', 'دعوا', 'يدع', 'يدعون']
    """
    persons = _PERSONS if first else _PERSONS[:2]
    return frozenset({*_perfect_forms(fold(perfect)), *_imperfect_forms(fold(imperfect), persons)})


def _perfect_forms(verb: str) -> set[str]:
    if not verb:
        return set()
    found = {verb + ending for ending in _PERFECT_ENDINGS}
    if verb.endswith(("ا", "ي")):
        found |= {verb[:-1] + ending for ending in ("ت", "وا", "تا", "يا")}
    return found


def _imperfect_forms(verb: str, persons: Iterable[str]) -> set[str]:
    if not verb:
        return set()
    if not verb.endswith(_WEAK):
        return {person + verb[1:] + ending for person in persons for ending in _IMPERFECT_ENDINGS}
    stems = {verb[1:], *(verb[1:-1] + ending for ending in ("ون", "وا", "يان"))}
    return {verb[:-1], *(person + stem for person in persons for stem in stems)}
