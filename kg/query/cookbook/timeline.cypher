// title: Timeline of everything said about one entity
// description: Every statement in which it acts, is acted on, speaks or is the place, by day: the event's, else the day
//   it was said, else of publication. Denied and rejected statements are there, and say so.
// param: name: string  part of a name or alias, or an id
// param: since: string = ""  first day, as 2025-03-01; from the beginning if empty
// param: until: string = ""  last day; to the end if empty
// param: limit: integer = 50  rows at most
// example: name = "BP3MI", since = "2025-03-01"
MATCH (e:Entity)
WHERE e.id = $name OR e.nameText CONTAINS toLower($name)
MATCH (e)<-[:SUBJECT|OBJECT|ATTRIBUTED_TO|AT_PLACE|FROM_PLACE|TO_PLACE]-(s:Statement)
WITH DISTINCT s, coalesce(s.eventStart, s.saidOn, s.publishedAt) AS day
WHERE ($since = '' OR toString(day) >= $since) AND ($until = '' OR toString(day) <= $until)
WITH s, day ORDER BY day, s.publishedAt, s.predicate, s.id LIMIT $limit
MATCH (s)-[:SUBJECT]->(a:Entity)
MATCH (s)-[:OBJECT]->(b:Entity)
OPTIONAL MATCH (s)-[:ATTRIBUTED_TO]->(w:Entity)
MATCH (s)-[:EVIDENCED_BY]->(v:Evidence)-[:IN_ARTICLE]->(t:Article)
WITH s, day, a, b, w, t, v ORDER BY v.start, v.end
WITH s, day, a, b, w, t, collect(v.quote) AS quotes
RETURN day, a.name AS subject, s.predicate AS relation, b.name AS object, coalesce(s.count, b.size) AS count,
  s.modality AS modality, s.polarity AS polarity, w.name AS saidBy, s.reviewStatus AS review,
  reduce(text = head(quotes), more IN tail(quotes) | text + ' … ' + more) AS quote,
  t.title AS title, t.publishedAt AS publishedAt, t.url AS url, s.id AS statement
ORDER BY day, publishedAt, relation, statement
LIMIT $limit
