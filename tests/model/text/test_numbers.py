"""Numbers as each language writes them."""

import pytest

from model.text.numbers import format_number, format_per_cent


@pytest.mark.parametrize(("value", "sv", "en"), [(64.34, "64,3", "64.3"), (10, "10", "10"), (10.04, "10", "10"), (0, "0", "0")])
def test_decimals_have_a_comma_or_a_point_and_no_zeros_at_the_end(value: float, sv: str, en: str) -> None:
    assert (format_number(value).sv, format_number(value).en) == (sv, en)
    assert format_per_cent(value).sv == f"{sv} %"
