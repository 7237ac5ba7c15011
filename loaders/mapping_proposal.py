"""A mapping proposed for a decision log: every guess says what it rests on, and what is unsure is asked (?)."""

import json
import re
from collections.abc import Iterator, Mapping

from loaders.log_dates import is_day
from loaders.log_guess import DATES, Guess, guessed
from loaders.log_mapping import word_of
from loaders.log_survey import LogColumn, beginnings_alone, decided_in_several, surveyed, ways_of_writing
from loaders.log_table import LogTable
from loaders.log_vocabulary import HEADINGS, step_called
from loaders.log_words import PartyNames
from loaders.reading import owner_of
from model.decisions import DecisionKind, StepKind
from model.language import Counted, Joined, Language, Text

OF_A_STEP = ("until", "reason")
BETWEEN = (";", "|", ",", "/")
"""What may stand between several addressees in a cell, tried in this order."""
MOST_ASKED = 50
"""Unknown words that are asked about, of each table."""
LONGEST_SHOWN = 80
PLAIN = re.compile(r"[^\W\d_][\w -]*[^\W_]")
NOT_WORDS = frozenset({"null", "true", "false"})
UNPRINTABLE = re.compile(r"[^\S ]|[\x7f-\xa0]")


def proposed(table: LogTable, names: PartyNames, language: Language, file: str = "MAP.yaml") -> str:
    """A mapping for the log, as YAML with its explanations in `language`; `file` is what it will be called."""
    guess = guessed(surveyed(table), names)
    lines = [
        *_head(table, guess, file), *_days(guess), *_rows(table, guess), *_columns(guess), *_rest(guess), *_tables(guess)
    ]  # fmt: skip
    return "".join(f"{line.rstrip()}\n" for line in (_shown(line, language) for line in lines))


Shown = Text | str
Said = tuple[str, Shown]
"""A line of YAML, and the comment after it."""


def _shown(line: Said, language: Language) -> str:
    yaml, about = line
    comment = about if isinstance(about, str) else about.in_(language)
    return f"{yaml}  # {_clean(comment)}" if yaml and comment else f"# {_clean(comment)}" if comment else yaml


def _clean(text: str) -> str:
    """Text that stays on its line and shows what it is."""
    return UNPRINTABLE.sub(" ", "".join(char if char.isprintable() else " " for char in text))


def scalar(text: str) -> str:
    """Text as YAML, plain where it can be."""
    if PLAIN.fullmatch(text) and text.isprintable() and text.casefold() not in NOT_WORDS:
        return text
    quoted = json.dumps(text, ensure_ascii=False)
    return "".join(char if char.isprintable() else f"\\U{ord(char):08x}" for char in quoted)


def _head(table: LogTable, guess: Guess, file: str) -> Iterator[Said]:
    yield (
        "",
        Text(
            "Which column of {file} says what: read it, answer what is asked (?), then: landskap load {file} --mapping {mapping}",
            file=table.path.name,
            mapping=file,
        ),
    )
    yield from (("", note) for note in table.notes)
    if table.above:
        text = Text("here are the headings; what stands above them is not read: '{title}'", title=table.above)
        yield f"heading_row: {table.headings.place.row}", text
    if guess.long:
        yield "kind: long", Text("a row is an event: '{heading}' holds words for steps", heading=_heading(guess, "event"))
    else:
        yield "kind: wide", Text("a row is a decision: no column holds words for steps")
    yield (
        f"source: {owner_of(table.path)}",
        Text("? the id of the source that every record names as its evidence; keep it for later exports"),
    )
    yield (
        f"source_name: {scalar(table.path.stem)}",
        Text("? the name of that source; take the line away if the landscape has it already"),
    )


def _heading(guess: Guess, role: str) -> str:
    return guess.roles[role].heading if role in guess.roles else ""


def _days(guess: Guess) -> Iterator[Said]:
    dates = [column for role, column in guess.roles.items() if role in DATES] + list(guess.steps.values())
    ways, value = ways_of_writing(dates)
    if len(ways) == 1:
        yield f"date_format: {scalar(ways[0])}", Text("'{value}' can be read in no other way", value=value)
    elif value:
        choices = ways or ["DD/MM/YYYY", "MM/DD/YYYY"]
        yield "date_format:", Text("? days are written as '{value}': which of {choices}", value=value, choices=", ".join(choices))


def _rows(table: LogTable, guess: Guess) -> Iterator[Said]:
    """Which rows are a decision of their own, and which are none."""
    case, forum = guess.roles.get("case"), guess.roles.get("taken_in")
    event = guess.roles.get("event") if forum is guess.roles.get("addressee") else None
    if case and forum and (several := decided_in_several(table, case, forum, guess.names, event)):
        number, forums = several
        text = Text(
            "'{case}' is decided in '{forums}': each makes a decision of its own", case=number, forums="', '".join(forums)
        )
        yield "per_forum: true", text
    if words := beginnings_alone(table)[:MOST_ASKED]:
        text = Text("? rows that begin so are taken for no cases: nothing else stands in them")
        yield f"aside: [{', '.join(map(scalar, words))}]", text


def _columns(guess: Guess) -> Iterator[Said]:
    yield "columns:", ""
    for role in HEADINGS:
        if role in guess.roles and (guess.long or role not in OF_A_STEP):
            yield f"  {role}: {scalar(guess.roles[role].heading)}", _why(guess, role, guess.roles[role])
    if "case" not in guess.roles:
        yield (
            "  case:",
            Text("? which column has the case number: {headings}", headings=", ".join(c.heading for c in guess.columns)),
        )
    if guess.long and "on" not in guess.roles:
        yield "  on:", Text("? which column has the day of the event")
    if guess.steps:
        yield "  steps:", ""
    for kind, column in guess.steps.items():
        yield f"    {kind.value}: {_step(guess, kind, column)}", _why(guess, "on", column)


