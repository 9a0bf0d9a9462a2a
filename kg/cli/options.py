"""Options that several commands share."""

from __future__ import annotations

import os
from pathlib import Path

import click

from kg.config import DEFAULT_STORE, Config
from ontology.vocabulary import ONTOLOGY

store = click.option(
    "--store",
    type=click.Path(path_type=Path, file_okay=False),
    default=DEFAULT_STORE,
    envvar="KG_STORE",
    show_default=True,
    help="Folder of the store (or set KG_STORE).",
)
ontology = click.option(
    "--ontology",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    default=ONTOLOGY,
    envvar="KG_ONTOLOGY",
    help="Another ontology.ttl than the one that ships.",
)
processes = click.option(
    "-j",
    "--processes",
    type=click.IntRange(1, 64),
    default=min(os.cpu_count() or 1, 4),
    show_default="processors, at most 4",
    help="How many processes read.",
)
encoding = click.option("--encoding", default="utf-8", show_default=True, help="Encoding of plain-text inputs.")
extractor = click.option("--extractor", default=Config.extractor, show_default=True, help="Which extractor reads.")
min_confidence = click.option(
    "--min-confidence",
    type=click.FloatRange(0, 1),
    default=None,
    show_default="the reader's own, by relation",
    help="Statements less sure are kept apart as candidates.",
)
format = click.option(
    "-f",
    "--format",
    type=click.Choice(["table", "json", "csv"]),
    default="table",
    show_default=True,
    help="How to print rows.",
)
