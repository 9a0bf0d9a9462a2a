"""The one page to read first: from paths to a ledger that holds who said what of whom.

1. `read`      paths → Articles, and a Finding for each input that is passed over
2. `_wanted`   skips what is in already with the same extractor, and the second of two texts under one id
3. `_extract`  Article → Extraction, in one process or several; each goes into the ledger
4. `resolve`   clusters of all articles → Entities, with a Judgement and its reasons for every merge
5. `validate`  the graph → Findings

The graph is then `LedgerGraph(ledger)`; the door carries it to a shelf. Killed at any point, the next run goes on.

>>> report = build(["articles/"], ledger=ledger, config=Config())   # doctest: +SKIP
"""

from __future__ import annotations

import multiprocessing
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import BinaryIO, TypeVar

from kg.assemble import LedgerGraph
from kg.config import Config
from kg.extract import extractor
from kg.ledger import Ledger
from kg.model import Article, Extraction, Finding
from kg.ports import Extractor, Progress
from kg.read import Read, read
from kg.resolve import resolve
from kg.validate import validate

_BATCH = 25  # articles a transaction, and a task of a worker
_INLINE = 40  # below this many articles, starting workers takes longer than reading alone
_KEPT = 1000  # findings kept word for word; all are counted


@dataclass
class Tally:
    """What a build did, counted as it goes."""

    added: int = 0
    replaced: int = 0
    unchanged: int = 0
    withdrawn: int = 0
    passed_over: int = 0
    codes: Counter[tuple[str, str]] = field(default_factory=Counter)
    findings: list[Finding] = field(default_factory=list)

    def note(self, finding: Finding) -> None:
        """Count a finding, and keep it as long as there is room; an error passes an input over."""
        self.codes[finding.severity, finding.code] += 1
        self.passed_over += finding.severity == "error"
        room = _KEPT // 10 if finding.severity == "note" else _KEPT  # notes must not crowd out what went wrong
        if len(self.findings) < room:
            self.findings.append(finding)


@dataclass(frozen=True)
class _Task:
    article: Article
    source: str
    single: bool


def build(
    paths: Iterable[str],
    *,
    ledger: Ledger,
    config: Config,
    stdin: BinaryIO | None = None,
    progress: Progress | None = None,
) -> Tally:
    """Bring the articles at `paths` into the ledger and settle who is who. No path: settle what is there.

    Linear in the text to read, and in the clusters stored. Raises StoreError when the ledger cannot be written;
    everything that was committed before stays.
    """
    tally = Tally()
    reader = extractor(config.extractor, vocabulary=config.vocabulary, least=config.min_confidence)
    tell = progress or (lambda _done, _what: None)
    items = read(paths, encoding=config.encoding, stdin=stdin)
    tasks = _wanted(items, ledger=ledger, run=f"run/{reader.name}-{reader.version}", tally=tally, tell=tell)
    for batch in _batched(_extract_all(tasks, reader=reader, config=config), _BATCH):
        with ledger.transaction():
            for task, extraction in batch:
                _keep(task, extraction, ledger=ledger, tally=tally)
        tell(len(batch), "reading")
    if ledger.is_stale():
        settle_all(ledger, config=config, progress=progress)
    for finding in validate(LedgerGraph(ledger, names=config.vocabulary), vocabulary=config.vocabulary):
        tally.note(finding)
    return tally


def extract(
    paths: Iterable[str],
    *,
    config: Config,
    tally: Tally,
    stdin: BinaryIO | None = None,
    progress: Progress | None = None,
) -> Iterator[tuple[Article, Extraction]]:
    """Read and extract without a ledger, in the order of the input; what is passed over is noted in `tally`."""
    reader = extractor(config.extractor, vocabulary=config.vocabulary, least=config.min_confidence)
    tasks = _articles(read(paths, encoding=config.encoding, stdin=stdin), tally)
    for task, extraction in _extract_all(tasks, reader=reader, config=config):
        if progress:
            progress(1, "reading")
        if isinstance(extraction, Finding):
            tally.note(extraction)
        else:
            tally.added += 1
            yield task.article, extraction


def _articles(items: Iterable[Read], tally: Tally) -> Iterator[_Task]:
    for item in items:
        if isinstance(item.item, Finding):
            tally.note(item.item)
        else:
            yield _Task(item.item, item.source, item.single)


