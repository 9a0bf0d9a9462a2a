"""How many articles a second the reader reads, and what part of the bare encoder's rate it keeps.

    python benchmarks/extract.py [ARTICLES] [--limit 1000] [--processes 2] [--rounds 10] [--skip-start]

ARTICLES is JSON lines, `.jsonl` or `.jsonl.gz`; by default the 5,000 of `../shared/data/raw/news-throughput`, beside
the project. Prints, of one run and side by side:

- whole extraction by the reader, and by the rules alone: article in, Extraction back in the main process, as
  `kg build -j 2` does it (spawned processes, batches);
- the bare encoder: nothing but its layers over pieces that were cut before, in its own windows, no heads;
- what part of the encoder's rate the reader keeps, by the clock and by CPU time;
- peak resident memory of one process of each kind;
- the start of a fresh `kg extract` on one article, to its end: wall and CPU seconds, median of three.

Rates count reading only: the clock runs after every process has loaded its model and read one article. The three take
turns, round by round, so that whatever else the machine does hits all of them alike; CPU seconds suffer less from it.
"""

from __future__ import annotations

import argparse
import gzip
import json
import multiprocessing
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

DEFAULT = Path(__file__).parents[2] / "shared" / "data" / "raw" / "news-throughput" / "articles.jsonl.gz"
BATCH = 10  # smaller than the pipeline's 25: a round then ends with both processes at about the same time
MAXRSS = 2**20 if sys.platform == "darwin" else 2**10  # units of ru_maxrss in a MiB

_read: Callable[[Any], Any]
_meeting: Any


def start(kind: str, meeting: Any) -> None:
    """Load what a process of this kind reads with, once."""
    global _read, _meeting
    _meeting = meeting
    if kind == "encoder":
        from kg.extract.encoder.encoder import WEIGHTS
        from kg.extract.encoder.network import Network

        network = Network.load(WEIGHTS)
        _read = lambda pieces: len(network.states(pieces))  # noqa: E731 - the states stay where they are
    else:
        from kg.extract import extractor

        _read = extractor(kind).extract


def meet(item: Any) -> None:
    """Read one item, so that nothing is left to load, and wait until every process has done so."""
    _read(item)
    _meeting.wait(600)


def work(items: list[Any]) -> tuple[list[Any], int, float, float]:
    """What was read, how many items failed, CPU seconds, and this process's peak in MiB."""
    clock, out, failed = time.process_time(), [], 0
    for item in items:
        try:
            out.append(_read(item))
        except Exception:  # as the pipeline: one article does not stop the others
            failed += 1
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MAXRSS
    return out, failed, time.process_time() - clock, peak


@dataclass
class Side:
    """One of the three that are compared: its processes, and its sums."""

    kind: str
    pool: ProcessPoolExecutor
    processes: int
    read: int = 0
    failed: int = 0
    seconds: float = 0.0
    cpu: float = 0.0
    peak: float = 0.0

    @classmethod
    def of(cls, kind: str, processes: int) -> Side:
        # spawn as the pipeline does
        context = multiprocessing.get_context("spawn")
        meeting = context.Barrier(processes)
        return cls(kind, ProcessPoolExecutor(processes, context, start, (kind, meeting)), processes)

    def warm(self, item: Any) -> None:
        """Start all processes; returns when each is ready."""
        for waiting in [self.pool.submit(meet, item) for _ in range(self.processes)]:
            waiting.result()

    def go(self, items: list[Any]) -> None:
        """Read the items by the clock."""
        clock = time.perf_counter()
        batches = [items[at : at + BATCH] for at in range(0, len(items), BATCH)]
        for _, failed, cpu, peak in self.pool.map(work, batches):
            self.failed, self.cpu, self.peak = self.failed + failed, self.cpu + cpu, max(self.peak, peak)
        self.seconds, self.read = self.seconds + time.perf_counter() - clock, self.read + len(items)

    @property
    def rate(self) -> float:
        """Articles a second of all processes together."""
        return self.read / self.seconds

    @property
    def thrift(self) -> float:
        """Articles a CPU second."""
        return self.read / self.cpu

    def line(self) -> str:
        note = f"   {self.failed} failed" if self.failed else ""
        return f"{self.kind:<10}{self.rate:12.1f}{self.thrift:16.1f}{self.seconds:10.1f}{self.peak:11.0f}{note}"


def lines(path: Path, limit: int | None) -> Iterator[str]:
    """The first lines of a file that may be packed."""
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as source:
        yield from islice(source, limit)


