"""Suggestions for unknown references, also within seconds for a large file full of slips."""

import pytest

from model.checks import suggestions
from model.checks.landscape import find_problems
from model.vocabulary.contents import Contents
from tests.landscapes import BASE, actor, flow


def hints(*targets: str) -> list[str]:
    flows = [flow("almi", target, id=f"flow-{number}") for number, target in enumerate(targets)]
    contents = Contents([*BASE, actor("almi"), actor("vuxenskolan"), *flows])
    return [str(problem.hint) for problem in find_problems(contents) if problem.rule == "reference"]


def test_an_unknown_reference_hints_at_the_nearest_or_at_all_where_they_are_few(monkeypatch: pytest.MonkeyPatch) -> None:
    assert hints("vuxenskola", "zzz") == ["did you mean 'vuxenskolan'?", "choose among almi, vuxenskolan"]
    monkeypatch.setattr(suggestions, "MOST_IDS_LISTED", 1)
    assert hints("vuxenskola", "zzz") == ["did you mean 'vuxenskolan'?", "None"]


def test_what_is_called_by_its_name_is_told_by_its_id(monkeypatch: pytest.MonkeyPatch) -> None:
    contents = Contents(
        [*BASE, actor("afm", name="Almi Företagspartner Mälardalen"), flow("afm", "almi-foretagspartner-malardalen", id="f")]
    )
    (problem,) = [problem for problem in find_problems(contents) if problem.rule == "reference"]
    assert str(problem.hint) == "did you mean 'afm'?"
    monkeypatch.setattr(suggestions, "MOST_RECORDS_BY_NAME", 0)
    assert str(next(iter(find_problems(contents))).hint) == "choose among afm"


def test_the_same_slip_is_looked_up_once_and_others_not_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(suggestions, "MOST_WORDS_COMPARED", 4)  # of two known parties with their names, so one look-up
    assert hints("vuxenskola", "alm", "vuxenskola") == ["did you mean 'vuxenskolan'?", "None", "did you mean 'vuxenskolan'?"]
