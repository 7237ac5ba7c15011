"""Where demand, support and orders end, and whom no flow reaches, over the flows of a day (§6.4.4, bil. 6).

What exists is held to what exists, what is only proposed to all that is proposed. What is not on record is unknown and no dead
end: roles, the members of a forum, and kinds of flow of which there is none at all.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from model.graphs.reach import find_out_of_reach
from model.graphs.ways import count_hops
from model.language import PluralText, Text
from model.vocabulary.finding_rules import FindingRule
from model.vocabulary.flows import FlowKind
from model.vocabulary.record import Standing
from model.vocabulary.registers import Colour
from queries.flows.day_flows import DayFlow, DayFlows, read_day_flows
from queries.flows.way_search import join_parallel
from queries.server.chunks import split_batches
from queries.server.graph import Reader
from queries.server.paging import read_pages

STARTS_PER_WALK = 1_000
"""How many parties' reach is followed at once: each takes a bit per party that it reaches."""
ANSWERS: Mapping[FlowKind, tuple[FindingRule, tuple[FlowKind, ...]]] = {
    FlowKind.SUPPORT: (FindingRule.SUPPORT_UNANSWERED, (FlowKind.DELIVERY, FlowKind.INFORMATION)),
    FlowKind.ORDER: (FindingRule.ORDER_UNDELIVERED, (FlowKind.DELIVERY,)),
}
"""The kinds of flow that want something back, and by which kinds it comes (§6.4.1, §6.4.4; bil. 6: nothing is left hanging)."""


@dataclass(frozen=True, slots=True)
class DeadEnd:
    """A place where what flows ends. `about` identifies it; `ends` are the parties where demand ends.

    It `exists` if it is one of what exists today. Then `mended` says whether it is none with all that is proposed.
    """

    rule: FindingRule
    about: tuple[str, ...]
    flows: Sequence[DayFlow]
    exists: bool
    mended: bool = False
    ends: tuple[str, ...] = ()


