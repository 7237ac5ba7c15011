"""What is new, gone and remaining since an earlier day or revision.

What was answered then is answered again: by today's rules, as of that day, from the landscape as it was known at its end
(`queries.review.past`). If too much has been written since, it is asked as of the day from what is known now, and the answer
says so.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Literal

from model.errors import NotUnderstood, QueryTooSlow
from model.findings import Finding
from model.language import Localizable, Text
from model.text.timestamps import local_day_of
from model.vocabulary.finding_rules import FindingRule
from model.vocabulary.record import validate_date
from queries.archive.checkout import find_change_of_revision
from queries.archive.publishing import find_revision
from queries.memory.history import find_last_change, parse_change_number
from queries.memory.undoing import read_entry
from queries.review.past import MOST_TAKEN_BACK, ask_as_known, count_operations_since
from queries.review.running import MOST_RUN, RuleReport, run_alone, run_rules
from queries.review.time_limit import RuleWatch, read_in_time
from queries.server.graph import Graph, Reader

CHANGE_PREFIX = "change-"
FEW_TAKEN_BACK = 200
"""Up to so many operations are taken back anew for each rule, so that no transaction that takes back is open for long."""
KnownFrom = Literal["then", "now"]
"""Whether an earlier day is asked from what was known then, or from what is known now."""


@dataclass(frozen=True, slots=True)
class PastMoment:
    """An earlier day, the last change that was known then, and the number of the revision, if it is the moment of one.

    Otherwise it is the end of the day, or the moment after the change if it was asked for `by_change`.
    """

    day: str
    change: int
    revision: int | None = None
    by_change: bool = False

    def describe(self) -> Localizable | str:
        """Return the moment as it was asked for, with its day."""
        if self.revision is not None:
            return Text("revision {number} ({day})", number=self.revision, day=self.day)
        return Text("change {number} ({day})", number=self.change, day=self.day) if self.by_change else self.day


@dataclass(frozen=True, slots=True)
class Comparison:
    """The findings that are new and gone since an earlier moment, the worst first, and how many remain.

    Muted findings count like all others. `incomplete` are the rules that found too many to compare
    them all at one of the moments, or did not finish.
    """

    since: PastMoment
    known: KnownFrom
    new: Sequence[Finding]
    gone: Sequence[Finding]
    remaining: Sequence[Finding]
    incomplete: Sequence[FindingRule]

    def as_json(self) -> dict[str, Any]:
        """Return the comparison as plain JSON values; `new` and `remaining` are ids of findings."""
        return {
            "day": self.since.day,
            "change": self.since.change,
            "revision": self.since.revision,
            "known": self.known,
            "complete": not self.incomplete,
            "incomplete": [str(rule) for rule in self.incomplete],
            "new": [finding.id for finding in self.new],
            "remaining": [finding.id for finding in self.remaining],
            "gone": [finding.as_json() for finding in self.gone],
        }


def find_past_moment(graph: Graph, since: str) -> PastMoment:
    """Return the moment of a day, of a change as `change-7`, or of a revision as `2`. Raises NotUnderstood, NotFound."""
    if since.startswith(CHANGE_PREFIX) and (number := parse_change_number(since)) is not None:
        return PastMoment(local_day_of(read_entry(graph, number)["at"]), number, by_change=True)
    if since.isdecimal() and len(since) < 8:  # a date without hyphens has 8 digits
        revision = find_revision(graph, int(since))
        return PastMoment(local_day_of(revision.at), find_change_of_revision(graph, revision.number), revision.number)
    try:
        day = validate_date(since)
    except ValueError:
        text = Text("'{said}' is neither a revision, a change nor a date", said=since)
        way_out = Text("Write a revision as 2, a change as change-7, a date as YYYY-MM-DD.")
        raise NotUnderstood(text, (), way_out) from None
    return PastMoment(day, find_last_change(graph, day))


def compare_with_past(
    graph: Graph, now: Sequence[RuleReport], since: PastMoment, rules: Collection[FindingRule], take_back: bool
) -> Comparison:
    """Compare a whole run with one of an earlier moment; `take_back` allows it to be asked as it was known.

    A rule that was left out of one of them, because it took too long, is not compared.
    """
    left_out = {report.rule for report in now if not report.done}
    then, known = run_rules_then(graph, since, [rule for rule in rules if rule not in left_out], take_back)
    return compare_reports(now, then, since, known)


def compare_reports(now: Sequence[RuleReport], then: Sequence[RuleReport], since: PastMoment, known: KnownFrom) -> Comparison:
    """Compare two runs. A rule that did not finish in one of them is not compared."""
    left_out = {report.rule for report in (*then, *now) if not report.done}
    before, after = (_index_findings(reports, left_out) for reports in (then, now))
    cut = {report.rule for report in (*then, *now) if report.left_out != 0}
    return Comparison(
        since,
        known,
        [finding for id_, finding in after.items() if id_ not in before],
        [finding for id_, finding in before.items() if id_ not in after],
        [finding for id_, finding in after.items() if id_ in before],
        [rule for rule in FindingRule if rule in cut | left_out],
    )


def compares_by_rule(graph: Graph, since: PastMoment, known: KnownFrom) -> bool:
    """Return whether rules are compared one by one: not where much has to be taken back for each."""
    return known == "now" or count_operations_since(graph, since.change) <= FEW_TAKEN_BACK


def run_then(graph: Graph, since: PastMoment, rules: Sequence[FindingRule], known: KnownFrom) -> Sequence[RuleReport]:
    """Run some rules as of an earlier moment; none if nothing was known then. Those that take too long say so."""
    if not since.change:
        return []
    if known == "then" and count_operations_since(graph, since.change):
        return _ask_then(graph, since, rules)
    return [run_alone(graph, since.day, MOST_RUN, rule) for rule in rules]


def _ask_then(graph: Graph, since: PastMoment, rules: Sequence[FindingRule]) -> Sequence[RuleReport]:
    try:
        return ask_as_known(graph, since.change, lambda reader: run_rules(reader, since.day, MOST_RUN, rules))
    except QueryTooSlow:
        return graph.read_in_transaction(lambda reader: run_rules(reader, since.day, MOST_RUN, rules, RuleWatch(rules)))


def choose_known(graph: Graph, since: PastMoment, take_back: bool = True) -> KnownFrom:
    """Return whether an earlier moment can be asked from what was known then: if not too much was written since."""
    operations = count_operations_since(graph, since.change)
    return "then" if not operations or not since.change or (take_back and operations <= MOST_TAKEN_BACK) else "now"


def _index_findings(reports: Sequence[RuleReport], left_out: Collection[FindingRule]) -> dict[str, Finding]:
    return {
        finding.id: finding for report in reports if report.rule not in left_out for finding in (*report.findings, *report.muted)
    }


def run_rules_then(
    graph: Graph, since: PastMoment, rules: Collection[FindingRule], take_back: bool
) -> tuple[list[RuleReport], KnownFrom]:
    """Run the rules as of an earlier moment. Return what they found, and whether that is from what was known then or is now."""

    def run(reader: Reader, watch: RuleWatch) -> list[RuleReport]:
        return run_rules(reader, since.day, MOST_RUN, rules, watch)

    known = choose_known(graph, since, take_back)
    if not since.change:
        return [], known
    if known == "then" and count_operations_since(graph, since.change):
        return ask_as_known(graph, since.change, partial(run, watch=RuleWatch())), known
    return read_in_time(graph, run, rules), known
