"""Lines in the order of their bytes, as `LC_ALL=C sort` puts them, in little memory: sorted runs on disk that are merged."""

import heapq
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from itertools import islice
from tempfile import TemporaryFile

RUN_BYTES = 48_000_000
"""The bytes of lines that are sorted in memory. More are written to disk as a run."""
LINES_PER_PIECE = 5000


def sort_lines(batches: Iterable[list[bytes]]) -> Iterator[bytes]:
    """Yield all lines of `batches` in order, some thousand lines at a time. Each line ends with a newline."""
    with ExitStack() as files:
        runs, waiting, size = list[Iterable[bytes]](), list[bytes](), 0
        for lines in batches:
            waiting += lines
            size += sum(map(len, lines))
            if size >= RUN_BYTES:
                run = files.enter_context(TemporaryFile())
                run.writelines(sorted(waiting))
                run.seek(0)
                runs.append(run)
                waiting, size = [], 0
        waiting.sort()
        merged = heapq.merge(*runs, waiting) if runs else iter(waiting)
        while piece := b"".join(islice(merged, LINES_PER_PIECE)):
            yield piece
