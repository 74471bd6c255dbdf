// kg: Offices — المناصب وأصحابها
//
// Who leads what, and who holds which office? With the posts as the texts call them, how many independent sources
// say so, and the day on which the last of them was published.
//
// :param graph => 'kg'
//
// Example, from the bundled sample:
//   body      روسيا
//   relation  LEADS
//   person    فلاديمير بوتين
//   offices   الرئيس
//   sources   7
//   last      2025-09-04
MATCH (p:Person {graph: $graph})-[t:LEADS|HOLDS_OFFICE]->(o:__Entity__)
UNWIND t.claim_ids AS claim
MATCH (c:Claim {key: $graph + '|' + claim})-[:FROM_CHUNK]->(:Chunk)-[:FROM_DOCUMENT]->(d:Document)
WITH p, t, o, c, d ORDER BY c.id
WITH p, t, o, collect(DISTINCT c.office) AS offices, max(d.published_at) AS last
RETURN o.name AS body, type(t) AS relation, p.name AS person, offices, t.source_count AS sources, last
ORDER BY sources DESC, last DESC, o.id, p.id, relation
