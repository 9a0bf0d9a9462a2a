"""What holds for any text: offsets, sameness, no crash, work that grows as the text does."""

from __future__ import annotations

import sys
from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import UsageError
from kg.exchange import to_json
from kg.extract import extractor
from kg.model import Article
from tests.extract.reading import PUBLISHED, extract, rules

PIECES = (
    "Kepala BP3MI Kepri, Kombes Pol Arman Wirayuda, mengatakan ",
    "sekitar 5.300 warga Kepri ",
    "diduga direkrut PT Angin Lalu ",
    "di Sihanoukville, Kamboja",
    ". ",
    "\n",
    '"',
    " pada Senin (24/3)",
    " para korban ",
    "Baca juga: ",
    "Menteri ",
    "inisial AB, CD, dan ",
    "(KBRI) ",
    "tiga belas ribu juta ",
    "memulangkan ",
)
news = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=8)), max_size=30).map("".join)


@settings(deadline=None, max_examples=150)
@given(st.one_of(st.text(max_size=300), news))
def test_any_text_is_read_and_offsets_are_exact(text: str) -> None:
    if any("\ud800" <= character <= "\udfff" for character in text):
        text = text.encode("utf-8", "replace").decode()
    article = Article.make(text=text, input_id="x", published=PUBLISHED)
    extraction = rules().extract(article)
    for mention in extraction.mentions:
        assert text[mention.start : mention.end] == mention.text
    for statement in extraction.statements:
        for evidence in statement.evidence:
            assert text[evidence.start : evidence.end] == evidence.quote
    assert to_json(article, extraction) == to_json(article, rules().extract(article))


def test_mentions_of_one_type_do_not_overlap() -> None:
    extraction = extract("".join(PIECES) * 3)
    named = [mention for mention in extraction.mentions if mention.type != "Group"]
    assert len(named) > 10
    for left, right in pairwise(named):
        assert left.end <= right.start


@pytest.mark.parametrize("text", ["", " ", "\n\n", ".", "“", "()", "1", "-"])
def test_next_to_nothing_gives_nothing(text: str) -> None:
    extraction = extract(text)
    assert (extraction.clusters, extraction.statements) == ((), ())


def test_an_extraction_does_not_depend_on_what_was_read_before() -> None:
    text = "KBRI Phnom Penh memulangkan 12 WNI dari Kamboja."
    before = extract(text)
    extract("Polda Kepri menangkap Bondan Prakosa (34) di Batam.")
    assert extract(text) == before
    assert extractor("rules").extract(Article.make(text=text, input_id="contoh", published=PUBLISHED)) == before


def test_an_unknown_extractor_is_a_usage_error_that_names_the_known() -> None:
    with pytest.raises(UsageError, match="rules"):
        extractor("nope")


def calls(work: Callable[[], object]) -> int:
    """How many Python functions the work calls: a measure that no busy machine disturbs."""
    count = 0

    def count_call(frame: object, event: str, argument: object) -> None:
        nonlocal count
        count += event == "call"

    before = sys.getprofile()
    sys.setprofile(count_call)
    try:
        work()
    finally:
        sys.setprofile(before)
    return count


def test_work_grows_as_the_text_does() -> None:
    sentence = "Kepala BP3MI Kepri, Kombes Arman Wirayuda, mengatakan 12 WNI asal Medan dipulangkan KBRI Yangon. "
    articles = [Article.make(text=sentence * times, published=PUBLISHED) for times in (50, 200)]
    rules().extract(articles[0])
    small, large = (calls(lambda article=article: rules().extract(article)) for article in articles)
    assert large < small * 4.6


def test_a_text_of_a_hundred_thousand_words_is_read() -> None:
    told, filler = "KBRI Phnom Penh memulangkan 12 WNI asal Medan dari Kamboja. ", "Mereka pulang dengan selamat. "
    text = (told + filler * 20) * 1120
    extraction = extract(text)
    assert len(text.split()) > 100_000
    (agency,) = [c for c in extraction.clusters if c.type == "Agency"]
    assert (agency.name, len(agency.mentions)) == ("KBRI Phnom Penh", 1120)
