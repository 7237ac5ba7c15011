"""The graph: every question and change goes through here, by the official driver, to the local server or to Neo4j.

Nothing of the driver's leaves this module: rows are plain dictionaries, errors are `model.errors`.
"""

import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from types import TracebackType
from typing import Any, TypeVar

import neo4j

from model.errors import CatalogueError, GraphError, GraphUnavailable, OutcomeUnknown, QueryTooSlow
from model.language import Text
from queries.server.address import LOCAL_DATABASE, Address, LocalAddress
from queries.server.catalogue import Query, QueryKind, find_query
from queries.server.driver import check_release, open_driver
from queries.server.driver_errors import DRIVER_FAILURES, full_disk_error, is_disk_full, translate_error, unknown_outcome_error
from queries.server.local_folder import LocalFolder
from queries.server.local_server import HEARTBEAT_SECONDS
from queries.server.settings import Settings
from queries.server.timeout import DeadlineExceeded, Workers

_T = TypeVar("_T")
ABORT_SECONDS = 30.0
"""The longest that a write which is broken off may take to end."""
GLANCE_SECONDS = 1.0
"""Within which a glance that failed is put again, as a question."""
ENDING_SECONDS = 5.0
"""The longest that a local server which no longer answers may take to let go of its folder."""


@dataclass(frozen=True, slots=True)
class Rows:
    """What a question was answered with; `cut` when the text's limit left some out."""

    rows: list[dict[str, Any]]
    cut: bool


class TransactionAborted(Exception):  # it is no error, and nobody but the driver sees it
    """Ends a transaction of which nothing is to be kept."""


class Reader:
    """A running question: all that it reads is of one moment."""

    def __init__(self, transaction: neo4j.ManagedTransaction) -> None:
        self._transaction = transaction

    def read(self, name: str, **parameters: Any) -> Rows:
        """What a reading text answers with. Raises CatalogueError when the call is not as declared."""
        asked = _check_call(name, "reads", parameters)
        result = self._transaction.run(asked.text, parameters)
        _check_columns(asked, result.keys())
        rows = [*map(_row_of, result.fetch(asked.limit + 1))]
        return Rows(rows[: asked.limit], len(rows) > asked.limit)


class Transaction:
    """A running change: `run` puts writing texts to the graph; all of it is kept, or nothing."""

    def __init__(self, transaction: neo4j.ManagedTransaction, broken_off: threading.Event) -> None:
        self._transaction, self._broken_off = transaction, broken_off

    def finish(self, work: "Callable[[Transaction], _T]") -> _T:
        """What `work` returns, to be kept. Raises BrokenOff."""
        result = work(self)
        self._check_aborted()
        return result

    def _check_aborted(self) -> None:
        if self._broken_off.is_set():
            raise TransactionAborted

    def run(self, name: str, **parameters: Any) -> list[dict[str, Any]]:
        """The rows that a writing text answers with."""
        self._check_aborted()
        return [*map(_row_of, self._transaction.run(_check_call(name, "writes", parameters).text, parameters))]


