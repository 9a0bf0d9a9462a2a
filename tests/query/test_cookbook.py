"""What each question answers in the invented world, row by row."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from kg.ports import Store, Table, Value
from kg.query import ask, questions
from tests.query.world import ARTICLES

EMPTY: tuple[str, ...] = ()
OFFICE, MINISTRY, EMBASSY, COMPANY = (
    "Balai Pelayanan Contoh",
    "Kementerian Luar Negeri",
    "KBRI Karangan",
    "PT Angin Lalu",
)
Rows = list[tuple[Value, ...]]

ANSWERS: list[tuple[str, dict[str, Value], str, Rows]] = [
    (
        "rescued-or-repatriated",
        {},
        "actor relation people count from eventStart modality publishedAt",
        [
            (EMBASSY, "REPATRIATES", "31 orang", 31, EMPTY, None, "asserted", "2025-04-02"),
            (EMBASSY, "RESCUES", "12 pekerja", 12, EMPTY, None, "asserted", "2025-03-20"),
            (MINISTRY, "REPATRIATES", "12 pekerja", 12, ("Negeri Karang",), "2025-03-19", "asserted", "2025-03-20"),
            (EMBASSY, "RESCUES", "sekitar 28 warga", 28, ("Kota Rekaan",), None, "asserted", "2025-03-12"),
            (EMBASSY, "RESCUES", "31 WNI", 31, ("Kota Rekaan",), "2025-03-09", "asserted", "2025-03-10"),
        ],
    ),
    ("rescued-or-repatriated", {"place": "karang"}, "actor count", [(MINISTRY, 12)]),
    ("rescued-or-repatriated", {"name": "KEMLU"}, "actor count", [(MINISTRY, 12)]),
    (
        "evidence",
        {"left": "12 pekerja", "right": "angin"},
        "relation modality polarity saidBy review publisher quote",
        [
            (
                *("EXPLOITS", "denied", "negated", COMPANY, "unreviewed", "Warta Uji"),
                "PT Angin Lalu membantah menyekap mereka.",
            ),
            (
                *("SENDS", "asserted", "affirmed", None, "unreviewed", "Warta Uji"),
                "PT Angin Lalu memberangkatkan 12 pekerja asal Kabupaten Uji ke Negeri Karang.",
            ),
        ],
    ),
    (
        "figures-over-time",
        {"name": "BP3MI", "counted": "laporan"},
        "body relation day count counted publishedAt",
        [
            (OFFICE, "REPORTS", "2025-03-10", 24, "24 laporan pengaduan", "2025-03-10"),
            (OFFICE, "REPORTS", "2025-03-12", 30, "30 laporan pengaduan", "2025-03-12"),
        ],
    ),
    (
        "figures-over-time",
        {"name": "Kemlu"},
        "body relation day count saidBy places modality",
        [
            (EMBASSY, "RESCUES", "2025-03-09", 31, MINISTRY, ("Kota Rekaan",), "asserted"),
            (MINISTRY, "REPATRIATES", "2025-03-10", 31, None, ("Kota Rekaan",), "planned"),
            (
                *(MINISTRY, "REPATRIATES", "2025-03-19", 12, None),
                *(("Negeri Karang", "Kabupaten Uji"), "asserted"),
            ),
        ],
    ),
    (
        "figures-disagree",
        {},
        "relation counted about count countQualifier body publishedAt",
        [
            ("RESCUES", "people", ("Kota Rekaan",), 31, "exact", EMBASSY, "2025-03-10"),
            ("RESCUES", "people", ("Kota Rekaan",), 28, "about", EMBASSY, "2025-03-12"),
            ("REPORTS", "reports", (OFFICE,), 24, "exact", OFFICE, "2025-03-10"),
            ("REPORTS", "reports", (OFFICE,), 30, "exact", OFFICE, "2025-03-12"),
        ],
    ),
    ("figures-disagree", {"days": 1}, "relation", []),
    ("figures-disagree", {"factor": 1.2}, "relation", [("RESCUES",), ("RESCUES",)]),
    ("figures-disagree", {"place": "rekaan"}, "count", [(31,), (28,)]),
    (
        "accused-actors",
        {},
        "actor kind relation modality sources articles review publishedAt",
        [
            (COMPANY, "RecruitmentAgency", "RECRUITS", "alleged", 1, 2, "unreviewed", "2025-03-10"),
            (COMPANY, "RecruitmentAgency", "EXPLOITS", "denied", 1, 1, "unreviewed", "2025-03-20"),
            (COMPANY, "RecruitmentAgency", "SENDS", "asserted", 1, 1, "unreviewed", "2025-03-20"),
        ],
    ),
    (
        "posts",
        {"name": "bp3mi"},
        "agency post person firstSaid lastSaid articles quote",
        [
            (
                *(OFFICE, "Kepala", "Wiratno Sulaksono", "2025-03-10", "2025-04-02", 2),
                "Wiratno Sulaksono, mantan Kepala BP3MI Contoh, hadir.",
            ),
            (
                *(OFFICE, "Kepala", "Suryo Angkasa", "2025-04-02", "2025-04-02", 1),
                "Suryo Angkasa kini Kepala BP3MI Contoh.",
            ),
        ],
    ),
    ("posts", {"name": "suryo"}, "person", [("Suryo Angkasa",)]),
    (
        "paths",
        {"left": "KBRI", "right": "BP3MI Contoh"},
        "step subject relation object modality",
        [
            (1, EMBASSY, "PART_OF", MINISTRY, "asserted"),
            (2, OFFICE, "COOPERATES_WITH", MINISTRY, "asserted"),
            (2, OFFICE, "COOPERATES_WITH", MINISTRY, "planned"),
        ],
    ),
    ("paths", {"left": "KBRI", "right": "tidak ada"}, "step", []),
    (
        "routes",
        {},
        "from to atLeast groups articles modality",
        [("Kabupaten Uji", "Negeri Karang", 12, 1, 1, "asserted")],
    ),
    ("routes", {"place": "UJI"}, "atLeast", [(12,)]),
    (
        "promised-or-denied",
        {},
        "answer subject relation object modality polarity review",
        [
            ("promised", OFFICE, "COOPERATES_WITH", MINISTRY, "planned", "affirmed", None),
            ("denied", COMPANY, "EXPLOITS", "12 pekerja", "denied", "negated", "unreviewed"),
            ("promised", MINISTRY, "REPATRIATES", "31 WNI", "planned", "affirmed", None),
        ],
    ),
    ("promised-or-denied", {"name": "Kemlu"}, "relation", [("COOPERATES_WITH",), ("REPATRIATES",)]),
    (
        "rescued-not-repatriated",
        {},
        "people count rescuedBy from repatriationPlanned repatriatedLater",
        [
            ("31 WNI", 31, EMBASSY, ("Kota Rekaan",), True, 1),
            ("sekitar 28 warga", 28, EMBASSY, ("Kota Rekaan",), False, 0),
        ],
    ),
    (
        "timeline",
        {"name": "Wiratno"},
        "day relation object modality review",
        [
            ("2025-03-10", "HOLDS_POSITION", OFFICE, "asserted", None),
            ("2025-04-02", "HOLDS_POSITION", OFFICE, "asserted", None),
            ("2025-04-02", "SENDS", "lima orang", "reported", "rejected"),
        ],
    ),
    (
        "timeline",
        {"name": "Kemlu", "since": "2025-03-10", "until": "2025-03-19"},
        "day relation count modality",
        [("2025-03-10", "REPATRIATES", 31, "planned"), ("2025-03-19", "REPATRIATES", 12, "asserted")],
    ),
    ("timeline", {"name": "Kota Rekaan"}, "day relation", [
        ("2025-03-09", "RESCUES"), ("2025-03-10", "LOCATED_IN"), ("2025-03-12", "RESCUES"),
    ]),
    (
        "copied-or-independent",
        {},
        "verdict shared of publisher otherPublisher otherBasedOn title otherTitle",
        [
            (
                *("copied", 1, 3, "Kabar Contoh", "Harian Rekaan", "Kabar Contoh"),
                *("Tiga puluh satu orang diselamatkan", "Perusahaan diduga merekrut"),
            )
        ],
    ),
    ("copied-or-independent", {"name": "Suryo"}, "verdict", []),
    (
        "review-first",
        {"name": "angin"},
        "weight why relation modality publishedAt",
        [
            (6.2, ("accuses by name", "asserted", "one article"), "SENDS", "asserted", "2025-03-20"),
            (4.2, ("accuses by name", "one article"), "EXPLOITS", "denied", "2025-03-20"),
            (4.2, ("accuses by name",), "RECRUITS", "alleged", "2025-03-12"),
            (4.2, ("accuses by name",), "RECRUITS", "alleged", "2025-03-10"),
        ],
    ),
    (
        "possibly-same",
        {"name": "wiratno"},
        "left right type score reasons quote otherQuote",
        [
            (
                *("Suryo Angkasa", "Wiratno Sulaksono", "Person", 0.6, ("both head one office",)),
                "Suryo Angkasa kini Kepala BP3MI Contoh.",
                "Wiratno Sulaksono adalah Kepala BP3MI Contoh.",
            )
        ],
    ),
]  # fmt: skip


def pick(table: Table, columns: str) -> Rows:
    places = [table.columns.index(column) for column in columns.split()]
    return [tuple(_plain(row[place]) for place in places) for row in table.rows]


def _plain(value: Value) -> Value:
    return tuple(value) if isinstance(value, Sequence) and not isinstance(value, str) else value


@pytest.mark.parametrize(
    ("name", "parameters", "columns", "rows"), ANSWERS, ids=[f"{name}-{parameters}" for name, parameters, *_ in ANSWERS]
)
def test_the_answer(store: Store, name: str, parameters: dict[str, Value], columns: str, rows: Rows) -> None:
    table = ask(store, name, parameters)
    assert pick(table, columns) == rows if rows else table.rows == ()


def test_every_question_has_an_expected_answer() -> None:
    assert {name for name, *_ in ANSWERS} == set(questions())


@pytest.mark.parametrize("name", questions())
def test_a_row_brings_its_sentence_and_where_it_stands(store: Store, name: str) -> None:
    question = questions()[name]
    needed = {one.name: question.example[one.name] for one in question.parameters if one.required}
    table = ask(store, name, needed)
    sources = {article.url: article for article in ARTICLES.values()}
    for row in table.rows:
        record = dict(zip(table.columns, row, strict=True))
        article = sources[str(record["url"])]
        assert str(record["quote"]) in article.text
        assert record["title"] == article.title
        assert record["publishedAt"] == str(article.published)
        if name != "copied-or-independent":  # that one is about articles and states nothing
            assert record["modality"] in ("asserted", "reported", "alleged", "planned", "denied")
            assert str(record["statement"]).startswith("statement/")


def test_names_are_found_without_regard_to_case_and_by_id(store: Store) -> None:
    by_name = ask(store, "timeline", {"name": "pt ANGIN lalu"})
    assert by_name.rows == ask(store, "timeline", {"name": "org/angin-lalu"}).rows
    assert len(by_name.rows) == 4
