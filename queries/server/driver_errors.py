"""The translation of errors of the driver and the operating system into those of `model.errors`."""

import errno
import os
import shutil
import socket
import ssl
from collections.abc import Iterator
from pathlib import Path

from neo4j import exceptions

from model.errors import (
    Conflict,
    GraphBusy,
    GraphDamaged,
    GraphDenied,
    GraphError,
    GraphForeign,
    GraphFull,
    GraphReadOnly,
    GraphUnavailable,
    LandskapError,
    OutcomeUnknown,
    QueryTooSlow,
    cause_of,
)
from model.language import Text
from queries.server.address import Address, LocalAddress, ServerAddress

DriverFailure = exceptions.Neo4jError | exceptions.DriverError
DRIVER_FAILURES = (exceptions.Neo4jError, exceptions.DriverError)
FULL_ERRNOS = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
READ_ONLY_ERRNOS = {errno.EROFS, errno.EACCES, errno.EPERM}

TOO_LITTLE_MEMORY = (
    GraphFull,
    Text("the server has too little memory for so large a change; nothing was written"),
    Text("Give it more memory (docs/operations.md says how much), or load less at a time."),
)
TOO_SLOW = (
    QueryTooSlow,
    Text("the question took too long and was stopped"),
    Text("Ask for less: fewer hops, an earlier limit."),
)
NO_DATABASE = (
    GraphUnavailable,
    Text("the server at {where} has no such database"),
    Text("Name one that it has in LANDSKAP_NEO4J_DATABASE, or leave that empty for the user's own."),
)
READ_ONLY_SERVER = (
    GraphReadOnly,
    Text("the database at {where} cannot be written"),
    Text("Ask its administrator for one that can; in a cluster, give an address that begins with neo4j://."),
)
GOING_AWAY = (
    GraphUnavailable,
    Text("the graph at {where} is starting or stopping"),
    Text("Nothing is lost; try again in a moment."),
)
BY_CODE: dict[str, tuple[type[GraphError], Text, Text]] = {
    "Neo.ClientError.Security.CredentialsExpired": (
        GraphDenied,
        Text("the first password of the server at {where} must be changed before it can be used"),
        Text("Change it with: landskap change-password --graph {where}"),
    ),
    "Neo.ClientError.Security.AuthenticationRateLimit": (
        GraphDenied,
        Text("the server at {where} refuses logins for a while, after too many wrong passwords"),
        Text("Try again in a minute, with the right one."),
    ),
    "Neo.ClientError.Security.Forbidden": (
        GraphDenied,
        Text("the user may not do this in the database at {where}"),
        Text("Ask its administrator for a user with the role publisher or architect (docs/operations.md)."),
    ),
    "Neo.ClientError.Database.DatabaseNotFound": NO_DATABASE,
    "Neo.ClientError.Database.IllegalAliasChain": NO_DATABASE,
    "Neo.TransientError.Database.DatabaseUnavailable": GOING_AWAY,
    "Neo.TransientError.General.DatabaseUnavailable": GOING_AWAY,
    "Neo.TransientError.Cluster.NoLeaderAvailable": GOING_AWAY,
    "Neo.ClientError.Cluster.NotALeader": READ_ONLY_SERVER,
    "Neo.ClientError.Transaction.TransactionNotFound": GOING_AWAY,  # from a local server that could not write and is ending
    "Neo.ClientError.Transaction.TransactionTimedOut": TOO_SLOW,
    "Neo.ClientError.Transaction.TransactionTimedOutClientConfiguration": TOO_SLOW,
    "Neo.ClientError.General.ForbiddenOnReadOnlyDatabase": READ_ONLY_SERVER,
    "Neo.ClientError.General.WriteOnReadOnlyAccessDbms": READ_ONLY_SERVER,
    "Neo.TransientError.General.MemoryPoolOutOfMemoryError": TOO_LITTLE_MEMORY,
    "Neo.TransientError.General.TransactionMemoryLimit": TOO_LITTLE_MEMORY,
    "Neo.TransientError.General.OutOfMemoryError": TOO_LITTLE_MEMORY,
    "Neo.DatabaseError.General.StorageDamageDetected": (
        GraphDamaged,
        Text("the server at {where} says that its storage is damaged"),
        Text("Restore a backup: docs/operations.md says how."),
    ),
}
EDGES_REMAIN = "still has relationships"
FOREIGN_EDGE = (
    GraphForeign,
    Text("a record to be removed has relationships that Landskap did not write; nothing was written"),
    Text("Remove them in the database at {where} first."),
)
HOW_TO_LOG_IN = Text(
    "Set LANDSKAP_NEO4J_USER and LANDSKAP_NEO4J_PASSWORD or LANDSKAP_NEO4J_PASSWORD_FILE. A new server has the user neo4j"
    " with the password neo4j; change it with: landskap change-password --graph {where}"
)
LOCAL_LOST = (
    GraphUnavailable,
    Text("the local server of {where} does not answer, or refuses all logins"),
    Text(
        "It starts again with the next command. If that does not help, another program on this computer may be using all of"
        " its connections: see {where}/arcadedb/log."
    ),
)
UNKNOWN_OUTCOME = (
    OutcomeUnknown,
    Text("the connection to {where} was lost before the graph confirmed the change: all of it is kept, or nothing"),
    Text("See the last change with: landskap status – and repeat yours if it is not there."),
)
BY_CLASS: tuple[tuple[type[Exception], type[LandskapError], Text, Text], ...] = (
    (
        exceptions.AuthError,
        GraphDenied,
        Text("the server at {where} does not accept the user or the password"),
        HOW_TO_LOG_IN,
    ),
    (exceptions.IncompleteCommit, *UNKNOWN_OUTCOME),
    (
        exceptions.ServiceUnavailable,
        GraphUnavailable,
        Text("the graph does not answer at {where}"),
        Text(
            "Check that the server is up and the address is right (Neo4j's port is 7687); a local one starts again with the"
            " next command."
        ),
    ),
    (
        exceptions.SessionExpired,
        GraphUnavailable,
        Text("the connection to the graph was lost during the question"),
        Text("Nothing is lost; try again."),
    ),
    (
        exceptions.ConstraintError,
        Conflict,
        Text("somebody else wrote the same at the same time; nothing was written"),
        Text("Try again."),
    ),
    (
        exceptions.TransientError,
        GraphBusy,
        Text("the graph is too busy just now; nothing was written"),
        Text("Try again in a moment."),
    ),
)


