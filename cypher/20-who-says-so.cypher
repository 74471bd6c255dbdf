// kg: Who says so — من القائل
//
// Who says so? Claims by the speaker that the sentence names: about whom, how many, and how many of them only
// report a denial, a plan or a possibility.
//
// :param graph => 'kg'
//
// Example, from the bundled sample:
//   speaker      البيت الأبيض
//   subject      كوريا الشمالية
//   relation     SUPPLIES
//   object       روسيا
//   claims       2
//   unconfirmed  0
MATCH (speaker:__Entity__)<-[:ATTRIBUTED_TO]-(c:Claim {graph: $graph})
MATCH (s:__Entity__)<-[:SUBJECT]-(c)-[:OBJECT]->(o:__Entity__)
RETURN speaker.name AS speaker, s.name AS subject, c.relation AS relation, o.name AS object, count(c) AS claims,
  sum(CASE WHEN c.polarity = 'negated' OR c.modality <> 'actual' THEN 1 ELSE 0 END) AS unconfirmed
ORDER BY claims DESC, speaker, subject, relation, object
