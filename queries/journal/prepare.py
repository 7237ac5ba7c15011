"""The preparation of a graph before its first question or change: constraints, indexes, and the journal's head."""

import hashlib
import time
from collections.abc import Iterable, Sequence
from contextlib import suppress
from functools import partial
from itertools import chain

from model.changes.chain import GENESIS
from model.changes.operations import Operation, Reason, Values, diff_records
from model.errors import Conflict, GraphForeign
from model.language import Text
from model.progress import ProgressCallback, ignore_progress, report_progress
from model.vocabulary.assignment_state import STATE_VERSION, derive_assignment
from model.vocabulary.contents import Contents, Records
from model.vocabulary.decisions import Assignment, Decision, Step
from model.vocabulary.record import Record
from model.vocabulary.types import PARTIES
from queries.journal.batched import settle_change
from queries.journal.journal import apply_change
from queries.landscape.derived import DERIVATION_TEXTS, derive_properties, make_matter
from queries.landscape.registers import count_records, partial_restore_error, read_values
from queries.landscape.writes import ROWS_PER_WRITE
from queries.server.catalogue import find_query
from queries.server.chunks import split_batches
from queries.server.graph import Graph, Transaction
from queries.server.paging import read_pages

SCHEMA_TEXT = "records/schema"
OUTDATED_TRAILS = "decisions/trails-to-keep"
TRAILS_REASON = Reason("landskap", "Var uppdragen står, läst ur deras steg som den här versionen läser dem")
"""Why the assignments' states are changed, in the language of what people enter."""
PREPARE_TRIES, PAUSE_SECONDS = 5, 0.2
"""How often the preparation is tried while another process prepares the same graph, and the pause between."""


def prepare_graph(
    graph: Graph, adopt: bool = False, unfinished: bool = False, tell: ProgressCallback = ignore_progress
) -> Text | None:
    """Create the graph's constraints, indexes and journal head, or update them from an older version.

    A database with other content is refused unless `adopt` is true; then the landscape lives beside that content. If a dead
    process left a large change, it is settled and a message with the outcome is returned. Raises GraphForeign; GraphBusy while a
    large change is being written; GraphDamaged if a copy into the graph was not finished, unless `unfinished` allows it. If
    another process prepares the same graph, starts again.
    """
    for _ in range(PREPARE_TRIES - 1):
        with suppress(Conflict):
            return _prepare_once(graph, adopt, unfinished, tell)
        time.sleep(PAUSE_SECONDS)
    return _prepare_once(graph, adopt, unfinished, tell)


def _prepare_once(graph: Graph, adopt: bool, unfinished: bool, tell: ProgressCallback) -> Text | None:
    names = (SCHEMA_TEXT, *chain.from_iterable(DERIVATION_TEXTS.values()))
    schema = hashlib.sha256("".join(find_query(name).text for name in names).encode()).hexdigest()
    head, settled = graph.read("changes/head").rows, None
    if not head:
        _check_free(graph, adopt)
    elif head[0]["claim"]:
        settled = settle_change(graph, head[0], tell)
    elif head[0]["unfinished"] and not unfinished:
        raise partial_restore_error(graph)
    if not head or head[0]["schema"] != schema:
        graph.run_schema(SCHEMA_TEXT)
        if head:
            _derive_properties(graph, tell)
        graph.write_repeatable(lambda transaction: transaction.run("changes/make-head", hash=GENESIS, schema=schema))
    if not head or (head[0]["trails"] != STATE_VERSION and not head[0]["unfinished"]):
        apply_change(graph, TRAILS_REASON, partial(_plan_trails, graph), tell=tell)
        graph.write_repeatable(lambda transaction: transaction.run("changes/note-trails", trails=STATE_VERSION))
    return settled


def _derive_properties(graph: Graph, tell: ProgressCallback) -> None:
    """Write the derived properties that an older version did not store."""
    of = count_records(graph)
    for party in PARTIES:
        parties = report_progress(read_values(graph, party), tell, Text("Preparing the graph"), of.get(party.label, 0))
        for batch in split_batches(parties, ROWS_PER_WRITE):
            graph.write_repeatable(partial(_derive_parties, party, batch))
    decisions = report_progress(read_values(graph, Decision), tell, Text("Preparing the graph"), of.get(Decision.label, 0))
    for batch in split_batches(decisions, ROWS_PER_WRITE):
        graph.write_repeatable(partial(_derive_matters, batch))
    for type_, texts in DERIVATION_TEXTS.items():
        known = (values["id"] for values in read_values(graph, type_))
        for ids in split_batches(
            report_progress(known, tell, Text("Preparing the graph"), of.get(type_.label, 0)), ROWS_PER_WRITE
        ):
            graph.write_repeatable(partial(_derive_batch, texts, ids))


def _derive_parties(type_: type[Record], parties: Sequence[Values], transaction: Transaction) -> None:
    transaction.run("changes/hold-head")
    rows = [{"id": values["id"], "properties": derive_properties(type_, values)} for values in parties]
    transaction.run(f"records/{type_.stem()}/put", rows=rows)


def _derive_matters(decisions: Sequence[Values], transaction: Transaction) -> None:
    transaction.run("changes/hold-head")
    rows = [{"id": values["id"], "properties": derive_properties(Decision, values)} for values in decisions]
    transaction.run("records/decision/put", rows=rows)
    transaction.run("derived/matters", ids=sorted({matter for values in decisions if (matter := make_matter(values))}))


def _derive_batch(texts: Iterable[str], ids: list[str], transaction: Transaction) -> None:
    transaction.run("changes/hold-head")
    for text in texts:
        transaction.run(text, ids=ids)


def _plan_trails(graph: Graph, records: Records) -> list[Operation]:
    """Return the operations that derive assignments' states as this version does."""
    ids = [row["id"] for row in read_pages(graph, OUTDATED_TRAILS, lambda row: str(row["id"]))]
    steps: dict[str, list[Step]] = {id_: [] for id_ in ids}
    for step in records.find_naming(Step, "assignment", ids):
        steps[step.assignment].append(step)
    before = [item for item in records.get((Assignment.label, id_) for id_ in ids) if isinstance(item, Assignment)]
    return diff_records(Contents(before), Contents(derive_assignment(item, steps[item.id]) for item in before))


def _check_free(graph: Graph, adopt: bool) -> None:
    if labels := _read_labels(graph, "records/ours"):
        text = Text("{where} holds other nodes with labels that Landskap uses: {labels}", where=graph.where, labels=labels)
        raise GraphForeign(text, Text("Name another database in LANDSKAP_NEO4J_DATABASE, or give another --graph."))
    if not adopt and (labels := _read_labels(graph, "servers/labels")):
        text = Text("{where} holds something that is not a landscape: {labels}", where=graph.where, labels=labels)
        way_out = Text("Name another database in LANDSKAP_NEO4J_DATABASE, or give --adopt to keep the landscape beside it.")
        raise GraphForeign(text, way_out)


def _read_labels(graph: Graph, name: str) -> str:
    return ", ".join(row["label"] for row in graph.read(name).rows)
