"""The parameters of every question, each declared once.

Command options, the query parameters of `/api`, the JSON schema and the page `docs/reference/questions.md` derive from these
models. A new question needs a model here, listed in QUESTIONS, a sentence in `abouts.py`, a function, and a `.cypher` text.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field
from pydantic.fields import FieldInfo

from model.language import LANGUAGES, JoinedText, Text, _
from queries.server.paging import MOST_ANSWER_ROWS, Page, parse_page

if TYPE_CHECKING:
    from model.vocabulary.record import Choice
    from queries.server.graph import Graph

USUAL_HOPS, MOST_HOPS = 2, 10
"""The default and the longest length of a chain of flows that is followed."""
USUAL_WAYS, MOST_WAYS = 5, 50
"""The default and the largest number of ways between two parties that are told, the shortest first."""
MOST_DAYS = 100_000
MOST_STALE_ROWS = 100
"""The default number of rows in a page of `stale`."""
MOST_GROUPS = 50
"""The default number of groups in an answer of `durations`."""
DURATION_GROUPINGS = ("forum", "addressee", "area", "kind", "year")
"""What the assignments of `durations` can be grouped by."""
BROKER_GROUPINGS = ("area", "level", "municipality")
"""The groups between which parties can be brokers."""
MOST_FINDINGS = 10
"""The default number of findings of each rule."""
USUAL_BREAK_ROWS, MOST_BREAK_ROWS = 100, 1_000
MOST_DEAD_ENDS = 2_000
"""The largest number of dead ends of each rule in an answer."""
MOST_RECIPIENTS = 100
"""The default and the largest number of rows in a page of `breaks`, whose details are read row by row."""
MOST_MENDING_CHANGES = 100
"""The largest number of changes that a proposal can be limited to."""
LONGEST_NAME, LONGEST_PLACE, MOST_KINDS, MOST_RULES = 300, 700, 10, 100
CHOOSING_RULES = ("past-own-date", "past-usual-time", "past-pause", "report-awaited", "no-owner", "addressee-ended")
"""The rules by which assignments that stand still can be chosen."""
STALL_GROUPINGS = (
    "forum", "addressee", "hand-off", "step", "function", "rule", "municipality", "level", "kind", "area",
)  # fmt: skip
"""What assignments that stand still can be counted by."""
ACTOR_GROUPINGS = ("type", "kind", "municipality", "group")
"""What actors can be grouped by."""
SHARE_GROUPINGS = ("role", "type", "level", "place", "sex")
"""What seats can be grouped by; and members by sex, which is joined with nothing else."""
FINDING_GROUPINGS = ("forum", "addressee", "area", "rule", "severity")
"""What findings can be counted by."""
GROUPING_WORDS: Mapping[str, str] = {
    "adressat": "addressee", "mottagare": "addressee", "överlämning": "hand-off", "steg": "step", "funktion": "function",
    "regel": "rule", "kommun": "municipality", "nivå": "level", "slag": "kind", "område": "area", "år": "year", "typ": "type",
    "kommuner": "municipality", "nivåer": "level", "områden": "area", "municipalities": "municipality", "levels": "level",
    "areas": "area", "grupp": "group", "roll": "role", "ort": "place", "plats": "place", "kön": "sex", "allvar": "severity",
}  # fmt: skip
"""Swedish words for groupings, of each the usual one first, with the code that they mean."""
WITHOUT = "-"
"""In a filter: only what has none of that kind, such as assignments without a function that answers for them."""


class UnusableValue(ValueError):
    """Raised for a value that a parameter cannot have. `text` says what is wrong, `way_out` what to write instead."""

    def __init__(self, text: Text, way_out: Text) -> None:
        super().__init__(str(text))
        self.text, self.way_out = text, way_out


@dataclass(frozen=True, slots=True)
class Placeholder:
    """The word for a value in help texts: `--forum PARTY`. A command takes an `argument` by its place, without an option."""

    word: str
    argument: bool = False


@dataclass(frozen=True, slots=True)
class ChoiceFlags:
    """The flags by which a command chooses a value: `--up` is the value "up". None of them, or several, is the default."""

    help_texts: Mapping[str, str]


def check_day(written: str) -> str:
    """Return `written` if it is a day of the calendar from 1900 to 2200, as YYYY-MM-DD. Raises UnusableValue."""
    from model.vocabulary.record import EARLIEST_DAY, LATEST_DAY, validate_date

    try:
        return validate_date(written)
    except ValueError:
        way_out = Text("Write a date as YYYY-MM-DD, from {first} to {last}.", first=EARLIEST_DAY, last=LATEST_DAY)
        raise UnusableValue(Text("'{said}' is not a date that can be used here", said=written), way_out) from None


def check_optional_day(written: str | None) -> str | None:
    """Return `written` if it is None or a day that `check_day` returns. Raises UnusableValue."""
    return None if written is None else check_day(written)


def parse_flow_kinds(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return the codes of kinds of flow, given as codes or as words in either language. Raises UnusableValue."""
    from model.vocabulary.flows import FlowKind

    found = {word: _find_choice(word.casefold(), [*FlowKind]) for word in words}
    if unknown := [word for word, kind in found.items() if kind is None]:
        text = Text("unknown kind of flow '{kind}'", kind="', '".join(unknown))
        raise UnusableValue(text, Text("Choose among {choices}.", choices=JoinedText(kind.term for kind in FlowKind)))
    return tuple(str(found[word]) for word in words)


