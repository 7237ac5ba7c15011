"""What a coordinator is told before agreeing: each notice with the least that raises it, and what does not."""

from collections.abc import Sequence

from loaders.noticing import notices_in
from loaders.staging import Staged
from model.places import Place
from model.record import Record
from tests.landscapes import actor, seat

HELD = [actor(f"a-{number}", name=f"Aktör {number}") for number in range(20)]


def noticed(held: Sequence[Record], said: Sequence[Record]) -> list[tuple[str, str]]:
    with Staged.on_disk() as staged:
        staged.know(held)
        for row, record in enumerate(said, 1):
            staged.say(record, Place("x.csv", row))
        return [(notice.rule, str(notice.text)) for notice in notices_in(staged)]


def ended(day: str, many: int) -> list[Record]:
    return [record.model_copy(update={"valid_to": day}) for record in HELD[:many]]


def test_a_quarter_that_ends_is_much_and_less_is_not() -> None:
    assert noticed(HELD, ended("2190-12-31", 5)) == [("much-goes", "5 of 20 actors are ended or taken away")]
    assert noticed(HELD, ended("2190-12-31", 4)) == []
    assert noticed(HELD[:4], ended("2190-12-31", 4)) == []


def test_a_last_day_long_ago() -> None:
    assert noticed(HELD, ended("2020-12-31", 1)) == [
        ("ended-long-ago", "ends on 2020-12-31, more than a year ago: is the year right?")
    ]
    assert noticed(ended("2020-12-31", 1), ended("2020-12-31", 1)) == []


def test_a_name_that_becomes_quite_another() -> None:
    almi = actor("almi", name="Almi Invest")
    assert noticed([almi], [actor("almi", name="Kommunförbundet")]) == [
        ("another-name", "was called 'Almi Invest', and is to be called 'Kommunförbundet': is it still the same?")
    ]
    assert noticed([almi], [actor("almi", name="Kommunförbundet", aliases=("Almi Invest",))]) == []
    assert noticed([almi], [actor("almi", name="Almi Invest AB")]) == []


def test_what_is_new_or_as_it_was_is_not_unusual() -> None:
    assert noticed([], [*HELD, seat("f", "a-1", valid_to="2020-01-01")]) == []
    assert noticed(HELD, HELD) == []
