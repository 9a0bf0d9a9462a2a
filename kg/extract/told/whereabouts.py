"""Where agencies and people are, come from and were to go, and which place lies in which.

A preposition stands before the first place; places joined to it ("Medan, Jakarta, dan Depok") share it, while
"Medan, Sumatera Utara" is a chain of which the first link counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from kg.extract.clusters import Thing
from kg.extract.groups import number
from kg.extract.tables import any_of, column
from kg.extract.told.stated import Seen, Stated, is_accused

RANK = {"Place": 0, "City": 1, "Province": 2, "Country": 3}
_CHAIN = re.compile(r"^\s*(?:,|di|\(|-|,\s*di|,?\s*[Ii]bu\s+[Kk]ota|,\s*(?:Provinsi|Negara|Kabupaten|Kota))?\s*$")
_LIST = re.compile(
    r"^\s*(?:\([^)]{1,20}\))?\s*(?:,\s*(?:dan\s+|serta\s+|hingga\s+)?|dan\s+|serta\s+|maupun\s+|atau\s+|hingga\s+)"
    r"(?:juga\s+)?(?:di\s+|ke\s+|dari\s+)?$"
)
_KIND = r"(?:\s+(?:wilayah|kota|daerah|kawasan|negara|provinsi|kabupaten|desa|beberapa\s+\w+|berbagai\s+\w+))*"
_LIKE = r"(?:,?\s*(?:seperti|yakni|yaitu|antara\s+lain|di\s+antaranya|tepatnya|khususnya)(?:\s+di|\s+dari)?)?"
_FROM = re.compile(
    rf"(?:\basal|\bberasal\s+dari|\bwarga|\bpenduduk|\bkelahiran|\bwarga\s+asal){_KIND}{_LIKE}\s*$", re.IGNORECASE
)
_AMONG = re.compile(r"\btermasuk\b[^.;]*\bdari\s*$", re.IGNORECASE)
"""Others among the people come from there: "2.780 orang, termasuk warga asing dari Cina"."""
_TO = re.compile(rf"(?:\bke|\btujuan(?:\s+ke)?|\bmenuju(?:\s+ke)?){_KIND}{_LIKE}\s*$", re.IGNORECASE)
_IN = re.compile(
    rf"(?:(?<!ja)di|\bdari)(?:\s+sebuah\s+\w+(?:\s+\w+){{0,3}}\s+di)?{_KIND}{_LIKE}\s*$",
    re.IGNORECASE,
)
_HEADQUARTERS = re.compile(r"^\s*(?:yang\s+(?:ada|berada|berkedudukan|bermarkas|berkantor)\s+)?di\s*$")
_ROAMS = re.compile(
    r"^(?:Kemen|Menteri|Polri|Bareskrim|Pemerintah|pemerintah|polisi|Polisi|[Oo]toritas|[Pp]ihak|DPR|Komisi|Interpol|[Ii]migrasi)"
)
"""Bodies of a whole country, which act in places and are not of them."""
_SENT = re.compile(rf"\b(?:{any_of(column('moves.tsv', 'sent'))})\b", re.IGNORECASE)
_HOME = re.compile(rf"\b(?:{any_of(column('moves.tsv', 'home'))})\b", re.IGNORECASE)
_STAYS = re.compile(rf"\b(?:{any_of(column('moves.tsv', 'stays'))})\b", re.IGNORECASE)
_WORKS = re.compile(rf"\b(?:{any_of(column('moves.tsv', 'works'))})\b[^,.;]{{0,60}}\bdi{_KIND}\s*$", re.IGNORECASE)
_SUFFERS = re.compile(r"\b(?:ditawari|dijanjikan|dibawa|diberangkatkan|dijebak|disekap|dipaksa|ditipu|dijual)\b")
_LEAVES = re.compile(r"\b(?:berangkat|diberangkatkan|bertolak|terbang|melalui|lewat|transit)\b", re.IGNORECASE)
_NAMED = re.compile(
    r"^[\s,]*(?:\([^)]*\))?[\s,]*(?:yang\s+)?(?:bernama|berinisial|atas\s+nama|yakni|yaitu|diketahui\s+bernama)?\s*$"
)


def by_place(sentence: str, seen: list[Seen], speaker: Thing | None = None) -> Iterator[Stated]:
    """Chains of places, agencies at a place, and where people are, come from and go to; not where a speaker speaks."""
    yield from _chains(sentence, seen)
    for index, place in enumerate(seen):
        if place.type in RANK:
            yield from _people_at(sentence, seen, index, speaker)


def is_home(place: Seen) -> bool:
    """Whether the place is known to be in Indonesia."""
    return (place.thing.authority or "").startswith("place/id")


def _chains(sentence: str, seen: list[Seen]) -> Iterator[Stated]:
    for left, right in pairwise(seen):
        between = sentence[left.end : right.start]
        if right.type not in RANK:
            continue
        larger = left.type in RANK and RANK[left.type] < RANK[right.type] and _CHAIN.match(between)
        if larger:
            for other in (*_listed_before(sentence, seen, left), left):
                yield Stated(other.thing, "LOCATED_IN", right.thing, other.start, right.end, "chain")
        elif left.type == "Agency" and not _ROAMS.match(left.thing.name) and _HEADQUARTERS.match(between):
            yield Stated(left.thing, "LOCATED_IN", right.thing, left.start, right.end, "chain")


def _listed_before(sentence: str, seen: list[Seen], place: Seen) -> Iterator[Seen]:
    """Places of the same type joined before it: "Poipet dan Sihanoukville, Kamboja"."""
    last = place
    for other in sorted((one for one in seen if one.end <= place.start), key=lambda one: -one.start):
        if other.type != place.type or not _LIST.match(sentence[other.end : last.start]):
            return
        yield other
        last = other


def _listed(sentence: str, seen: list[Seen], index: int) -> Iterator[Seen]:
    """The place and those joined behind it; a larger one behind it is a link of its chain and is passed over."""
    first = last = seen[index]
    yield first
    for other in seen[index + 1 :]:
        if other.type == "Group" and re.match(r"^\s*\($", sentence[last.end : other.start]):
            continue  # "Manado (5 orang), Tomohon (22 orang)"
        if other.type not in RANK or not _LIST.match(sentence[last.end : other.start]):
            return
        chained = RANK[other.type] > RANK[first.type] and _CHAIN.match(sentence[last.end : other.start])
        if not chained:
            yield other
        last = other


def _people_at(sentence: str, seen: list[Seen], index: int, speaker: Thing | None) -> Iterator[Stated]:
    place = seen[index]
    before = sentence[max(0, place.start - 70) : place.start]
    people = next((one for one in reversed(seen[:index]) if one.type in ("Group", "Person")), None)
    between = sentence[people.end : place.start] if people else ""
    near = len(between) <= 110 and not re.search(r"[;:]|\.\s", between)
    relations: list[str] = []
    if _FROM.search(before) or _is_share(people, between):
        people = _named_behind(sentence, seen, index, people) or (people if near and len(between) < 70 else None)
        relations = ["ORIGINATES_FROM"] if place.thing.authority != "place/id" else []
    elif people is not None and near and (people.thing is not speaker or _SUFFERS.search(between)):
        relations = list(_moves(before, between, sentence[max(0, people.start - 60) : people.start], people, place))
    if people is not None:
        for relation in relations:
            for other in _listed(sentence, seen, index):
                yield Stated(people.thing, relation, other.thing, place.start, other.end, relation)


def _is_share(people: Seen | None, between: str) -> bool:
    """Whether a bare number is followed by a home: "24 warga Thailand, 20 dari Cina"."""
    return people is not None and between.strip() == "dari" and number(people.thing.name) is not None


def _named_behind(sentence: str, seen: list[Seen], index: int, people: Seen | None) -> Seen | None:
    """The person named behind the place of origin: "seorang warga Pinrang, Sulawesi Selatan, bernama Timang"."""
    if people is not None and not (people.type == "Group" and people.thing.size and people.thing.size.count == 1):
        return None
    last = seen[index]
    for other in seen[index + 1 :]:
        if other.type == "Person":
            return other if _NAMED.match(sentence[last.end : other.start]) else None
        if other.type not in RANK or not _CHAIN.match(sentence[last.end : other.start]):
            return None
        last = other
    return None


def _may_work(thing: Thing) -> bool:
    return not thing.cases and not is_accused(thing)


def _moves(before: str, between: str, ahead: str, people: Seen, place: Seen) -> Iterator[str]:
    """Relations of people to a place by its preposition and by the verbs between and ahead of them."""
    verbs = ahead + " " + between
    if _TO.search(before):
        if (
            not is_accused(people.thing)
            and _SENT.search(verbs)
            and not _HOME.search(between + ahead[-30:])
            and place.thing.authority != "place/id"
        ):
            yield "DESTINED_FOR"
    elif _IN.search(before) and not _AMONG.search(between) and place.thing.authority != "place/id":
        left = re.search(r"\bdari\s*$", before) and _LEAVES.search(between)
        if not left and (people.type == "Group" or _STAYS.search(between)):
            yield "LOCATED_IN"
        if (
            _WORKS.search(between + before[-20:])
            and place.thing.authority
            and not is_home(place)
            and _may_work(people.thing)
        ):
            yield "DESTINED_FOR"
