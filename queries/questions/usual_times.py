"""The usual times that hold on a day, for the lists of assignments without a date of their own.

A list holds the assignments at a step, in the order since when. Several usual times may count in it, by who decided what: an
assignment keeps the kinds of the forum and of the decision (`kinds`, see `queries.landscape.derived`).
"""

from functools import cache
from itertools import product

from model.vocabulary.decisions import DayUnit, DecisionKind
from model.vocabulary.usual_times import KnownTime, StepTimes, UsualTime, select_times
from queries.questions.balance import UNDATED_LISTS
from queries.server.graph import Reader

NO_FORUM = "-"
"""The kind of forum of what was decided outside a forum."""
MOST_FORUM_KINDS = 10_000
ALL_KINDS: tuple[str, ...] = ()


class UsualTimes:
    """The usual times on record on the day `on`."""

    def __init__(self, reader: Reader, on: str) -> None:
        self._reader = reader
        self._known = [
            KnownTime(row["step"], UsualTime(row["days"], DayUnit.of(row["unit"] or DayUnit.DAYS)), bool(row["example"]),
                      row["forum_kind"], row["decision_kind"])
            for row in reader.read("decisions/norms", on=on).rows
        ]  # fmt: skip
        self.find, self.split = cache(self._find), cache(self._split)

    def _counting(self, list_: str) -> list[KnownTime]:
        """Return the usual times that may count in a list. Invented ones count only for invented assignments."""
        step, example = UNDATED_LISTS.get(list_, (None, False))
        return [item for item in self._known if item.step == step and (example or not item.example)]

    def _find(self, list_: str, kinds: str | None) -> StepTimes | None:
        """Return the usual times that count for assignments of a list by what their forum and decision are."""
        forum_kind, decision_kind = (kinds or f"{NO_FORUM} ").split(" ")
        return select_times(self._counting(list_), None if forum_kind == NO_FORUM else forum_kind, decision_kind)

    def _split(self, list_: str) -> dict[StepTimes | None, tuple[str, ...]]:
        """Return the usual times that count in a list, each with the kinds for which it does; None is no usual time.

        ALL_KINDS if one counts for all.
        """
        counting = self._counting(list_)
        if not any(any(item.rank) for item in counting):
            return {select_times(counting, None, ""): ALL_KINDS}
        found: dict[StepTimes | None, tuple[str, ...]] = {}
        for forum_kind, decision_kind in product((NO_FORUM, *self._forum_kinds()), DecisionKind):
            kinds = f"{forum_kind} {decision_kind}"
            times = self.find(list_, kinds)
            found[times] = (*found.get(times, ()), kinds)
        return found

    def _forum_kinds(self) -> list[str]:
        return [row["id"] for row in self._reader.read("records/forum_kind/ids", most=MOST_FORUM_KINDS).rows]


def kinds_of(forum_kind: str | None, decision_kind: str) -> str:
    """Return the kinds as an assignment keeps them."""
    return f"{forum_kind or NO_FORUM} {decision_kind}"
