"""The rows of a decision log gathered by case: what they say of the decision, of each addressee's part, and what has happened."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from loaders.csv_file import Line
from loaders.log_dates import NotSaid, day_of
from loaders.log_mapping import MappingFile, StepColumns, word_of
from loaders.log_table import LogTable
from loaders.log_words import UNKNOWN, PartyNames, PartyWords
from loaders.rules import LogRule
from loaders.sheets import letters_of
from model.decisions import DecisionKind, StepKind
from model.errors import InputError, Problem
from model.language import Text
from model.nearness import did_you_mean, nearest
from model.places import Place
from model.record import RuleBroken
from model.rules import CellRule, Rule
from queries.parties import folded


class Event(NamedTuple):
    """What happened, when, until when and why."""

    kind: StepKind
    on: str
    until: str | None
    reason: str | None


@dataclass(slots=True)
class CasePart:
    """What rows say of one addressee's part: its due date and owner, and what happened, each with its place."""

    place: Place
    terms: dict[str, Any] = field(default_factory=dict)
    events: dict[Event, Place] = field(default_factory=dict)


@dataclass(slots=True)
class Case:
    """What the rows of a case say together: `parts` by addressee, `all` of every one of them; not `whole` when one is unknown."""

    number: str
    place: Place
    all: CasePart
    says: dict[str, Any] = field(default_factory=dict)
    said_at: dict[str, Place] = field(default_factory=dict)
    parts: dict[str, CasePart] = field(default_factory=dict)
    whole: bool = True


class LogColumns:
    """Where in a table the headings stand that a mapping names. Raises InputError when any is not there."""

    def __init__(self, table: LogTable, mapping: MappingFile) -> None:
        known = {folded(heading): number for number, heading in reversed(list(enumerate(table.headings.cells)))}
        named = list(mapping.says.columns.headings())
        problems = [_lacking(table, mapping, at, heading) for at, heading in named if folded(heading) not in known]
        if problems:
            raise InputError(Text("{mapping} does not fit {file}", mapping=mapping.name, file=table.path.name), problems)
        self._numbers = {heading: known[folded(heading)] for _at, heading in named}

    def cell(self, line: Line, heading: str | None) -> str:
        """What stands under a heading; nothing under none."""
        number = self._numbers[heading] if heading else len(line.cells)
        return line.cells[number].strip() if number < len(line.cells) else ""

    def place(self, place: Place, heading: str) -> Place:
        """The cell under a heading in the row of `place`, where cells have names."""
        if not place.sheet or heading not in self._numbers:
            return place
        return replace(place, column=letters_of(self._numbers[heading] + 1))


def _lacking(table: LogTable, mapping: MappingFile, at: tuple[str, ...], heading: str) -> Problem:
    near = nearest(heading, [cell.strip() for cell in table.headings.cells])
    text = Text("{file} has no column '{heading}'", file=table.path.name, heading=heading)
    return Problem(LogRule.MAPPING_FITS, text, did_you_mean(near), field=at[-1], value=heading, place=mapping.place(*at))


