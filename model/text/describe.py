"""Records and changes as sentences, with names instead of ids."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

from model.changes.operations import Operation, Values, is_ending
from model.language import JoinedText, Localizable, PluralText, Term, Text
from model.text.names import distinct_name_of, name_of
from model.vocabulary.contents import Records
from model.vocabulary.decisions import Assignment, Step, StepNorm
from model.vocabulary.finding_rules import Mute, RuleSetting
from model.vocabulary.flows import Flow
from model.vocabulary.forums import Headcount, Seat
from model.vocabulary.period import format_day
from model.vocabulary.record import WORDS_SUFFIX, Certainty, Column, Record, Relationship, Standing, is_proposed
from model.vocabulary.revision_events import RevisionEvent
from model.vocabulary.types import TYPES, targets_of


def group_evidence(evidence: Iterable[str]) -> dict[str, str]:
    """Return the places that evidence cites, joined, by the id of their source; empty if only the source is cited."""
    places: dict[str, list[str]] = {}
    for item in evidence:
        source, _, place = item.partition(" ")
        places.setdefault(source, []).append(place)
    return {source: ", ".join(filter(None, found)) for source, found in places.items()}


def format_evidence(evidence: Iterable[str]) -> str:
    """Return evidence as a text: each source once, followed by its places."""
    return "; ".join(f"{source} {places}".strip() for source, places in group_evidence(evidence).items())


def rests_on(evidence: Iterable[str], source: str) -> bool:
    """Return whether any of the evidence is of a source, given by its id."""
    return any(item.partition(" ")[0] == source for item in evidence)


def status_marks_of(record: Record) -> list[Localizable]:
    """Return the marks that a record carries wherever it is shown: proposed, uncertain (and why), example."""
    marks: list[Localizable] = []
    if is_proposed(record):
        marks.append(Standing.PROPOSED.term)
    if record.certainty == Certainty.UNCERTAIN:
        marks.append(Text("uncertain: {reason}", reason=record.certainty_reason))
    if record.example:
        marks.append(Text("example"))
    return marks


def describe_reference(label: str, id_: str | None, contents: Records) -> Localizable:
    """Return the name or sentence of the record of that type and id; the id if `contents` does not hold it."""
    record = contents.find(label, id_) if id_ else None
    return describe_record(record, contents) if record else Term(id_ or "–", id_ or "–")


def format_count(label: str, n: int) -> Text:
    """Return a number of records of a type: "1 area", "3 areas"."""
    return Text("{n} {what}", n=n, what=TYPES[label].reads if n == 1 else TYPES[label].plural)


def describe_party(id_: str | None, contents: Records) -> Localizable:
    """Return the name of the party of that id; "vacant" for None."""
    if id_ is None:
        return Text("vacant")
    party = contents.party(id_)
    return distinct_name_of(party, contents) if party else Term(id_, id_)


def describe_record(record: Record, contents: Records) -> Localizable:
    """Return a record as a sentence; of a relation, with the names of what it joins."""
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
            return Text("{kind} {on}: {assignment}", kind=record.kind.term, on=describe_step_days(record), assignment=assignment)
        case Headcount():
            women, men = PluralText("{n} woman", "{n} women", n=record.women), PluralText("{n} man", "{n} men", n=record.men)
            counted = JoinedText((women, men))
            return Text("{forum} {day}: {counted}", forum=describe_party(record.forum, contents), day=record.on, counted=counted)
        case StepNorm() | RuleSetting() | Mute() | RevisionEvent():
            return _describe_work(record)
    return distinct_name_of(record, contents) if record.party else name_of(record)


def _describe_work(record: StepNorm | RuleSetting | Mute | RevisionEvent) -> Localizable:
    """Return a record of those who keep the landscape: a usual time, a setting, a mute, a decision on a revision."""
    match record:
        case StepNorm():
            return Text("{step}: {days} {unit}", step=record.step.term, days=record.days, unit=record.unit.term)
        case RuleSetting():
            return record.rule.term
        case Mute():
            about = ", ".join(record.entities)
            return Text("{rule}: {entities} until {day}", rule=record.rule.term, entities=about, day=record.until)
    stands = {"state": record.state.term, "day": record.on, "function": record.function}
    return Text("Revision {number} {state} {day} by {function}", number=record.revision, **stands)


def describe_step_days(step: Step) -> Localizable:
    """Return the day of a step, the last day of a pause, and the reason."""
    until = Text(" until {day}", day=step.display_day("until")) if step.until else ""
    reason = Text(" ({reason})", reason=step.reason) if step.reason else ""
    return JoinedText((step.on, until, reason), "")


def describe_seat(seat: Seat, contents: Records) -> Iterator[Localizable]:
    """Yield the properties of a seat: its position, the number of like seats, and the party that it speaks for."""
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
"""Fields that the sentence on an ending already covers."""


def describe_operation(operation: Operation, contents: Records, arrow: bool = True) -> Text:
    """Return one operation as a sentence; `contents` holds the names (before it for removals, else after it).

    Each changed field is shown with an `arrow`, or with words for fonts that may lack one.
    """
    type_ = TYPES[operation.type]
    record = operation.record_before if operation.after is None else operation.record
    what, name = type_.reads, describe_record(record, contents)
    match operation.action:
        case "create":
            return Text("Added {what}: {name}", what=what, name=name)
        case "remove":
            return Text("Removed {what}: {name}", what=what, name=name)
    ending = is_ending(operation)
    fields = JoinedText(describe_differences(operation, contents, arrow, without=ENDING_FIELDS if ending else ()), "; ")
    if not ending and not fields.parts:
        return Text("Changed {what}: {name} – only what the model works out of other records", what=what, name=name)
    if not ending:
        return Text("Changed {what}: {name} – {fields}", what=what, name=name, fields=fields)
    ended = Text("Ended {what} on {day}: {name}", what=what, name=name, day=record.display_day("valid_to"))
    return Text("{ended} – {fields}", ended=ended, fields=fields) if fields.parts else ended


def describe_operations(operations: Iterable[Operation], before: Records, after: Records) -> Iterator[Text]:
    """Yield a sentence without arrows for each operation that turns `before` into `after`."""
    return (describe_operation(operation, after if operation.after else before, arrow=False) for operation in operations)


HIDDEN_FIELDS = ("balance",)
"""Fields that the model keeps for its own queries only."""


def describe_fields(record: Record, contents: Records) -> Iterator[tuple[Term, Localizable | str]]:
    """Yield the fields of a record as (heading, value), without id, example mark and empty fields."""
    values = record.values()
    for name, column in record.columns().items():
        if name == "evidence":
            yield column.about.heading, format_evidence(record.evidence)
        elif name not in ("id", "example", *HIDDEN_FIELDS) and not column.of_day and values[name] not in (None, []):
            yield column.about.heading, describe_value(values, column, contents)


def describe_deadline(assignment: Assignment) -> Text:
    """Return the date that counts for an open assignment that has one, in its words: when it is due, or paused until."""
    day = assignment.display_day("next_due")
    return Text("paused until {day}", day=day) if assignment.paused_until else Text("due {day}", day=day)


SENTENCE_FIELDS: Mapping[type[Record], frozenset[str]] = MappingProxyType(
    {
        Flow: frozenset({"source", "target", "kind"}),
        Seat: frozenset({"holder", "forum", "position", "number", "on_behalf_of"}),
        Assignment: frozenset({"decision", "addressee"}),
        Step: frozenset({"assignment", "kind", "on", "until", "reason"}),
        Headcount: frozenset({"forum", "on", "women", "men"}),
        StepNorm: frozenset({"step", "days", "unit"}),
        RuleSetting: frozenset({"rule"}),
        Mute: frozenset({"rule", "entities", "until"}),
        RevisionEvent: frozenset({"revision", "state", "on", "function"}),
    }
)
"""The fields that a record's sentence covers (`describe_record`), by type; of other types, names and what they join."""
SEPARATE_FIELDS = frozenset({*Record.columns(), "name", "source", "target", "standing"})


