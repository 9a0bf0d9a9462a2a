// title: Who was rescued with no repatriation reported?
// description: People whom an article says to be rescued and does not say to be brought home, the longest ago first.
//   Another article may speak of the same people: `repatriatedLater` counts statements, from that day on, that
//   equally many were brought home.
// param: place: string = ""  part of the name of the place; anywhere if empty
// param: limit: integer = 50  rows at most
// example: place = "Myawaddy"
MATCH (e:Entity)
WHERE e.nameText CONTAINS toLower($place)
MATCH (e)<-[:LOCATED_IN*0..1]-(x:Entity)<-[:OBJECT|FROM_PLACE|AT_PLACE]-(s:Statement)
WHERE s.predicate = 'RESCUES'
WITH DISTINCT s
WHERE s.polarity = 'affirmed' AND s.modality IN ['asserted', 'reported', 'alleged']
  AND coalesce(s.reviewStatus, '') <> 'rejected'
MATCH (s)-[:OBJECT]->(g:Entity)
WHERE NOT EXISTS { MATCH (g)<-[:OBJECT]-(home:Statement) WHERE home.predicate = 'REPATRIATES'
  AND home.polarity = 'affirmed' AND home.modality IN ['asserted', 'reported', 'alleged'] }
WITH s, g
WHERE ($place = '' OR EXISTS { MATCH (s)-[:FROM_PLACE|AT_PLACE]->(p:Place)
    WHERE toLower(p.name) CONTAINS toLower($place) }
  OR (NOT EXISTS { MATCH (s)-[:FROM_PLACE|AT_PLACE]->(p:Place) }
    AND EXISTS { MATCH (g)-[:LOCATED_IN]->(q:Place) WHERE toLower(q.name) CONTAINS toLower($place) }))
WITH s, g ORDER BY s.publishedAt, g.name, s.id LIMIT $limit
OPTIONAL MATCH (g)<-[:OBJECT]-(home:Statement {predicate: 'REPATRIATES', modality: 'planned'})
WITH s, g, count(home) AS planned, coalesce(s.count, g.size) AS count
OPTIONAL MATCH (later:Statement {predicate: 'REPATRIATES', polarity: 'affirmed', count: count})
WITH s, g, planned, count, coalesce(sum(CASE WHEN later.modality IN ['asserted', 'reported', 'alleged']
  AND later.publishedAt >= s.publishedAt THEN 1 ELSE 0 END), 0) AS repatriatedLater
MATCH (s)-[:SUBJECT]->(a:Entity)
OPTIONAL MATCH (s)-[:FROM_PLACE|AT_PLACE]->(p:Place)
WITH s, a, g, planned, count, repatriatedLater, p ORDER BY p.name, p.id
WITH s, a, g, planned, count, repatriatedLater, collect(DISTINCT p.name) AS said
OPTIONAL MATCH (g)-[:LOCATED_IN]->(q:Place)
WITH s, a, g, planned, count, repatriatedLater, said, q ORDER BY q.name, q.id
WITH s, a, g, planned, count, repatriatedLater, said, collect(DISTINCT q.name) AS stays
MATCH (s)-[:EVIDENCED_BY]->(v:Evidence)-[:IN_ARTICLE]->(t:Article)
WITH s, a, g, planned, count, repatriatedLater, said, stays, t, v ORDER BY v.start, v.end
WITH s, a, g, planned, count, repatriatedLater, said, stays, t, collect(v.quote) AS quotes
RETURN g.name AS people, count, a.name AS rescuedBy, CASE WHEN size(said) > 0 THEN said ELSE stays END AS from,
  s.eventStart AS eventStart, s.modality AS modality, planned > 0 AS repatriationPlanned, repatriatedLater,
  reduce(text = head(quotes), more IN tail(quotes) | text + ' … ' + more) AS quote,
  t.title AS title, t.publishedAt AS publishedAt, t.url AS url, s.id AS statement
ORDER BY publishedAt, people, statement
LIMIT $limit
