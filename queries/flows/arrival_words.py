"""What reaches a municipality or a party, as sentences."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from model.language import JoinedText, Localizable, PluralText, Text
from model.text.names import join_names
from queries.flows.arrivals import KindArrivals
from queries.flows.day_flows import DayFlow, count_existing, count_uncertain
from queries.flows.loss_words import MOST_SOURCES_NAMED, NO_KIND, LossNames

MOST_CHANNELS_TOLD = 3


def describe_arrivals(whole: Localizable, found: KindArrivals, members: int) -> Localizable:
    """Return from how many a kind of flow comes to how many of the parties, of which standing that is, and by which channels.

    The flows that parties of a place send each other are told, but not counted.
    """
    parts = [_describe_givers(whole, found, members), *_describe_channels(found.flows)]
    if found.within:
        own = PluralText(
            "{n} flow between its own parties is not counted.",
            "{n} flows between its own parties are not counted.",
            n=len(found.within),
        )
        parts.append(own)
    return JoinedText(parts, " ")


def _describe_channels(flows: Sequence[DayFlow]) -> Iterator[Localizable]:
    counts = Counter(flow.channel for flow in flows if flow.channel)
    for channel, n in counts.most_common(MOST_CHANNELS_TOLD):
        yield Text(
            "Through {channel} go {n} of {all} flows; a channel is not counted among those on whom it hangs.",
            channel=channel, n=n, all=len(flows),
        )  # fmt: skip


def _describe_givers(whole: Localizable, found: KindArrivals, members: int) -> Localizable:
    givers = len({one.giver for one in found.arrivals})
    words = {
        "whole": whole,
        "kind": found.kind.term,
        "givers": PluralText("{n} party", "{n} parties", n=givers),
        "standing": _describe_standing(found),
    }
    if members == 1:
        return Text("{whole} gets {kind} from {givers}: {standing}.", **words)
    return PluralText(
        "{whole} gets {kind} from {givers}, to {n} of its parties: {standing}.",
        "{whole} gets {kind} from {givers}, to {n} of its parties: {standing}.",
        n=len(found.takers),
        **words,
    )


def _describe_standing(found: KindArrivals) -> Localizable:
    n, all_, uncertain = count_existing(found.flows), len(found.flows), count_uncertain(found.flows)
    if n == all_:
        said = Text("all of it exists")
    elif n:
        said = Text("{n} of {all} flows exist, the others are only proposed", n=n, all=all_)
    else:
        said = Text("nothing of it is said to exist today, all is only proposed")
    if not uncertain:
        return said
    if uncertain == all_:
        return JoinedText((said, Text("and uncertain")), " ")
    return JoinedText((said, Text("uncertain: {n} of {all} flows", n=uncertain, all=all_)), "; ")


def describe_hanging(found: KindArrivals, names: LossNames, whole: Localizable) -> Localizable | None:
    """Return on whom all that comes by a kind of flow hangs; None if nothing comes from any source outside."""
    cut = found.cut
    if not cut.reached:
        return None
    if len(cut.parties) > 1:
        return Text(
            "It hangs on no party alone: {n} would have to fall away before {no_kind} from those outside that are sources "
            "reaches {whole}.",
            n=len(cut.parties),
            no_kind=NO_KIND[found.kind],
            whole=whole,
        )
    party = names.list(cut.parties)
    if not found.sources and found.more_begins_on_the_way:
        return Text(
            "All {kind} from those that are sources begins with {party}; without that, only what begins on the way comes.",
            kind=found.kind.term, party=party,
        )  # fmt: skip
    if not found.sources:
        text = Text("All of it begins with {party}: without that, {no_kind} comes.", party=party, no_kind=NO_KIND[found.kind])
    else:
        sources = names.list(found.sources, MOST_SOURCES_NAMED)
        text = Text(
            "Without {party}, {no_kind} from {sources} reaches {whole}.",
            party=party, no_kind=NO_KIND[found.kind], sources=sources, whole=whole,
        )  # fmt: skip
    more = Text("What begins on the way can still come.")
    return JoinedText((text, more), " ") if found.more_begins_on_the_way else text


def describe_no_flows(whole: Localizable, missing: Sequence[KindArrivals]) -> Localizable:
    """Return of which kinds no flow is on record; where only existing ones count, how many are proposed."""
    words = {"kinds": join_names([one.kind.term for one in missing], len(missing)), "whole": whole}
    if proposed := sum(one.proposed for one in missing):
        return PluralText(
            "No flow of {kinds} that exists today leads to {whole}, as far as is on record; {n} is proposed.",
            "No flow of {kinds} that exists today leads to {whole}, as far as is on record; {n} are proposed.",
            n=proposed,
            **words,
        )
    return Text("No flow of {kinds} to {whole} is on record: whether any comes is not known.", **words)


def describe_returns(
    whole: Localizable, asked: Sequence[DayFlow], lost: Sequence[DayFlow], unknown: Text | None, proposed: int = 0
) -> Localizable:
    """Return whether what is asked for or ordered comes back: all of it, how much of it, or that it is not known.

    `proposed` is how many proposed flows there are that are not counted.
    """
    if not asked and proposed:
        return PluralText(
            "Nothing that {whole} asks for or orders today is on record; {n} flow of that is proposed.",
            "Nothing that {whole} asks for or orders today is on record; {n} flows of that are proposed.",
            n=proposed,
            whole=whole,
        )
    if not asked:
        return Text("Nothing that {whole} asks for or orders is on record: whether answers come is not known.", whole=whole)
    words = {"whole": whole, "all": len(asked)}
    if unknown is not None:
        return JoinedText((Text("{whole} asks for support or orders.", **words), unknown), " ")
    if lost:
        return PluralText(
            "Of what {whole} asks for or orders, {n} of {all} flows gets no answer:",
            "Of what {whole} asks for or orders, {n} of {all} flows get no answer:",
            n=len(lost),
            **words,
        )
    if not count_existing(asked):
        return PluralText(
            "What {whole} asks for or orders ({n} flow, only proposed) has a way back for the answer.",
            "All that {whole} asks for or orders ({n} flows, only proposed) has a way back for the answer.",
            n=len(asked),
            whole=whole,
        )
    return PluralText(
        "What {whole} asks for or orders ({n} flow) has a way back for the answer.",
        "All that {whole} asks for or orders ({n} flows) has a way back for the answer.",
        n=len(asked),
        whole=whole,
    )


def describe_unreached(
    whole: Localizable, names: Localizable, unreached: int, members: int, existing: bool = False
) -> Localizable:
    """Return which parties of a place no flow on record reaches; with `existing`, none that exists today."""
    if not members:
        return Text("No party of {whole} is on record on this day.", whole=whole)
    if not unreached:
        return Text("Some flow on record reaches every party of {whole}.", whole=whole)
    if members == unreached == 1 and not existing:
        return Text("No flow on record reaches {names}, the only party of {whole}.", names=names, whole=whole)
    words: dict[str, Any] = {"n": unreached, "all": members, "whole": whole, "names": names}
    if existing:
        return PluralText(
            "No flow that exists today reaches {n} of {all} parties of {whole}, as far as is on record: {names}.",
            "No flow that exists today reaches {n} of {all} parties of {whole}, as far as is on record: {names}.",
            **words,
        )
    return PluralText(
        "No flow on record reaches {n} of {all} parties of {whole}: {names}.",
        "No flow on record reaches {n} of {all} parties of {whole}: {names}.",
        **words,
    )
