"""The rules on a landscape as a whole, each in a function of its own. All problems are found at once.

Rules on a single record are in its class; these need two or more. Some check each record among the others (RECORD_CHECKS), some
the landscape as a whole (LANDSCAPE_CHECKS).
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from graphlib import CycleError, TopologicalSorter
from itertools import chain

from model.checks.revision_decisions import check_revision_decisions
from model.checks.suggestions import add_suggestions
from model.checks.validation import build_problem
from model.errors import Problem
from model.language import Text
from model.progress import ProgressCallback, ignore_progress, report_progress
from model.rules import CellRule, LandscapeRule, RecordRule, ReferenceRule
from model.vocabulary.actors import Actor
from model.vocabulary.contents import Records
from model.vocabulary.decisions import PAUSES, STEPS_WITH_REASON, Assignment, Decision, Step
from model.vocabulary.flows import Flow
from model.vocabulary.forums import Forum
from model.vocabulary.organisation_numbers import has_valid_check_digit, is_personal_number
from model.vocabulary.record import Node, Record, referenced_ids_of
from model.vocabulary.registers import Landscape, Source
from model.vocabulary.types import PARTIES, list_upward_fields, targets_of

UpwardIds = Mapping[str, Sequence[str]]
"""Id → the ids that its record names in one field: what it lies within, is a part of, follows up or resulted from."""


def find_problems(records: Records, tell: ProgressCallback = ignore_progress, beside: Iterable[Problem] = ()) -> list[Problem]:
    """Return all problems of `records` and of `beside`, with suggestions; empty if the records can be kept."""
    return list(add_suggestions(chain(_check_records(records, tell), beside), records))


def find_new_problems(before: Records, after: Records) -> list[Problem]:
    """Return the problems of `after` that `before` does not have, without suggestions."""
    known = set(_check_records(before))
    return [problem for problem in _check_records(after) if problem not in known]


def _check_records(records: Records, tell: ProgressCallback = ignore_progress) -> Iterator[Problem]:
    for record in report_progress(records, tell, Text("Checking"), len(records)):
        for check_record in RECORD_CHECKS:
            yield from check_record(record, records)
    for check_landscape in LANDSCAPE_CHECKS:
        yield from check_landscape(records)


@cache
def _reference_targets_of(type_: type[Record]) -> tuple[tuple[str, tuple[type[Node], ...]], ...]:
    """Return a type's fields that name other records, each with the types that it may name."""
    return tuple((field, targets_of(ref)) for field, ref in type_.references().items())


def check_partial_record(record: Record, records: Records) -> Iterator[Problem]:
    """Yield the problems of a partly readable record: unknown references and evidence, a wrong organisation number."""
    for check in (check_references, check_evidence, check_organisation_number):
        yield from check(record, records)


def check_references(record: Record, records: Records) -> Iterator[Problem]:
    """Every reference points to an existing record."""
    for field, types in _reference_targets_of(type(record)):
        for id_ in referenced_ids_of(record, field):
            if not any(id_ in records.of(type_) for type_ in types):
                yield _build_unknown(record, field, id_, types[0])


def check_evidence(record: Record, records: Records) -> Iterator[Problem]:
    """Every piece of evidence begins with the id of an existing source."""
    sources = records.of(Source)
    for evidence in record.evidence:
        if (id_ := evidence.split(" ", 1)[0]) not in sources:
            yield _build_unknown(record, "evidence", id_, Source)


def _build_unknown(record: Record, field: str, id_: str, wanted: type[Record]) -> Problem:
    text = Text("there is no {what} '{id}'", what=wanted.reads, id=id_)
    return build_problem(ReferenceRule.REFERENCE, record, field, id_, text)


def check_organisation_number(record: Record, _records: Records) -> Iterator[Problem]:
    """An organisation number has a valid check digit and is not a personal number.

    It is checked here and not in the class, so that older records can be read and corrected.
    """
    number = record.organisation_number if isinstance(record, Actor) else None
    if number and is_personal_number(number):
        text, hint = Text("the number of a natural person is not kept"), Text("leave it out: the landscape names no persons")
        # The problem leaves the number out: it must not be shown either.
        yield build_problem(CellRule.NATURAL_PERSON, record, "organisation_number", "", text, hint)
    elif number and not has_valid_check_digit(number):
        text = Text("'{number}' is no organisation number: its last digit does not follow from the others", number=number)
        yield build_problem(
            CellRule.ORGANISATION_NUMBER, record, "organisation_number", number, text, Text("check for a typing error")
        )


def check_flow_ends(record: Record, _records: Records) -> Iterator[Problem]:
    """No party feeds itself."""
    if isinstance(record, Flow) and record.source == record.target:
        yield build_problem(RecordRule.FLOW_TO_ITSELF, record, "target", record.target, Text("a flow from a party to itself"))