CHECK_LAST_CHANGE = Text(
    "Make room, or restore its permissions; then check with landskap status whether the last change is there."
)
"""The way out after a failed write.

The change may still be kept: the local server's own log decides when it is readable again.
"""


def translate_error(error: DriverFailure, address: Address) -> LandskapError:
    """Return the driver's `error` as ours. `address` is the graph that was called."""
    where, folder = str(address), address.folder if isinstance(address, LocalAddress) else None
    code = getattr(error, "code", "") or ""
    if folder and (trouble := _find_trouble(folder)):
        return trouble
    if code in BY_CODE:
        return _make_error(BY_CODE[code], where)
    if isinstance(error, exceptions.AuthError) and isinstance(address, ServerAddress):
        return GraphDenied(_explain_denial(address), Text(HOW_TO_LOG_IN.message, where=where))
    if isinstance(error, exceptions.ConstraintError) and EDGES_REMAIN in str(error):
        return _make_error(FOREIGN_EDGE, where)
    lost = isinstance(error, exceptions.ServiceUnavailable) and not isinstance(error, exceptions.IncompleteCommit)
    if folder and (lost or isinstance(error, exceptions.AuthError)):
        return _make_error(LOCAL_LOST, where)
    if lost and (no_connection := _find_connection_error(error)):
        return _make_error(no_connection, where)
    for class_, *row in BY_CLASS:
        if isinstance(error, class_):
            return _make_error(tuple(row), where)  # type: ignore[arg-type]  # the rest of a row of BY_CLASS
    text = Text("the graph could not carry out the request ({code})", code=code or type(error).__name__)
    return GraphError(text, Text("See the server's log."))


def _find_trouble(folder: Path) -> GraphError | None:
    """Return the problem of a local graph's folder, if any: it is gone, full or read-only."""
    if not folder.exists():
        text = Text("the folder {folder} is no longer there", folder=folder)
        return GraphUnavailable(text, Text("Put it back where it was, or choose another folder with --graph FOLDER."))
    if is_disk_full(folder):
        return GraphFull(Text("the disk is full where {folder} lies", folder=folder), CHECK_LAST_CHANGE)
    if not os.access(folder, os.W_OK):
        return GraphReadOnly(Text("the folder {folder} cannot be written any more", folder=folder), CHECK_LAST_CHANGE)
    return None


