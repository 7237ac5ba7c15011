"""The official driver for an address: encryption, credentials, pool and time limits, and the check of the server's release."""

import logging
import re
from dataclasses import replace
from typing import Any

import neo4j
from neo4j.auth_management import AuthManager
from neo4j.exceptions import ServiceUnavailable

from model.errors import GraphDenied, GraphUnavailable, InputError
from model.language import Text
from queries.server.address import Address, LocalAddress, ServerAddress
from queries.server.catalogue import find_query
from queries.server.driver_errors import DRIVER_FAILURES, translate_error
from queries.server.local_folder import LocalFolder, RunningServer
from queries.server.local_server import find_or_start_server, is_running
from queries.server.settings import Settings

LOCAL_RETRY_SECONDS = 4.0
"""How long a temporary failure of the local server is retried. A dead local server does not come back by itself."""
UNACCEPTABLE = "Neo.ClientError.Statement.ArgumentError"
"""The code with which a server refuses a new password that is too short or unchanged."""
OLDEST_RELEASE = (5, 26)
"""The oldest Neo4j that runs all queries."""
logging.getLogger("neo4j").addHandler(logging.NullHandler())  # our own errors report what it would print


def set_password(address: ServerAddress, new: str) -> None:
    """Replace the password in `address` by `new`, also if it is the server's first password.

    Raises GraphError if the old password remains valid.
    """
    with open_driver(address, Settings.from_environment()) as driver:
        try:
            driver.execute_query(
                find_query("servers/change-password").text, {"old": address.password, "new": new}, database_="system"
            )
        except DRIVER_FAILURES as error:
            if getattr(error, "code", "") == UNACCEPTABLE:
                text = Text("the server at {where} refuses the new password; the old one remains valid", where=address)
                raise GraphDenied(text, Text("Choose another one, of at least 8 characters.")) from error
            raise translate_error(error, address) from error


class LocalLogin(AuthManager):
    """The login to a local server while that server runs. It gives no password to another program that takes over the port."""

    def __init__(self, local: LocalFolder, server: RunningServer) -> None:
        self._local, self._server = local, server

    def get_auth(self) -> neo4j.Auth:
        """Return the user and password, before each use of a connection. Raises ServiceUnavailable if the server has ended."""
        self._check_running()
        return neo4j.basic_auth(self._server.user, self._server.password)

    def resolve(self, address: neo4j.Address) -> list[neo4j.Address]:
        """Return the address, before every new connection. Raises ServiceUnavailable if the server has ended."""
        self._check_running()
        return [address]

    def _check_running(self) -> None:
        if not is_running(self._local, self._server):
            raise ServiceUnavailable("the local server has ended")

    def handle_security_exception(self, _auth: object, _error: object) -> bool:
        """Return False: no other login exists."""
        return False


def open_driver(address: Address, settings: Settings) -> neo4j.Driver:
    """Open a driver for `address` without connecting, and start the local server if needed. Raises GraphError, InputError."""
    if isinstance(address, LocalAddress):
        server = find_or_start_server(address.folder)
        login = LocalLogin(LocalFolder(address.folder), server)
        retry = min(settings.retry_seconds, LOCAL_RETRY_SECONDS)
        chosen = replace(settings, retry_seconds=retry)
        return _make_driver(f"bolt://127.0.0.1:{server.bolt_port}", login, chosen, resolver=login.resolve)
    url, trust = _trust_of(address)
    return _make_driver(url, (address.user, address.password), settings, **trust)


def _trust_of(address: ServerAddress) -> tuple[str, dict[str, Any]]:
    """Return the driver's URL and trust options. With an own certificate file the driver wants the URL without `+s`."""
    if address.ca_file is None or "+s://" not in address.url:
        return address.url, {}
    if not address.ca_file.is_file():
        raise InputError(Text("the certificate file {file} cannot be read", file=address.ca_file), ())
    trust = {"encrypted": True, "trusted_certificates": neo4j.TrustCustomCAs(str(address.ca_file))}
    return address.url.replace("+s://", "://"), trust


def _make_driver(url: str, auth: tuple[str, str] | AuthManager, settings: Settings, **more: Any) -> neo4j.Driver:
    try:
        return neo4j.GraphDatabase.driver(
            url,
            auth=auth,
            notifications_min_severity="OFF",
            connection_timeout=settings.connect_seconds,
            max_transaction_retry_time=settings.retry_seconds,
            max_connection_pool_size=round(settings.pool),
            connection_acquisition_timeout=settings.pool_seconds,
            max_connection_lifetime=settings.lifetime_seconds,
            **more,
        )
    except DRIVER_FAILURES as error:
        raise translate_error(error, ServerAddress(url)) from error
    except ValueError as error:
        raise GraphUnavailable(Text("'{url}' is not the address of a graph: {error}", url=url, error=error)) from error


def check_release(agent: str, where: str) -> None:
    """Raise GraphUnavailable if the server that calls itself `agent` ("Neo4j/5.26.0") is too old or not a Neo4j."""
    release = re.match(r"Neo4j/(\d+)\.(\d+)", agent)
    if release is None or (int(release[1]), int(release[2])) < OLDEST_RELEASE:
        oldest = ".".join(map(str, OLDEST_RELEASE))
        text = Text(
            "the server at {where} is {agent}; Landskap needs Neo4j {oldest} or newer", where=where, agent=agent, oldest=oldest
        )
        raise GraphUnavailable(text, Text("Ask its administrator for a newer one, or give a folder: --graph FOLDER"))
