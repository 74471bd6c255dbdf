// kg: Month by month — شهرًا بشهر
//
// How many claims of each month are cooperation or conflict between two actors, in words or in deeds (the quad
// classes of PLOVER)? A claim without a date of its own counts for the month of its publication.
//
// :param graph => 'kg'
// :param who => 'country/north-korea'
// :param whom => 'country/russia'
//
// Example, from the bundled sample:
//   year    2022
//   month   3
//   quad    verbal conflict
//   claims  1
MATCH (a:__Entity__ {id: $who, graph: $graph})-[t]-(b:__Entity__ {id: $whom, graph: $graph})
WHERE t.quad IS NOT NULL
UNWIND t.claim_ids AS claim
MATCH (c:Claim {key: $graph + '|' + claim})-[:FROM_CHUNK]->(:Chunk)-[:FROM_DOCUMENT]->(d:Document)
WITH t.quad AS quad, coalesce(c.date_start, d.published_at) AS day
WHERE day IS NOT NULL
RETURN day.year AS year, day.month AS month, quad, count(*) AS claims
ORDER BY year, month, quad
