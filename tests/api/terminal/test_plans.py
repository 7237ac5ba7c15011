"""Plans for a terminal: a short one is shown whole, a long one by kind, every change on request."""

from typing import Any

from api.terminal.plans import Proposal, format_plan, serialize_plan
from loaders.rows.rules import NoticeRule
from model.changes.operations import diff_records
from model.errors import Problem
from model.language import Text
from model.vocabulary.contents import Contents
from tests.landscapes import BASE, actor, flow, seat

BEFORE = Contents([*BASE, actor("almi"), actor("bo", name="Bo"), seat("rad", "almi")])


def proposal(after: Contents, before: Contents = BEFORE, **more: Any) -> Proposal:
    return Proposal(diff_records(before, after), before, after, **more)


def lines(proposed: Proposal, details: bool = False) -> list[str]:
    return list(format_plan(proposed, "en", details))


def test_little_is_told_whole() -> None:
    after = BEFORE.without([seat("rad", "almi")]).with_(
        [actor("almi", name="Almi Invest", example=True), actor("bo", valid_to="2026-12-31"), flow("almi", "bo")]
    )
    assert lines(proposal(after, unchanged={"Actor": 3, "Level": 2})) == [
        "Actors: ~ 1 changed, × 1 ended, 3 unchanged",
        "  ~ almi: Almi Invest [example]",
        "      Example: no → yes",
        "      Name (Swedish): Almi → Almi Invest",
        "  × bo: Bo",
        "      Valid to: – → 2026-12-31",
        "Flows: + 1 new",
        "  + almi-demand-bo: Almi Invest feeds Bo (demand)",
        "Seats: - 1 taken away",
        "  - rad-almi: Almi in rad (member)",
        "In all: + 1 new, ~ 1 changed, × 1 ended, - 1 taken away, 5 unchanged",
        "1 of them is an invented example.",
    ]


def test_of_much_each_kind_is_counted_and_its_first_are_named() -> None:
    many = [actor(f"a-{number:02}") for number in range(30)]
    new = proposal(BEFORE.with_([*many, flow("almi", "bo")]))
    assert lines(new) == [
        "Actors: + 30 new",
        "  + A-00; A-01; A-02 … and 27 more",
        "Flows: + 1 new",
        "  + almi-demand-bo: Almi feeds Bo (demand)",
        "In all: + 31 new",
        "Not all are shown here; --details shows each.",
    ]
    before = BEFORE.with_(many)
    changed = proposal(before.with_(record.model_copy(update={"description": "Ny"}) for record in many), before)
    assert lines(changed)[1:3] == ["  ~ A-00; A-01; A-02 … and 27 more", "      Description 30"]


def test_details_tell_every_change_field_by_field() -> None:
    told = lines(proposal(BEFORE.with_(actor(f"a-{number:02}") for number in range(30))), details=True)
    assert sum(line.startswith("  + a-") for line in told) == 30
    assert "      Level: Lokal" in told
    assert told[-1] == "      Level: Lokal"


def test_what_a_load_says_as_others_do_tells_who_says_it() -> None:
    mine = actor("almi", asserted_by=("kopia",))
    assert lines(proposal(BEFORE.with_([mine])))[1:] == ["  ~ almi: Almi", "      Asserted by: – → kopia"]


def test_notices_stand_last_where_the_question_follows() -> None:
    notice = Problem(NoticeRule.MUCH_GOES, Text("34 of 36 seats"), None, "Seat")
    assert lines(proposal(BEFORE.with_([actor("c")]), notices=(notice,)))[-3:] == ["", "Worth a second look:", "  34 of 36 seats"]


def test_the_document() -> None:
    document = serialize_plan(proposal(BEFORE.with_([actor("almi", name="A\x1b[2J")]), unchanged={"Level": 2}))
    assert document["counts"] == {
        "Level": {"create": 0, "set": 0, "end": 0, "remove": 0, "unchanged": 2},
        "Actor": {"create": 0, "set": 1, "end": 0, "remove": 0, "unchanged": 0},
    }
    (change,) = document["changes"]
    assert change["fields"] == [{"field": "name", "before": "Almi", "after": "A\x1b[2J"}]
    assert (document["cut"], document["notices"]) == (False, [])


def test_nothing_in_a_record_steers_the_terminal() -> None:
    assert "  ~ almi: A�[2J" in lines(proposal(BEFORE.with_([actor("almi", name="A\x1b[2J")])))
