"""Records and changes told in the domain's words, so that a reader never meets an id where a name is known."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

from model.changes.operations import Operation, Values, ends
from model.language import Joined, Said, Term, Text
from model.vocabulary.contents import Party, Records
from model.vocabulary.decisions import Assignment, Step, StepNorm
from model.vocabulary.flows import Flow
from model.vocabulary.forums import Seat
from model.vocabulary.namesakes import with_distinction
from model.vocabulary.period import told_day
from model.vocabulary.record import WORDS, Certainty, Column, Record, Relationship, Standing
from model.vocabulary.types import TYPES, targets


def name_of(record: Record) -> Term:
    """The record's own name in both languages; its id where it has none."""
    name: str = getattr(record, "name", record.id)
    return Term(name, getattr(record, "name_en", None) or name)


def names_of(party: Party) -> Iterator[str]:
    """All names that the party is found by."""
    yield from filter(None, (party.name, party.name_en, party.short_name, party.short_name_en, *party.aliases))


def cited(evidence: Iterable[str]) -> str:
    """Evidence as it is read: every source once, with its places after it."""
    places: dict[str, list[str]] = {}
    for item in evidence:
        source, _, place = item.partition(" ")
        places.setdefault(source, []).append(place)
    return "; ".join(f"{source} {', '.join(filter(None, found))}".strip() for source, found in places.items())


def marks(record: Record) -> list[Said]:
    """What must be said of a record wherever it shows: that it is proposed, uncertain (and why), or an invented example."""
    said: list[Said] = []
    if getattr(record, "standing", None) == Standing.PROPOSED:
        said.append(Standing.PROPOSED.term)
    if record.certainty == Certainty.UNCERTAIN:
        said.append(Text("uncertain: {reason}", reason=record.certainty_reason))
    if record.example:
        said.append(Text("example"))
    return said


def called(label: str, id_: str | None, contents: Records) -> Said:
    """What the record of that type and id is called; the id itself when `contents` does not hold it."""
    record = contents.find(label, id_) if id_ else None
    return told(record, contents) if record else Term(id_ or "–", id_ or "–")


def numbered(label: str, n: int) -> Text:
    """How many of a type: "1 area", "3 areas"."""
    return Text("{n} {what}", n=n, what=TYPES[label].reads if n == 1 else TYPES[label].plural)


def party_called(id_: str | None, contents: Records) -> Said:
    """What the party of that id is called; "vacant" for none."""
    if id_ is None:
        return Text("vacant")
    party = contents.party(id_)
    return name_among(party, contents) if party else Term(id_, id_)


def name_among(party: Record, contents: Records) -> Term:
    """The party's name, with what tells it from its namesakes in `contents`."""
    return with_distinction(name_of(party), contents.apart().get(party.id))


def told(record: Record, contents: Records) -> Said:
    """The record in words; for relations with the names of what they join."""
    match record:
        case Flow():
            return Text("{relation} ({kind})", relation=_relation(record, contents), kind=record.kind.term)
        case Relationship():
            return _relation(record, contents)
        case Seat():
            holder, forum = party_called(record.holder, contents), party_called(record.forum, contents)
            detail = Joined(seat_words(record, contents))
            return Text("{holder} in {forum} ({position})", holder=holder, forum=forum, position=detail)
        case Assignment():
            decision = called("Decision", record.decision, contents)
            return Text("{decision} (to {addressee})", decision=decision, addressee=party_called(record.addressee, contents))
        case Step():
            assignment = called("Assignment", record.assignment, contents)
            return Text("{kind} {on}: {assignment}", kind=record.kind.term, on=_step_days(record), assignment=assignment)
        case StepNorm():
            return Text("{step}: {days} days", step=record.step.term, days=record.days)
    return name_among(record, contents) if record.party else name_of(record)


def _step_days(step: Step) -> Said:
    """The day of a step, until when a pause lasts, and the reason."""
    until = Text(" until {day}", day=step.told_day("until")) if step.until else ""
    reason = Text(" ({reason})", reason=step.reason) if step.reason else ""
    return Joined((step.on, until, reason), "")


def seat_words(seat: Seat, contents: Records) -> Iterator[Said]:
    """What a seat is: its position, how many like it there are, and for whom it speaks."""
    yield seat.position.term
    if seat.number > 1:
        yield Text("{n} seats", n=seat.number)
    if seat.on_behalf_of:
        yield Text("for {party}", party=party_called(seat.on_behalf_of, contents))


def _relation(record: Relationship, contents: Records) -> Text:
    refs = record.references()
    return Text(
        "{source} {reading} {target}",
        source=_at_the_end(record.source, refs["source"].to, contents),
        reading=refs["source"].reading,
        target=_at_the_end(record.target, refs["target"].to, contents),
    )


