"""Every error of the driver and the operating system becomes one of ours, with a way out."""

import errno
from dataclasses import replace
from pathlib import Path

import pytest
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
from queries.server.address import ServerAddress
from queries.server.driver_errors import BY_CODE, DRIVER_FAILURES, translate_error, translate_os_error

ADDRESS = ServerAddress("bolt://x", password="said")


def all_classes() -> list[type[Exception]]:
    return [
        class_
        for class_ in vars(exceptions).values()
        if isinstance(class_, type) and issubclass(class_, DRIVER_FAILURES) and class_ not in DRIVER_FAILURES
    ]


def build_error(class_: type[Exception]) -> Exception:
    return class_("said")


@pytest.mark.parametrize("class_", all_classes(), ids=lambda class_: class_.__name__)
def test_every_error_of_the_driver(class_: type[Exception]) -> None:
    error = translate_error(build_error(class_), ADDRESS)  # type: ignore[arg-type]  # any class of the driver
    assert isinstance(error, GraphError | Conflict)
    assert error.way_out is not None


@pytest.mark.parametrize(
    ("class_", "expected"),
    [
        (exceptions.AuthError, GraphDenied),
        (exceptions.ServiceUnavailable, GraphUnavailable),
        (exceptions.SessionExpired, GraphUnavailable),
        (exceptions.ConstraintError, Conflict),
        (exceptions.TransientError, GraphBusy),
    ],
)
def test_which_becomes_which(class_: type[Exception], expected: type[LandskapError]) -> None:
    assert type(translate_error(build_error(class_), ADDRESS)) is expected  # type: ignore[arg-type]  # any class of the driver


@pytest.mark.parametrize("code", BY_CODE)
def test_codes_come_before_classes(code: str) -> None:
    error = exceptions.Neo4jError._hydrate_neo4j(code=code, message="said")
    assert type(translate_error(error, ADDRESS)) is BY_CODE[code][0]
    assert BY_CODE["Neo.ClientError.Transaction.TransactionTimedOut"][0] is QueryTooSlow


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (errno.ENOSPC, GraphFull),
        (errno.EDQUOT, GraphFull),
        (errno.EROFS, GraphReadOnly),
        (errno.EACCES, GraphReadOnly),
        (errno.EIO, GraphError),
    ],
)
def test_what_the_system_refuses(number: int, expected: type[GraphError]) -> None:
    assert type(translate_os_error(OSError(number, "no"), Path("/x"))) is expected


@pytest.mark.parametrize(
    ("address", "said"),
    [
        (ServerAddress("bolt://x", "anna"), "requires a password for the user anna, and none was given"),
        (replace(ADDRESS, password_file=Path("/p")), "does not accept the user neo4j with the password in /p"),
        (ADDRESS, "does not accept the user or the password"),
    ],
)
def test_why_nobody_is_let_in(address: ServerAddress, said: str) -> None:
    error = str(translate_error(exceptions.AuthError("said"), address))
    assert said in error
    assert "landskap change-password --graph bolt://x" in error
