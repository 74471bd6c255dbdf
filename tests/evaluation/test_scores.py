"""Scores of made predictions: perfect ones, and ones with a single known fault."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from kg.evaluation.gold import GoldClaim, GoldDocument, read_gold_folder
from kg.evaluation.measures import Count
from kg.evaluation.predictions import Predictions, Reading
from kg.evaluation.scores import Measure, Scores, score
from kg.records import Claim, Document, Entity, EntityType, Modality, Polarity
from tests import builders
from tests.evaluation.samples import gold_folder


@pytest.fixture(scope="module")
def gold(tmp_path_factory: pytest.TempPathFactory) -> tuple[GoldDocument, ...]:
    return read_gold_folder(*gold_folder(tmp_path_factory.mktemp("gold")))


def known(id_: str) -> str:
    """The system's id of a gold entity: other words than gold's."""
    return f"our/{id_}"


def as_claim(document: GoldDocument, claim: GoldClaim, at: int) -> Claim:
    start, end = claim.sentences[0]
    values = {
        "sentence_end": end,
        "attributed_to": claim.attributed_to and known(claim.attributed_to),
        "date_start": date.fromisoformat(claim.date) if claim.date else None,
        "item": next(iter(claim.items), None),
        "quantity": next(iter(claim.quantities), None),
    }
    made = builders.claim(
        known(claim.subject), claim.relation, known(claim.object), f"document/{document.id}", start
    )
    made = replace(made, id=f"claim/{document.id}-{at}", polarity=claim.polarity, modality=claim.modality)
    return replace(made, **values)


def perfect(gold: tuple[GoldDocument, ...]) -> Predictions:
    """Predictions that say all that gold says, optional items too."""
    readings, entities = {}, {}
    for document in gold:
        types = document.types
        entities |= {known(id_): Entity(id=known(id_), type=type_, name="") for id_, type_ in types.items()}
        mentions = tuple(
            builders.mention(
                f"document/{document.id}",
                known(m.entity),
                document.text[m.start : m.end],
                m.start,
                types[m.entity],
            )
            for m in document.mentions
        )
        claims = tuple(as_claim(document, claim, n) for n, claim in enumerate(document.claims))
        made = Document(id=f"document/{document.id}", path="", text=document.text)
        readings[document.id] = Reading(document=made, mentions=mentions, claims=claims)
    return Predictions(readings=readings, entities=entities)


def changed(predictions: Predictions, id_: str, **values: object) -> Predictions:
    reading = replace(predictions.readings[id_], **values)
    return replace(predictions, readings={**predictions.readings, id_: reading})


def with_claims(predictions: Predictions, id_: str, change: Callable[[Claim], Claim]) -> Predictions:
    return changed(predictions, id_, claims=tuple(map(change, predictions.readings[id_].claims)))


def f1s(scores: Scores) -> dict[Measure, float]:
    return {measure: scores.count(measure).f1 for measure in Measure}


def test_a_perfect_prediction_scores_one_everywhere(gold: tuple[GoldDocument, ...]) -> None:
    scores = score(gold, perfect(gold))
    assert f1s(scores) == pytest.approx(dict.fromkeys(Measure, 1.0))
    assert all(count.f1 == 1.0 for count in scores.types().values())
    assert all(count.f1 == 1.0 for name, count in scores.relations().items())
    assert scores.entities_across().f1 == 1.0
    assert not any(document.missed or document.spurious for document in scores.documents)


def test_a_prediction_without_optional_items_is_perfect_too(gold: tuple[GoldDocument, ...]) -> None:
    predictions = perfect(gold)
    for document in gold:
        reading = predictions.readings[document.id]
        required = {m.start for m in document.mentions if m.agreed}
        mentions = tuple(m for m in reading.mentions if m.start in required)
        claims = tuple(c for c, g in zip(reading.claims, document.claims, strict=True) if g.agreed)
        predictions = changed(predictions, document.id, mentions=mentions, claims=claims)
    scores = score(gold, predictions)
    assert f1s(scores) == pytest.approx(dict.fromkeys(Measure, 1.0))


def test_an_empty_prediction_finds_nothing_and_claims_nothing(gold: tuple[GoldDocument, ...]) -> None:
    empty = {id_: replace(r, mentions=(), claims=()) for id_, r in perfect(gold).readings.items()}
    scores = score(gold, Predictions(readings=empty, entities={}))
    assert scores.count(Measure.SPAN) == Count(0, 0, 0, 11)
    assert scores.count(Measure.TRIPLE) == Count(0, 0, 0, 5)
    assert len(scores.documents[2].missed) == 3


def test_a_document_that_failed_counts_as_empty_and_one_not_in_the_build_is_left_out(
    gold: tuple[GoldDocument, ...],
) -> None:
    predictions = perfect(gold)
    rest = {id_: reading for id_, reading in predictions.readings.items() if id_ != "visit"}
    failed = score(gold, replace(predictions, readings=rest, failed={"visit": "broken"}))
    missing = score(gold, replace(predictions, readings=rest, missing=("visit",)))
    assert failed.count(Measure.TRIPLE).recall == 2 / 5
    assert missing.count(Measure.TRIPLE).recall == 1.0


def test_a_wrong_direction_keeps_the_pair_and_its_relation(gold: tuple[GoldDocument, ...]) -> None:
    turned = with_claims(
        perfect(gold), "sanctions", lambda c: replace(c, subject_id=c.object_id, object_id=c.subject_id)
    )
    scores = score(gold, turned)
    assert scores.count(Measure.PAIR_RELATION).f1 == 1.0
    assert scores.count(Measure.TRIPLE).recall == 3 / 5
    assert scores.count(Measure.DIRECTION) == Count.of_share(3, 5)


def test_a_symmetric_relation_has_no_direction(gold: tuple[GoldDocument, ...]) -> None:
    required = tuple(
        replace(d, claims=tuple(replace(c, agreed=True) for c in d.claims)) for d in gold if d.id == "visit"
    )
    turned = with_claims(
        perfect(required),
        "visit",
        lambda c: (
            replace(c, subject_id=c.object_id, object_id=c.subject_id) if c.relation == "MET_WITH" else c
        ),
    )
    scores = score(required, turned)
    assert scores.count(Measure.TRIPLE).f1 == 1.0
    assert scores.count(Measure.DIRECTION) == Count.of_share(3, 3)


def test_another_relation_keeps_the_pair_only(gold: tuple[GoldDocument, ...]) -> None:
    other = with_claims(perfect(gold), "sanctions", lambda c: replace(c, relation="THREATENS"))
    scores = score(gold, other)
    assert scores.count(Measure.PAIR).f1 == 1.0
    assert scores.count(Measure.PAIR_RELATION).recall == 3 / 5
    assert scores.relations()["THREATENS"] == Count(0, 2, 0, 0)
    assert scores.relations()["SANCTIONS"] == Count(0, 0, 0, 2)


def test_only_asserted_actual_claims_are_ties(gold: tuple[GoldDocument, ...]) -> None:
    stated = with_claims(
        perfect(gold),
        "sanctions",
        lambda c: replace(c, polarity=Polarity.ASSERTED, modality=Modality.ACTUAL),
    )
    scores = score(gold, stated)
    assert scores.count(Measure.TRIPLE).f1 == 1.0
    assert scores.count(Measure.TIE) == Count(3, 5, 3, 3)
    assert scores.count(Measure.POLARITY) == Count.of_share(4, 5)
    assert scores.count(Measure.MODALITY) == Count.of_share(4, 5)


def test_source_date_and_evidence_are_compared_where_gold_has_them(gold: tuple[GoldDocument, ...]) -> None:
    bare = with_claims(perfect(gold), "sanctions", lambda c: replace(c, attributed_to=None))
    bare = with_claims(
        bare, "visit", lambda c: replace(c, date_start=date(2024, 7, 1), sentence_start=0, sentence_end=3)
    )
    scores = score(gold, bare)
    assert scores.count(Measure.SOURCE) == Count.of_share(0, 1)
    assert scores.count(Measure.DATE) == Count.of_share(0, 1)
    assert scores.count(Measure.EVIDENCE) == Count.of_share(4, 5)


@pytest.mark.parametrize(
    ("item", "quantity", "right"),
    [
        ("الأسلحة الثقيلة", "ألف", (1, 1)),  # fewer or more words of the same thing
        ("أسلحة", None, (1, 0)),
        ("قمح", "مئة طن", (0, 0)),
    ],
)
def test_goods_are_compared_by_their_words(
    gold: tuple[GoldDocument, ...], item: str, quantity: str | None, right: tuple[int, int]
) -> None:
    found = with_claims(perfect(gold), "sanctions", lambda c: replace(c, item=item, quantity=quantity))
    scores = score(gold, found)
    assert scores.count(Measure.ITEM) == Count.of_share(right[0], 1)
    assert scores.count(Measure.QUANTITY) == Count.of_share(right[1], 1)


def test_a_wrong_type_keeps_the_span(gold: tuple[GoldDocument, ...]) -> None:
    predictions = perfect(gold)
    algeria = Entity(id=known("algeria"), type=EntityType.PLACE, name="")
    scores = score(gold, replace(predictions, entities={**predictions.entities, algeria.id: algeria}))
    assert scores.count(Measure.SPAN).f1 == 1.0
    assert scores.count(Measure.TYPED) == Count(10, 11, 10, 11)
    assert scores.types()["Country"].recall == 7 / 8
    assert scores.types()["Place"].precision == 1 / 2


def test_a_span_with_its_proclitic_is_wrong_as_a_span_and_right_as_a_word(
    gold: tuple[GoldDocument, ...],
) -> None:
    text = "أعلنت موسكو وبكين اتفاقا."
    start = text.index("بكين")
    document = replace(gold[0], id="words", text=text, mentions=(), claims=(), entities=gold[0].entities)
    document = replace(
        document, mentions=(replace(gold[0].mentions[0], start=start, end=start + len("بكين")),)
    )
    predictions = changed(
        perfect((document,)),
        "words",
        mentions=(
            builders.mention("document/words", known("algeria"), "وبكين", start - 1, EntityType.COUNTRY),
        ),
    )
    scores = score((document,), predictions)
    assert scores.count(Measure.SPAN).f1 == 0.0
    assert scores.count(Measure.SPAN_WORDS).f1 == 1.0


def test_entities_split_across_documents_show_only_across(gold: tuple[GoldDocument, ...]) -> None:
    predictions = perfect(gold)
    twin = replace(predictions.entities[known("russia")], id="our/other-russia")
    mentions = tuple(
        replace(m, entity_id=twin.id) if m.entity_id == known("russia") else m
        for m in predictions.readings["visit"].mentions
    )
    split = replace(
        changed(predictions, "visit", mentions=mentions),
        entities={**predictions.entities, twin.id: twin},
    )
    scores = score(gold, split)
    assert scores.count(Measure.ENTITIES).f1 == 1.0
    assert scores.entities_across().recall < 1.0


def test_an_entity_without_a_mention_is_matched_by_its_name(gold: tuple[GoldDocument, ...]) -> None:
    predictions = perfect(gold)
    named = {
        known("china"): replace(predictions.entities[known("china")], name="x", aliases=("الصِّين",)),
        known("iran"): replace(predictions.entities[known("iran")], name="ايران"),
    }
    unmentioned = replace(
        changed(predictions, "sanctions", mentions=()), entities={**predictions.entities, **named}
    )
    relations = score(gold, unmentioned).relations()
    assert relations["SANCTIONS"] == Count(1, 2, 1, 2)


def test_white_space_may_differ_from_gold_and_nothing_else(gold: tuple[GoldDocument, ...]) -> None:
    predictions = perfect(gold)
    reading = predictions.readings["quiet"]
    spaced = replace(reading.document, text="\n " + reading.document.text)
    moved = tuple(replace(m, start=m.start + 2, end=m.end + 2) for m in reading.mentions)
    scores = score(gold, changed(predictions, "quiet", document=spaced, mentions=moved))
    assert scores.count(Measure.SPAN).f1 == 1.0
    other = replace(reading.document, text="!" + reading.document.text)
    (quiet, *_) = score(gold, changed(predictions, "quiet", document=other)).documents
    assert quiet.text_differs


def test_a_triple_counts_once_with_its_highest_confidence(gold: tuple[GoldDocument, ...]) -> None:
    predictions = perfect(gold)
    (first, *_) = predictions.readings["sanctions"].claims
    again = replace(first, id="claim/again", confidence=0.95)
    claims = (replace(first, confidence=0.35), again)
    (_, sanctions, _) = score(gold, changed(predictions, "sanctions", claims=claims)).documents
    assert sanctions.judged == ((0.95, True),)
    assert sanctions.counts[Measure.TRIPLE].predicted == 1


def test_scores_do_not_depend_on_any_order(gold: tuple[GoldDocument, ...]) -> None:
    predictions = perfect(gold)
    shuffle = random.Random(7)
    readings = {}
    for id_, reading in sorted(predictions.readings.items(), reverse=True):
        mentions = shuffle.sample(reading.mentions, len(reading.mentions))
        claims = shuffle.sample(reading.claims, len(reading.claims))
        readings[id_] = replace(reading, mentions=tuple(mentions), claims=tuple(claims))
    assert score(gold[::-1], replace(predictions, readings=readings)) == score(gold, predictions)


def test_the_figures_of_a_set_are_those_of_the_sum_over_documents(gold: tuple[GoldDocument, ...]) -> None:
    predictions = perfect(gold)
    whole = score(gold, predictions)
    parts = [score((document,), predictions).count(Measure.SPAN) for document in gold]
    assert whole.count(Measure.SPAN) == parts[0] + parts[1] + parts[2]
