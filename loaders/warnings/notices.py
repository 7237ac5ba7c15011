"""What is unusual in a load, and what a coordinator would want to know before agreeing to it. A notice never stops a load.

A notice has the shape of a problem: its rule, what was noticed, and of which record, whose place is added afterwards.
"""

from collections.abc import Callable, Iterable, Iterator

from loaders.staging.former_ids import said_by_former_ids
from loaders.staging.source_history import weighed
from loaders.staging.store import Staged
from loaders.warnings.after_the_end import after_the_end
from loaders.warnings.endings import left_by_a_load, turned_round
from loaders.warnings.likenesses import likely_the_same
from loaders.warnings.more_certain import more_certain
from loaders.warnings.unusual import (
    another_name,
    another_seat,
    ended_long_ago,
    much_goes,
    not_read,
    others_word,
    steps_in_disorder,
    without_column,
)
from loaders.warnings.unusual_times import due_early, far_ahead, idle_steps, open_that_end
from model.changes.operations import Operation
from model.errors import Problem

SLIPS: tuple[Callable[[Iterable[Operation]], Iterator[Problem]], ...] = (ended_long_ago, another_name)
"""What one operation shows by itself."""
NOTICES: tuple[Callable[[Staged], Iterator[Problem]], ...] = (
    lambda staged: open_that_end(staged.alterations()),
    much_goes,
    lambda staged: (problem for slip in SLIPS for problem in slip(staged.alterations())),
    lambda staged: turned_round(staged.alterations()),
    left_by_a_load,
    after_the_end,
    another_seat,
    likely_the_same,
    more_certain,
    not_read,
    others_word,
    said_by_former_ids,
    steps_in_disorder,
    idle_steps,
    due_early,
    far_ahead,
    without_column,
    weighed,
)


def notices_in(staged: Staged) -> Iterator[Problem]:
    """Everything unusual in what is said, rule by rule."""
    for notice in NOTICES:
        yield from notice(staged)
