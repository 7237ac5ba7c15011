"""Decisions, their assignments (one per addressee), and the dated steps of each assignment.

The trail is read from §6.4.1 and §6.5.1; holds and deferrals are Swedish practice, not the source's.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, ClassVar

from model.language import Term
from model.vocabulary.record import LAST_OF_PERIOD, About, Choice, Day, Edtf, Name, Node, Prose, Ref, Slug, WholeNumber
from model.vocabulary.shared_fields import Description, EnglishName, SwedishName


class DecisionKind(Choice):
    """The kinds of decision (§6.4.1)."""

    DECISION = "decision", "beslut", "decision"
    ORDER = "order", "beställning", "order"
    REQUEST = "request", "begäran om hjälp", "request for help"
    PROPOSAL = "proposal", "förslag", "proposal"


KIND_WORDS: Mapping[str, DecisionKind] = MappingProxyType(
    {
        **dict.fromkeys(("uppdrag", "assignment", "commission"), DecisionKind.ORDER),
        **dict.fromkeys(("begäran", "hemställan", "framställan", "ansökan", "request"), DecisionKind.REQUEST),
        **dict.fromkeys(("motion", "medborgarförslag", "initiativ", "rekommendation", "recommendation"), DecisionKind.PROPOSAL),
        **dict.fromkeys(("inriktningsbeslut", "delegationsbeslut", "verkställighetsbeslut"), DecisionKind.DECISION),
    }
)
"""Other words that likely mean a kind of decision, folded: taken from a person who types them, only proposed for a log."""


class Decision(Node):
    """A shared decision, order, request or proposal, taken in a forum or by an actor."""

    label: ClassVar = "Decision"
    reads: ClassVar = Term("beslut", "decision")
    plural: ClassVar = Term("beslut", "decisions")
    rdf: ClassVar = "prov:Activity"

    name: SwedishName
    name_en: EnglishName = None
    kind: Annotated[DecisionKind, About(Term("Slag", "Kind"), "", "dcterms:type")]
    taken_in: Annotated[
        Slug | None,
        About(Term("Fattat i", "Taken in"), "The forum or actor that took it; empty = unknown.", "prov:wasAssociatedWith"),
        Ref("Party", "TAKEN_IN", Term("fattades i", "was taken in")),
    ] = None
    taken_on: Annotated[Day | None, About(Term("Fattat den", "Taken on"), "Empty = unknown.", "prov:endedAtTime")] = None
    meeting: Annotated[
        Slug | None,
        About(Term("Möte", "Meeting"), "", "sl:meeting"),
        Ref("Meeting", "TAKEN_AT", Term("fattades vid", "was taken at")),
    ] = None
    case_number: Annotated[Name | None, About(Term("Diarienummer", "Case number"), "", "dcterms:identifier")] = None
    follows_up: Annotated[
        Slug | None,
        About(Term("Följer upp", "Follows up"), "An earlier decision.", "prov:wasInformedBy"),
        Ref("Decision", "FOLLOWS_UP", Term("följer upp", "follows up")),
    ] = None
    part_of: Annotated[
        Slug | None,
        About(Term("Del av", "Part of"), "The decision, such as a plan, of which it is a part.", "dcterms:isPartOf"),
        Ref("Decision", "PART_OF_WHOLE", Term("är en del av", "is a part of")),
    ] = None
    description: Description = None


class StepKind(Choice):
    """The kinds of step: the five of the trail in their order, those that interrupt or end it, and the verification.

    An addressee says that an assignment is executed or reported back; the forum or the coordinator verifies it, as auditors do.
    """

    TAKEN = "taken", "fattat", "taken"
    COMMUNICATED = "communicated", "kommunicerat", "communicated"
    LINE_DECISION = "line_decision", "linjebeslut", "line decision"
    EXECUTED = "executed", "verkställt", "executed"
    REPORTED_BACK = "reported_back", "återrapporterat", "reported back"
    HELD = "held", "vilande", "on hold"
    DEFERRED = "deferred", "uppskjutet", "deferred"
    EXTENDED = "extended", "förlängt", "extended"
    RESUMED = "resumed", "återupptaget", "resumed"
    REJECTED = "rejected", "avslaget", "rejected"
    SUPERSEDED = "superseded", "ersatt", "superseded"
    VERIFIED = "verified", "verifierat", "verified"


TRAIL = (StepKind.TAKEN, StepKind.COMMUNICATED, StepKind.LINE_DECISION, StepKind.EXECUTED, StepKind.REPORTED_BACK)
PAUSES = (StepKind.HELD, StepKind.DEFERRED, StepKind.EXTENDED)
ENDINGS = (StepKind.REPORTED_BACK, StepKind.REJECTED, StepKind.SUPERSEDED)
STEPS_WITH_REASON = (*PAUSES, StepKind.REJECTED, StepKind.SUPERSEDED)
"""Steps that require a reason."""


class Assignment(Node):
    """One addressee's part of a decision, with its due date and the function responsible for it.

    `step`, `since`, `next_due` and its words, `paused_until`, `last_stepped`, `verified`, `deferrals`, `open` and `balance` are
    kept by the model from the steps (see `model.vocabulary.assignment_state`), so that the balance list is an index look-up.
    """

    label: ClassVar = "Assignment"
    reads: ClassVar = Term("uppdrag", "assignment")
    plural: ClassVar = Term("uppdrag", "assignments")
    rdf: ClassVar = "sl:Assignment"

    decision: Annotated[
        Slug,
        About(Term("Beslut", "Decision"), "", "sl:decision"),
        Ref("Decision", "PART_OF_DECISION", Term("är en del av", "is a part of")),
    ]
    addressee: Annotated[
        Slug,
        About(Term("Adressat", "Addressee"), "The party that it is addressed to.", "sl:addressee"),
        Ref("Party", "ADDRESSED_TO", Term("är riktat till", "is addressed to")),
    ]
    owner: Annotated[
        Name | None, About(Term("Ansvarig funktion", "Owner"), "The function that answers for it; empty = no owner.", "sl:owner")
    ] = None
    due: Annotated[Day | None, About(Term("Klart senast", "Due"), "Empty = no due date.", "sl:due"), LAST_OF_PERIOD] = None
    due_edtf: Annotated[
        Edtf | None, About(Term("Klart senast, EDTF", "Due, EDTF"), "The period whose last day it is.", "sl:dueEdtf")
    ] = None
    due_words: Annotated[
        Name | None, About(Term("Klart senast, i ord", "Due, in words"), "As it was written.", "sl:dueWords")
    ] = None
    first_due: Annotated[
        Day | None,
        About(
            Term("Ursprungligt datum", "First due"),
            "The due date before it was moved, where no step says on which day that was decided.",
            "sl:firstDue",
        ),
    ] = None
    first_due_words: Annotated[
        Name | None, About(Term("Ursprungligt datum, i ord", "First due, in words"), "As it was written.", "sl:firstDueWords")
    ] = None
    step: Annotated[StepKind | None, About(Term("Steg", "Step"), "The step that it has reached.", "sl:step", derived=True)] = None
    since: Annotated[Day | None, About(Term("Sedan", "Since"), "When it reached the step.", "sl:since", derived=True)] = None
    next_due: Annotated[
        Day | None, About(Term("Nästa datum", "Next due"), "The date that counts now.", "sl:nextDue", derived=True)
    ] = None
    next_due_words: Annotated[
        Name | None,
        About(Term("Nästa datum, i ord", "Next due, in words"), "As it was written.", "sl:nextDueWords", derived=True),
    ] = None
    paused_until: Annotated[
        Day | None, About(Term("Pausat till", "Paused until"), "Last day of a hold or deferral.", "sl:pausedUntil", derived=True)
    ] = None
    last_stepped: Annotated[
        Day | None, About(Term("Senaste händelse", "Last event"), "Date of its last step.", "sl:lastStepped", derived=True)
    ] = None
    verified: Annotated[
        Day | None,
        About(
            Term("Verifierat", "Verified"),
            "When its execution or report was last verified; emptied when it is reopened.",
            "sl:verified",
            derived=True,
        ),
    ] = None
    deferrals: Annotated[
        WholeNumber | None,
        About(
            Term("Gånger uppskjutet", "Times deferred"),
            "Since it was last opened; empty = never, or closed.",
            "sl:deferrals",
            derived=True,
        ),
    ] = None
    open: Annotated[bool, About(Term("Öppet", "Open"), "Not ended, or resumed since.", "sl:open", derived=True)] = True
    balance: Annotated[
        Name | None,
        About(Term("Plats i balanslistan", "Place in the balance list"), "Empty when it is closed.", "sl:balance", derived=True),
    ] = None


class Step(Node):
    """A dated event on an assignment; a pause has a new date and a reason."""

    label: ClassVar = "Step"
    reads: ClassVar = Term("steg", "step")
    plural: ClassVar = Term("steg", "steps")
    rdf: ClassVar = "sl:StepChange"

    assignment: Annotated[
        Slug,
        About(Term("Uppdrag", "Assignment"), "", "sl:assignment"),
        Ref("Assignment", "STEP_OF", Term("är ett steg i", "is a step of")),
    ]
    kind: Annotated[StepKind, About(Term("Steg", "Step"), "", "dcterms:type")]
    on: Annotated[Day, About(Term("Datum", "Date"), "", "dcterms:date")]
    by: Annotated[
        Slug | None,
        About(Term("Av", "By"), "The party that says so, or verifies it; empty = unknown.", "prov:wasAssociatedWith"),
        Ref("Party", "STEPPED_BY", Term("uppges av", "is stated by")),
    ] = None
    until: Annotated[Day | None, About(Term("Till", "Until"), "The new date of a pause.", "sl:until"), LAST_OF_PERIOD] = None
    until_edtf: Annotated[
        Edtf | None, About(Term("Till, EDTF", "Until, EDTF"), "The period whose last day it is.", "sl:untilEdtf")
    ] = None
    until_words: Annotated[Name | None, About(Term("Till, i ord", "Until, in words"), "As it was written.", "sl:untilWords")] = (
        None
    )
    reason: Annotated[Prose | None, About(Term("Skäl", "Reason"), "Required for a pause or an ending.", "sl:reason")] = None


class DayUnit(Choice):
    """How days are counted. A working day is a day from Monday to Friday on which Sweden works."""

    DAYS = "days", "dagar", "days"
    WORKING_DAYS = "working_days", "arbetsdagar", "working days"


class StepNorm(Node):
    """The usual number of days at a step, against which assignments without a date of their own are measured.

    The most specific one counts: of the kind of forum and the kind of decision, of the kind of forum, of the kind of decision, of
    the step alone.
    """

    label: ClassVar = "StepNorm"
    reads: ClassVar = Term("stegtid", "usual step time")
    plural: ClassVar = Term("stegtider", "usual step times")
    rdf: ClassVar = "sl:StepNorm"

    step: Annotated[StepKind, About(Term("Steg", "Step"), "", "sl:step")]
    days: Annotated[WholeNumber, About(Term("Dagar", "Days"), "Usual time at the step.", "sl:days")]
    unit: Annotated[DayUnit, About(Term("Räknas i", "Counted in"), "Days, or working days.", "sl:dayUnit")] = DayUnit.DAYS
    forum_kind: Annotated[
        Slug | None,
        About(Term("Forumslag", "Kind of forum"), "Only for decisions of forums of this kind.", "sl:forumKind"),
        Ref("ForumKind", "NORM_OF", Term("gäller", "applies to")),
    ] = None
    decision_kind: Annotated[
        DecisionKind | None, About(Term("Beslutsslag", "Kind of decision"), "Only for decisions of this kind.", "sl:decisionKind")
    ] = None
