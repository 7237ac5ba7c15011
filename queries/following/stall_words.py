"""Why an assignment is on the balance list, and what comes next, in words."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from model.language import JoinedText, Localizable, PluralText, Text
from model.vocabulary.assignment_state import sort_steps
from model.vocabulary.decisions import TRAIL, DayUnit, StepKind
from queries.questions.balance import build_steps
from queries.questions.decisions import list_circumstances, tell_late_too, word_date

_Row = dict[str, Any]


def explain_stall(row: _Row) -> Localizable:
    """Return why a row of `StallSearch.complete_rows` is on the balance list."""
    return JoinedText(_list_reasons(row), "")


def _list_reasons(row: _Row) -> Iterator[Localizable]:
    if row["how"] == "executed":
        yield PluralText("It was executed {day}, {n} day ago, and is not reported back.",
                         "It was executed {day}, {n} days ago, and is not reported back.",
                         n=row["days"], day=row["since"])  # fmt: skip
    elif row["due"]:
        yield _describe_overdue(row)
        yield from tell_late_too(row)
    else:
        yield Text("It has no date of its own, and its step has no usual time: whether it is late is unknown.")
    yield from list_circumstances(row)


def _describe_overdue(row: _Row) -> PluralText:
    values = {"n": row["overdue"], "due": word_date(row, "due")}
    match row["against"]:
        case "pause":
            return PluralText(
                "It was {pause} until {due}. The pause ran out {n} day ago, and it has been neither resumed nor executed.",
                "It was {pause} until {due}. The pause ran out {n} days ago, and it has been neither resumed nor executed.",
                pause=pause_of(row).term,
                **values,
            )
        case "usual time":
            return PluralText(
                "It has no date of its own. The usual time of its step, {usual}, ended {due}, {n} day ago.",
                "It has no date of its own. The usual time of its step, {usual}, ended {due}, {n} days ago.",
                usual=word_usual_time(row),
                **values,
            )
    return PluralText("Its own date, {due}, passed {n} day ago.", "Its own date, {due}, passed {n} days ago.", **values)


def word_usual_time(row: _Row) -> JoinedText:
    """Return the usual time that a row counts against: "10 working days"."""
    return JoinedText((row["usual_days"], DayUnit.of(row["usual_unit"]).term), " ")


def pause_of(row: _Row) -> StepKind:
    """Return whether an assignment that is paused, with a `trail`, is on hold or deferred."""
    steps = sort_steps(build_steps(row["assignment"], row["trail"]))
    return next((step.kind for step in reversed(steps) if step.kind in (StepKind.HELD, StepKind.DEFERRED)), StepKind.HELD)


def is_told(row: _Row) -> bool:
    """Return whether the addressee has been told of the assignment, as far as its steps say."""
    return row["step"] not in (None, StepKind.TAKEN)


def count_examples(rows: Iterable[Mapping[str, Any]]) -> int:
    """Return how many of the rows are invented."""
    return sum(bool(row["example"]) for row in rows)


def add_examples(told: Localizable, examples: int) -> Localizable:
    """Return a sentence that counts assignments, with how many of them are invented, if any are."""
    more = PluralText(" ({n} of them an invented example)", " ({n} of them invented examples)", n=examples)
    return JoinedText((told, more), "") if examples else told


def count_muted(rows: Iterable[Mapping[str, Any]]) -> int:
    """Return of how many of the rows the finding is muted."""
    return sum(bool(row["muted_until"]) for row in rows)


def add_muted(told: Localizable, muted: int) -> Localizable:
    """Return a sentence that counts assignments, with of how many the finding is muted, if any is."""
    more = PluralText(" ({n} of them muted)", " ({n} of them muted)", n=muted)
    return JoinedText((told, more), "") if muted else told


def word_counts(counts: Mapping[str, int]) -> JoinedText:
    """Return how many stand still, are unknown, and are executed and not reported back, if any; each with its examples.

    `counts` has `stalled`, `late` (of these), `unknown` and `executed`, how many of each are invented as
    `stalled_examples` and so on, and of how many the finding is muted as `stalled_muted` and so on.
    """
    stalled = PluralText("{n} assignment stands still", "{n} assignments stand still", n=counts["stalled"])
    told = {
        "stalled": JoinedText((stalled, split_late(counts["stalled"], counts["late"])), ""),
        "unknown": PluralText("{n} is unknown", "{n} are unknown", n=counts["unknown"]),
    }
    if counts["executed"]:
        awaited = PluralText(
            "beside these, {n} is executed and awaits its report",
            "beside these, {n} are executed and await their reports",
            n=counts["executed"],
        )
        told["executed"] = JoinedText((awaited, split_reports(counts)), "")
    noted = {how: add_muted(add_examples(text, counts[f"{how}_examples"]), counts[f"{how}_muted"]) for how, text in told.items()}
    listed = JoinedText(noted[how] for how in noted if how != "executed")
    return JoinedText((listed, noted["executed"]), "; ") if "executed" in noted else listed


def split_late(stalled: int, late: int) -> Text | str:
    """Return how many of what stands still are late, and of how many only a pause has run out; nothing if all are late."""
    if late == stalled:
        return ""
    return Text(": {late} late, {paused} only past the end of a pause", late=late, paused=stalled - late)


def split_reports(counts: Mapping[str, int]) -> JoinedText:
    """Return how many of what is executed and not reported back were executed in time, late or before it.

    Without a date, or executed before it was decided, it is unknown.
    """
    words = {
        "in_time": PluralText("{n} in time", "{n} in time", n=counts["executed_in_time"]),
        "late": PluralText("{n} late", "{n} late", n=counts["executed_late"]),
        "undated": PluralText("{n} unknown whether in time", "{n} unknown whether in time", n=counts["executed_undated"]),
        "ahead": PluralText("{n} with a date ahead", "{n} with a date ahead", n=counts["executed_ahead"]),
    }
    told = [text for state, text in words.items() if counts[f"executed_{state}"]]
    return JoinedText((": ", JoinedText(told)) if told else (), "")


def count_by_how(rows: Iterable[Mapping[str, Any]]) -> Counter[str]:
    """Return the counts for `word_counts`."""
    counts: Counter[str] = Counter()
    for row in rows:
        how = row["how"]
        counts[how] += 1
        counts["late"] += how == "stalled" and bool(row["late"])
        if how == "executed":
            counts[f"executed_{row['report']}"] += 1
        counts[f"{how}_examples"] += bool(row["example"])
        counts[f"{how}_muted"] += bool(row["muted_until"])
    return counts


def next_step_of(row: _Row) -> StepKind:
    """Return the step of the trail that comes next for a row with a `trail`."""
    reached = [TRAIL.index(StepKind.of(kind)) for _id, kind, *_rest in row["trail"] if kind in TRAIL]
    return TRAIL[min(max(reached, default=0) + 1, len(TRAIL) - 1)]
