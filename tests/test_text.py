import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.text import canonical_url, fingerprint, fold, key, squeeze


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Kementerian  Luar Negeri", "kementerian luar-negeri"),
        ("PT. Bina Tenaga", "PT Bina Tenaga"),
        ("Réunion", "REUNION"),
    ],
)
def test_spellings_of_one_name_fold_alike(left: str, right: str) -> None:
    assert fold(left) == fold(right)


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert squeeze(squeeze(text)) == squeeze(text)


def test_word_order_does_not_change_a_fingerprint() -> None:
    assert fingerprint("Sumber Jaya Abadi, PT") == fingerprint("PT Sumber Jaya Abadi")


@pytest.mark.parametrize(
    "url",
    [
        "http://www.example.org/berita/1/",
        "https://example.org/berita/1?utm_source=x",
        "https://EXAMPLE.org/berita/1#komentar",
    ],
)
def test_addresses_of_one_page_are_one(url: str) -> None:
    assert canonical_url(url) == "https://example.org/berita/1"


def test_a_page_is_told_from_another_by_its_query() -> None:
    assert canonical_url("https://example.org/?p=1") != canonical_url("https://example.org/?p=2")


@given(st.lists(st.text(max_size=5), min_size=1, max_size=4))
def test_a_key_is_sixteen_characters_and_tells_parts_apart(parts: list[str]) -> None:
    assert len(key(*parts)) == 16
    assert key(*parts) != key(*parts, "more")
