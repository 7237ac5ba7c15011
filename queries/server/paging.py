"""Reading by pages: registers in order of ids, and answers in order of their rows' places."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from model.errors import NotUnderstood
from model.language import Text

if TYPE_CHECKING:
    from queries.server.graph import Graph, Reader

ROWS_PER_PAGE = 10_000
"""The number of rows in a page of a register."""
MOST_ANSWER_ROWS = 10_000
"""The largest number of rows in an answer. The rest is on the next page."""
ROWS_PER_READ = 1_000
BEFORE_EVERY_ID = ""
"""An id that sorts before all others."""
_Row = dict[str, Any]


def read_pages(
    reader: "Reader | Graph", name: str, id_of: Callable[[_Row], str], after: str = BEFORE_EVERY_ID, **parameters: Any
) -> Iterator[_Row]:
    """Yield all rows, after the id `after`, of a query with the parameters `after` and `most`.

    `id_of` returns the id of a row.
    """
    while True:
        rows = reader.read(name, after=after, most=ROWS_PER_PAGE, **parameters).rows
        yield from rows
        if len(rows) < ROWS_PER_PAGE:
            return
        after = id_of(rows[-1])


@dataclass(frozen=True, slots=True)
class Page:
    """A page of an answer: the first `most` rows after the place `after`, which is empty for the first page."""

    most: int = MOST_ANSWER_ROWS
    after: tuple[str, ...] = ()

    @property
    def chunk(self) -> int:
        """Return how many rows to read at a time until the page is full."""
        return min(self.most + 1, ROWS_PER_READ)

    def as_parameters(self) -> dict[str, int | str]:
        """Return the page as parameters of the question, without the defaults."""
        given = {"most": self.most} if self.most != MOST_ANSWER_ROWS else {}
        return given | ({"after": "/".join(self.after)} if self.after else {})


WHOLE_ANSWER = Page()
"""The first page, with the largest size."""


def parse_page(most: int | None, after: str | None) -> Page:
    """Return the page of `most` rows (all unless given) after the place that the page before gave as its `next`."""
    return Page(most or MOST_ANSWER_ROWS, tuple(after.split("/")) if after else ())


def page_place_error(page: Page) -> NotUnderstood:
    """Return the error for a page that begins at a place outside the answer."""
    text = Text("'{after}' is not a place in this answer", after="/".join(page.after))
    return NotUnderstood(text, (), Text("Give the value of next from the previous page."))
