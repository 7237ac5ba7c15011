"""Forums (councils, committees, networks), their kinds with rules on seats, their seats and their meetings.

Source: programme declaration §6.4 and bil. 2, 3, 6, 7.
"""

from typing import Annotated, ClassVar

from pydantic import Field, ValidationInfo, field_validator

from model.language import Term, Text
from model.rules import RecordRule
from model.vocabulary.actors import LevelRef, PlaceRef
from model.vocabulary.record import (
    MOST_IN_A_LIST,
    About,
    Choice,
    Day,
    Name,
    Node,
    Prose,
    Ref,
    Relationship,
    RuleBroken,
    Slug,
    WholeNumber,
)
from model.vocabulary.registers import PlaceKind
from model.vocabulary.shared_fields import (
    Aliases,
    Description,
    EnglishName,
    EnglishShortName,
    FormerIds,
    ShortName,
    StandingField,
    SwedishName,
)

AreaRef = Annotated[
    Slug | None,
    About(Term("Område", "Area"), "Green, blue or yellow; none for a network.", "sl:area"),
    Ref("Area", "IN_AREA", Term("hör till", "belongs to")),
]


class ForumKind(Node):
    """A kind of forum (§6.4), such as *branschforum* or *programråd*, with the properties that its forums share."""

    label: ClassVar = "ForumKind"
    reads: ClassVar = Term("forumslag", "kind of forum")
    plural: ClassVar = Term("forumslag", "kinds of forum")
    rdf: ClassVar = "skos:Concept"

    name: SwedishName
    name_en: EnglishName = None
    plural_name: Annotated[Name, About(Term("Flertal", "Plural"), "The name of a stack of them.", "sl:pluralName")]
    plural_name_en: Annotated[Name | None, About(Term("Engelskt flertal", "Plural (English)"), "", "sl:pluralName")] = None
    convenes: Annotated[Prose | None, About(Term("Sammankallar", "Convenes"), "Who convenes or chairs.", "sl:convener")] = None
    composition: Annotated[Prose | None, About(Term("Sammansättning", "Composition"), "", "sl:composition")] = None
    description: Description = None


class RuleKind(Choice):
    """The checkable demands that a seat rule can make.

    `seat`: at least and at most so many seats; `share`: so many per cent of the members. Without a selection every member counts.
    """

    SEAT = "seat", "antal platser", "number of seats"
    SHARE = "share", "andel av ledamöterna", "share of the members"
    NOT_MINORITY = "not_minority", "inte i minoritet", "not a minority"
    MAJORITY = "majority", "majoritet", "majority"
    CHAIR = "chair", "ordförande av slaget", "chair of the kind"
    CONVENER = "convener", "sammankallande av slaget", "convener of the kind"
    MANDATE = "mandate", "mandat att besluta", "mandate to decide"
    MEETINGS = "meetings", "möten per år", "meetings a year"
    EVERY_PLACE = "every_place", "plats för varje ort", "a seat for every place"
    FILLED = "filled", "ingen plats står tom", "no seat stands empty"
    ATTENDED = "attended", "ingen frånvaro utan ersättare", "no absence without a deputy"


class Force(Choice):
    """How strongly a rule binds."""

    LAW = "law", "lagkrav", "required by law"
    RULE = "rule", "regel", "rule"
    RECOMMENDED = "recommended", "rekommendation", "recommended"
    POSSIBLE = "possible", "möjlig", "possible"


class Mandate(Choice):
    """The decisions by which the holder of a seat may bind the organisation."""

    DECIDE = "decide", "beslutsmandat", "may decide"
    DIRECTIONAL = "directional", "inriktningsbeslut", "may take directional decisions"
    NONE = "none", "inget mandat", "no mandate"


WHOLE = 100
"""All members, in per cent."""


