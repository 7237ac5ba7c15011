"""The order of events on one day: steps have no time, so their order by kind may differ from the log's."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from loaders.log.log_rows import EventMoment, LogEvent
from loaders.log.mapping import LogMapping
from loaders.rows.dataset import SkippedRow
from model.language import Text
from model.vocabulary.assignment_state import assess_ordered_steps, sort_steps
from model.vocabulary.decisions import Step

_DayEvents = Sequence[tuple[LogEvent, EventMoment]]


@dataclass(frozen=True, slots=True)
class RowOrder:
    """The order of rows in logs: `files` in order (none where a row is no event), and whether the newest rows come first."""

    files: Sequence[str] = ()
    newest_first: bool = False

    def at(self, moment: EventMoment) -> tuple[int, int]:
        """Return a row's position among all rows."""
        file, row = moment.place.file, moment.place.row
        return (self.files.index(file) if file in self.files else 0, row)


def find_row_order(files: Sequence[str], parts: Iterable[Mapping[LogEvent, EventMoment]]) -> RowOrder:
    """Return the order of logs: newest first where more of the `parts` have their last day above their first than below."""
    order, above = RowOrder(files), 0
    for events in parts:
        days = sorted(events.items(), key=lambda item: item[0].on)
        if days and days[0][0].on < days[-1][0].on:
            above += 1 if order.at(days[0][1]) > order.at(days[-1][1]) else -1
    return replace(order, newest_first=above > 0)


def find_disordered_days(events: Mapping[LogEvent, EventMoment], order: RowOrder, says: LogMapping) -> Iterator[SkippedRow]:
    """Yield the days after which an assignment stands otherwise than by the log's order, at the last row of the day.

    The log's order is by the time of day, else, where a row is an event, by the rows.
    """
    told = sorted(events.items(), key=lambda item: item[0].on)
    before: list[Step] = []
    for _day, group in groupby(told, key=lambda item: item[0].on):
        day = list(group)
        taken = sort_steps(map(_build_step, dict(day)))
        if len(day) > 1:
            yield from _find_disorder(before, taken, _sort_events(day, taken, order), says)
        before += taken


def _find_disorder(before: Sequence[Step], taken: Sequence[Step], told: _DayEvents, says: LogMapping) -> Iterator[SkippedRow]:
    if assess_ordered_steps([*before, *taken]) != assess_ordered_steps(
        [*before, *(_build_step(event) for event, _moment in told)]
    ):
        event, moment = told[-1]
        why = Text(
            "'{told}' stands last of its day in the log, but '{taken}' is taken as the last: a step has a day and no time",
            told=event.kind.term,
            taken=taken[-1].kind.term,
        )
        yield SkippedRow(moment.place, why, says.step(event.kind).on)


def _sort_events(day: _DayEvents, taken: Sequence[Step], order: RowOrder) -> _DayEvents:
    """Return the events of a day in the log's order; without one, in the order of their steps."""
    kinds = [step.kind for step in taken]
    ordered = sorted(day, key=lambda item: kinds.index(item[0].kind))
    if order.files:
        ordered.sort(key=lambda item: order.at(item[1]), reverse=order.newest_first)
    if all(moment.time for _event, moment in day):
        ordered.sort(key=lambda item: item[1].time)
    return ordered


def _build_step(event: LogEvent) -> Step:
    return Step.model_construct(id="", kind=event.kind, on=event.on, until=event.until, until_words=event.until_words)
