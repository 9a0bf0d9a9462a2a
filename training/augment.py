"""Invented variants of an annotated article: other people and towns under the same words, and Groups that are none.

Names are replaced consistently within an article, so that the reader learns contexts and not names.
"""

from __future__ import annotations

import json
import random
import re
from functools import cache
from pathlib import Path

from training.data import SHARED, Article

_NAME = re.compile(r"[A-Z][a-z]{2,}")
_HEADS = (
    "WNI|WNA|PMI|CPMI|TKI|orang|korban|warga|pekerja|tersangka|pelaku|calon pekerja|anak|perempuan|wanita|pria"
    "|kasus|laporan|aduan|jenazah|peserta|petugas|personel|mahasiswa|keluarga|saksi|jiwa|calo|agen"
)
_COUNT = (
    r"(?:sebanyak )?(?:\d[\d.]*|para|sejumlah|beberapa|belasan|puluhan|ratusan|ribuan|seorang|dua|tiga|empat|lima|enam)"
)
_LIKE_GROUP = re.compile(rf"\b{_COUNT} (?:{_HEADS})\b(?: [A-Z]\w+)?")


@cache
def pools(shared: Path = SHARED) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Words of person names (licence-clean NER sets), Indonesian towns, foreign towns."""
    people: list[str] = []
    for name in ("idner-news-2k", "nergrit-indonlu", "gsd-ner-spacyndo"):
        for line in (shared / f"data/ner/{name}/train.jsonl").open(encoding="utf-8"):
            row = json.loads(line)
            for start, end, label in row["entities"]:
                if label == "PERSON":
                    people += [word for word in row["text"][start:end].split() if _NAME.fullmatch(word)]
    home = []
    for line in list((shared / "data/gazetteer/id_admin.tsv").open(encoding="utf-8"))[1:]:
        cells = line.rstrip("\n").split("\t")
        if cells[1] == "2":
            home.append(re.sub(r"^(Kabupaten|Kota) (Administrasi )?", "", cells[3]))
    rows = list((shared / "data/gazetteer/world_cities.tsv").open(encoding="utf-8"))[1:]
    asia = [
        cells for cells in (row.split("\t") for row in rows) if cells[2] in ("KH", "MM", "TH", "MY", "LA", "PH", "VN")
    ]
    return tuple(people), tuple(home), tuple(cells[1] for cells in asia[:400])


def _new_person(entity: Article, rng: random.Random) -> dict[str, str]:
    """Old mention text -> new mention text, or nothing where the name is no run of plain words."""
    texts = {mention["text"] for mention in entity["mentions"]}
    words = {word for text in texts for word in text.split()}
    if not all(_NAME.fullmatch(word) for word in words):
        return {}
    fresh = {word: rng.choice(pools()[0]) for word in sorted(words)}
    return {text: " ".join(fresh[word] for word in text.split()) for text in texts}


def _new_city(entity: Article, rng: random.Random) -> dict[str, str]:
    texts = sorted({mention["text"] for mention in entity["mentions"]})
    _, home, abroad = pools()
    return {texts[0]: rng.choice(home if rng.random() < 0.6 else abroad)} if len(texts) == 1 else {}


def rename(article: Article, rng: random.Random, *, people: float = 0.7, towns: float = 0.5) -> Article:
    """The article with a share of its persons and cities renamed everywhere they are mentioned; offsets follow."""
    edits: dict[tuple[int, int], str] = {}
    for entity in article["entities"]:
        fresh: dict[str, str] = {}
        if entity["type"] == "Person" and rng.random() < people:
            fresh = _new_person(entity, rng)
        elif entity["type"] == "City" and rng.random() < towns:
            fresh = _new_city(entity, rng)
        for mention in entity["mentions"]:
            if mention["text"] in fresh:
                edits[mention["start"], mention["end"]] = fresh[mention["text"]]
    return _rewrite(article, [(start, end, new) for (start, end), new in sorted(edits.items())])


def _rewrite(article: Article, edits: list[tuple[int, int, str]]) -> Article:
    text = article["text"]
    parts, at = [], 0
    for start, end, new in edits:
        parts += [text[at:start], new]
        at = end
    changed = "".join([*parts, text[at:]])

    def moved(place: int, *, is_end: bool) -> int:
        shift = 0
        for start, end, new in edits:
            if end <= place or (start < place and is_end):
                shift += len(new) - (end - start) + (end - place if end > place else 0)
            elif start < place:
                shift -= place - start
        return place + shift

    def follow(entity: Article) -> Article:
        spans = [(moved(m["start"], is_end=False), moved(m["end"], is_end=True)) for m in entity["mentions"]]
        return {**entity, "mentions": [{"start": a, "end": b, "text": changed[a:b]} for a, b in spans]}

    lists = {name: [follow(entity) for entity in article[name]] for name in ("entities", "found") if name in article}
    return {**article, "text": changed, **lists}


def false_groups(article: Article, rng: random.Random, *, share: float = 0.6) -> list[tuple[int, int]]:
    """Spans that look like Groups and overlap no annotated one: as entities they take part in no relation."""
    taken = [(m["start"], m["end"]) for e in article["entities"] if e["type"] == "Group" for m in e["mentions"]]
    return [
        match.span()
        for match in _LIKE_GROUP.finditer(article["text"])
        if not any(match.start() < b and a < match.end() for a, b in taken) and rng.random() < share
    ]
