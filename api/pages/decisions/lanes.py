"""The trails of a decision's page: a lane for each addressee on one time line, what it waits for, and who answers for it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from api.pages.decisions.figure import MARKS
from loaders.reports.data_tables import DataColumn, DataTable
from model.language import JoinedText, Language, Localizable, PluralText, Text
from model.text.names import term_of
from model.vocabulary.days import count_days
from model.vocabulary.decisions import TRAIL, Decision, Step, StepKind
from model.vocabulary.period import format_day
from queries.following.decision_trails import DecisionTrails
from queries.following.standings import CLOSED_STATES, FollowUpState
from viz.charts.drawing import Drawing, Piece, draw_label, draw_picture
from viz.charts.scales import DayScale, format_short_day
from viz.charts.trail import TrailLane, TrailPause, TrailStep, draw_lane, draw_time_axis, list_lane_days

PAUSING = (StepKind.HELD, StepKind.DEFERRED)
ENDING = (StepKind.REJECTED, StepKind.SUPERSEDED)
PICTURE_WIDTH, NAMES_WIDTH, AXIS_TOP, ROW_HEIGHT = 1000.0, 240.0, 48.0, 58.0
_Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class DecisionLane:
    """An assignment on the page: its row, its lane, and in words what it waits for and where it stands."""

    row: _Row
    lane: TrailLane
    waits: Localizable
    stands: Localizable
    told: str


@dataclass(frozen=True)
class DecisionLanes:
    """All lanes of a decision on one scale."""

    lanes: Sequence[DecisionLane]
    scale: DayScale
    today: str
    language: Language

    def draw(self, lane: DecisionLane) -> Drawing:
        """Return the drawing of a lane."""
        name = term_of(lane.row, "addressee").in_(self.language)
        return draw_lane(lane.lane, self.scale, self.today, self.language, name, lane.told)

    def draw_axis(self) -> Drawing:
        """Return the axis above the lanes."""
        words = Text("today {day}", day=format_short_day(self.today, self.language)).in_(self.language)
        return draw_time_axis(self.scale, self.today, words, self.language, Text("Time").in_(self.language))

    def list_letters(self) -> list[tuple[str, str]]:
        """Return the letters of the steps with their words."""
        return [(letter_of(kind, self.language), kind.term.in_(self.language)) for kind in TRAIL]

    def draw_document(self, title: str, style: str) -> str:
        """Return all lanes as one SVG document."""
        left, wide = NAMES_WIDTH + 32, PICTURE_WIDTH - NAMES_WIDTH - 64
        pieces = [Piece(self.draw_axis(), left, AXIS_TOP - 8, wide)]
        texts = [draw_label(title, 16 / PICTURE_WIDTH, 26, classes="label heading")]
        for number, lane in enumerate(self.lanes):
            top = AXIS_TOP + 20 + number * ROW_HEIGHT
            pieces.append(Piece(self.draw(lane), left, top, wide))
            name = term_of(lane.row, "addressee").in_(self.language)
            texts.append(draw_label(name, 16 / PICTURE_WIDTH, top + 28, classes="label strong"))
            texts.append(draw_label(lane.stands.in_(self.language), 16 / PICTURE_WIDTH, top + 44, classes="tick"))
        height = AXIS_TOP + 36 + len(self.lanes) * ROW_HEIGHT
        return draw_picture(Drawing(height, "".join(texts), title, title), PICTURE_WIDTH, pieces, style)


def letter_of(kind: StepKind, language: Language) -> str:
    """Return the letter by which a step stands on a time line."""
    return kind.term.in_(language)[0].upper()


def build_lanes(trails: DecisionTrails, on: str, language: Language) -> DecisionLanes:
    """Return the lanes of a decision."""
    lanes = [_build_lane(trails, row, on, language) for row in trails.rows]
    days = list_lane_days([lane.lane for lane in lanes], on)
    return DecisionLanes(lanes, DayScale.around(days), on, language)


def _build_lane(trails: DecisionTrails, row: _Row, on: str, language: Language) -> DecisionLane:
    steps = trails.steps.get(row["assignment"], [])
    on_trail = _list_trail(trails.decision, steps, on)
    closed = next((step.on for step in reversed(steps) if step.kind in (StepKind.REPORTED_BACK, *ENDING)), None)
    closed = closed if row["state"] in CLOSED_STATES else None
    due = row["due"] if not closed else None
    moved = {row["first_due"], row["own_due"], *(step.until for step in steps if step.kind == StepKind.EXTENDED)} - {due}
    late = row["state"] == FollowUpState.LATE
    lane = TrailLane(
        steps=[TrailStep(letter_of(kind, language), day) for kind, day in on_trail],
        pauses=[*_list_pauses(steps, on, language)],
        due=due,
        moved=sorted(filter(None, moved)),
        late_from=due if late else None,
        late=_tell_lateness(row).in_(language) if late else "",
        closed=closed,
        done=row["state"] == FollowUpState.REPORTED,
        note="" if on_trail else Text("no step on record").in_(language),
    )
    stands = _say_standing(row)
    told = JoinedText((*(JoinedText((kind.term, day), " ") for kind, day in on_trail), stands)).in_(language)
    return DecisionLane(row, lane, _say_waiting(row, steps), stands, told)


def _tell_lateness(row: _Row) -> Text:
    """Return by how much it is late, or for how long its pause has been over, which makes nothing late."""
    if row["against"] == "pause":
        return PluralText("the pause ended {n} day ago", "the pause ended {n} days ago", n=row["overdue"])
    return PluralText("{n} day over", "{n} days over", n=row["overdue"])


def _list_trail(decision: Decision, steps: Sequence[Step], on: str) -> list[tuple[StepKind, str]]:
    """Return the steps of the trail with their days; the decision's own day stands for a step *taken* that is not on record."""
    found = [(step.kind, step.on) for step in steps if step.kind in TRAIL]
    taken = decision.taken_on
    if taken and taken <= on and all(kind != StepKind.TAKEN for kind, _day in found):
        found = [(StepKind.TAKEN, taken), *found]
    return sorted(found, key=lambda item: item[1])


