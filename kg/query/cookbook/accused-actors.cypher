// title: Who is said to recruit, send or exploit, asserted or alleged, by how many independent sources?
// description: One row for each actor, relation and modality, denials included, most sources first. Articles that name
//   the same source, come from the same publisher or carry the same sentence count as one source. The sentence is the
//   oldest; `review` says whether a person has looked at every statement of the row.
// param: name: string = ""  the actor: part of a name or alias, or an id; anybody if empty
// param: limit: integer = 50  rows at most
// example: name = "PT"
MATCH (a:Entity)<-[:SUBJECT]-(s:Statement)
WHERE s.predicate IN ['EXPLOITS', 'RECRUITS', 'SENDS'] AND coalesce(s.reviewStatus, '') <> 'rejected'
  AND (a.id = $name OR a.nameText CONTAINS toLower($name))
MATCH (s)-[:EVIDENCED_BY]->(v:Evidence)-[:IN_ARTICLE]->(t:Article)
WITH a, s, t, v ORDER BY t.publishedAt, v.start, s.id, v.id
WITH a, s.predicate AS relation, s.modality AS modality, s.polarity AS polarity,
  count(DISTINCT t.id) AS articles, count(DISTINCT toLower(coalesce(t.basedOn, t.publisher, t.id))) AS origins,
  count(DISTINCT toLower(v.quote)) AS sentences, collect(DISTINCT coalesce(s.reviewStatus, 'unreviewed')) AS marks,
  collect(s.id) AS statements, collect(v.quote) AS quotes, collect(t.id) AS ids
MATCH (t:Entity {id: head(ids)})
RETURN a.name AS actor, coalesce(a.kind, a.type) AS kind, relation, modality, polarity,
  CASE WHEN origins < sentences THEN origins ELSE sentences END AS sources, articles,
  CASE WHEN 'unreviewed' IN marks THEN 'unreviewed' ELSE 'accepted' END AS review,
  head(quotes) AS quote, t.title AS title, t.publishedAt AS publishedAt, t.url AS url, head(statements) AS statement
ORDER BY sources DESC, articles DESC, actor, relation, modality, statement
LIMIT $limit
