"""Rules within the time limit of a question: if all of them do not finish, the run goes on from what is kept.

One that does not finish within the limit by itself is left out.
"""

import time
from collections.abc import Callable, Collection
from typing import TypeVar

from model.errors import QueryTooSlow
from model.language import JoinedText, PluralText, Text
from model.vocabulary.finding_rules import FindingRule
from queries.server.graph import Graph, Reader

_T = TypeVar("_T")
MOST_LEFT_OUT = 1
"""So many rules are left out before the question fails: each costs the time limit."""


class RuleWatch:
    """How long each rule of a run has taken, and which rules are left out of it."""

    def __init__(self, left_out: Collection[FindingRule] = ()) -> None:
        self.left_out, self.stopped = frozenset(left_out), False
        self._begun: list[tuple[FindingRule, float]] = []

    def begin(self, rule: FindingRule) -> None:
        """Note that a rule begins. Raises InterruptedError if nobody waits for the run any more."""
        if self.stopped:
            raise InterruptedError
        self._begun.append((rule, time.monotonic()))

    @property
    def running(self) -> FindingRule | None:
        """Return the rule that began last; None before the first."""
        return self._begun[-1][0] if self._begun else None

    @property
    def begun(self) -> int:
        """Return how many rules have begun."""
        return len(self._begun)

    def find_slowest(self) -> FindingRule | None:
        """Return the rule that has taken longest, the present one included; None before the first."""
        ends = [*(moment for _rule, moment in self._begun[1:]), time.monotonic()]
        taken = [(end - moment, rule) for (rule, moment), end in zip(self._begun, ends, strict=False)]
        return max(taken)[1] if taken else None


def read_in_time(
    graph: Graph, read: Callable[[Reader, RuleWatch], _T], rules: Collection[FindingRule] = tuple(FindingRule)
) -> _T:
    """Call `read`, which runs `rules` and tells the watch, in one read transaction.

    What rules have found is kept (`Reader.keep`). If the time ran out after the slowest had finished, the run is repeated with
    all of them, as long as that gets it further.

    Raises QueryTooSlow, which names the rules, if nothing would be left to run or a second one is too slow.
    """
    left_out, farthest = set[FindingRule](), 0
    while True:
        watch = RuleWatch(left_out)
        try:
            return graph.read_in_transaction(lambda reader: read(reader, watch))  # noqa: B023 (called at once)
        except QueryTooSlow as error:
            watch.stopped = True
            slowest = watch.find_slowest()
            if slowest is None:
                raise
            if slowest != watch.running and watch.begun > farthest:
                farthest = watch.begun
                continue
            left_out.add(slowest)
            if len(left_out) > MOST_LEFT_OUT or left_out.issuperset(rules):
                raise slow_rules_error(left_out) from error


def slow_rules_error(rules: Collection[FindingRule]) -> QueryTooSlow:
    """Return the error for rules that did not finish within the time limit."""
    text = PluralText(
        "the rule {rules} did not finish within the time limit",
        "the rules {rules} did not finish within the time limit",
        n=len(rules),
        rules=JoinedText(sorted(rules)),
    )
    return QueryTooSlow(
        text, Text("Ask for other rules with --rule, or give questions more time: LANDSKAP_NEO4J_READ_SECONDS=120")
    )
