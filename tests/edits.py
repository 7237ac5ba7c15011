"""Random edits for hypothesis, of every kind that a person makes by hand, right and wrong ones; and what comes of one."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from hypothesis import strategies as st

from model.changes.operations import Operation, apply_operations
from model.changes.undo import invert_operations
from model.edits.by_hand import confirm_records, end_record, plan_edit, rename_record, set_field
from model.edits.merging import Merger, merge_records
from model.edits.succession import count_remaining_relations, plan_succession
from model.errors import InputError, NotFound
from model.vocabulary.contents import Contents, Records
from model.vocabulary.record import Column, Record
from tests.landscapes import DAYS

Edit = Callable[[Records], Any]
"""What is asked of a landscape, and what comes of it: operations, and what is told beside them."""


def outcome_of(edit: Edit, records: Records) -> Any:
    """What comes of an edit, or all that its refusal says."""
    try:
        return edit(records)
    except InputError as error:
        return [str(error), *error.problems]
    except NotFound as error:
        return [str(error), *error.suggestions]


def make_undo(operations: Iterable[Operation]) -> Edit:
    """The edit that makes undone what `operations` did."""
    undone = invert_operations(operations)
    made = [item.record for item in undone if item.after]
    gone = [item.record_before for item in undone if not item.after]
    return lambda records: plan_edit(records, made, gone)


@st.composite
def edits(draw: st.DrawFn, contents: Contents) -> Edit:
    """One edit of a record of `contents`, or of what is not there."""
    kind = draw(st.sampled_from(("set", "set", "end", "rename", "confirm", "merge", "succeed")))
    said, day = draw(_name_records(contents)), draw(DAYS)
    match kind:
        case "set":
            return _set_fields(draw, contents)
        case "end":
            return lambda records: end_record(records, said, day)
        case "rename":
            return lambda records: rename_record(records, said, "Ny")
        case "confirm":
            ids, source = draw(st.lists(_name_records(contents), max_size=2)), draw(st.sampled_from([None, "s"]))
            return lambda records: confirm_records(records, ids, source, day)
        case "merge":
            other = draw(_name_records(contents))
            return lambda records: merge_records(records, said, other)
        case _:
            old, new = draw(st.lists(_name_records(contents), min_size=1, max_size=2)), draw(_name_records(contents))
            return lambda records: _succeed(records, old, [new], day)


def _succeed(records: Records, old: Sequence[str], new: Sequence[str], day: str) -> Any:
    operations = plan_succession(records, old, new, day)
    return operations, count_remaining_relations(records, operations, day)


def _name_records(contents: Contents) -> st.SearchStrategy[str]:
    """How a record is named: by its id, most often a party's; by a former one; by what no record has."""
    parties = [party.id for party in contents.parties()]
    former = [id_ for party in contents.parties() for id_ in party.former_ids]
    return st.sampled_from([*parties * 3, *(f"{record.stem()}:{record.id}" for record in contents), *former, "a77", "actor:f0"])


def _set_fields(draw: st.DrawFn, contents: Contents) -> Edit:
    record: Record = draw(st.sampled_from(list(contents)))
    said = f"{record.stem()}:{record.id}"
    column = draw(st.sampled_from([column for name, column in record.columns().items() if not column.about.derived]))
    value = draw(_values_of(column, contents))
    return lambda records: set_field(records, said, column.name, value)


def _values_of(column: Column, contents: Contents) -> st.SearchStrategy[Any]:
    ids = [record.id for record in contents]
    former = [id_ for party in contents.parties() for id_ in party.former_ids]
    if column.name == "evidence":
        return st.sampled_from([["kalla §2"], ["okand"], ["kalla", "exempel"], ["exempel §1"]])
    if column.choice:
        return st.sampled_from([None, *(member.value for member in column.choice)])
    if column.ref or column.name == "former_ids":
        one: st.SearchStrategy[Any] = st.sampled_from([*ids, *former, "a77", "x99"])
    else:
        one = {"number": st.integers(0, 5), "boolean": st.booleans(), "date": DAYS, "text": st.just("ny")}[column.kind]
    return st.one_of(st.none(), st.lists(one, max_size=2) if column.many else one)


@st.composite
def histories(draw: st.DrawFn, contents: Contents) -> tuple[Contents, Edit]:
    """A landscape after some edits of `contents`, with one edit more: a new one, or the undoing of one of those."""
    done: list[list[Operation]] = []
    for _ in range(draw(st.integers(0, 3))):
        made = outcome_of(draw(edits(contents)), contents)
        operations = operations_of(made)
        contents = apply_operations(contents, operations)
        done += [operations] if operations else []
    return contents, draw(st.one_of(edits(contents), *(st.just(make_undo(operations)) for operations in done)))


def operations_of(made: Any) -> list[Operation]:
    """The operations in the outcome of an edit; none when it was refused."""
    found = made.operations if isinstance(made, Merger) else made[0] if isinstance(made, tuple) else made
    return [item for item in found if isinstance(item, Operation)]
