"""Agencies and outlets: those of `agencies.tsv`, and the forms of `forms.tsv` filled in for each place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from ontology.compiler.blocks import Block, Row, Tables, distinct, is_acronym, own, slug, split
from ontology.compiler.geography import ADMINISTRATIVE


def listed_agencies(tables: Tables) -> Iterator[Block]:
    seed = {row["name"]: split(row["abbrev_aliases"]) for row in tables.rows("orgs_seed")}
    kept = {"Direktorat Jenderal Imigrasi": {"Imigrasi"}, "Tentara Nasional Indonesia": {"TNI AL", "TNI AD", "TNI AU"}}
    kept |= {"Amnesty International": {"Amnesty International Indonesia"}}
    for row in own("agencies"):
        wrong = kept.get(row["name"], set())
        given = (name for name in seed.get(row["name"], ()) if name not in wrong)
        names = distinct([row["name"], *split(row["aliases"]), *given])
        acronyms = tuple(name for name in names[1:] if is_acronym(name))
        names = tuple(name for name in names if name not in acronyms)
        home = "place/id" if row["kind"] in _PUBLIC and row["id"] not in _ABROAD else _ABROAD.get(row["id"], "")
        yield Block(
            f"org/{row['id']}", row["kind"] or "Agency", names, row["name_en"], acronyms, (), row["part_of"], home
        )


_PUBLIC = {"GovernmentBody", "LawEnforcementBody", "Court"}
_ABROAD = {"polis-diraja-malaysia": "place/my", "royal-thai-police": "place/th", "knu": "place/mm", "kna": "place/mm"}
_ABROAD |= {
    "border-guard-force": "place/mm",
    "dkba": "place/mm",
    "prince-group": "place/kh",
    "huione-group": "place/kh",
}


def formed_agencies(tables: Tables) -> Iterator[Block]:
    """The forms of `forms.tsv` filled in: offices of a province or a city, missions, bodies of other states."""
    forms = {row["form"]: row for row in own("forms")}
    extra = {row["code"]: row for row in own("provinces")}
    domestic = [tables.blocks[f"place/id-{row['slug']}"] for row in extra.values()]
    seats = {f"place/id-{row['slug']}": row["bp3mi_seat"] for row in extra.values()}
    for province in domestic:
        names = (*province.names, *province.acronyms)
        yield _fill(forms["pemprov"], province.id, names)
        yield _fill(forms["bp3mi"], province.id, distinct([*names, seats[province.id]]))
    yield from _police(tables, forms)
    for row in own("offices"):
        within = f"place/id-{row['province']}"
        block = _fill(forms[row["form"]], within, distinct([row["seat"], *split(row["aliases"])]), slug(row["seat"]))
        yield replace(block, part_of=block.part_of or f"org/bp3mi-{row['province']}")
    yield from _missions(tables, forms)
    for row in own("focus_countries"):
        country = tables.blocks[f"place/{row['iso2'].lower()}"]
        for form in ("pemerintah", "kepolisian", "imigrasi"):
            if not (form == "kepolisian" and row["iso2"] in ("MY", "TH")):
                yield _fill(forms[form], country.id, (*country.names, *country.acronyms), row["iso2"].lower())


def _police(tables: Tables, forms: dict[str, Row]) -> Iterator[Block]:
    provinces = {b.names[0]: b for b in tables.blocks.values() if b.kind == "Province" and b.located_in == "place/id"}
    units = [row["name"] for row in tables.rows("police_units") if row["type"] == "polda"]
    for name in (unit.removeprefix("Polda ") for unit in units):
        place = provinces.get(name) or provinces["DKI Jakarta"]
        names = distinct([*place.names, *place.acronyms]) if name in provinces else (name,)
        yield _fill(forms["polda"], place.id, names, slug(name) if name not in provinces else "")
    covered = {"place/id-papua-selatan", "place/id-papua-pegunungan"}
    more = {row["slug"]: row for row in own("police_units")}
    cities = [b for b in tables.blocks.values() if any(i.startswith("kemendagri:") and "." in i for i in b.outside_ids)]
    doubled = Counter(ADMINISTRATIVE.sub("", city.names[0]) for city in cities)
    for city in sorted(cities, key=lambda block: block.id):
        short = ADMINISTRATIVE.sub("", city.names[0])
        name = f"{short} Kota" if doubled[short] > 1 and city.names[0].startswith("Kota") else short
        row = more.pop(slug(name), {})
        province = city.located_in.removeprefix("place/id-")
        force = "metro-jaya" if province == "dki-jakarta" else "papua" if city.located_in in covered else province
        block = _fill(forms["polres"], city.id, distinct([name, *split(row.get("aliases", ""))]), slug(name))
        metro = (f"Polres Metro {name}",) if force in ("metro-jaya", "banten", "jawa-barat") else ()
        yield replace(block, part_of=f"org/polda-{force}", names=distinct([*block.names, *metro]))
    for row in more.values():
        block = _fill(forms["polres"], "place/id", distinct([row["name"], *split(row["aliases"])]), row["slug"])
        yield replace(block, part_of=f"org/{row['part_of']}")


def _missions(tables: Tables, forms: dict[str, Row]) -> Iterator[Block]:
    cities = {(b.located_in[:8], name): b.id for b in tables.blocks.values() if b.kind == "City" for name in b.names}
    for row in own("missions"):
        country = tables.blocks[f"place/{row['iso2'].lower()}"]
        names = [row["name"], *split(row["aliases"])]
        if row["kind"] == "KBRI":
            names += [*country.names, *country.acronyms]
        block = _fill(forms[row["kind"]], country.id, distinct(names), slug(row["name"]))
        city = cities.get((country.id, row["name"]), country.id)
        yield replace(block, located_in=city)


def _fill(form: Row, place: str, names: tuple[str, ...], key: str = "") -> Block:
    """The form for a place that has these names: all of them in the first pattern, the first in the others."""
    key = key or place.removeprefix("place/id-").removeprefix("place/")
    patterns = split(form["aliases"])
    filled = [form["name"].format(name=name) for name in names]
    filled += [pattern.format(name=names[0]) for pattern in patterns]
    english = form["name_en"].format(name=names[0], name_en=names[0])
    identifier = f"org/{form['id'].format(slug=key)}"
    return Block(
        identifier, form["kind"], distinct(filled), english, split(form["acronyms"]), (), form["part_of"], place
    )


def outlets(_: Tables) -> Iterator[Block]:
    for row in own("outlets"):
        names = distinct([row["name"], *split(row["aliases"])])
        yield Block(f"org/{row['id']}", "MediaOrganization", names, row["name"])
