"""What is unusual in a load, and what a coordinator would want to know before agreeing to it. A notice never stops a load.

A notice has the shape of a problem: its rule, what was noticed, and of which record, whose place is added afterwards.
"""

from collections.abc import Callable, Iterable, Iterator

from loaders.staging.former_ids import report_former_ids
from loaders.staging.source_history import find_newer_values
from loaders.staging.store import StagedRecords
from loaders.warnings.after_the_end import find_after_end
from loaders.warnings.endings import find_changed_days, find_left_by_load
from loaders.warnings.likenesses import find_likely_same
from loaders.warnings.more_certain import find_more_certain
from loaders.warnings.unusual import (
    find_contradictions,
    find_disordered_steps,
    find_double_seats,
    find_ended_long_ago,
    find_mass_endings,
    find_missing_columns,
    find_not_read,
    find_renamings,
)
from loaders.warnings.unusual_times import find_due_early, find_far_ahead, find_open_ends, report_idle_steps
from model.changes.operations import Operation
from model.errors import Problem

SLIP_CHECKS: tuple[Callable[[Iterable[Operation]], Iterator[Problem]], ...] = (find_ended_long_ago, find_renamings)
"""What one operation shows by itself."""
NOTICE_CHECKS: tuple[Callable[[StagedRecords], Iterator[Problem]], ...] = (
    lambda staged: find_open_ends(staged.alterations()),
    find_mass_endings,
    lambda staged: (problem for slip in SLIP_CHECKS for problem in slip(staged.alterations())),
    lambda staged: find_changed_days(staged.alterations()),
    find_left_by_load,
    find_after_end,
    find_double_seats,
    find_likely_same,
    find_more_certain,
    find_not_read,
    find_contradictions,
    report_former_ids,
    find_disordered_steps,
    report_idle_steps,
    find_due_early,
    find_far_ahead,
    find_missing_columns,
    find_newer_values,
)


def find_load_notices(staged: StagedRecords) -> Iterator[Problem]:
    """Everything unusual in what is said, rule by rule."""
    for notice in NOTICE_CHECKS:
        yield from notice(staged)
