"""kg build, kg forget, kg info."""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from pathlib import Path

import click

from kg import render
from kg.cli import neo4j_, options
from kg.config import Config
from kg.knowledge import Knowledge
from kg.pipeline import Tally
from kg.ports import Table

_SHOWN = 20  # findings shown word for word after a build


@click.command("build", short_help="Read articles, settle who is who, load the graph.")
@click.argument("paths", nargs=-1)
@options.store
@options.processes
@options.extractor
@options.min_confidence
@options.encoding
@options.ontology
@click.option("--to", metavar="URI", help="Load a Neo4j as well, as `kg load --to URI` does.")
@click.option("-q", "--quiet", is_flag=True, help="No progress and no summary.")
def build_cmd(
    paths: tuple[str, ...],
    store: Path,
    processes: int,
    extractor: str,
    min_confidence: float | None,
    encoding: str,
    ontology: Path,
    to: str | None,
    quiet: bool,
) -> int:
    """Read articles, settle who is who, load the graph.

    PATHS are files, folders, globs, or - for JSON lines on stdin: txt, md, html, json, jsonl, csv, and pdf and docx
    with the extra `documents`. What is known already is skipped, a changed text replaces what its older version said.
    Without PATHS the graph is made anew from what was read before.

    \b
    kg build examples/articles
    kg build news.jsonl 'archive/**/*.html' --store cases/batam
    zcat news.jsonl.gz | kg build -
    kg build examples/articles --to bolt://localhost:7687
    """
    config = Config(store, extractor, processes, encoding, min_confidence, ontology)
    with Knowledge.open(config) as knowledge, render.progress(quiet=quiet) as progress:
        tally = knowledge.build(paths, stdin=sys.stdin.buffer if "-" in paths else None, progress=progress)
        if not quiet:
            _summary(knowledge, tally)
    if to:
        with Knowledge.open(config, read_only=True) as knowledge:
            neo4j_.load(knowledge, to, quiet=quiet)
    return 1 if tally.passed_over else 0


def _summary(knowledge: Knowledge, tally: Tally) -> None:
    read = {
        "added": tally.added,
        "replaced": tally.replaced,
        "known already": tally.unchanged,
        "withdrawn": tally.withdrawn,
        "passed over": tally.passed_over,
    }
    shown = ", ".join(f"{count} {name}" for name, count in read.items() if count) or "nothing new"
    render.facts(f"{knowledge.config.store}: {shown}", _contents(knowledge))
    render.counts("statements", _statements(knowledge))
    if tally.codes:
        lines = [(f"{code} ({severity})", count) for (severity, code), count in sorted(tally.codes.items())]
        render.facts("findings", lines)
    loud = [finding for finding in tally.findings if finding.severity != "note"]
    loud.sort(key=lambda finding: finding.severity != "error")
    for finding in loud[:_SHOWN]:
        render.say(f"{finding.severity}: {finding.where}: {finding.message}")
    if len(loud) > _SHOWN:
        render.say(f"… and {len(loud) - _SHOWN} more; build with fewer PATHS to see them")


def _contents(knowledge: Knowledge) -> list[tuple[str, object]]:
    types: Counter[str] = Counter()
    merges = 0
    for entity in knowledge.source.entities:
        types[entity.type] += 1
        merges += len(entity.members) - 1
    entities = ", ".join(f"{count} {name}" for name, count in sorted(types.items()))
    counts = knowledge.ledger.counts()
    return [
        ("articles", counts["articles"]),
        ("entities", f"{types.total()} ({entities})"),
        ("statements", counts["statements"]),
        ("candidates", f"{counts['candidates']} less sure, kept apart: kg candidates"),
        ("merges", merges),
    ]


def _statements(knowledge: Knowledge) -> dict[str, dict[str, int]]:
    table: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for statement in knowledge.source.statements:
        table[statement.relation][statement.modality] += 1
    return {name: dict(row) for name, row in table.items()}


@click.command("forget", short_help="Withdraw an article and everything it said.")
@click.argument("article")
@options.store
@options.ontology
def forget_cmd(article: str, store: Path, ontology: Path) -> None:
    """Withdraw an article and everything it said.

    ARTICLE is a URL, the id that its file gave, or an id that `kg info --articles` shows.

    \b
    kg forget https://example.org/berita/123
    """
    with Knowledge.open(Config(store, ontology=ontology)) as knowledge:
        identifier = knowledge.forget(article)
    render.say(f"withdrawn: {identifier}")


@click.command("info", short_help="What is in the store, made by which version, when.")
@options.store
@options.ontology
@options.format
@click.option("--articles", is_flag=True, help="List the articles, with ids and URLs.")
def info_cmd(store: Path, ontology: Path, format: str, articles: bool) -> None:
    """What is in the store, made by which version, when.

    \b
    kg info
    kg info --articles --format csv
    """
    with Knowledge.open(Config(store, ontology=ontology), read_only=True) as knowledge:
        if articles:
            columns = ("id", "publishedAt", "publisher", "title", "url")
            rows = [(r.id, r.published, r.publisher, r.title, r.url) for r in knowledge.source.articles]
            render.show(Table(columns, tuple(rows)), format=format)
            return
        meta = knowledge.ledger.meta()
        runs = ", ".join(run.id.removeprefix("run/") for run in knowledge.source.runs)
        lines: list[tuple[str, object]] = [
            *_contents(knowledge),
            ("read by", runs),
            ("judgements by people", knowledge.ledger.counts()["judgements"]),
            ("reviews by people", knowledge.ledger.counts()["reviews"]),
            ("made by", f"Jejaring {meta.get('made_by')}"),
            ("last written by", f"Jejaring {meta.get('written_by')}"),
            ("last built", meta.get("built_at", "never to the end")),
            ("ontology", knowledge.config.vocabulary.version),
        ]
        if format == "table":
            render.facts(str(store), lines)
        else:
            render.show(Table(("name", "value"), tuple((name, str(value)) for name, value in lines)), format=format)
