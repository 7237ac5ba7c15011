"""Periods as people write them, parsed into days and EDTF; ambiguous ones are never guessed."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from model.changes.operations import apply_operations
from model.edits.by_hand import end_record, set_field
from model.errors import InputError
from model.text.describe import describe_fields, describe_operation
from model.vocabulary.assignment_state import derive_assignment
from model.vocabulary.decisions import Assignment, StepKind
from model.vocabulary.period import (
    days_of,
    expand_span,
    find_next_week,
    format_period,
    join_day,
    parse_last_period,
    parse_period,
)
from model.vocabulary.record import EARLIEST_DAY, LATEST_DAY
from tests.landscapes import actor, assignment, decision, landscape, step

Q2 = ("2026-04-01", "2026-06-30", "2026-04/2026-06")
JUNE = ("2026-06-01", "2026-06-30", "2026-06")
WEEK = ("2026-06-08", "2026-06-14", "2026-06-08/2026-06-14")
HALF = ("2026-01-01", "2026-06-30", "2026-01/2026-06")
YEAR = ("2026-01-01", "2026-12-31", "2026")
TABLE = {"våren": "03/05", "ht": "08-15/12-31", "vintern": "12/02", "halvårsskiftet": "06-30", "v. 24": "v. 24 2026"}


@pytest.mark.parametrize(
    ("days", "ways"),
    [
        (YEAR, ["2026", "år 2026", "under 2026", "hela året 2026", "during 2026"]),
        (HALF, ["H1 2026", "första halvåret 2026", "halvår 1 2026", "first half of 2026", "2026-H1", "2026-01/2026-06"]),
        (Q2, ["Q2 2026", "2026 Q2", "2026-Q2", "kvartal 2 2026", "kv. 2 2026", "K2 2026", "andra kvartalet 2026"]),
        (Q2, ["second quarter of 2026", "2:a kvartalet 2026", "april–juni 2026", "apr - jun 2026", "2026-04/2026-06"]),
        (("2026-10-01", "2026-12-31", "2026-10/2026-12"), ["Q4-26", "kv 4/26", "k4 26", "kvartal 4 2026"]),
        (
            ("2026-09-01", "2026-12-31", "2026-09/2026-12"),
            ["T3 2026", "T3-26", "tertial 3 2026", "tredje tertialet 2026", "2026 T3"],
        ),
        (JUNE, ["2026-06", "juni 2026", "June 2026", "i juni 2026", "jun. 2026"]),
        (WEEK, ["v. 24 2026", "v.24 2026", "v24 2026", "vecka 24, 2026", "week 24 2026", "2026-W24", "2026 v. 24", "2026v24"]),
        (("2026-12-28", "2027-01-03", "2026-12-28/2027-01-03"), ["v. 53 2026"]),
        (("2026-04-01", "2026-06-14", "2026-04-01/2026-06-14"), ["2026-04-01/2026-06-14", "2026-04-01 – 2026-06-14"]),
    ],
)
def test_the_calendars_own_is_read_by_itself(days: tuple[str, str, str], ways: list[str]) -> None:
    for said in ways:
        period = parse_period(said)
        assert period
        assert (period.first, period.last, period.edtf, period.words) == (*days, said)


@pytest.mark.parametrize(
    "said",
    ["våren 2026", "HT 2026", "hösten 2008", "halvårsskiftet 2026", "v. 24", "Q2", "juni", "snarast", "löpande", "2026-21",
     "v. 53 2025", "2026-13", "2026/27", "", "1899", "2026-06/2026-04", "x (snart)", "2026-06-30",
     "T4 2026", "v. 24-26", "Q4-19", "senast Q3 2026"],
)  # fmt: skip
def test_what_needs_a_decision_is_no_period(said: str) -> None:
    assert parse_period(said) is None


@pytest.mark.parametrize(
    ("said", "first", "last", "edtf"),
    [
        ("våren 2026", "2026-03-01", "2026-05-31", "2026-03/2026-05"),
        ("HT 2026", "2026-08-15", "2026-12-31", "2026-08-15/2026-12-31"),
        ("vintern 2026", "2026-12-01", "2027-02-28", "2026-12/2027-02"),
        ("Halvårsskiftet 2026", "2026-06-30", "2026-06-30", "2026-06-30"),
        ("v. 24", *WEEK),
    ],
)
def test_a_table_tells_what_words_mean(said: str, first: str, last: str, edtf: str) -> None:
    period = parse_period(said, TABLE)
    assert period
    assert (period.first, period.last, period.edtf, period.words) == (first, last, edtf, said)
    assert parse_period(format_period(first, edtf, said)) == (
        period if said.startswith("v. ") else parse_period(f"{said} ({edtf})")
    )


@pytest.mark.parametrize(
    ("said", "last", "edtf"),
    [
        ("senast kv 3 2026", "2026-09-30", "2026-07/2026-09"),
        ("Senast vid utgången av 2026", "2026-12-31", "2026"),
        ("t.o.m. 2026-06-30", "2026-06-30", "2026-06-30"),
        ("by the end of Q3 2026", "2026-09-30", "2026-07/2026-09"),
        ("senast våren 2026", "2026-05-31", "2026-03/2026-05"),
        ("våren 2026", "2026-05-31", "2026-03/2026-05"),
    ],
)
def test_a_last_day_may_stand_after_words_that_say_so(said: str, last: str, edtf: str) -> None:
    period = parse_last_period(said, TABLE)
    assert period
    assert (period.last, period.edtf, period.words) == (last, edtf, said)
    assert parse_last_period(format_period(last, edtf, said)) == period


def test_or_the_days_stand_after_the_words() -> None:
    period = parse_period("hösten 2008 (2008-09/2008-11)")
    assert period == parse_period("hösten 2008 (september–november 2008)")
    assert period
    assert (period.first, period.last, period.words) == ("2008-09-01", "2008-11-30", "hösten 2008")


@given(st.dates(date(1900, 1, 1), date(2200, 1, 1)), st.integers(0, 800), st.text(max_size=20))
def test_what_is_written_is_read_the_same(first: date, days: int, words: str) -> None:
    last = min(first + timedelta(days=days), date(2200, 12, 31))
    words, edtf = " ".join(words.split()) or "x", f"{first}/{last}"
    period = parse_period(format_period(last.isoformat(), edtf, words))
    assert period
    assert (period.first, period.last, period.edtf, period.words) == (first.isoformat(), last.isoformat(), edtf, words)


def test_spans_of_a_year() -> None:
    assert expand_span("03/05", 2026) == "2026-03/2026-05"
    assert expand_span("02-29", 2024) == "2024-02-29"
    assert [expand_span(span, 2026) for span in ("13", "mars", "02-29", "03/", "")] == [None] * 5
    assert days_of(f"{EARLIEST_DAY}/{LATEST_DAY}") == (EARLIEST_DAY, LATEST_DAY)


def test_a_record_says_of_which_period_its_day_is() -> None:
    with pytest.raises(ValidationError, match="last day of 2026-04/2026-06"):
        actor("a", valid_to="2026-06-01", valid_to_edtf="2026-04/2026-06", valid_to_words="Q2 2026")
    with pytest.raises(ValidationError, match="both its EDTF and its words"):
        actor("a", valid_to="2026-06-30", valid_to_words="Q2 2026")


def test_set_reads_a_period_and_another_day_has_no_stale_words() -> None:
    here = landscape(actor("a"), decision("b", assignment("u", "b", "a")))
    (operation,) = set_field(here, "u", "due", "kvartal 2 2026")
    assert (operation.record.values()["due"], operation.record.values()["due_edtf"]) == ("2026-06-30", "2026-04/2026-06")
    there = apply_operations(here, [operation])
    assert (
        describe_operation(operation, there).in_("sv")
        == "Ändrat (uppdrag): B (till A) – Klart senast: – → kvartal 2 2026 (2026-06-30)"
    )
    (again,) = set_field(there, "u", "due", "2026-09-30")
    assert (again.record.values()["due_words"], again.record.values()["due_edtf"]) == (None, None)
    (end,) = end_record(there, "u", "v. 24 2026")
    assert (end.action, describe_operation(end, apply_operations(there, [end])).in_("en")) == (
        "end",
        "Ended assignment on v. 24 2026 (2026-06-14): B (to A)",
    )


def test_set_refuses_words_whose_days_nobody_has_said() -> None:
    here = landscape(actor("a"))
    with pytest.raises(InputError) as caught:
        set_field(here, "a", "valid_from", "hösten 2026")
    assert "hösten 2026 (2026-09/2026-11)" in str(caught.value.problems[0].hint)


def test_the_words_of_the_date_that_counts_are_kept() -> None:
    due = {"due": "2026-06-30", "due_edtf": "2026-04/2026-06", "due_words": "Q2 2026"}
    until = {"until": "2026-12-31", "until_edtf": "2026-07/2026-12", "until_words": "H2 2026", "reason": "skäl"}
    waiting, taken = assignment("u", "b", "a", **due), step("u", StepKind.TAKEN, "2026-01-01")

    def counts(*kinds: StepKind) -> tuple[str | None, str | None]:
        now: Assignment = derive_assignment(waiting, [taken, *(step("u", kind, "2026-02-01", **until) for kind in kinds)])
        return now.next_due, now.next_due_words

    assert counts() == ("2026-06-30", "Q2 2026")
    assert counts(StepKind.HELD) == counts(StepKind.EXTENDED) == ("2026-12-31", "H2 2026")
    fields = {heading.en: str(value) for heading, value in describe_fields(derive_assignment(waiting, [taken]), landscape())}
    assert fields["Due"] == fields["Next due"] == "Q2 2026 (2026-06-30)"
    assert not [heading for heading in fields if "EDTF" in heading or "words" in heading]


@pytest.mark.parametrize(
    ("said", "day", "last"),
    [
        ("v. 24", "2026-06-14", "2026-06-14"),
        ("v. 24", "2026-06-15", "2027-06-20"),
        ("senast vecka 2", "2026-11-30", "2027-01-17"),
        ("v 53", "2027-02-01", "2033-01-02"),
        ("v. 54", "2026-01-01", None),
        ("v. 24 2026", "2026-01-01", None),
    ],
)
def test_a_week_of_no_year_is_the_next_one_from_a_day(said: str, day: str, last: str | None) -> None:
    found = find_next_week(said, day)
    assert (found and (found.last, found.words)) == (last and (last, said))


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        (None, "2011-12-31"),
        ("2011", "2011"),
        ("december 2011", "december 2011, 2011-12-31"),
        ("till 2011-12-31", "till 2011-12-31"),
    ],
)
def test_a_day_in_parentheses_is_not_said_twice(words: str | None, shown: str) -> None:
    assert join_day("2011-12-31", words) == shown
