"""What nobody has touched for a set time: neither made, changed nor confirmed. The journal alone tells it.

A confirmation is a change of its own, so that the last change that touched a record is also when somebody last vouched for it.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from heapq import nsmallest
from typing import Any

from model.changes.operation_keys import key_of
from model.edits.by_hand import find_asserted_by
from model.errors import GraphDamaged
from model.language import Localizable, Text
from model.progress import ProgressCallback, ignore_progress
from model.progress import report_progress as counted
from model.text.describe import describe_record
from model.text.timestamps import local_day_of
from model.vocabulary.contents import Contents
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
"""Records that the journal is searched for at a time."""


@dataclass(frozen=True, slots=True)
class StaleRecord:
    """A record, the words for it, and the day and the number of the change that last touched it."""

    record: Record
    told: Localizable
    since: str
    change: int

    def as_json(self) -> dict[str, Any]:
        """The row of the answer."""
        record = self.record
        facts = {"type": record.label, "id": record.id, "since": self.since, "change": self.change}
        said = {"sv": self.told.in_("sv"), "en": self.told.in_("en")}
        return {**facts, "confirmed_on": record.confirmed_on, "asserted_by": list(record.asserted_by), "sentence": said}


@dataclass(frozen=True, slots=True)
class StalePage:
    """What holds on a day and nobody has touched since a day; `next` is where the next page begins, if there is one."""

    on: str
    since: str
    rows: tuple[StaleRecord, ...]
    next: str | None


def find_stale(graph: Graph, on: str, question: StaleQuestion, tell: ProgressCallback = ignore_progress) -> StalePage:
    """Return what holds `on` a day and nobody has touched for `question.days` days, by type and id; of a source, or all.

    Raises NotUnderstood for a page after a place that is none; NotFound when the source says nothing; GraphDamaged when the
    journal does not know of a record.
    """
    page, source = page_of(question), question.source
    since = (date.fromisoformat(on) - timedelta(days=question.days)).isoformat()
    number = find_last_change(graph, since)
    happened = counted(find_operations_since(graph, number), tell, Text("Reading the journal"))
    touched = {key_of(operation) for operation in happened}
    found = _find_page(graph, page, lambda record: _is_stale(record, on, touched, source), tell)
    if source and not found:
        find_asserted_by(GraphRecords(graph), source, on)  # or there is no such source
    shown = found[: page.most]
    more = f"{shown[-1].stem()}/{shown[-1].id}" if len(found) > page.most else None
    return StalePage(on, since, tuple(_describe_records(graph, shown, number)), more)


def _is_stale(record: Record, on: str, touched: set[Key], source: str | None) -> bool:
    mine = source is None or source in record.asserted_by
    return mine and record.holds_on(on) and record.key not in touched


def _find_page(graph: Graph, page: Page, wanted: Callable[[Record], bool], tell: ProgressCallback) -> list[Record]:
    """The records of the page, and one more if there is one."""
    stems = [type_.stem() for type_ in TYPES.values()]
    if page.after and (len(page.after) != 2 or page.after[0] not in stems):
        raise page_place_error(page)
    first, after = (stems.index(page.after[0]), page.after[1]) if page.after else (0, "")
    found: list[Record] = []
    of = count_records(graph)
    for place, type_ in enumerate(TYPES.values()):
        if place >= first and len(found) <= page.most:
            every = counted(read_records(graph, type_), tell, Text("Reading {what}", what=type_.plural), of.get(type_.label, 0))
            records = filter(wanted, every)
            rest = (record for record in records if place > first or record.id > after)
            found += nsmallest(page.most + 1 - len(found), rest, key=lambda record: record.id)
    return found


def _describe_records(graph: Graph, records: list[Record], number: int) -> Iterator[StaleRecord]:
    last = _find_last(graph, (record.key for record in records), number)
    if unknown := [record.id for record in records if record.key not in last]:
        text = Text(
            "the journal does not know of {n} records, such as '{id}': they were written past it", n=len(unknown), id=unknown[0]
        )
        raise GraphDamaged(text, Text("What is amiss, and where: landskap verify"))
    called = read_named_records(graph, (operation for _row, operation in last.values()))
    everyone = Contents([*called, *records])
    for record in records:
        row, _operation = last[record.label, record.id]
        yield StaleRecord(record, describe_record(record, everyone), local_day_of(row["at"]), row["number"])


def _find_last(graph: Graph, keys: Iterable[Key], number: int) -> dict[Key, EntryOperation]:
    """The last operation on each of the records, at or before the change of that number, and its change."""
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
