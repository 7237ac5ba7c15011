"""A source owns what it loaded: a record that its new version lacks loses that source.

A record without any source has ended on the day before the load, so that the past keeps it. It is removed only if it had not
begun and no record that stays names it. Records of other sources, and records entered by hand, are left alone.

An export stands for all sources: a row that was taken out of it loses all of them.
"""

from collections.abc import Collection, Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

from loaders.rows.dataset import place_problem
from loaders.staging.conflicts import Preference, find_removal_conflict
from loaders.staging.report import LoadPart
from loaders.staging.store import StagedRecords
from model.errors import FileLocation, Problem
from model.vocabulary.decisions import Assignment, Decision, Step
from model.vocabulary.record import EARLIEST_DAY, Record
from model.vocabulary.registers import Landscape
from model.vocabulary.types import TYPES


class MissingRecord(NamedTuple):
    """A record that files lack, and the sources that it loses by that (None: all).

    `exported_at` is the last change of an export at which it was there, None if it is missing in other files.
    """

    record: Record
    exported_at: int | None
    sources: Collection[str] | None


def retract_missing(staged: StagedRecords, parts: Sequence[LoadPart], prefer: Preference | None) -> list[Problem]:
    """Take the records that `parts` lack from their sources, as of today. Returns the conflicts.

    There is a conflict where a record was changed after an export that now lacks its row; if the landscape is preferred, the
    record is left alone.
    """
    if next(_find_missing(staged, parts), None) is None:
        return []
    last = (date.today() - timedelta(days=1)).isoformat()
    conflicts = list(_find_conflicts(staged, parts, last)) if prefer is None else []
    staged.retract(
        drop_sources(missing.record, missing.sources, last, _begin_day_of(staged, missing.record))
        for missing in _find_missing(staged, parts)
        if not (prefer == "graph" and _find_conflict(staged, missing, last))
    )
    return conflicts


def drop_sources(record: Record, sources: Collection[str] | None, last: str, begins: str = EARLIEST_DAY) -> tuple[Record, bool]:
    """Return the record without `sources` (None: without any), and whether to remove it. If it ends, `last` is its last day.

    It has not begun before the day `begins`, even if its own first day is earlier. A landscape has one row about
    itself: if files have another one, the row without a source is removed.
    """
    others = tuple(source for source in record.asserted_by if sources is not None and source not in sources)
    ends = {"valid_to": min(record.last_day, last)} if record.first_day <= last and not others else {}
    changed = {"asserted_by": others, **ends, **record.reset_periods(ends)}
    begun = max(record.first_day, begins) <= last
    return record.model_copy(update=changed), not others and (not begun or isinstance(record, Landscape))


def _begin_day_of(staged: StagedRecords, record: Record) -> str:
    """Return the day of a step or decision, for an assignment that of its decision; EARLIEST_DAY if there is none."""
    if isinstance(record, Step):
        return record.on
    of = staged.find_known(Decision.label, record.decision) if isinstance(record, Assignment) else record
    return of.taken_on or EARLIEST_DAY if isinstance(of, Decision) else EARLIEST_DAY


def _find_missing(staged: StagedRecords, parts: Sequence[LoadPart]) -> Iterator[MissingRecord]:
    """Yield the records that are missing in the files that cover their types."""
    for label in TYPES:
        covering = [part for part in parts if label in part.reading.covers]
        stamps = {part.exported_at for part in covering if part.exported_at is not None}
        sources = {part.reading.source for part in covering if part.exported_at is None}
        for record, exported_at in staged.find_retractable(label, sources, stamps) if covering else ():
            yield MissingRecord(record, exported_at, sources if exported_at is None else None)


def _find_conflict(staged: StagedRecords, missing: MissingRecord, last: str) -> Problem | None:
    if missing.exported_at is None:
        return None
    earlier = staged.find_earlier(missing.exported_at, missing.record.label, missing.record.id)
    return find_removal_conflict(earlier, missing.record, last)


def _find_conflicts(staged: StagedRecords, parts: Sequence[LoadPart], last: str) -> Iterator[Problem]:
    files = {part.exported_at: part.reading.path for part in parts if part.exported_at is not None}
    for missing in _find_missing(staged, parts) if files else ():
        if missing.exported_at is not None and (problem := _find_conflict(staged, missing, last)):
            yield place_problem(problem, FileLocation(Path(files[missing.exported_at]).name))
