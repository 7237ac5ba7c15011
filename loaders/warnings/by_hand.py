"""What is unusual in an edit by hand, and what whoever makes it would want to know. A notice never stops it."""

from collections.abc import Iterator, Sequence

from loaders.rows.rules import NoticeRule
from loaders.warnings.after_the_end import after_the_end_by_hand
from loaders.warnings.endings import confirmed_gone, gaps, left_behind, turned_round
from loaders.warnings.likenesses import notice_of
from loaders.warnings.more_certain import more_certain_by_hand
from loaders.warnings.notices import SLIPS
from loaders.warnings.unusual import another_seat_by_hand, disordered
from loaders.warnings.unusual_times import far_ahead_by_hand, noticed_of_trails, open_that_end
from model.changes.operations import Operation, Operations, Values, applied
from model.checks.surroundings import surroundings
from model.edits.by_hand import find_record
from model.edits.succession import there_before
from model.errors import Problem
from model.language import Text
from model.text.likeness import Names
from model.vocabulary.actors import Actor
from model.vocabulary.contents import Records
from model.vocabulary.decisions import Assignment, Decision, Step
from model.vocabulary.types import PARTIES, TYPES
from queries.landscape.parties import called_just
from queries.server.graph import Graph

NAMES = ("name", "short_name", "aliases")


def noticed_by_hand(graph: Graph, records: Records, operations: Operations) -> Iterator[Problem]:
    """Everything unusual in `operations` on `records`, which are those of the graph."""
    for slip in SLIPS:
        yield from slip(operations)
    yield from turned_round(operations, by_hand=True)
    yield from confirmed_gone(operations)
    yield from left_behind(records, operations)
    yield from open_that_end(operations, by_hand=True)
    yield from noticed_of_trails(records, operations)
    yield from far_ahead_by_hand(operations)
    yield from after_the_end_by_hand(records, operations)
    for operation in operations:
        if TYPES[operation.type] in PARTIES and operation.after:
            yield from _likely_the_same(graph, records, operation)
    yield from another_seat_by_hand(records, operations)
    yield from disorder_by_hand(records, operations)
    yield from more_certain_by_hand(records, operations)


def disorder_by_hand(records: Records, operations: Operations) -> Iterator[Problem]:
    """The steps that come out of order by the edit, and did not stand so before."""
    of_trails = [item for item in operations if item.type in (Decision.label, Assignment.label, Step.label)]
    if of_trails:
        made = [item.record for item in of_trails if item.after]
        before = surroundings(records, made, [item.record_before for item in of_trails if not item.after])
        after = applied(before, of_trails)
        known = set(disordered(before, before.of(Assignment)))
        yield from (notice for notice in disordered(after, after.of(Assignment)) if notice not in known)


def noticed_in_succession(
    records: Records, operations: Sequence[Operation], old: Sequence[str], new: Sequence[str], day: str
) -> Iterator[Problem]:
    """What is unusual when `new` succeed `old` from `day` on, and which of them have been there before."""
    parties = {said: find_record(records, said) for said in (*old, *new)}
    yield from gaps((parties[said] for said in old if said not in new), (parties[said] for said in new if said not in old), day)
    yield from turned_round(operations, by_hand=True)
    yield from left_behind(records, operations, day)
    followers = [item.id for item in operations if _goes_on(item.after or {}, day)]
    for id_ in there_before(records, followers, day):
        text = Text("has relations that hold before {day}: it has been there already, and keeps its first day", day=day)
        first = Actor.columns()["valid_from"].about.heading
        hint = Text('if it is new: landskap set {id} "{field}" {day}', id=id_, field=first, day=day)
        yield Problem(NoticeRule.THERE_BEFORE, text, hint, Actor.label, id_)


def _goes_on(values: Values, day: str) -> bool:
    """Whether an organisation follows others and is there on `day`, without saying since when."""
    return bool(values.get("resulted_from")) and not values["valid_from"] and (values["valid_to"] or day) >= day


def _likely_the_same(graph: Graph, records: Records, operation: Operation) -> Iterator[Problem]:
    """What a party that is newly named is likely the same as, of those that bear just the new name: they are looked up."""
    before, after = operation.before or {}, operation.after or {}
    new = {name for field in NAMES for name in {*_names(after, field)} - {*_names(before, field)}}
    for other in records.get((operation.type, id_) for name in new for id_ in called_just(graph, name) if id_ != operation.id):
        for likeness in Names([operation.record]).like(other):
            yield notice_of(likeness, Text("if so, join them: landskap merge {id} {new}", id=other.id, new=operation.id))


def _names(values: Values, field: str) -> Sequence[str]:
    value = values.get(field) or ()
    return (value,) if isinstance(value, str) else value
