// title: How a body's figures have moved over time
// description: Every number that a body states, is quoted for or acts on, one relation after the
//   other, in the order of the days that the numbers are for: the event's, else the day it was said, else of publication.
// param: name: string = ""  the body: part of a name or alias, or an id; anybody if empty
// param: counted: string = ""  part of what is counted ("laporan", "WNI"); anything if empty
// param: limit: integer = 50  rows at most
// example: name = "BP3MI", counted = "laporan"
MATCH (a:Entity)<-[:SUBJECT]-(s:Statement)-[:OBJECT]->(g:Entity)
WHERE s.polarity = 'affirmed' AND coalesce(s.reviewStatus, '') <> 'rejected'
  AND toLower(g.name) CONTAINS toLower($counted)
  AND coalesce(s.count, s.countMin, s.countMax, g.size, g.sizeMin, g.sizeMax) IS NOT NULL
OPTIONAL MATCH (s)-[:ATTRIBUTED_TO]->(w:Entity)
WITH s, a, g, w, [a] + CASE WHEN w IS NULL THEN [] ELSE [w] END AS voices
WHERE $name = '' OR any(e IN voices WHERE e.id = $name OR toLower(e.name) CONTAINS toLower($name)
  OR any(x IN coalesce(e.aliases, []) WHERE toLower(x) CONTAINS toLower($name)))
OPTIONAL MATCH (s)-[:AT_PLACE|FROM_PLACE]->(p:Place)
WITH s, a, g, w, p ORDER BY p.name, p.id
WITH s, a, g, w, collect(DISTINCT p.name) AS said
OPTIONAL MATCH (g)-[:LOCATED_IN|ORIGINATES_FROM|DESTINED_FOR]->(q:Place)
WITH s, a, g, w, said, q ORDER BY q.name, q.id
WITH s, a, g, w, said, collect(DISTINCT q.name) AS stays
WITH s, a, g, w, said + [x IN stays WHERE NOT x IN said] AS places
MATCH (s)-[:EVIDENCED_BY]->(v:Evidence)-[:IN_ARTICLE]->(t:Article)
WITH s, a, g, w, places, t, v ORDER BY v.start, v.end
WITH s, a, g, w, places, t, collect(v.quote) AS quotes
RETURN a.name AS body, s.predicate AS relation, coalesce(s.eventEnd, s.saidOn, t.publishedAt) AS day,
  coalesce(s.count, g.size) AS count, coalesce(s.countMin, g.sizeMin) AS atLeast,
  coalesce(s.countMax, g.sizeMax) AS atMost, coalesce(s.countQualifier, g.sizeQualifier) AS countQualifier,
  g.name AS counted, places, w.name AS saidBy, s.modality AS modality,
  reduce(text = head(quotes), more IN tail(quotes) | text + ' … ' + more) AS quote,
  t.title AS title, t.publishedAt AS publishedAt, t.url AS url, s.id AS statement
ORDER BY body, relation, day, count, counted, statement
LIMIT $limit
