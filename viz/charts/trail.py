"""The trail of an assignment as a lane on a time line: its steps, what it waits for, pauses, dates, and what is past its date."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from model.language import Language
from viz.charts.drawing import LABEL_SIZE, ROOMY_WIDTH, Drawing, draw_label, draw_span, draw_upright, put, shape, share
from viz.charts.scales import DayScale, format_short_day
from viz.charts.state_marks import STEP_RADIUS, StepState, draw_flag, draw_step_mark
from viz.draw.markup import escape_text, number
from viz.style.typeface import measure_text

LANE_HEIGHT, MIDDLE, LABEL_DOWN, PAUSE_LABEL_UP = 58.0, 30.0, 51.0, 16.0
BAR, HATCH = 9.0, 11.0
FLAG_FOOT = MIDDLE + 10
BADGE_HEIGHT = 20.0
BEYOND = 60.0
"""Px by which the line of today goes on above and below a lane, where its row is higher."""
LABEL_SPACE = 0.008
"""The least share of the width between two labels."""
DISC_SPACE = (2 * STEP_RADIUS + 1.5) / ROOMY_WIDTH
"""The least share of the width between two discs."""


@dataclass(frozen=True, slots=True)
class TrailStep:
    """A step of the trail: its letter and its day."""

    letter: str
    day: str


@dataclass(frozen=True, slots=True)
class TrailPause:
    """A pause from a day to the day on which it ended or is to end, and what it is called."""

    start: str
    end: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class TrailLane:
    """An addressee's trail as of `today`.

    `due` is the date that counts, `moved` the dates that no longer do. It is `closed` if nothing is waited for; then the last
    step is the end if it is `done`. `late_from` is the day past which it stands still, `late` the words for it. `note` stands in
    an empty lane.
    """

    steps: Sequence[TrailStep]
    pauses: Sequence[TrailPause] = ()
    due: str | None = None
    moved: Sequence[str] = ()
    late_from: str | None = None
    late: str = ""
    closed: str | None = None
    done: bool = False
    note: str = ""


def list_lane_days(lanes: Sequence[TrailLane], today: str) -> list[str]:
    """Return all days that a scale of these lanes must hold."""
    found = [today]
    for lane in lanes:
        found += [step.day for step in lane.steps]
        found += [day for pause in lane.pauses for day in (pause.start, pause.end)]
        found += filter(None, (lane.due, lane.late_from, lane.closed, *lane.moved))
    return found


def draw_lane(lane: TrailLane, scale: DayScale, today: str, language: Language, title: str, description: str = "") -> Drawing:
    """Return a lane on a scale that holds all of its days."""
    now = scale.share_of(today)
    parts = [draw_upright("grid", at, 0, LANE_HEIGHT) for at, _text in scale.list_ticks(language, 8)]
    parts += _draw_spans(lane, scale, now)
    parts += _draw_flags(lane, scale, now, language)
    parts.append(draw_upright("today", now, -BEYOND, LANE_HEIGHT + BEYOND))
    places = space_discs([scale.share_of(step.day) for step in lane.steps])
    parts += _draw_steps(lane, places, scale)
    parts += _draw_labels(lane, scale, now, places, language)
    if lane.note:
        parts.append(draw_label(lane.note, 0.01, MIDDLE + 4))
    return Drawing(LANE_HEIGHT, "".join(parts), title, description)


def draw_time_axis(scale: DayScale, today: str, words: str, language: Language, title: str) -> Drawing:
    """Return the months above the lanes, with today among them."""
    now = scale.share_of(today)
    width = measure_text(words, LABEL_SIZE, "semibold") + 16
    half = width / 2 / ROOMY_WIDTH
    parts = []
    for at, text in scale.list_ticks(language, 8):
        wide = measure_text(text, LABEL_SIZE) / ROOMY_WIDTH
        if at + wide < now - half or at > now + half:
            parts.append(draw_label(text, at, 15, classes="tick roomy"))
    badge = shape("rect", "today-badge", x=number(-width / 2), y="0", width=number(width), height=number(BADGE_HEIGHT), rx="3")
    badge += shape("text", "today-words", escape_text(words), text_anchor="middle", y="14.5")
    flag = shape("path", "today-badge tight", d="M-6 6H6L0 20Z")
    return Drawing(
        BADGE_HEIGHT,
        "".join((*parts, shape("g", "roomy", put(badge, min(1 - half, max(half, now)), 0)), put(flag, now, 0))),
        title,
    )


def space_discs(places: Sequence[float]) -> list[float]:
    """Return the places of discs, in order, moved to the right so far that none covers another."""
    found: list[float] = []
    for place in places:
        found.append(min(1.0, max(place, found[-1] + DISC_SPACE if found else 0.0)))
    return found


def _draw_spans(lane: TrailLane, scale: DayScale, now: float) -> Iterator[str]:
    """Yield what lies on the line: what was passed, the wait, what is past its date, and pauses."""
    ends = [scale.share_of(step.day) for step in lane.steps]
    for start, end in pairwise(ends):
        yield draw_span("passed", start, end, MIDDLE - 1.5, 3)
    last = ends[-1] if ends else 0.0
    if lane.closed:
        yield draw_span("passed", last, scale.share_of(lane.closed), MIDDLE - 1.5, 3)
    elif ends:
        late = max(last, scale.share_of(lane.late_from)) if lane.late_from else now
        yield draw_span("waiting", last, min(late, now), MIDDLE - BAR / 2, BAR)
        if lane.late_from:
            yield draw_span("over", late, now, MIDDLE - HATCH / 2, HATCH)
    for pause in lane.pauses:
        start, end = scale.share_of(pause.start), scale.share_of(pause.end)
        yield draw_span("pause", start, end, MIDDLE - HATCH / 2, HATCH, radius=2)


def _draw_flags(lane: TrailLane, scale: DayScale, now: float, language: Language) -> Iterator[str]:
    for day in lane.moved:
        at = scale.share_of(day)
        yield put(draw_flag("before"), at, FLAG_FOOT)
        if lane.due and lane.due > day:
            yield _draw_move(at, scale.share_of(lane.due))
    if lane.due:
        at = scale.share_of(lane.due)
        if at > now and not lane.closed:
            begins = max([now, *(scale.share_of(pause.end) for pause in lane.pauses)])
            yield shape("line", "ahead", x1=share(min(begins, at)), x2=share(at), y1=number(MIDDLE), y2=number(MIDDLE))
        yield put(draw_flag("counts"), at, FLAG_FOOT)
        if at > now:
            anchor = "end" if at > 0.9 else "middle"
            yield draw_label(format_short_day(lane.due, language), at, LABEL_DOWN + 1, anchor, classes="label roomy")


def _draw_move(start: float, end: float) -> str:
    """Return the arrow from a date that was moved to the one that counts now."""
    down = FLAG_FOOT - 25.0
    line = shape("line", "moved", x1=share(start), x2=share(end), y1=number(down), y2=number(down))
    return line + put(shape("path", "moved", d="M-10-3.5-5 0-10 3.5"), end, down)


def _find_end(lane: TrailLane, places: Sequence[float], scale: DayScale) -> float:
    """Return where a lane that ended otherwise than by a step has its end."""
    return max(scale.share_of(lane.closed or ""), places[-1] + DISC_SPACE if places else 0.0)


def _draw_steps(lane: TrailLane, places: Sequence[float], scale: DayScale) -> Iterator[str]:
    at_last: StepState = "done" if lane.done else "passed" if lane.closed else "standing"
    for step, at in zip(lane.steps, places, strict=True):
        yield put(draw_step_mark(step.letter, at_last if step is lane.steps[-1] else "passed"), at, MIDDLE)
    if lane.closed and not lane.done:
        yield put(
            shape("g", "spot ended", '<circle r="6"/><path d="M-4.4 4.4 4.4-4.4"/>'), _find_end(lane, places, scale), MIDDLE
        )


class _LabelRows:
    """The places of labels above and below the line, so that none covers another."""

    def __init__(self) -> None:
        self._taken: dict[float, list[tuple[float, float]]] = {PAUSE_LABEL_UP: [], LABEL_DOWN: []}

    def take(self, down: float, start: float, end: float) -> bool:
        """Take the place between two shares of the width if it is free, and return whether it was."""
        if end > 1 or any(start < other_end and end > other for other, other_end in self._taken[down]):
            return False
        self._taken[down].append((start - LABEL_SPACE, end + LABEL_SPACE))
        return True


def _draw_labels(lane: TrailLane, scale: DayScale, now: float, places: Sequence[float], language: Language) -> Iterator[str]:
    """Yield the words of a lane: the days of steps, how late it is, and pauses; those without room are left out."""
    rows = _LabelRows()
    flags = [scale.share_of(day) for day in (*lane.moved, *([lane.due] if lane.due else []))]
    if flags:
        rows.take(PAUSE_LABEL_UP, min(flags) if lane.moved else flags[-1], max(flags) + 0.02)
    yield from _label_steps(lane, places, rows, language)
    if lane.late:
        yield _label_late(lane, scale, now, places, rows)
    for pause in lane.pauses:
        start = scale.share_of(pause.start)
        end = start + measure_text(pause.words, LABEL_SIZE) / ROOMY_WIDTH
        down = next((down for down in (PAUSE_LABEL_UP, LABEL_DOWN) if rows.take(down, start, end)), None)
        if down and pause.words:
            yield draw_label(pause.words, start, down, classes="label pause-words roomy")


def _label_steps(lane: TrailLane, places: Sequence[float], rows: _LabelRows, language: Language) -> Iterator[str]:
    """Yield the days under the discs, the last one first: those that would touch another are left out."""
    for step, at in [*zip(lane.steps, places, strict=True)][::-1]:
        text = format_short_day(step.day, language)
        half = measure_text(text, LABEL_SIZE) / 2 / ROOMY_WIDTH
        middle = min(1 - half, max(half, at))
        if rows.take(LABEL_DOWN, middle - half, middle + half):
            yield draw_label(text, middle, LABEL_DOWN, "middle", classes="label" if step is lane.steps[-1] else "label roomy")


def _label_late(lane: TrailLane, scale: DayScale, now: float, places: Sequence[float], rows: _LabelRows) -> str:
    """Return the words for how late it is: under the hatch, beside it, or above it where there is no other room."""
    start = max(scale.share_of(lane.late_from or ""), places[-1] if places else 0.0)
    wide = (measure_text(lane.late, LABEL_SIZE, "semibold") + 24) / ROOMY_WIDTH
    middle = (start + now) / 2 + 0.02
    if now - start > wide + 0.06 and rows.take(LABEL_DOWN, middle - wide / 2, middle + wide / 2):
        return draw_label(lane.late, middle, LABEL_DOWN, "middle", classes="label late-words")
    if 1 - now > wide:
        return draw_label(lane.late, now, MIDDLE + 4, shift=9, classes="label late-words roomy")
    down = LABEL_DOWN if rows.take(LABEL_DOWN, now - wide, now) else PAUSE_LABEL_UP
    return draw_label(lane.late, now, down, "end", shift=-6, classes="label late-words roomy")
