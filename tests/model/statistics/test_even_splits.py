"""Which splits are even with so few persons: 40/60 cannot be met by one or by three."""

import pytest

from model.statistics.even_splits import is_even_split, list_attainable_numbers, list_even_splits


@pytest.mark.parametrize(
    ("number", "splits"),
    [
        (0, []),
        (1, []),
        (2, [(1, 1)]),
        (3, []),
        (4, [(2, 2)]),
        (5, [(2, 3), (3, 2)]),
        (6, [(3, 3)]),
        (7, [(3, 4), (4, 3)]),
        (8, [(4, 4)]),
        (10, [(4, 6), (5, 5), (6, 4)]),
    ],
)
def test_even_splits(number: int, splits: list[tuple[int, int]]) -> None:
    assert list_even_splits(number) == splits


def test_only_one_and_three_cannot_be_even() -> None:
    assert [number for number in range(1, 200) if not list_even_splits(number)] == [1, 3]
    assert list_attainable_numbers(3) is None
    assert list_attainable_numbers(15) == (6, 9)


def test_the_limit_itself_is_even_and_counted_in_whole_persons() -> None:
    assert is_even_split(2, 3)
    assert not is_even_split(39, 61)
    assert is_even_split(1, 2, least=33)
