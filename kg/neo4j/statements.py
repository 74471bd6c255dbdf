"""Cypher generated from the schema. Values travel as parameters; only names of the schema enter a text.

Labels and types come from `kg.neo4j.schema` and the ontology, which hold ASCII names: none needs quoting.
Every statement that writes rows returns the keys that it wrote.
"""

from __future__ import annotations

from collections.abc import Iterator

from kg.neo4j.schema import FULLTEXT, NODES, EdgeKind, FullTextIndex, Link, NodeKind

__all__ = [
    "AWAIT_INDEXES",
    "DELETE_GRAPH",
    "FINISH_GRAPH",
    "READ_GRAPHS",
    "START_GRAPH",
    "delete_edges",
    "delete_nodes",
    "merge_edges",
    "merge_nodes",
    "read_edge_rows",
    "read_edges",
    "read_node_rows",
    "read_nodes",
    "schema_statements",
]

AWAIT_INDEXES = "CALL db.awaitIndexes(300)"

#: The node that describes a graph is written first as incomplete and last with what it holds.
START_GRAPH = "MERGE (g:Graph {name: $graph})\nSET g.complete = false"
FINISH_GRAPH = "MERGE (g:Graph {name: $graph})\nSET g = $properties"
DELETE_GRAPH = "MATCH (g:Graph {name: $graph})\nDELETE g"
READ_GRAPHS = "MATCH (g:Graph)\nRETURN g.name AS name, properties(g) AS properties\nORDER BY name"


def schema_statements() -> Iterator[str]:
    """Return the constraints and indexes, constraints first. All say IF NOT EXISTS.

    >>> for statement in schema_statements(): print(statement)
    ...     # doctest: +ELLIPSIS, +NORMALIZE_WHITESPACE
    CREATE CONSTRAINT kg_graph_name IF NOT EXISTS FOR (g:Graph) REQUIRE g.name IS UNIQUE
    CREATE CONSTRAINT kg_document_key IF NOT EXISTS FOR (n:Document) REQUIRE n.key IS UNIQUE
    ...
    CREATE TEXT INDEX kg_entity_id IF NOT EXISTS FOR (n:__Entity__) ON (n.id)
    ...
    CREATE FULLTEXT INDEX chunk_texts IF NOT EXISTS FOR (n:Chunk) ON EACH [n.text]
    OPTIONS {indexConfig: {`fulltext.analyzer`: 'arabic'}}
    """
    yield "CREATE CONSTRAINT kg_graph_name IF NOT EXISTS FOR (g:Graph) REQUIRE g.name IS UNIQUE"
    for kind in NODES:
        name = _plain(kind.label)
        yield f"CREATE CONSTRAINT kg_{name}_key IF NOT EXISTS FOR (n:{kind.label}) REQUIRE n.key IS UNIQUE"
    for kind in NODES:
        # a text index, as it takes ids of any length
        yield f"CREATE TEXT INDEX kg_{_plain(kind.label)}_id IF NOT EXISTS FOR (n:{kind.label}) ON (n.id)"
    yield from map(_fulltext, FULLTEXT)


def _fulltext(index: FullTextIndex) -> str:
    properties = ", ".join(f"n.{name}" for name in index.properties)
    return (
        f"CREATE FULLTEXT INDEX {index.name} IF NOT EXISTS FOR (n:{index.label}) ON EACH [{properties}]\n"
        f"OPTIONS {{indexConfig: {{`fulltext.analyzer`: '{index.analyzer}'}}}}"
    )


def merge_nodes(kind: NodeKind) -> str:
    """Return the statement that writes nodes with what they own.

    What a node points to is replaced, as a merge elsewhere gives a claim another subject.

    >>> from kg.neo4j.schema import CHUNK, ENTITY
    >>> print(merge_nodes(ENTITY))
    UNWIND $rows AS row
    MERGE (n:__Entity__ {key: row.key})
    SET n += row.properties
    REMOVE n:Country:Group:Organization:Person:Place
    SET n:$(row.type)
    RETURN row.key AS key
    >>> print(merge_nodes(CHUNK))
    UNWIND $rows AS row
    MATCH (from_document:Document {key: row.links.FROM_DOCUMENT})
    MERGE (n:Chunk {key: row.key})
    SET n += row.properties
    WITH n, row, from_document
    CALL (n) { MATCH (n)-[old:FROM_DOCUMENT]->() DELETE old }
    CREATE (n)-[:FROM_DOCUMENT]->(from_document)
    RETURN row.key AS key
    """
    lines = ["UNWIND $rows AS row"]
    lines += map(_match_target, kind.links)
    lines += [f"MERGE (n:{kind.label} {{key: row.key}})", "SET n += row.properties"]
    if kind.types:
        lines += [f"REMOVE n:{':'.join(kind.types)}", "SET n:$(row.type)"]
    if kind.links:
        lines.append("WITH n, row, " + ", ".join(_variable(link) for link in kind.links))
        types = "|".join(link.type for link in kind.links)
        lines.append(f"CALL (n) {{ MATCH (n)-[old:{types}]->() DELETE old }}")
        lines += map(_create_link, kind.links)
    lines.append("RETURN row.key AS key")
    return "\n".join(lines)


