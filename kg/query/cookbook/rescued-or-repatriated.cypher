// title: Who rescued or repatriated whom, how many, from where?
// description: Each statement that somebody rescued or brought home people, the newest article first. What is only
//   planned is left out (see promised-or-denied). The place is the one that the statement names, else where the
//   people are said to be.
// param: name: string = ""  who acts: part of a name or alias, or an id; anybody if empty
// param: place: string = ""  from where: part of a place's name; anywhere if empty
// param: limit: integer = 50  rows at most
// example: name = "KBRI", limit = 10
MATCH (a:Entity)
WHERE a.id = $name OR a.nameText CONTAINS toLower($name)
MATCH (a)<-[:SUBJECT]-(s:Statement)
WHERE s.predicate IN ['REPATRIATES', 'RESCUES'] AND s.polarity = 'affirmed'
  AND s.modality IN ['asserted', 'reported', 'alleged'] AND coalesce(s.reviewStatus, '') <> 'rejected'
MATCH (s)-[:OBJECT]->(g:Entity)
WITH s, a, g
WHERE ($place = '' OR EXISTS { MATCH (s)-[:FROM_PLACE|AT_PLACE]->(p:Place)
    WHERE toLower(p.name) CONTAINS toLower($place) }
  OR (NOT EXISTS { MATCH (s)-[:FROM_PLACE|AT_PLACE]->(p:Place) }
    AND EXISTS { MATCH (g)-[:LOCATED_IN]->(q:Place) WHERE toLower(q.name) CONTAINS toLower($place) }))
WITH s, a, g ORDER BY s.publishedAt DESC, a.name, s.predicate, g.name, s.id LIMIT $limit
OPTIONAL MATCH (s)-[:FROM_PLACE|AT_PLACE]->(p:Place)
WITH s, a, g, p ORDER BY p.name, p.id
WITH s, a, g, collect(DISTINCT p.name) AS said
OPTIONAL MATCH (g)-[:LOCATED_IN]->(q:Place)
WITH s, a, g, said, q ORDER BY q.name, q.id
WITH s, a, g, said, collect(DISTINCT q.name) AS stays
MATCH (s)-[:EVIDENCED_BY]->(v:Evidence)-[:IN_ARTICLE]->(t:Article)
WITH s, a, g, said, stays, t, v ORDER BY v.start, v.end
WITH s, a, g, said, stays, t, collect(v.quote) AS quotes
RETURN a.name AS actor, s.predicate AS relation, g.name AS people, coalesce(s.count, g.size) AS count,
  coalesce(s.countQualifier, g.sizeQualifier) AS countQualifier,
  CASE WHEN size(said) > 0 THEN said ELSE stays END AS from, s.eventStart AS eventStart, s.eventEnd AS eventEnd,
  s.modality AS modality,
  reduce(text = head(quotes), more IN tail(quotes) | text + ' … ' + more) AS quote,
  t.title AS title, t.publishedAt AS publishedAt, t.url AS url, s.id AS statement
ORDER BY publishedAt DESC, actor, relation, people, statement
LIMIT $limit
