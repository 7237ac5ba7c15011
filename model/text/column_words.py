"""What a field may be called: by its name, or by its heading in either language."""

from collections.abc import Iterable, Mapping

from model.language import Text
from model.text.nearest import did_you_mean, nearest
from model.vocabulary.record import Column

REQUIRED = "*"
"""What may stand after the heading of a column that must be filled in."""


def bare(heading: str) -> str:
    """Return a heading as words are compared: `Namn *` is `namn`."""
    return " ".join(heading.strip().removesuffix(REQUIRED).split()).casefold()


def words_of(columns: Iterable[Column]) -> dict[str, Column]:
    """Every word for one of the columns, folded, with its column."""
    words: dict[str, Column] = {}
    for column in columns:
        for word in _words(column):
            words.setdefault(word.casefold(), column)
    return words


def near_word(said: str, words: Mapping[str, Column]) -> Text | None:
    """The hint with the words nearest to what a file says, one for each column; None where none is near."""
    return did_you_mean([*_near(said, words).values()])


def near_heading(said: str, words: Mapping[str, Column]) -> Text | None:
    """The hint with the headings of the columns nearest to what a person said; None where none is near."""
    return did_you_mean([words[word.casefold()].about.heading for word in _near(said, words).values()])


def _near(said: str, words: Mapping[str, Column]) -> dict[str, str]:
    """The columns nearest to what was said, by name, each with the word that is."""
    near: dict[str, str] = {}
    for word in nearest(said, words):
        near.setdefault(words[word].name, next(each for each in _words(words[word]) if each.casefold() == word))
    return near


def _words(column: Column) -> tuple[str, ...]:
    return column.name, column.about.heading.sv, column.about.heading.en
