// Statements that both engines answer alike.
// :param russia => 'country/russia'
// :param day => date('2024-01-01')

MATCH (e:__Entity__ {graph: $graph})
RETURN e ORDER BY e.id;

MATCH (c:Country {graph: $graph})
RETURN c.name AS name, c.aliases AS aliases ORDER BY c.id;

MATCH (a {graph: $graph})-[t:SUPPLIES|VISITED]->(b)
RETURN a.id, type(t) AS type, t, b.id ORDER BY type;

MATCH (c:Claim {graph: $graph})-[:SUBJECT]->(s)
RETURN s.id AS subject, c.relation, count(*) AS n ORDER BY n, subject;

MATCH (c:Claim {graph: $graph, relation: 'VISITED'})-[:FROM_CHUNK]->(k)-[:FROM_DOCUMENT]->(d)
RETURN d.title AS title, d.published_at AS day, c.sentence, k.index ORDER BY title;

MATCH (c:Claim {graph: $graph})
OPTIONAL MATCH (c)-[:ATTRIBUTED_TO]->(s)
RETURN c.id, s.name ORDER BY c.id;

MATCH (e:__Entity__ {graph: $graph})-[m:FROM_CHUNK]->(k:Chunk)
RETURN e.id, m.surfaces, m.starts, k.id ORDER BY e.id, k.id;

MATCH (k:Chunk {graph: $graph})-[:NEXT_CHUNK]->(n)
RETURN k.index, n.index ORDER BY k.id;

MATCH p = shortestPath((:Organization {graph: $graph})-[*..6]-(:Document {id: 'document/b'}))
RETURN length(p);

MATCH p = (:Country {id: $russia, graph: $graph})-[:SUPPLIES]->()
RETURN p;

MATCH (d:Document {graph: $graph})
WHERE d.published_at >= date('2024-01-01')
RETURN d.published_at.year AS year, count(*) AS n;

MATCH (d:Document {graph: $graph})
WHERE d.published_at > $day
RETURN d.id ORDER BY d.id;

MATCH (e:__Entity__ {graph: $graph})
WHERE EXISTS { (e)<-[:OBJECT]-(:Claim {polarity: 'asserted'}) }
RETURN e.id ORDER BY e.id;

MATCH (e:Country {graph: $graph})
RETURN e.id, COUNT { (e)<-[:SUBJECT]-() } AS n, e {.name, .iso3} AS few ORDER BY e.id;

MATCH (e:Country {graph: $graph}) CALL (e) { MATCH (e)<-[:SUBJECT]-(c) RETURN collect(DISTINCT c.relation) AS r }
UNWIND r AS relation
RETURN e.id, relation ORDER BY e.id, relation;

CALL db.index.fulltext.queryNodes('entity_names', 'والشمالية') YIELD node
WHERE node.graph = $graph
RETURN node.id ORDER BY node.id;

CALL db.index.fulltext.queryNodes('entity_latin_names', 'russia') YIELD node
WHERE node.graph = $graph
RETURN node.id ORDER BY node.id;

MATCH (g:Graph {name: $graph})
RETURN g.complete, g.documents, g.claims, g.ties;

RETURN [1, null, 'x'] AS list, {a: 1, b: 'ب'} AS map, date('2024-06-19') AS day, 1.5 AS x, true AS yes, null AS no;
