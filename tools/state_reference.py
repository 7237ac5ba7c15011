"""The page of the reference that draws the life of an assignment, made by running the state machine over every step."""

from collections.abc import Iterator

from model.vocabulary.assignment_state import NEXT_STATES, AssignmentState, assess_ordered_steps
from model.vocabulary.decisions import ENDINGS, PAUSES, STEPS_WITH_REASON, TRAIL, Step, StepKind

STATE_MEANINGS = {
    AssignmentState.OPEN: "it goes on",
    AssignmentState.PAUSED: "it is on hold or deferred to a date; it counts as a stall only after that date",
    AssignmentState.CLOSED: "it was reported back, rejected or superseded",
}
STEP_HEADINGS = " | ".join(f"`{kind}`" for kind in StepKind)


def describe_states() -> Iterator[str]:
    """Yield the lines of the page."""
    yield "# The life of an assignment"
    yield ""
    yield "Generated from `model/vocabulary/assignment_state.py` by `make generate`; do not edit. The steps of an assignment,"
    yield "in the order of their days, decide where it stands. Steps of one day come in the order of the columns below."
    yield from _draw_states()
    yield from _list_states()
    yield from _list_moves()


def _draw_states() -> Iterator[str]:
    yield from ("", "```mermaid", "stateDiagram-v2", f"    [*] --> {AssignmentState.OPEN}")
    for state, steps in NEXT_STATES.items():
        for other in AssignmentState:
            if kinds := [kind.term.en for kind in StepKind if steps.get(kind) == other and (other != state)]:
                yield f"    {state} --> {other}: {', '.join(kinds)}"
    yield f"    {AssignmentState.CLOSED} --> [*]"
    yield "```"


def _list_states() -> Iterator[str]:
    yield from ("", "## State × step → state", "")
    yield "An empty field: the step changes nothing there, and a load tells so. An extension counts also while it is closed."
    yield from ("", f"| state | meaning | {STEP_HEADINGS} |", f"|---|---|{'---|' * len(StepKind)}")
    for state, steps in NEXT_STATES.items():
        found = " | ".join(str(steps.get(kind, "")) for kind in StepKind)
        yield f"| **{state}** | {STATE_MEANINGS[state]} | {found} |"


def _list_moves() -> Iterator[str]:
    yield from ("", "## Which step may follow which", "")
    yield f"The trail goes forward: {' → '.join(kind.term.en for kind in TRAIL)}."
    yield "A step may be left out, and one that comes late does not take the assignment back. What is reopened begins its trail"
    yield "anew at its resumption. A field tells the step at which the assignment then stands; `–`: it stays where it was. A"
    yield "verification is of an execution or a report."
    yield from ("", f"| stands at | {STEP_HEADINGS} |", f"|---|{'---|' * len(StepKind)}")
    for words, before in _list_beginnings():
        yield f"| {words} | {' | '.join(_describe_move(before, kind) for kind in StepKind)} |"
    reasons = ", ".join(f"`{kind}`" for kind in STEPS_WITH_REASON)
    yield from ("", f"A reason is required for {reasons}; a new date for {', '.join(f'`{kind}`' for kind in PAUSES)}.")


def _list_beginnings() -> Iterator[tuple[str, list[StepKind]]]:
    """Yield the places where an assignment can stand, each with steps that lead there."""
    yield "no step", []
    for kind in TRAIL:
        yield f"`{kind}`" + (" (closed)" if kind in ENDINGS else ""), [kind]
    yield "`taken`, on hold", [StepKind.TAKEN, StepKind.HELD]
    yield "`taken`, then rejected or superseded (closed)", [StepKind.TAKEN, StepKind.REJECTED]
    yield "`resumed`", [StepKind.REJECTED, StepKind.RESUMED]


def _describe_move(before: list[StepKind], kind: StepKind) -> str:
    """Return what changes if a step comes after others: the reached step, the state and the verification."""
    then, now = (assess_ordered_steps(map(_make_step, kinds)) for kinds in (before, [*before, kind]))
    found = []
    if now.step != then.step:
        found.append(f"`{now.step}`")
    if now.state != then.state:
        found.append(str(now.state))
    if now.verified and not then.verified:
        found.append("verified")
    return ", ".join(found) or "–"


def _make_step(kind: StepKind) -> Step:
    return Step.model_construct(kind=kind, on="2026-01-01", until="2026-12-31" if kind in PAUSES else None)
