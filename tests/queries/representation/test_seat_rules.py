"""Seat rules in forums: every rule of §6.4 met, broken and unknown; random landscapes against brute force, day by day."""

from collections.abc import Iterator
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.errors import NotFound, NotUnderstood
from model.representation.seat_terms import ForumBody
from model.vocabulary.actors import Actor, Function
from model.vocabulary.contents import Contents
from model.vocabulary.forums import Force, Forum, Mandate, Meeting, Position, RuleKind, Seat, SeatRule
from model.vocabulary.groups import Group, GroupKind, GroupMembership
from model.vocabulary.record import Certainty, Record, Standing
from model.vocabulary.registers import ActorKind, Place, PlaceKind, Source
from queries.questions.parameters import SeatRulesQuestion
from queries.representation.forum_bodies import ForumBodies
from queries.representation.seat_rules import answer_seat_rules
from queries.server.graph import Graph, Reader
from tests.conftest import limit_examples
from tests.graphs import put
from tests.landscapes import EVIDENCE, actor, forum, landscape, seat
from tests.model.representation.brute_force import KINDS, find_since, judge
from tests.queries.representation.plain_bodies import plain_bodies

ON, BEFORE = "2026-03-09", "2026-03-05"
DAYS = [f"2026-03-{day:02}" for day in range(1, 11)]
REGISTERS: tuple[Record, ...] = tuple(ActorKind(id=kind, name=kind, plural_name=kind, evidence=EVIDENCE) for kind in KINDS)


def make_rule(id_: str, kind: RuleKind, **more: Any) -> SeatRule:
    fields = {"id": id_, "name": id_, "forum_kind": "slag", "force": Force.RULE, "evidence": EVIDENCE, "rule": kind}
    return SeatRule.model_validate(fields | more)


def ask(graph: Graph, **more: Any) -> dict[tuple[str, str], tuple[str, str | None]]:
    rows = answer_seat_rules(graph, SeatRulesQuestion(**{"on": ON} | more)).rows
    return {(row["forum"], row["rule"]): (row["state"], row["since"]) for row in rows}


# --- against brute force ---------------------------------------------------------------------------------------------

RULES = (
    make_rule("minst-tva", RuleKind.SEAT, least=2, actor_kinds=("a", "b")),
    make_rule("hogst-en", RuleKind.SEAT, most=1, parties=("a0", "f0")),
    make_rule("andel", RuleKind.SHARE, least=50, actor_kinds=("a",)),
    make_rule("majoritet", RuleKind.MAJORITY, actor_kinds=("b", "c")),
    make_rule("ordforande", RuleKind.CHAIR, actor_kinds=("a",)),
    make_rule("mandat", RuleKind.MANDATE, mandate=Mandate.DIRECTIONAL, actor_kinds=("a", "c")),
    make_rule("moten", RuleKind.MEETINGS, least=1, most=1),
)


@st.composite
def seated_landscapes(draw: st.DrawFn) -> Contents:
    def pick(*values: Any) -> Any:
        return draw(st.sampled_from(values))

    def dated(record: Record) -> Record:
        first, last = pick(None, *DAYS), pick(None, None, *DAYS)
        return record.model_copy(update={"valid_from": first, "valid_to": last if (first or "") <= (last or "") else None})

    actors = [dated(actor(f"a{n}", kind=pick(*KINDS, None))) for n in range(3)]
    held = Function(
        id="u", name="U", type="typ", level="lokal", held_at=pick(None, "a0"), standing=Standing.EXISTING, evidence=EVIDENCE
    )
    holders = ("a0", "a1", "a2", "u", "f0", None)
    records: list[Record] = [*RULES, *actors, held, forum("f0"), forum("f1", standing=pick(*Standing))]
    for place, n in product(("f0", "f1"), range(draw(st.integers(0, 3)))):
        holder, doubt = pick(*holders), pick(True, False)
        more = {"certainty_reason": "osäkert", "certainty": Certainty.UNCERTAIN} if doubt else {}
        chosen = {"position": pick(*Position), "mandate": pick(None, *Mandate), "on_behalf_of": pick(None, None, "a1")}
        records.append(dated(seat(place, holder, id=f"{place}-s{n}", standing=pick(*Standing), **chosen, **more)))
    for n in range(draw(st.integers(0, 2))):
        day = pick("2025-03-08", "2025-03-09", "2025-03-10", "2026-03-04")
        records.append(Meeting(id=f"m{n}", name="Möte", forum="f0", held_on=day, evidence=EVIDENCE))
    return landscape(REGISTERS, records)


