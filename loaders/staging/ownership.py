"""A source owns what it loaded: of what its new version says no longer, it is no longer one of those who say it.

What nobody says any longer has ended, the day before the load: what was once true stays in the past. Only what had not begun is
taken away, where nothing that stays names it. What others say, and what was entered by hand, is left alone.

An export speaks for everybody: a row that was taken out of it is said by nobody, whoever said it before.
"""

from collections.abc import Collection, Iterator
from datetime import date, timedelta
from pathlib import Path

from loaders.rows.dataset import Reading, place_problem
from loaders.staging.conflicts import Preference, find_removal_conflict
from loaders.staging.store import StagedRecords
from model.errors import FileLocation, Problem
from model.vocabulary.decisions import Assignment, Decision, Step
from model.vocabulary.record import EARLIEST_DAY, Record
from model.vocabulary.registers import Landscape
from model.vocabulary.types import TYPES

_Missing = tuple[Record, int | None]
"""A record that files say no longer, and the newest export's change at which it was there."""


def withdraw_missing(staged: StagedRecords, reading: Reading, prefer: Preference | None) -> Iterator[Problem]:
    """Let go of what `reading` says no longer, as of today; conflicts where somebody has changed it since it was exported."""
    if next(_find_missing(staged, reading), None) is None:
        return
    last = (date.today() - timedelta(days=1)).isoformat()
    if prefer is None:
        yield from _find_conflicts(staged, reading, last)
    staged.leaving.retract(
        drop_sources(record, sources, last, _begin_day_of(staged, record))
        for (record, stamp), sources in _find_missing(staged, reading)
        if not (prefer == "graph" and _find_change_since(staged, record, stamp, last))
    )


def drop_sources(record: Record, sources: Collection[str] | None, last: str, begins: str = EARLIEST_DAY) -> tuple[Record, bool]:
    """The record without the word of `sources` (None: anybody's), and whether it is to go; `last` is its last day, if it ends.

    `begins` is the day of what it tells of: until then it has not begun, whatever its first day. A landscape has one row about
    itself: where files say another, the one that nobody says any longer goes.
    """
    others = tuple(who for who in record.asserted_by if sources is not None and who not in sources)
    ends = {"valid_to": min(record.last_day, last)} if record.first_day <= last and not others else {}
    changed = {"asserted_by": others, **ends, **record.reset_periods(ends)}
    begun = max(record.first_day, begins) <= last
    return record.model_copy(update=changed), not others and (not begun or isinstance(record, Landscape))


def _begin_day_of(staged: StagedRecords, record: Record) -> str:
    """The day of a step, and the one on which a decision was taken, also of its assignments; EARLIEST where none is said."""
    if isinstance(record, Step):
        return record.on
    of = staged.known(Decision.label, record.decision) if isinstance(record, Assignment) else record
    return of.taken_on or EARLIEST_DAY if isinstance(of, Decision) else EARLIEST_DAY


def _find_missing(staged: StagedRecords, reading: Reading) -> Iterator[tuple[_Missing, Collection[str] | None]]:
    """What the parts of `reading` that speak of its type say no longer, and whose word it loses: an export's row everybody's."""
    for label in TYPES:
        parts = [part for part in reading.parts if label in part.covers]
        stamps = {since for part in parts if (since := staged.since(part.stamp)) is not None}
        sources = {part.source for part in parts if staged.since(part.stamp) is None}
        for missing in staged.leaving.find_retracted(label, sources, stamps) if parts else ():
            yield missing, None if missing[1] is not None else sources


def _find_change_since(staged: StagedRecords, record: Record, stamp: int | None, last: str) -> Problem | None:
    return None if stamp is None else find_removal_conflict(staged.earlier(stamp, record.label, record.id), record, last)


def _find_conflicts(staged: StagedRecords, reading: Reading, last: str) -> Iterator[Problem]:
    files = {since: part.path for part in reading.parts if (since := staged.since(part.stamp)) is not None}
    for (record, stamp), _sources in _find_missing(staged, reading) if files else ():
        if stamp is not None and (problem := _find_change_since(staged, record, stamp, last)):
            yield place_problem(problem, FileLocation(Path(files[stamp]).name))
