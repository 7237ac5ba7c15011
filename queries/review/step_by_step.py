"""What `landskap findings` and `landskap today` answer, worked out rule by rule, with what is ready shown (`Background`).

The last state of each is what the command answers; the states before hold the rules that are ready.
"""

from collections.abc import Iterator, Sequence

from model.errors import QueryTooSlow
from model.findings import Row
from model.language import PluralText, Text
from model.vocabulary.finding_rules import FindingRule
from queries.landscape.registers import count_records_kept
from queries.questions.parameters import FindingsQuestion, TodayQuestion
from queries.review.answering import FindingsAnswer, answer_findings, choose_rules
from queries.review.briefing import Briefing, DayDates, brief_day, brief_empty, read_day_dates, settle_today
from queries.review.comparing import choose_known, compare_reports, compares_by_rule, run_then
from queries.review.finding_groups import order_groups
from queries.review.running import MOST_RUN, RuleReport, order_rules, run_alone
from queries.server.background import WorkState
from queries.server.graph import Graph

COMPARING = Text("What is new is still being compared.")


def work_out_findings(graph: Graph, question: FindingsQuestion) -> Iterator[WorkState[FindingsAnswer]]:
    """Yield the answer to `landskap findings` as more and more of its rules are ready. The comparison is the last step."""
    rules = order_rules(choose_rules(question))
    parts: list[FindingsAnswer] = []
    for n, rule in enumerate(rules):
        yield WorkState(merge_answers(question, parts), len(rules) - n, _tell_left(len(rules) - n, len(rules)))
        parts.append(_answer_rule(graph, question, rule))
    if question.since:
        yield WorkState(merge_answers(question, parts), 1, COMPARING)
        yield WorkState(answer_findings(graph, question))
    else:
        yield WorkState(merge_answers(question, parts))


def _tell_left(left: int, rules: int) -> Text:
    """Return how many rules are not ready yet."""
    return PluralText(
        "{n} of {rules} rules is still being worked out.", "{n} of {rules} rules are still being worked out.", n=left, rules=rules
    )


def _answer_rule(graph: Graph, question: FindingsQuestion, rule: FindingRule) -> FindingsAnswer:
    """Answer for one rule; if it takes too long, its report says so."""
    alone = question.model_copy(update={"rule": (rule,), "since": None})
    try:
        return answer_findings(graph, alone)
    except QueryTooSlow:
        return FindingsAnswer(alone, [run_alone(graph, question.on, 0, rule)], {})


def merge_answers(question: FindingsQuestion, parts: Sequence[FindingsAnswer]) -> FindingsAnswer:
    """Return the answer to a question from the answers to the same question for some of its rules each."""
    groups: list[Row] = [row for part in parts for row in part.groups]
    return FindingsAnswer(
        question,
        [report for part in parts for report in part.reports],
        {id_: mute for part in parts for id_, mute in part.mutes.items()},
        groups=order_groups(groups),
        on_assignments=frozenset[str]().union(*(part.on_assignments for part in parts)),
    )


def work_out_today(graph: Graph, question: TodayQuestion) -> Iterator[WorkState[Briefing]]:
    """Yield the answer to `landskap today` as more and more rules are ready, each compared with the moment before.

    Where much has to be taken back for that moment, all rules are compared in the last step.
    """
    question, since = settle_today(graph, question)
    if not any(count_records_kept(graph).values()):
        yield WorkState(brief_empty(question, since))
        return
    known, rules = choose_known(graph, since), order_rules(tuple(FindingRule))
    begun = brief_day(question, DayDates(), [], compare_reports([], [], since, known), whole=False)
    yield WorkState(begun, len(rules), _tell_left(len(rules), len(rules)))
    dates = read_day_dates(graph, question, since)
    now: list[RuleReport] = []
    then: list[RuleReport] = []
    one_by_one = compares_by_rule(graph, since, known)

    def brief(compared_rules: int, whole: bool) -> Briefing:
        reports = now[:compared_rules]
        compared = compare_reports(reports, then, since, known)
        return brief_day(question, dates, now, compared, whole)

    for n, rule in enumerate(rules):
        yield WorkState(brief(len(then), False), len(rules) - n, _tell_left(len(rules) - n, len(rules)))
        now.append(run_alone(graph, question.on, MOST_RUN, rule))
        if one_by_one:
            then += run_then(graph, since, [rule], known)
    if not one_by_one:
        yield WorkState(brief(0, False), 1, COMPARING)
        then += run_then(graph, since, rules, known)
    yield WorkState(brief(len(rules), True))
