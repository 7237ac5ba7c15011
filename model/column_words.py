"""What a field may be called: by its name, or by its heading in either language."""

from collections.abc import Iterable, Mapping

from model.language import Text
from model.nearness import did_you_mean, nearest
from model.record import Column


def words_of(columns: Iterable[Column]) -> dict[str, Column]:
    """Every word for one of the columns, folded, with its column."""
    words: dict[str, Column] = {}
    for column in columns:
        for word in _words(column):
            words.setdefault(word.casefold(), column)
    return words


def near_word(said: str, words: Mapping[str, Column]) -> Text | None:
    """The hint with the words nearest to what was said, one for each column; None where none is near."""
    near: dict[str, str] = {}
    for word in nearest(said, words):
        near.setdefault(words[word].name, next(each for each in _words(words[word]) if each.casefold() == word))
    return did_you_mean([*near.values()])


def _words(column: Column) -> tuple[str, ...]:
    return column.name, column.about.heading.sv, column.about.heading.en
