"""The order of events on one day: steps have no time, so their order by kind may differ from the log's.

Steps that a log undoes on the same day are left out, such as a reopening that is closed again. Decision 0018.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, groupby
from typing import NamedTuple

from loaders.log.log_rows import EventMoment, LogEvent
from loaders.log.mapping import LogMapping
from loaders.rows.dataset import SkippedRow
from model.language import Text
from model.vocabulary.assignment_state import assess_ordered_steps, sort_steps
from model.vocabulary.decisions import ENDINGS, Step, StepKind

_DayEvents = Sequence[tuple[LogEvent, EventMoment]]
TOGGLES = frozenset({StepKind.RESUMED, *ENDINGS})
"""Steps that another step of the same day can undo."""
MOST_TOGGLES = 8
"""Steps of one day that are tried."""


@dataclass(frozen=True, slots=True)
class RowOrder:
    """The order of rows in logs: `files` in order (none where a row is no event), and whether the newest rows come first.

    `by_day` is True if all rows stand in the order of their days; the rows of one day then stand in order too.
    """

    files: Sequence[str] = ()
    newest_first: bool = False
    by_day: bool = False

    def at(self, moment: EventMoment) -> tuple[int, int]:
        """Return a row's position among all rows."""
        file, row = moment.place.file, moment.place.row
        return (self.files.index(file) if file in self.files else 0, row)

    def last(self, moment: EventMoment) -> tuple[int, int]:
        """Return the position of the event's last row: the first one where the newest come first."""
        rows = [self.at(one) for one in (moment, *moment.again)]
        return min(rows) if self.newest_first else max(rows)


class DayDisorder(NamedTuple):
    """A day whose steps give another outcome than the log's events: the events to leave out, and the notices."""

    undone: Sequence[LogEvent]
    notices: Sequence[SkippedRow]


def find_row_order(files: Sequence[str], parts: Sequence[Mapping[LogEvent, EventMoment]]) -> RowOrder:
    """Return the order of logs: newest first if more of the `parts` have their last day above their first than below."""
    order, above = RowOrder(files), 0
    for events in parts:
        days = sorted(events.items(), key=lambda item: item[0].on)
        if days and days[0][0].on < days[-1][0].on:
            above += 1 if order.at(days[0][1]) > order.at(days[-1][1]) else -1
    rows = {order.at(one): event.on for events in parts for event, moment in events.items() for one in (moment, *moment.again)}
    days_in_rows = [rows[row] for row in sorted(rows, reverse=above > 0)]
    return replace(order, newest_first=above > 0, by_day=days_in_rows == sorted(days_in_rows))


def find_disordered_days(
    events: Mapping[LogEvent, EventMoment], order: RowOrder, says: LogMapping, standing: Sequence[Step] = ()
) -> Iterator[DayDisorder]:
    """Yield the days after which an assignment's state differs from the log's; `standing` are the landscape's other steps.

    The log's order is by time of day; without times, by the rows, if each row is an event.
    """
    by_day = sorted(events.items(), key=lambda item: item[0].on)
    met: list[Step] = []
    for on, group in groupby(by_day, key=lambda item: item[0].on):
        day = list(group)
        steps = sort_steps(map(_build_step, dict(day)))
        if len(day) > 1 or day[0][1].again:
            before = sort_steps([*met, *(step for step in standing if step.on < on)])
            yield from _find_disorder(before, steps, _sort_events(day, steps, order), order, says)
        met += steps


def _find_disorder(
    before: Sequence[Step], taken: Sequence[Step], logged: _DayEvents, order: RowOrder, says: LogMapping
) -> Iterator[DayDisorder]:
    steps = [_build_step(event) for event, _moment in logged]
    if assess_ordered_steps([*before, *taken]) == assess_ordered_steps([*before, *steps]):
        return
    event, moment = logged[-1]
    if (order.by_day or all(at.time for _event, at in logged)) and (undone := _find_undone(before, steps)):
        yield DayDisorder([logged[at][0] for at in undone], [_describe_undone(*logged[at], event, says) for at in undone])
        return
    why = Text(
        "'{told}' is the last event of its day in the log, but '{taken}' counts as the last: steps have a day and no time",
        told=event.kind.term, taken=taken[-1].kind.term,
    )  # fmt: skip
    yield DayDisorder((), [SkippedRow(moment.place, why, says.step(event.kind).on)])


def _describe_undone(event: LogEvent, moment: EventMoment, last: LogEvent, says: LogMapping) -> SkippedRow:
    why = Text(
        "'{kind}' is undone on the same day, as '{last}' stands last of it in the log: the step is left out",
        kind=event.kind.term, last=last.kind.term,
    )  # fmt: skip
    return SkippedRow(moment.place, why, says.step(event.kind).on)


def _find_undone(before: Sequence[Step], logged: Sequence[Step]) -> Sequence[int]:
    """Return the positions of the fewest steps to leave out, so that the rest by kind has the outcome of the log's order."""
    left = _outcome([*before, *logged])
    may_go = [at for at, step in enumerate(logged[:-1]) if step.kind in TOGGLES][:MOST_TOGGLES]
    for n in range(1, len(may_go) + 1):
        for undone in combinations(may_go, n):
            rest = sort_steps(step for at, step in enumerate(logged) if at not in undone)
            if _outcome([*before, *rest]) == left:
                return undone
    return ()


def _outcome(steps: Iterable[Step]) -> tuple[object, ...]:
    now = assess_ordered_steps(steps)
    return now.step, now.open, now.paused_until


def _sort_events(day: _DayEvents, taken: Sequence[Step], order: RowOrder) -> _DayEvents:
    """Return the events of a day in the log's order; without one, in the order of their steps."""
    kinds = [step.kind for step in taken]
    ordered = sorted(day, key=lambda item: kinds.index(item[0].kind))
    if order.files:
        ordered.sort(key=lambda item: order.last(item[1]), reverse=order.newest_first)
    if all(moment.time for _event, moment in day):
        ordered.sort(key=lambda item: max(one.time for one in (item[1], *item[1].again)))
    return ordered


def _build_step(event: LogEvent) -> Step:
    return Step.model_construct(id="", kind=event.kind, on=event.on, until=event.until, until_words=event.until_words)
