"""Files that are older than a merger: what they say by the id of what was merged is understood of what it was merged into."""

from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import replace

from loaders.rows.dataset import DatasetRow, PartialRow, RowResult
from loaders.rows.rules import NoticeRule
from loaders.staging.store import StagedRecords
from model.changes.operation_keys import reference_keys_of
from model.checks.surroundings import references_of_record
from model.edits.duplicate_relations import PARTY_RELATIONS, find_duplicate_relations, merge_relations
from model.edits.identity import CurrentIds, find_former_ids, replace_former_ids
from model.edits.merging import is_self_relation, join_records, redirect_record
from model.errors import Problem
from model.language import Text
from model.vocabulary.contents import Contents
from model.vocabulary.record import Record
from model.vocabulary.types import Key


def resolve_former_ids(staged: StagedRecords, found: Iterable[RowResult]) -> Iterator[RowResult]:
    """What files say, by the ids of now. A row about what was merged joins its other row, or else says that it is there.

    Relations become what the merger made of them: those of a party to itself are gone, of those that say the same one is left.
    """
    present = staged.merged()
    return _replace_ids(staged, found, present) if present else iter(found)


def _replace_ids(staged: StagedRecords, found: Iterable[RowResult], present: CurrentIds) -> Iterator[RowResult]:
    now = {(label, id_) for (label, _former), id_ in present.items()}
    ways = {way for key in now for way in reference_keys_of(key)}
    left: dict[Key, DatasetRow] = {}
    away: list[DatasetRow] = []
    related: dict[Key, DatasetRow] = {}
    moved: set[Key] = set()
    for item in found:
        if not isinstance(item, DatasetRow):
            yield replace(item, record=replace_former_ids(item.record, present)) if isinstance(item, PartialRow) else item
            continue
        key, row = (item.record.label, item.record.id), replace(item, record=redirect_record(item.record, present))
        staged.said_formerly.update(find_former_ids(item.record, present))
        if key in present:
            staged.said_formerly[key] += 1
            away.append(row)
        elif key in now and key not in left:
            left[key] = row
        elif (
            key not in related
            and isinstance(row.record, PARTY_RELATIONS)
            and not ways.isdisjoint(references_of_record(row.record))
        ):
            related[key] = row
            if row.record != item.record:
                moved.add(key)
        else:
            yield row
    yield from _join_rows(staged, left, away, present)
    yield from _merge_relations(related, moved)


def _merge_relations(related: Mapping[Key, DatasetRow], moved: Set[Key]) -> Iterator[DatasetRow]:
    """The relations of what others were merged into, as a merger leaves them; `moved` are those that it gave other parties."""
    gone = {key for key in moved if is_self_relation(related[key].record)}
    rows = {key: row for key, row in related.items() if key not in gone}
    for group in find_duplicate_relations(Contents(row.record for row in rows.values()), moved):
        first, *others = (record.key for record in group)
        rows[first] = replace(rows[first], record=merge_relations(group))
        for key in others:
            del rows[key]
    yield from rows.values()


def _join_rows(
    staged: StagedRecords, left: dict[Key, DatasetRow], away: Iterable[DatasetRow], present: CurrentIds
) -> Iterator[DatasetRow]:
    """What was merged as it was when it was: by the row of what it is now, or else as that is known."""
    for row in away:
        key = (row.record.label, present[row.record.label, row.record.id])
        if key in left:
            left[key] = replace(left[key], record=join_records(left[key].record, row.record))
        elif now := staged.known(*key):
            yield DatasetRow(now.model_copy(update={"asserted_by": ()}), row.place)
    yield from (replace(row, record=_add_former_ids(row.record, present)) for row in left.values())


def _add_former_ids(record: Record, present: CurrentIds) -> Record:
    """The record with the former ids that it is known by: a file that does not name them does not take them away."""
    known = {former for (label, former), id_ in present.items() if (label, id_) == record.key}
    said = set(getattr(record, "former_ids", ()))
    return record if known <= said else record.model_copy(update={"former_ids": tuple(sorted(known | said))})


def report_former_ids(staged: StagedRecords) -> Iterator[Problem]:
    """The former ids that files name: where they stand in the files, the ids of now should."""
    present = staged.merged()
    for (label, former), times in sorted(staged.said_formerly.items()):
        now = present[label, former]
        text = Text(
            "'{former}' was merged into '{now}', and is understood as that: rows {times}", former=former, now=now, times=times
        )
        hint = Text("write '{now}' in the file, and take away the row about '{former}' itself", now=now, former=former)
        yield Problem(NoticeRule.FORMER_ID_SAID, text, hint, label, now, "id", former)
