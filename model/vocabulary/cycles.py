"""What comes back to itself: a place within itself, a part of itself, what follows up itself or resulted from itself."""

from collections.abc import Iterator, Mapping, Sequence
from graphlib import CycleError, TopologicalSorter

from model.vocabulary.record import Record

UpwardIds = Mapping[str, Sequence[str]]
"""Id → the ids that it names in one field: what it is within, a part of, follows up or resulted from."""


def index_upward_ids(records: Mapping[str, Record], field: str) -> UpwardIds:
    """What each of `records` names in `field`, of those that name something."""
    return {id_: named for id_, record in records.items() if (named := referenced_ids_of(record, field))}


def referenced_ids_of(record: Record, field: str) -> tuple[str, ...]:
    """The ids that a record names in a field, whether it holds one or a list."""
    value = getattr(record, field)
    return value if isinstance(value, tuple) else (value,) if value else ()


def find_circular(names: UpwardIds) -> Iterator[str]:
    """The ids from which the names lead back to themselves."""
    try:
        TopologicalSorter(names).prepare()
    except CycleError:
        yield from (id_ for id_ in names if any(leads_to(named, id_, names) for named in names[id_]))


def leads_to(start: str, end: str, names: UpwardIds) -> bool:
    """Whether `end` is `start`, or is named by it or by what it names."""
    seen, waiting = {start}, [start]
    while waiting:
        at = waiting.pop()
        if at == end:
            return True
        further = set(names.get(at, ())) - seen
        seen |= further
        waiting += further
    return False
