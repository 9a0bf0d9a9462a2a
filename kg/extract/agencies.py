"""Agencies and places by name: what the authority files know, and what names of their kind look like.

1. `known`: spaCy's PhraseMatcher over every name of the authority files.
2. `patterned`: a head word ("Polres", "Dinas", "PT") and the capitals after it, with its abbreviation in brackets.
3. `of_country`: "pemerintah Kamboja", "polisi Malaysia".
4. `of_title`: the body that a title names ("Kapolda Kepri", "Menlu", "Dubes RI untuk Kamboja").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from spacy.matcher import PhraseMatcher

from kg.extract.page import Page, nlp
from kg.extract.spans import TERRITORY, Span
from kg.extract.tables import any_of, column, lines
from ontology.authority import Record, authority

_ORDER = ("Country", "City", "Province", "Place", "Agency")
_CAP = r"[A-Z][\w’'/.-]*[\w]|[A-Z]"
_JOIN = r"dan|untuk|atas|bagi|serta|dan/atau|of|for|and|the|on"
_MORE = rf"(?:\s+(?:(?:{_JOIN})\s+)?(?:{_CAP}|\d{{1,3}}(?=\s+[A-Z])))"
_BRACKET = r"(?:\s*\((?:[A-Z][\w/&.-]{1,14}(?:\s[A-Z]\w*)?)\))?"
_TAIL = rf"(?:\s+(?:RI|Republik\s+Indonesia|{_CAP}))*"
_HEADS = any_of(column("words.tsv", "agency-head"))
_PATTERN = re.compile(
    rf"\b(?:{_HEADS})\b\.?{_MORE}+{_BRACKET}{_TAIL}"
    rf"|\b(?:KBRI|KJRI|KDEI|BP[23]MI|BP3TKI|BNP2TKI|KP2MI|Polri|Bareskrim|Imigrasi|Interpol|Kemen[a-z]\w+)\b"
)
_PLACE_HEADS = any_of(column("words.tsv", "place-head"))
_PLACE = re.compile(rf"\b(?:{_PLACE_HEADS})(?:\s+(?:{_CAP}))+")
_UNIT = re.compile(
    r"\b(?P<kind>Kabupaten|Kota|Kab\.|Regency|Provinsi|Prov\.|Negara Bagian)\s+(?:[A-Z][\w’'-]+)(?:\s[A-Z][\w’'-]+){0,2}"
)
_OF_COUNTRY = (
    r"(?i:pemerintah(?:an)?|kepolisian(?:\s+nasional)?|polisi|otoritas(?:\s+\w+)?|aparat|imigrasi|militer|tentara|"
    r"kementerian\s+luar\s+negeri|pihak\s+berwenang)"
)
_STOP = frozenset(column("words.tsv", "never"))
_LONELY = frozenset(column("words.tsv", "lonely"))


_BRANDS = frozenset(column("words.tsv", "brand"))
_BEFORE_NATION = re.compile(r"(?:warga\s+negara|migran|kerja|republik|anak\s+buah\s+kapal)\s+$", re.IGNORECASE)


@lru_cache(maxsize=1)
def _matcher() -> tuple[PhraseMatcher, dict[str, tuple[Record, ...]]]:
    """The matcher and what each name may be; places also in capitals, as datelines have them."""
    names: dict[str, list[Record]] = {}
    for record in authority().records:
        for name in record.names:
            spellings = {name, name.upper()} if record.type in TERRITORY and len(name) > 3 else {name}
            for spelling in spellings:
                if len(spelling) > 1 and spelling not in _STOP and spelling not in _BRANDS and spelling[:1].isupper():
                    names.setdefault(spelling, []).append(record)
    matcher = PhraseMatcher(nlp().vocab)
    matcher.add("known", [nlp().make_doc(name) for name in sorted(names)])
    return matcher, {name: tuple(records) for name, records in names.items()}


def known(page: Page) -> Iterator[Span]:
    """Every name of the authority files, with the kind that is likeliest and the id where only one thing fits."""
    matcher, names = _matcher()
    for _, first, last in matcher(page.doc):
        found = page.doc[first:last]
        records = names.get(found.text, ())
        if not records or _BEFORE_NATION.search(page.text[max(0, found.start_char - 30) : found.start_char]):
            continue
        type_ = min((record.type for record in records), key=_ORDER.index)
        ids = {record.id for record in records if record.type == type_}
        key = next(iter(ids)) if len(ids) == 1 else None
        end = found.end_char
        if type_ == "Agency" and (nation := _NATION.match(page.text, end)):
            end = nation.end()
        yield Span(found.start_char, end, type_, "known", key)
    yield from glued(page)


_NATION = re.compile(r"\s+(?:RI|Republik\s+Indonesia)\b")


@lru_cache(maxsize=1)
def _countries() -> tuple[re.Pattern[str], dict[str, str]]:
    ids = {
        name: r.id
        for r in authority().records
        if r.type == "Country"
        for name in r.names
        if len(name) > 5 and " " not in name
    }
    return re.compile(rf"(?:{any_of(tuple(ids))})(?=[a-z]{{2}})"), ids


def glued(page: Page) -> Iterator[Span]:
    """A country's name that lost the space behind it ("Kambojakini")."""
    pattern, ids = _countries()
    for match in pattern.finditer(page.text):
        yield Span(match.start(), match.end(), "Country", "known", ids[match.group()])


