// title: Where two figures disagree
// description: Numbers of the same relation, of the same kind of thing (people, suspects, reports), about one place, or
//   by one body where no place is named, that cannot both hold, from two articles published within some days of each
//   other. They stand side by side, and each may be right: two events, two moments or two ways to count.
// param: days: integer = 30  how far apart the two articles may be
// param: place: string = ""  part of the name of the place or body that they are about; any if empty
// param: limit: integer = 50  rows at most
// example: place = "Sihanoukville", days = 7
MATCH (a:Entity)<-[:SUBJECT]-(s:Statement)-[:OBJECT]->(g:Group)
WHERE s.polarity = 'affirmed' AND s.modality IN ['asserted', 'reported', 'alleged']
  AND coalesce(s.reviewStatus, '') <> 'rejected'
MATCH (s)-[:EVIDENCED_BY]->(v:Evidence)-[:IN_ARTICLE]->(t:Article)
WITH s, a, g, t, v ORDER BY v.start, v.end
WITH s, a, g, t, collect(v.quote) AS quotes,
  coalesce(s.countMin, s.count, g.sizeMin, g.size) AS low, coalesce(s.countMax, s.count, g.sizeMax, g.size) AS high
WHERE low IS NOT NULL AND high IS NOT NULL
OPTIONAL MATCH (s)-[:AT_PLACE|FROM_PLACE]->(p:Place)
WITH s, a, g, t, quotes, low, high, collect(DISTINCT p.name) AS said
OPTIONAL MATCH (g)-[:LOCATED_IN|ORIGINATES_FROM|DESTINED_FOR]->(q:Place)
WITH s, a, g, t, quotes, low, high, said, collect(DISTINCT q.name) AS stays
WITH s, a, g, t, quotes, low, high, said + [x IN stays WHERE NOT x IN said] AS places, CASE
    WHEN any(x IN ['laporan', 'pengaduan', 'aduan', 'kasus', 'perkara'] WHERE toLower(g.name) CONTAINS x)
      THEN 'reports'
    WHEN any(x IN ['tersangka', 'terdakwa', 'pelaku', 'perekrut', 'calo', 'sponsor', 'sindikat']
      WHERE toLower(g.name) CONTAINS x) THEN 'suspects'
    ELSE 'people' END AS counted
UNWIND CASE WHEN size(places) > 0 THEN places ELSE [a.name] END AS about
WITH s.predicate AS relation, counted, about, collect({statement: s.id, article: t.id, day: t.publishedAt, low: low,
  high: high, start: s.eventStart, end: coalesce(s.eventEnd, s.eventStart)}) AS figures
WHERE toLower(about) CONTAINS toLower($place)
UNWIND figures AS one
WITH relation, counted, about, one, [other IN figures WHERE other.article <> one.article
  AND (other.low > one.high OR other.high < one.low)
  AND (other.start IS NULL OR one.start IS NULL OR (other.start <= one.end AND one.start <= other.end))
  AND (other.day IS NULL OR one.day IS NULL OR abs(duration.inDays(other.day, one.day).days) <= $days)] AS others
WHERE size(others) > 0
MATCH (s:Statement {id: one.statement})-[:SUBJECT]->(a:Entity)
MATCH (s)-[:OBJECT]->(g:Entity)
OPTIONAL MATCH (s)-[:ATTRIBUTED_TO]->(w:Entity)
MATCH (s)-[:EVIDENCED_BY]->(v:Evidence)-[:IN_ARTICLE]->(t:Article)
WITH relation, counted, about, s, a, g, w, t, v ORDER BY v.start, v.end
WITH relation, counted, about, s, a, g, w, t, collect(v.quote) AS quotes
WITH relation, counted, s, a, g, w, t, quotes, about ORDER BY about
WITH relation, counted, s, a, g, w, t, quotes, collect(about) AS about
RETURN relation, counted, about, coalesce(s.count, g.size) AS count,
  coalesce(s.countQualifier, g.sizeQualifier) AS countQualifier, a.name AS body, g.name AS people, w.name AS saidBy,
  s.modality AS modality,
  reduce(text = head(quotes), more IN tail(quotes) | text + ' … ' + more) AS quote,
  t.title AS title, t.publishedAt AS publishedAt, t.url AS url, s.id AS statement
ORDER BY relation, counted, head(about), publishedAt, count, body, statement
LIMIT $limit
