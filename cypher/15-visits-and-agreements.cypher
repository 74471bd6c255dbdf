// kg: Visits, then deals — زيارات ثم اتفاقات
//
// Visits, and the agreements within a month after: what the visitor's and the host's side signed or pledged in the
// thirty days from its beginning. A person's side is also the country or body that the person leads. Where a
// sentence names no day, that of its publication stands for it.
//
// :param graph => 'kg'
//
// Example, composed, as the sample has none:
//   visited      2024-06-19
//   visitor      فلاديمير بوتين
//   host         كوريا الشمالية
//   agreed       2024-07-09
//   party        روسيا
//   relation     SIGNED_WITH
//   other_party  كوريا الشمالية
//   sentence     وقعت روسيا وكوريا الشمالية في 9 يوليو 2024 اتفاقا للتعاون في الصحة.
MATCH (guest:__Entity__)<-[:SUBJECT]-(v:Claim {graph: $graph, relation: 'VISITED'})-[:OBJECT]->(home:__Entity__)
WHERE v.polarity = 'asserted' AND v.modality = 'actual'
MATCH (v)-[:FROM_CHUNK]->(:Chunk)-[:FROM_DOCUMENT]->(d:Document)
WITH DISTINCT guest, home, coalesce(v.date_start, d.published_at) AS visited
MATCH (guest)-[:LEADS|HOLDS_OFFICE*0..1]->(one:__Entity__)
MATCH (home)<-[:LEADS|HOLDS_OFFICE*0..1]-(other:__Entity__)
MATCH (one)-[t:SIGNED_WITH|PLEDGES_TO]-(other)
UNWIND t.claim_ids AS claim
MATCH (c:Claim {key: $graph + '|' + claim})-[:FROM_CHUNK]->(:Chunk)-[:FROM_DOCUMENT]->(d:Document)
WITH guest, home, visited, one, other, t, c, coalesce(c.date_start, d.published_at) AS agreed
WHERE agreed >= visited AND agreed <= visited + duration({days: 30})
RETURN visited, guest.name AS visitor, home.name AS host, agreed, one.name AS party, type(t) AS relation,
  other.name AS other_party, c.sentence AS sentence
ORDER BY visited, guest.id, home.id, agreed, c.id, one.id, other.id
