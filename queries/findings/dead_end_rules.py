"""Rules about dead ends (§6.4.4, bil. 6: no matter may be left hanging), and the answer that lists them all."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from model.findings import Answer, Finding, find_certainty
from model.language import LANGUAGES, JoinedText, Localizable, PluralText, Text
from model.vocabulary.finding_rules import DEAD_END_RULES, FindingRule
from model.vocabulary.flows import FlowKind
from model.vocabulary.record import Standing
from queries.findings.dead_ends import DeadEnd, DeadEndSearch
from queries.findings.rule_run import RuleFindings, RuleRun, take_most
from queries.flows.day_flows import FlowDetails, FlowParty, read_flow_details, read_flow_parties
from queries.landscape.parties import find_party
from queries.questions.parameters import DeadEndsQuestion
from queries.server.chunks import split_batches
from queries.server.graph import Graph, Reader

DEAD_ENDS_PER_READ = 200
MOST_FLOWS_TOLD, MOST_ENDS_NAMED = 20, 5
"""The largest number of flows in the rows of a finding, and of parties in a sentence; `count` counts all flows."""
_Row = dict[str, Any]
_Parties = Mapping[str, FlowParty]


def _find_dead_ends(rule: FindingRule, run: RuleRun) -> RuleFindings:
    """Find the dead ends of a rule, those that exist first."""
    search = DeadEndSearch(run.reader, run.on)
    found = take_most(_make_findings(run.reader, search, search.list_all(rule)), run)
    return RuleFindings(found.findings, None if search.day.cut else found.left_out, search.unknown)


find_demand_ends = partial(_find_dead_ends, FindingRule.DEMAND_ENDS)
find_unanswered_support = partial(_find_dead_ends, FindingRule.SUPPORT_UNANSWERED)
find_undelivered_orders = partial(_find_dead_ends, FindingRule.ORDER_UNDELIVERED)
find_one_sided_forums = partial(_find_dead_ends, FindingRule.ONE_SIDED_FORUM)
find_unfed = partial(_find_dead_ends, FindingRule.NOT_FED)


def answer_dead_ends(graph: Graph, question: DeadEndsQuestion) -> Answer:
    """Return where demand, support and orders end, and whom no flow reaches, for a party given by id, name or alias.

    There is a row for each rule: `rule`, `name`, `count` and `exists` (of these, how many are so of what exists today) and
    `unknown` (what could not be told). Each dead end has a finding, at most `question.most` for each rule. Raises NotFound.
    """
    party = find_party(graph, question.party) if question.party else None
    return graph.read_in_transaction(lambda reader: _answer(reader, question, party))


def _answer(reader: Reader, question: DeadEndsQuestion, party: str | None) -> Answer:
    search = DeadEndSearch(reader, question.on)
    rows: list[_Row] = []
    findings: list[Finding] = []
    for rule in (rule for rule in DEAD_END_RULES if not question.rule or rule in question.rule):
        search.unknown = None
        found = [one for one in search.list_all(rule) if _is_asked(one, question, party)]
        findings += _make_findings(reader, search, found[: question.most])
        if party and not found and search.unknown is None and not _has_flows(search, rule, party):
            search.unknown = Text("No such flow to or from the party is on record: not known.")
        names = {language: rule.term.in_(language) for language in LANGUAGES}
        unknown = {language: search.unknown.in_(language) for language in LANGUAGES} if search.unknown else None
        exists = sum(one.exists for one in found)
        rows.append({"rule": str(rule), "name": names, "count": len(found), "exists": exists, "unknown": unknown})
    parameters = {"party": party, **question.given("rule", "existing", "most")}
    cut = search.day.cut or any(row["count"] > question.most for row in rows)
    return Answer("dead-ends", parameters, question.on, rows, findings, cut)


def _has_flows(search: DeadEndSearch, rule: FindingRule, party: str) -> bool:
    """Return whether a party has any flow that the rule looks at; whom no flow reaches is told without any."""
    kinds = {
        FindingRule.DEMAND_ENDS: [FlowKind.DEMAND],
        FindingRule.SUPPORT_UNANSWERED: [FlowKind.SUPPORT],
        FindingRule.ORDER_UNDELIVERED: [FlowKind.ORDER],
    }
    flows = search.day.choose(kinds.get(rule, [])).flows
    return rule == FindingRule.NOT_FED or any(party in (flow.source, flow.target) for flow in flows)


def _is_asked(one: DeadEnd, question: DeadEndsQuestion, party: str | None) -> bool:
    return (one.exists or not question.existing) and (party is None or party in (*one.about, *one.ends))


def _make_findings(reader: Reader, search: DeadEndSearch, found: Iterator[DeadEnd] | Sequence[DeadEnd]) -> Iterator[Finding]:
    """Yield the findings about dead ends; names and evidence are read for some at a time."""
    for batch in split_batches(found, DEAD_ENDS_PER_READ):
        ids = {id_ for one in batch for id_ in (*one.about, *one.ends[:MOST_ENDS_NAMED])}
        parties = read_flow_parties(reader, search.on, ids)
        details = read_flow_details(reader, {flow for one in batch for flow in one.flows[:MOST_FLOWS_TOLD]})
        yield from (_make_finding(search, one, parties, details) for one in batch)


def _make_finding(search: DeadEndSearch, one: DeadEnd, parties: _Parties, details: Mapping[str, FlowDetails]) -> Finding:
    flows = one.flows[:MOST_FLOWS_TOLD]
    names = [parties[id_].name for id_ in one.about]
    row = {
        "parties": list(one.about),
        "names": [name.sv for name in names],
        "names_en": [name.en for name in names],
        "standing": str(Standing.EXISTING if one.exists else Standing.PROPOSED),
        "mended": one.mended,
        "ends": list(one.ends),
        "flows": [flow.flow for flow in flows],
        "flows_left_out": len(one.flows) - len(flows),
    }
    evidence = [place for flow in flows for place in details[flow.flow].evidence] if flows else []
    return Finding(
        rule=one.rule,
        sentence=JoinedText((_describe(one, parties), _describe_standing(one, search)), ""),
        about=one.about,
        entities=tuple(dict.fromkeys((*one.about, *one.ends, *(flow.flow for flow in flows)))),
        asked=search.day.asked,
        rows=(row,),
        evidence=tuple(dict.fromkeys(evidence or [place for id_ in one.about for place in parties[id_].evidence])),
        certainty=find_certainty(*(flow.certainty for flow in flows), *(parties[id_].certainty for id_ in one.about)),
        example=any(flow.example for flow in flows) or any(parties[id_].example for id_ in one.about),
    )


def _describe(one: DeadEnd, parties: _Parties) -> Localizable:
    first, *rest = (parties[id_].name for id_ in one.about)
    match one.rule:
        case FindingRule.DEMAND_ENDS:
            more = len(one.ends) - MOST_ENDS_NAMED
            named: list[Localizable | str] = [parties[id_].name for id_ in one.ends[:MOST_ENDS_NAMED]]
            ends = JoinedText(named + ([f"+{more}"] if more > 0 else []))
            return Text("Demand from {party} ends at {ends} and reaches no educator.", party=first, ends=ends)
        case FindingRule.SUPPORT_UNANSWERED:
            return Text(
                "{party} asks {asked} for support, and neither delivery nor information comes back, directly or through others.",
                party=first,
                asked=rest[0],
            )
        case FindingRule.ORDER_UNDELIVERED:
            return Text(
                "{party} orders from {asked}, and no delivery comes back, directly or through others.", party=first, asked=rest[0]
            )
        case FindingRule.ONE_SIDED_FORUM:
            return _describe_forum(one, first)
    if parties[one.about[0]].sort == "forum":
        return Text("No flow on record leads to {party} or from it.", party=first)
    return Text("No flow on record reaches {party}, nor a forum where it sits or a network that represents it.", party=first)


def _describe_forum(one: DeadEnd, forum: Localizable) -> PluralText:
    takes = one.flows[0].target == one.about[0]
    others = {flow.source if takes else flow.target for flow in one.flows}
    if takes:
        return PluralText(
            "{forum} takes from {n} party and gives to none.", "{forum} takes from {n} parties and gives to none.",
            n=len(others), forum=forum,
        )  # fmt: skip
    return PluralText(
        "{forum} gives to {n} party and takes from none.", "{forum} gives to {n} parties and takes from none.",
        n=len(others), forum=forum,
    )  # fmt: skip


def _describe_standing(one: DeadEnd, search: DeadEndSearch) -> Text | str:
    """Return whether it is so of what exists, and whether what is proposed would mend it."""
    if not one.flows:
        return ""
    if not one.exists:
        return Text(" All of it is only proposed, and nothing proposed would mend it.")
    if one.mended:
        return Text(" So it is today; what is proposed would mend it.")
    return Text(" Nor would what is proposed mend it.") if search.has_proposed else ""
