"""Stale records, which were neither created, changed nor confirmed for a given time, according to the journal.

A confirmation is a change of its own, so the last change of a record is also when it was last vouched for.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from heapq import nsmallest
from typing import Any

from model.changes.operation_keys import key_of
from model.edits.by_hand import find_asserted_by
from model.errors import GraphDamaged
from model.language import Localizable, Text
from model.progress import ProgressCallback, ignore_progress, report_progress
from model.text.describe import describe_record
from model.text.timestamps import local_day_of
from model.vocabulary.contents import Contents
from model.vocabulary.days import shift_day
from model.vocabulary.record import Record
from model.vocabulary.types import TYPES, Key
from queries.journal.search import EntryOperation, find_operations, find_operations_since, make_marks, read_named_records
from queries.landscape.graph_records import GraphRecords
from queries.landscape.registers import count_records, read_records
from queries.memory.history import find_last_change
from queries.questions.parameters import StaleQuestion, page_of
from queries.server.chunks import split_batches
from queries.server.graph import Graph
from queries.server.paging import Page, page_place_error

RECORDS_PER_SEARCH = 500
"""The number of records that the journal is searched for at a time."""


@dataclass(frozen=True, slots=True)
class StaleRecord:
    """A stale record with its description, and the day and number of the change that last touched it."""

    record: Record
    description: Localizable
    since: str
    change: int

    def as_json(self) -> dict[str, Any]:
        """Return the row of the answer."""
        record = self.record
        facts = {"type": record.label, "id": record.id, "since": self.since, "change": self.change}
        sentence = {"sv": self.description.in_("sv"), "en": self.description.in_("en")}
        return {**facts, "confirmed_on": record.confirmed_on, "asserted_by": list(record.asserted_by), "sentence": sentence}


@dataclass(frozen=True, slots=True)
class StalePage:
    """The stale records of a page. `next` is the place of the next page, if there is one."""

    on: str
    since: str
    rows: tuple[StaleRecord, ...]
    next: str | None


def find_stale(graph: Graph, on: str, question: StaleQuestion, tell: ProgressCallback = ignore_progress) -> StalePage:
    """Return the records that hold `on` a day and were not touched for `question.days` days, by type and id.

    Raises NotUnderstood if the page begins at an unknown place, NotFound if the source asserts nothing, and GraphDamaged if a
    record is missing from the journal.
    """
    page, source = page_of(question), question.source
    since = shift_day(on, -question.days)
    number = find_last_change(graph, since)
    happened = report_progress(find_operations_since(graph, number), tell, Text("Reading the journal"))
    touched = {key_of(operation) for operation in happened}

    def is_stale(record: Record) -> bool:
        wanted = source is None or source in record.asserted_by
        return wanted and record.holds_on(on) and record.key not in touched

    found = _find_page(graph, page, is_stale, tell)
    if source and not found:
        find_asserted_by(GraphRecords(graph), source, on)  # raises NotFound if there is no such source
    shown = found[: page.most]
    more = f"{shown[-1].stem()}/{shown[-1].id}" if len(found) > page.most else None
    return StalePage(on, since, tuple(_describe_records(graph, shown, number)), more)


def _find_page(graph: Graph, page: Page, wanted: Callable[[Record], bool], tell: ProgressCallback) -> list[Record]:
    """Return the records of the page, and one more if there is one."""
    stems = [type_.stem() for type_ in TYPES.values()]
    if page.after and (len(page.after) != 2 or page.after[0] not in stems):
        raise page_place_error(page)
    first, after = (stems.index(page.after[0]), page.after[1]) if page.after else (0, "")
    found: list[Record] = []
    of = count_records(graph)
    for place, type_ in enumerate(TYPES.values()):
        if place >= first and len(found) <= page.most:
            every = report_progress(
                read_records(graph, type_), tell, Text("Reading {what}", what=type_.plural), of.get(type_.label, 0)
            )
            records = filter(wanted, every)
            rest = (record for record in records if place > first or record.id > after)
            found += nsmallest(page.most + 1 - len(found), rest, key=lambda record: record.id)
    return found


def _describe_records(graph: Graph, records: list[Record], number: int) -> Iterator[StaleRecord]:
    last = _find_last(graph, (record.key for record in records), number)
    if unknown := [record.id for record in records if record.key not in last]:
        text = Text(
            "{n} records, such as '{id}', are missing from the journal: they were written without it",
            n=len(unknown),
            id=unknown[0],
        )
        raise GraphDamaged(text, Text("Find the faults with: landskap verify"))
    called = read_named_records(graph, (operation for _row, operation in last.values()))
    everyone = Contents([*called, *records])
    for record in records:
        row, _operation = last[record.label, record.id]
        yield StaleRecord(record, describe_record(record, everyone), local_day_of(row["at"]), row["number"])


def _find_last(graph: Graph, keys: Iterable[Key], number: int) -> dict[Key, EntryOperation]:
    """Return the last operation on each record, up to the change `number`, with its journal entry."""
    found: dict[Key, EntryOperation] = {}
    for batch in split_batches(keys, RECORDS_PER_SEARCH):
        missing = set(batch)
        for row, operation in find_operations(graph, make_marks(batch), before=number + 1):
            if (key := key_of(operation)) in missing:
                found[key] = (row, operation)
                missing.remove(key)
            if not missing:
                break
    return found
