"""The rules on decisions on revisions, wherever they come from: what may follow what, one in force, one number each."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from model.checks.validation import build_problem
from model.errors import Problem
from model.language import JoinedText, Text
from model.rules import RecordRule
from model.vocabulary.contents import Records
from model.vocabulary.revision_events import IN_FORCE, NEXT_STATES, RevisionEvent, RevisionState, order_revision_events


def check_revision_decisions(records: Records) -> Iterator[Problem]:
    """Decisions on revisions follow one another as the states do; one revision is in force, and each has its own number."""
    decisions = defaultdict[int, list[RevisionEvent]](list)
    for event in records.of(RevisionEvent).values():
        decisions[event.revision].append(event)
    in_force = list[RevisionEvent]()
    for number in sorted(decisions):
        ordered = order_revision_events(decisions[number])
        yield from _check_order(ordered)
        in_force += [ordered[-1]] if ordered[-1].state in IN_FORCE else []
    for event in sorted(in_force, key=lambda event: event.on)[:-1]:
        hint = Text("say that it was replaced: one revision is in force at a time")
        yield build_problem(RecordRule.REVISION_STATE, event, "state", str(event.state), Text("another is in force, too"), hint)
    yield from _check_numbers(event for events in decisions.values() for event in events)


def _check_order(ordered: Iterable[RevisionEvent]) -> Iterator[Problem]:
    """Each state of a revision may follow the one before it."""
    state = RevisionState.DRAFT
    for event in ordered:
        if event.state not in NEXT_STATES[state]:
            text, hint = explain_refused_state(event.revision, state, event.state)
            yield build_problem(RecordRule.REVISION_STATE, event, "state", str(event.state), text, hint)
        state = event.state


def explain_refused_state(number: int, state: RevisionState, wanted: RevisionState) -> tuple[Text, Text]:
    """Return that a revision in `state` cannot become `wanted`, and what it can become."""
    text = Text("revision {number} is {state}, and cannot become {wanted}", number=number, state=state.term, wanted=wanted.term)
    allowed = JoinedText([one.term for one in NEXT_STATES[state]])
    return text, Text("It can now become: {states}", states=allowed) if allowed.parts else Text("Nothing follows that state.")


def _check_numbers(events: Iterable[RevisionEvent]) -> Iterator[Problem]:
    """An approval has a document number of its own, and nothing else has one."""
    numbers = set[int]()
    for event in sorted(events, key=lambda event: (event.on, event.id)):
        if (event.state == RevisionState.APPROVED) != (event.document is not None):
            text = Text("an approval gives a document number, and no other decision does")
            yield build_problem(RecordRule.REVISION_STATE, event, "document", str(event.document or ""), text)
        elif event.document is not None and event.document in numbers:
            text = Text("another approval gave that document number")
            yield build_problem(RecordRule.REVISION_STATE, event, "document", str(event.document), text)
        numbers |= {event.document} if event.document is not None else set()
