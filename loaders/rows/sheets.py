"""The sheets of a workbook, in their order: their titles and what belongs on each."""

import re
import unicodedata
from collections.abc import Mapping
from types import MappingProxyType

from model.language import LANGUAGES, Language, Term, Text
from model.text.nearest import find_nearest
from model.vocabulary.record import Record
from model.vocabulary.types import TYPES

GUIDE = Term("Läs mig", "Read me")
LISTS = Term("Listor", "Lists")
TO_CORRECT = Term("Att rätta", "To correct")
"""The first sheet of a marked copy, which lists its problems."""
LETTER_RUN = re.compile(r"[^\W\d_]+")
LONGEST_TITLE = 31
"""Characters that Excel allows in the name of a sheet."""

MAIN_SHEETS: Mapping[str, Text] = MappingProxyType(
    {
        "Landscape": Text("The landscape itself: one row."),
        "Actor": Text("Organisations, parts of them, and groups. Never persons."),
        "Forum": Text("Forums, councils, committees and networks."),
        "Function": Text("Functions such as the regional coordinator."),
        "Flow": Text("Who feeds whom, with what."),
        "Seat": Text("Who sits in which forum; no holder means vacant."),
        "Representation": Text("Who is represented through whom."),
        "Involvement": Text("Which areas concern which actors."),
        "GroupMembership": Text("Which groups an actor belongs to; it may be several."),
        "Meeting": Text("Meetings of the forums."),
        "Decision": Text("Decisions, orders, requests and proposals."),
        "Assignment": Text("Each addressee's part of a decision."),
        "Step": Text("Each step of an assignment, and its day."),
    }
)
"""The sheets that people fill in."""

REGISTER_SHEETS: Mapping[str, Text] = MappingProxyType(
    {
        "Source": Text("Where the facts come from: every row names one."),
        "ActorType": Text("The columns of the map."),
        "Level": Text("The rows of the map."),
        "Area": Text("The coloured fields in the middle of the map."),
        "ActorKind": Text("Kinds of actor, such as municipality or union."),
        "ForumKind": Text("Kinds of forum, such as council or network."),
        "Role": Text("The roles that meet."),
        "Place": Text("Municipalities, counties, countries."),
        "SeatRule": Text("Who should sit in forums of a kind."),
        "ChainRule": Text("Who should feed whom."),
        "Theme": Text("The topics of each quarter: the yearly wheel."),
        "Task": Text("The tasks of a process, or of forums of a kind."),
        "Process": Text("The processes of the platform."),
        "ProcessFlow": Text("How the processes feed each other."),
        "Group": Text("The groups that the collaboration is for, and those to invite."),
        "Headcount": Text("Women and men in a forum, counted on a day; never named."),
        "StepNorm": Text("How long a step usually takes."),
        "RuleSetting": Text("The thresholds of the rules that find what to look at."),
        "Mute": Text("Findings that are not listed for a time, each with its reason."),
        "RevisionEvent": Text("What was decided of each published revision: reviewed, approved, withdrawn."),
    }
)
"""The sheets with the choices for the others, filled in once."""

SHEETS: Mapping[type[Record], Text] = MappingProxyType(
    {TYPES[label]: about for label, about in (*MAIN_SHEETS.items(), *REGISTER_SHEETS.items())}
)


def sheet_title_of(type_: type[Record], language: Language) -> str:
    """Return the title of a type's sheet: `Aktörer`."""
    words = type_.plural.in_(language)
    return (words[0].upper() + words[1:])[:LONGEST_TITLE]


def types_by_sheet_name() -> dict[str, type[Record]]:
    """Map every name that a type's sheet may have (folded: Swedish or English title, or file name) to the type."""
    names = {type_.stem(): type_ for type_ in TYPES.values()}
    return names | {sheet_title_of(type_, language).casefold(): type_ for type_ in TYPES.values() for language in LANGUAGES}


def find_near_titles(name: str) -> list[str]:
    """Return sheet titles that are near to `name`, one a type; digits and signs do not count."""
    titles = {sheet_title_of(type_, language): type_ for type_ in TYPES.values() for language in LANGUAGES}
    bare = " ".join(LETTER_RUN.findall(name))
    found = [title for title in titles if title.casefold() == bare.casefold()] or find_nearest(bare, titles)
    near = {titles[title]: title for title in reversed(found)}
    return [*reversed(near.values())]


def find_type_by_name(name: str) -> type[Record] | None:
    """Return the type that a file is named after, in either language or by file name; `-`, `_` and spaces are alike."""
    return {_normalize_name(known): type_ for known, type_ in types_by_sheet_name().items()}.get(_normalize_name(name))


def _normalize_name(name: str) -> str:
    return re.sub(r"[\s_-]+", " ", unicodedata.normalize("NFC", name).casefold()).strip()


def column_letters(number: int) -> str:
    """Return the letters of a column, from 1: `B` for 2."""
    before, last = divmod(number - 1, 26)
    return (column_letters(before) if before else "") + chr(ord("A") + last)


def column_number(cell: str) -> int:
    """Return the number of a column from its letters, or a cell's name: 2 for `B` and `B7`; 0 without letters."""
    number = 0
    for letter in cell.upper():
        if letter.isalpha():
            number = number * 26 + ord(letter) - 64
    return number
