"""Whether demand, delivery, support and information go where the landscape's own chain rules say (§6.2, §6.4.4, bil. 7)."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from model.findings import Answer, Finding, ProvenSentence, find_certainty
from model.language import JoinedText, Localizable, Text
from model.text.names import name_of
from model.vocabulary.finding_rules import FindingRule
from model.vocabulary.flows import ChainRule
from model.vocabulary.record import Certainty
from queries.flows.chain_search import ChainCase, ChainSearch, ChainState, CheckedCase, read_chain_rules
from queries.landscape.names import add_distinctions
from queries.landscape.parties import find_party, find_row_by_name
from queries.landscape.places import find_place
from queries.questions.parameters import ChainsQuestion, find_ids
from queries.server.graph import Graph, Reader

_Row = dict[str, Any]
MOST_NAMED_CASES = 3
"""The largest number of parties to name in a sentence; the rows hold more."""
MOST_LISTED_FLOWS = 20
"""The largest number of flows in a row, which says how many more there are."""


@dataclass(slots=True)
class RuleTally:
    """A chain rule with the number of its cases in each state, and the cases asked for."""

    rule: ChainRule
    counts: Counter[ChainState] = field(default_factory=Counter)
    cases: list[CheckedCase] = field(default_factory=list)

    @property
    def state(self) -> ChainState:
        """Return the worst that is known of its cases; unknown if nothing is known of any."""
        known = (state for state in (ChainState.BROKEN, ChainState.PROPOSED, ChainState.MET) if self.counts[state])
        return next(known, ChainState.UNKNOWN)

    @property
    def certainty(self) -> Certainty:
        """Return uncertain if the rule is, or if a flow that meets a case is the best and uncertain."""
        return find_certainty(self.rule.certainty, *(one.flows[0].certainty for one in self.cases if one.flows))


def answer_chains(graph: Graph, question: ChainsQuestion) -> Answer:
    """Answer `find_chains` for a rule, a party and a place given by id, name or alias. Raises NotFound."""
    ids = find_ids(graph, question, {"party": find_party, "place": find_place, "rule": _find_rule})
    return find_chains(graph, question.model_copy(update=ids))


def _find_rule(graph: Graph, name: str) -> str:
    rows = ({"id": rule.id, "name": rule.name, "name_en": rule.name_en} for rule in read_chain_rules(graph))
    return find_row_by_name(
        graph, name, rows, Text("unknown chain rule '{said}'", said=name), Text("See all with: landskap chains")
    )


def find_chains(graph: Graph, question: ChainsQuestion) -> Answer:
    """Return the chain rules of a day with the number of cases in each state, or with a filter the cases themselves.

    A rule has `how` "rule", `state` and counts: `met`, `proposed`, `broken`, `unknown`. A case has `how` "case", `giver` and
    `taker` (None where several do, `givers_met`, or could, `givers`), `municipality`, `state`, `reason` (of the unknown), `flows`
    (the ids of those that meet it, all parallel ones, at most MOST_LISTED_FLOWS; `flows_left_out`). All have `rule`, `name`,
    `evidence`, `certainty` and `example`. Each rule has a sentence, and each broken case a finding.
    """
    return graph.read_in_transaction(lambda reader: _Chains(reader, graph, question).answer())


class _Chains:
    """The answer to one question about chains."""

    def __init__(self, reader: Reader, graph: Graph, question: ChainsQuestion) -> None:
        self._search, self._graph, self._question = ChainSearch(reader, question.on), graph, question

    def answer(self) -> Answer:
        question, search = self._question, self._search
        chosen = [rule for rule in search.rules if question.rule in (None, rule.id)]
        tallies = [self._tally(rule) for rule in chosen]
        by_case = bool(question.rule or question.party or question.place)
        if by_case:
            tallies = [tally for tally in tallies if tally.cases or question.rule]
            cases = [(tally.rule, one) for tally in tallies for one in tally.cases]
            rows = [make_case_row(search, rule, one) for rule, one in cases[: question.most]]
        else:
            cases, rows = [], [_make_rule_row(tally) for tally in tallies]
        findings: list[ProvenSentence] = [_make_sentence(search, tally) for tally in tallies]
        findings += (make_broken_finding(search, rule, one) for rule, one in cases if one.state == ChainState.BROKEN)
        rows = add_distinctions(self._graph, rows[: question.most], giver_name="giver", taker_name="taker") if by_case else rows
        parameters = question.given("rule", "party", "place", "most")
        cut = (bool(search.rules) and search.flows.cut) or max(len(cases), len(rows)) > question.most
        return Answer("chains", parameters, question.on, rows, findings, cut)

    def _tally(self, rule: ChainRule) -> RuleTally:
        tally = RuleTally(rule)
        for one in self._search.check(rule):
            if self._is_asked_for(one.case):
                tally.counts[one.state] += 1
                tally.cases.append(one)
        tally.cases.sort(key=lambda one: ([*ChainState].index(one.state), one.case.about))
        return tally

    def _is_asked_for(self, case: ChainCase) -> bool:
        party, place = self._question.party, self._question.place
        if party and party != case.party and party not in case.named and case.others != {party}:
            return False
        return not place or case.municipality == place or self._search.lies_in(case, place)


def _make_rule_row(tally: RuleTally) -> _Row:
    rule = tally.rule
    return {
        "how": "rule",
        "rule": rule.id,
        "name": rule.name,
        "name_en": rule.name_en,
        "kind": rule.kind and str(rule.kind),
        "scope": str(rule.scope),
        "state": str(tally.state),
        **{str(state): tally.counts[state] for state in ChainState},
        "flows": sum(len(one.flows) for one in tally.cases),
        **_say_what_of(rule),
        "certainty": str(tally.certainty),
    }


def _say_what_of(rule: ChainRule) -> _Row:
    return {"evidence": list(rule.evidence), "certainty_reason": rule.certainty_reason, "example": rule.example}


def make_case_row(search: ChainSearch, rule: ChainRule, one: CheckedCase) -> _Row:
    """Return the row of a case."""
    flows = [flow.flow for flow in one.flows]
    row: _Row = {"how": "case", "rule": rule.id, "name": rule.name, "name_en": rule.name_en, "kind": rule.kind and str(rule.kind)}
    for end, ids, met in zip(("giver", "taker"), one.case.ends, _find_met_ends(rule, one), strict=True):
        id_ = next(iter(met or ids)) if len(met or ids) == 1 else None
        name = search.name(id_) if id_ else None
        row |= {
            end: id_,
            f"{end}_name": name and name.sv,
            f"{end}_name_en": name and name.en,
            f"{end}s": ids,
            f"{end}s_met": sorted(met),
        }
    return row | {
        "municipality": one.case.municipality,
        "municipality_name": one.case.municipality and search.name_municipality(rule, one.case.municipality),
        "state": str(one.state),
        "reason": one.reason and str(one.reason),
        "flows": flows[:MOST_LISTED_FLOWS],
        "flows_left_out": max(0, len(flows) - MOST_LISTED_FLOWS),
        **_say_what_of(rule),
        "certainty": str(find_certainty(rule.certainty, *(flow.certainty for flow in one.flows[:1]))),
        "example": rule.example or any(flow.example for flow in one.flows[:1]),
    }


def _find_met_ends(rule: ChainRule, one: CheckedCase) -> tuple[set[str], set[str]]:
    """Return the ids of those that give and of those that receive by the flows that meet a case."""
    if rule.longest > 1:
        return {flow.source for flow in one.flows[:1]}, {flow.target for flow in one.flows[-1:]}
    return {flow.source for flow in one.flows}, {flow.target for flow in one.flows}


def _make_sentence(search: ChainSearch, tally: RuleTally) -> ProvenSentence:
    """Return the sentence about a rule: for how many it is met, and for whom it is broken or unknown."""
    rule = tally.rule
    counts = JoinedText(_describe_counts(search, tally)) if tally.cases else Text("nobody on record whom it is about")
    sentence = Text(
        "{rule}: {counts} ({place}).{why}",
        rule=name_of(rule),
        counts=counts,
        place=_list_places(rule),
        why=Text(" Uncertain: {reason}.", reason=rule.certainty_reason) if rule.certainty_reason else "",
    )
    broken = [one for one in tally.cases if one.state == ChainState.BROKEN]
    return ProvenSentence(
        rule=f"chain-{tally.state}",
        sentence=sentence,
        entities=(rule.id, *dict.fromkeys(id_ for one in broken for id_ in one.case.about)),
        asked=search.flows.asked,
        rows=(_make_rule_row(tally),),
        evidence=rule.evidence,
        certainty=tally.certainty,
        example=rule.example,
    )


def _describe_counts(search: ChainSearch, tally: RuleTally) -> Iterator[Text]:
    counts = tally.counts
    if counts[ChainState.MET]:
        yield Text("met for {n}", n=counts[ChainState.MET])
    if counts[ChainState.PROPOSED]:
        yield Text("met only by what is proposed for {n}", n=counts[ChainState.PROPOSED])
    for state, text in ((ChainState.BROKEN, "broken"), (ChainState.UNKNOWN, "unknown")):
        if number := counts[state]:
            cases = [one for one in tally.cases if one.state == state]
            words: dict[str, Any] = {"n": number, "who": _list_cases(search, tally.rule, cases)}
            yield Text("broken for {n}: {who}", **words) if text == "broken" else Text("unknown for {n}: {who}", **words)


def _list_cases(search: ChainSearch, rule: ChainRule, cases: Sequence[CheckedCase]) -> JoinedText:
    named: list[Localizable | str] = [_describe_case(search, rule, one) for one in cases[:MOST_NAMED_CASES]]
    if more := len(cases) - MOST_NAMED_CASES if len(cases) > MOST_NAMED_CASES else 0:
        named.append(Text("and {n} more", n=more))
    return JoinedText(named)


def _describe_case(search: ChainSearch, rule: ChainRule, one: CheckedCase) -> JoinedText:
    """Return whom a case is about, and why it is unknown: "A → B (no flows at all on record there)"."""
    case = one.case
    other = [search.name_municipality(rule, case.municipality)] if case.municipality else map(search.name, case.named)
    who = JoinedText((search.name(case.party), *other), " → ")
    return JoinedText((who, JoinedText((" (", one.reason.term, ")"), "")) if one.reason else (who,), "")


def make_broken_finding(search: ChainSearch, rule: ChainRule, one: CheckedCase) -> Finding:
    """Return the finding that a rule is broken in a case."""
    givers, takers = one.case.ends
    sentence = Text(
        "No flow{kind} is on record from {givers} to {takers}{municipality}; that breaks the chain rule “{rule}” ({place}).{why}",
        kind=Text(" of the kind {kind}", kind=rule.kind.term) if rule.kind else "",
        givers=_name_any(search, givers),
        takers=_name_any(search, takers),
        municipality=Text(" in {municipality}", municipality=search.name_municipality(rule, one.case.municipality))
        if one.case.municipality
        else "",
        rule=name_of(rule),
        place=_list_places(rule),
        why=Text(" Uncertain: {reason}.", reason=rule.certainty_reason) if rule.certainty_reason else "",
    )
    return Finding(
        rule=FindingRule.CHAIN_BROKEN,
        sentence=sentence,
        about=(rule.id, *one.case.about),
        entities=(rule.id, *one.case.about),
        asked=search.flows.asked,
        rows=(make_case_row(search, rule, one),),
        evidence=rule.evidence,
        certainty=rule.certainty,
        example=rule.example,
    )


def _name_any(search: ChainSearch, ids: Sequence[str]) -> Localizable:
    """Return the name of the only one, or "any of" several."""
    if len(ids) == 1:
        return search.name(ids[0])
    names: list[Localizable | str] = [*map(search.name, ids[:MOST_NAMED_CASES]), *(["…"] if len(ids) > MOST_NAMED_CASES else [])]
    return Text("any of {n} ({names})", n=len(ids), names=JoinedText(names))


def _list_places(rule: ChainRule) -> str:
    """Return the places of the source that say so, or the sources that have no places: "§6.4.4, bil. 7"."""
    places = [item.partition(" ")[2] or item for item in rule.evidence]
    return ", ".join(sorted(places, key=lambda place: not place.startswith("§")))


def list_broken(search: ChainSearch) -> Iterable[Finding]:
    """Yield the findings of all rules, by rule and what they are about; only real rules before invented ones."""
    for rule in sorted(search.rules, key=lambda rule: (rule.example, rule.id)):
        for one in search.check(rule):
            if one.state == ChainState.BROKEN:
                yield make_broken_finding(search, rule, one)
