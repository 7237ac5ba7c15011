"""What is lost without some parties, as sentences, with what of it rests on proposals."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from model.graphs.cuts import SmallestCut
from model.language import JoinedText, Localizable, PluralText, Term, Text
from model.text.names import join_names
from model.vocabulary.flows import FlowKind
from queries.flows.day_flows import FlowParty
from queries.flows.losses import Loss

MOST_NAMED, MOST_SOURCES_NAMED, MOST_IN_SET_NAMED = 5, 3, 20
"""Parties cut off, sources, and parties of a smallest set, that a sentence names; the rows have all."""
NO_KIND: Mapping[FlowKind, Text] = {
    FlowKind.DEMAND: Text("no demand"),
    FlowKind.DELIVERY: Text("no delivery"),
    FlowKind.SUPPORT: Text("no request for support"),
    FlowKind.ORDER: Text("no order"),
    FlowKind.INFORMATION: Text("no information"),
}

SAME_COUNTING = Text("That holds with and without what is proposed.")
WITH_PROPOSALS = Text("That counts what is proposed.")
ONLY_EXISTING = Text("That counts only what exists.")


@dataclass(frozen=True, slots=True)
class LossNames:
    """The names of parties, levels, areas and places by id, and the ids of the parties' municipalities."""

    parties: Mapping[str, FlowParty]
    levels: Mapping[str, Term]
    areas: Mapping[str, Term]
    municipality_of: Mapping[str, str]
    places: Mapping[str, Term]

    def name(self, party: str) -> Localizable:
        """Return the name of a party; of a function, with that word before it."""
        known = self.parties.get(party)
        if known is None:
            return Term(party, party)
        return Text("the function {name}", name=known.name) if known.sort == "function" else known.name

    def list(self, parties: Sequence[str], most: int = MOST_NAMED) -> Localizable:
        """Return the names of parties, the last after "and"; of many the first, and how many more there are."""
        return join_names([self.name(party) for party in parties], most)


def describe_loss(loss: Loss, names: LossNames) -> Localizable:
    """Return who gets nothing at all, told first, and who loses only what comes from the sources."""
    party = names.list(loss.without, len(loss.without))
    parts: list[Localizable] = []
    if loss.nothing:
        words: dict[str, Any] = {
            "party": party,
            "no_kind": NO_KIND[loss.kind],
            "nothing": names.list(loss.nothing),
            "n": len(loss.nothing),
        }
        if len(loss.nothing) > MOST_NAMED:
            parts.append(Text("Without {party}, {n} parties get {no_kind} at all: {nothing}.", **words))
        else:
            text = PluralText("Without {party}, {nothing} gets {no_kind} at all.",
                              "Without {party}, {nothing} get {no_kind} at all.", **words)  # fmt: skip
            parts.append(text)
    if rest := [one for one in loss.cut_off if one not in loss.nothing]:
        sources = names.list(loss.sources, MOST_SOURCES_NAMED) if loss.sources else party
        parts.append(_describe_rest(loss, rest, party, sources, names))
    return JoinedText(parts, " ")


def _describe_rest(loss: Loss, rest: Sequence[str], party: Localizable, sources: Localizable, names: LossNames) -> Localizable:
    words: dict[str, Any] = {"party": party, "kind": loss.kind.term, "sources": sources, "rest": names.list(rest), "n": len(rest)}
    if loss.nothing and len(rest) > MOST_NAMED:
        return Text(
            "{n} more are no longer reached by {kind} from any source ({sources}), only by what begins on the way: {rest}.",
            **words,
        )
    if loss.nothing:
        return PluralText(
            "{rest} is no longer reached by {kind} from any source ({sources}), only by what begins on the way.",
            "{rest} are no longer reached by {kind} from any source ({sources}), only by what begins on the way.",
            **words,
        )
    if len(rest) > MOST_NAMED:
        return Text(
            "Without {party}, {n} parties are no longer reached by {kind} from any source ({sources}), only by what begins on "
            "the way: {rest}.",
            **words,
        )
    return PluralText(
        "Without {party}, {rest} is no longer reached by {kind} from any source ({sources}), only by what begins on the way.",
        "Without {party}, {rest} are no longer reached by {kind} from any source ({sources}), only by what begins on the way.",
        **words,
    )


