"""What differs between two moments of a landscape, in the domain's words, and what it means. No I/O.

Page, document, workbook and JSON are prints of one `LandscapeComparison`.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from model.changes.operation_keys import key_of
from model.changes.operations import Operation, diff_records
from model.history.consequences import Consequences, find_consequences
from model.language import LANGUAGES, JoinedText, Localizable, PluralText, Term, Text, localize_value
from model.text.describe import describe_party, describe_record, describe_value, format_evidence, list_differing_columns
from model.vocabulary.contents import Contents, Party
from model.vocabulary.record import Choice, Record, referenced_ids_of
from model.vocabulary.types import TYPES, Key

PLACED_BY = frozenset({"level", "type", "area"})
"""The fields that say where a party stands on the map."""


class ChangedHow(Choice):
    """What has become of a record between two moments."""

    ADDED = "added", "tillkom", "added"
    ENDED = "ended", "upphörde", "ended"
    MERGED = "merged", "gick ihop", "merged"
    SUCCEEDED = "succeeded", "efterträdde", "succeeded"
    MOVED = "moved", "flyttade", "moved"
    RENAMED = "renamed", "bytte namn", "renamed"
    CHANGED = "changed", "ändrades", "changed"


@dataclass(frozen=True, slots=True)
class GivenReason:
    """Who made the last change of a record between two moments, why, when, and in which change of the journal."""

    who: str
    why: str
    at: str
    change: int


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field that has another value."""

    heading: Localizable
    before: Localizable | str
    after: Localizable | str

    def describe(self) -> Text:
        """Return the change in words."""
        return Text("{field}: from {before} to {after}", field=self.heading, before=self.before, after=self.after)


@dataclass(frozen=True, slots=True)
class LandscapeChange:
    """What has become of one record.

    `others` are the parties that were merged into it, or that it succeeded; `carried` counts the relations that followed with a
    merger. `last_day` is that of what has ended, None if it was taken away.
    """

    how: ChangedHow
    type: type[Record]
    id: str
    name: Localizable
    fields: tuple[FieldChange, ...] = ()
    others: tuple[Localizable, ...] = ()
    carried: int = 0
    last_day: str | None = None
    evidence: str = ""
    example: bool = False
    reason: GivenReason | None = None

    def describe(self) -> Localizable:
        """Return the change as a sentence."""
        what, said = {"what": self.type.reads, "name": self.name}, JoinedText((one.describe() for one in self.fields), "; ")
        match self.how:
            case ChangedHow.ADDED:
                return Text("Added {what}: {name}", **what)
            case ChangedHow.ENDED if self.last_day:
                return Text("Ended {what} on {day}: {name}", day=self.last_day, **what)
            case ChangedHow.ENDED:
                return Text("Removed {what}: {name}", **what)
            case ChangedHow.MERGED:
                return self._describe_merger()
            case ChangedHow.SUCCEEDED:
                return Text("{name} has succeeded {others}", name=self.name, others=JoinedText(self.others))
            case ChangedHow.MOVED:
                return Text("Moved {what}: {name} – {fields}", fields=said, **what)
            case ChangedHow.RENAMED:
                return Text("Renamed {what}: {name} – {fields}", fields=said, **what)
        return Text("Changed {what}: {name} – {fields}", fields=said, **what)

    def _describe_merger(self) -> Localizable:
        merged = PluralText(
            "{others} was merged into {name}, and {n} relation followed",
            "{others} was merged into {name}, and {n} relations followed",
            n=self.carried, others=JoinedText(self.others), name=self.name,
        )  # fmt: skip
        return JoinedText((merged, *(one.describe() for one in self.fields)), "; ")

    def as_json(self) -> dict[str, Any]:
        """Return the change as plain JSON values, with its sentence in both languages."""
        reason = self.reason
        return {
            "how": str(self.how),
            "type": self.type.label,
            "id": self.id,
            "sentence": _say(self.describe()),
            "fields": [{"field": _say(one.heading), "before": _say(one.before), "after": _say(one.after)} for one in self.fields],
            "others": [_say(one) for one in self.others],
            "relations": self.carried,
            "last_day": self.last_day,
            "evidence": self.evidence,
            "example": self.example,
            "reason": reason and {"who": reason.who, "why": reason.why, "at": reason.at, "change": f"change-{reason.change}"},
        }


