"""What the title page of the formal document says, as Swedish document control has it. Start at `build_title_page`.

A field that only an approval can give says so until then. What the landscape's owner wrote keeps its language (`spoken`), so that
a reader of the other language's edition hears it pronounced right.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import segno

from model.history.manifest import QUADS_FILE
from model.history.revision_states import RevisionStanding
from model.history.revisions import Revision
from model.language import DATA_LANGUAGE, JoinedText, Language, Localizable, PluralText, Text, localize_value
from model.text.describe import describe_party, format_count
from model.text.names import name_of
from model.vocabulary.actors import Actor, Function
from model.vocabulary.contents import Contents
from model.vocabulary.decisions import Assignment, Decision
from model.vocabulary.flows import Flow
from model.vocabulary.forums import Forum
from model.vocabulary.revision_events import RevisionState
from viz.document.line_writing import LineWriter

GIVEN_LATER = Text("given on approval")
NOT_GIVEN = Text("not given")
COVERED = (Actor, Forum, Function, Flow, Decision, Assignment)
"""The types of record whose numbers the title page gives."""
CHECK = f"LC_ALL=C sort {QUADS_FILE} | sha256sum"
GROUP_LENGTH = 4


@dataclass(frozen=True, slots=True)
class TitleField:
    """A heading and its value. `spoken` is the language in which the value was written; None if it is translated."""

    heading: Localizable
    value: Localizable | str
    spoken: Language | None = None


@dataclass(frozen=True, slots=True)
class TitlePage:
    """The title page in all languages: names, status, fields in two columns (`identity`, `validity`) and below them (`whole`)."""

    name: TitleField
    landscape: TitleField
    owner: TitleField
    mark: Localizable
    settled: bool
    identity: Sequence[TitleField]
    validity: Sequence[TitleField]
    whole: Sequence[TitleField]
    revision: Revision
    previous: Revision | None

    def subject(self) -> Text:
        """Return the subject of the document, as programs show it."""
        words = {"number": self.revision.number, "day": self.revision.at[:10], "status": self.mark}
        return Text("Formal map document, revision {number} as of {day}: {status}", **words)

    def keywords(self) -> list[Localizable | str]:
        """Return words by which the document is found."""
        own = (self.landscape.value, self.owner.value)
        return [Text("landscape map"), *(value for value in own if value), Text("skills supply"), self.revision.fingerprint]


def build_title_page(
    revisions: tuple[Revision | None, Revision], contents: Contents, changes: int, standing: RevisionStanding
) -> TitlePage:
    """Return the title page of the later of two `revisions`, which `changes` separate; the earlier is None for the first."""
    previous, revision = revisions
    landscape = contents.landscape
    owner = contents.party(landscape.owner) if landscape and landscape.owner else None
    named = landscape.document_name if landscape else None
    translated = landscape and landscape.name_en
    return TitlePage(
        TitleField(Text("Document name"), named or Text("Landscape map"), DATA_LANGUAGE if named else None),
        TitleField(Text("Landscape"), name_of(landscape) if landscape else "", None if translated else DATA_LANGUAGE),
        TitleField(Text("Owner"), name_of(owner) if owner else "", None if owner and owner.name_en else DATA_LANGUAGE),
        mark_status(standing, any(record.example for record in contents)),
        standing.in_force,
        list(_list_identity(revision, standing)),
        list(_list_validity(standing)),
        list(_list_whole(previous, revision, contents, changes)),
        revision,
        previous,
    )


def mark_status(standing: RevisionStanding, has_examples: bool) -> Localizable:
    """Return the status that stands on every page, in capitals unless it is in force, and that there are examples."""
    state: Localizable = _Capitals((standing.state.term,))
    if standing.in_force:
        state = Text("Approved, document number {number}", number=standing.document)
    return Text("{state} – CONTAINS EXAMPLE DATA", state=state) if has_examples else state


class _Capitals(JoinedText):
    """Texts in capitals."""

    def in_(self, language: Language) -> str:
        return super().in_(language).upper()


def _list_identity(revision: Revision, standing: RevisionStanding) -> Iterator[TitleField]:
    """Yield the fields that say which document this is, and who decided it."""
    approval = standing.approval
    yield TitleField(Text("Revision"), Text("{number}, as of {day}", number=revision.number, day=revision.at[:10]))
    yield TitleField(Text("Document number"), str(standing.document) if approval else GIVEN_LATER)
    case = approval and approval.case_number
    yield TitleField(Text("Case number"), case or (NOT_GIVEN if approval else GIVEN_LATER))
    decided = JoinedText([part for part in (approval.paragraph, approval.on) if part]) if approval else Text("not decided")
    yield TitleField(Text("Decision"), decided)
    by = approval.function if approval else Text("not approved")
    yield TitleField(Text("Approved by"), by, DATA_LANGUAGE if approval else None)
    yield TitleField(Text("Published by"), revision.who, DATA_LANGUAGE)


def _list_validity(standing: RevisionStanding) -> Iterator[TitleField]:
    """Yield the fields that say where the revision stands, and from when until when it holds."""
    approval = standing.approval
    yield TitleField(Text("Status"), standing.state.term)
    yield TitleField(Text("Valid from"), approval.on if approval else Text("approval"))
    yield TitleField(Text("Valid until"), _describe_end(standing))
    none = Text("none: it is the first that is approved") if approval else GIVEN_LATER
    replaced = standing.replaces and Text("revision {number}", number=standing.replaces)
    yield TitleField(Text("Replaces"), replaced or none)
    later = NOT_GIVEN if standing.in_force else Text("none: it is not in force") if approval else GIVEN_LATER
    yield TitleField(Text("Next review"), standing.review_by or later)
    reviews = [event for event in standing.events if event.state in (RevisionState.REVIEWED, RevisionState.UNCHANGED)]
    last = JoinedText([reviews[-1].on, reviews[-1].function]) if reviews else Text("not reviewed")
    yield TitleField(Text("Last reviewed"), last, DATA_LANGUAGE if reviews else None)


def _describe_end(standing: RevisionStanding) -> Localizable | str:
    if standing.ended:
        return Text("{day}, {state}", day=standing.ended.on, state=standing.state.term)
    return Text("it is replaced or withdrawn") if standing.approval else GIVEN_LATER


def _list_whole(previous: Revision | None, revision: Revision, contents: Contents, changes: int) -> Iterator[TitleField]:
    """Yield the fields that need the whole width."""
    landscape = contents.landscape
    if landscape and landscape.owner:
        parts = (describe_party(landscape.owner, contents), landscape.owner_function, landscape.mailbox)
        yield TitleField(Text("Owner"), JoinedText([part for part in parts if part]), DATA_LANGUAGE)
    else:
        yield TitleField(Text("Owner"), NOT_GIVEN)
    yield TitleField(Text("Covers"), JoinedText(list(_count_covered(contents, revision.at[:10]))))
    first = Text("the first revision: there is none to compare it with")
    number = previous.number if previous else 0
    since = PluralText("{n} change since revision {number}", "{n} changes since revision {number}", n=changes, number=number)
    yield TitleField(Text("Changes"), since if previous else first)
    yield TitleField(Text("Note"), revision.note, DATA_LANGUAGE)
    yield TitleField(Text("Licence"), landscape.licence if landscape and landscape.licence else NOT_GIVEN)
    if landscape and landscape.attribution:
        yield TitleField(Text("Attribution"), landscape.attribution, DATA_LANGUAGE)


def _count_covered(contents: Contents, day: str) -> Iterator[Text]:
    """Yield the number of records of each type that hold on the day."""
    writer = LineWriter(contents, day, (), DATA_LANGUAGE)
    for type_ in COVERED:
        yield format_count(type_.label, sum(map(writer.holds, contents.of(type_).values())))


def group_hash(hash_: str) -> str:
    """Return a hash in groups that can be read aloud."""
    return " ".join(hash_[at : at + GROUP_LENGTH] for at in range(0, len(hash_), GROUP_LENGTH))


def write_check_file(landscape_id: str, revision: Revision) -> str:
    """Return the QR code's content: the lines that `sha256sum --check` reads, with the revision's name as a comment."""
    return f"# {landscape_id} revision {revision.number}\n{revision.fingerprint}  {QUADS_FILE}\n"


def draw_qr(content: str) -> str:
    """Return a QR code as SVG, alike each time."""
    picture = BytesIO()
    segno.make(content, error="m", micro=False, boost_error=False).save(picture, kind="svg", xmldecl=False, border=0, nl=False)
    return picture.getvalue().decode()


def write_title_page(page: TitlePage, landscape_id: str, language: Language) -> dict[str, Any]:
    """Return the title page as plain values in one language, for a template."""

    def write(field: TitleField) -> dict[str, str]:
        value = str(localize_value(field.value, language))
        return {
            "heading": field.heading.in_(language),
            "value": value,
            "spoken": field.spoken or language if value else language,
        }

    number, day = page.revision.number, page.revision.at[:10]
    how = Text("Save the attached {file} from this document and compute it anew:", file=QUADS_FILE)
    holds = Text("QR code: the fingerprint of revision {number}, as a line that sha256sum --check reads", number=number)
    return {
        **{name: write(getattr(page, name)) for name in ("name", "landscape", "owner")},
        **{name: [write(field) for field in getattr(page, name)] for name in ("identity", "validity", "whole")},
        "mark": page.mark.in_(language),
        "settled": page.settled,
        "line": Text("Revision {number}, as of {day}", number=number, day=day).in_(language),
        "subject": page.subject().in_(language),
        "keywords": [str(localize_value(word, language)) for word in page.keywords()],
        "fingerprint": group_hash(page.revision.fingerprint),
        "fingerprint_heading": Text("Fingerprint (SHA-256)").in_(language),
        "previous_heading": Text("Fingerprint of the previous revision").in_(language),
        "previous": group_hash(page.previous.fingerprint) if page.previous else "",
        "how": how.in_(language),
        "check": CHECK,
        "qr": draw_qr(write_check_file(landscape_id, page.revision)),
        "qr_alt": holds.in_(language),
    }
