"""A mapping proposed for a decision log: every guess says what it rests on, and what is unsure is asked (?)."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from loaders.log.guess import DATES, Guess, find_new_dates, guessed
from loaders.log.mapping import mapping_of, word_of
from loaders.log.mapping_needs import needed
from loaders.log.profile import MOST_ROWS, LogColumn, beginnings_alone, decided_in_several, looked_at, surveyed, ways_of_writing
from loaders.log.table import LogTable
from loaders.log.trial import Trial, tried
from loaders.log.vocabulary import HEADINGS, PERFORMERS, STATUS, heading_word, is_named, step_called
from loaders.log.words import PartyNames, parts_of
from loaders.log.yaml_words import Said, Shown, scalar, shown_line
from loaders.rows.dataset import owner_of
from loaders.rows.dates import is_when
from model.errors import InputError
from model.language import Counted, Joined, Language, Text
from model.vocabulary.decisions import DecisionKind, StepKind
from model.vocabulary.period import YEAR

OF_A_STEP = ("until", "reason")
BETWEEN = (";", "|", ",", "/", "och", "samt")
"""What may stand between several addressees in a cell, tried in this order."""
MOST_ASKED = 50
"""Unknown words that are asked about, of each table."""
LONGEST_SHOWN = 80
UTC = re.compile(r"\d(?:Z| ?UTC|\+00:?00)$")
"""A time of day that is told in UTC."""
MOST_TRIALS = 5


def proposed(table: LogTable, names: PartyNames, language: Language, file: str = "MAP.yaml") -> str:
    """A mapping for the log, as YAML with its explanations in `language`; `file` is what it will be called.

    It is tried on the log until it needs nothing more, but for what is asked.
    """
    table, more = looked_at(table)
    guess, trial = guessed(surveyed(table), names), Trial()
    find_new_dates(table, guess)
    for _ in range(MOST_TRIALS):
        lines = [*_head(table, guess, file, more), *_days(guess), *_rows(table, guess, trial), *needed(guess, trial, language),
                 *_columns(guess), *_rest(guess), *_tables(guess, trial)]  # fmt: skip
        text = "".join(f"{line.rstrip()}\n" for line in (shown_line(line, language) for line in lines))
        found = _tried(table, text, names, trial)
        if found is None or (found := found.beside(trial)) == trial:
            break
        trial = found
    return text


def _tried(table: LogTable, text: str, names: PartyNames, before: Trial) -> Trial | None:
    """What the log needs beside a mapping; None when that cannot be tried before it is answered."""
    try:
        return tried(table, mapping_of(text, ""), names, before)
    except InputError:
        return None


def _head(table: LogTable, guess: Guess, file: str, more: bool) -> Iterator[Said]:
    yield (
        "",
        Text(
            "Which column of {file} says what: read it, answer what is asked (?), then: landskap load {file} --mapping {mapping}",
            file=table.path.name,
            mapping=file,
        ),
    )
    yield "", Text("A ? with a value before it goes as it stands; one with nothing before it must be answered")
    yield from (("", note) for note in table.notes)
    if more:
        yield "", Text("only the first {n} rows are looked at", n=MOST_ROWS)
    if not guess.names.called:
        yield "", Text("no landscape is there to know parties by: which words are nobody's name is told by the load")
    if table.others:
        yield f"sheet: {scalar(table.headings.place.sheet)}", Text("of all sheets it looks most like a log")
    if table.above:
        text = Text("here are the headings; what stands above them is not read: '{title}'", title=table.above)
        yield f"heading_row: {table.headings.place.row}", text
    if guess.long:
        yield "kind: long", Text("a row is an event: '{heading}' says which", heading=_heading(guess, "event"))
    else:
        yield "kind: wide", Text("a row is a decision: no column says what happened in each")
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
    utc = [value for column in dates for value in column.values if UTC.search(value)]
    if utc and 2 * len(utc) >= sum(len(column.values) for column in dates):
        text = Text(
            "? time_zone: Europe/Stockholm – if such times as '{value}' are to count by the day that it was here", value=utc[0]
        )
        yield "", text
    if len(ways) == 1:
        yield f"date_format: {scalar(ways[0])}", Text("'{value}' can be read in no other way", value=value)
    elif value:
        choices = ways or ["DD/MM/YYYY", "MM/DD/YYYY"]
        yield "date_format:", Text("? days are written as '{value}': which of {choices}", value=value, choices=", ".join(choices))


def _rows(table: LogTable, guess: Guess, trial: Trial) -> Iterator[Said]:
    """Which rows are a decision of their own, and which are none."""
    case, forum = guess.roles.get("case"), guess.roles.get("taken_in")
    event = guess.roles.get("event") if forum is guess.roles.get("addressee") else None
    if (
        case
        and forum
        and forum.mostly(forum.parties(guess.names))
        and (several := decided_in_several(table, case, forum, guess.names, event))
    ):
        number, forums = several
        text = Text(
            "'{case}' is decided in '{forums}': each makes a decision of its own", case=number, forums="', '".join(forums)
        )
        yield "per_forum: true", text
    if words := [*dict.fromkeys([*beginnings_alone(table), *trial.no_cases])][:MOST_ASKED]:
        text = Text("? rows that begin so are taken for no cases: nothing else stands in them")
        yield f"aside: [{', '.join(map(scalar, words))}]", text


def _columns(guess: Guess) -> Iterator[Said]:
    yield "columns:", ""
    for role in HEADINGS:
        if role in guess.roles and (guess.long or role not in OF_A_STEP):
            yield f"  {role}: {scalar(guess.roles[role].heading)}", _why(guess, role, guess.roles[role])
    if "addressee" not in guess.roles:
        text = Text("? each decision needs one: which column has it, or else default_addressee")
        yield "", Joined(("addressee:", text), " ")
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
        days = column.count(is_when)
        return Text(
            "{n} of {filled} values are days, such as {value}", n=days, filled=column.filled, value=_first(column, is_when)
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
        if not guess.taken(column):
            text = Text("not read: '{heading}'", heading=column.heading)
            why = _worth_a_look(guess, column) if column.filled else None
            yield "", Joined(("?", Joined((text, why))), " ") if why else text


def _worth_a_look(guess: Guess, column: LogColumn) -> Text | None:
    """What may be had of a column that is not read."""
    word = heading_word(column.heading)
    if word in STATUS:
        return Text("which tells where each stands, and not when it came to it")
    if word in PERFORMERS:
        return Text("which tells who did it. Is it taken_in or addressee?")
    if column.mostly(column.days):
        return Text("which holds days. Is it one of the steps, or due or until?")
    if column.mostly(column.parties(guess.names)):
        return Text("which holds names of parties. Is it taken_in or addressee?")
    return Text("whose name is known, but not what it holds") if is_named(column.heading) else None


def _tables(guess: Guess, trial: Trial) -> Iterator[Said]:
    addressee, forum = guess.roles.get("addressee"), guess.roles.get("taken_in")
    between = _between(addressee, guess.names) if addressee else ""
    others: list[Said] = []
    if between:
        yield f"between: {scalar(between)}", Text("it stands between several addressees in a cell")
    if guess.long and "event" in guess.roles:
        yield "events:", ""
        yield from _events(guess.roles["event"])
        if guess.roles["event"].count(bool) > guess.roles["event"].steps():
            others.append(("events: leave_out", Text("? what stands above with # before it is no step")))
    if addressee:
        unknown = _nobody(_words(addressee, between), guess.names)
        yield from _unknown("addressees", unknown, guess.names)
        if unknown:
            others.append(("addressees:", Text("? who all are that nobody is called by: an id")))
    if forum and (unknown := _nobody(_words(forum), guess.names)):
        yield from _unknown("forums", unknown if forum is not addressee else [], guess.names)
        others.append(("forums: leave_out", Text("? where nobody is called so, it is not known who decided")))
    if (kind := guess.roles.get("decision_kind")) and (unknown := _no_kinds(kind)):
        yield from _kinds(unknown)
        others.append((f"decision_kinds: {DecisionKind.DECISION}", Text("? what all others are")))
    if trial.no_dates:
        yield from _dates(trial)
        others.append(("dates: leave_out", Text("? what stands above with # before it is no date")))
    if others:
        yield "others:", Text("what all words mean that stand in no table")
        yield from ((f"  {yaml}", about) for yaml, about in others)


def _words(column: LogColumn, between: str = "") -> Iterable[str]:
    """The words of a column; with `between` those of each cell."""
    values = (word for word, _rows in column.values.most_common())
    return values if not between else dict.fromkeys(part for value in values for part in parts_of(value, between))


def _nobody(words: Iterable[str], names: PartyNames) -> list[str]:
    """The words that are no party's name, or several parties'."""
    return [word for word in words if word and len(names.of(word)) != 1]


def _dates(trial: Trial) -> Iterator[Said]:
    yield (
        "dates:",
        Text("? what such words mean: a day, a period (2026-04/2026-06) or, beside a year, its months or days (03/05)"),
    )
    words: Counter[str] = Counter()
    for word, times in trial.no_dates.items():
        words[_beside_its_year(word)] += times
    for word, times in words.most_common(MOST_ASKED):
        yield "", Joined((f"  {scalar(word)}:  #", Counted("{n} row", "{n} rows", n=times)), " ")


def _beside_its_year(word: str) -> str:
    """The words that stand beside a year, whichever it is (`HT 2026` → `HT`); else the words themselves."""
    beside = " ".join(YEAR.sub(" ", word, count=1).split())
    return beside if beside and not any(letter.isdigit() for letter in beside) else word


def _events(column: LogColumn) -> Iterator[Said]:
    for word, times in column.values.most_common():
        if kind := step_called(word):
            rows: Shown = Counted("{n} row", "{n} rows", n=times)
            unsure = heading_word(column.heading) in STATUS
            yield f"  {scalar(word)}: {kind.value}", Joined(("?", rows), " ") if unsure else rows
    for word in [word for word, _times in column.values.most_common() if not step_called(word)][:MOST_ASKED]:
        rows = Counted("{n} row", "{n} rows", n=column.values[word])
        text = Text("  {word}:  # ? which step is it ({rows}); with nothing after it: no step", word=scalar(word), rows=rows)
        yield "", text


def _no_kinds(column: LogColumn) -> list[str]:
    """The words that are no kind of decision."""
    return [word for word in column.values if word and not word_of(DecisionKind, word)]


def _kinds(unknown: Sequence[str]) -> Iterator[Said]:
    """The words that are no kind of decision, to be answered."""
    yield "decision_kinds:", Text("? no kind of decision is called as follows: say which it is, and take away the # before")
    for word in unknown[:MOST_ASKED]:
        yield "", f"  {scalar(word)}: {' ? '.join(DecisionKind)}"


def _between(column: LogColumn, names: PartyNames) -> str:
    """What stands between several known parties in some cell; nothing where all cells name one."""
    for value in column.values:
        for between in BETWEEN:
            parts = parts_of(value, between)
            if len(parts) > 1 and not names.of(value) and all(names.of(part) for part in parts):
                return between
    return ""


def _unknown(table: str, unknown: Sequence[str], names: PartyNames) -> Iterator[Said]:
    """The words that are no party's name, to be answered, where there are parties that they may be."""
    if unknown and names.called:
        yield f"{table}:", Text("? no party, or several, are called as follows: say who it is, and take away the # before")
        for word in unknown[:MOST_ASKED]:
            near = names.of(word) or names.near(word)
            yield "", f"  {scalar(word)}: {' ? '.join(near) or '?'}"