class DeadEndSearch:
    """The dead ends of a day. `unknown` says what could not be told, after a list has been gone through."""

    def __init__(self, reader: Reader, on: str) -> None:
        self._reader, self.on = reader, on
        self.day = read_day_flows(reader, on)
        self.unknown: Text | None = None

    @cached_property
    def has_proposed(self) -> bool:
        """Return whether any flow of the day is proposed."""
        return any(flow.standing == Standing.PROPOSED for flow in self.day.flows)

    @cached_property
    def _existing(self) -> DayFlows:
        return self.day.choose(existing=True)

    def _choose(self, existing: bool, kinds: Collection[str] = ()) -> Sequence[DayFlow]:
        return (self._existing if existing else self.day).choose(kinds).flows

    def list_all(self, rule: FindingRule) -> Iterator[DeadEnd]:
        """Yield the dead ends that a rule finds: those that exist first, then in order of their ids."""
        match rule:
            case FindingRule.DEMAND_ENDS:
                yield from self._list_demand()
            case FindingRule.ONE_SIDED_FORUM:
                yield from self._list_forums()
            case FindingRule.NOT_FED:
                yield from self._list_unfed()
            case _:
                yield from self._list_unanswered(next(kind for kind, (one, _kinds) in ANSWERS.items() if one == rule))

    # Demand.

    def _list_demand(self) -> Iterator[DeadEnd]:
        demand = self.day.choose([FlowKind.DEMAND]).flows
        employers, forums, educators = self._read_ends_of_demand() if demand else (set[str](), set[str](), set[str]())
        if demand and not educators:
            self.unknown = Text(
                "Who employs and who educates is told by the roles of the green and the yellow area, which are not both on "
                "record with parties: whether demand reaches an educator is unknown."
            )
            return
        by_source = _group(demand, "source")
        starts = {party: _exists(flows) for party, flows in by_source.items() if party in employers | forums}
        if demand and not employers.intersection(starts):
            self.unknown = Text("No demand from any employer is on record: whether it reaches an educator is not known.")
        onwards = {existing: _lead(self._choose(existing, [FlowKind.DEMAND])) for existing in (True, False)}
        hidden = 0
        for party in sorted(starts, key=lambda party: (not starts[party], party)):
            existing = starts[party]
            reached = count_hops(onwards[existing], party)
            if educators.intersection(reached.keys() - {party}):
                continue
            if self._reader.read("flows/unrecorded", ids=[*reached], on=self.on).rows:
                hidden += 1
                continue
            mended = existing and bool(educators.intersection(count_hops(onwards[False], party).keys() - {party}))
            ends = sorted((id_ for id_ in reached if not onwards[existing].get(id_)), key=lambda id_: (reached[id_], id_))
            flows = [flow for flow in by_source[party] if not existing or flow.standing == Standing.EXISTING]
            yield DeadEnd(FindingRule.DEMAND_ENDS, (party,), flows, existing, mended, tuple(ends))
        if hidden:
            self.unknown = PluralText(
                "Of {n} more it is unknown: its demand reaches a forum without members on record.",
                "Of {n} more it is unknown: their demand reaches a forum without members on record.",
                n=hidden,
            )

    def _read_ends_of_demand(self) -> tuple[set[str], set[str], set[str]]:
        """Return who demand starts at (employers, and the forums where they meet educators), and whom it should reach.

        The areas tell the roles (§6.2): educators meet employers in the green area, and groups in the others.
        """
        areas = self._reader.read("flows/area-roles", on=self.on).rows
        green = [row for row in areas if row["colour"] == Colour.GREEN]
        others = {role for row in areas if row["colour"] == Colour.YELLOW for role in row["roles"]}
        meeting = {role for row in green for role in row["roles"]}
        players = self._reader.read("flows/players", roles=sorted(meeting)).rows
        starts = {row["actor"] for row in players if row["role"] not in others}
        educators, forums = {row["actor"] for row in players if row["role"] in others}, set[str]()
        for row in green:
            forums |= {row["forum"] for row in self._reader.read("hand-offs/forums-of-area", area=row["area"]).rows}
        for role in sorted(meeting & others):
            educators |= {row["forum"] for row in self._reader.read("flows/seated-players", role=role, on=self.on).rows}
        return starts, forums, educators

    # What asks for something back.

    def _list_unanswered(self, kind: FlowKind) -> Iterator[DeadEnd]:
        rule, back = ANSWERS[kind]
        asked = join_parallel(self._choose(False, [kind]))
        if asked and not self._choose(False, back):
            self.unknown = Text("No flow on record could bring an answer: whether any comes is unknown.")
            return
        pairs = sorted(asked, key=lambda pair: (not _exists(asked[pair]), pair))
        for batch in split_batches(pairs, STARTS_PER_WALK):
            wanted = {existing: {(b, a) for a, b in batch if _exists(asked[a, b]) is existing} for existing in (True, False)}
            lost = {existing: self._find_lost(existing, back, wanted[existing]) for existing in (True, False)}
            never = self._find_lost(False, back, lost[True])
            for a, b in batch:
                if (b, a) in lost[existing := _exists(asked[a, b])]:
                    yield DeadEnd(rule, (a, b), asked[a, b], existing, existing and (b, a) not in never)

    def _find_lost(self, existing: bool, kinds: Collection[str], wanted: Collection[tuple[str, str]]) -> set[tuple[str, str]]:
        """Return the pairs of which the second is out of the first's reach."""
        if not wanted:
            return set()
        return find_out_of_reach(((flow.source, flow.target) for flow in self._choose(existing, kinds)), wanted)

    # Forums, and those that an area concerns.

    def _list_forums(self) -> Iterator[DeadEnd]:
        taking = {existing: _group(self._choose(existing), "target") for existing in (True, False)}
        giving = {existing: _group(self._choose(existing), "source") for existing in (True, False)}
        found = []
        for row in read_pages(self._reader, "flows/forums", lambda row: str(row["id"]), on=self.on):
            forum = row["id"]
            existing = forum in taking[True] or forum in giving[True]
            taken, given = taking[existing].get(forum, []), giving[existing].get(forum, [])
            if bool(taken) != bool(given):
                mended = existing and forum in taking[False] and forum in giving[False]
                found.append(DeadEnd(FindingRule.ONE_SIDED_FORUM, (forum,), taken or given, existing, mended))
        yield from sorted(found, key=lambda one: (not one.exists, one.about))

    def _list_unfed(self) -> Iterator[DeadEnd]:
        if not self.day.flows:
            return
        fed = {flow.target for flow in self.day.flows}
        active = fed | {flow.source for flow in self.day.flows}
        for row in read_pages(self._reader, "flows/concerned", lambda row: str(row["id"]), on=self.on):
            if row["id"] not in fed and not fed.intersection(row["through"]):
                yield DeadEnd(FindingRule.NOT_FED, (row["id"],), (), exists=True)
        for row in read_pages(self._reader, "flows/forums", lambda row: str(row["id"]), on=self.on):
            if row["id"] not in active:
                yield DeadEnd(FindingRule.NOT_FED, (row["id"],), (), exists=True)


def _exists(flows: Iterable[DayFlow]) -> bool:
    return any(flow.standing == Standing.EXISTING for flow in flows)


def _group(flows: Iterable[DayFlow], end: str) -> dict[str, list[DayFlow]]:
    """Return the flows by the party at one of their ends."""
    found: dict[str, list[DayFlow]] = defaultdict(list)
    for flow in flows:
        found[getattr(flow, end)].append(flow)
    return dict(found)


def _lead(flows: Iterable[DayFlow]) -> dict[str, list[str]]:
    """Return whom each party feeds."""
    return {party: sorted({flow.target for flow in out}) for party, out in _group(flows, "source").items()}
