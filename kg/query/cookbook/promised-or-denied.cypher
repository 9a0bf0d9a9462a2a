// title: What has an agency promised, and what denied?
// description: Statements about what an agency, or somebody it quotes, plans or denies, and what it is said not to
//   do; the newest first.
// param: name: string = ""  the agency or person: part of a name or alias, or an id; anybody if empty
// param: limit: integer = 50  rows at most
// example: name = "Kemlu"
MATCH (e:Entity)
WHERE e.id = $name OR e.nameText CONTAINS toLower($name)
MATCH (e)<-[:SUBJECT|ATTRIBUTED_TO|OBJECT]-(s:Statement)
WHERE (s.modality IN ['planned', 'denied'] OR s.polarity = 'negated') AND coalesce(s.reviewStatus, '') <> 'rejected'
MATCH (s)-[:SUBJECT]->(a:Entity)
OPTIONAL MATCH (s)-[:ATTRIBUTED_TO]->(w:Entity)
WITH s, a, w, e
WHERE e.id = a.id OR e.id = w.id OR s.predicate = 'COOPERATES_WITH'
WITH DISTINCT s, a, w
WITH s, a, w ORDER BY s.publishedAt DESC, a.name, s.predicate, s.id LIMIT $limit
MATCH (s)-[:OBJECT]->(b:Entity)
MATCH (s)-[:EVIDENCED_BY]->(v:Evidence)-[:IN_ARTICLE]->(t:Article)
WITH s, a, b, w, t, v ORDER BY v.start, v.end
WITH s, a, b, w, t, collect(v.quote) AS quotes
RETURN CASE WHEN s.modality = 'planned' THEN 'promised' WHEN s.modality = 'denied' THEN 'denied' ELSE 'not so' END
    AS answer, a.name AS subject, s.predicate AS relation, b.name AS object, coalesce(s.count, b.size) AS count,
  w.name AS saidBy, s.eventStart AS eventStart, s.eventEnd AS eventEnd, s.modality AS modality,
  s.polarity AS polarity, s.reviewStatus AS review,
  reduce(text = head(quotes), more IN tail(quotes) | text + ' … ' + more) AS quote,
  t.title AS title, t.publishedAt AS publishedAt, t.url AS url, s.id AS statement
ORDER BY publishedAt DESC, subject, relation, statement
LIMIT $limit