def is_same_loss(one: Loss, other: Loss) -> bool:
    """Return whether the same parties are cut off from the same sources, however it was counted.

    Sources do not matter to those that get nothing at all.
    """
    mine, others = (
        (cut_off := set(loss.cut_off), nothing := set(loss.nothing), set(loss.sources) if cut_off - nothing else set())
        for loss in (one, other)
    )
    return mine == others


def describe_counting(loss: Loss, other: Loss | None, recorded: int = 0) -> Localizable | str:
    """Return what the sentence about a loss counts, and how it is when counted in the `other` way; nothing if that is the same.

    `other` is None where no flow of the kind is proposed, or where only what exists was asked for. `recorded` counts those that
    lose something to whom a flow that exists leads.
    """
    if other is None:
        return ""
    if is_same_loss(loss, other):
        return JoinedText((" ", SAME_COUNTING), "")
    if set(loss.parties) == set(other.parties):  # by other sources
        return JoinedText((" ", WITH_PROPOSALS if loss.counted == "all" else ONLY_EXISTING), "")
    less = len(other.parties)
    if loss.counted == "all":
        if not less and not recorded:
            return Text(" Today no such flow is on record: so it will be once what is proposed exists.")
        if not less:
            return Text(
                " So it will be once what is proposed exists; today such flows are on record to {n} of them, by other ways.",
                n=recorded,
            )
        return PluralText(
            " That counts what is proposed: counting only what exists, {n} party is cut off.",
            " That counts what is proposed: counting only what exists, {n} parties are cut off.",
            n=less,
        )
    if not less:
        return Text(" That counts only what exists: with what is proposed, nobody is cut off.")
    return PluralText(
        " That counts only what exists: with what is proposed, {n} party is cut off.",
        " That counts only what exists: with what is proposed, {n} parties are cut off.",
        n=less,
    )


def describe_spread(parties: Sequence[str], names: LossNames) -> Localizable | str:
    """Return how many of the parties are of which level, area and municipality; nothing for few parties."""
    if len(parties) <= MOST_NAMED:
        return ""
    known = [names.parties[party] for party in parties if party in names.parties]
    levels = _count([[party.level] for party in known], names.levels)
    areas = _count([party.areas for party in known], names.areas)
    located = [[names.municipality_of[party.id]] for party in known if party.id in names.municipality_of]
    municipalities = _count(located, names.places)
    found: list[Localizable] = [Text(" By level: {counts}.", counts=levels)] if levels else []
    found += [Text(" By area: {counts}.", counts=areas)] if areas else []
    found += [Text(" By municipality: {counts}.", counts=municipalities)] if municipalities else []
    return JoinedText(found, "")


def _count(groups: Sequence[Sequence[str]], names: Mapping[str, Term]) -> Localizable | None:
    counts = Counter(id_ for group in groups for id_ in group if id_ in names)
    parts = [JoinedText((names[id_], str(n)), " ") for id_, n in sorted(counts.items(), key=lambda item: (-item[1], item[0]))]
    return JoinedText(parts) if parts else None


