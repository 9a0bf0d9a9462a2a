// title: Which two entities may be one?
// description: Pairs that the machine could not decide, the likeliest first, with its reasons and a sentence about each
//   end (`quote` is of the first). Decide with: kg judge.
// param: name: string = ""  either of them: part of a name or alias, or an id; anybody if empty
// param: limit: integer = 50  rows at most
// example: name = "Suryo"
MATCH (a:Entity)-[r:POSSIBLY_SAME_AS]->(b:Entity)
WHERE a.id = $name OR a.nameText CONTAINS toLower($name)
  OR b.id = $name OR b.nameText CONTAINS toLower($name)
OPTIONAL MATCH (a)<-[:SUBJECT|OBJECT]-(s:Statement)-[:EVIDENCED_BY]->(v:Evidence)-[:IN_ARTICLE]->(t:Article)
WITH a, b, r, s, v, t ORDER BY t.publishedAt, s.id, v.start
WITH a, b, r, head(collect(v.quote)) AS quote, head(collect(t.id)) AS article, head(collect(s.id)) AS statement,
  head(collect(s.modality)) AS modality
OPTIONAL MATCH (b)<-[:SUBJECT|OBJECT]-(s:Statement)-[:EVIDENCED_BY]->(v:Evidence)-[:IN_ARTICLE]->(t:Article)
WITH a, b, r, quote, article, statement, modality, s, v, t ORDER BY t.publishedAt, s.id, v.start
WITH a, b, r, quote, article, statement, modality, head(collect(v.quote)) AS otherQuote,
  head(collect(t.title)) AS otherTitle
OPTIONAL MATCH (t:Entity {id: article})
RETURN a.name AS left, b.name AS right, a.type AS type, r.score AS score, r.reasons AS reasons, a.id AS leftId,
  b.id AS rightId, otherQuote, otherTitle, modality,
  quote, t.title AS title, t.publishedAt AS publishedAt, t.url AS url, statement
ORDER BY score DESC, leftId, rightId
LIMIT $limit
