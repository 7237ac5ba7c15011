"""The figure of the decisions' page: how far assignments have come, and how long they have stood at each step."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from model.language import JoinedText, Language, Localizable, PluralText, Term, Text
from model.vocabulary.decisions import TRAIL, DayUnit, StepKind
from model.vocabulary.usual_times import StepTimes
from queries.following.standing_counts import Standings
from queries.following.standings import CLOSED_STATES, FollowUpState
from queries.questions.durations import find_durations
from queries.questions.legs import STEP_LEGS
from queries.questions.parameters import DurationsQuestion
from queries.server.graph import Graph
from viz.charts.ageing_dots import AgeingDot, AgeingRow
from viz.charts.funnel import Funnel, FunnelStep, FunnelWords
from viz.charts.stacked_bars import BarSegment, SegmentKind
from viz.charts.state_marks import StateMark

MARKS: Mapping[FollowUpState, StateMark] = {
    FollowUpState.LATE: "late",
    FollowUpState.AWAITED: "awaited",
    FollowUpState.IN_TIME: "in-time",
    FollowUpState.PAUSED: "paused",
    FollowUpState.REPORTED: "done",
    FollowUpState.ENDED: "ended",
    FollowUpState.UNKNOWN: "unknown",
}
"""The mark of each state, the same on all pages."""
SEGMENTS: Mapping[FollowUpState, SegmentKind] = {
    FollowUpState.LATE: "late",
    FollowUpState.AWAITED: "awaited",
    FollowUpState.IN_TIME: "in-time",
    FollowUpState.PAUSED: "paused",
    FollowUpState.UNKNOWN: "unknown",
    FollowUpState.ENDED: "ended",
}
"""The part of a bar for what stands at its step, in this order."""
MOST_TIMED = 5_000
"""In a larger landscape the page does not wait for the medians."""
DAYS_PER_WORKING_DAY = 1.4
_Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class StepCounts:
    """How many stand at a step of the trail in each state, and how many have gone further."""

    step: StepKind
    here: Counter[FollowUpState]
    further: int


@dataclass(frozen=True, slots=True)
class FunnelCounts:
    """The counts of a funnel. `outside` stand at no step of the trail, `examples` are how many are invented."""

    steps: list[StepCounts]
    whole: int
    outside: int
    examples: int

    @property
    def reported(self) -> int:
        """Return how many are reported back."""
        return self.steps[-1].here[FollowUpState.REPORTED]


def count_funnel(standings: Standings) -> FunnelCounts:
    """Return how far assignments have come."""
    here: dict[StepKind | None, Counter[FollowUpState]] = {}
    examples = 0
    for age, number in standings.ages.items():
        here.setdefault(age.step, Counter())[age.state] += number
        examples += number if age.example and age.step in TRAIL else 0
    for (state, step, example), number in standings.closed.items():
        here.setdefault(step, Counter())[state] += number
        examples += number if example and step in TRAIL else 0
    sizes = [here.get(step, Counter()).total() for step in TRAIL]
    steps = [StepCounts(step, here.get(step, Counter()), sum(sizes[number + 1 :])) for number, step in enumerate(TRAIL)]
    whole = sum(sizes)
    return FunnelCounts(steps, whole, sum(counts.total() for counts in here.values()) - whole, examples)


def read_medians(graph: Graph, on: str, counts: FunnelCounts) -> dict[StepKind, Localizable]:
    """Return how long the next step takes from each step, with those who still wait; nothing of a large landscape.

    They are those of the real assignments, or of the examples where the figure shows more of these.
    """
    if counts.whole > MOST_TIMED:
        return {}
    of_examples = 2 * counts.examples > counts.whole
    legs_of_all = (row for row in find_durations(graph, DurationsQuestion(on=on)).rows if row["what"] == "leg")
    rows = [row for row in legs_of_all if row["example"] == of_examples]
    legs = {leg.code: leg.first for leg in STEP_LEGS}
    found: dict[StepKind, Localizable] = {}
    for row in rows:
        if row["leg"] in legs and (told := tell_median(row)):
            found[legs[row["leg"]]] = told
    return found


def tell_median(row: _Row) -> Localizable | None:
    """Return the median of a leg in words: what is not reached yet is more than so many days; None of too few."""
    if row["median"] is not None:
        return Text("median {days} d", days=row["median"])
    if row["followed"] is not None and (row["followed_passed"] or 0) < 0.5:
        return Text("median more than {days} d", days=row["followed"])
    return None


def tell_usual(times: StepTimes) -> Localizable:
    """Return a usual time in words."""
    time = times.times[0]
    unit = Term("d", "d") if time.unit == DayUnit.DAYS else time.unit.term
    return Text("usually {days} {unit}", days=time.days, unit=unit)


def build_funnel(
    counts: FunnelCounts,
    standings: Standings,
    medians: Mapping[StepKind, Localizable],
    oldest: Mapping[StepKind, str],
    language: Language,
) -> Funnel:
    """Return the figure. `oldest` names the addressee that has stood longest at each step."""
    steps = [_build_step(one, standings, medians, oldest.get(one.step, ""), language) for one in counts.steps[:-1]]
    reported = counts.steps[-1]
    told = Text("{n} of {whole} are reported back", n=counts.reported, whole=counts.whole).in_(language)
    done = BarSegment("done", counts.reported, str(counts.reported))
    steps.append(FunnelStep(_name_step(reported.step, language), told, [done], told, told))
    return Funnel(steps, counts.whole, _build_words(counts, language))


def _build_words(counts: FunnelCounts, language: Language) -> FunnelWords:
    texts = (
        Text("How far the decisions have come"),
        PluralText(
            "{n} assignment, by the step at which it stands, and how long it has stood there.",
            "{n} assignments, by the step at which they stand, and how long they have stood there.",
            n=counts.whole,
        ),
        PluralText("How far {n} assignment has come", "How far {n} assignments have come", n=counts.whole),
        Text("How long they have stood at the step, days"),
        Text("days"),
        Text("days or more"),
    )
    return FunnelWords(*(text.in_(language) for text in texts))


def _name_step(step: StepKind, language: Language) -> str:
    return step.term.in_(language).capitalize()


def _build_step(
    one: StepCounts, standings: Standings, medians: Mapping[StepKind, Localizable], oldest: str, language: Language
) -> FunnelStep:
    usual = standings.usual.get(one.step)
    notes = [*([medians[one.step]] if one.step in medians else []), *([tell_usual(usual)] if usual else [])]
    further = Text("{n} gone further", n=one.further).in_(language)
    segments = [BarSegment("further", one.further, further)]
    segments += [BarSegment(kind, one.here[state]) for state, kind in SEGMENTS.items()]
    counts = ", ".join(f"{number} {state.term.in_(language)}" for state, number in list_here(one))
    told = JoinedText(filter(None, (further, counts))).in_(language)
    ages = AgeingRow([*_list_dots(standings, one.step)], _count_usual_days(usual), oldest)
    aged = _tell_ages(ages, language)
    return FunnelStep(_name_step(one.step, language), JoinedText(notes).in_(language), segments, counts, told, ages, aged)


def list_here(one: StepCounts) -> Iterator[tuple[FollowUpState, int]]:
    """Yield the states in which something stands at a step, with how many."""
    return ((state, one.here[state]) for state in SEGMENTS if one.here[state])


def _list_dots(standings: Standings, step: StepKind) -> Iterator[AgeingDot]:
    counts = Counter[tuple[int, FollowUpState]]()
    for age, number in standings.ages.items():
        if age.step == step and age.days is not None and age.state not in CLOSED_STATES:
            counts[max(0, age.days), age.state] += number
    return (AgeingDot(days, MARKS[state], number) for (days, state), number in sorted(counts.items()))


def _count_usual_days(times: StepTimes | None) -> int | None:
    """Return about how many days of the calendar a usual time is."""
    if times is None:
        return None
    time = times.times[0]
    return time.days if time.unit == DayUnit.DAYS else round(time.days * DAYS_PER_WORKING_DAY)


def _tell_ages(row: AgeingRow, language: Language) -> str:
    number = sum(dot.count for dot in row.dots)
    if not number:
        return Text("Nothing stands at this step.").in_(language)
    longest = max(dot.days for dot in row.dots)
    told: Iterable[Localizable | str] = [PluralText("{n} stands here, {days} days at most", "{n} stand here, {days} days at most",
                                                    n=number, days=longest)]  # fmt: skip
    if row.usual_days is not None:
        beyond = sum(dot.count for dot in row.dots if dot.days > row.usual_days)
        told = [*told, Text("{n} longer than usual", n=beyond)]
    return JoinedText(told).in_(language)
