"""Write a graph into a server so that the server ends up with exactly these rows, whatever it held before.

What the server has is read first (keys and digests), and only rows that differ are sent: a second export
of the same graph sends none. Rows that the server has and the graph has not are removed at the end. An
export that was interrupted leaves some rows written; the next one finds them and goes on. No clock and no
run number is involved, and nothing outside the graph's own name is read or touched.

One writer, batches of rows, one transaction a batch; a batch is committed only if the server wrote
every row of it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, field
from typing import Any

from kg.errors import DatabaseError
from kg.graph.data import GraphData
from kg.neo4j import statements
from kg.neo4j.connect import Connection
from kg.neo4j.graphs import Content, describe, list_graphs
from kg.neo4j.rows import EdgeRow, NodeRow, check_graph_name, edge_groups, node_rows
from kg.neo4j.schema import EDGES, NODES, NodeKind
from kg.ontology import Ontology

__all__ = ["Change", "ExportResult", "clear_graph", "export_graph"]

Row = NodeRow | EdgeRow
#: Called with what is written (a label or relationship type) and how many rows of it are done.
Progress = Callable[[str, int], None]

_BATCH_ROWS = 5_000
#: Characters in a batch. A server of 512 MB heap takes several times as many.
_BATCH_SIZE = 8_000_000
#: Labels between which relationships with keys stand; ties are all those between two entities.
_EDGE_ENDS = (*((kind.start, kind.end) for kind in EDGES), ("__Entity__", "__Entity__"))
_NAMED = 5


@dataclass(slots=True)
class Change:
    """What an export did to the rows of one label or relationship type."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    removed: int = 0

    @property
    def written(self) -> int:
        """Rows sent to the server, or that a dry run would send."""
        return self.new + self.changed


@dataclass(slots=True)
class ExportResult:
    """What an export changed: row counts by label and type, and what the server itself counted."""

    graph: str
    digest: str = ""
    changes: dict[str, Change] = field(default_factory=dict)
    counters: Counter[str] = field(default_factory=Counter)

    @property
    def contains_updates(self) -> bool:
        """Whether the server counted a change of data, indexes or constraints."""
        return any(self.counters.values())


def export_graph(
    connection: Connection,
    data: GraphData,
    graph: str = "kg",
    *,
    ontology: Ontology | None = None,
    dry_run: bool = False,
    progress: Progress | None = None,
) -> ExportResult:
    """Make the graph of that name on the server equal to the data.

    Parameters
    ----------
    graph : str
        Where several graphs share a server, the name of this one.
    dry_run : bool
        Only compare: nothing is written, and the result says what would be.

    Raises
    ------
    DatabaseError
        When the server fails, or writes fewer rows than it was sent: the message names the missing ids.
    ConfigError
        When `graph` cannot name a graph.
    """
    writer = _Writer(connection, check_graph_name(graph), dry_run, progress)
    writer.make_schema()
    writer.write(data, ontology or Ontology.default())
    writer.sweep()
    writer.finish(data)
    return writer.result


def clear_graph(connection: Connection, graph: str) -> ExportResult:
    """Remove a graph and nothing else from the server. Constraints and indexes stay."""
    result = export_graph(connection, GraphData(), graph)
    result.counters.update(connection.run(statements.DELETE_GRAPH, graph=graph))
    return result


@dataclass(frozen=True, slots=True)
class _Stored:
    """A row as the server holds it: what tells whether it is current, its type, and how to delete it."""

    signature: tuple[str | None, int]
    type: str
    where: dict[str, str]


