"""kg ask, kg query, kg why."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import click

from kg import render
from kg.cli import options, remote
from kg.config import Config
from kg.errors import UsageError
from kg.ports import Table, Value
from kg.query import Question, ask, questions, why


@click.command("ask", short_help="Answer a named question; without a name, list them.")
@click.argument("question", required=False)
@click.option(
    "-p", "--parameter", "parameters", multiple=True, metavar="NAME=VALUE", help="A parameter; may be repeated."
)
@click.option("--show", is_flag=True, help="Print the question's Cypher instead of asking it.")
@remote.on
@options.store
@options.ontology
@options.format
def ask_cmd(
    question: str | None, parameters: tuple[str, ...], show: bool, on: str, store: Path, ontology: Path, format: str
) -> None:
    """Answer a named question of the cookbook, each row with its sentence; without a name, list the questions.

    \b
    kg ask
    kg ask timeline -p name='BP3MI Kepri'
    kg ask accused-actors --format csv > accused.csv
    kg ask paths --show
    kg ask timeline -p name='BP3MI Kepri' --on neo4j
    """
    known = questions()
    if question is None:
        rows = tuple((name, item.title, _signature(item)) for name, item in known.items())
        render.show(Table(("question", "what it answers", "parameters"), rows), format=format)
        return
    if question not in known:
        raise UsageError(f"no question {question!r}; known: {', '.join(known)}")
    if show:
        click.echo(known[question].cypher)
        return
    with remote.asked(on, Config(store, ontology=ontology)) as opened:
        render.show(ask(opened, question, _typed(known[question], parameters)), format=format)


def _signature(question: Question) -> str:
    return ", ".join(f"{p.name}: {p.type}" for p in question.parameters)


def _typed(question: Question, given: Iterable[str]) -> dict[str, Value]:
    types = {parameter.name: parameter.type for parameter in question.parameters}
    return {name: _value(name, text, types.get(name, "string")) for name, text in _pairs(given)}


@click.command("query", short_help="Run a read-only Cypher query.")
@click.argument("cypher")
@click.option(
    "-p", "--parameter", "parameters", multiple=True, metavar="NAME=VALUE", help="A parameter; may be repeated."
)
@click.option("--timeout", type=float, default=30.0, show_default=True, help="Seconds.")
@remote.on
@options.store
@options.ontology
@options.format
def query_cmd(
    cypher: str, parameters: tuple[str, ...], timeout: float, on: str, store: Path, ontology: Path, format: str
) -> None:
    """Run a read-only Cypher query on the embedded graph, or on Neo4j.

    A parameter's value is taken as a whole number, a decimal number, true or false where it looks like one, else as
    text; put quotation marks around a text that looks like a number: -p 'year="2025"'.

    \b
    kg query 'MATCH (a:Agency)-[r:RESCUES]->(g:Group) RETURN a.name, g.name, r.count ORDER BY r.count DESC LIMIT 5'
    kg query 'MATCH (e:Entity {name: $name}) RETURN e.id AS id ORDER BY id' -p name='BP3MI Kepri'
    kg query 'MATCH (a:Agency) RETURN count(*) AS agencies' --on neo4j
    """
    values = {name: _guess(text) for name, text in _pairs(parameters)}
    with remote.asked(on, Config(store, ontology=ontology)) as opened:
        render.show(opened.query(cypher, values, timeout=timeout), format=format)


@click.command("why", short_help="Every statement about or between entities, with its sentence.")
@click.argument("entity")
@click.argument("other", required=False)
@remote.on
@options.store
@options.ontology
@options.format
def why_cmd(entity: str, other: str | None, on: str, store: Path, ontology: Path, format: str) -> None:
    """Every statement about one entity, or between two: sentence, article, date, who said it, modality, count,
    confidence; figures that disagree stand side by side.

    ENTITY is a name, a part of one, or an id.

    \b
    kg why 'BP3MI Kepri'
    kg why 'KBRI Phnom Penh' 'Kemlu'
    """
    with remote.asked(on, Config(store, ontology=ontology)) as opened:
        render.why(why(opened, entity, other), format=format)


def _pairs(given: Iterable[str]) -> list[tuple[str, str]]:
    pairs = [item.partition("=") for item in given]
    if wrong := [name for name, sign, _ in pairs if not sign]:
        raise UsageError(f"parameter {wrong[0]!r}: expected NAME=VALUE")
    return [(name.strip(), text) for name, _, text in pairs]


def _value(name: str, text: str, type_: str) -> Value:
    if type_ == "string":
        return text
    value = _guess(text)
    if isinstance(value, str) and type_ in ("integer", "float", "boolean"):
        raise UsageError(f"parameter {name}: expected {type_}, found {text!r}")
    return value


def _guess(text: str) -> Value:
    if text in ("true", "false"):
        return text == "true"
    for convert in (int, float):
        try:
            return convert(text)
        except ValueError:
            continue
    quoted = len(text) >= 2 and text[0] == text[-1] == '"'
    return text[1:-1] if quoted else text
