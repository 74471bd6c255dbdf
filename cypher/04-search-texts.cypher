// kg: Search texts — بحث في النصوص
//
// Passages that hold all the words, newest first, and whom they name. The index knows Arabic: «معاهدة» also finds
// «والمعاهدة». Phrases stand in quotes, and OR, NOT and * work as in Lucene.
//
// :param graph => 'kg'
// :param text => 'معاهدة AND شراكة'
//
// Example, from the bundled sample:
//   document   موسكو وطهران: معاهدة شراكة بلا بند دفاع مشترك
//   published  2025-01-18
//   passage    العنوان: موسكو وطهران: معاهدة شراكة بلا بند دفاع مشترك
//   names      إيران · روسيا
CALL db.index.fulltext.queryNodes('chunk_texts', $text) YIELD node
WHERE node.graph = $graph
MATCH (node)-[:FROM_DOCUMENT]->(d:Document)
OPTIONAL MATCH (e:__Entity__)-[:FROM_CHUNK]->(node)
WITH node, d, e ORDER BY e.id
WITH node, d, collect(e.name) AS names
RETURN coalesce(d.title, d.path) AS document, d.published_at AS published, node.text AS passage, names
ORDER BY published DESC, node.id
LIMIT 25
