"""Names of people: titles, spellings, distances."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.resolve.persons import distance, is_common, is_full, person_words, relate


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("H. MHD ASLI CHAIDIR, SH", "muhammad asli chaidir"),
        ("Kombes Pol. Darma Wiradi, S.I.K., M.H.", "darma wiradi"),
        ("Irjen Pol (Purn) Dr. Achmad Suryana", "ahmad suryana"),
        ("Mohd. Suryana SH", "muhammad suryana"),
        ("Hj. Nurlela", "nurlela"),
        ("RH", "rh"),
        ("Dr", "dr"),
        ("SH", "sh"),
    ],
)
def test_titles_and_spellings(name: str, expected: str) -> None:
    assert " ".join(person_words(name)) == expected


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("darma wiradi", "darma wiradi", "equal"),
        ("siti aminah", "siti aminah", "common"),
        ("sugandi", "sugandi", "single"),
        ("rachmat soeryana", "rahmat suryana", "spelling"),
        ("bagas wirasakti", "bagas wirsakti", "near"),
        ("siti aminah", "siti aisyah", None),
        ("budi karya", "rudi karya", None),
        ("lalu tambora wira", "wira lalu tambora", "order"),
        ("wiradi", "darma wiradi", "part"),
        ("darma wiradi", "darma sukma", None),
        ("a", "a b", None),
    ],
)
def test_how_two_names_relate(left: str, right: str, expected: str | None) -> None:
    one, other = tuple(left.split()), tuple(right.split())
    assert relate(one, other) == relate(other, one) == expected


def test_full_and_common_names() -> None:
    assert is_full(("darma", "wiradi")) and not is_full(("m", "wiradi")) and not is_full(("wiradi",))
    assert is_common(("siti", "aminah")) and not is_common(("siti", "aminah", "putri"))


def _slow_distance(left: str, right: str) -> int:
    """The definition, without band and early end."""
    table = {(i, 0): i for i in range(len(left) + 1)} | {(0, j): j for j in range(len(right) + 1)}
    for i in range(1, len(left) + 1):
        for j in range(1, len(right) + 1):
            same = left[i - 1] == right[j - 1]
            table[i, j] = min(table[i - 1, j] + 1, table[i, j - 1] + 1, table[i - 1, j - 1] + (not same))
            if i > 1 and j > 1 and left[i - 1] == right[j - 2] and left[i - 2] == right[j - 1]:
                table[i, j] = min(table[i, j], table[i - 2, j - 2] + 1)
    return table[len(left), len(right)]


_WORD = st.text("abn ", max_size=9)


@given(_WORD, _WORD, st.integers(0, 3))
def test_the_banded_distance_is_the_distance(left: str, right: str, most: int) -> None:
    assert distance(left, right, most=most) == min(_slow_distance(left, right), most + 1)


@given(
    st.lists(st.sampled_from(["Darma", "Wiradi", "Suryana", "Nurlela"]), min_size=1, max_size=3),
    st.lists(st.sampled_from(["H.", "Dr.", "Kombes Pol.", "Irjen", "Ibu"]), max_size=3),
    st.lists(st.sampled_from([", SH", ", S.I.K., M.H.", " MH"]), max_size=1),
)
def test_titles_before_and_after_never_change_a_name(name: list[str], before: list[str], after: list[str]) -> None:
    written = " ".join([*before, *name]) + "".join(after)
    assert person_words(written) == person_words(" ".join(name)) == tuple(word.casefold() for word in name)
