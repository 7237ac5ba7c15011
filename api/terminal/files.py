"""The files that commands write: of a known kind, over no existing file, whole or not at all."""

import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp
from typing import Any, TypeVar

from model.errors import InputError, NotUnderstood, cause_of
from model.language import Text

_F = TypeVar("_F", bound=Callable[..., Any])


def find_writer(out: Path, by_ending: Mapping[str, _F]) -> _F:
    """Return the writer for the file's ending. Raises NotUnderstood for an unknown one, InputError if the folder is missing."""
    both = "".join(out.suffixes[-2:]).lower()
    ending = both if both in by_ending else out.suffix.lower()
    if ending not in by_ending:
        endings = ", ".join(filter(None, by_ending))
        raise NotUnderstood(Text("only files that end with {endings} can be written here", endings=endings), ())
    if not out.resolve().parent.is_dir():
        raise InputError(Text("there is no folder {folder}", folder=out.resolve().parent), ())
    return by_ending[ending]


def prepare_file(out: Path, by_ending: Mapping[str, Callable[..., None]], overwrite: bool) -> Callable[..., None]:
    """Return the function that writes what it is given to `out`, readable by its owner only.

    Raises NotUnderstood and InputError like `find_writer`, and InputError if `out` exists and may not be overwritten.
    """
    write = find_writer(out, by_ending)
    check_writable(out, overwrite)

    def write_file(*values: Any) -> None:
        with write_atomically(out, private=True) as unfinished:
            write(unfinished, *values)

    return write_file


def check_writable(out: Path, overwrite: bool) -> None:
    """Raise InputError if `out` exists, unless it may be overwritten."""
    if not overwrite:
        refuse_to_overwrite(out, Text("Choose another name, or overwrite it with --overwrite."))


OTHER_NAME = Text("Choose another name.")


def refuse_to_overwrite(out: Path, way_out: Text = OTHER_NAME) -> None:
    """Raise InputError if the path exists: it may hold what somebody has typed."""
    if (out.exists() or out.is_symlink()) and not (out.is_dir() and not any(out.iterdir())):
        raise InputError(Text("there is already something called {file}", file=out), (), way_out)


@contextmanager
def write_atomically(out: Path, private: bool = False) -> Iterator[Path]:
    """Give a path to write a file or folder to, and move it to `out` when it is complete.

    The path is in a folder that no other user can read or write. A `private` file stays readable by its owner only. If `out` is a
    link or a pipe it is replaced; the target of a link stays as it is.
    """
    place = out.resolve() if out.is_dir() else out.parent.resolve() / out.name
    try:
        folder = Path(mkdtemp(".unfinished", f".{place.name}.", place if place.is_dir() else place.parent))
        try:
            yield folder / place.name
            _move_into_place(folder / place.name, place, private)
        finally:
            shutil.rmtree(folder)
    except OSError as error:
        raise InputError(Text("{file} cannot be written: {error}", file=out, error=cause_of(error)), ()) from error


def _move_into_place(unfinished: Path, place: Path, private: bool) -> None:
    """Move a file or a new folder to its place, or the files of a folder into an existing one."""
    for path in (*(unfinished.iterdir() if unfinished.is_dir() else ()), unfinished) if private else ():
        path.chmod(0o700 if path.is_dir() else 0o600)
    if place.is_dir():
        for path in unfinished.iterdir():
            path.replace(place / path.name)
    else:
        unfinished.replace(place)
