"""Tables, progress and summaries on the terminal; the only module that prints.

stdout is data, stderr is words. A table that carries sentences is shown in two parts: the rows, and below them the
sentence behind each row, by number.
"""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.console import Console, RenderableType
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bar
from rich.table import Table as Grid

from kg.ports import Progress, Table, Value

if TYPE_CHECKING:
    from kg.evaluate import Score, Scores
    from kg.query import Said, Why

FORMATS = ("table", "json", "csv")
SENTENCE_COLUMNS = ("quote", "title", "publishedAt", "url", "statement")
_WIDTH = 120  # where there is no terminal to ask


def console(*, to_stderr: bool = False) -> Console:
    """A console as wide as the terminal, plain where there is none."""
    stream = sys.stderr if to_stderr else sys.stdout
    return Console(file=stream, width=None if stream.isatty() else _WIDTH, highlight=False, soft_wrap=False)


def say(text: str) -> None:
    """One line of words, on stderr."""
    console(to_stderr=True).print(escape(text), soft_wrap=True)


def error(text: str) -> None:
    """One line that says what is wrong and what to do, on stderr."""
    console(to_stderr=True).print(f"[bold red]kg:[/] {escape(text)}", soft_wrap=True)


def show(table: Table, *, format: str = "table") -> None:
    """A table as `table`, `json` (a list of objects) or `csv`, on stdout."""
    if format == "json":
        rows = [dict(zip(table.columns, row, strict=True)) for row in table.rows]
        json.dump(rows, sys.stdout, ensure_ascii=False, indent=1, default=str)
        sys.stdout.write("\n")
    elif format == "csv":
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(table.columns)
        writer.writerows([[_flat(value) for value in row] for row in table.rows])
    else:
        _show_grid(table)


