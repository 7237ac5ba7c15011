"""Propose a mapping for a decision log. Every guess has its reason in a comment; `?` marks an unsure one."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from loaders.event_logs.packed import PACKED_ENDING
from loaders.log.guess import DATE_ROLES, Guess, find_lone_new_dates, find_new_dates, find_reasons, guess_columns, list_free
from loaders.log.mapping import LEAVE_OUT, find_code, parse_mapping
from loaders.log.mapping_needs import list_needs
from loaders.log.mapping_text import MappingEntry, format_entries, format_key
from loaders.log.profile import (
    MOST_PROFILED_ROWS,
    LogColumn,
    find_date_formats,
    find_lone_beginnings,
    find_shared_case,
    profile_columns,
    take_first_rows,
)
from loaders.log.table import LogTable
from loaders.log.trial import Trial, try_mapping
from loaders.log.vocabulary import (
    HEADINGS,
    PERFORMER_HEADINGS,
    STATUS_HEADINGS,
    UNSURE_STEP_WORDS,
    find_step_kind,
    fold_heading,
    is_done_word,
    is_known_heading,
    may_be_last_day,
    names_object,
)
from loaders.log.words import PARTY_SEPARATORS, PartyNames, find_separators, split_parties
from loaders.rows.dataset import source_id_of
from loaders.rows.dates import is_day_or_period
from model.errors import InputError
from model.language import JoinedText, Language, PluralText, Text
from model.text.names import normalize_name
from model.vocabulary.decisions import KIND_WORDS, PAUSES, STEPS_WITH_REASON, DecisionKind, StepKind
from model.vocabulary.period import YEAR

STEP_ROLES = ("until", "reason")
MOST_WORDS_ASKED = 50
"""Unknown words that each table asks about."""
LONGEST_EXAMPLE = 80
UTC_TIME = re.compile(r"\d(?:Z| ?UTC|\+00:?00)$")
"""The end of a time of day in UTC."""
MOST_TRIALS = 5
MOST_OBJECTS_NAMED = 20
"""Columns of objects in OCEL that a remark names."""


def propose_mapping(table: LogTable, names: PartyNames, language: Language, file: str = "MAP.yaml") -> str:
    """Return a mapping for the log, as YAML with explanations in `language`; `file` is the name that it will have.

    The mapping is tried on the log, and entries added, until the log needs no more than answers.
    """
    table, more = take_first_rows(table)
    guess, trial = guess_columns(profile_columns(table), names), Trial()
    find_new_dates(table, guess)
    find_reasons(table, guess)
    for _ in range(MOST_TRIALS):
        entries = [
            *_propose_head(table, guess, file, more),
            *_propose_days(guess),
            *_propose_rows(table, guess, trial),
            *list_needs(guess, trial, language),
            *_propose_columns(guess),
            *_propose_rest(guess),
            *_propose_tables(guess, trial),
        ]
        text = format_entries(entries, language)
        found = _try_unanswered(table, text, names, trial)
        if found is None or (found := found.beside(trial)) == trial:
            break
        trial = found
    return text


def _try_unanswered(table: LogTable, text: str, names: PartyNames, before: Trial) -> Trial | None:
    """Return what the log needs beside the mapping; None when the mapping cannot be tried before it is answered."""
    try:
        return try_mapping(table, parse_mapping(text, ""), names, before)
    except InputError:
        return None


def _propose_head(table: LogTable, guess: Guess, file: str, more: bool) -> Iterator[MappingEntry]:
    yield _remark(
        Text(
            "The columns of {file}: check them, answer the questions (?), then: landskap load {file} --mapping {mapping}",
            file=table.path.name,
            mapping=file,
        )
    )
    yield _remark(Text("A ? after a value asks you to check it; a ? without a value must be answered"))
    yield from map(_remark, table.notes)
    if more:
        yield _remark(Text("only the first {n} rows were examined", n=MOST_PROFILED_ROWS))
    if not guess.names.ids_by_name:
        yield _remark(Text("there is no landscape yet: unknown names of parties are reported when the log is loaded"))
    if table.others:
        yield MappingEntry(("sheet",), table.headings.place.sheet, Text("the sheet that looks most like a log"))
    if table.above:
        text = Text("the row of the headings; the rows above it are not read: '{title}'", title=table.above)
        yield MappingEntry(("heading_row",), table.headings.place.row, text)
    if guess.long:
        event = guess.roles["event"].heading if "event" in guess.roles else ""
        yield MappingEntry(("kind",), "long", Text("a row is an event, named in '{heading}'", heading=event))
    else:
        yield MappingEntry(("kind",), "wide", Text("a row is a decision: no column names events"))
    name = table.path.name.removesuffix(PACKED_ENDING)
    text = Text("? the id of the source that every record names as its evidence; keep it for later exports")
    yield MappingEntry(("source",), source_id_of(Path(name)), text)
    text = Text("? the name of that source; remove the line if the landscape has the source already")
    yield MappingEntry(("source_name",), Path(name).stem, text)


def _remark(text: Text | str) -> MappingEntry:
    """Return a comment on a line of its own."""
    return MappingEntry((), None, text)


def _propose_days(guess: Guess) -> Iterator[MappingEntry]:
    dates = [column for role, column in guess.roles.items() if role in DATE_ROLES] + list(guess.steps.values())
    ways, value = find_date_formats(dates)
    utc = [value for column in dates for value in column.values if UTC_TIME.search(value)]
    if utc and 2 * len(utc) >= sum(len(column.values) for column in dates):
        text = Text("? time_zone: Europe/Stockholm – if times such as '{value}' should count by the local day", value=utc[0])
        yield _remark(text)
    if len(ways) == 1:
        yield MappingEntry(("date_format",), ways[0], Text("'{value}' can be read in no other way", value=value))
    elif value:
        choices = ", ".join(ways or ["DD/MM/YYYY", "MM/DD/YYYY"])
        text = Text("? days are written as '{value}': choose among {choices}", value=value, choices=choices)
        yield MappingEntry(("date_format",), None, text)


def _propose_rows(table: LogTable, guess: Guess, trial: Trial) -> Iterator[MappingEntry]:
    """Yield the entries for cases that several forums decide, and for rows that are no cases."""
    case, forum = guess.roles.get("case"), guess.roles.get("taken_in")
    event = guess.roles.get("event") if forum is guess.roles.get("addressee") else None
    if (
        case
        and forum
        and forum.is_mostly(forum.parties(guess.names))
        and (several := find_shared_case(table, case, forum, guess.names, event))
    ):
        number, forums = several
        text = Text("'{case}' is decided in '{forums}': each has a decision of its own", case=number, forums="', '".join(forums))
        unsure = any(len(guess.names.of(word)) != 1 for word in forums)
        yield MappingEntry(("per_forum",), True, JoinedText(("?", text), " ") if unsure else text)
    if words := [*dict.fromkeys([*find_lone_beginnings(table), *trial.no_cases])][:MOST_WORDS_ASKED]:
        text = Text("? rows that begin so seem to be no cases: they have nothing else")
        yield MappingEntry(("aside",), words, text)


def _propose_columns(guess: Guess) -> Iterator[MappingEntry]:
    yield MappingEntry(("columns",))
    for role in HEADINGS:
        if role in guess.roles and (guess.long or role not in STEP_ROLES):
            yield MappingEntry(("columns", role), guess.roles[role].heading, _explain_guess(guess, role, guess.roles[role], role))
    yield from _propose_last_days(guess)
    if "addressee" not in guess.roles:
        text = Text("? each decision needs one: name its column, or give default_addressee")
        yield _remark(JoinedText(("addressee:", text), " "))
    if "case" not in guess.roles:
        known = ", ".join(column.heading for column in guess.columns)
        text = Text("? which column has the case number: {headings}", headings=known)
        yield MappingEntry(("columns", "case"), None, text)
    if guess.long and "on" not in guess.roles:
        yield MappingEntry(("columns", "on"), None, Text("? which column has the day of the event"))
    for kind, column in guess.steps.items():
        about = _explain_guess(guess, "on", column, kind)
        yield MappingEntry(("columns", "steps", kind.value), _columns_of_step(guess, kind, column), about)


def _propose_last_days(guess: Guess) -> Iterator[MappingEntry]:
    """Yield a question for each column that may hold due dates, or new ones, and that no step or heading explains."""
    holds = [column for column in list_free(guess) if column.filled and _may_hold_last_days(column)]
    if holds and "due" not in guess.roles:
        headings = ", ".join(f"'{column.heading}'" for column in holds)
        text = Text(
            "? is the due date in {headings} (days, periods or words)? Then give that heading; empty: no column has it",
            headings=headings,
        )
        yield MappingEntry(("columns", "due"), None, text)
    if moved := find_lone_new_dates(guess):
        text = Text(
            "? '{heading}' has new dates, but no column the day on which each was decided: "
            "name it here if they count as the due date; empty: not read",
            heading=moved.heading,
        )
        yield MappingEntry(("columns", "due_moved"), None, text)


def _may_hold_last_days(column: LogColumn) -> bool:
    """Return whether an unknown column mostly holds days, periods and words for them, and not days alone."""
    told = column.count(may_be_last_day)
    return column.is_mostly(told) and told > column.days and not is_known_heading(column.heading)


def _columns_of_step(guess: Guess, kind: StepKind, column: LogColumn) -> str | dict[str, str]:
    """Return the heading of a step's day; of a pause or an ending with those of its new date and reason."""
    found = {**guess.roles, **({"until": guess.untils[kind]} if kind in guess.untils else {})}
    roles = [role for role in STEP_ROLES if role in found and (role != "until" or kind in PAUSES)]
    more = {role: found[role].heading for role in roles}
    return {"on": column.heading, **more} if more and kind in STEPS_WITH_REASON else column.heading