@given(seated_landscapes())
@limit_examples(30)
def test_random_landscapes_as_of_days_like_brute_force(graph: Graph, contents: Contents) -> None:
    put(graph, contents)
    bodies, first = plain_bodies(contents), "2026-02-26"
    for on in (ON, BEFORE):
        found = ask(graph, on=on)
        assert found.keys() == set(product(("f0", "f1"), (rule.id for rule in RULES)))
        for rule in RULES:
            for id_, body in bodies.items():
                state, since = found[id_, rule.id]
                assert state == judge(rule, body, on), (id_, rule.id)
                assert state != "broken" or max(since or first, first) == find_since(rule, body, on, first), (id_, rule.id)


def read_bodies(graph: Graph, on: str) -> dict[str, ForumBody]:
    def read(reader: Reader) -> list[ForumBody]:
        asked = {"standings": [*map(str, Standing)], "on": on, "after": "", "most": 1000}
        return ForumBodies(reader, on).read(reader.read("representation/ruled-forums", **asked).rows)

    return {body.id: body for body in graph.read_in_transaction(read)}


def test_sormlands_forums_are_read_as_their_records_are(graph: Graph, with_examples: Contents) -> None:
    put(graph, with_examples)
    plain = {id_: body for id_, body in plain_bodies(with_examples).items() if body.span.holds_on(ON)}
    assert read_bodies(graph, ON) == plain


def test_places_groups_and_functions_are_read_for_the_selectors(graph: Graph) -> None:
    county = Place(id="lan", name="Län", kind=PlaceKind.COUNTY, evidence=EVIDENCE)
    town = Place(id="stad", name="Stad", kind=PlaceKind.MUNICIPALITY, within="lan", evidence=EVIDENCE)
    group = Group(id="g", name="G", kind=GroupKind.TARGET, evidence=EVIDENCE)
    within = Group(id="i-g", name="I G", kind=GroupKind.TARGET, within="g", evidence=EVIDENCE)
    belongs = GroupMembership(id="a0-i-g", source="a0", target="i-g", valid_from="2026-03-07", evidence=EVIDENCE)
    held = Function(id="u", name="U", type="typ", level="lokal", held_at="a0", standing=Standing.EXISTING, evidence=EVIDENCE)
    rules = [
        make_rule("grupp", RuleKind.SEAT, groups=("g",)),
        make_rule("plats", RuleKind.SEAT, places=("lan",)),
        make_rule("roll", RuleKind.SEAT, roles=("roll",), levels=("lokal",)),
        make_rule("varje", RuleKind.EVERY_PLACE, place_kind=PlaceKind.MUNICIPALITY),
    ]
    member = actor("a0", roles=("roll",), place="stad")
    records = (county, town, group, within, belongs, held, member, forum("f0", place="lan"), seat("f0", "u"), rules)
    put(graph, landscape(*records))
    states = {rule: state for (_forum, rule), (state, _since) in ask(graph).items()}
    assert states == {"grupp": "met", "plats": "unknown", "roll": "met", "varje": "unknown"}  # the function has no place
    assert ask(graph, on="2026-03-06")["f0", "grupp"] == ("unknown", None)
    put(graph, landscape(*records, seat("f0", "a0")))
    assert {state for state, _since in ask(graph).values()} == {"met"}


# --- the rules of §6.4 -----------------------------------------------------------------------------------------------

OUTSIDER = "utomstaende"
STATES = ("met", "broken", "unknown")


