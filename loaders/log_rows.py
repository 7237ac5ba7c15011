"""The rows of a decision log, each by itself: its case, what it says of the decision, whom it concerns, what happened."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from loaders.csv_file import Line
from loaders.headings import ASIDE
from loaders.log_columns import LogColumns
from loaders.log_dates import NotSaid, day_of
from loaders.log_mapping import MappingFile, StepColumns, word_of
from loaders.log_vocabulary import CASE_NUMBER
from loaders.log_words import UNKNOWN, PartyNames, PartyWords
from loaders.rules import LogRule
from model.decisions import EXPLAINED, PAUSES, DecisionKind, StepKind
from model.errors import Problem
from model.language import Text
from model.record import RuleBroken
from model.rules import CellRule, Rule
from queries.parties import folded

SET_ASIDE = Text("if the row is no case, set it aside: with # before it, or by how it begins, under aside in the mapping")


class Event(NamedTuple):
    """What happened, when, until when and why."""

    kind: StepKind
    on: str
    until: str | None
    reason: str | None


class Said(NamedTuple):
    """What a row says of the decision itself, and under which heading; UNKNOWN when that could not be understood."""

    heading: str | None
    value: str | None


@dataclass(frozen=True, slots=True)
class RowSays:
    """What a row says: `decision` by field, `terms` of the `addressees`' parts; not `whole` when one of those is unknown."""

    line: Line
    number: str
    decision: Mapping[str, Said]
    addressees: Sequence[str]
    whole: bool
    terms: Mapping[str, Any]
    events: Sequence[Event]

    @property
    def forum(self) -> str | None:
        """Who took the decision; None when the row does not say, UNKNOWN when it cannot be understood."""
        return self.decision["taken_in"].value

    @property
    def takes(self) -> bool:
        """Whether the row says that the decision was taken."""
        return any(event.kind == StepKind.TAKEN for event in self.events)


