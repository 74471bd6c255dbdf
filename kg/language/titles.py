"""Office titles and role nouns: what a title says of the person who bears it.

>>> title, length = titles().match("وزير الخارجيه الروسي".split(), 0)
>>> title.english, title.relation, length
('minister of foreign affairs', 'HOLDS_OFFICE', 2)
>>> titles().match("نايب رييس الوزراء".split(), 0)[0].english
'deputy prime minister'
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from kg.errors import ResourceError
from kg.language.normalize import fold
from kg.language.phrases import PhraseTree, without_article, without_proclitic
from kg.resources import read_yaml

__all__ = ["Chamber", "Title", "TitleLexicon", "titles"]

_FILE = "titles.yaml"
_SECTIONS = ("titles", "plurals", "lesser", "portfolios", "status")
_RELATIONS = ("LEADS", "HOLDS_OFFICE", "WORKS_FOR", "CITIZEN_OF", "none")
_SCOPES = ("country", "organization", "any")
_OFFICE = "HOLDS_OFFICE"
#: The title that a portfolio may follow.
_MINISTER = "minister"
#: Feminine, dual, sound plural in all cases and in the construct; then the possessive pronouns. All folded.
_ENDINGS = ("ه", "ا", "ان", "ين", "ون", "و", "ي", "تان", "تين", "تا", "تي", "ات")
_FEMININE = ("ه", "ات", "تان", "تين", "تي", "تا")
_PRONOUNS = ("ه", "ها", "هم", "هما", "نا")


@dataclass(frozen=True, slots=True)
class Title:
    """A title. `words` are folded, without article; `scope` is what the title is usually of."""

    id: str
    words: tuple[str, ...]
    relation: str | None
    scope: str
    english: str

    def relation_with(self, type_: str) -> str | None:
        """Return the relation to the entity of type `type_` that stands beside the title.

        A role noun with a nationality states citizenship («الصحفي المصري»), a sportsman with a club
        works for it; the head of an organ that is named by its country holds an office of the country.
        """
        if type_ == "Country":
            if self.relation == "LEADS" and self.scope == "organization":
                return _OFFICE
            return "CITIZEN_OF" if self.relation == "WORKS_FOR" else self.relation
        return "WORKS_FOR" if self.relation == "CITIZEN_OF" else self.relation


@dataclass(frozen=True, slots=True)
class Chamber:
    """Where the bearers of a title sit: folded words that the chamber's name begins with, and the state that
    is meant where a text names none.
    """

    begins: tuple[str, ...]
    country_id: str


@dataclass(frozen=True, slots=True)
class _Entry:
    """A title as listed: the words that must follow it, and which forms of its first word count."""

    title: Title
    context: tuple[str, ...]
    masculine: bool
    definite: bool

    def allows(self, word: str) -> bool:
        """Return whether `word`, the first of the title in a text, is one of the forms that count."""
        readings = (word, *without_proclitic(word))
        if self.definite and not any(form.startswith("ال") for form in readings):
            return False
        return not self.masculine or not word.endswith(_FEMININE)


class TitleLexicon:
    """The titles of a resource file, ready to be found in folded words, in any inflected form."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        _validate(data)
        entries = tuple(_read_entries(data["titles"]))
        self.titles = tuple(entry.title for entry in entries)
        self._words: set[str] = set()
        self._known: dict[str, tuple[str, ...]] = {}
        self._singulars: dict[str, list[str]] = {}
        for word, plurals in data["plurals"].items():
            for plural in plurals:
                self._singulars.setdefault(fold(plural), []).append(fold(word))
        self._titles: PhraseTree[_Entry] = PhraseTree()
        for entry in entries:
            self._add(self._titles, (*entry.title.words, *entry.context), entry)
        self.ranks = frozenset(data.get("ranks", ()))
        self.chambers = {
            english: Chamber(tuple(fold(row["begins"]).split()), row["country"])
            for english, row in data.get("chambers", {}).items()
        }
        self._lesser, self._portfolios, self._status = map(
            self._tree, map(data.get, ("lesser", "portfolios", "status"))
        )

    def _tree(self, rows: Any) -> PhraseTree[str]:
        tree: PhraseTree[str] = PhraseTree()
        for english, phrases in rows.items():
            for phrase in phrases:
                self._add(tree, _bare_words(phrase), english)
        return tree

    def _add(self, tree: PhraseTree[Any], words: Sequence[str], value: Any) -> None:
        tree.add(words, value)
        self._words.update(words)

    def match(self, words: Sequence[str], at: int) -> tuple[Title, int] | None:
        """Return the longest title that begins at `words[at]`, and how many words it takes.

        Parameters
        ----------
        words : sequence of str
            Folded words, article and attached conjunction or preposition still on them.
        at : int
            Index of the first word to look at.
        """
        lesser = self._lesser.longest(words, at, self._forms)
        if lesser:
            inner = self.match(words, at + lesser[1])
            if inner and inner[0].relation in ("LEADS", _OFFICE):
                return _compose(lesser[0], inner[0]), lesser[1] + inner[1]
        found = self._titles.longest(words, at, self._forms)
        if found is None or not found[0].allows(words[at]):
            return None
        title = found[0].title
        length = found[1] - len(found[0].context)
        if title.english == _MINISTER:
            portfolio, extra = self.match_portfolio(words, at + length)
            if extra:
                named = tuple(without_article(word) for word in words[at + length : at + length + extra])
                english = f"{_MINISTER} of {portfolio}"
                title = Title(_id(english), (*title.words, *named), _OFFICE, title.scope, english)
            return title, length + extra
        return title, length

    def match_portfolio(self, words: Sequence[str], at: int) -> tuple[str, int]:
        """Return the English name of the portfolios at `words[at]` and their words; ``("", 0)`` if none.

        >>> titles().match_portfolio("الخارجيه والتعاون الدولي".split(), 0)
        ('foreign affairs and international cooperation', 3)
        """
        names: list[str] = []
        stop = at
        while stop < len(words) and (not names or words[stop][:1] in ("و", "ل")):
            found = self._portfolios.longest(words, stop, self._joined if names else self._forms)
            if found is None:
                break
            names.append(found[0])
            stop += found[1]
        return " and ".join(dict.fromkeys(names)), stop - at

    def status(self, words: Sequence[str], at: int) -> tuple[str, int] | None:
        """Return what `words[at]` says of the time in office (``former``, ``late`` …) and its length.

        >>> titles().status(["السابقه"], 0), titles().status(["الروسي"], 0)
        (('former', 1), None)
        """
        return self._status.longest(words, at, self._unattached)

    def _forms(self, word: str, first: bool) -> Iterable[str]:
        """Return the listed words that a word may be a form of; the first may have a proclitic."""
        return (*self._lemmas(word), *self._joined(word, first)) if first else self._lemmas(word)

    def _joined(self, word: str, first: bool) -> Iterable[str]:
        if not first:
            return self._lemmas(word)
        return [lemma for rest in without_proclitic(word) for lemma in self._lemmas(rest)]

    def _unattached(self, word: str, _first: bool) -> Iterable[str]:
        return self._lemmas(word)

    def _lemmas(self, word: str) -> tuple[str, ...]:
        """Return the listed words that `word` may be a form of, the one written like it first."""
        found = self._known.get(word)
        if found is None:
            bases = dict.fromkeys(
                base for form in (without_article(word), word) for base in _uninflected(form)
            )
            plurals = [lemma for base in bases for lemma in self._singulars.get(base, ())]
            found = self._known[word] = tuple(
                dict.fromkeys([*(b for b in bases if b in self._words), *plurals])
            )
        return found


