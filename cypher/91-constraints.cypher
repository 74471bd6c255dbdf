// kg: Constraints — القيود
//
// What must be unique on this server: the key of every record.
//
// Server only: the embedded engine makes its own.
//
// Example, from the bundled sample:
//   name        kg_chunk_key
//   type        UNIQUENESS
//   label       Chunk
//   properties  key
SHOW CONSTRAINTS YIELD name, type, labelsOrTypes, properties
WHERE name STARTS WITH 'kg_'
RETURN name, type, labelsOrTypes AS label, properties
ORDER BY name
