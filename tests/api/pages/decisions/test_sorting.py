"""The order of the balance list on its page: by age, date, forum or addressee, what is not known last, a page by its key."""

from typing import Any

from api.pages.decisions.sorting import KEYS, is_sorted, sort_page
from queries.following.standing_pages import StandingPage


def row(id_: str, **more: Any) -> dict[str, Any]:
    unknown = {"days": None, "due": None, "own_due": None, "forum": None, "forum_name": None, "forum_name_en": None}
    return {**unknown, "assignment": id_, "addressee": "A", "addressee_en": None, **more}


PAGE = StandingPage(
    [
        row("a", days=3, due="2026-05-01", forum="x", forum_name="Östra rådet"),
        row("b", days=90, own_due="2026-01-01", addressee="Åsa"),
        row("c", addressee="Bo", forum="y", forum_name="Arbetsutskottet"),
    ],
    None,
    cut=False,
)


def order(sort: str) -> list[str]:
    return [one["assignment"] for one in sort_page(PAGE, sort, None, 10).rows]


def test_what_is_not_known_comes_last() -> None:
    assert (order("age"), order("due"), order("forum")) == (["b", "a", "c"], ["b", "a", "c"], ["c", "a", "b"])


def test_names_are_in_swedish_order() -> None:
    assert order("addressee") == ["a", "c", "b"]


def test_the_pages_of_an_order_have_every_row_once() -> None:
    for sort in KEYS:
        seen, after = list[str](), None
        while True:
            page = sort_page(PAGE, sort, after, 1)
            seen += [one["assignment"] for one in page.rows]
            after = page.next
            if after is None:
                break
        assert seen == order(sort)


def test_a_list_in_its_own_order_is_told_from_a_sorted_one() -> None:
    assert not is_sorted(PAGE, "due")
    assert is_sorted(sort_page(PAGE, "due", None, 10), "due")
