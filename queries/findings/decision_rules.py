"""Rules about the trail of decisions: assignments that stand still, and steps out of order (§6.4.1, §6.5.1)."""

from functools import partial

from queries.findings.rule_run import RuleFindings, RuleRun, take_most
from queries.questions.decisions import make_disorder_finding, make_stall_finding, read_disordered, read_stalls
from queries.questions.parameters import StallsQuestion


def _find_stalls(against: str, run: RuleRun) -> RuleFindings:
    rows = read_stalls(run.reader, StallsQuestion(on=run.on, most=run.most))
    return take_most((make_stall_finding(row, run.on) for row in rows if row["against"] == against), run.most)


find_past_date = partial(_find_stalls, "own date")
find_past_pause = partial(_find_stalls, "pause")
find_past_usual_time = partial(_find_stalls, "usual time")


def find_steps_out_of_order(run: RuleRun) -> RuleFindings:
    """Find assignments with steps before their decision, or before steps that they should follow; also closed ones."""
    rows = read_disordered(run.reader, run.on, run.most + 1)
    return take_most((make_disorder_finding(row, run.on) for row in rows), run.most)
