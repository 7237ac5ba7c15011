"""Read the rows of a decision log one by one: the case, the decision's values, the addressees and the events."""

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from loaders.log.columns import LogColumns
from loaders.log.mapping import LEAVE_OUT, MappingFile, StepColumns, find_code
from loaders.log.vocabulary import CASE_NUMBER
from loaders.log.words import UNKNOWN_PARTY, PartyMention, PartyNames, PartyWords, split_parties
from loaders.rows.dataset import SkippedRow
from loaders.rows.dates import (
    CORRECT_HINT,
    FORMAT_HINT,
    AmbiguousDate,
    NoSuchDay,
    describe_excel_day,
    parse_cell_day,
    parse_cell_moment,
    parse_excel_day,
)
from loaders.rows.headings import ASIDE_MARK
from loaders.rows.rules import LogRule
from loaders.text_files.csv_file import TableLine
from loaders.workbook.faulty_cells import UNREADABLE_FORMAT
from model.checks.validation import slug_of
from model.edits.trail_ids import stem_of_title
from model.errors import FileLocation, Problem
from model.language import JoinedText, Text
from model.rules import CellRule, Rule
from model.text.names import normalize_name
from model.vocabulary.decisions import PAUSES, STEPS_WITH_REASON, DecisionKind, StepKind
from model.vocabulary.period import find_next_week, is_week_without_year, parse_last_period
from model.vocabulary.record import DAY_PATTERN, RuleBroken, period_fields_of

SAY_ASIDE = Text("if the row is no case, set it aside: write # before it, or its first words under aside in the mapping")
SAY_WITHOUT_NUMBER = Text(
    "choose in the mapping for rows without a number: without_number: own (each is a case of its own) or leave_out"
)
SAY_DATES = Text(
    "give its meaning in the mapping under {table} (empty: no date), or leave out all such words under others: dates: leave_out",
    table="dates",
)
SAY_EXCEL_DAYS = Text("or say in the mapping excel_days: true")
SAY_LEAVE_OUT_UNDATED = Text("leave_out_undated: true in the mapping leaves it out")


class LogEvent(NamedTuple):
    """An event: its step, day, new date (with the period that it ends) and reason."""

    kind: StepKind
    on: str
    until: str | None = None
    reason: str | None = None
    until_edtf: str | None = None
    until_words: str | None = None


class EventMoment(NamedTuple):
    """The place of an event in the log, its time of day (empty without one), and the further rows that tell of it."""

    place: FileLocation
    time: str = ""
    again: tuple["EventMoment", ...] = ()


class DecisionCell(NamedTuple):
    """The value of a decision's field in a row, with its heading; UNKNOWN_PARTY when it is not understood."""

    heading: str | None
    value: str | None


@dataclass(frozen=True, slots=True)
class LogRow:
    """The content of a row.

    key         identifies its case
    number      case number; empty where it has none
    decision    field → value of the decision
    addressees  words for those whose part it is
    beside      words in a row whose event is no step, where one column says who in every event
    takers      words for those who took the decision, in such a column
    terms       due date and owner of the addressees' parts
    events      event → where the row gives it
    order       sort key by day, then as rows stand
    """

    line: TableLine
    key: str
    number: str
    decision: Mapping[str, DecisionCell]
    addressees: Sequence[PartyMention]
    beside: Sequence[PartyMention]
    takers: Sequence[PartyMention]
    terms: Mapping[str, Any]
    events: Mapping[LogEvent, EventMoment]
    order: tuple[str, int]

    @property
    def forum(self) -> str | None:
        """Return the deciding forum; None where the row has none, UNKNOWN_PARTY where it is not understood."""
        return self.decision["taken_in"].value

    @property
    def takes(self) -> bool:
        """Return whether the row tells that the decision was taken."""
        return any(event.kind == StepKind.TAKEN for event in self.events)


NOT_READ = Text("not read")
PLACEHOLDER_YEARS = ("9999", "0001", "1753")
"""Years of the dates by which systems mean no date."""


def is_date_word(cell: str) -> bool:
    """Return whether a cell for a date has a word instead, for a date or for none, rather than a mistyped day."""
    try:
        parse_cell_day(cell, None)
    except NoSuchDay:
        return cell.startswith(PLACEHOLDER_YEARS)
    except (AmbiguousDate, RuleBroken):
        return not parse_excel_day(cell)
    return True


def _explain_no_day(cell: str, broken: RuleBroken) -> tuple[Text, Text]:
    """Return what is wrong with a cell without a day, and what to do."""
    if day := parse_excel_day(cell):
        return describe_excel_day(cell, day), JoinedText((FORMAT_HINT, SAY_EXCEL_DAYS), ", ")
    slip = isinstance(broken, NoSuchDay) and not cell.startswith(PLACEHOLDER_YEARS)
    return broken.text, CORRECT_HINT if slip else SAY_DATES