class Cases:
    """The cases of a log, by number once `gathered` has gone through its rows."""

    def __init__(self, table: LogTable, mapping: MappingFile, at: LogColumns, names: PartyNames) -> None:
        self.table, self.mapping, self.says, self.columns, self.at = table, mapping, mapping.says, mapping.says.columns, at
        self.found: dict[str, Case] = {}
        self.forums = PartyWords("forums", self.says.forums, names)
        self.addressees = PartyWords("addressees", self.says.addressees, names)
        self.events = {folded(word): kind for word, kind in self.says.events.items()}
        self.kinds = {folded(word): kind for word, kind in self.says.decision_kinds.items()}
        self.wrong: list[Problem] = []
        self.asked = False

    def gathered(self) -> Iterator[Problem]:
        """Gather the cases; everything that is wrong on the way."""
        for line in self.table.rows():
            if isinstance(line, Problem):
                self.wrong.append(line)
            else:
                self._take(line)
            yield from self.wrong
            self.wrong.clear()
        yield from self.forums.problems()
        yield from self.addressees.problems()

    def _take(self, line: Line) -> None:
        number = self._cell(line, self.columns.case)
        if not number:
            self._wrong(line, self.columns.case, CellRule.REQUIRED, Text("must be given"))
            return
        case = self.found.setdefault(folded(number), Case(number, line.place, CasePart(line.place)))
        events = list(self._events(line))
        parts = [case.parts.setdefault(id_, CasePart(line.place)) for id_ in self._addressees(case, line, events)]
        self._say(case, line, events)
        terms = {"owner": self._cell(line, self.columns.owner), "due": self._day(line, self.columns.due)}
        for part in parts or [case.all]:
            part.terms.update((name, value) for name, value in terms.items() if value)
            part.events.update(dict.fromkeys(events, line.place))

    def _say(self, case: Case, line: Line, events: list[Event]) -> None:
        """What the row says of the decision itself; another row of its case may say the same, but not otherwise."""
        said = {
            "name": (self.columns.title, self._cell(line, self.columns.title)),
            "kind": (self.columns.decision_kind, self._kind(line)),
            "taken_in": (self.columns.taken_in, self._taken_in(line, events)),
            "taken_on": (self.columns.taken_on, self._day(line, self.columns.taken_on)),
        }
        for name, (heading, value) in said.items():
            if value and case.says.setdefault(name, value) != value:
                text = Text("the case has '{first}' at {place}", first=case.says[name], place=case.said_at[name])
                self._wrong(line, heading, LogRule.CASE_DIFFERS, text)
            elif value:
                case.said_at.setdefault(name, line.place)

    def _who_column_is_shared(self) -> bool:
        """Whether one column says who took it, of that event, and whom it concerns, of the others."""
        return self.columns.taken_in is not None and self.columns.taken_in == self.columns.addressee

    def _taken_in(self, line: Line, events: list[Event]) -> str | None:
        word = self._cell(line, self.columns.taken_in)
        if not word or (self._who_column_is_shared() and all(event.kind != StepKind.TAKEN for event in events)):
            return None
        return self.forums.meaning(word, *self._at(line, self.columns.taken_in)) or None

    def _addressees(self, case: Case, line: Line, events: list[Event]) -> list[str]:
        cell = self._cell(line, self.columns.addressee)
        if not cell or (self._who_column_is_shared() and any(event.kind == StepKind.TAKEN for event in events)):
            return []
        whole = [cell] if self.addressees.knows(cell) else cell.replace("\n", self.says.between).split(self.says.between)
        words = [word.strip() for word in whole if word.strip()]
        found = [self.addressees.meaning(word, *self._at(line, self.columns.addressee)) for word in words]
        case.whole = case.whole and UNKNOWN not in found
        return list(filter(None, dict.fromkeys(found)))

    def _kind(self, line: Line) -> str | None:
        word = self._cell(line, self.columns.decision_kind)
        known = self.kinds.get(folded(word)) or word_of(DecisionKind, word)
        if word and not known:
            choices = ", ".join(member.term.sv for member in DecisionKind)
            hint = Text("say in the mapping under {table} which of {choices}", table="decision_kinds", choices=choices)
            self._wrong(
                line,
                self.columns.decision_kind,
                LogRule.DECISION_KIND,
                Text("'{value}' is not one of the choices", value=word),
                hint,
            )
        return known

    def _events(self, line: Line) -> Iterator[Event]:
        """What the row says has happened."""
        columns = self.columns
        if self.says.kind == "wide":
            if day := self._day(line, columns.taken_on):
                yield Event(StepKind.TAKEN, day, None, None)
            for kind, step in columns.steps.items():
                if event := self._event(line, kind, step):
                    yield event
        elif columns.on and (known := self._event_kind(line)):
            if event := self._event(line, known, StepColumns(on=columns.on, until=columns.until, reason=columns.reason)):
                yield event
            elif not self._cell(line, columns.on):
                self._wrong(line, columns.on, CellRule.REQUIRED, Text("must be given"))

    def _event(self, line: Line, kind: StepKind, columns: StepColumns) -> Event | None:
        day = self._day(line, columns.on)
        return Event(kind, day, self._day(line, columns.until), self._cell(line, columns.reason) or None) if day else None

    def _event_kind(self, line: Line) -> StepKind | None:
        word = self._cell(line, self.columns.event)
        if folded(word) in self.events:
            return self.events[folded(word)]
        if code := word_of(StepKind, word):
            return StepKind.of(code)
        choices = ", ".join(kind.term.sv for kind in StepKind)
        hint = Text(
            "say in the mapping under {table} which of {choices}; nothing after it: no step", table="events", choices=choices
        )
        self._wrong(line, self.columns.event, LogRule.EVENT, Text("'{word}' is no step that is known", word=word), hint)
        self.events[folded(word)] = None  # told once
        return None

    def _day(self, line: Line, heading: str | None) -> str | None:
        cell = self._cell(line, heading)
        if not cell:
            return None
        try:
            return day_of(cell, self.says.date_format)
        except NotSaid:
            if not self.asked:
                hint = Text("say in {mapping} how days are written, such as date_format: DD/MM/YYYY", mapping=self.mapping.name)
                self._wrong(
                    line, heading, LogRule.DATE_FORMAT, Text("'{cell}' can be read in more than one way", cell=cell), hint
                )
            self.asked = True
        except RuleBroken as broken:
            self._wrong(line, heading, broken.rule, broken.text)
        return None

    def _cell(self, line: Line, heading: str | None) -> str:
        return self.at.cell(line, heading)

    def _at(self, line: Line, heading: str | None) -> tuple[Place, str]:
        return self.at.place(line.place, heading or ""), heading or ""

    def _wrong(self, line: Line, heading: str | None, rule: Rule, text: Text, hint: Text | None = None) -> None:
        place, field_ = self._at(line, heading)
        problem = Problem(rule, text, hint, field=field_, value=self._cell(line, heading), place=place)
        if problem not in self.wrong:  # a cell may say several things
            self.wrong.append(problem)
