"""Predictions against gold: mentions, entities, claims, the ties a user sees, and what is said of a claim.

A claim is looked at as a pair (two actors, either order), as pair and relation, and as a triple (with
direction; a symmetric relation has none). Claims that repeat a triple in a document count once. Optional
items of gold (one annotator of two) are neither right nor wrong. Attributes are compared on the triples
that both have.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from enum import StrEnum

from kg.evaluation.alignment import UNKNOWN, gold_entities, gold_offsets, overlap, placed_mentions
from kg.evaluation.gold import GoldClaim, GoldDocument, Span
from kg.evaluation.measures import Calibration, Count, b_cubed, calibrate, interval, total
from kg.evaluation.predictions import Predictions, Reading
from kg.language.normalize import fold
from kg.ontology import Ontology
from kg.records import Claim, Entity, Mention, Modality, Polarity

__all__ = ["DocumentScores", "Measure", "Scores", "Triple", "score", "score_document"]

#: Subject, object, relation; of a symmetric relation the smaller id comes first.
Triple = tuple[str, str, str]


class Measure(StrEnum):
    """What is measured, by the name that tables and figures use."""

    SPAN = "mention span"
    SPAN_WORDS = "mention span, whole words"
    TYPED = "mention span+type"
    ENTITIES = "entity B3 (in document)"
    PAIR = "claim pair"
    PAIR_RELATION = "claim pair+relation"
    TRIPLE = "claim triple"
    TIE = "tie triple"
    DIRECTION = "direction"
    POLARITY = "polarity"
    MODALITY = "modality"
    SOURCE = "source"
    DATE = "date"
    ITEM = "item"
    QUANTITY = "quantity"
    EVIDENCE = "evidence"


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentScores:
    """The counts of one document.

    `types` and `relations` hold mentions by type and triples by relation; `judged` the confidence of each
    predicted triple and whether gold has it; `clusters` gold's and the predicted entity of each mention
    that both have; `missed` and `spurious` the triples that one side has, the latter with a sentence.
    `text_differs` where offsets cannot be compared.
    """

    id: str
    counts: Mapping[Measure, Count]
    types: Mapping[str, Count] = field(default_factory=dict)
    relations: Mapping[str, Count] = field(default_factory=dict)
    judged: tuple[tuple[float, bool], ...] = ()
    clusters: tuple[tuple[str, str], ...] = ()
    missed: tuple[Triple, ...] = ()
    spurious: tuple[tuple[Triple, str], ...] = ()
    text_differs: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """The counts of a set of documents, in the order of their ids."""

    documents: tuple[DocumentScores, ...]

    def count(self, measure: Measure) -> Count:
        """Return the sum over documents."""
        return total(one.counts.get(measure, Count()) for one in self.documents)

    def interval(self, measure: Measure) -> tuple[float, float]:
        """Return the 95 % bootstrap interval of F1, documents drawn with replacement."""
        return interval([one.counts.get(measure, Count()) for one in self.documents])

    def types(self) -> dict[str, Count]:
        """Return mentions with the right type, by type."""
        return _summed(one.types for one in self.documents)

    def relations(self) -> dict[str, Count]:
        """Return triples by relation, the most frequent in gold first."""
        found = _summed(one.relations for one in self.documents)
        return dict(sorted(found.items(), key=lambda item: (-item[1].gold, item[0])))

    def calibration(self) -> Calibration:
        """Return how far the confidence of predicted triples is the share that is right."""
        return calibrate(judgement for one in self.documents for judgement in one.judged)

    def entities_across(self) -> Count:
        """Return B³ over the mentions of all documents together: gold's ids are taken as shared."""
        return b_cubed([pair for one in self.documents for pair in one.clusters])


def _summed(parts: Iterable[Mapping[str, Count]]) -> dict[str, Count]:
    found: dict[str, Count] = defaultdict(Count)
    for part in parts:
        for name, count in part.items():
            found[name] += count
    return dict(sorted(found.items()))


def score(gold: Iterable[GoldDocument], predictions: Predictions, ontology: Ontology | None = None) -> Scores:
    """Score the documents that the predictions know; one that failed counts as read without a find."""
    ontology = ontology or Ontology.default()
    documents = []
    for one in sorted(gold, key=lambda document: document.id):
        reading = predictions.readings.get(one.id)
        if reading is None and one.id not in predictions.failed:
            continue
        documents.append(score_document(one, reading, predictions.entities, ontology))
    return Scores(documents=tuple(documents))


