"""The connection to a graph: all questions and changes go through `Graph`, to the local server or to Neo4j.

Driver types stay inside this module: rows are plain dictionaries and errors come from `model.errors`.
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
from queries.server.background import Background
from queries.server.catalogue import Query, QueryKind, find_query
from queries.server.driver import check_release, open_driver
from queries.server.driver_errors import DRIVER_FAILURES, full_disk_error, is_disk_full, translate_error, unknown_outcome_error
from queries.server.local_folder import LocalFolder
from queries.server.local_server import HEARTBEAT_SECONDS
from queries.server.settings import Settings
from queries.server.timeout import DeadlineExceeded, Workers
from queries.server.version_cache import CacheKey, VersionCache

_T = TypeVar("_T")
HEAD = "changes/head"
ABORT_SECONDS = 30.0
"""The longest time that an aborted write may take to end."""
QUICK_FAILURE_SECONDS = 1.0
"""A `read_once` that fails within this time is repeated by `read`."""
ENDING_SECONDS = 5.0
"""The longest time that a local server which no longer answers may take to release its folder."""


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of an answer. `cut` is true if the query's limit left some out."""

    rows: list[dict[str, Any]]
    cut: bool


class TransactionAborted(Exception):  # not an error: only the driver sees it
    """Raised to roll back a transaction."""


class Reader:
    """A read transaction. All its queries see the same moment. Without a `cache` nothing is kept when it is over.

    The version is read first: the local server gives a record that a transaction has read once as it was then.
    """

    def __init__(self, transaction: neo4j.ManagedTransaction, cache: VersionCache | None = None) -> None:
        self._transaction, self._cache = transaction, cache
        self._shared: dict[CacheKey, Any] = {}
        self._version = _name_version(self.read(HEAD)) if cache else None

    def read(self, name: str, **parameters: Any) -> Rows:
        """Run a reading query. Raises CatalogueError if the call or the answer differs from its declaration."""
        query = _check_call(name, "reads", parameters)
        result = self._transaction.run(query.text, parameters)
        if (keys := result.keys()) and tuple(query.columns) != tuple(keys):  # the local server names no columns without a row
            raise CatalogueError(
                Text("'{name}' answers with other columns than it declares: {keys}", name=name, keys=", ".join(keys))
            )
        rows = [*map(_row_of, result.fetch(query.limit + 1))]
        return Rows(rows[: query.limit], len(rows) > query.limit)

    def keep(self, key: CacheKey, make: Callable[[], _T]) -> _T:
        """Return what `make` makes: made once in a transaction, and kept for as long as the graph does not change.

        `key` says what it is, with the day and every parameter that it depends on. Nobody may change what is kept; see
        `version_cache`.
        """
        if key not in self._shared:
            if self._cache and self._version:
                self._shared[key] = self._cache.find_or_make(self._version, key, make)
            else:
                self._shared[key] = make()
        value: _T = self._shared[key]
        return value


class Transaction:
    """A write transaction: all of it is committed, or nothing."""

    def __init__(self, transaction: neo4j.ManagedTransaction, aborted: threading.Event) -> None:
        self._transaction, self._aborted = transaction, aborted

    def finish(self, work: "Callable[[Transaction], _T]") -> _T:
        """Return the result of `work`. Raises TransactionAborted if the transaction was aborted meanwhile."""
        result = work(self)
        self._check_aborted()
        return result

    def _check_aborted(self) -> None:
        if self._aborted.is_set():
            raise TransactionAborted

    def as_reader(self) -> Reader:
        """Return a reader that sees what the transaction has written, and keeps nothing of it."""
        return Reader(self._transaction)

    def run(self, name: str, **parameters: Any) -> list[dict[str, Any]]:
        """Run a writing query and return its rows."""
        self._check_aborted()
        return [*map(_row_of, self._transaction.run(_check_call(name, "writes", parameters).text, parameters))]


