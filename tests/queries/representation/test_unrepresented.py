"""Who lacks representation: cases worked by hand, and random landscapes against plain Python."""

from hypothesis import given

from model.vocabulary.contents import Contents
from model.vocabulary.forums import Position
from model.vocabulary.record import Certainty
from queries.questions.parameters import UnrepresentedQuestion
from queries.representation.memberships import MOST_UNRECORDED
from queries.representation.unrepresented import find_unrepresented, read_unrepresented
from queries.server.graph import Graph
from tests.conftest import limit_examples
from tests.graphs import empty_graph, put
from tests.landscapes import actor, concerns, forum, landscape, landscapes, represents, seat
from tests.queries.representation.plain_states import plain_states

ON = "2026-06-01"
_SeatSummary = tuple[str, str, str, str]


def rows(graph: Graph) -> set[_SeatSummary]:
    return {
        (row["area"], row["level"], row["actor"], row["how"])
        for row in find_unrepresented(graph, UnrepresentedQuestion(on=ON)).rows
    }


def test_directly_through_a_network_and_not_at_all(graph: Graph) -> None:
    network = forum("natverk", None)
    parties = [actor("a"), actor("b"), actor("c"), network, forum("f")]
    seats = [seat("f", "a"), seat("f", "natverk")]
    put(graph, landscape(parties, seats, represents("natverk", "b"), (concerns(who, "gron") for who in "abc")))
    assert rows(graph) == {
        ("gron", "regional", "a", "direct"),
        ("gron", "regional", "b", "network"),
        ("gron", "regional", "c", "none"),
    }
    (finding,) = find_unrepresented(graph, UnrepresentedQuestion(on=ON)).findings
    assert finding.entities == ("c", "gron", "regional")
    assert finding.sentence.in_("en").startswith("C is concerned by Grönt but has no seat at the level Regional")


def test_where_somebody_has_no_seat_is_told(graph: Graph) -> None:
    sitting = [seat("f", "a"), seat("g", "a")]
    put(graph, landscape(actor("a"), actor("b"), forum("f"), forum("g"), sitting, (concerns(who, "gron") for who in "ab")))
    for most in (None, 10):
        looked = {
            row["actor"]: (row["how"], row["forums"], row["looked_in"])
            for row in find_unrepresented(graph, UnrepresentedQuestion(on=ON, most=most)).rows
        }
        assert looked == {"a": ("direct", ["f", "g"], []), "b": ("none", [], ["f", "g"])}


def test_an_area_that_has_lost_its_only_forum_is_a_finding(graph: Graph) -> None:
    """No row can tell it: rows are of the levels at which the area has forums."""
    put(graph, landscape(actor("a"), actor("b"), forum("f", valid_to="2026-05-31"), *(concerns(who, "gron") for who in "ab")))
    for question in (
        UnrepresentedQuestion(on=ON),
        UnrepresentedQuestion(on=ON, area="gron"),
        UnrepresentedQuestion(on=ON, most=5),
    ):
        answer = find_unrepresented(graph, question)
        assert answer.rows == []
        assert [(finding.rule, finding.entities) for finding in answer.findings] == [("area-without-forum", ("gron",))]
        assert answer.findings[0].sentence.in_("en").startswith("Grönt has no forum on this day; it concerns 2 actors")
    assert find_unrepresented(graph, UnrepresentedQuestion(on=ON, area="bla")).findings == []
    assert [finding.rule for finding in find_unrepresented(graph, UnrepresentedQuestion(on="2026-05-31")).findings] == []


def test_a_deputy_alone_is_not_direct(graph: Graph) -> None:
    """Its own seat or a network's: a deputy only sits when another member is absent."""
    parties = [*map(actor, "abcd"), forum("natverk", None), forum("f")]
    deputy = {"position": Position.DEPUTY}
    seats = [seat("f", "a", **deputy), seat("f", "b", **deputy), seat("f", "b", id="f-b-2"), seat("f", "natverk", **deputy)]
    for_d = seat("f", "b", id="f-b-3", on_behalf_of="d", position=Position.COOPTED)
    put(
        graph,
        landscape(
            parties,
            seats,
            for_d,
            represents("natverk", "c"),
            represents("natverk", "a"),
            (concerns(who, "gron") for who in "abcd"),
        ),
    )
    for most in (None, 10):
        answer = find_unrepresented(graph, UnrepresentedQuestion(on=ON, most=most))
        assert {row["actor"]: (row["how"], row["through"]) for row in answer.rows} == {
            "a": ("deputy", ["natverk"]), "b": ("direct", []), "c": ("deputy", ["natverk"]), "d": ("network", ["b"]),
        }  # fmt: skip
        assert answer.findings == []


def test_a_network_of_a_network_is_two_steps_away(graph: Graph) -> None:
    """The seat's holder is the last of the chain; a page reads the same chains."""
    parties = [*map(actor, "ab"), forum("lokala", None), forum("natet", None), forum("f")]
    links = [represents("lokala", "a"), represents("natet", "lokala"), represents("natet", "b")]
    put(graph, landscape(parties, seat("f", "natet"), links, (concerns(who, "gron") for who in "ab")))
    for most in (None, 10):
        found = {row["actor"]: row for row in find_unrepresented(graph, UnrepresentedQuestion(on=ON, most=most)).rows}
        assert [(found[who]["how"], found[who]["steps"]) for who in "ab"] == [("network", 2), ("network", 1)]
        way = {"forum": "f", "seat": "f-natet", "holder": "natet", "through": ["lokala", "natet"], "coopted": False}
        assert found["a"]["ways"] == [way]
        assert found["a"]["through"] == ["lokala", "natet"]


