"""Loads that break off: the server killed, the wire cut at fifty points. The next load finishes, nothing is halved."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest

from kg.errors import StoreError
from kg.model import Graph
from loaders.neo4j_ import Neo4jStore
from tests.graphs import ARTICLE, EMBASSY, RECRUITS, REPATRIATES, SUSPECT, changed, graph
from tests.loaders.stores import expected, held
from tests.neo4j.gold import gold
from tests.neo4j.proxy import Proxy, proxy
from tests.neo4j.server import Server, emptied

CUTS = {"5.26": 50, "2026.08": 10}
ONE = graph()
OTHER = graph(
    entities=tuple(
        changed(item, name="KBRI Lain", aliases=()) if item.id == EMBASSY.id else item  # type: ignore[arg-type]
        for item in ONE.entities
    ),
    statements=(
        changed(REPATRIATES, attributed_to=SUSPECT.id, confidence=0.2),
        *(RECRUITS.model_copy(update={"id": f"statement/more-{n}", "object": EMBASSY.id}) for n in range(20)),
    ),
    appearances=tuple(item.model_copy(update={"count": 5}) for item in ONE.appearances[1:]),
)
assert ARTICLE.id == OTHER.articles[0].id


def open_store(server: Server, uri: str, *, patience: float = 0) -> Neo4jStore:
    return Neo4jStore.open(uri, username=server.username, password=server.password, patience=patience)


def load(server: Server, uri: str, wanted: Graph) -> bool:
    """Whether the load came through."""
    try:
        with open_store(server, uri) as store:
            store.sync(wanted)
    except StoreError as problem:
        assert "the connection was lost" in str(problem) or "Neo4j answers" in str(problem) or "secure" in str(problem)
        return False
    return True


@pytest.fixture
def direct(server: Server) -> Iterator[Neo4jStore]:
    with emptied(server) as store:
        store.sync(ONE)
        yield store


@pytest.fixture
def wire(server: Server) -> Iterator[Proxy]:
    if not server.uri.startswith("bolt://"):
        pytest.skip("the proxy speaks to bolt:// only")
    with proxy(server.uri) as made:
        yield made


def test_a_load_cut_off_anywhere_is_finished_by_the_next(server: Server, direct: Neo4jStore, wire: Proxy) -> None:
    assert load(server, wire.uri, OTHER)
    length = wire.passed
    chance = random.Random(20261127)
    cuts = CUTS[server.release.name if server.release else "5.26"]
    broken = 0
    for wanted, before in [(ONE, OTHER), (OTHER, ONE)] * (cuts // 2):
        wire.allow(chance.randrange(length))
        broken += not load(server, wire.uri, wanted)
        wire.allow(None)
        halfway = direct.graph()  # raises where something is not whole
        assert set(halfway.statements) <= {*wanted.statements, *before.statements}
        direct.sync(wanted)
        assert direct.graph() == wanted
    assert broken >= cuts * 0.8
    assert held(direct) == expected(OTHER)


def test_the_server_killed_while_loading_and_started_again(server: Server, direct: Neo4jStore) -> None:
    if server.home is None:
        pytest.skip("a server that somebody else runs is not killed")
    told: list[int] = []

    def kill(done: int, _what: str) -> None:
        told.append(done)
        if sum(told) > len(gold().entities):  # the first statements are on their way
            server.kill()

    with open_store(server, server.uri, patience=1) as store, pytest.raises(StoreError) as caught:
        store.sync(gold(), progress=kill)
    assert server.uri in str(caught.value)
    server.start()
    with open_store(server, server.uri, patience=5) as store:
        assert len(store.query("MATCH (e:Entity) RETURN e.id").rows) > 0
        store.sync(gold())
        assert store.graph() == gold()
        assert held(store) == expected(gold())
