"""Which assignments were open on a day, also an earlier one."""

from collections.abc import Iterable
from functools import cached_property
from typing import Any

from queries.questions.balance import Balance
from queries.questions.parameters import StallsQuestion
from queries.server.graph import Reader

AssignmentItem = list[Any]
"""An assignment in a row: id, whether it is open, day of its last event."""


class OpenThen:
    """The assignments that were open on the day `on`. Those with later events are worked out when they are first asked about."""

    def __init__(self, reader: Reader, on: str) -> None:
        self._on = on
        self._balance = Balance(reader, StallsQuestion(on=on))

    @cached_property
    def later(self) -> dict[str, dict[str, Any]]:
        """Return the assignments with later events that were open on the day, by id, with their details as they stood then."""
        return {row["assignment"]: row for row in self._balance.recompute_later()}

    @property
    def cut(self) -> bool:
        """Return whether not all later events could be read."""
        return self._balance.cut

    def select_open(self, items: Iterable[AssignmentItem]) -> list[str]:
        """Return the ids of the assignments that were open."""
        return [id_ for id_, is_open, last in items if (id_ in self.later if last and last > self._on else is_open)]
