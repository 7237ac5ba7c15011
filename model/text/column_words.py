"""The words for a field: its name, and its heading in either language."""

from collections.abc import Iterable, Mapping

from model.language import Text
from model.text.nearest import find_nearest, format_suggestion
from model.vocabulary.record import Column

REQUIRED_MARK = "*"
"""An optional mark after the heading of a required column."""


def normalize_heading(heading: str) -> str:
    """Return a heading in the form in which headings are compared: `Namn *` → `namn`."""
    return " ".join(heading.strip().removesuffix(REQUIRED_MARK).split()).casefold()


def index_columns(columns: Iterable[Column]) -> dict[str, Column]:
    """Return word → column for every word for one of the columns, in lower case."""
    words: dict[str, Column] = {}
    for column in columns:
        for word in _words_of(column):
            words.setdefault(word.casefold(), column)
    return words


def suggest_word(wanted: str, words: Mapping[str, Column]) -> Text | None:
    """Return a hint with the words nearest to one in a file, one word per column; None if none is near."""
    return format_suggestion([*_find_near_columns(wanted, words).values()])


def suggest_heading(wanted: str, words: Mapping[str, Column]) -> Text | None:
    """Return a hint with the headings of the columns nearest to a user's word; None if none is near."""
    return format_suggestion([words[word.casefold()].about.heading for word in _find_near_columns(wanted, words).values()])


def _find_near_columns(wanted: str, words: Mapping[str, Column]) -> dict[str, str]:
    """Return name → nearest word for the columns whose words are near."""
    near: dict[str, str] = {}
    for word in find_nearest(wanted, words):
        near.setdefault(words[word].name, next(each for each in _words_of(words[word]) if each.casefold() == word))
    return near


def _words_of(column: Column) -> tuple[str, ...]:
    return column.name, column.about.heading.sv, column.about.heading.en
