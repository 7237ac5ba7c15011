"""What a field may be called: by its name, or by its heading in either language."""

from collections.abc import Iterable, Mapping

from model.language import Text
from model.text.nearest import find_nearest, format_suggestion
from model.vocabulary.record import Column

REQUIRED_MARK = "*"
"""What may stand after the heading of a column that must be filled in."""


def normalize_heading(heading: str) -> str:
    """Return a heading as words are compared: `Namn *` is `namn`."""
    return " ".join(heading.strip().removesuffix(REQUIRED_MARK).split()).casefold()


def index_columns(columns: Iterable[Column]) -> dict[str, Column]:
    """Every word for one of the columns, folded, with its column."""
    words: dict[str, Column] = {}
    for column in columns:
        for word in _words_of(column):
            words.setdefault(word.casefold(), column)
    return words


def suggest_word(said: str, words: Mapping[str, Column]) -> Text | None:
    """The hint with the words nearest to what a file says, one for each column; None where none is near."""
    return format_suggestion([*_find_near_columns(said, words).values()])


def suggest_heading(said: str, words: Mapping[str, Column]) -> Text | None:
    """The hint with the headings of the columns nearest to what a person said; None where none is near."""
    return format_suggestion([words[word.casefold()].about.heading for word in _find_near_columns(said, words).values()])


def _find_near_columns(said: str, words: Mapping[str, Column]) -> dict[str, str]:
    """The columns nearest to what was said, by name, each with the word that is."""
    near: dict[str, str] = {}
    for word in find_nearest(said, words):
        near.setdefault(words[word].name, next(each for each in _words_of(words[word]) if each.casefold() == word))
    return near


def _words_of(column: Column) -> tuple[str, ...]:
    return column.name, column.about.heading.sv, column.about.heading.en