def patterned(page: Page) -> Iterator[Span]:
    """Agencies and places whose first word says what they are."""
    for match in _PATTERN.finditer(page.text):
        text = _cut(match.group()).rstrip(".,")
        if (text not in _LONELY and not re.fullmatch(_HEADS, text)) or authority().find(text, type="Agency"):
            yield Span(match.start(), match.start() + len(text), "Agency", "pattern")
    for match in _PLACE.finditer(page.text):
        yield Span(match.start(), match.end(), "Place", "place")
    for match in _UNIT.finditer(page.text):
        yield from _unit(match)


_TERRITORIAL = re.compile(
    r"(?:KBRI|KJRI|KDEI|BP[23]MI|BP3TKI|P4MI|LP3MI|Polda|Polres(?:ta(?:bes)?)?|Polsek(?:ta)?|Imigrasi|Kantor Imigrasi|Lantamal|Lanal|Kodim|"
    r"Kejari|Kejati|Disnaker|Disnakertrans|Pemprov|Pemkab|Pemkot|UPT BP2MI|Basarnas|Kantor SAR|Rudenim|Lapas|Rutan)\s+"
)


_STUCK = re.compile(r"^(?P<name>.*[A-Z]\w*?)(?:me|di|ter|ber|telah|yang|dan|juga|akan)[a-z]*$")


_COMMITTEE = re.compile(r"Komisi\s+[IVX]+\s+DP[RD]D?(?:\s+RI\b)?")


@lru_cache(maxsize=1)
def _ranks() -> re.Pattern[str]:
    ranks = (
        *column("titles.tsv", "rank"),
        *column("titles.tsv", "academic"),
        "Kepala",
        "Ketua",
        "Direktur",
        "Kapolda",
        "Kapolres",
    )
    return re.compile(rf",?\s+(?:{any_of(ranks)})(?![\w])")


def _cut(text: str) -> str:
    """The agency's name without the person, the rank or the sentence behind it: as long as the authority knows it,
    a body of a territory as long as the place, else up to a rank."""
    if committee := _COMMITTEE.match(text):
        return committee.group()
    rank = _ranks().search(text, 4)
    text = text[: rank.start()] if rank else text
    if nation := re.search(r"\s(?:RI|Republik\s+Indonesia)(?=\s+[A-Z][a-z])", text):
        text = text[: nation.end()]
    if (stuck := _STUCK.match(text)) and authority().find(stuck["name"], type="Agency"):
        return stuck["name"]
    ends = [match.end() for match in re.finditer(r"\S+", text)]
    for end in reversed(ends):
        prefix = text[:end].rstrip(",.")
        if authority().find(prefix, type="Agency") and (end < ends[-1] or len(ends) <= 8):
            return _with_bracket(text, end)
    if head := _TERRITORIAL.match(text):
        for end in reversed(ends):
            if end > head.end() and authority().find(text[head.end() : end].rstrip(",.")):
                return text[:end]
        return text[: next((end for end in ends if end > head.end()), len(text))]
    return text


def _with_bracket(text: str, end: int) -> str:
    """With an abbreviation in brackets and a nation that follow the known part."""
    follows = re.match(r"(?:\s*\([A-Z][\w/&. -]{1,14}\))?(?:\s+(?:RI|Republik\s+Indonesia)\b)?", text[end:])
    return text[: end + (follows.end() if follows else 0)]


