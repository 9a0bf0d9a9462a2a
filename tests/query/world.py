"""A small invented world in four articles, told by hand, for the questions and for `why`.

Each line of `_SAID` is one statement and the sentence behind it; an article's text is its sentences.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from kg.model import Appearance, Article, Entity, Evidence, Graph, Judgement, Run, Size, Statement
from ontology.vocabulary import vocabulary

RUN = Run(id="run/uji-1", extractor="uji", version="1")
HEAD = {
    1: ("Kabar Contoh", "Tiga puluh satu orang diselamatkan", date(2025, 3, 10), None),
    2: ("Harian Rekaan", "Perusahaan diduga merekrut", date(2025, 3, 12), "Kabar Contoh"),
    3: ("Warta Uji", "Dua belas pekerja pulang", date(2025, 3, 20), None),
    4: ("Warta Uji", "Kepala balai berganti", date(2025, 4, 2), None),
}

OFFICE, MINISTRY, EMBASSY = "org/bp3mi-contoh", "org/kemlu", "org/kbri-karangan"
COMPANY, HEAD_1, HEAD_2 = "org/angin-lalu", "person/wiratno", "person/suryo"
COUNTRY, CITY, HOME = "place/negeri-karang", "place/kota-rekaan", "place/kabupaten-uji"
RESCUED, RESCUED_COPY, RETURNED, OTHER_COUNT = "group/g1", "group/g2", "group/g3", "group/g4"
COMPLAINTS, MORE_COMPLAINTS = "group/g5", "group/g6"
HOME_AGAIN, SENT = "group/g7", "group/g8"


def exactly(count: int) -> Size:
    return Size(count=count, minimum=count, maximum=count, qualifier="exact", text=str(count))


ABOUT_THIRTY = Size(count=28, minimum=25, maximum=29, qualifier="about", text="sekitar 28")


def thing(identifier: str, type_: str, name: str, *aliases: str, **fields: Any) -> Entity:
    return Entity(id=identifier, type=type_, name=name, aliases=aliases, members=(f"{identifier}-m",), **fields)


ENTITIES = (
    thing(OFFICE, "Agency", "Balai Pelayanan Contoh", "BP3MI Contoh", kind="GovernmentBody"),
    thing(MINISTRY, "Agency", "Kementerian Luar Negeri", "Kemlu", kind="GovernmentBody"),
    thing(EMBASSY, "Agency", "KBRI Karangan", kind="DiplomaticMission"),
    thing(COMPANY, "Agency", "PT Angin Lalu", kind="RecruitmentAgency"),
    thing(HEAD_1, "Person", "Wiratno Sulaksono"),
    thing(HEAD_2, "Person", "Suryo Angkasa"),
    thing(COUNTRY, "Country", "Negeri Karang"),
    thing(CITY, "City", "Kota Rekaan"),
    thing(HOME, "City", "Kabupaten Uji"),
    thing(RESCUED, "Group", "31 WNI", size=exactly(31)),
    thing(RESCUED_COPY, "Group", "31 WNI", size=exactly(31)),
    thing(RETURNED, "Group", "12 pekerja", size=exactly(12)),
    thing(OTHER_COUNT, "Group", "sekitar 28 warga", size=ABOUT_THIRTY),
    thing(COMPLAINTS, "Group", "24 laporan pengaduan", size=exactly(24)),
    thing(MORE_COMPLAINTS, "Group", "30 laporan pengaduan", size=exactly(30)),
    thing(HOME_AGAIN, "Group", "31 orang", size=exactly(31)),
    thing(SENT, "Group", "lima orang", size=exactly(5)),
)

RECRUITED = "PT Angin Lalu diduga merekrut 31 WNI itu lewat iklan di media sosial, kata warga setempat."
_SAID: tuple[tuple[int, str, str, str, str, dict[str, Any]], ...] = (
    (1, EMBASSY, "RESCUES", RESCUED, "KBRI Karangan menyelamatkan 31 WNI di Kota Rekaan, Minggu (9/3).",
     {"size": exactly(31), "at_place": CITY, "event_start": date(2025, 3, 9), "event_end": date(2025, 3, 9),
      "attributed_to": MINISTRY, "said_on": date(2025, 3, 9), "confidence": 0.9}),
    (1, RESCUED, "LOCATED_IN", CITY, "KBRI Karangan menyelamatkan 31 WNI di Kota Rekaan, Minggu (9/3).", {}),
    (1, COMPANY, "RECRUITS", RESCUED, RECRUITED, {"modality": "alleged", "review_status": "unreviewed"}),
    (1, OFFICE, "REPORTS", COMPLAINTS, "BP3MI Contoh mencatat 24 laporan pengaduan.", {"size": exactly(24)}),
    (1, MINISTRY, "REPATRIATES", RESCUED, "Kemlu akan memulangkan mereka.", {"modality": "planned"}),
    (1, HEAD_1, "HOLDS_POSITION", OFFICE, "Wiratno Sulaksono adalah Kepala BP3MI Contoh.",
     {"position_title": "Kepala"}),
    (2, COMPANY, "RECRUITS", RESCUED_COPY, RECRUITED, {"modality": "alleged", "review_status": "unreviewed"}),
    (2, OFFICE, "REPORTS", MORE_COMPLAINTS, "BP3MI Contoh mencatat 30 laporan pengaduan.", {"size": exactly(30)}),
    (2, EMBASSY, "RESCUES", OTHER_COUNT, "KBRI Karangan membebaskan sekitar 28 warga di Kota Rekaan.",
     {"size": ABOUT_THIRTY, "at_place": CITY}),
    (3, MINISTRY, "REPATRIATES", RETURNED, "Kemlu memulangkan 12 pekerja dari Negeri Karang, Rabu (19/3).",
     {"size": exactly(12), "from_place": COUNTRY, "event_start": date(2025, 3, 19), "event_end": date(2025, 3, 19)}),
    (3, EMBASSY, "RESCUES", RETURNED, "Sebelumnya 12 pekerja itu dibebaskan KBRI Karangan.", {"size": exactly(12)}),
    (3, COMPANY, "SENDS", RETURNED, "PT Angin Lalu memberangkatkan 12 pekerja asal Kabupaten Uji ke Negeri Karang.",
     {"size": exactly(12), "from_place": HOME, "to_place": COUNTRY, "review_status": "unreviewed"}),
    (3, RETURNED, "ORIGINATES_FROM", HOME,
     "PT Angin Lalu memberangkatkan 12 pekerja asal Kabupaten Uji ke Negeri Karang.", {}),
    (3, RETURNED, "DESTINED_FOR", COUNTRY,
     "PT Angin Lalu memberangkatkan 12 pekerja asal Kabupaten Uji ke Negeri Karang.", {}),
    (3, COMPANY, "EXPLOITS", RETURNED, "PT Angin Lalu membantah menyekap mereka.",
     {"modality": "denied", "polarity": "negated", "attributed_to": COMPANY, "review_status": "unreviewed"}),
    (3, EMBASSY, "PART_OF", MINISTRY, "KBRI Karangan berada di bawah Kemlu.", {}),
    (4, OFFICE, "COOPERATES_WITH", MINISTRY, "BP3MI Contoh bekerja sama dengan Kemlu.", {}),
    (4, MINISTRY, "COOPERATES_WITH", OFFICE, "Kemlu dan BP3MI Contoh akan membuka posko.", {"modality": "planned"}),
    (4, EMBASSY, "REPATRIATES", HOME_AGAIN, "Lewat KBRI Karangan 31 orang pulang.", {"size": exactly(31)}),
    (4, HEAD_1, "SENDS", SENT, "Wiratno Sulaksono disebut memberangkatkan lima orang.",
     {"modality": "reported", "review_status": "rejected"}),
    (4, HEAD_2, "HOLDS_POSITION", OFFICE, "Suryo Angkasa kini Kepala BP3MI Contoh.", {"position_title": "Kepala"}),
    (4, HEAD_1, "HOLDS_POSITION", OFFICE, "Wiratno Sulaksono, mantan Kepala BP3MI Contoh, hadir.",
     {"position_title": "Kepala"}),
)  # fmt: skip


def _article(number: int) -> Article:
    publisher, title, published, based_on = HEAD[number]
    sentences = dict.fromkeys(sentence for at, *_, sentence, _ in _SAID if at == number)
    made = Article.make(
        text=" ".join(sentences),
        url=f"https://berita.example/{number}",
        title=title,
        publisher=publisher,
        published=published,
    )
    return made.model_copy(update={"based_on": based_on})


ARTICLES = {number: _article(number) for number in HEAD}


def _statement(number: int, subject: str, relation: str, object_: str, sentence: str, fields: Any) -> Statement:
    article = ARTICLES[number]
    start = article.text.index(sentence)
    evidence = (Evidence.of(article, start, start + len(sentence)),)
    if vocabulary().relation(relation).symmetric:
        subject, object_ = sorted((subject, object_))
    return Statement.make(subject, relation, object_, evidence, **{"confidence": 0.8, "by": (RUN.id,), **fields})


def world() -> Graph:
    """The graph of the four articles."""
    statements = [_statement(*said) for said in _SAID]
    seen = sorted({(thing, one.article_id) for one in statements for thing in one.things})
    return Graph(
        articles=tuple(sorted((one.record() for one in ARTICLES.values()), key=lambda one: one.id)),
        entities=tuple(sorted(ENTITIES, key=lambda one: one.id)),
        statements=tuple(sorted(statements, key=lambda one: one.id)),
        appearances=tuple(Appearance(entity_id=entity, article_id=article, count=1) for entity, article in seen),
        runs=(RUN,),
        possibly_same=(
            Judgement(
                left=HEAD_2, right=HEAD_1, verdict="unsure", score=0.6, reasons=("both head one office",), by="resolver"
            ),
        ),
    )
