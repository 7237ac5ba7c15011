"""`landskap findings`: which rules, how many of each, what is muted, and what is new and gone."""

import pytest

from model.errors import NotFound, NotUnderstood
from model.findings import Finding
from model.vocabulary.contents import Contents
from model.vocabulary.finding_rules import FindingRule, Mute, RuleSetting
from queries.archive.publishing import publish_revision
from queries.journal.journal import read_head
from queries.questions.parameters import FINDING_GROUPINGS, FindingsQuestion
from queries.review.answering import FindingsAnswer, answer_findings
from queries.server.graph import Graph
from tests.graphs import put
from tests.landscapes import actor, assignment, concerns, decision, forum, landscape

ON = "2026-06-01"
MUTED = Mute(id="tyst", rule=FindingRule.PAST_DATE, entities=("u1",), reason="avtalat", until="2026-06-01")


def owing(*dues: str) -> Contents:
    """A landscape where an actor owes an assignment per date, and an area lacks a forum."""
    owed = [assignment(f"u{number}", "b", "a", due=due, owner="Chefen") for number, due in enumerate(dues, 1)]
    return landscape(actor("a"), decision("b", *owed, taken_on="2026-01-01"), concerns("a", "gul"))


def ask(graph: Graph, on: str = ON, **more: object) -> FindingsAnswer:
    return answer_findings(
        graph, FindingsQuestion.model_validate({"on": on, "rule": ["past-own-date", "area-without-forum"]} | more)
    )


def ids(findings: object) -> list[str]:
    assert isinstance(findings, list | tuple)
    return [finding.id for finding in findings if isinstance(finding, Finding)]


def test_the_most_serious_rule_comes_first_with_its_counts(graph: Graph) -> None:
    put(graph, owing("2026-05-01", "2026-04-01", "2026-03-01"))
    reports = ask(graph, most=2).reports
    assert [(report.rule, ids(report.findings), report.left_out) for report in reports] == [
        (FindingRule.PAST_DATE, ["past-own-date/u3", "past-own-date/u2"], 1),
        (FindingRule.AREA_WITHOUT_FORUM, ["area-without-forum/gul"], 0),
    ]


