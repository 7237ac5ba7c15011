"""What is proposed to give actors a voice: what speaks for it, what stays without, and that it holds once it is loaded."""

from pathlib import Path
from typing import Any

from loaders.opening import read_paths
from loaders.plan.loading import load_plan
from loaders.reports.mending_proposal import name_proposal, write_proposal
from model.findings import Answer
from model.vocabulary.forums import Force, Mandate, RuleKind, SeatRule
from model.vocabulary.groups import Group, GroupKind, GroupMembership
from model.vocabulary.record import Record
from model.vocabulary.registers import ActorKind, Place, PlaceKind
from queries.landscape.registers import read_contents
from queries.questions.parameters import MendQuestion, UnrepresentedQuestion
from queries.representation.mending import answer_mend
from queries.representation.unrepresented import find_unrepresented
from queries.server.graph import Graph
from tests.graphs import put
from tests.landscapes import EVIDENCE, actor, concerns, forum, landscape, represents, seat

ON = "2026-06-01"
KINDS = [ActorKind(id=kind, name=kind, plural_name=kind, evidence=EVIDENCE) for kind in ("skola", "firma")]
PLACES = [Place(id=place, name=place.capitalize(), kind=PlaceKind.MUNICIPALITY, evidence=EVIDENCE) for place in ("nord", "syd")]


def rule(id_: str, kind: RuleKind, **more: Any) -> SeatRule:
    fields = {
        "id": id_,
        "name": id_.capitalize(),
        "forum_kind": "slag",
        "rule": kind,
        "evidence": EVIDENCE,
        "actor_kinds": ("firma",),
    }
    return SeatRule.model_validate(fields | {"force": Force.RULE} | more)


def ask(graph: Graph, **question: Any) -> Answer:
    return answer_mend(graph, MendQuestion(on=ON, **question))


def changes(answer: Answer) -> list[tuple[str, str, str]]:
    return [(row["kind"], row["party"], row["into"]) for row in answer.rows if row["what"] == "change"]


def summary(answer: Answer) -> Any:
    return answer.rows[0]


def school_network() -> list[Record | list[Record]]:
    """Three schools without a voice, of which a network represents two; a firm sits in the forum."""
    schools: list[Record] = [actor(id_, kind="skola") for id_ in ("s1", "s2", "s3")]
    firm = [actor("firma1", kind="firma"), concerns("firma1", "gron"), seat("f", "firma1")]
    links: list[Record] = [represents("natverk", "s1"), represents("natverk", "s2")]
    return [
        *KINDS,
        schools,
        firm,
        forum("natverk", None),
        forum("f"),
        links,
        [concerns(id_, "gron") for id_ in ("s1", "s2", "s3")],
    ]


def test_a_network_with_a_seat_and_a_new_member(graph: Graph) -> None:
    put(graph, landscape(*school_network()))
    answer = ask(graph)
    assert changes(answer) == [("seat", "natverk", "f"), ("join", "s3", "natverk")]
    assert (summary(answer)["lacking"], summary(answer)["voices"], summary(answer)["proven"], summary(answer)["others"]) == (
        3,
        3,
        True,
        1,
    )
    assert changes(ask(graph, changes=1)) == [("seat", "natverk", "f")]
    without = [(row["actor"], row["why"]) for row in ask(graph, changes=1).rows if row["what"] == "without"]
    assert without == [("s3", "limit")]


def test_after_the_proposal_is_loaded_nobody_lacks_a_voice(graph: Graph, tmp_path: Path) -> None:
    """The question itself writes nothing; the file is a plan that is all proposed, and the rules hold."""
    share = rule("andel", RuleKind.NOT_MINORITY)
    put(graph, landscape(*school_network(), actor("firma2", kind="firma"), concerns("firma2", "gron"), share))
    before = read_contents(graph)
    answer = ask(graph)
    assert read_contents(graph) == before
    write_proposal(tmp_path / "forslag.json", answer)
    load_plan(graph, read_paths([tmp_path / "forslag.json"], None, name_proposal(answer)), "tests", "test")
    hows = {
        row["actor"]: (row["how"], row["standing"], row["certainty"])
        for row in find_unrepresented(graph, UnrepresentedQuestion(on=ON)).rows
    }
    assert {how for how, *_ in hows.values()} <= {"direct", "network"}
    assert {hows[id_][1:] for id_ in ("s1", "s2", "s3", "firma2")} == {("proposed", "uncertain")}
    assert summary(ask(graph))["lacking"] == 0
    existing = ask(graph, existing=True)
    assert summary(existing)["lacking"] == 4


