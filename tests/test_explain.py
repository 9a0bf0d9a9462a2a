"""An explained article shows everything that was found, once, and changes no character of the text."""

import re
from collections.abc import Mapping
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from kg.explain import Explained, explain
from kg.explain.html_ import html
from kg.explain.terminal import Drawn
from kg.extract import extractor
from kg.model import Article, Cluster, Evidence, Extraction, Mention, Size, Statement
from kg.read import read
from ontology.vocabulary import vocabulary

EXAMPLES = Path(__file__).parents[1] / "examples" / "articles"
Shown = tuple[Article, Extraction, Explained]


@pytest.fixture(scope="module")
def examples() -> list[Shown]:
    reader = extractor("rules")
    articles = [item.item for item in read([str(EXAMPLES)]) if isinstance(item.item, Article)]
    found = [(article, reader.extract(article)) for article in articles]
    return [(article, extraction, explain(article, extraction)) for article, extraction in found]


def spans(page: Explained) -> list[tuple[int, int, int]]:
    """Number, start and end of each mention, as the pieces show them."""
    found, open_, offset = [], dict[int, int](), 0
    for piece in (piece for line in page.lines for piece in line.pieces):
        open_ |= dict.fromkeys(piece.opens, offset)
        offset += len(piece.text)
        found += [(number, open_.pop(number), offset) for number in piece.closes]
    assert not open_
    return sorted(found)


