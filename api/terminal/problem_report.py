"""Problems and notices, for a terminal and as JSON: grouped by kind in the order of the files, each with its places."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from api.terminal.question_faults import ParameterRule
from api.terminal.terminal_text import fold_line
from model.errors import Conflict, FileLocation, InputError, LandskapError, NotFound, NotUnderstood, Problem
from model.language import JoinedText, Language, Localizable, PluralText, Text
from model.vocabulary.types import TYPES

MOST_PROBLEMS_LISTED = 5
"""Problems that are listed one by one; in a longer list, texts per kind and places per text."""
MOST_KINDS = 40
"""Kinds of problem that the terminal lists; the rest are counted."""
MOST_IN_JSON = 10_000
"""Problems, changes and notices in a JSON document; `cut` says that there are more."""

_ProblemKind = tuple[str, str, str, str, str]
"""File, sheet, type, field and rule."""


def format_error(error: LandskapError, language: Language) -> Iterator[str]:
    """Yield the lines of an error, its problems and the way out."""
    yield fold_line(error.text.in_(language))
    if isinstance(error, InputError) or (isinstance(error, NotUnderstood) and len(error.problems) > 1):
        yield from format_problems(error.problems, language)
    if error.way_out:
        yield fold_line(error.way_out.in_(language))


def format_problems(problems: Sequence[Problem], language: Language) -> Iterator[str]:
    """Yield a line for each of a few problems; of many, a block for each kind with its number and its first places."""
    if len(problems) <= MOST_PROBLEMS_LISTED:
        yield from (fold_line(_format_problem(problem, language), "  ") for problem in problems)
        return
    kinds = list(_group_by_kind(problems).values())
    for kind in kinds[:MOST_KINDS]:
        yield from _format_kind(kind, language)
    if rest := sum(map(len, kinds[MOST_KINDS:])):
        yield Text("  … and {more} more", more=rest).in_(language)
    if rest or any(len(kind) > MOST_PROBLEMS_LISTED for kind in kinds):
        yield Text("Not all are shown here; --json lists each.").in_(language)


def _group_by_kind(problems: Sequence[Problem]) -> Mapping[_ProblemKind, list[Problem]]:
    """Return the problems of each kind, in the order of each kind's first."""
    kinds: dict[_ProblemKind, list[Problem]] = {}
    for problem in problems:
        place = problem.place or FileLocation("")
        kinds.setdefault((place.file, place.sheet, problem.type, problem.field, problem.rule), []).append(problem)
    return kinds


def _format_kind(kind: Sequence[Problem], language: Language) -> Iterator[str]:
    if len(kind) == 1:
        yield fold_line(_format_problem(kind[0], language), "  ")
        return
    texts = _group_by_text(kind, language)
    n = sum(map(len, texts.values()))
    count = PluralText("{n} place", "{n} places", n=n)
    yield fold_line(f"{_shared_place_of(kind[0], language)}: {count.in_(language)}", "  ")
    listed = list(texts.items())[:MOST_PROBLEMS_LISTED]
    for text, places in listed:
        some = ", ".join(places[:MOST_PROBLEMS_LISTED]) + (
            f" … +{more}" if (more := len(places) - MOST_PROBLEMS_LISTED) > 0 else ""
        )
        yield fold_line(f"{some}: {text}" if some else text, "    ")
    if (more := n - sum(len(places) for _said, places in listed)) > 0:
        yield f"  {Text('  … and {more} more', more=more).in_(language)}"


def _format_problem(problem: Problem, language: Language) -> str:
    """Return a problem with its place: `landskap.xlsx, Aktörer!C6, Nivå: what is wrong`.

    If no file says it, the record stands there, unless the text names it: `steg beslut-1-verkställt, Datum: what is wrong`.
    """
    text, type_ = _text_of(problem, language), TYPES.get(problem.type)
    record = JoinedText((type_.reads, problem.id), " ") if type_ and problem.id and problem.id not in text else ""
    parts = (str(problem.place) if problem.place else record, _heading_of(problem))
    where = JoinedText(filter(None, parts)).in_(language)
    return f"{where}: {text}" if where else text


def _heading_of(problem: Problem) -> Localizable | str:
    """Return the heading of the field's column, with the field's name where the file may have that instead.

    A parameter of a question has no column; its name is left out if the text says it.
    """
    column = TYPES[problem.type].columns().get(problem.field) if problem.type in TYPES else None
    if column is None:
        return "" if isinstance(problem.rule, ParameterRule) and "what" in problem.text.values else problem.field
    heading = column.about.heading
    in_cells = problem.place is None or problem.place.column
    return heading if in_cells else JoinedText((heading, f"({column.name})"), " ")


def _format_with_place(problem: Problem, language: Language) -> str:
    """Return the place, if a file says it, the heading, and what is wrong."""
    text = _text_of(problem, language)
    where = JoinedText(filter(None, (str(problem.place) if problem.place else "", _heading_of(problem)))).in_(language)
    return f"{where}: {text}" if where else text


def _text_of(problem: Problem, language: Language) -> str:
    return problem.text.in_(language) + (f" – {problem.hint.in_(language)}" if problem.hint else "")


def _shared_place_of(problem: Problem, language: Language) -> str:
    """Return the place that the problems of a kind share: `landskap.xlsx, Aktörer, Nivå`."""
    type_, place = TYPES.get(problem.type), problem.place
    shared: Localizable | str = str(FileLocation(place.file, sheet=place.sheet)) if place else type_.plural if type_ else ""
    return JoinedText(filter(None, (shared, _heading_of(problem)))).in_(language)


def _group_by_text(kind: Sequence[Problem], language: Language) -> Mapping[str, list[str]]:
    """Return the texts of the problems, each with its places; a row with several addressees is there once."""
    alike: dict[str, dict[str, None]] = {}
    for problem in kind:
        alike.setdefault(_text_of(problem, language), {})[_cell_of(problem, language)] = None
    return {text: [*places] for text, places in alike.items()}


def _cell_of(problem: Problem, language: Language) -> str:
    """Return the cell, the row, or the record's id if no file says it."""
    place = problem.place
    if place is None or not place.row:
        return problem.id
    return f"{place.column}{place.row}" if place.column else Text("row {row}", row=place.row).in_(language)


def serialize_error(error: LandskapError) -> dict[str, Any]:
    """Return an error as JSON, with the names of RFC 9457 and both languages."""
    problems = error.problems if isinstance(error, InputError | NotUnderstood) else ()
    return {
        "type": f"about:blank#{type(error).__name__}",
        "title": {"sv": error.text.in_("sv"), "en": error.text.in_("en")},
        "detail": {"sv": error.in_("sv"), "en": error.in_("en")},
        "suggestions": list(error.suggestions) if isinstance(error, NotFound | NotUnderstood) else [],
        "changes": list(error.changes) if isinstance(error, Conflict) else [],
        "problems": [serialize_problem(problem) for problem in problems[:MOST_IN_JSON]],
        "cut": len(problems) > MOST_IN_JSON,
    }


def serialize_problem(problem: Problem) -> dict[str, Any]:
    """Return a problem or notice as JSON; what it lacks is null."""
    place = problem.place or FileLocation("")
    return {
        "rule": problem.rule,
        "place": str(place) or None,
        "file": place.file or None,
        "sheet": place.sheet or None,
        "cell": f"{place.column}{place.row}" if place.column else None,
        "row": place.row or None,
        "type": problem.type or None,
        "id": problem.id or None,
        "field": problem.field or None,
        "value": problem.value or None,
        "sv": _format_with_place(problem, "sv"),
        "en": _format_with_place(problem, "en"),
    }
