"""Seat rules that contradict each other: those of law and rule as findings, recommendations as sentences."""

from collections.abc import Iterator
from typing import Any

from model.findings import Finding, ProvenSentence, find_certainty
from model.language import Term, Text
from model.representation.rule_conflicts import RuleConflict, list_conflicts
from model.text.names import name_of
from model.vocabulary.finding_rules import FindingRule
from model.vocabulary.forums import ForumKind, SeatRule
from queries.landscape.registers import read_records
from queries.representation.seat_rule_words import describe_conflict
from queries.server.catalogue import cite_query
from queries.server.graph import Reader

SEAT_RULES_BY_ID = "records/seat_rule/some"


def read_seat_rules(reader: Reader, on: str) -> list[SeatRule]:
    """Return the seat rules that hold on a day, in order of id. They are kept for as long as the landscape does not change."""
    return reader.keep(("seat-rules", on), lambda: [rule for rule in read_records(reader, SeatRule) if rule.holds_on(on)])


def read_conflicts(reader: Reader, on: str) -> Iterator[Finding | ProvenSentence]:
    """Yield a finding for rules of law or rule that contradict on the day, a sentence where a recommendation is among them."""
    conflicts = reader.keep(("seat-conflicts", on), lambda: list_conflicts(read_seat_rules(reader, on)))
    kinds = {kind.id: name_of(kind) for kind in read_records(reader, ForumKind)} if conflicts else {}
    for conflict in conflicts:
        yield _make_conflict(conflict, kinds[conflict.rules[0].forum_kind])


def _make_conflict(conflict: RuleConflict, kind: Term) -> Finding | ProvenSentence:
    ids, told = tuple(rule.id for rule in conflict.rules), describe_conflict(conflict, kind)
    shared: dict[str, Any] = {
        "entities": (conflict.rules[0].forum_kind, *ids),
        "asked": cite_query(SEAT_RULES_BY_ID, {"ids": list(ids)}),
        "rows": tuple(map(_make_row, conflict.rules)),
        "evidence": tuple(dict.fromkeys(item for rule in conflict.rules for item in rule.evidence)),
        "certainty": find_certainty(*(rule.certainty for rule in conflict.rules)),
        "example": any(rule.example for rule in conflict.rules),
    }
    if conflict.is_binding:
        return Finding(rule=FindingRule.SEAT_RULES_CONTRADICT, sentence=told, about=ids, **shared)
    advice = Text("{sentence} It is a recommendation, which does not bind.", sentence=told)
    return ProvenSentence(rule="seat-advice-contradicts", sentence=advice, **shared)


def _make_row(rule: SeatRule) -> dict[str, Any]:
    named = {"seat_rule": rule.id, "seat_rule_name": rule.name, "seat_rule_name_en": rule.name_en}
    return {**named, "certainty": str(rule.certainty), "example": rule.example, "evidence": list(rule.evidence)}
