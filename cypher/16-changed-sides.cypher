// kg: Changed sides — من انضم ومن غادر
//
// Who joined or left which side between two dates? Claims of membership, alliance, rivalry and rupture, denied and
// planned ones marked.
//
// :param graph => 'kg'
// :param since => '2016-01-01'
// :param until => '2025-12-31'
//
// Example, from the bundled sample:
//   day       2016-01-01
//   actor     روسيا
//   what      not MEMBER_OF
//   side      المحكمة الجنائية الدولية
//   sentence  وروسيا ليست عضوا في المحكمة الجنائية الدولية، وقد سحبت توقيعها على نظامها الأساسي عام 201…
MATCH (s:__Entity__)<-[:SUBJECT]-(c:Claim {graph: $graph})-[:OBJECT]->(o:__Entity__)
WHERE c.relation IN ['MEMBER_OF', 'ALLY_OF', 'CUTS_TIES_WITH', 'RIVAL_OF']
MATCH (c)-[:FROM_CHUNK]->(:Chunk)-[:FROM_DOCUMENT]->(d:Document)
WITH s, c, o, coalesce(c.date_start, d.published_at) AS day
WHERE day >= date($since) AND day <= date($until)
RETURN day, s.name AS actor,
  CASE
    WHEN c.polarity = 'negated' THEN 'not ' + c.relation
    WHEN c.modality <> 'actual' THEN c.modality + ' ' + c.relation
    ELSE c.relation
  END AS what, o.name AS side, c.sentence AS sentence
ORDER BY toString(day), c.id
