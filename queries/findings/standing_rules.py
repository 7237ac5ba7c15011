"""Rules about assignments that have stood where they are for longer than a threshold, and those that nobody answers for (§6.5.1).

Each list is read from its index, as far as the run wants findings. What has no date is in no list: unknown, and no finding.
"""

import heapq
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from itertools import islice
from typing import Any

from model.findings import Finding, find_certainty
from model.language import JoinedText, Text, _
from model.text.names import term_of
from model.vocabulary.assignment_state import AssignmentProgress, assess_progress
from model.vocabulary.decisions import TRAIL, StepKind
from model.vocabulary.finding_rules import FindingRule
from model.vocabulary.period import format_day
from queries.findings.rule_run import RuleFindings, RuleRun, take_most
from queries.findings.rule_words import describe_age, describe_times, find_last_day
from queries.questions.balance import ASSIGNMENT_DETAILS, build_steps
from queries.questions.decisions import entities_of, tell_decision_ended, tell_uncertain
from queries.questions.standing_lists import UNKNOWN_DAY, StandingLists
from queries.server.catalogue import cite_query

_Row = dict[str, Any]
_Place = tuple[str, str, StepKind | None]
"""Since when an assignment stands at its step, its id, and the step."""
ANY_VERIFICATION = "findings/any-verification"
NO_VERIFICATIONS = Text(
    "The landscape records no verifications: all that has been executed or reported back for longer than the limit is found here."
)
ROW_COLUMNS = (
    "assignment", "decision", "name", "name_en", "case_number", "kind", "party", "addressee", "addressee_en", "forum",
    "forum_name", "forum_name_en", "owner", "certainty", "example", "evidence",
)  # fmt: skip
"""The details in the row of each of these findings, beside what its rule adds."""


NEVER_COMMUNICATED = _("“{decision}” was taken {since}, and no step says that it was communicated to {addressee}: {age}.")
REOPENED_UNCOMMUNICATED = _(
    "“{decision}” was resumed {since}, and no step says that it was ever communicated to {addressee}: {age}."
)
NO_LINE_DECISION = _(
    "“{decision}” was communicated to {addressee} {since}, and no step says that a line decision was taken there: {age}."
)
NOT_REPORTED_BACK = _("“{decision}” was executed by {addressee} {since}, and no step says that it was reported back: {age}.")
EXECUTION_UNVERIFIED = _("“{decision}” was executed {since}, as {addressee} says, and no step says that it was verified: {age}.")
REPORT_UNVERIFIED = _("“{decision}” was reported back {since} by {addressee}, and no step says that it was verified: {age}.")
WAITING_SENTENCES: Mapping[FindingRule, Mapping[StepKind | None, str]] = {
    FindingRule.NEVER_COMMUNICATED: {
        None: NEVER_COMMUNICATED,
        StepKind.TAKEN: NEVER_COMMUNICATED,
        StepKind.RESUMED: REOPENED_UNCOMMUNICATED,
    },
    FindingRule.NO_LINE_DECISION: {StepKind.COMMUNICATED: NO_LINE_DECISION},
    FindingRule.NOT_REPORTED_BACK: {StepKind.EXECUTED: NOT_REPORTED_BACK},
    FindingRule.NEVER_VERIFIED: {StepKind.EXECUTED: EXECUTION_UNVERIFIED, StepKind.REPORTED_BACK: REPORT_UNVERIFIED},
}
"""Of each rule on a wait, what it says of an assignment at a step."""
WAITS = (FindingRule.NEVER_COMMUNICATED, FindingRule.NO_LINE_DECISION, FindingRule.NOT_REPORTED_BACK)
"""The rules on a wait for the next step."""


def _find_waiting(rule: FindingRule, run: RuleRun) -> RuleFindings:
    """Find open assignments that have been at one of the steps for longer than the threshold, longest first; none on hold."""
    lists = StandingLists(run.reader, run.on, run.most + 1)
    until = find_last_day(run)
    places = heapq.merge(*(_list_step(lists.at_step(step, until), step) for step in WAITING_SENTENCES[rule]))
    return _take_standing(run, lists, places, partial(_make_unpaused, rule))


