"""kg explain: one article as it was read, for eyes."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

import click

from kg import render
from kg.cli import options
from kg.config import Config
from kg.errors import InputError, UsageError
from kg.explain import Explained, explain
from kg.explain.html_ import html as to_html
from kg.explain.terminal import Drawn, warning
from kg.extract import extractor as make
from kg.knowledge import Knowledge
from kg.model import Article
from kg.read import read

_NAMED = 20  # ids that an error lists


@click.command("explain", short_help="Show what was read in an article, and what made it.")
@click.argument("article")
@click.option("--id", "identifier", help="Which article, where the input holds several: its id or URL.")
@click.option(
    "--html",
    "page",
    type=click.File("w", encoding="utf-8", lazy=True),
    help="Write one self-contained HTML page instead, - for stdout.",
)
@options.extractor
@options.min_confidence
@options.store
@options.encoding
@options.ontology
def explain_cmd(
    article: str,
    identifier: str | None,
    page: TextIO | None,
    extractor: str,
    min_confidence: float | None,
    store: Path,
    encoding: str,
    ontology: Path,
) -> None:
    """Show an article's sentences with their mentions and statements, and what made each statement.

    ARTICLE is a file that `kg extract` reads, or - for stdin, and is read now; else the id or URL of an article in the
    store, shown as it was read then. Candidates, which are less sure, are marked. Names of victims are shown as the
    article has them: keep the page to yourself.

    \b
    kg explain examples/articles/06-polda-kepri-tangkap-dua-perekrut.txt
    kg explain examples/articles --id 05-gunawan-bantah-merekrut --html gunawan.html
    kg explain https://example.org/news/1 --store jejaring
    """
    config = Config(store, extractor, encoding=encoding, min_confidence=min_confidence, ontology=ontology)
    if article == "-" or Path(article).exists():
        found = _read(article, identifier, config=config)
    elif min_confidence is not None or identifier is not None:
        raise UsageError(f"no file {article!r}; --id and --min-confidence are for files, not for what is in the store")
    else:
        found = _stored(article, config=config)
    if page is None:
        render.draw(Drawn(found))
        return
    page.write(to_html(found, vocabulary=config.vocabulary))
    if page.name != "-":
        render.say(f"{page.name}: " + ", ".join(f"{count} {name}" for name, count in found.counts.items()))
    if found.withheld:
        render.say(warning(found))


def _read(path: str, identifier: str | None, *, config: Config) -> Explained:
    names, found = list[str](), list[Article]()
    for article in _articles(path, config=config):
        names.append(article.input_id or article.url or article.id)
        if not found and _is(article, identifier):
            found.append(article)
    if not names:
        raise InputError(f"{path}: no article in it")
    if not found or (identifier is None and len(names) > 1):
        more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
        what = f"no article {identifier!r} among {len(names)}" if identifier else f"{len(names)} articles"
        raise UsageError(f"{path}: {what}; choose one with --id: {', '.join(names[:_NAMED])}{more}")
    reader = make(config.extractor, vocabulary=config.vocabulary, least=config.min_confidence)
    return explain(found[0], reader.extract(found[0]))


def _articles(path: str, *, config: Config) -> Iterator[Article]:
    """The articles at a path; what cannot be read is said."""
    stdin = sys.stdin.buffer if path == "-" else None
    for item in read([path], encoding=config.encoding, stdin=stdin):
        if isinstance(item.item, Article):
            yield item.item
        elif item.item.severity == "error":
            render.say(f"error: {item.item.where}: {item.item.message}")


def _is(article: Article, identifier: str | None) -> bool:
    names = {article.id, article.id.removeprefix("article/"), article.input_id, article.url}
    return identifier is None or identifier in names


def _stored(name: str, *, config: Config) -> Explained:
    """An article of the store as it was read, with what people decided since."""
    if not config.ledger_path.exists():
        raise UsageError(f"no file {name!r}, and no store at {config.store} to look an article of that id or URL up in")
    with Knowledge.open(config, read_only=True) as knowledge:
        ledger = knowledge.ledger
        identifier = ledger.find(name)
        article = ledger.article(identifier) if identifier else None
        extraction = ledger.extraction(identifier) if identifier else None
        if article is None or extraction is None:
            raise UsageError(
                f"no file {name!r}, and no article of that id or URL in {config.store}; "
                "`kg info --articles` lists ids and URLs"
            )
        return explain(article, extraction, reviews=ledger.reviews())
