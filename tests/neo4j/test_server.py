from neo4j import GraphDatabase

from tests.neo4j.server import Server


def test_a_real_server_answers(server: Server) -> None:
    with GraphDatabase.driver(server.uri, auth=server.auth) as driver:
        records = driver.execute_query(
            "CALL dbms.components() YIELD versions, edition RETURN versions[0] AS version, edition", database_="neo4j"
        ).records
        assert records[0]["edition"] == "community"
        if server.release is not None:
            assert records[0]["version"] == server.release.version
