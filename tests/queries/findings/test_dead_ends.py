"""Dead ends: each rule with a meeting and a breaking landscape, what exists and what is only proposed, and what is unknown."""

from typing import Any

from hypothesis import given

from model.vocabulary.contents import Contents
from model.vocabulary.finding_rules import DEAD_END_RULES, FindingRule
from model.vocabulary.flows import Flow, FlowKind
from model.vocabulary.record import Record, Standing
from model.vocabulary.registers import Area, Colour, Role
from queries.findings.dead_end_rules import answer_dead_ends
from queries.questions.parameters import DeadEndsQuestion
from queries.server.graph import Graph
from tests.conftest import limit_examples
from tests.graphs import empty_graph, put
from tests.landscapes import EVIDENCE, actor, concerns, flow, forum, landscape, landscapes, represents, seat
from tests.queries.findings.runs import ON, find_ids, find_one, run_rule

PROPOSED: Any = {"standing": Standing.PROPOSED}
DEMAND, SUPPORT, ORDER = FlowKind.DEMAND, FlowKind.SUPPORT, FlowKind.ORDER
DELIVERY, INFORMATION = FlowKind.DELIVERY, FlowKind.INFORMATION
ROLES: tuple[Record, ...] = (
    Role(id="arbetsgivare", name="Arbetsgivare", evidence=EVIDENCE),
    Area(id="gron", name="Grönt", order=1, colour=Colour.GREEN, roles=("arbetsgivare", "roll"), evidence=EVIDENCE),
)
"""The role `roll` is the educators': it meets employers in the green area and groups in the yellow one."""


def build(*records: Record) -> Contents:
    people = [actor("a", roles=("arbetsgivare",)), actor("e", roles=("roll",)), actor("b"), actor("c")]
    given = landscape([*people, *records])
    return Contents({record.key: record for record in (*given, *ROLES)}.values())


def test_demand_must_reach_an_educator_or_a_forum_where_one_sits(graph: Graph) -> None:
    put(graph, build(flow("a", "b"), flow("b", "c"), flow("b", "a")))
    assert find_one(graph, FindingRule.DEMAND_ENDS).sentence.in_("en") == ("Demand from A ends at C and reaches no educator.")
    put(graph, build(flow("a", "b"), flow("b", "c"), flow("c", "e", **PROPOSED)))
    assert find_one(graph, FindingRule.DEMAND_ENDS).sentence.in_("en").endswith("So it is today; what is proposed would mend it.")
    put(graph, build(flow("a", "b"), flow("b", "c"), flow("c", "e")))
    assert find_ids(graph, FindingRule.DEMAND_ENDS) == []
    handed_on = (forum("f"), flow("a", "f"), flow("f", "b"))
    put(graph, build(*handed_on, seat("f", "e"), seat("f", "c")))
    assert find_ids(graph, FindingRule.DEMAND_ENDS) == ["f"]  # the forum's own demand starts there, and ends at b
    put(graph, build(*handed_on, forum("g"), flow("b", "g"), seat("g", "c"), represents("c", "e")))
    assert find_ids(graph, FindingRule.DEMAND_ENDS) == []


def test_what_is_not_on_record_of_demand_is_unknown(graph: Graph) -> None:
    put(graph, landscape(actor("a"), actor("b"), flow("a", "b")))  # no role is told apart
    found = run_rule(graph, FindingRule.DEMAND_ENDS)
    assert found.findings == []
    assert found.note
    assert found.note.in_("en").startswith("Who employs and who educates is told by the roles of the green and the yellow area")
    put(graph, build(forum("f", "gul"), flow("a", "f")))
    found = run_rule(graph, FindingRule.DEMAND_ENDS)
    assert found.findings == []
    assert found.note
    assert found.note.in_("en") == "Of 1 more it is unknown: its demand reaches a forum without members on record."


def test_that_no_employer_gives_demand_is_told_and_so_is_a_party_without_flows(graph: Graph) -> None:
    put(graph, build(flow("b", "c"), flow("b", "c", SUPPORT), flow("c", "b", DELIVERY)))
    found = run_rule(graph, FindingRule.DEMAND_ENDS)
    assert found.note
    assert found.note.in_("en") == "No demand from any employer is on record: whether it reaches an educator is not known."
    rows = answer_dead_ends(graph, DeadEndsQuestion(on=ON, party="e", rule=("support-unanswered", "one-sided-forum"))).rows
    assert [row["unknown"]["en"] for row in rows] == ["No such flow to or from E is on record: not known."] * 2


def test_support_must_be_answered_by_delivery_or_information(graph: Graph) -> None:
    asked = flow("a", "b", SUPPORT)
    put(graph, build(asked, flow("b", "a", ORDER), flow("c", "a", DELIVERY)))
    assert find_ids(graph, FindingRule.SUPPORT_UNANSWERED) == ["a+b"]
    put(graph, build(asked, flow("b", "c", INFORMATION), flow("c", "a", DELIVERY)))
    assert find_ids(graph, FindingRule.SUPPORT_UNANSWERED) == []
    put(graph, build(asked, flow("b", "a", DELIVERY, **PROPOSED)))
    assert find_one(graph, FindingRule.SUPPORT_UNANSWERED).rows[0]["mended"]
    put(graph, build(flow("a", "b", SUPPORT, **PROPOSED), flow("b", "a", DELIVERY, **PROPOSED)))
    assert find_ids(graph, FindingRule.SUPPORT_UNANSWERED) == []


