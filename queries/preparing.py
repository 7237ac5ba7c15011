"""What a graph must have before it is asked or changed: constraints, indexes, and the head of its journal."""

import hashlib

from model.chain import GENESIS
from model.errors import GraphDamaged, GraphForeign
from model.language import Text
from model.progress import Tell, silent
from queries.catalogue import query
from queries.graph import Graph
from queries.large_changes import settle

SCHEMA = "records/schema"


def prepare(graph: Graph, adopt: bool = False, unfinished: bool = False, tell: Tell = silent) -> None:
    """Give a graph its constraints, indexes and the head of its journal, where they are not as this version has them.

    A database that holds something else is left alone, unless it is to be adopted: then the landscape lives beside it. A large
    change that a process left when it died is settled. Raises GraphForeign; GraphBusy while a large change is being written;
    GraphDamaged when a copy was begun there and not done, unless it may be `unfinished`.
    """
    schema = hashlib.sha256(query(SCHEMA).text.encode()).hexdigest()
    head = graph.read("changes/head").rows
    if not head:
        _see_that_it_is_free(graph, adopt)
    elif head[0]["claim"]:
        settle(graph, head[0], tell)
    elif head[0]["unfinished"] and not unfinished:
        text = Text("{where} holds part of a landscape: a restore or copy into it is not finished", where=graph.where)
        raise GraphDamaged(text, Text("Do it again: landskap restore FILE, or landskap copy FROM TO."))
    if not head or head[0]["schema"] != schema:
        graph.run_schema(SCHEMA)
        graph.write_repeatable(lambda transaction: transaction.run("forums/list"))
        graph.write_repeatable(lambda transaction: transaction.run("parties/merged"))
        graph.write_repeatable(lambda transaction: transaction.run("changes/make-head", hash=GENESIS, schema=schema))


def _see_that_it_is_free(graph: Graph, adopt: bool) -> None:
    if labels := _labels(graph, "records/ours"):
        text = Text("{where} holds nodes with labels that Landskap uses for its own: {labels}", where=graph.where, labels=labels)
        raise GraphForeign(text, Text("Name another database in LANDSKAP_NEO4J_DATABASE, or give another --graph."))
    if not adopt and (labels := _labels(graph, "servers/labels")):
        text = Text("{where} holds something that is not a landscape: {labels}", where=graph.where, labels=labels)
        way_out = Text("Name another database in LANDSKAP_NEO4J_DATABASE, or say --adopt to keep the landscape beside it.")
        raise GraphForeign(text, way_out)


def _labels(graph: Graph, name: str) -> str:
    return ", ".join(row["label"] for row in graph.read(name).rows)
