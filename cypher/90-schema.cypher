// kg: Make schema — إنشاء القيود والفهارس
//
// What `kg export neo4j` makes before it writes; here for a graph that came by another way, such as
// neo4j-admin database import. What is there already stays as it is.
//
// Server only: the embedded engine makes its own.
CREATE CONSTRAINT kg_graph_name IF NOT EXISTS FOR (g:Graph) REQUIRE g.name IS UNIQUE;
CREATE CONSTRAINT kg_document_key IF NOT EXISTS FOR (n:Document) REQUIRE n.key IS UNIQUE;
CREATE CONSTRAINT kg_entity_key IF NOT EXISTS FOR (n:__Entity__) REQUIRE n.key IS UNIQUE;
CREATE CONSTRAINT kg_chunk_key IF NOT EXISTS FOR (n:Chunk) REQUIRE n.key IS UNIQUE;
CREATE CONSTRAINT kg_claim_key IF NOT EXISTS FOR (n:Claim) REQUIRE n.key IS UNIQUE;
CREATE TEXT INDEX kg_document_id IF NOT EXISTS FOR (n:Document) ON (n.id);
CREATE TEXT INDEX kg_entity_id IF NOT EXISTS FOR (n:__Entity__) ON (n.id);
CREATE TEXT INDEX kg_chunk_id IF NOT EXISTS FOR (n:Chunk) ON (n.id);
CREATE TEXT INDEX kg_claim_id IF NOT EXISTS FOR (n:Claim) ON (n.id);
CREATE FULLTEXT INDEX entity_names IF NOT EXISTS FOR (n:__Entity__) ON EACH [n.name, n.name_ar, n.name_en, n.aliases, n.name_keys]
OPTIONS {indexConfig: {`fulltext.analyzer`: 'arabic'}};
CREATE FULLTEXT INDEX entity_latin_names IF NOT EXISTS FOR (n:__Entity__) ON EACH [n.name, n.name_en, n.aliases]
OPTIONS {indexConfig: {`fulltext.analyzer`: 'standard-folding'}};
CREATE FULLTEXT INDEX chunk_texts IF NOT EXISTS FOR (n:Chunk) ON EACH [n.text]
OPTIONS {indexConfig: {`fulltext.analyzer`: 'arabic'}};
