"""The folders of the seeds: beside the packages in a checkout, within `api` in an installed wheel."""

from pathlib import Path

from model.errors import InputError
from model.language import Text

SORMLAND, EXAMPLE = "sormland", "exempel"


def find_seed(name: str) -> Path:
    """Return the folder of the seed `name`. Raises InputError if this installation has none."""
    here = Path(__file__).parent.parent
    for folder in (here / "seed" / name, here.parent / "seed" / name):
        if folder.is_dir():
            return folder
    raise InputError(Text("this installation has no seed '{name}'", name=name), ())