class Graph:
    """A landscape's graph. Use it in a `with` statement. Threads may share it.

    If the local server has ended, because it was killed or recovered from a full disk, the next call starts it again.
    """

    def __init__(self, driver: neo4j.Driver, address: Address, settings: Settings) -> None:
        self._drivers, self._starting = [driver], threading.Lock()
        self._address, self.where, self._settings = address, str(address), settings
        self._folder = address.folder if isinstance(address, LocalAddress) else None
        self._database = LOCAL_DATABASE if isinstance(address, LocalAddress) else address.database
        self._closed, self._workers, self.cache = threading.Event(), Workers(), VersionCache(self._read_version)
        self.writes = 0
        """How often this process has written, or tried to."""
        self.background = Background(self._read_version, lambda: self._workers.busy)
        if self._folder:
            threading.Thread(target=self._keep_alive, args=(LocalFolder(self._folder),), daemon=True).start()

    @classmethod
    def open(cls, address: Address, settings: Settings | None = None) -> "Graph":
        """Open the graph at `address` and start the local server if needed. Raises GraphError.

        The settings come from the environment unless they are given.
        """
        chosen = settings or Settings.from_environment()
        until = time.monotonic() + ENDING_SECONDS if isinstance(address, LocalAddress) else 0.0
        while time.monotonic() < until:
            with suppress(GraphUnavailable):  # the server was ending when it was found; try again when it has ended
                return cls._open_verified(address, chosen)
            time.sleep(0.1)
        return cls._open_verified(address, chosen)

    @classmethod
    def _open_verified(cls, address: Address, settings: Settings) -> "Graph":
        graph = cls(open_driver(address, settings), address, settings)
        try:
            graph._run_within(settings.read_seconds, graph._driver.verify_connectivity)
            check_release(graph.read_agent(), graph.where)
        except BaseException:
            graph.close()
            raise
        return graph

    def __enter__(self) -> "Graph":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Close the connection. A local server runs on until it is idle.

        The driver is closed when no thread uses it. An abandoned question may still run on the server until then.
        """
        self._closed.set()
        self.background.close()
        self._workers.close(self._close_drivers)

    def _close_drivers(self) -> None:
        for driver in self._drivers:
            driver.close()

    def read(self, name: str, **parameters: Any) -> Rows:
        """Run one reading query. Raises QueryTooSlow, GraphError, or CatalogueError if the call differs from its declaration."""
        return self._read_in_transaction(lambda transaction: Reader(transaction).read(name, **parameters))

    def read_once(self, name: str) -> Rows:
        """Run a reading query without an explicit transaction, in half the time. Falls back to `read` if it fails at once.

        Raises the same errors as `read`.
        """
        query, begun = _check_call(name, "reads", {}), time.monotonic()

        def ask(session: neo4j.Session) -> Rows:
            rows = [*map(_row_of, session.run(query.text).fetch(query.limit + 1))]
            return Rows(rows[: query.limit], len(rows) > query.limit)

        try:
            return self._run_within(self._settings.read_seconds, partial(self._in_session, ask))
        except GraphError:
            if time.monotonic() - begun > QUICK_FAILURE_SECONDS:
                raise
        return self.read(name)

    def read_in_transaction(self, work: Callable[[Reader], _T]) -> _T:
        """Call `work` in one read transaction, so that it reads one moment. Raises QueryTooSlow, GraphError."""
        return self._read_in_transaction(lambda transaction: work(Reader(transaction, self.cache)))

    def _read_in_transaction(self, work: Callable[[neo4j.ManagedTransaction], _T]) -> _T:
        unit = neo4j.unit_of_work(timeout=self._settings.read_seconds)(work)
        ask = partial(self._in_session, lambda session: session.execute_read(unit))
        return _retry_lost(partial(self._restart_and_retry, partial(self._run_within, self._settings.read_seconds, ask)))

    def write(self, work: Callable[[Transaction], _T]) -> _T:
        """Call `work` in one transaction, again if the server asks for a retry.

        Raises GraphError; then nothing is written, except that after OutcomeUnknown either all or nothing is. Ctrl-C and the
        deadline abort the work until its commit begins; a commit that has begun is completed.
        """
        try:
            return self._restart_and_retry(partial(self._write, work))
        finally:
            self.writes += 1

    def _write(self, work: Callable[[Transaction], _T]) -> _T:
        if self._folder and is_disk_full(self._folder):
            raise full_disk_error(self._folder)
        aborted, ended, results = threading.Event(), threading.Event(), list[_T]()
        seconds = self._settings.write_seconds
        unit = neo4j.unit_of_work(timeout=seconds)(lambda transaction: Transaction(transaction, aborted).finish(work))

        def commit() -> _T:
            try:
                results.append(self._in_session(lambda session: session.execute_write(unit)))
                return results[0]
            finally:
                ended.set()

        try:
            return self._run_within(seconds, commit)
        except (KeyboardInterrupt, QueryTooSlow):
            aborted.set()
            if not ended.wait(ABORT_SECONDS):
                raise unknown_outcome_error(self.where) from None
            if not results:
                raise
            return results[0]

    def write_repeatable(self, work: Callable[[Transaction], _T]) -> _T:
        """Call `write` for work that may safely be repeated. Repeats it if the answer is lost, so that it is surely done."""
        return _retry_lost(partial(self.write, work))

    def run_schema(self, name: str) -> None:
        """Run each statement of a schema text by itself."""
        for statement in filter(str.strip, _check_call(name, "schema", {}).text.split(";")):
            run = partial(_run_statement, statement)
            self._run_within(self._settings.write_seconds, partial(self._in_session, run))

    def _restart_and_retry(self, work: Callable[[], _T]) -> _T:
        """Call `work`. If the local server has ended, start it again and repeat the call once.

        If the restart fails after an unknown outcome, raises that first error: something may have been written.
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
        """Return the newest driver. Threads may still wait for older drivers, whose servers have ended."""
        return self._drivers[-1]

    def _in_session(self, work: Callable[[neo4j.Session], _T]) -> _T:
        with self._session() as session:
            return work(session)

    def keep(self, key: CacheKey, make: Callable[[], _T]) -> _T:
        """Return what `make` makes, kept as by `Reader.keep`, for what is read in several transactions."""
        version = self._read_version()
        return self.cache.find_or_make(version, key, make) if version else make()

    def _read_version(self) -> str | None:
        return _name_version(self.read_once(HEAD))

    def read_agent(self) -> str:
        """Return the server's name and version, such as "Neo4j/5.26.0"."""
        return self._run_within(self._settings.read_seconds, lambda: str(self._driver.get_server_info().agent))

    def _session(self) -> neo4j.Session:
        manager = self._driver.execute_query_bookmark_manager
        return self._driver.session(database=self._database, bookmark_manager=manager)

    def _run_within(self, seconds: float, work: Callable[[], _T]) -> _T:
        """Return the result of `work` within `seconds`. The local server has no time limit of its own."""
        try:
            return self._workers.run_within(seconds, work)
        except DRIVER_FAILURES as error:
            raise translate_error(error, self._address) from error
        except DeadlineExceeded:
            text = Text("the graph did not answer within {seconds} seconds", seconds=round(seconds))
            raise QueryTooSlow(text, Text("Ask for less: fewer hops, an earlier limit.")) from None

    def _keep_alive(self, local: LocalFolder) -> None:
        """Touch the folder at intervals, so that the local server stays up while this graph is open."""
        while not self._closed.wait(HEARTBEAT_SECONDS):
            with suppress(OSError):  # the next question or change reports that the folder cannot be written
                local.touch()


