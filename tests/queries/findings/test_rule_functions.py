"""The rules over what the questions find: each finds its own, the worst first, at most as many as are wanted."""

from hypothesis import given

from model.findings import Finding
from model.vocabulary.contents import Contents
from model.vocabulary.decisions import DayUnit, StepKind
from model.vocabulary.finding_rules import FindingRule
from queries.findings.rule_functions import RULE_FUNCTIONS
from queries.findings.rule_run import RuleRun
from queries.questions.decisions import find_stalled
from queries.questions.parameters import StallsQuestion
from queries.questions.stall_filters import PAST_RULES
from queries.server.graph import Graph
from tests.conftest import limit_examples
from tests.graphs import put
from tests.landscapes import DAYS, actor, assignment, concerns, decision, forum, landscape, landscapes, norm, step

ON = "2026-06-01"


def found(graph: Graph, rule: FindingRule, on: str = ON, most: int = 10) -> tuple[list[str], int | None]:
    """The ids of what a rule finds, and how many it left out."""
    result = graph.read_in_transaction(lambda reader: RULE_FUNCTIONS[rule](RuleRun(reader, on, None, DayUnit.DAYS, most)))
    return [finding.id for finding in result.findings], result.left_out


def stalled() -> Contents:
    owed = [
        assignment("egen", "b", "a", due="2026-05-01"),
        assignment("aldre", "b", "a", due="2026-04-01"),
        assignment("vilar", "b", "a"),
        assignment("vanlig", "b", "a"),
    ]
    steps = [
        step("vilar", StepKind.HELD, "2026-01-01", until="2026-02-01", reason="skäl"),
        step("vanlig", StepKind.TAKEN, "2026-01-01"),
    ]
    return landscape(actor("a"), decision("b", *owed, taken_on="2026-01-01"), steps, norm(StepKind.TAKEN, 14))


def test_each_kind_of_stall_has_a_rule_and_the_worst_comes_first(graph: Graph) -> None:
    put(graph, stalled())
    assert found(graph, FindingRule.PAST_DATE) == (["past-own-date/aldre", "past-own-date/egen"], 0)
    assert found(graph, FindingRule.PAST_PAUSE) == (["past-pause/vilar"], 0)
    assert found(graph, FindingRule.PAST_USUAL_TIME) == (["past-usual-time/vanlig"], 0)


def test_at_most_as_many_as_are_wanted_and_it_is_said_that_there_are_more(graph: Graph) -> None:
    put(graph, stalled())
    assert found(graph, FindingRule.PAST_DATE, most=1) == (["past-own-date/aldre"], None)
    assert found(graph, FindingRule.PAST_DATE, most=2)[1] == 0


def test_steps_out_of_order_are_found_also_of_what_is_closed_and_as_of_the_day(graph: Graph) -> None:
    steps = [
        step("u", StepKind.EXECUTED, "2026-02-01"),
        step("u", StepKind.COMMUNICATED, "2026-03-01"),
        step("u", StepKind.REPORTED_BACK, "2026-04-01"),
        step("fore", StepKind.TAKEN, "2025-12-31"),
        step("i-ordning", StepKind.TAKEN, "2026-01-01"),
        step("i-ordning", StepKind.EXECUTED, "2026-01-01"),
    ]
    owed = [assignment(id_, "b", "a") for id_ in ("u", "fore", "i-ordning")]
    put(graph, landscape(actor("a"), decision("b", *owed, taken_on="2026-01-01"), steps))
    assert found(graph, FindingRule.STEPS_OUT_OF_ORDER, most=1) == (["steps-out-of-order/fore"], None)
    assert found(graph, FindingRule.STEPS_OUT_OF_ORDER)[0] == ["steps-out-of-order/fore", "steps-out-of-order/u"]
    assert found(graph, FindingRule.STEPS_OUT_OF_ORDER, "2026-02-28")[0] == ["steps-out-of-order/fore"]


def test_a_repeated_step_and_a_new_round_are_in_order(graph: Graph) -> None:
    steps = [
        step("u", StepKind.COMMUNICATED, "2026-01-02"),
        step("u", StepKind.REPORTED_BACK, "2026-02-01"),
        step("u", StepKind.RESUMED, "2026-03-01"),
        step("u", StepKind.COMMUNICATED, "2026-03-02"),
    ]
    put(graph, landscape(actor("a"), decision("b", assignment("u", "b", "a")), steps))
    assert found(graph, FindingRule.STEPS_OUT_OF_ORDER) == ([], 0)


def test_an_area_without_a_forum(graph: Graph) -> None:
    put(graph, landscape(actor("a"), concerns("a", "gron"), concerns("a", "gul"), forum("f", "gron")))
    assert found(graph, FindingRule.AREA_WITHOUT_FORUM) == (["area-without-forum/gul"], 0)


@limit_examples(30)
@given(landscapes(), DAYS)
def test_the_four_rules_find_what_the_question_finds_each_its_own(graph: Graph, contents: Contents, on: str) -> None:
    put(graph, contents)
    stalls = (finding for finding in find_stalled(graph, StallsQuestion(on=on)).findings if isinstance(finding, Finding))
    wanted = [finding.id for finding in stalls if finding.rule != FindingRule.STEPS_OUT_OF_ORDER]
    for rule in PAST_RULES:
        assert found(graph, rule, on, most=100) == ([id_ for id_ in wanted if id_.startswith(f"{rule}/")], 0)
