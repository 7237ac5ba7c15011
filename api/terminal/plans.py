"""A plan to read before agreeing, and as JSON: new (+), changed (~), ended (×) and taken away (-), type by type.

A short plan shows every field, old → new. A long one counts each kind of change and names the first records.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Self

from api.terminal.problem_report import MOST_IN_JSON, format_problems, serialize_problem
from api.terminal.terminal_text import fold_line
from model.changes.operations import Action, Operation, Operations, apply_operations
from model.checks.surroundings import select_surroundings
from model.errors import Problem
from model.history.change_history import operation_to_json
from model.language import JoinedText, Language, Localizable, PluralText, Text
from model.text.describe import describe_differences, describe_fields, describe_record
from model.text.names import name_of
from model.vocabulary.contents import Records
from model.vocabulary.namesakes import aspects_of
from model.vocabulary.record import Record
from model.vocabulary.types import TYPES

MOST_SHOWN_WHOLE = 20
"""Changes in a plan whose every change is shown with its fields."""
MOST_WHOLE_PER_KIND = 5
"""Changes of one kind that a longer plan shows with their fields."""
MOST_RECORDS_NAMED = 3
"""Records that are named of a kind with more changes than that."""
LONGEST_NAME_SHOWN = 60
NOTHING_TO_DO = Text("Nothing to do: the landscape says all of it already.")
PLAN_COUNTS: Mapping[Action, PluralText] = {
    "create": PluralText("+ {n} new", "+ {n} new", n=0),
    "set": PluralText("~ {n} changed", "~ {n} changed", n=0),
    "end": PluralText("× {n} ended", "× {n} ended", n=0),
    "remove": PluralText("- {n} taken away", "- {n} taken away", n=0),
}


@dataclass(frozen=True, slots=True)
class Proposal:
    """A change to confirm: its operations, which turn `before` into `after`, counts of what stays, and notices.

    `nothing` says why there are no operations, if there are none.
    """

    operations: Operations
    before: Records
    after: Records
    unchanged: Mapping[str, int] = field(default_factory=dict)
    notices: tuple[Problem, ...] = ()
    nothing: Localizable = NOTHING_TO_DO

    @classmethod
    def of(cls, operations: Sequence[Operation], records: Records, notices: Iterable[Problem] = ()) -> Self:
        """Return the proposal of operations on `records`. Reads only the records that the operations concern."""
        made = [item.record for item in operations if item.after]
        around = select_surroundings(records, made, [item.record_before for item in operations if not item.after])
        namesakes = (party for party in around.parties() if party.id in around.distinctions())
        before = around.with_(records.get(key for party in namesakes for key in aspects_of(party)))
        return cls(operations, before, apply_operations(before, operations), notices=tuple(notices))

    def names_in(self, operation: Operation) -> Records:
        """Return the records that name what an operation mentions: those before it, for what is taken away."""
        return self.after if operation.after else self.before


@dataclass(slots=True)
class _ChangeKind:
    """The changes of one type and action: their number, the first of them, counts of changed fields, and of invented records."""

    count: int = 0
    first: list[Operation] = field(default_factory=list)
    fields: Counter[str] = field(default_factory=Counter)
    invented: int = 0

    def add(self, operation: Operation) -> None:
        self.count += 1
        if len(self.first) < MOST_SHOWN_WHOLE:
            self.first.append(operation)
        if operation.action == "set":
            self.fields.update(name for name, _before, _after in operation.fields())
        self.invented += bool((operation.after or operation.before or {}).get("example"))


_ChangeKinds = Mapping[tuple[str, Action], _ChangeKind]


def format_plan(proposal: Proposal, language: Language, details: bool = False) -> Iterator[str]:
    """Yield the lines of the plan; with `details` every field of every change."""
    kinds = _group_by_kind(proposal.operations)
    whole = details or len(proposal.operations) <= MOST_SHOWN_WHOLE
    for label in TYPES:
        of_type = {action: kinds[label, action] for action in PLAN_COUNTS if (label, action) in kinds}
        if of_type:
            counts = {action: kind.count for action, kind in of_type.items()}
            title = TYPES[label].plural.in_(language)
            counted = _format_counts(counts, proposal.unchanged.get(label, 0), language)
            yield fold_line(f"{title[0].upper()}{title[1:]}: {counted}")
        for kind in of_type.values():
            if whole or kind.count <= MOST_WHOLE_PER_KIND:
                yield from _format_whole(kind, proposal, language, details)
            else:
                yield from _format_summary(kind, proposal, language)
    yield from _format_totals(kinds, proposal, language)
    if not whole and any(kind.count > MOST_WHOLE_PER_KIND for kind in kinds.values()):
        yield Text("Not all are shown here; --details shows each.").in_(language)
    if proposal.notices:
        yield ""
        yield Text("Worth a second look:").in_(language)
        yield from format_problems(proposal.notices, language)


def _group_by_kind(operations: Iterable[Operation]) -> _ChangeKinds:
    kinds: dict[tuple[str, Action], _ChangeKind] = {}
    for operation in operations:
        kinds.setdefault((operation.type, operation.action), _ChangeKind()).add(operation)
    return kinds


def _format_counts(counts: Mapping[Action, int], unchanged: int, language: Language) -> str:
    counted: list[Localizable] = [
        PluralText(words.message, words.many, n=n) for action, words in PLAN_COUNTS.items() if (n := counts.get(action))
    ]
    if unchanged:
        counted.append(PluralText("{n} unchanged", "{n} unchanged", n=unchanged))
    return JoinedText(counted).in_(language)


def _format_whole(kind: _ChangeKind, proposal: Proposal, language: Language, details: bool) -> Iterator[str]:
    like = kind.first[0]
    all_ = (item for item in proposal.operations if (item.type, item.action) == (like.type, like.action))
    for operation in all_ if kind.count > len(kind.first) else kind.first:
        names, record = proposal.names_in(operation), _record_of(operation)
        example = Text(" [example]").in_(language) if record.example else ""
        sign = PLAN_COUNTS[operation.action].message[0]
        yield fold_line(f"{sign} {record.id}: {describe_record(record, names).in_(language)}{example}", "  ")
        for line in _format_fields(operation, names, details):
            yield fold_line(line.in_(language), "      ")


def _format_fields(operation: Operation, names: Records, details: bool) -> Iterator[Localizable]:
    if operation.before and operation.after:
        changed = [*describe_differences(operation, names)]
        yield from changed or [Text("follows from its steps")]
    elif details:
        yield from (JoinedText(pair, ": ") for pair in describe_fields(_record_of(operation), names))


def _format_summary(kind: _ChangeKind, proposal: Proposal, language: Language) -> Iterator[str]:
    named = kind.first[:MOST_RECORDS_NAMED]
    names = "; ".join(_format_name(operation, proposal, language) for operation in named)
    sign = PLAN_COUNTS[named[0].action].message[0]
    text = Text("{sign} {names} … and {more} more", sign=sign, names=names, more=kind.count - len(named))
    yield fold_line(text.in_(language), "  ")
    columns = TYPES[named[0].type].columns()
    counts = [(columns[name], n) for name, n in kind.fields.most_common() if name in columns]
    fields = [f"{column.about.heading.in_(language)} {n}" for column, n in counts if not column.of_day]
    if fields:
        yield fold_line(", ".join(fields), "      ")


def _format_name(operation: Operation, proposal: Proposal, language: Language) -> str:
    """Return the name of the operation's record, or its description if it has none, shortened to LONGEST_NAME_SHOWN."""
    record = _record_of(operation)
    described = name_of(record) if hasattr(record, "name") else describe_record(record, proposal.names_in(operation))
    name = described.in_(language)
    return name if len(name) <= LONGEST_NAME_SHOWN else f"{name[: LONGEST_NAME_SHOWN - 1]}…"


