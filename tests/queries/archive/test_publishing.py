"""Revisions are found by their numbers, however many there are."""

import pytest

from model.errors import InputError, NotFound
from model.history.linked_data import read_quads
from model.history.manifest import SCHEMA_VERSION
from model.history.revisions import Revision
from model.software import software_version
from model.vocabulary.contents import Contents
from queries.archive import publishing
from queries.archive.publishing import find_revision, publish_revision, read_revision_quads, read_revisions
from queries.archive.verify import verify_journal
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


def test_a_revision_states_what_its_data_are(graph: Graph) -> None:
    put(graph, landscape(actor("a"), actor("b")))
    revision, _new = publish_revision(graph, "tests", "ny")
    quads = read_revision_quads(graph, 1)
    assert (revision.quads, revision.counts) == (quads.count(b"\n"), read_quads(quads).counts())
    assert (revision.schema, revision.software) == (SCHEMA_VERSION, software_version())
    assert find_revision(graph) == revision


def test_revisions_from_before_there_were_manifests_stay_what_they_were(graph: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    put(graph, landscape(actor("a")))
    with monkeypatch.context() as earlier:
        earlier.setattr(publishing, "Revision", lambda *facts: Revision(*facts[:6]))
        first, _new = publish_revision(graph, "tests", "ett")
    put(graph, landscape(actor("b")))
    second, _new = publish_revision(graph, "tests", "två")
    assert (first.counts, second.previous) == (None, first.hash)
    assert read_revisions(graph) == [first, second]
    assert verify_journal(graph).sound


def test_nothing_is_found_before_the_first(graph: Graph) -> None:
    assert read_revisions(graph) == []
    with pytest.raises(NotFound, match="nothing has been published yet"):
        find_revision(graph)


def test_nothing_is_frozen_of_an_empty_landscape(graph: Graph) -> None:
    with pytest.raises(InputError, match="the landscape is empty; nothing was published"):
        publish_revision(graph, "tests", "tom")
    assert read_revisions(graph) == []
