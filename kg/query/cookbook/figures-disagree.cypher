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
MATCH (e:Entity)
WHERE e.nameText CONTAINS toLower($place)
MATCH (e)<-[:LOCATED_IN|ORIGINATES_FROM|DESTINED_FOR*0..1]-(x:Entity)<-[:SUBJECT|OBJECT|AT_PLACE|FROM_PLACE]-(s:Statement)
WITH DISTINCT s
WHERE s.polarity = 'affirmed' AND s.modality IN ['asserted', 'reported', 'alleged']
  AND coalesce(s.reviewStatus, '') <> 'rejected'
MATCH (s)-[:OBJECT]->(g:Group)
WITH s, g, coalesce(s.count, g.size) AS count, coalesce(s.countMin, g.sizeMin) AS least,
  coalesce(s.countMax, g.sizeMax) AS most, coalesce(s.countQualifier, g.sizeQualifier, 'exact') AS sure
WHERE coalesce(count, least, most) IS NOT NULL
WITH s, g, coalesce(count, least, most) AS figure,
  coalesce(least, CASE WHEN sure IN ['atMost', 'lessThan'] THEN 0 WHEN sure = 'about' THEN count - count / 10
    ELSE count END, most) AS low,
  coalesce(most, CASE WHEN sure IN ['atLeast', 'moreThan'] THEN 1000000000 WHEN sure = 'about' THEN count + count / 10
    ELSE count END, least) AS high,
  CASE
    WHEN any(x IN ['laporan', 'pengaduan', 'aduan', 'kasus', 'perkara'] WHERE toLower(g.name) CONTAINS x)
      THEN 'reports'
    WHEN any(x IN ['tersangka', 'terdakwa', 'pelaku', 'perekrut', 'calo', 'sponsor', 'sindikat']
      WHERE toLower(g.name) CONTAINS x) THEN 'suspects'
    ELSE 'people' END AS counted,
  coalesce(duration.inDays(date('2000-01-01'), s.publishedAt).days / ($days + 1), -9) AS window
MATCH (s)-[:SUBJECT]->(a:Entity)
WITH s, a, figure, low, high, counted, window, [(s)-[:AT_PLACE|FROM_PLACE]->(p:Place) | p.name] AS said,
  [(g)-[:LOCATED_IN|ORIGINATES_FROM|DESTINED_FOR]->(q:Place) | q.name] AS stays,
  head([(s)-[:EVIDENCED_BY]->(:Evidence)-[:IN_ARTICLE]->(t:Article) | t.id]) AS article
UNWIND CASE WHEN size(said) + size(stays) > 0 THEN said + [x IN stays WHERE NOT x IN said] ELSE [a.name] END AS about
WITH s.predicate AS relation, counted, about, window, [s.id, article, s.publishedAt, figure, low, high, s.eventStart,
  coalesce(s.eventEnd, s.eventStart)] AS one
WHERE toLower(about) CONTAINS toLower($place)
UNWIND [window, window + 1] AS period
WITH relation, counted, about, period, collect(one) AS figures
WHERE size(figures) > 1
UNWIND figures AS one
WITH relation, counted, about, one, figures
WHERE any(other IN figures WHERE other[1] <> one[1] AND (other[4] > one[5] OR other[5] < one[4])
  AND other[3] <= $factor * one[3] AND one[3] <= $factor * other[3]
  AND (other[6] IS NULL OR one[6] IS NULL OR (other[6] <= one[7] AND one[6] <= other[7]))
  AND (other[2] IS NULL OR one[2] IS NULL OR abs(duration.inDays(other[2], one[2]).days) <= $days))
WITH relation, counted, about, one[0] AS statement, one[3] AS figure
WITH relation, counted, about, max(figure) AS largest, collect(DISTINCT statement) AS statements
UNWIND statements AS statement
WITH relation, counted, about, largest, statement
WITH relation, counted, statement, max(largest) AS largest, min(about) AS first, collect(about) AS places
MATCH (s:Statement {id: statement})
WITH s, relation, counted, largest, first, places
ORDER BY largest DESC, relation, counted, first, s.publishedAt, s.id LIMIT $limit
UNWIND places AS place
WITH s, relation, counted, largest, first, place ORDER BY place
WITH s, relation, counted, largest, first, collect(place) AS about
MATCH (s)-[:SUBJECT]->(a:Entity)
MATCH (s)-[:OBJECT]->(g:Entity)
OPTIONAL MATCH (s)-[:ATTRIBUTED_TO]->(w:Entity)
MATCH (s)-[:EVIDENCED_BY]->(v:Evidence)-[:IN_ARTICLE]->(t:Article)
WITH s, a, g, w, relation, counted, largest, first, about, t, v ORDER BY v.start, v.end
WITH s, a, g, w, relation, counted, largest, first, about, t, collect(v.quote) AS quotes
RETURN relation, counted, about, coalesce(s.count, g.size) AS count,
  coalesce(s.countQualifier, g.sizeQualifier) AS countQualifier, a.name AS body, g.name AS people, w.name AS saidBy,
  s.modality AS modality,
  reduce(text = head(quotes), more IN tail(quotes) | text + ' … ' + more) AS quote,
  t.title AS title, t.publishedAt AS publishedAt, t.url AS url, s.id AS statement
ORDER BY largest DESC, relation, counted, first, publishedAt, statement
LIMIT $limit
