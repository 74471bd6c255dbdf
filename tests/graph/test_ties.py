"""Ties summarise asserted, actual claims and nothing else."""

from __future__ import annotations

from datetime import date

import pytest

from kg.graph.ties import make_ties
from kg.records import Modality, Polarity
from tests.builders import claim, document

RUSSIA, KOREA = "country/russia", "country/north-korea"


@pytest.mark.parametrize(
    "status",
    [{"polarity": Polarity.NEGATED}, {"modality": Modality.PLANNED}, {"modality": Modality.POSSIBLE}],
)
def test_negated_planned_and_possible_claims_make_no_tie(status: dict) -> None:
    assert make_ties([claim(RUSSIA, "SUPPLIES", KOREA, **status)], [document()]) == ()


def test_a_retold_article_is_one_source() -> None:
    documents = [document("document/a"), document("document/b", retells="document/a"), document("document/c")]
    claims = [claim(RUSSIA, "SUPPLIES", KOREA, d.id) for d in documents]
    (tie,) = make_ties(claims, documents)
    assert (tie.claim_count, tie.document_count, tie.source_count) == (3, 3, 2)
    assert tie.confidence == pytest.approx(1 - 0.2 * 0.2)


def test_dates_span_the_dated_claims() -> None:
    claims = [
        claim(RUSSIA, "SUPPLIES", KOREA, start=0, date_start=date(2024, 6, 1), date_end=date(2024, 6, 30)),
        claim(RUSSIA, "SUPPLIES", KOREA, start=9, date_start=date(2023, 9, 13), date_end=date(2023, 9, 13)),
        claim(RUSSIA, "SUPPLIES", KOREA, start=20),
    ]
    (tie,) = make_ties(claims, [document()])
    assert (tie.first_date, tie.last_date) == (date(2023, 9, 13), date(2024, 6, 30))


def test_the_order_of_claims_changes_nothing() -> None:
    claims = [claim(RUSSIA, "SUPPLIES", KOREA, start=s, confidence=0.5 + s / 100) for s in (0, 9, 20)]
    assert make_ties(claims, [document()]) == make_ties(claims[::-1], [document()])


def test_codes_come_from_the_ontology() -> None:
    (tie,) = make_ties([claim(RUSSIA, "SUPPLIES", KOREA)], [document()])
    assert (tie.plover, tie.quad, tie.symmetric) == ("AID", "material cooperation", False)
    assert tie.id == "country/russia:SUPPLIES:country/north-korea"
