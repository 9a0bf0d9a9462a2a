// title: The main routes, from where to where, with lower bounds
// description: One row for each origin and destination that articles give for people who were sent or were to be sent.
//   `atLeast` is the largest single figure's lower bound, because two articles may count the same people; "about"
//   means a tenth more or less, and without a figure it is one. The sentence is that of the largest figure.
// param: place: string = ""  part of the name of either end; anywhere if empty
// param: limit: integer = 50  rows at most
// example: place = "Kamboja"
MATCH (s:Statement)-[:SUBJECT]->(a:Entity)
WHERE s.predicate IN ['DESTINED_FOR', 'RECRUITS', 'SENDS'] AND s.polarity = 'affirmed'
  AND coalesce(s.reviewStatus, '') <> 'rejected'
MATCH (s)-[:OBJECT]->(b:Entity)
OPTIONAL MATCH (s)-[:TO_PLACE]->(c:Place)
OPTIONAL MATCH (s)-[:FROM_PLACE]->(f:Place)
WITH s, f, CASE WHEN s.predicate = 'DESTINED_FOR' THEN a.id ELSE b.id END AS whom,
  CASE WHEN s.predicate = 'DESTINED_FOR' THEN b.name ELSE c.name END AS destination
WHERE destination IS NOT NULL
MATCH (g:Entity {id: whom})
OPTIONAL MATCH (g)-[:ORIGINATES_FROM]->(h:Place)
WITH s, g, destination, coalesce(f.name, h.name, '') AS origin
WHERE $place = '' OR toLower(origin) CONTAINS toLower($place) OR toLower(destination) CONTAINS toLower($place)
MATCH (s)-[:EVIDENCED_BY]->(v:Evidence)-[:IN_ARTICLE]->(t:Article)
WITH s, g, origin, destination, t, v, coalesce(s.count, g.size) AS count,
  coalesce(s.countQualifier, g.sizeQualifier, 'exact') AS sure
WITH s, g, origin, destination, t, v, coalesce(s.countMin, g.sizeMin, CASE WHEN sure IN ['atMost', 'lessThan'] THEN 1
  WHEN sure = 'about' THEN count - count / 10 ELSE count END, 1) AS low
ORDER BY low DESC, t.publishedAt, s.id, v.start
WITH origin, destination, max(low) AS atLeast, count(DISTINCT g.id) AS groups, count(DISTINCT t.id) AS articles,
  collect(DISTINCT s.modality) AS modalities, collect(s.id) AS statements, collect(g.name) AS named,
  collect(v.quote) AS quotes, collect(t.id) AS ids, collect(s.modality) AS each
MATCH (t:Article {id: head(ids)})
RETURN CASE WHEN origin = '' THEN 'not said' ELSE origin END AS from, destination AS to, atLeast, groups, articles,
  head(named) AS people, head(each) AS modality,
  head(quotes) AS quote, t.title AS title, t.publishedAt AS publishedAt, t.url AS url, head(statements) AS statement
ORDER BY atLeast DESC, articles DESC, from, to
LIMIT $limit
