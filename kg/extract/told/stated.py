"""What a sentence says of the things in it, before it becomes a Statement: relations by triggers and by place.

Tables of triggers say which words state which relation and in which voice; arguments are the things nearest to the
trigger on either side, with what is joined to them by "dan", "bersama" or a comma.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from kg.extract.clusters import Thing
from kg.extract.spans import Span
from kg.extract.tables import any_of, column, lines
from ontology.authority import authority
from ontology.vocabulary import Vocabulary


@dataclass(frozen=True)
class Seen:
    """A mention in a sentence, offsets relative to it."""

    start: int
    end: int
    thing: Thing = field(compare=False)
    span: Span = field(compare=False)

    @property
    def type(self) -> str:
        return self.thing.type


@dataclass
class Stated:
    """Subject, relation, object; the trigger's place in the sentence; which rule."""

    subject: Thing
    relation: str
    object: Thing
    start: int
    end: int
    rule: str
    title: str | None = None


_HARMS = frozenset({"RECRUITS", "SENDS", "EXPLOITS"})
_NEEDY = re.compile(
    r"calon|c?pmi|c?tk[iw]|wni|warga\s+negara\s+indonesia|korban|penyintas|pekerja|tenaga|buruh|anak|abk|gadis",
    re.IGNORECASE,
)
_CRIMES = frozenset({"RECRUITS", "EXPLOITS"})
_OFFICIAL = re.compile(
    r"(?:Kemen|Menteri|Wamen|Pemerintah|pemerintah|K[BJ]RI|Kedutaan|Konsulat|Pol(?:ri|da|res|sek)|[Kk]epolisian|[Pp]olisi|BP|"
    r"[Ii]migrasi|Direktorat|Ditjen|Badan|Balai|Dinas|Disnaker|Satgas|Bareskrim|DPR|Komisi|TNI|[Oo]toritas|[Aa]parat)"
)
"""Public bodies neither recruit into crime nor exploit in these articles; where one is accused a person reads it."""
_OBJECT_WITHIN = 70
"""Characters between a verb and what it acts on."""
_SECURES = re.compile(r"(?:meng|di)amankan", re.IGNORECASE)
_BESIDE = re.compile(
    r"^\s*(?:oleh\s+)?(?:(?:tim|petugas|aparat|jajaran|personel|anggota|penyidik|pihak|satuan|unit)\s+(?:dari\s+)?){0,2}$",
    re.IGNORECASE,
)
_CALLED = re.compile(
    r"^[^.;]{0,50}\b(?:(?:ber)?inisial(?:nya)?|bernama|yakni|yaitu|masing-masing|atas\s+nama|di\s*antaranya)[\s:,]*$"
)
_JOINED = re.compile(
    r"^(?:\s*\(\d+(?:\s*tahun)?\)|\s+alias\s+\w+)?(?:\s+di\s+[A-Z]\w+(?:\s[A-Z]\w+)?)?[\s,]*(?:dan|serta|bersama|beserta|&|maupun|dan\s+juga|"
    r"(?:(?:yang\s+)?(?:terus\s+)?(?:bekerja\s*sama|berkoordinasi|bersama-sama|bersama)\s+(?:dengan\s+)?))?\s*(?:juga\s+|pihak\s+)?$"
)
_OTHER = re.compile(r"\b(?:pemerintah|polisi|petugas|aparat|penyidik|pelaku|majikan|seseorang|perusahaan)\b")
"""Somebody unnamed acts between the named one and the verb."""
_ARRANGED = frozenset({"REPATRIATES", "RESCUES"})
_BY_STATE = frozenset({"REPATRIATES", "RESCUES", "ARRESTS", "PREVENTS"})
_WISHED_WITHIN = 150
"""Characters between a wish and the verb."""
_ARRANGES = re.compile(
    r"\b(?:memfasilitasi|mengupayakan|mengurus|membantu|melakukan|mengawal|memproses|proses|upaya|untuk|dalam|rangka|terkait|"
    r"mempercepat|memastikan|berhasil)(?<!menunggu proses)(?<!menanti proses)\s*(?:proses\s+)?(?:dalam\s+)?$",
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(r"\b(?:lantaran|karena|sebab|setelah|usai|sebelum|sementara|sedangkan)\b", re.IGNORECASE)
"""Between a verb and "oleh": that is said of another clause."""
_WISHED = re.compile(
    r"\b(?:berharap|mengharapkan|mohon|memohon|semoga|mendesak|mendorong|menuntut|minta\s+tolong|tanggung\s+jawab"
    r"|memerintahkan)\b[^.;]*$",
    re.IGNORECASE,
)
"""Before a verb: what somebody wants others to do is not done, nor planned by them."""
_BY = re.compile(r"\b(?:oleh|melalui|lewat|pihak|pendampingan(?:\s+staf)?)\b")
_FOR_IT = re.compile(r"^\s*(?:menyatakan|mengatakan|menegaskan|memastikan)\s+(?:bahwa\s+)?pemerintah\b(?!\s+[A-Z])")
"""A ministry that speaks for the government: "Kemlu menyatakan pemerintah masih berupaya memulangkan …" """
_BARE = re.compile(r"(?:pulangkan|bawa\s+pulang)\b", re.IGNORECASE)
"""Verbs without their prefix, with what they act on before them: "semuanya akan kita pulangkan"."""


@lru_cache(maxsize=1)
def triggers() -> tuple[tuple[str, str, re.Pattern[str]], ...]:
    """Relation, voice, pattern, in the table's order."""
    rows = (line.split("\t") for line in lines("triggers.tsv"))
    return tuple(
        (relation, voice, re.compile(rf"\b(?:{pattern})(?:nya)?\b", re.IGNORECASE)) for relation, voice, pattern in rows
    )


_OWN = re.compile(r"\b(?:mengaku|mengakui|membantah|menyangkal|menampik|menepis)\b", re.IGNORECASE)


def _tells_of_others(sentence: str, relation: str, words: Vocabulary) -> bool:
    """Whether an accusation is against others than its speaker: "menurut polisi X, … diduga mengirim"."""
    found = words.relation(relation)
    return found.accusing and not found.accuses_object and not _OWN.search(sentence)


def by_trigger(sentence: str, seen: list[Seen], words: Vocabulary, speaker: Thing | None = None) -> Iterator[Stated]:
    """Relations that a trigger states between things of one sentence; who speaks in it is not acted on, and accused
    of nothing but what he admits or denies."""
    if len(seen) < 2:
        return
    for relation, voice, pattern in triggers():
        for match in pattern.finditer(sentence):
            if any(one.start <= match.start() < one.end for one in seen):
                continue
            if is_wished(sentence, relation, match.start()):
                continue
            for subject, object_ in _arguments(sentence, seen, match, voice, relation):
                stated = _secured(relation, match.group(), subject, object_)
                if (
                    subject is not object_
                    and object_ is not speaker
                    and not (subject is speaker and _tells_of_others(sentence, stated, words))
                    and words.admits(stated, subject.type, object_.type)
                ):
                    yield Stated(subject, stated, object_, match.start(), match.end(), f"{stated}:{voice}")


def is_wished(sentence: str, relation: str, start: int) -> bool:
    """Whether somebody wants an act of the authorities whose word begins there, and nobody is said to do it."""
    return relation in _BY_STATE and _WISHED.search(sentence, max(0, start - _WISHED_WITHIN), start) is not None


def _secured(relation: str, trigger: str, subject: Thing, object_: Thing) -> str:
    """The police "secure" suspects, which is an arrest, and people in need, which is a rescue, if not abroad."""
    if _SECURES.match(trigger) and object_.type == "Group" and _NEEDY.match(object_.unit) and not is_foreign(subject):
        return "RESCUES"
    return relation


def is_foreign(thing: Thing) -> bool:
    """Whether a body is one of another country by its name: "Kepolisian Kamboja"."""
    words = thing.name.split()
    names = {words[-1], " ".join(words[-2:])} if thing.type == "Agency" else set()
    return any(record.id != "place/id" for name in names for record in authority().find(name, type="Country"))


def _arguments(
    sentence: str, seen: list[Seen], match: re.Match[str], voice: str, relation: str
) -> list[tuple[Thing, Thing]]:
    """Pairs of who acts and who is acted on."""
    before = [one for one in seen if one.end <= match.start()]
    after = [one for one in seen if one.start >= match.end()]
    if voice == "active":
        subjects = _nearest(sentence, before, relation, actor=True, last=True)
        if subjects and relation != "REPORTS" and _is_of_others(sentence, subjects[0], match, relation):
            return []
        near = after if relation == "REPORTS" else [one for one in after if one.start - match.end() < _OBJECT_WITHIN]
        objects = _nearest(sentence, near, relation, actor=False, last=False)
        if not objects and _BARE.match(match.group()):
            objects = _nearest(
                sentence, [one for one in before if one not in subjects], relation, actor=False, last=True
            )
    else:
        subjects = _nearest(sentence, _agents(sentence, before, after, match, voice, relation), relation, actor=True)
        objects = _nearest(
            sentence, after if voice == "nominal" else before, relation, actor=False, last=voice != "nominal"
        )
        if not objects and voice == "passive" and not before:  # "Setelah dibebaskan polisi Kamboja, 11 WNI ..."
            objects = _nearest(sentence, [one for one in after if one not in subjects], relation, actor=False)
    objects += _named(sentence, seen, objects)
    return [(subject.thing, object_.thing) for subject in subjects for object_ in objects]


def _is_of_others(sentence: str, subject: Seen, match: re.Match[str], relation: str) -> bool:
    """Whether somebody else acts who stands between the named one and the verb."""
    between = sentence[subject.end : match.start()]
    speaks_for_it = _FOR_IT.match(between) if relation in _ARRANGED and subject.type == "Agency" else None
    return _OTHER.search(between, speaks_for_it.end() if speaks_for_it else 0) is not None


def _named(sentence: str, seen: list[Seen], objects: list[Seen]) -> list[Seen]:
    """The people that a set acted on consists of: "empat WNI berinisial OMR (36), R (29), dan A (29)"."""
    if not objects or objects[-1].type != "Group" or objects[-1].thing.cases:
        return []
    people = [one for one in seen if one.type == "Person" and one.start >= objects[-1].end]
    if not people or not _CALLED.match(sentence[objects[-1].end : people[0].start]):
        return []
    return joined(sentence, people, last=False)


def _agents(
    sentence: str, before: list[Seen], after: list[Seen], match: re.Match[str], voice: str, relation: str
) -> list[Seen]:
    """Who may act in the passive or nominal form: behind "oleh", else beside the passive, else who arranges it."""
    if voice == "passive":
        beside = [one for one in after if _BESIDE.match(sentence[match.end() : one.start])]
        if beside:
            return [one for one in after if one.start >= beside[0].start]
    by = _BY.search(sentence, match.end())
    if by and _ELSEWHERE.search(sentence, match.end(), by.start()):
        by = None
    agents = [one for one in after if by and one.start >= by.end() and one.start - by.end() < 40]
    if (
        voice == "nominal"
        and not agents
        and relation in _ARRANGED
        and _ARRANGES.search(sentence[: match.start()][-40:])
    ):
        return before[-1:] and _last(before)
    return agents


def _last(before: list[Seen]) -> list[Seen]:
    """Things before the trigger, the nearest actor first, so that it is chosen."""
    return sorted(before, key=lambda one: -one.start)


def _nearest(sentence: str, seen: list[Seen], relation: str, *, actor: bool, last: bool = False) -> list[Seen]:
    """The nearest thing that can play the part, and those joined to it."""
    fits = [one for one in seen if _can(one, relation, actor=actor)]
    return joined(sentence, fits, last=last)


def joined(sentence: str, seen: list[Seen], *, last: bool) -> list[Seen]:
    """The first, or last, of the things and those of its type that "dan", "bersama" or a comma join to it."""
    ordered = sorted(seen, key=lambda one: one.start, reverse=last)
    chosen = ordered[:1]
    for other in ordered[1:]:
        left, right = sorted((chosen[-1], other), key=lambda one: one.start)
        if other.type != chosen[0].type or not _JOINED.match(sentence[left.end : right.start]):
            break
        chosen.append(other)
    return chosen


def _can(one: Seen, relation: str, *, actor: bool) -> bool:
    if not actor:
        if relation == "REPORTS":
            return one.type == "Group" and one.thing.size is not None
        return one.type in ("Group", "Person") and not (relation in _HARMS and is_accused(one.thing))
    if one.type == "Group":
        return relation in _HARMS and is_accused(one.thing)
    if one.type == "Person":
        return relation != "REPATRIATES"  # who speaks of it does not bring home; a body does
    return one.type == "Agency" and not (relation in _CRIMES and _OFFICIAL.match(one.thing.name))


def is_accused(thing: Thing) -> bool:
    """Whether a set is one of perpetrators: "para pelaku", "sindikat", "dua agen"."""
    return thing.type == "Group" and names_accused(thing.name)


def names_accused(text: str) -> bool:
    """Whether words for a set are words for perpetrators."""
    return _accused().search(text) is not None


@lru_cache(maxsize=1)
def _accused() -> re.Pattern[str]:
    words = (*column("units.tsv", "accused"), *column("units.tsv", "gang"))
    return re.compile(rf"\b(?:{any_of(words)})\b", re.IGNORECASE)
