"""Sets of people or cases and how many they are: "sebanyak 5.300 warga", "puluhan WNI", "para korban".

>>> number("5.300"), number("tiga belas"), number("dua puluh satu")
(5300, 13, 21)
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from kg.extract.page import Page
from kg.extract.spans import Span, Taken
from kg.extract.tables import any_of, column
from kg.model import Size

_ONES = {"satu": 1, "dua": 2, "tiga": 3, "empat": 4, "lima": 5, "enam": 6, "tujuh": 7, "delapan": 8, "sembilan": 9}
_FIXED = {"sepuluh": 10, "sebelas": 11, "seratus": 100, "seribu": 1000, **_ONES}
_SCALES = {"puluh": 10, "ratus": 100, "ribu": 1000, "juta": 1_000_000}
_INDEFINITE = {
    "belasan": (11, 19),
    "puluhan": (20, 99),
    "ratusan": (100, 999),
    "ribuan": (1000, 9999),
    "sejumlah": (2, None),
    "beberapa": (2, None),
    "banyak": (2, None),
}
_QUALIFIERS = {
    "sekitar": "about",
    "kurang lebih": "about",
    "lebih kurang": "about",
    "kira-kira": "about",
    "diperkirakan": "about",
    "lebih dari": "moreThan",
    "sedikitnya": "atLeast",
    "setidaknya": "atLeast",
    "paling sedikit": "atLeast",
    "minimal": "atLeast",
    "hampir": "lessThan",
    "kurang dari": "lessThan",
    "paling banyak": "atMost",
    "maksimal": "atMost",
    "sebanyak": "exact",
    "total": "exact",
    "sejumlah": "exact",
}
_WORD_NUMBER = rf"(?:(?:{'|'.join([*_FIXED, 'belas', *_SCALES])})(?:\s+(?:{'|'.join([*_FIXED, 'belas', *_SCALES])}))*)"
_DIGITS = r"\d+,\d+(?=\s+(?:ribu|juta))|\d{1,3}(?:\.\d{3})+(?!\d)|\d+(?![\d.,]*\d)"
_NOT_AFTER = re.compile(
    r"(?:pukul|pasal|nomor|no\.?|tahun|rp\.?|tanggal|usia|umur|hari|salah|punya|memiliki|ibu|ayah|bapak|pria)\s*$",
    re.IGNORECASE,
)
_RATE = re.compile(
    r"[^.,;()]{0,20}?\b(?:setiap|per|tiap|se)[\s-]*(?:hari|minggu|pekan|bulan|tahun)(?:nya)?\b(?!\s+\d)", re.IGNORECASE
)
_CASES = frozenset(column("units.tsv", "case"))


@dataclass(frozen=True)
class Counted:
    """A span of type Group, its size, and whether it counts cases instead of people."""

    span: Span
    size: Size | None
    cases: bool
    unit: str


def number(text: str) -> int | None:
    """A number in digits with Indonesian dots, or in words; None for anything else."""
    if re.fullmatch(r"[\d.]+", text):
        return int(text.replace(".", ""))
    total, below, ones = 0, 0, 0  # thousands and millions; hundreds and tens of the part; its last digit
    for word in text.casefold().split():
        if word in _FIXED:
            below, ones = below + ones, _FIXED[word]
        elif word == "belas":
            below, ones = below + ones + 10, 0
        elif word in _SCALES and _SCALES[word] < 1000:
            below, ones = below + max(ones, 1) * _SCALES[word], 0
        elif word in _SCALES:
            total, below, ones = total + max(below + ones, 1) * _SCALES[word], 0, 0
        else:
            return None
    return total + below + ones or None


_SCALE = r"(?P<scale>\s+(?:ribu|juta)(?:an)?)?"
_COUNT = rf"(?:(?P<digits>(?<![A-Z0-9.,/_])(?:{_DIGITS}){_SCALE})|\b(?:ke)?(?P<words>{_WORD_NUMBER}))"
_MORE = (
    r"(?:\s+(?:orang|WNI|PMI|TKI|korban|calon|pekerja|migran|Indonesia|ilegal|nonprosedural|asing|perempuan|pria|"
    r"laki-laki|anak|warga|negara|asal\s+Indonesia|pengaduan|polisi|TPPO|lainnya|lain|bermasalah|tewas|dewasa|muda|"
    r"di\s+bawah\s+umur|\([A-Z]{2,5}\)))*"
)


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], ...]:
    """Parts of a counted set, counted sets, numbers that take one up or go on with it, sets without a number."""
    people, accused, gangs = (any_of(column("units.tsv", kind)) for kind in ("people", "accused", "gang"))
    unit = rf"(?P<unit>\b(?:{any_of(_units())})(?:nya)?\b|(?:orang|warga)(?-i:(?=[A-Z]))|(?-i:WNI|CPMI|PMI|TKI|WNA))"
    qualifier = rf"(?:\b(?P<qualifier>{any_of(tuple(_QUALIFIERS))})\s+(?:ada\s+|terdapat\s+|mencapai\s+)?)?"
    number = rf"(?:{_DIGITS}|{_WORD_NUMBER})"
    many = rf"\b(?P<many>{'|'.join(_INDEFINITE)})"
    of = r"(?:yang|di|asal|dari|itu|tersebut|ke)"
    trade = r"(?:tenaga\s+kerja|ilegal|penyalur(?:an)?|perekrut(?:an)?|perjalanan)"
    crime = (
        r"(?:penipuan(?:\s+(?:daring|online|siber|internasional))?|perdagangan\s+(?:orang|manusia)|TPPO|pelaku|kejahatan|"
        r"internasional|judi(?:\s+(?:daring|online))?|online\s+scam|scam(?:ming)?|mafia|perekrut(?:an)?)"
    )
    return (
        re.compile(
            rf"(?P<group>{_COUNT}\s+(?:orang\s+)?dari\s+(?:total\s+|ke-?)?{number}\s*{unit}{_MORE})", re.IGNORECASE
        ),
        re.compile(rf"{qualifier}(?P<group>(?:(?:ke-?)?{_COUNT}(?:\s+lebih)?|{many})\s*{unit}{_MORE})", re.IGNORECASE),
        re.compile(rf"\b(?P<group>{_COUNT}\s+(?:di\s*antaranya|lainnya|dari\s+mereka))\b", re.IGNORECASE),
        re.compile(rf"(?:(?<=,\s)|(?<=\bdan\s))(?P<group>{_COUNT})(?=\s+dari\s+(?-i:[A-Z]))", re.IGNORECASE),
        re.compile(
            rf"\b(?P<group>(?i:para|seluruh|semua|sebagian|seorang)\s*(?i:calon\s+)?"
            rf"(?:(?i:{people})|(?i:{accused})(?:\s+{trade})?)"
            rf"|(?i:{gangs})\s+{crime}|(?i:{accused})\s+{trade}(?:\s+atau\s+sponsor)?|(?i:calo\s+atau\s+sponsor)"
            rf"|(?:WNI|PMI|warga\s+negara\s+Indonesia\s+\(WNI\)|pekerja\s+migran\s+Indonesia\s+\(PMI\)"
            rf"|[Kk]orban|[Cc]alo|[Pp]erekrut|[Tt]ersangka)(?=\s+{of}\b))"
        ),
    )


def _units() -> tuple[str, ...]:
    return tuple(unit for kind in ("people", "accused", "body", "case") for unit in column("units.tsv", kind))


def counted(page: Page) -> Iterator[Counted]:
    """Every counted or plainly named set, by offset; those in furniture too."""
    taken = Taken()
    for pattern in _patterns():
        for match in pattern.finditer(page.text):
            start, end = match.span("group")
            if not taken.is_free(start, end) or _NOT_AFTER.search(page.text[max(0, start - 12) : start]):
                continue
            if is_no_set(page, start, end):
                continue
            taken.take(start, end)
            groups = match.groupdict()
            unit = (groups.get("unit") or "").casefold()
            text = page.text[start:end]
            cases = any(re.search(rf"\b{word}\b", text, re.IGNORECASE) for word in _CASES)
            yield Counted(Span(start, end, "Group", "group"), _size(groups, text), cases, unit)


def measured(page: Page, span: Span) -> Counted:
    """A set that something else than these patterns found, with the size that it gives first, if any."""
    text = page.text[span.start : span.end]
    cases = any(re.search(rf"\b{word}\b", text, re.IGNORECASE) for word in _CASES)
    match = _first_number().match(text)
    return Counted(span, _size(match.groupdict(), text) if match else None, cases, "")


def is_no_set(page: Page, start: int, end: int) -> bool:
    """Whether a number there counts neither people nor cases ("10 negara", "638 persen"), takes up one that does not
    ("tujuh di antaranya"), or is a rate ("25 kasus baru setiap hari")."""
    number = _first_number().match(page.text, start)
    if number is None:
        return False
    things = _things().match(page.text, number.end())
    return things is not None or _RATE.match(page.text, end) is not None or _takes_up_things(page, start, end)


def _takes_up_things(page: Page, start: int, end: int) -> bool:
    """Whether "tujuh di antaranya" follows numbers of things alone."""
    if not page.text.endswith("antaranya", start, end):
        return False
    before = page.text[page.sentences[page.sentence(start)][0] : start]
    counted = [match for match in _first_number().finditer(before) if match["digits"] or match["words"]]
    return bool(counted) and all(_things().match(before, match.end()) for match in counted)


@lru_cache(maxsize=1)
def _things() -> re.Pattern[str]:
    return re.compile(rf"\s*%|\s+(?:{any_of(tuple(column('units.tsv', 'thing')))})\b", re.IGNORECASE)


@lru_cache(maxsize=1)
def _first_number() -> re.Pattern[str]:
    qualifiers, many = any_of(tuple(_QUALIFIERS)), any_of(tuple(_INDEFINITE))
    return re.compile(
        rf"(?:(?P<qualifier>{qualifiers})\s+)?(?:ke-?)?(?:(?P<digits>(?:{_DIGITS}){_SCALE})|(?P<words>{_WORD_NUMBER})\b|(?P<many>{many})\b)",
        re.IGNORECASE,
    )


def _size(groups: dict[str, str | None], text: str) -> Size | None:
    qualifier = _QUALIFIERS.get(re.sub(r"\s+", " ", (groups.get("qualifier") or "").casefold()), "exact")
    many = groups.get("many")
    if many:
        low, high = _INDEFINITE[many.casefold()]
        return Size(minimum=low, maximum=high, qualifier="indefinite", text=text)
    written = groups.get("digits") or groups.get("words")
    if not written:
        return Size(count=1, qualifier="exact", text=text) if text.casefold().startswith("seorang") else None
    scale = groups.get("scale")
    if scale:
        base = float(written[: -len(scale)].strip().replace(".", "").replace(",", "."))
        count: int | None = round(base * _SCALES[re.sub(r"an$", "", scale.strip().casefold())])
    else:
        count = number(written)
    return None if count is None else Size(count=count, qualifier=qualifier, text=text)
