"""Even splits of so few persons by sex: pure numbers. In Swedish practice 40/60 counts as even; that is not the source's."""

EVEN_FROM = 40
"""The least share of each sex in an even split, in per cent."""


def is_even_split(women: int, men: int, least: int = EVEN_FROM) -> bool:
    """Return whether each sex has at least `least` per cent."""
    return min(women, men) * 100 >= least * (women + men)


def list_even_splits(number: int, least: int = EVEN_FROM) -> list[tuple[int, int]]:
    """Return the even splits of so many persons as (women, men), fewest women first; none of one or of three, for 40 per cent."""
    splits = ((women, number - women) for women in range(number + 1))
    return [(women, men) for women, men in splits if number and is_even_split(women, men, least)]


def list_attainable_numbers(number: int, least: int = EVEN_FROM) -> tuple[int, int] | None:
    """Return the fewest and the most of one sex in an even split of so many persons; None where there is none."""
    splits = list_even_splits(number, least)
    return (splits[0][0], splits[-1][0]) if splits else None
