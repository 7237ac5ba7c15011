"""The view of a landscape: the cells of parties, the boxes that they share, the lines that flows share."""

from typing import Any

from model.vocabulary.contents import Contents
from model.vocabulary.flows import FlowKind
from model.vocabulary.record import Certainty, Record, Standing
from model.vocabulary.registers import ActorKind, ActorType, Level
from tests.landscapes import BASE, EVIDENCE, actor, flow, forum
from viz.layout.lay_out import lay_out_view
from viz.style.geometry import Box, MapView
from viz.view.stacking import MEMBERS_PER_PAGE, MOST_BOXES
from viz.view.view import build_view, tell_unknown_beginnings

ON = "2026-06-01"
KIND = ActorKind(id="kommun", name="kommun", plural_name="Kommuner", plural_name_en="Municipalities", evidence=EVIDENCE)


def view(*records: Record, on: str = ON, open_stack: str | None = None) -> MapView:
    return build_view(Contents([*BASE, KIND, *records]), on, "sv", open_stack)


def municipalities(count: int) -> list[Record]:
    return [actor(f"kommun-{number}", kind="kommun") for number in range(count)]


def box(view: MapView, id_: str) -> Box:
    return next(box for box in view.boxes if box.id == id_)


def test_a_forum_with_an_area_stands_in_its_panel_and_one_without_in_its_column() -> None:
    seen = view(forum("rad"), forum("natverk", area=None, level="lokal"))
    assert {(box.id, box.area, box.column, box.row) for box in seen.boxes} == {
        ("rad", "gron", None, "regional"),
        ("natverk", None, "typ", "lokal"),
    }


def test_the_forum_band_lies_below_the_first_level_that_has_forums() -> None:
    national = Level(id="nationell", name="Nationell", order=0, evidence=EVIDENCE)
    above = [actor("a", level="nationell"), actor("b", level="regional"), actor("c")]
    seen = view(national, *above, forum("rad", level="nationell"))
    assert [row.id for row in seen.rows] == ["nationell", "regional", "lokal"]
    assert seen.band_after == 2
    assert box(seen, "rad").row == "regional"


def test_three_neighbours_of_a_kind_are_a_stack_and_two_are_not() -> None:
    (stack,) = view(*municipalities(3)).boxes
    assert (stack.id, stack.label, stack.name, stack.count) == ("stack.typ.lokal.actor.kommun", "Kommuner", "Kommuner (3)", 3)
    assert len(view(*municipalities(2)).boxes) == 2


def test_an_opened_stack_is_replaced_by_its_members() -> None:
    seen = view(*municipalities(3), actor("annan"), open_stack="stack.typ.lokal.actor.kommun")
    assert {box.id for box in seen.boxes if box.stack == "stack.typ.lokal.actor.kommun"} == {"kommun-0", "kommun-1", "kommun-2"}
    assert seen.open_stack == "stack.typ.lokal.actor.kommun"


def test_a_stack_that_does_not_exist_opens_nothing() -> None:
    assert view(*municipalities(3), open_stack="stack.annat").open_stack is None


def test_a_large_stack_opens_a_page_at_a_time() -> None:
    name = "stack.typ.lokal.actor.kommun"
    first = view(*municipalities(MEMBERS_PER_PAGE + 5), open_stack=name)
    second = view(*municipalities(MEMBERS_PER_PAGE + 5), open_stack=f"{name}~1")
    assert (len(first.boxes), box(first, f"{name}~1").count) == (MEMBERS_PER_PAGE + 1, 5)
    assert (len(second.boxes), box(second, f"{name}~0").count) == (6, MEMBERS_PER_PAGE)


def test_flows_of_one_kind_between_two_boxes_are_one_line_and_opposite_ones_another() -> None:
    records = [*municipalities(3), actor("region", level="regional")]
    down = [flow("region", f"kommun-{number}") for number in range(3)]
    seen = view(*records, *down, flow("kommun-0", "region"), flow("region", "kommun-1", FlowKind.ORDER))
    stack = "stack.typ.lokal.actor.kommun"
    assert {(line.source, line.target, line.kind, len(line.flows)) for line in seen.lines} == {
        ("region", stack, FlowKind.DEMAND, 3),
        (stack, "region", FlowKind.DEMAND, 1),
        ("region", stack, FlowKind.ORDER, 1),
    }


def test_a_flow_within_a_stack_is_counted_and_not_drawn() -> None:
    seen = view(*municipalities(3), flow("kommun-0", "kommun-1"))
    assert seen.lines == ()
    assert box(seen, "stack.typ.lokal.actor.kommun").within == 1


def test_a_stack_counts_those_of_its_members_that_are_proposed_or_examples() -> None:
    """One existing member does not make nine proposed ones look existing."""
    forums = [forum(f"rad-{number}", standing=Standing.PROPOSED) for number in range(9)]
    (stack,) = view(*forums, forum("rad-9", example=True)).boxes
    assert (stack.count, stack.proposed, stack.examples) == (10, 9, 1)


