"""A record is found by what people call it."""

import pytest

from model.errors import NotFound
from queries.journal.search import find_key
from queries.server.graph import Graph
from tests.graphs import put
from tests.landscapes import actor, assignment, decision, landscape


def test_a_decision_is_found_by_its_name_or_its_case_number(graph: Graph) -> None:
    like = [decision(f"d-{n}", assignment(f"u-{n}", f"d-{n}", "a"), name="Kurs", case_number=f"KS {n}") for n in (1, 2)]
    put(graph, landscape(actor("a"), *like))
    assert find_key(graph, "KS 2") == ("Decision", "d-2")
    with pytest.raises(NotFound, match=r"several are called 'Kurs': d-1 \(KS 1\), d-2 \(KS 2\)"):
        find_key(graph, "Kurs")
