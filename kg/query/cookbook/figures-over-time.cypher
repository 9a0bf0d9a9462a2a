// title: How a body's figures have moved over time
// description: Every number that a body states, is quoted for or acts on, one relation after the other, in the
//   order of the days that the numbers are for: the event's, else the day it was said, else of
//   publication.
// param: name: string = ""  the body: part of a name or alias, or an id; anybody if empty
// param: counted: string = ""  part of what is counted ("laporan", "WNI"); anything if empty
// param: limit: integer = 50  rows at most
// example: name = "BP3MI", counted = "laporan"
MATCH (e:Entity)
WHERE e.id = $name OR e.nameText CONTAINS toLower($name)
MATCH (e)<-[:SUBJECT|ATTRIBUTED_TO]-(s:Statement)
WHERE s.polarity = 'affirmed' AND coalesce(s.reviewStatus, '') <> 'rejected'
MATCH (s)-[:OBJECT]->(g:Group)
WHERE toLower(g.name) CONTAINS toLower($counted)
  AND coalesce(s.count, s.countMin, s.countMax, g.size, g.sizeMin, g.sizeMax) IS NOT NULL
MATCH (s)-[:SUBJECT]->(a:Entity)
WITH DISTINCT s, a, g, coalesce(s.eventEnd, s.saidOn, s.publishedAt) AS day
WITH s, a, g, day ORDER BY a.name, s.predicate, day, coalesce(s.count, g.size), g.name, s.id LIMIT $limit
OPTIONAL MATCH (s)-[:ATTRIBUTED_TO]->(w:Entity)
OPTIONAL MATCH (s)-[:AT_PLACE|FROM_PLACE]->(p:Place)
WITH s, a, g, day, w, p ORDER BY p.name, p.id
WITH s, a, g, day, w, collect(DISTINCT p.name) AS said
OPTIONAL MATCH (g)-[:LOCATED_IN|ORIGINATES_FROM|DESTINED_FOR]->(q:Place)
WITH s, a, g, day, w, said, q ORDER BY q.name, q.id
WITH s, a, g, day, w, said, collect(DISTINCT q.name) AS stays
MATCH (s)-[:EVIDENCED_BY]->(v:Evidence)-[:IN_ARTICLE]->(t:Article)
WITH s, a, g, day, w, said, stays, t, v ORDER BY v.start, v.end
WITH s, a, g, day, w, said, stays, t, collect(v.quote) AS quotes
RETURN a.name AS body, s.predicate AS relation, day, coalesce(s.count, g.size) AS count,
  coalesce(s.countMin, g.sizeMin) AS atLeast, coalesce(s.countMax, g.sizeMax) AS atMost,
  coalesce(s.countQualifier, g.sizeQualifier) AS countQualifier, g.name AS counted,
  said + [x IN stays WHERE NOT x IN said] AS places, w.name AS saidBy, s.modality AS modality,
  reduce(text = head(quotes), more IN tail(quotes) | text + ' … ' + more) AS quote,
  t.title AS title, t.publishedAt AS publishedAt, t.url AS url, s.id AS statement
ORDER BY body, relation, day, count, counted, statement
LIMIT $limit
