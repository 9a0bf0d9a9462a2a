"""How fast the embedded store takes a graph in, and how fast it answers.

    .venv/bin/python benchmarks/store.py [ARTICLES]      5,000 by default: about 60,000 entities, 40,000 statements

Prints seconds (and CPU seconds, for a busy machine), rows, and resident memory after each step. The graph is made as
it is read, so that the memory is the store's. Target: 5,000 articles within 90 s, the process well below 1.5 GiB.
"""

from __future__ import annotations

import resource
import shutil
import sys
import tempfile
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

from kg.model import Appearance, ArticleRecord, Entity, Evidence, Judgement, Run, Size, Statement
from kg.ports import Table, Value
from kg.text import sha256
from loaders.embedded import EmbeddedStore

_DAY = date(2024, 1, 1)
_AGENCIES = 400
_RUN = "run/bench-1"
_RELATIONS = ("REPORTS", "RESCUES", "REPATRIATES", "RECRUITS", "ARRESTS", "SENDS", "COOPERATES_WITH", "LOCATED_IN")
_QUERIES = {
    "one entity by id": ("MATCH (a:Entity {id: $id}) RETURN a.name AS name", "org/000007"),
    "full text": (
        "CALL db.index.fulltext.queryNodes('entityNames', $id) YIELD node, score"
        " RETURN node.id AS id, score ORDER BY score DESC, id LIMIT 5",
        '"lembaga 77"',
    ),
    "one hop": ("MATCH (:Entity {id: $id})-[r]->(b) RETURN count(r) AS n", "org/000007"),
    "sentences of an entity": (
        "MATCH (a:Entity {id: $id})<-[:SUBJECT]-(s:Statement)-[:EVIDENCED_BY]->(e:Evidence)-[:IN_ARTICLE]->(d)"
        " RETURN s.predicate AS predicate, e.quote AS quote, d.title AS title ORDER BY s.id LIMIT 20",
        "org/000007",
    ),
    "path of two agencies": (
        "MATCH (a:Entity {id: $id}), (b:Entity {id: 'org/000200'})"
        " MATCH p = shortestPath((a)-[:COOPERATES_WITH*..6]-(b)) RETURN length(p) AS n",
        "org/000007",
    ),
    "statements by predicate": (
        "MATCH (s:Statement) WHERE s.predicate = $id RETURN s.modality AS modality, count(*) AS n ORDER BY n DESC",
        "RESCUES",
    ),
    "everything by type": ("MATCH ()-[r]->() RETURN type(r) AS t, count(*) AS n ORDER BY n DESC LIMIT $limit", ""),
}


class Synthetic:
    """A graph source: 12 entities and 8 statements an article, 400 agencies that all articles share."""

    def __init__(self, articles: int) -> None:
        self.size = articles

    @property
    def articles(self) -> Iterator[ArticleRecord]:
        for n in range(self.size):
            yield ArticleRecord(
                id=f"article/{n:07d}",
                url=f"https://example.org/{n}",
                title=f"Berita ke-{n}",
                publisher="Kabar Contoh",
                published=_DAY + timedelta(days=n % 700),
                text_sha256=sha256(str(n)),
            )

    @property
    def entities(self) -> Iterator[Entity]:
        for n in range(self.size):
            for m in range(6):
                size = Size(count=n % 90 + m, qualifier="exact", text=str(n % 90 + m))
                identifier = f"group/{n:07d}{m}"
                yield Entity(
                    id=identifier, type="Group", name=f"{n % 90 + m} pekerja", members=(identifier,), size=size
                )
        for n in range(_AGENCIES):
            names = (f"Badan Contoh {n}", f"BC{n}")
            yield Entity(
                id=f"org/{n:06d}",
                type="Agency",
                kind="GovernmentBody",
                name=f"Lembaga {n} Kepri",
                aliases=names,
                members=(f"org/{n:06d}",),
            )
        for n in range(self.size):
            for m in range(6):
                identifier = f"person/{n:07d}{m}"
                yield Entity(id=identifier, type="Person", name=f"Orang {n} {m}", members=(identifier,))

    @property
    def statements(self) -> Iterator[Statement]:
        for n in range(self.size):
            for m in range(8):
                relation = _RELATIONS[m]
                subject = f"org/{(n * 7 + m) % _AGENCIES:06d}"
                object_ = f"group/{n:07d}{m % 6}"
                if relation == "COOPERATES_WITH":
                    subject, object_ = sorted((subject, f"org/{(n * 13 + 5) % _AGENCIES:06d}"))
                quote = f"Kalimat ke-{m} dari berita ke-{n} menyebut lembaga dan kelompok itu dengan jumlahnya."
                yield Statement(
                    id=f"statement/{n:07d}{m}",
                    subject=subject,
                    relation=relation,
                    object=object_,
                    modality="alleged" if m == 3 else "asserted",
                    size=Size(count=n % 90, qualifier="exact"),
                    event_end=_DAY + timedelta(days=n % 700),
                    evidence=(
                        Evidence(article_id=f"article/{n:07d}", start=m * 90, end=m * 90 + len(quote), quote=quote),
                    ),
                    confidence=0.8,
                    by=(_RUN,),
                )

    @property
    def appearances(self) -> Iterator[Appearance]:
        for prefix in ("group", "person"):
            for n in range(self.size):
                for m in range(6):
                    yield Appearance(entity_id=f"{prefix}/{n:07d}{m}", article_id=f"article/{n:07d}", count=1 + m % 2)

    @property
    def runs(self) -> Iterator[Run]:
        yield Run(id=_RUN, extractor="bench", version="1")

    @property
    def possibly_same(self) -> Iterator[Judgement]:
        return iter(())


def main() -> None:
    articles = int(sys.argv[1]) if len(sys.argv) > 1 else 5000
    folder = Path(tempfile.mkdtemp(prefix="jejaring-benchmark-"))
    graph = Synthetic(articles)
    try:
        with _timed("open, new"), EmbeddedStore.open(folder) as store:
            with _timed("sync"):
                print("   ", store.sync(graph))
            with _timed("sync, nothing new"):
                print("   ", store.sync(graph))
            with _timed("sync, one article less"):
                print("   ", store.sync(Synthetic(articles - 1)))
        with _timed("open to read, ask, close"), EmbeddedStore.open(folder, read_only=True) as store:
            _ask_all(store)
        disk = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
        print(f"on disk {disk / 2**20:.0f} MiB")
    finally:
        shutil.rmtree(folder)


def _ask_all(store: EmbeddedStore) -> None:
    for name, (cypher, value) in _QUERIES.items():
        parameters: dict[str, Value] = {"id": value, "limit": 5}
        times: list[float] = []
        answer = Table((), ())
        for _ in range(20 if "everything" not in name else 3):
            start = perf_counter()
            answer = store.query(cypher, parameters)
            times.append(perf_counter() - start)
        print(f"    {name:28} {median(times) * 1000:9.2f} ms   {len(answer.rows)} rows")


class _timed:
    def __init__(self, what: str) -> None:
        self.what = what

    def __enter__(self) -> None:
        self.start, self.busy = perf_counter(), process_time()

    def __exit__(self, *_: object) -> None:
        seconds, busy = perf_counter() - self.start, process_time() - self.busy
        print(f"{self.what:28} {seconds:8.2f} s   {busy:8.2f} s of CPU   {_resident():5.0f} MiB resident", flush=True)


def _resident() -> float:
    """Resident memory now, in MiB; the peak where the system does not tell."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return pages * resource.getpagesize() / 2**20


if __name__ == "__main__":
    main()
