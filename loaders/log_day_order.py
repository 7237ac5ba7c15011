"""Events of one day that a log tells in another order than steps of one day are taken in: a step has its day alone."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from loaders.log_mapping import LogMapping
from loaders.log_rows import Event, Moment
from loaders.reading import Aside
from model.decisions import Step
from model.language import Text
from model.trail import in_order, standing_after

Told = Sequence[tuple[Event, Moment]]


def disordered_days(events: Mapping[Event, Moment], files: Sequence[str], says: LogMapping) -> Iterator[Aside]:
    """The days of an assignment after which it stands otherwise than in the order of the log, each at the last row of it.

    That order is by the time of day; else, in logs of a row per event (`files`, in their order), as the rows stand.
    """
    files = files if says.kind == "long" else ()
    told: list[tuple[Event, Moment]] = sorted(events.items(), key=lambda item: item[0].on)
    rows = [_row(moment, files) for _event, moment in told]
    newest_first = bool(rows) and rows[0] > rows[-1] and told[0][0].on < told[-1][0].on
    before: list[Step] = []
    for _day, group in groupby(told, key=lambda item: item[0].on):
        day = list(group)
        taken = in_order(map(_step, dict(day)))
        if len(day) > 1:
            yield from _if_otherwise(before, taken, _as_told(day, taken, files, newest_first), says)
        before += taken


def _if_otherwise(before: Sequence[Step], taken: Sequence[Step], told: Told, says: LogMapping) -> Iterator[Aside]:
    if standing_after([*before, *taken]) != standing_after([*before, *(_step(event) for event, _moment in told)]):
        event, moment = told[-1]
        why = Text(
            "'{told}' stands last of its day in the log, but '{taken}' is taken as the last: a step has a day and no time",
            told=event.kind.term,
            taken=taken[-1].kind.term,
        )
        yield Aside(moment.place, why, says.step(event.kind).on)


def _as_told(day: Told, taken: Sequence[Step], files: Sequence[str], newest_first: bool) -> Told:
    """The events of a day in the order of the log; where it tells none, as they are taken."""
    kinds = [step.kind for step in taken]
    ordered = sorted(day, key=lambda item: kinds.index(item[0].kind))
    if files:
        ordered.sort(key=lambda item: _row(item[1], files), reverse=newest_first)
    if all(moment.time for _event, moment in day):
        ordered.sort(key=lambda item: item[1].time)
    return ordered


def _row(moment: Moment, files: Sequence[str]) -> tuple[int, int]:
    place = moment.place
    return (files.index(place.file) if place.file in files else 0, place.row) if files else (0, 0)


def _step(event: Event) -> Step:
    return Step.model_construct(id="", kind=event.kind, on=event.on, until=event.until, until_words=event.until_words)
