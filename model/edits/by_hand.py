"""Edits of a single record by hand: set a field, end it, rename it, confirm it. Each is checked in its surroundings."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

from model.changes.operations import Operation, diff_records
from model.checks.landscape import find_new_problems
from model.checks.suggestions import add_suggestions
from model.checks.surroundings import references_of_record, select_surroundings
from model.checks.validation import build_record
from model.edits.identity import index_former_ids, replace_former_ids
from model.errors import InputError, NotFound, Problem
from model.language import Text
from model.rules import CellRule, RecordRule
from model.text.column_words import index_columns, suggest_heading
from model.text.nearest import find_nearest
from model.vocabulary.assignment_state import derive_assignments
from model.vocabulary.contents import Contents, Records
from model.vocabulary.input_text import find_control_characters, normalize_values
from model.vocabulary.record import Certainty, Column, Record, expand_periods
from model.vocabulary.types import TYPES


def find_record(records: Records, id_: str) -> Record:
    """Return the record of the id `id_`, current or former; `type:id` where types share ids. Raises NotFound.

    A relationship that shares its id with a node is only found as `type:id`.
    """
    stem, _, own_id = id_.rpartition(":")
    keys = ((type_.label, own_id) for type_ in TYPES.values() if type_.stem() == stem)
    found: list[Record] = [*(records.get(keys) if stem else records.of_id(own_id))]
    if not found:
        found = [party for party in records.find_merged_parties([own_id]) if stem in ("", party.stem())]
    if len(found) == 1:
        return found[0]
    if found:
        ids = [f"{record.stem()}:{record.id}" for record in found]
        text = Text("several have the id '{said}': {ids}", said=id_, ids=", ".join(ids))
        raise NotFound(text, ids, Text("Give one of the ids."))
    near = find_nearest(id_, (known for type_ in TYPES.values() for known in records.ids(type_)))
    way_out = Text("Did you mean {ids}?", ids=", ".join(near)) if near else None
    raise NotFound(Text("there is nothing with the id '{said}'", said=id_), near, way_out)


def set_field(records: Records, id_: str, field: str, value: Any) -> list[Operation]:
    """Return the operations that set one field of the record `id_`; None empties it. Raises NotFound, InputError."""
    return set_fields(records, id_, {field: value})


def set_fields(records: Records, id_: str, changed: Mapping[str, Any]) -> list[Operation]:
    """Return the operations that set fields of the record `id_`; None empties one. Raises NotFound, InputError."""
    record = find_record(records, id_)
    given = expand_periods(type(record), {find_settable_field(record, field).name: value for field, value in changed.items()})
    values = record.with_values(_normalize_given(record, given))
    return _replace_values(records, record, {name: value for name, value in values.items() if value is not None})


def _normalize_given(record: Record, values: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the values in normal form. Raises InputError if a text holds control characters."""
    if wrong := [replace(problem, id=record.id) for problem in find_control_characters(type(record), values)]:
        raise build_refusal(wrong)
    return normalize_values(type(record), values)


def end_record(records: Records, id_: str, day: str) -> list[Operation]:
    """Return the operations that make `day` the last day of the record `id_`. Raises NotFound, InputError."""
    return set_field(records, id_, "valid_to", day)


def rename_record(records: Records, id_: str, name: str) -> list[Operation]:
    """Return the operations that rename the record and keep its old name as an alias. Raises NotFound, InputError."""
    record = find_record(records, id_)
    values = record.values()
    if "name" not in values:
        text = Text("{what} has no name", what=record.reads)
        raise build_refusal([Problem(RecordRule.NO_NAME, text, None, record.label, record.id, "name")])
    if "aliases" in values:
        values["aliases"] = [*values["aliases"], values["name"]]
    values |= _normalize_given(record, {"name": name})
    if "aliases" in values:
        values["aliases"] = [alias for alias in values["aliases"] if alias != values["name"]]
    return _replace_values(records, record, values)


