"""Whom seat rules select, compared: whether one rule selects all whom another does, or nobody whom it does."""

from model.vocabulary.forums import RuleKind, SeatRule

SELECTORS = ("actor_kinds", "roles", "actor_types", "groups", "levels", "places")
SINGLE_SELECTORS = ("actor_kinds", "levels")
"""The selectors of which a party satisfies only one value."""


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
