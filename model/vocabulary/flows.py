"""Flows between parties (§6.4.4, bil. 6), and the rules on who should feed whom."""

from typing import Annotated, ClassVar

from pydantic import Field, ValidationInfo, field_validator

from model.language import Term, Text
from model.rules import RecordRule
from model.vocabulary.processes import ProcessKind
from model.vocabulary.record import MOST_IN_A_LIST, About, Choice, Node, Prose, Ref, Relationship, RuleBroken, Slug
from model.vocabulary.shared_fields import EnglishName, StandingField, SwedishName


class FlowKind(Choice):
    """The kinds of flow."""

    DEMAND = "demand", "behov", "demand"
    DELIVERY = "delivery", "leverans", "delivery"
    SUPPORT = "support", "begäran om stöd", "request for support"
    ORDER = "order", "beställning", "order"
    INFORMATION = "information", "information", "information"


class Flow(Relationship):
    """A flow from one party to another over a channel. Two of the same kind between the same parties are two flows."""

    label: ClassVar = "Flow"
    reads: ClassVar = Term("flöde", "flow")
    plural: ClassVar = Term("flöden", "flows")
    rdf: ClassVar = "sl:Flow"
    edge: ClassVar = "FEEDS"

    source: Annotated[
        Slug,
        About(Term("Från", "From"), "The party that feeds.", "sl:from"),
        Ref("Party", "FEEDS", Term("föder", "feeds")),
    ]
    target: Annotated[
        Slug,
        About(Term("Till", "To"), "The party that is fed.", "sl:to"),
        Ref("Party", "FEEDS", Term("tar emot från", "receives from")),
    ]
    kind: Annotated[FlowKind, About(Term("Slag", "Kind"), "", "dcterms:type")]
    carries: Annotated[Prose | None, About(Term("Innehåll", "Carries"), "The content of the flow.", "dcterms:description")] = None
    carries_en: Annotated[Prose | None, About(Term("Engelskt innehåll", "Carries (English)"), "", "dcterms:description")] = None
    channel: Annotated[Prose | None, About(Term("Kanal", "Channel"), "The medium, or the intermediary.", "sl:channel")] = None
    standing: StandingField


class ChainScope(Choice):
    """What a chain rule demands a flow for: each of these is a case of its own."""

    EACH_FROM = "each-from", "varje avsändare", "each that gives"
    EACH_TO = "each-to", "varje mottagare", "each that receives"
    EACH_PAIR = "each-pair", "varje avsändare till varje mottagare", "each that gives to each that receives"
    EACH_MUNICIPALITY = "each-municipality", "varje avsändare till varje kommun", "each that gives to each municipality"


LONGEST_CHAIN = 10
"""The largest number of flows in a chain that a rule may allow."""
PARTY_CHAIN_FIELDS = (
    "kind", "from_area", "from_level", "from_kinds", "from_parties", "to_area", "to_level", "to_kinds", "to_parties", "same_area",
    "place", "answers",
)  # fmt: skip
"""The fields of a chain rule that only a rule on parties has."""


