"""Measures of actors, dyads and sources on claims and ties.

What is counted is independent sources (a text and its retellings are one), unless a column says otherwise.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from datetime import date
from itertools import combinations
from typing import Literal

import networkx as nx
import pandas as pd

from kg.graph.ties import makes_tie
from kg.ontology import Ontology
from kg.records import Claim, Document, Entity, EntityType, Polarity, Tie

__all__ = [
    "QUADS",
    "Voice",
    "agreement",
    "centrality",
    "communities",
    "contested",
    "dyad_months",
    "dyads",
    "reports",
    "sides",
    "strength",
]

#: The quad classes of PLOVER, from the friendliest to the most hostile.
QUADS = ("material cooperation", "verbal cooperation", "verbal conflict", "material conflict")
#: What may count as one voice: a source (a paper, an agency), a document, or the actor that is quoted.
Voice = Literal["source", "document", "speaker"]

_STANDING = "standing"
_HOSTILE = {"verbal conflict", "material conflict"}
_RIVAL = "RIVAL_OF"
_POSTS = ("LEADS", "HOLDS_OFFICE", "WORKS_FOR")
_Triple = tuple[str, str, str]


def strength(ties: Iterable[Tie]) -> dict[str, int]:
    """Return, for each actor, the independent sources of all its ties added up; the strongest first."""
    found: Counter[str] = Counter()
    for tie in ties:
        for end in {tie.subject_id, tie.object_id}:
            found[end] += tie.source_count
    return dict(sorted(found.items(), key=lambda item: (-item[1], item[0])))


def centrality(entities: Iterable[Entity], ties: Iterable[Tie], family: str | None = None) -> pd.DataFrame:
    """Return degree, weighted degree, betweenness and PageRank of each actor that has a tie.

    Parameters
    ----------
    family : {"standing", "deed"}, optional
        Only relations of that family.

    Returns
    -------
    DataFrame indexed by entity id, most central first; weights are independent sources.
    """
    family_of = {relation.name: relation.family for relation in Ontology.default()}
    graph = _weighted(tie for tie in ties if family in (None, family_of[tie.relation]))
    names = {entity.id: entity.name for entity in entities}
    frame = pd.DataFrame(
        {
            "name": {node: names[node] for node in graph},
            "degree": dict(graph.degree()),
            "weighted_degree": dict(graph.degree(weight="weight")),
            "betweenness": nx.betweenness_centrality(graph),
            "pagerank": nx.pagerank(graph, weight="weight") if len(graph) else {},
        }
    )
    frame.index.name = "entity_id"
    return (
        frame.reset_index()
        .sort_values(["pagerank", "entity_id"], ascending=[False, True])
        .set_index("entity_id")
    )


def communities(entities: Iterable[Entity], ties: Iterable[Tie]) -> pd.DataFrame:
    """Return which actors belong together: the Louvain communities of the ties that bind.

    Conflict and rivalry do not bind; the other ties weigh as many as they have independent sources.

    Returns
    -------
    DataFrame indexed by entity id with columns name, community (1 is the largest) and weighted_degree,
    in that order of communities, each with its strongest member first.
    """
    graph = _weighted(tie for tie in ties if tie.quad not in _HOSTILE and tie.relation != _RIVAL)
    groups: list[set[str]] = (
        nx.community.louvain_communities(graph, weight="weight", seed=0) if len(graph) else []
    )
    groups.sort(key=lambda group: (-len(group), min(group)))
    names = {entity.id: entity.name for entity in entities}
    degree: dict[str, int] = dict(graph.degree(weight="weight"))
    rows = [
        (actor, names[actor], number, degree[actor])
        for number, group in enumerate(groups, start=1)
        for actor in sorted(group, key=lambda actor: (-degree[actor], actor))
    ]
    columns = ["entity_id", "name", "community", "weighted_degree"]
    return pd.DataFrame(rows, columns=columns).set_index("entity_id")


def dyads(ties: Iterable[Tie]) -> pd.DataFrame:
    """Return, for each unordered pair of actors, how many ties each quad class holds.

    Returns
    -------
    DataFrame with columns left, right and one for each quad class, `standing` for ties without one.
    """
    rows = [
        {"left": left, "right": right, "quad": tie.quad or _STANDING, "ties": 1}
        for tie in ties
        for left, right in (sorted((tie.subject_id, tie.object_id)),)
    ]
    if not rows:
        return pd.DataFrame(columns=["left", "right"])
    table = pd.DataFrame(rows).pivot_table(
        index=["left", "right"], columns="quad", values="ties", aggfunc="sum", fill_value=0
    )
    return table.reset_index().rename_axis(columns=None)


def sides(entities: Iterable[Entity], ties: Iterable[Tie]) -> dict[str, str]:
    """Return for whom each actor acts: presidents and ministries for their country, others for themselves.

    A person acts for what most sources say that it leads, holds office in or works for, in this order of
    relations, else for the country that the knowledge base knows; a body or a place for its country.
    """
    known = {entity.id: entity for entity in entities}
    posts: dict[str, tuple[int, int, str]] = {}
    for tie in ties:
        if tie.relation in _POSTS and known[tie.subject_id].type is EntityType.PERSON:
            rank = (_POSTS.index(tie.relation), -tie.source_count, tie.object_id)
            posts[tie.subject_id] = min(posts.get(tie.subject_id, rank), rank)

    def side(actor: str) -> str:
        above = posts[actor][2] if actor in posts else actor
        return known[above].country_id or above

    return {actor: side(actor) for actor in sorted(known)}


def dyad_months(
    claims: Iterable[Claim], documents: Iterable[Document], sides: Mapping[str, str] | None = None
) -> pd.DataFrame:
    """Return cooperation and conflict between two actors month by month.

    A deed belongs to the month that its sentence states; where it states none, or a span that includes the
    month of the report, to that; where the span lies elsewhere («in 2022»), to no month, and it is left
    out. Only asserted, actual claims count; neutral and standing ties do not.

    Parameters
    ----------
    sides : mapping, optional
        For whom an actor acts (see `sides`); deeds within one side are left out.

    Returns
    -------
    DataFrame with columns left, right (ids, sorted within the pair), month (its first day), one for each
    class of `QUADS` (independent sources of each deed, added up) and dated (how many of them had their
    month from the sentence); in the order of left, right, month.
    """
    texts = {document.id: document for document in documents}
    counted: dict[Hashable, tuple[str, str, date, str, bool]] = {}
    for claim in sorted(claims, key=lambda claim: claim.id):
        text, quad, (left, right) = texts[claim.document_id], _quad(claim), _pair(claim, sides or {})
        stated = _stated_month(claim)
        month = stated or _reported_month(claim, text)
        if quad in QUADS and makes_tie(claim) and left != right and month:
            counted[text.retells or text.id, _triple(claim), month] = left, right, month, quad, bool(stated)
    columns = ["left", "right", "month", *QUADS, "dated"]
    if not counted:
        return pd.DataFrame(columns=columns)
    rows = [
        {"left": left, "right": right, "month": pd.Timestamp(month), quad: 1, "dated": int(dated)}
        for left, right, month, quad, dated in counted.values()
    ]
    frame = pd.DataFrame(rows, columns=columns).fillna(dict.fromkeys(QUADS, 0))
    return frame.groupby(columns[:3])[columns[3:]].sum().astype(int).reset_index()


def reports(claims: Iterable[Claim], documents: Iterable[Document], by: Voice = "source") -> pd.DataFrame:
    """Return who reports what: how many different ties each voice states, by class.

    Parameters
    ----------
    by : {"source", "document", "speaker"}
        What is one voice; claims without it (no source named, nobody quoted) are left out.

    Returns
    -------
    DataFrame with columns voice (source name, document id, entity id), one for each of `QUADS`, neutral,
    standing, denied (ties stated not to be) and total, the most talkative first.
    """
    kinds = [*QUADS, "neutral", _STANDING, "denied"]
    said: dict[str, set[tuple[_Triple, str]]] = defaultdict(set)
    for voice, claim in _voiced(claims, documents, by):
        if claim.polarity is Polarity.NEGATED:
            said[voice].add((_triple(claim), "denied"))
        elif makes_tie(claim):
            said[voice].add((_triple(claim), _quad(claim)))
    counts = {voice: Counter(kind for _, kind in told) for voice, told in said.items()}
    rows = [
        (voice, *(counts[voice][kind] for kind in kinds), counts[voice].total())
        for voice in sorted(counts, key=lambda voice: (-counts[voice].total(), voice))
    ]
    return pd.DataFrame(rows, columns=["voice", *kinds, "total"])


def agreement(claims: Iterable[Claim], documents: Iterable[Document], by: Voice = "source") -> pd.DataFrame:
    """Return how far two voices say the same.

    Returns
    -------
    DataFrame with columns left, right (voices, as in `reports`), left_ties, right_ties, shared (ties that
    both state), jaccard (shared of all that either states) and opposed (ties that one states and the other
    denies), for pairs that share or oppose anything, the most alike first.
    """
    stated: dict[str, set[_Triple]] = defaultdict(set)
    denied: dict[str, set[_Triple]] = defaultdict(set)
    for voice, claim in _voiced(claims, documents, by):
        if claim.polarity is Polarity.NEGATED:
            denied[voice].add(_triple(claim))
        elif makes_tie(claim):
            stated[voice].add(_triple(claim))
    rows = []
    for left, right in combinations(sorted({*stated, *denied}), 2):
        one, other = stated[left], stated[right]
        shared, either = len(one & other), len(one | other)
        opposed = len(one & denied[right]) + len(other & denied[left])
        if shared or opposed:
            rows.append((left, right, len(one), len(other), shared, shared / (either or 1), opposed))
    columns = ["left", "right", "left_ties", "right_ties", "shared", "jaccard", "opposed"]
    frame = pd.DataFrame(rows, columns=columns)
    return frame.sort_values(
        ["jaccard", "opposed", "left", "right"], ascending=[False, False, True, True], ignore_index=True
    )


def contested(claims: Iterable[Claim]) -> pd.DataFrame:
    """Return the claims on ties that some texts state and others deny.

    Returns
    -------
    DataFrame with columns subject_id, relation, object_id, polarity, attributed_to, document_id, sentence
    and claim_id, in the order of the ties, statements before denials.
    """
    grouped: dict[_Triple, list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.polarity is Polarity.NEGATED or makes_tie(claim):
            grouped[_triple(claim)].append(claim)
    rows = [
        (
            *(claim.subject_id, claim.relation, claim.object_id),
            *(str(claim.polarity), claim.attributed_to, claim.document_id, claim.sentence, claim.id),
        )
        for _, group in sorted(grouped.items())
        if len({claim.polarity for claim in group}) > 1
        for claim in sorted(group, key=lambda claim: (claim.polarity, claim.id))
    ]
    columns = ["subject_id", "relation", "object_id", "polarity", "attributed_to", "document_id"]
    return pd.DataFrame(rows, columns=[*columns, "sentence", "claim_id"])


def _weighted(ties: Iterable[Tie]) -> nx.Graph[str]:
    """Return actors as nodes and their ties as edges, weighted by independent sources."""
    graph: nx.Graph[str] = nx.Graph()
    for tie in sorted(ties, key=lambda tie: tie.id):
        before = graph.get_edge_data(tie.subject_id, tie.object_id, {"weight": 0})["weight"]
        graph.add_edge(tie.subject_id, tie.object_id, weight=before + tie.source_count)
    return graph


def _triple(claim: Claim) -> _Triple:
    return claim.subject_id, claim.relation, claim.object_id


def _quad(claim: Claim) -> str:
    return Ontology.default().relation(claim.relation).quad or _STANDING


def _pair(claim: Claim, sides: Mapping[str, str]) -> tuple[str, str]:
    ends = sorted(sides.get(end, end) for end in (claim.subject_id, claim.object_id))
    return ends[0], ends[1]


def _month(day: date | None) -> date | None:
    return day and day.replace(day=1)


def _stated_month(claim: Claim) -> date | None:
    """Return the month of a claim's dates, where both lie in one."""
    first, last = _month(claim.date_start), _month(claim.date_end)
    return first if first == last else None


def _reported_month(claim: Claim, document: Document) -> date | None:
    """Return the month of a document, unless the claim's dates, either of which may be open, exclude it."""
    reported = _month(document.published_at)
    if reported is None:
        return None
    starts_later = claim.date_start is not None and claim.date_start.replace(day=1) > reported
    ended_before = claim.date_end is not None and claim.date_end < reported
    return None if starts_later or ended_before else reported


def _voiced(claims: Iterable[Claim], documents: Iterable[Document], by: Voice) -> Iterable[tuple[str, Claim]]:
    """Yield the claims that have a voice, with it."""
    sources = {document.id: document.source for document in documents}
    voice_of: dict[Voice, Callable[[Claim], str | None]] = {
        "source": lambda claim: sources[claim.document_id],
        "document": lambda claim: claim.document_id,
        "speaker": lambda claim: claim.attributed_to,
    }
    for claim in claims:
        if voice := voice_of[by](claim):
            yield voice, claim
