"""Files that are older than a merger: what they say by the id of what was merged is understood of what it was merged into."""

from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import replace

from loaders.rows.dataset import Found, Remains, Row
from loaders.rows.rules import NoticeRule
from loaders.staging.store import Staged
from model.changes.operation_keys import as_named
from model.checks.surroundings import named_by
from model.edits.duplicate_relations import BETWEEN_PARTIES, as_one, coinciding
from model.edits.identity import Present, former_ids_named, re_pointed
from model.edits.merging import as_moved, is_to_itself, joined
from model.errors import Problem
from model.language import Text
from model.vocabulary.contents import Contents
from model.vocabulary.record import Record
from model.vocabulary.types import Key


def as_merged(staged: Staged, found: Iterable[Found]) -> Iterator[Found]:
    """What files say, by the ids of now. A row about what was merged joins its other row, or else says that it is there.

    Relations become what the merger made of them: those of a party to itself are gone, of those that say the same one is left.
    """
    present = staged.merged()
    return _by_ids_of_now(staged, found, present) if present else iter(found)


def _by_ids_of_now(staged: Staged, found: Iterable[Found], present: Present) -> Iterator[Found]:
    now = {(label, id_) for (label, _former), id_ in present.items()}
    ways = {way for key in now for way in as_named(key)}
    left: dict[Key, Row] = {}
    away: list[Row] = []
    related: dict[Key, Row] = {}
    moved: set[Key] = set()
    for item in found:
        if not isinstance(item, Row):
            yield replace(item, record=re_pointed(item.record, present)) if isinstance(item, Remains) else item
            continue
        key, row = (item.record.label, item.record.id), replace(item, record=as_moved(item.record, present))
        staged.said_formerly.update(former_ids_named(item.record, present))
        if key in present:
            staged.said_formerly[key] += 1
            away.append(row)
        elif key in now and key not in left:
            left[key] = row
        elif key not in related and isinstance(row.record, BETWEEN_PARTIES) and not ways.isdisjoint(named_by(row.record)):
            related[key] = row
            if row.record != item.record:
                moved.add(key)
        else:
            yield row
    yield from _joined(staged, left, away, present)
    yield from _as_related(related, moved)


def _as_related(related: Mapping[Key, Row], moved: Set[Key]) -> Iterator[Row]:
    """The relations of what others were merged into, as a merger leaves them; `moved` are those that it gave other parties."""
    gone = {key for key in moved if is_to_itself(related[key].record)}
    rows = {key: row for key, row in related.items() if key not in gone}
    for group in coinciding(Contents(row.record for row in rows.values()), moved):
        first, *others = (record.key for record in group)
        rows[first] = replace(rows[first], record=as_one(group))
        for key in others:
            del rows[key]
    yield from rows.values()


def _joined(staged: Staged, left: dict[Key, Row], away: Iterable[Row], present: Present) -> Iterator[Row]:
    """What was merged as it was when it was: by the row of what it is now, or else as that is known."""
    for row in away:
        key = (row.record.label, present[row.record.label, row.record.id])
        if key in left:
            left[key] = replace(left[key], record=joined(left[key].record, row.record))
        elif now := staged.known(*key):
            yield Row(now.model_copy(update={"asserted_by": ()}), row.place)
    yield from (replace(row, record=_with_former_ids(row.record, present)) for row in left.values())


def _with_former_ids(record: Record, present: Present) -> Record:
    """The record with the former ids that it is known by: a file that does not name them does not take them away."""
    known = {former for (label, former), id_ in present.items() if (label, id_) == record.key}
    said = set(getattr(record, "former_ids", ()))
    return record if known <= said else record.model_copy(update={"former_ids": tuple(sorted(known | said))})


def said_by_former_ids(staged: Staged) -> Iterator[Problem]:
    """The former ids that files name: where they stand in the files, the ids of now should."""
    present = staged.merged()
    for (label, former), times in sorted(staged.said_formerly.items()):
        now = present[label, former]
        text = Text(
            "'{former}' was merged into '{now}', and is understood as that: rows {times}", former=former, now=now, times=times
        )
        hint = Text("write '{now}' in the file, and take away the row about '{former}' itself", now=now, former=former)
        yield Problem(NoticeRule.FORMER_ID_SAID, text, hint, label, now, "id", former)
