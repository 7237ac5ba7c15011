"""The same texts with the same parameters by the official driver alone: what our own layers are held against."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import neo4j

from queries.server.address import LOCAL_DATABASE, Address, LocalAddress
from queries.server.catalogue import find_query
from queries.server.graph import Graph, Rows
from queries.server.local_server import find_or_start_server
from queries.server.version_cache import CacheKey

Call = tuple[str, dict[str, Any]]
_T = TypeVar("_T")


class Recorder:
    """Stands before a graph, or a transaction, and notes the texts that are put to it."""

    def __init__(self, graph: Graph | None = None) -> None:
        self._graph = graph
        self._kept: dict[CacheKey, Any] = {}
        self.calls: list[Call] = []

    def read_in_transaction(self, work: Callable[["Recorder"], _T]) -> _T:
        """As the graph."""
        return work(self)

    def read(self, name: str, **parameters: Any) -> Rows:
        """As the graph."""
        self.calls.append((name, parameters))
        assert self._graph
        return self._graph.read(name, **parameters)

    def keep(self, key: CacheKey, make: Callable[[], _T]) -> _T:
        """As a transaction: what is kept is read once."""
        if key not in self._kept:
            self._kept[key] = make()
        value: _T = self._kept[key]
        return value

    def run(self, name: str, **parameters: Any) -> list[dict[str, Any]]:
        """As a transaction that does nothing."""
        self.calls.append((name, parameters))
        return []


def driver_of(address: Address) -> tuple[neo4j.Driver, str | None]:
    """The official driver as anybody would make it, and the name of the database."""
    if isinstance(address, LocalAddress):
        server = find_or_start_server(address.folder)
        auth = (server.user, server.password)
        return neo4j.GraphDatabase.driver(f"bolt://127.0.0.1:{server.bolt_port}", auth=auth), LOCAL_DATABASE
    return neo4j.GraphDatabase.driver(address.url, auth=(address.user, address.password)), address.database


class Bare:
    """The driver on a graph, without anything of ours between."""

    def __init__(self, address: Address) -> None:
        self._driver, self._database = driver_of(address)

    def close(self) -> None:
        """Let go."""
        self._driver.close()

    def read(self, calls: Sequence[Call]) -> None:
        """Ask every text, all in one transaction."""

        def work(transaction: neo4j.ManagedTransaction) -> None:
            for name, parameters in calls:
                transaction.run(find_query(name).text, parameters).data()

        with self._driver.session(database=self._database) as session:
            session.execute_read(work)

    def write(self, calls: Sequence[Call]) -> None:
        """Write every text, all in one transaction."""

        def work(transaction: neo4j.ManagedTransaction) -> None:
            for name, parameters in calls:
                transaction.run(find_query(name).text, parameters).consume()

        with self._driver.session(database=self._database) as session:
            session.execute_write(work)
