"""The source of truth on disk: articles, extractions, judgements and reviews in one SQLite file.

Stores are views that can be rebuilt from it. What one article brings is written in one transaction, so a kill at any
point leaves whole articles behind and the next run goes on from there. One process writes, any number read.

>>> with Ledger.open(Path(tmp) / "ledger.sqlite") as ledger:   # doctest: +SKIP
...     ledger.put(article, extraction, source="/news/a.txt", single=True)
"""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from types import TracebackType
from typing import Literal, Self

from kg.errors import LockedError, NewerError, StoreError
from kg.model import Article, ArticleRecord, Entity, Extraction, Finding, Judgement, Run, Statement

SCHEMA_VERSION = 1
_CANDIDATES = """
CREATE TABLE candidates (id TEXT PRIMARY KEY, article TEXT NOT NULL, body BLOB NOT NULL) WITHOUT ROWID;
CREATE INDEX candidates_article ON candidates (article);
"""  # a store of version 0.1 has none
_SCHEMA = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE articles (
  id TEXT PRIMARY KEY, source TEXT NOT NULL, single INTEGER NOT NULL, text_sha256 TEXT NOT NULL, run TEXT NOT NULL,
  record TEXT NOT NULL, body BLOB NOT NULL) WITHOUT ROWID;
CREATE INDEX articles_source ON articles (source) WHERE single;
CREATE TABLE extractions (article TEXT PRIMARY KEY, body BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE clusters (id TEXT PRIMARY KEY, article TEXT NOT NULL, mentions INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX clusters_article ON clusters (article);
CREATE TABLE statements (id TEXT PRIMARY KEY, article TEXT NOT NULL, body BLOB NOT NULL) WITHOUT ROWID;
CREATE INDEX statements_article ON statements (article);
{candidates}
CREATE TABLE runs (id TEXT PRIMARY KEY, body TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE judgements (low TEXT, high TEXT, body TEXT NOT NULL, PRIMARY KEY (low, high)) WITHOUT ROWID;
CREATE TABLE reviews (
  statement TEXT PRIMARY KEY, status TEXT NOT NULL, by TEXT NOT NULL, at TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE entities (id TEXT PRIMARY KEY, body BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE members (cluster TEXT PRIMARY KEY, entity TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE machine_judgements (number INTEGER PRIMARY KEY, body TEXT NOT NULL);
"""

Put = Literal["added", "replaced"]


@dataclass(frozen=True)
class Stored:
    """What the ledger knows of an article without opening it."""

    source: str
    single: bool
    text_sha256: str
    run: str
    record: ArticleRecord


class Ledger:
    """Made by `Ledger.open`; close it, or use it in a `with` block."""

    def __init__(self, connection: sqlite3.Connection, lock: sqlite3.Connection | None, path: Path) -> None:
        self._db, self._lock, self.path = connection, lock, path

    @classmethod
    def open(cls, path: Path, *, read_only: bool = False) -> Self:
        """The ledger in that file, made if it is new.

        Raises LockedError when another process writes, NewerError when a newer version made it, StoreError when the
        file is absent (read-only), damaged or cannot be written.
        """
        if read_only and not path.exists():
            raise StoreError(f"{path.parent}: no store here; make one with: kg build PATH… --store {path.parent}")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            lock = None if read_only else _lock(path)
            target = f"{path.resolve().as_uri()}?mode=ro" if read_only else path.resolve().as_uri()
            connection = sqlite3.connect(target, uri=True, isolation_level=None, timeout=10)
            _prepare(connection, path, read_only=read_only)
        except (OSError, sqlite3.Error) as problem:
            raise StoreError(f"{path}: the ledger cannot be opened: {problem}; check the folder's rights") from problem
        return cls(connection, lock, path)

    def close(self) -> None:
        self._db.close()
        if self._lock is not None:
            self._lock.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing. Raises StoreError when the disk is full or the file cannot be written."""
        try:
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self._db.execute("ROLLBACK") if self._db.in_transaction else None
                raise
            self._db.execute("COMMIT")
        except sqlite3.Error as problem:
            raise StoreError(
                f"{self.path}: could not write: {problem}; what was stored before is whole: free space or mend the "
                "folder's rights, then run the same command again"
            ) from problem

    # ---- articles

    def stored(self, article_id: str) -> Stored | None:
        """What is stored of that article, None if nothing."""
        row = self._db.execute(
            "SELECT source, single, text_sha256, run, record FROM articles WHERE id = ?", (article_id,)
        ).fetchone()
        if row is None:
            return None
        return Stored(row[0], bool(row[1]), row[2], row[3], ArticleRecord.model_validate_json(row[4]))

    def article_of(self, source: str) -> str | None:
        """Id of the article that a single-article file gave last."""
        row = self._db.execute("SELECT id FROM articles WHERE source = ? AND single", (source,)).fetchone()
        return None if row is None else str(row[0])

    def find(self, name: str) -> str | None:
        """Id of the article with that id (with or without `article/`), URL or input id."""
        made = Article.make(text="-", url=name).id if "://" in name else Article.make(text="-", input_id=name).id
        for candidate in (name, f"article/{name}", made):
            if self.stored(candidate) is not None:
                return candidate
        return None

    def put(self, article: Article, extraction: Extraction, *, source: str, single: bool) -> Put:
        """Store what an article says, in place of what its older version said; one transaction of the caller's."""
        replaced = self.remove(article.id)
        record = article.record().model_copy(update={"based_on": extraction.based_on})
        self._db.execute(
            "INSERT INTO articles VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                article.id,
                source,
                single,
                article.text_sha256,
                extraction.run_id,
                record.model_dump_json(),
                _pack(article),
            ),
        )
        self._db.execute("INSERT INTO extractions VALUES (?, ?)", (article.id, _pack(extraction)))
        self._db.executemany(
            "INSERT INTO clusters VALUES (?, ?, ?)",
            [(cluster.id, article.id, len(cluster.mentions)) for cluster in extraction.clusters],
        )
        for table, found in (("statements", extraction.statements), ("candidates", extraction.candidates)):
            rows = [(statement.id, article.id, _pack(statement)) for statement in found]
            self._db.executemany(f"INSERT INTO {table} VALUES (?, ?, ?)", rows)
        run = Run(id=extraction.run_id, extractor=extraction.extractor, version=extraction.version)
        self._db.execute("INSERT OR IGNORE INTO runs VALUES (?, ?)", (run.id, run.model_dump_json()))
        return "replaced" if replaced else "added"

    def remove(self, article_id: str) -> bool:
        """Withdraw an article and all that it said; judgements of people stay. Whether it was there."""
        self._db.execute("INSERT OR REPLACE INTO meta VALUES ('stale', 'yes')")
        for table in ("extractions", "clusters", "statements", "candidates"):
            self._db.execute(f"DELETE FROM {table} WHERE article = ?", (article_id,))
        return self._db.execute("DELETE FROM articles WHERE id = ?", (article_id,)).rowcount > 0

    def records(self) -> Iterator[ArticleRecord]:
        """What is known of each article, by id."""
        for (record,) in self._db.execute("SELECT record FROM articles ORDER BY id"):
            yield ArticleRecord.model_validate_json(record)

    def article(self, article_id: str) -> Article | None:
        row = self._db.execute("SELECT body FROM articles WHERE id = ?", (article_id,)).fetchone()
        return None if row is None else Article.model_validate_json(zlib.decompress(row[0]))

    def extractions(self) -> Iterator[Extraction]:
        """All extractions, by article id."""
        for (body,) in self._db.execute("SELECT body FROM extractions ORDER BY article"):
            yield Extraction.model_validate_json(zlib.decompress(body))

    def extraction(self, article_id: str) -> Extraction | None:
        row = self._db.execute("SELECT body FROM extractions WHERE article = ?", (article_id,)).fetchone()
        return None if row is None else Extraction.model_validate_json(zlib.decompress(row[0]))

    def statements(self) -> Iterator[Statement]:
        """All statements by id, between cluster ids."""
        for (body,) in self._db.execute("SELECT body FROM statements ORDER BY id"):
            yield Statement.model_validate_json(zlib.decompress(body))

    def candidates(self, *, accepted: bool) -> Iterator[Statement]:
        """What the extractors were not sure enough of and a person accepted, or did not; by id, between cluster ids."""
        chosen = "IN" if accepted else "NOT IN"
        query = (
            f"SELECT body FROM candidates WHERE id {chosen} (SELECT statement FROM reviews WHERE status = 'accepted')"
        )
        for (body,) in self._db.execute(f"{query} ORDER BY id"):
            yield Statement.model_validate_json(zlib.decompress(body))

    def runs(self) -> Iterator[Run]:
        """The runs that made what is stored now, by id."""
        query = "SELECT body FROM runs WHERE id IN (SELECT run FROM articles) ORDER BY id"
        for (body,) in self._db.execute(query):
            yield Run.model_validate_json(body)

    # ---- who is who

    def judgements(self) -> tuple[Judgement, ...]:
        """What people decided, by pair."""
        rows = self._db.execute("SELECT body FROM judgements ORDER BY low, high")
        return tuple(Judgement.model_validate_json(body) for (body,) in rows)

    def judge(self, judgement: Judgement) -> None:
        """Keep a person's judgement in place of an earlier one on the same pair."""
        low, high = sorted((judgement.left, judgement.right))
        with self.transaction():
            self._db.execute("INSERT OR REPLACE INTO meta VALUES ('stale', 'yes')")
            self._db.execute(
                "INSERT OR REPLACE INTO judgements VALUES (?, ?, ?)", (low, high, judgement.model_dump_json())
            )

    def unjudge(self, left: str, right: str) -> bool:
        """Take a person's judgement back. Whether there was one."""
        with self.transaction():
            self._db.execute("INSERT OR REPLACE INTO meta VALUES ('stale', 'yes')")
            pair = sorted((left, right))
            return self._db.execute("DELETE FROM judgements WHERE low = ? AND high = ?", pair).rowcount > 0

    def put_resolution(
        self, entities: Iterable[Entity], canonical: Mapping[str, str], judgements: Iterable[Judgement]
    ) -> None:
        """Keep who is who, in place of what was resolved before."""
        with self.transaction():
            for table in ("entities", "members", "machine_judgements"):
                self._db.execute(f"DELETE FROM {table}")
            self._db.executemany("INSERT INTO entities VALUES (?, ?)", ((e.id, _pack(e)) for e in entities))
            self._db.executemany("INSERT INTO members VALUES (?, ?)", sorted(canonical.items()))
            self._db.executemany(
                "INSERT INTO machine_judgements (body) VALUES (?)", ((j.model_dump_json(),) for j in judgements)
            )
            self._db.execute("DELETE FROM meta WHERE name = 'stale'")
            self._db.execute("INSERT OR REPLACE INTO meta VALUES ('written_by', ?)", (version("jejaring"),))

    def is_stale(self) -> bool:
        """Whether who is who must be settled anew: articles or judgements changed, or another version settled it."""
        meta = self.meta()
        return "stale" in meta or meta["written_by"] != version("jejaring")

    def machine_judgements(self) -> Iterator[Judgement]:
        """What the last resolution decided, with its reasons, in its order."""
        for (body,) in self._db.execute("SELECT body FROM machine_judgements ORDER BY number"):
            yield Judgement.model_validate_json(body)

    def entities(self) -> Iterator[Entity]:
        """All entities, by id."""
        for (body,) in self._db.execute("SELECT body FROM entities ORDER BY id"):
            yield Entity.model_validate_json(zlib.decompress(body))

    def canonical(self) -> dict[str, str]:
        """Cluster id → entity id."""
        return dict(self._db.execute("SELECT cluster, entity FROM members"))

    def appearances(self) -> Iterator[tuple[str, str, int]]:
        """Entity id, article id, number of mentions; sorted."""
        yield from self._db.execute(
            "SELECT m.entity, c.article, SUM(c.mentions) FROM clusters c JOIN members m ON m.cluster = c.id"
            " GROUP BY m.entity, c.article ORDER BY m.entity, c.article"
        )

    # ---- reviews and meta

    def reviews(self) -> dict[str, str]:
        """Statement id → status that a person gave it."""
        return dict(self._db.execute("SELECT statement, status FROM reviews"))

    def review(self, statement_id: str, status: str, *, by: str, at: str) -> None:
        """Keep a person's verdict on a statement. Raises StoreError when there is no such statement."""
        query = "SELECT 1 FROM statements WHERE id = ? UNION SELECT 1 FROM candidates WHERE id = ?"
        if self._db.execute(query, (statement_id, statement_id)).fetchone() is None:
            raise StoreError(
                f"no statement {statement_id}; `kg why`, `kg ask review-first` and `kg candidates` show ids"
            )
        with self.transaction():
            self._db.execute("INSERT OR REPLACE INTO reviews VALUES (?, ?, ?, ?)", (statement_id, status, by, at))

    def meta(self) -> dict[str, str]:
        """Schema version, versions that made and last wrote it, and when it was last built."""
        return dict(self._db.execute("SELECT name, value FROM meta ORDER BY name"))

    def set_meta(self, **values: str) -> None:
        with self.transaction():
            self._db.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", sorted(values.items()))

    def findings(self) -> Iterator[Finding]:
        """What the extractors noted, by article."""
        for extraction in self.extractions():
            yield from extraction.findings

    def counts(self) -> dict[str, int]:
        """Rows by table."""
        tables = ("articles", "clusters", "statements", "candidates", "entities", "judgements", "reviews")
        return {name: self._db.execute(f"SELECT COUNT(*) FROM {name}").fetchone()[0] for name in tables}


def _pack(noun: Article | Extraction | Statement | Entity) -> bytes:
    return zlib.compress(noun.model_dump_json(exclude_defaults=True).encode(), 1)


def _lock(path: Path) -> sqlite3.Connection:
    """A lock that dies with the process: an exclusive transaction on a file beside the ledger."""
    lock = sqlite3.connect(path.with_suffix(".lock"), isolation_level=None, timeout=0)
    try:
        lock.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError as problem:
        lock.close()
        if "locked" not in str(problem):
            raise
        raise LockedError(
            f"{path.parent}: another process is writing to this store; wait until it has ended, or name another "
            "one with --store"
        ) from problem
    return lock


def _prepare(connection: sqlite3.Connection, path: Path, *, read_only: bool) -> None:
    ours = version("jejaring")
    tables = connection.execute("SELECT COUNT(*) FROM sqlite_master").fetchone()[0]
    if tables == 0 and not read_only:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.executescript(f"BEGIN;{_SCHEMA.format(candidates=_CANDIDATES)}COMMIT;")
        rows = [("schema", str(SCHEMA_VERSION)), ("made_by", ours), ("written_by", ours)]
        connection.executemany("INSERT INTO meta VALUES (?, ?)", rows)
    found = dict(connection.execute("SELECT name, value FROM meta"))
    if int(found["schema"]) > SCHEMA_VERSION:
        raise NewerError(
            f"{path.parent}: this store was written by Jejaring {found.get('written_by')}, newer than this one "
            f"({ours}); update with: pip install -U jejaring, or name another store with --store"
        )
    if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'candidates'").fetchone():
        # written before there were candidates: where it is only read, the table lasts as long as the connection
        connection.executescript(
            _CANDIDATES.replace("TABLE", "TEMP TABLE", 1).split(";")[0] if read_only else _CANDIDATES
        )
    connection.execute("PRAGMA synchronous = NORMAL")
