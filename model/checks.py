"""What a landscape must satisfy as a whole; each rule once, with its id. All problems are found at once.

What one record must satisfy by itself stands in its class; here is what takes two or more. Some rules are about each record
among the others, some about all of them together.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from itertools import chain

from model.contents import Records
from model.decisions import ENDINGS, PAUSES, Assignment, Decision, Step
from model.errors import Problem
from model.flows import Flow
from model.forums import Forum
from model.language import Text
from model.progress import Tell, silent, told
from model.record import Node, Record
from model.registers import Landscape, Place, Source
from model.suggestions import UNKNOWN, suggested
from model.vocabulary import PARTIES, targets


def problems_in(records: Records, tell: Tell = silent) -> list[Problem]:
    """Everything wrong with `records` as a whole; empty when they can be kept."""
    all_ = told(records, tell, Text("Checking"), len(records))
    found = chain((problem for record in all_ for problem in _of(record, records)), _of_all(records))
    return list(suggested(found, records))


def _of(record: Record, records: Records) -> Iterator[Problem]:
    for check in EACH:
        yield from check(record, records)


def _of_all(records: Records) -> Iterator[Problem]:
    for check in ALL:
        yield from check(records)


@cache
def _aims(type_: type[Record]) -> tuple[tuple[str, tuple[type[Node], ...]], ...]:
    """A type's fields that name other records, each with the types that it may name."""
    return tuple((field, targets(ref)) for field, ref in type_.references().items())


def references_exist(record: Record, records: Records) -> Iterator[Problem]:
    """Every reference names a record that there is."""
    for field, types in _aims(type(record)):
        for id_ in _named(record, field):
            if not any(id_ in records.of(type_) for type_ in types):
                yield _unknown(record, field, id_, types[0])


def evidence_exists(record: Record, records: Records) -> Iterator[Problem]:
    """Every piece of evidence begins with the id of a source that there is."""
    sources = records.of(Source)
    for evidence in record.evidence:
        if (id_ := evidence.split(" ", 1)[0]) not in sources:
            yield _unknown(record, "evidence", id_, Source)


def _unknown(record: Record, field: str, id_: str, wanted: type[Record]) -> Problem:
    return _problem(UNKNOWN, record, field, id_, Text("unknown {what} '{id}'", what=wanted.reads, id=id_))


def flows_go_somewhere(record: Record, _records: Records) -> Iterator[Problem]:
    """No party feeds itself."""
    if isinstance(record, Flow) and record.source == record.target:
        yield _problem("flow-to-itself", record, "target", record.target, Text("a flow from a party to itself"))


def pauses_say_why(record: Record, _records: Records) -> Iterator[Problem]:
    """A hold, deferral or extension has a date and a reason; a rejection or supersession a reason."""
    if not isinstance(record, Step):
        return
    if record.kind in PAUSES and record.until is None:
        yield _problem("pause-until", record, "until", "", Text("'{kind}' needs a new date", kind=record.kind.term))
    if record.kind in (*PAUSES, *ENDINGS[1:]) and record.reason is None:
        yield _problem("step-reason", record, "reason", "", Text("'{kind}' needs a reason", kind=record.kind.term))
    if record.until is not None and record.until < record.on:
        yield _problem("step-dates", record, "until", record.until, Text("earlier than the date of the step, {on}", on=record.on))


def forums_have_a_place_on_the_map(record: Record, _records: Records) -> Iterator[Problem]:
    """A forum has an area, or a column where it stands."""
    if isinstance(record, Forum) and record.area is None and record.type is None:
        text = Text("a forum without an area needs an actor type, the column of the map where it stands")
        yield _problem("forum-column", record, "type", "", text)


def examples_are_marked(record: Record, records: Records) -> Iterator[Problem]:
    """What rests only on an invented source is marked as an example, and nothing else is."""
    sources = records.of(Source)
    cited = [sources[id_] for id_ in (item.split(" ", 1)[0] for item in record.evidence) if id_ in sources]
    if cited and record.example != all(source.example for source in cited):
        text = Text("must be marked as an example if, and only if, its source is")
        yield _problem("example-mark", record, "example", str(record.example), text)


def parties_have_one_id(records: Records) -> Iterator[Problem]:
    """An id is one party's, whether actor, forum or function."""
    seen = Counter(id_ for type_ in PARTIES for id_ in records.of(type_))
    shared = {id_ for id_, times in seen.items() if times > 1}
    for type_ in PARTIES if shared else ():
        for id_ in sorted(shared.intersection(records.of(type_))):
            text = Text("'{id}' is the id of another actor, forum or function as well", id=id_)
            yield _problem("party-id", records.of(type_)[id_], "id", id_, text)


def one_landscape(records: Records) -> Iterator[Problem]:
    """There is one row about the landscape itself."""
    for row in list(records.of(Landscape).values())[1:]:
        yield _problem("one-landscape", row, "id", row.id, Text("a landscape has one row about itself, here are more"))


def parts_are_not_circular(records: Records) -> Iterator[Problem]:
    """Nothing lies within, or is a part of, itself."""
    above: list[tuple[type[Record], str]] = [(Place, "within")]
    above += [(type_, "part_of") for type_ in PARTIES if "part_of" in type_.columns()]
    for type_, field in above:
        parents = {record.id: parent for record in records.of(type_).values() if (parent := getattr(record, field))}
        for id_ in parents:
            if _comes_back(id_, parents):
                yield _problem("circular", records.of(type_)[id_], field, parents[id_], Text("lies within itself"))


def _comes_back(id_: str, parents: dict[str, str]) -> bool:
    seen, at = {id_}, parents.get(id_)
    while at is not None and at not in seen:
        seen.add(at)
        at = parents.get(at)
    return at == id_


def assignments_answer_decisions(records: Records) -> Iterator[Problem]:
    """A decision is addressed to somebody."""
    answered = {assignment.decision for assignment in records.of(Assignment).values()}
    for id_ in records.of(Decision):
        if id_ not in answered:
            text = Text("addressed to nobody: add an assignment")
            yield _problem("no-addressee", records.of(Decision)[id_], "id", id_, text)


EACH: tuple[Callable[[Record, Records], Iterator[Problem]], ...] = (
    references_exist,
    evidence_exists,
    flows_go_somewhere,
    pauses_say_why,
    forums_have_a_place_on_the_map,
    examples_are_marked,
)
ALL: tuple[Callable[[Records], Iterator[Problem]], ...] = (
    parties_have_one_id,
    one_landscape,
    parts_are_not_circular,
    assignments_answer_decisions,
)


def _named(record: Record, field: str) -> tuple[str, ...]:
    value = getattr(record, field)
    return value if isinstance(value, tuple) else (value,) if value else ()


def _problem(rule: str, record: Record, field: str, value: str, text: Text) -> Problem:
    return Problem(rule, text, type=record.label, id=record.id, field=field, value=value)
