"""Each rule is broken by its example alone. The messages are those of docs/reference/checks.md."""

import pytest

from loaders.rows.rules import NoticeRule
from model.rules import Rule
from tools.reference import RULES
from tools.rule_examples import RULE_EXAMPLES

ALL = [rule for kind in RULES for rule in kind]
SHOWN = [rule for rule in ALL if not isinstance(rule, NoticeRule)]  # notices have tests of their own: tests/loaders


@pytest.mark.parametrize("rule", SHOWN, ids=str)
def test_the_example_breaks_the_rule_and_no_other(rule: Rule) -> None:
    assert {problem.rule for problem in RULE_EXAMPLES[rule].problems()} == {rule}


def test_every_rule_is_on_the_page() -> None:
    assert set(RULES) == set(Rule.__subclasses__())
    assert set(RULE_EXAMPLES) == set(SHOWN)


def test_no_two_rules_have_the_same_id() -> None:
    assert len({rule.value for rule in ALL}) == len(ALL)
