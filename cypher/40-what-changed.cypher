// kg: What changed — ما الذي تغيّر
//
// What changed since the last build: ties that it brought, changed (more or less evidence, other dates) or
// dropped, and the sentences about them in documents that are new. After a first build there is nothing to compare
// with.
//
// :param graph => 'kg'
//
// Example, from the bundled sample:
//   change         changed
//   subject        كوريا الشمالية
//   relation       COOPERATES_WITH
//   object         روسيا
//   claims         7
//   new_sentences  ثم التقى كيم الرئيس الصيني يوم الخميس، وبحثا تعزيز العلاقات بين البلدين.
MATCH (g:Graph {name: $graph})
UNWIND [['new', g.new_ties], ['changed', g.changed_ties], ['gone', g.gone_ties]] AS part
UNWIND part[1] AS tie
WITH g, part[0] AS change, tie, split(tie, ':') AS parts
OPTIONAL MATCH (a:__Entity__ {key: $graph + '|' + parts[0]})
OPTIONAL MATCH (b:__Entity__ {key: $graph + '|' + parts[2]})
OPTIONAL MATCH (a)-[t]->(b) WHERE t.id = tie
OPTIONAL MATCH (a)<-[:SUBJECT]-(c:Claim)-[:OBJECT]->(b)
WHERE c.id IN t.claim_ids AND c.document_id IN g.new_documents
WITH change, tie, parts, a, b, t, c ORDER BY c.id
WITH change, tie, parts, a, b, t, collect(c.sentence) AS new_sentences
RETURN change, coalesce(a.name, parts[0]) AS subject, parts[1] AS relation, coalesce(b.name, parts[2]) AS object,
  t.claim_count AS claims, new_sentences
ORDER BY change, tie
