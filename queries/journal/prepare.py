"""What a graph must have before it is asked or changed: constraints, indexes, and the head of its journal."""

import hashlib
import time
from contextlib import suppress
from functools import partial

from model.changes.chain import GENESIS
from model.errors import Conflict, GraphForeign
from model.language import Text
from model.progress import Tell, silent, told
from model.vocabulary.assignment_state import TRAILS
from queries.journal.batched import settle
from queries.journal.trails import keep_anew
from queries.landscape.derived import TEXTS
from queries.landscape.registers import counts, half_restored, read_values
from queries.landscape.writes import BATCH
from queries.server.catalogue import query
from queries.server.chunks import in_batches
from queries.server.graph import Graph, Transaction

SCHEMA = "records/schema"
TRIES, PAUSE_SECONDS = 5, 0.2
"""How often a graph is prepared anew that somebody else prepares at the same time, and after how long."""


def prepare(graph: Graph, adopt: bool = False, unfinished: bool = False, tell: Tell = silent) -> Text | None:
    """Give a graph its constraints, indexes and the head of its journal, where they are not as this version has them.

    A database that holds something else is left alone, unless it is to be adopted: then the landscape lives beside it. A large
    change that a process left when it died is settled, and what became of it is returned. Raises GraphForeign; GraphBusy while a
    large change is being written; GraphDamaged when a copy was begun there and not done, unless it may be `unfinished`.
    When somebody else prepares the same graph at the same time, it is seen anew what is left to do.
    """
    for _ in range(TRIES - 1):
        with suppress(Conflict):
            return _prepare_once(graph, adopt, unfinished, tell)
        time.sleep(PAUSE_SECONDS)
    return _prepare_once(graph, adopt, unfinished, tell)


def _prepare_once(graph: Graph, adopt: bool, unfinished: bool, tell: Tell) -> Text | None:
    schema = hashlib.sha256("".join(query(name).text for name in (SCHEMA, *TEXTS.values())).encode()).hexdigest()
    head, settled = graph.read("changes/head").rows, None
    if not head:
        _see_that_it_is_free(graph, adopt)
    elif head[0]["claim"]:
        settled = settle(graph, head[0], tell)
    elif head[0]["unfinished"] and not unfinished:
        raise half_restored(graph)
    if not head or head[0]["schema"] != schema:
        graph.run_schema(SCHEMA)
        if head:
            _derive(graph, tell)
        graph.write_repeatable(lambda transaction: transaction.run("changes/make-head", hash=GENESIS, schema=schema))
    if not head or (head[0]["trails"] != TRAILS and not head[0]["unfinished"]):
        keep_anew(graph, tell)
    return settled


def _derive(graph: Graph, tell: Tell) -> None:
    """Work out what an older version did not keep on its nodes."""
    graph.write_repeatable(lambda transaction: transaction.run("parties/merged"))
    of = counts(graph)
    for type_, text in TEXTS.items():
        known = (values["id"] for values in read_values(graph, type_))
        for ids in in_batches(told(known, tell, Text("Preparing the graph"), of.get(type_.label, 0)), BATCH):
            graph.write_repeatable(partial(_derived, text, ids))


def _derived(text: str, ids: list[str], transaction: Transaction) -> None:
    transaction.run("changes/hold-head")
    transaction.run(text, ids=ids)


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
