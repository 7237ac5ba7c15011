"""The generator of `docs/reference/findings.md`: each rule that finds something, its example and the nearest innocent case."""

from collections.abc import Iterator

from model.language import LANGUAGES
from model.vocabulary.finding_rules import RULE_FACTS, RULE_MEANINGS, FindingRule, RuleFacts
from tools.finding_examples import EXAMPLE_DAY, FINDING_EXAMPLES


def describe_findings() -> Iterator[str]:
    """Yield the lines of the page."""
    yield "# The findings"
    yield ""
    yield "Generated from the rules and their examples by `make generate`; do not edit. `landskap findings` runs all rules, the"
    yield "worst first; `landskap explain FINDING` shows why. A finding's id is its rule and the records that it is about. A"
    yield "threshold is a starting value: a *rule setting* (`rule_setting.csv`) changes it from a day on, or lets the rule rest."
    yield "Sections are the programme declaration's."
    yield f"Each example is looked at as of {EXAMPLE_DAY}, and tested with its nearest innocent case."
    yield ""
    yield "| rule | severity | threshold |"
    yield "|---|---|---|"
    for rule in FindingRule:
        yield f"| [`{rule}`](#{rule}) | {RULE_FACTS[rule].severity.term.en} | {_describe_threshold(RULE_FACTS[rule])} |"
    for rule in FindingRule:
        yield from _describe_finding_rule(rule)


def _describe_threshold(facts: RuleFacts) -> str:
    return "–" if facts.threshold is None or facts.unit is None else f"{facts.threshold} {facts.unit.en}"


def _describe_finding_rule(rule: FindingRule) -> Iterator[str]:
    facts, meaning = RULE_FACTS[rule], RULE_MEANINGS[rule]
    yield from ("", f"## {rule}", "", f"*{rule.term.sv}* / *{rule.term.en}*")
    yield from ("", *(f"- {language}: {meaning.in_(language)}" for language in LANGUAGES))
    section = facts.section if isinstance(facts.section, str) else facts.section.en
    severity, threshold = facts.severity.term.en, _describe_threshold(facts)
    yield f"- Ground: {section}. Severity: {severity}. Threshold: {threshold}. Version {facts.version}."
    if example := FINDING_EXAMPLES.get(rule):
        yield f"- It fires: {example.shown} → *{example.sentence}*"
        yield f"- It does not: {example.innocent}"
