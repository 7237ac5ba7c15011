"""The page about the life of an assignment says what the state machine does."""

from model.vocabulary.decisions import StepKind
from tools.state_reference import describe_states

PAGE = list(describe_states())


def read_row(title: str) -> dict[str, str]:
    """Return the fields of a row by the kind of step."""
    cells = next(line for line in reversed(PAGE) if line.startswith(f"| {title} ")).strip("| ").split(" | ")
    return dict(zip(map(str, StepKind), cells[-len(StepKind) :], strict=True))


def test_the_states_are_drawn() -> None:
    assert "    open --> paused: on hold, deferred" in PAGE
    assert "    closed --> open: resumed" in PAGE


def test_every_step_at_every_place() -> None:
    assert read_row("`communicated`")["executed"] == "`executed`"
    assert read_row("`communicated`")["taken"] == "–"
    assert read_row("`executed`") | {"verified": "verified", "reported_back": "`reported_back`, closed"} == read_row("`executed`")
    assert read_row("`reported_back`")["resumed"] == "`resumed`, open"
    assert read_row("`resumed`")["taken"] == "`taken`"
