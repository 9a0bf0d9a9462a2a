"""The default store: ArcadeDB inside the process, on disk, a view of the ledger that can be made anew at any time.

`store` is the store; `engine` starts the engine and speaks its language; `ddl` spells the schema; `write` carries out
changes; `lock` keeps writers apart.

>>> with EmbeddedStore.open(Path("graph")) as store:        # doctest: +SKIP
...     store.sync(graph)
...     store.query("MATCH (a:Agency) RETURN a.name AS name ORDER BY name").rows
"""

from loaders.embedded.store import EmbeddedStore

__all__ = ["EmbeddedStore"]