def test_a_rule_that_binds_leaves_somebody_without_and_a_recommendation_does_not(graph: Graph) -> None:
    here = [*map(actor, "abc"), forum("f"), seat("f", "a"), *(concerns(id_, "gron") for id_ in "abc")]
    for force, left in ((Force.RULE, [("rule", ["tak"])]), (Force.RECOMMENDED, [])):
        put(graph, landscape(*KINDS, here, rule("tak", RuleKind.SEAT, actor_kinds=(), most=2, force=force)))
        answer = ask(graph)
        without = [(row["why"], row["rules"]) for row in answer.rows if row["what"] == "without"]
        assert (len(changes(answer)), without) == (2 - len(left), left)


def test_what_rules_and_groups_ask_for_comes_first_and_is_told(graph: Graph) -> None:
    group = Group(id="bjuds", name="Bjuds in", kind=GroupKind.INVITED, evidence=EVIDENCE)
    member = GroupMembership(id="b-i-bjuds", source="b", target="bjuds", evidence=EVIDENCE)
    asked = rule("plats", RuleKind.SEAT, force=Force.LAW)
    mandate = rule("mandat", RuleKind.MANDATE, mandate=Mandate.DECIDE)
    parties = [actor("a", kind="skola"), actor("b", kind="skola"), actor("c", kind="firma"), actor("d", kind="skola")]
    put(
        graph,
        landscape(
            *KINDS, group, parties, member, asked, mandate, forum("f"), seat("f", "d"), [concerns(id_, "gron") for id_ in "abc"]
        ),
    )
    answer = ask(graph, changes=2)
    assert changes(answer) == [("seat", "b", "f"), ("seat", "c", "f")]
    rows = {row["party"]: row for row in answer.rows if row["what"] == "change"}
    assert (rows["c"]["rules"], rows["c"]["mandate"], rows["b"]["groups"]) == (["plats"], "decide", ["bjuds"])
    assert "“Plats” (required by law, kalla §1)" in rows["c"]["reasons"]["en"]
    assert rows["b"]["reasons"]["en"] == "to be invited first (§6.3): Bjuds in; has no voice in any forum"
    assert rows["c"]["sentence"]["en"] == "C gets a seat in F, with a mandate (may decide): a voice for C (Grönt, Regional)."
    assert [finding.entities[:2] for finding in answer.findings] == [("b", "f"), ("c", "f")]


def test_nobody_is_proposed_a_seat_in_another_place(graph: Graph) -> None:
    forums = [forum("f-nord", level="lokal", place="nord"), seat("f-nord", "n")]
    parties = [actor("n", place="nord"), actor("m", place="nord"), actor("s", place="syd"), actor("any")]
    put(graph, landscape(*PLACES, parties, forums, [concerns(id_, "gron") for id_ in ("n", "m", "s", "any")]))
    answer = ask(graph)
    assert changes(answer) == [("seat", "any", "f-nord"), ("seat", "m", "f-nord")]
    assert [(row["actor"], row["why"]) for row in answer.rows if row["what"] == "without"] == [("s", "no-forum")]


def test_what_is_unknown_is_told_and_not_mended(graph: Graph) -> None:
    put(graph, landscape(actor("a"), actor("b"), forum("f"), forum("g"), seat("f", "b"), concerns("a", "gron")))
    answer = ask(graph)
    assert (summary(answer)["lacking"], summary(answer)["unknown"], changes(answer)) == (0, 1, [])
    assert [row["forum"] for row in answer.rows if row["what"] == "ask"] == ["g"]
    assert [row for row in answer.rows if row["what"] == "sure"] == []


def test_a_voice_is_only_known_to_lack_everywhere_if_all_members_are_on_record(graph: Graph) -> None:
    put(graph, landscape(actor("a"), actor("b"), forum("f"), forum("g", "gul"), seat("f", "b"), concerns("a", "gron")))
    (change,) = [row for row in ask(graph).rows if row["what"] == "change"]
    assert change["reasons"]["en"] == "has no known voice in any forum"


