"""Rules about where assignments stand: which of them fire, what they say, and what is innocent."""

from model.vocabulary.contents import Contents
from model.vocabulary.decisions import DayUnit, StepKind
from model.vocabulary.finding_rules import FindingRule
from queries.server.graph import Graph
from tests.graphs import empty_graph, put
from tests.landscapes import actor, assignment, decision, landscape, step
from tests.queries.findings.runs import find_ids, find_one, run_rule

_Steps = list[tuple[StepKind, str]]


def standing(taken_on: str | None = None, **steps: _Steps) -> Contents:
    """A decision on which each assignment has the given steps."""
    owed = [assignment(id_, "b", "a", owner="rektor") for id_ in steps]
    made = [step(id_, kind, on, until="2026-12-31", reason="skäl") for id_, kinds in steps.items() for kind, on in kinds]
    return landscape(actor("a"), decision("b", *owed, taken_on=taken_on), made)


def test_what_was_taken_or_only_decided_and_never_communicated(graph: Graph) -> None:
    put(graph, standing("2026-03-01", bara=[], fattat=[(StepKind.TAKEN, "2026-05-01")], nyss=[(StepKind.TAKEN, "2026-05-02")]))
    assert find_ids(graph, FindingRule.NEVER_COMMUNICATED) == ["bara", "fattat"]
    assert find_ids(graph, FindingRule.NEVER_COMMUNICATED, "2026-04-15") == ["bara", "fattat", "nyss"]
    assert [str(finding.sentence) for finding in run_rule(graph, FindingRule.NEVER_COMMUNICATED).findings] == [
        "“B” was taken 2026-03-01, and no step says that it was communicated to A: 92 days, 62 days past the limit (starting value 30 days).",
        "“B” was taken 2026-05-01, and no step says that it was communicated to A: 31 days, 1 day past the limit (starting value 30 days).",
    ]


def test_what_was_reopened_and_never_communicated_before_or_since(graph: Graph) -> None:
    reopened = [(StepKind.TAKEN, "2026-01-01"), (StepKind.REJECTED, "2026-02-01"), (StepKind.RESUMED, "2026-03-01")]
    put(graph, standing(None, aldrig=reopened, fore=[*reopened, (StepKind.COMMUNICATED, "2026-01-02")],
                        efter=[*reopened, (StepKind.COMMUNICATED, "2026-03-02")]))  # fmt: skip
    found = find_one(graph, FindingRule.NEVER_COMMUNICATED)
    assert (found.about, str(found.sentence)) == (
        ("aldrig",),
        "“B” was resumed 2026-03-01, and no step says that it was ever communicated to A: 92 days, 62 days past the limit (starting value 30 days).",
    )
    assert find_ids(graph, FindingRule.NEVER_COMMUNICATED, "2026-03-31") == []


def test_without_any_day_it_is_unknown_and_no_finding(graph: Graph) -> None:
    put(graph, standing(None, bara=[]))
    assert find_ids(graph, FindingRule.NEVER_COMMUNICATED) == []


def test_another_threshold_is_said(graph: Graph) -> None:
    put(graph, standing(None, u=[(StepKind.TAKEN, "2026-05-01")]))
    found = run_rule(graph, FindingRule.NEVER_COMMUNICATED, threshold=20).findings
    assert [finding.sentence.in_("en").partition(": ")[2] for finding in found] == [
        "31 days, 11 days past the limit (set to 20 days)."
    ]
    assert "31 dagar, 11 dagar över gränsen (inställd på 20 dagar)." in found[0].sentence.in_("sv")


def test_what_has_no_line_decision_and_what_was_never_reported_back(graph: Graph) -> None:
    steps = {kind: [(kind, "2026-02-01")] for kind in (StepKind.COMMUNICATED, StepKind.LINE_DECISION, StepKind.EXECUTED)}
    put(graph, standing(None, **{str(kind).replace("_", "-"): made for kind, made in steps.items()}))
    assert find_ids(graph, FindingRule.NO_LINE_DECISION) == ["communicated"]
    assert find_ids(graph, FindingRule.NOT_REPORTED_BACK) == ["executed"]
    assert find_ids(graph, FindingRule.NO_LINE_DECISION, "2026-05-02") == []
    assert find_ids(graph, FindingRule.NO_LINE_DECISION, "2026-05-03") == ["communicated"]


def test_what_is_on_hold_or_deferred_waits_for_its_own_date(graph: Graph) -> None:
    """Paused from 2026-06-15 until 2026-12-31: before that, and from the day after, the rules count."""
    rules = {
        StepKind.TAKEN: FindingRule.NEVER_COMMUNICATED,
        StepKind.COMMUNICATED: FindingRule.NO_LINE_DECISION,
        StepKind.EXECUTED: FindingRule.NOT_REPORTED_BACK,
    }
    paused = {"held": (StepKind.HELD, "2026-06-15"), "deferred": (StepKind.DEFERRED, "2026-06-15")}
    made = {f"{kind.name[0].lower()}-{name}": [(kind, "2026-02-01"), pause] for kind in rules for name, pause in paused.items()}
    put(graph, standing(None, **made))
    days = {"2026-06-14": 2, "2026-06-15": 0, "2026-12-31": 0, "2027-01-01": 2}
    for rule in rules.values():
        assert {day: len(find_ids(graph, rule, day)) for day in days} == days


