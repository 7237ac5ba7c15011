"""Where a graph lies: a folder of its own on this computer, or a Neo4j server."""

import os
from dataclasses import dataclass
from pathlib import Path

from model.errors import InputError
from model.language import Text
from queries.settings import PREFIX

SCHEMES = ("bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc")
DATABASE = "landskap"
"""The database in the local server."""
FIRST_USER = "neo4j"
"""The user that a new Neo4j has."""


@dataclass(frozen=True, slots=True)
class LocalAddress:
    """A folder in which the local server keeps the graph."""

    folder: Path

    def __str__(self) -> str:
        return str(self.folder)


@dataclass(frozen=True, slots=True)
class ServerAddress:
    """A Neo4j server. User, password and database come from the environment, never from a command line.

    `ca_file` holds the certificates (PEM) that an encrypted server's own is checked against; the system's unless given.
    """

    url: str
    user: str = FIRST_USER
    password: str = ""
    database: str | None = None
    ca_file: Path | None = None

    def __str__(self) -> str:
        return self.url


Address = LocalAddress | ServerAddress


def address_of(said: str) -> Address:
    """What `said` means: a URL that begins with bolt or neo4j, or a folder. Raises InputError for any other URL."""
    scheme, separator, rest = said.partition("://")
    if not separator:
        return LocalAddress(Path(said).expanduser().absolute())
    if "@" in rest:
        text = Text("the address of a graph has no user and no password in it: others on the computer can read them")
        raise InputError(text, (), Text("Say them in LANDSKAP_NEO4J_USER and LANDSKAP_NEO4J_PASSWORD_FILE."))
    if scheme not in SCHEMES:
        text = Text("'{said}' is no address of a graph", said=said)
        raise InputError(
            text, (), Text("Give a folder, or an address that begins with one of {schemes}.", schemes=", ".join(SCHEMES))
        )
    ca_file = os.environ.get(f"{PREFIX}CA_FILE")
    return ServerAddress(
        said,
        os.environ.get(f"{PREFIX}USER", FIRST_USER),
        _password(),
        os.environ.get(f"{PREFIX}DATABASE"),
        Path(ca_file) if ca_file else None,
    )


def _password() -> str:
    """LANDSKAP_NEO4J_PASSWORD, or the first line of the file that LANDSKAP_NEO4J_PASSWORD_FILE names. Raises InputError."""
    if path := os.environ.get(f"{PREFIX}PASSWORD_FILE"):
        try:
            return Path(path).read_text(encoding="utf-8").splitlines()[0]
        except (OSError, IndexError) as error:
            raise InputError(Text("the password file {file} cannot be read: {error}", file=path, error=error), ()) from error
    return os.environ.get(f"{PREFIX}PASSWORD", "")
