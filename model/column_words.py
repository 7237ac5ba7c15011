"""What a field may be called: by its name, or by its heading in either language."""

from collections.abc import Iterable, Mapping

from model.language import Text
from model.nearness import nearest
from model.record import Column


def words_of(columns: Iterable[Column]) -> dict[str, Column]:
    """Every word for one of the columns, folded, with its column."""
    words: dict[str, Column] = {}
    for column in columns:
        for word in (column.name, column.about.heading.sv, column.about.heading.en):
            words.setdefault(word.casefold(), column)
    return words


def near_word(said: str, words: Mapping[str, Column]) -> Text | None:
    """The hint with the words nearest to what was said, one for each column; None where none is near."""
    near: dict[str, str] = {}
    for word in nearest(said, words):
        near.setdefault(words[word].name, word)
    return Text("did you mean '{near}'?", near="', '".join(near.values())) if near else None
