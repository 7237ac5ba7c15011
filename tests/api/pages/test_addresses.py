"""Links keep the day and the language of their page, and change one thing at a time."""

from api.pages.addresses import Addresses

LINK = Addresses("/beslut", {"forum": "a", "after": "x", "on": "2026-01-01", "lang": "en"}, "2026-01-01", "en")


def test_a_link_keeps_day_and_language() -> None:
    assert LINK.party("ö/x") == "/part/%C3%B6%2Fx?on=2026-01-01&lang=en"
    assert LINK.decision("b", "b-till-c") == "/beslut/b?on=2026-01-01&lang=en#b-till-c"
    assert Addresses("/", {}).party("a") == "/part/a"


def test_a_filter_changes_the_page_from_its_first_rows_on() -> None:
    assert LINK.same(area="g") == "/beslut?forum=a&area=g&on=2026-01-01&lang=en"
    assert LINK.same(forum=None) == "/beslut?on=2026-01-01&lang=en"


def test_other_forms_and_languages_have_the_same_parameters() -> None:
    assert LINK.form("csv") == "/beslut.csv?forum=a&after=x&on=2026-01-01&lang=en"
    assert LINK.in_language("sv") == "/beslut?forum=a&after=x&on=2026-01-01&lang=sv"
    assert Addresses("/", {}).form("json") == "/start.json"
