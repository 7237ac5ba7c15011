"""The first chapter of the document: how many there are of each, what is not on record, and whom to ask."""

from collections.abc import Iterator, Sequence
from itertools import chain

from model.language import JoinedText, Localizable, Text
from model.text.describe import describe_party
from model.vocabulary.actors import Actor, Function
from model.vocabulary.decisions import Assignment, Decision
from model.vocabulary.flows import Flow
from model.vocabulary.forums import Forum, Meeting, Seat
from model.vocabulary.record import Certainty, Record, is_proposed
from viz.document.content import ContentChapter, ContentEntry, ContentLine
from viz.document.line_writing import LineWriter
from viz.document.party_chapters import PARTY_FIELDS

COUNTED: tuple[type[Record], ...] = (
    Actor,
    Forum,
    Function,
    Flow,
    *(type_ for type_ in PARTY_FIELDS if type_ is not Flow),
    Decision,
    Assignment,
)


def write_summary(writer: LineWriter) -> ContentChapter:
    """Return the summary of what holds on the day."""
    told = {
        Text("In numbers"): tuple(_count_types(writer)),
        Text("What is not on record"): tuple(_count_gaps(writer)),
        Text("Whom to ask, and how to contribute"): tuple(_tell_owner(writer)),
    }
    entries = tuple(ContentEntry(name, "", lines) for name, lines in told.items() if lines)
    lede = Text("What the landscape holds on {day}. Everything is told in full in the chapters that follow.", day=writer.day)
    return ContentChapter(Text("Summary"), lede, entries)


def _count_types(writer: LineWriter) -> Iterator[ContentLine]:
    """Yield how many records of each type hold on the day, and how sure that is."""
    for type_ in COUNTED:
        records = list(writer.contents.of(type_).values())
        held = [record for record in records if writer.holds(record)]
        if held:
            yield ContentLine(type_.plural, _say_counts(held, len(records) - len(held)))


def _say_counts(held: Sequence[Record], others: int) -> Localizable:
    """Return how many records there are, and of them the proposed, uncertain and invented; and those that do not hold."""
    counts = {
        Text("proposed"): sum(map(is_proposed, held)),
        Text("uncertain by the source"): sum(record.certainty == Certainty.UNCERTAIN for record in held),
        Text("example"): sum(record.example for record in held),
        Text("ended or not yet begun, besides"): others,
    }
    return JoinedText([str(len(held)), *(Text("{n} {what}", n=n, what=what) for what, n in counts.items() if n)])


def _count_gaps(writer: LineWriter) -> Iterator[ContentLine]:
    """Yield how many records lack what is asked of them. What is not on record is unknown: it is no breach of a rule."""
    contents = writer.contents
    forums = [forum for forum in contents.of(Forum).values() if writer.holds(forum)]
    seated = {seat.forum for seat in contents.of(Seat).values() if writer.holds(seat)}
    met = {meeting.forum for meeting in contents.of(Meeting).values()}
    parties = list(writer.present.values())
    joined = set(chain.from_iterable((flow.source, flow.target) for flow in contents.of(Flow).values() if writer.holds(flow)))
    open_ = [each for each in contents.of(Assignment).values() if each.open]
    gaps = (
        (Text("forums without a seat"), [forum.id not in seated for forum in forums]),
        (Text("forums without a meeting"), [forum.id not in met for forum in forums]),
        (Text("parties without a flow"), [party.id not in joined for party in parties]),
        (Text("parties without a first day"), [not party.valid_from for party in parties]),
        (Text("open assignments without a date"), [each.next_due is None for each in open_]),
        (Text("open assignments without an owner"), [each.owner is None for each in open_]),
    )
    for what, lacking in gaps:
        if any(lacking):
            yield ContentLine(what, Text("{n} of {all}", n=sum(lacking), all=len(lacking)))


def _tell_owner(writer: LineWriter) -> Iterator[ContentLine]:
    """Yield who owns the landscape, which function answers for it, and where suggestions are sent."""
    landscape = writer.contents.landscape
    if landscape and landscape.owner:
        yield ContentLine(Text("Owner"), describe_party(landscape.owner, writer.contents))
    if landscape and landscape.owner_function:
        yield ContentLine(Text("Owner's function"), JoinedText([landscape.owner_function]))
    if landscape and landscape.mailbox:
        told = Text("{mailbox}. Write what is wrong or missing, and by which source.", mailbox=landscape.mailbox)
        yield ContentLine(Text("Mailbox"), told)
