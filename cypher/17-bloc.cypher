// kg: Ties of a bloc — علاقات تكتل
//
// Ties of a bloc: what members of an organisation do with others outside of it, and what others do to them,
// strongest first.
//
// :param graph => 'kg'
// :param bloc => 'organization/brics'
//
// Example, from the bundled sample:
//   member    روسيا
//   outsider  أوكرانيا
//   subject   روسيا
//   relation  ATTACKS
//   object    أوكرانيا
//   quad      material conflict
//   claims    3
//   sources   3
MATCH (m:__Entity__)-[:MEMBER_OF]->(:__Entity__ {id: $bloc, graph: $graph})
MATCH (m)-[t]-(x:__Entity__)
WHERE t.quad IS NOT NULL AND x.id <> $bloc AND NOT EXISTS { (x)-[:MEMBER_OF]->(:__Entity__ {id: $bloc}) }
RETURN m.name AS member, x.name AS outsider, startNode(t).name AS subject, type(t) AS relation,
  endNode(t).name AS object, t.quad AS quad, t.claim_count AS claims, t.source_count AS sources
ORDER BY sources DESC, claims DESC, t.id
