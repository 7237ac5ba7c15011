"""What a landscape must satisfy as a whole; each rule once, with its id. All problems are found at once.

What one record must satisfy by itself stands in its class; here is what takes two or more.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from model.contents import Contents
from model.decisions import ENDINGS, PAUSES, Assignment, Decision, Step
from model.errors import Problem
from model.flows import Flow
from model.forums import Forum
from model.language import Text
from model.nearness import nearest
from model.record import Record
from model.registers import Landscape, Place, Source
from model.vocabulary import PARTIES, targets

Check = Callable[[Contents], Iterator[Problem]]


def problems_in(contents: Contents) -> list[Problem]:
    """Everything wrong with `contents` as a whole; empty when it can be kept."""
    return [problem for check in CHECKS for problem in check(contents)]


def references_exist(contents: Contents) -> Iterator[Problem]:
    """Every reference names a record that there is."""
    for record in contents:
        for field, ref in record.references().items():
            for id_ in _named(record, field):
                if not any(contents.find(type_.label, id_) for type_ in targets(ref)):
                    known = (known for type_ in targets(ref) for known in contents.of(type_))
                    yield _unknown(record, field, id_, targets(ref)[0], known)


def evidence_exists(contents: Contents) -> Iterator[Problem]:
    """Every piece of evidence begins with the id of a source that there is."""
    sources = contents.of(Source)
    for record in contents:
        for evidence in record.evidence:
            if (id_ := evidence.split(" ", 1)[0]) not in sources:
                yield _unknown(record, "evidence", id_, Source, sources)


def _unknown(record: Record, field: str, id_: str, wanted: type[Record], known: Iterable[str]) -> Problem:
    near = nearest(id_, known)
    hint = Text("did you mean '{near}'?", near="', '".join(near)) if near else None
    return _problem("reference", record, field, id_, Text("unknown {what} '{id}'", what=wanted.reads, id=id_), hint)


def parties_have_one_id(contents: Contents) -> Iterator[Problem]:
    """An id is one party's, whether actor, forum or function."""
    seen = Counter(id_ for type_ in PARTIES for id_ in contents.of(type_))
    for party in contents.parties():
        if seen[party.id] > 1:
            text = Text("'{id}' is the id of another actor, forum or function as well", id=party.id)
            yield _problem("party-id", party, "id", party.id, text)


def one_landscape(contents: Contents) -> Iterator[Problem]:
    """There is one row about the landscape itself."""
    for row in list(contents.of(Landscape).values())[1:]:
        yield _problem("one-landscape", row, "id", row.id, Text("a landscape has one row about itself, here are more"))


def flows_go_somewhere(contents: Contents) -> Iterator[Problem]:
    """No party feeds itself."""
    for flow in contents.of(Flow).values():
        if flow.source == flow.target:
            yield _problem("flow-to-itself", flow, "target", flow.target, Text("a flow from a party to itself"))


def parts_are_not_circular(contents: Contents) -> Iterator[Problem]:
    """Nothing lies within, or is a part of, itself."""
    above: list[tuple[Iterable[Record], str]] = [(contents.of(Place).values(), "within")]
    above += [(contents.of(type_).values(), "part_of") for type_ in PARTIES if "part_of" in type_.columns()]
    for records, field in above:
        parents = {record.id: getattr(record, field) for record in records}
        for record in records:
            if _comes_back(record.id, parents):
                yield _problem("circular", record, field, parents[record.id], Text("lies within itself"))


def _comes_back(id_: str, parents: dict[str, str | None]) -> bool:
    seen, at = {id_}, parents[id_]
    while at is not None and at not in seen:
        seen.add(at)
        at = parents.get(at)
    return at == id_


def pauses_say_why(contents: Contents) -> Iterator[Problem]:
    """A hold, deferral or extension has a date and a reason; a rejection or supersession a reason."""
    for step in contents.of(Step).values():
        if step.kind in PAUSES and step.until is None:
            yield _problem("pause-until", step, "until", "", Text("'{kind}' needs a new date", kind=step.kind.term))
        if step.kind in (*PAUSES, *ENDINGS[1:]) and step.reason is None:
            yield _problem("step-reason", step, "reason", "", Text("'{kind}' needs a reason", kind=step.kind.term))
        if step.until is not None and step.until < step.on:
            yield _problem("step-dates", step, "until", step.until, Text("earlier than the date of the step, {on}", on=step.on))


def forums_have_a_place_on_the_map(contents: Contents) -> Iterator[Problem]:
    """A forum has an area, or a column where it stands."""
    for forum in contents.of(Forum).values():
        if forum.area is None and forum.type is None:
            text = Text("a forum without an area needs an actor type, the column of the map where it stands")
            yield _problem("forum-column", forum, "type", "", text)


def examples_are_marked(contents: Contents) -> Iterator[Problem]:
    """What rests only on an invented source is marked as an example, and nothing else is."""
    sources = contents.of(Source)
    for record in contents:
        cited = [sources[id_] for id_ in (item.split(" ", 1)[0] for item in record.evidence) if id_ in sources]
        if cited and record.example != all(source.example for source in cited):
            yield _problem(
                "example-mark",
                record,
                "example",
                str(record.example),
                Text("must be marked as an example if, and only if, its source is"),
            )


def assignments_answer_decisions(contents: Contents) -> Iterator[Problem]:
    """A decision is addressed to somebody."""
    answered = {assignment.decision for assignment in contents.of(Assignment).values()}
    for decision in contents.of(Decision).values():
        if decision.id not in answered:
            yield _problem("no-addressee", decision, "id", decision.id, Text("addressed to nobody: add an assignment"))


CHECKS: tuple[Check, ...] = (
    references_exist,
    evidence_exists,
    parties_have_one_id,
    one_landscape,
    flows_go_somewhere,
    parts_are_not_circular,
    pauses_say_why,
    forums_have_a_place_on_the_map,
    examples_are_marked,
    assignments_answer_decisions,
)


def _named(record: Record, field: str) -> tuple[str, ...]:
    value = getattr(record, field)
    return value if isinstance(value, tuple) else (value,) if value else ()


def _problem(rule: str, record: Record, field: str, value: str, text: Text, hint: Text | None = None) -> Problem:
    return Problem(rule, text, hint, type=record.label, id=record.id, field=field, value=value)
