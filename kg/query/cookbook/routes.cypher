// title: The main routes, from where to where, with lower bounds
// description: One row for each origin and destination that articles give for people who were sent or were to be sent.
//   `atLeast` is the largest single figure's lower bound, because two articles may count the same people; "about"
//   means a tenth more or less, and without a figure it is one. The sentence is that of the largest figure.
// param: place: string = ""  part of the name of either end; anywhere if empty
// param: limit: integer = 50  rows at most
// example: place = "Kamboja"
MATCH (e:Entity)
WHERE e.nameText CONTAINS toLower($place)
MATCH (e)<-[:ORIGINATES_FROM*0..1]-(x:Entity)<-[:SUBJECT|OBJECT|FROM_PLACE|TO_PLACE]-(s:Statement)
WITH DISTINCT s
WHERE s.predicate IN ['DESTINED_FOR', 'RECRUITS', 'SENDS'] AND s.polarity = 'affirmed'
  AND coalesce(s.reviewStatus, '') <> 'rejected'
MATCH (s)-[:SUBJECT]->(a:Entity)
MATCH (s)-[:OBJECT]->(b:Entity)
OPTIONAL MATCH (s)-[:TO_PLACE]->(c:Place)
OPTIONAL MATCH (s)-[:FROM_PLACE]->(f:Place)
WITH s, f.name AS start, CASE WHEN s.predicate = 'DESTINED_FOR' THEN a.id ELSE b.id END AS whom,
  CASE WHEN s.predicate = 'DESTINED_FOR' THEN b.name ELSE c.name END AS destination
WHERE destination IS NOT NULL
MATCH (g:Entity {id: whom})
OPTIONAL MATCH (g)-[:ORIGINATES_FROM]->(h:Place)
WITH s, g, destination, coalesce(start, h.name, '') AS origin
WHERE $place = '' OR toLower(origin) CONTAINS toLower($place) OR toLower(destination) CONTAINS toLower($place)
WITH s, g, origin, destination, coalesce(s.count, g.size) AS count,
  coalesce(s.countQualifier, g.sizeQualifier, 'exact') AS sure
MATCH (s)-[:EVIDENCED_BY]->(:Evidence)-[:IN_ARTICLE]->(t:Article)
WITH DISTINCT origin, destination, s.id AS statement, g.id AS people, t.id AS article, s.publishedAt AS day,
  coalesce(s.countMin, g.sizeMin, CASE WHEN sure IN ['atMost', 'lessThan'] THEN 1
    WHEN sure = 'about' THEN count - count / 10 ELSE count END, 1) AS low
ORDER BY low DESC, day, statement
WITH origin, destination, max(low) AS atLeast, count(DISTINCT people) AS groups, count(DISTINCT article) AS articles,
  head(collect(statement)) AS statement
ORDER BY atLeast DESC, articles DESC, origin, destination LIMIT $limit
MATCH (s:Statement {id: statement})
MATCH (s)-[:EVIDENCED_BY]->(v:Evidence)-[:IN_ARTICLE]->(t:Article)
WITH s, origin, destination, atLeast, groups, articles, t, v ORDER BY v.start, v.end
WITH s, origin, destination, atLeast, groups, articles, t, collect(v.quote) AS quotes
RETURN CASE WHEN origin = '' THEN 'not said' ELSE origin END AS from, destination AS to, atLeast, groups, articles,
  s.modality AS modality,
  reduce(text = head(quotes), more IN tail(quotes) | text + ' … ' + more) AS quote,
  t.title AS title, t.publishedAt AS publishedAt, t.url AS url, s.id AS statement
ORDER BY atLeast DESC, articles DESC, from, to
LIMIT $limit