def describe_other_fields(record: Record, contents: Records) -> Iterator[tuple[Term, Localizable | str]]:
    """Yield the fields that a record's sentence, marks, days and evidence do not cover, as (heading, value)."""
    values, told_already = record.values(), SEPARATE_FIELDS | SENTENCE_FIELDS.get(type(record), frozenset()) | set(HIDDEN_FIELDS)
    for name, column in record.columns().items():
        if name not in told_already and not column.of_day and values[name] not in (None, []):
            yield column.about.heading, describe_value(values, column, contents)


PROVENANCE_FIELDS = frozenset({"asserted_by", "confirmed_on"})
"""Fields kept by the model that are shown like given ones: who asserts a record, and when it was confirmed."""


def list_differing_columns(operation: Operation) -> Iterator[Column]:
    """Yield the columns of the fields that an operation changes; a period's with its day, and no derived fields."""
    differ = {name for name, _before, _after in operation.fields()}
    for name, column in TYPES[operation.type].columns().items():
        given = name in PROVENANCE_FIELDS or not column.about.derived
        if given and not column.of_day and differ.intersection(column.fields):
            yield column


def describe_differences(
    operation: Operation, contents: Records, arrow: bool = True, without: Collection[str] = ()
) -> Iterator[Text]:
    """Yield the fields that an operation changes, as old → new or in words; without derived fields."""
    for column in list_differing_columns(operation):
        if column.name not in without:
            before, after = (describe_value(values or {}, column, contents) for values in (operation.before, operation.after))
            shown = {"field": column.about.heading, "before": before, "after": after}
            yield Text("{field}: {before} → {after}", **shown) if arrow else Text("{field}: from {before} to {after}", **shown)


SHARED_WORDS = {"paused_until": "next_due_words"}
"""A day that is kept from another, and the field with the words that the two have in common."""


def describe_value(values: Values, column: Column, contents: Records) -> Localizable | str:
    """Return the value of a column in a record's values; for a day of a period, with the words as written."""
    value, words = values.get(column.name), values.get(SHARED_WORDS.get(column.name, column.name + WORDS_SUFFIX))
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
