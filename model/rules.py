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

    REQUIRED = "required", "A required field has a value."
    UNKNOWN_FIELD = "unknown-field", "Every field belongs to the type and can be set."
    ID = "id", "An id, and a reference to one, consists of small letters a–z, digits and single hyphens."
    EVIDENCE = "evidence", "Evidence is the id of a source, optionally followed by a space and the place in it."
    FORM = "form", "A web or e-mail address is well-formed."
    CHOICE = "choice", "A choice is one of its words in either language, or its code (in JSON only its code)."
    YES_OR_NO = "yes-or-no", "A yes-or-no value is one of the words for yes or no."
    NUMBER = "number", "A number is a whole number."
    NUMBER_RANGE = "number-range", "A number is within the limits of its field."
    DATE = "date", "A date is a calendar day between 1900 and 2200."
    PERIOD = "period", "A period is a day, month or year in EDTF, or an interval of these with / between."
    CONTROL_CHARACTER = (
        "control-character",
        "A text has no control characters except tabs and line breaks, and no code points that Unicode reserves.",
    )
    TOO_LONG = "too-long", "A text is no longer than its field allows."
    TOO_MANY = "too-many", "A list has no more items than its field allows."
    VALUE = "value", "A value is of its field's kind: text, a number, yes or no, a list."
    ORGANISATION_NUMBER = (
        "organisation-number",
        "An organisation number has ten digits, the last of which follows from the others.",
    )
    NATURAL_PERSON = "natural-person", "No value is the number of a natural person."


class RecordRule(Rule):
    """Rules on a whole row."""

    UNCERTAIN_WHY = "uncertain-why", "A record has a reason for uncertainty if, and only if, it is uncertain."
    VALID_DATES = "valid-dates", "A record does not end before it begins."
    PERIOD = (
        "period-day",
        "The day of a period is its first or its last, as the field requires; a period has EDTF and words.",
    )
    STEP_DATES = "step-dates", "A pause does not end before it begins."
    PAUSE_UNTIL = "pause-until", "A hold, deferral or extension has a new date."
    STEP_REASON = "step-reason", "A pause, a rejection or a supersession has a reason."
    MEETING_DAY = "meeting-day", "A meeting has a day, planned, held or cancelled, and is not both held and cancelled."
    HEADCOUNT = "headcount", "A headcount is of three persons or more: fewer would be about a person."
    SEAT_RULE = (
        "seat-rule",
        "A seat rule on a share has a limit of at most 100 per cent; one on every place has the kind of place.",
    )
    FLOW_TO_ITSELF = "flow-to-itself", "No party feeds itself."
    TASK_OF = "task-of", "A task belongs to a process or to a kind of forum."
    CHAIN_ENDS = (
        "chain-ends",
        "A chain rule is about parties or about processes; one for each municipality, and no other, names their place.",
    )
    FORUM_COLUMN = "forum-column", "A forum has an area, or a column of the map where it stands."
    NO_NAME = "no-name", "Only a record with a name can be renamed."
    MERGED_ALIKE = "merged-alike", "Only two actors, two forums or two functions can be merged."
    ORGANISATIONS_SUCCEED = "organisations-succeed", "Only organisations succeed one another."
    REVISION_STATE = "revision-state", "What is decided of a revision follows its state and its days, and is not in the future."


class ReferenceRule(Rule):
    """Rules on a row and the records that it names."""

    REFERENCE = "reference", "Every reference points to an existing record, and all evidence to an existing source."
    EXAMPLE_MARK = "example-mark", "A record is marked as an example if, and only if, all its sources are invented."


class LandscapeRule(Rule):
    """Rules on the landscape as a whole."""

    ONE_LANDSCAPE = "one-landscape", "A landscape has one row about itself."
    PARTY_ID = "party-id", "Actors, forums and functions share one set of ids, each used once."
    FORMER_ID = "former-id", "The former id of a party belongs to no other party, as its id or as a former one."
    CIRCULAR = "circular", "No record lies within, is a part of, follows up or resulted from itself."
    NO_ADDRESSEE = "no-addressee", "Every decision has an addressee."