def _match_target(link: Link) -> str:
    match = "MATCH" if link.required else "OPTIONAL MATCH"
    return f"{match} ({_variable(link)}:{link.target} {{key: row.links.{link.type}}})"


def _create_link(link: Link) -> str:
    variable = _variable(link)
    if link.required:
        return f"CREATE (n)-[:{link.type}]->({variable})"
    some = f"CASE WHEN {variable} IS NULL THEN [] ELSE [{variable}] END"
    return f"FOREACH (target IN {some} | CREATE (n)-[:{link.type}]->(target))"


def merge_edges(kind: EdgeKind) -> str:
    """Return the statement that writes relationships of one type.

    >>> from kg.neo4j.schema import NEXT_CHUNK
    >>> print(merge_edges(NEXT_CHUNK))
    UNWIND $rows AS row
    MATCH (a:Chunk {key: row.start})
    MATCH (b:Chunk {key: row.end})
    MERGE (a)-[r:NEXT_CHUNK {key: row.key}]->(b)
    SET r += row.properties
    RETURN row.key AS key
    """
    return "\n".join(
        (
            "UNWIND $rows AS row",
            f"MATCH (a:{kind.start} {{key: row.start}})",
            f"MATCH (b:{kind.end} {{key: row.end}})",
            f"MERGE (a)-[r:{kind.type} {{key: row.key}}]->(b)",
            "SET r += row.properties",
            "RETURN row.key AS key",
        )
    )


def read_nodes(kind: NodeKind) -> str:
    """Return the statement that reads what a graph holds of one kind: keys, digests, numbers of links.

    >>> from kg.neo4j.schema import CHUNK
    >>> print(read_nodes(CHUNK))
    MATCH (n:Chunk) WHERE n.key STARTS WITH $prefix
    RETURN n.key AS key, n.digest AS digest, COUNT { (n)-[:FROM_DOCUMENT]->() } AS links
    """
    types = "|".join(link.type for link in kind.links)
    links = f"COUNT {{ (n)-[:{types}]->() }}" if types else "0"
    return (
        f"MATCH (n:{kind.label}) WHERE n.key STARTS WITH $prefix\n"
        f"RETURN n.key AS key, n.digest AS digest, {links} AS links"
    )


def read_edges(start: str, end: str) -> str:
    """Return the statement that reads the keyed relationships of a graph between two labels, of any type.

    >>> print(read_edges("Chunk", "Chunk"))
    MATCH (a:Chunk)-[r]->(b:Chunk) WHERE a.key STARTS WITH $prefix AND r.key STARTS WITH $prefix
    RETURN r.key AS key, r.digest AS digest, type(r) AS type, a.key AS start, b.key AS end
    """
    return (
        f"MATCH (a:{start})-[r]->(b:{end}) WHERE a.key STARTS WITH $prefix AND r.key STARTS WITH $prefix\n"
        "RETURN r.key AS key, r.digest AS digest, type(r) AS type, a.key AS start, b.key AS end"
    )


def delete_nodes(label: str) -> str:
    """Return the statement that deletes nodes by key.

    >>> print(delete_nodes("Claim"))
    UNWIND $rows AS row
    MATCH (n:Claim {key: row.key})
    DETACH DELETE n
    RETURN row.key AS key
    """
    return f"UNWIND $rows AS row\nMATCH (n:{label} {{key: row.key}})\nDETACH DELETE n\nRETURN row.key AS key"


def delete_edges(start: str, end: str) -> str:
    """Return the statement that deletes relationships by key, one text for all types between two labels.

    >>> print(delete_edges("Chunk", "Chunk"))
    UNWIND $rows AS row
    MATCH (a:Chunk {key: row.start})-[r]->(b:Chunk {key: row.end}) WHERE r.key = row.key
    DELETE r
    RETURN row.key AS key
    """
    return (
        "UNWIND $rows AS row\n"
        f"MATCH (a:{start} {{key: row.start}})-[r]->(b:{end} {{key: row.end}}) WHERE r.key = row.key\n"
        "DELETE r\n"
        "RETURN row.key AS key"
    )


def read_node_rows(kind: NodeKind) -> str:
    """Return the statement that reads nodes of a graph with all their properties, by key."""
    where = f"MATCH (n:{kind.label}) WHERE n.key STARTS WITH $prefix"
    return f"{where}\nRETURN properties(n) AS properties\nORDER BY n.key"


def read_edge_rows(start: str, end: str) -> str:
    """Return the statement that reads keyed relationships of a graph with all their properties, by key."""
    where = f"MATCH (a:{start})-[r]->(b:{end}) WHERE a.key STARTS WITH $prefix AND r.key STARTS WITH $prefix"
    return f"{where}\nRETURN properties(r) AS properties\nORDER BY r.key"


def _variable(link: Link) -> str:
    return link.type.lower()


def _plain(label: str) -> str:
    return label.strip("_").lower()
