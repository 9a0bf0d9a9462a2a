"""Who is who: what merges and what stays apart, and that no order of the input changes it."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.model import Extraction, Judgement
from kg.resolve import UNSURE_PER_ENTITY, Resolution, resolve
from kg.resolve.block import WINDOW, pairs
from kg.resolve.features import features
from kg.resolve.identity import Identities
from ontology.vocabulary import vocabulary
from tests.resolve.articles import extraction, officer

_PAIRS = Path(__file__).parents[2] / "benchmarks" / "name_pairs.tsv"
HARD = [
    (left, right, type_, truth == "same")
    for left, right, type_, truth in (line.split("\t") for line in _PAIRS.read_text("utf-8").splitlines()[1:])
]
"""The twenty-eight pairs on which similarity of names alone fails."""

MORE = [
    ("Kementerian Luar Negeri", "Kementerian Luar Negeri Kamboja", "Agency", False),
    ("BP2MI", "Kementerian P2MI", "Agency", False),
    ("Polri", "Mabes Polri", "Agency", False),
    ("Yayasan Bina Tenaga", "PT Bina Tenaga", "Agency", False),
    ("Polres", "Polres", "Agency", False),
    ("KBRI", "KBRI", "Agency", False),
    ("Desa Sukamaju", "Desa Sukamaju", "Place", False),
    ("Bogor", "Kabupaten Bogor", "City", False),
    ("RH", "RH", "Person", False),
    ("Siti", "Siti", "Person", False),
    ("Siti Aminah", "Siti Aminah", "Person", False),
    ("62 WNI", "62 WNI", "Group", False),
    ("Lalu Tambora Wiraguna", "Wiraguna Lalu Tambora", "Person", False),
    ("Darsono Wiraguna", "Darsono Wiraguna", "Person", True),
    ("Kombes Darsono Wiraguna", "Darsono Wiraguna, S.I.K.", "Person", True),
    ("Bogor", "Bogor", "City", True),
    ("Kepolisian Laos", "polisi Laos", "Agency", True),
    ("Kepolisian Provinsi Svay Rieng", "Kepolisian Svay Rieng", "Agency", True),
    ("Disnaker Jateng", "Dinas Tenaga Kerja Provinsi Jawa Tengah", "Agency", True),
    ("Pelabuhan Internasional Nongsapura", "Pelabuhan Nongsapura", "Place", True),
    ("Hotel Melati Samudra", "Hotel Melati Samudra", "Place", True),
    ("Tanjungpinang", "Kota Tanjung Pinang", "City", True),
]


def one(resolution: Resolution, *names: str) -> bool:
    """Whether the clusters of these names are one entity."""
    return any(set(names) <= {found.name, *found.aliases} for found in resolution.entities)


def together(*extractions: Extraction, judgements: tuple[Judgement, ...] = ()) -> list[set[str]]:
    """The clusters of each entity that has several."""
    resolution = resolve(extractions, judgements=judgements)
    return [set(found.members) for found in resolution.entities if len(found.members) > 1]


def say(left: str, right: str, verdict: str, at: str = "2026-01-01T00:00:00+00:00") -> Judgement:
    return Judgement.model_validate(
        {"left": left, "right": right, "verdict": verdict, "score": 1, "reasons": ("seen",), "by": "rina", "at": at}
    )


@pytest.mark.parametrize(("left", "right", "type_", "same"), [*HARD, *MORE])
def test_two_names_in_two_articles(left: str, right: str, type_: str, same: bool) -> None:
    resolution = resolve([extraction("a", [(left, type_)]), extraction("b", [(right, type_)])])
    assert len(resolution.entities) == (1 if same else 2)


def test_all_hard_pairs_at_once_change_nothing() -> None:
    """Every name of the list beside every other: no pair is merged through a third."""
    names = sorted({(name, type_) for left, right, type_, _ in HARD for name in (left, right)})
    made = [extraction(name, [(name, type_)]) for name, type_ in names]
    canonical = resolve(made).canonical
    entity = {item.clusters[0].name: canonical[item.clusters[0].id] for item in made}
    assert all((entity[left] == entity[right]) == same for left, right, _, same in HARD)


def test_a_misspelt_official_of_the_same_office_is_one_person() -> None:
    resolution = resolve(
        [officer("a", "Darma Wiradi", "BP3MI Kepri"), officer("b", "Darma Wiryadi", "BP3MI Kepulauan Riau", "Ketua")]
    )
    assert one(resolution, "Darma Wiradi", "Darma Wiryadi")
    reasons = [reason for item in resolution.judgements for reason in item.reasons if item.left.startswith("person/")]
    assert reasons == ["the same office, and names at a small edit distance"]


def test_the_same_spelling_slip_in_two_offices_is_only_a_doubt() -> None:
    resolution = resolve([officer("a", "Darma Wiradi", "BP3MI Kepri"), officer("b", "Darma Wiryadi", "Polda Bali")])
    assert not one(resolution, "Darma Wiradi", "Darma Wiryadi")
    assert [item.verdict for item in resolution.judgements if item.left.startswith("person/")] == ["unsure"]


def test_a_single_name_is_one_person_only_in_one_office() -> None:
    made = [officer(name, "Sugandi", "Kemlu", "Menteri Luar Negeri") for name in "ab"]
    assert together(*made, extraction("c", [("Sugandi", "Person")]))[-1] == {item.clusters[0].id for item in made}


def test_initials_are_one_person_only_in_one_story() -> None:
    company = [("RH", "Person"), ("OMT", "Person"), ("APZ", "Person")]
    made = [extraction("a", company), extraction("b", company), extraction("c", [("RH", "Person"), ("OMT", "Person")])]
    assert together(*made) == [{made[0].clusters[n].id, made[1].clusters[n].id} for n in _by_id(made, 3)]


def _by_id(made: list[Extraction], count: int) -> list[int]:
    return sorted(range(count), key=lambda n: min(item.clusters[n].id for item in made[:2]))


def test_an_official_and_a_victim_of_one_name_stay_apart_and_are_listed() -> None:
    victim = extraction("b", [("Darsono Wiraguna", "Person"), ("KBRI Phnom Penh", "Agency")], [(1, "RESCUES", 0, "")])
    resolution = resolve([officer("a", "Darsono Wiraguna", "Polda Bali"), victim])
    assert sum(found.type == "Person" for found in resolution.entities) == 2
    assert [item.verdict for item in resolution.judgements if item.left.startswith("person/")] == ["unsure"]


def test_two_people_of_one_article_are_never_made_one_by_a_third_article() -> None:
    things = [("Darma Wiradi", "Person"), ("Darma Wiryadi", "Person"), ("BP3MI Kepri", "Agency")]
    both = [(0, "HOLDS_POSITION", 2, "Kepala"), (1, "HOLDS_POSITION", 2, "Kepala")]
    first = extraction("a", things, both)
    canonical = resolve([first, officer("b", "Darma Wiradi", "BP3MI Kepri")]).canonical
    assert canonical[first.clusters[0].id] != canonical[first.clusters[1].id]


@pytest.mark.parametrize(
    ("name", "around", "expected"),
    [
        ("KBRI", [("Kamboja", "Country"), ("Jakarta", "City")], "org/kbri-phnom-penh"),
        ("Kedutaan Besar RI", [("Poipet", "City")], "org/kbri-phnom-penh"),
        ("BP3MI", [("Batam", "City")], "org/bp3mi-kepulauan-riau"),
        ("Polda", [("Kepri", "Province")], "org/polda-kepulauan-riau"),
    ],
)
def test_the_article_decides_what_a_short_name_means(name: str, around: list[tuple[str, str]], expected: str) -> None:
    made = extraction("a", [(name, "Agency"), *around])
    assert resolve([made]).canonical[made.clusters[0].id] == expected


@pytest.mark.parametrize("around", [["Batam", "Kupang"], []])
def test_a_short_name_stays_apart_where_the_article_leaves_it_open(around: list[str]) -> None:
    made = extraction("a", [("BP3MI", "Agency"), *((name, "City") for name in around)])
    assert resolve([made]).canonical[made.clusters[0].id] == made.clusters[0].id


def test_an_entity_carries_what_the_authority_knows() -> None:
    made = [extraction("a", [("Provinsi Kepri", "Province")]), extraction("b", [("Kepulauan Riau", "Province")])]
    (found,) = resolve(made).entities
    assert (found.id, found.name) == ("place/id-kepulauan-riau", "Kepulauan Riau")
    assert found.aliases == ("Provinsi Kepri",)
    assert found.outside_ids == ("kemendagri:21",)
    assert found.members == tuple(sorted(item.clusters[0].id for item in made))


def test_every_merge_is_a_judgement_with_a_reason() -> None:
    made = [extraction(name, [("Yayasan Peduli Samudra", "Agency"), ("Kamboja", "Country")]) for name in "abc"]
    resolution = resolve(made)
    joined = {identifier for item in resolution.judgements for identifier in (item.left, item.right)}
    assert {cluster.id for item in made for cluster in item.clusters} <= joined
    assert all(item.verdict == "same" and item.reasons and item.by == "resolve" for item in resolution.judgements)


def test_one_withheld_member_withholds_the_entity() -> None:
    shown, hidden = (extraction(name, [("Darsono Wiraguna", "Person")]) for name in "ab")
    cluster = hidden.clusters[0].model_copy(update={"withheld": True})
    (found,) = resolve([shown, hidden.model_copy(update={"clusters": (cluster,)})]).entities
    assert found.withheld and len(found.members) == 2


# ---- people decide


def test_a_person_joins_and_taking_it_back_undoes_it() -> None:
    made = [extraction("a", [("RH", "Person")]), extraction("b", [("Rukmana Hadiputra", "Person")])]
    left, right = (item.clusters[0].id for item in made)
    assert together(*made, judgements=(say(left, right, "same"),)) == [{left, right}]
    assert together(*made) == []


def test_a_person_parts_what_the_machine_would_join() -> None:
    made = [extraction(name, [("Darsono Wiraguna", "Person")]) for name in "ab"]
    left, right = (item.clusters[0].id for item in made)
    assert together(*made) == [{left, right}]
    assert together(*made, judgements=(say(left, right, "different"),)) == []


def test_a_person_takes_a_cluster_out_of_an_authority_s_entity() -> None:
    made = [extraction(name, [("Kemlu", "Agency")]) for name in "ab"]
    wrong = made[0].clusters[0].id
    canonical = resolve(made, judgements=[say(wrong, "org/kemlu-ri", "different")]).canonical
    assert canonical == {wrong: wrong, made[1].clusters[0].id: "org/kemlu-ri"}


def test_a_person_gives_a_cluster_its_record() -> None:
    made = extraction("a", [("Kantor di Jalan Merpati", "Agency")])
    canonical = resolve([made], judgements=[say("org/kbri-phnom-penh", made.clusters[0].id, "same")]).canonical
    assert canonical[made.clusters[0].id] == "org/kbri-phnom-penh"


def test_the_later_of_two_contradicting_judgements_holds() -> None:
    made = [extraction(name, [("RH", "Person")]) for name in "abc"]
    a, b, c = (item.clusters[0].id for item in made)
    chain = (say(a, b, "same", "2026-01-01"), say(b, c, "same", "2026-01-02"), say(a, c, "different", "2026-01-03"))
    assert together(*made, judgements=chain) == [{b, c}]


def test_no_judgement_mixes_types_and_unknown_ids_do_no_harm() -> None:
    made = extraction("a", [("Jakarta", "City"), ("DKI Jakarta", "Province")])
    city, province = (cluster.id for cluster in made.clusters)
    said = [say(city, province, "same"), say(city, "person/none", "same")]
    assert len(resolve([made], judgements=said).entities) == 2


# ---- properties

_NAMES = st.sampled_from(
    [
        ("Darma Wiradi", "Person"),
        ("Darma Wiryadi", "Person"),
        ("Wiradi", "Person"),
        ("RH", "Person"),
        ("Siti Aminah", "Person"),
        ("Kemlu", "Agency"),
        ("Kementerian Luar Negeri RI", "Agency"),
        ("BP3MI", "Agency"),
        ("BP3MI Kepri", "Agency"),
        ("PT Maju Jaya", "Agency"),
        ("Maju Jaya", "Agency"),
        ("Batam", "City"),
        ("Kabupaten Bogor", "City"),
        ("Bogor", "City"),
        ("62 WNI", "Group"),
    ]
)


@st.composite
def cases(draw: st.DrawFn) -> tuple[list[Extraction], list[Judgement]]:
    """Some articles, and some judgements of people on their clusters."""
    made = []
    for number in range(draw(st.integers(1, 5))):
        things = draw(st.lists(_NAMES, min_size=1, max_size=6, unique=True))
        people = [n for n, (_, type_) in enumerate(things) if type_ == "Person"]
        agencies = [n for n, (_, type_) in enumerate(things) if type_ == "Agency"]
        links = [(n, "HOLDS_POSITION", agencies[0], "Kepala") for n in people if agencies and draw(st.booleans())]
        made.append(extraction(f"article {number}", things, links))
    ids = sorted({cluster.id for item in made for cluster in item.clusters} | {"org/kemlu-ri", "place/id-kota-batam"})
    one_id, verdict = st.sampled_from(ids), st.sampled_from(["same", "different", "unsure"])
    day = st.sampled_from(["2026-01-01", "2026-01-02"])
    said = draw(st.lists(st.builds(say, one_id, one_id, verdict, day), max_size=4))
    return made, said


@settings(max_examples=60, deadline=None)
@given(cases(), st.randoms(use_true_random=False))
def test_no_order_of_articles_or_judgements_changes_the_result(
    case: tuple[list[Extraction], list[Judgement]], random: object
) -> None:
    made, said = case
    shuffle = random.shuffle  # type: ignore[attr-defined]
    other_made, other_said = list(made), list(said)
    shuffle(other_made)
    shuffle(other_said)
    first = resolve(made, judgements=said)
    assert resolve(iter(other_made), judgements=iter(other_said)) == first
    assert resolve(made, judgements=[*said, *first.judgements]) == first


@settings(max_examples=60, deadline=None)
@given(cases())
def test_every_cluster_is_in_one_entity_of_its_type_and_groups_in_their_own(
    case: tuple[list[Extraction], list[Judgement]],
) -> None:
    made, said = case
    types = {cluster.id: cluster.type for item in made for cluster in item.clusters}
    resolution = resolve(made, judgements=said)
    members = [member for found in resolution.entities for member in found.members]
    assert sorted(members) == sorted(types)
    for found in resolution.entities:
        assert {types[member] for member in found.members} == {found.type}
        assert all(resolution.canonical[member] == found.id for member in found.members)
    groups = [found for found in resolve(made).entities if found.type == "Group"]
    assert all(len(found.members) == 1 for found in groups)


@settings(max_examples=60, deadline=None)
@given(cases())
def test_doubts_are_between_two_standing_entities(case: tuple[list[Extraction], list[Judgement]]) -> None:
    made, said = case
    resolution = resolve(made, judgements=said)
    standing = {found.id for found in resolution.entities}
    doubts = [item for item in resolution.judgements if item.verdict == "unsure"]
    assert all(item.left < item.right and {item.left, item.right} <= standing for item in doubts)
    counts = [sum(identifier in (item.left, item.right) for item in doubts) for identifier in standing]
    assert max(counts) <= UNSURE_PER_ENTITY


# ---- cost


@pytest.mark.parametrize("name", ["Darma Wiradi", "Sugandi"])
def test_what_is_compared_grows_with_the_clusters_and_not_with_their_square(name: str) -> None:
    """One office that everybody holds, one name that everybody bears: the worst block there is."""
    counts = []
    for size in (50, 100, 200):
        made = [officer(f"{size} {n}", name, "Kemlu") for n in range(size)]
        names, words = Identities(), vocabulary()
        found = sorted(
            (feature for item in made for feature in features(item, names=names, words=words)),
            key=lambda feature: feature.id,
        )
        counts.append(sum(1 for _ in pairs(found)))
    assert counts[2] <= 2 * counts[1] + WINDOW**2 <= 4 * counts[0] + 4 * WINDOW**2
    assert counts[2] <= 200 * WINDOW
    assert counts[2] < len(list(combinations(range(200), 2))) / 10
