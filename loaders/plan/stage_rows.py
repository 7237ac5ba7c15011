"""What files say, kept row by row over what is known, with whoever says it; the rows of an older export three ways."""

from collections.abc import Iterable, Iterator, Sequence

from loaders.rows.columns import derived_fields_of
from loaders.rows.dataset import DatasetRow, PartialRow, Reading, RowResult, SkippedRow, place_problem, position_of
from loaders.staging.conflicts import Preference, Versions, find_differing_columns
from loaders.staging.former_ids import resolve_former_ids
from loaders.staging.invalid_rows import InvalidRows
from loaders.staging.store import StagedRecords
from model.changes.operations import Values
from model.checks.validation import build_record
from model.errors import Problem
from model.language import Text
from model.progress import ProgressCallback, report_progress
from model.vocabulary.record import Record, period_fields_of
from model.vocabulary.types import TYPES


def stage_reading(
    staged: StagedRecords, reading: Reading, prefer: Preference | None, tell: ProgressCallback, unread: InvalidRows
) -> Iterator[Problem]:
    """Keep what every row says, and in `unread` those that cannot be read; everything that is wrong with one by itself."""
    read = (resolve_former_ids(staged, _note_tables(part.found(), staged)) for part in reading.parts)
    all_ = ((number, found) for number, part in enumerate(read) for found in part)
    parts = [_Part(staged, number, part, prefer, unread) for number, part in enumerate(reading.parts)]
    for number, found in report_progress(all_, tell, Text("Reading {path}", path=reading.path), reading.rows):
        if isinstance(found, DatasetRow):
            staged.rows += 1
            yield from parts[number].say(found)
        elif isinstance(found, PartialRow):
            parts[number].hold(found)
        elif isinstance(found, SkippedRow):
            staged.set_aside(found)
        else:
            unread.note(found)
            yield found
    twice = unread.find_duplicate_ids(staged, reading.cell)
    yield from (reading.told(problem, problem.place) for problem in twice if problem.place)


def _note_tables(found: Iterable[RowResult], staged: StagedRecords) -> Iterator[RowResult]:
    """The same, whose tables are remembered in the order in which they come."""
    for item in found:
        position_of(item.place, staged.tables)
        yield item


class _Part:
    """One of the readings, and which change it holds if it is an export whose change the journal knows."""

    def __init__(
        self, staged: StagedRecords, number: int, reading: Reading, prefer: Preference | None, unread: InvalidRows
    ) -> None:
        self._staged, self._number, self._reading, self._prefer = staged, number, reading, prefer
        self._since, self._unread = staged.since(reading.stamp), unread

    def say(self, row: DatasetRow) -> Iterator[Problem]:
        """Keep what the row says; its conflicts, or what is wrong with it beside what is known."""
        now = self._staged.known_values(row.record.label, row.record.id)
        said = self._fill_lacking(row, now)
        if isinstance(said, list):
            yield from (place_problem(problem, self._reading.cell(row.place, problem.field)) for problem in said)
        elif self._since is None:
            self._keep(said, row, {*_sources_of(now), *(said.asserted_by or (self._reading.source,))}, now)
        elif not self._staged.is_touched_since(self._since, said.label, said.id):
            self._keep(said, row, {*_sources_of(now), *self._added_sources(said, now, now)}, now)
        else:
            yield from self._merge_versions(said, row, self._since, now)

    def _fill_lacking(self, row: DatasetRow, now: Values | None) -> Record | list[Problem]:
        """What the row says; in fields for which its table has no column, what was known there."""
        label, id_ = row.record.key
        if row.lacks and self._since is not None and self._staged.is_touched_since(self._since, label, id_):
            was = self._staged.earlier(self._since, label, id_)
            now = was.values() if was else None
        if not row.lacks or not now:
            return row.record
        values = row.record.values()
        revived = self._since is None and not now["asserted_by"]  # it had ended when nobody said it any longer
        lacks = row.lacks - {"valid_to", *period_fields_of("valid_to")} if revived else row.lacks
        left = {name: now[name] for name in lacks if now[name] != values[name]}
        self._staged.left_out.update((label, name) for name in left if not row.record.columns()[name].of_day)
        return build_record(type(row.record), values | left) if left else row.record

    def hold(self, remains: PartialRow) -> None:
        """Keep what a row names that cannot be read, but where an export is older than what the landscape says of it."""
        label, id_ = remains.record.key
        if self._since is None or not self._staged.is_touched_since(self._since, label, id_):
            self._unread.hold(remains)

    def _merge_versions(self, said: Record, row: DatasetRow, since: int, now: Values | None) -> Iterator[Problem]:
        was = self._staged.earlier(since, said.label, said.id)
        outcome = Versions(was, said, TYPES[said.label].model_validate(now) if now else None).combine(self._prefer)
        if isinstance(outcome, list):
            yield from (place_problem(problem, self._reading.cell(row.place, problem.field)) for problem in outcome)
        if outcome is None or (isinstance(outcome, Record) and find_differing_columns(outcome, said)):
            self._staged.newer[since] += 1
        if outcome is not None:  # what is in conflict is said as well, so that what else is wrong is told at once
            added = self._added_sources(said, was.values() if was else None, now)
            self._keep(said if isinstance(outcome, list) else outcome, row, {*_sources_of(now), *added}, now)

    def _added_sources(self, said: Record, was: Values | None, now: Values | None) -> set[str]:
        """Whom an export adds to those that it was exported with, or else its source."""
        if was and now:
            return set(said.asserted_by) - set(_sources_of(was))
        return set(said.asserted_by or (self._reading.source,))

    def _keep(self, record: Record, row: DatasetRow, who: set[str], now: Values | None) -> None:
        kept = {name: now[name] for name in derived_fields_of(type(record))} if now else {}
        if self._staged.say(record, row.place, self._number, now, **kept | {"asserted_by": sorted(who)}):
            self._unread.note_again(record.key, row.place)


def _sources_of(values: Values | None) -> Sequence[str]:
    return values["asserted_by"] if values else ()