def _show_grid(table: Table) -> None:
    out = console()
    if not table.rows:
        out.print("no rows", style="dim")
        return
    sentences = [name for name in SENTENCE_COLUMNS if name in table.columns] if "quote" in table.columns else []
    columns = [name for name in table.columns if name not in sentences]
    grid = Grid(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    if sentences:
        grid.add_column("", style="dim", justify="right", no_wrap=True)
    for name in columns:
        grid.add_column(name, overflow="fold")
    for number, row in enumerate(table.rows, 1):
        record = dict(zip(table.columns, row, strict=True))
        cells = [escape(_flat(record[name])) for name in columns]
        grid.add_row(*([str(number), *cells] if sentences else cells))
    out.print(grid)
    for number, row in enumerate(table.rows, 1) if sentences else ():
        record = dict(zip(table.columns, row, strict=True))
        out.print(_sentence(number, record), soft_wrap=False)


def _sentence(number: int, record: Mapping[str, Value]) -> str:
    names = [name for name in SENTENCE_COLUMNS if name != "quote" and record.get(name)]
    source = " · ".join(escape(_flat(record[name])) for name in names)
    quotes = record["quote"] if isinstance(record["quote"], list | tuple) else [record["quote"]]
    text = " … ".join(" ".join(str(quote).split()) for quote in quotes if quote)
    return f"[dim]{number:>2}[/] “{escape(text)}” [dim]{source}[/]"


def _flat(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, Sequence):
        return ", ".join(str(item) for item in value)
    return f"{value:g}" if isinstance(value, float) else str(value)


def why(answer: Why, *, format: str = "table") -> None:
    """Every statement and its sentence, then the figures that disagree; in `json` and `csv` the statements alone."""
    if format != "table":
        show(answer.table(), format=format)
        return
    out = console()
    ends = [f"{end.name} [{end.id}]" for end in (answer.left, answer.right) if end is not None]
    out.print(f"[bold]{escape(' and '.join(ends))}[/]: {len(answer.lines)} statements")
    for line in answer.lines:
        _say_line(out, line)
    for found in answer.disagreements:
        out.print(f"\n[bold]Figures that disagree[/] ({escape(found.relation)}, {escape(found.counted)})")
        for line in found.lines:
            place = f"{line.publisher or ''} {line.published_at or ''}".strip()
            out.print(
                f"  {line.count if line.count is not None else '?':>7}  {escape(line.object)}  [dim]{escape(place)}[/]"
            )


def _say_line(out: Console, line: Said) -> None:
    marks = [line.modality] if line.modality != "asserted" else []
    marks += [line.polarity] if line.polarity != "affirmed" else []
    marks += [line.review] if line.review else []
    count = f", {line.count_qualifier or 'exact'} {line.count}" if line.count is not None else ""
    when = (
        f", {line.event_start}" + (f" to {line.event_end}" if line.event_end != line.event_start else "")
        if line.event_start
        else ""
    )
    mark = f" [yellow]({escape(', '.join(marks))})[/]" if marks else ""
    out.print(f"\n[bold]{escape(line.subject)} {escape(line.relation)} {escape(line.object)}[/]{mark}{count}{when}")
    out.print(f"  “{escape(' '.join(line.quote.split()))}”")
    said = f"said by {line.said_by}" + (f" on {line.said_on}" if line.said_on else "") if line.said_by else ""
    source = (said, line.title, line.publisher, line.published_at, f"confidence {line.confidence:.2f}", line.statement)
    out.print(f"  [dim]{escape(' · '.join(part for part in source if part))}[/]")


def draw(picture: RenderableType) -> None:
    """Something that rich can draw, on stdout."""
    console().print(picture)


def facts(title: str, rows: Iterable[tuple[str, object]]) -> None:
    """A heading and lines of name and value, on stdout."""
    out = console()
    out.print(f"[bold]{escape(title)}[/]")
    grid = Grid.grid(padding=(0, 2))
    for name, value in rows:
        grid.add_row(f"  {escape(name)}", escape(str(value)))
    out.print(grid)


def counts(title: str, table: Mapping[str, Mapping[str, int]]) -> None:
    """A cross table of counts: one row a key, one column for each inner key, zeros left blank; on stdout."""
    names = sorted({name for row in table.values() for name in row})
    grid = Grid(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    grid.add_column(escape(title))
    for name in names:
        grid.add_column(escape(name), justify="right")
    for key in sorted(table):
        grid.add_row(f"  {escape(key)}", *(str(table[key].get(name) or "") for name in names))
    console().print(grid)


def scores(found: Scores, *, errors: int = 0) -> None:
    """The figures of an evaluation, on stdout, and up to `errors` missed and spurious items."""
    out = console()
    out.print(f"articles {found.articles}  answered {found.answered}")
    parts: dict[str, dict[str, Score]] = {
        "entities": found.entities,
        "mentions": found.mentions,
        "relations": found.relations,
    }
    for name, part in parts.items():
        grid = Grid(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
        grid.add_column(name)
        for column in ("P", "R", "F1", "right", "predicted", "gold"):
            grid.add_column(column, justify="right")
        for key, score in part.items():
            figures = (f"{figure:.3f}" for figure in (score.precision, score.recall, score.f1))
            grid.add_row(key, *figures, str(score.right), str(score.predicted), str(score.gold))
        out.print(grid)
    for name, (right, total) in sorted(found.attributes.items()):
        out.print(f"attribute {name}: {right / total:.3f} of {total}")
    for title, items in (("missed", found.missed), ("spurious", found.spurious)):
        for item in items[:errors]:
            out.print(f"[dim]{title}[/] {escape(item)}", soft_wrap=True)


@contextmanager
def progress(*, quiet: bool = False) -> Iterator[Progress]:
    """A progress line on stderr while the work runs; silent where stderr is no terminal."""
    if quiet or not sys.stderr.isatty():
        yield lambda _done, _what: None
        return
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Bar(*columns, console=console(to_stderr=True), transient=True) as bar:
        task = bar.add_task("starting", total=None)

        def advance(done: int, what: str) -> None:
            bar.update(task, advance=done, description=what)

        yield advance
