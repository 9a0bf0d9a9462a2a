"""Agencies that no list knows, by what their names look like.

1. `patterned`: a head word ("Polres", "Dinas", "PT") and the capitals after it, with its abbreviation in brackets and
   the territory or nation behind it; as long as the authority knows it, else up to a rank or a person.
2. `abbreviated`: capitals and their initials in brackets ("National Anti Crime Bureau (NACB)").
3. `companies`: capitals that end like a firm's name ("… Group", "… Co., Ltd").
4. `of_country`: "pemerintah Kamboja", "polisi Phnom Penh", "otoritas Thailand".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from kg.extract.names.capitals import ABBREVIATED, CAPITAL, GAP, body, following_place
from kg.extract.page import Page
from kg.extract.spans import Span
from kg.extract.tables import any_of, column
from ontology.authority import authority

_JOIN = r"(?:dan|untuk|atas|bagi|serta|dan/atau|of|for|and|the|on|to|&)"
_HEAD = any_of(column("words.tsv", "agency-head"))
_WORD = rf"(?:{CAPITAL}|\d{{1,3}}(?=\s+[A-Z]))"
_MORE = rf"(?:{GAP}(?:(?:{_JOIN}[ ]+){{1,2}}(?!(?:{_HEAD}|PT|CV)\b))?{_WORD})"
_HEADED = re.compile(
    rf"(?<![\w])(?<!Amerika )(?<!Amerika)(?P<head>(?:PT|CV)\.?|{_HEAD}){_MORE}*(?:{ABBREVIATED}(?:{GAP}{_WORD})*)?"
    rf"|\b(?:KBRI|KJRI|KDEI|BP[23]MI|BP3TKI|BNP2TKI|KP2MI|Polri|Bareskrim|Imigrasi|Interpol|Kemen(?!ko)[a-z]\w+)(?![a-z])"
)
_COMMITTEE = re.compile(
    r"\bKomisi\s+(?:[IVX]+)\s*(?:DPR(?:D)?|Dewan\s+Perwakilan\s+Rakyat)(?:\s+(?:RI|Republik\s+Indonesia))?\b"
)
_LONELY = frozenset(column("words.tsv", "lonely"))
_NEVER = frozenset(column("words.tsv", "never"))
_NATION = re.compile(rf"{GAP}(?:RI|Republik\s+Indonesia)\b")
_TERRITORIAL = re.compile(rf"(?:{any_of(column('words.tsv', 'territorial'))})(?:{ABBREVIATED})?(?={GAP})")
_MISSION = re.compile(r"KBRI|KJRI|KDEI|Kedutaan|Konsulat|Perwakilan")
_DESK = re.compile(rf"(?:{any_of(column('words.tsv', 'desk'))})\b")
_INNER = re.compile(
    r"\s(?P<body>(?:Kementerian|Kemen[a-z]+|Kemlu|Migrant\s+C|Polda|Polri|BP2MI|BNP2TKI|Polres)[\w]*\b)"
)
_OWN = rf"{CAPITAL}|[IVX]+\b"
_UNIT = re.compile(rf"(?:{any_of(column('bodies.tsv', 'unit-head'))})\b")
_FORCE = re.compile(
    rf"{GAP}(?:Bareskrim(?:\s+Polri)?|Polri|Pol(?:da|resta|restabes|res|sek)\s+{CAPITAL}(?:\s+{CAPITAL})?|Kem(?:en)?lu)\b"
)
_VAGUE = re.compile(r"\s+(?:setempat|pusat|daerah|terkait|masing)\b")


def patterned(page: Page) -> Iterator[Span]:
    """Agencies whose first word says what they are."""
    for match in _COMMITTEE.finditer(page.text):
        yield Span(match.start(), match.end(), "Agency", "pattern")
    for match in _HEADED.finditer(page.text):
        start = _start(match)
        end = _end(page.text, start, match.end())
        if not _VAGUE.match(page.text, end) and _is_name(page.text[start:end]):
            yield Span(start, end, "Agency", "pattern")


def _start(match: re.Match[str]) -> int:
    """Where the body begins: a desk inside it ("Kepala Biro Humas Kementerian X") belongs to the title."""
    inner = _INNER.search(match.group()) if _DESK.match(match.group()) else None
    return match.start() + (inner.start("body") if inner else 0)


def _is_name(text: str) -> bool:
    """Whether more than the kind of body is named."""
    bare = " ".join(re.sub(ABBREVIATED, "", text).split())
    return (
        bare not in _LONELY
        and not bare.startswith("PT-")
        and bare not in ("PT", "CV")
        and (bare == "Imigrasi" or bool(body(text)) or not re.fullmatch(_HEAD, bare))
    )


def _end(text: str, start: int, end: int) -> int:
    """Where the name that begins at `start` ends, without the person, the rank or the sentence behind it."""
    end = start + len(_cut(text[start:end]).rstrip(".,"))
    abroad, unit = _MISSION.match(text, start) is not None, _UNIT.match(text, start) is not None
    while True:
        bracket = re.compile(ABBREVIATED).match(text, end)
        nation = _NATION.match(text, end)
        force = _FORCE.match(text, end) if unit else None
        extra = bracket or nation or force
        following = extra.end() if extra else following_place(text, end, abroad=abroad)
        if following == end:
            return end
        end = following


@lru_cache(maxsize=1)
def _ranks() -> re.Pattern[str]:
    ranks = {
        *column("titles.tsv", "rank"),
        *column("titles.tsv", "academic"),
        *column("words.tsv", "leads"),
        *column("bodies.tsv", "headline-verb"),
    }
    return re.compile(rf",?\s+(?:{any_of(tuple(ranks))})(?![\w])")


def _cut(text: str) -> str:
    if committee := _COMMITTEE.match(text):
        return committee.group()
    rank = _ranks().search(text, 4)
    text = text[: rank.start()] if rank else text
    nation = re.search(r"\s(?:RI|Republik\s+Indonesia)(?=\s+[A-Z][a-z])", text)
    text = text[: nation.end()] if nation else text
    ends = [match.end() for match in re.finditer(rf"{CAPITAL}|\S+", text)]
    head = _TERRITORIAL.match(text)
    for end in reversed(ends):
        far = head is None or end > head.end()
        if far and body(" ".join(text[:end].rstrip(",.").split())) and (end < ends[-1] or len(ends) <= 8):
            return text[:end]
    if head:
        end = following_place(text, head.end(), abroad=_MISSION.match(text) is not None)
        word = None if head.group() == "Imigrasi" else re.compile(rf"{GAP}(?:{_OWN})").match(text, head.end())
        return text[:end] if end > head.end() else text[: word.end() if word else head.end()]
    bracket = re.search(ABBREVIATED, text)
    return text[: bracket.end()] if bracket else text


_FULL = re.compile(
    rf"(?<![\w]){CAPITAL}(?:{GAP}(?:{_JOIN}[ ]+){{0,2}}{CAPITAL}){{1,9}}[ ]*\((?P<short>[A-Z][A-Z&/-]{{1,9}})\)"
)
_BODY_WORD = re.compile(rf"\b(?:{any_of(column('bodies.tsv', 'body-word'))}|{_HEAD})\b")
_NO_BODY = re.compile(rf"^(?:{any_of(column('words.tsv', 'no-body'))})\b")


def abbreviated(page: Page) -> Iterator[Span]:
    """Capitals whose initials stand in brackets behind them; of longer runs the part that the initials fit."""
    for match in _FULL.finditer(page.text):
        if match["short"] in _NEVER:
            continue
        words = list(re.finditer(CAPITAL, page.text[match.start() : match.start("short") - 1]))
        short = re.sub(r"\W", "", match["short"])
        for word in words[-len(short) - 1 :]:
            name = page.text[match.start() + word.start() : match.start("short")]
            if _fits(short, name) and _BODY_WORD.search(name) and not _NO_BODY.match(name):
                yield Span(match.start() + word.start(), match.end(), "Agency", "abbreviated")
                break


def _fits(short: str, name: str) -> bool:
    initials = [word[0] for word in re.findall(CAPITAL, name)]
    return len(initials) >= 2 and sorted(initials) == sorted(short)


_COMPANY = re.compile(
    rf"(?<![\w]){CAPITAL}(?:[ ]{CAPITAL}){{0,3}}[ ]"
    r"(?:(?:Group|Bank|Airlines|Airways|Entertainment|Holdings?|Foundation)\b"
    r"(?:[ ]Co\.?,?[ ]?(?:Ltd|ltd)\b\.?)?|Co\.?,?[ ]?(?:Ltd|ltd)\b\.?|Ltd\b\.?|Inc\b\.?)"
)


def companies(page: Page) -> Iterator[Span]:
    """Names that end like a firm's."""
    for match in _COMPANY.finditer(page.text):
        yield Span(match.start(), match.end(), "Agency", "company")


