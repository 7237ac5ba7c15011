"""Rows over whole numbers: whether some whole numbers satisfy them all, by HiGHS in scipy."""

from collections.abc import Mapping, Sequence
from typing import Any

INFINITE = float("inf")
NumberRow = tuple[Mapping[int, float], float, float]
"""The factors of some columns, and the least and the most that their sum may be."""


def build_matrix(rows: Sequence[NumberRow], width: int) -> tuple[Any, list[float], list[float]]:
    """Return the factors of rows as a sparse matrix of so many columns, with their least and most values."""
    from scipy.sparse import csr_array

    starts, columns, factors = [0], list[int](), list[float]()
    for row, _low, _high in rows:
        columns += row
        factors += row.values()
        starts.append(len(columns))
    matrix = csr_array((factors, columns, starts), shape=(len(rows), width))
    return matrix, [low for _, low, _ in rows], [high for *_, high in rows]


def has_whole_solution(rows: Sequence[NumberRow], width: int, most: int) -> bool:
    """Return whether whole numbers from 0 to `most` satisfy the rows; also if that could not be found out."""
    import numpy
    from scipy.optimize import Bounds, LinearConstraint, milp

    infeasible = 2
    ones = numpy.ones(width)
    answer = milp(ones, integrality=ones, bounds=Bounds(0, most), constraints=LinearConstraint(*build_matrix(rows, width)))
    return bool(answer.status != infeasible)
