"""kg load, kg pull, kg dump, kg style."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg import render
from kg.cli import options, remote
from kg.config import Config
from kg.errors import UsageError
from kg.knowledge import Knowledge
from kg.ports import Changes
from kg.protect import withhold
from loaders import loader

if TYPE_CHECKING:
    from loaders.neo4j_ import Neo4jStore


@click.command("load", short_help="Bring a Neo4j database up to date with the store.")
@remote.to
@remote.database
@options.store
@options.ontology
@click.option("--empty", is_flag=True, help="Let a store without articles take everything of ours out of the database.")
@click.option("-q", "--quiet", is_flag=True, help="No progress and no summary.")
def load_cmd(to: str | None, database: str, store: Path, ontology: Path, empty: bool, quiet: bool) -> None:
    """Bring a Neo4j database up to date with the store: what is missing is made, what changed is changed, what was
    forgotten goes; what other people put there is not touched. Loading again changes nothing; a load that was cut off
    is finished by the next one. Names of victims go along, marked nameWithheld: load only where they may be seen.

    User and password are taken from NEO4J_USERNAME and NEO4J_PASSWORD, or asked for.

    \b
    kg load
    kg load --to neo4j+s://graph.example.org --database batam
    """
    config = Config(store, ontology=ontology)
    with Knowledge.open(config, read_only=True) as knowledge:
        if not empty and knowledge.ledger.counts()["articles"] == 0:
            raise UsageError(
                f"{store}: no articles in this store; loading it would take everything of ours out of the database. "
                "Name the store you mean with --store, or say --empty if that is what you want"
            )
        load(knowledge, to, database=database, quiet=quiet)


def load(knowledge: Knowledge, address: str | None, *, database: str | None = None, quiet: bool) -> Changes:
    """Carry the graph of the store to a Neo4j and say what was done. Raises UsageError, StoreError."""
    with (
        remote.connect(address, config=knowledge.config, database=database) as neo4j,
        render.progress(quiet=quiet) as progress,
    ):
        changes = neo4j.sync(knowledge.source, progress=progress)
        if not quiet:
            _summary(neo4j, changes)
    return changes


def _summary(neo4j: Neo4jStore, changes: Changes) -> None:
    rows = [
        (part, f"{created} created, {updated} updated, {deleted} deleted")
        for part, created, updated, deleted in (
            ("nodes", changes.nodes_created, changes.nodes_updated, changes.nodes_deleted),
            (
                "relationships",
                changes.relationships_created,
                changes.relationships_updated,
                changes.relationships_deleted,
            ),
        )
    ]
    said = ", ".join(f"{name} {count}" for name, count in sorted(neo4j.counters.items()))
    result = f"{changes.total} changes" if changes.total else "up to date, nothing to change"
    render.facts(f"{neo4j.uri}, database {neo4j.database}: {result}", [*rows, ("Neo4j says", said or "no updates")])


@click.command("pull", short_help="Write a file from the graph that is in Neo4j.")
@click.argument("out", type=click.Path(path_type=Path))
@click.option(
    "--from",
    "address",
    envvar="NEO4J_URI",
    show_default=remote.LOCAL,
    metavar="URI",
    help="Address (or set NEO4J_URI).",
)
@remote.database
@click.option(
    "--with-victims", is_flag=True, help="Write the names of victims and minors too. Think before you share it."
)
@options.ontology
def pull_cmd(out: Path, address: str | None, database: str, with_victims: bool, ontology: Path) -> None:
    """Read the graph back from a Neo4j database and write it to OUT, in the format of its suffix, as `kg export` does;
    no store is needed.

    \b
    kg pull graph.ttl
    kg pull tables.csv --from neo4j+s://graph.example.org --database batam
    """
    write = loader(out.suffix)
    with remote.connect(address, config=Config(ontology=ontology), database=database) as neo4j:
        graph = neo4j.graph()
    write(graph if with_victims else withhold(graph), out)
    render.say(f"wrote {out}" + ("" if with_victims else " (names of victims and minors withheld)"))


@click.command("dump", short_help="Write files for neo4j-admin database import.")
@click.argument("format", type=click.Choice(["neo4j-admin"]))
@click.argument("out", type=click.Path(path_type=Path, file_okay=False))
@options.store
@options.ontology
def dump_cmd(format: str, out: Path, store: Path, ontology: Path) -> None:
    """Write header and data files for `neo4j-admin database import full` to the folder OUT, for first loads of tens of
    millions of statements, and print the command to run beside the stopped server. A `kg load` afterwards makes the
    constraints and indexes and changes nothing else.

    \b
    kg dump neo4j-admin import
    """
    assert format == "neo4j-admin"
    dump = importlib.import_module("loaders.neo4j_.admin").dump
    config = Config(store, ontology=ontology)
    with Knowledge.open(config, read_only=True) as knowledge:
        command = dump(knowledge.source, out, vocabulary=config.vocabulary)
    render.say(f"wrote {out}; with the server stopped, run there:")
    click.echo(command)


@click.command("style", short_help="Print a style file for Neo4j Browser.")
@options.ontology
def style_cmd(ontology: Path) -> None:
    """Print a style file for Neo4j Browser: a colour and a caption for each class. Drop it onto the Browser's page, or
    open it there with :style.

    \b
    kg style > style.grass
    """
    click.echo(importlib.import_module("loaders.neo4j_.style").style(Config(ontology=ontology).vocabulary), nl=False)