def test_on_behalf_of_counts_as_through_another(graph: Graph) -> None:
    put(graph, landscape(actor("a"), actor("b"), forum("f"), seat("f", "a", on_behalf_of="b"), concerns("b", "gron")))
    assert rows(graph) == {("gron", "regional", "b", "network")}


def test_no_members_on_record_is_unknown(graph: Graph) -> None:
    put(graph, landscape(actor("a"), actor("b"), forum("f"), forum("g"), seat("f", "b"), concerns("a", "gron")))
    assert rows(graph) == {("gron", "regional", "a", "unknown")}
    assert find_unrepresented(graph, UnrepresentedQuestion(on=ON)).findings == []
    assert find_unrepresented(graph, UnrepresentedQuestion(on=ON)).rows[0]["unrecorded"] == ["g"]


def test_so_many_forums_without_members_are_named(graph: Graph) -> None:
    here = [forum(f"g{number:02}") for number in range(30)]
    put(graph, landscape(actor("a"), actor("b"), forum("f"), here, seat("f", "b"), concerns("a", "gron")))
    (row,) = find_unrepresented(graph, UnrepresentedQuestion(on=ON)).rows
    assert row["unrecorded"] == [f"g{number:02}" for number in range(MOST_UNRECORDED)]


def test_a_suggested_member_is_no_record_of_members(graph: Graph) -> None:
    suggested = seat("f", "b", certainty=Certainty.UNCERTAIN, certainty_reason="kallas lämplig")
    put(graph, landscape(actor("a"), actor("b"), forum("f"), suggested, concerns("a", "gron")))
    assert rows(graph) == {("gron", "regional", "a", "unknown")}


def test_a_seat_that_has_ended_represents_nobody(graph: Graph) -> None:
    put(
        graph,
        landscape(
            actor("a"), actor("b"), forum("f"), seat("f", "a", valid_to="2026-05-31"), seat("f", "b"), concerns("a", "gron")
        ),
    )
    assert rows(graph) == {("gron", "regional", "a", "none")}


def test_who_has_ended_represents_nobody(graph: Graph) -> None:
    """Neither by a seat of its own that has no end, nor for others."""
    gone = actor("natverk", valid_to="2026-05-31")
    seats = [seat("f", "b"), seat("f", "natverk"), seat("f", "natverk", on_behalf_of="c", id="for-c")]
    concerned = [concerns(who, "gron") for who in "ac"]
    put(graph, landscape(gone, actor("a"), actor("b"), actor("c"), forum("f"), seats, represents("natverk", "a"), concerned))
    for most in (None, 10):
        how = {row["actor"]: row["how"] for row in find_unrepresented(graph, UnrepresentedQuestion(on=ON, most=most)).rows}
        assert how == {"a": "none", "c": "none"}


def test_sormland_says_unknown_where_the_source_is_silent(sormland_graph: Graph) -> None:
    """The nine municipalities at the regional level of green: the branch forums' members are not on record."""
    found = {
        (row["actor"], row["level"]): row["how"]
        for row in find_unrepresented(sormland_graph, UnrepresentedQuestion(on="2026-11-24")).rows
    }
    assert found["flen-kommun", "regional"] == "unknown"
    assert found["region-sormland", "regional"] == "direct"


def plain(contents: Contents) -> set[_SeatSummary]:
    """Return the same answer from the records alone."""
    return {(area, level, who, how) for (area, level, who), how in plain_states(contents, ON).items()}


@limit_examples(40)
@given(landscapes(parties=4))
def test_brute_force(local_graph: Graph, contents: Contents) -> None:
    put(empty_graph(local_graph), contents)
    assert rows(local_graph) == plain(contents)
    paged = find_unrepresented(local_graph, UnrepresentedQuestion(on=ON, most=100)).rows
    assert paged == find_unrepresented(local_graph, UnrepresentedQuestion(on=ON)).rows
    found = local_graph.read_in_transaction(lambda reader: [finding.about for finding in read_unrepresented(reader, ON)])
    assert found == [(row["actor"], row["area"], row["level"]) for row in paged if row["how"] == "none"]


def test_a_headline_says_that_all_forums_are_only_proposed(graph: Graph) -> None:
    parties = [actor("a"), actor("b"), concerns("a", "gron"), forum("f", standing="proposed"), seat("f", "b")]
    for more, proposed in (([], True), ([forum("g"), seat("g", "b")], False)):
        put(graph, landscape(*parties, *more))
        pages = [find_unrepresented(graph, UnrepresentedQuestion(on=ON, most=most)) for most in (None, 1)]
        for answer in pages:
            assert [row["proposed_forums"] for row in answer.rows] == [proposed]
            assert ("all forums there are only proposed" in answer.findings[0].sentence.in_("en")) == proposed