class _Writer:
    """One export. What the server holds and the data does not is kept while writing, and swept at the end."""

    def __init__(self, connection: Connection, graph: str, dry_run: bool, progress: Progress | None) -> None:
        self.result = ExportResult(graph)
        self._connection = connection
        self._dry_run = dry_run
        self._progress = progress or (lambda _what, _done: None)
        self._content = Content()
        self._started = False
        self._stale: list[tuple[str, list[_Stored]]] = []  # the statement that deletes them, and what

    def make_schema(self) -> None:
        """Create constraints and indexes where they are not, and wait until they serve."""
        if self._dry_run:
            return
        for text in statements.schema_statements():
            self._run(text)
        self._run(statements.AWAIT_INDEXES)

    def write(self, data: GraphData, ontology: Ontology) -> None:
        """Send the rows that the server has not, or has otherwise."""
        graph = self.result.graph
        for kind in NODES:
            there = self._read_nodes(kind)
            self._send(kind.label, statements.merge_nodes(kind), node_rows(kind, data, graph), there)
            self._stale.append((statements.delete_nodes(kind.label), list(there.values())))
        there_by_ends = {ends: self._read_edges(*ends) for ends in _EDGE_ENDS}
        for edge, rows in edge_groups(data, graph, ontology):
            self._send(edge.type, statements.merge_edges(edge), rows, there_by_ends[edge.start, edge.end])
        for ends, there in there_by_ends.items():
            self._stale.append((statements.delete_edges(*ends), list(there.values())))

    def sweep(self) -> None:
        """Delete what the data does not hold: relationships, then nodes, claims first."""
        for text, stored in reversed(self._stale):
            for batch in _chunks(stored, _BATCH_ROWS):
                self._send_batch(batch[0].type, text, [one.where for one in batch])
                for one in batch:
                    self._change(one.type).removed += 1

    def finish(self, data: GraphData) -> None:
        """Describe the graph on its own node, unless that says the same already."""
        self.result.digest = self._content.digest
        info = describe(data, self.result.graph, self.result.digest)
        if not self._dry_run and info not in list_graphs(self._connection):
            self._run(statements.FINISH_GRAPH, graph=info.name, properties=asdict(info))

    def _read_nodes(self, kind: NodeKind) -> dict[str, _Stored]:
        records = self._connection.read(statements.read_nodes(kind), prefix=f"{self.result.graph}|")
        return {
            record["key"]: _Stored((record["digest"], record["links"]), kind.label, {"key": record["key"]})
            for record in records
        }

    def _read_edges(self, start: str, end: str) -> dict[str, _Stored]:
        records = self._connection.read(statements.read_edges(start, end), prefix=f"{self.result.graph}|")
        return {
            record["key"]: _Stored(
                (record["digest"], 0),
                record["type"],
                {name: record[name] for name in ("key", "start", "end")},
            )
            for record in records
        }

    def _send(self, what: str, text: str, rows: Iterable[Row], there: dict[str, _Stored]) -> None:
        """Send the rows that differ, in batches; take all that the data holds out of `there`."""
        change = self._change(what)
        for batch in _batches(self._differing(rows, there, change)):
            self._send_batch(what, text, [row.parameters() for row in batch])
            self._progress(what, change.written)

    def _differing(self, rows: Iterable[Row], there: dict[str, _Stored], change: Change) -> Iterator[Row]:
        for row in rows:
            self._content.add(row)
            stored = there.pop(row.key, None)
            if stored is not None and stored.signature == (row.digest, row.link_count):
                change.unchanged += 1
                continue
            if stored is None:
                change.new += 1
            else:
                change.changed += 1
            yield row

    def _send_batch(self, what: str, text: str, rows: list[dict[str, Any]]) -> None:
        if self._dry_run:
            return
        if not self._started:
            self._started = True
            self._run(statements.START_GRAPH, graph=self.result.graph)
        sent = {row["key"] for row in rows}

        def check(written: list[str]) -> None:
            missing = sorted(sent.difference(written))
            if missing:
                raise _missing(what, missing, len(sent))

        self.result.counters.update(self._connection.write_rows(text, rows, check))

    def _run(self, text: str, **parameters: Any) -> None:
        self.result.counters.update(self._connection.run(text, **parameters))

    def _change(self, what: str) -> Change:
        return self.result.changes.setdefault(what, Change())


def _batches(rows: Iterable[Row]) -> Iterator[list[Row]]:
    """Cut rows into batches by number and by size, so that long texts do not fill the server's memory."""
    batch: list[Row] = []
    size = 0
    for row in rows:
        if batch and (len(batch) == _BATCH_ROWS or size + row.size > _BATCH_SIZE):
            yield batch
            batch, size = [], 0
        batch.append(row)
        size += row.size
    if batch:
        yield batch


def _chunks(items: list[_Stored], size: int) -> Iterator[list[_Stored]]:
    for start in range(0, len(items), size):
        yield items[start : start + size]


def _missing(what: str, keys: list[str], sent: int) -> DatabaseError:
    ids = ", ".join(key.split("|", 1)[1] for key in keys[:_NAMED]) + (", …" if len(keys) > _NAMED else "")
    return DatabaseError(
        f"The server wrote {sent - len(keys):,} of {sent:,} {what} rows; missing: {ids}.",
        "What these rows point to is not in the graph: run kg build again, then kg export neo4j.",
    )
