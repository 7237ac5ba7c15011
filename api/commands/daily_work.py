"""One command of daily work: it finds what the options name, collects all that is wrong, and makes the change."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from api.commands.standing import describe_changes, serialize_changes
from api.terminal import configuration
from api.terminal.confirmation import ChangeOptions, propose_and_write
from api.terminal.session import Session
from loaders.rows.cells import parse_cell
from loaders.warnings.edit_notices import find_edit_notices
from model.changes.operations import Operation
from model.edits.by_hand import build_refusal
from model.edits.daily import Citation, check_usual_source, cite_source, find_faults, find_meeting_on, find_named_meeting
from model.errors import LandskapError, NotFound, NotUnderstood, Problem
from model.language import Text
from model.rules import ReferenceRule
from model.vocabulary.contents import Records
from model.vocabulary.decisions import Assignment
from model.vocabulary.record import Record
from queries.journal.assignment_search import find_assignments, find_decision
from queries.landscape.graph_records import GraphRecords
from queries.landscape.parties import find_forum, find_party, read_short_names
from queries.server.graph import Graph

_Found = TypeVar("_Found")
PlannerWithCitation = Callable[[Records, Citation], Sequence[Operation]]


class DailyWork:
    """What one command does: `find` and `check` collect what is wrong with its options, `change` raises it or goes on."""

    def __init__(self, session: Session, graph: Graph, options: ChangeOptions, evidence: str, source_name: str, why: str) -> None:
        self.records = GraphRecords(graph)
        self._session, self._graph, self._options, self._why = session, graph, options, why
        self._evidence, self._source_name = evidence, source_name
        self._errors: list[tuple[str, LandskapError]] = []
        self._problems: list[Problem] = []

    def find(self, option: str, search: Callable[[], _Found]) -> _Found | None:
        """Return what `search` finds for an option; None if it raises NotFound or NotUnderstood, which is kept."""
        try:
            return search()
        except (NotFound, NotUnderstood) as error:
            self._errors.append((option, error))
            return None

    def find_party(self, option: str, name: str) -> str | None:
        """Return the id of a party that an option names; None for an empty name."""
        return self.find(option, lambda: find_party(self._graph, name)) if name else None

    def find_parties(self, option: str, names: Sequence[str]) -> list[str]:
        """Return the ids of the parties that an option names."""
        return [id_ for name in names if (id_ := self.find_party(option, name))]

    def find_forum(self, option: str, name: str) -> str | None:
        """Return the id of a forum that an option names."""
        return self.find(option, lambda: find_forum(self._graph, name))

    def find_decision(self, option: str, said: str) -> str | None:
        """Return the id of a decision that an option names; None for an empty name."""
        found = self.find(option, lambda: find_decision(self._graph, self.records, said)) if said else None
        return found.id if found else None

    def find_assignments(self, option: str, said: str, addressees: Sequence[str], every: bool) -> list[Assignment]:
        """Return the assignments that an option names, as `find_assignments` does; none if that raises NotFound."""
        return self.find(option, lambda: find_assignments(self._graph, self.records, said, addressees, every)) or []

    def find_meeting(self, forum: str | None, said: str, day: str) -> str | None:
        """Return the id of the forum's meeting that `--meeting` names; without one, of its only meeting on the day."""
        if not forum:
            return None
        if said:
            met = self.find("--meeting", lambda: find_named_meeting(self.records, forum, said))
        else:
            met = find_meeting_on(self.records, forum, day)
        return met.id if met else None

    def check(self, type_: type[Record], values: Mapping[str, Any]) -> dict[str, Any]:
        """Return the values of a record's fields as a file's cells give them; keep what is wrong with them."""
        columns = type_.columns()
        read = {
            field: parse_cell(value, columns[field]) if isinstance(value, str) else value
            for field, value in values.items() if value
        }  # fmt: skip
        self._problems += find_faults(type_, read)
        return read

    def change(
        self,
        plan: PlannerWithCitation,
        about: Text,
        request: Mapping[str, Any],
        assignments: Sequence[Assignment] = (),
    ) -> None:
        """Show what `plan` does and where the assignments then stand, ask, and write it. Raises all that is wrong.

        The reason of the change is `about` unless the user gives another.
        """
        usual = configuration.read_preferences().source
        if not self._evidence and not self._source_name:
            self.find("--evidence", lambda: check_usual_source(self.records, usual, assignments))
        cited = self.find("--evidence", lambda: cite_source(self.records, self._evidence, self._source_name, usual))
        if cited is None or self._errors or self._problems:
            raise self._refusal()
        citation = cited
        operations = plan(self.records, citation)
        if self._options.as_json:
            request = {**request, "standing": serialize_changes(assignments, operations)}
        else:
            names = read_short_names(self._graph, [item.addressee for item in assignments])
            for text in describe_changes(assignments, operations, names):
                self._session.say(text)
            if not self._evidence and not self._source_name:
                self._session.say(Text("The source is the one that you cited last: {source}", source=citation.source))

        def plan_with_notices(records: Records) -> tuple[Sequence[Operation], Sequence[Problem]]:
            made = plan(records, citation)
            return made, [*find_edit_notices(self._graph, records, made)]

        why = self._why or self._session.translate(about)
        if propose_and_write(self._session, self._graph, plan_with_notices, why, self._options, request):
            configuration.save_source(citation.source)

    def _refusal(self) -> LandskapError:
        """Return the error with all that is wrong; a single one as it was raised."""
        if len(self._errors) == 1 and not self._problems:
            return self._errors[0][1]
        found = [Problem(ReferenceRule.REFERENCE, error.text, error.way_out, field=at) for at, error in self._errors]
        return build_refusal([*found, *self._problems])
