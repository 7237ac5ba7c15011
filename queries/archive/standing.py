"""Where the published revisions stand: draft, reviewed, approved, replaced, withdrawn."""

from collections.abc import Iterable, Iterator

from model.changes.operations import Operation
from model.checks.validation import build_problem
from model.edits.by_hand import build_refusal
from model.errors import Problem
from model.history.revision_states import DRAFT, RevisionStanding, assess_revisions, describe_early_decision
from model.history.revisions import Revision
from model.rules import RecordRule
from model.text.timestamps import local_day_of
from model.vocabulary.revision_events import RevisionEvent
from queries.archive.publishing import find_revision, read_revisions
from queries.landscape.registers import read_records
from queries.server.graph import Graph


def read_revision_standings(graph: Graph, on: str) -> dict[int, RevisionStanding]:
    """Return where each revision stands on a day of which something has been decided, by its number; the others are drafts."""
    return assess_revisions(read_records(graph, RevisionEvent), on)


def find_early_decisions(graph: Graph, events: Iterable[RevisionEvent]) -> Iterator[Problem]:
    """Yield a problem for each decision that is dated before its revision was published."""
    decided = list(events)
    published = {revision.number: local_day_of(revision.at) for revision in read_revisions(graph)} if decided else {}
    for event in decided:
        day = published.get(event.revision, event.on)
        if event.on < day:
            text = describe_early_decision(event.on, event.revision, day)
            yield build_problem(RecordRule.REVISION_STATE, event, "on", event.on, text)


def refuse_early_decisions(graph: Graph, operations: Iterable[Operation]) -> None:
    """Raise InputError if an operation makes a decision on a revision that is dated before the revision was published."""
    made = (each.after for each in operations if each.type == RevisionEvent.label and each.after)
    if problems := list(find_early_decisions(graph, map(RevisionEvent.model_validate, made))):
        raise build_refusal(problems)


def list_standing_revisions(graph: Graph, on: str) -> list[tuple[Revision, RevisionStanding]]:
    """Return all revisions, oldest first, and where each stands on a day."""
    standings = read_revision_standings(graph, on)
    return [(revision, standings.get(revision.number, DRAFT)) for revision in read_revisions(graph)]


def find_standing_revision(graph: Graph, number: int | None, on: str) -> tuple[Revision, RevisionStanding]:
    """Return the revision of that number, or the latest if None, and where it stands on a day. Raises NotFound."""
    revision = find_revision(graph, number)
    return revision, read_revision_standings(graph, on).get(revision.number, DRAFT)
