"""Two records of the same party made into one, with everything that hangs on them.

What is kept wins field by field; what it leaves open is filled from the other, lists are united. Relations keep their ids. One
that would join the party to itself is dropped; of those that say the same at the same time, one is left (`coinciding.py`).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from model.changes.operations import Operation
from model.checks.surroundings import above, naming
from model.checks.validation import record_from
from model.edits.by_hand import checked, find_record, refused
from model.edits.duplicate_relations import BETWEEN_PARTIES, as_one, coinciding
from model.edits.identity import Present, re_pointed
from model.errors import InputError, Problem
from model.language import Text
from model.rules import RecordRule
from model.text.describe import told, value_told
from model.vocabulary.contents import Contents, Records
from model.vocabulary.cycles import ids_named, leads_to, upwards
from model.vocabulary.forums import Seat
from model.vocabulary.record import Column, Record, Relationship
from model.vocabulary.types import targets, upward_fields

OWN = frozenset({"certainty", "certainty_reason", *(field for column in Record.periods() for field in column.fields)})
"""Fields in which emptiness says something: they are not filled."""
NAMES = ("name", "name_en", "short_name", "short_name_en")
SETTLED = frozenset({"id", *NAMES, "example", "certainty_reason"})
"""Fields in which what is merged loses nothing that is not told by others: its id and names find it still."""


@dataclass(frozen=True, slots=True)
class Merger:
    """What a merger comes to: what is kept, the operations, of each relation that goes, why, and what the two say otherwise."""

    kept: Record
    operations: list[Operation]
    dropped: tuple[Text, ...]
    overruled: tuple[tuple[Column, Text], ...] = ()


def merged(records: Records, keep: str, other: str) -> Merger:
    """What joins the record `other` to the record `keep`. Raises NotFound, InputError."""
    one, two = _meant(records, keep), _meant(records, other)
    _must_be_joinable(one, two)
    present = {two.key: one.id}
    hanging = Contents(naming(records, present)).without([one, two])
    moved = {record.key: as_moved(record, present) for record in hanging}
    kept = joined(re_pointed(one, present), re_pointed(two, present))
    above_it = Contents(above(records, [kept])).without([two]).with_([*moved.values(), kept])
    to_itself = [record for record in moved.values() if is_to_itself(record)]
    there = Contents(naming(records, [one.key], BETWEEN_PARTIES)).with_(moved.values())
    groups = list(coinciding(there.without(to_itself), moved.keys()))
    twice = [record for group in groups for record in group[1:]]
    dropped = [*to_itself, *twice]
    made = [_not_above_itself(above_it, kept), *Contents(moved.values()).without(dropped).with_(map(as_one, groups))]
    operations = checked(records, made, [two, *dropped])
    return Merger(kept, operations, tuple(_why(to_itself, twice, records)), tuple(_overruled(one, two, kept, records)))


def as_moved(record: Record, present: Present) -> Record:
    """The record with what is kept for what is merged; who sits for itself sits for nobody else."""
    now = re_pointed(record, present)
    speaks_for_itself = isinstance(now, Seat) and now != record and now.on_behalf_of == now.holder
    return now.model_copy(update={"on_behalf_of": None}) if speaks_for_itself else now


def is_to_itself(record: Record) -> bool:
    """Whether a relation is one of a party to the party itself. An actor's to an area of the same id is not."""
    if isinstance(record, Seat):
        return record.holder == record.forum
    return isinstance(record, Relationship) and record.source == record.target and _joins_parties(type(record))


def _joins_parties(type_: type[Record]) -> bool:
    return all(target.party for ref in type_.references().values() for target in targets(ref))


def _not_above_itself(contents: Contents, kept: Record) -> Record:
    """What is kept without what it would be a part of, or have resulted from, that itself comes back to it."""
    values = kept.values()
    for type_, field in upward_fields():
        if type_ is type(kept):
            names = upwards(contents.of(type_), field)
            for id_ in ids_named(kept, field):
                if leads_to(id_, kept.id, names):
                    values[field] = _without(values[field], id_)
    return type(kept).model_validate(values)


def _meant(records: Records, said: str) -> Record:
    """The party of the id `said`, where a kind or an area has the same; or whatever else has it. Raises NotFound."""
    return records.party(said) or find_record(records, said)


def _must_be_joinable(one: Record, two: Record) -> None:
    if not one.party or one.label != two.label:
        ids = {"one": one.id, "two": two.id}
        text = Text("'{one}' and '{two}' cannot be merged: only two actors, two forums or two functions can", **ids)
        raise refused([Problem(RecordRule.MERGED_ALIKE, text, None, two.label, two.id)])
    if one.id == two.id:
        raise InputError(Text("'{id}' is one and the same already; nothing to do", id=one.id), ())


def joined(one: Record, two: Record) -> Record:
    """The record `one` with what it leaves open filled from `two`."""
    kept, other = one.values(), two.values()
    values = {name: _united(name, kept[name], other[name]) for name in kept}
    for field, ref in one.references().items():
        if type(one) in targets(ref):  # a kind or a type may have the same id, and is another record
            values[field] = _without(values[field], one.id)
    names = {*kept["aliases"], *other["aliases"], *(other[name] for name in NAMES)} - {values[name] for name in NAMES} - {None}
    former = {*kept["former_ids"], *other["former_ids"], two.id}
    values |= {"aliases": sorted(names), "former_ids": sorted(former), "example": kept["example"] and other["example"]}
    found = record_from(type(one), values)
    if isinstance(found, Record):
        return found
    raise refused(found)


def _united(name: str, kept: Any, other: Any) -> Any:
    if isinstance(kept, list):
        return [*kept, *other]
    return other if kept is None and name not in OWN else kept


def _overruled(one: Record, two: Record, kept: Record, records: Records) -> Iterator[tuple[Column, Text]]:
    """The fields of which the two say otherwise, each with what stays and what goes; of names and lists nothing goes."""
    values, others = kept.values(), two.values()
    for name, column in one.columns().items():
        stays, goes = values[name], others[name]
        said = goes is not None or name in ("valid_from", "valid_to")
        if said and stays != goes and not column.of_day and not column.many and not column.about.derived and name not in SETTLED:
            words = {"stays": value_told(values, column, records), "goes": value_told(others, column, records)}
            yield column, Text("{stays} stays; {goes}, which '{id}' had, goes", id=two.id, **words)


def _without(value: Any, id_: str) -> Any:
    """What a field names, but for `id_`."""
    return [item for item in value if item != id_] if isinstance(value, list) else None if value == id_ else value


def _why(to_itself: Iterable[Record], twice: Iterable[Record], records: Records) -> Iterator[Text]:
    for record in to_itself:
        yield Text("would join the party to itself: {relation}", relation=_told(record, records))
    for record in twice:
        yield Text("another says the same: {relation}", relation=_told(record, records))


def _told(record: Record, records: Records) -> Text:
    before = next(records.get([record.key]))
    return Text("{what} {id}, {told}", what=record.reads, id=record.id, told=told(before, records))
