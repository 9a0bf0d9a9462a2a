// title: What should a person check first?
// description: Statements that nobody has reviewed, the gravest first. `weight` is 4 for accusing a named person or
//   agency, 6 where that is asserted and not merely alleged, and to it comes what the reading lacks in
//   confidence; `why` says which of them hold, and whether no other article says it of the accused.
// param: name: string = ""  subject or object: part of a name or alias, or an id; anybody if empty
// param: limit: integer = 50  rows at most
// example: limit = 10
MATCH (e:Entity)
WHERE e.id = $name OR e.nameText CONTAINS toLower($name)
MATCH (e)<-[:SUBJECT|OBJECT]-(s:Statement)
WHERE NOT coalesce(s.reviewStatus, '') IN ['accepted', 'rejected']
WITH DISTINCT s
MATCH (s)-[:SUBJECT]->(a:Entity)
MATCH (s)-[:OBJECT]->(b:Entity)
WITH s, (s.predicate IN ['EXPLOITS', 'RECRUITS', 'SENDS'] AND a.type IN ['Person', 'Agency'])
    OR (s.predicate = 'ARRESTS' AND b.type IN ['Person', 'Agency']) AS accuses,
  CASE WHEN s.predicate = 'ARRESTS' THEN b.id ELSE a.id END AS whom
WITH s, accuses, whom, 1 - s.confidence + CASE WHEN NOT accuses THEN 0 WHEN s.modality = 'asserted' THEN 6 ELSE 4 END
  AS weight
ORDER BY weight DESC, s.publishedAt DESC, s.predicate, s.id LIMIT $limit
MATCH (s)-[:SUBJECT]->(a:Entity)
MATCH (s)-[:OBJECT]->(b:Entity)
MATCH (s)-[:EVIDENCED_BY]->(v:Evidence)-[:IN_ARTICLE]->(t:Article)
WITH s, accuses, whom, weight, a, b, t, v ORDER BY v.start, v.end
WITH s, accuses, whom, weight, a, b, t, collect(v.quote) AS quotes
MATCH (x:Entity {id: whom})
WITH s, accuses, weight, a, b, t, quotes, EXISTS { MATCH (x)<-[:SUBJECT|OBJECT]-(o:Statement)
  MATCH (o)-[:EVIDENCED_BY]->(:Evidence)-[:IN_ARTICLE]->(u:Article)
  WHERE o.predicate = s.predicate AND u.id <> t.id } AS elsewhere
RETURN round(weight * 100) / 100 AS weight, [x IN [
    CASE WHEN accuses THEN 'accuses by name' END,
    CASE WHEN accuses AND s.modality = 'asserted' THEN 'asserted' END,
    CASE WHEN accuses AND NOT elsewhere THEN 'one article' END,
    CASE WHEN s.confidence < 0.7 THEN 'unsure reading' END] WHERE x IS NOT NULL] AS why,
  a.name AS subject, s.predicate AS relation, b.name AS object, s.modality AS modality, s.polarity AS polarity,
  s.confidence AS confidence,
  reduce(text = head(quotes), more IN tail(quotes) | text + ' … ' + more) AS quote,
  t.title AS title, t.publishedAt AS publishedAt, t.url AS url, s.id AS statement
ORDER BY weight DESC, publishedAt DESC, relation, statement
LIMIT $limit
