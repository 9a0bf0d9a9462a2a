// title: The sentence, the article and the source behind a link
// description: Every statement between two entities, in either direction, or all of one entity if the other is left
//   empty; the oldest article first, with who said it and how sure the reading is.
// param: left: string  part of a name or alias, or an id
// param: right: string = ""  the other end, likewise; any if empty
// param: limit: integer = 50  rows at most
// example: left = "PT Angin Lalu", right = "12 pekerja"
MATCH (e:Entity)
WHERE e.id = $left OR e.nameText CONTAINS toLower($left)
MATCH (e)<-[:SUBJECT|OBJECT]-(s:Statement)
MATCH (s)-[:SUBJECT|OBJECT]->(f:Entity)
WHERE f.id <> e.id AND (f.id = $right OR f.nameText CONTAINS toLower($right))
WITH DISTINCT s
WITH s ORDER BY s.publishedAt, s.predicate, s.id LIMIT $limit
MATCH (s)-[:SUBJECT]->(a:Entity)
MATCH (s)-[:OBJECT]->(b:Entity)
OPTIONAL MATCH (s)-[:ATTRIBUTED_TO]->(w:Entity)
MATCH (s)-[:EVIDENCED_BY]->(v:Evidence)-[:IN_ARTICLE]->(t:Article)
WITH s, a, b, w, t, v ORDER BY v.start, v.end
WITH s, a, b, w, t, collect(v.quote) AS quotes
RETURN a.name AS subject, s.predicate AS relation, b.name AS object, s.modality AS modality, s.polarity AS polarity,
  coalesce(s.count, b.size) AS count, w.name AS saidBy, s.saidOn AS saidOn, s.confidence AS confidence,
  s.reviewStatus AS review, t.publisher AS publisher, t.basedOn AS basedOn,
  reduce(text = head(quotes), more IN tail(quotes) | text + ' … ' + more) AS quote,
  t.title AS title, t.publishedAt AS publishedAt, t.url AS url, s.id AS statement
ORDER BY publishedAt, relation, statement
LIMIT $limit
