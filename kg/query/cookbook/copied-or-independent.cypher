// title: One wire story copied, or independent reports?
// description: Pairs of articles that carry near-equal sentences: alike in their first or last sixty letters, without
//   quotation marks and capitals. `verdict`: "copied" where one names the other's publisher as its source, or both name
//   the same source; "probably copied" where half of the sentences that state something are shared; else "shares a
//   sentence". Articles that are in no pair are independent, as far as their words tell.
// param: name: string = ""  only articles that mention it: part of a name or alias, or an id; all if empty
// param: limit: integer = 50  rows at most
// example: name = "BP3MI"
MATCH (v:Evidence)-[:IN_ARTICLE]->(t:Article)
WITH t, v.quote AS quote, trim(replace(replace(replace(replace(replace(toLower(v.quote), '"', ''), '“', ''), '”', ''),
  '\n', ' '), '  ', ' ')) AS plain
WHERE size(plain) >= 30
WITH DISTINCT t, quote, left(plain, 60) AS opening, right(plain, 60) AS closing
UNWIND ['<' + opening, '>' + closing] AS key
WITH key, t, min(quote) AS quote
ORDER BY key, t.publishedAt, t.id
WITH key, collect(t.id) AS ids, collect(quote) AS quotes
WHERE size(ids) > 1 AND size(ids) <= 40
UNWIND range(0, size(ids) - 2) AS i
UNWIND range(i + 1, size(ids) - 1) AS j
WITH ids[i] AS one, ids[j] AS other, quotes[i] AS quote
ORDER BY quote
WITH one, other, collect(DISTINCT quote) AS quotes
MATCH (t:Article {id: one})
OPTIONAL MATCH (e:Entity)-[:MENTIONED_IN]->(t)
WITH t, other, quotes, coalesce(sum(CASE WHEN e.id = $name OR toLower(e.name) CONTAINS toLower($name)
  OR any(x IN coalesce(e.aliases, []) WHERE toLower(x) CONTAINS toLower($name)) THEN 1 ELSE 0 END), 0) AS named
WHERE $name = '' OR named > 0
MATCH (v:Evidence)-[:IN_ARTICLE]->(t)
WITH t, other, quotes, count(DISTINCT v.quote) AS mine
MATCH (v:Evidence)-[:IN_ARTICLE]->(u:Article {id: other})
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