def _explain_guess(guess: Guess, role: str, column: LogColumn, key: str) -> Text:
    """Return the reason of a guess, after `?` if its `key` (a role or step) is unsure."""
    why = _describe_evidence(guess, role, column)
    return JoinedText(("?", why), " ") if key in guess.unsure else why


def _describe_evidence(guess: Guess, role: str, column: LogColumn) -> Text:
    if role in DATE_ROLES:
        days = column.count(is_day_or_period)
        return Text(
            "{n} of {filled} values are days, such as {value}",
            n=days,
            filled=column.filled,
            value=_find_example(column, is_day_or_period),
        )
    if role in ("taken_in", "addressee"):
        return Text(
            "{n} of {filled} values are names of parties in the landscape", n=column.parties(guess.names), filled=column.filled
        )
    if role == "event":
        return Text("{n} of {filled} values are known words for steps", n=column.steps(), filled=column.filled)
    if role in guess.unsure:
        return Text("by its content; {filled} values, such as {value}", filled=column.filled, value=_find_example(column, bool))
    return Text("by its heading; {filled} values, such as {value}", filled=column.filled, value=_find_example(column, bool))


def _find_example(column: LogColumn, holds: object) -> str:
    value = next((value for value in column.values if value and callable(holds) and holds(value)), "–")
    return value if len(value) <= LONGEST_EXAMPLE else f"{value[:LONGEST_EXAMPLE]}…"


