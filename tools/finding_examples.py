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
from model.vocabulary.flows import ChainRule, ChainScope, Flow, FlowKind
from model.vocabulary.forums import Force, Forum, ForumKind, Headcount, Mandate, Meeting, Representation, RuleKind, Seat, SeatRule
from model.vocabulary.record import Record, Standing
from model.vocabulary.registers import ActorKind, ActorType, Area, Colour, Level, Role, Source

EXAMPLE_DAY = "2026-06-01"
"""The day on which each example is looked at."""
_R = TypeVar("_R", bound=Record)


def make_invented(type_: type[_R], id: str, **fields: Any) -> _R:
    """Return an invented record of a type."""
    return type_.model_validate({"id": id, "evidence": ("exempel",), "example": True} | fields)


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


def make_flow(source: str, target: str, kind: FlowKind = FlowKind.INFORMATION) -> Flow:
    """Return an existing flow between two parties."""
    fields = {"source": source, "target": target, "kind": kind, "standing": Standing.EXISTING}
    return make_invented(Flow, f"{source}-{target}", **fields)


def make_seat(mandate: Mandate | None) -> Seat:
    """Return the addressee's seat in the forum."""
    return make_invented(Seat, "platsen", forum="forumet", holder="kommunen", mandate=mandate, standing=Standing.EXISTING)


def _make_late(number: int) -> Assignment:
    return make_assignment(due=f"2026-05-0{number}").model_copy(update={"id": f"uppdrag-{number}"})


def _defer(month: int) -> Step:
    return make_step(StepKind.DEFERRED, f"2026-0{month}-01", until="2026-07-01", reason="bordlagt")


ENDED_ADDRESSEE = ADDRESSEE.model_copy(update={"valid_to": "2026-03-31"})
SUCCESSOR = make_invented(
    Actor,
    "nya-kommunen",
    name="Nya kommunen",
    type="kommuner",
    level="regional",
    valid_from="2026-04-01",
    resulted_from=("kommunen",),
)
MEETING = make_invented(Meeting, "motet", name="Mötet", forum="forumet", held_on="2026-01-15", present=("kommunen",))
OFFICES = tuple(
    make_invented(Actor, name.lower(), name=name, type="kommuner", level="regional") for name in ("Kontoret", "Kansliet")
)
DECIDED_AGAIN = DECISION.model_copy(update={"id": "beslutet-igen", "case_number": "RS 2", "taken_on": "2026-04-15"})
GROUND: tuple[Record, ...] = (
    *(record for record in REGISTERS if record.id != "omradet"),
    make_invented(Role, "arbetsgivare", name="Arbetsgivare"),
    make_invented(Area, "omradet", name="Området", order=1, colour=Colour.GREEN, roles=("arbetsgivare", "utbildare")),
    make_invented(Area, "gula", name="Gula området", order=2, colour=Colour.YELLOW, roles=("utbildare",)),
    FORUM,
    ADDRESSEE,
    make_invented(Actor, "foretaget", name="Företaget", type="kommuner", level="regional", roles=("arbetsgivare",)),
    make_invented(Actor, "skolan", name="Skolan", type="kommuner", level="regional", roles=("utbildare",)),
)
"""A forum, a municipality, an employer and an educator, without any flow yet."""
USUAL_TIME = make_invented(StepNorm, "vanlig-tid", step=StepKind.COMMUNICATED, days=30)
CHAIN_RULE = make_invented(
    ChainRule,
    "forumet-informerar",
    name="Forumet informerar kommunen",
    kind=FlowKind.INFORMATION,
    scope=ChainScope.EACH_FROM,
    from_kinds=("branschforum",),
    to_parties=("kommunen",),
)
REGION, SCHOOL = (
    make_invented(Actor, id_, name=id_.capitalize(), type="kommuner", level="regional") for id_ in ("regionen", "skolan")
)


def _count_members(women: int, men: int) -> Headcount:
    return make_invented(Headcount, "rakningen", forum="forumet", on="2026-03-01", women=women, men=men)


