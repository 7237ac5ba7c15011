"""The source that Sörmland's rows cite, by section. Its text lies beside the checkout, because we may not ship it.

Sections are found by their headings. A numbered line is a heading only if its number may follow the headings before it, so that
items of a list are none. After the first *Bilaga*, only such lines are headings.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

TEXT = Path(__file__).parents[3] / "shared" / "reference" / "programforklaring-2020.txt"
NUMBERED = re.compile(r"\s*(\d+(?:\.\d+)*)\. +(\S.*)")
ANNEX = re.compile(r"\s*Bilaga (\d+):")
Number = tuple[int, ...]
BEFORE_THE_FIRST: Number = (0,)


def read_sections(text: str) -> Mapping[str, str]:
    """Return place as evidence writes it (`§6.4.1`, `bil. 7`, `förord`) → the text under that heading alone."""
    found: dict[str, list[str]] = {}
    place, last = "", BEFORE_THE_FIRST
    for line in text.splitlines():
        if annex := ANNEX.match(line):
            place, last = f"bil. {annex[1]}", ()
        elif (numbered := NUMBERED.match(line)) and numbered[2].strip() == "Förord":
            place = "förord"
        elif numbered and (number := _parse_number(numbered[1])) in _following(last):
            place, last = f"§{numbered[1]}", number
        found.setdefault(place, []).append(line)
    return {place: "\n".join(lines) for place, lines in found.items()}


def _parse_number(written: str) -> Number:
    return tuple(map(int, written.split(".")))


def _following(last: Number) -> Iterator[Number]:
    """Yield the numbers that may follow a heading's: its first part, or the next on its own level or on one above."""
    if last:
        yield (*last, 1)
    yield from ((*last[:depth], last[depth] + 1) for depth in range(len(last)))
