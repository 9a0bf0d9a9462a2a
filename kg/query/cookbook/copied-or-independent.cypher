// title: One wire story copied, or independent reports?
// description: Pairs of articles that carry near-equal sentences: alike in their first or last sixty letters, without
//   quotation marks and capitals. `verdict`: "copied" where one names the other's publisher as its source, or both name
//   the same source; "probably copied" where half of the sentences that state something are shared; else "shares a
//   sentence". Articles that are in no pair are independent, as far as their words tell.
// param: name: string = ""  only articles that mention it: part of a name or alias, or an id; all if empty
// param: limit: integer = 50  rows at most
// example: name = "BP3MI"
MATCH (e:Entity)
WHERE e.id = $name OR e.nameText CONTAINS toLower($name)
MATCH (e)-[:MENTIONED_IN]->(t:Article)
WITH DISTINCT t
MATCH (t)<-[:IN_ARTICLE]-(v:Evidence)
WHERE v.openingText IS NOT NULL
MATCH (w:Evidence {openingText: v.openingText})
WITH t, v, collect(w) AS openings
MATCH (w:Evidence {closingText: v.closingText})
WITH t, v, openings, collect(w) AS closings
WHERE size(openings) + size(closings) > 2
UNWIND CASE WHEN size(openings) <= 40 THEN openings ELSE [] END
  + CASE WHEN size(closings) <= 40 THEN closings ELSE [] END AS w
MATCH (w)-[:IN_ARTICLE]->(u:Article)
WHERE coalesce(toString(t.publishedAt), '') + t.id < coalesce(toString(u.publishedAt), '') + u.id
WITH DISTINCT t, u, v.quote AS quote ORDER BY quote
WITH t, u, collect(quote) AS quotes
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
