"""What the system map shows: kinds of forum by area and level, flows between them, what stands still, what chain rules lack."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from api.pages.page import Asked
from model.findings import Answer, Row
from model.vocabulary.actors import Actor
from model.vocabulary.flows import FlowKind
from model.vocabulary.forums import ForumKind
from model.vocabulary.record import list_standings
from model.vocabulary.registers import Area, Level, Role
from queries.findings.breaks import answer_breaks
from queries.flows.chain_search import ChainSearch, ChainState
from queries.flows.chains import answer_chains, make_case_row
from queries.flows.day_flows import (
    DayFlow,
    FlowParty,
    count_existing,
    count_uncertain,
    read_day_flows,
    read_flow_parties,
)
from queries.landscape.graph_records import GraphRecords
from queries.landscape.registers import read_records
from queries.questions.parameters import MOST_BREAK_ROWS, BreaksQuestion, ChainsQuestion
from queries.representation.states import read_representatives
from queries.server.graph import Reader
from viz.charts.system_signs import ArrowState

BoxKey = tuple[str, str, str]
"""Area, level and kind of forum."""
ArrowKey = tuple[BoxKey, str, BoxKey]
"""The box that feeds, the kind of flow, and the box that is fed."""
_Registers = tuple[Sequence[Area], Sequence[Level], Mapping[str, ForumKind]]


@dataclass(slots=True)
class ArrowFlows:
    """The flows of a kind from one box to another, what stands still there, and the cases of chain rules that lack a flow."""

    flows: list[DayFlow] = field(default_factory=list)
    breaks: list[Row] = field(default_factory=list)
    lacking: list[Row] = field(default_factory=list)

    @property
    def existing(self) -> int:
        """Return how many of the flows exist."""
        return count_existing(self.flows)

    @property
    def uncertain(self) -> int:
        """Return how many of the flows are uncertain."""
        return count_uncertain(self.flows)

    @property
    def examples(self) -> int:
        """Return how many of the flows are examples."""
        return sum(flow.example for flow in self.flows)

    @property
    def stuck(self) -> int:
        """Return how many assignments stand still between the two."""
        return sum(row["stuck"] for row in self.breaks)

    @property
    def state(self) -> ArrowState:
        """Return what is known of it: broken before exists, proposed and none."""
        if self.stuck:
            return "broken"
        return "exists" if self.existing else "proposed" if self.flows else "none"


@dataclass(frozen=True)
class SystemAnswers:
    """The forums by box, the arrows, and the chain rules, as of a day. `parties` are the forums at the ends of flows.

    `entering` are the flows of demand that come to forums from elsewhere, `roles_of` the roles of those that they come from.
    """

    areas: Sequence[Area]
    levels: Sequence[Level]
    kinds: Mapping[str, ForumKind]
    forums: Mapping[BoxKey, Sequence[Row]]
    arrows: Mapping[ArrowKey, ArrowFlows]
    parties: Mapping[str, FlowParty]
    chains: Answer
    cut: bool
    entering: Sequence[DayFlow]
    roles: Mapping[str, Role] = field(default_factory=dict)
    roles_of: Mapping[str, Sequence[str]] = field(default_factory=dict)


def read_system_answers(asked: Asked) -> SystemAnswers:
    """Return what the page of the day shows, kept for as long as the landscape does not change."""
    graph, on = asked.graph, asked.on

    def make() -> SystemAnswers:
        breaks = answer_breaks(graph, BreaksQuestion(on=on, most=MOST_BREAK_ROWS))
        chains = answer_chains(graph, ChainsQuestion(on=on))
        areas = sorted(read_records(graph, Area), key=lambda each: each.order)
        levels = sorted(read_records(graph, Level), key=lambda each: each.order)
        kinds = {kind.id: kind for kind in read_records(graph, ForumKind)}
        found = graph.read_in_transaction(lambda reader: _read(reader, on, (areas, levels, kinds), breaks, chains))
        givers = GraphRecords(graph).get((Actor.label, id_) for id_ in sorted({flow.source for flow in found.entering}))
        roles_of = {giver.id: giver.roles for giver in givers if isinstance(giver, Actor)}
        return replace(found, roles={role.id: role for role in read_records(graph, Role)}, roles_of=roles_of)

    return graph.keep(("page-system", on), make)


def _read(reader: Reader, on: str, registers: _Registers, breaks: Answer, chains: Answer) -> SystemAnswers:
    found = read_representatives(reader, on, list_standings())
    box_of = {id_: (row["area"], row["level"], row["kind"]) for id_, row in found.forums.items()}
    forums: dict[BoxKey, list[Row]] = defaultdict(list)
    for id_, forum in sorted(found.forums.items()):
        forums[box_of[id_]].append(forum)
    day = read_day_flows(reader, on)
    arrows: dict[ArrowKey, ArrowFlows] = defaultdict(ArrowFlows)
    key_of_flow = {}
    for flow in day.flows:
        if flow.source in box_of and flow.target in box_of and box_of[flow.source] != box_of[flow.target]:
            key_of_flow[flow.flow] = key = (box_of[flow.source], flow.kind, box_of[flow.target])
            arrows[key].flows.append(flow)
    for row in breaks.rows:
        if row["stuck"] and row["forum"] in box_of and row["party"] in box_of and box_of[row["forum"]] != box_of[row["party"]]:
            carried = next((key_of_flow[id_] for id_ in row["flows"] if id_ in key_of_flow), None)
            arrows[carried or (box_of[row["forum"]], str(FlowKind.ORDER), box_of[row["party"]])].breaks.append(row)
    for key, case in _list_lacking(reader, on, box_of):
        arrows[key].lacking.append(case)
    ends = {id_ for arrow in arrows.values() for flow in arrow.flows for id_ in (flow.source, flow.target)}
    parties = read_flow_parties(reader, on, ends | _list_ends(arrows.values()))
    entering = [
        flow for flow in day.flows if flow.kind == FlowKind.DEMAND and flow.target in box_of and flow.source not in box_of
    ]
    cut = day.cut or found.cut or breaks.cut or chains.cut
    return SystemAnswers(*registers, forums, dict(arrows), parties, chains, cut, entering)


def _list_ends(arrows: Iterable[ArrowFlows]) -> set[str]:
    return {id_ for arrow in arrows for row in arrow.breaks for id_ in (row["forum"], row["party"])}


def _list_lacking(reader: Reader, on: str, box_of: Mapping[str, BoxKey]) -> Iterator[tuple[ArrowKey, Row]]:
    """Yield the cases of chain rules between two boxes that no flow meets, with the arrow that would."""
    search = ChainSearch(reader, on)
    for rule in search.rules:
        for one in search.check(rule) if rule.kind else ():
            if one.state in (ChainState.BROKEN, ChainState.UNKNOWN):
                row = make_case_row(search, rule, one)
                giver, taker = (_find_only_box(row[end], box_of) for end in ("givers", "takers"))
                if giver and taker and giver != taker:
                    yield (giver, str(rule.kind), taker), row


def _find_only_box(ids: Iterable[str], box_of: Mapping[str, BoxKey]) -> BoxKey | None:
    """Return the box in which all of some parties are, or None."""
    boxes = {box_of.get(id_) for id_ in ids}
    return boxes.pop() if len(boxes) == 1 else None
