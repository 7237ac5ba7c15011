"""Answers and lists tell namesakes apart."""

import pytest

from loaders.staging.store import StagedRecords
from model.errors import NotFound
from model.findings import Answer
from queries.flows.feeds import find_feeds
from queries.landscape.parties import MOST_NAMES_OFFERED, find_party, read_party_page, read_short_names
from queries.memory.as_of import read_record_as_of
from queries.questions.decisions import find_stalled
from queries.questions.parameters import FeedsQuestion, StallsQuestion, UnrepresentedQuestion
from queries.representation.unrepresented import find_unrepresented
from queries.server.graph import Graph
from queries.server.paging import WHOLE_ANSWER
from tests.graphs import put
from tests.landscapes import actor, assignment, concerns, decision, flow, forum, landscape, seat

ON = "2026-06-01"
COMMITTEES = [forum(f"{of}-au", name="Arbetsutskottet", part_of=of) for of in ("hamnradet", "sjorad")]
HERE = landscape(
    forum("hamnradet", short_name="Hamnen"), forum("sjorad"), *COMMITTEES, actor("del-1", name="Del", part_of="a"),
    actor("del-2", name="Del", part_of="b"), actor("a"), actor("b"), concerns("del-1", "gron"), concerns("del-2", "gron"),
    *(seat("hamnradet", id_) for id_ in ("a", "del-1", "hamnradet-au", "sjorad-au")), seat("sjorad", "b"),
    *(seat(one.id, None) for one in COMMITTEES), *(flow("a", one.id) for one in COMMITTEES),
    *decision("d", *(assignment(f"u-{one.id}", "d", one.id, due="2026-01-01") for one in COMMITTEES), taken_in="hamnradet"),
)  # fmt: skip


def apart(answer: Answer, field: str) -> list[str]:
    return [row.get(f"{field}_apart", "") for row in answer.rows]


def test_answers_tell_namesakes_apart(graph: Graph) -> None:
    put(graph, HERE)
    assert apart(find_feeds(graph, FeedsQuestion(party="a", on=ON, direction="down")), "name") == ["Hamnen", "Sjorad"]
    answer = find_stalled(graph, StallsQuestion(on=ON))
    assert apart(answer, "addressee") == ["Hamnen", "Sjorad"]
    assert "Arbetsutskottet (Sjorad)" in answer.findings[1].sentence.in_("sv")
    answer = find_unrepresented(graph, UnrepresentedQuestion(on=ON))
    assert [(row["actor"], row["name"], row["name_apart"]) for row in answer.rows] == [
        ("del-1", "Del", "A"),
        ("del-2", "Del", "B"),
    ]
    assert answer.findings[0].sentence.in_("sv").startswith("Del (B) ")
    rows, _next = read_party_page(graph, WHOLE_ANSWER)
    assert {row["id"]: row["name_apart"] for row in rows if "name_apart" in row} == {
        "del-1": "A", "del-2": "B", "hamnradet-au": "Hamnen", "sjorad-au": "Sjorad",
    }  # fmt: skip
    assert {id_: name.sv for id_, name in read_short_names(graph, ["a", "del-1", "del-2"]).items()} == {
        "a": "A", "del-1": "Del (A)", "del-2": "Del (B)",
    }  # fmt: skip
    with pytest.raises(NotFound) as caught:
        find_party(graph, "arbetsutskottet")
    assert caught.value.text.in_("sv") == "flera heter 'arbetsutskottet': hamnradet-au (Hamnen), sjorad-au (Sjorad)"


def test_show_tells_apart_what_sits_there(graph: Graph) -> None:
    put(graph, HERE)
    found = read_record_as_of(graph, ("Forum", "hamnradet"), ON)
    rows = [row["sentence"]["sv"] for row in found.as_json()["rows"] if row["type"] == "Seat"]
    assert [row.partition(" i ")[0] for row in rows] == ["A", "Del", "Arbetsutskottet (Hamnen)", "Arbetsutskottet (Sjorad)"]


def test_a_plan_of_a_load_tells_namesakes_apart() -> None:
    with StagedRecords.on_disk() as staged:
        staged.add_known(HERE)
        assert {id_: name.sv for id_, name in staged.distinctions().items()} == {
            id_: name.sv for id_, name in HERE.distinctions().items()
        }


def test_what_is_no_name_finds_nobody(graph: Graph) -> None:
    """Empty fields and signs are no names: nobody is called so."""
    put(graph, landscape(actor("a", short_name="…!"), actor("b")))
    for said in ("", " ", "…"):
        with pytest.raises(NotFound, match="unknown party"):
            find_party(graph, said)


def test_no_more_namesakes_are_offered_than_can_be_read(graph: Graph) -> None:
    put(graph, landscape(*(actor(f"a-{n:02}", name="Lika") for n in range(MOST_NAMES_OFFERED + 2))))
    with pytest.raises(NotFound) as caught:
        find_party(graph, "lika")
    assert len(caught.value.suggestions) == MOST_NAMES_OFFERED
    assert caught.value.text.in_("en").endswith(" … +2")
