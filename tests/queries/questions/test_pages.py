"""Pages: together they are exactly the whole answer, and a filter selects exactly its part of the whole."""

from collections.abc import Callable, Iterable, Iterator
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.errors import NotUnderstood
from model.findings import Answer, Row
from model.vocabulary.actors import Actor
from model.vocabulary.contents import Contents
from model.vocabulary.forums import Forum
from queries.flows.feeds import find_feeds
from queries.landscape.parties import read_party_names, read_party_page
from queries.questions import decisions
from queries.questions.decisions import answer_stalled, find_stalled
from queries.questions.parameters import FeedsQuestion, StallsQuestion, UnrepresentedQuestion
from queries.representation.unrepresented import answer_unrepresented, find_unrepresented
from queries.server.graph import Graph
from queries.server.paging import parse_page
from tests.conftest import limit_examples
from tests.graphs import empty_graph, put
from tests.landscapes import actor, assignment, concerns, decision, forum, landscape, landscapes, seat

ON = "2026-06-01"
DAYS = st.sampled_from(["2025-03-01", ON, "2027-01-15"])
MOST = st.integers(1, 4)


def plain(rows: Iterable[Row]) -> list[Row]:
    """Return the rows without the words that tell namesakes apart, which depend on the page."""
    return [{name: value for name, value in row.items() if "_apart" not in name} for row in rows]


def findings_of(answers: Iterable[Answer]) -> list[tuple[str, tuple[str, ...], list[Row]]]:
    """Return the findings of the pages, each with its rule, entities and rows, in the order of these: areas come on page one."""
    found = [(str(finding.rule), finding.entities, plain(finding.rows)) for answer in answers for finding in answer.findings]
    return sorted(found, key=lambda item: item[:2])


def pages(ask: Callable[[str | None], Answer]) -> Iterator[Answer]:
    after: str | None = None
    while True:
        answer = ask(after)
        yield answer
        after = answer.next
        assert answer.cut == (after is not None)
        if after is None:
            return


@limit_examples(25)
@given(contents=landscapes(parties=4), on=DAYS, most=MOST)
def test_the_pages_of_what_stalls(graph: Graph, contents: Contents, on: str, most: int) -> None:
    put(empty_graph(graph), contents)
    whole = find_stalled(graph, StallsQuestion(on=on))
    found = list(pages(lambda after: find_stalled(graph, StallsQuestion(on=on, most=most, after=after))))
    assert plain(row for page in found for row in page.rows) == plain(whole.rows)
    assert findings_of(found) == findings_of([whole])
    assert all(len(page.rows) == most for page in found[:-1])


@limit_examples(25)
@given(contents=landscapes(parties=4), on=DAYS, most=MOST)
def test_what_is_chosen_of_what_stalls(graph: Graph, contents: Contents, on: str, most: int) -> None:
    put(empty_graph(graph), contents)
    whole = plain(find_stalled(graph, StallsQuestion(on=on)).rows)
    areas = {item.id: item.area for item in contents.of(Forum).values()}
    ends = {(row["forum"], row["party"], areas.get(row["forum"])) for row in whole}
    for by, to, area in sorted(ends, key=str)[:3]:
        for chosen in (("", to, ""), (by or "", "", ""), ("", "", area or ""), (by or "", to, area or "")):
            parties = list_predecessors(contents, to, on)
            wanted = [
                row for row in whole
                if matches(chosen, (row["forum"], to if row["party"] in parties else row["party"], areas.get(row["forum"])))
            ]  # fmt: skip
            asked = StallsQuestion(on=on, most=most, forum=chosen[0], addressee=chosen[1], area=chosen[2])
            found = pages(lambda after, asked=asked: find_stalled(graph, asked.model_copy(update={"after": after})))  # type: ignore[misc]
            assert plain(row for page in found for row in page.rows) == wanted


def list_predecessors(contents: Contents, party: str, on: str) -> set[str]:
    """Return a party and the ended ones that it followed, whose assignments are found under it."""
    found, wanted = {party}, [party]
    while wanted:
        actor = contents.of(Actor).get(wanted.pop())
        for id_ in actor.resulted_from if actor else ():
            before = contents.of(Actor)[id_]
            if id_ not in found and before.valid_to and before.valid_to < on:
                found.add(id_)
                wanted.append(id_)
    return found


def matches(chosen: tuple[str, ...], row: tuple[str | None, ...]) -> bool:
    return all(one in ("", other) for one, other in zip(chosen, row, strict=True))