def _step(guess: Guess, kind: StepKind, column: LogColumn) -> str:
    """The columns of a step: of a pause or an ending also its new date and reason."""
    more = [f"{role}: {scalar(guess.roles[role].heading)}" for role in OF_A_STEP if role in guess.roles]
    plain = kind in (StepKind.COMMUNICATED, StepKind.LINE_DECISION, StepKind.EXECUTED, StepKind.REPORTED_BACK, StepKind.RESUMED)
    return scalar(column.heading) if plain or not more else "{" + ", ".join([f"on: {scalar(column.heading)}", *more]) + "}"


def _why(guess: Guess, role: str, column: LogColumn) -> Text:
    """What the guess rests on, with `?` where that is what the column holds alone."""
    why = _rests_on(guess, role, column)
    return Joined(("?", why), " ") if role in guess.unsure else why


def _rests_on(guess: Guess, role: str, column: LogColumn) -> Text:
    if role in DATES:
        return Text(
            "{n} of {filled} values are days, such as {value}", n=column.days, filled=column.filled, value=_first(column, is_day)
        )
    if role in ("taken_in", "addressee"):
        return Text(
            "{n} of {filled} values are names of parties in the landscape", n=column.parties(guess.names), filled=column.filled
        )
    if role == "event":
        return Text("{n} of {filled} values are known words for steps", n=column.steps(), filled=column.filled)
    if role in guess.unsure:
        return Text("by what it holds; {filled} values, such as {value}", filled=column.filled, value=_first(column, bool))
    return Text("by its heading; {filled} values, such as {value}", filled=column.filled, value=_first(column, bool))


def _first(column: LogColumn, holds: object) -> str:
    value = next((value for value in column.values if value and callable(holds) and holds(value)), "–")
    return value if len(value) <= LONGEST_SHOWN else f"{value[:LONGEST_SHOWN]}…"


def _rest(guess: Guess) -> Iterator[Said]:
    """The columns that are not read, and why one might want them."""
    for column in guess.columns:
        if guess.taken(column):
            continue
        if column.filled and column.mostly(column.days):
            text = Text(
                "? not read: '{heading}', which holds days. Is it one of the steps, or due or until?", heading=column.heading
            )
        elif column.filled and column.mostly(column.parties(guess.names)):
            text = Text(
                "? not read: '{heading}', which holds names of parties. Is it taken_in or addressee?", heading=column.heading
            )
        else:
            text = Text("not read: '{heading}'", heading=column.heading)
        yield "", text


def _tables(guess: Guess) -> Iterator[Said]:
    addressee, forum = guess.roles.get("addressee"), guess.roles.get("taken_in")
    between = _between(addressee, guess.names) if addressee else ""
    if between:
        yield f"between: {scalar(between)}", Text("it stands between several addressees in a cell")
    if guess.long and "event" in guess.roles:
        yield "events:", ""
        yield from _events(guess.roles["event"])
    if addressee:
        values = (
            addressee.values
            if not between
            else {part: n for value, n in addressee.values.items() for part in _split(value, between)}
        )
        yield from _unknown("addressees", values, guess.names)
    if forum and forum is not addressee:
        yield from _unknown("forums", forum.values, guess.names)
    if kind := guess.roles.get("decision_kind"):
        yield from _kinds(kind)


def _events(column: LogColumn) -> Iterator[Said]:
    for word, times in column.values.most_common(MOST_ASKED):
        rows = Counted("{n} row", "{n} rows", n=times)
        if kind := step_called(word):
            yield f"  {scalar(word)}: {kind.value}", rows
        elif word:
            yield (
                "",
                Text(
                    "  {word}:  # ? which step is it ({rows}); with nothing after it: no step",
                    word=scalar(word),
                    rows=rows,
                ),
            )


def _kinds(column: LogColumn) -> Iterator[Said]:
    """The words that are no kind of decision, to be answered."""
    unknown = [word for word in column.values if word and not word_of(DecisionKind, word)][:MOST_ASKED]
    if unknown:
        yield "decision_kinds:", Text("? no kind of decision is called as follows: say which it is, and take away the # before")
    for word in unknown:
        yield "", f"  {scalar(word)}: {' ? '.join(DecisionKind)}"


def _split(value: str, between: str) -> list[str]:
    return [part.strip() for part in value.replace("\n", between).split(between) if part.strip()]


def _between(column: LogColumn, names: PartyNames) -> str:
    """What stands between several known parties in some cell; nothing where all cells name one."""
    for value in column.values:
        for between in BETWEEN:
            parts = _split(value, between)
            if len(parts) > 1 and not names.of(value) and all(names.of(part) for part in parts):
                return between
    return ""


def _unknown(table: str, values: Mapping[str, int], names: PartyNames) -> Iterator[Said]:
    """The words that are no party's name, to be answered."""
    unknown = [word for word in values if word and len(names.of(word)) != 1][:MOST_ASKED]
    if unknown:
        yield f"{table}:", Text("? no party, or several, are called as follows: say who it is, and take away the # before")
    for word in unknown:
        near = names.of(word) or names.near(word)
        yield "", f"  {scalar(word)}: {' ? '.join(near) or '?'}"
