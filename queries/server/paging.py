"""Reading a page at a time: a register by the ids that its rows are ordered by, an answer by the places of its rows."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from model.errors import NotUnderstood
from model.language import Text

if TYPE_CHECKING:
    from queries.server.graph import Graph, Reader

ROWS_PER_PAGE = 10_000
"""Rows in a page of a register."""
MOST_ANSWER_ROWS = 10_000
"""Rows in an answer; what is beyond is on the next page."""
ROWS_PER_READ = 1_000
BEFORE_EVERY_ID = ""
"""Before every id."""
_Row = dict[str, Any]


def read_pages(
    reader: "Reader | Graph", name: str, id_of: Callable[[_Row], str], after: str = BEFORE_EVERY_ID, **parameters: Any
) -> Iterator[_Row]:
    """All rows `after` an id of a text that takes `after` and `most`; `id_of` tells the id that a row is ordered by."""
    while True:
        rows = reader.read(name, after=after, most=ROWS_PER_PAGE, **parameters).rows
        yield from rows
        if len(rows) < ROWS_PER_PAGE:
            return
        after = id_of(rows[-1])


@dataclass(frozen=True, slots=True)
class Page:
    """A part of an answer: the rows after the one at the place `after` (the first when empty), `most` of them."""

    most: int = MOST_ANSWER_ROWS
    after: tuple[str, ...] = ()

    @property
    def chunk(self) -> int:
        """Rows that are read at a time until the page is full."""
        return min(self.most + 1, ROWS_PER_READ)

    def named(self) -> dict[str, int | str]:
        """What was asked for, as parameters of the question; nothing when it is the whole answer."""
        given = {"most": self.most} if self.most != MOST_ANSWER_ROWS else {}
        return given | ({"after": "/".join(self.after)} if self.after else {})


WHOLE_ANSWER = Page()
"""The first page, as large as a page can be."""


def parse_page(most: int | None, after: str | None) -> Page:
    """Return the page of `most` rows (all unless given) after the place that the page before gave as its `next`."""
    return Page(most or MOST_ANSWER_ROWS, tuple(after.split("/")) if after else ())


def page_place_error(page: Page) -> NotUnderstood:
    """That the place from which a page is asked for is none of the question's."""
    text = Text("'{after}' is no place in this answer", after="/".join(page.after))
    return NotUnderstood(text, (), Text("Give what the page before gave as its next."))
