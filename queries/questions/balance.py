"""The balance list: the open assignments in the order of their places, by one text per access path.

`model.vocabulary.assignment_state.balance_of` gives an assignment its place.
Whatever stands in the list is looked up by its index, part by part, and no farther than somebody reads. As of an earlier day,
what has happened since is taken back: those assignments are read whole, and worked out from their steps.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from model.vocabulary.assignment_state import UNKNOWN_LIST, AssignmentProgress, assess_progress, balance_list_of
from model.vocabulary.decisions import ENDINGS, TRAIL, Step, StepKind
from queries.landscape.parties import find_with_predecessors
from queries.questions.parameters import StallsQuestion, page_of
from queries.server.graph import Reader

_Row = dict[str, Any]
OPEN_STEPS = (*(step for step in TRAIL if step not in ENDINGS), StepKind.RESUMED)
"""The steps at which something open can stand."""
UNDATED_LISTS = {balance_list_of(step, example): (step, example) for step in OPEN_STEPS for example in (False, True)}
"""The lists of what has no date of its own: its step, and whether it is invented."""
BALANCE_LISTS = (*UNDATED_LISTS, UNKNOWN_LIST)
FIRST_DATE, AFTER_SPACE = "0", "!"
"""What stands before every date, and after every place of a list."""
STEPPED_LATER = "decisions/stepped-later"
ASSIGNMENT_DETAILS = "decisions/assignments"


class Balance:
    """The list of the assignments that `question` asks about, as it stood on its day.

    Those of an addressee include those of the parties that it resulted from, once these have ended. `cut` says that not all that
    has happened since the day could be read.
    """

    def __init__(self, reader: Reader, question: StallsQuestion) -> None:
        self._reader, self._on, self._chunk = reader, question.on, page_of(question).chunk
        self._forum, self._area = question.forum or "", question.area or ""
        self._addressees = find_with_predecessors(reader, question.addressee, question.on) if question.addressee else []
        self.cut = False

    def places(self, after: str, until: str) -> Iterator[list[str]]:
        """The places between two, both excluded, in their order and in words: ["taken", "2026-02-01", id]."""
        name, chosen, before = self._choose_text()
        while True:
            page = {"on": self._on, "after": before + after, "until": before + until, "most": self._chunk}
            rows = self._reader.read(name, **chosen, **page).rows
            yield from (row["balance"].split(" ") for row in rows)
            if len(rows) < self._chunk:
                return
            after = rows[-1]["balance"]

    def _choose_text(self) -> tuple[str, dict[str, Any], str]:
        """The text whose way to what is chosen is the shortest, what it takes, and what stands before the places in its list."""
        forum, area = self._forum, self._area
        if self._addressees:
            return "decisions/balance-of-addressee", {"addressees": self._addressees, "forum": forum, "area": area}, ""
        if forum:
            return "decisions/balance-of-forum", {"forum": forum, "area": area}, ""
        if area:
            return "decisions/balance-of-area", {}, f"{area} "
        return "decisions/balance", {}, ""

    def details(self, ids: list[str]) -> dict[str, _Row]:
        """What is told of assignments, by their ids."""
        if not ids:
            return {}
        return {row["assignment"]: row for row in self._reader.read(ASSIGNMENT_DETAILS, ids=ids, on=self._on).rows}

    def recompute_later(self) -> list[_Row]:
        """Those to which something has happened since the day, as they stood on it: what was open then, with its details."""
        answer = self._reader.read(STEPPED_LATER, on=self._on)
        self.cut |= answer.cut
        details = self.details([row["assignment"] for row in answer.rows])
        rows = ({**details[row["assignment"]], **row} for row in answer.rows)
        found = ((row, _standstill_of(row)) for row in rows if self._is_chosen(row))
        return [_rewind_row(row, then) for row, then in found if then.open]

    def _is_chosen(self, row: _Row) -> bool:
        """Return whether a row with details is of the forum, addressee and area that are asked about."""
        addressed = not self._addressees or row["party"] in self._addressees
        return addressed and self._forum in ("", row["forum"]) and self._area in ("", row["area"])


def _standstill_of(row: _Row) -> AssignmentProgress:
    return assess_progress(row["own_due"], build_steps(row["assignment"], row["steps"]), row["own_due_words"])


def _rewind_row(row: _Row, then: AssignmentProgress) -> _Row:
    due = {"due": then.next_due, "due_words": then.next_due_words}
    return {**row, "step": then.step, "since": then.since, **due, "paused_until": then.paused_until}


def build_steps(assignment: str, items: Iterable[list[Any]]) -> list[Step]:
    """The steps of an assignment from what a question answers of each: [id, kind, on, until, words for that]."""
    return [
        Step.model_construct(id=id_, assignment=assignment, kind=StepKind.of(kind), on=on, until=until, until_words=words)
        for id_, kind, on, until, words in items
    ]