def score_document(
    gold: GoldDocument, reading: Reading | None, entities: Mapping[str, Entity], ontology: Ontology
) -> DocumentScores:
    """Compare what was found in a document with gold; `reading` is None where nothing could be read."""
    moved = gold_offsets(reading.document.text, gold.text) if reading else None
    differs = reading is not None and moved is None
    place: Callable[[Span], Span] = moved or (lambda span: span)
    mentions = placed_mentions(reading, place) if reading else {}
    claims = sorted(reading.claims, key=lambda claim: claim.id) if reading else []
    wanted = {id_ for c in claims for id_ in (c.subject_id, c.object_id, c.attributed_to) if id_}
    known = gold_entities(gold, mentions, entities, wanted)
    counts, types, clusters = _mention_counts(gold, mentions, entities)
    compared = _Claims(gold, claims, known, place, ontology)
    counts |= compared.levels() | compared.attributes()
    return DocumentScores(
        id=gold.id,
        counts=counts,
        types=types,
        relations=compared.by_relation(),
        judged=compared.judged(),
        clusters=clusters,
        missed=tuple(sorted(compared.required - compared.predicted.keys())),
        spurious=tuple(
            (triple, compared.predicted[triple][0].sentence)
            for triple in sorted(compared.predicted.keys() - compared.all)
        ),
        text_differs=differs,
    )


def _mention_counts(
    gold: GoldDocument, mentions: Mapping[Span, Mention], entities: Mapping[str, Entity]
) -> tuple[dict[Measure, Count], dict[str, Count], tuple[tuple[str, str], ...]]:
    """Count spans, spans with the right type, and clusters of the mentions that both sides have."""
    everything = {m.span: m.entity for m in gold.mentions}
    required = {m.span for m in gold.mentions if m.agreed}
    optional = everything.keys() - required
    # a span that crosses an optional one differs from it in the same optional matter
    free = {span for span in mentions if span not in everything and any(overlap(span, o) for o in optional)}
    predicted = mentions.keys() - optional - free
    gold_type = {span: str(gold.types[entity]) for span, entity in everything.items()}

    def type_of(span: Span) -> str:
        entity = entities.get(mentions[span].entity_id)
        return str(entity.type if entity else mentions[span].type)

    typed = {(span, type_of(span)) for span in predicted}
    gold_typed = {(span, gold_type[span]) for span in required}
    names = {name for _, name in typed | gold_typed}
    types = {
        name: Count.of_sets({t for t in typed if t[1] == name}, {t for t in gold_typed if t[1] == name})
        for name in sorted(names)
    }
    clusters = tuple((everything[span], mentions[span].entity_id) for span in mentions if span in everything)
    counts = {
        Measure.SPAN: Count.of_sets(predicted, required),
        Measure.SPAN_WORDS: Count.of_sets(_words(gold.text, predicted), _words(gold.text, required)),
        Measure.TYPED: Count.of_sets(typed, gold_typed),
        Measure.ENTITIES: b_cubed(clusters),
    }
    return counts, types, clusters


def _words(text: str, spans: Iterable[Span]) -> set[Span]:
    """Return spans with the letters attached before them, as corpora of whole words mark names."""
    return {(_word_start(text, start), end) for start, end in spans}


def _word_start(text: str, start: int) -> int:
    while start > 0 and text[start - 1].isalnum():
        start -= 1
    return start