def _unit(match: re.Match[str]) -> Iterator[Span]:
    """ "Kabupaten Bintan Timur" is as long as the authority knows it, else one word after the kind."""
    type_ = "Province" if match["kind"].startswith(("Prov", "Negara")) else "City"
    words = match.group().split()
    for size in range(len(words), 1, -1):
        text = " ".join(words[:size])
        records = authority().find(text, type=type_) or authority().find(" ".join(words[1:size]), type=type_)
        if records or size == 2:
            key = records[0].id if len(records) == 1 else None
            yield Span(match.start(), match.start() + len(text), type_, "unit", key)
            return


@lru_cache(maxsize=1)
def _country_pattern() -> re.Pattern[str]:
    names = {
        name for record in authority().records if record.type == "Country" for name in record.names if len(name) > 2
    }
    return re.compile(rf"\b{_OF_COUNTRY}\s+(?:Kerajaan\s+)?(?:{any_of(tuple(sorted(names)))}|RI)\b")


def of_country(page: Page) -> Iterator[Span]:
    """A country's government, police or authorities."""
    for match in _country_pattern().finditer(page.text):
        yield Span(match.start(), match.end(), "Agency", "country-body")


_MINISTER = re.compile(
    r"\b(?:Wakil\s+)?(?:Menteri|MENTERI|Wamen|Menko)\s+(?:Koordinator\s+)?(?:Bidang\s+)?(?P<body>(?:P2MI|PPMI|(?:[A-Z][\w/]+)(?:(?:\s+|,\s+|\s+dan\s+|,\s+dan\s+)(?!RI\b|Republik\b)[A-Z][a-z]\w+){0,7}))"
)
_CHIEF = re.compile(
    r"\b(?:Waka|Ka)(?P<unit>polda|polresta|polrestabes|polres|polsek)\s+(?P<name>[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+)?)"
)
_AMBASSADOR = re.compile(
    r"\b(?:Duta\s+Besar|Dubes|Konsul\s+Jenderal|Konjen)(?:\s+(?:LBBP\s+)?(?:RI|Republik\s+Indonesia|Indonesia))?(?:\s+(?:untuk|di)\s+(?:Kerajaan\s+)?(?P<where>[A-Z]\w+(?:\s[A-Z]\w+)?))?"
)


@lru_cache(maxsize=1)
def _heads() -> dict[str, str]:
    return dict(line.split("\t") for line in lines("heads.tsv"))


def of_title(page: Page) -> Iterator[Span]:
    """The body that a title names; `key` is the body's name behind `title:`."""
    for match in re.finditer(rf"\b(?:{any_of(tuple(_heads()))})(?:\s+RI)?\b", page.text):
        yield Span(
            match.start(), match.end(), "Agency", "title", "title:" + _heads()[re.sub(r"\s+RI$", "", match.group())]
        )
    for match in _MINISTER.finditer(page.text):
        words = match["body"].split()
        person = next((i for i, word in enumerate(words) if i and not _is_portfolio(word)), len(words))
        end = match.start("body") + _length(match["body"], person)
        suffix = re.match(r"\s*\([A-Z]\w+\)|\s+(?:RI|Republik\s+Indonesia)\b", page.text[end:])
        body = " ".join(words[:person]).rstrip(",")
        yield Span(match.start(), end + (suffix.end() if suffix else 0), "Agency", "title", f"title:Kementerian {body}")
    for match in _CHIEF.finditer(page.text):
        words = match["name"].split()
        size = 2 if len(words) == 2 and authority().find(f"{match['unit']} {match['name']}") else 1
        name = " ".join(words[:size])
        end = match.start("name") + len(name)
        yield Span(match.start(), end, "Agency", "title", f"title:{match['unit'].capitalize()} {name}")
    for match in _AMBASSADOR.finditer(page.text):
        where = match["where"] or ""
        if len(where.split()) == 2 and not authority().find(where):  # the second word begins a name
            where = where.split()[0]
        end = match.start("where") + len(where) if where else match.end()
        text = page.text[match.start() : end]
        post = "KJRI" if text.startswith("Kon") else "KBRI"
        if " " in text and (where or "RI" in text or "Indonesia" in text):
            yield Span(match.start(), end, "Agency", "title", f"title:{post} {where}".rstrip())


_PORTFOLIO = frozenset(column("words.tsv", "portfolio"))


def _is_portfolio(word: str) -> bool:
    return word.strip(",").casefold() in _PORTFOLIO


def _length(text: str, words: int) -> int:
    """Characters of the first words of a text."""
    found = re.match(rf"(?:\S+\s+){{{words - 1}}}\S+", text)
    return len(found.group().rstrip(",")) if found else len(text)
