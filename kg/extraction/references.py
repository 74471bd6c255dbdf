"""Words that refer to an actor named before («البلدين», «بلاده», «الصحيفة»): the component `kg_references`.

Each rule has a name, checks type and number, and leaves a word open rather than guess; open ones are counted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from spacy.language import Language
from spacy.tokens import Doc, Span

from kg.actors import Actors
from kg.errors import ResourceError
from kg.extraction import state
from kg.extraction.lexicon import Lexicon
from kg.extraction.organizations import OrganizationHeads
from kg.extraction.vocabulary import without_proclitics
from kg.language.normalize import fold
from kg.records import EntityType, Form
from kg.report import Drop
from kg.resources import read_yaml

__all__ = ["ReferenceWords", "References", "create_references"]

_FILE = "references.yaml"
_ACTORS = frozenset({EntityType.PERSON, EntityType.COUNTRY, EntityType.ORGANIZATION, EntityType.GROUP})
_ARTICLE = "ال"
_JOINING = frozenset({"و", "،", ","})
#: How many sentences back a rule looks for its antecedent.
_REACH = 4
#: A pair is plain when its lesser member is named this often, and so many times as often as the third.
_PLAIN_COUNT, _PLAIN_RATIO = 3, 2
#: A pair of an earlier sentence: the most frequent country may be named so many times as often as either.
_SALIENT_RATIO = 4


@dataclass(frozen=True, slots=True)
class ReferenceWords:
    """Folded referring words by rule."""

    both_countries: frozenset[str]
    plural_too: frozenset[str]
    plural_after: frozenset[str]
    not_after: frozenset[str]
    both_sides: frozenset[str]
    own_country: frozenset[str]
    outlets: Mapping[str, frozenset[str]]
    organizations: Mapping[str, frozenset[str]]
    counterpart: frozenset[str]
    masculine: frozenset[str]
    feminine: frozenset[str]

    @classmethod
    @cache
    def default(cls) -> ReferenceWords:
        """Return the words that ship with the package."""
        data = read_yaml(_FILE)
        try:
            return cls(
                both_countries=_folded(data["both-countries"]["words"]),
                plural_too=_folded(data["both-countries"]["plural_too"]),
                plural_after=_folded(data["both-countries"]["plural_after"]),
                not_after=_folded(data["both-countries"]["not_after"]),
                both_sides=_folded(data["both-sides"]["words"]),
                own_country=_folded(data["own-country"]["words"]),
                outlets={fold(word): _folded(heads) for word, heads in data["same-outlet"].items()},
                organizations={
                    fold(word): frozenset(kinds) for word, kinds in data["same-organization"].items()
                },
                counterpart=_folded(data["counterpart"]["words"]),
                masculine=_folded(data["latter"]["masculine"]),
                feminine=_folded(data["latter"]["feminine"]),
            )
        except (KeyError, TypeError, AttributeError) as error:
            raise ResourceError(
                f"{_FILE}: {error!s} is missing or malformed.", "Correct the file."
            ) from error

    def all_words(self) -> frozenset[str]:
        """Return every referring word, folded."""
        return frozenset().union(
            self.both_countries,
            self.both_sides,
            self.own_country,
            self.outlets,
            self.organizations,
            self.counterpart,
            self.masculine,
            self.feminine,
        )


@Language.factory("kg_references", default_config={"actor_files": []})
def create_references(nlp: Language, name: str, actor_files: Sequence[str]) -> References:
    """Return the component of a pipeline; `actor_files` are the user's files of actors."""
    del nlp, name
    return References(ReferenceWords.default(), Lexicon.load(tuple(actor_files)).actors)