class Text(HTMLParser):
    """What stands in the sentences of a page, without the numbers at the names; and every start tag."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.shown, self.tags, self._inside, self._raised = "", list[str](), False, False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self._inside |= ("class", "text") in attrs
        self._raised |= tag == "sup"

    def handle_endtag(self, tag: str) -> None:
        self._inside &= tag != "p"
        self._raised &= tag != "sup"

    def handle_data(self, data: str) -> None:
        self.shown += data if self._inside and not self._raised else ""


def made(
    text: str, *, title: str = "Judul", withheld: bool = False, reviews: Mapping[str, str] | None = None
) -> Explained:
    """Two persons, the first words of the text, and a statement and a candidate between them."""
    article = Article.make(text=text, title=title)
    first, second = (match.span() for match in list(re.finditer(r"\S+", text))[:2])
    clusters = [
        Cluster.make(
            "person",
            (Mention.of(article, start, end, type="Person", by="rules"),),
            name=text[start:end],
            withheld=withheld and number == 0,
        )
        for number, (start, end) in enumerate((first, second))
    ]
    ends = clusters[0].id, clusters[1].id
    evidence = (Evidence.of(article, 0, len(text.rstrip())),)
    by, size = ("run/x-1",), Size(count=14, qualifier="about")
    fields = {"by": by, "attributed_to": ends[1], "attribution_cue": "ujar", "quote_type": "direct"}
    said = Statement.make(
        ends[0], "RECRUITS", ends[1], evidence, confidence=0.71, found_by=("rule active",), size=size, **fields
    )
    less = Statement.make(
        ends[0], "SENDS", ends[1], evidence, confidence=0.2, found_by=("model 0.12",), modality="alleged", by=by
    )
    extraction = Extraction(
        article_id=article.id,
        extractor="x",
        version="1",
        clusters=tuple(clusters),
        statements=(said,),
        candidates=(less,),
    )
    return explain(article, extraction, reviews=reviews)


def drawn(page: Explained, *, colour: bool = False) -> str:
    console = Console(width=120, highlight=False, force_terminal=colour, color_system="standard" if colour else None)
    with console.capture() as capture:
        console.print(Drawn(page))
    return capture.get()


def test_every_example_is_shown_whole_with_each_mention_once(examples: list[Shown]) -> None:
    assert len(examples) == 25
    for article, extraction, page in examples:
        assert "".join(line.text for line in page.lines) == article.text
        numbered = enumerate(extraction.clusters, 1)
        wanted = [(number, one.start, one.end) for number, cluster in numbered for one in cluster.mentions]
        assert spans(page) == sorted(wanted)


def test_every_statement_stands_once_below_the_sentence_that_it_starts_in(examples: list[Shown]) -> None:
    for article, extraction, page in examples:
        every = (*extraction.statements, *extraction.candidates)
        assert sorted(said.id for said in page.said) == sorted(one.id for one in every)
        evidence = {one.id: min(item.start for item in one.evidence) for one in every}
        offset = 0
        for line in page.lines:
            assert all(offset <= evidence[said.id] < offset + len(line.text) for said in line.said), article.title
            offset += len(line.text)


TEXT = "Ratna dan Bimo pulang. Keduanya dari Kota Baru.\n\nTidak ada yang lain."


@given(st.lists(st.tuples(st.integers(0, len(TEXT) - 1), st.integers(1, 30)), max_size=8, unique=True))
def test_mentions_may_lie_in_each_other_cross_and_pass_the_end_of_a_sentence(places: list[tuple[int, int]]) -> None:
    article = Article.make(text=TEXT)
    found = sorted({(start, min(len(TEXT), start + length)) for start, length in places})
    clusters = [
        Cluster.make("person", (Mention.of(article, a, b, type="Person", by="x"),), name=TEXT[a:b]) for a, b in found
    ]
    extraction = Extraction(article_id=article.id, extractor="x", version="1", clusters=tuple(clusters))
    page = explain(article, extraction)
    assert "".join(line.text for line in page.lines) == TEXT
    assert spans(page) == [(number, start, end) for number, (start, end) in enumerate(found, 1)]
    assert Text(html(page, vocabulary=vocabulary())).shown == TEXT


def test_the_page_of_every_example_fetches_nothing_runs_nothing_and_holds_the_text(examples: list[Shown]) -> None:
    for article, _, page in examples:
        written = html(page, vocabulary=vocabulary())
        parsed = Text(written)
        assert parsed.shown == article.text
        assert not {"script", "link", "img", "iframe", "object", "base"} & set(parsed.tags)
        assert re.findall(r"""(?i)(?:src|href|action)\s*=\s*["']?(?!["']?#)\S*|url\(|@import|\son\w+=""", written) == []


def test_what_the_article_holds_is_never_markup() -> None:
    text = '<script>alert("x")</script> </p><b>& melapor. Selesai <i>di sini</i> &amp; usai.'
    written = html(made(text, title='"><script>alert(1)</script>'), vocabulary=vocabulary())
    parsed = Text(written)
    assert parsed.shown == text
    assert "script" not in parsed.tags and "<script" not in written


def test_a_statement_tells_what_made_it_and_a_candidate_stands_apart() -> None:
    page = made("Ratna Bimo bertemu.")
    said = "Ratna¹ → RECRUITS → Bimo²  asserted · count about 14 · said by Bimo, direct “ujar” · 0.71 · rule active"
    lines = [line.strip() for line in drawn(page).splitlines()]
    assert said in lines
    assert "? Ratna¹ → SENDS → Bimo²  alleged · 0.20 · model 0.12" in lines
    assert "[Ratna]¹ [Bimo]² bertemu." in " ".join(lines)
    written = html(page, vocabulary=vocabulary())
    assert re.findall(r'<li class="t1 t2( candidate)?"', written) == ["", " candidate"]


def test_a_person_s_review_makes_a_candidate_a_statement_and_is_shown() -> None:
    candidate = made("Ratna Bimo bertemu.").said[1]
    assert not candidate.sure
    said = made("Ratna Bimo bertemu.", reviews={candidate.id: "accepted"}).said[1]
    assert said.sure and ("review", "accepted") in said.details


@pytest.mark.parametrize("withheld", [True, False])
def test_a_page_with_names_of_victims_says_so(withheld: bool) -> None:
    page = made("Ratna Bimo bertemu.", withheld=withheld)
    assert ("must not be published (entity 1)" in drawn(page)) == withheld
    written = html(page, vocabulary=vocabulary())
    assert ("must not be published" in written) == withheld
    assert re.findall(r'<span class="mark [^"]*"', written)[0].endswith(' withheld"') == withheld


def test_colours_take_the_place_of_brackets_and_nothing_in_the_text_steers_the_terminal() -> None:
    shown = drawn(made("Ratna Bimo \x1b]0;judul jendela\x07 pulang."), colour=True)
    assert "[Ratna]" not in shown and "\x1b[4;35mRatna" in shown
    assert "\x1b[1mRECRUITS" in shown  # not in the colour of its subject
    assert "\x1b]" not in shown and "judul jendela" in shown
