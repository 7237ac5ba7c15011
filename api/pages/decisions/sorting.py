"""The order of the balance list on the page: that of the list, or by age, date, forum or addressee, a page of rows by key."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from model.language import DATA_LANGUAGE, Text, swedish_sort_key
from model.text.names import term_of
from queries.following.standing_pages import StandingPage

_Row = Mapping[str, Any]
MOST_SORTED = 1_000
"""The most rows that are sorted; a longer list keeps its own order."""
SORTS: Mapping[str, Text] = {
    "": Text("urgency"), "age": Text("age at the step"), "due": Text("date"),
    "forum": Text("forum"), "addressee": Text("addressee"),
}  # fmt: skip
"""The orders by their names in an address; the first is that of the balance list."""


def _name_key(row: _Row, field: str) -> tuple[Any, ...]:
    return swedish_sort_key(term_of(row, field).in_(DATA_LANGUAGE)), row["due"] or row["own_due"] or "~", row["assignment"]


KEYS: Mapping[str, Callable[[_Row], tuple[Any, ...]]] = {
    "age": lambda row: (row["days"] is None, -(row["days"] or 0), row["assignment"]),
    "due": lambda row: (row["due"] or row["own_due"] or "~", row["assignment"]),
    "forum": lambda row: (not row["forum"], *(_name_key(row, "forum_name") if row["forum"] else ("", "", row["assignment"]))),
    "addressee": lambda row: _name_key(row, "addressee"),
}
"""The key of each order but the list's own: what is not known comes last, and ids tell apart what is alike."""


def sort_page(page: StandingPage, sort: str, after: str | None, most: int) -> StandingPage:
    """Return the page of rows that follow the assignment `after` in an order, of all the rows in `page`."""
    rows: Sequence[Any] = sorted(page.rows, key=KEYS[sort])
    start = next((place + 1 for place, row in enumerate(rows) if row["assignment"] == after), 0)
    shown = list(rows[start : start + most])
    return StandingPage(shown, shown[-1]["assignment"] if start + most < len(rows) else None, page.cut)


def is_sorted(page: StandingPage, sort: str) -> bool:
    """Return whether the rows of a page are in an order."""
    keys = [KEYS[sort](row) for row in page.rows]
    return keys == sorted(keys)
