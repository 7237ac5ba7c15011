"""Seat rules that contradict each other: no forum of the kind can satisfy them, whoever sits in it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations_with_replacement

from model.representation.joint_conflicts import list_joint_conflicts
from model.representation.rule_selections import is_disjoint, is_within
from model.representation.rule_states import POSITION_OF_RULE, SHARE_TESTS, least_of, least_share_of
from model.vocabulary.forums import WHOLE, Force, RuleKind, SeatRule
from model.vocabulary.record import Choice

BINDING_FORCES = (Force.LAW, Force.RULE)


class ConflictKind(Choice):
    """The ways in which seat rules contradict."""

    LIMITS = "limits", "minst är mer än högst", "at least is more than at most"
    SHARES = "shares", "andelarna blir mer än alla", "the shares are more than the whole"
    POSITIONS = "positions", "ingen kan uppfylla båda", "nobody satisfies both"
    JOINT = "joint", "de går inte ihop", "they do not go together"


@dataclass(frozen=True, slots=True)
class RuleConflict:
    """One rule, or several of the same kind of forum, that no forum can satisfy. Recommendations do not bind."""

    kind: ConflictKind
    rules: tuple[SeatRule, ...]

    @property
    def is_binding(self) -> bool:
        """Return whether all the rules have the force of law or rule."""
        return all(rule.force in BINDING_FORCES for rule in self.rules)


def list_conflicts(rules: Iterable[SeatRule]) -> list[RuleConflict]:
    """Return the contradictions among rules that hold on the same day under the same condition, by kinds of forum and ids."""
    by_kind: dict[tuple[str, int | None, int | None], list[SeatRule]] = {}
    for rule in sorted(rules, key=lambda rule: (rule.forum_kind, rule.id)):
        by_kind.setdefault((rule.forum_kind, rule.parent_least, rule.parent_most), []).append(rule)
    return [conflict for own in by_kind.values() for conflict in _list_of_kind(own)]


def _list_of_kind(rules: Sequence[SeatRule]) -> Iterator[RuleConflict]:
    """Yield single rules and pairs that contradict, then larger sets: of rules that bind, then also of recommendations."""
    pairs = [
        RuleConflict(kind, (one,) if one is other else (one, other))
        for one, other in combinations_with_replacement(rules, 2)
        for kind in _compare_rules(one, other)
    ]
    yield from pairs
    known = [frozenset(rule.id for rule in pair.rules) for pair in pairs]
    for forces in (BINDING_FORCES, (*BINDING_FORCES, Force.RECOMMENDED)):
        for found in list_joint_conflicts([rule for rule in rules if rule.force in forces], tuple(known)):
            known.append(frozenset(rule.id for rule in found))
            yield RuleConflict(ConflictKind.JOINT, found)


def _compare_rules(one: SeatRule, other: SeatRule) -> Iterator[ConflictKind]:
    """Yield at most one reason why two rules, or one with itself, contradict."""
    if _exceeds(one, other) or _exceeds(other, one):
        yield ConflictKind.LIMITS
    elif one is not other and is_disjoint(one, other):
        if one.rule in SHARE_TESTS and other.rule in SHARE_TESTS and (_least_share(one) + _least_share(other)) > 2 * WHOLE:
            yield ConflictKind.SHARES
        elif one.rule == other.rule and one.rule in POSITION_OF_RULE:
            yield ConflictKind.POSITIONS


def _exceeds(one: SeatRule, other: SeatRule) -> bool:
    """Return whether the least of one rule is more than the most of another that counts all of the same and perhaps more."""
    if other.most is None or other.rule not in (RuleKind.SHARE, RuleKind.SEAT, RuleKind.MEETINGS):
        return False
    if other.rule == RuleKind.SHARE:
        return one.rule in SHARE_TESTS and _least_share(one) > 2 * other.most and is_within(one, other)
    if one.rule != other.rule or least_of(one) <= other.most:
        return False
    return one.rule == RuleKind.MEETINGS or is_within(one, other)


def _least_share(rule: SeatRule) -> int:
    """Return the least share in half per cents. More than half is one more: no whole per cent lies between."""
    return 2 * (least_share_of(rule) or 0) + (rule.rule == RuleKind.MAJORITY)
