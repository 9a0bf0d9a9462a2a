// title: Who held which post when?
// description: One row for each person, title and agency: from the first to the last article that says so, with the
//   dates of the term where an article gives them. The sentence is the newest.
// param: name: string = ""  the person or the agency: part of a name or alias, or an id; anybody if empty
// param: limit: integer = 50  rows at most
// example: name = "BP3MI"
MATCH (e:Entity)
WHERE e.id = $name OR e.nameText CONTAINS toLower($name)
MATCH (e)<-[:SUBJECT|OBJECT]-(s:Statement)
WHERE s.predicate = 'HOLDS_POSITION' AND s.polarity = 'affirmed' AND coalesce(s.reviewStatus, '') <> 'rejected'
WITH DISTINCT s
MATCH (s)-[:SUBJECT]->(a:Entity)
MATCH (s)-[:OBJECT]->(b:Entity)
MATCH (s)-[:EVIDENCED_BY]->(v:Evidence)-[:IN_ARTICLE]->(t:Article)
WITH a, b, s, t, v ORDER BY t.publishedAt DESC, v.start, s.id, v.id
WITH a, b, s.positionTitle AS post, min(t.publishedAt) AS firstSaid, max(t.publishedAt) AS lastSaid,
  min(s.eventStart) AS termFrom, max(s.eventEnd) AS termTo, count(DISTINCT t.id) AS articles,
  collect(DISTINCT s.modality) AS modalities, collect(s.id) AS statements, collect(v.quote) AS quotes,
  collect(t.id) AS ids
MATCH (t:Entity {id: head(ids)})
RETURN b.name AS agency, post, a.name AS person, firstSaid, lastSaid, termFrom, termTo, articles,
  CASE WHEN 'asserted' IN modalities THEN 'asserted' ELSE head(modalities) END AS modality,
  head(quotes) AS quote, t.title AS title, t.publishedAt AS publishedAt, t.url AS url, head(statements) AS statement
ORDER BY agency, post, firstSaid, person, statement
LIMIT $limit
