"""Who feeds a party and whom it feeds: the drawing, the same as lines, and each flow as a row."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from loaders.reports.data_tables import DataColumn, DataTable
from model.language import JoinedText, Language, Term, Text
from model.text.describe import describe_party, format_evidence, status_marks_of
from model.vocabulary.flows import Flow, FlowKind
from model.vocabulary.record import Certainty, Standing
from queries.landscape.vicinity import Vicinity
from viz.style.neighbourhood import NeighbourCard, Neighbourhood
from viz.view.neighbourhood import build_neighbourhood


@dataclass(frozen=True, slots=True)
class FlowKindLine:
    """The flows of a kind between the party and one other, or several alike: `members` are their ids and names.

    `stuck` is how many assignments stand still with them.
    """

    name: str
    members: Sequence[tuple[str, str]]
    kind: FlowKind
    count: int
    carries: Sequence[str]
    proposed: int
    uncertain: int
    stuck: int


@dataclass(frozen=True, slots=True)
class FlowSide:
    """One side of a party: what is said of it, and its lines, those with most flows first."""

    heading: str
    detail: str
    lines: Sequence[FlowKindLine]


def build_surroundings(vicinity: Vicinity, language: Language) -> Neighbourhood | None:
    """Return the neighbourhood of a party one step away; None if it feeds and is fed by nobody on the day."""
    if vicinity.ended or not vicinity.records.of(Flow):
        return None
    view = build_neighbourhood(vicinity.records, vicinity.party.id, language)
    return view if view.cards else None


def count_flows(vicinity: Vicinity) -> dict[str, int | bool]:
    """Return how many flows there are around the party, and how many of them are proposed, uncertain or examples.

    Few are uncertain if at most half are: a mark on nearly every line would say nothing.
    """
    flows = vicinity.records.of(Flow).values()
    uncertain = sum(flow.certainty == Certainty.UNCERTAIN for flow in flows)
    return {
        "all": len(flows),
        "proposed": sum(flow.standing == Standing.PROPOSED for flow in flows),
        "uncertain": uncertain,
        "few_uncertain": 2 * uncertain <= len(flows),
        "example": sum(flow.example for flow in flows),
    }


def list_sides(view: Neighbourhood, stuck: Counter[str]) -> list[FlowSide]:
    """Return who feeds the party and whom it feeds; `stuck` counts what stands still with each addressee."""
    return [
        FlowSide(
            column.name,
            column.detail,
            [line for card in view.cards if card.step == column.step for line in _list_lines(card, stuck)],
        )
        for column in view.columns
        if column.step
    ]


def _list_lines(card: NeighbourCard, stuck: Counter[str]) -> list[FlowKindLine]:
    """Return a line for each kind of flow of a card. What stands still is told with the orders, or with the first line."""
    still = sum(stuck[id_] for id_, _name in card.members) if card.step > 0 else 0
    kinds = [row.kind for row in card.rows]
    told = FlowKind.ORDER if FlowKind.ORDER in kinds else kinds[0] if kinds else None
    return [
        FlowKindLine(
            name=card.name,
            members=card.members,
            kind=row.kind,
            count=row.count,
            carries=row.carries,
            proposed=row.proposed,
            uncertain=row.uncertain,
            stuck=still if row.kind == told else 0,
        )
        for row in card.rows
    ]


def make_flow_table(vicinity: Vicinity) -> DataTable:
    """Return each flow as a row, those into the party first."""
    columns = [
        DataColumn("direction", Text("Direction"), 14),
        DataColumn("party", Text("Counterpart"), 36),
        DataColumn("kind", Text("Kind"), 18),
        DataColumn("carries", Text("Carries"), 44),
        DataColumn("channel", Text("Channel"), 24),
        DataColumn("marks", Text("Marks"), 36),
        DataColumn("evidence", Text("Evidence"), 36),
        DataColumn("id", Text("Id"), 44),
    ]
    id_, records = vicinity.party.id, vicinity.records
    flows = sorted(records.of(Flow).values(), key=lambda flow: (flow.source == id_, flow.kind, flow.id))
    rows = [
        (
            Text("from here") if flow.source == id_ else Text("to here"),
            describe_party(flow.target if flow.source == id_ else flow.source, records),
            flow.kind.term,
            Term(flow.carries, flow.carries_en or flow.carries) if flow.carries else None,
            flow.channel,
            JoinedText(status_marks_of(flow)),
            format_evidence(flow.evidence),
            flow.id,
        )
        for flow in flows
    ]
    return DataTable(Text("Flows"), columns, rows)
