"""One run of a command: its language, its output, its questions to the user, and the graph that it opens."""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from getpass import getpass
from typing import TYPE_CHECKING, Any, TypeVar

from api.terminal import configuration
from api.terminal.terminal_text import fold_line
from model.errors import InputError, LandskapError, NotUnderstood
from model.language import Language, Localizable, Text
from model.progress import ProgressCallback

if TYPE_CHECKING:
    from queries.server.address import Address
    from queries.server.graph import Graph

_T = TypeVar("_T")
MOST_CLOCK_DIFFERENCE = 60
"""Seconds that the clocks of several users may differ without a warning."""
UNSTATED_AUTHOR = Text("function not stated")
AUTHOR_QUESTION = Text(
    "In the name of which function, such as regional coordinator? No person's name; it is remembered, --as changes it:"
)


class CommandExit(SystemExit):
    """An exit code of the command's own."""


@dataclass(slots=True)
class Session:
    """The options that stand before a command, and what follows from them."""

    address: str = field(default_factory=configuration.default_graph)
    language: Language = field(default_factory=configuration.default_language)
    who: str | None = None
    adopt: bool = False
    hurried: bool = False
    """Whether somebody waits before a page for what the graph answers."""
    _author: str | None = field(default=None, init=False)

    def say(self, text: Localizable | str = "") -> None:
        """Print to the user: a text, folded at the terminal's edge, or a finished line as it is."""
        print(text if isinstance(text, str) else self.wrap(text), flush=True)

    def wrap(self, text: Localizable) -> str:
        """Return a text in the user's language, folded at the terminal's edge."""
        return fold_line(self.translate(text))

    def translate(self, text: Localizable | str) -> str:
        """Return a text in the user's language."""
        return text if isinstance(text, str) else text.in_(self.language)

    def author(self) -> str:
        """Return the function in whose name the landscape is changed: given, saved, or asked for once if somebody can answer."""
        if self._author is None:
            from model.vocabulary.input_text import refuse_control_characters

            author = self.who or configuration.read_preferences().who
            if not author and self.can_ask:
                author = self._read_answer(AUTHOR_QUESTION)
            author = author or self.translate(UNSTATED_AUTHOR)
            refuse_control_characters(author, "--as")
            self._author = author
        return self._author

    def remember_author(self) -> None:
        """Save the author of a change for the next time, if it was stated."""
        if self.author() not in (configuration.read_preferences().who, self.translate(UNSTATED_AUTHOR)):
            configuration.save_author(self.author())

    @property
    def can_ask(self) -> bool:
        """Return whether somebody can answer a question."""
        return sys.stdin.isatty()

    def confirm(self, question: Text) -> bool:
        """Return whether the user says yes. Raises InputError if nobody can answer."""
        if not self.can_ask:
            raise InputError(
                Text("there is no terminal to ask in; nothing was written"), (), Text("Use --yes to go on without asking.")
            )
        return self._read_answer(question).casefold() in {"j", "ja", "y", "yes"}

    def _read_answer(self, question: Text) -> str:
        """Return the user's answer; "" at the end of the input. The question goes to standard error, to keep the output clean."""
        print(self.wrap(question), end=" ", file=sys.stderr, flush=True)
        try:
            return input().strip()
        except EOFError:
            return ""

    def ask_secret(self, what: Text) -> str:
        """Return what the user types, without showing it. Raises InputError if nobody can answer."""
        if not self.can_ask:
            text = Text("there is no terminal to ask for a password in; nothing was changed")
            raise InputError(text, (), Text("Give the command in a terminal."))
        return getpass(f"{self.translate(what)}: ")

    @contextmanager
    def graph(self, address: str | None = None) -> Iterator["Graph"]:
        """Open and prepare the graph, and close it afterwards."""
        from queries.server.address import parse_address

        with self.open_graph(parse_address(address or self.address)) as graph:
            self.prepare(graph)
            yield graph

    def prepare(self, graph: "Graph", unfinished: bool = False) -> None:
        """Prepare an opened graph, and print on standard error what became of a large change that was left. Raises GraphError."""
        from queries.journal.prepare import prepare_graph

        with self._show_progress() as tell:
            outcome = prepare_graph(graph, self.adopt, unfinished, tell)
        for note in (outcome, _warn_of_clock(graph)):
            if note:
                print(self.wrap(note), file=sys.stderr, flush=True)

    def has_landscape(self) -> bool:
        """Return whether there may be a landscape at the session's address: its folder is there, or it is on a server."""
        from queries.server.address import LocalAddress, parse_address

        address = parse_address(self.address)
        return not isinstance(address, LocalAddress) or address.folder.is_dir()

    @contextmanager
    def open_landscape(self, made: bool = False, tell_empty: bool = True) -> Iterator["Graph"]:
        """Open the graph of a landscape, and close it afterwards. Prints a note if it is empty.

        Raises InputError if there is no such folder, unless it may be `made`.
        """
        from queries.landscape.registers import is_empty
        from queries.server.address import parse_address

        address = parse_address(self.address)
        way_out = Text("Name another with --graph, load one with: landskap load FILE --graph {where} – or try: landskap demo",
                       where=address)  # fmt: skip
        if not made and not self.has_landscape():
            raise InputError(Text("there is no landscape in {where}: the folder is not there", where=address), (), way_out)
        with self.graph() as graph:
            if tell_empty and is_empty(graph):
                self.print_error(LandskapError(Text("the landscape in {where} is empty", where=address), way_out))
            yield graph

    def open_graph(self, address: "Address") -> "Graph":
        """Open the graph at an address. Prints a note if a local server has to be started, and warnings about its settings."""
        from queries.server.address import LocalAddress, is_open_to_others
        from queries.server.graph import Graph
        from queries.server.local_folder import LocalFolder
        from queries.server.local_server import is_folder_held
        from queries.server.settings import Settings

        if not isinstance(address, LocalAddress) and address.ca_file and "+s://" not in address.url:
            warning = Text("LANDSKAP_NEO4J_CA_FILE is ignored: only an address with +s:// checks the certificate of {where}",
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
        """Give a callback for work that is seldom long: the bars are made only when there is progress to show."""
        with ExitStack() as shown:

            @cache
            def bars() -> ProgressCallback:
                from api.terminal.progress import show_progress

                return shown.enter_context(show_progress(self.language))

            yield lambda what, done, of: bars()(what, done, of)

    def print_error(self, error: LandskapError) -> None:
        """Print an error, all its problems and the way out to standard error."""
        from api.terminal.problem_report import format_error

        print("\n".join(format_error(error, self.language)), file=sys.stderr)


def _warn_of_clock(graph: "Graph") -> Text | None:
    """Return a warning if the clock is behind the last change."""
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


def parse_day(written: str | None) -> str:
    """Return `written` as a day, or today if it is None. Raises NotUnderstood."""
    from queries.questions.parameters import check_day, today

    return today() if written is None else parse_value(check_day, written)


def parse_value(parse: Callable[[str], _T], written: str) -> _T:
    """Return what a parser of a question's parameter makes of a value. Raises NotUnderstood."""
    from queries.questions.parameters import UnusableValue

    try:
        return parse(written)
    except UnusableValue as error:
        raise NotUnderstood(error.text, (), error.way_out) from None