def settle_all(ledger: Ledger, *, config: Config, progress: Progress | None = None) -> None:
    """Settle who is who across all stored articles, anew, with the judgements of people."""
    if progress:
        progress(0, "settling who is who")
    resolution = resolve(ledger.extractions(), judgements=ledger.judgements(), vocabulary=config.vocabulary)
    ledger.put_resolution(resolution.entities, resolution.canonical, resolution.judgements)


def _wanted(items: Iterable[Read], *, ledger: Ledger, run: str, tally: Tally, tell: Progress) -> Iterator[_Task]:
    """The articles to read; what is known already is counted, and of two texts under one id the first is kept."""
    seen: dict[str, str] = {}
    for item in items:
        article = item.item
        if isinstance(article, Finding):
            tally.note(article)
            continue
        if article.id in seen:
            tally.note(_twice(article, item.source, same=seen[article.id] == article.text_sha256))
            continue
        seen[article.id] = article.text_sha256
        if _is_stored(article, ledger=ledger, run=run):
            tally.unchanged += 1
            tell(1, "known already")
        else:
            yield _Task(article, item.source, item.single)


def _is_stored(article: Article, *, ledger: Ledger, run: str) -> bool:
    stored = ledger.stored(article.id)
    if stored is None or stored.run != run:
        return False
    return stored.record.model_copy(update={"based_on": None}) == article.record()


def _twice(article: Article, source: str, *, same: bool) -> Finding:
    name = article.url or article.input_id or article.id
    if same:
        message = f"the same article {name!r} came before in this run; read once"
        return Finding(severity="note", code="duplicate", message=message, where=source)
    message = f"another text under the same id {name!r} came first in this run and was kept; give this one its own id"
    return Finding(severity="error", code="duplicate-id", message=message, where=source)


def _keep(task: _Task, extraction: Extraction | Finding, *, ledger: Ledger, tally: Tally) -> None:
    if isinstance(extraction, Finding):
        tally.note(extraction)
        return
    if task.single:
        before = ledger.article_of(task.source)
        if before is not None and before != task.article.id:
            tally.withdrawn += ledger.remove(before)
    put = ledger.put(task.article, extraction, source=task.source, single=task.single)
    tally.added += put == "added"
    tally.replaced += put == "replaced"
    for finding in extraction.findings:
        tally.note(finding)


# ---- reading in one process or in several

_worker: Extractor


def _start_worker(config: Config) -> None:
    global _worker
    _worker = extractor(config.extractor, vocabulary=config.vocabulary, least=config.min_confidence)


def _work(articles: list[Article]) -> list[Extraction | Finding]:
    return [_extract(_worker, article) for article in articles]


def _extract(reader: Extractor, article: Article) -> Extraction | Finding:
    try:
        return reader.extract(article)
    except Exception as problem:  # one article that trips the extractor must not stop the others
        message = f"the extractor failed ({type(problem).__name__}: {problem}); please report it with this article"
        return Finding(severity="error", code="extractor-failed", message=message, where=article.url or article.id)


def _extract_all(
    tasks: Iterator[_Task], *, reader: Extractor, config: Config
) -> Iterator[tuple[_Task, Extraction | Finding]]:
    first = list(islice(tasks, _INLINE))
    if config.processes == 1 or len(first) < _INLINE:
        for task in chain(first, tasks):
            yield task, _extract(reader, task.article)
        return
    # spawn, not fork: an engine or a model that runs threads does not survive a fork
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(config.processes, context, _start_worker, (config,)) as pool:
        waiting: deque[tuple[list[_Task], Future[list[Extraction | Finding]]]] = deque()
        for batch in _batched(chain(first, tasks), _BATCH):
            waiting.append((batch, pool.submit(_work, [task.article for task in batch])))
            if len(waiting) > 2 * config.processes:
                yield from _finished(waiting)
        while waiting:
            yield from _finished(waiting)


def _finished(
    waiting: deque[tuple[list[_Task], Future[list[Extraction | Finding]]]],
) -> Iterator[tuple[_Task, Extraction | Finding]]:
    batch, future = waiting.popleft()
    yield from zip(batch, future.result(), strict=True)


_Item = TypeVar("_Item")


def _batched(items: Iterable[_Item], size: int) -> Iterator[list[_Item]]:
    iterator = iter(items)
    while batch := list(islice(iterator, size)):
        yield batch
