"""Seat rules that contradict each other: no forum of the kind can satisfy both, whoever sits in it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations_with_replacement
from types import MappingProxyType

from model.representation.rule_states import least_of
from model.vocabulary.forums import WHOLE, Force, RuleKind, SeatRule
from model.vocabulary.record import Choice

BINDING_FORCES = (Force.LAW, Force.RULE)
SELECTORS = ("actor_kinds", "roles", "actor_types", "groups", "levels", "places")
SINGLE_SELECTORS = ("actor_kinds", "levels")
"""The selectors of which a party satisfies only one value."""
SHARES_AT_LEAST: Mapping[RuleKind, int] = MappingProxyType({RuleKind.NOT_MINORITY: WHOLE, RuleKind.MAJORITY: WHOLE + 1})
"""The least share in half per cents; more than half is one half per cent more, which no whole per cent lies between."""
SHARE_RULES = (RuleKind.SHARE, *SHARES_AT_LEAST)


class ConflictKind(Choice):
    """The ways in which seat rules contradict."""

    LIMITS = "limits", "minst är mer än högst", "at least is more than at most"
    SHARES = "shares", "andelarna blir mer än alla", "the shares are more than the whole"
    POSITIONS = "positions", "ingen kan uppfylla båda", "nobody satisfies both"


@dataclass(frozen=True, slots=True)
class RuleConflict:
    """One rule, or two of the same kind of forum, that no forum can satisfy. Recommendations do not bind."""

    kind: ConflictKind
    rules: tuple[SeatRule, ...]

    @property
    def is_binding(self) -> bool:
        """Return whether all the rules have the force of law or rule."""
        return all(rule.force in BINDING_FORCES for rule in self.rules)


def list_conflicts(rules: Iterable[SeatRule]) -> list[RuleConflict]:
    """Return the contradictions among rules that hold on the same day, in order of kinds of forum and ids."""
    by_kind: dict[str, list[SeatRule]] = {}
    for rule in sorted(rules, key=lambda rule: (rule.forum_kind, rule.id)):
        by_kind.setdefault(rule.forum_kind, []).append(rule)
    pairs = (pair for own in by_kind.values() for pair in combinations_with_replacement(own, 2))
    return [
        RuleConflict(kind, (one,) if one is other else (one, other))
        for one, other in pairs
        for kind in _compare_rules(one, other)
    ]


def _compare_rules(one: SeatRule, other: SeatRule) -> Iterator[ConflictKind]:
    """Yield at most one reason why two rules, or one with itself, contradict."""
    if _exceeds(one, other) or _exceeds(other, one):
        yield ConflictKind.LIMITS
    elif one is not other and is_disjoint(one, other):
        if one.rule in SHARE_RULES and other.rule in SHARE_RULES and (_least_share(one) + _least_share(other)) > 2 * WHOLE:
            yield ConflictKind.SHARES
        elif one.rule == other.rule and one.rule in (RuleKind.CHAIR, RuleKind.CONVENER):
            yield ConflictKind.POSITIONS


def _exceeds(one: SeatRule, other: SeatRule) -> bool:
    """Return whether the least of one rule is more than the most of another that counts all of the same and perhaps more."""
    if other.most is None or other.rule not in (RuleKind.SHARE, RuleKind.SEAT, RuleKind.MEETINGS):
        return False
    if other.rule == RuleKind.SHARE:
        return one.rule in SHARE_RULES and _least_share(one) > 2 * other.most and is_within(one, other)
    if one.rule != other.rule or least_of(one) <= other.most:
        return False
    return one.rule == RuleKind.MEETINGS or is_within(one, other)


def _least_share(rule: SeatRule) -> int:
    return SHARES_AT_LEAST.get(rule.rule, 2 * (rule.least or 0))


def is_within(one: SeatRule, other: SeatRule) -> bool:
    """Return whether every party that one rule selects is for certain selected by the other."""
    if not other.parties and not has_selectors(other):
        return True
    if not set(one.parties) <= set(other.parties):
        return False
    if not has_selectors(one):
        return bool(one.parties)
    given = [(set(getattr(one, field)), set(getattr(other, field))) for field in SELECTORS]
    return has_selectors(other) and all(not wide or (narrow and narrow <= wide) for narrow, wide in given)


def is_disjoint(one: SeatRule, other: SeatRule) -> bool:
    """Return whether no party can be selected by both rules."""
    if has_selectors(one) or has_selectors(other):
        return not (one.parties or other.parties) and any(
            getattr(one, field) and getattr(other, field) and set(getattr(one, field)).isdisjoint(getattr(other, field))
            for field in SINGLE_SELECTORS
        )
    return bool(one.parties and other.parties) and set(one.parties).isdisjoint(other.parties)


def has_selectors(rule: SeatRule) -> bool:
    """Return whether a rule asks for facts of the parties, beside the parties themselves."""
    return any(getattr(rule, field) for field in SELECTORS)


def asks_for_facts(rule: SeatRule) -> bool:
    """Return whether a rule asks for more than the parties and their kinds."""
    return rule.rule == RuleKind.EVERY_PLACE or any(getattr(rule, field) for field in SELECTORS if field != "actor_kinds")
