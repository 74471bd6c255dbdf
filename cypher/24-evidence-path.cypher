// kg: Evidence path — مسار الأدلة
//
// The shortest path of evidence between two actors: actor, sentence, actor, sentence, actor; the fewest claims of
// facts that lead from one to the other. Neo4j Browser draws them.
//
// :param graph => 'kg'
// :param one => 'person/fumio-kishida'
// :param other => 'country/ukraine'
//
// Example, from the bundled sample:
//   p      فوميو كيشيدا · claim/d8db5ca15a0cb70d · اليابان · claim/36c524f4db38612c · روسيا · claim/…
//   steps  فوميو كيشيدا · استضاف الرئيس الأمريكي جو بايدن في كامب ديفيد يوم الجمعة 18 أغسطس/آب 2023…
MATCH (a:__Entity__ {id: $one, graph: $graph}), (b:__Entity__ {id: $other, graph: $graph})
MATCH p = allShortestPaths((a)-[:SUBJECT|OBJECT*..10]-(b))
WHERE all(n IN nodes(p) WHERE coalesce(n.polarity, 'asserted') = 'asserted')
  AND all(n IN nodes(p) WHERE coalesce(n.modality, 'actual') = 'actual')
RETURN p, [n IN nodes(p) | coalesce(n.name, n.sentence)] AS steps
ORDER BY reduce(ids = '', n IN nodes(p) | ids + ' ' + n.id)
LIMIT 5