def describe_weakened(loss: Loss, ways: Mapping[str, tuple[int, int]], names: LossNames) -> Localizable:
    """Return who keeps other ways, and of how many independent ways how many are left; `ways` are empty if not counted."""
    if not ways:
        return PluralText(
            "{n} party that {party} reaches with {kind} keeps other ways; how many was not counted.",
            "{n} parties that {party} reaches with {kind} keep other ways; how many was not counted.",
            n=len(loss.weakened),
            party=names.list(loss.without),
            kind=loss.kind.term,
        )
    fewer = [party for party, (before, left) in ways.items() if left < before]
    as_many = PluralText(
        "{n} party is reached with {kind} in as many independent ways as before.",
        "{n} parties are reached with {kind} in as many independent ways as before.",
        n=len(ways) - len(fewer),
        kind=loss.kind.term,
    )
    if not fewer:
        return as_many
    told = [
        Text("{party} ({left} of {ways})", party=names.name(party), left=ways[party][1], ways=ways[party][0])
        for party in fewer[:MOST_NAMED]
    ]
    more = Text(" and {n} more", n=len(fewer) - MOST_NAMED) if len(fewer) > MOST_NAMED else ""
    words = {"kind": loss.kind.term, "told": JoinedText(told), "more": more}
    text = Text("Fewer independent ways of {kind} are left to {told}{more}.", **words)
    return JoinedText((text, as_many), " ") if len(fewer) < len(ways) else text


def describe_place_cut(place: Localizable, cut: SmallestCut, loss: Loss, names: LossNames) -> Localizable:
    """Return on whom a place hangs for a kind of flow."""
    if not cut.reached:
        return Text("On record {no_kind} reaches {place} from outside.", no_kind=NO_KIND[loss.kind], place=place)
    words = {
        "place": place,
        "no_kind": NO_KIND[loss.kind],
        "parties": names.list(cut.parties, MOST_IN_SET_NAMED),
        "n": len(cut.parties),
        "reached": names.list(cut.reached),
    }
    if len(cut.parties) > 1:
        words["all"] = Text("both") if len(cut.parties) == 2 else Text("all {n}", n=len(cut.parties))
        text = Text(
            "{place} hangs on no single party: {parties} ({all}) would have to be lost before {no_kind} from those outside that "
            "are sources reaches {reached}.",
            **words,
        )
    elif loss.sources:
        words["sources"] = names.list(loss.sources, MOST_SOURCES_NAMED)
        text = Text("Without {parties} {no_kind} from {sources} reaches {place} ({reached}).", **words)
    else:
        text = Text(
            "Without {parties}, where it begins, {no_kind} from those that are sources reaches {place} ({reached}).", **words
        )
    return JoinedText((text, _describe_ties(cut, loss, names)), " ")


def _describe_ties(cut: SmallestCut, loss: Loss, names: LossNames) -> Text:
    """Return which others would do as well. A single source is not said to be lost for itself."""
    single = len(cut.parties) == 1
    interchangeable = [one for one in cut.interchangeable if not single or one not in loss.sources]
    if not interchangeable:
        return Text("No other single party would.") if single else Text("No other set that small would.")
    others = names.list(interchangeable)
    if single:
        return Text("Other single parties would, too: {others}.", others=others)
    return Text("Other sets of {n} would, too; also in one of them: {others}.", n=len(cut.parties), others=others)


def describe_parting(party: str, parts: Sequence[Sequence[str]], names: LossNames) -> Localizable:
    """Return who no longer sits together with the others, not even through others, without a party; the largest part stays.

    Where no part is the largest, all are told.
    """
    if len(parts[0]) == len(parts[1]):
        told = [Text("({names})", names=names.list(part)) for part in parts]
        return Text(
            "Without {party}, nothing joins these {n} groups, none larger than another: {groups}.",
            party=names.name(party), n=len(parts), groups=JoinedText(told),
        )  # fmt: skip
    apart = sorted(one for part in parts[1:] for one in part)
    return PluralText(
        "Without {party}, {apart} would be apart from the {n} other party or forum that seats join.",
        "Without {party}, {apart} would be apart from the {n} other parties and forums that seats join.",
        n=len(parts[0]),
        party=names.name(party),
        apart=Text("{n} parties and forums ({names})", n=len(apart), names=names.list(apart))
        if len(apart) > MOST_NAMED
        else names.list(apart),
    )