def build_cases(sormland: Contents) -> Contents:
    """For each rule of Sörmland's seed three invented forums, which satisfy it, break it, and leave it unknown."""
    invented: dict[str, Any] = {"evidence": ("exempel",), "example": True}
    kind = ActorKind(id=OUTSIDER, name=OUTSIDER, plural_name=OUTSIDER, **invented)
    records: list[Record] = [Source(id="exempel", name="Exempel", **invented), kind]
    shared: dict[str, Any] = {"type": "utbildare", "level": "regional"} | invented
    records.append(Actor(id="x-utom", name="X", kind=OUTSIDER, **shared))
    records.append(Forum(id="x-moder", name="M", kind="natverk", standing=Standing.EXISTING, **shared))
    for n, day in enumerate(("2025-01-15", "2025-09-15", "2026-02-15")):
        records.append(Meeting(id=f"x-moder-{n}", name="Möte", forum="x-moder", held_on=day, **invented))
    for rule, state in product(sormland.of(SeatRule).values(), STATES):
        chosen = f"x-{rule.actor_kinds[0]}" if rule.actor_kinds else rule.parties[0] if rule.parties else "x-utom"
        if rule.actor_kinds:
            records.append(Actor(id=chosen, name=chosen, kind=rule.actor_kinds[0], **shared))
        id_ = f"{rule.id}-i-laget-{state}"
        above = "x-moder" if rule.parent_least is not None else None
        records.append(Forum(id=id_, name=id_, kind=rule.forum_kind, part_of=above, standing=Standing.EXISTING, **shared))
        records += CASES[rule.rule](id_, rule, chosen, state, invented)
    return sormland.with_({record.key: record for record in records}.values())


def make_seats(id_: str, invented: dict[str, Any], *held: tuple[str, dict[str, Any]]) -> Iterator[Record]:
    for n, (holder, more) in enumerate(held):
        yield Seat(**{"id": f"{id_}-{n}", "forum": id_, "holder": holder, "standing": Standing.EXISTING} | more | invented)


def make_counted(id_: str, rule: SeatRule, chosen: str, state: str, invented: dict[str, Any]) -> Iterator[Record]:
    """Of three members two are chosen, or one; or they are proposed."""
    more = {"standing": Standing.PROPOSED} if state == "unknown" else {}
    second = "x-utom" if state == "broken" else chosen
    first = "x-utom" if state == "broken" and rule.rule == RuleKind.SEAT else chosen
    yield from make_seats(id_, invented, (first, more), (second, more), ("x-utom", more))


def make_position(id_: str, rule: SeatRule, chosen: str, state: str, invented: dict[str, Any]) -> Iterator[Record]:
    """The chair is chosen, another, or not on record."""
    position = Position.MEMBER if state == "unknown" else Position.of(str(rule.rule))
    yield from make_seats(id_, invented, ("x-utom" if state == "broken" else chosen, {"position": position}))


def make_mandated(id_: str, rule: SeatRule, chosen: str, state: str, invented: dict[str, Any]) -> Iterator[Record]:
    mandate = {"met": rule.mandate, "broken": Mandate.NONE}.get(state)
    yield from make_seats(id_, invented, (chosen, {"mandate": mandate}))


def make_meetings(id_: str, rule: SeatRule, _chosen: str, state: str, invented: dict[str, Any]) -> Iterator[Record]:
    """As many as are asked for in the year, none of them, or one that is planned; the first two with one before."""
    days = {"met": ["2025-01-15", *(f"2026-0{n}-15" for n in range(1, (rule.least or 0) + 1))], "broken": ["2025-01-15"]}
    for n, day in enumerate(days.get(state, [])):
        yield Meeting(id=f"{id_}-{n}", name="Möte", forum=id_, held_on=day, **invented)
    if state == "unknown":
        yield Meeting(id=f"{id_}-plan", name="Möte", forum=id_, planned_on="2026-09-01", **invented)


CASES = {
    RuleKind.SEAT: make_counted,
    RuleKind.NOT_MINORITY: make_counted,
    RuleKind.MAJORITY: make_counted,
    RuleKind.CHAIR: make_position,
    RuleKind.CONVENER: make_position,
    RuleKind.MANDATE: make_mandated,
    RuleKind.MEETINGS: make_meetings,
}


def test_each_rule_of_6_4_is_met_broken_and_unknown(graph: Graph, sormland: Contents) -> None:
    put(graph, build_cases(sormland))
    found = ask(graph, on="2026-06-01")
    possible = {rule.id for rule in sormland.of(SeatRule).values() if rule.force == Force.POSSIBLE}
    wanted = {(f"{rule.id}-i-laget-{state}", rule.id): state for rule, state in product(sormland.of(SeatRule).values(), STATES)}
    wanted |= {key: "unmet" for key, state in wanted.items() if state == "broken" and key[1] in possible}
    assert len(wanted) > 150
    assert {key: found[key][0] for key in wanted} == wanted


