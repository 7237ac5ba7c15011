"""What is unusual in an edit by hand, and what whoever makes it would want to know. A notice never stops it."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from loaders.likenesses import notice_of
from loaders.more_certain import more_certain_by_hand
from loaders.noticing import SLIPS
from loaders.rules import NoticeRule
from loaders.unusual import disordered, ends
from loaders.unusual_times import noticed_of_trails
from model.actors import Actor
from model.changes import Operation, Operations, Values, applied
from model.contents import Records
from model.decisions import Assignment, Decision, Step
from model.errors import Problem
from model.language import Joined, Text
from model.likeness import Names
from model.succession import still_hanging, there_before
from model.surroundings import surroundings
from model.vocabulary import PARTIES, TYPES
from queries.graph import Graph
from queries.parties import called_just

NAMES = ("name", "short_name", "aliases")


def noticed_by_hand(graph: Graph, records: Records, operations: Operations) -> Iterator[Problem]:
    """Everything unusual in `operations` on `records`, which are those of the graph."""
    for slip in SLIPS:
        yield from slip(operations)
    yield from noticed_of_trails(records, operations)
    for operation in operations:
        if TYPES[operation.type] in PARTIES and operation.after:
            yield from _left_behind(records, operation)
            yield from _likely_the_same(graph, records, operation)
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


def noticed_in_succession(records: Records, operations: Sequence[Operation], day: str) -> Iterator[Problem]:
    """What still hangs on what ends when others succeed it from `day` on, and which of them have been there before."""
    yield from _still_has(still_hanging(records, operations, day))
    followers = [item.id for item in operations if _goes_on(item.after or {}, day)]
    for id_ in there_before(records, followers, day):
        text = Text("has relations that hold before {day}: it has been there already, and keeps its first day", day=day)
        first = Actor.columns()["valid_from"].about.heading
        hint = Text('if it is new: landskap set {id} "{field}" {day}', id=id_, field=first, day=day)
        yield Problem(NoticeRule.THERE_BEFORE, text, hint, Actor.label, id_)


def _goes_on(values: Values, day: str) -> bool:
    """Whether an organisation follows others and is there on `day`, without saying since when."""
    return bool(values.get("resulted_from")) and not values["valid_from"] and (values["valid_to"] or day) >= day


def _still_has(counts: Mapping[str, int]) -> Iterator[Problem]:
    """That so many relations of each type still name what ends."""
    if counts:
        what = Joined((Text("{what} {n}", what=TYPES[label].plural, n=n) for label, n in counts.items()), ", ")
        yield Problem(
            NoticeRule.STILL_HANGING, Text("what ends still has, and keeps until you end or move it: {what}", what=what)
        )


def _left_behind(records: Records, operation: Operation) -> Iterator[Problem]:
    """What holds after the party has ended, and today if that is later, and names it still."""
    if ends(operation):
        following = date.fromisoformat(str(operation.record.valid_to)) + timedelta(days=1)
        yield from _still_has(still_hanging(records, [operation], max(following, date.today()).isoformat()))


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