class SeatRule(Node):
    """A rule on the seats of forums of a kind, or on how often they meet (§6.4).

    The selection tells which seats count: those of the parties, and those whose party satisfies all other selectors.
    `docs/decisions/0034-seat-rules.md` says how a rule is met, broken or unknown.
    """

    label: ClassVar = "SeatRule"
    reads: ClassVar = Term("platsregel", "seat rule")
    plural: ClassVar = Term("platsregler", "seat rules")
    rdf: ClassVar = "sl:SeatRule"

    name: SwedishName
    name_en: EnglishName = None
    forum_kind: Annotated[
        Slug,
        About(Term("Forumslag", "Kind of forum"), "The forums to which it applies.", "sl:forumKind"),
        Ref("ForumKind", "RULES", Term("gäller", "applies to")),
    ]
    rule: Annotated[RuleKind, About(Term("Regel", "Rule"), "The demand.", "sl:rule")]
    force: Annotated[Force, About(Term("Styrka", "Force"), "How strongly it binds.", "sl:force")]
    actor_kinds: Annotated[
        tuple[Slug, ...],
        About(Term("Aktörsslag", "Kinds of actor"), "Only parties of one of these kinds.", "sl:actorKind"),
        Ref("ActorKind", "ASKS_FOR", Term("gäller slagen", "asks for")),
        Field(max_length=MOST_IN_A_LIST),
    ] = ()
    parties: Annotated[
        tuple[Slug, ...],
        About(Term("Parter", "Parties"), "The actors and networks that it counts besides.", "sl:askedParty"),
        Ref("Party", "ASKS_FOR_PARTY", Term("gäller även", "also asks for")),
        Field(max_length=MOST_IN_A_LIST),
    ] = ()
    roles: Annotated[
        tuple[Slug, ...],
        About(
            Term("Roller", "Roles"), "Only parties with one of these roles; with the kinds, both are asked for.", "sl:askedRole"
        ),
        Ref("Role", "ASKS_FOR_ROLE", Term("gäller rollerna", "asks for the roles")),
        Field(max_length=MOST_IN_A_LIST),
    ] = ()
    actor_types: Annotated[
        tuple[Slug, ...],
        About(Term("Aktörstyper", "Actor types"), "Only parties of one of these types.", "sl:askedType"),
        Ref("ActorType", "ASKS_FOR_TYPE", Term("gäller typerna", "asks for the types")),
        Field(max_length=MOST_IN_A_LIST),
    ] = ()
    groups: Annotated[
        tuple[Slug, ...],
        About(Term("Grupper", "Groups"), "Only parties that belong to one of these groups, or to a part of it.", "sl:askedGroup"),
        Ref("Group", "ASKS_FOR_GROUP", Term("gäller grupperna", "asks for the groups")),
        Field(max_length=MOST_IN_A_LIST),
    ] = ()
    levels: Annotated[
        tuple[Slug, ...],
        About(Term("Nivåer", "Levels"), "Only parties at one of these levels.", "sl:askedLevel"),
        Ref("Level", "ASKS_FOR_LEVEL", Term("gäller nivåerna", "asks for the levels")),
        Field(max_length=MOST_IN_A_LIST),
    ] = ()
    places: Annotated[
        tuple[Slug, ...],
        About(Term("Platser", "Places"), "Only parties in one of these places, or within it.", "sl:askedPlace"),
        Ref("Place", "ASKS_FOR_PLACE", Term("gäller platserna", "asks for the places")),
        Field(max_length=MOST_IN_A_LIST),
    ] = ()
    mandate: Annotated[Mandate | None, About(Term("Mandat", "Mandate"), "For a rule on mandate.", "sl:mandate")] = None
    place_kind: Annotated[
        PlaceKind | None,
        About(
            Term("Varje", "Every"),
            "For a rule on every place: the kind of place, within the rule's places or else the forum's.",
            "sl:placeKind",
        ),
        Field(validate_default=True),
    ] = None
    least: Annotated[
        WholeNumber | None,
        About(Term("Minst", "At least"), "Seats, meetings a year, or per cent of the members.", "sl:least"),
    ] = None
    most: Annotated[
        WholeNumber | None,
        About(Term("Högst", "At most"), "Seats, meetings a year, or per cent of the members.", "sl:most"),
        Field(validate_default=True),
    ] = None
    parent_least: Annotated[
        WholeNumber | None,
        About(
            Term("Om moderforumet minst", "If the parent at least"),
            "Only for a committee whose forum has met at least so many times in twelve months.",
            "sl:parentLeast",
        ),
    ] = None
    parent_most: Annotated[
        WholeNumber | None,
        About(
            Term("Om moderforumet högst", "If the parent at most"),
            "Only for a committee whose forum has met at most so many times in twelve months.",
            "sl:parentMost",
        ),
    ] = None

    @field_validator("place_kind")
    @classmethod
    def _every_place_has_a_kind(cls, kind: PlaceKind | None, read: ValidationInfo) -> PlaceKind | None:
        if read.data.get("rule") == RuleKind.EVERY_PLACE and kind is None:
            raise RuleBroken(RecordRule.SEAT_RULE, "place_kind", Text("a rule on every place has the kind of place"))
        return kind

    @field_validator("most")
    @classmethod
    def _shares_have_limits(cls, most: int | None, read: ValidationInfo) -> int | None:
        if read.data.get("rule") == RuleKind.SHARE and "least" in read.data:
            least: int | None = read.data["least"]
            if least is None and most is None:
                raise RuleBroken(RecordRule.SEAT_RULE, "least", Text("a rule on a share has a least or a most, in per cent"))
            if max(least or 0, most or 0) > WHOLE:
                field = "least" if (least or 0) > WHOLE else "most"
                raise RuleBroken(RecordRule.SEAT_RULE, field, Text("a share is between 0 and 100 per cent"))
        return most


