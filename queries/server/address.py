"""Where a graph lies: a folder of its own on this computer, or a Neo4j server."""

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
"""Of the variables for the server that is copied from, where it is reached in another way than the one that is copied to."""
HOST_AND_PORT = re.compile(r"[\w.-]{2,}:[0-9]{1,5}")
LOCAL_DATABASE = "landskap"
"""The database in the local server."""
SYSTEM_DATABASE = "system"
"""The database in which a Neo4j keeps what it knows of itself."""
FIRST_USER = "neo4j"
"""The user that a new Neo4j has."""


@dataclass(frozen=True, slots=True)
class LocalAddress:
    """A folder in which the local server keeps the graph; it is absolute, whatever it is made from."""

    folder: Path

    def __post_init__(self) -> None:
        object.__setattr__(self, "folder", self.folder.expanduser().absolute())

    def __str__(self) -> str:
        return str(self.folder)


@dataclass(frozen=True, slots=True)
class ServerAddress:
    """A Neo4j server. User, password and database come from the environment, never from a command line.

    `ca_file` holds the certificates (PEM) that an encrypted server's own is checked against; the system's unless given.
    `password_file` is where the password was read, if it was.
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


def parse_address(said: str, prefixes: Sequence[str] = (PREFIX,)) -> Address:
    """What `said` means: a URL that begins with bolt or neo4j, or a folder. Raises InputError for any other URL.

    So does a URL with something after its port, which would not be heeded, and HOST:PORT where no such folder is.
    `prefixes` are those of the environment's variables that say how the server is reached; the first that says something wins.
    """
    scheme, separator, rest = said.partition("://")
    if not separator:
        return _parse_folder(said)
    if "@" in rest:
        text = Text("the address of a graph has no user and no password in it: others on the computer can read them")
        raise InputError(text, (), Text("Say them in LANDSKAP_NEO4J_USER and LANDSKAP_NEO4J_PASSWORD_FILE."))
    if scheme not in SCHEMES:
        text = Text("'{said}' is no address of a graph", said=said)
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
        said,
        _read_variable("USER", prefixes) or FIRST_USER,
        password,
        _read_database(prefixes),
        Path(ca_file) if ca_file else None,
        password_file,
    )


def _parse_folder(said: str) -> LocalAddress:
    """The folder of that name. Raises InputError where there is none and the name is rather that of a server."""
    if HOST_AND_PORT.fullmatch(said) and not Path(said).exists():
        text = Text("there is no folder '{said}', and the address of a server begins with bolt:// or neo4j://", said=said)
        raise InputError(text, (), Text("Did you mean bolt://{said}? A new folder is named as ./{said}", said=said))
    return LocalAddress(Path(said))


def _read_variable(name: str, prefixes: Sequence[str]) -> str | None:
    return next(filter(None, (os.environ.get(f"{prefix}{name}") for prefix in prefixes)), None)


def _read_database(prefixes: Sequence[str]) -> str | None:
    """The database that is named, if one is. Raises InputError for the one that holds no data."""
    named = _read_variable("DATABASE", prefixes)
    if named and named.casefold() == SYSTEM_DATABASE:
        text = Text("the database '{name}' is the server's own and holds no landscape", name=named)
        raise InputError(text, (), Text("Name another in LANDSKAP_NEO4J_DATABASE, or leave that empty for the user's own."))
    return named


def _read_password(prefix: str) -> tuple[str, Path | None]:
    """The password that LANDSKAP_NEO4J_PASSWORD_FILE names the file of, and that file, or LANDSKAP_NEO4J_PASSWORD itself.

    It is the first line that says something, without white space around it. Raises InputError.
    """
    if not (said := os.environ.get(f"{prefix}PASSWORD_FILE")):
        return os.environ.get(f"{prefix}PASSWORD", ""), None
    try:
        lines = Path(said).read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(
            Text("the password file {file} cannot be read: {error}", file=said, error=cause_of(error)), ()
        ) from error
    if password := next(filter(None, map(str.strip, lines)), ""):
        return password, Path(said)
    raise InputError(Text("the password file {file} is empty", file=said), ())


def is_open_to_others(file: Path) -> bool:
    """Whether a file of the user's own can be read by others on the computer; not asked where files have no such rights."""
    if not hasattr(os, "getuid"):
        return False
    found = file.stat()
    return found.st_uid == os.getuid() and bool(found.st_mode & (stat.S_IRGRP | stat.S_IROTH))
