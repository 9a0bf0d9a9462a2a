// title: What has an agency promised, and what denied?
// description: Statements about what an agency, or somebody it quotes, plans or denies, and what it is said not to do; the newest first.
// param: name: string = ""  the agency or person: part of a name or alias, or an id; anybody if empty
// param: limit: integer = 50  rows at most
// example: name = "Kemlu"
MATCH (a:Entity)<-[:SUBJECT]-(s:Statement)-[:OBJECT]->(b:Entity)
WHERE s.modality IN ['planned', 'denied'] OR s.polarity = 'negated'
OPTIONAL MATCH (s)-[:ATTRIBUTED_TO]->(w:Entity)
WITH s, a, b, w, [a] + CASE WHEN w IS NULL THEN [] ELSE [w] END
  + CASE WHEN s.predicate = 'COOPERATES_WITH' THEN [b] ELSE [] END AS voices
WHERE coalesce(s.reviewStatus, '') <> 'rejected' AND ($name = '' OR any(e IN voices
  WHERE e.id = $name OR toLower(e.name) CONTAINS toLower($name)
    OR any(x IN coalesce(e.aliases, []) WHERE toLower(x) CONTAINS toLower($name))))
MATCH (s)-[:EVIDENCED_BY]->(v:Evidence)-[:IN_ARTICLE]->(t:Article)
WITH s, a, b, w, t, v ORDER BY v.start, v.end
WITH s, a, b, w, t, collect(v.quote) AS quotes
RETURN CASE WHEN s.modality = 'planned' THEN 'promised' WHEN s.modality = 'denied' THEN 'denied' ELSE 'not so' END
    AS answer, a.name AS subject, s.predicate AS relation, b.name AS object, coalesce(s.count, b.size) AS count,
  w.name AS saidBy, s.eventStart AS eventStart, s.eventEnd AS eventEnd, s.modality AS modality,
  s.polarity AS polarity, s.reviewStatus AS review,
  reduce(text = head(quotes), more IN tail(quotes) | text + ' … ' + more) AS quote,
  t.title AS title, t.publishedAt AS publishedAt, t.url AS url, s.id AS statement
ORDER BY publishedAt DESC, subject, relation, object, statement
LIMIT $limit
