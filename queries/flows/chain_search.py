"""Whether the chain rules of the landscape hold on a day: the cases of each rule, and what flows meet them.

A case is one that a rule demands a flow for: a forum, a pair, or a forum and a municipality. It is met by what exists, only by
what is proposed, broken, or unknown. Broken is only where both sides are on record, some of their flows are, and none that the
rule demands: what nobody has noted anything about is unknown.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import pairwise

from model.graphs.chains import find_chain
from model.language import Term
from model.text.names import name_of
from model.vocabulary.flows import ChainRule, ChainScope, FlowKind
from model.vocabulary.processes import Process, ProcessFlow
from model.vocabulary.record import Choice, Standing
from model.vocabulary.registers import PlaceKind
from queries.flows.day_flows import DayFlow, DayFlows, FlowParty, read_day_flows, read_flow_parties, read_living
from queries.landscape.places import PlaceRegister, read_places
from queries.landscape.registers import read_records
from queries.server.graph import Graph, Reader
from queries.server.paging import read_pages

_Built = dict[str, dict[str, list[DayFlow]]]
_Net = Mapping[str, Mapping[str, Sequence[DayFlow]]]
PROCESS_FLOWS = "process"
"""The kind under which the flows between processes are kept."""


class ChainState(Choice):
    """What is known of a case of a chain rule, or of a rule as a whole: the worst that is known of its cases."""

    BROKEN = "broken", "bruten", "broken"
    PROPOSED = "proposed", "bara föreslagen", "only proposed"
    UNKNOWN = "unknown", "okänd", "unknown"
    MET = "met", "uppfylld", "met"


class UnmetReason(Choice):
    """Why it is unknown whether a case is met."""

    NOBODY_GIVES = "nobody-gives", "ingen avsändare på plats", "nobody on record to give"
    NOBODY_RECEIVES = "nobody-receives", "ingen mottagare på plats", "nobody on record to receive"
    NO_SUCH_FLOW = "no-such-flow", "inget flöde av slaget antecknat i landskapet", "no flow of the kind on record anywhere"
    SILENT = "silent", "inga flöden alls antecknade där", "no flows at all on record there"


@dataclass(frozen=True, slots=True)
class ChainCase:
    """One that a rule demands a flow for: from `party` to one of `others`, or the other way round (not `onwards`).

    `named` is the id of the one other party, or of the municipality, that the case is about too.
    """

    party: str
    others: frozenset[str]
    onwards: bool = True
    named: tuple[str, ...] = ()
    municipality: str | None = None

    @property
    def about(self) -> tuple[str, ...]:
        """Return the ids of what the case is about, beside its rule."""
        return (self.party, *self.named)

    @property
    def ends(self) -> tuple[list[str], list[str]]:
        """Return the ids of those that could give, and of those that could receive."""
        others = sorted(self.others)
        return ([self.party], others) if self.onwards else (others, [self.party])


@dataclass(frozen=True, slots=True)
class CheckedCase:
    """A case with its state, the flows that meet it (existing ones first; of a longer chain, in order), and why it is unknown."""

    case: ChainCase
    state: ChainState
    flows: tuple[DayFlow, ...] = ()
    reason: UnmetReason | None = None


def read_chain_rules(reader: Reader | Graph) -> list[ChainRule]:
    """Return the chain rules of all days, by id."""
    return sorted(read_records(reader, ChainRule), key=lambda rule: rule.id)


class ChainSearch:
    """The chain rules that hold on a day, the flows and the parties of the day. Nothing else is read without a rule."""

    def __init__(self, reader: Reader, on: str) -> None:
        self.reader, self.on = reader, on
        self.rules = [rule for rule in read_chain_rules(reader) if rule.holds_on(on)]
        self._within: dict[str, set[str]] = {}

    @cached_property
    def flows(self) -> DayFlows:
        """Return the flows of the day, of all kinds."""
        return read_day_flows(self.reader, self.on)

    @cached_property
    def forums(self) -> list[FlowParty]:
        """Return the forums of the day, by id."""
        return self.reader.keep(("forums-of-day", self.on), self._read_forums)

    def _read_forums(self) -> list[FlowParty]:
        ids = [row["id"] for row in read_pages(self.reader, "flows/forums", lambda row: str(row["id"]), on=self.on)]
        return sorted(read_flow_parties(self.reader, self.on, ids).values(), key=lambda forum: forum.id)

    @cached_property
    def parties(self) -> dict[str, FlowParty]:
        """Return the forums of the day, and the parties that rules name, by id."""
        named = {party for rule in self.rules for party in (*rule.from_parties, *rule.to_parties)}
        return {forum.id: forum for forum in self.forums} | read_flow_parties(self.reader, self.on, named)

    @cached_property
    def processes(self) -> dict[str, Process]:
        """Return the processes of the day, by id."""
        found = (one for one in read_records(self.reader, Process) if one.holds_on(self.on))
        return {process.id: process for process in found}

    @cached_property
    def municipalities(self) -> dict[str, dict[str, str]]:
        """Return the names of the municipalities within each place that a rule names, by id, by the id of the place."""
        register = self._register
        return {
            place: {
                id_: register.rows[id_]["name"]
                for id_ in sorted(register.find_within(place))
                if register.rows[id_]["kind"] == PlaceKind.MUNICIPALITY
            }
            for place in {rule.place for rule in self.rules if rule.place}
        }

    def name(self, id_: str) -> Term:
        """Return the name of a party or a process."""
        if id_ in self.processes:
            return name_of(self.processes[id_])
        return self.parties[id_].name if id_ in self.parties else Term(id_, id_)

    def name_municipality(self, rule: ChainRule, id_: str | None) -> str:
        """Return the name of a municipality of a rule's place."""
        return self.municipalities[rule.place or ""].get(id_ or "", id_ or "")

    def lies_in(self, case: ChainCase, place: str) -> bool:
        """Return whether a case is about one party in a municipality or other place."""
        if place not in self._within:
            self._within[place] = self._register.find_within(place)
        inside = self._within[place]
        named = [case.party, *case.named, *(case.others if len(case.others) == 1 else ())]
        return any(one in self.parties and self.parties[one].municipality in inside for one in named)

    @cached_property
    def _register(self) -> PlaceRegister:
        return read_places(self.reader)

    def check(self, rule: ChainRule) -> Iterator[CheckedCase]:
        """Yield the cases of a rule with their states."""
        kind = PROCESS_FLOWS if rule.from_process else str(rule.kind or "")
        onwards, backwards = self._nets[kind]
        for case in self._list_cases(rule):
            yield self._check_case(case, onwards if case.onwards else backwards, rule.longest)

    def _check_case(self, case: ChainCase, net: _Net, longest: int) -> CheckedCase:
        if not case.others:
            nobody = UnmetReason.NOBODY_RECEIVES if case.onwards else UnmetReason.NOBODY_GIVES
            return CheckedCase(case, ChainState.UNKNOWN, reason=nobody)
        if flows := _find_flows(net, case, longest):
            counting = flows if longest > 1 else flows[:1]
            ends = (counting[0].source, counting[-1].target)
            standings = {flow.standing for flow in counting} | {*map(self._standing_of, ends)}
            return CheckedCase(case, ChainState.PROPOSED if Standing.PROPOSED in standings else ChainState.MET, flows)
        if not net:
            return CheckedCase(case, ChainState.UNKNOWN, reason=UnmetReason.NO_SUCH_FLOW)
        if case.party not in self._feeding or self._feeding.isdisjoint(case.others):
            return CheckedCase(case, ChainState.UNKNOWN, reason=UnmetReason.SILENT)
        return CheckedCase(case, ChainState.BROKEN)

    def _standing_of(self, id_: str) -> str:
        known = self.parties.get(id_) or self.processes.get(id_)
        return str(known.standing) if known else str(Standing.EXISTING)

    def _list_cases(self, rule: ChainRule) -> Iterator[ChainCase]:
        givers, takers = self._choose_ends(rule)
        if rule.scope == ChainScope.EACH_TO:
            yield from self._list_by_party(rule, takers, givers, onwards=False)
        elif rule.scope == ChainScope.EACH_FROM:
            yield from self._list_by_party(rule, givers, takers, onwards=True)
        else:
            for case in self._list_by_party(rule, givers, takers, onwards=True):
                yield from self._split_case(rule, case)

    def _list_by_party(
        self, rule: ChainRule, parties: Iterable[str], others: Sequence[str], onwards: bool
    ) -> Iterator[ChainCase]:
        for party in parties:
            allowed = frozenset(others) - {party}
            if rule.same_area:
                areas = self.parties[party].areas
                allowed = frozenset(other for other in allowed if areas and self.parties[other].areas == areas)
            if rule.answers:
                back = self._nets[str(rule.answers)][1 if onwards else 0]
                allowed = allowed.intersection(back.get(party, ()))
                if not allowed:
                    continue
            yield ChainCase(party, allowed, onwards)

    def _split_case(self, rule: ChainRule, case: ChainCase) -> Iterator[ChainCase]:
        """Yield a case for each that receives, or for each municipality."""
        if rule.scope == ChainScope.EACH_PAIR:
            yield from (ChainCase(case.party, frozenset([other]), named=(other,)) for other in sorted(case.others))
            return
        there: dict[str, set[str]] = defaultdict(set)
        for other in case.others:
            there[self.parties[other].municipality or ""].add(other)
        for municipality in self.municipalities[rule.place or ""]:
            others = frozenset(there.get(municipality, ()))
            yield ChainCase(case.party, others, named=(municipality,), municipality=municipality)

    def _choose_ends(self, rule: ChainRule) -> tuple[list[str], list[str]]:
        """Return the ids of those that give, and of those that receive."""
        if rule.from_process:
            kinds = (rule.from_process, rule.to_process)
            givers, takers = ([one.id for one in self.processes.values() if one.kind == kind] for kind in kinds)
            return givers, takers
        return (
            self._choose(rule.from_area, rule.from_level, rule.from_kinds, rule.from_parties),
            self._choose(rule.to_area, rule.to_level, rule.to_kinds, rule.to_parties),
        )

    def _choose(self, area: str | None, level: str | None, kinds: Sequence[str], parties: Sequence[str]) -> list[str]:
        """Return the ids of the forums of an area, a level and some kinds, and of the named parties that hold on the day.

        Networks, which have no area, and committees, which count with their forum, are chosen by their kind alone.
        """
        chosen: list[str] = []
        if area or level or kinds or not parties:
            chosen += (
                forum.id
                for forum in self.forums
                if ((not kinds and forum.areas and not forum.part_of) or forum.kind in kinds)
                and (not area or area in forum.areas)
                and level in (None, forum.level)
            )
        return [*chosen, *(party for party in parties if party in self._living and party not in chosen)]

    @cached_property
    def _living(self) -> frozenset[str]:
        """Return the ids of the parties that rules name and that hold on the day."""
        named = {party for rule in self.rules for party in (*rule.from_parties, *rule.to_parties)}
        return frozenset(read_living(self.reader, self.on, named))

    @cached_property
    def _feeding(self) -> frozenset[str]:
        """Return the ids of all that any flow of the day leads from or to."""
        return frozenset(end for flow in (*self.flows.flows, *self._process_flows) for end in (flow.source, flow.target))

    @cached_property
    def _process_flows(self) -> list[DayFlow]:
        found = read_records(self.reader, ProcessFlow)
        return [
            DayFlow(one.id, one.source, one.target, PROCESS_FLOWS, str(one.standing), str(one.certainty), one.example)
            for one in found
            if one.holds_on(self.on) and one.source in self.processes and one.target in self.processes
        ]

    @cached_property
    def _nets(self) -> dict[str, tuple[_Net, _Net]]:
        """Return the flows by the ends, as (onwards, backwards), by their kind; those of all kinds between parties under ""."""
        return self.reader.keep(("chain-nets", self.on), self._build_nets)

    def _build_nets(self) -> dict[str, tuple[_Net, _Net]]:
        found: dict[str, tuple[_Built, _Built]] = defaultdict(lambda: ({}, {}))
        for flow in sorted((*self.flows.flows, *self._process_flows), key=lambda flow: flow.rank):
            for kind in (flow.kind,) if flow.kind == PROCESS_FLOWS else (flow.kind, ""):
                onwards, backwards = found[kind]
                onwards.setdefault(flow.source, {}).setdefault(flow.target, []).append(flow)
                backwards.setdefault(flow.target, {}).setdefault(flow.source, []).append(flow)
        return {str(kind): found[kind] for kind in (*FlowKind, PROCESS_FLOWS, "")}


def _find_flows(net: _Net, case: ChainCase, longest: int) -> tuple[DayFlow, ...]:
    """Return the flows that meet a case: all direct ones, the best first, or those of the shortest chain, if it may be longer."""
    near = net.get(case.party, {})
    if longest == 1:
        direct = (flow for other in case.others.intersection(near) for flow in near[other])
        return tuple(sorted(direct, key=lambda flow: flow.rank))
    for only_existing in (True, False):
        chain = find_chain(partial(_list_next, net, only_existing), case.party, case.others, longest)
        if chain:
            flows = [net[one][other][0] for one, other in pairwise(chain)]
            return tuple(flows if case.onwards else reversed(flows))
    return ()


def _list_next(net: _Net, only_existing: bool, party: str) -> list[str]:
    """Return the parties that flows lead to from a party, if asked for only those that existing flows lead to."""
    near = net.get(party, {}).items()
    return [other for other, flows in near if not only_existing or flows[0].standing == Standing.EXISTING]
