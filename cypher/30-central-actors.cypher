// kg: Central actors — أكثر الأطراف مركزية
//
// The most central actors by relation family: with how many others they have ties (degree) and how many
// independent sources speak of them (strength). The first five of each family: standing (offices, membership,
// alliance), cooperation, conflict, neutral (concern).
//
// :param graph => 'kg'
//
// Example, from the bundled sample:
//   family    conflict
//   rank      1
//   actor     روسيا
//   degree    9
//   strength  16
MATCH (a:__Entity__ {graph: $graph})-[t]-(b:__Entity__)
WITH a, CASE WHEN t.quad IS NULL THEN 'standing' ELSE last(split(t.quad, ' ')) END AS family,
  count(DISTINCT b) AS degree, sum(t.source_count) AS strength
ORDER BY family, degree DESC, strength DESC, a.id
WITH family, collect({name: a.name, degree: degree, strength: strength})[..5] AS first
UNWIND range(0, size(first) - 1) AS rank
RETURN family, rank + 1 AS rank, first[rank].name AS actor, first[rank].degree AS degree,
  first[rank].strength AS strength
ORDER BY family, rank