class Forum(Node):
    """A forum, council, committee, local workshop or network where parties meet; the kind tells which."""

    label: ClassVar = "Forum"
    reads: ClassVar = Term("forum", "forum")
    plural: ClassVar = Term("forum", "forums")
    rdf: ClassVar = "org:OrganizationalCollaboration"
    party: ClassVar = True

    name: SwedishName
    name_en: EnglishName = None
    short_name: ShortName = None
    short_name_en: EnglishShortName = None
    aliases: Aliases = ()
    former_ids: FormerIds = ()
    kind: Annotated[
        Slug,
        About(Term("Forumslag", "Kind of forum"), "", "dcterms:type"),
        Ref("ForumKind", "OF_FORUM_KIND", Term("är av slaget", "is of kind")),
    ]
    area: AreaRef = None
    level: LevelRef
    type: Annotated[
        Slug | None,
        About(Term("Aktörstyp", "Actor type"), "Its column on the map when it has no area.", "org:classification"),
        Ref("ActorType", "OF_TYPE", Term("är av typen", "is of type")),
    ] = None
    place: PlaceRef = None
    part_of: Annotated[
        Slug | None,
        About(Term("Del av", "Part of"), "The forum whose committee it is.", "org:subOrganizationOf"),
        Ref("Forum", "COMMITTEE_OF", Term("är utskott till", "is a committee of")),
    ] = None
    builds_on: Annotated[
        tuple[Slug, ...],
        About(
            Term("Bygger på", "Builds on"),
            "The forums from which it is, or will be, developed; they may continue.",
            "prov:wasDerivedFrom",
        ),
        Ref("Forum", "BUILDS_ON", Term("bygger på", "builds on")),
        Field(max_length=MOST_IN_A_LIST),
    ] = ()
    standing: StandingField
    women: Annotated[WholeNumber | None, About(Term("Kvinnor", "Women"), "Members, counted; never named.", "sl:women")] = None
    men: Annotated[WholeNumber | None, About(Term("Män", "Men"), "Members, counted; never named.", "sl:men")] = None
    description: Description = None


class Position(Choice):
    """The position of a seat's holder in the forum."""

    CHAIR = "chair", "ordförande", "chair"
    CONVENER = "convener", "sammankallande", "convener"
    MEMBER = "member", "ledamot", "member"
    DEPUTY = "deputy", "ersättare", "deputy"
    COOPTED = "coopted", "adjungerad", "co-opted"


MOST_SEATS = 1000
"""Like seats of one party in one forum."""


class Seat(Node):
    """A place in a forum, held by a party or vacant."""

    label: ClassVar = "Seat"
    reads: ClassVar = Term("plats i forum", "seat")
    plural: ClassVar = Term("platser i forum", "seats")
    rdf: ClassVar = "org:Membership"

    forum: Annotated[
        Slug,
        About(Term("Forum", "Forum"), "", "org:organization"),
        Ref("Forum", "SEAT_IN", Term("är en plats i", "is a seat in")),
    ]
    holder: Annotated[
        Slug | None,
        About(Term("Innehavare", "Holder"), "The party that holds the seat; empty for a vacancy.", "org:member"),
        Ref("Party", "HELD_BY", Term("innehas av", "is held by")),
    ] = None
    position: Annotated[Position, About(Term("Uppdrag", "Position"), "", "org:role")] = Position.MEMBER
    mandate: Annotated[Mandate | None, About(Term("Mandat", "Mandate"), "Empty = unknown.", "sl:mandate")] = None
    on_behalf_of: Annotated[
        Slug | None,
        About(Term("För", "On behalf of"), "The party that it speaks for, when that is another.", "sl:onBehalfOf"),
        Ref("Party", "ON_BEHALF_OF", Term("företräder", "speaks for")),
    ] = None
    number: Annotated[
        int,
        About(Term("Antal", "Number"), "How many like seats it is, such as two members of one union.", "sl:number"),
        Field(ge=1, le=MOST_SEATS),
    ] = 1
    standing: StandingField


