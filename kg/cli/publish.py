"""kg export, kg network."""

from __future__ import annotations

from pathlib import Path

import click

from kg import render
from kg.analyse import agency_network, picture
from kg.cli import options
from kg.config import Config
from kg.knowledge import Knowledge


@click.command("export", short_help="Write Turtle, N-Triples, JSON-LD, GraphML, GEXF, CSV or JSON.")
@click.argument("out", type=click.Path(path_type=Path))
@click.option(
    "--with-victims", is_flag=True, help="Write the names of victims and minors too. Think before you share it."
)
@options.store
@options.ontology
def export_cmd(out: Path, with_victims: bool, store: Path, ontology: Path) -> None:
    """Write the graph to OUT, in the format of its suffix: .ttl .nt .jsonld .graphml .gexf .json, or .csv (a folder).

    The same graph gives the same bytes. Names of victims and minors are withheld, in quotes too. Alleged, denied and
    planned acts stand as statements only, never as a direct triple.

    \b
    kg export graph.ttl
    kg export tables.csv
    """
    with Knowledge.open(Config(store, ontology=ontology), read_only=True) as knowledge:
        knowledge.export(out, with_victims=with_victims)
    render.say(f"wrote {out}" + ("" if with_victims else " (names of victims and minors withheld)"))


@click.command("network", short_help="Draw the network of agencies.")
@click.argument("out", type=click.Path(path_type=Path))
@options.store
@options.ontology
def network_cmd(out: Path, store: Path, ontology: Path) -> None:
    """Draw who works with whom among the agencies, to OUT (.svg or .png).

    \b
    kg network agencies.svg
    """
    with Knowledge.open(Config(store, ontology=ontology), read_only=True) as knowledge:
        network = agency_network(knowledge.source)
        picture(network, out)
    render.say(f"wrote {out}: {network.number_of_nodes()} agencies, {network.number_of_edges()} links")
