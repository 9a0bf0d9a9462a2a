// title: Who was rescued with no repatriation reported?
// description: People whom an article says to be rescued and does not say to be brought home, the longest ago first.
//   Another article may speak of the same people: `repatriatedLater` counts statements, from that day on, that
//   equally many were brought home.
// param: place: string = ""  part of the name of the place; anywhere if empty
// param: limit: integer = 50  rows at most
// example: place = "Myawaddy"
MATCH (a:Entity)<-[:SUBJECT]-(s:Statement {predicate: 'RESCUES'})-[:OBJECT]->(g:Entity)
WHERE s.polarity = 'affirmed' AND s.modality IN ['asserted', 'reported', 'alleged']
  AND coalesce(s.reviewStatus, '') <> 'rejected'
OPTIONAL MATCH (g)<-[:OBJECT]-(home:Statement {predicate: 'REPATRIATES', polarity: 'affirmed'})
WITH s, a, g, count(CASE WHEN home.modality IN ['asserted', 'reported', 'alleged'] THEN home.id END) AS done,
  count(CASE WHEN home.modality = 'planned' THEN home.id END) AS planned
WHERE done = 0
OPTIONAL MATCH (s)-[:FROM_PLACE|AT_PLACE]->(p:Place)
WITH s, a, g, planned, p ORDER BY p.name, p.id
WITH s, a, g, planned, collect(DISTINCT p.name) AS said
OPTIONAL MATCH (g)-[:LOCATED_IN]->(q:Place)
WITH s, a, g, planned, said, q ORDER BY q.name, q.id
WITH s, a, g, planned, said, collect(DISTINCT q.name) AS stays
WITH s, a, g, planned, CASE WHEN size(said) > 0 THEN said ELSE stays END AS places,
  coalesce(s.count, g.size) AS count
WHERE $place = '' OR any(x IN places WHERE toLower(x) CONTAINS toLower($place))
OPTIONAL MATCH (later:Statement {predicate: 'REPATRIATES', polarity: 'affirmed', count: count})
WITH s, a, g, planned, places, count, coalesce(sum(CASE WHEN later.modality IN ['asserted', 'reported', 'alleged']
  AND later.publishedAt >= s.publishedAt THEN 1 ELSE 0 END), 0) AS repatriatedLater
MATCH (s)-[:EVIDENCED_BY]->(v:Evidence)-[:IN_ARTICLE]->(t:Article)
WITH s, a, g, planned, places, count, repatriatedLater, t, v ORDER BY v.start, v.end
WITH s, a, g, planned, places, count, repatriatedLater, t, collect(v.quote) AS quotes
RETURN g.name AS people, count, a.name AS rescuedBy, places AS from, s.eventStart AS eventStart,
  s.modality AS modality, planned > 0 AS repatriationPlanned, repatriatedLater,
  reduce(text = head(quotes), more IN tail(quotes) | text + ' … ' + more) AS quote,
  t.title AS title, t.publishedAt AS publishedAt, t.url AS url, s.id AS statement
ORDER BY publishedAt, people, rescuedBy, statement
LIMIT $limit
