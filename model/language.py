"""The two languages of all texts that users read: Swedish first, English too.

Terms of the vocabulary are declared in both languages (`Term`). Every other sentence is an English message whose Swedish is in
the gettext catalogue `model/locale` (`Text`, `PluralText`). Nothing is translated before it is shown, so that the same finding
or error can be read in either language.
"""

import gettext
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal, Protocol, get_args

Language = Literal["sv", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)
DATA_LANGUAGE: Language = "sv"
"""The language of a landscape's own names and free text, where a record has none in the other."""
DOMAIN = "landskap"
LOCALE_FOLDER = Path(__file__).parent / "locale"


def _(message: str) -> str:
    """Mark a text for the catalogue; it is translated where it is shown."""
    return message


class Localizable(Protocol):
    """Anything that can be shown in a language."""

    def in_(self, language: Language) -> str:
        """Return the text in `language`."""


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the vocabulary in both languages."""

    sv: str
    en: str

    def in_(self, language: Language) -> str:
        """Return the word in `language`."""
        return self.sv if language == "sv" else self.en


@cache
def load_messages(language: Language) -> gettext.NullTranslations:
    """Return the catalogue of `language`. English needs none: the messages are written in it."""
    if language == "en":
        return gettext.NullTranslations()
    return gettext.translation(DOMAIN, LOCALE_FOLDER, [language], fallback=True)


class Text:
    """A message in English with named values in braces, translated when it is shown.

    Values may be terms or texts themselves; they are shown in the same language. Two texts are equal if they have the same
    message and the same values.
    """

    __slots__ = ("message", "values")

    def __init__(self, message: str, /, **values: Any) -> None:
        self.message = message
        self.values = values

    def in_(self, language: Language) -> str:
        """Return the message in `language` with its values filled in."""
        return self._fill(load_messages(language).gettext(self.message), language)

    def pattern(self, language: Language) -> str:
        """Return the message in `language` with its braces left in place, for scripts that fill them in later."""
        return load_messages(language).gettext(self.message)

    def _fill(self, message: str, language: Language) -> str:
        return message.format_map({name: localize_value(value, language) for name, value in self.values.items()})

    def __str__(self) -> str:
        return self.in_("en")

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and self._content() == other._content()

    def __hash__(self) -> int:
        return hash(self.message)  # without the values, which may be unhashable

    def _content(self) -> tuple[Any, ...]:
        """Return everything that the text consists of, for comparison."""
        return self.message, self.values

    def __repr__(self) -> str:
        return f"{type(self).__name__}({str(self)!r})"


class PluralText(Text):
    """A message about `n` things, with a form for one and another for many: `PluralText("{n} actor", "{n} actors", n=2)`."""

    __slots__ = ("many",)

    def __init__(self, one: str, many: str, /, *, n: int, **values: Any) -> None:
        super().__init__(one, n=n, **values)
        self.many = many

    def in_(self, language: Language) -> str:
        """Return the form of the message for `n` in `language`."""
        return self._fill(load_messages(language).ngettext(self.message, self.many, self.values["n"]), language)

    def _content(self) -> tuple[Any, ...]:
        return self.message, self.many, self.values


class JoinedText(Text):
    """Texts and words joined by a separator."""

    __slots__ = ("parts", "separator")

    def __init__(self, parts: Iterable["Localizable | str"], separator: str = ", ") -> None:
        super().__init__("")
        self.parts, self.separator = tuple(parts), separator

    def in_(self, language: Language) -> str:
        """Return all parts in `language`, joined."""
        return self.separator.join(str(localize_value(part, language)) for part in self.parts)

    def __hash__(self) -> int:
        return hash((self.parts, self.separator))

    def _content(self) -> tuple[Any, ...]:
        return self.parts, self.separator


def localize_value(value: Any, language: Language) -> Any:
    """Return terms and texts in `language`, and any other value unchanged."""
    return value.in_(language) if hasattr(value, "in_") else value


SWEDISH_ORDER = str.maketrans("åäæöø", "{||}}")


def swedish_sort_key(name: str) -> str:
    """Return a key that sorts names as Swedish readers expect: case does not count, å, ä and ö come last."""
    return name.casefold().translate(SWEDISH_ORDER)
