"""Files that commands write: of a kind that can be written, over nothing that is there, and whole or not at all."""

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
    """What writes a file of that ending. Raises NotUnderstood for another, InputError for a folder that is not there."""
    if out.suffix.lower() not in by_ending:
        endings = ", ".join(filter(None, by_ending))
        raise NotUnderstood(Text("a file that ends with {endings} is what can be written here", endings=endings), ())
    if not out.resolve().parent.is_dir():
        raise InputError(Text("there is no folder {folder}", folder=out.resolve().parent), ())
    return by_ending[out.suffix.lower()]


OTHER_NAME = Text("Choose another name.")


def refuse_to_overwrite(out: Path, way_out: Text = OTHER_NAME) -> None:
    """Raise InputError when there is something already: it may hold what somebody has typed."""
    if (out.exists() or out.is_symlink()) and not (out.is_dir() and not any(out.iterdir())):
        raise InputError(Text("there is already something called {file}", file=out), (), way_out)


@contextmanager
def write_atomically(out: Path, private: bool = False) -> Iterator[Path]:
    """Give a name to write a file or a folder to; what is written there takes its place at `out` when all of it is there.

    It stands in a folder of its own that nobody else can write to or read; what is `private` only its owner can read afterwards.
    A link to a file, and a pipe, give way to it: what a link names is left as it is.
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
    """Put what was written in its place: a file, a new folder, or the files of a folder among those that are there."""
    for path in (*(unfinished.iterdir() if unfinished.is_dir() else ()), unfinished) if private else ():
        path.chmod(0o700 if path.is_dir() else 0o600)
    if place.is_dir():
        for path in unfinished.iterdir():
            path.replace(place / path.name)
    else:
        unfinished.replace(place)
