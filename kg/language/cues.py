"""Cues of polarity, modality and reported speech: which words say that a tie is denied, meant or possible.

>>> [match.cue.kind for match in cues().find("لم تفرض العقوبات فحسب بل ايضا".split())]
['false_negation']
>>> [match.cue.kind for match in cues().find("قد يزور بوتين الصين".split())]
['possibility']
>>> [match.cue.kind for match in cues().find("وقد زار بوتين الصين".split())]
['emphasis']
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain
from typing import Any

from kg.errors import ResourceError
from kg.language.normalize import fold
from kg.language.phrases import PhraseTree, without_proclitic
from kg.language.verbs import conjugate, is_future, tense_after_qad
from kg.ontology import Ontology
from kg.records import Modality, Polarity
from kg.resources import read_yaml

__all__ = ["Cue", "CueMatch", "Cues", "cues"]

_FILE = "cues.yaml"
_WORDS = ("words", "verbs", "nouns")
_KEYS = {*_WORDS, "polarity", "modality", "side", "relations"}
_SIDES = ("after", "before")
_REPORTING = "reporting"
_QAD = ("قد", "لقد")
_PRONOUNS = ("هما", "هم", "ها", "ه")


@dataclass(frozen=True, slots=True)
class Cue:
    """A class of cue words.

    `kind` is the class in `resources/cues.yaml`; for reported speech ``reporting``, with the way in `manner`
    (say, quote, according_to, claim, deny …). `polarity` and `modality` are what the cue makes of the words
    in its scope, None where it leaves them; the scope stands `after` the cue or `before` it. Where there are
    `relations`, it bears on claims of these alone.
    """

    kind: str
    manner: str | None = None
    polarity: Polarity | None = None
    modality: Modality | None = None
    side: str = "after"
    relations: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class CueMatch:
    """A cue at words `start` to `stop` of a sentence."""

    cue: Cue
    start: int
    stop: int


class Cues:
    """The cues of a resource file, ready to be found in folded words.

    `documents` are the nouns, folded, that speak for their authors.
    """

    def __init__(self, data: Mapping[str, Any]) -> None:
        _validate(data)
        self.classes = {kind: _cue(kind, row) for kind, row in data["classes"].items()}
        self._status: PhraseTree[tuple[Cue, int]] = PhraseTree()
        self._reports: PhraseTree[tuple[Cue, int]] = PhraseTree()
        self._nouns: set[str] = set()
        self._perfects: dict[str, list[str]] = {}
        self._imperfects: dict[str, list[str]] = {}
        first = "false_negation"  # wins over what it looks like
        for kind in sorted(data["classes"], key=lambda kind: kind != first):
            self._add(self._status, data["classes"][kind], self.classes[kind])
        for manner, row in data["reporting"].items():
            self._add(self._reports, row, Cue(_REPORTING, manner))
        limits = data["restrictors"]
        self._negations = frozenset(map(fold, limits["negations"]))
        self._restrictors = frozenset(map(fold, limits["words"]))
        self._no_restrictor_before = frozenset(map(fold, limits["not_before"]))
        self._reach = int(limits["reach"])
        self.documents = frozenset(map(fold, data["documents"]))

    def _add(self, tree: PhraseTree[tuple[Cue, int]], row: Mapping[str, Any], cue: Cue) -> None:
        for phrase in (*row.get("words", ()), *row.get("nouns", ())):
            words = fold(phrase).split()
            tree.add(words, (cue, int(len(words[-1]) == 1)))
        self._nouns.update(fold(phrase).split()[0] for phrase in row.get("nouns", ()))
        for pair in row.get("verbs", ()):
            perfect, _, imperfect = (fold(side).split() for side in pair.partition("/"))
            if perfect:
                self._add_verb(tree, conjugate(perfect[0], ""), perfect, cue, self._perfects)
            if imperfect:
                forms = conjugate("", imperfect[0], first=cue.kind != _REPORTING)
                self._add_verb(tree, forms, imperfect, cue, self._imperfects)

    def _add_verb(
        self,
        tree: PhraseTree[tuple[Cue, int]],
        forms: Iterable[str],
        phrase: Sequence[str],
        cue: Cue,
        verbs: dict[str, list[str]],
    ) -> None:
        key = "/" + phrase[0]  # no word of a text
        tree.add((key, *phrase[1:]), (cue, int(len(phrase[-1]) == 1)))
        for form in forms:
            verbs.setdefault(form, []).append(key)

    def find(self, words: Sequence[str]) -> list[CueMatch]:
        """Return the status cues of a sentence in order; the longest reading wins.

        Parameters
        ----------
        words : sequence of str
            Folded words of one sentence, punctuation left out or kept as items of its own.
        """
        found: list[CueMatch] = []
        at = 0
        while at < len(words):
            match = self._at(words, at)
            if match:
                found.append(match)
            at = match.stop if match else at + 1
        return found

    def find_reporting(self, words: Sequence[str]) -> list[CueMatch]:
        """Return the words and phrases of reported speech of a sentence, in order.

        >>> [(m.cue.manner, m.start) for m in cues().find_reporting("وقالت الصحيفه نقلا عن مسوولين".split())]
        [('say', 0), ('quote', 2)]
        """
        found: list[CueMatch] = []
        at = 0
        while at < len(words):
            restricts = at > 0 and words[at] in self._restrictors  # «ليس … وحسب», but «وحسب الصحيفة، …»
            report = None if restricts else self._longest(self._reports, words, at)
            if report:
                found.append(report)
            at = report.stop if report else at + 1
        return found

    def _at(self, words: Sequence[str], at: int) -> CueMatch | None:
        match = self._longest(self._status, words, at)
        if match and match.cue.kind == "negation" and self._is_restricted(words, at):
            return CueMatch(self.classes["false_negation"], match.start, match.stop)
        if match:
            return match
        if any(form in _QAD for form in self._conjoined(words[at])):
            return CueMatch(self.classes[self._qad(words, at)], at, at + 1)
        if is_future(words[at]):
            return CueMatch(self.classes["future"], at, at + 1)
        return None

    def _longest(self, tree: PhraseTree[tuple[Cue, int]], words: Sequence[str], at: int) -> CueMatch | None:
        found = tree.longest(words, at, self._forms)
        if found is None:
            return None
        (cue, context), length = found
        return CueMatch(cue, at, at + length - context)

    def _qad(self, words: Sequence[str], at: int) -> str:
        """Return what «قد» says: possibility before an imperfect («قد لا» too), else emphasis."""
        following = next((word for word in words[at + 1 :] if word[0].isalpha()), "")
        if following == "لا":
            return "possibility"
        return "possibility" if following and tense_after_qad(following) == "imperfect" else "emphasis"

    def _is_restricted(self, words: Sequence[str], at: int) -> bool:
        """Return whether the negation at `at` is taken away: «لم … فحسب، بل …», «لا … إلا …»."""
        if not any(form in self._negations for form in self._conjoined(words[at])):
            return False
        for index in range(at + 1, min(len(words), at + 1 + self._reach)):
            if any(form in self._negations for form in self._conjoined(words[index])):
                return False
            if words[index] in self._restrictors:
                following = words[index + 1] if index + 1 < len(words) else ""
                return following not in self._no_restrictor_before
        return False

    def _conjoined(self, word: str) -> Iterator[str]:
        return chain((word,), without_proclitic(word, prepositions=False))

    def _forms(self, word: str, first: bool) -> Iterable[str]:
        """Return the readings of a word.

        As written; at the start of a cue also without conjunction, verbs without their object pronoun,
        nouns without preposition, article and pronoun.
        """
        if not first:
            return (word, word[0])
        readings = [*self._conjoined(word)]
        verbs = [
            key
            for form in readings
            for known in (self._imperfects, self._perfects)
            for key in known.get(form, ())
        ]
        for form in readings:
            for stem, pronoun in _without_pronoun(form):
                verbs += self._imperfects.get(stem, ())
                if pronoun != "ه":  # on a perfect written like the noun of action: «أضافه», «إضافة»
                    verbs += self._perfects.get(stem, ())
        return [*readings, *verbs, *self._noun(word)]

    def _noun(self, word: str) -> Iterator[str]:
        for rest in (word, *without_proclitic(word)):
            if word[: len(word) - len(rest)].endswith("ك"):  # «كأمل» is rare, «كامل» is not
                continue
            bare = rest.removeprefix("ال")
            for noun in (bare, *(stem for stem, _ in _without_pronoun(bare))):
                if noun in self._nouns:
                    yield noun


def _without_pronoun(word: str) -> Iterator[tuple[str, str]]:
    for pronoun in _PRONOUNS:
        if word.endswith(pronoun) and len(word) > len(pronoun) + 2:
            stem = word[: -len(pronoun)]
            yield stem, pronoun
            if stem.endswith("ت"):
                yield stem[:-1] + "ه", pronoun
            break


def _cue(kind: str, row: Mapping[str, Any]) -> Cue:
    polarity, modality = row.get("polarity"), row.get("modality")
    return Cue(
        kind,
        polarity=Polarity(polarity) if polarity else None,
        modality=Modality(modality) if modality else None,
        side=row.get("side", "after"),
        relations=frozenset(row.get("relations", ())),
    )


def _validate(data: Mapping[str, Any]) -> None:
    """Raise `ResourceError` with all faults of the file at once."""
    sections = ("classes", "restrictors", "reporting")
    faults = [
        f"section {section} is missing" for section in sections if not isinstance(data.get(section), Mapping)
    ]
    if not faults:
        for section in ("classes", "reporting"):
            for name, row in data[section].items():
                where = f"{section}.{name}"
                faults += [f"{where}: unknown key {key}" for key in row if key not in _KEYS]
                if not any(row.get(key) for key in _WORDS):
                    faults.append(f"{where}: no words, verbs or nouns")
                if row.get("polarity") not in (None, *Polarity):
                    faults.append(f"{where}: unknown polarity {row['polarity']}")
                if row.get("modality") not in (None, *Modality):
                    faults.append(f"{where}: unknown modality {row['modality']}")
                unknown = sorted(
                    set(row.get("relations", ())) - {relation.name for relation in Ontology.default()}
                )
                faults += [f"{where}: the ontology has no {relation}" for relation in unknown]
                if row.get("side", "after") not in _SIDES:
                    faults.append(f"{where}: side must be after or before")
                listed = [word for key in _WORDS for word in row.get(key, ())]
                faults += [f"{where}: {word} must be quoted" for word in listed if not isinstance(word, str)]
                faults += [
                    f"{where}: «{pair}» is no perfect/imperfect pair"
                    for pair in row.get("verbs", ())
                    if "/" not in str(pair)
                ]
        needed = {"negation", "false_negation", "possibility", "future", "emphasis"}
        faults += [f"classes.{kind} is missing" for kind in sorted(needed - set(data["classes"]))]
        faults += [
            f"restrictors.{key} is missing"
            for key in ("negations", "words", "not_before", "reach")
            if key not in data["restrictors"]
        ]
    if not data.get("documents") or not all(isinstance(word, str) for word in data["documents"]):
        faults.append("documents must list words")
    if faults:
        raise ResourceError(f"{_FILE}: " + "; ".join(faults) + ".", "Correct the file.")


@cache
def cues() -> Cues:
    """Return the cues that ship with the package."""
    return Cues(read_yaml(_FILE))
