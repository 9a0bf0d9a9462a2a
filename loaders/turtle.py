"""RDF files: `.ttl` (pretty, one prefix per kind of id), `.nt` (sorted lines) and `.jsonld`. Byte-stable, streaming.

Steps: the graph's triples → lines → sorted on disk, doubles dropped → triples again → the file, which takes its place
when it is whole.

>>> turtle(graph, Path("graph.ttl"))          # doctest: +SKIP
>>> read_turtle(Path("graph.ttl")) == graph   # doctest: +SKIP
True
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pyoxigraph as ox

from kg.ports import GraphSource
from loaders.atomic import replacing
from loaders.rdf import triples
from loaders.rdf_reader import read_rdf
from loaders.sorting import sorted_lines
from loaders.terms import PREFIXES, term
from ontology.vocabulary import NAMESPACE, THINGS, Vocabulary, vocabulary

_FIRST = ("rdf:type", "rdfs:label", "rdf:subject", "rdf:predicate", "rdf:object")
"""What a reader looks for first within a block; the rest follows by name."""
_RANK = {term(name).value: str(rank) for rank, name in enumerate(_FIRST)}
_LAST = str(len(_FIRST))
_BATCH = 20_000

read_turtle = read_rdf


def turtle(graph: GraphSource, out: Path, *, names: Vocabulary | None = None) -> None:
    """Write the graph as Turtle, blocks sorted by subject. Raises KgError as `rdf.triples` does, or on a full disk."""
    words = names or vocabulary()
    with replacing(out) as partial, partial.open("wb") as file:
        ox.serialize(ordered(graph, names=words), file, format=ox.RdfFormat.TURTLE, prefixes=prefixes(words))


def ntriples(graph: GraphSource, out: Path, *, names: Vocabulary | None = None) -> None:
    """Write the graph as N-Triples, lines in the order of `LC_ALL=C sort`. Raises KgError as `turtle` does."""
    with replacing(out) as partial, partial.open("w", encoding="utf-8", newline="\n") as file:
        lines = (f"{triple} ." for triple in triples(graph, names=names))
        file.writelines(f"{line}\n" for line in sorted_lines(lines))


def prefixes(names: Vocabulary) -> dict[str, str]:
    """`kg:` for terms, RDF's own, and one for each kind of id (`person:`), so that no name holds a slash."""
    kinds = sorted({found.id_prefix for found in names.classes.values() if found.id_prefix})
    return {"kg": NAMESPACE, **PREFIXES} | {kind: f"{THINGS}{kind}/" for kind in kinds}


def ordered(graph: GraphSource, *, names: Vocabulary | None = None) -> Iterator[ox.Triple]:
    """The graph's triples by subject, `_FIRST` predicates first, each once."""
    lines = sorted_lines(_sortable(triple) for triple in triples(graph, names=names))
    while batch := list(islice(lines, _BATCH)):
        plain = "\n".join(map(_plain, batch))
        for quad in ox.parse(plain.encode(), format=ox.RdfFormat.N_TRIPLES):
            yield quad.triple


def _sortable(triple: ox.Triple) -> str:
    """Subject, rank and predicate, object between tabs: N-Triples escapes tabs, and an IRI has none."""
    subject, predicate = str(triple.subject)[1:-1], triple.predicate.value
    return f"{subject}\t{_RANK.get(predicate, _LAST)}{predicate}\t{triple.object}"


def _plain(line: str) -> str:
    subject, predicate, object_ = line.split("\t")
    return f"<{subject}> <{predicate[1:]}> {object_} ."
