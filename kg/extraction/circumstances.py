"""When, where, in what field, and of what: the circumstances of a claim, from the words of its clause."""

from __future__ import annotations

from datetime import date

from spacy.tokens import Span

from kg.extraction import state
from kg.extraction.analysis import Sentence
from kg.extraction.grammar import Grammar
from kg.extraction.reading import Reading
from kg.extraction.state import ClaimDraft
from kg.language.normalize import fold
from kg.records import EntityType

__all__ = ["Circumstances"]

_GOODS = frozenset({"SUPPLIES", "TRADES_WITH", "AIDS"})
_ADJECTIVES = 3  # items after a trigger among which its adjectives stand
_ITEM_WORDS = 10
_SINCE_REACH = 5
_FIRST_REACH = 9
_FIRST = frozenset({"اول", "لاول", "الاولي", "الاول"})
_SINCE = "منذ"
_RATES = ("نسبه", "قيمه")  # «بنسبة», «بقيمة» are no goods
_WORTH = "بقيمه"
_KINDS = frozenset({"طراز", "نوع", "فئه"})  # «دبابات من طراز …»: the kind, not the thing
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
                draft.item, draft.quantity = self._goods(at, reading)

    def _date(self, draft: ClaimDraft, at: int, reading: Reading) -> None:
        """Take the date that stands nearest to the trigger in its clause; else the only one of the sentence,
        if it stands in a clause that hangs on it: «الاشتباكات التي اندلعت أمس بين …».
        """
        clause = reading.clause(at)
        first, last = reading.tokens[clause.start][0], reading.tokens[clause.end - 1][1]
        here, sentence = reading.tokens[at][0], reading.sentence
        dates = sentence.doc.spans.get(state.DATES, ())
        usable = [
            span
            for span in dates
            if sentence.start <= span.start < sentence.end and any(span._.date) and not _since_event(span)
        ]
        spans = [span for span in usable if first <= span.start < last]
        if not spans and len(usable) == 1 and _hangs_on(reading, usable[0], at):
            spans = usable
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

    def _goods(self, at: int, reading: Reading) -> tuple[str | None, str | None]:
        """Return what is handed over and how much: «بأكثر من 10 آلاف حاوية من الذخائر».

        The words stand after an attached «ب» («زود … بـ»), after «من» («صادرات … من»), or bare behind the
        trigger or its subject («قدمت قطر مساعدات إلى»).
        """
        clause = reading.clause(at)
        inside = range(at + 1, clause.end)
        with_b = next((i for i in inside if _with_b(reading, i)), None)
        bare = next((i for i in inside if not (reading.actors[i] or _leads_on(reading, i))), None)
        counted = bare if bare is not None and self._amount_end(reading, bare, clause.end) > bare else None
        of = next((i + 1 for i in inside[1:] if reading.words[i] == _OF and _is_word(reading, i + 1)), None)
        for start in (with_b, counted, of, bare):
            if start is None or not (start == counted or _is_word(reading, start)):
                continue
            amount = self._amount_end(reading, start, clause.end)
            end = _run_end(reading, max(amount, start), clause.end)
            if end == start:
                continue
            words = [reading.span(i, i + 1).text for i in range(start, end)]
            if start == with_b:
                words[0] = words[0].removeprefix("ب").removeprefix("ـ")
            return _split(words, [reading.words[i] for i in range(start, end)], amount - start)
        return None, None

    def _amount_end(self, reading: Reading, start: int, end: int) -> int:
        """Return the item after a number and the words that make it rough: «أكثر من ألف», «10 آلاف»."""
        first = self.grammar.word(reading.words[start].removeprefix("ب"))  # «بأكثر من»
        info = {start: first, **{at: reading.info[at] for at in range(start + 1, end)}}
        at = start
        while at < end and (info[at].rough or (at > start and info[at].own_preposition)):
            at += 1
        number = at
        while at < end and not reading.actors[at] and (info[at].number or info[at].quantifier):
            at += 1
        return at if at > number else start


def _hangs_on(reading: Reading, span: Span, at: int) -> bool:
    """Whether a span stands behind an item in a clause that hangs on the item's own."""
    item = next((item for item, (start, end) in enumerate(reading.tokens) if start <= span.start < end), None)
    if item is None or item < at:
        return False
    index: int | None = reading.clause_at[item]
    while index is not None and index != reading.clause_at[at]:
        if reading.clauses[index].kind == "coordinate":
            return False
        index = reading.clauses[index].parent
    return index is not None


def _day(value: object) -> date | None:
    return value if isinstance(value, date) else None


def _since_event(span: Span) -> bool:
    """Whether a date only tells what is counted from: «الأكبر منذ الحرب الكورية (1950)», «أول زيارة منذ 24
    عاما».
    """
    before = [fold(token.text) for token in span.doc[max(0, span.start - _FIRST_REACH) : span.start]]
    is_open = span._.date[1] is None
    return _SINCE in before[-_SINCE_REACH:-1] or (is_open and not _FIRST.isdisjoint(before))


def _leads_on(reading: Reading, item: int) -> bool:
    """Whether an item joins actors or stands before one: «و», «إلى روسيا»."""
    info = reading.info[item]
    receiver = info.own_preposition and item + 1 < len(reading) and bool(reading.actors[item + 1])
    return info.conjunction or receiver


def _is_word(reading: Reading, item: int) -> bool:
    """Whether an item is a word that a description of goods may begin with."""
    if item >= len(reading) or reading.actors[item] or reading.mark(item):
        return False
    info = reading.info[item]
    return not (info.own_preposition or info.opens or reading.transparent(item) or reading.verb(item))


def _run_end(reading: Reading, start: int, end: int) -> int:
    """Return the item after the words of a description: up to the next preposition but «من», name, mark,
    verb or date.
    """
    item = start
    while item < min(end, start + _ITEM_WORDS) and not (reading.actors[item] or reading.mark(item)):
        if item > start and not (_is_word(reading, item) or reading.words[item] == _OF):
            break
        item += 1
    while item > start and reading.words[item - 1] == _OF:
        item -= 1
    return item


def _with_b(reading: Reading, item: int) -> bool:
    """Whether a word carries an attached «ب» that marks the goods; «بنسبة», «بالفعل» and the like do not."""
    word = reading.words[item]
    attached = word.startswith("ب") and len(word) > 4 and not reading.hits[item]
    before = reading.actors[item - 1] or reading.transparent(item - 1) or reading.hits[item - 1]
    rate = word.removeprefix("ب").removeprefix("ال").startswith(_RATES)
    return (
        attached
        and bool(before)
        and _is_word(reading, item)
        and not rate
        and reading.info[item].preposition in ("", "ب")
    )


def _split(words: list[str], folded: list[str], amount: int) -> tuple[str | None, str | None]:
    """Return the thing and its quantity: `amount` words, with «من» behind them the unit before it too."""
    if _WORTH in folded[1:]:
        at = folded.index(_WORTH, 1)  # «قرضا بقيمة مليار دولار»
        return " ".join(words[:at]), " ".join(words[at + 1 :]) or None
    units = [
        at for at in range(amount, len(folded) - 1) if folded[at] == _OF and folded[at + 1] not in _KINDS
    ]
    cut, after = (units[-1], units[-1] + 1) if amount and units else (amount, amount)
    return " ".join(filter(None, words[after:])) or None, " ".join(filter(None, words[:cut])) or None
