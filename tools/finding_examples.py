"""For each rule that finds something: a small invented landscape in which it fires, and the nearest one in which it does not.

`docs/reference/findings.md` shows them; a test runs each on a real graph.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, TypeVar

from model.vocabulary.actors import Actor, Involvement
from model.vocabulary.assignment_state import derive_assignments
from model.vocabulary.contents import Contents
from model.vocabulary.decisions import Assignment, Decision, DecisionKind, Step, StepKind, StepNorm
from model.vocabulary.finding_rules import FindingRule
from model.vocabulary.forums import Forum, ForumKind
from model.vocabulary.record import Record, Standing
from model.vocabulary.registers import ActorType, Area, Colour, Level, Role, Source

EXAMPLE_DAY = "2026-06-01"
"""The day on which each example is looked at."""
_R = TypeVar("_R", bound=Record)


def make_invented(type_: type[_R], id_: str, **fields: Any) -> _R:
    """Return an invented record of a type."""
    return type_.model_validate({"id": id_, "evidence": ("exempel",), "example": True} | fields)


REGISTERS: tuple[Record, ...] = (
    make_invented(Source, "exempel", name="Exempel"),
    make_invented(ActorType, "kommuner", name="Kommuner", order=1),
    make_invented(Level, "regional", name="Regional", order=1, forums=True),
    make_invented(Role, "utbildare", name="Utbildare"),
    make_invented(Area, "omradet", name="Området", order=1, colour=Colour.GREEN, roles=("utbildare",)),
    make_invented(ForumKind, "branschforum", name="branschforum", plural_name="Branschforum"),
)
FORUM = make_invented(
    Forum, "forumet", name="Forumet", kind="branschforum", area="omradet", level="regional", standing=Standing.EXISTING
)
ADDRESSEE = make_invented(Actor, "kommunen", name="Kommunen", type="kommuner", level="regional")
DECISION = make_invented(
    Decision, "beslutet", name="Beslutet", kind=DecisionKind.DECISION, taken_in="forumet", taken_on="2026-01-15"
)
DECIDED: tuple[Record, ...] = (*REGISTERS, FORUM, ADDRESSEE, DECISION)
"""A forum, an addressee, and a decision of 15 January 2026 without any assignment yet."""


def make_assignment(**fields: Any) -> Assignment:
    """Return the assignment to the addressee; it has an owner unless `fields` say otherwise."""
    given = {"decision": "beslutet", "addressee": "kommunen", "owner": "Näringslivschefen"}
    return make_invented(Assignment, "uppdraget", **given | fields)


def make_step(kind: StepKind, on: str, **fields: Any) -> Step:
    """Return a step of the assignment."""
    return make_invented(Step, f"{kind.replace('_', '-')}-{on}", assignment="uppdraget", kind=kind, on=on, **fields)


@dataclass(frozen=True, slots=True)
class FindingExample:
    """A landscape in which a rule fires, in words and as records, with the sentence that it finds on EXAMPLE_DAY.

    `innocent` says the one thing that is otherwise in the nearest landscape in which it does not fire, whose other or new records
    are `changed`.
    """

    shown: str
    records: tuple[Record, ...]
    sentence: str
    innocent: str
    changed: tuple[Record, ...]

    def build_landscape(self) -> Contents:
        """Return the landscape in which the rule fires."""
        return _build(self.records)

    def build_innocent(self) -> Contents:
        """Return the nearest landscape in which it does not."""
        return _build((*self.records, *self.changed))


def _build(records: Iterable[Record]) -> Contents:
    return derive_assignments(Contents({record.key: record for record in records}.values()))


USUAL_TIME = make_invented(StepNorm, "vanlig-tid", step=StepKind.COMMUNICATED, days=30)
FINDING_EXAMPLES: Mapping[FindingRule, FindingExample] = MappingProxyType(
    {
        FindingRule.PAST_DATE: FindingExample(
            "An assignment was due on 22 May and has not been executed.",
            (*DECIDED, make_assignment(due="2026-05-22"), make_step(StepKind.COMMUNICATED, "2026-02-01")),
            "“Beslutet” stands still with Kommunen: communicated 2026-02-01, 10 days past its own date (2026-05-22).",
            "It is due today.",
            (make_assignment(due=EXAMPLE_DAY),),
        ),
        FindingRule.PAST_USUAL_TIME: FindingExample(
            "An assignment without a date was communicated 32 days ago; 30 days are usual.",
            (*DECIDED, USUAL_TIME, make_assignment(), make_step(StepKind.COMMUNICATED, "2026-04-30")),
            "“Beslutet” stands still with Kommunen: communicated 2026-04-30, 2 days past the usual time of the step "
            "(2026-05-30).",
            "32 days are usual.",
            (make_invented(StepNorm, "vanlig-tid", step=StepKind.COMMUNICATED, days=32),),
        ),
        FindingRule.PAST_PAUSE: FindingExample(
            "An assignment was put on hold until 30 May, and nothing has happened since.",
            (*DECIDED, make_assignment(), make_step(StepKind.HELD, "2026-02-01", until="2026-05-30", reason="väntar")),
            "“Beslutet” stands still with Kommunen: no step on record, 2 days past the date it was paused to (2026-05-30).",
            "It was taken up again.",
            (make_step(StepKind.RESUMED, "2026-05-30"),),
        ),
        FindingRule.STEPS_OUT_OF_ORDER: FindingExample(
            "An assignment was executed before it was communicated.",
            (
                *DECIDED,
                make_assignment(),
                make_step(StepKind.EXECUTED, "2026-03-01"),
                make_step(StepKind.COMMUNICATED, "2026-04-01"),
            ),
            "“Beslutet” has steps out of order with Kommunen: executed 2026-03-01: 'executed' earlier than 'communicated', "
            "2026-04-01.",
            "It was also communicated before; a step that is repeated is in order.",
            (make_step(StepKind.COMMUNICATED, "2026-02-01"),),
        ),
        FindingRule.AREA_WITHOUT_FORUM: FindingExample(
            "An area concerns a municipality and has no forum.",
            (*REGISTERS, ADDRESSEE, make_invented(Involvement, "berord", source="kommunen", target="omradet")),
            "Området has no forum on this day; it concerns 1 actor, who cannot be represented there.",
            "It has a forum, if only a proposed one.",
            (FORUM.model_copy(update={"standing": Standing.PROPOSED}),),
        ),
    }
)
"""The examples by rule."""