class References:
    """Fills `REFERENCES` from the named mentions before each referring word."""

    def __init__(self, words: ReferenceWords, actors: Actors) -> None:
        self.words = words
        self.actors = actors

    def __call__(self, doc: Doc) -> Doc:
        text = _Text(doc, self.actors)
        spans = []
        for at, form in enumerate(text.forms):
            if at in text.taken or state.in_ignored_span(doc, doc[at].idx, doc[at].idx + len(doc[at])):
                continue
            resolved = self._resolve(text, at, form)
            if resolved is None:
                continue
            rule, antecedents = resolved
            span = Span(doc, at, at + 1, label=rule)
            span._.form = Form.REFERENCE
            span._.antecedents = antecedents
            span._.extractor = f"rule:{rule}"
            spans.append(span)
            if not antecedents:
                state.drop(doc, Drop.REFERENCE_OPEN)
        doc.spans[state.REFERENCES] = spans
        return doc

    def _resolve(self, text: _Text, at: int, form: str) -> tuple[str, tuple[str, ...]] | None:
        """Return the rule and the antecedents of a referring word; None where the word is none."""
        words = self.words
        if form in words.both_countries:
            if self._means_others(text, at, form):
                return None
            return "both-countries", text.pair(at, frozenset({EntityType.COUNTRY}))
        if form in words.both_sides:
            return "both-sides", text.pair(at, _ACTORS)
        if form in words.own_country:
            return "own-country", text.country_of_speaker(at)
        if form in words.counterpart:
            return "counterpart", text.named_after(at)
        if text.is_described(at):
            return None
        if form in words.outlets:
            return "same-outlet", text.last_outlet(at, words.outlets)
        if same := text.with_head(at, form.removeprefix(_ARTICLE)) if form.startswith(_ARTICLE) else ():
            return "same-head", same
        if form in words.organizations:
            return "same-organization", text.last_of_kind(at, words.organizations[form])
        if text.is_adjective(at):
            return None
        if form in words.masculine:
            return "latter", text.last_of_type(at, frozenset({EntityType.PERSON}))
        if form in words.feminine:
            return "latter", text.last_of_type(at, frozenset({EntityType.COUNTRY, EntityType.ORGANIZATION}))
        return None

    def _means_others(self, text: _Text, at: int, form: str) -> bool:
        """Return whether the word means countries in general, or an idea: «هذه البلدان», «حل الدولتين»."""
        before = frozenset(without_proclitics(text.forms[at - 1])) if at else frozenset()
        if not before.isdisjoint(self.words.not_after):
            return True
        if form not in self.words.plural_too:
            return False
        return not before.isdisjoint(self.words.plural_after) or text.is_described(at)


