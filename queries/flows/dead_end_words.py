"""Dead ends in words: where a flow ends, and whether it is so of what exists or only of what is proposed."""

from collections.abc import Mapping

from model.language import Localizable, PluralText, Text
from model.text.names import join_names
from model.vocabulary.finding_rules import FindingRule
from queries.flows.day_flows import FlowParty
from queries.flows.dead_ends import DeadEnd, DeadEndSearch

MOST_ENDS_NAMED = 5
"""The largest number of parties in a sentence."""


def describe_dead_end(one: DeadEnd, parties: Mapping[str, FlowParty]) -> Localizable:
    """Return the sentence about a dead end, of whose parties `parties` has the first MOST_ENDS_NAMED."""
    first, *rest = (parties[id_].name for id_ in one.about)
    match one.rule:
        case FindingRule.DEMAND_ENDS:
            names = [parties[id_].name if id_ in parties else id_ for id_ in one.ends]
            ends = join_names(names, MOST_ENDS_NAMED)
            return Text("Demand from {party} ends at {ends} and reaches no educator.", party=first, ends=ends)
        case FindingRule.SUPPORT_UNANSWERED | FindingRule.ORDER_UNDELIVERED:
            return describe_unanswered(one.rule, first, rest[0])
        case FindingRule.ONE_SIDED_FORUM:
            return _describe_forum(one, first)
    if parties[one.about[0]].sort == "forum":
        return Text("No flow on record leads to {party} or from it.", party=first)
    return Text("No flow on record reaches {party}, nor a forum where it sits or a network that represents it.", party=first)


def describe_unanswered(rule: FindingRule, party: Localizable, asked: Localizable) -> Text:
    """Return that a party asks one or several for support, or orders from them, and nothing comes back."""
    words = {"party": party, "asked": asked}
    if rule == FindingRule.ORDER_UNDELIVERED:
        return Text("From {party} an order goes to {asked}, and no delivery comes back, directly or through others.", **words)
    return Text(
        "From {party} a request for support goes to {asked}, and neither delivery nor information comes back, directly or "
        "through others.",
        **words,
    )


def _describe_forum(one: DeadEnd, forum: Localizable) -> PluralText:
    takes = one.flows[0].target == one.about[0]
    others = {flow.source if takes else flow.target for flow in one.flows}
    if takes:
        return PluralText(
            "{n} party gives to {forum}, and nobody gets from it.", "{n} parties give to {forum}, and nobody gets from it.",
            n=len(others), forum=forum,
        )  # fmt: skip
    return PluralText(
        "{n} party gets from {forum}, and nobody gives to it.", "{n} parties get from {forum}, and nobody gives to it.",
        n=len(others), forum=forum,
    )  # fmt: skip


def describe_dead_end_standing(one: DeadEnd, search: DeadEndSearch) -> Text | str:
    """Return whether it is so of what exists, and whether what is proposed would mend it."""
    if not one.flows:
        return ""
    if not one.exists:
        return Text(" All of it is only proposed, and nothing proposed would mend it.")
    if one.mended:
        return Text(" So it is today; what is proposed would mend it.")
    return Text(" Nor would what is proposed mend it.") if search.has_proposed else ""
