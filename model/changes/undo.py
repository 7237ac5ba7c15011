"""Undoing a change: its inverse, which changes still have effect, and what builds on it."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from model.changes.operation_keys import key_of, reference_keys_of, references_of_operation
from model.changes.operations import Action, Operation
from model.vocabulary.types import Key

INVERSE_ACTIONS: Mapping[Action, Action] = {"create": "remove", "remove": "create", "set": "set", "end": "set"}


def invert_operations(operations: Iterable[Operation]) -> list[Operation]:
    """What makes undone what `operations` did, the last of them first. Raises KeyError for a publication."""
    undone = [replace(item, action=INVERSE_ACTIONS[item.action], before=item.after, after=item.before) for item in operations]
    return undone[::-1]


def find_undoing_changes(undoings: Iterable[tuple[int, int]]) -> dict[int, int]:
    """Change → the change that undid it and has itself not been undone; of (number, the number that it undoes) in any order."""
    found: dict[int, int] = {}
    for number, undone in sorted(undoings, reverse=True):
        if number not in found:
            found[undone] = number
    return found


def filter_effective(numbers: Iterable[int], undone: Mapping[int, int], after: int) -> list[int]:
    """Those of `numbers` after the change `after` that count: neither undone, nor what undid one of them."""
    without = {number for pair in undone.items() if pair[0] > after for number in pair}
    return [number for number in numbers if number > after and number not in without]


class TouchedRecords:
    """What a change made and touched, as far as later changes may build on it."""

    def __init__(self, operations: Iterable[Operation]) -> None:
        self.touched: set[Key] = set()
        self.named: set[Key] = set()
        for operation in operations:
            self.touched.add(key_of(operation))
            if operation.before is None:
                self.named |= reference_keys_of(key_of(operation))

    def underlies(self, operation: Operation) -> bool:
        """Whether `operation` touches the same record, or names one that the change made."""
        return key_of(operation) in self.touched or not self.named.isdisjoint(references_of_operation(operation))