_OF_COUNTRY = (
    r"(?i:pemerintah(?:an)?|kepolisian(?:\s+(?:nasional|kerajaan))?|polisi(?:\s+diraja)?|otoritas(?:\s+(?!di\b)[a-z]+)?|aparat(?:\s+keamanan)?|"
    r"imigrasi|militer|tentara|angkatan\s+darat|kementerian\s+(?:luar\s+negeri|dalam\s+negeri|pertahanan|kesehatan|kehakiman)|"
    r"kemlu|kemenlu|pihak\s+berwenang|departemen\s+imigrasi)"
)
_OF_TOWN = re.compile(r"\b(?P<head>(?i:kepolisian|polisi|otoritas))(?=\s+(?:Provinsi\s+|Kota\s+|Distrik\s+)?[A-Z])")


@lru_cache(maxsize=1)
def _countries() -> re.Pattern[str]:
    names = {
        name for record in authority().records if record.type == "Country" for name in record.names if len(name) > 2
    }
    long = any_of(tuple(sorted(name for name in names if len(name) > 4)))
    short = any_of(tuple(sorted(name for name in names if len(name) <= 4)))
    return re.compile(rf"\b{_OF_COUNTRY}\s*(?:(?:Kerajaan|Republik)\s+)?(?:(?:{long})|(?<=\s)(?:{short}|RI)\b)")


def of_country(page: Page) -> Iterator[Span]:
    """A country's government, police or authorities, and those of a town."""
    for match in _countries().finditer(page.text):
        yield Span(match.start(), match.end(), "Agency", "country-body")
    for match in _OF_TOWN.finditer(page.text):
        if re.search(r"[Kk]antor\s+$", page.text[max(0, match.start() - 8) : match.start()]):
            continue
        end = following_place(page.text, match.end())
        if end > match.end():
            yield Span(match.start(), end, "Agency", "country-body")
