// kg: Best passages — أنسب المقاطع
//
// Passages with any of the words, best first, as the analyzer `arabic` of Neo4j reads and weighs them.
//
// Server only: the embedded engine finds the same passages and weighs them otherwise.
//
// :param graph => 'kg'
// :param text => 'معاهدة AND شراكة'
//
// Example, from the bundled sample:
//   document   موسكو وطهران: معاهدة شراكة بلا بند دفاع مشترك
//   published  2025-01-18
//   passage    العنوان: موسكو وطهران: معاهدة شراكة بلا بند دفاع مشترك
CALL db.index.fulltext.queryNodes('chunk_texts', $text) YIELD node, score
WHERE node.graph = $graph
MATCH (node)-[:FROM_DOCUMENT]->(d:Document)
RETURN coalesce(d.title, d.path) AS document, d.published_at AS published, node.text AS passage
ORDER BY score DESC, node.id
LIMIT 25
