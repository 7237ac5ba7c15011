"""A run of the rules in one read transaction: what each found, what of it is muted, and what was left out.

If the time limit does not suffice, the rule that took longest is left out and the others are run again.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from model.errors import QueryTooSlow
from model.findings import Finding
from model.language import LANGUAGES, Localizable, Text
from model.vocabulary.finding_rules import RULE_FACTS, FindingRule, Severity
from queries.findings.rule_functions import RULE_FUNCTIONS
from queries.findings.rule_run import RuleFindings, RuleRun
from queries.findings.rule_settings import RuleInForce, read_rules_in_force
from queries.landscape.mutes import MuteInForce, read_mutes
from queries.review.time_limit import RuleWatch
from queries.server.graph import Graph, Reader

MOST_RUN = 2_000
"""The largest number of findings of a rule where all are wanted."""
MOST_ASKED = 9_999
"""The largest number of findings that a rule is asked for, muted ones included: a query gives at most one row more."""
SEVERITY_ORDER = tuple(Severity)


@dataclass(frozen=True, slots=True)
class RuleReport:
    """The findings of a rule, the worst first. `muted` are those that are counted and not listed.

    `left_out` is how many more there are than were asked for; None is some, it is not known how many. `examples` is how many of
    those that are not muted rest on invented data; there may be more if `examples_known` is False. `note` says what counts for
    all of them. A rule that was left out of the run because it took too long is not `done`.
    """

    in_force: RuleInForce
    findings: Sequence[Finding] = ()
    muted: Sequence[Finding] = ()
    left_out: int | None = 0
    examples: int = 0
    examples_known: bool = True
    note: Text | None = None
    done: bool = True

    @property
    def rule(self) -> FindingRule:
        """Return the rule."""
        return self.in_force.rule

    @property
    def count(self) -> int | None:
        """Return how many findings the rule has that are not muted, or None if that is not known."""
        return None if self.left_out is None else len(self.findings) + self.left_out

    def as_json(self) -> dict[str, Any]:
        """Return the rule and its counts as plain JSON values, without the findings."""
        facts = RULE_FACTS[self.rule]
        return {
            "rule": str(self.rule),
            "name": {language: self.rule.term.in_(language) for language in LANGUAGES},
            "severity": str(facts.severity),
            "version": facts.version,
            **self.in_force.as_json(),
            "count": self.count,
            "listed": len(self.findings),
            "muted": len(self.muted),
            "examples": self.examples,
            "examples_known": self.examples_known,
            "note": {language: self.note.in_(language) for language in LANGUAGES} if self.note else None,
            "done": self.done,
        }


def run_rules(
    reader: Reader,
    on: str,
    most: int,
    chosen: Collection[FindingRule] = tuple(FindingRule),
    watch: RuleWatch | None = None,
) -> list[RuleReport]:
    """Run the chosen rules as of a day, the most serious first, for at most so many findings of each.

    Those that `watch` leaves out are not run; their reports say so.
    """
    watch = watch or RuleWatch()
    in_force, mutes = read_rules_in_force(reader, on), read_mutes(reader, on)
    reports = []
    for rule in order_rules(chosen):
        if rule in watch.left_out:
            reports.append(RuleReport(in_force[rule], left_out=None, examples_known=False, done=False))
            continue
        watch.begin(rule)
        reports.append(run_rule(reader, on, most, in_force[rule], mutes))
    return reports


def run_alone(graph: Graph, on: str, most: int, rule: FindingRule) -> RuleReport:
    """Run one rule in a transaction of its own; if it takes too long, its report says so."""
    try:
        return graph.read_in_transaction(lambda reader: run_rules(reader, on, most, [rule]))[0]
    except QueryTooSlow:
        return graph.read_in_transaction(lambda reader: run_rules(reader, on, most, [rule], RuleWatch([rule])))[0]


def order_rules(rules: Collection[FindingRule]) -> list[FindingRule]:
    """Return the rules that have a function, the most serious first, otherwise in their declared order."""
    known = [rule for rule in FindingRule if rule in rules and rule in RULE_FUNCTIONS]
    return sorted(known, key=lambda rule: SEVERITY_ORDER.index(RULE_FACTS[rule].severity))


def ask_rule(reader: Reader, on: str, rule: FindingRule, about: Collection[str]) -> RuleReport:
    """Run one rule as of a day for the finding about these records only, muted or not; `left_out` is 0 if it can be told."""
    in_force = read_rules_in_force(reader, on)[rule]
    if not in_force.used:
        return RuleReport(in_force)
    found = RULE_FUNCTIONS[rule](RuleRun(reader, on, in_force.threshold, in_force.unit, MOST_ASKED, frozenset(about)))
    return _split_muted(in_force, found, MOST_ASKED, {})


def run_rule(reader: Reader, on: str, most: int, in_force: RuleInForce, mutes: Mapping[str, MuteInForce]) -> RuleReport:
    """Run one rule as of a day; one that is not used finds nothing. What it finds is kept (`Reader.keep`)."""
    if not in_force.used:
        return RuleReport(in_force)
    muted = sum(finding.startswith(f"{in_force.rule}/") for finding in mutes)
    run = RuleRun(reader, on, in_force.threshold, in_force.unit, min(most + muted, MOST_ASKED))
    function = RULE_FUNCTIONS[in_force.rule]
    found = reader.keep((function, on, in_force, run.most), lambda: function(run))
    return _split_muted(in_force, found, most, mutes)


def _split_muted(in_force: RuleInForce, found: RuleFindings, most: int, mutes: Mapping[str, MuteInForce]) -> RuleReport:
    heard = [finding for finding in found.findings if finding.id not in mutes]
    muted = [finding for finding in found.findings if finding.id in mutes]
    left_out = None if found.left_out is None else found.left_out + len(heard[most:])
    examples = sum(finding.example for finding in heard)
    return RuleReport(in_force, heard[:most], muted, left_out, examples, found.left_out == 0, found.note)


def describe_invented(examples: int, known: bool = True) -> Localizable | str:
    """Return how many of the findings that were just counted rest on invented data, after a comma; nothing if none does."""
    if not examples:
        return ""
    return Text(", {n} of them invented", n=examples) if known else Text(", at least {n} of them invented", n=examples)


def describe_slow(rule: FindingRule) -> Text:
    """Return that a rule was left out because it took too long."""
    return Text("The rule {rule} did not finish in time and is left out.", rule=rule)
