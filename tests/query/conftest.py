"""The invented world in the default store, opened once."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from kg.ports import Store
from loaders.embedded import EmbeddedStore
from tests.query.world import world


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with EmbeddedStore.open(tmp_path_factory.mktemp("query") / "graph") as opened:
        opened.sync(world())
        yield opened
