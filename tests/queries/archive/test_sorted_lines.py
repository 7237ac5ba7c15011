"""Lines are sorted as `LC_ALL=C sort` sorts them, in memory or on disk."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from queries.archive import sorted_lines
from queries.archive.sorted_lines import sort_lines

LINES = st.lists(st.binary(max_size=5).map(lambda line: line.replace(b"\n", b"") + b"\n"), max_size=30)


@given(st.lists(LINES, max_size=5), st.sampled_from([1, 20, 10**9]))
def test_lines_come_in_order_however_many_fit_in_memory(batches: list[list[bytes]], fit: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sorted_lines, "RUN_BYTES", fit)
        patch.setattr(sorted_lines, "LINES_PER_PIECE", 3)
        assert b"".join(sort_lines(map(list, batches))) == b"".join(sorted(line for lines in batches for line in lines))
