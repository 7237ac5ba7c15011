"""Checks of files that people give: regular files, which do not change while they are read."""

import stat
from collections.abc import Callable, Iterator
from pathlib import Path

from loaders.rows.dataset import RowResult
from model.errors import InputError, cause_of
from model.language import Text


def check_regular(path: Path) -> None:
    """Raise InputError where the path is a folder, a device or a pipe."""
    try:
        mode = path.stat().st_mode
    except OSError:
        return  # whoever opens it tells why it cannot be read
    if not stat.S_ISREG(mode):
        text = Text("{file} is a folder, a device or a pipe, not a file", file=path)
        raise InputError(text, (), Text("Save its content in a file, and load that file."))


def ensure_unchanged(
    found: Callable[[], Iterator[RowResult]], before: str, digest: Callable[[], str], path: Path
) -> Callable[[], Iterator[RowResult]]:
    """Return `found` so that it raises InputError at its end where the file's digest is no longer `before`."""

    def found_unchanged() -> Iterator[RowResult]:
        yield from found()
        try:
            after = digest()
        except OSError as error:
            raise InputError(Text("{file} cannot be read: {error}", file=path, error=cause_of(error)), ()) from error
        if after != before:
            text = Text("{file} was changed while it was read; nothing was written", file=path)
            raise InputError(text, (), Text("Load it again when no other program writes to it."))

    return found_unchanged
