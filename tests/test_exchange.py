from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import InputError
from kg.evaluate import evaluate
from kg.exchange import cluster_ids, date_bounds, from_json, partial_date, to_json
from tests.sample import TEXT, record


def test_what_is_read_is_written_again() -> None:
    gold = record()
    article, extraction = from_json(gold)
    again = to_json(article, extraction)
    assert again["id"] == "contoh-1"
    assert again["text"] == TEXT
    scores = evaluate([gold], [again])
    assert scores.entities["all"].f1 == scores.relations["all"].f1 == 1.0
    assert scores.attributes == {"modality": (5, 5), "title": (1, 1), "count": (2, 2)}


def test_every_local_id_has_its_cluster() -> None:
    gold = record()
    _, extraction = from_json(gold)
    ids = cluster_ids(gold, extraction)
    assert set(ids) == {"a", "b", "c", "d", "g", "h"}
    assert ids["a"].startswith("org/") and ids["c"].startswith("place/") and ids["h"].startswith("group/")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"entities": [{"id": "a", "type": "Ship", "name": "x", "mentions": []}]}, "Ship"),
        ({"relations": [{"type": "REPORTS", "subject": "a", "object": "nobody", "evidence": []}]}, "nobody"),
        ({"text": "pendek"}, "outside the text"),
    ],
)
def test_what_does_not_fit_is_refused_with_its_id(change: dict[str, object], said: str) -> None:
    with pytest.raises(InputError, match=f"contoh-1.*{said}"):
        from_json({**record(), **change})


@given(st.dates(min_value=date(1000, 1, 1)))
def test_a_partial_date_is_its_bounds_and_back(day: date) -> None:
    for text in (f"{day.year}", f"{day.year}-{day.month:02d}", day.isoformat()):
        assert partial_date(*date_bounds(text)) == text


def test_other_bounds_are_the_month_or_year_that_holds_them() -> None:
    assert partial_date(date(2025, 1, 1), date(2025, 1, 15)) == "2025-01"
    assert partial_date(date(2025, 1, 10), date(2025, 7, 31)) == "2025"
    assert partial_date(date(2024, 12, 30), date(2025, 1, 2)) is None
    assert partial_date(None, date(2025, 1, 15)) is None
