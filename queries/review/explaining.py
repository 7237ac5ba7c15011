"""`landskap explain`: how a finding is known, run again; and with which change one that is no longer so went away."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from model.errors import NotFound, QueryTooSlow
from model.findings import Finding, make_finding_id
from model.history.change_history import Entry
from model.language import LANGUAGES, JoinedText, Localizable, Text
from model.text.describe import describe_record
from model.text.nearest import find_nearest
from model.vocabulary.assignment_state import sort_steps
from model.vocabulary.decisions import Assignment, Step
from model.vocabulary.finding_rules import RULE_FACTS, RULE_MEANINGS, FindingRule
from model.vocabulary.record import Record
from queries.findings.rule_functions import RULE_FUNCTIONS
from queries.findings.rule_settings import RuleInForce
from queries.journal.search import find_key
from queries.landscape.graph_records import GraphRecords
from queries.landscape.mutes import MuteInForce, read_mutes
from queries.memory.history import read_record_history
from queries.questions.parameters import ExplainQuestion
from queries.review.past import MOST_TAKEN_BACK, ask_as_known, count_operations_since
from queries.review.running import RuleReport, ask_rule, run_rules
from queries.review.time_limit import read_in_time, slow_rules_error
from queries.server.graph import Graph, Reader

MOST_CHANGES_TRIED = 5
"""So many of the latest changes of its records are taken back, one after another, to see with which a finding went away."""
MOST_SEARCHED = 1000
"""The largest number of findings of each rule among which an unknown one is looked for."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """How a finding is known. `finding` is None if it is not so on the day, or if a limit cut what the rule reads (`cut`).

    `records` are those that it names, each with its description. `answered` is how many rows its query gives. `changes` are the
    latest ones of the records that it is about, the newest first; `gone_with` is the one with which it went away, if known.
    `note` says what counts for all findings of the rule.
    """

    question: ExplainQuestion
    rule: FindingRule
    in_force: RuleInForce
    finding: Finding | None
    mute: MuteInForce | None
    records: Sequence[tuple[Record, Localizable]]
    answered: int
    changes: Sequence[Entry]
    gone_with: int | None
    cut: bool = False
    note: Text | None = None

    def as_json(self) -> dict[str, Any]:
        """Return the document that `--json` and the web answer with."""
        facts, section = RULE_FACTS[self.rule], RULE_FACTS[self.rule].section
        return {
            "question": self.question.name,
            "parameters": {"finding": self.question.finding},
            "on": self.question.on,
            "so": None if self.cut else self.finding is not None,
            "rule": {
                "id": str(self.rule),
                "name": _in_both(self.rule.term),
                "meaning": _in_both(RULE_MEANINGS[self.rule]),
                "section": _in_both(section) if not isinstance(section, str) else section,
                "severity": str(facts.severity),
                "version": facts.version,
                **self.in_force.as_json(),
            },
            "muted": {"until": self.mute.until, "reason": self.mute.reason} if self.mute else None,
            "finding": self.finding.as_json() if self.finding else None,
            "note": _in_both(self.note) if self.note else None,
            "answered": self.answered,
            "records": [
                {"type": record.label, "id": record.id, "sentence": _in_both(called), "evidence": list(record.evidence),
                 "certainty": str(record.certainty), "example": record.example}
                for record, called in self.records
            ],
            "changes": [{"number": entry.number, "at": entry.at, "who": entry.reason.who, "why": entry.reason.why}
                        for entry in self.changes],
            "gone_with": self.gone_with,
        }  # fmt: skip


def _in_both(text: Localizable) -> dict[str, str]:
    return {language: text.in_(language) for language in LANGUAGES}


def answer_explain(graph: Graph, question: ExplainQuestion, take_back: bool = True) -> Explanation:
    """Run the rule of a finding again and explain it. Raises NotFound with the nearest findings for an unknown one, QueryTooSlow.

    `take_back` allows earlier changes to be taken back for a moment, to see with which one it went away.
    """
    rule, about = parse_finding_id(graph, question.finding, question.on)
    id_ = make_finding_id(rule, about)

    def read(reader: Reader) -> tuple[RuleReport, dict[str, MuteInForce], Finding | None, int]:
        report = ask_rule(reader, question.on, rule, about)
        finding = next(iter(report.findings), None)
        answered = len(reader.read(finding.asked.query, **finding.asked.parameters).rows) if finding else 0
        return report, read_mutes(reader, question.on), finding, answered

    try:
        report, mutes, finding, answered = graph.read_in_transaction(read)
    except QueryTooSlow as error:
        raise slow_rules_error([rule]) from error
    cut = not finding and report.left_out != 0
    changes = _find_changes(graph, about, finding)
    gone_with = _find_end(graph, about, rule, question.on, changes) if take_back and not finding and not cut else None
    records = _describe_records(graph, finding.entities if finding else about)
    note, mute = report.note if finding else None, mutes.get(id_)
    return Explanation(question, rule, report.in_force, finding, mute, records, answered, changes, gone_with, cut, note)


def _describe_records(graph: Graph, ids: Iterable[str]) -> list[tuple[Record, Localizable]]:
    """Return the records of these ids and the steps of assignments among them, each with its description."""
    records = GraphRecords(graph)
    named = [record for id_ in ids for record in records.of_id(id_)]
    owed = [record.id for record in named if isinstance(record, Assignment)]
    named += sort_steps(records.find_naming(Step, "assignment", owed))
    return [(record, describe_record(record, records)) for record in {record.key: record for record in named}.values()]


def parse_finding_id(graph: Graph, said: str, on: str) -> tuple[FindingRule, list[str]]:
    """Return the rule and the records of a finding's id, also if it is no longer so. Raises NotFound with the nearest."""
    code, _, ids = said.strip().partition("/")
    rule = next((rule for rule in RULE_FUNCTIONS if rule == code), None)
    about = ids.split("+") if ids else []
    if rule and about and all(_is_known(graph, id_) for id_ in about):
        return rule, about
    reports = read_in_time(graph, lambda reader, watch: run_rules(reader, on, MOST_SEARCHED, watch=watch))
    known = [finding.id for report in reports for finding in (*report.findings, *report.muted)]
    near = find_nearest(said, known)
    way_out = Text("List them with: landskap findings")
    if near:
        way_out = Text("Did you mean {ids}? List them with: landskap findings", ids=JoinedText(near))
    raise NotFound(Text("there is no finding '{said}'", said=said), near, way_out)


