"""Revisions are found by their numbers, however many there are."""

import pytest

from model.errors import InputError, NotFound
from model.vocabulary.contents import Contents
from queries.archive import publishing
from queries.archive.publishing import find_revision, publish_revision, read_revisions
from queries.server.graph import Graph
from tests.graphs import put
from tests.landscapes import BASE, actor, landscape


def test_a_revision_is_found_by_its_number_and_the_newest_without(graph: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publishing, "_REVISIONS_PER_PAGE", 2)
    made = []
    for contents in (Contents(BASE), landscape(actor("a")), landscape(actor("b")), landscape(actor("c")), landscape(actor("d"))):
        put(graph, contents)
        made.append(publish_revision(graph, "tests", "ny")[0])
    assert publish_revision(graph, "tests", "igen") == (made[-1], False)
    assert read_revisions(graph) == made
    assert [find_revision(graph, number) for number in (1, 3, 5, None)] == [made[0], made[2], made[4], made[4]]
    for number in (0, 6):
        with pytest.raises(NotFound) as caught:
            find_revision(graph, number)
        assert caught.value.suggestions == ("5",)


def test_nothing_is_found_before_the_first(graph: Graph) -> None:
    assert read_revisions(graph) == []
    with pytest.raises(NotFound, match="nothing has been published yet"):
        find_revision(graph)


def test_nothing_is_frozen_of_an_empty_landscape(graph: Graph) -> None:
    with pytest.raises(InputError, match="the landscape is empty; nothing was published"):
        publish_revision(graph, "tests", "tom")
    assert read_revisions(graph) == []