def check_pauses(record: Record, _records: Records) -> Iterator[Problem]:
    """A hold, deferral or extension has a new date and a reason; a rejection or supersession has a reason."""
    if not isinstance(record, Step):
        return
    if record.kind in PAUSES and record.until is None:
        text = Text("'{kind}' needs a new date", kind=record.kind.term)
        yield build_problem(RecordRule.PAUSE_UNTIL, record, "until", "", text)
    if record.kind in STEPS_WITH_REASON and record.reason is None:
        text = Text("'{kind}' needs a reason", kind=record.kind.term)
        yield build_problem(RecordRule.STEP_REASON, record, "reason", "", text)
    if record.until is not None and record.until < record.on:
        text = Text("earlier than the date of the step, {on}", on=record.on)
        yield build_problem(RecordRule.STEP_DATES, record, "until", record.until, text)


def check_forum_column(record: Record, _records: Records) -> Iterator[Problem]:
    """A forum has an area, or the column of the map where it stands."""
    if isinstance(record, Forum) and record.area is None and record.type is None:
        text = Text("a forum without an area needs an actor type, the column of the map where it stands")
        yield build_problem(RecordRule.FORUM_COLUMN, record, "type", "", text)


def check_example_mark(record: Record, records: Records) -> Iterator[Problem]:
    """A record is marked as an example if, and only if, all its sources are."""
    sources = records.of(Source)
    cited = [sources[id_] for id_ in (item.split(" ", 1)[0] for item in record.evidence) if id_ in sources]
    if cited and record.example != all(source.example for source in cited):
        text = Text("must be marked as an example if, and only if, its source is")
        yield build_problem(ReferenceRule.EXAMPLE_MARK, record, "example", str(record.example), text)


def check_party_ids(records: Records) -> Iterator[Problem]:
    """Actors, forums and functions share one set of ids: no two of them have the same."""
    seen = Counter(id_ for type_ in PARTIES for id_ in records.of(type_))
    shared = {id_ for id_, times in seen.items() if times > 1}
    for type_ in PARTIES if shared else ():
        for id_ in sorted(shared.intersection(records.of(type_))):
            text = Text("'{id}' is the id of another actor, forum or function as well", id=id_)
            hint = Text("give the new record another id: an existing record keeps its own, even after it has ended")
            yield build_problem(LandscapeRule.PARTY_ID, records.of(type_)[id_], "id", id_, text, hint)


def check_former_ids(records: Records) -> Iterator[Problem]:
    """No party has the former id of another, as its id or as a former one."""
    merged = [party for party in records.parties() if party.former_ids]
    seen = Counter(id_ for party in merged for id_ in party.former_ids)
    for party in merged:
        for id_ in party.former_ids:
            if seen[id_] > 1 or records.party(id_):
                text = Text("'{id}' is the id, now or formerly, of another actor, forum or function as well", id=id_)
                yield build_problem(LandscapeRule.FORMER_ID, party, "former_ids", id_, text)


def check_single_landscape(records: Records) -> Iterator[Problem]:
    """There is one row about the landscape itself."""
    for row in list(records.of(Landscape).values())[1:]:
        yield build_problem(
            LandscapeRule.ONE_LANDSCAPE, row, "id", row.id, Text("a landscape has one row about itself; here are several")
        )


def check_circularity(records: Records) -> Iterator[Problem]:
    """No record lies within, is a part of, follows up or resulted from itself."""
    for type_, field in list_upward_fields():
        names = index_upward_ids(records.of(type_), field)
        for id_ in find_circular(names):
            text = Text("leads back to itself")
            yield build_problem(LandscapeRule.CIRCULAR, records.of(type_)[id_], field, ", ".join(names[id_]), text)


def check_addressees(records: Records) -> Iterator[Problem]:
    """Every decision has an addressee."""
    answered = {assignment.decision for assignment in records.of(Assignment).values()}
    for id_ in records.of(Decision):
        if id_ not in answered:
            text = Text("has no addressee: add an assignment")
            yield build_problem(LandscapeRule.NO_ADDRESSEE, records.of(Decision)[id_], "id", id_, text)


def index_upward_ids(records: Mapping[str, Record], field: str) -> UpwardIds:
    """Return the ids that each of `records` names in `field`, for those that name any."""
    return {id_: named for id_, record in records.items() if (named := referenced_ids_of(record, field))}


def find_circular(names: UpwardIds) -> Iterator[str]:
    """Yield the ids whose references lead back to themselves."""
    try:
        TopologicalSorter(names).prepare()
    except CycleError:
        yield from (id_ for id_ in names if any(leads_to(named, id_, names) for named in names[id_]))


def leads_to(start: str, end: str, names: UpwardIds) -> bool:
    """Return whether `end` is `start`, or is reached by following references from it."""
    seen, waiting = {start}, [start]
    while waiting:
        at = waiting.pop()
        if at == end:
            return True
        further = set(names.get(at, ())) - seen
        seen |= further
        waiting += further
    return False


RECORD_CHECKS: tuple[Callable[[Record, Records], Iterator[Problem]], ...] = (
    check_references,
    check_evidence,
    check_organisation_number,
    check_flow_ends,
    check_pauses,
    check_forum_column,
    check_example_mark,
)
LANDSCAPE_CHECKS: tuple[Callable[[Records], Iterator[Problem]], ...] = (
    check_party_ids,
    check_former_ids,
    check_single_landscape,
    check_circularity,
    check_addressees,
    check_revision_decisions,
)
