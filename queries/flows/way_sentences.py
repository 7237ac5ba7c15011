"""Sentences about the ways between two parties: how many, how independent, what standing, which kind; or why there is none."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from model.findings import ProvenSentence, find_certainty
from model.graphs.ways import Way, count_hops, find_independent_ways, find_passed_by_all, turn_around
from model.language import JoinedText, Localizable, PluralText, Text
from model.text.names import join_names
from model.vocabulary.flows import FlowKind
from model.vocabulary.record import Certainty, Standing
from queries.flows.day_flows import DayFlow, DayFlows
from queries.flows.way_search import FlowGraph, WaySearch, join_parallel, split_by_kind

WAYS_NEAREST = "ways-nearest"
"""The rule of the sentence that says what is nearest to a way; without rows, nothing joins the two in any direction."""
_Names = Mapping[str, Localizable]
_Row = Mapping[str, Any]


def describe_found(
    search: WaySearch, at_home: int, existing: FlowGraph, names: _Names, rows: Sequence[_Row]
) -> Iterator[ProvenSentence]:
    """Yield the sentences about the ways of a search.

    So many independent ways stay `at_home`, in the municipalities of the ends; `existing` are the existing flows, `rows` tell the
    ways in order.
    """
    independent = [row for row in rows if row["independent"]]
    yield _prove(search, "ways-shortest", _describe_shortest(search, names), rows[:1])
    yield _prove(search, "ways-independent", _describe_independence(search, names), independent)
    if elsewhere := [row for row in independent if row["elsewhere"]]:
        yield _prove(search, "ways-elsewhere", _describe_elsewhere(elsewhere, len(independent), at_home), elsewhere)
    if Standing.PROPOSED in search.flows.standings:
        yield _prove(search, "ways-existing", _describe_existing(search, existing), rows[:1])
    if not _leads((flow for flow in search.flows.flows if flow.certainty != Certainty.UNCERTAIN), search):
        yield _prove(search, "ways-uncertain", Text("Every way rests on something that is uncertain."), rows[:1])
    if len(search.flows.kinds) > 1:
        yield _prove(search, "ways-kinds", _describe_kinds(search, names), rows[:1])


def _prove(search: WaySearch, rule: str, sentence: Localizable, rows: Sequence[_Row]) -> ProvenSentence:
    return ProvenSentence(
        rule=rule,
        sentence=sentence,
        entities=tuple(dict.fromkeys((search.source, search.target, *(id_ for row in rows for id_ in row["parties"])))),
        asked=search.flows.asked,
        rows=tuple(rows),
        evidence=tuple(dict.fromkeys(place for row in rows for place in row["evidence"])),
        certainty=find_certainty(*(row["certainty"] for row in rows)),
        example=any(row["example"] for row in rows),
    )


def _describe_shortest(search: WaySearch, names: _Names) -> Text:
    best = search.ways[0]
    words: dict[str, Any] = {
        "source": names[search.source],
        "target": names[search.target],
        "chain": JoinedText((names[id_] for id_ in best), " → "),
        "hops": PluralText("{n} hop", "{n} hops", n=len(best) - 1),
        "n": len(search.ways),
    }
    if search.more:
        return PluralText(
            "More than {n} way leads from {source} to {target}. The shortest has {hops}: {chain}.",
            "More than {n} ways lead from {source} to {target}. The shortest has {hops}: {chain}.",
            **words,
        )
    return PluralText(
        "{n} way leads from {source} to {target}. It has {hops}: {chain}.",
        "{n} ways lead from {source} to {target}. The shortest has {hops}: {chain}.",
        **words,
    )


def _describe_independence(search: WaySearch, names: _Names) -> Localizable:
    count, direct = len(search.independent), len(search.ways[0]) == 2
    if count == 1 and direct:
        return Text("It leads there directly, and there is no way through anybody else.")
    if count == 1:
        passed = find_passed_by_all(search.onwards, search.ways[0])
        return PluralText(
            "Every way passes {parties}. Without that party, no way is left.",
            "Every way passes {parties}. Without any one of these {n} parties, no way is left.",
            n=len(passed),
            parties=join_names([names[id_] for id_ in passed], len(passed)),
        )
    if direct:
        return Text(
            "{n} ways are independent of each other, one of them direct: it stays even if all parties in between fall away.",
            n=count,
        )
    return Text(
        "{n} ways are independent of each other: no party is in two of them, and {n} must fall away before no way is left.",
        n=count,
    )


def _describe_elsewhere(elsewhere: Sequence[_Row], independent: int, at_home: int) -> Localizable:
    """Return how many of the independent ways lead through parties of other municipalities than those of the ends."""
    places = [*dict.fromkeys(place for row in elsewhere for place in row["elsewhere"])]
    return PluralText(
        "{n} of these {all} ways leads through another municipality ({places}); without such parties, {left} are left.",
        "{n} of these {all} ways lead through other municipalities ({places}); without such parties, {left} are left.",
        n=len(elsewhere),
        all=independent,
        places=join_names(places, len(places)),
        left=at_home,
    )


def _describe_existing(search: WaySearch, existing: FlowGraph) -> Localizable:
    ways = find_independent_ways(existing.onwards, search.source, search.target)
    if not ways:
        return Text("No way exists as a whole yet: each has a flow that is only proposed.")
    return PluralText(
        "Existing flows alone make {n} independent way.",
        "Existing flows alone make {n} independent ways.",
        n=len(ways),
    )


def _leads(flows: Iterator[DayFlow], search: WaySearch) -> bool:
    """Return whether some flows alone lead from the one party to the other."""
    onwards: dict[str, list[str]] = {}
    for flow in flows:
        onwards.setdefault(flow.source, []).append(flow.target)
    return search.target in count_hops(onwards, search.source)


def _describe_kinds(search: WaySearch, names: _Names) -> Text:
    alone = [kind for kind in FlowKind if _leads((flow for flow in search.flows.flows if flow.kind == kind), search)]
    if alone:
        return Text("Of one kind all the way: {kinds}.", kinds=JoinedText(kind.term for kind in alone))
    return Text(
        "No kind goes all the way. The shortest way: {parts}.",
        parts=join_parts(split_by_kind(search.hops, search.ways[0]), names),
    )


def join_parts(parts: Iterable[_Row], names: _Names) -> JoinedText:
    """Return parts of a way in words: "demand to X, order to Y"."""
    return JoinedText(Text("{kinds} to {party}", kinds=join_kinds(part["kinds"]), party=names[part["target"]]) for part in parts)


def join_kinds(kinds: Sequence[str]) -> JoinedText:
    """Return kinds of flow in words: "demand/order"."""
    return JoinedText((FlowKind.of(kind).term for kind in kinds), "/")


def describe_lack(search: WaySearch, every: DayFlows, names: _Names, miss: Way) -> Iterator[ProvenSentence]:
    """Yield the sentences about a search that found no way: how far both parties reach, and what lacks least of a way."""
    reached = len(count_hops(search.onwards, search.source)) - 1
    reaching = len(count_hops(turn_around(search.onwards), search.target)) - 1
    sentence = Text(
        "No way leads from {source} to {target}{limits}. {source} reaches {reached}, and {target} is reached by {reaching}.",
        source=names[search.source],
        target=names[search.target],
        limits=_describe_limits(search.flows),
        reached=_count_parties(reached),
        reaching=_count_parties(reaching),
    )
    yield _prove(search, "ways-none", sentence, ())
    lacking = JoinedText(_list_lacking(search, every, names, miss), "; ")
    if miss:
        nearest = Text("The nearest to a way: {chain}. It lacks {lacking}.", chain=_chain(names, miss), lacking=lacking)
    else:
        nearest = Text("No flow of any kind joins them, in any direction.")
    yield _prove_miss(search, every, nearest, miss)


def _chain(names: _Names, way: Way) -> JoinedText:
    return JoinedText((names[id_] for id_ in way), " – ")


def _count_parties(n: int) -> Localizable:
    return PluralText("{n} party", "{n} parties", n=n) if n else Text("nobody")


def _describe_limits(flows: DayFlows) -> JoinedText:
    parts: list[Text] = []
    if len(flows.kinds) < len(FlowKind):
        parts.append(Text(" by flows of {kinds} alone", kinds=join_kinds(flows.kinds)))
    if Standing.PROPOSED not in flows.standings:
        parts.append(Text(" by what exists alone"))
    return JoinedText(parts, "")


def _list_lacking(search: WaySearch, every: DayFlows, names: _Names, miss: Way) -> Iterator[Text]:
    every_hop = join_parallel(every.flows)
    for source, target in pairwise(miss):
        words: dict[str, Any] = {"source": names[source], "target": names[target]}
        if (source, target) in search.hops:
            continue
        if forward := every_hop.get((source, target)):
            kinds = join_kinds(list(dict.fromkeys(flow.kind for flow in forward)))
            if all(flow.standing == Standing.PROPOSED for flow in forward):
                yield Text("a flow from {source} to {target}, where {kinds} is proposed", kinds=kinds, **words)
            else:
                yield Text("a flow of the kind asked about from {source} to {target}, where {kinds} flows", kinds=kinds, **words)
        else:
            yield Text("a flow from {source} to {target}, where there is only one back", **words)


def _prove_miss(search: WaySearch, every: DayFlows, sentence: Text, miss: Way) -> ProvenSentence:
    every_hop = join_parallel(every.flows)
    flows = [flow for a, b in pairwise(miss) for flow in (*every_hop.get((a, b), ()), *every_hop.get((b, a), ()))]
    return ProvenSentence(
        rule=WAYS_NEAREST,
        sentence=sentence,
        entities=tuple(dict.fromkeys((search.source, search.target, *miss))),
        asked=every.asked,
        rows=tuple(flow._asdict() for flow in flows),
        evidence=(),
        certainty=find_certainty(*(flow.certainty for flow in flows)),
        example=any(flow.example for flow in flows),
    )