@dataclass(frozen=True, slots=True)
class LandscapeComparison:
    """What differs between two moments: in words, as the operations that make of one the other, and what it means.

    `names` holds the parties of the later moment.
    """

    changes: tuple[LandscapeChange, ...]
    operations: tuple[Operation, ...]
    meaning: Consequences
    names: Contents

    def count(self, how: ChangedHow) -> int:
        """Return how many parties changed so."""
        return sum(change.type.party for change in self.changes if change.how == how)

    def list_meaning(self) -> Iterator[tuple[Localizable, list[Localizable]]]:
        """Yield what the changes mean for parties: the words, and the names of those that it concerns."""
        return ((one.what, [describe_party(id_, self.names) for id_ in one.parties]) for one in self.meaning.describe())

    def as_json(self) -> dict[str, Any]:
        """Return the comparison as plain JSON values."""
        meaning = self.meaning
        return {
            "counts": {str(how): self.count(how) for how in ChangedHow},
            "changes": [change.as_json() for change in self.changes],
            "meaning": {
                "reached": {str(kind): list(ids) for kind, ids in meaning.reached.items() if ids},
                "cut_off": {str(kind): list(ids) for kind, ids in meaning.cut_off.items() if ids},
                "seated": list(meaning.seated),
                "unseated": list(meaning.unseated),
            },
        }


def keep_stated(contents: Contents) -> Contents:
    """Return the records that are part of revisions, without the fields that the model works out."""
    return Contents(_clear_derived(record) for record in contents if record.published)


def compare_landscapes(
    then: Contents, now: Contents, known: Contents | None = None, reasons: Mapping[Key, GivenReason] | None = None
) -> LandscapeComparison:
    """Return what differs between two moments.

    `known` are all records known at the later moment, also ended ones; `reasons` says why a record was changed.
    """
    before, after = keep_stated(then), keep_stated(now)
    operations = diff_records(before, after)
    telling = _Telling(before, after, now if known is None else known, reasons or {})
    changes = sorted(telling.tell(operations), key=_order)
    return LandscapeComparison(tuple(changes), tuple(operations), find_consequences(then, now), now)


