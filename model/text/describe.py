"""Records and changes told in the domain's words, so that a reader never meets an id where a name is known."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

from model.changes.operations import Operation, Values, is_ending
from model.language import JoinedText, Localizable, Term, Text
from model.text.names import distinct_name_of, name_of
from model.vocabulary.contents import Records
from model.vocabulary.decisions import Assignment, Step, StepNorm
from model.vocabulary.flows import Flow
from model.vocabulary.forums import Seat
from model.vocabulary.period import format_day
from model.vocabulary.record import WORDS_SUFFIX, Certainty, Column, Record, Relationship, Standing
from model.vocabulary.types import TYPES, targets_of


def format_evidence(evidence: Iterable[str]) -> str:
    """Evidence as it is read: every source once, with its places after it."""
    places: dict[str, list[str]] = {}
    for item in evidence:
        source, _, place = item.partition(" ")
        places.setdefault(source, []).append(place)
    return "; ".join(f"{source} {', '.join(filter(None, found))}".strip() for source, found in places.items())


def status_marks_of(record: Record) -> list[Localizable]:
    """What must be said of a record wherever it shows: that it is proposed, uncertain (and why), or an invented example."""
    said: list[Localizable] = []
    if getattr(record, "standing", None) == Standing.PROPOSED:
        said.append(Standing.PROPOSED.term)
    if record.certainty == Certainty.UNCERTAIN:
        said.append(Text("uncertain: {reason}", reason=record.certainty_reason))
    if record.example:
        said.append(Text("example"))
    return said


def describe_reference(label: str, id_: str | None, contents: Records) -> Localizable:
    """What the record of that type and id is called; the id itself when `contents` does not hold it."""
    record = contents.find(label, id_) if id_ else None
    return describe_record(record, contents) if record else Term(id_ or "–", id_ or "–")


def format_count(label: str, n: int) -> Text:
    """How many of a type: "1 area", "3 areas"."""
    return Text("{n} {what}", n=n, what=TYPES[label].reads if n == 1 else TYPES[label].plural)


def describe_party(id_: str | None, contents: Records) -> Localizable:
    """What the party of that id is called; "vacant" for none."""
    if id_ is None:
        return Text("vacant")
    party = contents.party(id_)
    return distinct_name_of(party, contents) if party else Term(id_, id_)


def describe_record(record: Record, contents: Records) -> Localizable:
    """The record in words; for relations with the names of what they join."""
    match record:
        case Flow():
            return Text("{relation} ({kind})", relation=_describe_relation(record, contents), kind=record.kind.term)
        case Relationship():
            return _describe_relation(record, contents)
        case Seat():
            holder, forum = describe_party(record.holder, contents), describe_party(record.forum, contents)
            detail = JoinedText(describe_seat(record, contents))
            return Text("{holder} in {forum} ({position})", holder=holder, forum=forum, position=detail)
        case Assignment():
            decision = describe_reference("Decision", record.decision, contents)
            return Text("{decision} (to {addressee})", decision=decision, addressee=describe_party(record.addressee, contents))
        case Step():
            assignment = describe_reference("Assignment", record.assignment, contents)
            return Text("{kind} {on}: {assignment}", kind=record.kind.term, on=_describe_step_days(record), assignment=assignment)
        case StepNorm():
            return Text("{step}: {days} days", step=record.step.term, days=record.days)
    return distinct_name_of(record, contents) if record.party else name_of(record)


def _describe_step_days(step: Step) -> Localizable:
    """The day of a step, until when a pause lasts, and the reason."""
    until = Text(" until {day}", day=step.display_day("until")) if step.until else ""
    reason = Text(" ({reason})", reason=step.reason) if step.reason else ""
    return JoinedText((step.on, until, reason), "")


def describe_seat(seat: Seat, contents: Records) -> Iterator[Localizable]:
    """What a seat is: its position, how many like it there are, and for whom it speaks."""
    yield seat.position.term
    if seat.number > 1:
        yield Text("{n} seats", n=seat.number)
    if seat.on_behalf_of:
        yield Text("for {party}", party=describe_party(seat.on_behalf_of, contents))


def _describe_relation(record: Relationship, contents: Records) -> Text:
    refs = record.references()
    return Text(
        "{source} {reading} {target}",
        source=_describe_end(record.source, refs["source"].to, contents),
        reading=refs["source"].reading,
        target=_describe_end(record.target, refs["target"].to, contents),
    )


def _describe_end(id_: str, to: str, contents: Records) -> Localizable:
    return describe_party(id_, contents) if to == "Party" else describe_reference(to, id_, contents)


ENDING_FIELDS = frozenset({"valid_to", "asserted_by"})
"""What an ending says by itself."""


def describe_operation(operation: Operation, contents: Records, arrow: bool = True) -> Text:
    """One operation as a sentence; `contents` holds the names (before it for removals, else after it).

    Each field that changes is told with an `arrow`, or with words where a font may lack one.
    """
    type_ = TYPES[operation.type]
    record = operation.record_before if operation.after is None else operation.record
    what, name = type_.reads, describe_record(record, contents)
    match operation.action:
        case "create":
            return Text("Added {what}: {name}", what=what, name=name)
        case "remove":
            return Text("Taken away {what}: {name}", what=what, name=name)
    ending = is_ending(operation)
    fields = JoinedText(describe_differences(operation, contents, arrow, without=ENDING_FIELDS if ending else ()), "; ")
    if not ending:
        return Text("Changed {what}: {name} – {fields}", what=what, name=name, fields=fields)
    ended = Text("Ended {what} on {day}: {name}", what=what, name=name, day=record.display_day("valid_to"))
    return Text("{ended} – {fields}", ended=ended, fields=fields) if fields.parts else ended


def describe_operations(operations: Iterable[Operation], before: Records, after: Records) -> Iterator[Text]:
    """Operations that made `before` into `after`, each as a sentence without arrows; what is taken away by its names of then."""
    return (describe_operation(operation, after if operation.after else before, arrow=False) for operation in operations)


HIDDEN_FIELDS = ("balance",)
"""What the model keeps for its own questions' sake, and no reader asks for."""