def _seat_in(number: int, holder: str = "kommunen") -> tuple[Forum, Seat]:
    """Return a numbered forum and the seat of a party in it."""
    forum = FORUM.model_copy(update={"id": f"forum-{number}", "name": f"Forum {number}"})
    seat = make_invented(Seat, f"plats-{number}-{holder}", forum=forum.id, holder=holder, standing=Standing.EXISTING)
    return forum, seat


def _seats_in(number: int, *holders: str) -> tuple[Record, ...]:
    return tuple(record for holder in holders for record in _seat_in(number, holder))


SCHOOL, COMPANY = (
    make_invented(Actor, id_, name=name, kind=kind, type="kommuner", level="regional")
    for id_, name, kind in (("skolan", "Skolan", "skola"), ("varvet", "Varvet", "foretag"))
)


def make_seat_rule(kind: RuleKind, force: Force, **fields: Any) -> SeatRule:
    """Return a rule on the seats of forums of the kind that the forum is of."""
    named = {"id": "regeln", "name": "Regeln", "forum_kind": "branschforum", "rule": kind, "force": force}
    return make_invented(SeatRule, **named | fields)


def make_member(holder: str, **fields: Any) -> Seat:
    """Return the seat of a member of the forum."""
    named = {"id": f"plats-{holder}", "forum": "forumet", "holder": holder, "standing": Standing.EXISTING}
    return make_invented(Seat, **named | fields)


