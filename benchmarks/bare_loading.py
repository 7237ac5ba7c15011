"""A folder of CSV files into an empty graph by the official driver alone: the yardstick of a load, without checks or journal.

The rows go in batches of 10,000, each in a transaction, by the same texts as ours. A type's file follows those that it refers
to, as `benchmarks.nation` writes them: what a row names stands before it.
"""

import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.alternatives.networkx_way import Row, rows
from benchmarks.bare_driver import Bare
from loaders.cells import value_of
from model.changes import creation
from model.decisions import Assignment, Step
from model.record import Node, Record, Relationship
from model.trail import kept
from model.validation import slug_of
from model.vocabulary import NODES, RELATIONSHIPS
from queries.address import Address
from queries.chunks import in_batches
from queries.writing import join_nodes, put_edges, put_nodes


@dataclass(slots=True)
class Loaded:
    """How many records were written, and the seconds: of all, and of the driver and the server alone."""

    records: int = 0
    seconds: float = 0.0
    driver_seconds: float = 0.0


class Batches:
    """Stands for a transaction of ours: puts each batch of rows to the server in a transaction of its own."""

    def __init__(self, bare: Bare) -> None:
        self._bare, self.seconds = bare, 0.0

    def run(self, name: str, **parameters: Any) -> list[dict[str, Any]]:
        """As a transaction; nothing is answered."""
        start = time.perf_counter()
        self._bare.write([(name, parameters)])
        self.seconds += time.perf_counter() - start
        return []


def load_bare(folder: Path, address: Address) -> Loaded:
    """Write what the folder says into the prepared, empty graph at `address`."""
    done, start = Loaded(), time.perf_counter()
    with closing(Bare(address)) as bare:
        batches = Batches(bare)
        for type_ in (*NODES, *RELATIONSHIPS):
            for records in in_batches(_records(folder, type_)):
                _write(batches, type_, records)
                done.records += len(records)
    done.seconds, done.driver_seconds = time.perf_counter() - start, batches.seconds
    return done


def _write(batches: Batches, type_: type[Record], records: Iterable[Record]) -> None:
    made = [creation(record) for record in records]
    if issubclass(type_, Relationship):
        put_edges(batches, type_, made)  # type: ignore[arg-type]  # stands for a transaction
    elif issubclass(type_, Node):
        put_nodes(batches, type_, made)  # type: ignore[arg-type]  # the same
        join_nodes(batches, type_, made)  # type: ignore[arg-type]  # the same


def _records(folder: Path, type_: type[Record]) -> Iterator[Record]:
    """The rows of one file as records; assignments with what their steps say."""
    found = (_record(row, type_, slug_of(folder.name)) for row in rows(folder, type_.stem()))
    if type_ is Assignment:
        steps: dict[str, list[Step]] = defaultdict(list)
        for step in _records(folder, Step):
            assert isinstance(step, Step)
            steps[step.assignment].append(step)
        return (kept(record, steps.get(record.id, ())) for record in found if isinstance(record, Assignment))
    return found


def _record(row: Row, type_: type[Record], source: str) -> Record:
    columns = type_.columns()
    values = {name: value_of(cell, columns[name]) for name, cell in row.items() if cell}
    return type_.model_validate({**values, "asserted_by": (source,)})