def _record_of(operation: Operation) -> Record:
    return operation.record if operation.after else operation.record_before


def _format_totals(kinds: _ChangeKinds, proposal: Proposal, language: Language) -> Iterator[str]:
    """Yield the totals of all types, if they say more than the one type's own line, and the number of invented records."""
    counts: Counter[Action] = Counter()
    for (_label, action), kind in kinds.items():
        counts[action] += kind.count
    unchanged = sum(proposal.unchanged.values())
    if len({label for label, _action in kinds}) > 1 or unchanged:
        yield Text("In all: {counts}", counts=_format_counts(counts, unchanged, language)).in_(language)
    if invented := sum(kind.invented for kind in kinds.values()):
        yield PluralText("{n} of them is an invented example.", "{n} of them are invented examples.", n=invented).in_(language)


def serialize_plan(proposal: Proposal) -> dict[str, Any]:
    """Return the plan as plain JSON values."""
    kinds = _group_by_kind(proposal.operations)
    labels = [label for label in TYPES if label in proposal.unchanged or any((label, action) in kinds for action in PLAN_COUNTS)]
    first = (item for item, _number in zip(proposal.operations, range(MOST_IN_JSON), strict=False))
    return {
        "counts": {label: _serialize_counts(label, kinds, proposal.unchanged) for label in labels},
        "changes": [operation_to_json(operation, proposal.names_in(operation)) for operation in first],
        "cut": max(len(proposal.operations), len(proposal.notices)) > MOST_IN_JSON,
        "notices": [serialize_problem(notice) for notice in proposal.notices[:MOST_IN_JSON]],
    }


def _serialize_counts(label: str, kinds: _ChangeKinds, unchanged: Mapping[str, int]) -> dict[str, int]:
    counts = {str(action): kinds[label, action].count if (label, action) in kinds else 0 for action in PLAN_COUNTS}
    return {**counts, "unchanged": unchanged.get(label, 0)}
