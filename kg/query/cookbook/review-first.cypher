// title: What should a person check first?
// description: Statements that nobody has reviewed, the gravest first. `weight` adds 4 for accusing a named person or
//   agency, 2 where it is asserted and not merely alleged, 1 for the only article that says so, and what the reading
//   lacks in confidence; `why` says which of them hold.
// param: name: string = ""  subject or object: part of a name or alias, or an id; anybody if empty
// param: limit: integer = 50  rows at most
// example: limit = 10
MATCH (a:Entity)<-[:SUBJECT]-(s:Statement)-[:OBJECT]->(b:Entity)
WHERE NOT coalesce(s.reviewStatus, '') IN ['accepted', 'rejected']
  AND ($name = '' OR a.id = $name OR toLower(a.name) CONTAINS toLower($name)
    OR any(x IN coalesce(a.aliases, []) WHERE toLower(x) CONTAINS toLower($name))
    OR b.id = $name OR toLower(b.name) CONTAINS toLower($name)
    OR any(x IN coalesce(b.aliases, []) WHERE toLower(x) CONTAINS toLower($name)))
WITH s, a, b, s.predicate IN ['EXPLOITS', 'RECRUITS', 'SENDS'] AND a.type IN ['Person', 'Agency'] OR
  s.predicate = 'ARRESTS' AND b.type IN ['Person', 'Agency'] AS accuses
OPTIONAL MATCH (a)<-[:SUBJECT]-(o:Statement)
WITH s, a, b, accuses, o
OPTIONAL MATCH (o)-[:EVIDENCED_BY]->(w:Evidence)-[:IN_ARTICLE]->(u:Article)
WITH s, a, b, accuses, count(DISTINCT CASE WHEN o.predicate = s.predicate THEN u.id END) AS articles
WITH s, a, b, accuses, articles, (CASE WHEN accuses THEN 4 ELSE 0 END)
  + (CASE WHEN accuses AND s.modality = 'asserted' THEN 2 ELSE 0 END)
  + (CASE WHEN accuses AND articles < 2 THEN 1 ELSE 0 END) + 1 - s.confidence AS weight
MATCH (s)-[:EVIDENCED_BY]->(v:Evidence)-[:IN_ARTICLE]->(t:Article)
WITH s, a, b, accuses, articles, weight, t, v ORDER BY v.start, v.end
WITH s, a, b, accuses, articles, weight, t, collect(v.quote) AS quotes
RETURN round(weight * 100) / 100 AS weight, [x IN [
    CASE WHEN accuses THEN 'accuses by name' END,
    CASE WHEN accuses AND s.modality = 'asserted' THEN 'asserted' END,
    CASE WHEN accuses AND articles < 2 THEN 'one article' END,
    CASE WHEN s.confidence < 0.7 THEN 'unsure reading' END] WHERE x IS NOT NULL] AS why,
  a.name AS subject, s.predicate AS relation, b.name AS object, s.modality AS modality, s.polarity AS polarity,
  s.confidence AS confidence,
  reduce(text = head(quotes), more IN tail(quotes) | text + ' … ' + more) AS quote,
  t.title AS title, t.publishedAt AS publishedAt, t.url AS url, s.id AS statement
ORDER BY weight DESC, publishedAt DESC, subject, relation, object, statement
LIMIT $limit
