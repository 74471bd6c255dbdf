"""When, where, in what field, and of what: the circumstances of a claim, from the words of its clause."""

from __future__ import annotations

from datetime import date

from spacy.tokens import Span

from kg.extraction import state
from kg.extraction.analysis import Sentence
from kg.extraction.grammar import Grammar
from kg.extraction.reading import Reading
from kg.extraction.state import ClaimDraft
from kg.records import EntityType

__all__ = ["Circumstances"]

_GOODS = frozenset({"SUPPLIES", "TRADES_WITH", "AIDS"})
_ADJECTIVES = 3  # items after a trigger among which its adjectives stand
_ITEM_WORDS = 7
_IN = frozenset({"في", "ب"})
_OF = "من"


class Circumstances:
    """Fills dates, place, context, item and quantity of a draft."""

    def __init__(self, grammar: Grammar) -> None:
        self.grammar = grammar

    def fill(self, draft: ClaimDraft, at: int, sentence: Sentence) -> None:
        """Fill in a draft whose trigger is item `at`."""
        reading = sentence.reading
        self._date(draft, at, reading)
        self._place(draft, at, sentence)
        if draft.trigger is not None:
            draft.context = self._context(at, reading) or draft.context
            if draft.relation in _GOODS:
                draft.item, draft.quantity = _goods(draft, at, reading)

    def _date(self, draft: ClaimDraft, at: int, reading: Reading) -> None:
        """Take the date that stands nearest to the trigger in its clause."""
        clause = reading.clause(at)
        first, last = reading.tokens[clause.start][0], reading.tokens[clause.end - 1][1]
        here = reading.tokens[at][0]
        spans = [s for s in reading.sentence.doc.spans.get(state.DATES, ()) if first <= s.start < last and any(s._.date)]
        if not spans:
            return
        nearest: Span = min(spans, key=lambda span: (abs(span.start - here), span.start))
        start, end = nearest._.date
        draft.date_start, draft.date_end = _day(start), _day(end)
        draft.date_precision = nearest.label_

    def _place(self, draft: ClaimDraft, at: int, sentence: Sentence) -> None:
        """Take the first place after «في» or «ب» behind the trigger in its clause."""
        clause = sentence.reading.clause(at)
        taken = {draft.subject.kb_id_, draft.object.kb_id_}
        for phrase in sentence.phrases:
            if not at < phrase.left < clause.end or phrase.preposition not in _IN:
                continue
            actor = phrase.heads[0]
            if actor.type is EntityType.PLACE and actor.key not in taken and not phrase.via:
                draft.place = actor.key
                return

    def _context(self, at: int, reading: Reading) -> str | None:
        for item in range(at, min(len(reading), at + 1 + _ADJECTIVES)):
            if reading.mark(item) or (item > at and reading.info[item].opens):
                return None
            found = None if reading.actors[item] else self.grammar.context(reading.words[item])
            if found is not None:
                return found
        return None


def _day(value: object) -> date | None:
    return value if isinstance(value, date) else None


def _goods(draft: ClaimDraft, at: int, reading: Reading) -> tuple[str | None, str | None]:
    """Return what is handed over and how much: «بأكثر من 10 آلاف حاوية من الذخائر».

    The words stand after an attached «ب» («زود … بـ»), or bare behind the trigger («قدم صواريخ إلى»).
    """
    clause = reading.clause(at)
    actor = next((i for i in range(at + 1, clause.end) if reading.actors[i]), clause.end)
    after_b = next((i for i in range(at + 1, clause.end) if _with_b(reading, i)), None)
    start = after_b if after_b is not None else (at + 1 if actor > at + 1 else None)
    if start is None:
        return None, None
    end = start
    while end < min(clause.end, start + _ITEM_WORDS + 4) and not reading.actors[end] and not reading.mark(end):
        word, info = reading.words[end], reading.info[end]
        own = info.preposition and word.lstrip("و") == info.preposition and word != _OF
        if end > start and (own or info.opens or reading.verb(end) or reading.dated[end]):
            break
        end += 1
    if end == start or (after_b is None and reading.info[start].preposition):
        return None, None
    words = [reading.span(i, i + 1).text for i in range(start, end)]
    if after_b is not None:
        words[0] = words[0].removeprefix("ب").removeprefix("ـ")
    words = [word for word in words if word]
    return _split_quantity(words)


def _with_b(reading: Reading, item: int) -> bool:
    """Whether a word carries an attached «ب» or is one that stands alone before what it governs."""
    if reading.actors[item] or reading.mark(item):
        return False
    word = reading.words[item]
    alone = word == "ب" and item + 1 < len(reading) and not reading.actors[item + 1]
    return alone or (word.startswith("ب") and len(word) > 4 and not reading.hits[item] and reading.info[item].preposition in ("", "ب"))


def _split_quantity(words: list[str]) -> tuple[str | None, str | None]:
    """Split at the last «من»: the number stands before it, the thing behind it."""
    numbered = any(any(char.isdigit() for char in word) for word in words)
    if numbered and _OF in words[1:]:
        last = len(words) - 1 - words[::-1].index(_OF)
        if any(any(char.isdigit() for char in word) for word in words[:last]):
            return " ".join(words[last + 1 :]) or None, " ".join(words[:last]) or None
    if numbered:
        return " ".join(words), None
    return " ".join(words[:_ITEM_WORDS]) or None, None
