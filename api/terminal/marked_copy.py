"""`--errors-to`: the problems of a workbook, marked in a copy of it."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from api.terminal.files import find_writer, refuse_to_overwrite, write_atomically
from api.terminal.progress import show_progress
from loaders.rows.rules import RowRule
from loaders.workbook.annotated_copy import MOST_PROBLEMS_MARKED, check_copyable, write_error_copy
from model.errors import InputError, LandskapError
from model.language import JoinedText, Language, Text

WORKBOOK = ".xlsx"


@contextmanager
def mark_problems(paths: Sequence[Path], copy: Path, language: Language, source: str) -> Iterator[None]:
    """Mark the problems that arise within the context in `copy` of the one workbook at `paths`, loaded as `source`."""
    path = paths[0]
    if len(paths) > 1:
        raise InputError(Text("one workbook at a time can be marked"), (), Text("Load it alone with --errors-to."))
    _check(path, copy)
    try:
        yield
    except InputError as error:
        if error.problems:
            raise InputError(error.text, error.problems, _write_copy(path, error, copy, language, source)) from error
        raise


def _check(path: Path, copy: Path) -> None:
    """Raise InputError or LimitExceeded if no copy can be made, before any file is read."""
    if path.suffix.lower() != WORKBOOK:
        text = Text("only a workbook can be marked, and {path} is not one", path=path)
        raise InputError(text, (), Text("--json lists each problem with its file, row and field."))
    find_writer(copy, {WORKBOOK: write_error_copy})
    refuse_to_overwrite(copy)
    check_copyable(path)


def _write_copy(path: Path, error: InputError, copy: Path, language: Language, source: str) -> Text:
    """Write the copy and return the way out. A failure to write it must not hide the problems themselves."""
    try:
        with write_atomically(copy, private=True) as unfinished, show_progress(language) as tell:
            write_error_copy(path, error.problems, unfinished, language, source, tell)
    except LandskapError as hindrance:
        return Text("There is no marked copy: {why}", why=hindrance.text)
    if error.way_out and all(problem.rule == RowRule.CONFLICT for problem in error.problems):
        return JoinedText([Text("Those that have a cell are marked in {file}.", file=copy), error.way_out], " ")
    if len(error.problems) > MOST_PROBLEMS_MARKED:
        return Text("The first {most} are marked in {file}. Correct them and load again.", most=MOST_PROBLEMS_MARKED, file=copy)
    return Text("Each is marked in {file}. Correct them and load again.", file=copy)