def test_where_nothing_is_ever_verified_the_rule_says_so(graph: Graph) -> None:
    put(graph, standing(None, verkstallt=[(StepKind.EXECUTED, "2026-01-01")]))
    note = run_rule(graph, FindingRule.NEVER_VERIFIED).note
    assert note
    assert note.in_("sv").startswith("Landskapet antecknar inga verifieringar:")


def test_what_the_addressee_says_and_nobody_has_verified(graph: Graph) -> None:
    executed, reported, verified = StepKind.EXECUTED, StepKind.REPORTED_BACK, StepKind.VERIFIED
    put(
        graph,
        standing(
            None,
            verkstallt=[(executed, "2026-01-01")],
            sett=[(executed, "2026-01-01"), (verified, "2026-01-10")],
            rapporterat=[(reported, "2026-02-01")],
            granskat=[(reported, "2026-02-01"), (verified, "2026-02-10")],
        ),
    )
    assert find_ids(graph, FindingRule.NEVER_VERIFIED) == ["verkstallt", "rapporterat"]
    assert find_ids(graph, FindingRule.NEVER_VERIFIED, "2026-02-05") == []
    assert run_rule(graph, FindingRule.NEVER_VERIFIED).note is None
    texts = [finding.sentence.in_("en") for finding in run_rule(graph, FindingRule.NEVER_VERIFIED).findings]
    assert texts[0].startswith("“B” was executed 2026-01-01, as A says, and no step says that it was verified: 151 days")
    assert texts[1].startswith("“B” was reported back 2026-02-01 by A, and no step says that it was verified: 120 days")


def test_nobody_answers_for_it(graph: Graph) -> None:
    parts = [assignment("egen", "b", "a", owner="rektor"), assignment("ingen", "b", "a"), assignment("stangd", "b", "a")]
    steps = [step("ingen", StepKind.TAKEN, "2026-05-01"), step("stangd", StepKind.REPORTED_BACK, "2026-05-01")]
    put(graph, landscape(actor("a"), decision("b", *parts), steps))
    assert find_ids(graph, FindingRule.NO_OWNER) == ["ingen"]
    assert find_ids(graph, FindingRule.NO_OWNER, "2026-04-30") == []
    assert str(find_one(graph, FindingRule.NO_OWNER).sentence) == "No function answers for “B” with A: taken since 2026-05-01."


def test_what_is_deferred_again_and_again(graph: Graph) -> None:
    days = ["2026-01-01", "2026-02-01", "2026-03-01"]
    put(graph, standing(None, tre=[(StepKind.DEFERRED, day) for day in days], tva=[(StepKind.DEFERRED, day) for day in days[:2]]))
    assert find_ids(graph, FindingRule.DEFERRED_OFTEN) == ["tre"]
    assert find_ids(graph, FindingRule.DEFERRED_OFTEN, "2026-02-28") == []
    assert str(find_one(graph, FindingRule.DEFERRED_OFTEN).sentence) == (
        "“B” was deferred 3 times (starting value 3 times) with A, last on 2026-03-01 to 2026-12-31."
    )


def test_a_period_shows_in_its_words_before_the_day(graph: Graph) -> None:
    period = {"until": "2026-06-30", "until_edtf": "2026-04/2026-06", "until_words": "kvartal 2 2026"}
    steps = [step("u", StepKind.DEFERRED, f"2026-0{month}-01", reason="skäl", **period) for month in (1, 2, 3)]
    put(empty_graph(graph), landscape(actor("a"), decision("b", assignment("u", "b", "a")), steps))
    assert "to kvartal 2 2026 (2026-06-30)." in str(find_one(graph, FindingRule.DEFERRED_OFTEN).sentence)


def test_at_most_as_many_as_are_wanted(graph: Graph) -> None:
    put(graph, standing("2026-03-01", u1=[], u2=[], u3=[]))
    found = run_rule(graph, FindingRule.NEVER_COMMUNICATED, most=2)
    assert ([finding.about for finding in found.findings], found.left_out) == ([("u1",), ("u2",)], None)


def test_an_assignment_counts_after_its_decision_has_ended_and_is_told_as_such(graph: Graph) -> None:
    ended = decision("b", assignment("u", "b", "a"), taken_on="2026-01-01", valid_to="2026-05-01")
    put(graph, landscape(actor("a", valid_to="2026-02-01"), ended))
    told = "The decision ended 2026-05-01, and no step says what became of this assignment."
    for rule in (FindingRule.NEVER_COMMUNICATED, FindingRule.NO_OWNER, FindingRule.ADDRESSEE_ENDED):
        for day, expected in (("2026-05-01", False), ("2026-05-02", True)):
            assert (find_ids(graph, rule, day), told in str(find_one(graph, rule, day).sentence)) == (["u"], expected)


def test_a_threshold_in_working_days(graph: Graph) -> None:
    """From a Thursday on, two working days have passed on the Monday, and three on the Tuesday."""
    put(graph, standing(None, u=[(StepKind.TAKEN, "2026-05-28")]))
    runs = {
        day: run_rule(graph, FindingRule.NEVER_COMMUNICATED, day, threshold=2, unit=DayUnit.WORKING_DAYS).findings
        for day in ("2026-06-01", "2026-06-02")
    }
    assert [len(found) for found in runs.values()] == [0, 1]
    assert "3 working days, 1 working day past the limit (set to 2 working days)." in str(runs["2026-06-02"][0].sentence)
