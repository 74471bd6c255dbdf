// kg: One source only — مصدر واحد فقط
//
// What is claimed by one source only? Deeds that a single independent source supports, the weakest first: what to
// check before quoting.
//
// :param graph => 'kg'
//
// Example, from the bundled sample:
//   subject     الغرب
//   relation    SANCTIONS
//   object      أوكرانيا
//   confidence  0.3504
//   document    القوات الروسية تدخل أوكرانيا والغرب يرد بالعقوبات
//   source      kg (نص مؤلَّف)
//   sentence    القوات الروسية تدخل أوكرانيا والغرب يرد بالعقوبات
MATCH (a:__Entity__ {graph: $graph})-[t]->(b:__Entity__)
WHERE t.source_count = 1 AND t.quad IS NOT NULL
MATCH (c:Claim {key: $graph + '|' + t.claim_ids[0]})-[:FROM_CHUNK]->(:Chunk)-[:FROM_DOCUMENT]->(d:Document)
RETURN a.name AS subject, type(t) AS relation, b.name AS object, t.confidence AS confidence,
  coalesce(d.title, d.path) AS document, d.source AS source, c.sentence AS sentence
ORDER BY confidence, t.id
LIMIT 50