def test_without_any_delivery_on_record_it_is_unknown_whether_orders_are_answered(graph: Graph) -> None:
    put(graph, build(flow("a", "b", ORDER), flow("b", "a", INFORMATION)))
    found = run_rule(graph, FindingRule.ORDER_UNDELIVERED)
    assert found.findings == []
    assert found.note
    assert found.note.in_("en") == "No flow on record could bring an answer: whether any comes is unknown."
    put(graph, build(flow("a", "b", ORDER), flow("c", "b", DELIVERY)))
    assert find_ids(graph, FindingRule.ORDER_UNDELIVERED) == ["a+b"]


def test_forums_that_only_take_or_only_give(graph: Graph) -> None:
    put(
        graph,
        build(forum("f"), forum("g"), forum("h"), forum("i"), flow("a", "f"), flow("g", "b"), flow("a", "h"), flow("h", "b")),
    )
    found = {finding.about: finding.sentence.in_("en") for finding in run_rule(graph, FindingRule.ONE_SIDED_FORUM).findings}
    assert found == {
        ("f",): "1 party gives to F, and nobody gets from it.",
        ("g",): "1 party gets from G, and nobody gives to it.",
    }
    put(graph, build(forum("f"), flow("a", "f"), flow("f", "b", **PROPOSED)))
    assert find_one(graph, FindingRule.ONE_SIDED_FORUM).rows[0]["mended"]


def test_who_is_fed_by_nobody(graph: Graph) -> None:
    alone = (concerns("b", "gron"), concerns("c", "gron"), forum("f"), forum("g"), flow("a", "f"))
    put(graph, build(*alone, seat("f", "b")))
    assert find_ids(graph, FindingRule.NOT_FED) == ["c", "g"]
    put(graph, build(*alone, seat("f", "b"), flow("a", "g"), represents("f", "c")))
    assert find_ids(graph, FindingRule.NOT_FED) == []
    put(graph, build(concerns("b", "gron"), forum("f")))  # no flow at all: unknown
    assert find_ids(graph, FindingRule.NOT_FED) == []


def test_as_of_a_day(graph: Graph) -> None:
    put(graph, build(flow("a", "b", SUPPORT), flow("b", "a", DELIVERY, valid_to="2026-05-31"), flow("c", "b", DELIVERY)))
    assert find_ids(graph, FindingRule.SUPPORT_UNANSWERED, on="2026-05-31") == []
    assert find_ids(graph, FindingRule.SUPPORT_UNANSWERED, on="2026-06-01") == ["a+b"]


def test_the_command_lists_them_all(graph: Graph) -> None:
    put(graph, build(forum("f"), flow("a", "f", SUPPORT), flow("b", "c", DELIVERY), flow("b", "f", SUPPORT, **PROPOSED)))
    answer = answer_dead_ends(graph, DeadEndsQuestion(on=ON))
    counts = {row["rule"]: (row["count"], row["exists"]) for row in answer.rows}
    assert counts["support-unanswered"] == (2, 1)
    assert counts["one-sided-forum"] == (1, 1)
    assert [row["rule"] for row in answer.rows] == [str(rule) for rule in DEAD_END_RULES]
    only = answer_dead_ends(graph, DeadEndsQuestion(on=ON, party="B", rule=("support-unanswered",)))
    assert [finding.rows[0]["parties"] for finding in only.findings] == [["b", "f"]]
    assert answer_dead_ends(graph, DeadEndsQuestion(on=ON, existing=True, most=1)).rows[1]["count"] == 1


def test_sormland_programme_councils_get_no_answer(sormland_graph: Graph) -> None:
    """bil. 7 gives programme councils the right to escalate to the branch forums; §6.4.4 names only demand that comes down."""
    answer = answer_dead_ends(sormland_graph, DeadEndsQuestion(on=ON, most=50))
    counts = {row["rule"]: row["count"] for row in answer.rows}
    assert (counts["demand-ends"], counts["support-unanswered"], counts["order-undelivered"]) == (0, 15, 0)
    askers = {finding.rows[0]["parties"][0] for finding in answer.findings if finding.rule == FindingRule.SUPPORT_UNANSWERED}
    assert askers == {"programrad-yrkesprogram", "programrad-introduktionsprogram", "yrkesrad-komvux"}
    lonely = {finding.rows[0]["parties"][0] for finding in answer.findings if finding.rule == FindingRule.ONE_SIDED_FORUM}
    assert lonely == {"syv-natverket", "integrationssamordnarnatverket"}


@given(landscapes())
@limit_examples(60)
def test_support_and_orders_against_brute_force(graph: Graph, contents: Contents) -> None:
    put(empty_graph(graph), contents)
    living = {party.id: party for party in contents if hasattr(party, "former_ids")}
    flows = [
        one for one in contents if isinstance(one, Flow) and all(_holds(x) for x in (one, living[one.source], living[one.target]))
    ]
    for rule, kind, back in (
        (FindingRule.SUPPORT_UNANSWERED, SUPPORT, (DELIVERY, INFORMATION)),
        (FindingRule.ORDER_UNDELIVERED, ORDER, (DELIVERY,)),
    ):
        expected = set()
        for one in flows:
            exists = any(
                other.standing == Standing.EXISTING and (other.kind, other.source, other.target) == (kind, one.source, one.target)
                for other in flows
            )
            hops = {(x.source, x.target) for x in flows if x.kind in back and not (exists and x.standing == Standing.PROPOSED)}
            known = any(x.kind in back for x in flows)
            if one.kind == kind and known and one.source not in _reach(hops, one.target):
                expected.add((one.source, one.target))
        assert {tuple(finding.rows[0]["parties"]) for finding in run_rule(graph, rule).findings} == expected


def _holds(record: Any) -> bool:
    return bool((record.valid_from or ON) <= ON <= (record.valid_to or ON))


def _reach(hops: set[tuple[str, str]], start: str) -> set[str]:
    found = {start}
    while more := {b for a, b in hops if a in found} - found:
        found |= more
    return found
