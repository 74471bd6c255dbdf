// kg: Two actors — ما بين طرفين
//
// All ties between two actors over time, claim by claim: what is asserted, denied, planned or possible, and who
// says so. A claim without a date of its own stands at the day of its publication.
//
// :param graph => 'kg'
// :param who => 'country/north-korea'
// :param whom => 'country/russia'
//
// Example, from the bundled sample:
//   day       2022-03-01
//   subject   كوريا الشمالية
//   relation  ACCUSES
//   object    روسيا
//   polarity  asserted
//   modality  actual
//   speaker   null
//   sentence  وكانت كوريا الشمالية من الدول القليلة التي صوتت في مارس/آذار 2022 ضد قرار للجمعية العامة…
//   document  القوات الروسية تدخل أوكرانيا والغرب يرد بالعقوبات
MATCH (s:__Entity__)<-[:SUBJECT]-(c:Claim {graph: $graph})-[:OBJECT]->(o:__Entity__)
WHERE (s.id = $who AND o.id = $whom) OR (s.id = $whom AND o.id = $who)
MATCH (c)-[:FROM_CHUNK]->(:Chunk)-[:FROM_DOCUMENT]->(d:Document)
OPTIONAL MATCH (c)-[:ATTRIBUTED_TO]->(speaker:__Entity__)
RETURN coalesce(c.date_start, d.published_at) AS day, s.name AS subject, c.relation AS relation,
  o.name AS object, c.polarity AS polarity, c.modality AS modality, speaker.name AS speaker,
  c.sentence AS sentence, coalesce(d.title, d.path) AS document
ORDER BY coalesce(toString(c.date_start), toString(d.published_at), ''), c.id