class Representation(Relationship):
    """The representation of an actor or a network by a network or another party that sits for it (§6.4.1: resource-efficient)."""

    label: ClassVar = "Representation"
    reads: ClassVar = Term("företrädarskap", "representation")
    plural: ClassVar = Term("företrädarskap", "representations")
    rdf: ClassVar = "sl:Representation"
    edge: ClassVar = "REPRESENTS"

    source: Annotated[
        Slug,
        About(Term("Nätverk", "Network"), "The network that represents.", "sl:network"),
        Ref("Party", "REPRESENTS", Term("företräder", "represents")),
    ]
    target: Annotated[
        Slug,
        About(Term("Aktör", "Actor"), "The actor or network that is represented.", "sl:actor"),
        Ref("Party", "REPRESENTS", Term("företräds av", "is represented by")),
    ]
    standing: StandingField


FEWEST_COUNTED = 3
"""A count of fewer persons would be about a person."""


class Headcount(Node):
    """How many women and men the members of a forum are on a day: counted, never named, and never fewer than three persons.

    A headcount is of a forum alone, never joined with a seat, a role, a type or a party: natural persons are not in the model.
    """

    label: ClassVar = "Headcount"
    reads: ClassVar = Term("könsfördelning", "headcount")
    plural: ClassVar = Term("könsfördelningar", "headcounts")
    rdf: ClassVar = "sl:Headcount"

    forum: Annotated[
        Slug,
        About(Term("Forum", "Forum"), "", "sl:countedForum"),
        Ref("Forum", "COUNT_OF", Term("räknar ledamöterna i", "counts the members of")),
    ]
    on: Annotated[Day, About(Term("Datum", "Date"), "The day on which they were counted.", "dcterms:date")]
    women: Annotated[WholeNumber, About(Term("Kvinnor", "Women"), "Members, counted; never named.", "sl:women")]
    men: Annotated[WholeNumber, About(Term("Män", "Men"), "Members, counted; never named.", "sl:men")]

    @field_validator("men")
    @classmethod
    def _counts_several(cls, men: int, read: ValidationInfo) -> int:
        if "women" in read.data and read.data["women"] + men < FEWEST_COUNTED:
            raise RuleBroken(RecordRule.HEADCOUNT, "women", Text("fewer than {n} persons are not counted", n=FEWEST_COUNTED))
        return men


class Meeting(Node):
    """A meeting of a forum."""

    label: ClassVar = "Meeting"
    reads: ClassVar = Term("möte", "meeting")
    plural: ClassVar = Term("möten", "meetings")
    rdf: ClassVar = "schema:Event"

    name: SwedishName
    forum: Annotated[
        Slug,
        About(Term("Forum", "Forum"), "", "schema:organizer"),
        Ref("Forum", "MEETING_OF", Term("hålls av", "is held by")),
    ]
    planned_on: Annotated[Day | None, About(Term("Planerat den", "Planned on"), "The day that was planned.", "sl:plannedOn")] = (
        None
    )
    held_on: Annotated[
        Day | None, About(Term("Datum", "Date"), "The day on which it was held; empty = not held yet.", "schema:startDate")
    ] = None
    cancelled_on: Annotated[
        Day | None,
        About(Term("Inställt den", "Cancelled on"), "The day on which it was cancelled.", "sl:cancelledOn"),
        Field(validate_default=True),
    ] = None
    present: Annotated[
        tuple[Slug, ...],
        About(Term("Närvarande", "Present"), "The parties that were present; none = not on record.", "schema:attendee"),
        Ref("Party", "PRESENT", Term("hade närvarande", "was attended by")),
        Field(max_length=MOST_IN_A_LIST),
    ] = ()

    @field_validator("cancelled_on")
    @classmethod
    def _has_a_day(cls, cancelled: str | None, read: ValidationInfo) -> str | None:
        days = ("planned_on", "held_on")
        if cancelled is None and all(day in read.data and read.data[day] is None for day in days):
            raise RuleBroken(RecordRule.MEETING_DAY, "held_on", Text("a meeting has a day: planned, held or cancelled"))
        if cancelled is not None and read.data.get("held_on") is not None:
            raise RuleBroken(RecordRule.MEETING_DAY, "cancelled_on", Text("a meeting that was held was not cancelled"))
        return cancelled
