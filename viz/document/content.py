"""What the formal document says, as values: chapters of entries with lines, in both languages, for PDF and HTML alike.

A line says which records it covers, so that a test can show that nothing is lost where alike records share a line.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from model.language import Language, Localizable, localize_value
from model.vocabulary.types import Key


@dataclass(frozen=True, slots=True)
class ContentLine:
    """A line of an entry: its heading, what it says, the records it covers, and whether one of them is invented or changed."""

    heading: Localizable | str
    text: Localizable
    covers: frozenset[Key] = frozenset()
    example: bool = False
    changed: bool = False

    def as_json(self, language: Language) -> dict[str, Any]:
        """Return what is printed of it."""
        said = {"heading": localize_value(self.heading, language), "text": localize_value(self.text, language)}
        return {**said, "example": self.example, "changed": self.changed}


@dataclass(frozen=True, slots=True)
class ContentEntry:
    """An entry of a chapter: a name, what it is in a few words, and its lines."""

    name: Localizable
    about: Localizable | str
    lines: tuple[ContentLine, ...]

    def as_json(self, language: Language) -> dict[str, Any]:
        """Return what is printed of it."""
        said = {"name": localize_value(self.name, language), "about": localize_value(self.about, language)}
        return {**said, "lines": [line.as_json(language) for line in self.lines]}


@dataclass(frozen=True, slots=True)
class ContentChapter:
    """A chapter: its title, a sentence on how to read it, and its entries.

    In a `run_in` chapter a line's heading is a name, and what it says follows on the same line.
    """

    title: Localizable
    lede: Localizable
    entries: tuple[ContentEntry, ...]
    run_in: bool = False

    def covers(self) -> Iterator[Key]:
        """Yield the records that the chapter covers."""
        for entry in self.entries:
            for line in entry.lines:
                yield from line.covers

    def as_json(self, language: Language) -> dict[str, Any]:
        """Return what is printed of it."""
        said = {"title": localize_value(self.title, language), "lede": localize_value(self.lede, language)}
        return {**said, "run_in": self.run_in, "entries": [entry.as_json(language) for entry in self.entries]}
