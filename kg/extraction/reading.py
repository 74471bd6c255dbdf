"""A sentence read for claims: its items (words, marks, actors), and its clauses.

An item is a word, a punctuation mark or a whole mention or reference; white space is left out. Rules count
and compare items, so that a name of five words is as near as one of a single word.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from spacy.tokens import Doc, Span

from kg.extraction import state
from kg.extraction.grammar import Grammar, Word
from kg.extraction.triggers import Hit, TriggerLexicon
from kg.language.normalize import fold
from kg.records import EntityType, Form

__all__ = ["Actor", "Clause", "Reading", "read_sentences"]

_STOPS = frozenset(".؛;:!؟?…")
_COMMAS = frozenset("،,")
_OF = "من"
_FEMININE, _PRONOUN = "ة", "ه"  # one letter when folded: «وزارة» is no «وزاره», and he visited him
_ROOT = 3  # letters of a past form without endings, and of many nouns
_ARTICLES = ("ال", "لل", "بال", "وال")
_EMBEDDED = frozenset({"relative", "content", "pronominal", "adverbial"})
_NONE = Word()


@dataclass(frozen=True, slots=True)
class Actor:
    """One actor as a sentence shows it: the mention span, the local key, and how it is written.

    For a reference, `span` is the nearest mention before that it refers to and `reference` its words and
    rule.
    """

    span: Span
    key: str
    type: EntityType
    demonym: bool = False
    reference: str | None = None


@dataclass(slots=True)
class Clause:
    """Items `start` to `end`; `kind` says what opened it, `parent` is the index of the clause it hangs on."""

    start: int
    end: int
    kind: str
    parent: int | None


@dataclass(slots=True)
class Reading:
    """The items of one sentence, in parallel lists of one length, and its clauses.

    `words` holds folded words and punctuation marks, and "" for actors; `tokens` the first token and the
    one after the last; `actors` is empty for anything but a mention or reference.
    """

    sentence: Span
    words: list[str] = field(default_factory=list)
    tokens: list[tuple[int, int]] = field(default_factory=list)
    actors: list[tuple[Actor, ...]] = field(default_factory=list)
    info: list[Word] = field(default_factory=list)
    hits: list[tuple[Hit, ...]] = field(default_factory=list)
    dated: list[bool] = field(default_factory=list)
    clauses: list[Clause] = field(default_factory=list)
    clause_at: list[int] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.words)

    def mark(self, at: int) -> bool:
        """Whether the item is a punctuation mark."""
        return not self.actors[at] and not self.words[at][:1].isalnum()

    def comma(self, at: int) -> bool:
        """Whether the item is a comma."""
        return self.words[at] in _COMMAS

    def stop(self, at: int) -> bool:
        """Whether the item ends a clause: full stop, colon, semicolon and the like."""
        return self.words[at] in _STOPS

    def quote(self, at: int) -> bool:
        """Whether the item is a mark that neither ends nor separates: quotation mark, bracket, dash."""
        return self.mark(at) and not self.comma(at) and not self.stop(at)

    def transparent(self, at: int) -> bool:
        """Whether the item may stand between the parts of a frame without weakening it."""
        return self.info[at].transparent or self.dated[at] or self.quote(at)

    def share(self, at: int) -> bool:
        """Whether the item belongs to «كل من», «عدد من», «الكثير من», after which a name is as bare as they
        are.
        """
        if self.words[at] == _OF:
            return at > 0 and self.info[at - 1].quantifier
        return self.info[at].quantifier and at + 1 < len(self) and self.words[at + 1] == _OF

    def verb(self, at: int) -> bool:
        """Whether the item is a verb, as far as the lexicons and its letters tell."""
        if self.dated[at] or self._in_construct(at) or self._affiliates(at):
            return False
        if self.info[at].verb:
            return True
        forms = {hit.form for hit in self.hits[at]}
        if "verb" not in forms or "noun" in forms:
            return False
        bare = len(self.words[at]) == _ROOT and all(hit.past for hit in self.hits[at] if hit.form == "verb")
        return not (
            bare
            and at > 0
            and not self.actors[at - 1]
            and (self.info[at - 1].verb or self.info[at - 1].preposition)
        )

    def _affiliates(self, at: int) -> bool:
        """Whether a word says whose men or forces the noun before it names: «طائرات تابعة للحكومة»."""
        return self.info[at].affiliated and at + 1 < len(self) and bool(self.info[at + 1].preposition)

    def _in_construct(self, at: int) -> bool:
        """Whether a word of three letters is the genitive of a noun of action: «زيارة عمل»."""
        if len(self.words[at]) != _ROOT or at == 0 or self.words[at - 1].startswith(_ARTICLES):
            return False
        return any(hit.form == "noun" and not hit.shape.suffix for hit in self.hits[at - 1])

    def clause(self, at: int) -> Clause:
        """Return the clause of an item."""
        return self.clauses[self.clause_at[at]]

    def span(self, start: int, end: int) -> Span:
        """Return items `start` to `end` as a span of the `Doc`."""
        return self.sentence.doc[self.tokens[start][0] : self.tokens[end - 1][1]]


def read_sentences(doc: Doc, grammar: Grammar, lexicon: TriggerLexicon) -> Iterator[Reading]:
    """Yield a reading of every sentence that holds an actor or a reference."""
    actors = _actors_by_start(doc)
    if not actors:
        return
    dated = {index for span in doc.spans.get(state.DATES, ()) for index in range(span.start, span.end)}
    starts = sorted(actors)
    position = 0
    for sentence in _sentences(doc):
        while position < len(starts) and starts[position] < sentence.start:
            position += 1
        if position < len(starts) and starts[position] < sentence.end:
            reading = _read(sentence, actors, dated, grammar, lexicon)
            _divide(reading)
            yield reading


def _sentences(doc: Doc) -> Sequence[Span]:
    return list(doc.sents) if doc.has_annotation("SENT_START") else [doc[:]]


def _actors_by_start(doc: Doc) -> dict[int, tuple[int, tuple[Actor, ...]]]:
    """Return, by first token, the token after the last and the actors meant."""
    found: dict[int, tuple[int, tuple[Actor, ...]]] = {}
    latest: dict[str, Span] = {}
    waiting = sorted(doc.spans.get(state.REFERENCES, ()), key=lambda span: span.start)
    for mention in [*state.mentions(doc), None]:
        while waiting and (mention is None or waiting[0].start < mention.start):
            reference = waiting.pop(0)
            words = f"{reference.text}:{reference.label_}"
            named = [(key, latest[key]) for key in reference._.antecedents if key in latest]
            if named and reference.start not in found:
                meant = tuple(
                    Actor(span, key, EntityType(span.label_), reference=words) for key, span in named
                )
                found[reference.start] = reference.end, meant
        if mention is not None:
            key = mention.kb_id_
            latest[key] = mention
            actor = Actor(mention, key, EntityType(mention.label_), mention._.form == Form.DEMONYM)
            found[mention.start] = mention.end, (actor,)
    return found


def _read(
    sentence: Span,
    actors: dict[int, tuple[int, tuple[Actor, ...]]],
    dated: set[int],
    grammar: Grammar,
    lexicon: TriggerLexicon,
) -> Reading:
    reading = Reading(sentence)
    doc = sentence.doc
    index = sentence.start
    while index < sentence.end:
        word, info = "", _NONE
        hits: tuple[Hit, ...] = ()
        meant: tuple[Actor, ...] = ()
        if index in actors and actors[index][0] <= sentence.end:
            end, meant = actors[index]
        else:
            token = doc[index]
            end = index + 1
            if token.is_space:
                index = end
                continue
            word = _folded(token.text)
            if word[0].isalnum():
                info, hits = grammar.word(word), lexicon.hits(word)
                if hits and token.text.endswith(_FEMININE):
                    hits = tuple(hit for hit in hits if hit.shape.suffix != _PRONOUN)
        reading.words.append(word)
        reading.tokens.append((index, end))
        reading.actors.append(meant)
        reading.info.append(info)
        reading.hits.append(hits)
        reading.dated.append(index in dated)
        index = end
    return reading


_FOLDED: dict[str, str] = {}


def _folded(text: str) -> str:
    word = _FOLDED.get(text)
    if word is None:
        word = _FOLDED[text] = fold(text).replace(" ", "") or text
        if len(_FOLDED) > 200_000:
            _FOLDED.clear()
    return word


def _divide(reading: Reading) -> None:
    """Split a reading into clauses: at stops, clause words, and verbs joined by «و» or after a comma."""
    current = Clause(0, 0, "main", None)
    reading.clauses.append(current)
    for at in range(len(reading)):
        kind, start = _opening(reading, at)
        if kind and at > current.start:
            parent = _parent(reading, kind, at)
            current.end = at
            current = Clause(start, start, kind, parent)
            reading.clauses.append(current)
        elif kind and not (kind == "coordinate" and current.kind in _EMBEDDED):  # «التي وجهتها»: no «و»
            current.kind = kind
            current.start = start
        reading.clause_at.append(len(reading.clauses) - 1)
    current.end = len(reading)


def _opening(reading: Reading, at: int) -> tuple[str, int]:
    """Return the kind of clause that begins at an item, and its first item after the word that opens it."""
    if at and reading.stop(at - 1):
        return "main", at
    if reading.actors[at]:
        return "", at
    info = reading.info[at]
    if info.content:
        return "pronominal" if info.pronominal else "content", at + 1
    if info.relative:
        return "relative", at + 1
    if info.adverbial:
        return "adverbial", at + 1
    if info.copular and reading.words[at][0] == "و":
        return "coordinate", at + 1
    after_comma = at > 0 and reading.comma(at - 1)
    if reading.verb(at):
        joined = reading.words[at][0] in "وف" and len(reading.words[at]) > 3
        if after_comma or (joined and at > 0 and not _is_root_waw(reading, at)):
            return "coordinate", at
    states = [hit for hit in reading.hits[at] if hit.form == "adjective"]
    if states and (reading.words[at].endswith("ا") or after_comma):
        return "state", at
    return "", at


def _is_root_waw(reading: Reading, at: int) -> bool:
    return any(hit.form == "verb" and not hit.shape.conjunction for hit in reading.hits[at])


def _parent(reading: Reading, kind: str, at: int) -> int:
    """Return the clause that a new one hangs on.

    A participle of state, and after a comma a verb of speaking, belong to the main clause; another verb
    after a comma leaves at least the relative clause before it.
    """
    parent = len(reading.clauses) - 1
    after_comma = at > 0 and (reading.comma(at - 1) or reading.quote(at - 1))
    speaks = kind == "state" or (after_comma and any(hit.trigger.speech for hit in reading.hits[at]))
    left = (
        _EMBEDDED if speaks else ({"relative"} if kind in ("coordinate", "state") and after_comma else set())
    )
    while reading.clauses[parent].kind in left:
        above = reading.clauses[parent].parent
        if above is None:
            break
        parent = above
    return parent