def confirm_records(records: Records, ids: Sequence[str], source: str | None, day: str) -> list[Operation]:
    """Return the operations that confirm on `day` the records `ids`, and those of `source` valid then. Raises NotFound."""
    found = [find_record(records, id_) for id_ in ids]
    if source:
        found += find_asserted_by(records, source, day)
    return diff_records(Contents(found), Contents(record.model_copy(update={"confirmed_on": day}) for record in found))


def find_asserted_by(records: Records, source: str, day: str) -> list[Record]:
    """Return the records that `source` asserts and that hold on `day`. Raises NotFound if there are none."""
    if found := [record for record in records if source in record.asserted_by and record.holds_on(day)]:
        return found
    near = find_nearest(source, {who for record in records for who in record.asserted_by})
    way_out = Text("Did you mean {ids}?", ids=", ".join(near)) if near else None
    raise NotFound(Text("no source '{source}' says anything that holds on {day}", source=source, day=day), near, way_out)


def _replace_values(records: Records, record: Record, values: dict[str, Any]) -> list[Operation]:
    changed = build_record(type(record), values)
    if isinstance(changed, Record):
        named = {id_ for _to, id_ in references_of_record(changed)}
        return plan_edit(records, [replace_former_ids(changed, index_former_ids(records.find_merged_parties(named)))])
    raise build_refusal([*add_suggestions([_add_edit_hint(problem, record, values) for problem in changed], records)])


def _add_edit_hint(problem: Problem, record: Record, values: Mapping[str, Any]) -> Problem:
    """Return the problem; if certainty and its reason contradict each other, with the edit that sets both as a hint."""
    if problem.rule != RecordRule.UNCERTAIN_WHY:
        return problem
    columns, certain = record.columns(), record.certainty == Certainty.CERTAIN
    hint = Text(
        'set both: landskap set {id} {certainty} {becomes} "{reason}" "{why}"',
        id=record.id,
        certainty=columns["certainty"].about.heading,
        becomes=(Certainty.UNCERTAIN if certain else Certainty.CERTAIN).term,
        reason=columns["certainty_reason"].about.heading,
        why=values.get("certainty_reason", "…") if certain else "",
    )
    return replace(problem, hint=hint)


def find_settable_field(record: Record, word: str) -> Column:
    """Return the field called `word`, its name or its heading in either language. Raises InputError."""
    words = index_columns(column for column in record.columns().values() if not (column.about.derived or column.of_day))
    found = words.get(word.strip().casefold())
    if found and found.name != "id":
        return found
    text = Text("an id never changes") if found else Text("there is no field '{field}' to set", field=word)
    hint = _explain_id_change(record) if found else suggest_heading(word, words)
    raise build_refusal([Problem(CellRule.UNKNOWN_FIELD, text, hint, record.label, record.id, word)])


def _explain_id_change(record: Record) -> Text:
    """Return how to give a record another id."""
    if record.party:
        return Text(
            "load it under the new id too, and merge the two: landskap merge NEW {id}; then both ids find it", id=record.id
        )
    return Text("load it under the new id, and end this one: landskap end {id}", id=record.id)


def plan_edit(records: Records, made: Collection[Record], gone: Collection[Record] = ()) -> list[Operation]:
    """Return the operations that add or replace `made` among `records` and remove `gone`; assignments are derived anew.

    Raises InputError with all problems that the edit would cause. Earlier problems do not count.
    """
    before = select_surroundings(records, made, gone)
    after = derive_assignments(before.without(gone).with_(made))
    if problems := find_new_problems(before, after):
        raise build_refusal(list(add_suggestions(problems, records)))
    return diff_records(before, after)


def build_refusal(problems: list[Problem]) -> InputError:
    """Return the error that refuses a change, with all its problems."""
    return InputError(Text("the change cannot be kept; nothing was written"), problems)
