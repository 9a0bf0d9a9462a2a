"""Real Neo4j, 5.26 and later, Community or Enterprise: the same graph and the same answers as the embedded store.

`store` is the store; `ddl` spells the schema; `write` and `statements` carry out changes; `removal` takes away what is
ours and nothing else; `rows` reads a graph back; `admin` writes files for `neo4j-admin database import`; `style` makes
Neo4j Browser's style file; `errors` says in one line what is wrong and what to do.

>>> with Neo4jStore.open("bolt://localhost:7687", username="neo4j", password=password) as store:   # doctest: +SKIP
...     store.sync(graph)
...     store.query("MATCH (a:Agency) RETURN a.name AS name ORDER BY name").rows
"""

from loaders.neo4j_.store import Neo4jStore

__all__ = ["Neo4jStore"]
