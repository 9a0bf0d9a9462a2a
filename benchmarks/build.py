"""How long a build takes and how much memory its main process holds, start to end.

    python benchmarks/build.py ARTICLES [--processes 2] [--limit N]

ARTICLES is anything `kg build` reads (`.jsonl.gz` is unpacked first). Prints seconds, articles a second, the main
process's resident memory in MiB at ten points of the run, its peak, and the peak of main and workers together; then
the time of a second build in which everything is known, and of a third that makes the deleted engine files anew.
"""

from __future__ import annotations

import argparse
import gzip
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path


def resident(pid: int) -> int:
    """Resident memory of a process in bytes, 0 when it is gone."""
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, IndexError):
        return 0


def children(pid: int) -> list[int]:
    """Ids of the processes below a process."""
    try:
        found = [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []
    return [below for child in found for below in (child, *children(child))]


def watch(command: list[str]) -> tuple[float, list[int], int]:
    """Run a command: seconds, samples of its memory, peak of it and its children together."""
    start, samples, together = time.perf_counter(), [], 0
    process = subprocess.Popen(command)
    while process.poll() is None:
        own = resident(process.pid)
        samples.append(own)
        together = max(together, own + sum(resident(child) for child in children(process.pid)))
        time.sleep(0.2)
    if process.returncode not in (0, 1):
        sys.exit(f"{' '.join(command)} ended with {process.returncode}")
    return time.perf_counter() - start, samples, together


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles")
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--limit", type=int)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        source, count = _unpacked(Path(arguments.articles), Path(folder), arguments.limit)
        store = Path(folder) / "store"
        command = [sys.executable, "-m", "kg", "build", "--store", str(store), "-j", str(arguments.processes)]
        seconds, samples, together = watch([*command, str(source)])
        mib = [sample / 2**20 for sample in samples]
        points = [f"{mib[min(len(mib) - 1, len(mib) * tenth // 10)]:.0f}" for tenth in range(1, 11)]
        print(f"\nbuild: {seconds:.1f} s", f"{count / seconds:.1f} articles/s" if count else "")
        print(f"main process, MiB at each tenth: {' '.join(points)}; peak {max(mib):.0f}")
        print(f"with its workers, peak: {together / 2**20:.0f} MiB")
        print(f"again, all known: {watch([*command, '-q', str(source)])[0]:.1f} s")
        shutil.rmtree(store / "graph")
        print(f"engine files made anew: {watch([*command, '-q'])[0]:.1f} s")
        for path in sorted(store.rglob("ledger.sqlite")):
            print(f"{path.name}: {path.stat().st_size / 2**20:.0f} MiB")


def _unpacked(path: Path, folder: Path, limit: int | None) -> tuple[Path, int]:
    if path.suffix != ".gz":
        return path, 0
    target = folder / path.stem
    with gzip.open(path, "rt", encoding="utf-8") as source, target.open("w", encoding="utf-8") as out:
        for count, line in enumerate(source, 1):
            if limit and count > limit:
                return target, limit
            out.write(line)
    return target, count


if __name__ == "__main__":
    main()
