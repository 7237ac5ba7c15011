"""What the formal document cannot show of a landscape that is to be published: characters without a glyph, refused text."""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from model.errors import InputError
from model.language import JoinedText, Language, Localizable, PluralText, Text
from model.vocabulary.record import Record
from viz.document.printable import find_lacking, find_unprintable, write_out
from viz.document.typesetting import find_refused, find_refused_words

MOST_FIELDS_NAMED = 20
"""Fields that are listed one by one because the document cannot show their characters."""


def find_lacking_fields(records: Iterable[Record], note: str, who: str) -> list[tuple[Localizable, str]]:
    """Return the fields of what is to be published whose characters the document writes as code points, with those.

    Goes through the records once. Raises InputError with record and field of each text that the typesetter refuses.
    """
    found: list[tuple[Localizable, str]] = [(Text("the note"), characters)] if (characters := find_lacking(note)) else []

    def watch() -> Iterator[Record]:
        for record in records:
            found.extend((item.where, item.characters) for item in find_unprintable([record]))
            yield record

    _check_typesetting(watch(), note, who)
    return found


def format_lacking_fields(found: Sequence[tuple[Localizable, str]], language: Language) -> Iterator[str]:
    """Yield the lines that tell which fields the document writes with code points; none if its font has all characters."""
    if found:
        yield Text("The document's font lacks some characters, which it writes out as code points:").in_(language)
    for where, characters in found[:MOST_FIELDS_NAMED]:
        # A combining mark is shown on the circle that Unicode draws marks on.
        shown = ", ".join(f"{'◌' if unicodedata.combining(one) else ''}{one} {write_out(one)}" for one in characters)
        yield Text("  {where}: {characters}", where=where, characters=shown).in_(language)
    if more := len(found[MOST_FIELDS_NAMED:]):
        yield PluralText("  … and {n} more field", "  … and {n} more fields", n=more).in_(language)


def _check_typesetting(records: Iterable[Record], note: str, who: str) -> None:
    """Typeset the unusual words of what is to be published. Raises InputError with record and field of each that is refused."""
    words = find_refused_words([note, who])
    found = [JoinedText([Text("the note"), " ".join(sorted(words))], ": ")] if words else []
    found += [JoinedText([item.where, item.characters], ": ") for item in find_refused(records)]
    if found:
        text = Text("the document cannot show this text: {fields}; nothing was published",
                    fields=JoinedText(found[:MOST_FIELDS_NAMED], "; "))  # fmt: skip
        raise InputError(text, (), Text("Change it with: landskap set ID FIELD TEXT"))
