"""Measures count independent sources, and say what they leave out."""

from __future__ import annotations

from datetime import date
from itertools import count

import pandas as pd
import pytest

from kg.graph import measures
from kg.graph.measures import QUADS
from kg.graph.ties import make_ties
from kg.records import Claim, Entity, EntityType, Modality, Polarity, Tie
from tests.builders import claim, document

RUSSIA, KOREA, AMERICA, UKRAINE = (
    f"country/{name}" for name in ("russia", "north-korea", "united-states", "ukraine")
)
PUTIN, KREMLIN, NATO, RUTTE = (
    "person/vladimir-putin",
    "organization/kremlin",
    "organization/nato",
    "person/mark-rutte",
)
ENTITIES = [
    *(Entity(id=id_, type=EntityType.COUNTRY, name=id_) for id_ in (RUSSIA, KOREA, AMERICA, UKRAINE)),
    Entity(id=PUTIN, type=EntityType.PERSON, name="بوتين", country_id=RUSSIA),
    Entity(id=RUTTE, type=EntityType.PERSON, name="روته", country_id="country/netherlands"),
    Entity(id=KREMLIN, type=EntityType.ORGANIZATION, name="الكرملين", country_id=RUSSIA),
    Entity(id=NATO, type=EntityType.ORGANIZATION, name="الناتو"),
]
JUNE, JULY = date(2024, 6, 20), date(2024, 7, 2)
DOCUMENTS = [
    document("document/a", published_at=JUNE, source="وكالة أ"),
    document("document/b", published_at=JUNE, source="وكالة ب", retells="document/a"),
    document("document/c", published_at=JULY, source="وكالة ب"),
    document("document/d"),
]


def claims(*rows: tuple[str, str, str, str], **values: object) -> list[Claim]:
    """Return a claim for each subject, relation, object and letter of its document."""
    starts = count(0, 10)
    return [
        claim(subject, relation, object_, f"document/{letter}", next(starts), **values)
        for subject, relation, object_, letter in rows
    ]


def ties(*rows: tuple[str, str, str, str]) -> tuple[Tie, ...]:
    return make_ties(claims(*rows), DOCUMENTS)


def test_strength_adds_up_sources_and_ranks() -> None:
    found = measures.strength(
        ties(
            (RUSSIA, "ATTACKS", UKRAINE, "a"), (RUSSIA, "ATTACKS", UKRAINE, "c"), (KOREA, "AIDS", RUSSIA, "a")
        )
    )
    assert list(found.items()) == [(RUSSIA, 3), (UKRAINE, 2), (KOREA, 1)]


def test_centrality_of_deeds_leaves_offices_out() -> None:
    all_ties = ties((PUTIN, "LEADS", RUSSIA, "a"), (RUSSIA, "ATTACKS", UKRAINE, "a"))
    deeds = measures.centrality(ENTITIES, all_ties, family="deed")
    assert set(deeds.index) == {RUSSIA, UKRAINE}
    assert set(measures.centrality(ENTITIES, all_ties).index) == {RUSSIA, UKRAINE, PUTIN}
    assert deeds["pagerank"].sum() == pytest.approx(1)


def test_dyads_count_ties_by_class() -> None:
    frame = measures.dyads(
        ties((KOREA, "SUPPLIES", RUSSIA, "a"), (RUSSIA, "AIDS", KOREA, "a"), (RUSSIA, "ALLY_OF", KOREA, "a"))
    )
    assert frame.to_dict("records") == [
        {"left": KOREA, "right": RUSSIA, "material cooperation": 2, "standing": 1}
    ]
    assert measures.dyads(()).empty