def parse_decision_kind(word: str | None) -> str | None:
    """Return the code of a kind of decision, given as code, as word in either language, or as in logs. Raises UnusableValue."""
    from model.vocabulary.decisions import KIND_WORDS, DecisionKind

    return _parse_choice(word, DecisionKind, lambda word: Text("unknown kind of decision '{kind}'", kind=word), words=KIND_WORDS)


def parse_step(word: str | None) -> str | None:
    """Return the code of a step, given as code or as word in either language. Raises UnusableValue."""
    from model.vocabulary.decisions import StepKind

    return _parse_choice(word, StepKind, lambda word: Text("unknown step '{step}'", step=word))


def parse_rule_state(word: str | None) -> str | None:
    """Return the code of a state of a seat rule, given as code or as word in either language. Raises UnusableValue."""
    from model.representation.rule_states import RuleState

    neuter = {
        "okänt": RuleState.UNKNOWN, "uppfyllt": RuleState.MET, "brutet": RuleState.BROKEN, "inte uppfyllt": RuleState.UNMET
    }  # fmt: skip
    return _parse_choice(word, RuleState, lambda word: Text("unknown state of a rule '{state}'", state=word), words=neuter)


def parse_force(word: str | None) -> str | None:
    """Return the code of the force of a seat rule, given as code or as word in either language. Raises UnusableValue."""
    from model.vocabulary.forums import Force

    return _parse_choice(word, Force, lambda word: Text("unknown force of a rule '{force}'", force=word))


def parse_stall_rule(word: str | None) -> str | None:
    """Return the id of a rule that assignments are chosen by, given as id or as name in either language. Raises UnusableValue."""
    from model.vocabulary.finding_rules import FindingRule

    return _parse_choice(word, FindingRule, lambda word: Text("unknown rule '{rule}'", rule=word), CHOOSING_RULES)


def _parse_choice(
    word: str | None,
    choice: "type[Choice]",
    describe: Callable[[str], Text],
    codes: tuple[str, ...] = (),
    words: "Mapping[str, Choice] | None" = None,
) -> str | None:
    """Return the code of a member of `choice`, of those with one of `codes` if there are any. Raises UnusableValue.

    `words` are other words for members than their codes and terms.
    """
    if not word:
        return None
    members = [member for member in choice if not codes or member.value in codes]
    found = (words or {}).get(word.casefold()) or _find_choice(word.casefold(), members)
    if found is None:
        offered = JoinedText(JoinedText((member.value, " (", member.term, ")"), "") for member in members)
        raise UnusableValue(describe(word), Text("Choose among {choices}.", choices=offered))
    return found.value


def _find_choice(said: str, members: "Sequence[Choice]") -> "Choice | None":
    """Return the member with that code or term, in either language; else the only one that has it among the words of its term."""
    names = {name.casefold(): member for member in members for name in (member.value, member.term.sv, member.term.en)}
    if said in names:
        return names[said]
    near = {member for name, member in names.items() if said in name.split()}
    return near.pop() if len(near) == 1 else None


def check_grouping(word: str | None) -> str | None:
    """Return the grouping of assignments that a word means. Raises UnusableValue."""
    return _read_grouping(word, STALL_GROUPINGS)


def check_broker_grouping(word: str) -> str:
    """Return the groups that brokers are between; area unless given. Raises UnusableValue."""
    return _read_grouping(word, BROKER_GROUPINGS) or BROKER_GROUPINGS[0]


def check_finding_grouping(word: str | None) -> str | None:
    """Return the grouping of findings that a word means. Raises UnusableValue."""
    return _read_grouping(word, FINDING_GROUPINGS)


def parse_leg(said: str | None) -> str | None:
    """Return the code of a leg, given as code or by its steps in either language: `fattat-verkställt`. Raises UnusableValue."""
    from queries.questions.legs import LEGS_OF_CODE, split_leg

    if not said:
        return None
    names = {
        name: code
        for code, leg in LEGS_OF_CODE.items()
        for name in (split_leg(code), *((leg.first.term.in_(language), leg.last.term.in_(language)) for language in LANGUAGES))
    }
    if (steps := split_leg(said.casefold())) not in names:
        offered = JoinedText(JoinedText((code, " (", leg.term, ")"), "") for code, leg in LEGS_OF_CODE.items())
        raise UnusableValue(Text("unknown leg '{said}'", said=said), Text("Choose among {choices}.", choices=offered))
    return names[steps]


