"""Names: comparing them, and reading them from a record or from a row of an answer."""

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from model.language import JoinedText, Localizable, Term, Text
from model.vocabulary.contents import Party, Records
from model.vocabulary.forums import ForumKind
from model.vocabulary.namesakes import append_distinction
from model.vocabulary.record import Record
from model.vocabulary.registers import ActorKind

PARTY_NAME_FIELDS = ("name", "name_en", "short_name", "short_name_en")
"""The name fields of a party; its aliases are beside them."""
DISTINCTION_SUFFIX = "_apart"
"""The suffix of the field, beside a name in a row, that distinguishes a party from its namesakes."""


def normalize_name(name: str) -> str:
    """Return `name` in the form in which names are compared.

    Case, outer and repeated white space, and how an accent is encoded do not count. Accents themselves do.
    """
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())


def term_of(row: Mapping[str, Any], field: str = "name") -> Term:
    """Return the name in `field` of a row, its English from `field`_en (else the Swedish), and its distinction if it has one."""
    name = Term(row[field] or "–", row.get(f"{field}_en") or row[field] or "–")
    apart = row.get(f"{field}{DISTINCTION_SUFFIX}")
    return append_distinction(name, Term(apart, row[f"{field}{DISTINCTION_SUFFIX}_en"]) if apart else None)


def name_of(record: Record) -> Term:
    """Return the record's name in both languages; its id if it has none."""
    name: str = getattr(record, "name", record.id)
    return Term(name, getattr(record, "name_en", None) or name)


def plural_of(kind: ActorKind | ForumKind) -> Term:
    """Return the plural of a kind of actor or forum in both languages."""
    return Term(kind.plural_name, kind.plural_name_en or kind.plural_name)


def join_names(names: Sequence[Localizable | str], most: int) -> Localizable:
    """Return names in words, the last after "and"; of more than `most` the first, and how many more there are."""
    shown = names if len(names) <= most else names[: most - 1]
    if rest := len(names) - len(shown):
        return Text("{first} and {n} more", first=JoinedText(shown), n=rest)
    if len(shown) > 1:
        return Text("{first} and {last}", first=JoinedText(shown[:-1]), last=shown[-1])
    return JoinedText(shown)


def names_of(party: Party) -> Iterator[str]:
    """Yield all names that find the party."""
    yield from filter(None, (party.name, party.name_en, party.short_name, party.short_name_en, *party.aliases))


def distinct_name_of(party: Record, contents: Records) -> Term:
    """Return the party's name, with its distinction if it shares the name with another in `contents`."""
    return append_distinction(name_of(party), contents.distinctions().get(party.id))