class LogRows:
    """Reads the rows of a table by a mapping; `at` has the table's columns, `problems` gathers problems and what is not read."""

    def __init__(self, mapping: MappingFile, at: LogColumns, names: PartyNames) -> None:
        self.mapping, self.says, self.columns, self.at = mapping, mapping.says, mapping.says.columns, at
        self.forums = PartyWords("forums", self.says.forums, names, self.says.others.forums)
        self.addressees = PartyWords("addressees", self.says.addressees, names, self.says.others.addressees)
        self.events = {normalize_name(word): kind for word, kind in self.says.events.items()}
        self.kinds = {normalize_name(word): kind for word, kind in self.says.decision_kinds.items()}
        self.dates = {normalize_name(word): meaning for word, meaning in self.says.dates.items()}
        self.means = {word: meaning for word, meaning in self.dates.items() if meaning}
        self.only = {heading: set(map(normalize_name, words)) for heading, words in self.says.only.items()}
        words = "|".join(re.escape(normalize_name(word)) for word in self.says.aside)
        self.beginnings = re.compile(rf"{ASIDE_MARK}|(?:{words})(?!(?<=\w)\w)" if words else ASIDE_MARK)
        self.zone = self.says.zone
        self.headings = {heading for _at, heading in self.says.headings()}
        self.problems: list[Problem | SkippedRow] = []
        self.format_reported = False
        self.count = 0

    def read(self, line: TableLine) -> LogRow | None:
        """Return the content of a row; None when it belongs to no case or is not read."""
        self.count += 1
        if why := self._why_aside(line):
            self.problems.append(SkippedRow(line.place, why))
            return None
        cell = " ".join(self._cell(line, self.columns.case).split())
        number = cell if slug_of(cell) else ""  # a cell without letters and digits is no number
        if not number and not self._may_be_without_number(line):
            return None
        if not CASE_NUMBER.fullmatch(number) and self._says_nothing(line):
            text = Text("'{cell}' does not seem to be a case: the row has no day, forum or addressee", cell=number)
            self._report(line, self.columns.case, LogRule.NO_CASE, text, SAY_ASIDE)
            return None
        events = {event: EventMoment(line.place, self._read_time(line, event)) for event in self._read_events(line)}
        who = self._read_parties(line)
        shared, takes = self.who_column_is_shared, any(event.kind == StepKind.TAKEN for event in events)
        idle = shared and not events and bool(self._cell(line, self.columns.event))
        owner = self._cell(line, self.columns.owner)
        decision = self._decision(line, list(events))
        day = decision["taken_on"].value or min((event.on for event in events), default=None)
        return LogRow(
            line,
            self._make_key(number) if number else self._make_id(line),
            number,
            decision,
            [] if idle or (shared and takes) else who,
            who if idle else [],
            who if shared and takes else [],
            ({"owner": owner} if owner else {}) | self._read_due(line, day),
            events,
            (max((event.on for event in events), default=decision["taken_on"].value or ""), self.count),
        )

    def parties(self) -> Iterator[Problem | SkippedRow]:
        """Yield the words for parties that are unknown, or were taken as all others are. Call it after all rows."""
        for words in (self.forums, self.addressees):
            yield from words.problems()
            yield from words.list_others()

    def _why_aside(self, line: TableLine) -> Text | None:
        """Return why a row is not read: it begins with `#` or as the mapping says, or is not among `only`. Else None."""
        first = next(filter(str.strip, line.cells), "").strip()
        for cell in dict.fromkeys((first, self.at.cell(line, self.columns.case))):
            if found := self.beginnings.match(normalize_name(cell)):
                return Text("begins with '{words}'", words=cell[: len(found[0])])
        for heading, words in self.only.items():
            if normalize_name(self._cell(line, heading)) not in words:
                return Text("'{heading}' is '{cell}'", heading=heading, cell=self._cell(line, heading))
        return None

    def _make_key(self, number: str) -> str:
        return slug_of(number) if self.says.loose_numbers else normalize_name(number)

    def _make_id(self, line: TableLine) -> str:
        """Return the id of a case without a number, of values that stay: title, forum and day."""
        headings = (self.columns.title, self.columns.taken_in, self.columns.taken_on or self.columns.on)
        cells = [normalize_name(self._cell(line, heading)) for heading in headings]
        content = "\0".join(cells if any(cells) else map(normalize_name, line.cells))
        return f"{stem_of_title(cells[0])}-{hashlib.sha256(content.encode()).hexdigest()[:8]}"

    def _may_be_without_number(self, line: TableLine) -> bool:
        """Return whether a row without a number is a case of its own; reports it where it is not."""
        if self.says.without_number == "own" and not self._says_nothing(line):
            return True
        if self.says.without_number:
            self.problems.append(SkippedRow(line.place, Text("without a case number: not read"), self.columns.case))
        else:
            hint = JoinedText((SAY_WITHOUT_NUMBER, SAY_ASIDE), "; ")
            self._report(line, self.columns.case, CellRule.REQUIRED, Text("must be given"), hint)
        return False

    def _says_nothing(self, line: TableLine) -> bool:
        """Return whether the row has only a number and a title, although the log has other columns."""
        beside = {self.columns.case, self.columns.title}
        return self.at.filled(line) <= beside and not self.headings <= beside

    def _decision(self, line: TableLine, events: Sequence[LogEvent]) -> dict[str, DecisionCell]:
        columns = self.columns
        return {
            "name": DecisionCell(columns.title, " ".join(self._cell(line, columns.title).split())),
            "kind": DecisionCell(columns.decision_kind, self._kind(line)),
            "taken_in": DecisionCell(columns.taken_in, self._read_forum(line, events)),
            "taken_on": DecisionCell(columns.taken_on, self._read_day(line, columns.taken_on)),
        }

    @property
    def who_column_is_shared(self) -> bool:
        """Return whether one column of an event log has both who decides and who is addressed."""
        return self.says.kind == "long" and self.columns.taken_in is not None and self.columns.taken_in == self.columns.addressee

    def _read_forum(self, line: TableLine, events: Sequence[LogEvent]) -> str | None:
        word = self._cell(line, self.columns.taken_in)
        if not word or (self.who_column_is_shared and all(event.kind != StepKind.TAKEN for event in events)):
            return None
        heading = self.columns.taken_in or ""
        found = self.forums.resolve(PartyMention(word, self.at.place(line.place, heading), heading))
        return UNKNOWN_PARTY if found is None else next(iter(found), None)

    def _read_parties(self, line: TableLine) -> Sequence[PartyMention]:
        """Return the words for parties in the row's cell of addressees."""
        heading, cell = self.columns.addressee or "", self._cell(line, self.columns.addressee)
        words = [cell] if self.addressees.knows(cell) else split_parties(cell, self.says.between)
        return [PartyMention(word, self.at.place(line.place, heading), heading) for word in words if word]

    def _kind(self, line: TableLine) -> str | None:
        word = self._cell(line, self.columns.decision_kind)
        known = self.kinds.get(normalize_name(word)) or find_code(DecisionKind, word)
        if word and not known:
            if self.says.others.decision_kinds:
                return self.says.others.decision_kinds
            hint = Text(
                "choose one of {choices} for it in the mapping under {table}, or for all such words under others",
                table="decision_kinds", choices=JoinedText(member.term for member in DecisionKind),
            )  # fmt: skip
            text = Text("'{value}' is not one of the choices", value=word)
            self._report(line, self.columns.decision_kind, LogRule.DECISION_KIND, text, hint)
        return known

    def _read_events(self, line: TableLine) -> Iterator[LogEvent]:
        """Yield the row's events."""
        if self.says.kind == "wide":
            for kind, step in self.says.steps():
                yield from self._read_event(line, kind, step)
        elif known := self._read_event_kind(line):
            yield from self._read_event(line, known, self.says.step(known))
            if self.at.cell(line, self.columns.on):
                return
            if self.says.leave_out_undated:
                why = Text("'{kind}' without a day: left out", kind=known.term)
                self.problems.append(SkippedRow(line.place, why, self.columns.on or ""))
            else:
                self._report(line, self.columns.on, CellRule.REQUIRED, Text("must be given"), SAY_LEAVE_OUT_UNDATED)

    def _read_event(self, line: TableLine, kind: StepKind, columns: StepColumns) -> Iterator[LogEvent]:
        """Yield the event of that kind, if it has a day and the mapping does not leave it out. Only pauses have a new date."""
        day = self._read_day(line, columns.on)
        until = self._read_last_day(line, columns.until, "until", day) if kind in PAUSES else {}
        if not day:
            return
        if self.says.leave_out_undated and kind in PAUSES and until.get("until", "") < day:
            why = Text("'{kind}' without a new date: left out", kind=kind.term)
            self.problems.append(SkippedRow(line.place, why, columns.until or columns.on))
            return
        unsaid = self.says.default_reason if kind in STEPS_WITH_REASON else None
        yield LogEvent(kind, day, reason=self._cell(line, columns.reason) or unsaid, **until)

    def _read_time(self, line: TableLine, event: LogEvent) -> str:
        return parse_cell_moment(self.at.cell(line, self.says.step(event.kind).on), self.says.date_format)

    def _read_event_kind(self, line: TableLine) -> StepKind | None:
        word = self._cell(line, self.columns.event)
        if not word:
            return None
        if normalize_name(word) in self.events:
            return self.events[normalize_name(word)]
        if code := find_code(StepKind, word):
            return StepKind.of(code)
        if self.says.others.events:
            self.problems.append(
                SkippedRow(line.place, Text("'{word}' is not a step: not read", word=word), self.columns.event or "")
            )
            return None
        hint = Text(
            "choose one of {choices} for it in the mapping under {table} (empty: no step), "
            "or leave out all such words under others: events: leave_out",
            table="events", choices=JoinedText(kind.term for kind in StepKind),
        )  # fmt: skip
        self._report(line, self.columns.event, LogRule.EVENT, Text("'{word}' is not a known step", word=word), hint)
        self.events[normalize_name(word)] = None  # told once
        return None

    def _read_due(self, line: TableLine, day: str | None) -> dict[str, str]:
        """Return the values of the due date: the one to which it is moved, where the row has such a date, and the first one.

        `day` is the day of the decision or event.
        """
        due = self._read_last_day(line, self.columns.due, "due", day)
        moved = self._read_last_day(line, self.columns.due_moved, "due", day)
        if not moved:
            return due
        first = {f"first_{name}": due[name] for name in ("due", "due_words") if due != moved and due.get(name)}
        return moved | first

    def _read_last_day(self, line: TableLine, heading: str | None, field: str, after: str | None) -> dict[str, str]:
        """Return the values of a cell for the field: a day; or a period's last day, with its EDTF and its words.

        A week without a year is the next one from the day `after`, if the mapping says so.
        """
        written = self.at.last_day_cell(line, heading)
        period = parse_last_period(written, self.means)
        if not period and self.says.weeks_without_year and is_week_without_year(written):
            period = find_next_week(written, after) if after else None
            if not period:
                why = Text("'{cell}' has no year, and the row no day from which to count it: not read", cell=written)
                self.problems.append(SkippedRow(line.place, why, heading or ""))
                return {}
        if period:
            return {field: period.last, **dict(zip(period_fields_of(field), (period.edtf, period.words), strict=True))}
        day, cell = self._read_day(line, heading), self.at.cell(line, heading)
        if not day and slug_of(cell) and normalize_name(cell) in self.dates:
            self.problems.append(SkippedRow(line.place, Text("'{cell}' is not a date: not read", cell=cell), heading or ""))
        return {field: day} if day else {}

    def _read_day(self, line: TableLine, heading: str | None) -> str | None:
        cell = self.at.cell(line, heading)
        if not cell or self.dates.get(normalize_name(cell), cell) is None:
            return None
        if self.says.excel_days and (counted := parse_excel_day(cell)):
            return counted
        if DAY_PATTERN.fullmatch(self.means.get(normalize_name(cell), "")):
            return self.means[normalize_name(cell)]
        try:
            return parse_cell_day(cell, self.says.date_format, self.zone)
        except AmbiguousDate:
            if not self.format_reported:
                text = Text("'{cell}' can be read in more than one way", cell=cell)
                hint = Text("give the date format in {mapping}, such as date_format: DD/MM/YYYY", mapping=self.mapping.name)
                self._report(line, heading, LogRule.DATE_FORMAT, text, hint)
            self.format_reported = True
        except RuleBroken as broken:
            if self.says.others.dates == LEAVE_OUT:
                text, hint = _explain_no_day(cell, broken)
                why = (
                    Text("'{cell}' is not a date: not read", cell=cell)
                    if hint == SAY_DATES
                    else JoinedText((text, NOT_READ), ": ")
                )
                self.problems.append(SkippedRow(line.place, why, heading or ""))
            else:
                self._report(line, heading, broken.rule, *_explain_no_day(cell, broken))
        return None

    def _cell(self, line: TableLine, heading: str | None) -> str:
        if self.at.is_unreadable(line, heading):
            self._report(line, heading, UNREADABLE_FORMAT.rule, UNREADABLE_FORMAT.text, UNREADABLE_FORMAT.hint)
        return self.at.cell(line, heading)

    def _report(self, line: TableLine, heading: str | None, rule: Rule, text: Text, hint: Text | None = None) -> None:
        problem = self.at.describe_problem(line, heading, rule, text, hint)
        if problem not in self.problems:  # a cell may say several things
            self.problems.append(problem)
