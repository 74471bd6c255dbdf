"""Finds persons that no list holds: by the title before the name, or by a given name that opens it.

«مدير مركز التنبؤات السياسية دينيس كركودينوف»: between title and name may stand what the title is of: a
nationality, an organization, a field. The name itself is the run of words that are not common ones.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from kg.extraction.candidates import Candidate
from kg.extraction.name_parts import NameParts
from kg.extraction.title_spans import TitleAt
from kg.extraction.vocabulary import without_proclitics
from kg.extraction.words import Words
from kg.language.titles import Title
from kg.records import EntityType, Form

__all__ = ["Persons"]

_TITLED, _BARE, _PHRASE = "title", "given-name", "phrase"
#: Scores: a title and two words or more; a title and one word; a given name; a place where names stand.
_SCORE_TITLED, _SCORE_ONE_WORD, _SCORE_BARE, _SCORE_PHRASE = 0.9, 0.7, 0.75, 0.6
_BY = "ب"
#: How many words may stand between a title and the name.
_REACH = 12
#: The shortest lone word that a title introduces.
_SHORTEST_ALONE = 3
_QUOTES = frozenset('"“”«»')
_PAUSES = frozenset("،,-–—")
#: A known name below this score is no obstacle: it is an ambiguous word that may be none.
_SURE = 0.5


class Persons:
    """The finder for persons; reads the titles and what other finders found."""

    def __init__(self, parts: NameParts) -> None:
        self.parts = parts

    def find(
        self, words: Words, found: Sequence[Candidate], titles: Sequence[TitleAt]
    ) -> Iterator[Candidate]:
        """Yield persons: titled ones first, then those that a given name or the phrase around speaks for."""
        titles = [title for title in titles if self._introduces(words, title)]
        context = _Context(words, found, titles, self.parts)
        named: set[int] = set()
        for title in titles:
            candidate = self._after(context, title)
            if candidate is not None:
                named.update(range(candidate.start, candidate.end))
                yield candidate
        at = 0
        while at < len(words):
            candidate = self._untitled(context, at) if at not in named else None
            if candidate is not None:
                yield candidate
            at = candidate.end if candidate is not None else at + 1

    def _untitled(self, context: _Context, at: int) -> Candidate | None:
        """Return the person whose name begins at word `at` without a title before it."""
        word = context.words.forms[at]
        if self.parts.vocabulary.is_given_name(word) or word in self.parts.openers:
            candidate = self._bare(context, at)
            if candidate is not None:
                return candidate
        return self._in_phrase(context, at)

    def _after(self, context: _Context, title: TitleAt) -> Candidate | None:
        """Return the person whose name follows a title."""
        words, parts = context.words.forms, self.parts
        at, far, closed, paused = title.end, False, parts.is_definite(words[title.end - 1]), False
        while at < len(words) and at - title.end < _REACH and context.together(title.start, at):
            known = context.starting.get(at)
            if known is not None and known.type is EntityType.PERSON:
                return self._known(context, known)
            if known is not None and known.type is not EntityType.PERSON:
                at, far, closed = known.end, far or known.form is not Form.DEMONYM, True
                continue
            word = words[at]
            if word in parts.ends:
                return None
            if self._describes(words, at):
                at, closed = at + 1, True
                continue
            end = context.trimmed(at, parts.run(words, at, context.barred))
            if end > at and not (closed and parts.is_definite(word) and end - at == 1):
                return self._titled(context, title, at, end, far=far, paused=paused)
            if word in _PAUSES and not paused:
                paused = True
            elif word in _QUOTES:
                pass
            elif word in parts.links:
                far, closed = True, False
            elif parts.vocabulary.is_common(word) and (parts.is_definite(word) or not closed):
                far, closed = True, closed or parts.is_definite(word)
            elif parts.is_definite(word) and end - at == 1:
                far, closed = True, True
            else:
                return None
            at += 1
        return None

    def _known(self, context: _Context, known: Candidate) -> Candidate:
        """Return a known person, with the whole of the name; one given name is no proof of who it is."""
        words = context.words.forms
        end = context.trimmed(known.start, self.parts.run(words, known.start, context.barred))
        if len(known) == 1 and end > known.end and self.parts.vocabulary.is_given_name(words[known.start]):
            return _person(known.start, end, _SCORE_TITLED, _TITLED)
        return context.extended(known, end)

    def _introduces(self, words: Words, title: TitleAt) -> bool:
        """Return whether a title is one, and no word that is only written like it."""
        if title.end - title.start > 1:
            return True
        word = words.forms[title.start]
        if len(title.title.words[0]) == 1:
            return word in self.parts.abbreviations
        return not any(bare in self.parts.no_titles for bare in without_proclitics(word))

    def _describes(self, words: Sequence[str], at: int) -> bool:
        """Return whether a definite word only describes the name after it: «الخاسرة مارين لوبان»."""
        given = self.parts.vocabulary.is_given_name
        following = words[at + 1] if at + 1 < len(words) else ""
        return self.parts.is_definite(words[at]) and given(following) and not given(words[at])

    def _titled(
        self, context: _Context, title: TitleAt, at: int, end: int, *, far: bool, paused: bool
    ) -> Candidate | None:
        words = context.words.forms
        given = self.parts.vocabulary.is_given_name(words[at])
        plain = _is_singular(words[title.start], title.title)
        if end - at == 1:
            if far or paused or self.parts.is_definite(words[at]) or len(words[at]) < _SHORTEST_ALONE:
                return None
            repeated = context.count(at, end) > 1 and words[at - 1] not in _QUOTES
            if not given and not (plain and repeated and self.parts.is_definite(words[title.start])):
                return None
        elif not given and (paused or not plain):
            return None
        score = _SCORE_ONE_WORD if end - at == 1 or (far and not given) else _SCORE_TITLED
        return _person(at, end, score, _TITLED)

    def _bare(self, context: _Context, at: int) -> Candidate | None:
        words = context.words.forms
        known = context.starting.get(at)
        end = context.trimmed(at, self.parts.run(words, at, context.barred, introduced=False))
        if known is not None and known.type is EntityType.PERSON and len(known) > 1:
            return context.extended(known, end)
        if at in context.barred or end - at < 2 or (end - at == 2 and self._is_doubtful(words, at)):
            return None
        return _person(at, end, _SCORE_BARE, _BARE)

    def _is_doubtful(self, words: Sequence[str], at: int) -> bool:
        """Return whether two words that begin with an everyday word may be no name: «حسن حظ»."""
        second = words[at + 1]
        proper = self.parts.is_definite(second) or self.parts.vocabulary.is_given_name(second)
        return words[at] in self.parts.doubtful and not proper

    def _in_phrase(self, context: _Context, at: int) -> Candidate | None:
        """Return an unknown name after a relative («زوجته بريجيت») or a verb of speech («قال سانتوس»)."""
        words, parts = context.words.forms, self.parts
        if at == 0 or at in context.barred or at in context.starting or not context.together(at - 1, at):
            return None
        before = without_proclitics(words[at - 1])
        if words[at - 1] == _BY and at > 1:
            before = without_proclitics(words[at - 2])
        kin = not parts.kin.isdisjoint(before)
        masculine = not parts.speaks.isdisjoint(before)
        if not (kin or masculine or not parts.speaks_feminine.isdisjoint(before)):
            return None
        end = context.trimmed(at, parts.run(words, at, context.barred))
        if end == at or parts.is_definite(words[at]) or len(words[at]) < _SHORTEST_ALONE:
            return None
        given = parts.vocabulary.is_given_name(words[at]) or words[at] in parts.openers
        if kin:
            return _person(at, end, _SCORE_ONE_WORD, _PHRASE) if given else None
        follows = end < len(words) and (words[end] in parts.follows or end in context.titled)
        if (follows or context.count(at, end) > 1) and (end - at > 1 or given or masculine):
            return _person(at, end, _SCORE_PHRASE, _PHRASE)
        return None


class _Context:
    """What is known of a text when persons are looked for."""

    def __init__(
        self, words: Words, found: Iterable[Candidate], titles: Iterable[TitleAt], parts: NameParts
    ) -> None:
        self.words = words
        self.joining = parts.with_next | parts.particles
        self.starting: dict[int, Candidate] = {}
        self.titled: set[int] = set()
        self.barred = {at for at, word in enumerate(words.written) if word in parts.never_spelled}
        for candidate in found:
            if candidate.score < _SURE:
                if candidate.form is Form.DEMONYM:
                    self.barred.update(range(candidate.start, candidate.end))
                continue
            held = self.starting.get(candidate.start)
            if held is None or len(candidate) > len(held):
                self.starting[candidate.start] = candidate
            if candidate.type is not EntityType.PERSON:
                self.barred.update(range(candidate.start, candidate.end))
        for title in titles:
            if title.end - title.start == 1 and _may_be_name(words.forms, title.start, parts):
                continue
            self.titled.add(title.start)
            self.barred.update(range(title.start, title.end))

    def trimmed(self, start: int, end: int) -> int:
        """Return where a name ends, without a last word that the text has once while it repeats the rest."""
        while end - start > 2:
            if (
                self.count(start, end - 1) <= self.count(start, end)
                or self.words.forms[end - 2] in self.joining
            ):
                break
            end -= 1
        return end

    def count(self, start: int, end: int) -> int:
        """Return how often the words from `start` to `end` stand in the text."""
        forms, name = self.words.forms, self.words.forms[start:end]
        size = end - start
        return sum(forms[at : at + size] == name for at, word in enumerate(forms) if word == name[0])

    def together(self, start: int, at: int) -> bool:
        """Return whether two words stand in one sentence."""
        return self.words.sentences[start] == self.words.sentences[at]

    def extended(self, known: Candidate, end: int) -> Candidate:
        """Return a known person with the further words of the name: those from «بن», «آل» and the like on,
        and any after a kunya. One known word is no anchor for more.
        """
        if len(known) < 2 or end <= known.end:
            return known
        words = self.words.forms
        goes_on = words[known.end] in self.joining or words[known.start] in self.joining
        return replace(known, end=end) if goes_on else known


def _may_be_name(words: Sequence[str], at: int, parts: NameParts) -> bool:
    """Return whether a word that is a title may be part of a name here: «خليفة حفتر», «محمد السيد»."""
    if parts.vocabulary.is_given_name(words[at]):
        return True
    after_given = at > 0 and parts.vocabulary.is_given_name(words[at - 1])
    return (
        after_given
        and parts.is_definite(words[at])
        and not parts.is_name_like("".join(words[at + 1 : at + 2]) or ".")
    )


def _person(start: int, end: int, score: float, finder: str) -> Candidate:
    return Candidate(start=start, end=end, type=EntityType.PERSON, form=Form.NAME, score=score, finder=finder)


def _is_singular(word: str, title: Title) -> bool:
    """Return whether a title's first word stands in the singular, in which it introduces one person."""
    return any(bare in (title.words[0], title.words[0] + "ه") for bare in without_proclitics(word))
