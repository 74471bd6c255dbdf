// kg: Around an actor — ما حول طرف
//
// All ties of an actor, strongest first: a picture in Neo4j Browser, a list elsewhere.
//
// :param graph => 'kg'
// :param actor => 'country/north-korea'
//
// Example, from the bundled sample:
//   a  كوريا الشمالية
//   t  country/north-korea:COOPERATES_WITH:country/russia
//   b  روسيا
MATCH (a:__Entity__ {id: $actor, graph: $graph})-[t]-(b:__Entity__)
RETURN a, t, b
ORDER BY t.source_count DESC, t.claim_count DESC, t.id
LIMIT 100
