"""The balance list: open assignments in the order of their places, with one query per access path.

`model.vocabulary.assignment_state.balance_of` gives an assignment its place. Places are looked up in an index, part by part and
only as far as the caller reads. For an earlier day, assignments with later events are read whole and worked out from their steps.
"""

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from model.vocabulary.assignment_state import UNKNOWN_LIST, AssignmentProgress, assess_progress, balance_list_of
from model.vocabulary.decisions import ENDINGS, TRAIL, Step, StepKind
from queries.landscape.parties import find_with_predecessors
from queries.questions.parameters import WITHOUT, StallsQuestion, page_of
from queries.server.chunks import split_batches
from queries.server.graph import Reader, Rows
from queries.server.paging import ROWS_PER_READ

_Row = dict[str, Any]
OPEN_STEPS = (StepKind.EXECUTED, *(step for step in TRAIL if step not in (StepKind.EXECUTED, *ENDINGS)), StepKind.RESUMED)
"""The steps at which an open assignment can stand; executed first, as answers list it before what is unknown."""
UNDATED_LISTS = {balance_list_of(step, example): (step, example) for step in OPEN_STEPS for example in (False, True)}
"""The lists of assignments without a date of their own, by step and by whether they are invented."""
EXECUTED_LISTS = tuple(balance_list_of(StepKind.EXECUTED, example) for example in (False, True))
UNEXECUTED_LISTS = tuple(list_ for list_ in UNDATED_LISTS if list_ not in EXECUTED_LISTS)
BALANCE_LISTS = (*UNDATED_LISTS, UNKNOWN_LIST)
FIRST_DATE, AFTER_SPACE = "0", "!"
"""Strings that sort before every date, and after every place in a list."""
STEPPED_LATER = "decisions/stepped-later"
ASSIGNMENT_DETAILS = "decisions/assignments"


class Balance:
    """The balance list of the assignments that `question` asks about, as of its day.

    Assignments of an addressee include those of its predecessors that have ended. `cut` is true if not all later events could be
    read. `facts` has, by id, the columns of the texts for all assignments of which places were read.
    """

    def __init__(self, reader: Reader, question: StallsQuestion, chunk: int = 0) -> None:
        self._reader, self._on, self._chunk = reader, question.on, chunk or page_of(question).chunk
        self._forum, self._area = ("" if name in (None, WITHOUT) else name for name in (question.forum, question.area))
        self._addressees = find_with_predecessors(reader, question.addressee, question.on) if question.addressee else []
        self.cut, self.facts = False, dict[str, _Row]()

    def read_places(
        self, after: str, until: str, kinds: Collection[str] = (), least: int = 0
    ) -> Iterator[tuple[list[str], str | None]]:
        """Yield the places between two (exclusive) in order, split into words: ["taken", "2026-02-01", id]; and their kinds.

        Only those of some `kinds`, if any are given. At least `least` are read at a time.
        """
        chunk = max(least, self._chunk)
        name, chosen, before = self._choose_text()
        while True:
            page = {"on": self._on, "after": before + after, "until": before + until, "kinds": [*kinds], "most": chunk}
            rows = self._reader.read(name, **chosen, **page).rows
            for row in rows:
                place = row["balance"].split(" ")
                self.facts[place[-1]] = row
                yield place, row["kinds"]
            if len(rows) < chunk:
                return
            after = rows[-1]["balance"]

    def _choose_text(self) -> tuple[str, dict[str, Any], str]:
        """Return the query with the shortest access path, its parameters, and the prefix of places in its list."""
        forum, area = self._forum, self._area
        if self._addressees:
            return "decisions/balance-of-addressee", {"addressees": self._addressees, "forum": forum, "area": area}, ""
        if forum:
            return "decisions/balance-of-forum", {"forum": forum, "area": area}, ""
        if area:
            return "decisions/balance-of-area", {}, f"{area} "
        return "decisions/balance", {}, ""

    def read_details(self, ids: list[str]) -> dict[str, _Row]:
        """Return the details of assignments by id."""
        batches = split_batches(ids, ROWS_PER_READ)
        rows = (row for some in batches for row in self._reader.read(ASSIGNMENT_DETAILS, ids=some, on=self._on).rows)
        return {row["assignment"]: row for row in rows}

    def recompute_later(self) -> list[_Row]:
        """Return the assignments with later events that were open on the day, as they stood then, with their details."""
        self.cut |= read_stepped_later(self._reader, self._on).cut
        return [*filter(self._is_chosen, self._reader.keep((STEPPED_LATER, self._on, "open"), self._read_later_details))]

    def _read_later_details(self) -> list[_Row]:
        rows = read_stepped_later(self._reader, self._on).rows
        progress = {row["assignment"]: assess_row(row) for row in rows}
        details = self.read_details([id_ for id_, then in progress.items() if then.open])
        found: list[_Row] = []
        for row in rows:
            if (then := progress[row["assignment"]]).open:
                due = {"due": then.next_due, "due_words": then.next_due_words}
                now = {"step": then.step, "since": then.since, **due, "paused_until": then.paused_until}
                found.append({**details[row["assignment"]], **row, **now})
        return found

    def _is_chosen(self, row: _Row) -> bool:
        """Return whether a row with details is of the forum, addressee and area that are asked about."""
        addressed = not self._addressees or row["party"] in self._addressees
        return addressed and self._forum in ("", row["forum"]) and self._area in ("", row["area"])


def read_stepped_later(reader: Reader, on: str) -> Rows:
    """Return the assignments with events later than the day, with their steps up to it; read once and kept."""
    return reader.keep((STEPPED_LATER, on), lambda: reader.read(STEPPED_LATER, on=on))


def assess_row(row: _Row) -> AssignmentProgress:
    """Return the progress on the day of a row of STEPPED_LATER."""
    return assess_progress(row["own_due"], build_steps(row["assignment"], row["steps"]), row["own_due_words"])


def build_steps(assignment: str, items: Iterable[list[Any]]) -> list[Step]:
    """Return an assignment's steps from the lists in a row: [id, kind, on, until, words for until]."""
    return [
        Step.model_construct(id=id_, assignment=assignment, kind=StepKind.of(kind), on=on, until=until, until_words=words)
        for id_, kind, on, until, words in items
    ]
