"""Seat rules that contradict each other, mostly three or more at a time: no forum satisfies all of them, whoever sits in it.

Parties are told apart by which rules select them, as far as the selectors themselves allow: what is found is a contradiction for
certain. The seats of each such sort, and whose the chair and the convener are, are whole numbers; each rule is a row.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import combinations
from math import comb

from model.graphs.whole_numbers import INFINITE, NumberRow, has_whole_solution
from model.representation.rule_selections import has_selectors, is_disjoint, is_within
from model.representation.rule_states import POSITION_OF_RULE, SHARE_TESTS, least_of, least_share_of
from model.vocabulary.forums import WHOLE, RuleKind, SeatRule

MOST_JOINT = 20
"""The largest number of joint contradictions to find among the rules of a kind of forum."""
MOST_SORTS = 1000
"""The largest number of sorts of parties; rules with more of them are not compared."""
MOST_TRIED = 1000
"""So many sets of rules are tried at most for one that is smaller."""
MOST_SEATS_TRIED = 10_000
POSITIONS = (*POSITION_OF_RULE,)
COUNTED = (RuleKind.SEAT, *SHARE_TESTS, *POSITIONS)
"""The demands that are compared. Meetings contradict in pairs or not at all."""
_Selects = Callable[[SeatRule, int], bool]


def list_joint_conflicts(rules: Sequence[SeatRule], known: Sequence[frozenset[str]]) -> Iterator[tuple[SeatRule, ...]]:
    """Yield sets of rules of one kind of forum that contradict each other, each of them as small as one could be found.

    `known` are the contradictions of one or two rules, by ids. When one rule of each set that is told falls away, the rest can be
    satisfied, or there are more such sets than MOST_JOINT.
    """
    told = [*known]
    for _ in range(MOST_JOINT):
        rest = _avoid([rule for rule in rules if rule.rule in COUNTED], told)
        if can_be_satisfied(rest):
            return
        found = _find_smallest(rest)
        told.append(frozenset(rule.id for rule in found))
        yield found


def _avoid(rules: Sequence[SeatRule], sets: Sequence[frozenset[str]]) -> list[SeatRule]:
    """Return the rules without one of each set: the one that is in most of them."""
    left, dropped = [*sets], set[str]()
    while left:
        often = Counter(id_ for one in left for id_ in one)
        dropped.add(max(often, key=lambda id_: (often[id_], id_)))
        left = [one for one in left if dropped.isdisjoint(one)]
    return [rule for rule in rules if rule.id not in dropped]


def _find_smallest(rules: Sequence[SeatRule]) -> tuple[SeatRule, ...]:
    """Return a contradicting set from which no rule can be left out; the smallest if there are not too many sets to try."""
    needed = [*rules]
    for rule in rules:
        without = [other for other in needed if other is not rule]
        if not can_be_satisfied(without):
            needed = without
    for size in range(1, len(needed)):
        if comb(len(rules), size) > MOST_TRIED:
            break
        if found := next((some for some in combinations(rules, size) if not can_be_satisfied(some)), None):
            return found
    return tuple(needed)


def can_be_satisfied(rules: Sequence[SeatRule]) -> bool:
    """Return whether a forum could satisfy the rules of its kind all at once; also if there are too many sorts to tell."""
    if _is_simple(rules):
        return True
    sorts = _list_sorts(rules)
    if sorts is None:
        return True
    # Columns: the seats of each sort, then 1 for the sort of the chair, then 1 for that of the convener.
    n = len(sorts)
    rows: list[NumberRow] = [(dict.fromkeys(range(n), 1), 1, INFINITE)]
    rows += [(dict.fromkeys(range(place * n, (place + 1) * n), 1), 0, 1) for place in (1, 2)]
    rows += [({sort: 1, n + sort: -1, 2 * n + sort: -1}, 0, INFINITE) for sort in range(n)]
    selected = {rule.id: [sort for sort, ids in enumerate(sorts) if rule.id in ids] for rule in rules}
    rows += [row for rule in rules for row in _list_rows(rule, selected[rule.id], n)]
    return has_whole_solution(rows, 3 * n, MOST_SEATS_TRIED)


def _is_simple(rules: Sequence[SeatRule]) -> bool:
    """Return whether seats can be added until all rules are met: none sets a most, and one is on a share or a position."""
    kinds = Counter(rule.rule for rule in rules)
    shares = sum(kinds[kind] for kind in SHARE_TESTS)
    return all(rule.most is None for rule in rules) and shares <= 1 and all(kinds[kind] <= 1 for kind in POSITIONS)


def _list_sorts(rules: Sequence[SeatRule]) -> list[frozenset[str]] | None:
    """Return the sorts of parties that there could be, each as the rules that select it; None if there are too many."""
    sorts: list[frozenset[str]] = [frozenset()]
    for number, rule in enumerate(rules):
        before = rules[:number]
        inside = {other.id for other in before if is_within(other, rule)}
        around = {other.id for other in before if is_within(rule, other)}
        apart = {other.id for other in before if is_disjoint(rule, other)}
        selected = [sort | {rule.id} for sort in sorts if around <= sort and apart.isdisjoint(sort)]
        sorts = [sort for sort in sorts if inside.isdisjoint(sort) and not _is_open(rule)] + selected
        if len(sorts) > MOST_SORTS:
            return None
    return sorts


def _is_open(rule: SeatRule) -> bool:
    """Return whether a rule selects every party."""
    return not (rule.parties or has_selectors(rule))


def _list_rows(rule: SeatRule, selected: Sequence[int], n: int) -> Iterator[NumberRow]:
    """Yield what a rule asks of the numbers of seats of `n` sorts, of which it selects some."""
    if rule.rule in POSITIONS:
        place = n * (1 + POSITIONS.index(rule.rule))
        yield {place + sort: 1 for sort in selected}, 1, INFINITE
    elif rule.rule == RuleKind.SEAT:
        yield dict.fromkeys(selected, 1), least_of(rule), INFINITE if rule.most is None else rule.most
    else:
        exceeded_by = 1 if rule.rule == RuleKind.MAJORITY else 0  # hundredths of a seat
        yield _weigh_share(selected, n, least_share_of(rule) or 0), exceeded_by, INFINITE
        if rule.rule == RuleKind.SHARE and rule.most is not None:
            yield _weigh_share(selected, n, rule.most), -INFINITE, 0


def _weigh_share(selected: Sequence[int], n: int, share: int) -> Mapping[int, int]:
    """Return the row of the seats of some sorts beyond a share of all, in hundredths of a seat."""
    return dict.fromkeys(range(n), -share) | dict.fromkeys(selected, WHOLE - share)
