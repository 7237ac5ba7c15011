"""`landskap publish`, `review`, `approve`, `withdraw`, `revisions`, `revision`: the revisions of the formal map document."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.terminal.options import (
    DetailsOption,
    JsonOption,
    OnOption,
    PlanOption,
    WhyOption,
    YesOption,
    check_text_option,
)
from api.terminal.session import Session, parse_day, print_json
from model.errors import NotUnderstood
from model.language import Text, _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from api.terminal.confirmation import ChangeOptions
    from model.changes.operations import Operation
    from model.errors import Problem
    from model.history.revisions import Revision
    from model.vocabulary.contents import Records
    from queries.server.graph import Graph

app = typer.Typer(rich_markup_mode=None)
NumberArgument = Annotated[int, typer.Argument(metavar="N", min=1, help=_("The number of a published revision."))]
DayOption = Annotated[str | None, typer.Option("--on", metavar=_("DATE"), help=_("The day of the decision; today unless given."))]
FunctionOption = Annotated[
    str,
    typer.Option(
        "--by", metavar=_("FUNCTION"), callback=check_text_option,
        help=_("The function or body that decided, never a person; the one of --as unless given."),
    ),
]  # fmt: skip
ParagraphOption = Annotated[
    str, typer.Option("--paragraph", metavar="TEXT", help=_("The paragraph of the minutes: § 34."), callback=check_text_option)
]
CaseOption = Annotated[
    str, typer.Option("--case", metavar="TEXT", help=_("The case number of the decision."), callback=check_text_option)
]
ReviewByOption = Annotated[
    str | None,
    typer.Option("--review-by", metavar=_("DATE"), help=_("The day by which it is reviewed again; a year later unless given.")),
]
SignatureOption = Annotated[
    Path | None,
    typer.Option("--signature", metavar=_("FILE"), help=_("A signature of its manifest: made with ssh-keygen -Y sign.")),
]


@app.command(help=_("Freeze the landscape as a numbered revision with a fingerprint that anyone can recompute."))
def publish(
    context: typer.Context,
    note: Annotated[
        str,
        typer.Option("--note", metavar="TEXT", help=_("What this revision is about."), callback=check_text_option),
    ],
    yes: YesOption = False,
) -> None:
    """Publish a revision. Asks first, because it cannot be undone."""
    from api.printing.unprintable_output import find_lacking_fields, format_lacking_fields
    from queries.archive.publishing import publish_revision as freeze
    from queries.archive.publishing import read_publishable, read_revisions
    from queries.landscape.registers import read_undisturbed

    if not note.strip():
        way_out = Text("Say what the revision is about: --note TEXT")
        raise NotUnderstood(Text("the note is empty; nothing was published"), (), way_out)
    session: Session = context.obj
    with session.open_landscape(tell_empty=False) as graph:
        author = session.author()
        lacking = read_undisturbed(graph, lambda: find_lacking_fields(read_publishable(graph), note, author))
        for line in format_lacking_fields(lacking, session.language):
            session.say(line)
        words = {"number": len(read_revisions(graph)) + 1, "who": author, "note": note.strip()}
        question = Text("Publish revision {number} in the name of {who}: {note}? It cannot be undone. (yes/no)", **words)
        if not yes and not session.confirm(question):
            session.say(Text("Nothing was published."))
            return
        revision, new = freeze(graph, author, note.strip())
        if new:
            session.remember_author()
    text = Text("Revision {number} in the name of {who}, fingerprint {fingerprint}", number=revision.number, who=revision.who,
                fingerprint=revision.fingerprint)  # fmt: skip
    session.say(
        text if new else Text("Nothing has changed since revision {number}, so no new one was made.", number=revision.number)
    )


def _add_decision(name: str, state: str | None, about: str) -> None:
    """Add the command by which a revision gets a state; without one, reviewed, or found unchanged if it is in force."""

    @app.command(name, help=about)
    def decide(
        context: typer.Context,
        number: NumberArgument,
        on: DayOption = None,
        by: FunctionOption = "",
        paragraph: ParagraphOption = "",
        case: CaseOption = "",
        review_by: ReviewByOption = None,
        signature: SignatureOption = None,
        why: WhyOption = "",
        yes: YesOption = False,
        only_plan: PlanOption = False,
        details: DetailsOption = False,
        as_json: JsonOption = False,
    ) -> None:
        from api.terminal.confirmation import ChangeOptions
        from model.vocabulary.days import shift_year

        session, options = context.obj, ChangeOptions(yes, only_plan, details, as_json)
        day = parse_day(on)
        facts = {"on": day, "function": by or session.author(), "paragraph": paragraph, "case_number": case}
        last = parse_day(review_by) if review_by else shift_year(day, 1)
        _write_decision(session, options, (name, number, state), facts | {"review_by": last}, signature, why)


def _write_decision(
    session: Session,
    options: "ChangeOptions",
    decided: tuple[str, int, str | None],
    facts: dict[str, str],
    signature: Path | None,
    why: str,
) -> None:
    """Plan what was `decided` (the command, the number of the revision, its new state) with its facts, ask, and write it."""
    from api.terminal.confirmation import propose_and_write
    from loaders.revisions.signature import read_signature
    from model.history.manifest import build_manifest
    from model.history.revision_states import plan_revision_event
    from model.vocabulary.record import LATEST_DAY
    from model.vocabulary.revision_events import IN_FORCE, RevisionState
    from queries.archive.standing import find_standing_revision

    name, number, state = decided
    with session.open_landscape() as graph:
        revision, now = find_standing_revision(graph, number, LATEST_DAY)
        wanted = RevisionState.of(state) if state else now.next_review
        told = {name: value for name, value in facts.items() if name != "review_by" or wanted in IN_FORCE}

        def plan(records: "Records") -> "tuple[Sequence[Operation], Sequence[Problem]]":
            return plan_revision_event(records, revision, wanted, told, parse_day(None)), ()

        reason = why or session.translate(Text("revision {number} {state}", number=number, state=wanted.term))
        if signature:
            told["signature"] = read_signature(signature, build_manifest(revision))
        request = {"question": name, "parameters": {"revision": number, **told}}
        propose_and_write(session, graph, plan, reason, options, request)


REVIEW_HELP = _("Note that a revision was reviewed: a draft can then be approved; the one in force stands another year.")
APPROVE_HELP = _("Note that a revision was approved: it gets its document number, and replaces the one in force.")
_add_decision("review", None, REVIEW_HELP)
_add_decision("approve", "approved", APPROVE_HELP)
_add_decision("withdraw", "withdrawn", _("Note that a revision was withdrawn."))


@app.command(help=_("The published revisions, and where each stands."))
def revisions(context: typer.Context, as_json: JsonOption = False) -> None:
    """List the revisions."""
    from model.history.revision_states import describe_standing_revision
    from model.text.timestamps import format_minute
    from queries.archive.standing import list_standing_revisions

    session: Session = context.obj
    with session.open_landscape() as graph:
        found = list_standing_revisions(graph, parse_day(None))
    if as_json:
        print_json({"question": "revisions", "rows": [describe_standing_revision(*each) for each in found]})
        return
    for one, standing in found:
        state = session.translate(standing.state.term)
        session.say(f"{one.number}  {format_minute(one.at)}  {state}  {one.fingerprint[:16]}  {one.note}")
    if not found:
        session.say(Text("Nothing has been published yet. Publish with: landskap publish --note TEXT"))


@app.command(help=_("One revision: where it stands, what was decided of it, and how it is checked."))
def revision(
    context: typer.Context,
    number: NumberArgument,
    on: OnOption = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar=_("FOLDER"), help=_("Write its data, manifest and checksums to this new folder.")),
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Show one revision, or write its files."""
    from api.printing.revision_output import format_revision
    from model.history.revision_states import describe_standing_revision
    from queries.archive.standing import find_standing_revision

    session: Session = context.obj
    with session.open_landscape() as graph:
        found, standing = find_standing_revision(graph, number, parse_day(on))
        if out:
            _write_files(graph, found, out)
    if as_json:
        print_json({"question": "revision", **describe_standing_revision(found, standing)})
        return
    for line in format_revision(found, standing):
        session.say(line)
    if out:
        session.say(Text("Wrote {file}", file=out))
        session.say(Text("Anyone can check it: landskap verify {folder} – or there: sha256sum -c SHA256SUMS", folder=out))


def _write_files(graph: "Graph", found: "Revision", out: Path) -> None:
    """Write the files of a revision to a new folder. Raises InputError."""
    from api.terminal.files import refuse_to_overwrite, write_atomically
    from loaders.revisions.writer import write_revision_files
    from queries.archive.revision_parts import list_revision_files

    refuse_to_overwrite(out)
    with write_atomically(out) as unfinished:
        write_revision_files(unfinished, list_revision_files(graph, found))