# --- the question ----------------------------------------------------------------------------------------------------


def test_pages_and_filters_are_parts_of_the_whole(graph: Graph, with_examples: Contents) -> None:
    put(graph, with_examples)
    whole = list(ask(graph))
    pages: list[tuple[str, str]] = []
    after, more = None, True
    while more:
        answer = answer_seat_rules(graph, SeatRulesQuestion(on=ON, most=50, after=after))
        pages += [(row["forum"], row["rule"]) for row in answer.rows]
        after, more = answer.next, answer.cut
    assert pages == whole
    every = ask(graph)
    for field, chosen in (
        ("state", "bruten"),
        ("force", "law"),
        ("kind", "programrad"),
        ("level", "lokal"),
        ("area", "Utbildning & Matchning"),
    ):
        part = ask(graph, **{field: chosen})
        assert part
        assert part.items() < every.items()
    assert set(ask(graph, forum="yh-styrgrupper")) == {key for key in every if key[0] == "yh-styrgrupper"}
    assert answer_seat_rules(graph, SeatRulesQuestion(on=ON, existing=True)).rows != []


def test_a_question_that_cannot_be_answered(graph: Graph, with_examples: Contents) -> None:
    put(graph, with_examples)
    with pytest.raises(NotFound):
        answer_seat_rules(graph, SeatRulesQuestion(on=ON, kind="branschfrum"))
    with pytest.raises(NotUnderstood):
        answer_seat_rules(graph, SeatRulesQuestion(on=ON, after="f0"))


def test_contradictory_recommendations_are_told_and_are_no_finding(graph: Graph) -> None:
    rules = [
        make_rule(id_, RuleKind.SEAT, force=Force.RECOMMENDED, **more) for id_, more in (("r", {"least": 3}), ("s", {"most": 2}))
    ]
    put(graph, landscape(*rules))
    (told,) = answer_seat_rules(graph, SeatRulesQuestion(on=ON)).findings
    assert (told.rule, told.entities) == ("seat-advice-contradicts", ("slag", "r", "s"))
    assert told.sentence.in_("en").endswith("It is a recommendation, which does not bind.")


def test_what_is_only_possible_is_never_broken_and_forums_without_rules_are_counted(graph: Graph) -> None:
    rules = [make_rule(force, RuleKind.SEAT, actor_kinds=("a",), force=force) for force in ("rule", "possible")]
    parties = [actor("x", kind="b"), forum("f"), forum("g", kind="utan"), seat("f", "x")]
    put(graph, landscape(REGISTERS, rules, parties))
    answer = answer_seat_rules(graph, SeatRulesQuestion(on=ON))
    assert {row["rule"]: row["state"] for row in answer.rows} == {"rule": "broken", "possible": "unmet"}
    assert [finding.rule for finding in answer.findings] == ["seat-rule-broken"]
    assert answer.parameters["forums_without_rules"] == 1
    assert [row["forum"] for row in answer.parameters["named_without_rules"]] == ["g"]
    assert ask(graph, state="unmet").keys() == {("f", "possible")}
    assert answer_seat_rules(graph, SeatRulesQuestion(on=ON, forum="g")).parameters["forums_without_rules"] == 1


def test_why_the_rules_of_a_kind_say_nothing_of_a_forum(graph: Graph) -> None:
    """The nearest innocent case: a forum with a row says no such reason."""
    rule = make_rule("moten", RuleKind.MEETINGS, least=1, parent_least=1, parent_most=2)
    days = ["2024-01-01", "2025-06-01", "2025-07-01", "2025-08-01"]
    many = [Meeting(id=f"m{day}", name=day, forum="over", held_on=day, evidence=EVIDENCE) for day in days]
    forums = [forum("over", kind="utan"), forum("f", part_of="over"), forum("slutat", valid_to="2020-01-01"), forum("g")]
    put(graph, landscape(REGISTERS, [rule], forums, many))
    reasons = {
        id_: answer_seat_rules(graph, SeatRulesQuestion(on=ON, forum=id_)).parameters.get("why_none") for id_ in ("f", "slutat")
    }
    assert reasons == {"f": "conditions", "slutat": "absent"}
    elsewhere = answer_seat_rules(graph, SeatRulesQuestion(on=ON, forum="g", level="lokal"))
    assert elsewhere.parameters.get("why_none") == "elsewhere"
