// kg: Indexes — الفهارس
//
// Which properties find a node quickly, whether the index is ready, and how full-text indexes read words.
//
// Server only: the embedded engine makes its own.
//
// Example, from the bundled sample:
//   name        chunk_texts
//   type        FULLTEXT
//   state       ONLINE
//   label       Chunk
//   properties  text
//   analyzer    arabic
SHOW INDEXES YIELD name, type, state, labelsOrTypes, properties, options
WHERE name STARTS WITH 'kg_' OR type = 'FULLTEXT'
RETURN name, type, state, labelsOrTypes AS label, properties,
  options.indexConfig['fulltext.analyzer'] AS analyzer
ORDER BY name
