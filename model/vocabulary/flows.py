"""Flows between parties (§6.4.4, bil. 6)."""

from typing import Annotated, ClassVar

from model.language import Term
from model.vocabulary.record import About, Choice, Prose, Ref, Relationship, Slug
from model.vocabulary.shared_fields import StandingField


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
