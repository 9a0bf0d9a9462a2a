"""Sorts lines that may not fit into memory: sorted runs on disk, merged; a line that comes twice is given once.

>>> list(sorted_lines(["b", "a", "b"]))
['a', 'b']
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from itertools import groupby, islice
from tempfile import TemporaryFile

RUN = 200_000
"""Lines of a run: about 60 MB of triples in memory."""


def sorted_lines(lines: Iterable[str], *, run: int = RUN) -> Iterator[str]:
    """Yields the distinct lines in the order of their code points. A line holds no newline. O(n log n)."""
    rest = iter(lines)
    with ExitStack() as stack:
        runs: list[Iterable[str]] = []
        chunk = sorted(set(islice(rest, run)))
        while len(chunk) and (following := sorted(set(islice(rest, run)))):
            file = stack.enter_context(TemporaryFile("w+", encoding="utf-8", newline="\n"))
            file.writelines(f"{line}\n" for line in chunk)
            file.seek(0)
            runs.append(line.rstrip("\n") for line in file)
            chunk = following
        for line, _ in groupby(heapq.merge(*runs, chunk)):
            yield line