def describe_fields(record: Record, contents: Records) -> Iterator[tuple[Term, Localizable | str]]:
    """What the record says, field by field, as (heading, value); without its id, its marks and what is empty."""
    values = record.values()
    for name, column in record.columns().items():
        if name == "evidence":
            yield column.about.heading, format_evidence(record.evidence)
        elif name not in ("id", "example", *HIDDEN_FIELDS) and not column.of_day and values[name] not in (None, []):
            yield column.about.heading, describe_value(values, column, contents)


SENTENCE_FIELDS: Mapping[type[Record], frozenset[str]] = MappingProxyType(
    {
        Flow: frozenset({"source", "target", "kind"}),
        Seat: frozenset({"holder", "forum", "position", "number", "on_behalf_of"}),
        Assignment: frozenset({"decision", "addressee"}),
        Step: frozenset({"assignment", "kind", "on", "until", "reason"}),
        StepNorm: frozenset({"step", "days"}),
    }
)
"""The fields that a record's sentence tells (`describe_record`); of other types, names and what relations join."""
SEPARATE_FIELDS = frozenset({*Record.columns(), "name", "source", "target", "standing"})


def describe_other_fields(record: Record, contents: Records) -> Iterator[tuple[Term, Localizable | str]]:
    """What a record says beside its sentence, marks, days and evidence, field by field, as (heading, value)."""
    values, told_already = record.values(), SEPARATE_FIELDS | SENTENCE_FIELDS.get(type(record), frozenset()) | set(HIDDEN_FIELDS)
    for name, column in record.columns().items():
        if name not in told_already and not column.of_day and values[name] not in (None, []):
            yield column.about.heading, describe_value(values, column, contents)


PROVENANCE_FIELDS = frozenset({"asserted_by", "confirmed_on"})
"""What the model keeps of who says a record and when it was confirmed: told like what is given."""


def describe_differences(
    operation: Operation, contents: Records, arrow: bool = True, without: Collection[str] = ()
) -> Iterator[Text]:
    """The fields that an operation changes, each as old → new, or in words; without what follows from other records."""
    differ = {name for name, _before, _after in operation.fields()}
    for name, column in TYPES[operation.type].columns().items():
        if (
            name not in without
            and differ.intersection(column.fields)
            and not column.of_day
            and (name in PROVENANCE_FIELDS or not column.about.derived)
        ):
            before, after = (describe_value(values or {}, column, contents) for values in (operation.before, operation.after))
            said = {"field": column.about.heading, "before": before, "after": after}
            yield Text("{field}: {before} → {after}", **said) if arrow else Text("{field}: from {before} to {after}", **said)


def describe_value(values: Values, column: Column, contents: Records) -> Localizable | str:
    """What a record's values say in a column; of the day of a period in the words that were written."""
    value, words = values.get(column.name), values.get(column.name + WORDS_SUFFIX)
    return format_day(value, words) if value and words else _format_value(value, column, contents)


def _format_value(value: Any, column: Column, contents: Records) -> Localizable | str:
    if value is None or value == []:
        return "–"
    if isinstance(value, list):
        return JoinedText((_format_value(item, column, contents) for item in value), "; ")
    if column.choice:
        return column.choice.of(value).term
    if column.ref:
        label = next((type_.label for type_ in targets_of(column.ref) if contents.find(type_.label, value)), None)
        return describe_reference(label, value, contents) if label else str(value)
    if isinstance(value, bool):
        return Text("yes") if value else Text("no")
    return str(value)
