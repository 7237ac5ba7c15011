"""The one boundary where the driver's and the operating system's errors become ours."""

import errno
import shutil
from pathlib import Path

from neo4j import exceptions

from model.errors import (
    Conflict,
    GraphBusy,
    GraphDenied,
    GraphError,
    GraphFull,
    GraphReadOnly,
    GraphUnavailable,
    LandskapError,
    QueryTooSlow,
)
from model.language import Text

Failure = exceptions.Neo4jError | exceptions.DriverError
FAILURES = (exceptions.Neo4jError, exceptions.DriverError)
FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
READ_ONLY = {errno.EROFS, errno.EACCES, errno.EPERM}

BY_CODE: dict[str, tuple[type[GraphError], Text, Text]] = {
    "Neo.ClientError.Security.CredentialsExpired": (
        GraphDenied,
        Text("the server's first password must be changed before it can be used"),
        Text("Change it in Neo4j Browser or with: ALTER CURRENT USER SET PASSWORD FROM 'old' TO 'new'"),
    ),
    "Neo.ClientError.Database.DatabaseNotFound": (
        GraphUnavailable,
        Text("the server has no such database"),
        Text("Name it in LANDSKAP_NEO4J_DATABASE."),
    ),
    "Neo.ClientError.Transaction.TransactionTimedOut": (
        QueryTooSlow,
        Text("the question took too long and was stopped"),
        Text("Ask for less: fewer hops, an earlier limit."),
    ),
    "Neo.ClientError.General.ForbiddenOnReadOnlyDatabase": (
        GraphReadOnly,
        Text("the database cannot be written"),
        Text("Ask its administrator for a database that can."),
    ),
    "Neo.TransientError.General.MemoryPoolOutOfMemoryError": (
        GraphFull,
        Text("the server has too little memory for so large a change"),
        Text("Give it more memory, or load less at a time."),
    ),
}
BY_CLASS: tuple[tuple[type[Exception], type[LandskapError], Text, Text], ...] = (
    (
        exceptions.AuthError,
        GraphDenied,
        Text("the server does not accept the user or the password"),
        Text("Set LANDSKAP_NEO4J_USER and LANDSKAP_NEO4J_PASSWORD or LANDSKAP_NEO4J_PASSWORD_FILE."),
    ),
    (
        exceptions.ServiceUnavailable,
        GraphUnavailable,
        Text("the graph does not answer at {where}"),
        Text("See that the server is up and the address right; a local one starts again with the next command."),
    ),
    (
        exceptions.SessionExpired,
        GraphUnavailable,
        Text("the graph went away while it was asked"),
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


def translated(error: Failure, where: str, folder: Path | None = None) -> LandskapError:
    """The driver's `error` as ours; `where` is the graph's address and `folder` its folder when it is local."""
    code = getattr(error, "code", "") or ""
    if code in BY_CODE:
        kind, text, way_out = BY_CODE[code]
        return kind(text, way_out)
    if folder and is_full(folder):
        return full(folder)
    for class_, kind_, text, way_out in BY_CLASS:
        if isinstance(error, class_):
            return kind_(Text(text.message, where=where), way_out)
    text = Text("the graph could not do what was asked ({code})", code=code or type(error).__name__)
    return GraphError(text, Text("The server's log tells more."))


def refused_by_system(error: OSError, folder: Path) -> GraphError:
    """What the operating system refused in a graph's folder, as ours."""
    if error.errno in FULL:
        return full(folder)
    if error.errno in READ_ONLY:
        return GraphReadOnly(
            Text("the folder {folder} cannot be written", folder=folder),
            Text("Choose another with --graph FOLDER, or change its permissions."),
        )
    return GraphError(Text("the folder {folder} cannot be used: {error}", folder=folder, error=error.strerror))


def full(folder: Path) -> GraphFull:
    """The disk where `folder` lies is full."""
    text = Text("the disk is full where {folder} lies; nothing was written", folder=folder)
    return GraphFull(text, Text("Make room, or choose another folder with --graph FOLDER."))


LEAST_FREE = 8_000_000
"""Bytes that must be free for the local server to write safely."""


def is_full(folder: Path) -> bool:
    """Whether too little is free on the disk of `folder`."""
    return shutil.disk_usage(folder).free < LEAST_FREE
