"""The rules of the trail over random landscapes, against plain Python over the records."""

from datetime import date
from typing import NamedTuple

import networkx as nx
from hypothesis import given
from hypothesis import strategies as st

from model.vocabulary.contents import Contents, Party
from model.vocabulary.decisions import Assignment, Decision, Step, StepKind
from model.vocabulary.finding_rules import RULE_FACTS, FindingRule
from model.vocabulary.flows import Flow
from queries.questions.decisions import find_stalled
from queries.questions.parameters import StallsQuestion
from queries.server.graph import Graph
from tests.conftest import limit_examples
from tests.graphs import empty_graph, put
from tests.landscapes import landscapes
from tests.queries.findings.runs import run_rule

WAY = ("taken", "communicated", "line_decision", "executed", "reported_back")
ENDINGS = ("reported_back", "rejected", "superseded")
DEFERRALS = 1
STALL_RULES = {
    "own date": FindingRule.PAST_DATE, "pause": FindingRule.PAST_PAUSE, "usual time": FindingRule.PAST_USUAL_TIME
}  # fmt: skip


class Stand(NamedTuple):
    """Where an assignment stands: open or not, its step and since when, when verified, how often deferred, paused until when.

    `told` is whether any step on the way comes after the decision, also before it was reopened.
    """

    open: bool
    step: str
    since: str | None
    verified: bool
    deferrals: int
    paused_until: str | None
    told: bool


def stand_of(steps: list[Step]) -> Stand:
    """Return where the steps in order lead to: only those since the last reopening count."""
    begins, closed = 0, False
    for place, step in enumerate(steps):
        if step.kind == "resumed" and closed:
            begins = place
        closed = step.kind in ENDINGS or (closed and step.kind != "resumed")
    last = steps[begins:]
    on_the_way = [step for step in last if step.kind in WAY]
    reopened = bool(last) and last[0].kind == "resumed" and begins > 0
    farthest = max((step.kind for step in on_the_way), key=WAY.index, default="resumed" if reopened else "none")
    since = next((step.on for step in last if step.kind == farthest), None)
    verified = any(
        step.kind == "verified" and any(before.kind in ("executed", "reported_back") for before in last[:place])
        for place, step in enumerate(last)
    )
    moving = [step for step in last if step.kind != "verified"]
    paused_until = moving[-1].until if moving and moving[-1].kind in ("held", "deferred") else None
    told = any(step.kind in WAY[1:] for step in steps)
    return Stand(not closed, str(farthest), since, verified, sum(step.kind == "deferred" for step in last), paused_until, told)


def party_ended(contents: Contents, id_: str, on: str) -> bool:
    return any(record.id == id_ and record.last_day < on for record in contents if isinstance(record, Party))


def plain(contents: Contents, on: str) -> dict[FindingRule, set[str]]:
    """Return what each rule is about."""
    found: dict[FindingRule, set[str]] = {rule: set() for rule in RULES}
    decisions = contents.of(Decision)
    hand_offs: set[tuple[str, str]] = set()
    for part in contents.of(Assignment).values():
        decided = decisions[part.decision]
        mine = [item for item in contents.of(Step).values() if item.assignment == part.id]
        days = [day for day in (decided.taken_on, part.valid_from, *(item.on for item in mine)) if day]
        if not part.holds_on(on) or (days and min(days) > on):
            continue
        kinds = list(StepKind)
        steps = sorted((item for item in mine if item.on <= on), key=lambda item: (item.on, kinds.index(item.kind), item.id))
        stand = stand_of(steps)
        for rule in rules_of(stand, decided.taken_on, on):
            found[rule].add(part.id)
        if stand.open:
            found[FindingRule.NO_OWNER] |= {part.id} if not part.owner else set()
            found[FindingRule.ADDRESSEE_ENDED] |= {part.id} if party_ended(contents, part.addressee, on) else set()
            hand_offs |= {(decided.taken_in, part.addressee)} if decided.taken_in else set()
    found[FindingRule.OUT_OF_REACH] = {"+".join(sorted({*pair})) for pair in hand_offs if not is_reached(contents, pair, on)}
    return found


def rules_of(stand: Stand, taken_on: str | None, on: str) -> set[FindingRule]:
    """Return the rules on where an assignment stands that find it."""
    moves = stand.open and (stand.paused_until is None or stand.paused_until < on)
    waits = {
        FindingRule.NEVER_COMMUNICATED: moves
        and (stand.step in ("none", "taken") or (stand.step == "resumed" and not stand.told)),
        FindingRule.NO_LINE_DECISION: moves and stand.step == "communicated",
        FindingRule.NOT_REPORTED_BACK: moves and stand.step == "executed",
        FindingRule.NEVER_VERIFIED: not stand.verified
        and ((stand.open and stand.step == "executed") or (not stand.open and stand.step == "reported_back")),
    }
    since = stand.since or (taken_on if stand.step == "none" else None)
    passed = (date.fromisoformat(on) - date.fromisoformat(since)).days if since else 0
    found = {rule for rule, waiting in waits.items() if waiting and passed > (RULE_FACTS[rule].threshold or 0)}
    return found | ({FindingRule.DEFERRED_OFTEN} if stand.open and stand.deferrals >= DEFERRALS else set())


def is_reached(contents: Contents, pair: tuple[str, str], on: str) -> bool:
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from(pair)
    ended = {record.id for record in contents if isinstance(record, Party) and not record.holds_on(on)}
    graph.add_edges_from(
        (item.source, item.target)
        for item in contents.of(Flow).values()
        if item.holds_on(on) and not {item.source, item.target} & ended
    )
    return bool(nx.has_path(graph, *pair))


RULES = (
    FindingRule.NEVER_COMMUNICATED,
    FindingRule.NO_LINE_DECISION,
    FindingRule.NOT_REPORTED_BACK,
    FindingRule.NEVER_VERIFIED,
    FindingRule.NO_OWNER,
    FindingRule.ADDRESSEE_ENDED,
    FindingRule.DEFERRED_OFTEN,
    FindingRule.OUT_OF_REACH,
)


@limit_examples(40)
@given(landscapes(parties=4), st.sampled_from(["2025-03-01", "2025-11-15", "2026-06-01", "2027-01-15"]))
def test_each_rule_finds_what_plain_python_finds(local_graph: Graph, contents: Contents, on: str) -> None:
    put(empty_graph(local_graph), contents)
    listed = find_stalled(local_graph, StallsQuestion(on=on)).rows
    stalls = [row for row in listed if row["how"] == "stalled"]
    late = {rule: {row["assignment"] for row in stalls if row["against"] == against} for against, rule in STALL_RULES.items()}
    late[FindingRule.REPORT_AWAITED] = {row["assignment"] for row in listed if row["how"] == "executed"}
    for rule, expected in (plain(contents, on) | late).items():
        threshold = DEFERRALS if rule == FindingRule.DEFERRED_OFTEN else None
        findings = run_rule(local_graph, rule, on, threshold=threshold).findings
        assert {"+".join(finding.about) for finding in findings} == expected, rule