def test_the_seat_for_a_network_that_would_make_sure_of_most_unknown_voices(graph: Graph) -> None:
    """The large network speaks for two, but sure is only what exists: g is proposed, and so is the link of c."""
    parties = [*map(actor, "abc"), forum("liten", None), forum("stor", None), forum("f"), forum("g", standing="proposed")]
    links = [
        represents("liten", "a"),
        represents("stor", "a"),
        represents("stor", "b"),
        represents("stor", "c", standing="proposed"),
    ]
    put(graph, landscape(parties, links, [concerns(id_, "gron") for id_ in "abc"]))
    (sure,) = [row for row in ask(graph).rows if row["what"] == "sure"]
    assert (sure["network"], sure["forum"], sure["actors"], sure["others"]) == ("stor", "f", ["a", "b"], 0)
    put(graph, landscape(parties, links, [concerns(id_, "gron") for id_ in "abc"], seat("f", "stor")))
    assert (summary(ask(graph))["unknown"], summary(ask(graph, existing=True))["lacking"]) == (0, 1)


def test_a_guess_is_only_made_when_asked_for(graph: Graph) -> None:
    put(graph, landscape(*KINDS, actor("a", kind="firma"), actor("s", kind="skola"), forum("natverk", None), forum("f"), seat("f", "natverk"),
                         represents("natverk", "s"), concerns("a", "gron")))  # fmt: skip
    assert changes(ask(graph)) == [("seat", "a", "f")]
    answer = ask(graph, guesses=True)
    assert (changes(answer), summary(answer)["others"]) == ([("seat", "a", "f")], 1)


def test_as_of_an_earlier_day(graph: Graph) -> None:
    put(
        graph,
        landscape(
            actor("a"), actor("b"), forum("f"), seat("f", "b"), seat("f", "a", valid_to="2026-05-31"), concerns("a", "gron")
        ),
    )
    assert changes(ask(graph)) == [("seat", "a", "f")]
    assert summary(answer_mend(graph, MendQuestion(on="2026-05-31")))["lacking"] == 0


def test_sormland_lacks_voices_only_in_the_two_councils_whose_members_are_on_record(sormland_graph: Graph) -> None:
    answer = answer_mend(sormland_graph, MendQuestion(on="2026-11-24", changes=3))
    assert [summary(answer)[name] for name in ("lacking", "voices", "actors", "proven")] == [11, 3, 3, True]
    assert {row["level"] for row in answer.rows if row["what"] == "without"} == {"regional"}
    assert next(row["forum"] for row in answer.rows if row["what"] == "ask") == "rar-lg"


def test_that_only_examples_tell_that_a_voice_lacks_is_told(graph: Graph) -> None:
    """All members of f are on record only by an invented seat."""
    put(graph, landscape(actor("a"), actor("b"), forum("f"), seat("f", "b", example=True), concerns("a", "gron")))
    answer = ask(graph)
    assert summary(answer)["examples"] == 1
    assert [row["example"] for row in answer.rows if row["what"] == "change"] == [True]
    assert [row["voiceless"] for row in answer.rows if row["what"] == "change"] == [["a"]]


def test_a_vacant_seat_is_offered_first_and_the_chair_to_whom_a_rule_asks_for(graph: Graph, tmp_path: Path) -> None:
    parties = [actor("a", kind="firma"), actor("b", kind="skola"), actor("c", kind="firma"), actor("m")]
    seats = [seat("f", None, id="f-ordf", position="chair"), seat("f", None, id="f-plats"), seat("f", "m"), seat("g", "m")]
    chair = rule("ordf", RuleKind.CHAIR, actor_kinds=("skola",), force=Force.LAW)
    put(graph, landscape(*KINDS, parties, forum("f"), forum("g"), seats, chair, [concerns(id_, "gron") for id_ in "abc"]))
    answer = ask(graph)
    rows = {row["party"]: row for row in answer.rows if row["what"] == "change"}
    assert [(id_, rows[id_]["into"], rows[id_]["position"], rows[id_]["vacancy"]) for id_ in "ab"] == [
        ("a", "f", "member", "f-plats"), ("b", "f", "chair", "f-ordf"),
    ]  # fmt: skip
    assert (rows["b"]["rules"], rows["c"]["vacancy"]) == (["ordf"], None)
    assert [one["forum"] for one in rows["a"]["instead"]] == ["g"]
    assert rows["b"]["sentence"]["en"] == "B gets the vacant seat (chair) in F: a voice for B (Grönt, Regional)."
    write_proposal(tmp_path / "forslag.json", answer)
    assert "den tomma platsen f-ordf" in (tmp_path / "forslag.json").read_text(encoding="utf-8")
