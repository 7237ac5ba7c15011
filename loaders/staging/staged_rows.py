"""Stage the rows of all files over the known records, each with its sources; merge the rows of an older export three ways."""

from collections import Counter
from collections.abc import Iterator, Sequence

from loaders.rows.columns import derived_fields_of
from loaders.rows.dataset import DatasetRow, PartialRow, Reading, RowResult, SkippedRow, TableOrder, place_problem, position_of
from loaders.staging.conflicts import Preference, Versions, find_differing_columns
from loaders.staging.former_ids import FormerIdResolver
from loaders.staging.invalid_rows import InvalidRows
from loaders.staging.report import LoadPart, RowReport
from loaders.staging.store import StagedRecords
from model.changes.operations import Values
from model.checks.validation import build_record
from model.errors import FileLocation, Problem
from model.language import Text
from model.progress import ProgressCallback, ignore_progress, report_progress
from model.vocabulary.record import Record, period_fields_of
from model.vocabulary.types import TYPES


def stage_rows(
    staged: StagedRecords,
    reading: Reading,
    parts: Sequence[LoadPart],
    prefer: Preference | None = None,
    tell: ProgressCallback = ignore_progress,
    keep_missing: bool = False,
) -> RowReport:
    """Stage all rows of `parts`, the files of `reading`, and return a report.

    `prefer` decides the conflicts between a file and the landscape; without it they are among the problems.
    With `keep_missing` the known values of fields that no row fills stand.
    """
    stager = _RowStager(staged, prefer, keep_missing)
    rows = ((part, row) for part in parts for row in stager.read(part))
    activity = Text("Reading {path}", path=reading.path)
    if not reading.rows:  # it counts what rows say together, which may be more than there are rows
        activity = Text("Records of {path}", path=reading.path)
    problems = [
        problem for part, row in report_progress(rows, tell, activity, reading.rows) for problem in stager.stage(part, row)
    ]
    duplicates = stager.invalid.find_duplicate_ids(staged, stager.tables, reading.cell)
    problems += (reading.locate(problem, problem.place) for problem in duplicates if problem.place)
    return RowReport(
        records=stager.records,
        problems=tuple(problems),
        invalid=stager.invalid,
        tables=stager.tables,
        skipped=tuple(stager.skipped.values()),
        former_ids=stager.former_ids.uses,
        missing_columns=stager.missing_columns,
        newer=stager.newer,
    )


