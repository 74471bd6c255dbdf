// kg: Strongest ties — أقوى العلاقات
//
// A first picture: the twelve ties that most independent sources and most claims support. In Neo4j Browser, click
// a line for its counts and dates, double-click an actor for more of its ties.
//
// :param graph => 'kg'
//
// Example, from the bundled sample:
//   a  فلاديمير بوتين
//   t  person/vladimir-putin:LEADS:country/russia
//   b  روسيا
MATCH (a:__Entity__ {graph: $graph})-[t]->(b:__Entity__)
RETURN a, t, b
ORDER BY t.source_count DESC, t.claim_count DESC, t.id
LIMIT 12
