"""How fast a real Neo4j is loaded, and how fast it answers, beside a bare writer and beside neo4j-graphrag's.

    .venv/bin/python benchmarks/neo4j_.py [ARTICLES] [WRITER_PYTHON]

25,000 articles by default: 100,000 entities, 200,000 statements with their evidence, 1.5 million relationships.
Every load has a fresh server of its own (`tests/neo4j/server.py`), the same schema and the same rows:

bare      `UNWIND $rows … CREATE` of rows that lie ready in memory, one combination of labels or one type a statement,
          5,000 rows a transaction; only the driver's and the server's time is counted
kg load   `Neo4jStore.sync` of the graph as it streams, in a process of its own, whose memory is measured
writer    neo4j-graphrag's `Neo4jWriter` with the python of an environment that has it, on every twentieth article:
          python -m venv W && W/bin/pip install neo4j-graphrag; it needs APOC, which is fetched with Maven
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from neo4j import GraphDatabase

from kg.errors import QueryError
from kg.model import Appearance, ArticleRecord, Entity, Evidence, Judgement, Run, Size, Statement
from kg.property_graph import Node, rows, schema
from kg.query import ask, questions
from kg.text import sha256
from loaders.neo4j_ import Neo4jStore, ddl
from loaders.neo4j_.ours import labels
from ontology.vocabulary import vocabulary
from tests.neo4j.server import CACHE, RELEASES, Server, java_server

_DAY = date(2024, 1, 1)
_AGENCIES, _PLACES = 400, 100
_RUN = "run/bench-1"
_RELATIONS = ("REPORTS", "RESCUES", "REPATRIATES", "RECRUITS", "ARRESTS", "SENDS", "COOPERATES_WITH", "LOCATED_IN")


class Synthetic:
    """A graph source shaped like the demo: an article has three groups and a person of its own and eight statements
    over six sentences; agencies and places are shared by all."""

    def __init__(self, articles: int, *, step: int = 1) -> None:
        self._numbers = range(0, articles, step)

    @property
    def articles(self) -> Iterator[ArticleRecord]:
        for n in self._numbers:
            yield ArticleRecord(
                id=f"article/{n:07d}",
                url=f"https://example.org/{n}",
                title=f"Berita ke-{n}",
                publisher=f"Kabar Contoh {n % 20}",
                published=_DAY + timedelta(days=n % 700),
                text_sha256=sha256(str(n)),
            )

    @property
    def entities(self) -> Iterator[Entity]:
        for n in self._numbers:
            for m in range(3):
                size = Size(count=n % 90 + m, minimum=n % 90 + m, qualifier="exact", text=str(n % 90 + m))
                key = f"group/{n:07d}{m}"
                yield Entity(id=key, type="Group", name=f"{n % 90 + m} pekerja migran", members=(key,), size=size)
        for n in range(_AGENCIES):
            names = (f"Badan Contoh {n}", f"BC{n}")
            key, kind = f"org/{n:06d}", ("GovernmentBody", "RecruitmentAgency", "DiplomaticMission")[n % 3]
            yield Entity(id=key, type="Agency", kind=kind, name=f"Lembaga {n} Kepri", aliases=names, members=(key,))
        for n in self._numbers:
            key = f"person/{n:07d}"
            yield Entity(id=key, type="Person", name=f"Orang Rekaan {n}", members=(key,))
        for n in range(_PLACES):
            yield Entity(id=f"place/{n:04d}", type="City", name=f"Kota Rekaan {n}", members=(f"place/{n:04d}",))

    @property
    def statements(self) -> Iterator[Statement]:
        for n in self._numbers:
            for m in range(8):
                yield self._statement(n, m)

    def _statement(self, n: int, m: int) -> Statement:
        relation = _RELATIONS[m]
        subject, object_ = f"org/{(n * 7 + m * m) % _AGENCIES:06d}", f"group/{n:07d}{m % 3}"
        if relation == "COOPERATES_WITH":
            subject, object_ = sorted((subject, f"org/{(n * 13 + 5) % _AGENCIES:06d}"))
        elif relation == "ARRESTS":
            object_ = f"person/{n:07d}"
        elif relation == "LOCATED_IN":
            subject, object_ = f"group/{n:07d}0", f"place/{n % _PLACES:04d}"
        start = m // 2 * 3 * 90 if m % 4 == 1 else m * 90
        quote = f"Kalimat pada {start} dari berita ke-{n} menyebut lembaga dan kelompok itu dengan jumlahnya."
        evidence = Evidence(article_id=f"article/{n:07d}", start=start, end=start + len(quote), quote=quote)
        return Statement(
            id=f"statement/{n:07d}{m}",
            subject=subject,
            relation=relation,
            object=object_,
            modality="alleged" if m == 3 else "planned" if (n + m) % 31 == 0 else "asserted",
            size=Size(count=n % 90, qualifier="exact"),
            event_start=_DAY + timedelta(days=n % 700),
            event_end=_DAY + timedelta(days=n % 700),
            at_place=f"place/{(n + m) % _PLACES:04d}" if m % 2 else None,
            attributed_to=f"org/{(n + m) % _AGENCIES:06d}" if m % 3 == 0 else None,
            review_status="unreviewed" if relation in ("RECRUITS", "SENDS", "ARRESTS") else None,
            evidence=(evidence,),
            confidence=0.6 + (n + m) % 40 / 100,
            by=(_RUN,),
        )

    @property
    def appearances(self) -> Iterator[Appearance]:
        for n in self._numbers:
            for m in range(3):
                yield Appearance(entity_id=f"group/{n:07d}{m}", article_id=f"article/{n:07d}", count=1 + m % 2)
        for n in self._numbers:
            yield Appearance(entity_id=f"person/{n:07d}", article_id=f"article/{n:07d}", count=1)

    @property
    def runs(self) -> Iterator[Run]:
        yield Run(id=_RUN, extractor="bench", version="1")

    @property
    def possibly_same(self) -> Iterator[Judgement]:
        return iter(())


def main() -> None:
    articles = int(sys.argv[1]) if len(sys.argv) > 1 else 25_000
    with _server() as server:
        seconds, nodes, edges = bare(server, articles)
        size = nodes + edges
        print(f"{nodes:,} nodes, {edges:,} relationships")
        print(f"bare                {seconds:7.1f} s   {size / seconds:8,.0f} rows/s")
    with _server() as server:
        for name in ("kg load", "kg load again"):
            answer = json.loads(_child("load", server, articles))
            figures = f"{answer['seconds']:7.1f} s   {size / answer['seconds']:8,.0f} rows/s"
            print(f"{name:<19} {figures}   {answer['memory']:.0f} MiB   {answer['changes']:,} changes")
        with _open(server) as store:
            _questions(store)
    if len(sys.argv) > 2:
        with _server(apoc()) as server:
            print(f"writer              {_child('writer', server, articles, python=sys.argv[2])}")


def bare(server: Server, articles: int) -> tuple[float, int, int]:
    """Seconds, nodes and relationships of the same rows created without looking back."""
    names = vocabulary()
    groups: dict[Any, list[Any]] = defaultdict(list)
    for item in rows(Synthetic(articles), vocabulary=names):
        if isinstance(item, Node):
            groups[item.labels].append(dict(item.properties))
        else:
            groups[item.type].append({"a": item.start, "b": item.end, "p": item.properties})
    ends = schema(names).relationships
    with GraphDatabase.driver(server.uri, auth=server.auth) as driver, driver.session(database="neo4j") as session:
        session.execute_write(lambda transaction: ddl.make(transaction, list(ddl.items(schema(names), names))))
        began = perf_counter()
        for kind in sorted(groups, key=lambda kind: isinstance(kind, str)):  # nodes first
            if isinstance(kind, str):
                start, end = ends[kind]
                match = f"UNWIND $rows AS r MATCH (a:{start} {{id: r.a}}) MATCH (b:{end} {{id: r.b}})"
                text = f"{match} CREATE (a)-[e:{kind}]->(b) SET e = r.p"
            else:
                text = f"UNWIND $rows AS r CREATE (n{labels(kind)}) SET n = r"
            for at in range(0, len(groups[kind]), 5000):
                part = groups[kind][at : at + 5000]
                session.execute_write(lambda transaction: transaction.run(text, rows=part).consume())  # noqa: B023
        seconds = perf_counter() - began
    edges = sum(len(found) for kind, found in groups.items() if isinstance(kind, str))
    return seconds, sum(map(len, groups.values())) - edges, edges


_GIVEN = {"name": "Lembaga 7 Kepri", "left": "Lembaga 7 Kepri", "right": "Lembaga 9 Kepri", "place": "Kota Rekaan 71"}


def _questions(store: Neo4jStore) -> None:
    """Median of 20, asked for somebody; and of 3, asked for anybody, where a question allows it."""
    for name, question in questions().items():
        given = {parameter.name: _GIVEN.get(parameter.name, parameter.default) for parameter in question.parameters}
        seconds, found = _median(store, name, given, 20)
        line = f"  {name:<26} {seconds * 1000:8.1f} ms   {found} rows"
        if not any(parameter.required for parameter in question.parameters):
            try:
                seconds, found = _median(store, name, {}, 3)
                line += f"   anybody {seconds * 1000:8.1f} ms   {found} rows"
            except QueryError as problem:
                line += f"   anybody: {problem}"
        print(line)


def _median(store: Neo4jStore, name: str, given: dict[str, Any], times: int) -> tuple[float, int]:
    taken = []
    for _ in range(times + 2):  # the first two compile the plan and warm the page cache
        began = perf_counter()
        table = ask(store, name, given)
        taken.append(perf_counter() - began)
    return median(taken[2:]), len(table.rows)


def load(articles: int) -> None:
    """One load, in this process."""
    with _open(None) as store:
        began = perf_counter()
        changes = store.sync(Synthetic(articles))
        seconds = perf_counter() - began
    # not ru_maxrss: it begins with what the parent had
    peak = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text())
    memory = int(peak[1]) / 1024 if peak else 0.0
    print(json.dumps({"seconds": seconds, "changes": changes.total, "memory": memory}))


def apoc() -> tuple[Path, ...]:
    """The jars of APOC, fetched once."""
    folder, pom = CACHE / "apoc", Path(__file__).parent / "apoc.xml"
    if not any(folder.glob("*.jar")):
        copy = ["mvn", "-B", "-q", "-f", pom, "dependency:copy-dependencies", f"-DoutputDirectory={folder}"]
        subprocess.run(copy, check=True)
    return tuple(sorted(folder.glob("*.jar")))


@contextmanager
def _server(plugins: tuple[Path, ...] = ()) -> Iterator[Server]:
    """A fresh server; plugins stand in the folder of plugins and, as APOC in pieces wants it, on the class path."""
    lines = "dbms.security.procedures.unrestricted=*\n"
    lines += "".join(f"server.directories.plugins={jar.parent}\n" for jar in plugins[:1])
    more = tuple(str(jar) for jar in plugins)
    with (
        tempfile.TemporaryDirectory(prefix="jejaring-benchmark-") as folder,
        java_server(RELEASES[0], Path(folder), settings=lines, extra=more, options=()) as server,
    ):
        yield server


def _open(server: Server | None) -> Neo4jStore:
    uri, password = (server.uri, server.password) if server else (sys.argv[3], os.environ["NEO4J_PASSWORD"])
    return Neo4jStore.open(uri, username="neo4j", password=password)


def _child(what: str, server: Server, articles: int, *, python: str = sys.executable) -> str:
    script = Path(__file__).parent / ("neo4j_writer.py" if what == "writer" else "neo4j_.py")
    command = [python, str(script), what, str(articles), server.uri]
    lines = "".join(_flat(articles)) if what == "writer" else ""
    environment = os.environ | {"NEO4J_PASSWORD": server.password}
    done = subprocess.run(command, check=True, text=True, input=lines, stdout=subprocess.PIPE, env=environment)
    return done.stdout.strip()


def _flat(articles: int) -> Iterator[str]:
    """The rows of every twentieth article as JSON lines, for a process that has not got our packages."""
    for item in rows(Synthetic(articles, step=20), vocabulary=vocabulary()):
        properties = {name: str(value) if isinstance(value, date) else value for name, value in item.properties.items()}
        if isinstance(item, Node):
            yield json.dumps(["node", item.id, item.labels, properties]) + "\n"
        else:
            yield json.dumps(["edge", item.start, item.end, item.type, properties]) + "\n"


if __name__ == "__main__":
    if sys.argv[1:2] == ["load"]:
        load(int(sys.argv[2]))
    else:
        main()
