"""All notices of an edit by hand, for its author to read before confirming it. A notice never stops an edit."""

from collections.abc import Iterator, Sequence

from loaders.rows.rules import NoticeRule
from loaders.warnings.after_the_end import find_after_end_in_edit
from loaders.warnings.endings import find_changed_days, find_confirmed_gone, find_left_behind, find_succession_gaps
from loaders.warnings.likenesses import describe_likeness
from loaders.warnings.load_notices import SLIP_CHECKS
from loaders.warnings.more_certain import find_more_certain_in_edit
from loaders.warnings.unusual import find_disorder, find_double_seats_in_edit
from loaders.warnings.unusual_times import find_far_ahead_in_edit, find_open_ends, find_trail_notices
from loaders.warnings.verifications import find_decided_before, find_doubtful_verifications
from model.changes.operations import Operation, Operations, Values, apply_operations
from model.checks.surroundings import select_surroundings
from model.edits.by_hand import find_record
from model.edits.succession import find_active_before
from model.errors import Problem
from model.language import Text
from model.text.likeness import NameIndex
from model.vocabulary.actors import Actor
from model.vocabulary.contents import Records
from model.vocabulary.decisions import Assignment, Decision, Step, StepKind
from model.vocabulary.types import PARTIES, TYPES
from queries.landscape.parties import find_exact_parties
from queries.server.graph import Graph

NAME_FIELDS = ("name", "short_name", "aliases")


def find_edit_notices(graph: Graph, records: Records, operations: Operations) -> Iterator[Problem]:
    """Yield everything unusual in `operations` on `records`, the graph's."""
    for check in SLIP_CHECKS:
        yield from check(operations)
    yield from find_changed_days(operations, by_hand=True)
    yield from find_confirmed_gone(operations)
    yield from find_left_behind(records, operations)
    yield from find_open_ends(operations, by_hand=True)
    yield from find_trail_notices(records, operations)
    yield from find_far_ahead_in_edit(operations)
    yield from find_after_end_in_edit(records, operations)
    for operation in operations:
        if TYPES[operation.type] in PARTIES and operation.after:
            yield from _find_likely_same(graph, records, operation)
    yield from find_double_seats_in_edit(records, operations)
    yield from find_edit_disorder(records, operations)
    yield from find_more_certain_in_edit(records, operations)
    yield from find_doubtful_in_edit(records, operations)
    yield from find_decided_before(graph, records, operations)


def find_doubtful_in_edit(records: Records, operations: Operations) -> Iterator[Problem]:
    """Yield a notice for each doubtful verification that the edit makes."""
    steps = [step for item in operations if item.type == Step.label and item.after and isinstance(step := item.record, Step)]
    if any(step.kind == StepKind.VERIFIED for step in steps):
        yield from find_doubtful_verifications(select_surroundings(records, steps).with_(steps), steps)


def find_edit_disorder(records: Records, operations: Operations) -> Iterator[Problem]:
    """Yield a notice for each step that the edit puts out of order."""
    on_trails = [item for item in operations if item.type in (Decision.label, Assignment.label, Step.label)]
    if on_trails:
        made = [item.record for item in on_trails if item.after]
        before = select_surroundings(records, made, [item.record_before for item in on_trails if not item.after])
        after = apply_operations(before, on_trails)
        known = set(find_disorder(before, before.of(Assignment)))
        yield from (notice for notice in find_disorder(after, after.of(Assignment)) if notice not in known)


def find_succession_notices(
    records: Records, operations: Sequence[Operation], old: Sequence[str], new: Sequence[str], day: str
) -> Iterator[Problem]:
    """Yield the notices when the parties `new` succeed `old` from `day` on; also about successors that existed before."""
    parties = {name: find_record(records, name) for name in (*old, *new)}
    yield from find_succession_gaps(
        (parties[name] for name in old if name not in new), (parties[name] for name in new if name not in old), day
    )
    yield from find_changed_days(operations, by_hand=True)
    yield from find_left_behind(records, operations, day)
    followers = [
        item.id
        for item in operations
        if (after := item.after) and after.get("resulted_from") and not after["valid_from"] and (after["valid_to"] or day) >= day
    ]
    for id_ in find_active_before(records, followers, day):
        text = Text("has relations that hold before {day}: it existed already, and keeps its first day", day=day)
        first = Actor.columns()["valid_from"].about.heading
        hint = Text('if it is new: landskap set {id} "{field}" {day}', id=id_, field=first, day=day)
        yield Problem(NoticeRule.THERE_BEFORE, text, hint, Actor.label, id_)


def _find_likely_same(graph: Graph, records: Records, operation: Operation) -> Iterator[Problem]:
    """Yield a notice for each party with exactly a new name of this one, if the two are likely the same."""
    before, after = operation.before or {}, operation.after or {}
    new = {name for field in NAME_FIELDS for name in {*_names_in(after, field)} - {*_names_in(before, field)}}
    for other in records.get(
        (operation.type, id_) for name in new for id_ in find_exact_parties(graph, name) if id_ != operation.id
    ):
        for likeness in NameIndex([operation.record]).find_similar(other):
            yield describe_likeness(likeness, Text("if so, join them: landskap merge {id} {new}", id=other.id, new=operation.id))


def _names_in(values: Values, field: str) -> Sequence[str]:
    value = values.get(field) or ()
    return (value,) if isinstance(value, str) else value
