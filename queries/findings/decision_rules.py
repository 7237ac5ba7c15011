"""Rules about the trail of decisions: assignments that stand still, and steps out of order (§6.4.1, §6.5.1)."""

from model.vocabulary.finding_rules import FindingRule
from queries.findings.rule_run import RuleFindings, RuleRun, take_most
from queries.questions.decisions import make_disorder_finding, make_stall_finding, read_disordered, read_past_pauses, read_stalls
from queries.questions.parameters import StallsQuestion


def find_past_date(run: RuleRun) -> RuleFindings:
    """Find assignments that are past their own date."""
    rows = read_stalls(run.reader, StallsQuestion(on=run.on, most=run.most), run.about)
    return take_most((make_stall_finding(row, run.on) for row in rows if row["against"] == "own date"), run)


def find_past_pause(run: RuleRun) -> RuleFindings:
    """Find assignments that are on hold or deferred past their date."""
    rows = read_past_pauses(run.reader, StallsQuestion(on=run.on, most=run.most), run.about)
    return take_most((make_stall_finding(row, run.on) for row in rows), run)


def find_past_usual_time(run: RuleRun) -> RuleFindings:
    """Find assignments without a date that are past the usual time of their step."""
    question = StallsQuestion(on=run.on, most=run.most, rule=FindingRule.PAST_USUAL_TIME)
    rows = read_stalls(run.reader, question, run.about)
    return take_most((make_stall_finding(row, run.on) for row in rows if row["against"] == "usual time"), run)


def find_awaited_reports(run: RuleRun) -> RuleFindings:
    """Find assignments that are executed and not reported back, whatever their dates; the first executed first."""
    question = StallsQuestion(on=run.on, most=run.most, rule=FindingRule.REPORT_AWAITED)
    rows = read_stalls(run.reader, question, run.about, executed=True)
    return take_most((make_stall_finding(row, run.on) for row in rows), run)


def find_steps_out_of_order(run: RuleRun) -> RuleFindings:
    """Find assignments with steps before their decision, or before steps that they should follow; also closed ones."""
    rows = read_disordered(run.reader, run.on, run.most + 1, run.about)
    return take_most((make_disorder_finding(row, run.on) for row in rows), run)