def test_a_line_counts_those_of_its_flows_that_are_proposed_and_what_is_uncertain_is_counted_beneath() -> None:
    doubtful: dict[str, Any] = {
        "standing": Standing.PROPOSED,
        "certainty": Certainty.UNCERTAIN,
        "certainty_reason": "läst ur en bild",
    }
    records = [*municipalities(3), actor("region", level="regional"), flow("region", "kommun-0")]
    seen = view(*records, flow("region", "kommun-1", **doubtful))
    assert [(len(line.flows), line.proposed) for line in seen.lines] == [(2, 1)]
    assert seen.notes == ("Osäkert: 0 parter och 1 flöde; panelen och tabellen säger varför.",)
    (line,) = view(*records[:4], flow("region", "kommun-1", **doubtful)).lines
    assert (len(line.flows), line.proposed) == (1, 1)


def test_only_what_holds_on_the_day_is_seen_its_last_day_included() -> None:
    ended = [actor("a", valid_to="2020-12-31"), actor("b"), flow("a", "b")]
    assert [box.id for box in view(*ended, on="2020-12-31").boxes] == ["a", "b"]
    assert ([box.id for box in view(*ended, on="2021-01-01").boxes], view(*ended, on="2021-01-01").lines) == (["b"], ())


def test_a_crowded_cell_ends_with_a_stack_of_its_least_connected() -> None:
    crowd = [actor(f"aktor-{number:02}") for number in range(30)]
    seen = view(*crowd, flow("aktor-29", "aktor-28"))
    rest = box(seen, "stack.typ.lokal.rest")
    assert rest.label == "fler aktörer"
    assert rest.count + len(seen.boxes) - 1 == 30
    assert not {"aktor-28", "aktor-29"} & set(rest.members)


def test_100_000_actors_are_a_map_of_at_most_150_boxes() -> None:
    types = [ActorType(id=f"typ-{number}", name="Typ", order=number, evidence=EVIDENCE) for number in range(20)]
    one = actor("aktor-0")
    levels = ("regional", "lokal")
    many = [
        one.model_copy(
            update={"id": f"aktor-{n}", "type": f"typ-{n % 20}", "level": levels[n % 2], "kind": "kommun" if n % 3 else None}
        )
        for n in range(100_000)
    ]
    contents = Contents([*BASE, *types, KIND, *many])
    seen = build_view(contents, ON, "sv")
    assert len(seen.boxes) <= MOST_BOXES
    assert sum(box.count for box in seen.boxes) == 100_000
    assert lay_out_view(seen).boxes


def test_an_area_and_a_column_of_the_same_id_have_stacks_of_their_own() -> None:
    both = [forum(f"i-{n}", "gron") for n in range(3)] + [forum(f"utan-{n}", None, type="gron") for n in range(3)]
    seen = view(ActorType(id="gron", name="Grön", order=2, evidence=EVIDENCE), *both)
    assert sorted(stack.members[0] for stack in seen.boxes if stack.shape == "stack") == ["i-0", "utan-0"]
    assert len({stack.id for stack in seen.boxes}) == 2


def test_boxes_of_namesakes_say_what_tells_them_apart() -> None:
    alike = {"name": "Arbetsutskottet", "short_name": "AU"}
    seen = view(actor("a", **alike), actor("b", level="regional", **alike), actor("c"))
    assert {(box.id, box.name, box.label) for box in seen.boxes} == {
        ("a", "Arbetsutskottet (Lokal)", "AU (Lokal)"),
        ("b", "Arbetsutskottet (Regional)", "AU (Regional)"),
        ("c", "C", "C"),
    }


def test_notes_point_only_to_what_stands_beside_the_map() -> None:
    contents = Contents([*BASE, actor("a", certainty="uncertain", certainty_reason="?")])
    page, paper = build_view(contents, ON, "sv"), build_view(contents, ON, "sv", beside="document")
    assert page.notes == ("Osäkert: 1 part och 0 flöden; panelen och tabellen säger varför.",)
    assert page.plain_notes == paper.plain_notes == ("Osäkert: 1 part och 0 flöden.",)
    assert paper.notes == ("Osäkert: 1 part och 0 flöden; förteckningarna säger varför.",)


def test_a_map_of_the_past_says_of_how_many_the_first_day_is_unknown() -> None:
    contents = Contents([*BASE, actor("a"), actor("b", valid_from="2010-01-01"), actor("c", valid_from="2020-01-01")])

    def subtitle(on: str) -> str:
        return tell_unknown_beginnings(build_view(contents.on(on), on, "sv"), contents, on, "sv").subtitle

    assert subtitle("2015-01-01").endswith("För 1 av dessa är första dagen okänd; den visas som om den alltid hade funnits.")
    assert "okänd" not in subtitle("2020-01-01")