def _compose(lesser: str, title: Title) -> Title:
    english = f"{lesser} {title.english}"
    return Title(_id(english), title.words, _OFFICE, title.scope, english)


def _id(english: str) -> str:
    return "".join(c if c.isalnum() else "-" for c in english.replace("'", ""))


@cache
def _bare_words(phrase: str) -> tuple[str, ...]:
    return tuple(map(without_article, fold(phrase).split()))


def _uninflected(word: str) -> Iterator[str]:
    """Yield what `word` may be a form of: without endings of gender, number, case and possession."""
    yield word
    for pronoun in _PRONOUNS:
        stem = word.removesuffix(pronoun)
        if stem != word and len(stem) > 2:
            yield stem
            if stem.endswith("ت"):
                yield stem[:-1] + "ه"
            if stem.endswith(("ي", "و")):
                yield stem[:-1] + "ء"
    for ending in _ENDINGS:
        stem = word.removesuffix(ending)
        if stem != word and len(stem) > 2:
            yield stem
            if "ت" in ending:
                yield stem + "ه"


def _read_entries(rows: Mapping[str, Mapping[str, Mapping[str, list[str]]]]) -> Iterator[_Entry]:
    for relation, scopes in rows.items():
        for scope, entries in scopes.items():
            for english, phrases in entries.items():
                for phrase in phrases:
                    words, _, context = phrase.partition("(")
                    name = None if relation == "none" else relation
                    title = Title(_id(english), _bare_words(words), name, scope, english)
                    yield _Entry(title, _bare_words(context), "!" in phrase, phrase.startswith("="))


def _validate(data: Mapping[str, Any]) -> None:
    """Raise `ResourceError` with all faults of the file at once."""
    faults = [
        f"section {section} is missing" for section in _SECTIONS if not isinstance(data.get(section), Mapping)
    ]
    if not faults:
        faults += [
            f"titles: unknown relation {relation}"
            for relation in data["titles"]
            if relation not in _RELATIONS
        ]
        seen: dict[tuple[str, ...], str] = {}
        for relation, scopes in data["titles"].items():
            faults += [
                f"titles.{relation}: unknown scope {scope}" for scope in scopes if scope not in _SCOPES
            ]
            for scope, entries in scopes.items():
                for english, phrases in entries.items():
                    where = f"titles.{relation}.{scope}.{english}"
                    for phrase in phrases:
                        other = seen.setdefault(_bare_words(phrase), where)
                        if other != where:
                            faults.append(f"{where}: «{phrase}» stands under {other} too")
        known = {
            english for scopes in data["titles"].values() for rows in scopes.values() for english in rows
        }
        faults += [f"ranks: {rank} is no title" for rank in data.get("ranks", ()) if rank not in known]
        for member, row in data.get("chambers", {}).items():
            if member not in known or set(row) != {"begins", "country"}:
                faults.append(f"chambers: {member} must be a title, with begins and country")
    if faults:
        raise ResourceError(f"{_FILE}: " + "; ".join(faults) + ".", "Correct the file.")


@cache
def titles() -> TitleLexicon:
    """Return the titles that ship with the package."""
    return TitleLexicon(read_yaml(_FILE))