def _list_pauses(steps: Sequence[Step], on: str, language: Language) -> Iterator[TrailPause]:
    """Yield the pauses: each until its own day, or until the next step if that is earlier."""
    events = [step for step in steps if step.kind != StepKind.VERIFIED]
    for number, step in enumerate(events):
        if step.kind in PAUSING:
            following = [later.on for later in events[number + 1 :]]
            ends = [*following[:1], *([step.until] if step.until else [] if following else [on])]
            words = JoinedText(filter(None, (step.kind.term, step.reason)), ": ").in_(language)
            yield TrailPause(step.on, max(step.on, min(ends)), words)


def _say_standing(row: _Row) -> Localizable:
    step = StepKind.of(row["step"]).term if row["step"] else Text("no step on record")
    state: FollowUpState = row["state"]
    if state in CLOSED_STATES:
        return state.term
    return JoinedText((step, Text("{days} d", days=row["days"]))) if row["days"] is not None else step


def _say_waiting(row: _Row, steps: Sequence[Step]) -> Localizable:
    """Return what an assignment waits for, or how it ended."""
    state, last = row["state"], steps[-1] if steps else None
    forum = term_of(row, "forum_name") if row["forum"] else Text("whoever decided")
    if state == FollowUpState.REPORTED:
        return JoinedText((Text("Done {day}", day=row["since"]), *_compare_with_date(row)))
    if state == FollowUpState.ENDED and last:
        end = next((step for step in reversed(steps) if step.kind in ENDING), last)
        return JoinedText(filter(None, (Text("{kind} {day}", kind=end.kind.term, day=end.on), end.reason)), ": ")
    if state == FollowUpState.PAUSED:
        until = format_day(row["due"], row["due_words"])
        reason = next((step.reason for step in reversed(steps) if step.kind in PAUSING), None)
        return JoinedText(filter(None, (Text("Paused until {day}", day=until), reason)), ": ")
    if row["step"] in (None, StepKind.TAKEN):
        return Text("That {forum} communicates the decision", forum=forum)
    if row["step"] == StepKind.COMMUNICATED:
        return Text("A line decision with {addressee}", addressee=term_of(row, "addressee"))
    if row["step"] == StepKind.EXECUTED:
        return Text("A report back to {forum}", forum=forum)
    return Text("That it is executed")


def _compare_with_date(row: _Row) -> Iterator[Localizable]:
    if row["own_due"]:
        days = count_days(row["since"], row["own_due"])
        if days >= 0:
            yield PluralText("{n} day before its date", "{n} days before its date", n=days)
        else:
            yield PluralText("{n} day after its date", "{n} days after its date", n=-days)


def make_lane_table(lanes: DecisionLanes) -> DataTable:
    """Return the trails as a table: of each addressee the day of each step, its date, and what it waits for."""
    columns = [DataColumn("addressee", Text("Addressee"), 34), DataColumn("state", Text("State"), 18)]
    columns += [DataColumn(kind.value, kind.term, 14) for kind in TRAIL]
    columns += [
        DataColumn("pauses", Text("Pauses"), 40), DataColumn("due", Text("The date that counts"), 14),
        DataColumn("due_words", Text("That date as it was written"), 20),
        DataColumn("overdue", Text("Days past that date"), 10, number=True), DataColumn("waits", Text("Waits for"), 40),
        DataColumn("owner", Text("Responsible"), 24), DataColumn("assignment", Text("Id"), 40),
    ]  # fmt: skip
    return DataTable(Text("Every addressee's trail"), columns, [_make_values(lane, lanes.language) for lane in lanes.lanes])


def _make_values(lane: DecisionLane, language: Language) -> tuple[Any, ...]:
    row, days = lane.row, {step.letter: step.day for step in lane.lane.steps}
    pauses = "; ".join(f"{pause.start}–{pause.end} {pause.words}" for pause in lane.lane.pauses)
    return (
        term_of(row, "addressee"), row["state"].term, *(days.get(letter_of(kind, language)) for kind in TRAIL),
        pauses or None, row["due"], row["due_words"], row["overdue"] if row["due"] else None, lane.waits,
        row["owner"], row["assignment"],
    )  # fmt: skip


def list_state_marks(trails: DecisionTrails) -> list[tuple[str, int, Localizable]]:
    """Return how many addressees are in each state, with the state's mark."""
    found = [(MARKS[state], sum(row["state"] == state for row in trails.rows), state.term) for state in FollowUpState]
    return [item for item in found if item[1]]