def _propose_rest(guess: Guess) -> Iterator[MappingEntry]:
    """Yield a remark on each column that is not read, with a possible use; one on all columns of objects in OCEL."""
    free = list_free(guess)
    if objects := sorted((column.heading for column in free if names_object(column.heading)), key=lambda one: one.count(":")):
        named = [f"'{heading}'" for heading in objects[:MOST_OBJECTS_NAMED]] + ["…"] * (len(objects) > MOST_OBJECTS_NAMED)
        yield _remark(PluralText("not read: {n} column of objects: {headings}", "not read: {n} columns of objects: {headings}",
                                 n=len(objects), headings=", ".join(named)))  # fmt: skip
    for column in free:
        if not names_object(column.heading):
            text = Text("not read: '{heading}'", heading=column.heading)
            why = _suggest_use(guess, column) if column.filled else None
            yield _remark(JoinedText(("?", JoinedText((text, why))), " ") if why else text)


def _suggest_use(guess: Guess, column: LogColumn) -> Text | None:
    """Return the possible use of a column that is not read; None without one."""
    word = fold_heading(column.heading)
    if word in STATUS_HEADINGS:
        return Text("which has the state of each, and not its day")
    if word in PERFORMER_HEADINGS:
        return Text("which names who acted. Is it taken_in or addressee?")
    if column.is_mostly(column.days):
        if "taken_on" not in guess.roles:
            return Text("which holds days. Is it taken_on (the day of the decision), one of the steps, or due or until?")
        return Text("which holds days. Is it one of the steps, or due or until?")
    if _may_hold_last_days(column):
        return Text("which holds days, periods or words for them. Is it due or until?")
    if column.is_mostly(column.parties(guess.names)):
        return Text("which holds names of parties. Is it taken_in or addressee?")
    return Text("whose heading is known, but not its values") if is_known_heading(column.heading) else None


