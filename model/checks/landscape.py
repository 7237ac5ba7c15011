"""What a landscape must satisfy as a whole; each rule once. All problems are found at once.

What one record must satisfy by itself stands in its class; here is what takes two or more. Some rules are about each record
among the others, some about all of them together.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import chain

from model.checks.faults import problem_of
from model.checks.suggestions import suggested
from model.errors import Problem
from model.language import Text
from model.progress import Tell, silent, told
from model.rules import CellRule, LandscapeRule, RecordRule, ReferenceRule
from model.vocabulary.actors import Actor
from model.vocabulary.contents import Records
from model.vocabulary.cycles import circular, ids_named, upwards
from model.vocabulary.decisions import EXPLAINED, PAUSES, Assignment, Decision, Step
from model.vocabulary.flows import Flow
from model.vocabulary.forums import Forum
from model.vocabulary.organisation_numbers import is_of_a_person, is_right
from model.vocabulary.record import Node, Record
from model.vocabulary.registers import Landscape, Source
from model.vocabulary.types import PARTIES, targets, upward_fields


def problems_in(records: Records, tell: Tell = silent, beside: Iterable[Problem] = ()) -> list[Problem]:
    """Everything wrong with `records` as a whole, and what is beside them; empty when they can be kept."""
    return list(suggested(chain(_in(records, tell), beside), records))


def broken(before: Records, after: Records) -> list[Problem]:
    """What is wrong with `after` and was not with `before`, without hints at what may have been meant."""
    known = set(_in(before))
    return [problem for problem in _in(after) if problem not in known]


def _in(records: Records, tell: Tell = silent) -> Iterator[Problem]:
    all_ = told(records, tell, Text("Checking"), len(records))
    return chain((problem for record in all_ for problem in _of(record, records)), _of_all(records))


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


def wrong_so_far(record: Record, records: Records) -> Iterator[Problem]:
    """What is wrong with what could be read of a record: what it names that there is not, and its organisation number."""
    for check in (references_exist, evidence_exists, organisations_have_numbers_of_their_kind):
        yield from check(record, records)


def references_exist(record: Record, records: Records) -> Iterator[Problem]:
    """Every reference names a record that there is."""
    for field, types in _aims(type(record)):
        for id_ in ids_named(record, field):
            if not any(id_ in records.of(type_) for type_ in types):
                yield _unknown(record, field, id_, types[0])


def evidence_exists(record: Record, records: Records) -> Iterator[Problem]:
    """Every piece of evidence begins with the id of a source that there is."""
    sources = records.of(Source)
    for evidence in record.evidence:
        if (id_ := evidence.split(" ", 1)[0]) not in sources:
            yield _unknown(record, "evidence", id_, Source)


def _unknown(record: Record, field: str, id_: str, wanted: type[Record]) -> Problem:
    text = Text("there is no {what} '{id}'", what=wanted.reads, id=id_)
    return problem_of(ReferenceRule.REFERENCE, record, field, id_, text)


def organisations_have_numbers_of_their_kind(record: Record, _records: Records) -> Iterator[Problem]:
    """An organisation number is right to its last digit, and no person's.

    Here and not in the class, so that what was kept before the rule can be read and corrected.
    """
    number = record.organisation_number if isinstance(record, Actor) else None
    if number and is_of_a_person(number):
        text, hint = Text("the number of a natural person is not kept"), Text("leave it out: nobody is named in the landscape")
        yield problem_of(CellRule.NATURAL_PERSON, record, "organisation_number", "", text, hint)  # and is not said again either
    elif number and not is_right(number):
        text = Text("'{number}' is no organisation number: its last digit does not follow from the others", number=number)
        yield problem_of(CellRule.ORGANISATION_NUMBER, record, "organisation_number", number, text, Text("look for a slip"))


def flows_go_somewhere(record: Record, _records: Records) -> Iterator[Problem]:
    """No party feeds itself."""
    if isinstance(record, Flow) and record.source == record.target:
        yield problem_of(RecordRule.FLOW_TO_ITSELF, record, "target", record.target, Text("a flow from a party to itself"))


def pauses_say_why(record: Record, _records: Records) -> Iterator[Problem]:
    """A hold, deferral or extension has a date and a reason; a rejection or supersession a reason."""
    if not isinstance(record, Step):
        return
    if record.kind in PAUSES and record.until is None:
        text = Text("'{kind}' needs a new date", kind=record.kind.term)
        yield problem_of(RecordRule.PAUSE_UNTIL, record, "until", "", text)
    if record.kind in EXPLAINED and record.reason is None:
        text = Text("'{kind}' needs a reason", kind=record.kind.term)
        yield problem_of(RecordRule.STEP_REASON, record, "reason", "", text)
    if record.until is not None and record.until < record.on:
        text = Text("earlier than the date of the step, {on}", on=record.on)
        yield problem_of(RecordRule.STEP_DATES, record, "until", record.until, text)


def forums_have_a_place_on_the_map(record: Record, _records: Records) -> Iterator[Problem]:
    """A forum has an area, or a column where it stands."""
    if isinstance(record, Forum) and record.area is None and record.type is None:
        text = Text("a forum without an area needs an actor type, the column of the map where it stands")
        yield problem_of(RecordRule.FORUM_COLUMN, record, "type", "", text)


def examples_are_marked(record: Record, records: Records) -> Iterator[Problem]:
    """What rests only on an invented source is marked as an example, and nothing else is."""
    sources = records.of(Source)
    cited = [sources[id_] for id_ in (item.split(" ", 1)[0] for item in record.evidence) if id_ in sources]
    if cited and record.example != all(source.example for source in cited):
        text = Text("must be marked as an example if, and only if, its source is")
        yield problem_of(ReferenceRule.EXAMPLE_MARK, record, "example", str(record.example), text)


def parties_have_one_id(records: Records) -> Iterator[Problem]:
    """An id is one party's, whether actor, forum or function."""
    seen = Counter(id_ for type_ in PARTIES for id_ in records.of(type_))
    shared = {id_ for id_, times in seen.items() if times > 1}
    for type_ in PARTIES if shared else ():
        for id_ in sorted(shared.intersection(records.of(type_))):
            text = Text("'{id}' is the id of another actor, forum or function as well", id=id_)
            hint = Text("give the new one another id: what was there keeps its own, also when it ends")
            yield problem_of(LandscapeRule.PARTY_ID, records.of(type_)[id_], "id", id_, text, hint)


