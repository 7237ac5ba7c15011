"""The seats of a forum over time, by what their holders are, and how much passes through the forum."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from api.parties.party_answers import PartyAnswers
from loaders.reports.data_tables import DataColumn, DataTable
from model.language import Language, Localizable, PluralText, Text
from model.text.describe import describe_reference
from model.vocabulary.contents import Contents
from model.vocabulary.days import shift_day
from model.vocabulary.forums import Forum, Position, Seat
from queries.following.standings import FollowUpState
from viz.charts.count_steps import CountSteps, draw_count_steps
from viz.charts.drawing import Drawing
from viz.charts.scales import DayScale

MOST_GROUPS = 6
"""Groups with a row of their own; the smallest others share one."""
SeatSpan = tuple[str | None, str | None, int]
"""The first and the last day of a seat, None where unknown, and how many like seats it is."""


@dataclass(frozen=True, slots=True)
class SeatHistory:
    """How many seats each group has had from which day on. `undated` of `seats` have no first day and count from the start."""

    groups: Sequence[tuple[Localizable, Sequence[tuple[str, int]]]]
    scale: DayScale
    on: str
    seats: int
    undated: int

    @property
    def note(self) -> Localizable | None:
        """Return how many seats have no first day; None if all have one."""
        if not self.undated:
            return None
        return PluralText(
            "The first day of {n} of {all} seats is unknown; it counts from the beginning.",
            "The first day of {n} of {all} seats is unknown; they count from the beginning.",
            n=self.undated,
            all=self.seats,
        )

    def draw(self, language: Language) -> Drawing:
        """Return the seats as steps over time, a row for each group."""
        rows = [CountSteps(name.in_(language), counts) for name, counts in self.groups]
        said = ", ".join(f"{row.name} {row.counts[-1][1]}" for row in rows)
        title = Text("Seats over time, by what the holders are").in_(language)
        return draw_count_steps(rows, self.scale, self.on, language, title, said)


def read_seat_history(answers: PartyAnswers) -> SeatHistory | None:
    """Return the seats of a forum over time; None if no seat of it has a first or last day. Deputies do not count."""
    known, on = answers.vicinity.known, answers.vicinity.on
    seats = [seat for seat in known.of(Seat).values() if seat.forum == answers.vicinity.party.id]
    counted = [seat for seat in seats if seat.position != Position.DEPUTY]
    days = [day for seat in counted for day in (seat.valid_from and seat.first_day, seat.valid_to and seat.last_day) if day]
    if not days:
        return None
    scale = DayScale.around([*days, on])
    groups: dict[str, list[SeatSpan]] = defaultdict(list)
    names: dict[str, Localizable] = {}
    for seat in counted:
        key, names_of_group = _group_of(seat, known)
        names[key] = names_of_group
        first, last = seat.valid_from and seat.first_day, seat.valid_to and seat.last_day
        groups[key].append((first or None, last or None, seat.number))
    return SeatHistory(
        groups=[(names[key], count_over_time(spans, scale.first)) for key, spans in _sort_groups(groups, names)],
        scale=scale,
        on=on,
        seats=sum(seat.number for seat in counted),
        undated=sum(seat.number for seat in counted if not seat.valid_from),
    )


def _group_of(seat: Seat, known: Contents) -> tuple[str, Localizable]:
    """Return to which group the holder of a seat belongs: its type, or forums; vacant seats are one."""
    holder = known.party(seat.holder) if seat.holder else None
    if holder is None:
        return "~vacant", Text("Vacant")
    if isinstance(holder, Forum) or not holder.type:
        return "~forums", Text("Forums and networks")
    return holder.type, describe_reference("ActorType", holder.type, known)


def _sort_groups(groups: Mapping[str, list[SeatSpan]], names: dict[str, Localizable]) -> list[tuple[str, list[SeatSpan]]]:
    """Return the groups, those with the most seats first; the smallest as one if they are too many."""
    ordered = sorted(groups.items(), key=lambda group: (-sum(number for _first, _last, number in group[1]), group[0]))
    if len(ordered) <= MOST_GROUPS:
        return ordered
    names["~others"] = Text("Others")
    rest = [span for _key, spans in ordered[MOST_GROUPS - 1 :] for span in spans]
    return [*ordered[: MOST_GROUPS - 1], ("~others", rest)]


def count_over_time(spans: Iterable[SeatSpan], begins: str) -> list[tuple[str, int]]:
    """Return how many seats there are from each day on which their number changes, beginning with the day `begins`."""
    changes: dict[str, int] = defaultdict(int)
    changes[begins] = 0
    for first, last, number in spans:
        changes[max(first or begins, begins)] += number
        if last:
            changes[max(shift_day(last, 1), begins)] -= number
    total, counts = 0, list[tuple[str, int]]()
    for day in sorted(changes):
        total += changes[day]
        if not counts or counts[-1][1] != total:
            counts.append((day, total))
    return counts


def make_seat_history_table(history: SeatHistory) -> DataTable:
    """Return the seats over time as a table: a row for each group and day on which its number changes."""
    columns = [
        DataColumn("group", Text("Holders"), 30),
        DataColumn("day", Text("From"), 14),
        DataColumn("count", Text("Seats"), 10, number=True),
    ]
    rows = [(name, day, count) for name, counts in history.groups for day, count in counts]
    return DataTable(Text("Seats over time"), columns, rows, [history.note] if history.note else [])


@dataclass(frozen=True, slots=True)
class LoadCount:
    """What passes through a forum: what is counted, and its rows, some of which may be examples."""

    words: Localizable
    rows: Sequence[Mapping[str, Any]]

    @property
    def n(self) -> int:
        """Return how many they are."""
        return len(self.rows)

    @property
    def examples(self) -> int:
        """Return how many of them are examples."""
        return sum(row["example"] for row in self.rows)


def list_load(answers: PartyAnswers) -> list[LoadCount]:
    """Return how much passes through a forum, without what is nothing."""
    on = answers.vicinity.on
    since = shift_day(on, -365)
    standings = list(answers.standings.values())
    held = [row for row in answers.meetings if row["how"] == "held" and since < row["day"] <= on]
    taken = [row for row in answers.decisions if since < (row["taken_on"] or "") <= on]
    late = [row for row in standings if row["state"] == FollowUpState.LATE]
    counted = [
        LoadCount(PluralText("meeting held in a year", "meetings held in a year", n=len(held)), held),
        LoadCount(PluralText("decision in a year", "decisions in a year", n=len(taken)), taken),
        LoadCount(PluralText("assignment", "assignments", n=len(standings)), standings),
        LoadCount(PluralText("of them stands still", "of them stand still", n=len(late)), late),
    ]
    return [count for count in counted if count.rows]
