"""Titles in a sentence with the person who bears them and the country or body they are of.

«وزير الخارجية الروسي سيرغي لافروف»: the title, its complement «الروسي», its holder the name; the holder may
stand before («لافروف، وزير الخارجية الروسي») or be unnamed.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice

from spacy.tokens import Doc, Span

from kg.extraction import state
from kg.extraction.reading import Actor, Reading
from kg.language.normalize import fold
from kg.language.titles import Title, TitleLexicon
from kg.records import EntityType

__all__ = ["Holders", "Office", "find_offices", "person_after"]

_ITS = "ها"
_TO = "لدي"  # folded: whom an envoy is sent to
_REACH = 16  # items from a title to its holder
#: Titles of those who serve a person: the name behind is that person's where a name stands before.
_SERVING = ("spokesman for", "adviser to", "chief aide to")
_NEAR = 6  # items of a title with its bearer
_PLAIN_WORDS = 5  # of them, plain words in one run


@dataclass(slots=True)
class Office:
    """A title at items `start` to `end` (status words included), with the items of its holder and
    complements.

    `stop` is the item after its complements; `prefix` the letters attached before it («و», «ل», «وب»).
    """

    title: Title
    start: int
    end: int
    stop: int
    complements: tuple[int, ...]
    holder: int | None
    former: bool
    plural: bool
    prefix: str

    @property
    def first(self) -> int:
        """The first item, holder included."""
        return self.start if self.holder is None else min(self.start, self.holder)

    @property
    def last(self) -> int:
        """The item after the last, holder included."""
        return self.stop if self.holder is None else max(self.stop, self.holder + 1)


def find_offices(reading: Reading, lexicon: TitleLexicon) -> list[Office]:
    """Return the titles of a sentence in order, each with what belongs to it."""
    found: list[Office] = []
    words = _with_nationalities(reading)
    at = 0
    while at < len(reading):
        match = None if reading.actors[at] or reading.mark(at) else lexicon.match(words, at)
        if match is None:
            at += 1
            continue
        title, length = match
        if _is_title(reading, title, at, length):
            found.append(_complete(reading, title, at, at + length, lexicon))
            at += length
        else:
            at += 1
    _look_back(reading, found)
    return found


def _with_nationalities(reading: Reading) -> list[str]:
    """Return the words with nationalities of one word among them, for titles that hold one («المستشارة
    الألمانية»).
    """
    return [
        fold(actors[0].span.text) if actors and actors[0].demonym and actors[0].reference is None else word
        for word, actors in zip(reading.words, reading.actors, strict=True)
    ]


def _is_person(reading: Reading, at: int) -> bool:
    actors = reading.actors[at]
    return len(actors) == 1 and actors[0].type is EntityType.PERSON and not actors[0].demonym


def _is_title(reading: Reading, title: Title, at: int, length: int) -> bool:
    """Whether a match is a title here: one that states no tie needs its person, a role noun must be no
    verb.
    """
    if title.relation is None:
        return at + length < len(reading) and _is_person(reading, at + length)
    if title.relation in ("WORKS_FOR", "CITIZEN_OF") and length == 1:
        return not any(hit.form == "verb" and not hit.shape.suffix for hit in reading.hits[at])
    return True


def _written(reading: Reading, title: Title, at: int, length: int, lexicon: TitleLexicon) -> tuple[str, bool]:
    """Return the letters attached before a title, and whether it is a plural, which no single holder bears.

    «وزراء خارجية», «مساعدي زعيم» are plurals; the article is no part of the letters.
    """
    word = reading.words[at]
    for start in range(min(5, len(word))):
        rest = word[start:]
        if rest.startswith(title.words[0]):
            prefix = word[:start].removesuffix("ال")
            return ("ل" if prefix == "لل" else prefix), rest[len(title.words[0]) :] in ("ي", "ين", "ون", "و")
    for inner in range(at + 1, at + length):  # «نائب رئيس»: the words are those of the inner title
        match = lexicon.match(reading.words, inner)
        if match is not None and match[0].words == title.words:
            return reading.info[at].preposition if len(
                reading.info[at].preposition
            ) == 1 else "", word.endswith(("ي", "ين", "ون", "و"))
    return "", True


def _complete(reading: Reading, title: Title, start: int, end: int, lexicon: TitleLexicon) -> Office:
    """Walk from the title to the right over its complements until its holder or something that is not its
    own.
    """
    complements = [at for at in range(start, end) if reading.actors[at]]
    holder: int | None = None
    former = False
    prefix, plural = _written(reading, title, start, end - start, lexicon)
    nested = plural
    status_end = end
    plain = 0
    stop = end
    at = end
    while at < min(len(reading), end + _REACH):
        if reading.actors[at]:
            if _is_person(reading, at):
                if not nested and not _governed(reading, at):
                    holder = at
                break
            if at > end and reading.words[at - 1] == _TO:
                at += 1  # «سفير مصر لدى قطر» is no office of Qatar
                plain, stop = 0, at
                continue
            if complements and not _continues(reading, complements[-1], at):
                break
            complements.append(at)
            plain = 0
            at += 1
            stop = at
            continue
        info = reading.info[at]
        status = lexicon.status(reading.words, at)
        if status:
            former = former or status[0] == "former"
            at += status[1]
            if not complements:
                status_end = at
            stop = at if plain == 0 else stop
            continue
        if reading.quote(at):
            at += 1
            continue
        if reading.comma(at):
            if (
                at + 1 < len(reading)
                and _is_person(reading, at + 1)
                and not nested
                and (complements or plain == 0)
            ):
                holder = at + 1
            break
        if reading.mark(at) or info.opens or info.conjunction or info.copular:
            break
        if (reading.verb(at) and not info.preposition) or (info.preposition and not info.office_link):
            break
        inner = lexicon.match(reading.words, at)
        if inner and complements and info.conjoined:
            break
        if inner and inner[0].relation in ("LEADS", "HOLDS_OFFICE"):
            ranked = _ranked(reading, lexicon, inner, at)
            if ranked is not None and not nested and not _takes_object(reading, start, ranked, lexicon):
                holder = ranked
            if complements or ranked is not None:
                break
            nested = True
        plain = 0 if info.preposition or inner else plain + 1
        if plain > _PLAIN_WORDS:
            break
        at += inner[1] if inner else 1
    if holder is not None:
        complements = _owner(reading, start, end) or complements
    return Office(
        title, start, max(end, status_end), stop, tuple(complements), holder, former, plural, prefix
    )


def _owner(reading: Reading, start: int, end: int) -> list[int]:
    """Return the state or body named last before a title whose pronoun means it: «… وزير إعلامها»."""
    if not any(reading.words[at].endswith(_ITS) for at in range(start, end)):
        return []
    before = (
        at
        for at in reversed(range(start))
        if len(reading.actors[at]) == 1
        and reading.actors[at][0].type in (EntityType.COUNTRY, EntityType.ORGANIZATION)
    )
    return list(islice(before, 1))


def _ranked(reading: Reading, lexicon: TitleLexicon, inner: tuple[Title, int], at: int) -> int | None:
    """Return the person right after a rank: «… باسم الجيش العقيد أحمد المسماري»."""
    person = at + inner[1]
    is_rank = inner[0].english in lexicon.ranks
    return person if is_rank and person < len(reading) and _is_person(reading, person) else None


def _takes_object(reading: Reading, start: int, person: int, lexicon: TitleLexicon) -> bool:
    """Whether the verb before a title may have the person as its object: «استقبل وزير الدفاع المصري الجنرال
    ديمبسي», but not where another one with a title follows: «استقبل قائد الجيش المشير حفتر، في مكتبه، رئيس
    المخابرات إبراهيم قالن».
    """
    if start == 0 or (person + 1 < len(reading) and reading.actors[person + 1]):
        return False
    hits = (hit for hit in reading.hits[start - 1] if hit.form == "verb")
    if not any(hit.trigger.direct and not hit.trigger.speech for hit in hits):
        return False
    behind = (at for at in range(person + 2, len(reading)) if reading.comma(at - 1))
    return not any(
        lexicon.match(reading.words, at)
        and any(_is_person(reading, other) for other in range(at, min(len(reading), at + _NEAR)))
        for at in behind
    )


def _governed(reading: Reading, at: int) -> bool:
    """Whether a preposition stands before the person, who is then no holder («المتحدث باسم نتنياهو»)."""
    before = at - 1
    while before >= 0 and reading.quote(before):
        before -= 1
    return before >= 0 and bool(reading.info[before].preposition) and reading.info[before].own_preposition


def _continues(reading: Reading, last: int, at: int) -> bool:
    """Whether a further complement still belongs to the title: «… لحكومة الوفاق الوطني الليبية»."""
    gap = [item for item in range(last + 1, at) if not reading.quote(item)]
    linked = reading.actors[at][0].demonym or any(reading.info[item].office_link for item in gap)
    return linked and not any(reading.info[item].conjunction for item in gap) and len(gap) <= 3


def _look_back(reading: Reading, offices: list[Office]) -> None:
    """Give titles without holder the person right before them: «لافروف، وزير الخارجية الروسي», «X وهو رئيس
    …».
    """
    held = {office.holder for office in offices if office.holder is not None}
    for office in offices:
        if office.plural:
            continue
        before = office.start - 1
        if office.holder is not None:
            own = before >= 0 and _is_person(reading, before) and before not in held
            serves = office.title.english.startswith(_SERVING)
            if own and serves and office.holder == office.stop and not office.prefix:
                office.holder = before
            continue
        if before >= 0 and reading.info[before].copular:
            before -= 1
        separated = before >= 0 and reading.comma(before)
        while before >= 0 and (reading.comma(before) or reading.quote(before)):
            before -= 1
        if before < 0 or not _is_person(reading, before):
            continue
        if office.prefix:
            continue
        if separated or before not in held or office.start == before + 1:
            office.holder = before


def person_after(reading: Reading, nationality: int, offices: list[Office]) -> int | None:
    """Return the person right after a nationality, quotation marks, honorifics and the like aside: «نظيره
    القطري الشيخ محمد».
    """
    honorifics = {office.start: office.end for office in offices if office.title.relation is None}
    at = nationality + 1
    while at < len(reading) and (at in honorifics or reading.quote(at) or reading.info[at].transparent):
        at = honorifics.get(at, at + 1)
    return at if at < len(reading) and _is_person(reading, at) else None


class Holders:
    """Who bears which office in a document, for titles without a name: «الرئيس الأمريكي» after «دونالد
    ترامب».
    """

    def __init__(self, doc: Doc) -> None:
        self._by_office: dict[tuple[str, str], set[str]] = {}
        self._by_title: dict[str, set[str]] = {}
        self._titles: dict[str, dict[str, Title]] = {}
        self._spans: dict[str, list[Span]] = {}
        for span in state.mentions(doc):
            self._spans.setdefault(span.kb_id_, []).append(span)

    def add(self, reading: Reading, offices: list[Office]) -> None:
        """Take note of the offices whose holder is named."""
        for office in offices:
            if (
                office.holder is None
                or office.title.relation not in ("LEADS", "HOLDS_OFFICE")
                or office.former
            ):
                continue
            person = reading.actors[office.holder][0].key
            self._titles.setdefault(person, {})[office.title.english] = office.title
            self._by_title.setdefault(office.title.english, set()).add(person)
            for at in office.complements[:1]:
                self._take(office.title, reading.actors[at][0], person)
        self._add_counterparts(reading, offices)

    def _take(self, title: Title, body: Actor, person: str) -> None:
        self._by_office.setdefault((title.english, body.key), set()).add(person)

    def _add_counterparts(self, reading: Reading, offices: list[Office]) -> None:
        """Take note of those who bear the office of the title before: «نظيره الصومالي حسن شيخ محمود»."""
        for at in range(1, len(reading)):
            actors = reading.actors[at]
            if len(actors) != 1 or not actors[0].demonym or not reading.info[at - 1].counterpart:
                continue
            earlier = [office.title for office in offices if office.start < at and office.title.relation]
            person = person_after(reading, at, offices)
            if earlier and person is not None:
                self._take(earlier[-1], actors[0], reading.actors[person][0].key)

    def title_of(self, person: str) -> Title | None:
        """Return the one title that a person bears in this document."""
        found = self._titles.get(person, {})
        return next(iter(found.values())) if len(found) == 1 else None

    def find(self, reading: Reading, office: Office) -> Actor | None:
        """Return the one person who bears an office in this document, at the mention nearest before; None
        if in doubt.
        """
        if (
            office.holder is not None
            or office.plural
            or office.former
            or office.title.relation not in ("LEADS", "HOLDS_OFFICE")
        ):
            return None
        if office.complements:
            body = reading.actors[office.complements[0]][0].key
            people = self._by_office.get((office.title.english, body), set())
        else:
            people = self._by_title.get(office.title.english, set())
        if len(people) != 1:
            return None
        (person,) = people
        spans = self._spans[person]
        start = reading.tokens[office.start][0]
        span = next((span for span in reversed(spans) if span.start < start), spans[0])
        words = reading.span(office.start, max(office.end, office.stop)).text
        return Actor(span, person, EntityType.PERSON, reference=f"{words}:office-holder")
