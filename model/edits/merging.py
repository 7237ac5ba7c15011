"""Merging two records of the same party, with all their relations.

The kept record wins field by field; its empty fields are filled from the other, and lists are united. Relations keep their ids. A
relation that would join the party to itself is dropped, and duplicates are merged (`duplicate_relations`).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from model.changes.operations import Operation
from model.checks.landscape import index_upward_ids, leads_to
from model.checks.surroundings import find_ancestors, find_referrers
from model.checks.validation import build_record
from model.edits.by_hand import build_refusal, find_record, plan_edit
from model.edits.duplicate_relations import PARTY_RELATIONS, find_duplicate_relations, merge_relations
from model.edits.identity import CurrentIds, replace_former_ids
from model.errors import InputError, Problem
from model.language import Text
from model.rules import RecordRule
from model.text.describe import describe_record, describe_value
from model.text.names import PARTY_NAME_FIELDS
from model.vocabulary.contents import Contents, Records
from model.vocabulary.forums import Seat
from model.vocabulary.record import Column, Record, Relationship, referenced_ids_of
from model.vocabulary.types import list_upward_fields, targets_of

UNFILLED_FIELDS = frozenset({"certainty", "certainty_reason", *(field for column in Record.periods() for field in column.fields)})
"""Fields in which an empty value has a meaning, so that they are not filled."""
LOSSLESS_FIELDS = frozenset({"id", *PARTY_NAME_FIELDS, "example", "certainty_reason"})
"""Fields that lose nothing in a merger: the other record's id and names still find the party."""


@dataclass(frozen=True, slots=True)
class Merger:
    """The result of a merger: the kept record, the operations, a reason for each dropped relation, and the overruled values."""

    kept: Record
    operations: list[Operation]
    dropped: tuple[Text, ...]
    overruled: tuple[tuple[Column, Text], ...] = ()


def merge_records(records: Records, keep: str, other: str) -> Merger:
    """Return the merger of the record `other` into the record `keep`. Raises NotFound, InputError."""
    one, two = _find_mergeable(records, keep), _find_mergeable(records, other)
    _check_joinable(one, two)
    present = {two.key: one.id}
    referrers = Contents(find_referrers(records, present)).without([one, two])
    moved = {record.key: redirect_record(record, present) for record in referrers}
    kept = join_records(replace_former_ids(one, present), replace_former_ids(two, present))
    above_it = Contents(find_ancestors(records, [kept])).without([two]).with_([*moved.values(), kept])
    self_relations = [record for record in moved.values() if is_self_relation(record)]
    relations = Contents(find_referrers(records, [one.key], PARTY_RELATIONS)).with_(moved.values())
    groups = list(find_duplicate_relations(relations.without(self_relations), moved.keys()))
    duplicates = [record for group in groups for record in group[1:]]
    dropped = [*self_relations, *duplicates]
    made = [_drop_circular(above_it, kept), *Contents(moved.values()).without(dropped).with_(map(merge_relations, groups))]
    operations = plan_edit(records, made, [two, *dropped])
    return Merger(
        kept,
        operations,
        tuple(_explain_dropped(self_relations, duplicates, records)),
        tuple(_find_overruled(one, two, kept, records)),
    )


def redirect_record(record: Record, present: CurrentIds) -> Record:
    """Return the record with references to the kept party; a seat's holder never sits on behalf of itself."""
    now = replace_former_ids(record, present)
    speaks_for_itself = isinstance(now, Seat) and now != record and now.on_behalf_of == now.holder
    return now.model_copy(update={"on_behalf_of": None}) if speaks_for_itself else now


def is_self_relation(record: Record) -> bool:
    """Return whether a relation joins a party to itself. An actor and an area with the same id are not the same."""
    if isinstance(record, Seat):
        return record.holder == record.forum
    if not isinstance(record, Relationship) or record.source != record.target:
        return False
    return all(target.party for ref in record.references().values() for target in targets_of(ref))


def _drop_circular(contents: Contents, kept: Record) -> Record:
    """Return the kept record without references that would lead back to it."""
    values = kept.values()
    for type_, field in list_upward_fields():
        if type_ is type(kept):
            names = index_upward_ids(contents.of(type_), field)
            for id_ in referenced_ids_of(kept, field):
                if leads_to(id_, kept.id, names):
                    values[field] = _remove_id(values[field], id_)
    return type(kept).model_validate(values)


def _find_mergeable(records: Records, id_: str) -> Record:
    """Return the party of that id, or else any record of it. Raises NotFound."""
    return records.party(id_) or find_record(records, id_)


def _check_joinable(one: Record, two: Record) -> None:
    if not one.party or one.label != two.label:
        ids = {"one": one.id, "two": two.id}
        text = Text("'{one}' and '{two}' cannot be merged: only two actors, two forums or two functions can", **ids)
        raise build_refusal([Problem(RecordRule.MERGED_ALIKE, text, None, two.label, two.id)])
    if one.id == two.id:
        raise InputError(Text("'{id}' is already one record; nothing to do", id=one.id), ())


def join_records(one: Record, two: Record) -> Record:
    """Return `one` with its empty fields filled from `two`. Raises InputError."""
    kept, other = one.values(), two.values()
    values = {name: _unite_values(name, kept[name], other[name]) for name in kept}
    for field, ref in one.references().items():
        if type(one) in targets_of(ref):  # records of other types may have the same id
            values[field] = _remove_id(values[field], one.id)
    names = (
        {*kept["aliases"], *other["aliases"], *(other[name] for name in PARTY_NAME_FIELDS)}
        - {values[name] for name in PARTY_NAME_FIELDS}
        - {None}
    )
    former = {*kept["former_ids"], *other["former_ids"], two.id}
    values |= {"aliases": sorted(names), "former_ids": sorted(former), "example": kept["example"] and other["example"]}
    found = build_record(type(one), values)
    if isinstance(found, Record):
        return found
    raise build_refusal(found)


def _unite_values(name: str, kept: Any, other: Any) -> Any:
    if isinstance(kept, list):
        return [*kept, *other]
    return other if kept is None and name not in UNFILLED_FIELDS else kept


def _find_overruled(one: Record, two: Record, kept: Record, records: Records) -> Iterator[tuple[Column, Text]]:
    """Yield the fields in which the two contradict each other, each with the value kept and the value lost."""
    values, others = kept.values(), two.values()
    for name, column in one.columns().items():
        stays, goes = values[name], others[name]
        has_value = goes is not None or name in ("valid_from", "valid_to")
        if (
            has_value
            and stays != goes
            and not column.of_day
            and not column.many
            and not column.about.derived
            and name not in LOSSLESS_FIELDS
        ):
            words = {"stays": describe_value(values, column, records), "goes": describe_value(others, column, records)}
            yield column, Text("{stays} stays; {goes}, which '{id}' had, goes", id=two.id, **words)


def _remove_id(value: Any, id_: str) -> Any:
    """Return the value of a field without `id_`."""
    return [item for item in value if item != id_] if isinstance(value, list) else None if value == id_ else value


def _explain_dropped(self_relations: Iterable[Record], duplicates: Iterable[Record], records: Records) -> Iterator[Text]:
    for record in self_relations:
        yield Text("would join the party to itself: {relation}", relation=_describe_dropped(record, records))
    for record in duplicates:
        yield Text("another says the same: {relation}", relation=_describe_dropped(record, records))


def _describe_dropped(record: Record, records: Records) -> Text:
    before = next(records.get([record.key]))
    return Text("{what} {id}, {told}", what=record.reads, id=record.id, told=describe_record(before, records))