def _propose_tables(guess: Guess, trial: Trial) -> Iterator[MappingEntry]:
    addressee, forum = guess.roles.get("addressee"), guess.roles.get("taken_in")
    between = _find_separators(addressee, guess.names) if addressee else ()
    others: list[MappingEntry] = []
    if between:
        yield MappingEntry(
            ("between",),
            between[0] if len(between) == 1 else list(between),
            Text("separates several addressees in a cell"),
        )
    if guess.long and "event" in guess.roles:
        yield MappingEntry(("events",))
        yield from _propose_events(guess.roles["event"])
        if guess.roles["event"].count(bool) > guess.roles["event"].steps():
            others.append(MappingEntry(("others", "events"), LEAVE_OUT, Text("? the words above with # are no steps")))
    if addressee:
        unknown = _find_unknown_parties(_words_of(addressee, between), guess.names)
        yield from _propose_unknown("addressees", unknown, guess.names)
        if unknown:
            about = Text("? the id for all names that no party has, or leave_out (no party)")
            others.append(MappingEntry(("others", "addressees"), None, about))
    if forum and (unknown := _find_unknown_parties(_words_of(forum), guess.names)):
        yield from _propose_unknown("forums", unknown if forum is not addressee else [], guess.names)
        others.append(
            MappingEntry(("others", "forums"), LEAVE_OUT, Text("? where no party has the name, it is unknown who decided"))
        )
    if (kind := guess.roles.get("decision_kind")) and (unknown := _find_unknown_kinds(kind)):
        yield from _propose_kinds(unknown)
        others.append(MappingEntry(("others", "decision_kinds"), DecisionKind.DECISION.value, Text("? the kind of all others")))
    if trial.no_dates or trial.slips:
        yield from _propose_dates(trial)
        others.append(MappingEntry(("others", "dates"), LEAVE_OUT, _explain_no_dates(trial)))
    if others:
        yield MappingEntry(("others",), None, Text("the meaning of all words that no table has"))
        yield from others


def _words_of(column: LogColumn, between: Sequence[str] = ()) -> Iterable[str]:
    """Return the words of a column; with `between`, the words within each cell."""
    values = (word for word, _rows in column.values.most_common())
    return values if not between else dict.fromkeys(part for value in values for part in split_parties(value, between))


def _find_unknown_parties(words: Iterable[str], names: PartyNames) -> list[str]:
    """Return the words that are the name of no party, or of several."""
    return [word for word in words if word and len(names.of(word)) != 1]


