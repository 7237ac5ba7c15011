"""`landskap explain`: a finding that is so, one that is no longer so, and one that never was."""

import pytest

from model.errors import NotFound
from model.findings import QueryCall
from model.vocabulary.contents import Contents
from model.vocabulary.decisions import StepKind
from model.vocabulary.finding_rules import FindingRule, Mute, RuleSetting
from queries.journal.journal import read_head
from queries.questions.parameters import ExplainQuestion
from queries.review.explaining import Explanation, answer_explain
from queries.server.graph import Graph
from tests.graphs import put, run_past_catalogue
from tests.landscapes import actor, assignment, decision, forum, landscape, step

ON = "2026-06-01"
FINDING = "past-own-date/u"


def owing(due: str) -> Contents:
    owed = assignment("u", "b", "a", due=due, owner="Chefen")
    steps = [step("u", StepKind.COMMUNICATED, "2026-02-01")]
    return landscape(actor("a"), forum("f"), decision("b", owed, taken_in="f", taken_on="2026-01-01"), steps)


def explain(graph: Graph, finding: str = FINDING, on: str = ON) -> Explanation:
    return answer_explain(graph, ExplainQuestion(finding=finding, on=on))


def test_what_is_so_is_run_again_with_its_records_and_their_evidence(graph: Graph) -> None:
    put(graph, owing("2026-05-01"))
    found = explain(graph)
    assert found.finding
    assert (found.finding.id, found.answered, found.rule) == (FINDING, 1, FindingRule.PAST_DATE)
    assert [record.id for record, _called in found.records] == ["u", "b", "a", "f", "u-communicated-2026-02-01"]
    assert [entry.number for entry in found.changes] == [read_head(graph).number]
    document = found.as_json()
    assert (document["so"], document["rule"]["section"], document["records"][0]["evidence"]) == (True, "§6.5.1", ["kalla §1"])


def test_the_text_to_paste_gives_the_parameters_that_the_query_was_asked_with(graph: Graph) -> None:
    """Each `:param` line is evaluated by the server, as Neo4j Browser does, and gives the value that was sent."""
    put(graph, owing("2026-05-01"))
    found = explain(graph).finding
    assert found
    values: dict[str, object] = {**found.asked.parameters, "words": 'Å "x" \\ \n', "maps": [{"a b": [1, None, True]}]}
    *lines, _cypher = QueryCall("", "RETURN 1", values).pasteable.splitlines()
    for line, (name, value) in zip(lines, values.items(), strict=True):
        set_, expression = line.removesuffix(";").split(" => ", 1)
        assert (set_, run_past_catalogue(graph, f"RETURN {expression}")) == (f":param {name}", [[value]])


def test_what_is_no_longer_so_says_with_which_change_it_went_away(graph: Graph) -> None:
    put(graph, owing("2026-05-01"))
    put(graph, owing("2099-01-01"))
    went = read_head(graph).number
    put(graph, owing("2099-01-01").with_([actor("a", name="Nytt namn")]))
    found = explain(graph)
    assert (found.finding, found.gone_with) == (None, went)
    assert answer_explain(graph, ExplainQuestion(finding=FINDING, on=ON), take_back=False).gone_with is None


def test_one_among_more_than_a_rule_is_asked_for_is_told_all_the_same(graph: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also the last one of those that nobody would list, and one that is not so; muting asks in the same way."""
    monkeypatch.setattr("queries.review.running.MOST_ASKED", 1)
    many = [assignment(f"u{n}", "b", "a", due=f"2026-05-0{n}") for n in range(1, 6)]
    put(graph, landscape(owing("2099-01-01"), many))
    told = {id_: explain(graph, id_) for id_ in ("past-own-date/u4", "no-owner/u5", "never-communicated/u4", "past-own-date/u")}
    assert {id_: (bool(found.finding), found.cut) for id_, found in told.items()} == {
        id_: (id_ != "past-own-date/u", False) for id_ in told
    }


def test_what_is_not_so_and_never_was_names_no_change(graph: Graph) -> None:
    put(graph, owing("2099-01-01"))
    found = explain(graph)
    assert (found.finding, found.gone_with) == (None, None)


def test_the_threshold_in_force_and_a_mute_are_said(graph: Graph) -> None:
    mute = Mute(id="tyst", rule=FindingRule.PAST_DATE, entities=("u",), reason="avtalat", until=ON)
    put(graph, owing("2026-05-01").with_([mute, RuleSetting(id="av", rule=FindingRule.PAST_DATE, used=False)]))
    found = explain(graph)
    assert found.mute
    assert (found.finding, found.in_force.setting, found.mute.reason) == (None, "av", "avtalat")


@pytest.mark.parametrize("said", ["past-own-date/uu", "past-own-dat/u", "past-own-date/u+finns-inte"])
def test_an_unknown_finding_names_the_nearest(graph: Graph, said: str) -> None:
    put(graph, owing("2026-05-01"))
    with pytest.raises(NotFound) as raised:
        explain(graph, said)
    assert "landskap findings" in str(raised.value.way_out)
    assert raised.value.suggestions == (FINDING,)
