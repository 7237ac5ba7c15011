"""The rules by which the landscape is looked through, what can be set of them, and findings that are muted for a time.

A setting and a muted finding are the work of those who follow up, not statements about the landscape: they need no evidence and
are no part of a revision.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Annotated, ClassVar

from pydantic import Field

from model.language import Term, Text
from model.vocabulary.decisions import DayUnit
from model.vocabulary.record import MOST_IN_A_LIST, About, Choice, Day, Node, Prose, Slug, WholeNumber
from model.vocabulary.shared_fields import NoEvidence


class FindingRule(Choice):
    """The rules that find something to look at, each with a name that users read."""

    PAST_DATE = "past-own-date", "förbi eget datum", "past its own date"
    PAST_USUAL_TIME = "past-usual-time", "förbi stegets vanliga tid", "past the usual time of its step"
    PAST_PAUSE = "past-pause", "vilande förbi sitt datum", "on hold past its date"
    REPORT_AWAITED = "report-awaited", "verkställt, återrapport väntas", "executed, report awaited"
    NEVER_COMMUNICATED = "never-communicated", "ingen kommunicering antecknad", "no communication on record"
    NO_LINE_DECISION = "no-line-decision", "inget linjebeslut antecknat", "no line decision on record"
    NOT_REPORTED_BACK = "not-reported-back", "verkställt, ingen återrapportering antecknad", "executed, no report on record"
    NEVER_VERIFIED = (
        "never-verified",
        "verkställt eller återrapporterat, ingen verifiering antecknad",
        "executed or reported back, no verification on record",
    )
    NO_OWNER = "no-owner", "ingen ansvarig funktion", "no owner"
    ADDRESSEE_ENDED = "addressee-ended", "adressaten har upphört", "the addressee has ended"
    DEFERRED_OFTEN = "deferred-often", "uppskjutet gång på gång", "deferred again and again"
    OUT_OF_REACH = "out-of-reach", "adressaten nås inte av forumets flöden", "the addressee is out of the forum's reach"
    NO_MANDATE_PRESENT = "no-mandate-present", "beslutat utan mandat i rummet", "decided where nobody present held the mandate"
    SUPERSEDED_ACTIVE = "superseded-active", "ersatt men ännu i arbete", "superseded but still worked on"
    SAME_MATTER = "same-matter", "samma ärende under nytt diarienummer", "the same matter under a new case number"
    STEPS_OUT_OF_ORDER = "steps-out-of-order", "steg i fel ordning", "steps out of order"
    HAND_OFF_BROKEN = "hand-off-broken", "bruten överlämning", "broken hand-off"
    CHAIN_BROKEN = "chain-broken", "bruten kedja", "broken chain"
    DEMAND_ENDS = "demand-ends", "behov som inte når någon utbildare", "demand that reaches no educator"
    SUPPORT_UNANSWERED = "support-unanswered", "begäran om stöd utan svar", "request for support without an answer"
    ORDER_UNDELIVERED = "order-undelivered", "beställning utan leverans tillbaka", "order without a delivery back"
    ONE_SIDED_FORUM = "one-sided-forum", "forum som bara tar emot eller bara ger", "forum that only takes or only gives"
    NOT_FED = "not-fed", "ingen föder den", "fed by nobody"
    AREA_WITHOUT_FORUM = "area-without-forum", "område utan forum", "area without a forum"
    NOT_REPRESENTED = "not-represented", "berörd utan plats", "concerned and without a seat"
    MEMBERS_UNKNOWN = "members-unknown", "inga säkra ledamöter antecknade", "no certain members on record"
    HANGS_ON_ONE = "hangs-on-one", "hänger på en enda part", "hangs on a single party"
    SEX_BALANCE = "sex-balance", "ojämn könsfördelning", "uneven sex balance"
    MANY_SEATS = "many-seats", "plats i många forum", "seats in many forums"
    SAME_MEMBERS = "same-members", "nästan samma ledamöter", "nearly the same members"
    NO_MEETINGS = "no-meetings", "inget möte på länge", "no meeting for long"
    SEAT_LAW_BROKEN = "seat-law-broken", "lagkrav på platser är inte uppfyllt", "a legal requirement on seats is not satisfied"
    SEAT_RULE_BROKEN = "seat-rule-broken", "platsregel är bruten", "a seat rule is broken"
    SEAT_ADVICE_UNMET = (
        "seat-advice-unmet",
        "rekommendation om platser är inte följd",
        "a recommendation on seats is not followed",
    )
    SEAT_RULES_CONTRADICT = "seat-rules-contradict", "platsregler säger emot varandra", "seat rules contradict"
    TERMS_OVERLAP = "seat-terms-overlap", "två platser för samma uppdrag samtidigt", "two seats of one office at the same time"
    TERM_OUTSIDE = "seat-term-outside", "plats utanför forumets egen tid", "a seat outside its forum's own time"


class Severity(Choice):
    """How much a finding asks for attention."""

    SERIOUS = "serious", "allvarlig", "serious"
    IMPORTANT = "important", "viktig", "important"
    NOTE = "note", "att känna till", "to know"


@dataclass(frozen=True, slots=True)
class RuleFacts:
    """What is declared of a rule: its version, severity, source, and the threshold that counts until it is set."""

    severity: Severity
    section: str | Term
    threshold: int | None = None
    unit: Term | None = None
    version: int = 1


_DAYS, _TIMES, _PER_CENT = DayUnit.DAYS.term, Term("gånger", "times"), Term("procent", "per cent")
_PARTIES = Term("parter", "parties")
_FORUMS = Term("forum", "forums")
_PRACTICE = Term("svensk praxis, inte källans", "Swedish practice, not the source's")
RULE_FACTS: Mapping[FindingRule, RuleFacts] = MappingProxyType(
    {
        FindingRule.PAST_DATE: RuleFacts(Severity.SERIOUS, "§6.5.1", version=2),
        FindingRule.PAST_USUAL_TIME: RuleFacts(Severity.IMPORTANT, _PRACTICE, version=2),
        FindingRule.PAST_PAUSE: RuleFacts(Severity.IMPORTANT, _PRACTICE, version=2),
        FindingRule.REPORT_AWAITED: RuleFacts(Severity.NOTE, "§6.5.1", version=2),
        FindingRule.NEVER_COMMUNICATED: RuleFacts(Severity.SERIOUS, "§6.5.1", 30, _DAYS, version=3),
        FindingRule.NO_LINE_DECISION: RuleFacts(Severity.IMPORTANT, "§6.4.1", 90, _DAYS, version=2),
        FindingRule.NOT_REPORTED_BACK: RuleFacts(Severity.IMPORTANT, "§6.5.1", 30, _DAYS, version=2),
        FindingRule.NEVER_VERIFIED: RuleFacts(Severity.NOTE, _PRACTICE, 90, _DAYS),
        FindingRule.NO_OWNER: RuleFacts(Severity.IMPORTANT, "§6.5.1"),
        FindingRule.ADDRESSEE_ENDED: RuleFacts(Severity.SERIOUS, "§6.5.1"),
        FindingRule.DEFERRED_OFTEN: RuleFacts(Severity.IMPORTANT, _PRACTICE, 3, _TIMES),
        FindingRule.OUT_OF_REACH: RuleFacts(Severity.NOTE, "§6.4.4"),
        FindingRule.NO_MANDATE_PRESENT: RuleFacts(Severity.IMPORTANT, "§6.4.1"),
        FindingRule.SUPERSEDED_ACTIVE: RuleFacts(Severity.NOTE, _PRACTICE),
        FindingRule.SAME_MATTER: RuleFacts(Severity.NOTE, _PRACTICE, 365, _DAYS, version=2),
        FindingRule.STEPS_OUT_OF_ORDER: RuleFacts(Severity.NOTE, "§6.4.1"),
        FindingRule.HAND_OFF_BROKEN: RuleFacts(Severity.SERIOUS, "bil. 6", 50, _PER_CENT, version=2),
        FindingRule.CHAIN_BROKEN: RuleFacts(Severity.SERIOUS, "§6.4.4, bil. 6"),
        FindingRule.DEMAND_ENDS: RuleFacts(Severity.SERIOUS, "§6.4.4, bil. 7"),
        FindingRule.SUPPORT_UNANSWERED: RuleFacts(Severity.IMPORTANT, "§6.4.4, bil. 6"),
        FindingRule.ORDER_UNDELIVERED: RuleFacts(Severity.IMPORTANT, "§6.4.1"),
        FindingRule.ONE_SIDED_FORUM: RuleFacts(Severity.NOTE, "bil. 6"),
        FindingRule.NOT_FED: RuleFacts(Severity.NOTE, "§6.4.4"),
        FindingRule.AREA_WITHOUT_FORUM: RuleFacts(Severity.NOTE, "§6.4"),
        FindingRule.NOT_REPRESENTED: RuleFacts(Severity.NOTE, "§6.4.1"),
        FindingRule.MEMBERS_UNKNOWN: RuleFacts(Severity.NOTE, "§6.4.1"),
        FindingRule.HANGS_ON_ONE: RuleFacts(Severity.IMPORTANT, "bil. 6", 5, _PARTIES),
        FindingRule.SEX_BALANCE: RuleFacts(Severity.NOTE, _PRACTICE, 40, _PER_CENT),
        FindingRule.MANY_SEATS: RuleFacts(Severity.NOTE, _PRACTICE, 5, _FORUMS),
        FindingRule.SAME_MEMBERS: RuleFacts(Severity.NOTE, _PRACTICE, 50, _PER_CENT),
        FindingRule.NO_MEETINGS: RuleFacts(Severity.NOTE, _PRACTICE, 365, _DAYS),
        FindingRule.SEAT_LAW_BROKEN: RuleFacts(Severity.SERIOUS, "§6.4"),
        FindingRule.SEAT_RULE_BROKEN: RuleFacts(Severity.IMPORTANT, "§6.4"),
        FindingRule.SEAT_ADVICE_UNMET: RuleFacts(Severity.NOTE, "§6.4"),
        FindingRule.SEAT_RULES_CONTRADICT: RuleFacts(Severity.IMPORTANT, "§6.4"),
        FindingRule.TERMS_OVERLAP: RuleFacts(Severity.NOTE, _PRACTICE),
        FindingRule.TERM_OUTSIDE: RuleFacts(Severity.NOTE, _PRACTICE),
    }
)
"""The sections are the programme declaration's. Thresholds are the product's own starting values."""

DEAD_END_RULES = (
    FindingRule.DEMAND_ENDS,
    FindingRule.SUPPORT_UNANSWERED,
    FindingRule.ORDER_UNDELIVERED,
    FindingRule.ONE_SIDED_FORUM,
    FindingRule.NOT_FED,
)
"""The rules about where flows end."""

RULE_MEANINGS: Mapping[FindingRule, Text] = MappingProxyType(
    {
        FindingRule.PAST_DATE: Text(
            "An assignment that is not executed is past its own date, or the one to which it was extended."
        ),
        FindingRule.PAST_USUAL_TIME: Text(
            "An assignment that is not executed and has no date has stood longer at its step than is usual there."
        ),
        FindingRule.PAST_PAUSE: Text(
            "An assignment that is not executed is still on hold or deferred after the date that it was paused to."
        ),
        FindingRule.REPORT_AWAITED: Text(
            "An assignment is executed and not reported back, whatever its date. "
            "It is not on the balance list, which holds what is not executed."
        ),
        FindingRule.NEVER_COMMUNICATED: Text(
            "A decision was taken, or resumed after an ending, and no step says that it was ever communicated to its addressee. "
            "What is on hold or deferred counts only once its date has passed."
        ),
        FindingRule.NO_LINE_DECISION: Text(
            "A decision was communicated, and no step says that its addressee took a line decision. "
            "What is on hold or deferred counts only once its date has passed."
        ),
        FindingRule.NOT_REPORTED_BACK: Text(
            "An assignment was executed, and no step says that it was reported back. "
            "What is on hold or deferred counts only once its date has passed."
        ),
        FindingRule.NEVER_VERIFIED: Text(
            "An assignment is executed or reported back, as its addressee says, and no step says that a forum or a coordinator "
            "has verified it."
        ),
        FindingRule.NO_OWNER: Text("An open assignment has no function on record that answers for it."),
        FindingRule.ADDRESSEE_ENDED: Text("An open assignment is addressed to a party that has ended."),
        FindingRule.DEFERRED_OFTEN: Text("An open assignment has been deferred again and again."),
        FindingRule.OUT_OF_REACH: Text("No chain of flows on record leads from the forum that decided to the addressee."),
        FindingRule.NO_MANDATE_PRESENT: Text("Nobody on record as present held a mandate in the forum that decided."),
        FindingRule.SUPERSEDED_ACTIVE: Text("An assignment was superseded, and steps have been taken in it since."),
        FindingRule.SAME_MATTER: Text(
            "A matter is open, and the same party decided it again within so many days under another case number: the names are "
            "the same or nearly so, and an addressee is the same."
        ),
        FindingRule.STEPS_OUT_OF_ORDER: Text("A step is dated before its decision, or before a step that it should follow."),
        FindingRule.HAND_OFF_BROKEN: Text("At a hand-off, so large a share of what is open and not executed there stands still."),
        FindingRule.CHAIN_BROKEN: Text(
            "A chain rule of the landscape demands a flow, those who would give and receive it are on record, and it is not."
        ),
        FindingRule.DEMAND_ENDS: Text(
            "Demand of an employer, or of a forum where employers meet educators, is handed on and reaches no educator, "
            "nor a forum where one sits."
        ),
        FindingRule.SUPPORT_UNANSWERED: Text(
            "A party asks another for support, and no chain of deliveries and information leads back from it."
        ),
        FindingRule.ORDER_UNDELIVERED: Text("A party orders from another, and no chain of deliveries leads back from it."),
        FindingRule.ONE_SIDED_FORUM: Text("A forum takes from others and gives to none, or gives and takes from none."),
        FindingRule.NOT_FED: Text(
            "No flow reaches an actor that an area concerns, nor a forum where it sits or a network that represents it; or a "
            "forum has no flow at all."
        ),
        FindingRule.AREA_WITHOUT_FORUM: Text("An area concerns actors and has no forum on record on the day."),
        FindingRule.NOT_REPRESENTED: Text(
            "An area concerns an actor, which has no seat on record there, directly or through a network."
        ),
        FindingRule.MEMBERS_UNKNOWN: Text(
            "A forum has no members on record, so that it is unknown whether those whom its area concerns are represented there."
        ),
        FindingRule.HANGS_ON_ONE: Text(
            "Without a party, so many others are cut off from a kind of flow; or a whole municipality; or a forum that "
            "several feed."
        ),
        FindingRule.SEX_BALANCE: Text(
            "Of the members of a forum so small a share are women, or men, though so many persons can be split evenly."
        ),
        FindingRule.MANY_SEATS: Text("A party or function has seats in more forums than this."),
        FindingRule.SAME_MEMBERS: Text("Two forums share so large a part of their members, and at least two."),
        FindingRule.NO_MEETINGS: Text(
            "An existing forum last met longer ago than this, as far as is on record. Without any on record it is unknown."
        ),
        FindingRule.SEAT_LAW_BROKEN: Text("A forum does not satisfy a rule on its seats or meetings that the law makes."),
        FindingRule.SEAT_RULE_BROKEN: Text("A forum does not satisfy a rule on its seats or meetings."),
        FindingRule.SEAT_ADVICE_UNMET: Text("A forum does not follow a recommendation on its seats or meetings."),
        FindingRule.SEAT_RULES_CONTRADICT: Text("Seat rules of the force of law or rule contradict: no forum can satisfy them."),
        FindingRule.TERMS_OVERLAP: Text("A party holds two seats of a forum in the same position at the same time."),
        FindingRule.TERM_OUTSIDE: Text("A seat is valid before its forum began or after it ended."),
    }
)
"""What each rule finds, in a sentence for users."""

RuleField = Annotated[FindingRule, About(Term("Regel", "Rule"), "The rule.", "sl:findingRule")]


class RuleSetting(Node):
    """The threshold of a rule in this landscape, or that the rule is not used."""

    label: ClassVar = "RuleSetting"
    reads: ClassVar = Term("regelinställning", "rule setting")
    plural: ClassVar = Term("regelinställningar", "rule settings")
    rdf: ClassVar = "sl:RuleSetting"
    published: ClassVar = False

    evidence: NoEvidence = ()
    rule: RuleField
    threshold: Annotated[
        WholeNumber | None,
        About(
            Term("Gräns", "Threshold"), "In the rule's unit: days, times or per cent; empty = the starting value.", "sl:threshold"
        ),
    ] = None
    unit: Annotated[
        DayUnit, About(Term("Räknas i", "Counted in"), "Days, or working days, for a threshold in days.", "sl:dayUnit")
    ] = DayUnit.DAYS
    used: Annotated[bool, About(Term("Används", "Used"), "No: the rule finds nothing.", "sl:used")] = True


class Mute(Node):
    """A finding that is muted until a day, with the reason. Muted findings are counted, not listed."""

    label: ClassVar = "Mute"
    reads: ClassVar = Term("tystad iakttagelse", "muted finding")
    plural: ClassVar = Term("tystade iakttagelser", "muted findings")
    rdf: ClassVar = "sl:Mute"
    published: ClassVar = False

    evidence: NoEvidence = ()
    rule: RuleField
    entities: Annotated[
        tuple[Slug, ...],
        About(Term("Gäller", "About"), "The ids of the records that the finding is about.", "sl:about"),
        Field(min_length=1, max_length=MOST_IN_A_LIST),
    ]
    reason: Annotated[Prose, About(Term("Skäl", "Reason"), "Why it is muted.", "sl:reason")]
    until: Annotated[Day, About(Term("Till", "Until"), "The last day on which it is muted.", "sl:until")]
