"""Undoing a change: its inverse, which changes are still in effect, and which later changes build on it."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from model.changes.operation_keys import key_of, reference_keys_of, references_of_operation
from model.changes.operations import Action, Operation
from model.vocabulary.types import Key

INVERSE_ACTIONS: Mapping[Action, Action] = {"create": "remove", "remove": "create", "set": "set", "end": "set"}


def invert_operations(operations: Iterable[Operation]) -> list[Operation]:
    """Return the operations that undo `operations`, in reverse order. Raises KeyError for a publication."""
    undone = [replace(item, action=INVERSE_ACTIONS[item.action], before=item.after, after=item.before) for item in operations]
    return undone[::-1]


def find_undoing_changes(undoings: Iterable[tuple[int, int]]) -> dict[int, int]:
    """Return undone change → the change that undid it and is itself still in effect.

    `undoings` are pairs (number, number of the change that it undoes), in any order.
    """
    found: dict[int, int] = {}
    for number, undone in sorted(undoings, reverse=True):
        if number not in found:
            found[undone] = number
    return found


def filter_effective(numbers: Iterable[int], undone: Mapping[int, int], after: int) -> list[int]:
    """Return the `numbers` greater than `after` of changes in effect: neither undone, nor undoings of such changes."""
    without = {number for pair in undone.items() if pair[0] > after for number in pair}
    return [number for number in numbers if number > after and number not in without]


class TouchedRecords:
    """The records that a change created and touched, to find the later changes that build on it."""

    def __init__(self, operations: Iterable[Operation]) -> None:
        self.touched: set[Key] = set()
        self.named: set[Key] = set()
        for operation in operations:
            self.touched.add(key_of(operation))
            if operation.before is None:
                self.named |= reference_keys_of(key_of(operation))

    def underlies(self, operation: Operation) -> bool:
        """Return whether `operation` touches the same record, or names a record that the change created."""
        return key_of(operation) in self.touched or not self.named.isdisjoint(references_of_operation(operation))
