"""Rules about how the work of forums is spread: many seats, the same members, no meetings; and about women and men."""

from model.vocabulary.record import list_standings
from queries.findings.rule_run import RuleFindings, RuleRun, take_most
from queries.representation.headcounts import HEADCOUNTS, find_uneven, make_sex_findings, read_sex_counts
from queries.representation.overlaps import list_loads, list_pairs
from queries.representation.spread import (
    LAST_MEETINGS,
    MEMBERS,
    list_quiet,
    make_load_finding,
    make_pair_finding,
    make_quiet_findings,
    read_member_seats,
)
from queries.server.catalogue import cite_query

_STANDINGS = list_standings()


def find_many_seats(run: RuleRun) -> RuleFindings:
    """Find parties and functions with seats in more forums than the threshold, those in most first."""
    seats, more_than = read_member_seats(run.reader, run.on, _STANDINGS), run.threshold or 0
    asked = cite_query(MEMBERS, {"on": run.on, "standings": _STANDINGS})
    loads = list_loads(seats.members, more_than)
    findings = (make_load_finding(seats, party, forums, more_than, asked) for party, forums in loads)
    return take_most(findings, run, cut=seats.answer.cut)


def find_same_members(run: RuleRun) -> RuleFindings:
    """Find pairs of forums that share at least the threshold of their members, those that share most first."""
    seats = read_member_seats(run.reader, run.on, _STANDINGS)
    asked = cite_query(MEMBERS, {"on": run.on, "standings": _STANDINGS})
    pairs = list_pairs(seats.members, run.threshold or 0)
    return take_most((make_pair_finding(seats, pair, asked) for pair in pairs), run, cut=seats.answer.cut)


def find_quiet_forums(run: RuleRun) -> RuleFindings:
    """Find existing forums that last met longer ago than the threshold, the longest ago first."""
    meetings = run.reader.read(LAST_MEETINGS, on=run.on)
    asked = cite_query(LAST_MEETINGS, {"on": run.on})
    return take_most(make_quiet_findings(list_quiet(meetings.rows, run.on, run.threshold or 0), asked), run, cut=meetings.cut)


def find_uneven_forums(run: RuleRun) -> RuleFindings:
    """Find forums where a sex has less than the threshold, though so many can be split evenly; the most uneven first."""
    least = run.threshold or 0
    counts = read_sex_counts(run.reader, run.on)
    asked = cite_query(HEADCOUNTS, {"on": run.on})
    return take_most(make_sex_findings(find_uneven(counts, least), least, asked), run, cut=counts.cut)
