"""neo4j-graphrag's `Neo4jWriter` on rows from stdin; run by `benchmarks/neo4j_.py` with a python that has it.

Its node has one label and its relationship no key, so each row goes in with its most particular label.
"""

import asyncio
import json
import os
import sys
from time import perf_counter

from neo4j import GraphDatabase
from neo4j_graphrag.components.kg_writer import Neo4jWriter
from neo4j_graphrag.components.types import Neo4jGraph, Neo4jNode, Neo4jRelationship


def main() -> None:
    nodes, edges = [], []
    for line in sys.stdin:
        kind, *rest = json.loads(line)
        if kind == "node":
            identifier, labels, properties = rest
            nodes.append(Neo4jNode(id=identifier, label=labels[0], properties=properties))
        else:
            start, end, type_, properties = rest
            edges.append(Neo4jRelationship(start_node_id=start, end_node_id=end, type=type_, properties=properties))
    with GraphDatabase.driver(sys.argv[3], auth=("neo4j", os.environ["NEO4J_PASSWORD"])) as driver:
        writer = Neo4jWriter(driver, neo4j_database="neo4j", clean_db=False)
        began = perf_counter()
        answer = asyncio.run(writer.run(Neo4jGraph(nodes=nodes, relationships=edges)))
        seconds = perf_counter() - began
    size = len(nodes) + len(edges)
    print(f"{seconds:7.1f} s   {size / seconds:8,.0f} rows/s   {size:,} rows, {answer.status}")


main()
