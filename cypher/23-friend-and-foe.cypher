// kg: Friend and foe — تعاون وصراع معًا
//
// Which pairs of actors both cooperate and clash in a period, in words or in deeds, and how many claims say so? A
// claim without a date of its own counts on the day of its publication.
//
// :param graph => 'kg'
// :param since => '2016-01-01'
// :param until => '2025-12-31'
//
// Example, from the bundled sample:
//   one          كوريا الشمالية
//   other        روسيا
//   cooperation  16
//   conflict     1
MATCH (a:__Entity__ {graph: $graph})-[t]-(b:__Entity__)
WHERE a.id < b.id AND t.quad IS NOT NULL AND t.quad <> 'neutral'
UNWIND t.claim_ids AS claim
MATCH (c:Claim {key: $graph + '|' + claim})-[:FROM_CHUNK]->(:Chunk)-[:FROM_DOCUMENT]->(d:Document)
WITH a, b, t, coalesce(c.date_start, d.published_at) AS day
WHERE day >= date($since) AND day <= date($until)
WITH a, b, sum(CASE WHEN t.quad ENDS WITH 'cooperation' THEN 1 ELSE 0 END) AS cooperation,
  sum(CASE WHEN t.quad ENDS WITH 'conflict' THEN 1 ELSE 0 END) AS conflict
WHERE cooperation > 0 AND conflict > 0
RETURN a.name AS one, b.name AS other, cooperation, conflict
ORDER BY conflict DESC, cooperation DESC, a.id, b.id
