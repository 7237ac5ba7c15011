"""Labels keep whole words if possible, divide compounds between their parts, and are cut only for lack of room."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from viz.layout.labels import ELLIPSIS, LABEL_SIZES, fit_text, least_text_width
from viz.style.typeface import measure_text


@pytest.mark.parametrize(
    ("label", "lines"),
    [
        ("SKR", ("SKR",)),
        ("Omställning & Vägledning", ("Omställning &", "Vägledning")),
        ("Arbetsmarknadsenheterna", ("Arbetsmarknads-", "enheterna")),
        ("Samordningsförbundet RAR", ("Samordnings-", "förbundet RAR")),
        ("Arbetsmarknad/vuxenutbildning", ("Arbetsmarknad/", "vuxenutbildning")),
    ],
)
def test_lines_of_a_label(label: str, lines: tuple[str, ...]) -> None:
    assert fit_text(label, 86)[0] == lines


def test_the_largest_size_that_holds_the_label_is_taken() -> None:
    assert fit_text("Region Sörmland", 90)[1] == LABEL_SIZES[0]
    assert fit_text("Naturbruksskolornas förening", 86)[1] < LABEL_SIZES[0]


def test_a_name_of_10_000_characters_ends_with_an_ellipsis() -> None:
    lines, size = fit_text("x" * 10_000, 90)
    assert lines[-1].endswith(ELLIPSIS)
    assert max(measure_text(line, size) for line in lines) <= 90


@given(st.text(max_size=80), st.floats(60, 180))
def test_no_line_is_wider_than_its_room(text: str, width: float) -> None:
    lines, size = fit_text(text, width)
    assert len(lines) <= 2
    assert all(measure_text(line, size) <= width for line in lines)


@given(st.text(min_size=1, max_size=40))
def test_a_label_with_the_room_that_it_needs_is_not_cut(text: str) -> None:
    plain = " ".join(text.split())
    lines, _ = fit_text(text, least_text_width(plain, LABEL_SIZES[-1]) + 0.01)
    assert ELLIPSIS not in "".join(lines) or ELLIPSIS in text
