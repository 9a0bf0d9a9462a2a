"""Named bodies and places: what the authority files know, and what names of their kind look like.

`named` gathers them all; the rules for each kind stand in `bodies`, `posts` and `sites`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc
from spacy.tokens import Span as Span_

from kg.extract.names import bodies
from kg.extract.names.capitals import following_place, place
from kg.extract.names.posts import of_title
from kg.extract.names.sites import in_title, sites
from kg.extract.page import Page, nlp
from kg.extract.spans import TERRITORY, Span
from kg.extract.tables import any_of, column, lines
from ontology.authority import Record, authority

_ORDER = ("Country", "City", "Province", "Place", "Agency")
_STOP = frozenset((*column("words.tsv", "never"), *column("words.tsv", "brand")))
_AMBIGUOUS = frozenset(column("words.tsv", "ambiguous"))
_RANKS_OF_POLICE = frozenset({"Polda", "Polres", "Polresta", "Polsek"})
_NATION_NAMES = frozenset({"Indonesia", "INDONESIA", "RI"})
_BEFORE_NATION = re.compile(r"(?:warga\s+negara|migran|kerja|republik|anak\s+buah\s+kapal)\s+$", re.IGNORECASE)
_BEFORE_NONE = re.compile(rf"(?:^|[^\w])(?:{any_of(column('bodies.tsv', 'before-no-place'))})\s+$", re.IGNORECASE)
_BEFORE_PLACE = re.compile(
    r"\b(?:di|ke|dari|asal|warga|wilayah|daerah|kawasan|kota|kabupaten|provinsi|antara)\s+$", re.IGNORECASE
)
_WITHIN = re.compile(r"\b(?:di|kawasan|daerah|wilayah|hotel|mal)\s+$", re.IGNORECASE)
_REGION = re.compile(r"\b(?:kawasan|wilayah|negara(?:-negara)?(?:\s+anggota)?)\s+$", re.IGNORECASE)
_WORD = re.compile(r"\w*")
_NATION = re.compile(r"\s+(?:RI|Republik\s+Indonesia)\b")


def named(page: Page) -> list[Span]:
    """Every span that may name a body or a place; they overlap."""
    found = (of_title(page), bodies.of_country(page), bodies.patterned(page), bodies.abbreviated(page))
    return [span for spans in (*found, bodies.companies(page), sites(page), known(page)) for span in spans]


def _extra() -> Iterator[Record]:
    """Places of our own list, which have no id."""
    for name, type_ in (line.split("\t") for line in lines("places.tsv")):
        yield Record("", type_, None, name, (), (), (), None, None)


class _Names:
    """Every name of the authority files and what it may be; places also in capitals, as datelines have them.

    To tokenise all ten thousand takes a second; a name is given to the matcher when its first word is first read.
    """

    def __init__(self) -> None:
        self.records: dict[str, list[Record]] = {}
        for record in (*authority().records, *_extra()):
            for name in record.names:
                spellings = {name, name.upper()} if record.type in TERRITORY and len(name) > 3 else {name}
                for spelling in spellings:
                    if len(spelling) > 1 and spelling not in _STOP and spelling[:1].isupper():
                        self.records.setdefault(spelling, []).append(record)
        self._matcher = PhraseMatcher(nlp().vocab)
        self._waiting: dict[str, list[str]] = {}
        for name in sorted(self.records):
            self._waiting.setdefault(_first_word(name), []).append(name)

    def __call__(self, doc: Doc) -> Iterator[Span_]:
        """The stretches of a text that are such names."""
        words = {_first_word(token.text) for token in doc}
        new = [name for word in sorted(words & self._waiting.keys()) for name in self._waiting.pop(word)]
        if new:
            self._matcher.add("known", [nlp().make_doc(name) for name in new])
        return (doc[first:last] for _, first, last in self._matcher(doc))


def _first_word(text: str) -> str:
    match = _WORD.match(text)
    return match.group() if match else ""


@lru_cache(maxsize=1)
def _names() -> _Names:
    return _Names()


def known(page: Page) -> Iterator[Span]:
    """Every name of the authority files, with the kind that is likeliest and the id where only one thing fits.

    A territory in a head's title ("Gubernur Jawa Barat") has no type: it is no mention, and no part of a person.
    """
    names = _names()
    for found in names(page.doc):
        records = names.records.get(found.text, ())
        before = page.text[max(0, found.start_char - 40) : found.start_char]
        if found.text in _RANKS_OF_POLICE and before.endswith("("):  # "tujuh Kepolisian Daerah (Polda)" names none
            continue
        if (
            not records
            or _BEFORE_NONE.search(before)
            or (found.text in _NATION_NAMES and _BEFORE_NATION.search(before))
        ):
            continue
        type_ = min((record.type for record in records), key=_ORDER.index)
        if type_ != "Agency" and _is_other(found.text, before):
            continue
        if type_ != "Agency" and in_title(page.text, found.start_char):
            yield Span(found.start_char, found.end_char, "", "known")
            continue
        ids = {record.id for record in records if record.type == type_ and record.id}
        end = found.end_char
        if type_ == "City" and _WITHIN.search(before) and _is_quarter(page.text, end, ids):
            yield Span(found.start_char, end, "Place", "known")
            continue
        if type_ == "Agency" and (nation := _NATION.match(page.text, end)):
            end = nation.end()
        type_ = "Place" if found.text == "ASEAN" and _REGION.search(before) else type_
        yield Span(found.start_char, end, type_, "known", next(iter(ids)) if len(ids) == 1 else None)
    yield from glued(page)


def _is_quarter(text: str, end: int, ids: set[str]) -> bool:
    """A town abroad before a place in Indonesia is a quarter of that ("Nagoya, Batam")."""
    comma = re.compile(r",\s+(?=[A-Z])").match(text, end)
    if comma is None or any(identifier.startswith("place/id-") for identifier in ids):
        return False
    ahead = " " + text[comma.end() : comma.end() + 60]
    around = place(" ".join(ahead[: following_place(ahead, 0)].split()))
    following = ahead[following_place(ahead, 0) :]
    if re.match(r"\s*(?:,\s+(?:dan\s+)?|dan\s+|serta\s+)[A-Z]", following):  # a list of towns
        return False
    return bool(around) and all(record.id.startswith("place/id-") for record in around)


def _is_other(name: str, before: str) -> bool:
    """A place's name that is more often a word or a person's name needs a preposition before it."""
    return name in _AMBIGUOUS and _BEFORE_PLACE.search(before) is None


@lru_cache(maxsize=1)
def _countries() -> tuple[re.Pattern[str], dict[str, str]]:
    records = [record for record in authority().records if record.type == "Country"]
    ids = {name: record.id for record in records for name in record.names if len(name) > 5 and " " not in name}
    return re.compile(rf"(?:{any_of(tuple(ids))})(?=[a-z]{{2}})"), ids


def glued(page: Page) -> Iterator[Span]:
    """A country's name that lost the space behind it ("Kambojakini")."""
    pattern, ids = _countries()
    for match in pattern.finditer(page.text):
        yield Span(match.start(), match.end(), "Country", "known", ids[match.group()])
