"""One invented article and what it says, in the guideline's JSON, for tests that need something to hold."""

from __future__ import annotations

from typing import Any

TEXT = (
    "BATAM - BP3MI Kepri mencatat 24 laporan pengaduan. Kepala BP3MI Kepri, Wiratno Sulaksono, mengatakan "
    "lembaganya memulangkan 12 pekerja migran dari Kamboja. PT Angin Lalu diduga merekrut mereka."
)


def span(text: str, piece: str, nth: int = 0) -> dict[str, Any]:
    """Offsets of the nth occurrence of a piece."""
    start = -1
    for _ in range(nth + 1):
        start = text.index(piece, start + 1)
    return {"start": start, "end": start + len(piece), "text": piece}


def record(identifier: str = "contoh-1", text: str = TEXT, **changes: Any) -> dict[str, Any]:
    """The article and its annotation; `changes` replace top-level fields."""
    sentences = [piece.strip() + "." for piece in text.split(". ")]
    evidence = [span(text, piece.rstrip(".")) for piece in sentences]
    entities = [
        {
            "id": "a",
            "type": "Agency",
            "name": "BP3MI Kepri",
            "mentions": [span(text, "BP3MI Kepri", n) for n in (0, 1)],
        },
        {"id": "b", "type": "Person", "name": "Wiratno Sulaksono", "mentions": [span(text, "Wiratno Sulaksono")]},
        {"id": "c", "type": "Country", "name": "Kamboja", "mentions": [span(text, "Kamboja")]},
        {"id": "d", "type": "Agency", "name": "PT Angin Lalu", "mentions": [span(text, "PT Angin Lalu")]},
        group("g", text, "24 laporan pengaduan", 24),
        group("h", text, "12 pekerja migran", 12),
    ]
    relations = [
        relation("REPORTS", "a", "g", evidence[0]),
        relation("HOLDS_POSITION", "b", "a", evidence[1], title="Kepala"),
        relation("REPATRIATES", "a", "h", evidence[1]),
        relation("LOCATED_IN", "h", "c", evidence[1]),
        relation("RECRUITS", "d", "h", evidence[2], modality="alleged"),
    ]
    made = {"id": identifier, "published": "2025-03-24", "title": "Dua belas pulang", "publisher": "Kabar Contoh"}
    return {
        **made,
        "url": None,
        "language": "id",
        "text": text,
        "entities": entities,
        "relations": relations,
        **changes,
    }


def group(identifier: str, text: str, piece: str, count: int) -> dict[str, Any]:
    return {
        "id": identifier,
        "type": "Group",
        "name": piece,
        "count": count,
        "countQualifier": "exact",
        "mentions": [span(text, piece)],
    }


def relation(type_: str, subject: str, object_: str, evidence: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "type": type_,
        "subject": subject,
        "object": object_,
        "modality": "asserted",
        "evidence": [evidence],
        **more,
    }
