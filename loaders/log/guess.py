"""Guess the columns of a decision log: by their headings first, then by their values."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field

from loaders.log.profile import LogColumn, count_rows_where
from loaders.log.table import LogTable
from loaders.log.vocabulary import (
    HEADINGS,
    MOVED_DUE_HEADINGS,
    PERFORMER_HEADINGS,
    STATUS_HEADINGS,
    TITLE_OR_CASE_HEADINGS,
    UNSURE_DUE_HEADINGS,
    UNSURE_STEP_WORDS,
    find_step_kind,
    fold_heading,
    is_done_word,
    is_known_heading,
    may_name_persons,
    names_object,
    names_party,
)
from loaders.log.words import PartyNames
from loaders.rows.dates import is_day, is_day_or_period, parse_excel_day
from loaders.text_files.csv_file import TableLine
from model.text.names import normalize_name
from model.vocabulary.decisions import PAUSES, STEPS_WITH_REASON, StepKind

DATE_ROLES = frozenset({"taken_on", "due", "on", "until"})
LONG_ONLY_ROLES = frozenset({"event", "on"})


@dataclass(slots=True)
class Guess:
    """The guessed role of each column."""

    columns: Sequence[LogColumn]
    names: PartyNames
    long: bool = False
    roles: dict[str, LogColumn] = field(default_factory=dict)
    steps: dict[StepKind, LogColumn] = field(default_factory=dict)
    untils: dict[StepKind, LogColumn] = field(default_factory=dict)
    """The columns of new dates that are headed as one of the pauses, such as `Bordlagt till` beside `Bordlagt den`."""
    unsure: set[str] = field(default_factory=set)
    """The roles that rest on values alone."""

    def taken(self, column: LogColumn) -> bool:
        """Return whether the column has a role already."""
        return any(column is other for other in (*self.roles.values(), *self.steps.values(), *self.untils.values()))


def guess_columns(columns: Sequence[LogColumn], names: PartyNames) -> Guess:
    """Return the role of each column: by its heading first, then by its values."""
    guess = Guess(columns, names)
    case = _find_by_heading(guess, "case") or _find_by_values(guess, "case")
    event = _find_by_heading(guess, "event") or next(filter(_may_hold_events, columns), None)
    guess.long = event is not None and event is not case and _tells_events(event, case, columns)
    if guess.long and event:
        guess.roles["event"] = event
        guess.unsure |= {"event"} if fold_heading(event.heading) in STATUS_HEADINGS else set()
    roles = [role for role in HEADINGS if guess.long or role not in LONG_ONLY_ROLES]
    for role in roles:
        if role not in guess.roles and (found := _find_by_heading(guess, role)):
            guess.roles[role] = found
            sure = role not in DATE_ROLES or found.is_mostly(found.days)
            guess.unsure |= set() if sure and fold_heading(found.heading) not in UNSURE_DUE_HEADINGS else {role}
    for role in roles:
        if role not in guess.roles and (found := _find_by_values(guess, role)):
            guess.roles[role] = found
            guess.unsure |= {role} - DATE_ROLES
    if "addressee" not in guess.roles and (found := _find_by_who(guess)):
        guess.roles["addressee"] = found
        guess.unsure.add("addressee")
    if guess.long and "addressee" in guess.roles and "taken_in" not in guess.roles:
        guess.roles["taken_in"] = guess.roles["addressee"]
    if not guess.long:
        _find_steps(guess)
        _find_new_dates_of_pauses(guess)
        _free_unused(guess)
    return guess


def _free_unused(guess: Guess) -> None:
    """Take the role from columns of new dates and of reasons where a wide log has no step that has them."""
    if not guess.steps.keys() & {*PAUSES}:
        guess.roles.pop("until", None)
    if not guess.steps.keys() & {*STEPS_WITH_REASON}:
        guess.roles.pop("reason", None)


def find_lone_new_dates(guess: Guess) -> LogColumn | None:
    """Return the column of moved due dates; in a wide log, that of new dates without a column for the day of their decision."""
    lone = not guess.long and not guess.steps.keys() & {*PAUSES}
    words = {*MOVED_DUE_HEADINGS, *(HEADINGS["until"] if lone else ())}
    return next((column for column in list_free(guess) if column.filled and fold_heading(column.heading) in words), None)


def list_free(guess: Guess) -> list[LogColumn]:
    """Return the columns that have no role."""
    return [column for column in guess.columns if not guess.taken(column)]


def _find_by_who(guess: Guess) -> LogColumn | None:
    """Return the column of parties by its heading: a free one; in a log of events, else the column of the deciding forum."""
    fits = [
        column for column in guess.columns if names_party(column.heading) and column.filled and not column.is_mostly(column.days)
    ]
    free = [column for column in fits if not guess.taken(column)]
    shared = [column for column in fits if guess.long and column is guess.roles.get("taken_in")]
    return max(free or shared, key=lambda column: column.parties(guess.names), default=None)


def _may_hold_events(column: LogColumn) -> bool:
    """Return whether the column holds words for steps and is not headed as kinds of decisions, which share words."""
    kinds = fold_heading(column.heading) in HEADINGS["decision_kind"]
    return column.filled > 0 and column.is_mostly(column.steps()) and not kinds


def _tells_events(event: LogColumn, case: LogColumn | None, columns: Sequence[LogColumn]) -> bool:
    """Return whether the column holds events rather than states: by its heading, or because cases have several rows."""
    if fold_heading(event.heading) in HEADINGS["event"] and fold_heading(event.heading) not in STATUS_HEADINGS:
        return True
    dated = any(fold_heading(column.heading) in HEADINGS["on"] for column in columns)
    return case is not None and case.repeats and (dated or fold_heading(event.heading) not in STATUS_HEADINGS)


def _find_steps(guess: Guess) -> None:
    """Add the columns that are named after a step and hold days, or words such as `klart`."""
    for column in guess.columns:
        kind = find_step_kind(column.heading)
        if not kind or kind in guess.steps or guess.taken(column):
            continue
        if column.is_mostly(column.days) or column.days > 0 or column.is_mostly(column.count(is_done_word)):
            guess.steps[kind] = column
            if not column.is_mostly(column.days) or normalize_name(column.heading) in UNSURE_STEP_WORDS:
                guess.unsure.add(kind)


def _find_new_dates_of_pauses(guess: Guess) -> None:
    """Add to each pause the column of new dates whose heading begins with the same word as the column of its day."""
    new_dates = [column for column in guess.columns if fold_heading(column.heading) in HEADINGS["until"]]
    for kind in guess.steps.keys() & {*PAUSES}:
        first = _first_word_of(guess.steps[kind])
        for column in new_dates:
            if _first_word_of(column) == first and column.is_mostly(column.days):
                guess.untils.setdefault(kind, column)


def _first_word_of(column: LogColumn) -> str:
    return fold_heading(column.heading).split(" ")[0]


def find_new_dates(table: LogTable, guess: Guess) -> None:
    """Guess the new date of pauses: the only free column of days that is filled in their rows and hardly elsewhere."""
    _find_of_steps(table, guess, "until", PAUSES, lambda column: column.is_mostly(column.days))


def find_reasons(table: LogTable, guess: Guess) -> None:
    """Guess the reason of pauses and endings: the only free column of words that is filled in their rows and hardly elsewhere."""

    def tells(column: LogColumn) -> bool:
        known = is_known_heading(column.heading) or may_name_persons(column.heading) or names_object(column.heading)
        return not (
            known or any(map(column.is_mostly, (column.days, column.numbers, column.parties(guess.names), column.steps())))
        )

    _find_of_steps(table, guess, "reason", STEPS_WITH_REASON, tells)


def _find_of_steps(
    table: LogTable, guess: Guess, role: str, kinds: Collection[StepKind], fits: Callable[[LogColumn], bool]
) -> None:
    """Guess the column of a role: the only free one that fits and is filled in rows of some kinds of step, hardly elsewhere."""
    event = guess.roles.get("event")
    begins = [guess.steps[kind] for kind in kinds if kind in guess.steps]

    def tells_step(line: TableLine) -> bool:
        return find_step_kind(event.cell(line)) in kinds if event else any(column.cell(line) for column in begins)

    rows, told = count_rows_where(table, lambda _line: True), count_rows_where(table, tells_step)
    if role in guess.roles or not 0 < 2 * told < rows:
        return
    free = [column for column in guess.columns if column.filled and not guess.taken(column) and fits(column)]
    found = [column for column in free if _is_filled_on(table, column, tells_step)]
    if len(found) == 1:
        guess.roles[role] = found[0]
        guess.unsure.add(role)


def _is_filled_on(table: LogTable, column: LogColumn, holds: Callable[[TableLine], bool]) -> bool:
    return column.is_nearly_all(count_rows_where(table, lambda line: bool(column.cell(line)) and holds(line)))


def _find_by_heading(guess: Guess, role: str) -> LogColumn | None:
    words = [word for word in HEADINGS[role] if not (guess.long and role == "taken_on" and word in HEADINGS["on"])]
    free = [column for column in guess.columns if fold_heading(column.heading) in words and not guess.taken(column)]
    fits = [column for column in free if _is_possible(guess, role, column)]
    return min(
        fits, key=lambda column: (_rank_object(guess, role, column), words.index(fold_heading(column.heading))), default=None
    )


def _rank_object(guess: Guess, role: str, column: LogColumn) -> tuple[bool, int]:
    """Return the sort key of a column of objects in OCEL for a role of parties: qualifiers, then those that name most parties."""
    if role not in ("taken_in", "addressee") or not names_object(column.heading):
        return False, 0
    return column.heading.startswith("ocel:type:"), -column.parties(guess.names)


def _is_possible(guess: Guess, role: str, column: LogColumn) -> bool:
    """Return whether the column's values allow the role that its heading gives."""
    word = fold_heading(column.heading)
    if role == "case" and word in TITLE_OR_CASE_HEADINGS and column.filled:
        others = any(other.is_nearly_all(other.numbers) for other in guess.columns if other is not column)
        return column.is_mostly(column.numbers) or not (others or column.is_mostly(column.prose))
    if role == "addressee" and word in PERFORMER_HEADINGS and column.filled:
        return column.count(guess.names.of) > 0
    if role in ("addressee", "taken_in") and column.filled and column.is_mostly(column.days):
        return False
    if role not in DATE_ROLES:
        return True
    counted = column.filled > 0 and column.is_mostly(column.count(lambda value: is_day(value) or parse_excel_day(value)))
    return column.is_mostly(column.days) or counted or (role == "due" and column.count(is_day_or_period) > 0)


def _find_by_values(guess: Guess, role: str) -> LogColumn | None:
    """Return the only free column whose values fit a role; None when there is none, or several. Persons fit none."""
    free = [column for column in guess.columns if column.filled and not guess.taken(column)]
    free = [column for column in free if not may_name_persons(column.heading)]
    fits = [column for column in free if _fits_role(guess, role, column)]
    return fits[0] if len(fits) == 1 else None


def _fits_role(guess: Guess, role: str, column: LogColumn) -> bool:
    match role:
        case "case":
            return column.is_nearly_all(column.numbers)
        case "title":
            return column.is_nearly_all(column.prose) and not is_known_heading(column.heading)
        case "on":
            return column.is_mostly(column.days)
        case "addressee":
            return column.is_mostly(column.parties(guess.names))
        case "taken_in":
            return "addressee" in guess.roles and column.is_mostly(column.parties(guess.names))
    return False