class _Claims:
    """The claims of a document by triple; the ends of predicted ones are gold's ids where known."""

    def __init__(
        self,
        gold: GoldDocument,
        claims: Sequence[Claim],
        known: Mapping[str, str],
        moved: Callable[[Span], Span],
        ontology: Ontology,
    ) -> None:
        self.known = known
        self.moved = moved
        self.symmetric = {relation.name for relation in ontology if relation.symmetric}
        self.gold: dict[Triple, list[GoldClaim]] = defaultdict(list)
        for claim in gold.claims:
            self.gold[self._triple(claim.subject, claim.relation, claim.object)].append(claim)
        self.all = frozenset(self.gold)
        self.required = frozenset(t for t, same in self.gold.items() if any(c.agreed for c in same))
        self.predicted: dict[Triple, list[Claim]] = defaultdict(list)
        for found in claims:
            ends = (known.get(id_, UNKNOWN + id_) for id_ in (found.subject_id, found.object_id))
            self.predicted[self._triple(next(ends), found.relation, next(ends))].append(found)

    def _triple(self, subject: str, relation: str, object_: str) -> Triple:
        if relation in self.symmetric and object_ < subject:
            subject, object_ = object_, subject
        return subject, object_, relation

    def levels(self) -> dict[Measure, Count]:
        """Count pairs, pairs with the relation, triples, ties and directions."""
        return {
            Measure.PAIR: self._projected(lambda t: tuple(sorted(t[:2]))),
            Measure.PAIR_RELATION: self._projected(_pair_relation),
            Measure.TRIPLE: self._projected(lambda t: t),
            Measure.TIE: self._ties(),
            Measure.DIRECTION: self._directions(),
        }

    def _projected(self, view: Callable[[Triple], Hashable]) -> Count:
        return Count.of_sets(*({view(t) for t in side} for side in (self.predicted, self.required, self.all)))

    def _ties(self) -> Count:
        """Count what the graph shows: triples of asserted, actual claims."""
        gold = {t for t in self.required if any(_shown(c) for c in self.gold[t])}
        predicted = {t for t, same in self.predicted.items() if any(_shown(c) for c in same)}
        right = len(gold & predicted)
        return Count(right, len(predicted - (self.all - self.required)), right, len(gold))

    def _directions(self) -> Count:
        """Count predicted triples whose pair and relation gold has, and those with its direction."""
        pairs = {_pair_relation(t) for t in self.required if t[2] not in self.symmetric}
        optional = self.all - self.required
        seen = [t for t in self.predicted if _pair_relation(t) in pairs and t not in optional]
        return Count.of_share(sum(t in self.required for t in seen), len(seen))

    def by_relation(self) -> dict[str, Count]:
        """Count triples by relation."""
        predicted = self.predicted.keys() - (self.all - self.required)
        names = {t[2] for t in predicted | self.required}
        return {
            name: Count.of_sets(
                {t for t in predicted if t[2] == name}, {t for t in self.required if t[2] == name}
            )
            for name in sorted(names)
        }

    def judged(self) -> tuple[tuple[float, bool], ...]:
        """Return the highest confidence of each predicted triple, and whether gold has the triple."""
        optional = self.all - self.required
        return tuple(
            (max(claim.confidence for claim in same), triple in self.required)
            for triple, same in sorted(self.predicted.items())
            if triple not in optional
        )

    def attributes(self) -> dict[Measure, Count]:
        """Count right attributes on triples that both have; source, date and goods only where gold states
        some.
        """
        shares: dict[Measure, list[bool]] = {
            measure: []
            for measure in (
                Measure.POLARITY,
                Measure.MODALITY,
                Measure.SOURCE,
                Measure.DATE,
                Measure.ITEM,
                Measure.QUANTITY,
                Measure.EVIDENCE,
            )
        }
        for triple in sorted(self.required & self.predicted.keys()):
            gold, found = self.gold[triple], self.predicted[triple]
            shares[Measure.POLARITY].append(
                not {c.polarity for c in gold}.isdisjoint(c.polarity for c in found)
            )
            shares[Measure.MODALITY].append(
                not {c.modality for c in gold}.isdisjoint(c.modality for c in found)
            )
            shares[Measure.EVIDENCE].append(self._same_sentence(gold, found))
            if sources := {c.attributed_to for c in gold if c.attributed_to}:
                named = {self.known.get(c.attributed_to) for c in found if c.attributed_to}
                shares[Measure.SOURCE].append(not sources.isdisjoint(named))
            if dates := {c.date for c in gold if c.date}:
                shares[Measure.DATE].append(_same_month(dates, found))
            if items := [one for c in gold for one in c.items]:
                shares[Measure.ITEM].append(_same_words(items, (c.item for c in found)))
            if quantities := [one for c in gold for one in c.quantities]:
                shares[Measure.QUANTITY].append(_same_words(quantities, (c.quantity for c in found)))
        return {measure: Count.of_share(sum(right), len(right)) for measure, right in shares.items()}

    def _same_sentence(self, gold: Iterable[GoldClaim], found: Iterable[Claim]) -> bool:
        spans = [self.moved((claim.sentence_start, claim.sentence_end)) for claim in found]
        return any(overlap(span, sentence) for span in spans for c in gold for sentence in c.sentences)


def _pair_relation(triple: Triple) -> Hashable:
    return *sorted(triple[:2]), triple[2]


def _shown(claim: Claim | GoldClaim) -> bool:
    return claim.polarity is Polarity.ASSERTED and claim.modality is Modality.ACTUAL


def _same_month(dates: Set[str], found: Iterable[Claim]) -> bool:
    """Return whether a claim starts in a month (or year, where gold names no month) that gold states."""
    starts = [claim.date_start.isoformat() for claim in found if claim.date_start]
    return any(start.startswith(one[:7]) for start in starts for one in dates)


def _same_words(gold: Iterable[str], found: Iterable[str | None]) -> bool:
    """Return whether a wording has all the words of one of gold's, or gold's all of its; articles aside."""
    wanted = [_words_of(one) for one in gold]
    return any(a <= b or b <= a for one in found if one for a in (_words_of(one),) for b in wanted)


def _words_of(wording: str) -> set[str]:
    return {word.removeprefix("ال") for word in fold(wording).split()}
