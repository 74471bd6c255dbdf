// kg: Evidence — الأدلة على علاقة
//
// The sentences behind a tie: what one says of it must be read, with the words that state it, document, date,
// speaker and confidence.
//
// :param graph => 'kg'
// :param who => 'country/north-korea'
// :param relation => 'SUPPLIES'
// :param whom => 'country/russia'
//
// Example, from the bundled sample:
//   sentence    البيت الأبيض: كوريا الشمالية سلمت روسيا أكثر من ألف حاوية من الذخائر
//   words       سلمت
//   document    البيت الأبيض: كوريا الشمالية سلمت روسيا أكثر من ألف حاوية من الذخائر
//   source      kg (نص مؤلَّف)
//   published   2024-01-20
//   date        null
//   speaker     البيت الأبيض
//   confidence  0.9053
MATCH (a:__Entity__ {id: $who, graph: $graph})-[t]-(b:__Entity__ {id: $whom, graph: $graph})
WHERE type(t) = $relation AND (startNode(t) = a OR t.symmetric)
UNWIND t.claim_ids AS claim
MATCH (c:Claim {key: $graph + '|' + claim})-[:FROM_CHUNK]->(:Chunk)-[:FROM_DOCUMENT]->(d:Document)
OPTIONAL MATCH (c)-[:ATTRIBUTED_TO]->(speaker:__Entity__)
RETURN c.sentence AS sentence, c.trigger AS words, coalesce(d.title, d.path) AS document, d.source AS source,
  d.published_at AS published, c.date_start AS date, speaker.name AS speaker, c.confidence AS confidence
ORDER BY confidence DESC, c.id