@limit_examples(25)
@given(contents=landscapes(parties=4), on=DAYS, most=MOST, existing=st.booleans())
def test_the_pages_of_who_lacks_representation(graph: Graph, contents: Contents, on: str, most: int, existing: bool) -> None:
    put(empty_graph(graph), contents)
    asked = UnrepresentedQuestion(on=on, existing=existing)
    whole = find_unrepresented(graph, asked)
    found = list(pages(lambda after: find_unrepresented(graph, asked.model_copy(update={"most": most, "after": after}))))
    assert plain(row for page in found for row in page.rows) == plain(whole.rows)
    assert findings_of(found) == findings_of([whole])
    for place in {(row["area"], row["level"], row["actor"]) for row in whole.rows[:4]}:
        for chosen in (place, (place[0], "", ""), (*place[:2], ""), ("", "", place[2])):
            wanted = [row for row in whole.rows if matches(chosen, (row["area"], row["level"], row["actor"]))]
            one = UnrepresentedQuestion(on=on, existing=existing, area=chosen[0], level=chosen[1], actor=chosen[2])
            assert plain(find_unrepresented(graph, one).rows) == plain(wanted)


Direction = Literal["up", "down", "both"]


@limit_examples(25)
@given(contents=landscapes(parties=6), on=DAYS, most=MOST, direction=st.sampled_from(["up", "down", "both"]))
def test_the_pages_of_who_feeds_whom(graph: Graph, contents: Contents, on: str, most: int, direction: Direction) -> None:
    put(empty_graph(graph), contents)
    for party in sorted(contents.of(Actor))[:2]:
        whole = find_feeds(graph, FeedsQuestion(party=party, on=on, direction=direction))
        found = pages_of_feeds(graph, FeedsQuestion(party=party, on=on, direction=direction, most=most))
        assert plain(row for page in found for row in page.rows) == plain(whole.rows)
        assert all(len(page.rows) == most for page in found[:-1])
        for number, finding in enumerate(whole.findings):
            assert {str(page.findings[number].sentence) for page in found} == {str(finding.sentence)}
            assert plain(row for page in found for row in page.findings[number].rows) == plain(finding.rows)


def pages_of_feeds(graph: Graph, question: FeedsQuestion) -> list[Answer]:
    return list(pages(lambda after: find_feeds(graph, question.model_copy(update={"after": after}))))


def test_the_pages_of_the_parties(graph: Graph) -> None:
    put(graph, landscape(actor(f"a{n}") for n in range(5)))
    everybody = [row["id"] for row in read_party_names(graph)]
    found: list[str] = []
    after: str | None = None
    while True:
        rows, after = read_party_page(graph, parse_page(2, after))
        found += [row["id"] for row in rows]
        if after is None:
            break
        assert (len(rows), after) == (2, found[-1])
    assert found == everybody


@pytest.mark.parametrize("after", ["nowhere", "2026-02-30/u", "taken/u", "a/b/c/d"])
def test_a_place_that_is_none(graph: Graph, after: str) -> None:
    with pytest.raises(NotUnderstood):
        find_stalled(graph, StallsQuestion(on=ON, most=1, after=after))
    with pytest.raises(NotUnderstood):
        find_feeds(graph, FeedsQuestion(party="a", on=ON, most=1, after=after))


def test_what_is_chosen_is_found_by_name(graph: Graph) -> None:
    parts = [assignment("u1", "b", "a", due="2026-01-01"), assignment("u2", "b", "c", due="2026-01-02")]
    people = [actor("a", name="Arbetsförmedlingen"), actor("c"), forum("f"), seat("f", "c"), concerns("a", "gron")]
    put(graph, landscape(people, decision("b", *parts, taken_in="f")))
    found = answer_stalled(graph, StallsQuestion(on=ON, forum="F", addressee="Arbetsförmedlingen", area="grönt"))
    assert [row["assignment"] for row in found.rows] == ["u1"]
    assert found.parameters == {"forum": "f", "addressee": "a", "area": "gron"}
    asked = UnrepresentedQuestion(on=ON, most=1, level="Regional", actor="arbetsförmedlingen")
    one = answer_unrepresented(graph, asked)
    assert [(row["actor"], row["how"]) for row in one.rows] == [("a", "none")]


def test_a_long_list_is_read_in_chunks(graph: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("queries.server.paging.ROWS_PER_READ", 2)
    parts = [assignment(f"u{n}", "b", "a", due=f"2026-01-0{n % 3 + 1}") for n in range(7)]
    put(graph, landscape(actor("a"), decision("b", *parts)))
    assert [row["assignment"] for row in decisions.find_stalled(graph, StallsQuestion(on=ON)).rows] == [
        "u0",
        "u3",
        "u6",
        "u1",
        "u4",
        "u2",
        "u5",
    ]
