"""Reads `ontology/authority/*.ttl`: public bodies and places that have a readable id, and what they are called.

`comparable` brings spellings of one name to one form; `Authority.find` gives every record that a name fits, so that
an ambiguous name comes back as several and the caller decides by context.

>>> authority().get("place/kh").name
'Kamboja'
>>> [record.id for record in authority().find("BP3MI Provinsi Kepri")]
['org/bp3mi-kepulauan-riau']
>>> [record.id for record in authority().find("Bogor", type="City")]
['place/id-kabupaten-bogor', 'place/id-kota-bogor']
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

import pyoxigraph as ox

from kg.text import fold
from ontology.vocabulary import AUTHORITY, NAMESPACE, THINGS, Vocabulary, VocabularyError, vocabulary

FILES = ("countries", "provinces", "cities", "places", "agencies", "outlets")
TYPES = ("Country", "Province", "City", "Place", "Agency")
HOME = "place/id"
_LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
_ALIAS = "http://www.w3.org/2004/02/skos/core#altLabel"
_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_PUBLIC = frozenset({"GovernmentBody", "LawEnforcementBody", "DiplomaticMission", "Court"})
_FILLERS = frozenset({"di", "untuk", "provinsi", "the"})
_NATION = re.compile(r" (?:republik indonesia|indonesia|ri)$")
_RANK = re.compile(r"^(?:kota|negara bagian|negara|kerajaan) ")
_BRACKET = re.compile(r"\(([^)]*)\)")


@dataclass(frozen=True)
class Record:
    """A public body or place. `type` is one of `TYPES`; `kind` a class below it, where there is one."""

    id: str
    type: str
    kind: str | None
    name: str
    aliases: tuple[str, ...]
    acronyms: tuple[str, ...]
    """Short names, often shared: every embassy has the acronym KBRI."""
    outside_ids: tuple[str, ...]
    part_of: str | None
    located_in: str | None

    @property
    def names(self) -> tuple[str, ...]:
        """All names, the label first, acronyms last."""
        return (self.name, *self.aliases, *self.acronyms)


class Authority:
    """All records, sorted by id, and who fits a name."""

    def __init__(self, records: Mapping[str, Record]) -> None:
        self._by_id = records
        self.records = tuple(records[identifier] for identifier in sorted(records))

    def get(self, identifier: str) -> Record | None:
        """The record of that id (`place/kh`), None when there is none."""
        return self._by_id.get(identifier)

    def find(self, name: str, *, type: str | None = None) -> tuple[Record, ...]:
        """Every record that the name fits, sorted by id; `type` (of `TYPES`) narrows it.

        Comparable forms of names and aliases are compared. Only where the whole name fits nothing is a part dropped:
        the nation after a body of Indonesia ("… RI"), the rank before a place abroad ("Kota Bavet").
        """
        for form in self._forms(name):
            found = self._fitting(form, type)
            found = found or [r for r in self._fitting(_NATION.sub("", form), type) if r.id in self._public_at_home]
            found = found or [r for r in self._fitting(_RANK.sub("", form), type) if r.id in self._abroad]
            if found:
                return tuple(found)
        return ()

    def chain(self, identifier: str) -> tuple[str, ...]:
        """Ids of the places around a record, nearest first, itself first when it is a place."""
        record = self.get(identifier)
        chain: list[str] = []
        while record is not None and record.id not in chain:
            if record.type != "Agency":
                chain.append(record.id)
            record = self.get(record.located_in or "")
        return tuple(chain)

    def country(self, identifier: str) -> str | None:
        """Id of the country that a record lies in, None where the authority does not say."""
        for place in self.chain(identifier):
            record = self.get(place)
            if record is not None and record.type == "Country":
                return place
        return None

    def _fitting(self, form: str, type_: str | None) -> list[Record]:
        records = self._index.get(form.replace(" ", ""), ())
        return [record for record in records if type_ in (None, record.type)]

    def _forms(self, name: str) -> Iterator[str]:
        """Without an acronym in brackets, "Kementerian Sosial (Kemensos) RI"; a country there belongs to the name."""
        brackets = _BRACKET.findall(name)
        if brackets and not any(self._fitting(comparable(inner), "Country") for inner in brackets):
            yield comparable(_BRACKET.sub(" ", name))
        yield comparable(name)

    @cached_property
    def _index(self) -> dict[str, list[Record]]:
        """Comparable form without spaces ("Tanjungpinang" is "Tanjung Pinang") → records, sorted by id."""
        index: dict[str, list[Record]] = defaultdict(list)
        for record in self.records:
            for form in dict.fromkeys(comparable(name).replace(" ", "") for name in record.names):
                index[form].append(record)
        return dict(index)

    @cached_property
    def _public_at_home(self) -> frozenset[str]:
        public = (record for record in self.records if record.type == "Agency" and record.kind in _PUBLIC)
        return frozenset(record.id for record in public if self.country(record.id) == HOME)

    @cached_property
    def _abroad(self) -> frozenset[str]:
        places = (record for record in self.records if record.type in ("Country", "Province", "City"))
        return frozenset(record.id for record in places if self.country(record.id) != HOME)


def comparable(name: str) -> str:
    """The form in which names are compared: folded, one spelling, long forms of offices abbreviated, without words
    that say nothing ("di", "provinsi").

    >>> comparable("Kepolisian Daerah Sumatra Utara")
    'polda sumatera utara'
    """
    one_spelling, phrases, short = _abbreviations()
    spelt = " ".join(one_spelling.get(word, word) for word in fold(name.replace("'", "")).split())
    words = phrases.sub(lambda found: short[found[0]], spelt).split()
    kept = [word for word in words if word not in _FILLERS]
    return " ".join(kept or words)


@lru_cache(maxsize=1)
def _abbreviations() -> tuple[dict[str, str], re.Pattern[str], dict[str, str]]:
    """Words that have one spelling, then a pattern of all long forms, longest first, and what each becomes."""
    lines = (AUTHORITY / "tables" / "abbreviations.tsv").read_text(encoding="utf-8").splitlines()[1:]
    pairs: list[list[str]] = [line.split("\t") for line in lines]
    words = {long: short for long, short in pairs if " " not in long}
    phrases = {long: short for long, short in pairs if " " in long}
    longest_first = sorted(phrases, key=lambda long: (-len(long), long))
    return words, re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})\b"), phrases


@lru_cache(maxsize=4)
def authority(folder: Path = AUTHORITY) -> Authority:
    """The authority files of that folder, read once. Raises VocabularyError when one is missing or does not parse."""
    names = vocabulary()
    records: dict[str, Record] = {}
    for file in FILES:
        path = folder / f"{file}.ttl"
        try:
            for record in _records(path, names):
                records[record.id] = record
        except (OSError, SyntaxError) as problem:
            raise VocabularyError(f"{path}: the authority file cannot be read: {problem}") from problem
    return Authority(records)


def _records(path: Path, names: Vocabulary) -> Iterator[Record]:
    values: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for triple in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE):
        object_ = triple.object
        if triple.predicate.value == _LABEL and isinstance(object_, ox.Literal) and object_.language != "id":
            continue
        value = object_.value if isinstance(object_, (ox.Literal, ox.NamedNode)) else ""
        values[triple.subject.value.removeprefix(THINGS)][triple.predicate.value].append(value)
    for identifier, found in values.items():
        kind = found[_TYPE][0].removeprefix(NAMESPACE)
        type_ = next(name for name in TYPES if names.is_a(kind, name))
        yield Record(
            id=identifier,
            type=type_,
            kind=kind if kind != type_ else None,
            name=found[_LABEL][0],
            aliases=tuple(found[_ALIAS]),
            acronyms=tuple(found[NAMESPACE + "acronym"]),
            outside_ids=tuple(found[NAMESPACE + "outsideId"]),
            part_of=_identifier(found[NAMESPACE + "partOf"]),
            located_in=_identifier(found[NAMESPACE + "locatedIn"]),
        )


def _identifier(values: list[str]) -> str | None:
    return values[0].removeprefix(THINGS) if values else None
