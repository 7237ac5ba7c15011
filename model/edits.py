"""A single fact changed by hand: a field set, a record ended, a name changed. Checked as a whole before anything is kept."""

from collections.abc import Iterator, Sequence
from typing import Any

from model.changes import Operation, difference
from model.checks import problems_in
from model.contents import Contents
from model.errors import InputError, NotFound, Problem
from model.language import Text
from model.nearness import nearest
from model.record import Record
from model.rules import CellRule, RecordRule
from model.trail import trails_kept
from model.validation import record_from
from model.vocabulary import TYPES


def find_record(contents: Contents, said: str) -> Record:
    """The record of the id `said`, which may be written `type:id` where types share ids. Raises NotFound."""
    found = list(_of_id(contents, said))
    if len(found) == 1:
        return found[0]
    if found:
        ids = [f"{record.stem()}:{record.id}" for record in found]
        text = Text("several have the id '{said}': {ids}", said=said, ids=", ".join(ids))
        raise NotFound(text, ids, Text("Give one of the ids."))
    near = nearest(said, (record.id for record in contents))
    way_out = Text("Did you mean {ids}?", ids=", ".join(near)) if near else None
    raise NotFound(Text("there is nothing with the id '{said}'", said=said), near, way_out)


def _of_id(contents: Contents, said: str) -> Iterator[Record]:
    stem, _, id_ = said.rpartition(":")
    for label, type_ in TYPES.items():
        record = contents.find(label, id_)
        if record and stem in ("", type_.stem()):
            yield record


def with_field(contents: Contents, said: str, field: str, value: Any) -> list[Operation]:
    """The operations that set one field of the record `said`; `value` None empties it. Raises NotFound, InputError."""
    record = find_record(contents, said)
    _must_be_settable(record, field)
    values = record.values() | {field: value}
    return _with_values(contents, record, {name: given for name, given in values.items() if given is not None})


def ended(contents: Contents, said: str, day: str) -> list[Operation]:
    """The operations that make `day` the last day of the record `said`. Raises NotFound, InputError."""
    return with_field(contents, said, "valid_to", day)


def renamed(contents: Contents, said: str, name: str) -> list[Operation]:
    """The operations that give the record a new name and keep the old one as an alias. Raises NotFound, InputError."""
    record = find_record(contents, said)
    values = record.values()
    if "name" not in values:
        text = Text("{what} has no name", what=record.reads)
        raise _refused([Problem(RecordRule.NO_NAME, text, None, record.label, record.id, "name")])
    if "aliases" in values:
        values["aliases"] = [*values["aliases"], values["name"]]
    return _with_values(contents, record, {**values, "name": name})


def confirmed(contents: Contents, said: Sequence[str], source: str | None, day: str) -> list[Operation]:
    """The operations that say that the records `said`, and those of `source` that hold on `day`, still hold. Raises NotFound."""
    records = [find_record(contents, one) for one in said]
    if source:
        records += _of_source(contents, source, day)
    return difference(contents, contents.with_(record.model_copy(update={"confirmed_on": day}) for record in records))


def _of_source(contents: Contents, source: str, day: str) -> list[Record]:
    if found := [record for record in contents if source in record.asserted_by and record.holds_on(day)]:
        return found
    near = nearest(source, {who for record in contents for who in record.asserted_by})
    way_out = Text("Did you mean {ids}?", ids=", ".join(near)) if near else None
    raise NotFound(Text("no source '{source}' says anything that holds on {day}", source=source, day=day), near, way_out)


def _with_values(contents: Contents, record: Record, values: dict[str, Any]) -> list[Operation]:
    changed = record_from(type(record), values)
    if isinstance(changed, Record):
        return checked(contents, contents.with_([changed]))
    raise _refused(changed)


def _must_be_settable(record: Record, field: str) -> None:
    columns = {name: column for name, column in record.columns().items() if not column.about.derived and name != "id"}
    if field not in columns:
        near = nearest(field, columns)
        hint = Text("did you mean '{near}'?", near="', '".join(near)) if near else None
        text = Text("there is no field '{field}' to set", field=field)
        raise _refused([Problem(CellRule.UNKNOWN_FIELD, text, hint, record.label, record.id, field)])


def checked(before: Contents, after: Contents) -> list[Operation]:
    """The operations that make `before` into `after`, its trails kept. Raises InputError when it does not hold together."""
    kept = trails_kept(after)
    if problems := problems_in(kept):
        raise _refused(problems)
    return difference(before, kept)


def _refused(problems: list[Problem]) -> InputError:
    return InputError(Text("the change cannot be kept; nothing was written"), problems)