SEATED: tuple[Record, ...] = (
    *REGISTERS,
    *(make_invented(ActorKind, kind, name=kind, plural_name=kind) for kind in ("skola", "foretag")),
    FORUM,
    SCHOOL,
    COMPANY,
    make_member("skolan"),
)
"""A forum in which a school sits, and a company that does not."""
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
            "“Beslutet” stands still with Kommunen: communicated 2026-04-30, 2 days past the usual time of the step, "
            "30 days (2026-05-30).",
            "32 days are usual.",
            (make_invented(StepNorm, "vanlig-tid", step=StepKind.COMMUNICATED, days=32),),
        ),
        FindingRule.PAST_PAUSE: FindingExample(
            "An assignment was put on hold until 30 May, and nothing has happened since.",
            (*DECIDED, make_assignment(), make_step(StepKind.HELD, "2026-02-01", until="2026-05-30", reason="väntar")),
            "“Beslutet” stands still with Kommunen: no step on record, its pause ran out 2 days ago (2026-05-30).",
            "It was taken up again.",
            (make_step(StepKind.RESUMED, "2026-05-30"),),
        ),
        FindingRule.REPORT_AWAITED: FindingExample(
            "An assignment was due on 22 May and executed on 20 May; no step says that it was reported back.",
            (*DECIDED, make_assignment(due="2026-05-22"), make_step(StepKind.EXECUTED, "2026-05-20")),
            "“Beslutet” was executed by Kommunen 2026-05-20, 12 days ago, and is not reported back. It was executed in time.",
            "It was reported back.",
            (make_step(StepKind.REPORTED_BACK, "2026-05-25"),),
        ),
        FindingRule.NEVER_COMMUNICATED: FindingExample(
            "An assignment was taken 31 days ago; no step says that it was communicated.",
            (*DECIDED, make_assignment(), make_step(StepKind.TAKEN, "2026-05-01")),
            "“Beslutet” was taken 2026-05-01, and no step says that it was communicated to Kommunen: "
            "31 days, 1 day past the limit "
            "(starting value 30 days).",
            "It was taken 30 days ago.",
            (make_step(StepKind.TAKEN, "2026-05-01").model_copy(update={"on": "2026-05-02"}),),
        ),
        FindingRule.NO_LINE_DECISION: FindingExample(
            "An assignment was communicated 100 days ago; no step says that the addressee decided on it.",
            (*DECIDED, make_assignment(), make_step(StepKind.COMMUNICATED, "2026-02-21")),
            "“Beslutet” was communicated to Kommunen 2026-02-21, and no step says that a line decision was taken there: "
            "100 days, 10 days past the limit "
            "(starting value 90 days).",
            "The addressee has decided on it.",
            (make_step(StepKind.LINE_DECISION, "2026-03-01"),),
        ),
        FindingRule.NOT_REPORTED_BACK: FindingExample(
            "An assignment was executed 40 days ago; no step says that it was reported back.",
            (*DECIDED, make_assignment(), make_step(StepKind.EXECUTED, "2026-04-22")),
            "“Beslutet” was executed by Kommunen 2026-04-22, and no step says that it was reported back: "
            "40 days, 10 days past the limit "
            "(starting value 30 days).",
            "It was reported back.",
            (make_step(StepKind.REPORTED_BACK, "2026-05-01"),),
        ),
        FindingRule.NEVER_VERIFIED: FindingExample(
            "The addressee reported back 100 days ago; no step says that anybody else confirmed it.",
            (*DECIDED, make_assignment(), make_step(StepKind.REPORTED_BACK, "2026-02-21")),
            "“Beslutet” was reported back 2026-02-21 by Kommunen, and no step says that it was verified: "
            "100 days, 10 days past the limit "
            "(starting value 90 days).",
            "The forum has verified it.",
            (make_step(StepKind.VERIFIED, "2026-05-01", by="forumet"),),
        ),
        FindingRule.NO_OWNER: FindingExample(
            "An assignment names no function that answers for it.",
            (*DECIDED, make_assignment(owner=None)),
            "No function answers for “Beslutet” with Kommunen: no step on record since 2026-01-15.",
            "The head of business development answers for it.",
            (make_assignment(),),
        ),
        FindingRule.ADDRESSEE_ENDED: FindingExample(
            "The addressee became a part of another on 1 April; the assignment still names it.",
            (*DECIDED, make_assignment(), ENDED_ADDRESSEE, SUCCESSOR),
            "“Beslutet” is still addressed to Kommunen, which ended 2026-03-31. It has passed to Nya kommunen: "
            "landskap set uppdraget addressee nya-kommunen",
            "The assignment names the successor.",
            (make_assignment(addressee="nya-kommunen"),),
        ),
        FindingRule.DEFERRED_OFTEN: FindingExample(
            "An assignment was deferred three times.",
            (*DECIDED, make_assignment(), *(_defer(month) for month in (2, 3, 4))),
            "“Beslutet” was deferred 3 times (starting value 3 times) with Kommunen, last on 2026-04-01 to 2026-07-01.",
            "The last time it was extended.",
            (_defer(4).model_copy(update={"kind": StepKind.EXTENDED}),),
        ),
        FindingRule.OUT_OF_REACH: FindingExample(
            "A forum decided on what a municipality should do; nothing flows from it to the municipality.",
            (*DECIDED, make_assignment(), make_flow("kommunen", "forumet")),
            "No path of flows leads from Forumet to Kommunen; 1 open assignment is addressed there, the oldest since 2026-01-15. "
            "No flow at all leads from there.",
            "A flow leads from the forum to the municipality.",
            (make_flow("forumet", "kommunen"),),
        ),
        FindingRule.NO_MANDATE_PRESENT: FindingExample(
            "At the meeting that decided, the only party present held a seat without a mandate.",
            (
                *REGISTERS,
                FORUM,
                ADDRESSEE,
                DECISION.model_copy(update={"meeting": "motet"}),
                MEETING,
                make_assignment(),
                make_seat(Mandate.NONE),
            ),
            "“Beslutet” was decided 2026-01-15 in Forumet, where nobody present held a mandate: Kommunen.",
            "The mandate of that seat is not on record: unknown.",
            (make_seat(None),),
        ),
        FindingRule.SUPERSEDED_ACTIVE: FindingExample(
            "An assignment was superseded in March and executed in April.",
            (
                *DECIDED,
                make_assignment(),
                make_step(StepKind.SUPERSEDED, "2026-03-01", reason="nytt beslut"),
                make_step(StepKind.EXECUTED, "2026-04-01"),
            ),
            "“Beslutet” was superseded 2026-03-01 with Kommunen, and is still worked on: executed 2026-04-01.",
            "It was taken up again in between.",
            (make_step(StepKind.RESUMED, "2026-03-15"),),
        ),
        FindingRule.SAME_MATTER: FindingExample(
            "A forum decided on a matter that it had decided on in January and that is still open, under a new case number.",
            (*REGISTERS, FORUM, ADDRESSEE, DECISION.model_copy(update={"case_number": "RS 1"}), make_assignment(), DECIDED_AGAIN),
            "“Beslutet” (RS 1, 2026-01-15) is still open, and Forumet decided it again 2026-04-15 as RS 2, 90 days later "
            "(starting value 365 days), under the same name, of one of them no addressee is on record.",
            "The second decision follows up the first.",
            (DECIDED_AGAIN.model_copy(update={"follows_up": "beslutet"}),),
        ),
        FindingRule.HAND_OFF_BROKEN: FindingExample(
            "Three of the four assignments of a forum to a municipality are past their date.",
            (*DECIDED, make_flow("forumet", "kommunen"), make_assignment(due="2026-12-31"), *(_make_late(n) for n in (1, 2, 3))),
            "The hand-off from Forumet to Kommunen is broken: 3 of 4 assignments not yet executed stand still, "
            "the oldest past 2026-05-01. "
            "To judge by its kind, 1 flow between them would carry it.",
            "One of the three is due today: two are too few to call it broken.",
            (_make_late(1).model_copy(update={"due": EXAMPLE_DAY}),),
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
        FindingRule.CHAIN_BROKEN: FindingExample(
            "A municipality informs a forum that, by a chain rule, should inform it, and does not.",
            (*DECIDED, make_assignment(), CHAIN_RULE, make_flow("kommunen", "forumet")),
            "No flow of the kind information is on record from Forumet to Kommunen; that breaks the chain rule "
            "“Forumet informerar kommunen” (exempel).",
            "The forum informs it, if only by a proposed flow.",
            (make_flow("forumet", "kommunen").model_copy(update={"standing": Standing.PROPOSED}),),
        ),
        FindingRule.DEMAND_ENDS: FindingExample(
            "An employer tells a municipality what competence it needs, and the municipality tells nobody.",
            (*GROUND, make_flow("foretaget", "kommunen", FlowKind.DEMAND)),
            "Demand from Företaget ends at Kommunen and reaches no educator.",
            "The municipality hands it on to an educator.",
            (make_flow("kommunen", "skolan", FlowKind.DEMAND),),
        ),
        FindingRule.SUPPORT_UNANSWERED: FindingExample(
            "An educator asks a forum for support. The forum informs the municipality, and nothing comes back to the educator.",
            (*GROUND, make_flow("skolan", "forumet", FlowKind.SUPPORT), make_flow("forumet", "kommunen")),
            "From Skolan a request for support goes to Forumet, and neither delivery nor information comes back, directly or "
            "through others.",
            "The municipality informs the educator: an answer may come through others.",
            (make_flow("kommunen", "skolan"),),
        ),
        FindingRule.ORDER_UNDELIVERED: FindingExample(
            "A forum orders an education. Its educator delivers to the municipality only.",
            (*GROUND, make_flow("forumet", "skolan", FlowKind.ORDER), make_flow("skolan", "kommunen", FlowKind.DELIVERY)),
            "From Forumet an order goes to Skolan, and no delivery comes back, directly or through others.",
            "The municipality delivers on to the forum.",
            (make_flow("kommunen", "forumet", FlowKind.DELIVERY),),
        ),
        FindingRule.ONE_SIDED_FORUM: FindingExample(
            "A forum takes demand from an employer, and no flow leads from it.",
            (*GROUND, make_flow("foretaget", "forumet", FlowKind.DEMAND)),
            "1 party gives to Forumet, and nobody gets from it.",
            "It informs the municipality.",
            (make_flow("forumet", "kommunen"),),
        ),
        FindingRule.NOT_FED: FindingExample(
            "An area concerns a municipality, and the flows of its forum lead elsewhere.",
            (
                *GROUND,
                make_invented(Involvement, "berord", source="kommunen", target="omradet"),
                make_flow("foretaget", "forumet"),
                make_flow("forumet", "skolan"),
            ),
            "No flow on record reaches Kommunen, nor a forum where it sits or a network that represents it.",
            "The municipality has a seat in the forum.",
            (make_seat(None),),
        ),
        FindingRule.AREA_WITHOUT_FORUM: FindingExample(
            "An area concerns a municipality and has no forum.",
            (*REGISTERS, ADDRESSEE, make_invented(Involvement, "berord", source="kommunen", target="omradet")),
            "Området has no forum on this day; it concerns 1 actor, who cannot be represented there.",
            "It has a forum, if only a proposed one.",
            (FORUM.model_copy(update={"standing": Standing.PROPOSED}),),
        ),
        FindingRule.NOT_REPRESENTED: FindingExample(
            "An area concerns a municipality, which has no seat in its only forum; a network has one.",
            (
                *REGISTERS,
                FORUM,
                ADDRESSEE,
                make_invented(Involvement, "berord", source="kommunen", target="omradet"),
                make_invented(Actor, "natverket", name="Nätverket", type="kommuner", level="regional"),
                make_invented(Seat, "plats", forum="forumet", holder="natverket", standing=Standing.EXISTING),
            ),
            "Kommunen is concerned by Området but has no seat at the level Regional, neither directly nor through a network.",
            "The network represents it.",
            (make_invented(Representation, "for-kommunen", source="natverket", target="kommunen", standing=Standing.EXISTING),),
        ),
        FindingRule.SEX_BALANCE: FindingExample(
            "Of the six members of a forum one is a woman.",
            (*REGISTERS, FORUM, _count_members(1, 5)),
            "Forumet has 16.7 % women (1 of 6, counted 2026-03-01): outside 40–60. Of 6, 3 of each are even.",
            "It has three members: three persons cannot be split 40/60.",
            (_count_members(1, 2),),
        ),
        FindingRule.MANY_SEATS: FindingExample(
            "A municipality has a seat in each of six forums.",
            (*REGISTERS, ADDRESSEE, *(record for number in range(1, 7) for record in _seat_in(number))),
            "Kommunen has a seat in 6 forums, more than 5: Forum 1, Forum 2, Forum 3, Forum 4, Forum 5, Forum 6.",
            "One of the seats is vacant.",
            (_seat_in(6)[1].model_copy(update={"holder": None}),),
        ),
        FindingRule.SAME_MEMBERS: FindingExample(
            "Two forums share two of three members.",
            (
                *(*REGISTERS, ADDRESSEE, REGION, SCHOOL),
                *_seats_in(1, "kommunen", "regionen", "skolan"),
                *_seats_in(2, "kommunen", "regionen"),
            ),
            "Forum 1 and Forum 2 share 2 of 3 members: Kommunen, Regionen.",
            "One of those that they share has left one of them.",
            (_seat_in(2, "regionen")[1].model_copy(update={"valid_to": "2026-05-31"}),),
        ),
        FindingRule.NO_MEETINGS: FindingExample(
            "A forum last met 366 days ago.",
            (*REGISTERS, FORUM, make_invented(Meeting, "motet", name="Mötet", forum="forumet", held_on="2025-05-31")),
            "Forumet last met 2025-05-31, 366 days ago, as far as is on record.",
            "It met 365 days ago.",
            (make_invented(Meeting, "motet", name="Mötet", forum="forumet", held_on="2025-06-01"),),
        ),
        FindingRule.MEMBERS_UNKNOWN: FindingExample(
            "An area concerns a municipality, and its forum has no members on record.",
            (*REGISTERS, FORUM, ADDRESSEE, make_invented(Involvement, "berord", source="kommunen", target="omradet")),
            "Forumet has no certain members on record: whether 1 concerned actor is represented there is unknown.",
            "One seat of the forum is on record, and it is vacant.",
            (make_invented(Seat, "plats", forum="forumet", standing=Standing.EXISTING),),
        ),
        FindingRule.HANGS_ON_ONE: FindingExample(
            "Two offices feed a forum, and both are fed by a municipality alone.",
            (
                *REGISTERS,
                FORUM,
                ADDRESSEE,
                *OFFICES,
                *(make_flow("kommunen", one.id) for one in OFFICES),
                *(make_flow(one.id, "forumet") for one in OFFICES),
            ),
            "Without Kommunen, Kansliet and Kontoret get no information at all. "
            "Forumet is no longer reached by information from any source (Kommunen), only by what begins on the way. "
            "Forumet is fed by several, and hangs on it all the same.",
            "A flow leads to one of the offices from another.",
            (
                make_invented(Actor, "regionen", name="Regionen", type="kommuner", level="regional"),
                make_flow("regionen", "kansliet"),
            ),
        ),
        FindingRule.SEAT_LAW_BROKEN: FindingExample(
            "The law asks for a member from a company; on record is a member from a school alone.",
            (*SEATED, make_seat_rule(RuleKind.SEAT, Force.LAW, actor_kinds=("foretag",))),
            "Forumet does not satisfy “Regeln” (required by law): members who count: 0 of 1, at least 1 asked for.",
            "A company's seat is proposed: whether it will be filled is unknown.",
            (make_member("varvet", standing=Standing.PROPOSED),),
        ),
        FindingRule.SEAT_RULE_BROKEN: FindingExample(
            "Companies shall have a majority; since April a school and a company sit there.",
            (
                *SEATED,
                make_member("varvet", valid_from="2026-04-01"),
                make_seat_rule(RuleKind.MAJORITY, Force.RULE, actor_kinds=("foretag",), valid_from="2026-01-01"),
            ),
            "Forumet does not satisfy “Regeln” (rule), since 2026-01-01: members who count: 1 of 2, more than half are asked for "
            "(Varvet).",
            "The company has two seats.",
            (make_member("varvet", valid_from="2026-04-01", number=2),),
        ),
        FindingRule.SEAT_ADVICE_UNMET: FindingExample(
            "Two meetings a year are recommended; one was held in the last twelve months.",
            (
                *SEATED,
                make_invented(Meeting, "forr", name="Förr", forum="forumet", held_on="2025-03-01"),
                make_invented(Meeting, "motet", name="Mötet", forum="forumet", held_on="2025-10-01"),
                make_seat_rule(RuleKind.MEETINGS, Force.RECOMMENDED, least=2),
            ),
            "Forumet does not satisfy “Regeln” (recommended), since 2026-03-01: meetings held in the last twelve months: 1, "
            "at least 2 asked for.",
            "Its meetings are on record for less than a year.",
            (make_invented(Meeting, "forr", name="Förr", forum="forumet", planned_on="2026-09-01"),),
        ),
        FindingRule.SEAT_RULES_CONTRADICT: FindingExample(
            "Companies shall have a majority, and so shall schools.",
            (
                *SEATED,
                make_seat_rule(RuleKind.MAJORITY, Force.RULE, actor_kinds=("foretag",)),
                make_seat_rule(RuleKind.MAJORITY, Force.RULE, actor_kinds=("skola",), id="regel-2", name="Regel 2"),
            ),
            "No forum of the kind branschforum can satisfy both “Regel 2” and “Regeln”: the shares are more than the whole "
            "(more than half are asked for, more than half are asked for).",
            "That of the schools is a recommendation.",
            (make_seat_rule(RuleKind.MAJORITY, Force.RECOMMENDED, actor_kinds=("skola",), id="regel-2", name="Regel 2"),),
        ),
        FindingRule.TERMS_OVERLAP: FindingExample(
            "A member's new term began in January; the old one is on record until June.",
            (
                *SEATED,
                make_member("skolan", valid_to="2026-06-30"),
                make_member("skolan", id="plats-ny", valid_from="2026-01-01"),
            ),
            "Skolan holds two seats in Forumet as member at the same time, 2026-01-01 to 2026-06-30.",
            "The old one ended the day before.",
            (make_member("skolan", valid_to="2025-12-31"),),
        ),
        FindingRule.TERM_OUTSIDE: FindingExample(
            "A seat is valid until December, its forum ended in March.",
            (*SEATED, FORUM.model_copy(update={"valid_to": "2026-03-31"}), make_member("skolan", valid_to="2026-12-31")),
            "The seat of Skolan in Forumet is valid until 2026-12-31, but the forum only until 2026-03-31.",
            "The seat has no last day.",
            (make_member("skolan"),),
        ),
    }
)
"""The examples by rule."""