def test_conflict_does_not_bind_a_community() -> None:
    bound = ties((KOREA, "AIDS", RUSSIA, "a"), (AMERICA, "AIDS", UKRAINE, "a"))
    torn = ties(
        (RUSSIA, "ATTACKS", UKRAINE, "a"), (AMERICA, "ACCUSES", KOREA, "a"), (KOREA, "RIVAL_OF", AMERICA, "c")
    )
    frame = measures.communities(ENTITIES, (*bound, *torn))
    groups = {frozenset(group.index) for _, group in frame.groupby("community")}
    assert groups == {frozenset({KOREA, RUSSIA}), frozenset({AMERICA, UKRAINE})}
    assert measures.communities(ENTITIES, (*torn, *bound)).equals(frame)
    assert measures.communities(ENTITIES, torn).empty


def test_the_largest_community_is_the_first_and_begins_with_its_strongest() -> None:
    frame = measures.communities(
        ENTITIES,
        ties((KOREA, "AIDS", RUSSIA, "a"), (PUTIN, "LEADS", RUSSIA, "a"), (NATO, "AIDS", UKRAINE, "a")),
    )
    assert list(frame["community"]) == [1, 1, 1, 2, 2]
    assert frame.index[0] == RUSSIA


@pytest.mark.parametrize(
    ("actor", "side"),
    [(PUTIN, RUSSIA), (KREMLIN, RUSSIA), (RUTTE, NATO), (NATO, NATO), (UKRAINE, UKRAINE)],
)
def test_a_side_is_what_an_actor_leads_before_its_country(actor: str, side: str) -> None:
    assert measures.sides(ENTITIES, ties((RUTTE, "LEADS", NATO, "a")))[actor] == side


def test_an_office_in_a_ministry_is_for_its_country_and_more_sources_decide() -> None:
    posts = ties(
        (PUTIN, "LEADS", KREMLIN, "a"), (PUTIN, "LEADS", KREMLIN, "c"), (PUTIN, "LEADS", UKRAINE, "a")
    )
    assert measures.sides(ENTITIES, posts)[PUTIN] == RUSSIA


def months(found: list[Claim], sides: dict[str, str] | None = None) -> list[dict[str, object]]:
    frame = measures.dyad_months(found, DOCUMENTS, sides)
    assert list(frame.columns) == ["left", "right", "month", *QUADS, "dated"]
    return [
        {name: value for name, value in row.items() if value}
        for row in frame.assign(month=frame["month"].astype(str).str[:7]).to_dict("records")
    ]


def test_a_deed_and_its_retelling_are_one_report_in_their_month() -> None:
    deed = (KOREA, "SUPPLIES", RUSSIA)
    assert months(claims((*deed, "a"), (*deed, "b"), (*deed, "c"))) == [
        {"left": KOREA, "right": RUSSIA, "month": "2024-06", "material cooperation": 1},
        {"left": KOREA, "right": RUSSIA, "month": "2024-07", "material cooperation": 1},
    ]


@pytest.mark.parametrize(
    ("start", "end", "month", "dated"),
    [
        (date(2023, 9, 13), date(2023, 9, 13), "2023-09", 1),
        (date(2023, 9, 1), date(2023, 9, 30), "2023-09", 1),
        (date(2024, 1, 1), date(2024, 12, 31), "2024-06", 0),
        (date(2022, 1, 1), None, "2024-06", 0),
        (None, None, "2024-06", 0),
        (date(2022, 1, 1), date(2022, 12, 31), None, 0),
        (date(2025, 1, 1), None, None, 0),
    ],
)
def test_a_month_is_the_stated_one_or_that_of_a_report_that_the_dates_allow(
    start: date | None, end: date | None, month: str | None, dated: int
) -> None:
    found = months(claims((KOREA, "SUPPLIES", RUSSIA, "a"), date_start=start, date_end=end))
    assert [row["month"] for row in found] == ([month] if month else [])
    assert [row.get("dated", 0) for row in found] == ([dated] if month else [])


