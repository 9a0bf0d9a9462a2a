"""Countries, provinces, cities and places: the gazetteer's rows, corrected and added to by our tables."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from ontology.compiler.blocks import Block, Tables, distinct, is_acronym, own, slug, split

ADMINISTRATIVE = re.compile(r"^(Kabupaten|Kota) (?:Administrasi )?")
_ENGLISH = {"Kabupaten": "{} Regency", "Kota": "{} City"}
_CITY_STATES = ("HK", "SG", "VA")


def countries(tables: Tables) -> Iterator[Block]:
    more = {row["iso2"]: split(row["aliases"]) for row in own("country_aliases")}
    for row in tables.rows("countries_id"):
        names = distinct([row["name_id"], *split(row["aliases"]), *more.get(row["iso2"], ())])
        codes = (f"iso3166:{row['iso2']}", f"iso3166:{row['iso3']}")
        acronyms = tuple(name for name in names[1:] if name.isupper() and len(name) < 5)
        names = tuple(name for name in names if name not in acronyms)
        yield Block(f"place/{row['iso2'].lower()}", "Country", names, row["name_en"], acronyms, codes)


def provinces(tables: Tables) -> Iterator[Block]:
    mine = {row["code"]: row for row in own("provinces")}
    for row in tables.rows("id_admin"):
        if row["level"] == "1":
            extra = mine[row["code"]]
            given = distinct([row["name"], *split(row["aliases"]), *split(extra["aliases"])])
            acronyms = tuple(name for name in given if name.isupper() and len(name) < 5)
            names = tuple(name for name in given if name not in acronyms)
            if extra["slug"] == "dki-jakarta":  # the name that everybody uses comes first
                names = distinct(["DKI Jakarta", *names])
            code = (f"kemendagri:{row['code']}",)
            yield Block(
                f"place/id-{extra['slug']}", "Province", names, extra["name_en"], acronyms, code, "", "place/id"
            )
    for row in own("foreign_provinces"):
        country = row["iso"][:2].lower()
        names = distinct([row["name"], *split(row["aliases"])])
        identifier, code = f"place/{country}-provinsi-{slug(row['name'])}", (f"iso3166-2:{row['iso']}",)
        yield Block(identifier, "Province", names, row["name"], (), code, "", f"place/{country}")


def indonesian_cities(tables: Tables) -> Iterator[Block]:
    rows = [row for row in tables.rows("id_admin") if row["level"] == "2"]
    shorts = Counter(ADMINISTRATIVE.sub("", row["name"]) for row in rows)
    province = {row["code"]: f"place/id-{row['slug']}" for row in own("provinces")}
    more = {row["code"]: split(row["aliases"]) for row in own("city_aliases")}
    towns = Counter(row["name"] for row in tables.rows("world_cities") if row["iso2"] == "ID")
    geonames = {row["name"]: row["geonameid"] for row in tables.rows("world_cities") if row["iso2"] == "ID"}
    for row in rows:
        short = ADMINISTRATIVE.sub("", row["name"])
        rank = row["name"].split()[0]
        full = f"{rank} {short}"
        names = distinct([short, full] if shorts[short] == 1 else [full, short])
        names = distinct([*names, row["name"], *split(row["aliases"]), *more.get(row["code"], ())])
        outside = [f"kemendagri:{row['code']}"]
        if rank == "Kota" and towns[short] == 1:
            outside.append(f"geonames:{geonames[short]}")
        identifier, within = f"place/id-{slug(full)}", province[row["code"][:2]]
        yield Block(identifier, "City", names, _ENGLISH[rank].format(short), (), tuple(outside), "", within)


def foreign_cities(tables: Tables) -> Iterator[Block]:
    """Hot spots and hosts of missions by name, then what is large enough in the countries of `city_rules.tsv`."""
    known: set[str] = set()
    for row in own("cities"):
        known.add(row["geonames"])
        yield _city(
            row["iso2"], row["geonames"], [row["name"], *split(row["aliases"])], row["name_en"], row["province"]
        )
    world = tables.rows("world_cities")
    by_name = {(row["name"], row["iso2"]): row["geonameid"] for row in reversed(world)}
    for row in own("missions"):
        number = by_name.get((row["city"], row["iso2"]), "")
        if (number or row["city"]) not in known and row["iso2"] not in _CITY_STATES:
            known.add(number or row["city"])
            yield _city(row["iso2"], number, [row["name"], row["city"]], row["city"], "")
    least = {row["iso2"]: int(row["min_population"]) for row in own("city_rules")}
    seen: set[object] = set()
    for row in world:
        key = (row["iso2"], slug(row["name"]))
        if int(row["population"]) >= least.get(row["iso2"], 10**10) and row["geonameid"] not in known | seen:
            if key not in seen:
                yield _city(row["iso2"], row["geonameid"], [row["name"]], row["name"], "")
            seen |= {key, row["geonameid"]}


def _city(iso2: str, number: str, names: Iterable[str], english: str, province: str) -> Block:
    given = distinct(names)
    acronyms = tuple(name for name in given if name.isupper() and len(name) < 4)
    given = tuple(name for name in given if name not in acronyms)
    country = iso2.lower()
    identifier = f"place/{country}-{slug(given[0])}"
    outside = (f"geonames:{number}",) if number else ()
    return Block(identifier, "City", given, english, acronyms, outside, "", province or f"place/{country}")


def places(_: Tables) -> Iterator[Block]:
    for row in own("places"):
        names = distinct([row["name"], *split(row["aliases"])])
        acronyms = tuple(name for name in names[1:] if is_acronym(name))
        names = tuple(name for name in names if name not in acronyms)
        yield Block(f"place/{row['id']}", row["type"], names, row["name_en"], acronyms, (), "", row["located_in"])
