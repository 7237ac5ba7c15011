"""What a graph must have before it is asked or changed: constraints, indexes, and the head of its journal."""

import hashlib

from model.chain import GENESIS
from queries.catalogue import query
from queries.graph import Graph

SCHEMA = "records/schema"


def prepare(graph: Graph) -> None:
    """Give a graph its constraints, indexes and the head of its journal, where they are not as this version has them."""
    schema = hashlib.sha256(query(SCHEMA).text.encode()).hexdigest()
    head = graph.read("changes/head").rows
    if not head or head[0]["schema"] != schema:
        graph.run_schema(SCHEMA)
        graph.write(lambda transaction: transaction.run("changes/make-head", hash=GENESIS, schema=schema))