def check_duration_grouping(word: str | None) -> str | None:
    """Return the grouping of durations that a word means. Raises UnusableValue."""
    return _read_grouping(word, DURATION_GROUPINGS)


def check_actor_grouping(word: str | None) -> str | None:
    """Return the grouping of actors that a word means. Raises UnusableValue."""
    return _read_grouping(word, ACTOR_GROUPINGS)


def check_share_grouping(word: str | None) -> str | None:
    """Return the grouping of seats or members that a word means. Raises UnusableValue."""
    return _read_grouping(word, SHARE_GROUPINGS)


def _read_grouping(word: str | None, groupings: tuple[str, ...]) -> str | None:
    """Return which of the groupings a word means, in either language; None for no word. Raises UnusableValue."""
    if not word:
        return None
    found = GROUPING_WORDS.get(word.casefold(), word.casefold())
    if found not in groupings:
        words = {code: said for said, code in reversed([*GROUPING_WORDS.items()])}
        offered = ", ".join(f"{code} ({words[code]})" if code in words else code for code in groupings)
        choices = Text("Choose among {choices}.", choices=offered)
        raise UnusableValue(Text("there are no groups by '{said}'", said=word), choices)
    return found


def parse_rules(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return the ids of rules, given as ids or as names in either language. Raises UnusableValue."""
    from model.vocabulary.finding_rules import FindingRule

    found = (_parse_choice(word, FindingRule, lambda word: Text("unknown rule '{rule}'", rule=word)) for word in words)
    return tuple(filter(None, found))


def parse_dead_end_rules(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return the ids of rules about dead ends, given as ids or as names in either language. Raises UnusableValue."""
    from model.vocabulary.finding_rules import DEAD_END_RULES, FindingRule

    codes = tuple(rule.value for rule in DEAD_END_RULES)
    found = (_parse_choice(word, FindingRule, lambda word: Text("unknown rule '{rule}'", rule=word), codes) for word in words)
    return tuple(filter(None, found))


def parse_severities(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return the codes of severities, given as codes or as words in either language. Raises UnusableValue."""
    from model.vocabulary.finding_rules import Severity

    found = (_parse_choice(word, Severity, lambda word: Text("unknown severity '{severity}'", severity=word)) for word in words)
    return tuple(filter(None, found))


def today() -> str:
    """Return today's date where the user is, as YYYY-MM-DD."""
    return date.today().isoformat()


def _none_if_empty(name: str | None) -> str | None:
    return name or None


_OneName = Annotated[str | None, Field(max_length=LONGEST_NAME), AfterValidator(_none_if_empty)]
PartyName = Annotated[_OneName, Placeholder(_("PARTY"))]
AreaName = Annotated[_OneName, Placeholder(_("AREA"))]
LevelName = Annotated[_OneName, Placeholder(_("LEVEL"))]
ActorName = Annotated[_OneName, Placeholder(_("ACTOR"))]
SourceName = Annotated[
    _OneName, Placeholder(_("SOURCE")), Field(description=_("Only what rests on this source, such as one case system's log."))
]
RowLimit = Annotated[
    int | None,
    Placeholder("N"),
    Field(ge=1, le=MOST_ANSWER_ROWS, description=_("A page of N rows; 10,000 unless given.")),
]
PagePlace = Annotated[
    str | None,
    Placeholder(_("PLACE")),
    Field(max_length=LONGEST_PLACE, description=_("The page after this place, as the page before gave it.")),
]
GivenDay = Annotated[str, AfterValidator(check_day)]
QuestionDay = Annotated[
    str,
    Placeholder(_("DATE")),
    AfterValidator(check_day),
    Field(description=_("As of this day (YYYY-MM-DD); today unless given.")),
]
_OptionalDay = Annotated[str | None, Placeholder(_("DATE")), AfterValidator(check_optional_day)]
DecidedSince = Annotated[_OptionalDay, Field(description=_("Only what was decided on this day or later."))]
DecidedUntil = Annotated[_OptionalDay, Field(description=_("Only what was decided on this day or earlier."))]
FlowKinds = Annotated[
    tuple[str, ...],
    Placeholder(_("KIND")),
    Field(max_length=MOST_KINDS, description=_("Only flows of this kind: demand, delivery, support, order or information.")),
    AfterValidator(parse_flow_kinds),
]
OnlyExisting = Annotated[bool, Field(description=_("Only what exists, nothing that is proposed."))]


class Question(BaseModel):
    """A question. Parties, areas and levels are given by id, name or alias."""

    model_config = ConfigDict(frozen=True)

    name: ClassVar[str]
    """The name of the command and of the path below `/api`; ABOUTS says in a sentence what it asks."""
    served: ClassVar[bool] = True
    """True if the pages also answer it, at `/api/v1/NAME`."""

    def given(self, *fields: str) -> dict[str, Any]:
        """Return the given fields that have a value, by name."""
        return self.model_dump(include=set(fields), exclude_none=True)


class FeedsQuestion(Question):
    """Ask who feeds a party, and whom it feeds; with `to`, by which ways flows lead from it to another party, and back."""

    name: ClassVar = "feeds"

    party: Annotated[str, Placeholder(_("PARTY")), Field(max_length=LONGEST_NAME, description=_("An id, a name or an alias."))]
    direction: Annotated[
        Literal["up", "down", "both"],
        ChoiceFlags({"up": _("Only who feeds it."), "down": _("Only whom it feeds.")}),
        Field(description=_("Who feeds it (up), whom it feeds (down), or both.")),
    ] = "both"
    to: Annotated[
        PartyName, Field(description=_("The ways to this party (down), and back from it (up): of any length, which carry what."))
    ] = None
    ways: Annotated[
        int, Placeholder("N"), Field(ge=1, le=MOST_WAYS, description=_("With --to: the N shortest ways in each direction."))
    ] = USUAL_WAYS
    hops: Annotated[int, Placeholder("N"), Field(ge=1, le=MOST_HOPS, description=_("The longest chain."))] = USUAL_HOPS
    kind: FlowKinds = ()
    existing: OnlyExisting = False
    most: RowLimit = None
    after: PagePlace = None
    on: QuestionDay = Field(default_factory=today)


class ReceivesQuestion(Question):
    """Ask what reaches a place or a party."""

    name: ClassVar = "receives"

    party: Annotated[
        _OneName,
        Placeholder(_("PARTY"), argument=True),
        Field(description=_("An id, a name or an alias; or a municipality with --place.")),
    ] = None
    place: Annotated[
        _OneName,
        Placeholder(_("MUNICIPALITY")),
        Field(description=_("What reaches the parties of this municipality or other place.")),
    ] = None
    kind: FlowKinds = ()
    existing: OnlyExisting = False
    most: Annotated[
        int, Placeholder("N"), Field(ge=1, le=1000, description=_("At most N lines of each kind, and N names in a list."))
    ] = MOST_FINDINGS
    on: QuestionDay = Field(default_factory=today)


class WithoutQuestion(Question):
    """Ask what breaks without a party, on whom a place hangs, or on whom most hangs."""

    name: ClassVar = "without"

    party: Annotated[
        _OneName,
        Placeholder(_("PARTY"), argument=True),
        Field(description=_("An id, a name or an alias; without it, the parties on which most others hang.")),
    ] = None
    place: Annotated[
        _OneName,
        Placeholder(_("MUNICIPALITY")),
        Field(description=_("On whom this municipality or other place hangs: the fewest without whom nothing reaches it.")),
    ] = None
    kind: FlowKinds = ()
    existing: OnlyExisting = False
    most: Annotated[
        int, Placeholder("N"), Field(ge=1, le=1000, description=_("Without a party or a place: at most N parties of each kind."))
    ] = MOST_FINDINGS
    on: QuestionDay = Field(default_factory=today)


class ChainsQuestion(Question):
    """Ask whether the chain rules of the landscape hold."""

    name: ClassVar = "chains"

    rule: Annotated[
        _OneName, Placeholder(_("RULE"), argument=True), Field(description=_("Only this chain rule, case by case."))
    ] = None
    party: Annotated[PartyName, Field(description=_("Only what is about this party, case by case."))] = None
    place: Annotated[
        _OneName,
        Placeholder(_("MUNICIPALITY")),
        Field(description=_("Only what is about this municipality or its forums, case by case.")),
    ] = None
    most: Annotated[int, Placeholder("N"), Field(ge=1, le=MOST_ANSWER_ROWS, description=_("At most N rows."))] = MOST_ANSWER_ROWS
    on: QuestionDay = Field(default_factory=today)


class BrokersQuestion(Question):
    """Ask who stands between whom."""

    name: ClassVar = "brokers"

    party: Annotated[
        _OneName,
        Placeholder(_("PARTY"), argument=True),
        Field(description=_("Only this party, with each pair that it stands between.")),
    ] = None
    between: Annotated[
        str,
        Placeholder(_("GROUPING")),
        AfterValidator(check_broker_grouping),
        Field(
            max_length=LONGEST_NAME,
            description=_("Between areas, levels or municipalities: area, level or municipality."),
        ),
    ] = "area"
    kind: FlowKinds = ()
    existing: OnlyExisting = False
    most: Annotated[int, Placeholder("N"), Field(ge=1, le=MOST_ANSWER_ROWS, description=_("At most N rows."))] = USUAL_BREAK_ROWS
    on: QuestionDay = Field(default_factory=today)


class MeetsQuestion(Question):
    """Ask who sits with a party, and through which forums."""

    name: ClassVar = "meets"

    party: Annotated[str, Placeholder(_("PARTY")), Field(max_length=LONGEST_NAME, description=_("An id, a name or an alias."))]
    existing: OnlyExisting = False
    most: Annotated[int, Placeholder("N"), Field(ge=1, le=MOST_ANSWER_ROWS, description=_("At most N rows."))] = USUAL_BREAK_ROWS
    on: QuestionDay = Field(default_factory=today)


class DeadEndsQuestion(Question):
    """Ask where demand, support and orders end, and whom no flow reaches."""

    name: ClassVar = "dead-ends"

    party: Annotated[PartyName, Field(description=_("Only what begins or ends at this party."))] = None
    place: Annotated[
        _OneName,
        Placeholder(_("MUNICIPALITY")),
        Field(description=_("Only what begins or ends at a party of this municipality or other place.")),
    ] = None
    rule: Annotated[
        tuple[str, ...],
        Placeholder(_("RULE")),
        Field(max_length=MOST_RULES, description=_("Only what this rule finds, by its id or name.")),
        AfterValidator(parse_dead_end_rules),
    ] = ()
    existing: Annotated[bool, Field(description=_("Only what is so of what exists today."))] = False
    most: Annotated[int, Placeholder("N"), Field(ge=1, le=MOST_DEAD_ENDS, description=_("At most N dead ends of each rule."))] = (
        MOST_FINDINGS
    )
    on: QuestionDay = Field(default_factory=today)


class DurationsQuestion(Question):
    """Ask how long assignments take from step to step."""

    name: ClassVar = "durations"

    by: Annotated[
        _OneName,
        Placeholder(_("WHAT")),
        AfterValidator(check_duration_grouping),
        Field(description=_("A group for each forum, addressee, area, kind or year (of the decision).")),
    ] = None
    leg: Annotated[
        _OneName,
        Placeholder(_("STEP-STEP")),
        AfterValidator(parse_leg),
        Field(description=_("Only this leg of the way, such as taken-executed.")),
    ] = None
    forum: Annotated[PartyName, Field(description=_("Only what this forum or actor decided."))] = None
    addressee: Annotated[PartyName, Field(description=_("Only what is addressed to this party."))] = None
    area: Annotated[AreaName, Field(description=_("Only what the forums of this area decided."))] = None
    kind: Annotated[
        _OneName,
        Placeholder(_("KIND OF DECISION")),
        AfterValidator(parse_decision_kind),
        Field(description=_("Only of this kind: decision, order, request or proposal.")),
    ] = None
    since: DecidedSince = None
    until: DecidedUntil = None
    source: SourceName = None
    most: Annotated[int, Placeholder("N"), Field(ge=1, le=1000, description=_("The N largest groups."))] = MOST_GROUPS
    on: QuestionDay = Field(default_factory=today)


class UsualTimesQuestion(Question):
    """Ask for a proposal of usual times: the days within which a share of the assignments has left each step."""

    name: ClassVar = "usual-times"

    share: Annotated[int, Placeholder("N"), Field(ge=50, le=95, description=_("The share in per cent that is to be done."))] = 75
    since: DecidedSince = None
    on: QuestionDay = Field(default_factory=today)


class AssignmentQuestion(Question):
    """A question about assignments that stand still; its filters are combined.

    Forum, area, kind and `since` say what was decided; addressee, level, place and function say with whom it stands still.
    """

    forum: Annotated[PartyName, Field(description=_("Only what this forum or actor decided; - if that is unknown."))] = None
    addressee: Annotated[PartyName, Field(description=_("Only what is addressed to this party."))] = None
    area: Annotated[AreaName, Field(description=_("Only what the forums of this area decided; - for decisions of no area."))] = (
        None
    )
    level: Annotated[LevelName, Field(description=_("Only addressees at this level."))] = None
    place: Annotated[
        _OneName,
        Placeholder(_("MUNICIPALITY")),
        Field(description=_("Only addressees in this municipality, county or other place, or within it; - for no known place.")),
    ] = None
    function: Annotated[
        _OneName,
        Placeholder(_("FUNCTION")),
        Field(description=_("Only what this function answers for; - for what no function answers for.")),
    ] = None
    kind: Annotated[
        _OneName,
        Placeholder(_("KIND OF DECISION")),
        AfterValidator(parse_decision_kind),
        Field(description=_("Only of this kind: decision, order, request or proposal.")),
    ] = None
    step: Annotated[
        _OneName, Placeholder(_("STEP")), AfterValidator(parse_step), Field(description=_("Only what stands at this step."))
    ] = None
    rule: Annotated[
        _OneName,
        Placeholder(_("RULE")),
        AfterValidator(parse_stall_rule),
        Field(
            description=_(
                "Only what this rule finds: past-own-date, past-usual-time, past-pause, report-awaited, no-owner or "
                "addressee-ended."
            )
        ),
    ] = None
    older_than: Annotated[
        int | None,
        Placeholder("N"),
        Field(
            ge=0,
            le=MOST_DAYS,
            description=_(
                "Only what is more than so many days past its date, or was executed so long ago and is not reported back."
            ),
        ),
    ] = None
    since: DecidedSince = None
    source: SourceName = None
    on: QuestionDay = Field(default_factory=today)


class StallsQuestion(AssignmentQuestion):
    """Ask which assignments stand still."""

    name: ClassVar = "stalls"

    by: Annotated[
        _OneName,
        Placeholder(_("GROUPING")),
        AfterValidator(check_grouping),
        Field(
            description=_("Count them, per forum, addressee, hand-off, step, function, rule, municipality, level, kind or area.")
        ),
    ] = None
    most: RowLimit = None
    after: PagePlace = None


class RemindQuestion(Question):
    """Ask what addressees or functions owe: what is late, what is due soon, and what has no date."""

    name: ClassVar = "remind"
    served: ClassVar = False

    to: Annotated[
        tuple[str, ...],
        Placeholder(_("PARTY|FUNCTION")),
        Field(max_length=MOST_RECIPIENTS, description=_("Only this addressee, or this function that answers for assignments.")),
    ] = ()
    functions: Annotated[
        bool, Field(description=_("A reminder for each function that answers for assignments, not for each addressee."))
    ] = False
    within: Annotated[
        int, Placeholder("N"), Field(ge=0, le=MOST_DAYS, description=_("Also what is due within so many days."))
    ] = 30
    forum: Annotated[PartyName, Field(description=_("Only what this forum or actor decided."))] = None
    area: Annotated[AreaName, Field(description=_("Only what the forums of this area decided."))] = None
    source: SourceName = None
    on: QuestionDay = Field(default_factory=today)


class BreaksQuestion(Question):
    """Ask where hand-offs break."""

    name: ClassVar = "breaks"

    forum: Annotated[PartyName, Field(description=_("Only what this forum or actor decided."))] = None
    addressee: Annotated[PartyName, Field(description=_("Only what is addressed to this party."))] = None
    area: Annotated[AreaName, Field(description=_("Only what the forums of this area decided."))] = None
    source: SourceName = None
    view: Annotated[
        Literal["hand-offs", "steps", "waits"],
        ChoiceFlags(
            {"steps": _("From step to step, by kind of forum."), "waits": _("Who waits for whom, and for what.")},
        ),
        Field(description=_("From forum to addressee (hand-offs), from step to step (steps), or who waits for whom (waits).")),
    ] = "hand-offs"
    most: Annotated[int, Placeholder("N"), Field(ge=1, le=MOST_BREAK_ROWS, description=_("A page of N rows."))] = USUAL_BREAK_ROWS
    after: PagePlace = None
    on: QuestionDay = Field(default_factory=today)


class BalanceQuestion(AssignmentQuestion):
    """Ask for the balance list as a file."""

    name: ClassVar = "balance"
    served: ClassVar = False


class MeetingsQuestion(Question):
    """Ask for the meetings of the forums, and what became of their decisions."""

    name: ClassVar = "meetings"

    forum: Annotated[PartyName, Field(description=_("Only meetings of this forum."))] = None
    since: Annotated[
        GivenDay | None, Placeholder(_("DATE")), Field(description=_("Only meetings on this day or later (YYYY-MM-DD)."))
    ] = None
    until: Annotated[
        GivenDay | None, Placeholder(_("DATE")), Field(description=_("Only meetings on this day or earlier (YYYY-MM-DD)."))
    ] = None
    most: RowLimit = None
    after: PagePlace = None
    on: QuestionDay = Field(default_factory=today)


class UnrepresentedQuestion(Question):
    """Ask which actors lack representation."""

    name: ClassVar = "unrepresented"

    area: Annotated[AreaName, Field(description=_("Only this area."))] = None
    level: Annotated[LevelName, Field(description=_("Only this level."))] = None
    actor: Annotated[ActorName, Field(description=_("Only this actor."))] = None
    most: RowLimit = None
    after: PagePlace = None
    existing: OnlyExisting = False
    on: QuestionDay = Field(default_factory=today)


class MendQuestion(Question):
    """Ask which seats and memberships would give most actors a voice."""

    name: ClassVar = "mend"

    area: Annotated[AreaName, Field(description=_("Only this area."))] = None
    level: Annotated[LevelName, Field(description=_("Only this level."))] = None
    changes: Annotated[
        int | None,
        Placeholder("N"),
        Field(ge=1, le=MOST_MENDING_CHANGES, description=_("At most N changes; as many as are needed unless given.")),
    ] = None
    guesses: Annotated[bool, Field(description=_("Also memberships in networks whose members are not like the actor."))] = False
    existing: OnlyExisting = False
    on: QuestionDay = Field(default_factory=today)


class MatrixQuestion(Question):
    """Ask how many actors of each group are represented, and how, at each level of an area or in each forum."""

    name: ClassVar = "matrix"

    by: Annotated[
        _OneName,
        Placeholder(_("GROUPING")),
        AfterValidator(check_actor_grouping),
        Field(description=_("Group the actors by type, kind, municipality or group; by type unless given.")),
    ] = None
    forums: Annotated[bool, Field(description=_("Count in each forum, not at each level of an area."))] = False
    area: Annotated[AreaName, Field(description=_("Only this area."))] = None
    level: Annotated[LevelName, Field(description=_("Only this level."))] = None
    cells: Annotated[bool, Field(description=_("With the state of each actor and what it rests on."))] = False
    outside: Annotated[bool, Field(description=_("With the actors that no area concerns, who are in no matrix."))] = False
    existing: OnlyExisting = False
    on: QuestionDay = Field(default_factory=today)


class SharesQuestion(Question):
    """Ask for the shares of the seats in each forum and area, or for women and men in each forum."""

    name: ClassVar = "shares"

    by: Annotated[
        _OneName,
        Placeholder(_("GROUPING")),
        AfterValidator(check_share_grouping),
        Field(description=_("By role, type, level or place of the members, or by sex; by role unless given.")),
    ] = None
    forum: Annotated[PartyName, Field(description=_("Only this forum."))] = None
    area: Annotated[AreaName, Field(description=_("Only the forums of this area."))] = None
    existing: OnlyExisting = False
    on: QuestionDay = Field(default_factory=today)


class OverlapsQuestion(Question):
    """Ask how the work of forums is spread: parties in many forums, forums with the same members, forums that have not met."""

    name: ClassVar = "overlaps"

    more_than: Annotated[
        int | None,
        Placeholder("N"),
        Field(ge=1, le=1000, description=_("Parties in more forums than this; unless given, that of many-seats.")),
    ] = None
    share: Annotated[
        int | None,
        Placeholder("N"),
        Field(ge=1, le=100, description=_("Forums that share so many per cent; unless given, that of same-members.")),
    ] = None
    days: Annotated[
        int | None,
        Placeholder("N"),
        Field(
            ge=1,
            le=MOST_DAYS,
            description=_("Forums that have not met for more days than this; unless given, that of no-meetings."),
        ),
    ] = None
    existing: OnlyExisting = False
    on: QuestionDay = Field(default_factory=today)


class SeatRulesQuestion(Question):
    """Ask which seat rules are met, broken or unknown in which forum."""

    name: ClassVar = "seat-rules"

    forum: Annotated[PartyName, Field(description=_("Only this forum."))] = None
    area: Annotated[AreaName, Field(description=_("Only this area."))] = None
    level: Annotated[LevelName, Field(description=_("Only this level."))] = None
    kind: Annotated[_OneName, Placeholder(_("KIND OF FORUM")), Field(description=_("Only forums of this kind."))] = None
    state: Annotated[
        _OneName,
        Placeholder(_("STATE")),
        AfterValidator(parse_rule_state),
        Field(description=_("Only rules in this state: met, broken or unknown.")),
    ] = None
    force: Annotated[
        _OneName,
        Placeholder(_("FORCE")),
        AfterValidator(parse_force),
        Field(description=_("Only rules of this force: law, rule, recommended or possible.")),
    ] = None
    most: RowLimit = None
    after: PagePlace = None
    existing: OnlyExisting = False
    on: QuestionDay = Field(default_factory=today)


class StaleQuestion(Question):
    """Ask which records nobody has changed or confirmed for so many days.

    The pages do not answer it, because it reads every record.
    """

    name: ClassVar = "stale"
    served: ClassVar = False

    days: Annotated[int, Placeholder("N"), Field(ge=0, le=MOST_DAYS, description=_("For so many days."))] = 365
    source: Annotated[_OneName, Placeholder("ID"), Field(description=_("Only what this source says."))] = None
    most: Annotated[int, Placeholder("N"), Field(ge=1, le=MOST_ANSWER_ROWS, description=_("A page of N rows."))] = MOST_STALE_ROWS
    after: PagePlace = None


class PartiesQuestion(Question):
    """Ask for all parties, with the names they are found by."""

    name: ClassVar = "parties"

    most: RowLimit = None
    after: PagePlace = None


class FindingsQuestion(Question):
    """Ask what the rules find."""

    name: ClassVar = "findings"

    rule: Annotated[
        tuple[str, ...],
        Placeholder(_("RULE")),
        Field(max_length=MOST_RULES, description=_("Only this rule, by its id or name.")),
        AfterValidator(parse_rules),
    ] = ()
    severity: Annotated[
        tuple[str, ...],
        Placeholder(_("SEVERITY")),
        Field(max_length=MOST_KINDS, description=_("Only rules of this severity: serious, important or note.")),
        AfterValidator(parse_severities),
    ] = ()
    forum: Annotated[PartyName, Field(description=_("Only findings on what this forum or actor decided."))] = None
    addressee: Annotated[PartyName, Field(description=_("Only findings on what is addressed to this party."))] = None
    area: Annotated[AreaName, Field(description=_("Only findings on this area, or on what its forums decided."))] = None
    source: SourceName = None
    by: Annotated[
        _OneName,
        Placeholder(_("GROUP")),
        AfterValidator(check_finding_grouping),
        Field(description=_("Count them, per forum, addressee, area, rule or severity.")),
    ] = None
    most: Annotated[
        int, Placeholder("N"), Field(ge=1, le=MOST_ANSWER_ROWS, description=_("At most N findings of each rule."))
    ] = MOST_FINDINGS
    muted: Annotated[bool, Field(description=_("List the muted findings, too."))] = False
    since: Annotated[
        _OneName,
        Placeholder(_("REVISION|CHANGE|DATE")),
        Field(description=_("Compare with what was answered then: what is new, gone and remaining.")),
    ] = None
    on: QuestionDay = Field(default_factory=today)


class ExplainQuestion(Question):
    """Ask how a finding is known, and whether it is still so."""

    name: ClassVar = "explain"

    finding: Annotated[
        str,
        Placeholder(_("FINDING")),
        Field(max_length=LONGEST_PLACE, description=_("The id of a finding: its rule and the records that it is about.")),
    ]
    on: QuestionDay = Field(default_factory=today)


class TodayQuestion(Question):
    """Ask what a coordinator should look at this morning."""

    name: ClassVar = "today"

    since: Annotated[
        _OneName,
        Placeholder(_("REVISION|CHANGE|DATE")),
        Field(description=_("What is new since then; since the working day before, unless given.")),
    ] = None
    source: SourceName = None
    on: QuestionDay = Field(default_factory=today)


QUESTIONS: tuple[type[Question], ...] = (
    FeedsQuestion,
    DeadEndsQuestion,
    ReceivesQuestion,
    WithoutQuestion,
    ChainsQuestion,
    BrokersQuestion,
    MeetsQuestion,
    DurationsQuestion,
    UsualTimesQuestion,
    StallsQuestion,
    BalanceQuestion,
    RemindQuestion,
    BreaksQuestion,
    MeetingsQuestion,
    UnrepresentedQuestion,
    MatrixQuestion,
    MendQuestion,
    SharesQuestion,
    OverlapsQuestion,
    SeatRulesQuestion,
    FindingsQuestion,
    ExplainQuestion,
    TodayQuestion,
    StaleQuestion,
    PartiesQuestion,
)
PagedQuestion = (
    FeedsQuestion
    | StallsQuestion
    | BreaksQuestion
    | MeetingsQuestion
    | UnrepresentedQuestion
    | StaleQuestion
    | PartiesQuestion
    | SeatRulesQuestion
)


def page_of(question: PagedQuestion) -> Page:
    """Return the page that the question asks for."""
    return parse_page(question.most, question.after)


def find_ids(graph: "Graph", question: Question, find: Mapping[str, Callable[["Graph", str], str]]) -> dict[str, str]:
    """Return the ids for the named fields of the question. `find` maps each to the function that finds its id."""
    return {field: find[field](graph, name) for field, name in question.given(*find).items()}


def bounds_of(field: FieldInfo) -> tuple[int | None, int | None]:
    """Return the least and the greatest whole number that a field takes; None where there is no bound."""
    least = next((item.ge for item in field.metadata if hasattr(item, "ge")), None)
    return least, next((item.le for item in field.metadata if hasattr(item, "le")), None)


def option_of(name: str) -> str:
    """Return the option by which a command takes a field."""
    return f"--{name.replace('_', '-')}"


def placeholder_of(field: FieldInfo) -> str | None:
    """Return the word that stands for the field's value in help texts, if it has one."""
    return next((item.word for item in field.metadata if isinstance(item, Placeholder)), None)


def is_argument(field: FieldInfo) -> bool:
    """Return whether a command takes a field by its place, without an option."""
    return field.is_required() or any(isinstance(item, Placeholder) and item.argument for item in field.metadata)


def flags_of(field: FieldInfo) -> Mapping[str, str]:
    """Return the flags by which a command chooses the field's value, each with its help; empty where it has an option."""
    return next((item.help_texts for item in field.metadata if isinstance(item, ChoiceFlags)), {})
