"""kg extract, kg evaluate: reading without a store."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

import click

from kg import render
from kg.cli import options
from kg.config import Config
from kg.errors import InputError
from kg.evaluate import evaluate
from kg.exchange import Json, to_json
from kg.pipeline import Tally, extract


@click.command("extract", short_help="Read articles to JSON, one object a line, without a store.")
@click.argument("paths", nargs=-1, required=True)
@click.option(
    "-o",
    "--output",
    type=click.File("w", encoding="utf-8", lazy=True),
    default="-",
    show_default=True,
    help="File to write, - for stdout.",
)
@options.processes
@options.extractor
@options.min_confidence
@options.encoding
@options.ontology
def extract_cmd(
    paths: tuple[str, ...],
    output: TextIO,
    processes: int,
    extractor: str,
    min_confidence: float | None,
    encoding: str,
    ontology: Path,
) -> int:
    """Read articles to JSON, one object a line, without a store.

    Each object holds the article, its `text` unchanged, its entities with the offsets of their mentions (code points,
    end exclusive), and the relations between them with their evidence; under `candidates` those that are less sure.

    \b
    kg extract examples/articles -o extracted.jsonl
    cat news.jsonl | kg extract - | head -1
    """
    config = Config(Path(), extractor, processes, encoding, min_confidence, ontology)
    tally = Tally()
    stdin = sys.stdin.buffer if "-" in paths else None
    with render.progress() as progress:
        for article, extraction in extract(paths, config=config, tally=tally, stdin=stdin, progress=progress):
            output.write(json.dumps(to_json(article, extraction), ensure_ascii=False) + "\n")
    for finding in tally.findings:
        if finding.severity == "error":
            render.say(f"error: {finding.where}: {finding.message}")
    return 1 if tally.passed_over else 0


@click.command("evaluate", short_help="Score an extraction against gold annotation.")
@click.argument("gold", type=click.Path(path_type=Path, exists=True))
@click.argument("predicted", type=click.Path(path_type=Path, exists=True), required=False)
@click.option("--errors", type=click.IntRange(0), default=0, help="Show up to N missed and N spurious items.")
@options.processes
@options.extractor
@options.ontology
def evaluate_cmd(
    gold: Path, predicted: Path | None, errors: int, processes: int, extractor: str, ontology: Path
) -> None:
    """Score an extraction against gold annotation: precision, recall and F1 per type and relation.

    GOLD and PREDICTED are each a folder of JSON files or a JSONL file in the format that `kg extract` writes.
    Without PREDICTED the articles of GOLD are read now.

    \b
    kg evaluate tests/gold
    kg evaluate gold/ extracted.jsonl --errors 20
    """
    wanted = _records(gold)
    if predicted is None:
        config = Config(Path(), extractor, processes, ontology=ontology)
        with render.progress() as progress:
            found = extract([str(gold)], config=config, tally=Tally(), progress=progress)
            given = [to_json(article, extraction) for article, extraction in found]
    else:
        given = _records(predicted)
    render.scores(evaluate(wanted, given), errors=errors)


def _records(path: Path) -> list[Json]:
    files = sorted(path.glob("*.json")) if path.is_dir() else [path]
    return [record for file in files for record in _parsed(file)]


def _parsed(file: Path) -> Iterator[Json]:
    text = file.read_text(encoding="utf-8")
    pieces = [text] if file.suffix == ".json" else text.splitlines()
    for number, piece in enumerate(pieces, 1):
        if piece.strip():
            try:
                yield json.loads(piece)
            except ValueError as problem:
                raise InputError(
                    f"{file}:{number}: not JSON: {problem}; expected what `kg extract` writes"
                ) from problem
