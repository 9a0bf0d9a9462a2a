"""An explained article as one HTML page: nothing is fetched, no script runs, light and dark as the reader's system is.

The frame and its style are `page.html`. Pointing at a statement or an entity lights up the mentions of its ends, by one
rule of style for each entity. Everything that comes from the article is escaped.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from html import escape
from pathlib import Path
from string import Template

from kg.explain.explained import Entry, Explained, Line, Piece, Said
from kg.explain.terminal import warning
from ontology.vocabulary import Vocabulary

_FRAME = Path(__file__).with_name("page.html")


def html(page: Explained, *, vocabulary: Vocabulary) -> str:
    """The whole page; colours and labels of classes are the vocabulary's. Linear in the text."""
    article = page.article
    entries = {entry.number: entry for entry in page.entries}
    known = (article.publisher, article.published, article.url)
    counts = [f"<span><b>{count}</b> {name}</span>" for name, count in page.counts.items()]
    return Template(_FRAME.read_text(encoding="utf-8")).substitute(
        language=escape(article.language),
        title=escape(article.title or article.input_id or article.id),
        meta=escape(" · ".join(str(part) for part in known if part)),
        counts=" ".join([*counts, f"<span>read by {escape(page.run)}</span>"]),
        warning=f'<p class="warning" role="note">{escape(warning(page))}</p>' if page.withheld else "",
        lines="\n".join(_line(line, entries) for line in page.lines),
        legend="\n".join(_legend(page, vocabulary)),
        colours="\n".join(_colours(page, vocabulary)),
    )


def _colours(page: Explained, vocabulary: Vocabulary) -> Iterator[str]:
    for name in sorted({name for entry in page.entries for name in (entry.type, entry.class_name)}):
        colour = vocabulary.entity_class(name).colour
        if colour:
            yield f".{name} {{ --own: {colour}; }}"
    for entry in page.entries:
        yield (
            f"body:has(.t{entry.number}:is(:hover, :focus-visible)) .e{entry.number} "
            "{ background: color-mix(in oklab, var(--hue) var(--deep), transparent); "
            "box-shadow: 0 0 0 1.5px var(--line); }"
        )


def _line(line: Line, entries: dict[int, Entry]) -> str:
    shape = "line paragraph" if line.ends_paragraph else "line"
    text = "".join(_piece(piece, entries) for piece in line.pieces)
    said = "\n".join(_said(said) for said in line.said)
    below = f'\n<ul class="said">\n{said}\n</ul>' if said else ""
    return (
        f'<section class="{shape}" id="s{line.number}"><span class="number">{line.number}</span>\n'
        f'<div><p class="text">{text}</p>{below}</div></section>'
    )


def _piece(piece: Piece, entries: dict[int, Entry]) -> str:
    made = escape(piece.text)
    for number, by in reversed(piece.marks):
        raised = f"<sup>{number}</sup>" if number in piece.closes else ""
        made = f'<span class="{_classes(entries[number])}" title="{_title(entries[number], by)}">{made}{raised}</span>'
    return f'<span class="dropped" title="page furniture, not read">{made}</span>' if piece.dropped else made


def _classes(entry: Entry) -> str:
    names = ["mark", "hue", entry.class_name, f"e{entry.number}", f"t{entry.number}"]
    return " ".join([*names, "withheld"] if entry.withheld else names)


def _title(entry: Entry, by: str) -> str:
    parts = [entry.class_name, f"{entry.number} {entry.name}", f"found by {by}"]
    return escape(" · ".join([*parts, "name withheld"] if entry.withheld else parts))


def _said(said: Said) -> str:
    ends = f"t{said.subject.number} t{said.object.number}"
    modality = f'<span class="{"plain" if said.modality == "asserted" else "other"}">{escape(said.modality)}</span>'
    details = "".join(f"<span><i>{escape(name)}</i>{escape(value)}</span>" for name, value in said.details)
    made = "".join(f"<span>{escape(part)}</span>" for part in said.found_by)
    return (
        f'<li class="{ends}{"" if said.sure else " candidate"}" tabindex="0" id="{escape(said.id)}">'
        f'<span class="triple">{_end(said.subject)}<span class="relation">{escape(said.relation)}</span>'
        f'{_end(said.object)}</span><span class="sure" style="--level: {said.confidence:.0%}" '
        f'title="confidence">{said.confidence:.2f}</span>'
        f'<span class="details">{modality}{details}</span><span class="made">{made}</span></li>'
    )


def _end(entry: Entry) -> str:
    return f'<span class="end hue {entry.class_name}">{escape(entry.name)}<sup>{entry.number}</sup></span>'


def _legend(page: Explained, vocabulary: Vocabulary) -> Iterator[str]:
    """The entities below their classes, the classes of one type together; each is a link to its first mention."""
    types = {name: place for place, name in enumerate(vocabulary.entity_types())}
    mentions = Counter[str]()
    for entry in page.entries:
        mentions[entry.class_name] += entry.mentions
    classes = {entry.class_name: types.get(entry.type, len(types)) for entry in page.entries}
    for name in sorted(classes, key=lambda name: (classes[name], name)):
        members = [entry for entry in page.entries if entry.class_name == name]
        label = escape(vocabulary.entity_class(name).label)
        total = f"{len(members)}, named {mentions[name]}×"
        yield f'<h2 class="hue {name}">{label}<small>{total}</small></h2>'
        yield '<ul class="entries">' + "".join(_member(entry, page) for entry in members) + "</ul>"


def _member(entry: Entry, page: Explained) -> str:
    line = next(line for line in page.lines if any(entry.number in piece.opens for piece in line.pieces))
    size = f" <small>({escape(entry.size)})</small>" if entry.size else ""
    withheld = " <em>withheld</em>" if entry.withheld else ""
    return (
        f'<li><a class="t{entry.number}" href="#s{line.number}"><span>{entry.number}</span>'
        f"<div>{escape(entry.name)}{size}{withheld}</div><span>×{entry.mentions}</span></a></li>"
    )
