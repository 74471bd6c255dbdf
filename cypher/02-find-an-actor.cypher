// kg: Find an actor — البحث عن طرف
//
// Which id has an actor? Names as people write them, in Arabic or Latin script, whatever the hamza, article or
// prefix («والروسية» also finds «روسيا»). Other questions ask for the id.
//
// :param graph => 'kg'
// :param words => 'كوريا'
//
// Example, from the bundled sample:
//   id        country/north-korea
//   name      كوريا الشمالية
//   name_en   North Korea
//   type      Country
//   mentions  61
CALL db.index.fulltext.queryNodes('entity_names', $words) YIELD node
WHERE node.graph = $graph
RETURN node.id AS id, node.name AS name, node.name_en AS name_en, node.type AS type,
  node.mention_count AS mentions
ORDER BY mentions DESC, id
LIMIT 25