class _Text:
    """The mentions of a document by token and by sentence, for the rules to look back on."""

    def __init__(self, doc: Doc, actors: Actors) -> None:
        self.doc = doc
        self.actors = actors
        self.forms = [token.norm_ for token in doc]
        self.mentions = state.mentions(doc)
        self.taken = {at for span in self.mentions for at in range(span.start, span.end)}
        self.persons = {span.start for span in self.mentions if span.label_ == EntityType.PERSON}
        self.titles = [span for span in doc.spans.get(state.TITLES, ()) if span.label_]
        self.sentence: list[int] = []
        number = -1
        for token in doc:
            number += token.is_sent_start is True
            self.sentence.append(number)

    def before(self, at: int, reach: int = _REACH) -> Iterator[list[Span]]:
        """Yield the mentions before a token sentence by sentence, the nearest sentence first."""
        here = self.sentence[at]
        for number in range(here, here - reach - 1, -1):
            yield [s for s in self.mentions if s.end <= at and self.sentence[s.start] == number]

    def pair(self, at: int, types: frozenset[EntityType]) -> tuple[str, ...]:
        """Return the two actors last named as a pair, or the only two of a sentence, or of the document.

        In an earlier sentence a pair counts only when the document names both of its members often.
        """
        for distance, spans in enumerate(self.before(at)):
            fitting = [span for span in spans if span.label_ in types]
            for keys in (*self._pairs(fitting), *_only_two(fitting)):
                if distance == 0 or self._is_salient(keys):
                    return keys
        return self._plain_pair() if types == {EntityType.COUNTRY} else ()

    def _pairs(self, spans: Sequence[Span]) -> Iterator[tuple[str, str]]:
        """Yield the pairs of a sentence, the last first: two names joined by «و» in no longer list."""
        runs: list[list[Span]] = []
        for span in spans:
            if runs and self._are_joined(runs[-1][-1], span):
                runs[-1].append(span)
            else:
                runs.append([span])
        for run in reversed(runs):
            keys = tuple(dict.fromkeys(span.kb_id_ for span in run))
            if len(run) == len(keys) == 2 and run[0].label_ == run[1].label_:
                yield keys[0], keys[1]

    def _are_joined(self, left: Span, right: Span) -> bool:
        """Return whether two mentions stand in one list, or are adjectives of one noun."""
        between = self.forms[left.end : right.start]
        stacked = not between and left._.form == right._.form == Form.DEMONYM
        return stacked or (0 < len(between) <= 2 and all(form in _JOINING for form in between))

    def _is_salient(self, keys: tuple[str, ...]) -> bool:
        counts = Counter(span.kb_id_ for span in self.mentions if span.label_ == EntityType.COUNTRY)
        return min(counts[key] for key in keys) * _SALIENT_RATIO >= max(counts.values(), default=0)

    def _plain_pair(self) -> tuple[str, ...]:
        counts = Counter(span.kb_id_ for span in self.mentions if span.label_ == EntityType.COUNTRY)
        ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
        if len(ranked) < 2 or ranked[1][1] < _PLAIN_COUNT:
            return ()
        if len(ranked) > 2 and ranked[2][1] * _PLAIN_RATIO > ranked[1][1]:
            return ()
        return ranked[0][0], ranked[1][0]

    def country_of_speaker(self, at: int) -> tuple[str, ...]:
        """Return the country of the office holder named last: by the adjective at the title, or as known."""
        for spans in self.before(at, reach=1):
            for span in reversed(spans):
                if span.label_ == EntityType.PERSON:
                    country = self._country_of_person(span.kb_id_)
                    return (country,) if country else ()
                if span.label_ == EntityType.COUNTRY and self._follows_title(span):
                    return (span.kb_id_,)
        return ()

    def _country_of_person(self, key: str) -> str | None:
        """Return the country beside the person's title in the document, else the known one if it is named."""
        for span in self.mentions:
            if span.kb_id_ == key:
                beside = [
                    other
                    for other in self.mentions
                    if other.label_ == EntityType.COUNTRY
                    and other.end <= span.start
                    and self.sentence[other.start] == self.sentence[span.start]
                    and self._follows_title(other)
                    and not any(
                        m.start >= other.end and m.end <= span.start for m in self.mentions if m is not other
                    )
                    and span.start - other.end <= 1
                ]
                if beside:
                    return beside[-1].kb_id_
        actor = self.actors.get(key)
        known = actor.country_id if actor else None
        return known if known and any(span.kb_id_ == known for span in self.mentions) else None

    def _follows_title(self, span: Span) -> bool:
        return any(title.end == span.start for title in self.titles)

    def named_after(self, at: int) -> tuple[str, ...]:
        """Return the person named in the phrase that a word opens: «نظيره الروسي سيرغي لافروف»."""
        for span in self.mentions:
            if span.start <= at:
                continue
            if self.sentence[span.start] != self.sentence[at] or span.start - at > _REACH + 1:
                break
            if span.label_ == EntityType.PERSON:
                return (span.kb_id_,)
        return ()

    def is_described(self, at: int) -> bool:
        """Return whether an adjective follows, which makes it another one: «الحزب الحاكم», but not «رئيس
        الحزب الغنوشي».
        """
        following = self.doc[at + 1].text if at + 1 < len(self.doc) else ""
        return at + 1 not in self.persons and (following.startswith(_ARTICLE) or at + 1 in self.taken)

    def is_adjective(self, at: int) -> bool:
        """Return whether the word goes with a noun before it: «الأشهر الأخيرة»."""
        return (
            at == 0 or self.forms[at - 1].startswith((_ARTICLE, "لل", "بال", "وال")) or at - 1 in self.taken
        )

    def last_outlet(self, at: int, outlets: Mapping[str, frozenset[str]]) -> tuple[str, ...]:
        """Return the outlet named last whose own head, where it has one, is of the word's kind."""
        wanted = outlets[self.forms[at]]
        others = frozenset().union(*outlets.values()) - wanted
        entities = state.entities(self.doc)
        for span in reversed(
            [s for s in self.mentions if s.end <= at and s.label_ == EntityType.ORGANIZATION]
        ):
            heads = {*self.forms[max(0, span.start - 2) : span.start], self.forms[span.start]}
            if heads & wanted:
                return (span.kb_id_,)
            if entities[span.kb_id_].subtype == "media" and not heads & others:
                return (span.kb_id_,)
        return ()

    def last_of_kind(self, at: int, kinds: frozenset[str]) -> tuple[str, ...]:
        """Return the organization of one of these kinds that was named last."""
        entities = state.entities(self.doc)
        for spans in self.before(at):
            for span in reversed(spans):
                if span.label_ == EntityType.ORGANIZATION and entities[span.kb_id_].subtype in kinds:
                    return (span.kb_id_,)
        return ()

    def with_head(self, at: int, head: str) -> tuple[str, ...]:
        """Return the one organization named shortly before whose name begins with a head word: «المرصد» after
        «المرصد السوري لحقوق الإنسان».
        """
        if head not in OrganizationHeads.default().inside:
            return ()
        found = {
            span.kb_id_
            for spans in self.before(at)
            for span in spans
            if span.label_ == EntityType.ORGANIZATION
            and len(span) > 1
            and self.forms[span.start].removeprefix(_ARTICLE) == head
        }
        return tuple(found) if len(found) == 1 else ()

    def last_of_type(self, at: int, types: frozenset[EntityType]) -> tuple[str, ...]:
        """Return the actor of one of these types named last in the same sentence."""
        for span in reversed(next(self.before(at))):
            if span.label_ in types:
                return (span.kb_id_,)
        return ()


def _only_two(spans: Sequence[Span]) -> Iterator[tuple[str, ...]]:
    """Yield the two countries of a sentence that names no third."""
    keys = tuple(dict.fromkeys(span.kb_id_ for span in spans))
    if len(keys) == 2 and all(span.label_ == EntityType.COUNTRY for span in spans):
        yield keys


def _folded(words: Sequence[str]) -> frozenset[str]:
    return frozenset(map(fold, words))
