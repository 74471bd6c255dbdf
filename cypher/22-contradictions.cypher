// kg: Contradictions — ادعاءات متناقضة
//
// Which claims contradict each other? The same subject, relation and object, once asserted as a fact and once
// denied, with both sentences.
//
// :param graph => 'kg'
//
// Example, from the bundled sample:
//   subject   كوريا الشمالية
//   relation  SUPPLIES
//   object    روسيا
//   asserted  البيت الأبيض: كوريا الشمالية سلمت روسيا أكثر من ألف حاوية من الذخائر
//   denied    ونفت كوريا الشمالية مرارا تزويد روسيا بالأسلحة، ووصفت الاتهامات الأمريكية بأنها شائعات.
MATCH (s:__Entity__)<-[:SUBJECT]-(yes:Claim {graph: $graph, polarity: 'asserted'})-[:OBJECT]->(o:__Entity__)
WHERE yes.modality = 'actual'
MATCH (s)<-[:SUBJECT]-(no:Claim {polarity: 'negated', relation: yes.relation})-[:OBJECT]->(o)
RETURN s.name AS subject, yes.relation AS relation, o.name AS object, yes.sentence AS asserted,
  no.sentence AS denied
ORDER BY yes.id, no.id
