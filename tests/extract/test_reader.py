"""Rules and model together: what statements say of their making, what is kept apart, and that nothing hangs loose."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import spacy

from kg.extract.blend import Blend, Line
from kg.extract.encoder.component import NAME, SPANS, tagged_of
from kg.extract.encoder.encoder import WEIGHTS
from kg.extract.page import news
from kg.model import Article, Extraction
from ontology.vocabulary import vocabulary
from tests.extract.reading import reader

GOLD = sorted((Path(__file__).parents[1] / "gold").glob("*.json"))


def read(path: Path) -> tuple[Article, Extraction]:
    record = json.loads(path.read_text(encoding="utf-8"))
    article = Article.make(text=record["text"], input_id=record["id"])
    return article, reader("reader").extract(article)


@pytest.mark.parametrize("path", GOLD[:8], ids=lambda path: path.stem)
def test_every_statement_has_its_sentence_a_confidence_and_what_made_it(path: Path) -> None:
    article, extraction = read(path)
    for one in (*extraction.statements, *extraction.candidates):
        assert all(article.text[e.start : e.end] == e.quote for e in one.evidence)
        assert 0 < one.confidence < 1
        assert one.found_by and all(re.fullmatch(r"rule \S.*|model 0\.\d\d|model 1\.00", how) for how in one.found_by)
        assert vocabulary().admits(one.relation, *(_type(extraction, end) for end in (one.subject, one.object)))


def _type(extraction: Extraction, identifier: str) -> str:
    return next(cluster.type for cluster in extraction.clusters if cluster.id == identifier)


def test_candidates_are_less_sure_than_the_table_asks_and_are_no_statements() -> None:
    least = Blend.load(WEIGHTS / "blend.tsv").least
    for path in GOLD[:8]:
        _, extraction = read(path)
        assert all(one.confidence >= least[one.relation] for one in extraction.statements)
        assert all(one.confidence < least[one.relation] for one in extraction.candidates)
        assert not {one.id for one in extraction.statements} & {one.id for one in extraction.candidates}


def test_a_set_of_people_is_there_only_where_something_is_said_of_it() -> None:
    for path in GOLD[:8]:
        _, extraction = read(path)
        spoken_of = {end for one in (*extraction.statements, *extraction.candidates) for end in one.things}
        assert {cluster.id for cluster in extraction.clusters if cluster.type == "Group"} <= spoken_of


def test_two_numbers_are_two_sets() -> None:
    text = (
        "KBRI Phnom Penh memulangkan 31 WNI pada Senin. Sebanyak 12 WNI lainnya masih berada di Sihanoukville, Kamboja."
    )
    extraction = reader("reader").extract(Article.make(text=text, input_id="dua"))
    counts = {cluster.size.count for cluster in extraction.clusters if cluster.size is not None}
    assert counts == {31, 12}


def test_one_number_and_what_is_about_as_many_are_one_set() -> None:
    text = (
        "KBRI Phnom Penh memulangkan 62 WNI korban penipuan daring dari Kamboja. Puluhan WNI tersebut tiba di Jakarta "
        "pada Senin (24/3). Menurut Kementerian Luar Negeri, 62 orang itu bekerja di Sihanoukville. KBRI juga "
        "mencatat 17 ribu pekerja migran Indonesia berada di Kamboja."
    )
    extraction = reader("reader").extract(Article.make(text=text, input_id="satu"))
    found = [c for c in extraction.clusters if c.type == "Group"]
    assert {c.size.count: len(c.mentions) for c in found if c.size} == {62: 3, 17_000: 1}


def test_the_same_article_gives_the_same_reading() -> None:
    assert read(GOLD[0]) == read(GOLD[0])


def test_an_empty_and_a_foreign_text_are_read_without_a_word() -> None:
    for text in (" ", "🙂", "The quick brown fox jumps over the lazy dog.", "\n\n", "(((((", "A" * 3000):
        assert reader("reader").extract(Article.make(text=text, input_id="x")).statements == ()


def test_the_component_leaves_its_mentions_in_the_doc() -> None:
    language = news()
    language.add_pipe(NAME)
    assert NAME in language.pipe_names and spacy.Language.has_factory(NAME)
    doc = language("Polda Kepri menangkap Bondan Prakosa di Batam.")
    assert {(span.text, span.label_) for span in doc.spans[SPANS]} >= {("Polda Kepri", "Agency"), ("Batam", "City")}
    assert all(doc.text[s.start : s.end] == doc.text[s.start : s.end].strip() for s in tagged_of(doc).spans)


def test_a_line_of_confidence_rises_with_the_chance() -> None:
    line = Line(0.5, -1.0)
    assert 0 < line.at(0.0) == line.at(0.01) < line.at(0.3) < line.at(0.99) < line.at(1.0) + 1e-9 < 1