def test_examples_are_counted_apart_also_those_that_are_not_listed(graph: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    invented = [record.model_copy(update={"example": True}) for record in owing("2026-05-01") if record.id == "u1"]
    put(graph, owing("2026-05-01", "2026-04-01", "2026-03-01").with_(invented))
    row = ask(graph, most=1).as_json()["rows"][0]
    assert (row["count"], row["listed"], row["examples"], row["examples_known"]) == (3, 1, 1, True)
    monkeypatch.setattr("queries.review.answering.MOST_COUNTED", 1)
    row = ask(graph, most=1).as_json()["rows"][0]
    assert (row["count"], row["examples"], row["examples_known"]) == (None, 0, False)


def test_a_rule_that_finds_too_many_to_compare_is_named(graph: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("queries.review.answering.MOST_RUN", 1)
    put(graph, owing("2026-04-01", "2026-05-01"))
    compared = ask(graph, since=ON).as_json()["compared"]
    assert (compared["complete"], compared["incomplete"]) == (False, ["past-own-date"])


def test_rules_are_chosen_by_id_name_or_severity(graph: Graph) -> None:
    put(graph, owing())
    assert [report.rule for report in ask(graph, rule=["Område utan forum"]).reports] == [FindingRule.AREA_WITHOUT_FORUM]
    assert [report.rule for report in ask(graph, severity=["allvarlig"]).reports] == [FindingRule.PAST_DATE]


def test_a_muted_finding_is_counted_and_makes_room_for_the_next_until_its_last_day(graph: Graph) -> None:
    put(graph, owing("2026-04-01", "2026-05-01").with_([MUTED]))
    report = ask(graph, most=1).reports[0]
    assert (ids(report.findings), ids(report.muted), report.count) == (["past-own-date/u2"], ["past-own-date/u1"], 1)
    assert ids(ask(graph, on="2026-06-02").reports[0].findings) == ["past-own-date/u1", "past-own-date/u2"]
    document = ask(graph, muted=True).as_json()
    assert [(one["id"], one["reason"], one["until"]) for one in document["muted"]] == [("past-own-date/u1", "avtalat", ON)]


def test_a_rule_that_is_not_used_finds_nothing_and_says_which_setting_decides(graph: Graph) -> None:
    put(graph, owing("2026-04-01").with_([RuleSetting(id="av", rule=FindingRule.PAST_DATE, used=False)]))
    row = ask(graph).as_json()["rows"][0]
    assert (row["rule"], row["used"], row["setting"], row["count"]) == ("past-own-date", False, "av", 0)


def test_since_a_revision_some_are_new_some_gone_and_some_remain(graph: Graph) -> None:
    put(graph, owing("2026-04-01", "2026-05-01"))
    publish_revision(graph, "tests", "före")
    put(graph, owing("2026-04-01", "2099-01-01", "2026-05-20"))
    compared = ask(graph, on="2099-01-01", since="1").compared
    assert compared
    assert (compared.known, compared.incomplete, compared.since.revision) == ("then", [], 1)
    assert (ids(compared.new), ids(compared.gone)) == (["past-own-date/u3"], ["past-own-date/u2"])
    assert ids(compared.remaining) == ["past-own-date/u1", "area-without-forum/gul"]


def test_a_web_page_that_may_not_take_back_says_that_it_asks_what_is_known_now(graph: Graph) -> None:
    put(graph, owing("2026-04-01"))
    publish_revision(graph, "tests", "före")
    put(graph, owing("2026-04-01", "2026-05-20"))
    question = FindingsQuestion(since="1", on="2099-01-01")
    compared = answer_findings(graph, question, take_back=False).compared
    assert compared
    assert (compared.known, ids(compared.new)) == ("now", [])


def test_since_a_change_of_the_history(graph: Graph) -> None:
    put(graph, owing("2026-04-01"))
    number = read_head(graph).number
    put(graph, owing("2026-04-01", "2026-05-20"))
    compared = ask(graph, on="2099-01-01", since=f"change-{number}").compared
    assert compared
    assert (compared.known, ids(compared.new), compared.since.by_change) == ("then", ["past-own-date/u2"], True)
    with pytest.raises(NotFound, match="there is no change 99"):
        ask(graph, since="change-99")


def test_findings_of_a_forum_an_addressee_or_an_area_and_their_groups(graph: Graph) -> None:
    parts = [assignment(f"u{to}{n}", f"b{of}", to, due=f"2026-0{n}-01", owner="Chefen")
             for n, (of, to) in enumerate((("f", "a"), ("f", "c"), ("g", "a")), 1)]  # fmt: skip
    made = [decision(f"b{of}", *(one for one in parts if one.decision == f"b{of}"), taken_in=of) for of in ("f", "g")]
    put(graph, landscape(actor("a"), actor("c"), forum("f"), forum("g", "gul"), *made))

    def count(**more: str) -> int:
        return sum(len(report.findings) for report in ask(graph, ON, **{"rule": ["past-own-date"], **more}).reports)

    assert [count(source="Källa"), count(source="kalla", forum="g")] == [3, 1]
    assert [count(forum="F"), count(addressee="A"), count(area="gul"), count(forum="f", addressee="c")] == [2, 2, 1, 1]
    answer = ask(graph, rule=["past-own-date"], by="forum")
    assert answer.assignments == 3
    assert [(row["group"], row["findings"], row["serious"], row["oldest"], row["oldest_finding"]) for row in answer.groups] == [
        ("f", 2, 2, "2026-01-01", "past-own-date/ua1"),
        ("g", 1, 1, "2026-03-01", "past-own-date/ua3"),
    ]
    assert answer.groups[0]["command"] == f"landskap findings --rule past-own-date --forum f --on {ON}"
    for by in FINDING_GROUPINGS:
        groups = ask(graph, rule=["past-own-date"], by=by).groups
        assert sum(row["findings"] for row in groups) == 3


def test_before_anything_was_known_everything_is_new(graph: Graph) -> None:
    put(graph, owing("2026-04-01"))
    compared = ask(graph, since="2020-01-01").compared
    assert compared
    assert len(compared.new) == 2


def test_an_unknown_moment_is_refused_with_what_to_write(graph: Graph) -> None:
    put(graph, owing())
    with pytest.raises(NotUnderstood, match="'i går' is neither a revision, a change nor a date"):
        ask(graph, since="i går")
    with pytest.raises(NotFound, match="nothing has been published yet"):
        ask(graph, since="7")