def articles_of(path: Path, limit: int | None) -> list[Any]:
    """The articles as `kg.read` makes them."""
    from kg.model import Article
    from kg.read import read

    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "articles.jsonl"
        plain.write_text("".join(lines(path, limit)), encoding="utf-8")
        items = [one.item for one in read([str(plain)])]
    found = [item for item in items if isinstance(item, Article)]
    if not found:
        sys.exit(f"{path}: no article in it")
    return found


def cutter() -> Callable[[Any], Any]:
    """Article → the pieces the encoder reads of it."""
    from tokenizers import Tokenizer

    from kg.extract.encoder.correct import Tables
    from kg.extract.encoder.encoder import WEIGHTS
    from kg.extract.encoder.pieces import cut

    tokenizer, glued = Tokenizer.from_file(str(WEIGHTS / "tokenizer.json")), Tables.load().glued
    return lambda article: cut(article.text, tokenizer, glued)


def compare(path: Path, *, limit: int | None, processes: int, rounds: int) -> list[Side]:
    """The three, each over all articles, in turns."""
    sides = [Side.of(kind, processes) for kind in ("reader", "rules", "encoder")]
    articles, pieces = articles_of(path, limit), cutter()
    for side in sides:
        side.warm(pieces(articles[0]) if side.kind == "encoder" else articles[0])
    size = -(-len(articles) // rounds)
    for at in range(0, len(articles), size):
        own = articles[at : at + size]
        cuts = [pieces(article) for article in own]
        for side in sides:
            side.go(cuts if side.kind == "encoder" else own)
        sides = [*sides[1:], sides[0]]
        if sys.stderr.isatty():
            print(f"\r{at + len(own)}/{len(articles)}", end="", file=sys.stderr, flush=True)
    for side in sides:
        side.pool.shutdown()
    characters = sum(len(article.text) for article in articles)
    threads = os.environ.get("OPENBLAS_NUM_THREADS", "unset")  # numpy's: more than one a process waste half the time
    print(f"{len(articles)} articles, {characters:,} characters; {processes} processes, OPENBLAS_NUM_THREADS={threads}")
    return sorted(sides, key=lambda side: ("reader", "rules", "encoder").index(side.kind))


def first_article(path: Path, kind: str) -> tuple[float, float, float]:
    """A fresh `kg extract` on the file's first article: wall seconds, CPU seconds, peak in MiB."""
    with tempfile.TemporaryDirectory() as folder:
        one = Path(folder) / "one.jsonl"
        one.write_text("".join(lines(path, 1)), encoding="utf-8")
        command = [sys.executable, "-m", "kg", "extract", "--extractor", kind, "-o", f"{folder}/out.jsonl", str(one)]
        clock = time.perf_counter()
        process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
        _, status, used = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - clock
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode or not json.loads((Path(folder) / "out.jsonl").read_text(encoding="utf-8")):
            sys.exit(f"{' '.join(command)} ended with {process.returncode}")
    return seconds, used.ru_utime + used.ru_stime, used.ru_maxrss / MAXRSS


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", type=Path, nargs="?", default=DEFAULT)
    parser.add_argument("--limit", type=int, help="read only the first so many articles")
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--rounds", type=int, default=10, help="turns that the three take")
    parser.add_argument("--skip-start", action="store_true", help="do not measure the start")
    options = parser.parse_args()
    print(f"load of the machine before: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    # before the articles are loaded: a child's peak memory counts that of the parent it came from
    kinds = () if options.skip_start else ("reader", "rules")
    starts = {kind: [first_article(options.articles, kind) for _ in range(3)] for kind in kinds}
    reader, rules, encoder = compare(
        options.articles, limit=options.limit, processes=options.processes, rounds=options.rounds
    )
    print(f"\n{'':<10}{'articles/s':>12}{'a CPU second':>16}{'seconds':>10}{'peak MiB':>11}")
    print(*(side.line() for side in (reader, rules, encoder)), sep="\n")
    kept, thrift = reader.rate / encoder.rate, reader.thrift / encoder.thrift
    print(f"the reader keeps {kept:.2f} of the encoder's rate (of its CPU time: {thrift:.2f})\n")
    for kind, runs in starts.items():
        wall, cpu, peak = (statistics.median(column) for column in zip(*runs, strict=True))
        print(f"start to the first article's end, {kind:<7}{wall:6.2f} s, CPU {cpu:.2f} s, peak {peak:.0f} MiB")


if __name__ == "__main__":
    main()
