"""Compile `kg/extract/encoder/kinds.tsv` (which kind of place a name is) from the gazetteer and a few lines of our own.

usage: python -m training.kinds [--gazetteer ../shared/data/gazetteer]

Names that are both a province and a town ("Yogyakarta") stay out: there the reader's context decides.
"""

from __future__ import annotations

import argparse
import re
from pathlib import Path

from kg.text import fold

OUT = Path("kg/extract/encoder/kinds.tsv")
OPEN = {"yogyakarta", "jogja", "jakarta", "singapura", "singapore", "georgia", "jawa", "papua", "pbd", "nad", "babel"}
REGIONS = (
    "Asia|Asia Tenggara|Asia Timur|Asia Selatan|Asia Tengah|Timur Tengah|Afrika|Eropa|Amerika Latin|Amerika Selatan"
    "|Amerika Utara|Timur Jauh|Pasifik|Jawa|Sumatera|Sumatra|Kalimantan|Sulawesi|Jabodetabek|Segitiga Emas|Teluk Persia"
)
STATES = (  # ISO 3166-2:MY, and those of ISO 3166-2:KH that no town is named after
    "Johor|Kedah|Kelantan|Melaka|Negeri Sembilan|Pahang|Penang|Pulau Pinang|Perak|Perlis|Sabah|Sarawak|Selangor"
    "|Terengganu|Banteay Meanchey|Oddar Meanchey|Kandal|Preah Vihear|Kampong Speu|Preah Sihanouk"
)


def names(gazetteer: Path) -> dict[str, set[str]]:
    """Folded name -> the kinds it may be."""
    out: dict[str, set[str]] = {}

    def add(name: str, kind: str) -> None:
        if len(fold(name)) > 2 or name.isupper():
            out.setdefault(fold(name), set()).add(kind)

    for line in (gazetteer / "countries_id.tsv").read_text(encoding="utf-8").splitlines()[1:]:
        cells = line.split("\t")
        for name in [cells[2], *cells[4].split("|")]:
            add(name, "Country")
    for line in (gazetteer / "id_admin.tsv").read_text(encoding="utf-8").splitlines()[1:]:
        cells = line.split("\t")
        if cells[1] == "1":
            for name in [cells[3], *cells[4].split("|")]:
                add(name, "Province")
        elif cells[1] == "2":
            add(re.sub(r"^(Kabupaten|Kota) (Administrasi )?", "", cells[3]), "City")
    for kind, words in (("Place", REGIONS), ("Province", STATES)):
        for name in words.split("|"):
            add(name, kind)
    return out


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gazetteer", type=Path, default=Path(__file__).parents[2] / "shared" / "data" / "gazetteer")
    options = parser.parse_args()
    found = names(options.gazetteer)
    sure = {name: next(iter(kinds)) for name, kinds in found.items() if len(kinds) == 1 and name and name not in OPEN}
    rows = sorted((kind, name) for name, kind in sure.items())
    OUT.write_text("kind\tname\n" + "".join(f"{kind}\t{name}\n" for kind, name in rows), encoding="utf-8")
    print(f"{len(rows)} names in {OUT}")


if __name__ == "__main__":
    main()
