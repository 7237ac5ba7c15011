"""The rules for files and rows, apart from their content: they can be read, and rows can be told apart."""

from model.rules import Rule


class FileRule(Rule):
    """A file and its parts."""

    UNKNOWN_TYPE = "unknown-type", "A file, sheet or list is called what a type of record is called."
    FILE_SIZE = "file-size", "A file is no larger than can be read."
    ENCODING = "encoding", "A CSV file is text, all of it in UTF-8, in UTF-16 or in Windows-1252."
    CSV = "csv", "A CSV file has its quotation marks in pairs."
    NOT_A_LIST = "not-a-list", "Under a type's name a JSON file has a list."
    MOST_ROWS = "rows", "A file has no more rows than can be read."
    MOST_COLUMNS = "columns", "A CSV file has no more columns than can be read."
    CELL_SIZE = "cell-size", "A cell of CSV is no longer than can be read."


class HeadingRule(Rule):
    """The headings of a table."""

    FIRST = "headings-first", "The headings are the first row that says anything."
    UNKNOWN_COLUMN = "unknown-column", "A heading is a field's name, or its heading in either language."
    MISSING_COLUMN = "missing-column", "Every column that must be filled in is there."
    COLUMN_TWICE = "column-twice", "No column stands twice."


class RowRule(Rule):
    """The rows of a table, before their values are checked."""

    TOO_MANY_CELLS = "too-many-cells", "A row has nothing beside the columns that have a heading."
    NOT_A_RECORD = "not-a-record", "A list in a JSON file has records: fields with their values."
    FORMULA = "formula", "A formula in a workbook gives a value, which is stored beside it."
    MERGED = "merged-cells", "Cells that say something of a row are not merged."
    FORMAT = (
        "number-format",
        "A cell of a workbook that says a text shows it just as it is kept, or adds nothing but fixed signs.",
    )
    ID_TWICE = "id-twice", "An id stands once among the rows of its type."
    CONFLICT = "conflict", "An export that is older than the landscape changes nothing that somebody else has changed since."
    ID_CHANGED = "id-changed", "An id is never changed: no row says under a new id what its source said under another."


class LogRule(Rule):
    """A decision log and its mapping."""

    MAPPING = "mapping", "A mapping is YAML of plain values, without aliases."
    MAPPING_KIND = "mapping-kind", "A mapping names the columns that its kind of log needs."
    MAPPING_FITS = "mapping-fits", "The columns that a mapping names are in the log."
    DATE_FORMAT = "date-format", "How days are written is said with D, M and Y, where they can be read in more than one way."
    NO_CASE = "no-case", "A row is of a case, and says when, in which forum or for whom; what is not (a sum, say) is set aside."
    CASE_ID = "case-id", "Every case number gives an id of its own."
    CASE_DIFFERS = (
        "case-differs",
        "The rows of a case say the same of its title, kind, forum and day, unless it makes a decision in each forum.",
    )
    PARTY = "log-party", "A forum or addressee is what one party is called, or stands in the mapping."
    EVENT = "log-event", "An event is a step's word, or stands in the mapping."
    DECISION_KIND = "log-decision-kind", "A kind of decision is one of the words for it, or stands in the mapping."


class NoticeRule(Rule):
    """Unusual content of a load, which does not stop it."""

    NONE_LEFT = "none-left", "A load leaves something of each type."
    MUCH_GOES = "much-goes", "A load ends or takes away less than a quarter of a type's records, or fewer than five."
    ENDED_LONG_AGO = "ended-long-ago", "A last day that is new does not lie more than a year back."
    OTHER_JOURNAL = "other-journal", "An export that is loaded holds a change that the journal knows."
    SINCE_EXPORT = "since-export", "The landscape has nothing newer than an export that is loaded, but for what the file changes."
    NO_COLUMN = "no-column", "A table has a column for everything that the landscape says of its rows."
    ANOTHER_SOURCE = "another-source", "A new source does not say mostly what another source has said."
    OTHERS_WORD = "others-word", "What a source says for the first time is not otherwise than what others have said."
    STANDS = "stands", "A file that says what its source said before does not say what somebody else has changed since."
    NEWS = "news", "What a file says anew was not changed by somebody else since its source spoke of it."
    ANOTHER_NAME = "another-name", "A new name is like the one before, or keeps that as an alias."
    ANOTHER_SEAT = "another-seat", "A party has one seat in a forum, unless it convenes it as well or sits for others."
    MORE_CERTAIN = "more-certain", "A relation (flow, seat, assignment …) is no more certain than what it names."
    LIKELY_SAME = "likely-same", "What is new or newly named is not likely the same as something that is there."
    FORMER_ID_SAID = "former-id-said", "Files name by its id of now what was merged."
    MERGED_AWAY = "merged-away", "A merger leaves every relation."
    OVERRULED = "overruled", "The two that a merger joins say the same of each field, or only one of them says it."
    OPEN_ENDS = "open-ends", "No assignment ends while it is open: what is done says so by its last step."
    NO_EFFECT = "no-effect", "Only what is paused or has ended is resumed, and what has ended goes on once it is resumed."
    DUE_EARLY = "due-early", "An assignment is due no earlier than its decision was taken."
    FAR_AHEAD = "far-ahead", "A decision was taken, and a step happened, by today; nothing is due more than ten years ahead."
    AFTER_ITS_END = "after-its-end", "What is new about a party that has ended begins by its last day."
    STILL_HANGING = "still-hanging", "What ends has no relations left."
    TURNED_ROUND = "turned-round", "A first or last day that was said stays as it was said once it is past."
    CONFIRMED_GONE = "confirmed-gone", "What is confirmed holds on the day."
    SUCCEEDS_GAP = "succeeds-gap", "What ends holds until the day before, and what follows holds from the day."
    THERE_BEFORE = "there-before", "What succeeds something has no relations before the day."
    EMPTIED = "emptied", "A decision log loaded anew still tells when what is due is due, and who took a decision and when."
    NOT_READ = "not-read", "All rows of a file, and all that a log says, are read."
    STEP_ORDER = (
        "step-order",
        "Steps come in the order of the trail (taken, communicated … reported back), and none before its decision was taken.",
    )


UNCHANGED_RULES = frozenset({NoticeRule.STANDS, NoticeRule.SINCE_EXPORT, NoticeRule.NO_COLUMN})
"""Notices that the landscape keeps a value that differs from the file's."""


class BackupRule(Rule):
    """The parts of a backup."""

    PART_MISSING = "part-missing", "A backup has all of its parts."
    PART_FOREIGN = "part-foreign", "A backup has no other parts."
    PART_UNREADABLE = "part-unreadable", "Every part of a backup can be read."
