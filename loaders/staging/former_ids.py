"""Files that are older than a merger: rows that use a former id are read as rows about the party it was merged into."""

from collections import Counter
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
from model.vocabulary.types import Key


class FormerIdResolver:
    """The former ids of the known landscape, and in `uses` how often files use each of them."""

    def __init__(self, staged: StagedRecords) -> None:
        self._staged, self._current = staged, staged.current_ids()
        self.uses: Counter[Key] = Counter()

    def resolve(self, rows: Iterable[RowResult]) -> Iterator[RowResult]:
        """Yield the rows of a file with current ids in place of former ones.

        The row of a merged party joins the row of the party that it was merged into; without such a row, that party is taken
        as the graph has it. Relations become as the merger left them: relations of a party to itself are dropped, and of
        several equal ones one is left.
        """
        return self._resolve(rows) if self._current else iter(rows)

    def _resolve(self, rows: Iterable[RowResult]) -> Iterator[RowResult]:
        survivors = {(label, id_) for (label, _former), id_ in self._current.items()}
        references = {reference for key in survivors for reference in reference_keys_of(key)}
        of_survivors: dict[Key, DatasetRow] = {}
        of_merged: list[DatasetRow] = []
        relations: dict[Key, DatasetRow] = {}
        redirected: set[Key] = set()
        for item in rows:
            if isinstance(item, PartialRow):
                yield replace(item, record=replace_former_ids(item.record, self._current))
                continue
            if not isinstance(item, DatasetRow):
                yield item
                continue
            key, row = item.record.key, replace(item, record=redirect_record(item.record, self._current))
            self.uses.update(find_former_ids(item.record, self._current))
            if key in self._current:
                self.uses[key] += 1
                of_merged.append(row)
            elif key in survivors and key not in of_survivors:
                of_survivors[key] = row
            elif (
                key not in relations
                and isinstance(row.record, PARTY_RELATIONS)
                and not references.isdisjoint(references_of_record(row.record))
            ):
                relations[key] = row
                if row.record != item.record:
                    redirected.add(key)
            else:
                yield row
        yield from self._join_rows(of_survivors, of_merged)
        yield from _merge_relations(relations, redirected)

    def _join_rows(self, of_survivors: dict[Key, DatasetRow], of_merged: Iterable[DatasetRow]) -> Iterator[DatasetRow]:
        for row in of_merged:
            key = (row.record.label, self._current[row.record.key])
            if key in of_survivors:
                of_survivors[key] = replace(of_survivors[key], record=join_records(of_survivors[key].record, row.record))
            elif known := self._staged.find_known(*key):
                yield DatasetRow(known.model_copy(update={"asserted_by": ()}), row.place)
        for key, row in of_survivors.items():
            former_ids = {former for (label, former), id_ in self._current.items() if (label, id_) == key}
            listed = set(getattr(row.record, "former_ids", ()))
            if former_ids <= listed:
                yield row
            else:  # a file that does not list them does not remove them
                yield replace(row, record=row.record.model_copy(update={"former_ids": tuple(sorted(former_ids | listed))}))


def _merge_relations(relations: Mapping[Key, DatasetRow], redirected: Set[Key]) -> Iterator[DatasetRow]:
    """Yield the relations of surviving parties as a merger leaves them; the merger has redirected those in `redirected`."""
    dropped = {key for key in redirected if is_self_relation(relations[key].record)}
    rows = {key: row for key, row in relations.items() if key not in dropped}
    for group in find_duplicate_relations(Contents(row.record for row in rows.values()), redirected):
        first, *others = (record.key for record in group)
        rows[first] = replace(rows[first], record=merge_relations(group))
        for key in others:
            del rows[key]
    yield from rows.values()


def report_former_ids(uses: Mapping[Key, int], current: CurrentIds) -> Iterator[Problem]:
    """Yield a notice for each former id that files use."""
    for (label, former), times in sorted(uses.items()):
        now = current[label, former]
        text = Text("'{former}' was merged into '{now}' and is read as that: rows {times}", former=former, now=now, times=times)
        hint = Text("write '{now}' in the file, and take away the row about '{former}' itself", now=now, former=former)
        yield Problem(NoticeRule.FORMER_ID_SAID, text, hint, label, now, "id", former)