class _Telling:
    """The operations between two moments, told as changes: a merger or a succession in one."""

    def __init__(self, then: Contents, now: Contents, known: Contents, reasons: Mapping[Key, GivenReason]) -> None:
        self.then, self.now, self.known, self.reasons = then, now, known, reasons
        self.merged = {id_: party.id for party in now.parties() for id_ in self._find_merged(party)}
        self.succeeded = {id_ for party in now.parties() for id_ in self._find_succeeded(party)}

    def tell(self, operations: Sequence[Operation]) -> Iterator[LandscapeChange]:
        """Yield the changes."""
        carried = Counter(keeper for operation in operations for keeper in self._carriers_of(operation))
        for operation in operations:
            if any(self._carriers_of(operation)) or self._is_told_elsewhere(operation):
                continue
            if operation.before is None:
                yield self._tell_new(operation)
            elif operation.after is None:
                yield self._make(ChangedHow.ENDED, operation, last_day=self._find_last_day(operation))
            else:
                yield self._tell_altered(operation, carried)

    def _find_merged(self, party: Party) -> list[str]:
        """Return the parties that were merged into a party between the moments."""
        old = self.then.party(party.id)
        return [id_ for id_ in party.former_ids if self.then.party(id_) and not (old and id_ in old.former_ids)]

    def _find_succeeded(self, party: Party) -> list[str]:
        """Return the parties that were there then, and that a party of now has resulted from and did not then."""
        old = self.then.party(party.id)
        known = set(getattr(old, "resulted_from", ()))
        return [id_ for id_ in getattr(party, "resulted_from", ()) if id_ not in known and self.then.party(id_)]

    def _is_told_elsewhere(self, operation: Operation) -> bool:
        """Return whether a party is gone since it was merged or succeeded, which is told of the other."""
        if operation.after is not None or not TYPES[operation.type].party:
            return False
        return operation.id in self.merged or operation.id in self.succeeded

    def _carriers_of(self, operation: Operation) -> set[str]:
        """Return the party to which a relation was carried by a merger, if nothing else has become of it."""
        type_ = TYPES[operation.type]
        if type_.party or operation.before is None or not self.merged:
            return set()
        old = operation.record_before
        named = {self.merged[id_] for field in type_.references() for id_ in referenced_ids_of(old, field) if id_ in self.merged}
        if operation.after is None:
            return named if self.known.find(*key_of(operation)) is None else set()
        columns, references = list_differing_columns(operation), type_.references()
        followed = all(column.name in references and self._follows(operation, column.name) for column in columns)
        return named if followed else set()

    def _follows(self, operation: Operation, field: str) -> bool:
        """Return whether a relation names in a field now those into which the ones of then were merged."""
        then, now = (referenced_ids_of(record, field) for record in (operation.record_before, operation.record))
        return [self.merged.get(id_, id_) for id_ in then] == [*now]

    def _find_last_day(self, operation: Operation) -> str | None:
        """Return the last day of a record that has ended, its own or that of a party that it joins; None if it was taken away."""
        record = self.known.find(*key_of(operation))
        if record is None:
            return None
        joined = (self.known.party(id_) for field in record.references() for id_ in referenced_ids_of(record, field))
        days = (one.display_day("valid_to") for one in (record, *joined) if one)
        return next(filter(None, days), None)

    def _tell_new(self, operation: Operation) -> LandscapeChange:
        party = self.now.party(operation.id) if TYPES[operation.type].party else None
        if party and (predecessors := self._find_succeeded(party)):
            return self._make(ChangedHow.SUCCEEDED, operation, others=self._name(predecessors))
        return self._make(ChangedHow.ADDED, operation)

    def _tell_altered(self, operation: Operation, carried: Mapping[str, int]) -> LandscapeChange:
        columns = list(list_differing_columns(operation))
        party = self.now.party(operation.id) if TYPES[operation.type].party else None
        merged = self._find_merged(party) if party else []
        predecessors = self._find_succeeded(party) if party else []
        told = {"former_ids"} if merged else {"resulted_from"} if predecessors else set()
        fields = tuple(
            FieldChange(
                column.about.heading,
                describe_value(operation.before or {}, column, self.then),
                describe_value(operation.after or {}, column, self.now),
            )
            for column in columns
            if column.name not in told
        )
        if merged:
            others = self._name(merged)
            return self._make(ChangedHow.MERGED, operation, fields=fields, others=others, carried=carried.get(operation.id, 0))
        if predecessors:
            return self._make(ChangedHow.SUCCEEDED, operation, fields=fields, others=self._name(predecessors))
        names = {column.name for column in columns} if party else set()
        how = ChangedHow.MOVED if names & PLACED_BY else ChangedHow.RENAMED if "name" in names else ChangedHow.CHANGED
        return self._make(how, operation, fields=fields)

    def _name(self, ids: Sequence[str]) -> tuple[Localizable, ...]:
        parties = (self.then.party(id_) for id_ in ids)
        return tuple(describe_record(party, self.then) for party in parties if party)

    def _make(self, how: ChangedHow, operation: Operation, **more: Any) -> LandscapeChange:
        gone = operation.after is None
        record = operation.record_before if gone else operation.record
        return LandscapeChange(
            how, type(record), record.id, describe_record(record, self.then if gone else self.now),
            evidence=format_evidence(record.evidence), example=record.example, reason=self.reasons.get(record.key), **more,
        )  # fmt: skip


def _clear_derived(record: Record) -> Record:
    derived = {
        name: type(record).model_fields[name].get_default() for name, column in record.columns().items() if column.about.derived
    }
    return record.model_copy(update=derived)


def _order(change: LandscapeChange) -> tuple[int, int, str]:
    """Order by what has become of it, parties first, then by type and name."""
    places = {label: place for place, label in enumerate(TYPES)}
    return (
        list(ChangedHow).index(change.how),
        places[change.type.label] + (0 if change.type.party else len(TYPES)),
        change.id,
    )


def _say(value: Localizable | str | Term) -> dict[str, str]:
    return {language: str(localize_value(value, language)) for language in LANGUAGES}
