"""What a name denotes: a record of the authority, a body of a place ("Kepolisian" of Kamboja), or only itself.

>>> Identities().of("Kemenlu RI", "Agency").records
('org/kemlu-ri',)
>>> Identities().of("polisi Laos", "Agency").records
('org/kepolisian-la',)
>>> Identities().of("PT. Sumber Jaya", "Agency").key == Identities().of("Sumber Jaya, PT", "Agency").key
True
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from kg.resolve.tables import mapping, words
from ontology.authority import HOME, Authority, Record, authority, comparable

_RANKS = frozenset({"kota", "kabupaten", "kerajaan", "negara"})
_NATION = re.compile(r" (?:republik indonesia|indonesia|ri)$")
_BRACKET = re.compile(r"\(([^)]*)\)")
_AIR_OR_SEA = ("bandara internasional ", "pelabuhan internasional ")
_SHORT = 5
_DOMINANT = 2


@dataclass(frozen=True)
class Identity:
    """`records`: ids of the records that the name fits; `key`: its form for comparing with names that fit none;
    `alone`: whether an equal key is enough to be the same."""

    records: tuple[str, ...]
    key: str
    alone: bool
    legal: bool = False


class Identities:
    """Looks names up, each name once; knows places by their comparable form."""

    def __init__(self, known: Authority | None = None) -> None:
        self.known = known or authority()
        self._seen: dict[tuple[str, str], Identity] = {}
        self._places = _places(self.known)

    def of(self, name: str, type_: str) -> Identity:
        """The identity of a name of an Agency or a place."""
        key = (name, type_)
        if key not in self._seen:
            self._seen[key] = self._agency(name) if type_ == "Agency" else self._place(name, type_)
        return self._seen[key]

    def choose(self, records: tuple[str, ...], weights: Mapping[str, int], held: tuple[str, ...]) -> str | None:
        """The one of several records that the article speaks of, else None.

        `weights`: how often the article names each place; `held`: where it says that this body is. A mission is that
        in the country that clearly leads; any other office must be the only one whose place is named.
        """
        if len(records) == 1:
            return records[0]
        found = [record for record in map(self.known.get, records) if record is not None]
        near = [record for record in found if self._seat(record) in held or record.located_in in held]
        if len(near) == 1:
            return near[0].id
        scored = sorted(((weights.get(self._seat(record), 0), record.id) for record in found), reverse=True)
        (first, best), (second, _) = scored[0], scored[1]
        if first == 0 or first == second:
            return None
        missions = all(record.kind == "DiplomaticMission" for record in found)
        return best if second == 0 or (missions and first >= _DOMINANT * second) else None

    def _seat(self, record: Record) -> str:
        """The place that decides: the country of a mission, else where the record lies."""
        if record.kind == "DiplomaticMission":
            return self.known.country(record.id) or ""
        return record.located_in or ""

    def _agency(self, name: str) -> Identity:
        form = comparable(_plain(name))
        legal = words("legal_forms") & set(form.split())
        if legal and len(form.split()) > 1:
            rest = " ".join(word for word in form.split() if word not in legal)
            return Identity((), f"{'+'.join(sorted(legal))}:{rest}", True, True)
        if found := self.known.find(name, type="Agency"):
            return Identity(tuple(record.id for record in found), form, len(found) == 1)
        return self._body(form, name)

    def _body(self, form: str, name: str) -> Identity:
        """A body and the place that its name ends with; the longest place wins ("Kota Bogor", not "Bogor")."""
        parts = form.split()
        for cut in range(1, len(parts)):
            if places := self._places.get("".join(parts[cut:])):
                body = parts[:cut]
                while len(body) > 1 and body[-1] in _RANKS:
                    body.pop()
                return self._body_of(" ".join(body), places)
        short = len(parts) == 1 and len(form) <= _SHORT and name.strip().isupper()
        bare = _NATION.sub("", form)
        return Identity((), bare.replace(" ", ""), bool(form) and bare not in words("generic") and not short)

    def _body_of(self, written: str, places: tuple[str, ...]) -> Identity:
        body = mapping("bodies").get(written, written)
        if len(places) == 1 and (place := self.known.get(places[0])):
            found = self.known.find(f"{body} {place.name}", type="Agency")
            if len(found) == 1:
                return Identity((found[0].id,), body, True)
        at_home = [record.id for record in self.known.find(body, type="Agency")]
        if len(at_home) == 1:  # "Kemenkes Kamboja": the kind of body that our record is, of another state
            body = at_home[0]
            if places == (HOME,):
                return Identity((body,), body, True)
        return Identity((), f"{body}@{'+'.join(places)}", True)

    def _place(self, name: str, type_: str) -> Identity:
        form = comparable(name)
        for prefix in _AIR_OR_SEA:
            form = form.replace(prefix, prefix.split()[0] + " ")
        found = self.known.find(name, type=type_)
        local = form.split(" ")[0] in words("local_places") or (not found and form in words("shared_districts"))
        alone = bool(form) and not local and form not in words("generic")
        return Identity(tuple(record.id for record in found), form.replace(" ", ""), alone)


def _plain(name: str) -> str:
    """The name without a bracketed acronym."""
    return _BRACKET.sub(lambda found: " " if found[1].isupper() else f" {found[1]} ", name)


@lru_cache(maxsize=2)
def _places(known: Authority) -> Mapping[str, tuple[str, ...]]:
    """Comparable form without spaces → ids of the countries, provinces and cities of that name, sorted."""
    places: dict[str, set[str]] = defaultdict(set)
    for record in known.records:
        if record.type in ("Country", "Province", "City"):
            for name in record.names:
                places[comparable(name).replace(" ", "")].add(record.id)
    return {name: tuple(sorted(ids)) for name, ids in places.items()}