def _at_the_end(id_: str, to: str, contents: Records) -> Said:
    return party_called(id_, contents) if to == "Party" else called(to, id_, contents)


ENDING = frozenset({"valid_to", "asserted_by"})
"""What an ending says by itself."""


def told_change(operation: Operation, contents: Records, arrow: bool = True) -> Text:
    """One operation as a sentence; `contents` holds the names (before it for removals, else after it).

    Each field that changes is told with an `arrow`, or with words where a font may lack one.
    """
    type_ = TYPES[operation.type]
    record = operation.record_before if operation.after is None else operation.record
    what, name = type_.reads, told(record, contents)
    match operation.action:
        case "create":
            return Text("Added {what}: {name}", what=what, name=name)
        case "remove":
            return Text("Taken away {what}: {name}", what=what, name=name)
    ending = ends(operation)
    fields = Joined(told_differences(operation, contents, arrow, without=ENDING if ending else ()), "; ")
    if not ending:
        return Text("Changed {what}: {name} – {fields}", what=what, name=name, fields=fields)
    ended = Text("Ended {what} on {day}: {name}", what=what, name=name, day=record.told_day("valid_to"))
    return Text("{ended} – {fields}", ended=ended, fields=fields) if fields.parts else ended


def told_changes(operations: Iterable[Operation], before: Records, after: Records) -> Iterator[Text]:
    """Operations that made `before` into `after`, each as a sentence without arrows; what is taken away by its names of then."""
    return (told_change(operation, after if operation.after else before, arrow=False) for operation in operations)


UNSAID = ("balance",)
"""What the model keeps for its own questions' sake, and no reader asks for."""


def told_fields(record: Record, contents: Records) -> Iterator[tuple[Term, Said | str]]:
    """What the record says, field by field, as (heading, value); without its id, its marks and what is empty."""
    values = record.values()
    for name, column in record.columns().items():
        if name == "evidence":
            yield column.about.heading, cited(record.evidence)
        elif name not in ("id", "example", *UNSAID) and not column.of_day and values[name] not in (None, []):
            yield column.about.heading, value_told(values, column, contents)


TOLD: Mapping[type[Record], frozenset[str]] = MappingProxyType(
    {
        Flow: frozenset({"source", "target", "kind"}),
        Seat: frozenset({"holder", "forum", "position", "number", "on_behalf_of"}),
        Assignment: frozenset({"decision", "addressee"}),
        Step: frozenset({"assignment", "kind", "on", "until", "reason"}),
        StepNorm: frozenset({"step", "days"}),
    }
)
"""The fields that a record's sentence tells (`told`); of other types, names and what relations join."""
BY_THEMSELVES = frozenset({*Record.columns(), "name", "source", "target", "standing"})


def told_beside(record: Record, contents: Records) -> Iterator[tuple[Term, Said | str]]:
    """What a record says beside its sentence, marks, days and evidence, field by field, as (heading, value)."""
    values, told_already = record.values(), BY_THEMSELVES | TOLD.get(type(record), frozenset()) | set(UNSAID)
    for name, column in record.columns().items():
        if name not in told_already and not column.of_day and values[name] not in (None, []):
            yield column.about.heading, value_told(values, column, contents)


VOUCHED = frozenset({"asserted_by", "confirmed_on"})
"""What the model keeps of who says a record and when it was confirmed: told like what is given."""


def told_differences(
    operation: Operation, contents: Records, arrow: bool = True, without: Collection[str] = ()
) -> Iterator[Text]:
    """The fields that an operation changes, each as old → new, or in words; without what follows from other records."""
    differ = {name for name, _before, _after in operation.fields()}
    for name, column in TYPES[operation.type].columns().items():
        if (
            name not in without
            and differ.intersection(column.fields)
            and not column.of_day
            and (name in VOUCHED or not column.about.derived)
        ):
            before, after = (value_told(values or {}, column, contents) for values in (operation.before, operation.after))
            said = {"field": column.about.heading, "before": before, "after": after}
            yield Text("{field}: {before} → {after}", **said) if arrow else Text("{field}: from {before} to {after}", **said)


def value_told(values: Values, column: Column, contents: Records) -> Said | str:
    """What a record's values say in a column; of the day of a period in the words that were written."""
    value, words = values.get(column.name), values.get(column.name + WORDS)
    return told_day(value, words) if value and words else _shown(value, column, contents)


def _shown(value: Any, column: Column, contents: Records) -> Said | str:
    if value is None or value == []:
        return "–"
    if isinstance(value, list):
        return Joined((_shown(item, column, contents) for item in value), "; ")
    if column.choice:
        return column.choice.of(value).term
    if column.ref:
        label = next((type_.label for type_ in targets(column.ref) if contents.find(type_.label, value)), None)
        return called(label, value, contents) if label else str(value)
    if isinstance(value, bool):
        return Text("yes") if value else Text("no")
    return str(value)
