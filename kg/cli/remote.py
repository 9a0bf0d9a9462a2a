"""Which store a command asks or loads: the embedded one, or a Neo4j whose credentials are in the environment.

The names are those that Neo4j's own tools use: NEO4J_URI, NEO4J_USERNAME, NEO4J_PASSWORD, NEO4J_DATABASE. A password
that is not there is asked for on a terminal; it is never an argument and never printed.
"""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from kg.config import Config
from kg.errors import UsageError
from kg.knowledge import Knowledge
from kg.ports import Store

if TYPE_CHECKING:
    from loaders.neo4j_ import Neo4jStore

LOCAL = "bolt://localhost:7687"

on = click.option(
    "--on",
    default="embedded",
    show_default=True,
    metavar="embedded|neo4j|URI",
    help="Which graph to ask: the store's own, the Neo4j in NEO4J_URI, or the one at that address.",
)
database = click.option(
    "--database", default="neo4j", envvar="NEO4J_DATABASE", show_default=True, help="Name of the database."
)
to = click.option(
    "--to", default=None, envvar="NEO4J_URI", show_default=LOCAL, metavar="URI", help="Address (or set NEO4J_URI)."
)


def connect(address: str | None, *, config: Config, database: str | None = None) -> Neo4jStore:
    """The Neo4j at that address, else in NEO4J_URI, else on this machine. Raises UsageError, StoreError."""
    uri = os.environ.get("NEO4J_URI", LOCAL) if address in (None, "", "neo4j") else address
    username = os.environ.get("NEO4J_USERNAME", "neo4j")
    password = os.environ.get("NEO4J_PASSWORD")
    if password is None:
        if not sys.stdin.isatty():
            raise UsageError(f"no password for {uri}: set NEO4J_PASSWORD (and NEO4J_USERNAME, if it is not neo4j)")
        password = str(click.prompt(f"Password of {username} at {uri}", hide_input=True, err=True, default=""))
    store: type[Neo4jStore] = importlib.import_module("loaders.neo4j_").Neo4jStore  # the driver takes 0.7 s to import
    named = database or os.environ.get("NEO4J_DATABASE", "neo4j")
    return store.open(str(uri), username=username, password=password, database=named, vocabulary=config.vocabulary)


@contextmanager
def asked(on: str, config: Config) -> Iterator[Store]:
    """The store that `--on` names, opened to read."""
    if on == "embedded":
        with Knowledge.open(config, read_only=True) as knowledge:
            yield knowledge.store
    else:
        with connect(on, config=config) as store:
            yield store
