"""One command's dealings with its user and the graph: language, output, questions, and the opening of the graph."""

import json
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from getpass import getpass
from typing import TYPE_CHECKING, Any

from api import configuration
from model.errors import InputError, LandskapError
from model.language import Language, Said, Text
from model.progress import Tell

if TYPE_CHECKING:
    from queries.graph import Graph

NOBODY = Text("function not stated")


class Ending(SystemExit):
    """A command's own exit code, beside those of every command."""


@dataclass(slots=True)
class Session:
    """What the command was given before its own options."""

    address: str = field(default_factory=configuration.default_graph)
    language: Language = field(default_factory=configuration.language)
    who: str | None = None
    adopt: bool = False

    def say(self, said: Said | str = "") -> None:
        """Print a line to the user."""
        print(self.words(said), flush=True)

    def words(self, said: Said | str) -> str:
        """`said` in the user's language."""
        return said if isinstance(said, str) else said.in_(self.language)

    def author(self) -> str:
        """The function in whose name the landscape is changed: given, remembered, or asked for once where one can ask."""
        known = self.who or configuration.remembered().who
        if known is None and sys.stdin.isatty():
            known = self._asked(Text("In the name of which function (for example: regional coordinator)?"))
        if known and known != configuration.remembered().who:
            configuration.remember(known)
        return known or self.words(NOBODY)

    def agreed(self, question: Text) -> bool:
        """Whether the user says yes. Raises InputError where nobody can be asked."""
        if not sys.stdin.isatty():
            raise InputError(
                Text("nobody can be asked here; nothing was written"), (), Text("Say --yes to go on without asking.")
            )
        return self._asked(question).casefold() in {"j", "ja", "y", "yes"}

    def _asked(self, question: Text) -> str:
        """What the user answers, nothing when the input ends; asked on standard error, for the answer stands on the other."""
        print(self.words(question), end=" ", file=sys.stderr, flush=True)
        try:
            return input().strip()
        except EOFError:
            return ""

    def secret(self, what: Text) -> str:
        """What the user types without its being shown. Raises InputError where nobody can be asked."""
        if not sys.stdin.isatty():
            text = Text("nobody can be asked for a password here; nothing was changed")
            raise InputError(text, (), Text("Give the command in a terminal."))
        return getpass(f"{self.words(what)}: ")

    @contextmanager
    def graph(self, address: str | None = None) -> Iterator["Graph"]:
        """The graph, opened and prepared; closed afterwards."""
        from queries.address import address_of
        from queries.graph import Graph
        from queries.preparing import prepare

        with Graph.open(address_of(address or self.address)) as graph:
            with self._telling() as tell:
                prepare(graph, self.adopt, tell=tell)
            yield graph

    @contextmanager
    def _telling(self) -> Iterator[Tell]:
        """What work tells its progress to that is seldom long: what shows it is made when there is something to tell."""
        with ExitStack() as shown:

            @cache
            def bars() -> Tell:
                from api.progress import telling

                return shown.enter_context(telling(self.language))

            yield lambda what, done, of: bars()(what, done, of)

    def complain(self, error: LandskapError) -> None:
        """Print an error, all its problems and the way out, to standard error."""
        from api.complaints import error_lines

        print("\n".join(error_lines(error, self.language)), file=sys.stderr)


def print_json(document: Any) -> None:
    """Print one JSON document, UTF-8, to standard output."""
    print(json.dumps(document, ensure_ascii=False, indent=2))


def day(said: str | None) -> str:
    """The day that a question is asked about: `said`, or today. Raises InputError."""
    if said is None:
        return date.today().isoformat()
    from model.record import real_date

    try:
        return real_date(said)
    except ValueError:
        raise InputError(Text("'{said}' is not a date", said=said), (), Text("Write a date as YYYY-MM-DD.")) from None
