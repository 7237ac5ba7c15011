"""A change has the same problems in its surroundings as in the whole landscape."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.checks.surroundings import select_surroundings
from model.edits import by_hand
from model.edits.by_hand import set_field
from model.errors import InputError
from model.vocabulary.actors import Actor
from model.vocabulary.contents import Contents
from model.vocabulary.decisions import StepKind
from model.vocabulary.registers import Source
from tests.conftest import limit_examples
from tests.edits import histories, outcome_of
from tests.landscapes import EVIDENCE, actor, assignment, decision, flow, forum, landscape, landscapes, seat, step

EXAMPLE = Source(id="exempel", name="Exempel", example=True, evidence=("exempel",))


@limit_examples(600)
@given(st.data(), landscapes())
def test_an_edit_comes_to_the_same_as_in_the_whole(data: st.DataObject, contents: Contents) -> None:
    now, edit = data.draw(histories(contents.with_([EXAMPLE])))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(by_hand, "select_surroundings", lambda records, _made, _gone=(): Contents(records))
        in_the_whole = outcome_of(edit, now)
    assert outcome_of(edit, now) == in_the_whole


def ids(contents: Contents) -> set[str]:
    return {record.id for record in contents} - {"kalla", "typ", "lokal", "regional", "gron", "roll", "slag"}


HERE = landscape(
    actor("a"), actor("b"), actor("c"), forum("f"), flow("a", "b"), flow("a", "c"), seat("f", "a"), seat("f", "b"),
    *decision("d", assignment("u", "d", "a"), assignment("v", "d", "b"), taken_in="f"), step("u", StepKind.TAKEN, "2026-01-01"),
    step("v", StepKind.TAKEN, "2026-01-01"), *decision("e", assignment("w", "e", "c")),
)  # fmt: skip


@pytest.mark.parametrize(
    ("label", "id_", "around"),
    [
        ("Actor", "c", {"c"}),
        ("Flow", "a-demand-b", {"a-demand-b", "a", "b"}),
        ("Seat", "f-a", {"f-a", "f-b", "f", "a"}),
        ("Step", "u-taken-2026-01-01", {"u-taken-2026-01-01", "u", "d", "a"}),
        ("Decision", "d", {"d", "f", "u", "v", "u-taken-2026-01-01", "v-taken-2026-01-01"}),
    ],
)
def test_what_is_around_a_record(label: str, id_: str, around: set[str]) -> None:
    record = HERE.find(label, id_)
    assert record
    assert ids(select_surroundings(HERE, [record])) == around


def test_what_names_a_record_that_goes_is_around_it() -> None:
    assert ids(select_surroundings(HERE, [], [HERE.of(Actor)["c"]])) >= {"a-demand-c", "w"}


def test_what_was_wrong_before_is_no_reason_to_refuse() -> None:
    """Records from before a rule stay editable, but a new breach of the rule is refused."""
    wrong = landscape(actor("a", organisation_number="556016-0681"), actor("b", organisation_number="556016-0682"))
    assert len(set_field(wrong, "a", "description", "Ny")) == 1
    assert len(set_field(wrong, "a", "organisation_number", "556016-0680")) == 1
    with pytest.raises(InputError):
        set_field(wrong, "a", "organisation_number", "556016-0683")


def test_a_source_that_is_made_an_example_is_held_against_all_that_cites_it() -> None:
    both = landscape(EXAMPLE, actor("a", evidence=(*EVIDENCE, "exempel")), *decision("d", assignment("u", "d", "a")))
    with pytest.raises(InputError) as caught:
        set_field(both, "source:kalla", "example", True)
    assert {problem.id for problem in caught.value.problems} >= {"a", "u", "typ"}