def _explain_denial(address: ServerAddress) -> Text:
    """Return why a server refuses the login."""
    values: dict[str, object] = {"where": address, "user": address.user}
    if not address.password:
        return Text("the server at {where} requires a password for the user {user}, and none was given", **values)
    if address.password_file:
        values["file"] = address.password_file
        return Text("the server at {where} does not accept the user {user} with the password in {file}", **values)
    return Text("the server at {where} does not accept the user or the password", **values)


def unknown_outcome_error(where: str) -> LandskapError:
    """Return the error for a change of which the graph did not say whether it was kept."""
    return _make_error(UNKNOWN_OUTCOME, where)


def _make_error(row: tuple[type[LandskapError], Text, Text], where: str) -> LandskapError:
    kind, text, way_out = row
    return kind(Text(text.message, where=where), Text(way_out.message, where=where))


NOT_BOLT = (
    GraphUnavailable,
    Text("the program at {where} does not answer as Neo4j does"),
    Text(
        "Neo4j's port is 7687 (7474 is its browser's). A server that requires encryption needs an address with +s:"
        " neo4j+s:// or bolt+s://"
    ),
)
BY_CAUSE: tuple[tuple[type[BaseException], tuple[type[GraphError], Text, Text]], ...] = (
    (
        ssl.SSLCertVerificationError,
        (
            GraphUnavailable,
            Text("this computer does not trust the certificate of the server at {where}"),
            Text("Name the file of your organisation's certificates in LANDSKAP_NEO4J_CA_FILE."),
        ),
    ),
    (
        ssl.SSLError,
        (
            GraphUnavailable,
            Text("the server at {where} does not answer with encryption"),
            Text(
                "Check the port, or ask the administrator to turn encryption on; without it, others on the way can read the"
                " password."
            ),
        ),
    ),
    (
        socket.gaierror,
        (
            GraphUnavailable,
            Text("no computer has the name in {where}"),
            Text("Check the spelling; some networks need the whole name."),
        ),
    ),
)
NOT_BOLT_SAYS = ("handshake", "looks like HTTP")
"""Words in the driver's message when a listener does not speak Bolt."""


def _find_connection_error(error: BaseException) -> tuple[type[GraphError], Text, Text] | None:
    """Return the error for a failed connection, judged by the causes of `error`; None if the address does not answer."""
    behind = list(_causes_of(error))
    known = next((row for kind, row in BY_CAUSE for cause in behind if isinstance(cause, kind)), None)
    not_bolt = any(words in str(cause) for words in NOT_BOLT_SAYS for cause in behind)
    return known or (NOT_BOLT if not_bolt else None)


def _causes_of(error: BaseException) -> Iterator[BaseException]:
    """Yield `error` and all its causes."""
    yield error
    inner = error.exceptions if isinstance(error, BaseExceptionGroup) else ()
    for cause in (*inner, error.__cause__ or error.__context__):
        if cause:
            yield from _causes_of(cause)


def translate_os_error(error: OSError, folder: Path) -> GraphError:
    """Return an error of the operating system in a graph's folder as ours."""
    if error.errno in FULL_ERRNOS:
        return full_disk_error(folder)
    if error.errno in READ_ONLY_ERRNOS:
        return read_only_error(folder)
    return GraphError(Text("the folder {folder} cannot be used: {error}", folder=folder, error=cause_of(error)))


def read_only_error(folder: Path) -> GraphReadOnly:
    """Return the error for a folder that cannot be written."""
    text = Text("the folder {folder} cannot be written", folder=folder)
    return GraphReadOnly(text, Text("Choose another with --graph FOLDER, or change its permissions."))


def full_disk_error(folder: Path) -> GraphFull:
    """Return the error for a full disk."""
    text = Text("the disk is full where {folder} lies; nothing was written", folder=folder)
    return GraphFull(text, Text("Make room, or choose another folder with --graph FOLDER."))


LEAST_FREE_BYTES = 8_000_000
"""The bytes that must be free for the local server to write safely."""


def is_disk_full(folder: Path, least: int = LEAST_FREE_BYTES) -> bool:
    """Return whether fewer than `least` bytes are free on the disk of `folder`. False if the folder does not exist."""
    return folder.exists() and shutil.disk_usage(folder).free < least
