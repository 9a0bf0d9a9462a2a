// title: One wire story copied, or independent reports?
// description: Pairs of articles that carry near-equal sentences: alike in their first or last sixty letters, without
//   quotation marks and capitals. `verdict`: "copied" where one names the other's publisher as its source, or both name
//   the same source; "probably copied" where half of the sentences that state something are shared; else "shares a
//   sentence". Articles that are in no pair are independent, as far as their words tell.
// param: name: string = ""  only articles that mention it: part of a name or alias, or an id; all if empty
// param: limit: integer = 50  rows at most
// example: name = "BP3MI"
MATCH (v:Evidence)-[:IN_ARTICLE]->(t:Article)
WITH t.id AS article, v.quote AS quote, trim(replace(replace(replace(replace(replace(toLower(v.quote), '"', ''),
  '“', ''), '”', ''), '\n', ' '), '  ', ' ')) AS plain
WHERE size(plain) >= 30
UNWIND ['<' + left(plain, 60), '>' + right(plain, 60)] AS key
WITH key, article, min(quote) AS quote
WITH key, count(article) AS many, collect([article, quote]) AS found
WHERE many > 1 AND many <= 40
UNWIND found AS one
UNWIND found AS other
WITH one, other
MATCH (t:Entity {id: one[0]})
WITH t, one[1] AS quote, other[0] AS twin
MATCH (u:Entity {id: twin})
WHERE coalesce(toString(t.publishedAt), '') + t.id < coalesce(toString(u.publishedAt), '') + u.id
WITH t, u, quote ORDER BY quote
WITH t, u, collect(DISTINCT quote) AS quotes
WHERE $name = '' OR EXISTS { MATCH (t)<-[:MENTIONED_IN]-(e:Entity)
  WHERE e.id = $name OR e.nameText CONTAINS toLower($name) }
MATCH (t)<-[:IN_ARTICLE]-(v:Evidence)
WITH t, u, quotes, count(DISTINCT v.quote) AS mine
MATCH (u)<-[:IN_ARTICLE]-(v:Evidence)
WITH t, u, quotes, mine, count(DISTINCT v.quote) AS theirs
WITH t, u, quotes, CASE WHEN mine < theirs THEN mine ELSE theirs END AS fewest
RETURN CASE
    WHEN t.textSha256 = u.textSha256 OR toLower(u.basedOn) = toLower(t.publisher)
      OR toLower(t.basedOn) = toLower(u.publisher) OR toLower(t.basedOn) = toLower(u.basedOn) THEN 'copied'
    WHEN 2 * size(quotes) >= fewest THEN 'probably copied'
    ELSE 'shares a sentence' END AS verdict,
  size(quotes) AS shared, fewest AS of, t.publisher AS publisher, u.publisher AS otherPublisher,
  coalesce(t.basedOn, '') AS basedOn, coalesce(u.basedOn, '') AS otherBasedOn, u.title AS otherTitle,
  u.publishedAt AS otherPublishedAt, u.url AS otherUrl,
  head(quotes) AS quote, t.title AS title, t.publishedAt AS publishedAt, t.url AS url
ORDER BY shared DESC, publishedAt, otherPublishedAt, url, otherUrl, title, otherTitle
LIMIT $limit
