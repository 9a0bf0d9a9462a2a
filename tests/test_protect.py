"""Names of victims and minors stay out of what is published, and nothing else is lost."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.assemble import collect
from kg.model import Appearance, Article, Graph
from kg.protect import COVER, WITHHELD, Names, mask, review_status, withhold
from loaders import LOADERS, loader
from tests import graphs
from tests.strategies import graphs as any_graph
from tests.strategies import lines, quick

NAME = "Melati Kusumawardani"
SPELLINGS = (NAME, NAME.upper(), "melati\u00a0kusumawardani", "Melati-Kusumawardani", "Mélati  Kusumawardani")
around_a_name = st.builds("{} {} {}".format, lines, st.sampled_from(SPELLINGS), lines)


def exported(graph: Graph) -> dict[str, str]:
    """Suffix → all that was written, in small letters."""
    found = {}
    with tempfile.TemporaryDirectory() as folder:
        for suffix in LOADERS:
            out = Path(folder) / f"graph{suffix}"
            loader(suffix)(withhold(graph), out)
            files = sorted(out.iterdir()) if out.is_dir() else [out]
            found[suffix] = "\n".join(file.read_text(encoding="utf-8") for file in files).casefold()
    return found


@quick
@given(graph=any_graph(around_a_name))
def test_no_export_holds_the_name(graph: Graph) -> None:
    person = next(entity for entity in graph.entities if entity.type == "Person")
    victim = person.model_copy(update={"name": NAME, "withheld": True, "aliases": ("Melati", "MK")})
    named = graph.model_copy(
        update={"entities": tuple(victim if entity is person else entity for entity in graph.entities)}
    )
    for suffix, text in exported(named).items():
        assert "kusumawardani" not in text, suffix


@quick
@given(graph=any_graph())
def test_offsets_ids_and_numbers_stay(graph: Graph) -> None:
    masked = collect(withhold(graph))
    assert [entity.id for entity in masked.entities] == [entity.id for entity in graph.entities]
    for before, after in zip(graph.statements, masked.statements, strict=True):
        assert [len(one.quote) for one in before.evidence] == [len(one.quote) for one in after.evidence]
        assert (before.id, before.things, before.event_start) == (after.id, after.things, after.event_start)
        assert (before.size and before.size.count) == (after.size and after.size.count)


@quick
@given(graph=any_graph())
def test_without_victims_nothing_changes(graph: Graph) -> None:
    entities = tuple(entity.model_copy(update={"withheld": False}) for entity in graph.entities)
    open_ = graph.model_copy(update={"entities": entities})
    assert collect(withhold(open_)) == open_


@quick
@given(graph=any_graph())
def test_withholding_twice_is_withholding_once(graph: Graph) -> None:
    once = collect(withhold(graph))
    assert [entity.name for entity in collect(withhold(once)).entities] == [entity.name for entity in once.entities]


def test_the_victim_s_name_is_covered_in_title_quote_and_url() -> None:
    masked = collect(withhold(graphs.graph()))
    victim = next(entity for entity in masked.entities if entity.id == graphs.VICTIM.id)
    assert (victim.name, victim.aliases, victim.outside_ids) == (WITHHELD, (), ())
    assert masked.articles[0].title == COVER * 20 + " pulang"
    assert masked.articles[0].url == "https://kabar.example/"
    quotes = {statement.relation: statement.evidence[0].quote for statement in masked.statements}
    assert quotes["LOCATED_IN"] == f"Korban, {COVER * 20}, kini berada di Desa Karangan"
    assert quotes["REPATRIATES"] == "KBRI Contohpura memulangkan 12 pekerja migran"


def test_the_suspect_keeps_his_name() -> None:
    assert "Suryo Angkasa" in {entity.name for entity in withhold(graphs.graph()).entities}


@pytest.mark.parametrize(
    ("type_", "name", "shown"),
    [
        ("Group", "keluarga Melati", f"keluarga {COVER * 6}"),
        ("Person", "Melati", COVER * 6),
        ("Person", "Melati Rahayu", "Melati Rahayu"),
        ("Agency", "Yayasan Melati", "Yayasan Melati"),
        ("Agency", "Yayasan Melati Kusumawardani", f"Yayasan {COVER * 20}"),
    ],
)
def test_what_stands_beside_her_in_the_article(type_: str, name: str, shown: str) -> None:
    other = graphs.entity("org/zz" if type_ == "Agency" else f"{type_.lower()}/zz", type_, name)
    graph = graphs.graph(
        entities=(graphs.VICTIM, other),
        statements=(),
        possibly_same=(),
        appearances=tuple(
            Appearance(entity_id=one.id, article_id=graphs.ARTICLE.id, count=1) for one in (graphs.VICTIM, other)
        ),
    )
    assert shown in {entity.name for entity in withhold(graph).entities}


def test_in_another_article_a_single_word_of_her_name_stays_and_the_whole_name_does_not() -> None:
    other = Article.make(text="x", url="https://kabar.example/2", title="Bunga melati dan Melati Kusumawardani")
    graph = graphs.graph(articles=(graphs.ARTICLE.record(), other.record()))
    titles = {article.id: article.title for article in withhold(graph).articles}
    assert titles[other.id] == f"Bunga melati dan {COVER * 20}"


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://a.example/b/melati-kusumawardani", "https://a.example/"),
        ("https://a.example/?q=Melati%20Kusumawardani", "https://a.example/"),
        ("https://a.example/melatikusumawardani", "https://a.example/"),
        ("https://melati.kusumawardani.example/b", COVER * 38),
        ("https://a.example/b/pekerja-pulang?id=3", "https://a.example/b/pekerja-pulang?id=3"),
    ],
)
def test_a_url_that_holds_the_name_is_cut_to_its_host(url: str, shown: str) -> None:
    article = graphs.ARTICLE.record().model_copy(update={"url": url})
    assert next(iter(withhold(graphs.graph(articles=(article,))).articles)).url == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("olehMelati Kusuma", "oleh█████████████"),
        ("MELATI KUSUMA.", "█████████████."),
        ("Melati, Kusuma", "██████████████"),
        ("Melatinya Kusumastuti", "Melatinya Kusumastuti"),
        ("Kusuma Melati", "Kusuma Melati"),
        ("", ""),
    ],
)
def test_a_name_is_covered_whole(text: str, shown: str) -> None:
    assert mask(text, Names.of(["Melati Kusuma"])) == shown


def test_the_longest_name_is_covered_first() -> None:
    assert mask("Melati Kusuma pulang", Names.of(["Melati"]), Names.of(["Melati Kusuma"])) == f"{COVER * 13} pulang"


@quick
@given(text=lines, name=lines)
def test_covering_keeps_the_length(text: str, name: str) -> None:
    assert len(mask(f"{text} {name} {text}", Names.of([name]))) == len(f"{text} {name} {text}")


@pytest.mark.parametrize(
    ("statement", "status"),
    [
        (graphs.changed(graphs.RECRUITS, review_status=None), "unreviewed"),
        (graphs.changed(graphs.RECRUITS, review_status="accepted"), "accepted"),
        (graphs.said(graphs.OFFICE, "ARRESTS", graphs.SUSPECT, "Kantor Uji"), "unreviewed"),
        (graphs.said(graphs.OFFICE, "ARRESTS", graphs.GROUP, "Kantor Uji"), None),
        (graphs.said(graphs.GROUP, "EXPLOITS", graphs.VICTIM, "Korban"), None),
        (graphs.REPATRIATES, None),
    ],
)
def test_an_accusation_of_somebody_named_waits_for_a_person(statement: graphs.Statement, status: str | None) -> None:
    assert review_status(statement) == status
