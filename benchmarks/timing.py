"""How long things take, as medians in milliseconds; and on what machine."""

import os
import platform
import statistics
import time
from collections.abc import Callable
from datetime import date

ROUNDS = 15


def time_median(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    """The median of `rounds` in milliseconds, after one that does not count."""
    work()
    return statistics.median(time_once(work) for _ in range(rounds))


def time_alternating(ours: Callable[[], object], other: Callable[[], object], rounds: int = 2 * ROUNDS) -> tuple[float, float]:
    """The medians of two in turn, so that neither finds the server warmer than the other."""
    for work in (ours, other) * 5:
        work()
    pairs = [(time_once(ours), time_once(other)) for _ in range(rounds)]
    return statistics.median(one for one, _ in pairs), statistics.median(two for _, two in pairs)


def time_once(work: Callable[[], object]) -> float:
    """Milliseconds."""
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def describe_machine() -> dict[str, str | int | float | None]:
    """What the figures were measured on."""
    return {
        "python": platform.python_version(),
        "cores": os.cpu_count(),
        "system": platform.platform(),
        "load": round(os.getloadavg()[1], 1),
        "date": date.today().isoformat(),
    }
