"""The rules for files and rows, apart from their content: they can be read, and rows can be told apart."""

from model.rules import Rule


class FileRule(Rule):
    """A file and its parts."""

    UNKNOWN_TYPE = "unknown-type", "A file, sheet or list has the name of a type of record."
    FILE_SIZE = "file-size", "A file is no larger than can be read."
    ENCODING = "encoding", "A CSV file is text, all of it in UTF-8, in UTF-16 or in Windows-1252."
    CSV = "csv", "A CSV file has its quotation marks in pairs."
    NOT_A_LIST = "not-a-list", "Under a type's name a JSON file has a list."
    MOST_ROWS = "rows", "A file has no more rows than can be read."
    EVENT_LOG = "event-log", "An event log is XES or OCEL 2.0 in JSON as its standard has it, without a document type."
    MOST_COLUMNS = "columns", "A CSV file has no more columns than can be read."
    CELL_SIZE = "cell-size", "A cell of CSV is no longer than can be read."


class HeadingRule(Rule):
    """The headings of a table."""

    FIRST = "headings-first", "The headings are the first row that is not empty."
    UNKNOWN_COLUMN = "unknown-column", "A heading is a field's name, or its heading in either language."
    MISSING_COLUMN = "missing-column", "Every column that must be filled in is there."
    COLUMN_TWICE = "column-twice", "No column occurs twice."


class RowRule(Rule):
    """The rows of a table, before their values are checked."""

    TOO_MANY_CELLS = "too-many-cells", "A row has cells only in columns that have a heading."
    NOT_A_RECORD = "not-a-record", "A list in a JSON file has records: fields with their values."
    FORMULA = "formula", "A formula in a workbook gives a value, which is stored beside it."
    MERGED = "merged-cells", "Cells that hold facts are not merged."
    FORMAT = (
        "number-format",
        "A cell of text in a workbook shows its stored value, with at most fixed signs added.",
    )
    ID_TWICE = "id-twice", "An id occurs once among the rows of its type."
    CONFLICT = "conflict", "An older export changes nothing that others have changed since."
    ID_CHANGED = "id-changed", "An id never changes: no row gives a new id to a record that its source has given before."


class LogRule(Rule):
    """A decision log and its mapping."""

    MAPPING = "mapping", "A mapping is YAML of plain values, without aliases."
    MAPPING_KIND = "mapping-kind", "A mapping names the columns that its kind of log needs."
    MAPPING_FITS = "mapping-fits", "The columns that a mapping names are in the log."
    DATE_FORMAT = "date-format", "Dates that can be read in more than one way have a date format, written with D, M and Y."
    NO_CASE = "no-case", "A row belongs to a case and has a day, a forum or an addressee; other rows (a sum, say) are set aside."
    CASE_ID = "case-id", "Every case number gives an id of its own."
    CASE_DIFFERS = (
        "case-differs",
        "The rows of a case have the same title, kind, forum and day, unless it has a decision in each forum.",
    )
    PARTY = "log-party", "A forum or addressee is the name of one party alone, or is in the mapping."
    EVENT = "log-event", "An event is a known word for a step, or is in the mapping."
    DECISION_KIND = "log-decision-kind", "A kind of decision is a known word for one, or is in the mapping."


class NoticeRule(Rule):
    """Unusual content of a load, which does not stop it."""

    NONE_LEFT = "none-left", "A load leaves records of each type."
    MUCH_GOES = "much-goes", "A load ends or removes less than a quarter of a type's records, or fewer than five."
    ENDED_LONG_AGO = "ended-long-ago", "A new last day is at most a year back."
    OTHER_JOURNAL = "other-journal", "An export that is loaded was made at a change that the journal has."
    SINCE_EXPORT = (
        "since-export",
        "Nothing in the landscape is newer than the export that is loaded, except where the file changes it.",
    )
    NO_COLUMN = "no-column", "A table has a column for every field that the landscape has for its rows."
    ANOTHER_SOURCE = "another-source", "A new source does not mostly repeat another."
    OTHERS_WORD = "others-word", "A value that a source gives for the first time agrees with the values of others."
    STANDS = "stands", "A value that a source repeats has not been changed by others since."
    NEWS = "news", "A value that a file changes has not been changed by others since its source gave it."
    ANOTHER_NAME = "another-name", "A new name is like the one before, or keeps that as an alias."
    ANOTHER_SEAT = "another-seat", "A party has one seat in a forum, unless it convenes it as well or sits for others."
    COUNTED_OFTEN = (
        "counted-often",
        "The members of a forum are counted at most once a year, so that nobody who came or left shows.",
    )
    MORE_CERTAIN = "more-certain", "A relation (flow, seat, assignment …) is no more certain than the records that it names."
    LIKELY_SAME = "likely-same", "A new or renamed record is not likely to be an existing one."
    FORMER_ID_SAID = "former-id-said", "Files name merged records by their present ids."
    MERGED_AWAY = "merged-away", "A merger keeps every relation."
    OVERRULED = "overruled", "The two records of a merger have the same value in each field, or only one has a value."
    OPEN_ENDS = "open-ends", "No assignment ends while it is open: one that is done has a last step that says so."
    NO_EFFECT = "no-effect", "Only a paused or ended assignment is resumed, and an ended one goes on only once it is resumed."
    DUE_EARLY = "due-early", "An assignment is due no earlier than its decision was taken."
    FAR_AHEAD = "far-ahead", "A decision was taken, and a step happened, by today; nothing is due more than ten years ahead."
    AFTER_ITS_END = "after-its-end", "A new record about a party that has ended begins by the party's last day."
    STILL_HANGING = "still-hanging", "A record that ends has no relations left."
    TURNED_ROUND = "turned-round", "A first or last day does not change once it is past."
    CONFIRMED_GONE = "confirmed-gone", "A record that is confirmed is valid on the day."
    SUCCEEDS_GAP = "succeeds-gap", "A record that is succeeded is valid until the day before, and its successor from the day."
    THERE_BEFORE = "there-before", "A successor has no relations before the day."
    EMPTIED = "emptied", "A decision log that is loaded anew still gives due dates, and who took a decision and when."
    NOT_READ = "not-read", "All rows of a file, and all words of a log, are read."
    BEFORE_DECISION = "before-decision", "No step comes before its decision was taken."
    STEP_ORDER = "step-order", "Steps come in the order of the trail (taken, communicated … reported back)."
    PAUSE_ENDED = (
        "pause-ended",
        "A hold or deferral lasts until its date, unless it is resumed, done or ended: no other step comes before that date.",
    )
    NO_FIRST_DAY = "no-first-day", "A new usual time has a first day, so that nothing from before is measured against it."
    SELF_VERIFIED = "self-verified", "An assignment is verified by another party than its addressee."


UNCHANGED_RULES = frozenset({NoticeRule.STANDS, NoticeRule.SINCE_EXPORT, NoticeRule.NO_COLUMN})
"""Notices that the landscape keeps a value that differs from the file's."""


class BackupRule(Rule):
    """The parts of a backup."""

    PART_MISSING = "part-missing", "A backup has all of its parts."
    PART_FOREIGN = "part-foreign", "A backup has no other parts."
    PART_UNREADABLE = "part-unreadable", "Every part of a backup can be read."
