"""What is unusual in an edit by hand, and what whoever makes it would want to know. A notice never stops it."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from loaders.likenesses import notice_of
from loaders.noticing import SLIPS
from loaders.rules import NoticeRule
from loaders.unusual import ends
from model.changes import Operation, Operations
from model.contents import Records
from model.errors import Problem
from model.language import Joined, Text
from model.likeness import Names
from model.record import Record
from model.succession import still_hanging
from model.vocabulary import PARTIES, TYPES
from queries.graph import Graph
from queries.parties import names

NAMES = ("name", "short_name", "aliases")


def noticed_by_hand(graph: Graph, records: Records, operations: Operations) -> Iterator[Problem]:
    """Everything unusual in `operations` on `records`, which are those of the graph."""
    for slip in SLIPS:
        yield from slip(operations)
    for operation in operations:
        if TYPES[operation.type] in PARTIES and operation.after:
            yield from _left_behind(records, operation)
            yield from _likely_the_same(graph, records, operation)


def still_has(counts: Mapping[str, int]) -> Iterator[Problem]:
    """That so many relations of each type still name what ends."""
    if counts:
        what = Joined((Text("{what} {n}", what=TYPES[label].plural, n=n) for label, n in counts.items()), ", ")
        yield Problem(
            NoticeRule.STILL_HANGING, Text("what ends still has, and keeps until you end or move it: {what}", what=what)
        )


def _left_behind(records: Records, operation: Operation) -> Iterator[Problem]:
    """What holds after the party has ended, and today if that is later, and names it still."""
    if ends(operation):
        following = date.fromisoformat(str(operation.record.valid_to)) + timedelta(days=1)
        yield from still_has(still_hanging(records, [operation], max(following, date.today()).isoformat()))


def _likely_the_same(graph: Graph, records: Records, operation: Operation) -> Iterator[Problem]:
    """What a party that is newly named is likely the same as: all are gone through by their names, and the alike are read."""
    before, after = operation.before or {}, operation.after or {}
    if any(before.get(field) != after.get(field) for field in NAMES):
        mine = Names([operation.record])
        alike = [row["id"] for row in names(graph) if mine.like(_called(type(operation.record), row))]
        for other in records.get((operation.type, id_) for id_ in alike):
            for likeness in mine.like(other):
                yield notice_of(likeness, Text("if so, join them: landskap merge {id} {new}", id=other.id, new=operation.id))


def _called(type_: type[Record], row: dict[str, Any]) -> Record:
    """A record that has nothing but its id and its names."""
    said: dict[str, Any] = {field: row[field] or () for field in ("id", *NAMES)}
    return type_.model_construct(**said)