find_never_communicated = partial(_find_waiting, FindingRule.NEVER_COMMUNICATED)
find_no_line_decision = partial(_find_waiting, FindingRule.NO_LINE_DECISION)
find_not_reported_back = partial(_find_waiting, FindingRule.NOT_REPORTED_BACK)


def find_never_verified(run: RuleRun) -> RuleFindings:
    """Find what an addressee says is executed or reported back, and neither forum nor coordinator has verified.

    A note says so if no step at all is a verification.
    """
    lists, until = StandingLists(run.reader, run.on, run.most + 1), find_last_day(run)
    executed, reported = StepKind.EXECUTED, StepKind.REPORTED_BACK
    places = heapq.merge(_list_step(lists.at_step(executed, until), executed), _list_step(lists.unverified(until), reported))
    found = _take_standing(run, lists, places, _make_unverified)
    if found.findings and not run.reader.read(ANY_VERIFICATION, on=run.on).rows:
        return replace(found, note=NO_VERIFICATIONS)
    return found


def find_unowned(run: RuleRun) -> RuleFindings:
    """Find open assignments that no function answers for, those longest at their step first."""
    lists = StandingLists(run.reader, run.on, run.most + 1)
    return _take_standing(run, lists, _list_step(lists.unowned(), None), _make_unowned)


def find_deferred_often(run: RuleRun) -> RuleFindings:
    """Find open assignments that were deferred at least as many times as the threshold since they were opened."""
    lists = StandingLists(run.reader, run.on, run.most + 1)
    places = ((times, id_, None) for times, id_ in lists.deferred(run.threshold or 1))
    return _take_standing(run, lists, places, _make_deferred)


def _list_step(places: Iterable[tuple[str, str]], step: StepKind | None) -> Iterator[_Place]:
    return ((since, id_, step) for since, id_ in places)


def _take_standing(
    run: RuleRun, lists: StandingLists, places: Iterable[Any], make: Callable[[RuleRun, Any, _Row], Finding | None]
) -> RuleFindings:
    """Return the first findings that `make` makes of the places with their details; it returns None for what is no finding."""

    def make_all() -> Iterator[Finding]:
        rest = (place for place in places if run.wants(place[1]))
        while some := list(islice(rest, run.most + 1)):
            details = read_standing_details(run, [id_ for _since, id_, _step in some])
            made = (make(run, place, details[place[1]]) for place in some if place[1] in details)
            yield from (finding for finding in made if finding)

    found = take_most(make_all(), run)
    return RuleFindings(found.findings, None) if lists.cut else found


def read_standing_details(run: RuleRun, ids: list[str]) -> dict[str, _Row]:
    """Return the details of assignments by id."""
    details = run.reader.read(ASSIGNMENT_DETAILS, ids=ids, on=run.on).rows if ids else []
    return {row["assignment"]: row for row in details}


def _assess(row: _Row) -> AssignmentProgress:
    """Return the progress of an assignment with its details, without its own date."""
    return assess_progress(None, build_steps(row["assignment"], row["trail"]))


def _make_waiting(rule: FindingRule, run: RuleRun, place: _Place, row: _Row) -> Finding:
    since, _id, step = place
    sentence = Text(
        WAITING_SENTENCES[rule][step],
        decision=term_of(row),
        addressee=term_of(row, "addressee"),
        since=since,
        age=describe_age(run, rule, since),
    )
    return make_assignment_finding(run, rule, sentence, row, step=step, since=since)


def _make_unpaused(rule: FindingRule, run: RuleRun, place: _Place, row: _Row) -> Finding | None:
    """Return the finding; None if the assignment is on hold or deferred, and the date of that has not passed (domain.md §7).

    What was reopened is a finding if nothing before tells that the addressee knows of it.
    """
    until = _assess(row).paused_until
    if place[2] == StepKind.RESUMED and any(StepKind.of(kind) in TRAIL[1:] for _id, kind, *_days in row["trail"]):
        return None
    return None if until and until >= run.on else _make_waiting(rule, run, place, row)