class ChainRule(Node):
    """A rule on who should feed whom (§6.2, §6.4.4, bil. 7), such as: each local forum can ask a regional one for support.

    It chooses forums by area, level and kind (all that are given count together), or names parties, on both sides; without any of
    these it means all forums of an area. Or it is about processes.
    """

    label: ClassVar = "ChainRule"
    reads: ClassVar = Term("kedjeregel", "chain rule")
    plural: ClassVar = Term("kedjeregler", "chain rules")
    rdf: ClassVar = "sl:ChainRule"

    name: SwedishName
    name_en: EnglishName = None
    kind: Annotated[FlowKind | None, About(Term("Slag", "Kind"), "The flows that count; empty = any.", "dcterms:type")] = None
    scope: Annotated[ChainScope, About(Term("Gäller för", "Demanded for"), "Each of these needs a flow.", "sl:scope")]
    from_area: Annotated[
        Slug | None,
        About(Term("Från område", "From area"), "The area of the forums that give.", "sl:fromArea"),
        Ref("Area", "CHAIN_FROM_AREA", Term("leder från området", "leads from the area")),
    ] = None
    from_level: Annotated[
        Slug | None,
        About(Term("Från nivå", "From level"), "The level of the forums that give.", "sl:fromLevel"),
        Ref("Level", "CHAIN_FROM_LEVEL", Term("leder från nivån", "leads from the level")),
    ] = None
    from_kinds: Annotated[
        tuple[Slug, ...],
        About(Term("Från forumslag", "From kinds of forum"), "The kinds of forum that give.", "sl:fromForumKind"),
        Ref("ForumKind", "CHAIN_FROM_KIND", Term("leder från slagen", "leads from the kinds")),
        Field(max_length=MOST_IN_A_LIST),
    ] = ()
    from_parties: Annotated[
        tuple[Slug, ...],
        About(Term("Från parter", "From parties"), "The parties that give, beside the forums chosen.", "sl:fromParty"),
        Ref("Party", "CHAIN_FROM_PARTY", Term("leder från", "leads from")),
        Field(max_length=MOST_IN_A_LIST),
    ] = ()
    to_area: Annotated[
        Slug | None,
        About(Term("Till område", "To area"), "The area of the forums that receive.", "sl:toArea"),
        Ref("Area", "CHAIN_TO_AREA", Term("leder till området", "leads to the area")),
    ] = None
    to_level: Annotated[
        Slug | None,
        About(Term("Till nivå", "To level"), "The level of the forums that receive.", "sl:toLevel"),
        Ref("Level", "CHAIN_TO_LEVEL", Term("leder till nivån", "leads to the level")),
    ] = None
    to_kinds: Annotated[
        tuple[Slug, ...],
        About(Term("Till forumslag", "To kinds of forum"), "The kinds of forum that receive.", "sl:toForumKind"),
        Ref("ForumKind", "CHAIN_TO_KIND", Term("leder till slagen", "leads to the kinds")),
        Field(max_length=MOST_IN_A_LIST),
    ] = ()
    to_parties: Annotated[
        tuple[Slug, ...],
        About(Term("Till parter", "To parties"), "The parties that receive, beside the forums chosen.", "sl:toParty"),
        Ref("Party", "CHAIN_TO_PARTY", Term("leder till", "leads to")),
        Field(max_length=MOST_IN_A_LIST),
    ] = ()
    same_area: Annotated[
        bool, About(Term("Inom området", "Within the area"), "Only between forums of the same area.", "sl:sameArea")
    ] = False
    place: Annotated[
        Slug | None,
        About(Term("Kommuner i", "Municipalities of"), "The county, say, whose municipalities count.", "dcterms:spatial"),
        Ref("Place", "CHAIN_IN_PLACE", Term("gäller kommunerna i", "is about the municipalities of")),
        Field(validate_default=True),
    ] = None
    answers: Annotated[
        FlowKind | None,
        About(Term("Svarar på", "Answers"), "Only where a flow of this kind leads the other way.", "sl:answers"),
    ] = None
    longest: Annotated[
        int,
        About(Term("Längsta kedja", "Longest chain"), "The number of flows in a chain that counts; 1 = directly.", "sl:longest"),
        Field(ge=1, le=LONGEST_CHAIN),
    ] = 1
    from_process: Annotated[
        ProcessKind | None,
        About(Term("Från processer", "From processes"), "For a rule on processes: the kind that gives.", "sl:fromProcess"),
    ] = None
    to_process: Annotated[
        ProcessKind | None,
        About(Term("Till processer", "To processes"), "For a rule on processes: the kind that receives.", "sl:toProcess"),
        Field(validate_default=True),
    ] = None

    @field_validator("place")
    @classmethod
    def _municipalities_are_somewhere(cls, place: str | None, read: ValidationInfo) -> str | None:
        if "scope" in read.data and (read.data["scope"] == ChainScope.EACH_MUNICIPALITY) != (place is not None):
            text = Text("a rule for each municipality, and no other, names the place whose municipalities count")
            raise RuleBroken(RecordRule.CHAIN_ENDS, "place", text)
        return place

    @field_validator("to_process")
    @classmethod
    def _both_ends_are_alike(cls, process: str | None, read: ValidationInfo) -> str | None:
        begins = read.data.get("from_process")
        named = [field for field in PARTY_CHAIN_FIELDS if read.data.get(field)]
        if (begins is None) != (process is None) or (process and named):
            text = Text("a rule on processes names a kind of process on both sides, and nothing that chooses parties")
            raise RuleBroken(RecordRule.CHAIN_ENDS, named[0] if process and begins and named else "to_process", text)
        return process
