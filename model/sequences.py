"""What must come after one another in time: the same seat of the same holder, the steps of an assignment."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from model.contents import Records
from model.decisions import TRAIL, Assignment, Decision, Step, StepKind
from model.errors import Problem
from model.faults import problem_of
from model.forums import Seat
from model.language import Text
from model.rules import LandscapeRule


def seats_are_held_once(records: Records) -> Iterator[Problem]:
    """Nobody has the same seat in a forum twice at the same time; a seat differs by position, mandate and on whose behalf."""
    for seats in records.by(Seat, "forum"):
        held = sorted((seat for seat in seats if seat.holder), key=lambda seat: (_what_it_is(seat), seat.first_day))
        for _, alike in groupby(held, key=_what_it_is):
            yield from _at_the_same_time(alike)


def _what_it_is(seat: Seat) -> tuple[str, ...]:
    return (seat.holder or "", seat.position, seat.mandate or "", seat.on_behalf_of or "")


def _at_the_same_time(seats: Iterable[Seat]) -> Iterator[Problem]:
    """Those of `seats`, by their first day, that begin before one of the others has ended."""
    last: Seat | None = None
    for seat in seats:
        if last and seat.first_day <= last.last_day:
            text = Text("'{holder}' has the same seat at the same time by '{id}'", holder=seat.holder, id=last.id)
            hint = Text("tell position, mandate or days apart, or remove one")
            yield problem_of(LandscapeRule.SEAT_TWICE, seat, "holder", seat.holder or "", text, hint)
        if last is None or seat.last_day > last.last_day:
            last = seat


def steps_out_of_order(records: Records) -> Iterator[tuple[Step, Text]]:
    """Return the steps that are dated before their decision, or before a step of the trail that they come after, with why.

    Such days are told and kept: what is done by word of mouth, or entered late, really stands so in the logs of others.
    """
    for steps in records.by(Step, "assignment"):
        taken_on = _taken_on(steps[0].assignment, records) or ""
        yield from ((step, Text("earlier than the decision, taken {on}", on=taken_on)) for step in steps if step.on < taken_on)
        yield from _in_the_order_of_the_trail(step for step in steps if step.on >= taken_on)  # the others are told already


def _taken_on(id_: str, records: Records) -> str | None:
    """When the decision of the assignment of that id was taken, if that is known."""
    assignment = records.of(Assignment).get(id_)
    decision = records.of(Decision).get(assignment.decision) if assignment else None
    return decision.taken_on if decision else None


def _in_the_order_of_the_trail(steps: Iterable[Step]) -> Iterator[tuple[Step, Text]]:
    """Each kind of the trail by the first day of its steps: one that came again later is not out of order."""
    first: dict[StepKind, Step] = {}
    for step in sorted(steps, key=lambda step: (step.on, step.id)):
        first.setdefault(step.kind, step)
    before: Step | None = None
    for step in (first[kind] for kind in TRAIL if kind in first):
        if before and step.on < before.on:
            yield step, Text("'{kind}' earlier than '{before}', {on}", kind=step.kind.term, before=before.kind.term, on=before.on)
        before = step if before is None or step.on > before.on else before