def _make_unverified(run: RuleRun, place: _Place, row: _Row) -> Finding | None:
    return None if _assess(row).verified else _make_waiting(FindingRule.NEVER_VERIFIED, run, place, row)


def _make_unowned(run: RuleRun, place: _Place, row: _Row) -> Finding:
    now = _assess(row)
    since = None if place[0] == UNKNOWN_DAY else place[0]
    step = StepKind.of(now.step).term if now.step else Text("no step on record")
    sentence = Text(
        "No function answers for “{decision}” with {addressee}: {step}{since}.",
        decision=term_of(row),
        addressee=term_of(row, "addressee"),
        step=step,
        since=Text(" since {day}", day=since) if since else "",
    )
    return make_assignment_finding(run, FindingRule.NO_OWNER, sentence, row, step=now.step, since=since)


def _make_deferred(run: RuleRun, place: tuple[int, str, None], row: _Row) -> Finding:
    deferred = [step for step in build_steps(row["assignment"], row["trail"]) if step.kind == StepKind.DEFERRED and step.until]
    last = max(deferred, key=lambda step: (step.on, step.id), default=None)
    sentence = Text(
        "“{decision}” was deferred {times} with {addressee}{last}.",
        decision=term_of(row),
        addressee=term_of(row, "addressee"),
        times=describe_times(run, FindingRule.DEFERRED_OFTEN, place[0]),
        last=Text(", last on {day} to {until}", day=last.on, until=format_day(str(last.until), last.until_words)) if last else "",
    )
    return make_assignment_finding(run, FindingRule.DEFERRED_OFTEN, sentence, row, deferrals=place[0])


def make_assignment_finding(run: RuleRun, rule: FindingRule, sentence: Text, row: _Row, **more: Any) -> Finding:
    """Return the finding about an assignment; `row` holds its details, `more` what the rule adds to them."""
    return Finding(
        rule=rule,
        sentence=JoinedText((sentence, *tell_decision_ended(row), *tell_uncertain(row)), ""),
        about=(row["assignment"],),
        entities=entities_of(row),
        asked=cite_query(ASSIGNMENT_DETAILS, {"ids": [row["assignment"]], "on": run.on}),
        rows=({name: row[name] for name in ROW_COLUMNS} | more,),
        evidence=tuple(row["evidence"]),
        certainty=find_certainty(row["certainty"]),
        example=row["example"],
    )


def find_of_assignment(run_of: Callable[[FindingRule], RuleRun | None], row: _Row) -> Iterator[Finding]:
    """Yield what these rules find of one assignment, without their lists; `row` says where it stands, with its details.

    `run_of` returns the run of a rule, or None if the rule is not used.
    """
    now = _assess(row)
    since = now.since or (row["taken_on"] if now.step is None else None) or UNKNOWN_DAY
    place = (since, row["assignment"], now.step)
    for rule in WAITS if now.open else ():
        if (run := run_of(rule)) and now.step in WAITING_SENTENCES[rule] and since <= find_last_day(run):
            yield from filter(None, [_make_unpaused(rule, run, place, row)])
    if (run := run_of(FindingRule.NO_OWNER)) and now.open and not row["owner"]:
        yield _make_unowned(run, place, row)
    if (run := run_of(FindingRule.DEFERRED_OFTEN)) and now.open and (now.deferrals or 0) >= (run.threshold or 1):
        yield _make_deferred(run, (now.deferrals or 0, row["assignment"], None), row)
    done = now.step == StepKind.EXECUTED if now.open else now.step == StepKind.REPORTED_BACK
    if (run := run_of(FindingRule.NEVER_VERIFIED)) and done and since <= find_last_day(run):
        yield from filter(None, [_make_unverified(run, place, row)])
