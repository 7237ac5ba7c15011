"""The rules that input must follow, each declared once with the id that problems cite and the demand that it makes.

These are the rules of the model. `loaders.rows.rules` has those of files. `docs/reference/checks.md` lists all, each with an
example.
"""

from enum import StrEnum


class Rule(StrEnum):
    """An enumeration of rules, each with its id and its meaning in one line: `DATE = "date", "A date is a day …"`."""

    meaning: str

    def __new__(cls, id_: str, meaning: str) -> "Rule":
        """Create a rule from its id and its meaning."""
        member = str.__new__(cls, id_)
        member._value_ = id_
        member.meaning = meaning
        return member


class CellRule(Rule):
    """Rules on a single value."""

    REQUIRED = "required", "What must be filled in is."
    UNKNOWN_FIELD = "unknown-field", "A field is one of the type's, and can be given."
    ID = "id", "An id, and a reference to one, has small letters a–z, digits and single hyphens."
    EVIDENCE = "evidence", "Evidence is the id of a source and, after a space, the place in it."
    FORM = "form", "An address is written as one."
    CHOICE = "choice", "A choice is one of its words in either language, or its code (in JSON its code)."
    YES_OR_NO = "yes-or-no", "Yes or no is told by one of the words for it."
    NUMBER = "number", "A number is whole."
    NUMBER_RANGE = "number-range", "A number is within the limits of its field."
    DATE = "date", "A date is a day of the calendar between 1900 and 2200."
    PERIOD = "period", "A period is a day, month or year in EDTF, or an interval of these with / between."
    CONTROL_CHARACTER = (
        "control-character",
        "A text has no control characters but tabs and line breaks, and no codes of no character.",
    )
    TOO_LONG = "too-long", "A text is no longer than its field allows."
    TOO_MANY = "too-many", "A list has no more items than its field allows."
    VALUE = "value", "A value is of the kind that its field keeps: text, a number, yes or no, a list."
    ORGANISATION_NUMBER = (
        "organisation-number",
        "An organisation number has ten digits, the last of which follows from the others.",
    )
    NATURAL_PERSON = "natural-person", "No number of a natural person is kept."


class RecordRule(Rule):
    """Rules on a whole row."""

    UNCERTAIN_WHY = "uncertain-why", "What is uncertain says why, and only that does."
    VALID_DATES = "valid-dates", "What holds for a time does not end before it begins."
    PERIOD = "period-day", "A day of a period is its first or its last, as the field has it; and a period has its words."
    STEP_DATES = "step-dates", "A pause ends no earlier than it begins."
    PAUSE_UNTIL = "pause-until", "A hold, deferral or extension has a new date."
    STEP_REASON = "step-reason", "A pause, a rejection or a supersession has a reason."
    FLOW_TO_ITSELF = "flow-to-itself", "No party feeds itself."
    TASK_OF = "task-of", "A task is that of a process or of a kind of forum."
    FORUM_COLUMN = "forum-column", "A forum has an area, or a column of the map where it stands."
    NO_NAME = "no-name", "Only what has a name is given another."
    MERGED_ALIKE = "merged-alike", "Only two actors, two forums or two functions are merged."
    ORGANISATIONS_SUCCEED = "organisations-succeed", "Only organisations succeed one another."


class ReferenceRule(Rule):
    """Rules on a row and the records that it names."""

    REFERENCE = "reference", "What a row names there is; evidence names a source that there is."
    EXAMPLE_MARK = "example-mark", "What rests on invented sources alone is marked as an example, and nothing else is."


class LandscapeRule(Rule):
    """Rules on the landscape as a whole."""

    ONE_LANDSCAPE = "one-landscape", "A landscape has one row about itself."
    PARTY_ID = "party-id", "An id is one party's, whether actor, forum or function."
    FORMER_ID = "former-id", "What an id stood for it stands for still: nobody else has it, now or formerly."
    CIRCULAR = "circular", "Nothing lies within itself, is a part of itself, follows up itself or resulted from itself."
    NO_ADDRESSEE = "no-addressee", "A decision is addressed to somebody."