class Graph:
    """A landscape's graph. Use it in a `with`; it may be shared by threads.

    A local server that has ended meanwhile – killed, or put in order after a full disk – is started again by the next call.
    """

    def __init__(self, driver: neo4j.Driver, address: Address, settings: Settings) -> None:
        self._drivers, self._starting = [driver], threading.Lock()
        self._address, self.where, self._settings = address, str(address), settings
        self._folder = address.folder if isinstance(address, LocalAddress) else None
        self._database = LOCAL_DATABASE if isinstance(address, LocalAddress) else address.database
        self._closed, self._workers = threading.Event(), Workers()
        if self._folder:
            threading.Thread(target=self._keep_alive, args=(LocalFolder(self._folder),), daemon=True).start()

    @classmethod
    def open(cls, address: Address, settings: Settings | None = None) -> "Graph":
        """The graph at `address`; a local server is started when it is not up. Raises GraphError.

        The settings are the environment's unless given.
        """
        chosen = settings or Settings.from_environment()
        until = time.monotonic() + ENDING_SECONDS if isinstance(address, LocalAddress) else 0.0
        while time.monotonic() < until:
            with suppress(GraphUnavailable):  # it was ending when it was found: it is started again when it has ended
                return cls._open_verified(address, chosen)
            time.sleep(0.1)
        return cls._open_verified(address, chosen)

    @classmethod
    def _open_verified(cls, address: Address, settings: Settings) -> "Graph":
        graph = cls(open_driver(address, settings), address, settings)
        try:
            graph._verify()
        except BaseException:
            graph.close()
            raise
        return graph

    def __enter__(self) -> "Graph":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the graph; a local server goes on until it is idle.

        The driver is closed when nobody uses it: also a question that was given up, which a server may still work on.
        """
        self._closed.set()
        self._workers.close(self._close_drivers)

    def _close_drivers(self) -> None:
        for driver in self._drivers:
            driver.close()

    def read(self, name: str, **parameters: Any) -> Rows:
        """Put one reading text to the graph. Raises QueryTooSlow, GraphError; CatalogueError when the call is not as declared."""
        return self.read_in_transaction(lambda reader: reader.read(name, **parameters))

    def read_once(self, name: str) -> Rows:
        """Put a reading text to the graph without a transaction around it, in half the time; as `read` when that fails at once.

        Raises as `read` does.
        """
        asked, begun = _check_call(name, "reads", {}), time.monotonic()

        def ask(session: neo4j.Session) -> Rows:
            rows = [*map(_row_of, session.run(asked.text).fetch(asked.limit + 1))]
            return Rows(rows[: asked.limit], len(rows) > asked.limit)

        try:
            return self._run_within(self._settings.read_seconds, partial(self._in_session, ask))
        except GraphError:
            if time.monotonic() - begun > GLANCE_SECONDS:
                raise
        return self.read(name)

    def read_in_transaction(self, work: Callable[[Reader], _T]) -> _T:
        """Do `work` in one reading transaction, so that all it reads is of one moment. Raises QueryTooSlow, GraphError."""
        unit = neo4j.unit_of_work(timeout=self._settings.read_seconds)(lambda transaction: work(Reader(transaction)))
        ask = partial(self._in_session, lambda session: session.execute_read(unit))
        return _retry_lost(partial(self._restart_and_retry, partial(self._run_within, self._settings.read_seconds, ask)))

    def write(self, work: Callable[[Transaction], _T]) -> _T:
        """Do `work` in one transaction, again when the server asks for it.

        Raises GraphError; then nothing is written, unless it is OutcomeUnknown: then all of it is, or nothing. Ctrl-C, or the
        end of its time, breaks it off until it is being kept: after that it is done.
        """
        return self._restart_and_retry(partial(self._write, work))

    def _write(self, work: Callable[[Transaction], _T]) -> _T:
        if self._folder and is_disk_full(self._folder):
            raise full_disk_error(self._folder)
        broken_off, ended, kept = threading.Event(), threading.Event(), list[_T]()
        seconds = self._settings.write_seconds
        unit = neo4j.unit_of_work(timeout=seconds)(lambda transaction: Transaction(transaction, broken_off).finish(work))

        def keep() -> _T:
            try:
                kept.append(self._in_session(lambda session: session.execute_write(unit)))
                return kept[0]
            finally:
                ended.set()

        try:
            return self._run_within(seconds, keep)
        except (KeyboardInterrupt, QueryTooSlow):
            broken_off.set()
            if not ended.wait(ABORT_SECONDS):
                raise unknown_outcome_error(self.where) from None
            if not kept:
                raise
            return kept[0]

    def write_repeatable(self, work: Callable[[Transaction], _T]) -> _T:
        """Like `write`, for work that may be repeated without harm: it is when the answer is lost, so that it is surely done."""
        return _retry_lost(partial(self.write, work))

    def run_schema(self, name: str) -> None:
        """Run a text of several statements about constraints and indexes, each by itself."""
        for statement in filter(str.strip, _check_call(name, "schema", {}).text.split(";")):
            run = partial(_run_statement, statement)
            self._run_within(self._settings.write_seconds, partial(self._in_session, run))

    def _restart_and_retry(self, work: Callable[[], _T]) -> _T:
        """What `work` returns; done once more when the local server had ended, and has been started again.

        When that cannot be, what is told is of the first time: whether something was written may be unknown since.
        """
        driver = self._driver
        try:
            return work()
        except GraphUnavailable as error:
            if not self._folder or self._closed.is_set() or not LocalFolder(self._folder).data.exists():
                raise
            first = error
        try:
            with self._starting:
                if self._driver is driver:
                    self._drivers.append(open_driver(self._address, self._settings))
            return work()
        except GraphUnavailable as error:
            raise (first if isinstance(first, OutcomeUnknown) else error) from error.__cause__

    @property
    def _driver(self) -> neo4j.Driver:
        """The last one: others, of servers that have ended, may still be waited for by threads."""
        return self._drivers[-1]

    def _in_session(self, work: Callable[[neo4j.Session], _T]) -> _T:
        with self._session() as session:
            return work(session)

    def server(self) -> str:
        """What the server calls itself."""
        return self._run_within(self._settings.read_seconds, lambda: str(self._driver.get_server_info().agent))

    def _session(self) -> neo4j.Session:
        manager = self._driver.execute_query_bookmark_manager
        return self._driver.session(database=self._database, bookmark_manager=manager)

    def _verify(self) -> None:
        self._run_within(self._settings.read_seconds, self._driver.verify_connectivity)
        check_release(self.server(), self.where)

    def _run_within(self, seconds: float, work: Callable[[], _T]) -> _T:
        """What `work` returns, within `seconds` whatever the server does (the local one keeps no deadline of its own)."""
        try:
            return self._workers.run_within(seconds, work)
        except DRIVER_FAILURES as error:
            raise translate_error(error, self._address) from error
        except DeadlineExceeded:
            text = Text("the graph did not answer within {seconds} seconds", seconds=round(seconds))
            raise QueryTooSlow(text, Text("Ask for less: fewer hops, an earlier limit.")) from None

    def _keep_alive(self, local: LocalFolder) -> None:
        """Tell the local server that it is in use for as long as this graph is open."""
        while not self._closed.wait(HEARTBEAT_SECONDS):
            with suppress(OSError):  # whoever asks or changes something is told that the folder cannot be written
                local.touch()


def _retry_lost(work: Callable[[], _T]) -> _T:
    try:
        return work()
    except OutcomeUnknown:
        return work()


def _run_statement(statement: str, session: neo4j.Session) -> None:
    session.run(statement).consume()


def _check_call(name: str, kind: QueryKind, parameters: Mapping[str, Any]) -> Query:
    """The text of that name, if the call is as it declares. Raises CatalogueError."""
    found = find_query(name)
    if found.kind != kind:
        raise CatalogueError(Text("there is no text '{name}' that {kind}", name=name, kind=kind))
    if set(parameters) != set(found.parameters):
        given, wanted = ", ".join(sorted(parameters)), ", ".join(sorted(found.parameters))
        raise CatalogueError(Text("'{name}' takes {wanted}, and was given {given}", name=name, wanted=wanted, given=given))
    return found


def _row_of(record: neo4j.Record) -> dict[str, Any]:
    """What a record says: texts answer with plain values, which its own `data` would go through to look for nodes."""
    return dict(zip(record.keys(), record, strict=True))


def _check_columns(asked: Query, keys: tuple[str, ...]) -> None:
    """That the answer has the columns that the text declares (the local server names none when there is no row)."""
    if keys and tuple(asked.columns) != tuple(keys):
        raise CatalogueError(
            Text("'{name}' answers with other columns than it declares: {keys}", name=asked.name, keys=", ".join(keys))
        )
