"""Who stands between whom: brokers between areas, levels or municipalities, by the flows of a day (Gould and Fernandez 1989).

Only parties of exactly one group count, as brokers and as those between whom they stand; the others are counted apart. Those of
no municipality are a group together: they can stand between municipalities, and flows and pairs among them do not count then.
Parallel flows are one way, and are told as the number of flows.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from itertools import islice
from types import MappingProxyType
from typing import Any

from model.findings import Answer, ProvenSentence, find_certainty
from model.graphs.brokerage import BrokerGraph, BrokerRole
from model.language import JoinedText, Localizable, PluralText, Term, Text
from model.text.names import join_names, term_of
from model.vocabulary.record import Standing
from queries.flows.day_flows import DayFlow, FlowParty, read_day_flows, read_flow_parties
from queries.flows.feeds import read_name_on_day
from queries.landscape.names import add_distinctions
from queries.landscape.parties import find_party
from queries.landscape.places import read_places
from queries.questions.parameters import BrokersQuestion
from queries.server.graph import Graph, Reader

_Row = dict[str, Any]
MOST_NAMED_BROKERS = 3
"""The largest number of parties to name in a sentence; the rows hold more."""
MOST_GROUP_SENTENCES = 10
OUTSIDE = "-"
"""The group of all parties that are of no municipality."""
GROUPS_OF: Mapping[str, Callable[[FlowParty], tuple[str, ...]]] = MappingProxyType(
    {
        "area": lambda party: party.areas,
        "level": lambda party: (party.level,),
        "municipality": lambda party: (party.municipality or OUTSIDE,),
    }
)
"""The groups of a party; only a party of exactly one counts."""


def answer_brokers(graph: Graph, question: BrokersQuestion) -> Answer:
    """Answer `find_brokers` for a party given by id, name or alias. Raises NotFound."""
    party = find_party(graph, question.party) if question.party else None
    return find_brokers(graph, question.model_copy(update={"party": party}))


def find_brokers(graph: Graph, question: BrokersQuestion) -> Answer:
    """Return the parties that stand between others, with the number of pairs by role, or the pairs of one party.

    A broker has `how` "broker", `party`, `group`, a count for each role, `pairs`, `crossing` (those of them that are not within
    its own group), `givers`, `takers`, `flows` (all to it and from it, parallel ones each counted). A pair has `how` "pair",
    `role`, `giver`, `taker`, their groups, and `flows` (the ids of the flows in and out). Most crossing pairs first, then most
    pairs, then by id. Sentences say who lets in and who carries out of each group, who joins two others, and how many parties
    are counted apart.
    """
    return graph.read_in_transaction(lambda reader: _Brokers(reader, graph, question).answer())


class _Brokers:
    """The answer to one question about brokers."""

    def __init__(self, reader: Reader, graph: Graph, question: BrokersQuestion) -> None:
        self._reader, self._graph, self._question = reader, graph, question
        self._flows = read_day_flows(reader, question.on, question.kind, question.existing)
        self._key = (question.on, self._flows.kinds, self._flows.standings)
        parties = reader.keep(("flow-ends", *self._key), self._read_ends)
        asked = [question.party] if question.party and question.party not in parties else []
        self._parties = parties | read_flow_parties(reader, question.on, asked) if asked else parties
        groups = {id_: GROUPS_OF[question.between](party) for id_, party in self._parties.items()}
        self._group_of = {id_: found[0] for id_, found in groups.items() if len(found) == 1}
        self._apart = {id_: found for id_, found in groups.items() if len(found) != 1}
        self._counted = [flow for flow in self._flows.flows if self._counts(flow)]
        self._net = BrokerGraph.build(((flow.source, flow.target) for flow in self._counted), self._group_of, OUTSIDE)

    def _counts(self, flow: DayFlow) -> bool:
        """Return whether both ends of a flow have a group, and not both are outside all municipalities."""
        groups = {self._group_of.get(flow.source), self._group_of.get(flow.target)}
        return None not in groups and groups != {OUTSIDE}

    def _read_ends(self) -> dict[str, FlowParty]:
        ends = {end for flow in self._flows.flows for end in (flow.source, flow.target)}
        return read_flow_parties(self._reader, self._question.on, ends)

    def answer(self) -> Answer:
        question = self._question
        party, most = question.party, question.most
        rows: list[_Row]
        if party:
            rows, sentences, more = self._answer_party(party)
            rows = add_distinctions(self._graph, rows, giver_name="giver", taker_name="taker")
        else:
            counted = self._reader.keep(("brokers", question.between, *self._key), self._count_all)
            order = sorted(counted, key=lambda one: (-count_crossing(counted[one]), -counted[one].total(), one))
            rows = add_distinctions(self._graph, (self._make_broker(one, counted[one]) for one in order[:most]), name="party")
            told = [*self._tell_groups(counted), *self._tell_liaisons(counted)] or [self._tell_nobody()]
            sentences, more = [*told, *self._tell_apart()], len(order) > most
        parameters = question.given("party", "between", "most") | {
            "kinds": list(self._flows.kinds), "standings": list(self._flows.standings)
        }  # fmt: skip
        return Answer("brokers", parameters, question.on, rows, sentences, more or self._flows.cut)

    def _count_all(self) -> dict[str, Counter[BrokerRole]]:
        return {one: counts for one in sorted(self._group_of) if (counts := self._net.count_roles(one))}

    def _answer_party(self, party: str) -> tuple[list[_Row], list[ProvenSentence], bool]:
        """Return the pairs of a party, a sentence for each of its roles, and whether there are more pairs."""
        if party not in self._group_of:
            return [], [self._tell_why_apart(party)], False
        counts, pairs = self._net.count_roles(party), self._net.list_pairs(party)
        rows = [self._make_pair(party, *pair) for pair in islice(pairs, self._question.most)]
        first = self._find_first_pairs(party, counts)
        told = [self._tell_role(party, role, counts[role], first[role], rows) for role in BrokerRole if counts[role]]
        if not told:
            text = Text("{party} stands between nobody: it joins no two that do not feed each other.",
                        party=self._name_asked(party))  # fmt: skip
            told = [self._make_sentence("brokers-none", text, (party,), [self._make_broker(party, counts)])]
        return rows, told, counts.total() > len(rows)

    def _make_broker(self, party: str, counts: Counter[BrokerRole]) -> _Row:
        of = self._parties[party]
        return {
            "how": "broker",
            "party": party,
            "name": of.name.sv,
            "name_en": of.name.en,
            **self._name_group("group", party),
            **{str(role): counts[role] for role in BrokerRole},
            "pairs": counts.total(),
            "crossing": count_crossing(counts),
            "givers": len(self._net.backwards.get(party, ())),
            "takers": len(self._net.onwards.get(party, ())),
            "flows": sum(map(len, (*self._into(party).values(), *self._out_of(party).values()))),
            "standing": of.standing,
            "certainty": of.certainty,
            "example": of.example,
            "evidence": list(of.evidence),
        }

    def _make_pair(self, party: str, role: BrokerRole, giver: str, taker: str) -> _Row:
        into, out = self._into(party)[giver], self._out_of(party)[taker]
        flows = [*into, *out]
        best = (min(into, key=lambda flow: flow.rank), min(out, key=lambda flow: flow.rank))
        return {
            "how": "pair",
            "role": str(role),
            **self._name_end("giver", giver),
            **self._name_group("giver_group", giver),
            **self._name_end("taker", taker),
            **self._name_group("taker_group", taker),
            "flows": [flow.flow for flow in flows],
            "kinds_in": sorted({flow.kind for flow in into}),
            "kinds_out": sorted({flow.kind for flow in out}),
            "standing": max(flow.standing for flow in best),
            "certainty": str(find_certainty(*(flow.certainty for flow in best))),
            "example": any(flow.example for flow in best),
        }

    def _name_end(self, field: str, id_: str) -> _Row:
        return {field: id_, f"{field}_name": self._name(id_).sv, f"{field}_name_en": self._name(id_).en}

    def _name_group(self, field: str, id_: str) -> _Row:
        group = self._group_of[id_]
        return {field: group, f"{field}_name": self._groups[group].sv, f"{field}_name_en": self._groups[group].en}

    def _name(self, id_: str) -> Term:
        return self._parties[id_].name

    @cached_property
    def _groups(self) -> dict[str, Term]:
        """Return the names of all groups, by id."""
        if self._question.between == "municipality":
            names = {id_: Term(row["name"], row["name"]) for id_, row in read_places(self._reader).rows.items()}
            return {**names, OUTSIDE: Term("utanför kommunerna", "outside the municipalities")}
        return {row["id"]: term_of(row) for row in self._reader.read(f"registers/{self._question.between}s").rows}

    @cached_property
    def _by_ends(self) -> tuple[dict[str, dict[str, list[DayFlow]]], dict[str, dict[str, list[DayFlow]]]]:
        """Return the flows between parties that count, by source and target, and by target and source."""
        onwards: dict[str, dict[str, list[DayFlow]]] = defaultdict(lambda: defaultdict(list))
        backwards: dict[str, dict[str, list[DayFlow]]] = defaultdict(lambda: defaultdict(list))
        for flow in self._counted:
            onwards[flow.source][flow.target].append(flow)
            backwards[flow.target][flow.source].append(flow)
        return onwards, backwards

    def _into(self, party: str) -> dict[str, list[DayFlow]]:
        return self._by_ends[1][party]

    def _out_of(self, party: str) -> dict[str, list[DayFlow]]:
        return self._by_ends[0][party]

    def _find_first_pairs(self, party: str, counts: Counter[BrokerRole]) -> dict[BrokerRole, _Row]:
        """Return the first pair of each role that a party has."""
        found: dict[BrokerRole, _Row] = {}
        for role, giver, taker in self._net.list_pairs(party):
            if role not in found:
                found[role] = self._make_pair(party, role, giver, taker)
            if len(found) == len(counts):
                break
        return found

    def _tell_role(self, party: str, role: BrokerRole, number: int, first: _Row, rows: list[_Row]) -> ProvenSentence:
        pairs = [row for row in rows if row["role"] == role] or [first]
        words: dict[str, Any] = {"n": number, "party": self._name(party), "group": self._say_group(self._group_of[party])}
        words["pair"] = JoinedText((term_of(first, "giver_name"), term_of(first, "taker_name")), " → ")
        return self._make_sentence(f"broker-{role}", ROLE_SENTENCES[role](words), (party,), pairs)

    def _tell_groups(self, counted: Mapping[str, Counter[BrokerRole]]) -> Iterator[ProvenSentence]:
        """Yield for each group who lets in what others give, and who carries out of it, where somebody does."""
        told = 0
        for group in sorted({self._group_of[one] for one in counted}):
            inside = [one for one in counted if self._group_of[one] == group]
            for role, make in ((BrokerRole.GATEKEEPER, _describe_gate), (BrokerRole.REPRESENTATIVE, _describe_voice)):
                brokers = sorted((one for one in inside if counted[one][role]), key=lambda one: (-counted[one][role], one))
                if brokers and told < MOST_GROUP_SENTENCES:
                    told += 1
                    rows = [self._make_broker(one, counted[one]) for one in brokers[: self._question.most]]
                    text = make(self._say_group(group), len(brokers), self._list_names(brokers))
                    yield self._make_sentence(f"brokers-{role}", _add_standing(text, rows), (group, *brokers[: len(rows)]), rows)

    def _tell_liaisons(self, counted: Mapping[str, Counter[BrokerRole]]) -> Iterator[ProvenSentence]:
        """Yield who joins two other groups, if anybody does."""
        brokers = [one for one in counted if counted[one][BrokerRole.LIAISON]]
        brokers.sort(key=lambda one: (-counted[one][BrokerRole.LIAISON], one))
        if brokers:
            rows = [self._make_broker(one, counted[one]) for one in brokers[: self._question.most]]
            text = PluralText(
                "{n} party passes on between two other {groups}: {names}.",
                "{n} parties pass on between two other {groups}: {names}.",
                n=len(brokers),
                groups=SEVERAL_WORDS[self._question.between],
                names=self._list_names(brokers),
            )
            yield self._make_sentence("brokers-liaison", _add_standing(text, rows), tuple(brokers[: len(rows)]), rows)

    def _say_group(self, group: str) -> Localizable:
        """Return the name of a group within a sentence."""
        return Text("the level {level}", level=self._groups[group]) if self._question.between == "level" else self._groups[group]

    def _tell_nobody(self) -> ProvenSentence:
        groups = SEVERAL_WORDS[self._question.between]
        text = Text("Nobody stands between {groups} by the flows on record.", groups=groups)
        if self._question.existing:
            text = Text("Nobody stands between {groups} by the flows that exist.", groups=groups)
        return self._make_sentence("brokers-none", text, (), [])

    def _tell_apart(self) -> Iterator[ProvenSentence]:
        """Yield how many parties have no group or several."""
        none = sum(not groups for groups in self._apart.values())
        several = len(self._apart) - none
        if self._apart:
            counts = [PluralText("{n} party with several", "{n} parties with several", n=several)] if several else []
            counts += [PluralText("{n} party without any", "{n} parties without any", n=none)] if none else []
            text = Text(
                "Counted apart by {groups}, and between nobody: {counts}.",
                groups=SEVERAL_WORDS[self._question.between],
                counts=JoinedText(counts),
            )
            shown = sorted(self._apart.items())[: self._question.most]
            rows: list[_Row] = [{"party": id_, "groups": list(groups)} for id_, groups in shown]
            yield self._make_sentence("brokers-apart", text, tuple(id_ for id_, _groups in shown), rows)

    def _tell_why_apart(self, party: str) -> ProvenSentence:
        groups = self._apart[party]
        names = JoinedText(self._groups.get(group, group) for group in groups)
        words: dict[str, Any] = {
            "party": self._name_asked(party),
            "groups": SEVERAL_WORDS[self._question.between],
            "names": names,
        }
        several = Text("{party} is counted apart: it has several {groups} ({names}), and stands between none.", **words)
        none = Text("{party} is counted apart: none of the {groups} is known to be its own.", **words)
        row = {"party": party, "groups": list(groups)}
        return self._make_sentence("brokers-apart", several if groups else none, (party, *groups), [row])

    def _list_names(self, ids: list[str]) -> Localizable:
        return join_names([self._name(id_) for id_ in ids], MOST_NAMED_BROKERS + 1)

    def _name_asked(self, party: str) -> Localizable:
        """Return the name of the party that is asked about; of one that has ended, with its last day."""
        return read_name_on_day(self._reader, party, self._question.on)

    def _make_sentence(self, rule: str, text: Localizable, entities: tuple[str, ...], rows: list[_Row]) -> ProvenSentence:
        evidence = tuple(dict.fromkeys(place for row in rows for place in row.get("evidence", ())))
        return ProvenSentence(
            rule=rule,
            sentence=text,
            entities=entities,
            asked=self._flows.asked,
            rows=tuple(rows),
            evidence=evidence,
            certainty=find_certainty(*(row.get("certainty") for row in rows)),
            example=bool(rows) and all(row.get("example", False) for row in rows),
        )


SEVERAL_WORDS: Mapping[str, Text] = MappingProxyType(
    {"area": Text("areas"), "level": Text("levels"), "municipality": Text("municipalities")}
)


def count_crossing(counts: Counter[BrokerRole]) -> int:
    """Return for how many pairs a broker stands that are not both in its own group."""
    return counts.total() - counts[BrokerRole.COORDINATOR]


def _add_standing(text: Text, rows: list[_Row]) -> Text:
    """Return a sentence about brokers, with that all of them are only proposed, if they are."""
    proposed = all(row["standing"] == Standing.PROPOSED for row in rows)
    return JoinedText((text, Text(" All of it is only proposed.")), "") if proposed else text


def _describe_gate(group: Localizable, n: int, names: Localizable) -> Text:
    return PluralText(
        "What others give comes into {group} through {n} party that passes it on there: {names}.",
        "What others give comes into {group} through {n} parties that pass it on there: {names}.",
        n=n, group=group, names=names,
    )  # fmt: skip


def _describe_voice(group: Localizable, n: int, names: Localizable) -> Text:
    return PluralText(
        "What {group} gives goes out to others through {n} party that gathers it there: {names}.",
        "What {group} gives goes out to others through {n} parties that gather it there: {names}.",
        n=n, group=group, names=names,
    )  # fmt: skip


ROLE_SENTENCES: Mapping[BrokerRole, Callable[[dict[str, Any]], Text]] = MappingProxyType(
    {
        BrokerRole.COORDINATOR: lambda words: PluralText(
            "Coordinator: {party} passes on within {group}, for {n} pair: {pair}.",
            "Coordinator: {party} passes on within {group}, for {n} pairs, such as {pair}.", **words
        ),
        BrokerRole.GATEKEEPER: lambda words: PluralText(
            "Gatekeeper: {party} passes on into {group} what others give, for {n} pair: {pair}.",
            "Gatekeeper: {party} passes on into {group} what others give, for {n} pairs, such as {pair}.", **words
        ),
        BrokerRole.REPRESENTATIVE: lambda words: PluralText(
            "Representative: {party} passes on to others what {group} gives, for {n} pair: {pair}.",
            "Representative: {party} passes on to others what {group} gives, for {n} pairs, such as {pair}.", **words
        ),
        BrokerRole.CONSULTANT: lambda words: PluralText(
            "Consultant: {party}, itself of {group}, passes on between two of one other group, for {n} pair: {pair}.",
            "Consultant: {party}, itself of {group}, passes on between two of one other group, for {n} pairs, such as {pair}.",
            **words
        ),
        BrokerRole.LIAISON: lambda words: PluralText(
            "Liaison: {party}, itself of {group}, joins two other groups, for {n} pair: {pair}.",
            "Liaison: {party}, itself of {group}, joins two other groups, for {n} pairs, such as {pair}.", **words
        ),
    }
)  # fmt: skip
"""The sentence of each role. No pair feeds each other directly."""
