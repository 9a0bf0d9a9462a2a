// title: How are two agencies connected? The shortest path, step by step
// description: The shortest chain of statements from one to the other over at most six links, places left out; at each
//   step every sentence that makes the link. Of several chains as short, the first by the ids on it (of a
//   thousand, where there are more); of several agencies that fit a name, the one that fits it best.
// param: left: string  an agency: part of a name or alias, or an id
// param: right: string  another, likewise
// param: limit: integer = 50  rows at most
// example: left = "KBRI Karangan", right = "BP3MI Contoh"
MATCH (a:Agency)
WHERE a.id = $left OR a.nameText CONTAINS toLower($left)
WITH a ORDER BY CASE WHEN a.id = $left OR toLower(a.name) = toLower($left)
  OR any(x IN coalesce(a.aliases, []) WHERE toLower(x) = toLower($left)) THEN 0 ELSE 1 END, size(a.name), a.id LIMIT 1
MATCH (b:Agency)
WHERE b.id <> a.id AND (b.id = $right OR b.nameText CONTAINS toLower($right))
WITH a, b ORDER BY CASE WHEN b.id = $right OR toLower(b.name) = toLower($right)
  OR any(x IN coalesce(b.aliases, []) WHERE toLower(x) = toLower($right)) THEN 0 ELSE 1 END, size(b.name), b.id LIMIT 1
MATCH path = allShortestPaths((a)-[:ARRESTS|COOPERATES_WITH|EXPLOITS|HOLDS_POSITION|PART_OF|PREVENTS|RECRUITS|REPATRIATES|REPORTS|RESCUES|SENDS*..6]-(b))
WITH path LIMIT 1000
WITH DISTINCT [n IN nodes(path) | n.id] AS ids
WITH ids, reduce(text = '', x IN ids | text + x + ' ') AS text ORDER BY text LIMIT 1
UNWIND range(1, size(ids) - 1) AS step
WITH step, ids[step - 1] AS here, ids[step] AS there
MATCH (x:Entity {id: here})
MATCH (x)-[r:ARRESTS|COOPERATES_WITH|EXPLOITS|HOLDS_POSITION|PART_OF|PREVENTS|RECRUITS|REPATRIATES|REPORTS|RESCUES|SENDS]-(y:Entity)
WITH step, there, y.id AS end, r.statementId AS statement
WHERE end = there
WITH DISTINCT step, statement
MATCH (s:Statement {id: statement})
WITH step, s ORDER BY step, s.publishedAt, s.predicate, s.id LIMIT $limit
MATCH (s)-[:SUBJECT]->(a:Entity)
MATCH (s)-[:OBJECT]->(b:Entity)
MATCH (s)-[:EVIDENCED_BY]->(v:Evidence)-[:IN_ARTICLE]->(t:Article)
WITH step, s, a, b, t, v ORDER BY v.start, v.end
WITH step, s, a, b, t, collect(v.quote) AS quotes
RETURN step, a.name AS subject, s.predicate AS relation, b.name AS object, s.modality AS modality,
  s.reviewStatus AS review,
  reduce(text = head(quotes), more IN tail(quotes) | text + ' … ' + more) AS quote,
  t.title AS title, t.publishedAt AS publishedAt, t.url AS url, s.id AS statement
ORDER BY step, publishedAt, relation, statement
LIMIT $limit
