"""A folder of CSV files into an empty graph by the official driver alone: the yardstick of a load, without checks or journal.

The rows go in batches of 10,000, each in a transaction, by the same texts as ours. A type's file follows those that it refers
to, as `benchmarks.nation` writes them: what a row names stands before it.
"""

import time
from collections import defaultdict
from collections.abc import Collection, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from benchmarks.alternatives.networkx_way import Row, read_rows
from benchmarks.bare_driver import Bare
from loaders.rows.cells import parse_cell
from model.changes.operations import Operation, build_creation
from model.checks.validation import slug_of
from model.vocabulary.assignment_state import derive_assignment
from model.vocabulary.decisions import Assignment, Step
from model.vocabulary.record import Node, Record
from model.vocabulary.types import NODES, RELATIONSHIPS
from queries.landscape.writes import Write, make_derivations, make_joins, make_puts
from queries.server.address import Address
from queries.server.chunks import split_batches


@dataclass(slots=True)
class LoadResult:
    """How many records were written, and the seconds: of all, and of the driver and the server alone."""

    records: int = 0
    seconds: float = 0.0
    driver_seconds: float = 0.0


def load_bare(folder: Path, address: Address, left_out: Collection[type[Record]] = ()) -> LoadResult:
    """Write what the folder says into the prepared, empty graph at `address`, each batch in a transaction of its own.

    Records of the types `left_out` are not written.
    """
    done, start = LoadResult(), time.perf_counter()
    with closing(Bare(address)) as bare:
        for type_ in (type_ for type_ in (*NODES, *RELATIONSHIPS) if type_ not in left_out):
            for records in split_batches(_read_records(folder, type_)):
                for write in _build_writes(type_, [build_creation(record) for record in records]):
                    begun = time.perf_counter()
                    bare.write([write])
                    done.driver_seconds += time.perf_counter() - begun
                done.records += len(records)
    done.seconds = time.perf_counter() - start
    return done


def _build_writes(type_: type[Record], made: list[Operation]) -> Iterator[Write]:
    yield from make_puts(type_, made)
    if issubclass(type_, Node):
        yield from make_joins(type_, made)
        yield from make_derivations(type_, made)


def _read_records(folder: Path, type_: type[Record]) -> Iterator[Record]:
    """The rows of one file as records; assignments with what their steps say."""
    found = (_build_record(row, type_, slug_of(folder.name)) for row in read_rows(folder, type_.stem()))
    if type_ is Assignment:
        steps: dict[str, list[Step]] = defaultdict(list)
        for step in _read_records(folder, Step):
            assert isinstance(step, Step)
            steps[step.assignment].append(step)
        return (derive_assignment(record, steps.get(record.id, ())) for record in found if isinstance(record, Assignment))
    return found


def _build_record(row: Row, type_: type[Record], source: str) -> Record:
    columns = type_.columns()
    values = {name: parse_cell(cell, columns[name]) for name, cell in row.items() if cell}
    return type_.model_validate({**values, "asserted_by": (source,)})
