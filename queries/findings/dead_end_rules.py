"""Rules about dead ends (§6.4.4, bil. 6: no matter may be left hanging), and the answer that lists them all."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from model.findings import Answer, Finding, find_certainty
from model.language import LANGUAGES, JoinedText, Localizable, PluralText, Text
from model.vocabulary.finding_rules import DEAD_END_RULES, FindingRule
from model.vocabulary.flows import FlowKind
from model.vocabulary.record import Standing
from queries.findings.rule_run import RuleFindings, RuleRun, take_most
from queries.flows.day_flows import FlowDetails, FlowParty, read_flow_details, read_flow_parties, read_living
from queries.flows.dead_end_words import MOST_ENDS_NAMED, describe_dead_end, describe_dead_end_standing
from queries.flows.dead_ends import DeadEnd, DeadEndSearch
from queries.flows.feeds import read_name_on_day
from queries.flows.losses import keep_belonging
from queries.landscape.parties import find_party
from queries.landscape.places import find_place
from queries.questions.parameters import DeadEndsQuestion, find_ids
from queries.server.chunks import split_batches
from queries.server.graph import Graph, Reader

DEAD_ENDS_PER_READ = 200
MOST_FLOWS_TOLD = 20
"""The largest number of flows in the rows of a finding; `count` counts all flows."""
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
    """Return where demand, support and orders end, and whom no flow reaches, for a party or a place given by id, name or alias.

    There is a row for each rule: `rule`, `name`, `count` and `exists` (of these, how many are so of what exists today) and
    `unknown` (what could not be told). Each dead end has a finding, at most `question.most` for each rule. Raises NotFound.
    """
    named = find_ids(graph, question, {"party": find_party, "place": find_place})
    return graph.read_in_transaction(lambda reader: _answer(reader, question.model_copy(update=named)))


def _answer(reader: Reader, question: DeadEndsQuestion) -> Answer:
    search = DeadEndSearch(reader, question.on)
    asked = {question.party} if question.party else None
    if question.place:
        members = keep_belonging(reader).list_members(question.place)
        asked = members if asked is None else members & asked
    rows: list[_Row] = []
    findings: list[Finding] = []
    for rule in (rule for rule in DEAD_END_RULES if not question.rule or rule in question.rule):
        search.unknown = None
        found = [one for one in search.list_all(rule) if _is_asked(one, question, asked)]
        findings += _make_findings(reader, search, found[: question.most])
        if asked is not None and rule == FindingRule.NOT_FED:
            search.unknown = _describe_untried(reader, question.on, asked)
        elif asked is not None and not found and search.unknown is None and not _has_flows(search, rule, asked):
            search.unknown = Text("No such flow to or from {whom} is on record: not known.", whom=_name_asked(reader, question))
        names = {language: rule.term.in_(language) for language in LANGUAGES}
        unknown = {language: search.unknown.in_(language) for language in LANGUAGES} if search.unknown else None
        exists = sum(one.exists for one in found)
        rows.append({"rule": str(rule), "name": names, "count": len(found), "exists": exists, "unknown": unknown})
    parameters = question.given("party", "place", "rule", "existing", "most")
    cut = search.day.cut or any(row["count"] > question.most for row in rows)
    return Answer("dead-ends", parameters, question.on, rows, findings, cut)


def _name_asked(reader: Reader, question: DeadEndsQuestion) -> Localizable:
    """Return the name of the party that is asked about, of one that has ended with its last day; else that of the place."""
    if question.party:
        return read_name_on_day(reader, question.party, question.on)
    return keep_belonging(reader).name_place(question.place or "")


def _describe_untried(reader: Reader, on: str, parties: Collection[str]) -> PluralText | None:
    """Return of how many parties it is not tried whether a flow reaches them: those that no area concerns, but for forums."""
    known = read_flow_parties(reader, on, read_living(reader, on, parties)).values()
    if untried := sum(party.sort != "forum" and not party.areas for party in known):
        return PluralText(
            "{n} party is not tried: no area concerns it.", "{n} parties are not tried: no area concerns them.", n=untried
        )
    return None


def _has_flows(search: DeadEndSearch, rule: FindingRule, parties: Collection[str]) -> bool:
    """Return whether any of some parties has a flow that the rule looks at."""
    kinds = {
        FindingRule.DEMAND_ENDS: [FlowKind.DEMAND],
        FindingRule.SUPPORT_UNANSWERED: [FlowKind.SUPPORT],
        FindingRule.ORDER_UNDELIVERED: [FlowKind.ORDER],
    }
    flows = search.day.choose(kinds.get(rule, [])).flows
    return any(flow.source in parties or flow.target in parties for flow in flows)


def _is_asked(one: DeadEnd, question: DeadEndsQuestion, parties: Collection[str] | None) -> bool:
    asked = parties is None or any(party in parties for party in (*one.about, *one.ends))
    return asked and (one.exists or not question.existing)


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
        sentence=JoinedText((describe_dead_end(one, parties), describe_dead_end_standing(one, search)), ""),
        about=one.about,
        entities=tuple(dict.fromkeys((*one.about, *one.ends, *(flow.flow for flow in flows)))),
        asked=search.day.asked,
        rows=(row,),
        evidence=tuple(dict.fromkeys(evidence or [place for id_ in one.about for place in parties[id_].evidence])),
        certainty=find_certainty(*(flow.certainty for flow in flows), *(parties[id_].certainty for id_ in one.about)),
        example=any(flow.example for flow in flows) or any(parties[id_].example for id_ in one.about),
    )