def find_mutable(graph: Graph, said: str, on: str) -> tuple[FindingRule, list[str]]:
    """Return the rule and the records of a finding that is so on the day. Raises NotFound."""
    rule, about = parse_finding_id(graph, said, on)
    id_ = make_finding_id(rule, about)
    if not graph.read_in_transaction(partial(_find_again, about=about, rule=rule, on=on)):
        raise NotFound(
            Text("'{said}' is not so today: there is nothing to mute", said=said),
            (),
            Text("See why with: landskap explain {id}", id=id_),
        )
    return rule, about


def _is_known(graph: Graph, id_: str) -> bool:
    """Return whether the landscape has, or had, a record of that id."""
    try:
        return find_key(graph, id_)[1] == id_
    except NotFound:
        return False


def _find_again(reader: Reader, about: Sequence[str], rule: FindingRule, on: str) -> Finding | None:
    """Run the rule and return its finding about these records, muted or not."""
    return next(iter(ask_rule(reader, on, rule, about).findings), None)


def _find_changes(graph: Graph, about: Sequence[str], finding: Finding | None) -> list[Entry]:
    """Return the latest changes of the records that a finding is about, with those of their relations, the newest first."""
    most = 1 if finding else MOST_CHANGES_TRIED
    found = {entry.number: entry for id_ in about for entry in read_record_history(graph, find_key(graph, id_), most).entries}
    return [found[number] for number in sorted(found, reverse=True)[:most]]


def _find_end(graph: Graph, about: Sequence[str], rule: FindingRule, on: str, changes: Sequence[Entry]) -> int | None:
    """Return the number of the change before which the finding was so, looked at as of the same day; None if it never was."""
    for entry in changes:
        if count_operations_since(graph, entry.number - 1) > MOST_TAKEN_BACK:
            return None
        if ask_as_known(graph, entry.number - 1, partial(_find_again, about=about, rule=rule, on=on)):
            return entry.number
    return None