def former_ids_are_nobody_elses(records: Records) -> Iterator[Problem]:
    """What an id stood for, it stands for still: no other actor, forum or function has it, now or formerly."""
    merged = [party for party in records.parties() if party.former_ids]
    seen = Counter(id_ for party in merged for id_ in party.former_ids)
    for party in merged:
        for id_ in party.former_ids:
            if seen[id_] > 1 or records.party(id_):
                text = Text("'{id}' is the id, now or formerly, of another actor, forum or function as well", id=id_)
                yield problem_of(LandscapeRule.FORMER_ID, party, "former_ids", id_, text)


def one_landscape(records: Records) -> Iterator[Problem]:
    """There is one row about the landscape itself."""
    for row in list(records.of(Landscape).values())[1:]:
        yield problem_of(
            LandscapeRule.ONE_LANDSCAPE, row, "id", row.id, Text("a landscape has one row about itself, here are more")
        )


def nothing_comes_back_to_itself(records: Records) -> Iterator[Problem]:
    """Nothing lies within, is a part of, follows up, or resulted from, itself."""
    for type_, field in upward_fields():
        names = upwards(records.of(type_), field)
        for id_ in circular(names):
            text = Text("comes back to itself")
            yield problem_of(LandscapeRule.CIRCULAR, records.of(type_)[id_], field, ", ".join(names[id_]), text)


def decisions_are_addressed(records: Records) -> Iterator[Problem]:
    """A decision is addressed to somebody."""
    answered = {assignment.decision for assignment in records.of(Assignment).values()}
    for id_ in records.of(Decision):
        if id_ not in answered:
            text = Text("addressed to nobody: add an assignment")
            yield problem_of(LandscapeRule.NO_ADDRESSEE, records.of(Decision)[id_], "id", id_, text)


EACH: tuple[Callable[[Record, Records], Iterator[Problem]], ...] = (
    references_exist,
    evidence_exists,
    organisations_have_numbers_of_their_kind,
    flows_go_somewhere,
    pauses_say_why,
    forums_have_a_place_on_the_map,
    examples_are_marked,
)
ALL: tuple[Callable[[Records], Iterator[Problem]], ...] = (
    parties_have_one_id,
    former_ids_are_nobody_elses,
    one_landscape,
    nothing_comes_back_to_itself,
    decisions_are_addressed,
)