def _propose_dates(trial: Trial) -> Iterator[MappingEntry]:
    if not trial.no_dates:
        return
    text = Text("? the meaning of such words: a day, a period (2026-04/2026-06) or, beside a year, its months or days (03/05)")
    yield MappingEntry(("dates",), None, text)
    if done := next(filter(is_done_word, trial.no_dates), None):
        yield _remark(
            Text("of a step, '{word}' tells no day: say the one by which it was done, as that of the export", word=done)
        )
    words: Counter[str] = Counter()
    for word, times in trial.no_dates.items():
        words[_strip_year(word)] += times
    for word, times in words.most_common(MOST_WORDS_ASKED):
        yield _remark(JoinedText((f"  {format_key(word)}  #", PluralText("{n} row", "{n} rows", n=times)), " "))


def _explain_no_dates(trial: Trial) -> Text:
    about = Text("? the words above with # are no dates")
    if not trial.slips:
        return about
    count, value = trial.slips.total(), next(iter(trial.slips))
    if not trial.no_dates:
        return PluralText(
            "? a slip such as {value} ({n} row) is no date: correct it in the log, or keep this line",
            "? slips such as {value} ({n} rows) are no dates: correct them in the log, or keep this line",
            n=count,
            value=value,
        )
    slips = PluralText(
        "nor is a slip such as {value} ({n} row)", "nor are slips such as {value} ({n} rows)", n=count, value=value
    )
    return JoinedText((about, slips))


def _strip_year(word: str) -> str:
    """Return the words beside a year (`HT 2026` → `HT`); without a year, the words themselves."""
    beside = " ".join(YEAR.sub(" ", word, count=1).split())
    return beside if beside and not any(letter.isdigit() for letter in beside) else word


def _propose_events(column: LogColumn) -> Iterator[MappingEntry]:
    for word, times in column.values.most_common():
        if kind := find_step_kind(word):
            rows: Text = PluralText("{n} row", "{n} rows", n=times)
            unsure = fold_heading(column.heading) in STATUS_HEADINGS or normalize_name(word) in UNSURE_STEP_WORDS
            yield MappingEntry(("events", word), kind.value, JoinedText(("?", rows), " ") if unsure else rows)
    for word in [word for word, _times in column.values.most_common() if not find_step_kind(word)][:MOST_WORDS_ASKED]:
        rows = PluralText("{n} row", "{n} rows", n=column.values[word])
        text = Text("? which step is it ({rows}); empty: no step", rows=rows)
        yield _remark(JoinedText((f"  {format_key(word)}  #", text), " "))


def _find_unknown_kinds(column: LogColumn) -> list[str]:
    """Return the words that are no kind of decision."""
    return [word for word in column.values if word and not find_code(DecisionKind, word)]


def _propose_kinds(unknown: Sequence[str]) -> Iterator[MappingEntry]:
    """Yield a question for each word that is no kind of decision."""
    question = Text("? these words are no kind of decision: choose one for each, and remove the #")
    yield MappingEntry(("decision_kinds",), None, question)
    for word in unknown[:MOST_WORDS_ASKED]:
        if likely := KIND_WORDS.get(normalize_name(word)):
            yield MappingEntry(("decision_kinds", word), likely.value, Text("? this word likely means {kind}", kind=likely.term))
        else:
            yield _remark(f"  {format_key(word)} {' ? '.join(DecisionKind)}")


def _find_separators(column: LogColumn, names: PartyNames) -> Sequence[str]:
    """Return what stands between several known parties in cells; nothing where all cells name one."""
    found = {between for value in column.values if not names.of(value) for between in find_separators(value, names.of)}
    return [between for between in PARTY_SEPARATORS if between in found]


def _propose_unknown(table: str, unknown: Sequence[str], names: PartyNames) -> Iterator[MappingEntry]:
    """Yield a question for each word that is no party's name, where there are parties to choose from."""
    if unknown and names.ids_by_name:
        question = Text("? no party, or several, have these names: choose one for each, and remove the #")
        yield MappingEntry((table,), None, question)
        for word in unknown[:MOST_WORDS_ASKED]:
            near = names.of(word) or names.near(word)
            yield _remark(f"  {format_key(word)} {' ? '.join(near) or '?'}")