class _RowStager:
    """Stages row after row, and collects the figures of the report."""

    def __init__(self, staged: StagedRecords, prefer: Preference | None, keep_missing: bool) -> None:
        self._staged, self._prefer, self._keep_missing = staged, prefer, keep_missing
        self.records = 0
        self.invalid = InvalidRows()
        self.tables: TableOrder = {}
        self.skipped: dict[tuple[str, str, str | None], tuple[SkippedRow, int]] = {}
        self.former_ids = FormerIdResolver(staged)
        self.missing_columns: Counter[tuple[str, str]] = Counter()
        self.newer: Counter[int] = Counter()

    def read(self, part: LoadPart) -> Iterator[RowResult]:
        """Yield the rows of a file, with current ids."""
        return self.former_ids.resolve(self._note_tables(part))

    def _note_tables(self, part: LoadPart) -> Iterator[RowResult]:
        for row in part.reading.found():
            position_of(row.place, self.tables)
            yield row

    def stage(self, part: LoadPart, row: RowResult) -> Iterator[Problem]:
        """Stage a row; yield its problems."""
        if isinstance(row, DatasetRow):
            self.records += 1
            yield from self._stage_record(part, row)
        elif isinstance(row, PartialRow):
            if not self._is_outdated(part, row.record):
                self.invalid.add_partial(row)
        elif isinstance(row, SkippedRow):
            kind = (row.place.file, row.field, str(row.why) if row.why else None)
            first, times = self.skipped.get(kind, (row, 0))
            self.skipped[kind] = (first, times + row.rows)
        else:
            self.invalid.add_problem(row)
            yield row

    def _is_outdated(self, part: LoadPart, record: Record) -> bool:
        """Return whether the file is an export from before a change of the record."""
        return part.exported_at is not None and self._staged.is_touched_since(part.exported_at, record.label, record.id)

    def _stage_record(self, part: LoadPart, row: DatasetRow) -> Iterator[Problem]:
        known = self._staged.find_known_values(row.record.label, row.record.id)
        record = self._fill_missing_columns(part, row, known)
        if isinstance(record, list):
            yield from _place_problems(record, part, row.place)
        elif part.exported_at is None:
            sources = {*_sources_of(known), *(record.asserted_by or (part.reading.source,))}
            self._stage_with_sources(record, part, row, sources, known)
        elif not self._is_outdated(part, record):
            sources = {*_sources_of(known), *_added_sources(part, record, known, known)}
            self._stage_with_sources(record, part, row, sources, known)
        else:
            yield from self._merge_versions(part, part.exported_at, row, record, known)

    def _fill_missing_columns(self, part: LoadPart, row: DatasetRow, known: Values | None) -> Record | list[Problem]:
        """Return the row's record with the known values of the fields for which its table has no column, or that it leaves."""
        record, unsaid = row.record, row.unsaid if self._keep_missing else frozenset()
        if row.lacks and part.exported_at is not None and self._is_outdated(part, record):
            earlier = self._staged.find_earlier(part.exported_at, record.label, record.id)
            known = earlier.values() if earlier else None
        if not (row.lacks or unsaid) or not known:
            return record
        values = record.values()
        revived = part.exported_at is None and not known["asserted_by"]  # it ended because no source had it any longer
        lacks = row.lacks - {"valid_to", *period_fields_of("valid_to")} if revived else row.lacks
        filled = {name: known[name] for name in lacks if known[name] != values[name]}
        self.missing_columns.update((record.label, name) for name in filled if not record.columns()[name].of_day)
        filled |= {name: known[name] for name in unsaid if known[name] not in (None, [], values[name])}
        return build_record(type(record), values | filled) if filled else record

    def _merge_versions(
        self, part: LoadPart, exported_at: int, row: DatasetRow, record: Record, known: Values | None
    ) -> Iterator[Problem]:
        """Stage a row of an export from before a change of its record; yield the conflicts."""
        was = self._staged.find_earlier(exported_at, record.label, record.id)
        merged = Versions(was, record, TYPES[record.label].model_validate(known) if known else None).combine(self._prefer)
        if isinstance(merged, list):
            yield from _place_problems(merged, part, row.place)
        if merged is None or (isinstance(merged, Record) and find_differing_columns(merged, record)):
            self.newer[exported_at] += 1
        if merged is not None:  # a row in conflict is staged as well, so that its other problems are found at once
            added = _added_sources(part, record, was.values() if was else None, known)
            to_stage = record if isinstance(merged, list) else merged
            self._stage_with_sources(to_stage, part, row, {*_sources_of(known), *added}, known)

    def _stage_with_sources(
        self, record: Record, part: LoadPart, row: DatasetRow, sources: set[str], known: Values | None
    ) -> None:
        derived = {name: known[name] for name in derived_fields_of(type(record))} if known else {}
        if self._staged.stage(record, row.place, part.number, known, **derived | {"asserted_by": sorted(sources)}):
            self.invalid.add_duplicate(record.key, row.place)


def _added_sources(part: LoadPart, record: Record, was: Values | None, known: Values | None) -> set[str]:
    """Return the sources that an export adds to those it was written with; of a record that is new, its own source."""
    if was and known:
        return set(record.asserted_by) - set(_sources_of(was))
    return set(record.asserted_by or (part.reading.source,))


def _sources_of(values: Values | None) -> Sequence[str]:
    return values["asserted_by"] if values else ()


def _place_problems(problems: Sequence[Problem], part: LoadPart, place: FileLocation) -> Iterator[Problem]:
    return (place_problem(problem, part.reading.cell(place, problem.field)) for problem in problems)
