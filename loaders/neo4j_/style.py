"""A style file for Neo4j Browser: colours from the ontology (`kg:colour`), a caption for each class.

Deeper classes come after those above them, so that the most particular one decides.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kg.property_graph.names import LINKS
from ontology.vocabulary import EntityClass, Vocabulary

_GREY = "#A5ABB6"
_CAPTIONS = {"Entity": "{name}", "Statement": "{predicate}", "Evidence": "{quote}", "ExtractionRun": "{extractor}"}
_COLOURS = {"Statement": "#F2CF5B", "Evidence": "#FFE9A8", "ExtractionRun": "#D0D0D0"}
_SIZES = {"Agency": 65, "Statement": 40, "Evidence": 40, "ExtractionRun": 25}  # px; others 50


def style(vocabulary: Vocabulary) -> str:
    """The style file's text."""
    classes = [item for item in vocabulary.classes.values() if _base(item) is not None]
    classes.sort(key=lambda item: (len(item.ancestors), item.name))
    rules = [
        _rule("node", {"diameter": "50px", **_colours(_GREY), "font-size": "10px", "caption": '"{name}"'}),
        *(_rule(f"node.{item.name}", dict(_node(item))) for item in classes),
        _rule("relationship", _edge(_GREY)),
        *(
            _rule(f"relationship.{relation.type}", _edge("#C0392B" if relation.accusing else "#5B6770"))
            for relation in vocabulary.relations.values()
        ),
        *(_rule(f"relationship.{type_}", _edge("#D9DCE1")) for type_ in LINKS),
    ]
    return "\n".join(rules)


def _base(item: EntityClass) -> str | None:
    return next((name for name in (item.name, *item.ancestors) if name in _CAPTIONS), None)


def _node(item: EntityClass) -> Iterator[tuple[str, str]]:
    size = _SIZES.get(item.name) or next((_SIZES[name] for name in item.ancestors if name in _SIZES), 50)
    yield "diameter", f"{size}px"
    colour = item.colour or _COLOURS.get(item.name)
    if colour:
        yield from _colours(colour).items()
    yield "caption", f'"{_CAPTIONS[_base(item) or "Entity"]}"'


def _colours(colour: str) -> dict[str, str]:
    """Fill, a darker border, and black or white letters, whichever is read more easily on it."""
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    border = f"#{red * 3 // 4:02X}{green * 3 // 4:02X}{blue * 3 // 4:02X}"
    light = 0.299 * red + 0.587 * green + 0.114 * blue > 150
    text = "#1B1B1B" if light else "#FFFFFF"
    return {"color": colour.upper(), "border-color": border, "border-width": "2px", "text-color-internal": text}


def _edge(colour: str) -> dict[str, str]:
    return {
        "color": colour,
        "shaft-width": "1px",
        "font-size": "8px",
        "padding": "3px",
        "text-color-external": "#000000",
        "text-color-internal": "#FFFFFF",
        "caption": '"<type>"',
    }


def _rule(selector: str, properties: Mapping[str, str]) -> str:
    return "\n".join([f"{selector} {{", *(f"  {name}: {value};" for name, value in properties.items()), "}", ""])
