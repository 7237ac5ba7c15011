"""A single fact changed by hand: a field set, a record ended, a name changed. Checked in its surroundings before it is kept."""

from collections.abc import Collection, Iterator, Mapping, Sequence
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
from model.vocabulary.kept_text import find_control_characters, normalize_values
from model.vocabulary.record import Certainty, Column, Record, expand_periods
from model.vocabulary.types import TYPES


def find_record(records: Records, said: str) -> Record:
    """The record of the id `said`, now or formerly, which may be written `type:id` where types share ids. Raises NotFound.

    A relationship that shares its id with a node is meant by `type:id` alone.
    """
    found = list(_find_by_id(records, said)) or list(_find_by_former_id(records, said))
    if len(found) == 1:
        return found[0]
    if found:
        ids = [f"{record.stem()}:{record.id}" for record in found]
        text = Text("several have the id '{said}': {ids}", said=said, ids=", ".join(ids))
        raise NotFound(text, ids, Text("Give one of the ids."))
    near = find_nearest(said, (id_ for type_ in TYPES.values() for id_ in records.ids(type_)))
    way_out = Text("Did you mean {ids}?", ids=", ".join(near)) if near else None
    raise NotFound(Text("there is nothing with the id '{said}'", said=said), near, way_out)


def _find_by_id(records: Records, said: str) -> Iterator[Record]:
    stem, _, id_ = said.rpartition(":")
    return records.get((type_.label, id_) for type_ in TYPES.values() if type_.stem() == stem) if stem else records.of_id(id_)


def _find_by_former_id(records: Records, said: str) -> Iterator[Record]:
    stem, _, id_ = said.rpartition(":")
    return (party for party in records.find_merged_parties([id_]) if stem in ("", party.stem()))


def set_field(records: Records, said: str, field: str, value: Any) -> list[Operation]:
    """The operations that set one field of the record `said`; `value` None empties it. Raises NotFound, InputError."""
    return set_fields(records, said, {field: value})


def set_fields(records: Records, said: str, changed: Mapping[str, Any]) -> list[Operation]:
    """The operations that set fields of the record `said`; None empties one. Raises NotFound, InputError."""
    record = find_record(records, said)
    given = expand_periods(type(record), {find_settable_field(record, field).name: value for field, value in changed.items()})
    values = record.with_values(_normalize_given(record, given))
    return _replace_values(records, record, {name: value for name, value in values.items() if value is not None})


def _normalize_given(record: Record, values: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return what is said of a record's fields as it is kept. Raises InputError where a text holds control characters."""
    if wrong := [replace(problem, id=record.id) for problem in find_control_characters(type(record), values)]:
        raise build_refusal(wrong)
    return normalize_values(type(record), values)


def end_record(records: Records, said: str, day: str) -> list[Operation]:
    """The operations that make `day` the last day of the record `said`. Raises NotFound, InputError."""
    return set_field(records, said, "valid_to", day)


def rename_record(records: Records, said: str, name: str) -> list[Operation]:
    """The operations that give the record a new name and keep the old one as an alias. Raises NotFound, InputError."""
    record = find_record(records, said)
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


def confirm_records(records: Records, said: Sequence[str], source: str | None, day: str) -> list[Operation]:
    """The operations that say that the records `said`, and those of `source` that hold on `day`, still hold. Raises NotFound."""
    found = [find_record(records, one) for one in said]
    if source:
        found += find_asserted_by(records, source, day)
    return diff_records(Contents(found), Contents(record.model_copy(update={"confirmed_on": day}) for record in found))


def find_asserted_by(records: Records, source: str, day: str) -> list[Record]:
    """What `source` says that holds on `day`. Raises NotFound when that is nothing."""
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
    """Of what is uncertain and does not say why, or the other way round: with the edit that says both."""
    if problem.rule != RecordRule.UNCERTAIN_WHY:
        return problem
    columns, certain = record.columns(), record.certainty == Certainty.CERTAIN
    hint = Text(
        'say both: landskap set {id} {certainty} {becomes} "{reason}" "{why}"',
        id=record.id,
        certainty=columns["certainty"].about.heading,
        becomes=(Certainty.UNCERTAIN if certain else Certainty.CERTAIN).term,
        reason=columns["certainty_reason"].about.heading,
        why=values.get("certainty_reason", "…") if certain else "",
    )
    return replace(problem, hint=hint)


def find_settable_field(record: Record, said: str) -> Column:
    """The field of the record that `said` names, by its name or its heading in either language. Raises InputError."""
    words = index_columns(column for column in record.columns().values() if not (column.about.derived or column.of_day))
    found = words.get(said.strip().casefold())
    if found and found.name != "id":
        return found
    text = Text("an id never changes") if found else Text("there is no field '{field}' to set", field=said)
    hint = _explain_id_change(record) if found else suggest_heading(said, words)
    raise build_refusal([Problem(CellRule.UNKNOWN_FIELD, text, hint, record.label, record.id, said)])


def _explain_id_change(record: Record) -> Text:
    """What becomes of something that is to have another id."""
    if record.party:
        return Text("load it under the new id too, and join the two: landskap merge NEW {id}; then both find it", id=record.id)
    return Text("load it under the new id, and end this one: landskap end {id}", id=record.id)


def plan_edit(records: Records, made: Collection[Record], gone: Collection[Record] = ()) -> list[Operation]:
    """The operations by which `made` (new, or anew) is among `records`, and `gone` no longer; the trails are kept.

    Raises InputError with all that would then be wrong; what was wrong before is no reason to refuse.
    """
    before = select_surroundings(records, made, gone)
    after = derive_assignments(before.without(gone).with_(made))
    if problems := find_new_problems(before, after):
        raise build_refusal(list(add_suggestions(problems, records)))
    return diff_records(before, after)


def build_refusal(problems: list[Problem]) -> InputError:
    """The refusal of a change, with everything that is wrong with it."""
    return InputError(Text("the change cannot be kept; nothing was written"), problems)