def _retry_lost(work: Callable[[], _T]) -> _T:
    try:
        return work()
    except OutcomeUnknown:
        return work()


def _name_version(head: Rows) -> str | None:
    """Return the name of the version by the journal's head; None without one, and while part of a large change is written."""
    row = next(iter(head.rows), None)
    return str(row["hash"]) if row and not (row["claim"] or row["unfinished"]) else None


def _run_statement(statement: str, session: neo4j.Session) -> None:
    session.run(statement).consume()


def _check_call(name: str, kind: QueryKind, parameters: Mapping[str, Any]) -> Query:
    """Return the query called `name`. Raises CatalogueError if its kind or its parameters differ from the call."""
    found = find_query(name)
    if found.kind != kind:
        raise CatalogueError(Text("there is no text '{name}' of the kind {kind}", name=name, kind=kind))
    if set(parameters) != set(found.parameters):
        given, wanted = ", ".join(sorted(parameters)), ", ".join(sorted(found.parameters))
        raise CatalogueError(Text("'{name}' takes {wanted}, and was given {given}", name=name, wanted=wanted, given=given))
    return found


def _row_of(record: neo4j.Record) -> dict[str, Any]:
    """Return a record as a dictionary. Queries return plain values, so `record.data()` would search them for nodes in vain."""
    return dict(zip(record.keys(), record, strict=True))
