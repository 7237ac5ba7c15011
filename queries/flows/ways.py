"""The ways between two parties (§6.4.4, bil. 6): the shortest, how many are independent, what each carries, and the way back.

A way is a chain of parties, none of them twice. Parallel flows between the same two are one hop of it, which tells each of them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

from model.errors import NotUnderstood
from model.findings import Answer, ProvenSentence
from model.graphs.ways import Way, find_independent_ways
from model.language import Localizable, Term, Text
from queries.flows.day_flows import (
    DayFlow,
    DayFlows,
    FlowDetails,
    find_elsewhere,
    read_day_flows,
    read_flow_details,
    read_flow_parties,
)
from queries.flows.feeds import FLOW_DIRECTIONS, find_feeds, read_name_on_day, worst_of
from queries.flows.losses import keep_belonging
from queries.flows.way_search import FlowGraph, WaySearch, find_nearest_miss, keep_flow_graph, search_ways, split_by_kind
from queries.flows.way_sentences import WAYS_NEAREST, describe_found, describe_lack
from queries.landscape.parties import find_party
from queries.landscape.places import read_places
from queries.questions.parameters import USUAL_HOPS, FeedsQuestion, option_of
from queries.server.graph import Graph, Reader

MOST_PARALLEL = 20
"""The largest number of parallel flows of a hop that are told one by one; `count` counts them all."""
_Row = dict[str, Any]


def answer_feeds(graph: Graph, question: FeedsQuestion) -> Answer:
    """Answer `find_feeds`, or `find_ways` if `to` is given, for parties given by id, name or alias.

    Raises NotFound, NotUnderstood.
    """
    party = find_party(graph, question.party)
    if question.to is None:
        return find_feeds(graph, question.model_copy(update={"party": party}))
    unfit = [*(["hops"] if question.hops != USUAL_HOPS else []), *question.given("most", "after")]
    if unfit:
        options = ", ".join(map(option_of, unfit))
        text = Text("{options} does not go with --to: ways have any length, and no pages", options=options)
        raise NotUnderstood(text, (), Text("Say how many ways to show with --ways N."))
    return find_ways(graph, question.model_copy(update={"party": party, "to": find_party(graph, question.to)}))


def find_ways(graph: Graph, question: FeedsQuestion) -> Answer:
    """Return the ways from `question.party` to `question.to` (ids) on a day, and those back.

    There is a row for each of the shortest ways, of equal ones those of existing, certain and not invented flows first, then for
    each way of a largest independent set that is not among them: `direction`, `number` (None for the latter), `hops`, `parties`,
    `names`, `legs` (per hop: its ends, `kinds`, `count` and the flows), `carried` (which kinds go how far), `standing`,
    `certainty` and `example` of its best flows, `independent`, `elsewhere` (names of municipalities that it passes and neither
    end is of), `evidence`. Raises NotUnderstood if both parties are the same.
    """
    party, to = question.party, question.to or ""
    if party == to:
        text = Text("a way leads from one party to another, and both are '{party}'", party=party)
        raise NotUnderstood(text, (), Text("Name another party with --to."))
    return graph.read_in_transaction(lambda reader: _answer_ways(reader, question, party, to))


def _answer_ways(reader: Reader, question: FeedsQuestion, party: str, to: str) -> Answer:
    on, wanted = question.on, [way for way in reversed(FLOW_DIRECTIONS) if question.direction in (way, "both")]
    every = read_day_flows(reader, on)
    flows = every.choose(question.kind, question.existing)
    graph = keep_flow_graph(reader, flows)
    existing = keep_flow_graph(reader, flows.choose(existing=True))
    ends = {id_: read_name_on_day(reader, id_, on) for id_ in (party, to)}
    rows: list[_Row] = []
    sentences: list[ProvenSentence] = []
    for direction in wanted:
        search = search_ways(graph, *((party, to) if direction == "down" else (to, party)), question.ways)
        more_rows, more_sentences = _tell_search(reader, *_stay_at_home(reader, search), every, existing, ends)
        rows += ({"direction": direction, **row} for row in more_rows)
        apart = any(sentence.rule == WAYS_NEAREST and not sentence.rows for sentence in sentences)
        sentences += (sentence for sentence in more_sentences if not (apart and sentence.rule == WAYS_NEAREST))
    chosen = {"ways": question.ways, "kinds": list(flows.kinds), "standings": list(flows.standings)}
    return Answer("ways", {"party": party, "to": to, "directions": wanted, **chosen}, on, rows, sentences, every.cut)


def _stay_at_home(reader: Reader, search: WaySearch) -> tuple[WaySearch, int]:
    """Return how many independent ways pass no municipality but those of the ends, and the search with these if they are as many.

    Where neither end is of a municipality, nobody is elsewhere.
    """
    belonging = keep_belonging(reader)
    own = {belonging.find_municipality_of(end) for end in (search.source, search.target)}
    if own == {None} or not search.ways:
        return search, len(search.independent)
    passed = {id_ for targets in search.onwards.values() for id_ in targets}
    home = {id_ for id_ in passed if belonging.find_municipality_of(id_) in {*own, None}} | {search.source}
    onwards = {id_: [one for one in targets if one in home] for id_, targets in search.onwards.items() if id_ in home}
    found = find_independent_ways(onwards, search.source, search.target)
    return (replace(search, independent=found) if len(found) == len(search.independent) else search), len(found)


def _tell_search(
    reader: Reader, search: WaySearch, at_home: int, every: DayFlows, existing: FlowGraph, ends: Mapping[str, Localizable]
) -> tuple[list[_Row], list[ProvenSentence]]:
    """Return the rows and the sentences of a search."""
    miss = () if search.ways else find_nearest_miss(search, every)
    parties = read_flow_parties(reader, every.on, {id_ for way in (*search.told, miss) for id_ in way})
    terms = {id_: party.name for id_, party in parties.items()}
    names = {**terms, **ends}
    if not search.ways:
        return [], [*describe_lack(search, every, names, miss)]
    told = {flow for way in search.told for hop in pairwise(way) for flow in search.hops[hop][:MOST_PARALLEL]}
    details = read_flow_details(reader, told)
    rows = [_make_way_row(search, way, number, terms, details) for number, way in enumerate(search.told, 1)]
    places = read_places(reader).rows
    for way, row in zip(search.told, rows, strict=True):
        row["elsewhere"] = [places[place]["name"] for place in find_elsewhere(parties, way)]
    return rows, [*describe_found(search, at_home, existing, names, rows)]


def _make_way_row(
    search: WaySearch, way: Way, number: int, names: Mapping[str, Term], details: Mapping[str, FlowDetails]
) -> _Row:
    hops = [search.hops[hop] for hop in pairwise(way)]
    best = [parallel[0] for parallel in hops]
    flows = [flow._asdict() for flow in best]
    return {
        "number": number if number <= len(search.ways) else None,
        "hops": len(hops),
        "parties": list(way),
        "names": [names[id_].sv for id_ in way],
        "names_en": [names[id_].en for id_ in way],
        "carried": split_by_kind(search.hops, way),
        "legs": [_make_leg(parallel, details) for parallel in hops],
        "standing": worst_of(flows, "standing"),
        "certainty": worst_of(flows, "certainty"),
        "example": any(flow.example for flow in best),
        "independent": way in search.independent,
        "evidence": list(dict.fromkeys(place for flow in best for place in details[flow.flow].evidence)),
    }


def _make_leg(parallel: Sequence[DayFlow], details: Mapping[str, FlowDetails]) -> _Row:
    return {
        "source": parallel[0].source,
        "target": parallel[0].target,
        "kinds": list(dict.fromkeys(flow.kind for flow in parallel)),
        "count": len(parallel),
        "flows": [_make_flow_row(flow, details[flow.flow]) for flow in parallel[:MOST_PARALLEL]],
    }


def _make_flow_row(flow: DayFlow, details: FlowDetails) -> _Row:
    carries = details.carries
    said = {"carries": carries and carries.sv, "carries_en": carries and carries.en, "channel": details.channel}
    return {**flow._asdict(), **said, "evidence": list(details.evidence)}
