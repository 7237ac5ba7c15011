"""Compare a file without a stamp with the last load of its source. Values that it repeats never overwrite newer edits.

file = last time    the source has not changed the value; a later edit stands
otherwise           the source has changed the value; the file wins, with a notice if it was edited too
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from loaders.rows.columns import column_values, fact_columns_of
from loaders.rows.rules import NoticeRule
from loaders.staging.conflicts import Preference, display_field
from loaders.staging.report import HistoryReport, LoadPart, NewerValue
from loaders.staging.store import StagedRecords
from model.changes.operations import Values
from model.checks.validation import build_record
from model.edits.identity import CurrentIds, replace_former_ids
from model.errors import Problem
from model.language import Text
from model.vocabulary.record import Record, period_fields_of
from model.vocabulary.types import TYPES, Key
from queries.memory.last_asserted import (
    MOST_SEARCHED_RECORDS,
    AssertedValues,
    find_loads,
    find_touched_by_others,
    read_last_asserted,
)
from queries.server.graph import Graph

MOST_KEYS_LISTED = MOST_SEARCHED_RECORDS + 1


def keep_newer_values(staged: StagedRecords, graph: Graph, parts: Sequence[LoadPart], prefer: Preference | None) -> HistoryReport:
    """Stage the landscape's values where they are newer than those that a file repeats, unless the file is preferred.

    Returns the values that others have changed, and the problems of records that are invalid with them.
    """
    comparisons = [_SourceComparison(staged, graph, part, prefer) for part in parts if part.exported_at is None]
    for comparison in comparisons if prefer != "file" else ():
        comparison.run()
    return HistoryReport(
        tuple(value for comparison in comparisons for value in comparison.newer_values),
        tuple(problem for comparison in comparisons for problem in comparison.problems),
    )


class _SourceComparison:
    """The comparison of one file with the last load of its source."""

    def __init__(self, staged: StagedRecords, graph: Graph, part: LoadPart, prefer: Preference | None) -> None:
        self._staged, self._graph, self._part, self._prefer = staged, graph, part.number, prefer
        self._source = part.reading.source
        self.newer_values: list[NewerValue] = []
        self.problems: list[Problem] = []

    def run(self) -> None:
        """Compare all records that the file changes and that its source has loaded before."""
        current = self._staged.current_ids()
        for key, asserted in self._read_asserted(current).items():
            if difference := self._staged.find_difference(self._part, key):
                self._compare_record(key, asserted, *difference, current)

    def _read_asserted(self, current: CurrentIds) -> Mapping[Key, AssertedValues]:
        """Return the values that the source gave last of the records that the file changes."""
        differing = self._staged.find_differing(self._part)
        changed = (key for key, given, now in differing if self._changes_fact(key, given, now))
        keys = set(islice(changed, MOST_KEYS_LISTED))
        loads = find_loads(self._graph, self._source) if keys else frozenset[int]()
        if loads and len(keys) == MOST_KEYS_LISTED:
            keys = find_touched_by_others(self._graph, loads, self._is_changed)
        if not loads or not keys:
            return {}
        former = {was: (was[0], id_) for was, id_ in current.items() if (was[0], id_) in keys}
        return read_last_asserted(self._graph, self._source, loads, {**{key: key for key in keys}, **former})

    def _is_changed(self, key: Key) -> bool:
        difference = self._staged.find_difference(self._part, key) if key[0] in TYPES else None
        return difference is not None and self._changes_fact(key, *difference)

    def _changes_fact(self, key: Key, given: Values, now: Values) -> bool:
        return self._source in now["asserted_by"] and any(
            column_values(column, given) != column_values(column, now) for column in fact_columns_of(TYPES[key[0]])
        )

    def _compare_record(self, key: Key, asserted: AssertedValues, given: Values, now: Values, current: CurrentIds) -> None:
        periods = {field: None for column in TYPES[key[0]].periods() for field in period_fields_of(column.name)}
        was = _replace_former_ids(key, {**now, **periods, **asserted}, current)
        values = dict(given)
        for column in fact_columns_of(TYPES[key[0]]):
            before, here, since = (column_values(column, version) for version in (was, given, now))
            if column.name not in asserted or since in (here, before):
                continue
            if stands := here == before or self._prefer == "graph":
                values |= dict(zip(column.fields, since, strict=True))
            first, second, third = (display_field(version, column) for version in (was, given, now))
            self.newer_values.append(NewerValue(key, column.name, first, second, third, stands))
        record = build_record(TYPES[key[0]], values)
        if isinstance(record, Record):
            self._staged.overwrite([record])
        else:
            self.problems += record


def _replace_former_ids(key: Key, values: Values, current: CurrentIds) -> Values:
    """Return the values of an earlier version of a record with current ids."""
    record = build_record(TYPES[key[0]], values) if current else None
    return replace_former_ids(record, current).values() if isinstance(record, Record) else values


def report_newer_values(values: Sequence[NewerValue]) -> Iterator[Problem]:
    """Yield a notice for each value that others have changed: it stands, or the file overwrites it."""
    for item in values:
        words = {"was": item.was, "said": item.given, "now": item.now}
        if item.stands:
            text = Text("'{said}' here, '{now}' in the landscape since the last load: that stands", **words)
            hint = Text("if the file is right, load it with --prefer file")
        else:
            text = Text(
                "'{was}' in the last load, '{said}' here, '{now}' in the landscape since: the file's new value wins", **words
            )
            hint = Text("if the landscape is right, load with --prefer graph")
        rule = NoticeRule.STANDS if item.stands else NoticeRule.NEWS
        yield Problem(rule, text, hint, *item.key, item.field, item.given if isinstance(item.given, str) else "")
