"""The library as notebooks use it: `kg.build`, `kg.open`, and the graph that they return.

Whatever a command does, a call here does; the command line only parses and prints.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from kg.config import Config
from kg.errors import BuildError, NotFoundError
from kg.graph import measures
from kg.graph.evidence import evidence
from kg.graph.lookup import NameIndex
from kg.graph.network import to_networkx
from kg.records import Claim, Document, Entity, Judgement, Mention, Tie, Verdict
from kg.resources import resource_path
from kg.store import BuildFolder
from kg.wording import label

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd
    from ipysigma import Sigma

    from kg.display.views import Sentences, Ties
    from kg.graph.measures import Voice
    from kg.resolution.people import JudgementLog
    from kg.resolution.why import Why

__all__ = ["Graph", "build", "open", "sample_texts"]

StrPath = str | os.PathLike[str]


def sample_texts() -> Path:
    """Return the folder of the articles that ship with the package."""
    return resource_path("sample")


def build(
    texts: StrPath | Iterable[StrPath] | None = None,
    out: StrPath = "build",
    config: Config | StrPath | None = None,
    *,
    fresh: bool = False,
) -> Graph:
    """Build a graph from texts and open it.

    Parameters
    ----------
    texts : path or paths, optional
        Files and folders; the bundled sample when left out.
    out : path
        The build folder; texts that it has seen and that did not change are not read again.
    config : Config or path, optional
        Settings, or a YAML file of them.
    fresh : bool
        Forget what an earlier build has done.
    """
    from kg import pipeline

    paths = [sample_texts()] if texts is None else _paths(texts)
    settings = config if isinstance(config, Config) else Config.load(config and Path(config))
    pipeline.build(paths, Path(out), settings, fresh=fresh)
    return open(out)


def open(path: StrPath = "build") -> Graph:
    """Open a build folder.

    Raises
    ------
    BuildError
        When there is no finished build in it.
    """
    return Graph(BuildFolder.open(path))


class Graph:
    """A finished build: tables as frames, the graph in NetworkX, names to look up, Cypher to ask."""

    def __init__(self, folder: BuildFolder) -> None:
        self.folder = folder

    @cached_property
    def documents(self) -> pd.DataFrame:
        """The texts, one a row."""
        return self.folder.frame("documents")

    @cached_property
    def chunks(self) -> pd.DataFrame:
        """The passages of the texts, one a row."""
        return self.folder.frame("chunks")

    @cached_property
    def mentions(self) -> pd.DataFrame:
        """The named mentions, one a row."""
        return self.folder.frame("mentions")

    @cached_property
    def entities(self) -> pd.DataFrame:
        """The actors and places, one a row."""
        return self.folder.frame("entities")

    @cached_property
    def claims(self) -> pd.DataFrame:
        """The pieces of evidence, one a row: negated, planned, possible and attributed ones too."""
        return self.folder.frame("claims")

    @cached_property
    def ties(self) -> pd.DataFrame:
        """The summaries of asserted, actual claims, one a row."""
        return self.folder.frame("ties")

    @cached_property
    def nx(self) -> nx.MultiDiGraph[str]:
        """The graph: nodes are entity ids, edges claims, keyed by claim id."""
        return to_networkx(self._entities.values(), self._claims.values())

    @cached_property
    def report(self) -> dict[str, Any]:
        """The counts of what was read, found and dropped."""
        report: dict[str, Any] = self.folder.json("report.json")
        return report

    def find(self, name: str) -> Entity:
        """Return the entity called so, in Arabic or Latin script; `NotFoundError` carries suggestions."""
        if name not in self._entities and (joined := self.log.entity_of(name)):
            return self._entities[joined]
        return self._names.find(name)

    def entity(self, id_: str) -> Entity:
        """Return an entity by id."""
        try:
            return self._entities[id_]
        except KeyError:
            raise NotFoundError(
                f"No entity has the id {id_}.", 'Find it by name with: kg show "NAME"'
            ) from None

    def ties_of(self, name: str, other: str | None = None) -> Ties:
        """Return the ties of an actor, or those between two; the best supported first.

        A tuple of `Tie` that in a notebook unfolds to the sentences.
        """
        from kg.display.views import Ties

        one = self.find(name).id
        two = self.find(other).id if other is not None else None
        ends = {one, two}
        found = [
            tie
            for tie in self._ties.values()
            if one in (tie.subject_id, tie.object_id)
            and (two is None or {tie.subject_id, tie.object_id} == ends)
        ]
        best = sorted(found, key=lambda tie: (-tie.source_count, -tie.claim_count, tie.id))
        return Ties(best, self.evidence)

    def tie(self, id_: str) -> Tie:
        """Return a tie by its id, `SUBJECT:RELATION:OBJECT`; names may stand for ids."""
        if id_ in self._ties:
            return self._ties[id_]
        parts = id_.split(":")
        if len(parts) == 3:
            subject, object_ = self.find(parts[0]).id, self.find(parts[2]).id
            for key in (f"{subject}:{parts[1]}:{object_}", f"{object_}:{parts[1]}:{subject}"):
                tie = self._ties.get(key)
                if tie is not None and (tie.symmetric or tie.subject_id == subject):
                    return tie
        raise NotFoundError(f"There is no tie {id_}.", 'List the ties of an actor with: kg ties "NAME"')

    def evidence(self, tie: Tie | str) -> Sentences:
        """Return the sentences behind a tie, oldest document first.

        A tuple of `Evidence` that in a notebook shows itself, subject, trigger and object marked.
        """
        from kg.display.views import Sentences

        found = self.tie(tie) if isinstance(tie, str) else tie
        claims = (self._claims[id_] for id_ in found.claim_ids)
        return Sentences(evidence(claims, self._documents, self._mentions), found, self._entities)

    def why(self, one: str, other: str | None = None) -> Why:
        """Return why two names mean one entity or two; with one name, what its entity was joined from."""
        from kg.resolution.why import why

        return why(self.log, self.find(one), self.find(other) if other is not None else None, (one, other))

    def unsure(self) -> tuple[Judgement, ...]:
        """Return the pairs that rules leave to people, the likeliest first."""
        return self.log.unsure()

    def passages(self, entity: str, limit: int = 3) -> tuple[tuple[Document, str], ...]:
        """Return passages that name an entity, with their documents: one a document, by path."""
        found: dict[str, tuple[Document, str]] = {}
        chunks = {chunk.id: chunk.text for chunk in self.folder.records("chunks")}
        for mention in self._mentions.values():
            if mention.entity_id == entity and mention.document_id not in found:
                found[mention.document_id] = self._documents[mention.document_id], chunks[mention.chunk_id]
        return tuple(sorted(found.values(), key=lambda one: (one[0].path, one[0].id))[:limit])

    def merge(self, one: str, other: str, by: str | None = None, config: Config | None = None) -> Graph:
        """Judge that two entities are one, and return the graph computed anew.

        Parameters
        ----------
        by : str, optional
            Who judges; by default the user of the system.
        config : Config, optional
            The settings of the build, where they are not the built-in ones.

        Raises
        ------
        BuildError
            When both are one already, or judgements contradict each other.
        """
        left, right = self.find(one).id, self.find(other).id
        if left == right:
            raise BuildError(f"«{one}» and «{other}» are one already.", f'See why with: kg why "{one}"')
        apart = ((j.left, j.right) for j in self.log.between(left, right) if j.verdict is Verdict.DIFFERENT)
        pairs = dict.fromkeys([(min(left, right), max(left, right)), *apart])
        return self.judge([(*pair, Verdict.SAME) for pair in pairs], by, config)

    def split(
        self, one: str, member: str | None = None, by: str | None = None, config: Config | None = None
    ) -> Graph:
        """Judge that a member is not of an entity, or that no two of its members are one; see `merge`."""
        entity = self.find(one).id
        inside = None if member is None else self.log.member(entity, member)
        pairs = self.log.pairs_to_split(entity, inside)
        return self.judge([(*pair, Verdict.DIFFERENT) for pair in pairs], by, config)

    def judge(
        self,
        verdicts: Iterable[tuple[str, str, Verdict]],
        by: str | None = None,
        config: Config | None = None,
    ) -> Graph:
        """Add judgements on pairs of ids, all of one moment, and return the graph computed anew."""
        from datetime import UTC, datetime
        from getpass import getuser

        from kg.pipeline import rejudge

        moment = datetime.now(UTC).isoformat(timespec="microseconds")
        who = f"person:{by or getuser()}"
        new = [
            Judgement(left=left, right=right, verdict=verdict, by=who, at=moment)
            for left, right, verdict in verdicts
        ]
        return Graph(rejudge(self.folder.path, lambda old: (*old, *new), config))

    def undo(self, config: Config | None = None) -> tuple[Graph, tuple[Judgement, ...]]:
        """Take back what people judged last; return the graph computed anew, and what was taken back."""
        from kg.pipeline import rejudge
        from kg.resolution.people import without_last

        _, last = without_last(self.folder.judgements())
        folder = rejudge(self.folder.path, lambda old: without_last(old)[0], config)
        return Graph(folder), last

    def offices(self, tie: Tie) -> tuple[str, ...]:
        """Return the posts that the claims of a tie name, sorted."""
        return tuple(sorted({office for id_ in tie.claim_ids if (office := self._claims[id_].office)}))

    def summary(self) -> dict[str, dict[str, int]]:
        """Return counts: table rows, entities by type, ties by relation, claims by status, drops."""
        entities, claims, ties = self.entities, self.claims, self.ties
        return {
            "tables": {name: self._rows(name) for name in ("documents", "mentions", *_COUNTED[1:])},
            "entities_by_type": _counts(entities["type"]),
            "ties_by_relation": _counts(ties["relation"]),
            "claims_by_status": _counts(claims["polarity"] + ", " + claims["modality"]),
            "dropped": dict(self.report["drops"]),
        }

    def neighbors(self, name: str) -> pd.DataFrame:
        """Return who an actor is tied to: one row a tie, `direction` is out, in or both."""
        import pandas as pd

        one = self.find(name).id
        rows = []
        for tie in self.ties_of(one):
            out = tie.subject_id == one
            other = self._entities[tie.object_id if out else tie.subject_id]
            rows.append(
                {
                    "relation": tie.relation,
                    "direction": "both" if tie.symmetric else "out" if out else "in",
                    "neighbor_id": other.id,
                    "neighbor": other.name,
                    "claims": tie.claim_count,
                    "sources": tie.source_count,
                    "first_date": tie.first_date,
                    "last_date": tie.last_date,
                    "confidence": tie.confidence,
                    "tie_id": tie.id,
                }
            )
        columns = ["relation", "direction", "neighbor_id", "neighbor", "claims", "sources"]
        return pd.DataFrame(rows, columns=[*columns, "first_date", "last_date", "confidence", "tie_id"])

    def name(self, id_: str) -> str:
        """Return the name to show for an id: an actor's, Arabic first, or a document's title."""
        if id_ in self._entities:
            return label(self._entities[id_])
        if id_ in self._documents:
            document = self._documents[id_]
            return document.title or document.path
        return id_

    def named(self, frame: pd.DataFrame) -> pd.DataFrame:
        """Return a frame with a column of names after each column of ids: subject after subject_id, …"""
        frame = frame.copy()
        for ids, names in _NAMED.items():
            if ids in frame:
                place = list(frame.columns).index(ids) + 1
                frame.insert(place, names, frame[ids].map(self.name, na_action="ignore"))
        return frame

    def timeline(self, name: str | None = None) -> pd.DataFrame:
        """Return the claims whose sentence states a date, oldest first; with a name, those of that actor."""
        claims = self.claims[self.claims["date_start"].notna()]
        if name is not None:
            actor = self.find(name).id
            claims = claims[(claims["subject_id"] == actor) | (claims["object_id"] == actor)]
        columns = ["date_start", "date_end", "subject_id", "relation", "object_id", "polarity", "modality"]
        frame = claims.sort_values(["date_start", "id"])[[*columns, "sentence", "id"]]
        return self.named(frame.reset_index(drop=True))

    def centrality(self, family: str | None = None) -> pd.DataFrame:
        """Return the most central actors; see `kg.graph.measures.centrality`."""
        return measures.centrality(self._entities.values(), self._ties.values(), family)

    def communities(self) -> pd.DataFrame:
        """Return which actors belong together; see `kg.graph.measures.communities`."""
        return measures.communities(self._entities.values(), self._ties.values())

    def dyads(self) -> pd.DataFrame:
        """Return the ties of each pair of actors by class; see `kg.graph.measures.dyads`."""
        return self.named(measures.dyads(self._ties.values()))

    def dyad_months(self, *, by_side: bool = False) -> pd.DataFrame:
        """Return cooperation and conflict of pairs by month; see `kg.graph.measures.dyad_months`.

        Parameters
        ----------
        by_side : bool
            Count what presidents, ministers and ministries do for their country.
        """
        sides = measures.sides(self._entities.values(), self._ties.values()) if by_side else None
        return self.named(measures.dyad_months(self._claims.values(), self._documents.values(), sides))

    def reports(self, by: Voice = "source") -> pd.DataFrame:
        """Return who reports what; see `kg.graph.measures.reports`."""
        return self.named(measures.reports(self._claims.values(), self._documents.values(), by))

    def agreement(self, by: Voice = "source") -> pd.DataFrame:
        """Return how far two voices say the same; see `kg.graph.measures.agreement`."""
        return self.named(measures.agreement(self._claims.values(), self._documents.values(), by))

    def contested(self) -> pd.DataFrame:
        """Return the claims that contradict each other; see `kg.graph.measures.contested`."""
        return self.named(measures.contested(self._claims.values()))

    def widget(self, limit: int = 500) -> Sigma:
        """Return the `limit` strongest actors to zoom, drag and search in Jupyter."""
        from kg.display.widget import widget

        return widget(self._entities, self._ties.values(), limit)

    def explore(self, path: StrPath = "explore.html", language: Literal["ar", "en"] | None = None) -> Path:
        """Write the whole graph as one HTML page, and return where; see `kg.explore.make_page`."""
        from kg.explore import write_page
        from kg.graph.data import read_graph

        write_page(read_graph(self.folder), path, limit=None, language=language)
        return Path(path)

    def cypher(self, statement: str, **parameters: Any) -> pd.DataFrame:
        """Run Cypher on the embedded engine over this build (extra `query`) and return a frame."""
        from kg.query import run_embedded

        return run_embedded(self.folder, statement, parameters).to_frame()

    def __repr__(self) -> str:
        counts = ", ".join(f"{self._rows(name):,} {name}" for name in _COUNTED)
        return f"<Graph {self.folder.path}: {counts}>"

    def _repr_html_(self) -> str:
        from kg.display.html import graph_html

        return graph_html(repr(self)[1:-1], self._entities, tuple(self._ties.values()))

    def _rows(self, table: str) -> int:
        return int(self.folder.manifest["files"][f"{table}.parquet"]["rows"])

    @cached_property
    def log(self) -> JudgementLog:
        """The judgements, asked by entity."""
        from kg.resolution.people import JudgementLog

        return JudgementLog(self.folder.judgements(), frozenset(self._entities))

    @cached_property
    def _entities(self) -> dict[str, Entity]:
        return {entity.id: entity for entity in self.folder.records("entities")}

    @cached_property
    def _claims(self) -> dict[str, Claim]:
        return {claim.id: claim for claim in self.folder.records("claims")}

    @cached_property
    def _ties(self) -> dict[str, Tie]:
        return {tie.id: tie for tie in self.folder.records("ties")}

    @cached_property
    def _documents(self) -> dict[str, Document]:
        return {document.id: document for document in self.folder.records("documents")}

    @cached_property
    def _mentions(self) -> dict[str, Mention]:
        return {mention.id: mention for mention in self.folder.records("mentions")}

    @cached_property
    def _names(self) -> NameIndex:
        return NameIndex(self._entities.values())


#: Columns of ids, and what the column of their names is called.
_NAMED = {
    "subject_id": "subject",
    "object_id": "object",
    "attributed_to": "speaker",
    "left": "left_name",
    "right": "right_name",
    "voice": "voice_name",
}
_COUNTED = ("documents", "entities", "claims", "ties")


def _counts(values: pd.Series[str]) -> dict[str, int]:
    counts = values.value_counts()
    return {
        str(name): int(counts[name]) for name in sorted(counts.index, key=lambda name: (-counts[name], name))
    }


def _paths(texts: StrPath | Iterable[StrPath]) -> list[Path]:
    if isinstance(texts, str | os.PathLike):
        return [Path(texts)]
    return [Path(text) for text in texts]
