"""The address of a graph: a folder on this computer, or a Neo4j server."""

import os
import re
import stat
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from model.errors import InputError, cause_of
from model.language import Text
from queries.server.settings import PREFIX

SCHEMES = ("bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc")
FROM_PREFIX = "LANDSKAP_FROM_NEO4J_"
"""The prefix of variables for the server to copy from, where they differ from those of the server to copy to."""
HOST_AND_PORT = re.compile(r"[\w.-]{2,}:[0-9]{1,5}")
LOCAL_DATABASE = "landskap"
"""The name of the database in the local server."""
SYSTEM_DATABASE = "system"
"""The database in which a Neo4j stores its own administration."""
FIRST_USER = "neo4j"
"""The user that a new Neo4j has."""


@dataclass(frozen=True, slots=True)
class LocalAddress:
    """The folder of a local server's graph, as an absolute path."""

    folder: Path

    def __post_init__(self) -> None:
        object.__setattr__(self, "folder", self.folder.expanduser().absolute())

    def __str__(self) -> str:
        return str(self.folder)


@dataclass(frozen=True, slots=True)
class ServerAddress:
    """A Neo4j server. User, password and database come from the environment, never from the command line.

    `ca_file` holds the certificates (PEM) that an encrypted server must match, instead of the system's.
    `password_file` is the file that the password came from, if any.
    """

    url: str
    user: str = FIRST_USER
    password: str = ""
    database: str | None = None
    ca_file: Path | None = None
    password_file: Path | None = None

    def __str__(self) -> str:
        return self.url


Address = LocalAddress | ServerAddress


def parse_address(address: str, prefixes: Sequence[str] = (PREFIX,)) -> Address:
    """Parse a graph's address: a URL that begins with bolt or neo4j, or a folder.

    Raises InputError for any other URL, for a URL with a path, and for HOST:PORT where no such folder exists. `prefixes` are the
    prefixes of environment variables to read user, password and database from; the first one that is set wins.
    """
    scheme, separator, rest = address.partition("://")
    if not separator:
        return _parse_folder(address)
    if "@" in rest:
        text = Text("a graph's address must not hold a user or a password: others on the computer can read them")
        raise InputError(text, (), Text("Put them in LANDSKAP_NEO4J_USER and LANDSKAP_NEO4J_PASSWORD_FILE."))
    if scheme not in SCHEMES:
        text = Text("'{said}' is not the address of a graph", said=address)
        raise InputError(
            text, (), Text("Give a folder, or an address that begins with one of {schemes}.", schemes=", ".join(SCHEMES))
        )
    host, _, path = rest.partition("/")
    if path:
        text = Text("the address of a graph ends with its port; '/{path}' does not say which database is meant", path=path)
        way_out = Text("Give {address}, and name the database in LANDSKAP_NEO4J_DATABASE.", address=f"{scheme}://{host}")
        raise InputError(text, (), way_out)
    ca_file = _read_variable("CA_FILE", prefixes)
    password, password_file = next((found for prefix in prefixes if (found := _read_password(prefix))[0]), ("", None))
    return ServerAddress(
        address,
        _read_variable("USER", prefixes) or FIRST_USER,
        password,
        _read_database(prefixes),
        Path(ca_file) if ca_file else None,
        password_file,
    )


def _parse_folder(address: str) -> LocalAddress:
    """Return the folder's address. Raises InputError if it does not exist and looks like HOST:PORT."""
    if HOST_AND_PORT.fullmatch(address) and not Path(address).exists():
        text = Text("there is no folder '{said}', and the address of a server begins with bolt:// or neo4j://", said=address)
        raise InputError(text, (), Text("Did you mean bolt://{said}? A new folder is named as ./{said}", said=address))
    return LocalAddress(Path(address))


def _read_variable(name: str, prefixes: Sequence[str]) -> str | None:
    return next(filter(None, (os.environ.get(f"{prefix}{name}") for prefix in prefixes)), None)


def _read_database(prefixes: Sequence[str]) -> str | None:
    """Return the database named in the environment, if any. Raises InputError for the system database."""
    named = _read_variable("DATABASE", prefixes)
    if named and named.casefold() == SYSTEM_DATABASE:
        text = Text("the database '{name}' is the server's own and holds no landscape", name=named)
        raise InputError(text, (), Text("Name another in LANDSKAP_NEO4J_DATABASE, or leave that empty for the user's own."))
    return named


def _read_password(prefix: str) -> tuple[str, Path | None]:
    """Return the password and its file, from LANDSKAP_NEO4J_PASSWORD_FILE or else LANDSKAP_NEO4J_PASSWORD.

    The password is the first line of the file that is not blank, stripped. Raises InputError.
    """
    if not (path := os.environ.get(f"{prefix}PASSWORD_FILE")):
        return os.environ.get(f"{prefix}PASSWORD", ""), None
    try:
        lines = Path(path).read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(
            Text("the password file {file} cannot be read: {error}", file=path, error=cause_of(error)), ()
        ) from error
    if password := next(filter(None, map(str.strip, lines)), ""):
        return password, Path(path)
    raise InputError(Text("the password file {file} is empty", file=path), ())


def is_open_to_others(file: Path) -> bool:
    """Return whether other users can read a file that belongs to this user. False on systems without such permissions."""
    if not hasattr(os, "getuid"):
        return False
    found = file.stat()
    return found.st_uid == os.getuid() and bool(found.st_mode & (stat.S_IRGRP | stat.S_IROTH))
