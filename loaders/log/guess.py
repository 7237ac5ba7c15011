"""What the columns of a decision log seem to be: by their headings first, then by what they hold."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from loaders.log.profile import LogColumn, rows_with
from loaders.log.table import LogTable
from loaders.log.vocabulary import HEADINGS, OFTEN_TITLES, PERFORMERS, STATUS, heading_word, is_named, step_called
from loaders.log.words import PartyNames
from loaders.rows.dates import is_when
from loaders.text_files.csv_file import Line
from model.vocabulary.decisions import PAUSES, StepKind

DATES = frozenset({"taken_on", "due", "on", "until"})
LONG_ONLY = frozenset({"event", "on"})


@dataclass(slots=True)
class Guess:
    """What the columns are taken for."""

    columns: Sequence[LogColumn]
    names: PartyNames
    long: bool = False
    roles: dict[str, LogColumn] = field(default_factory=dict)
    steps: dict[StepKind, LogColumn] = field(default_factory=dict)
    unsure: set[str] = field(default_factory=set)
    """The roles that rest on values alone."""

    def taken(self, column: LogColumn) -> bool:
        """Whether the column is taken for something already."""
        return any(column is other for other in (*self.roles.values(), *self.steps.values()))


def guessed(columns: Sequence[LogColumn], names: PartyNames) -> Guess:
    """What each column seems to be: by its heading first, then by what it holds."""
    guess = Guess(columns, names)
    case = _by_heading(guess, "case") or _by_values(guess, "case")
    event = _by_heading(guess, "event") or next(filter(_may_be_events, columns), None)
    guess.long = event is not None and event is not case and _is_of_events(event, case, columns)
    if guess.long and event:
        guess.roles["event"] = event
        guess.unsure |= {"event"} if heading_word(event.heading) in STATUS else set()
    roles = [role for role in HEADINGS if guess.long or role not in LONG_ONLY]
    for role in roles:
        if role not in guess.roles and (found := _by_heading(guess, role)):
            guess.roles[role] = found
            guess.unsure |= {role} if role in DATES and not found.mostly(found.days) else set()
    for role in roles:
        if role not in guess.roles and (found := _by_values(guess, role)):
            guess.roles[role] = found
            guess.unsure |= {role} - DATES
    if guess.long and "addressee" in guess.roles and "taken_in" not in guess.roles:
        guess.roles["taken_in"] = guess.roles["addressee"]
    if not guess.long:
        _find_steps(guess)
    return guess


def _may_be_events(column: LogColumn) -> bool:
    """Whether the column holds words for steps, and is not headed as one of kinds of decision, which may be called the same."""
    kinds = heading_word(column.heading) in HEADINGS["decision_kind"]
    return column.filled > 0 and column.mostly(column.steps()) and not kinds


def _is_of_events(event: LogColumn, case: LogColumn | None, columns: Sequence[LogColumn]) -> bool:
    """Whether a column tells what happened rather than where a case stands: by its heading, or as cases have several rows."""
    if heading_word(event.heading) in HEADINGS["event"] and heading_word(event.heading) not in STATUS:
        return True
    dated = any(heading_word(column.heading) in HEADINGS["on"] for column in columns)
    return case is not None and case.repeats and (dated or heading_word(event.heading) not in STATUS)


def _find_steps(guess: Guess) -> None:
    """The columns of days that are called as a step is."""
    for column in guess.columns:
        kind = step_called(column.heading)
        if kind and kind not in guess.steps and not guess.taken(column) and column.mostly(column.days):
            guess.steps[kind] = column


def find_new_dates(table: LogTable, guess: Guess) -> None:
    """Take for the new date of pauses the only column of days left that is filled on their rows, and hardly on others."""
    event = guess.roles.get("event")
    begins = [guess.steps[kind] for kind in PAUSES if kind in guess.steps]

    def pauses(line: Line) -> bool:
        return step_called(event.cell(line)) in PAUSES if event else any(column.cell(line) for column in begins)

    rows, paused = rows_with(table, lambda _line: True), rows_with(table, pauses)
    if "until" in guess.roles or not 0 < 2 * paused < rows:
        return
    free = [column for column in guess.columns if column.filled and not guess.taken(column) and column.mostly(column.days)]
    fits = [column for column in free if _on_those(table, column, pauses)]
    if len(fits) == 1:
        guess.roles["until"] = fits[0]
        guess.unsure.add("until")


def _on_those(table: LogTable, column: LogColumn, those: Callable[[Line], bool]) -> bool:
    return column.nearly_all(rows_with(table, lambda line: bool(column.cell(line)) and those(line)))


def _by_heading(guess: Guess, role: str) -> LogColumn | None:
    words = [word for word in HEADINGS[role] if not (guess.long and role == "taken_on" and word in HEADINGS["on"])]
    free = [column for column in guess.columns if heading_word(column.heading) in words and not guess.taken(column)]
    fits = [column for column in free if _can_be(guess, role, column)]
    return min(fits, key=lambda column: words.index(heading_word(column.heading)), default=None)


def _can_be(guess: Guess, role: str, column: LogColumn) -> bool:
    """Whether what the column holds speaks against its heading."""
    word = heading_word(column.heading)
    if role == "case" and word in OFTEN_TITLES and column.filled:
        others = any(other.nearly_all(other.numbers) for other in guess.columns if other is not column)
        return column.mostly(column.numbers) or not (others or column.mostly(column.prose))
    if role == "addressee" and word in PERFORMERS and column.filled:
        return column.count(guess.names.of) > 0
    if role in ("addressee", "taken_in") and column.filled and column.mostly(column.days):
        return False
    return role not in DATES or column.mostly(column.days) or (role == "due" and column.count(is_when) > 0)


def _by_values(guess: Guess, role: str) -> LogColumn | None:
    """The only column left that holds what such a column does, where the heading says nothing."""
    free = [column for column in guess.columns if column.filled and not guess.taken(column)]
    fits = [column for column in free if _holds(guess, role, column)]
    return fits[0] if len(fits) == 1 else None


def _holds(guess: Guess, role: str, column: LogColumn) -> bool:
    match role:
        case "case":
            return column.nearly_all(column.numbers)
        case "title":
            return column.nearly_all(column.prose) and not is_named(column.heading)
        case "on":
            return column.mostly(column.days)
        case "addressee":
            return column.mostly(column.parties(guess.names))
        case "taken_in":
            return "addressee" in guess.roles and column.mostly(column.parties(guess.names))
    return False
