"""The chapter of the document on what does not hold on its day: what has ended, what has not begun, and what hangs on these."""

from collections.abc import Iterator, Set

from model.language import Localizable, Text, swedish_sort_key
from model.text.describe import describe_party, describe_record
from model.vocabulary.flows import Flow
from model.vocabulary.record import Record
from model.vocabulary.types import TYPES, Key
from viz.document.content import ContentChapter, ContentEntry, ContentLine
from viz.document.line_writing import LineWriter, join_filled


def write_other_days(writer: LineWriter, told: Set[Key]) -> ContentChapter | None:
    """Return the records that no other chapter has told, by type, with their days; None if there are none."""
    entries = []
    for type_ in TYPES.values():
        records = [record for record in writer.contents.of(type_).values() if (record.label, record.id) not in told]
        if records:
            lines = sorted((_write_record(writer, record) for record in records), key=_sort_key)
            entries.append(ContentEntry(type_.plural, str(len(records)), tuple(lines)))
    lede = Text("Parties that have ended or not yet begun on {day}, and what is on record of them.", day=writer.day)
    return ContentChapter(Text("Ended or not yet begun"), lede, tuple(entries), run_in=True) if entries else None


def _sort_key(line: ContentLine) -> str:
    return swedish_sort_key(line.heading if isinstance(line.heading, str) else line.heading.in_("sv"))


def _write_record(writer: LineWriter, record: Record) -> ContentLine:
    """Return the line of a record: its name, which of its ends does not hold, and its details with its days."""
    ends = _describe_ends(writer, record) if isinstance(record, Flow) else ()
    text = join_filled((*ends, writer.describe_details(record)))
    return writer.write_line(describe_record(record, writer.contents), text, [record])


def _describe_ends(writer: LineWriter, flow: Flow) -> Iterator[Localizable]:
    """Yield a note on each end of a flow that has ended, or not begun, with the day."""
    for id_ in (flow.source, flow.target):
        end = writer.contents.party(id_)
        if end and end.first_day > writer.day:
            said = {"party": describe_party(id_, writer.contents), "day": end.display_day("valid_from")}
            yield Text("one end has not begun: {party}, {day}", **said)
        elif end and end.last_day < writer.day:
            said = {"party": describe_party(id_, writer.contents), "day": end.display_day("valid_to")}
            yield Text("one end has ended: {party}, {day}", **said)
