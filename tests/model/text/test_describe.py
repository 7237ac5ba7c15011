"""Records as sentences, and their numbers."""

from model.changes.operations import build_alteration
from model.text.describe import (
    describe_deadline,
    describe_fields,
    describe_operation,
    describe_other_fields,
    describe_record,
    format_count,
)
from model.vocabulary.contents import Contents
from model.vocabulary.decisions import Assignment, StepKind
from model.vocabulary.forums import Mandate, Position
from tests.landscapes import actor, assignment, decision, flow, forum, landscape, seat, step


def test_how_many_is_told_with_the_word_for_one_or_for_many() -> None:
    assert [format_count("Area", n).in_("sv") for n in (1, 3)] == ["1 område", "3 områden"]
    assert [str(format_count("Area", n)) for n in (1, 3)] == ["1 area", "3 areas"]


def test_what_the_model_keeps_for_its_questions_is_not_told() -> None:
    assignment = Assignment(
        id="a", decision="d", addressee="vis", evidence=("s §1",), due="2026-03-01", next_due="2026-03-01", balance="2026-03-01 a"
    )
    headings = [heading.en for heading, _value in describe_fields(assignment, Contents([]))]
    assert "Next due" in headings
    assert "Place in the balance list" not in headings


def test_a_seat_says_for_whom_it_speaks_and_how_many_it_is() -> None:
    here = landscape(forum("radet"), actor("kustregionen"), actor("hamnen"))
    two = seat("radet", "kustregionen", on_behalf_of="hamnen", position=Position.DEPUTY, number=2)
    assert describe_record(two, here).in_("sv") == "Kustregionen i Radet (ersättare, 2 platser, för Hamnen)"
    assert describe_record(seat("radet", None, on_behalf_of="hamnen"), here).in_("sv") == "vakant i Radet (ledamot, för Hamnen)"


def test_a_pause_says_until_when_and_why() -> None:
    here = landscape(actor("a"), *decision("beslut", assignment("u", "beslut", "a")))
    held = step("u", StepKind.HELD, "2026-10-01", until="2026-12-01", reason="väntar på besked")
    assert describe_record(held, here).in_("sv") == "vilande 2026-10-01 till 2026-12-01 (väntar på besked): Beslut (till A)"


def test_what_a_relation_says_beside_its_sentence() -> None:
    here = landscape(
        actor("a"), forum("f"), actor("b"), *decision("d", assignment("u", "d", "a", owner="samordnaren", due="2026-12-01"))
    )
    said = [
        flow("a", "b", carries="svetsare", channel="rådet"), seat("f", "a", mandate=Mandate.DECIDE), here.of(Assignment)["u"],
    ]  # fmt: skip
    assert [[f"{heading.sv}: {value if isinstance(value, str) else value.in_('sv')}" for heading, value in describe_other_fields(one, here)] for one in said] == [
        ["Innehåll: svetsare", "Kanal: rådet"],
        ["Mandat: beslutsmandat"],
        ["Ansvarig funktion: samordnaren", "Klart senast: 2026-12-01", "Nästa datum: 2026-12-01", "Öppet: ja"],
    ]  # fmt: skip


def test_the_words_of_a_pause_stand_before_its_day() -> None:
    words = {"until_edtf": "2026-06-08/2026-06-14", "until_words": "v. 24 2026"}
    paused = step("u", StepKind.HELD, "2026-04-01", until="2026-06-14", reason="medel", **words)
    contents = landscape(actor("a"), forum("f"), decision("d", assignment("u", "d", "a", due="2026-05-01")), paused)
    item = contents.of(Assignment)["u"]
    shown = {heading.in_("sv"): str(value) for heading, value in describe_fields(item, contents)}
    assert shown["Pausat till"] == shown["Nästa datum"] == "v. 24 2026 (2026-06-14)"
    assert describe_deadline(item).in_("sv") == "pausat till v. 24 2026 (2026-06-14)"


def test_a_change_of_what_the_model_works_out_has_a_whole_sentence() -> None:
    old = assignment("a", "d", "b")
    operation = build_alteration(old.model_copy(update={"balance": "x"}), old.model_copy(update={"balance": "y"}))
    sentence = describe_operation(operation, landscape(actor("b"))).in_("en")
    assert sentence.endswith("– only what the model works out of other records")
