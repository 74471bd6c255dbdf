// kg: Who supplies whom — من يزوّد من
//
// Who supplies whom with what? Arms, aid and trade, with goods and amounts where a sentence names them, and the
// documents that say so.
//
// :param graph => 'kg'
//
// Example, from the bundled sample:
//   supplier   كوريا الشمالية
//   relation   SUPPLIES
//   receiver   روسيا
//   goods      الذخائر · المعدات العسكرية والذخائر
//   amounts    أكثر من ألف حاوية
//   claims     2
//   sources    1
//   first      null
//   last       null
//   documents  البيت الأبيض: كوريا الشمالية سلمت روسيا أكثر من ألف حاوية من الذخائر
MATCH (a:__Entity__ {graph: $graph})-[t:SUPPLIES|AIDS|TRADES_WITH]->(b:__Entity__)
UNWIND t.claim_ids AS claim
MATCH (c:Claim {key: $graph + '|' + claim})-[:FROM_CHUNK]->(:Chunk)-[:FROM_DOCUMENT]->(d:Document)
WITH a, t, b, c, d ORDER BY c.id
WITH a, t, b, collect(DISTINCT c.item) AS goods, collect(DISTINCT c.quantity) AS amounts,
  collect(DISTINCT coalesce(d.title, d.path)) AS documents
RETURN a.name AS supplier, type(t) AS relation, b.name AS receiver, goods, amounts, t.claim_count AS claims,
  t.source_count AS sources, t.first_date AS first, t.last_date AS last, documents
ORDER BY sources DESC, claims DESC, t.id