class LogRows:
    """What a mapping makes of rows; `wrong` gathers what is wrong with them."""

    def __init__(self, mapping: MappingFile, at: LogColumns, names: PartyNames) -> None:
        self.mapping, self.says, self.columns, self.at = mapping, mapping.says, mapping.says.columns, at
        self.forums = PartyWords("forums", self.says.forums, names)
        self.addressees = PartyWords("addressees", self.says.addressees, names)
        self.events = {folded(word): kind for word, kind in self.says.events.items()}
        self.kinds = {folded(word): kind for word, kind in self.says.decision_kinds.items()}
        words = "|".join(re.escape(folded(word)) for word in self.says.aside)
        self.beginnings = re.compile(rf"{ASIDE}|(?:{words})(?!(?<=\w)\w)" if words else ASIDE)
        self.wrong: list[Problem] = []
        self.asked = False

    def is_aside(self, line: Line) -> bool:
        """Whether the row is not to be read: what stands first in it begins with `#`, or as the mapping says, in whole words."""
        return self.beginnings.match(folded(next(filter(str.strip, line.cells), ""))) is not None

    def read(self, line: Line) -> RowSays | None:
        """What the row says; None when it is of no case."""
        number = self._cell(line, self.columns.case)
        if not number:
            self._wrong(line, self.columns.case, CellRule.REQUIRED, Text("must be given"), SET_ASIDE)
            return None
        if not CASE_NUMBER.fullmatch(number) and self.at.filled(line) <= {self.columns.case, self.columns.title}:
            text = Text("'{cell}' seems to be no case: the row says neither day, forum nor addressee", cell=number)
            self._wrong(line, self.columns.case, LogRule.NO_CASE, text, SET_ASIDE)
            return None
        events = list(self._events(line))
        found = self._addressees(line, events)
        terms = {"owner": self._cell(line, self.columns.owner), "due": self._day(line, self.columns.due)}
        return RowSays(
            line,
            number,
            self._decision(line, events),
            list(filter(None, dict.fromkeys(found))),
            UNKNOWN not in found,
            {name: value for name, value in terms.items() if value},
            events,
        )

    def unknown_parties(self) -> Iterator[Problem]:
        """Every word for a party that could not be understood, when all rows have been read."""
        yield from self.forums.problems()
        yield from self.addressees.problems()

    def _decision(self, line: Line, events: Sequence[Event]) -> dict[str, Said]:
        columns = self.columns
        return {
            "name": Said(columns.title, self._cell(line, columns.title)),
            "kind": Said(columns.decision_kind, self._kind(line)),
            "taken_in": Said(columns.taken_in, self._taken_in(line, events)),
            "taken_on": Said(columns.taken_on, self._day(line, columns.taken_on)),
        }

    def _who_column_is_shared(self) -> bool:
        """Whether one column says who took it, of that event, and whom it concerns, of the others."""
        return self.columns.taken_in is not None and self.columns.taken_in == self.columns.addressee

    def _taken_in(self, line: Line, events: Sequence[Event]) -> str | None:
        word = self._cell(line, self.columns.taken_in)
        if not word or (self._who_column_is_shared() and all(event.kind != StepKind.TAKEN for event in events)):
            return None
        return self.forums.meaning(word, self.at.place(line.place, self.columns.taken_in or ""), self.columns.taken_in or "")

    def _addressees(self, line: Line, events: Sequence[Event]) -> list[str | None]:
        cell = self._cell(line, self.columns.addressee)
        if not cell or (self._who_column_is_shared() and any(event.kind == StepKind.TAKEN for event in events)):
            return []
        heading = self.columns.addressee or ""
        whole = [cell] if self.addressees.knows(cell) else cell.replace("\n", self.says.between).split(self.says.between)
        words = [word.strip() for word in whole if word.strip()]
        return [self.addressees.meaning(word, self.at.place(line.place, heading), heading) for word in words]

    def _kind(self, line: Line) -> str | None:
        word = self._cell(line, self.columns.decision_kind)
        known = self.kinds.get(folded(word)) or word_of(DecisionKind, word)
        if word and not known:
            choices = ", ".join(member.term.sv for member in DecisionKind)
            hint = Text("say in the mapping under {table} which of {choices}", table="decision_kinds", choices=choices)
            text = Text("'{value}' is not one of the choices", value=word)
            self._wrong(line, self.columns.decision_kind, LogRule.DECISION_KIND, text, hint)
        return known

    def _events(self, line: Line) -> Iterator[Event]:
        """What the row says has happened."""
        if self.says.kind == "wide":
            for kind, step in self.says.steps():
                yield from self._event(line, kind, step)
        elif known := self._event_kind(line):
            yield from self._event(line, known, self.says.step(known))
            if not self._cell(line, self.columns.on):
                self._wrong(line, self.columns.on, CellRule.REQUIRED, Text("must be given"))

    def _event(self, line: Line, kind: StepKind, columns: StepColumns) -> Iterator[Event]:
        """The event of that kind, if the row gives its day; none where the mapping leaves it out."""
        left_out = self.says.leave_out_undated and kind in PAUSES and not self._cell(line, columns.until)
        if (day := self._day(line, columns.on)) and not left_out:
            unsaid = self.says.default_reason if kind in EXPLAINED else None
            yield Event(kind, day, self._day(line, columns.until), self._cell(line, columns.reason) or unsaid)

    def _event_kind(self, line: Line) -> StepKind | None:
        word = self._cell(line, self.columns.event)
        if not word:
            return None
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
                text = Text("'{cell}' can be read in more than one way", cell=cell)
                hint = Text("say in {mapping} how days are written, such as date_format: DD/MM/YYYY", mapping=self.mapping.name)
                self._wrong(line, heading, LogRule.DATE_FORMAT, text, hint)
            self.asked = True
        except RuleBroken as broken:
            self._wrong(line, heading, broken.rule, broken.text)
        return None

    def _cell(self, line: Line, heading: str | None) -> str:
        return self.at.cell(line, heading)

    def _wrong(self, line: Line, heading: str | None, rule: Rule, text: Text, hint: Text | None = None) -> None:
        problem = self.at.wrong(line, heading, rule, text, hint)
        if problem not in self.wrong:  # a cell may say several things
            self.wrong.append(problem)
