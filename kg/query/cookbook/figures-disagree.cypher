// title: Where two figures disagree
// description: Numbers of the same relation, of the same kind of thing (people, suspects, reports), about one place, or
//   by one body where no place is named, that cannot both hold, from two articles published within some days of each
//   other. "About" means a tenth more or less. They stand side by side, the largest
//   first, and each may be right: two events, two moments or two ways to count.
// param: days: integer = 30  how far apart the two articles may be
// param: factor: float = 2.0  how many times the smaller figure the larger may be; beyond, it is a part of it as a rule
// param: place: string = ""  part of the name of the place or body that they are about; any if empty
// param: limit: integer = 50  rows at most
// example: place = "Sihanoukville", days = 7
MATCH (a:Entity)<-[:SUBJECT]-(s:Statement)-[:OBJECT]->(g:Group)
WHERE s.polarity = 'affirmed' AND s.modality IN ['asserted', 'reported', 'alleged']
  AND coalesce(s.reviewStatus, '') <> 'rejected'
MATCH (s)-[:EVIDENCED_BY]->(v:Evidence)-[:IN_ARTICLE]->(t:Article)
WITH s, a, g, t, v ORDER BY v.start, v.end
WITH s, a, g, t, collect(v.quote) AS quotes, coalesce(s.count, g.size) AS count,
  coalesce(s.countMin, g.sizeMin) AS least, coalesce(s.countMax, g.sizeMax) AS most,
  coalesce(s.countQualifier, g.sizeQualifier, 'exact') AS sure
WITH s, a, g, t, quotes, coalesce(count, least, most) AS figure,
  coalesce(least, CASE WHEN sure IN ['atMost', 'lessThan'] THEN 0 WHEN sure = 'about' THEN count - count / 10
    ELSE count END, most) AS low,
  coalesce(most, CASE WHEN sure IN ['atLeast', 'moreThan'] THEN 1000000000 WHEN sure = 'about' THEN count + count / 10
    ELSE count END, least) AS high
WHERE figure IS NOT NULL
OPTIONAL MATCH (s)-[:AT_PLACE|FROM_PLACE]->(p:Place)
WITH s, a, g, t, quotes, figure, low, high, collect(DISTINCT p.name) AS said
OPTIONAL MATCH (g)-[:LOCATED_IN|ORIGINATES_FROM|DESTINED_FOR]->(q:Place)
WITH s, a, g, t, quotes, figure, low, high, said, collect(DISTINCT q.name) AS stays
WITH s, a, g, t, quotes, figure, low, high, said + [x IN stays WHERE NOT x IN said] AS places, CASE
    WHEN any(x IN ['laporan', 'pengaduan', 'aduan', 'kasus', 'perkara'] WHERE toLower(g.name) CONTAINS x)
      THEN 'reports'
    WHEN any(x IN ['tersangka', 'terdakwa', 'pelaku', 'perekrut', 'calo', 'sponsor', 'sindikat']
      WHERE toLower(g.name) CONTAINS x) THEN 'suspects'
    ELSE 'people' END AS counted
UNWIND CASE WHEN size(places) > 0 THEN places ELSE [a.name] END AS about
WITH s.predicate AS relation, counted, about, collect({statement: s.id, article: t.id, day: t.publishedAt,
  figure: figure, low: low, high: high, start: s.eventStart, end: coalesce(s.eventEnd, s.eventStart)}) AS figures
WHERE toLower(about) CONTAINS toLower($place)
UNWIND figures AS one
WITH relation, counted, about, one, [other IN figures WHERE other.article <> one.article
  AND (other.low > one.high OR other.high < one.low)
  AND other.figure <= $factor * one.figure AND one.figure <= $factor * other.figure
  AND (other.start IS NULL OR one.start IS NULL OR (other.start <= one.end AND one.start <= other.end))
  AND (other.day IS NULL OR one.day IS NULL OR abs(duration.inDays(other.day, one.day).days) <= $days)] AS others
WHERE size(others) > 0
WITH relation, counted, about, max(one.figure) AS largest, collect(one.statement) AS statements
UNWIND statements AS statement
MATCH (s:Statement {id: statement})-[:SUBJECT]->(a:Entity)
MATCH (s)-[:OBJECT]->(g:Entity)
OPTIONAL MATCH (s)-[:ATTRIBUTED_TO]->(w:Entity)
MATCH (s)-[:EVIDENCED_BY]->(v:Evidence)-[:IN_ARTICLE]->(t:Article)
WITH relation, counted, about, largest, s, a, g, w, t, v ORDER BY v.start, v.end
WITH relation, counted, about, largest, s, a, g, w, t, collect(v.quote) AS quotes
ORDER BY about
WITH relation, counted, s, a, g, w, t, quotes, collect(about) AS about, max(largest) AS largest
RETURN relation, counted, about, coalesce(s.count, g.size) AS count,
  coalesce(s.countQualifier, g.sizeQualifier) AS countQualifier, a.name AS body, g.name AS people, w.name AS saidBy,
  s.modality AS modality,
  reduce(text = head(quotes), more IN tail(quotes) | text + ' … ' + more) AS quote,
  t.title AS title, t.publishedAt AS publishedAt, t.url AS url, s.id AS statement
ORDER BY largest DESC, relation, counted, head(about), publishedAt, count, body, statement
LIMIT $limit
