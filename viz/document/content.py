"""What the formal document says, as values: chapters of entries with lines, in both languages, for PDF and HTML alike.

A line says which records it covers, so that a test can show that nothing is lost where alike records share a line.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from model.language import Localizable
from model.vocabulary.types import Key


@dataclass(frozen=True, slots=True)
class ContentLine:
    """A line of an entry: its heading, what it says, the records it covers, and whether one of them is invented or changed."""

    heading: Localizable | str
    text: Localizable
    covers: frozenset[Key] = frozenset()
    example: bool = False
    changed: bool = False


@dataclass(frozen=True, slots=True)
class ContentEntry:
    """An entry of a chapter: a name, what it is in a few words, and its lines."""

    name: Localizable
    about: Localizable | str
    lines: tuple[ContentLine, ...]


@dataclass(frozen=True, slots=True)
class ContentChapter:
    """A chapter: its title, a sentence on how to read it, and its entries."""

    title: Localizable
    lede: Localizable
    entries: tuple[ContentEntry, ...]

    def covers(self) -> Iterator[Key]:
        """Yield the records that the chapter covers."""
        for entry in self.entries:
            for line in entry.lines:
                yield from line.covers
