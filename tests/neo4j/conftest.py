"""The servers that these tests share: each release is started once a session."""

import os
from collections.abc import Iterator

import pytest

from tests.neo4j.server import RELEASES, Release, Server, docker_answers, docker_server, java_server, why_not


@pytest.fixture(scope="session", params=RELEASES, ids=lambda release: release.name)
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A running Neo4j; a skip here is a failure where KG_REQUIRE_NEO4J=1."""
    release: Release = request.param
    if uri := os.environ.get("NEO4J_URI"):
        if release is not RELEASES[0]:
            pytest.skip("one server is given in NEO4J_URI; it is tested once")
        yield Server(uri, os.environ.get("NEO4J_USERNAME", "neo4j"), os.environ["NEO4J_PASSWORD"])
    elif docker_answers():
        with docker_server(release) as started:
            yield started
    elif missing := why_not(release):
        message = f"NO NEO4J {release.name} TO TEST ON: install {missing}, or give an address in NEO4J_URI"
        # a machine without Java 21 still tests the LTS, so only the LTS is required
        if os.environ.get("KG_REQUIRE_NEO4J") == "1" and release is RELEASES[0]:
            pytest.fail(message)
        pytest.skip(message)
    else:
        with java_server(release, tmp_path_factory.mktemp(f"neo4j-{release.name}")) as started:
            yield started
