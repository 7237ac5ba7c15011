"""What the columns of a decision log seem to be: by their headings first, then by what they hold."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from loaders.log_survey import LogColumn
from loaders.log_vocabulary import HEADINGS, step_called
from loaders.log_words import PartyNames
from model.decisions import StepKind
from queries.parties import folded

DATES = frozenset({"taken_on", "due", "on", "until"})
LONG_ONLY, WIDE_ONLY = frozenset({"event", "on"}), frozenset({"taken_on"})


@dataclass(slots=True)
class Guess:
    """What the columns are taken for."""

    columns: Sequence[LogColumn]
    names: PartyNames
    long: bool = False
    roles: dict[str, LogColumn] = field(default_factory=dict)
    steps: dict[StepKind, LogColumn] = field(default_factory=dict)

    def taken(self, column: LogColumn) -> bool:
        """Whether the column is taken for something already."""
        return any(column is other for other in (*self.roles.values(), *self.steps.values()))


def guessed(columns: Sequence[LogColumn], names: PartyNames) -> Guess:
    """What each column seems to be: by its heading first, then by what it holds."""
    guess = Guess(columns, names)
    event = next((column for column in columns if column.filled and column.mostly(column.steps())), None)
    guess.long = event is not None or _by_heading(guess, "event") is not None
    if guess.long and event:
        guess.roles["event"] = event
    for role in HEADINGS:
        found = None if role in (WIDE_ONLY if guess.long else LONG_ONLY) else _by_heading(guess, role) or _by_values(guess, role)
        if found and role not in guess.roles:
            guess.roles[role] = found
    if guess.long and "addressee" in guess.roles and "taken_in" not in guess.roles:
        guess.roles["taken_in"] = guess.roles["addressee"]
    if not guess.long:
        _find_steps(guess)
    return guess


def _find_steps(guess: Guess) -> None:
    """The columns of days that are called as a step is."""
    for column in guess.columns:
        kind = step_called(column.heading)
        if kind and kind not in guess.steps and not guess.taken(column) and column.mostly(column.days):
            guess.steps[kind] = column


def _by_heading(guess: Guess, role: str) -> LogColumn | None:
    words = HEADINGS[role]
    free = [column for column in guess.columns if folded(column.heading) in words and not guess.taken(column)]
    fits = [column for column in free if role not in DATES or column.mostly(column.days)]
    return min(fits, key=lambda column: words.index(folded(column.heading)), default=None)


def _by_values(guess: Guess, role: str) -> LogColumn | None:
    """The only column left that holds days, for the day of an event; that holds names of parties, for an addressee."""
    if role not in ("on", "addressee"):
        return None
    fits = [
        column for column in guess.columns
        if column.filled and not guess.taken(column)
        and column.mostly(column.days if role == "on" else column.parties(guess.names))
    ]  # fmt: skip
    return fits[0] if len(fits) == 1 else None
