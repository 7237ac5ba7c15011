"""One command's dealings with its user and the graph: language, output, questions, and the opening of the graph."""

import json
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from getpass import getpass
from typing import TYPE_CHECKING, Any

from api.terminal import configuration
from api.terminal.terminal_text import fold_line
from model.errors import InputError, LandskapError, NotUnderstood
from model.language import Language, Localizable, Text
from model.progress import ProgressCallback

if TYPE_CHECKING:
    from queries.server.address import Address
    from queries.server.graph import Graph

MOST_CLOCK_DIFFERENCE = 60
"""Seconds by which the clocks of those who change a landscape may differ without a word."""
UNSTATED_AUTHOR = Text("function not stated")
AUTHOR_QUESTION = Text(
    "In the name of which function, such as regional coordinator? No person's name; it is remembered, --as changes it:"
)


class CommandExit(SystemExit):
    """A command's own exit code, beside those of every command."""


@dataclass(slots=True)
class Session:
    """What the command was given before its own options."""

    address: str = field(default_factory=configuration.default_graph)
    language: Language = field(default_factory=configuration.default_language)
    who: str | None = None
    adopt: bool = False
    hurried: bool = False
    """Whether somebody waits before a page for what the graph answers."""
    _author: str | None = field(default=None, init=False)

    def say(self, said: Localizable | str = "") -> None:
        """Print to the user: what is told, folded where it would run past the edge; a line that is made already as it is."""
        print(said if isinstance(said, str) else self.wrap(said), flush=True)

    def wrap(self, said: Localizable) -> str:
        """`said` in the user's language, as wide as the terminal."""
        return fold_line(self.translate(said))

    def translate(self, said: Localizable | str) -> str:
        """`said` in the user's language."""
        return said if isinstance(said, str) else said.in_(self.language)

    def author(self) -> str:
        """The function in whose name the landscape is changed: given, remembered, or asked for once where one can ask."""
        if self._author is None:
            from model.vocabulary.kept_text import refuse_control_characters

            author = self.who or configuration.read_preferences().who or self._ask_author() or self.translate(UNSTATED_AUTHOR)
            refuse_control_characters(author, "--as")
            self._author = author
        return self._author

    def _ask_author(self) -> str:
        return self._read_answer(AUTHOR_QUESTION) if self.can_ask else ""

    def remember_author(self) -> None:
        """Keep the function in whose name something was written, if it was stated, for the next time."""
        if self.author() not in (configuration.read_preferences().who, self.translate(UNSTATED_AUTHOR)):
            configuration.save_author(self.author())

    @property
    def can_ask(self) -> bool:
        """Whether there is somebody who can answer."""
        return sys.stdin.isatty()

    def confirm(self, question: Text) -> bool:
        """Whether the user says yes. Raises InputError where nobody can be asked."""
        if not self.can_ask:
            raise InputError(
                Text("nobody can be asked here; nothing was written"), (), Text("Say --yes to go on without asking.")
            )
        return self._read_answer(question).casefold() in {"j", "ja", "y", "yes"}

    def _read_answer(self, question: Text) -> str:
        """What the user answers, nothing when the input ends; asked on standard error, for the answer stands on the other."""
        print(self.wrap(question), end=" ", file=sys.stderr, flush=True)
        try:
            return input().strip()
        except EOFError:
            return ""

    def ask_secret(self, what: Text) -> str:
        """What the user types without its being shown. Raises InputError where nobody can be asked."""
        if not self.can_ask:
            text = Text("nobody can be asked for a password here; nothing was changed")
            raise InputError(text, (), Text("Give the command in a terminal."))
        return getpass(f"{self.translate(what)}: ")

    @contextmanager
    def graph(self, address: str | None = None) -> Iterator["Graph"]:
        """The graph, opened and prepared; closed afterwards."""
        from queries.server.address import parse_address

        with self.open_graph(parse_address(address or self.address)) as graph:
            self.prepare(graph)
            yield graph

    def prepare(self, graph: "Graph", unfinished: bool = False) -> None:
        """Prepare an opened graph; what became of a large change that was left is told on standard error. Raises GraphError."""
        from queries.journal.prepare import prepare_graph

        with self._show_progress() as tell:
            settled = prepare_graph(graph, self.adopt, unfinished, tell)
        for told in (settled, _warn_of_clock(graph)):
            if told:
                print(self.wrap(told), file=sys.stderr, flush=True)

    @contextmanager
    def open_landscape(self, made: bool = False, tell_empty: bool = True) -> Iterator["Graph"]:
        """The graph of a landscape: that it is empty is told; it must be there unless it may be `made`. Raises InputError."""
        from queries.landscape.registers import is_empty
        from queries.server.address import LocalAddress, parse_address

        address = parse_address(self.address)
        way_out = Text("Name another with --graph, load one with: landskap load FILE --graph {where} – or try: landskap demo",
                       where=address)  # fmt: skip
        if not made and isinstance(address, LocalAddress) and not address.folder.is_dir():
            raise InputError(Text("there is no landscape in {where}: the folder is not there", where=address), (), way_out)
        with self.graph() as graph:
            if tell_empty and is_empty(graph):
                self.print_error(LandskapError(Text("the landscape in {where} is empty", where=address), way_out))
            yield graph

    def open_graph(self, address: "Address") -> "Graph":
        """The graph at that address; that a local server is being started is told to whoever waits in a terminal."""
        from queries.server.address import LocalAddress, is_open_to_others
        from queries.server.graph import Graph
        from queries.server.local_folder import LocalFolder
        from queries.server.local_server import is_folder_held
        from queries.server.settings import Settings

        if not isinstance(address, LocalAddress) and address.ca_file and "+s://" not in address.url:
            warning = Text("LANDSKAP_NEO4J_CA_FILE is not heeded: only an address with +s:// checks the certificate of {where}",
                           where=address)  # fmt: skip
            print(self.wrap(warning), file=sys.stderr, flush=True)
        file = None if isinstance(address, LocalAddress) else address.password_file
        if file and is_open_to_others(file):
            warning = Text("others on this computer can read the password in {file}; hide it with: chmod 600 {file}", file=file)
            print(self.translate(warning), file=sys.stderr, flush=True)
        if sys.stderr.isatty() and isinstance(address, LocalAddress) and not is_folder_held(LocalFolder(address.folder)):
            print(self.translate(Text("Starting the local server of {folder} …", folder=address)), file=sys.stderr, flush=True)
        settings = Settings.from_environment()
        return Graph.open(address, settings.for_pages() if self.hurried else settings)

    @contextmanager
    def _show_progress(self) -> Iterator[ProgressCallback]:
        """What work tells its progress to that is seldom long: what shows it is made when there is something to tell."""
        with ExitStack() as shown:

            @cache
            def bars() -> ProgressCallback:
                from api.terminal.progress import show_progress

                return shown.enter_context(show_progress(self.language))

            yield lambda what, done, of: bars()(what, done, of)

    def print_error(self, error: LandskapError) -> None:
        """Print an error, all its problems and the way out, to standard error."""
        from api.terminal.problem_report import format_error

        print("\n".join(format_error(error, self.language)), file=sys.stderr)


def _warn_of_clock(graph: "Graph") -> Text | None:
    """That the clock is behind the last change, if it is."""
    from model.text.timestamps import format_minute, utc_now
    from queries.journal.journal import next_timestamp

    now, least = utc_now(), next_timestamp(graph)
    if (datetime.fromisoformat(least) - datetime.fromisoformat(now)).total_seconds() < MOST_CLOCK_DIFFERENCE:
        return None
    return Text("The clock says {now}, and the last change was made at {last}: until then, changes are entered with that time."
                " See that the clock is right.", now=format_minute(now), last=format_minute(least))  # fmt: skip


def print_json(document: Any) -> None:
    """Print one JSON document, UTF-8, to standard output."""
    print(json.dumps(document, ensure_ascii=False, indent=2))


def parse_day(said: str | None) -> str:
    """Return the day that a question is asked about: `said`, or today. Raises NotUnderstood."""
    from queries.questions.parameters import UnusableValue, check_day, today

    try:
        return today() if said is None else check_day(said)
    except UnusableValue as error:
        raise NotUnderstood(error.text, (), error.way_out) from None
