"""All notices of a load, for a coordinator who is about to confirm it. A notice never stops a load.

A notice is a Problem with a NoticeRule. It names a record; the place in the file is added afterwards.
"""

from collections.abc import Callable, Iterable, Iterator

from loaders.staging.former_ids import report_former_ids
from loaders.staging.report import LoadReport
from loaders.staging.source_history import report_newer_values
from loaders.staging.store import StagedRecords
from loaders.warnings.after_the_end import find_after_end
from loaders.warnings.emptied import find_emptied
from loaders.warnings.endings import find_changed_days, find_left_behind
from loaders.warnings.likenesses import find_likely_same
from loaders.warnings.more_certain import find_more_certain
from loaders.warnings.unusual import (
    find_contradictions,
    find_counted_often,
    find_disordered_steps,
    find_double_seats,
    find_ended_long_ago,
    find_mass_endings,
    find_missing_columns,
    find_not_read,
    find_renamings,
)
from loaders.warnings.unusual_times import (
    find_due_early,
    find_far_ahead,
    find_norms_for_the_past,
    find_open_ends,
    find_pauses_ended,
    report_idle_steps,
)
from loaders.warnings.verifications import find_doubtful_verifications
from model.changes.operations import Operation
from model.errors import Problem
from model.vocabulary.decisions import Step, StepNorm

SLIP_CHECKS: tuple[Callable[[Iterable[Operation]], Iterator[Problem]], ...] = (find_ended_long_ago, find_renamings)
"""The checks that look at one operation at a time, in a load and in an edit."""


def find_load_notices(staged: StagedRecords, report: LoadReport) -> Iterator[Problem]:
    """Yield everything unusual in a load, rule by rule."""
    alterations = staged.alterations()
    yield from find_open_ends(alterations)
    yield from find_mass_endings(staged)
    if any(part.reading.recall for part in report.parts):
        yield from find_emptied(alterations)
    for check in SLIP_CHECKS:
        yield from check(alterations)
    yield from find_changed_days(alterations)
    yield from find_left_behind(staged, alterations)
    yield from find_after_end(staged)
    yield from find_double_seats(staged)
    yield from find_counted_often(staged)
    yield from find_likely_same(staged)
    yield from find_more_certain(staged)
    yield from find_not_read(report.rows.skipped)
    yield from find_contradictions(alterations)
    yield from report_former_ids(report.rows.former_ids, staged.current_ids())
    yield from find_disordered_steps(staged)
    yield from report_idle_steps(staged)
    yield from find_pauses_ended(staged)
    yield from find_doubtful_verifications(staged, staged.find_new(Step))
    yield from find_due_early(staged)
    yield from find_norms_for_the_past(staged.find_new(StepNorm))
    yield from find_far_ahead(staged)
    yield from find_missing_columns(report.rows.missing_columns)
    yield from report_newer_values(report.history.newer_values)