def test_months_leave_out_what_is_no_deed_and_what_has_no_date() -> None:
    rows = (KOREA, "SUPPLIES", RUSSIA, "a")
    assert months(claims(rows, modality=Modality.PLANNED)) == []
    assert months(claims(rows, polarity=Polarity.NEGATED)) == []
    assert months(claims((PUTIN, "LEADS", RUSSIA, "a"), (KOREA, "CONCERNED_ABOUT", RUSSIA, "a"))) == []
    assert months(claims((KOREA, "SUPPLIES", RUSSIA, "d"))) == []


def test_deeds_of_presidents_count_for_their_side() -> None:
    found = claims(
        (PUTIN, "VISITED", KOREA, "a"), (PUTIN, "MET_WITH", KREMLIN, "a"), (RUSSIA, "ATTACKS", UKRAINE, "a")
    )
    assert months(found, measures.sides(ENTITIES, ())) == [
        {"left": KOREA, "right": RUSSIA, "month": "2024-06", "verbal cooperation": 1},
        {"left": RUSSIA, "right": UKRAINE, "month": "2024-06", "material conflict": 1},
    ]


def test_reports_count_each_tie_of_a_voice_once_and_denials_apart() -> None:
    found = [
        *claims(
            (KOREA, "SUPPLIES", RUSSIA, "b"),
            (KOREA, "SUPPLIES", RUSSIA, "c"),
            (RUSSIA, "ATTACKS", UKRAINE, "c"),
        ),
        *claims((KOREA, "SUPPLIES", RUSSIA, "a"), polarity=Polarity.NEGATED),
        *claims((RUSSIA, "AIDS", KOREA, "a"), modality=Modality.POSSIBLE),
    ]
    frame = measures.reports(found, DOCUMENTS, by="source").set_index("voice")
    assert list(frame.index) == ["وكالة ب", "وكالة أ"]
    assert frame.loc["وكالة ب", ["material cooperation", "material conflict", "total"]].tolist() == [1, 1, 2]
    assert frame.loc["وكالة أ", ["material cooperation", "denied", "total"]].tolist() == [0, 1, 1]


def test_speakers_are_those_who_are_quoted() -> None:
    found = claims((KOREA, "SUPPLIES", RUSSIA, "a"), attributed_to=AMERICA)
    found += claims((RUSSIA, "ATTACKS", UKRAINE, "a"))
    assert measures.reports(found, DOCUMENTS, by="speaker")["voice"].tolist() == [AMERICA]
    assert measures.reports([], DOCUMENTS, by="speaker").empty


def test_agreement_is_the_shared_part_and_denials_oppose() -> None:
    found = claims(
        (KOREA, "SUPPLIES", RUSSIA, "a"),
        (RUSSIA, "ATTACKS", UKRAINE, "a"),
        (KOREA, "SUPPLIES", RUSSIA, "c"),
        (UKRAINE, "ACCUSES", KOREA, "d"),
    )
    found += claims((RUSSIA, "ATTACKS", UKRAINE, "d"), polarity=Polarity.NEGATED)
    frame = measures.agreement(found, DOCUMENTS, by="document")
    assert frame.values.tolist() == [
        ["document/a", "document/c", 2, 1, 1, 0.5, 0],
        ["document/a", "document/d", 2, 1, 0, 0.0, 1],
    ]


def test_contested_are_ties_that_are_stated_and_denied() -> None:
    found = claims((KOREA, "SUPPLIES", RUSSIA, "a"), (RUSSIA, "ATTACKS", UKRAINE, "a"))
    found += claims((KOREA, "SUPPLIES", RUSSIA, "c"), polarity=Polarity.NEGATED, attributed_to=KOREA)
    found += claims((RUSSIA, "ATTACKS", UKRAINE, "c"), modality=Modality.POSSIBLE)
    frame = measures.contested(found)
    assert frame[["subject_id", "polarity", "document_id"]].values.tolist() == [
        [KOREA, "asserted", "document/a"],
        [KOREA, "negated", "document/c"],
    ]
    assert pd.isna(frame["attributed_to"][0])
    assert frame["attributed_to"][1] == KOREA
