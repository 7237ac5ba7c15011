"""Rules about the members of forums: whether they are on record (§6.4.1)."""

from model.vocabulary.record import Standing
from queries.findings.rule_run import RuleFindings, RuleRun, take_most
from queries.representation.states import ALL_FORUMS, read_representatives
from queries.representation.unrecorded_forums import list_unrecorded, make_unrecorded_findings
from queries.server.catalogue import cite_query


def find_unrecorded_forums(run: RuleRun) -> RuleFindings:
    """Find forums without members on record, those first whose members would settle most. Reads all forums and seats."""
    standings = [str(standing) for standing in Standing]
    asked = {"on": run.on, "standings": standings}
    found = read_representatives(run.reader, run.on, standings)
    ranked = list_unrecorded(run.reader, found, run.on)
    taken = take_most(make_unrecorded_findings(found, ranked, cite_query(ALL_FORUMS, asked)), run.most)
    return RuleFindings(taken.findings, None if found.cut else max(0, len(ranked) - run.most))
