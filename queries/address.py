"""Where a graph lies: a folder of its own on this computer, or a Neo4j server."""

import os
from dataclasses import dataclass
from pathlib import Path

from model.errors import InputError
from model.language import Text

SCHEMES = ("bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc")
DATABASE = "landskap"
"""The database in the local server."""


@dataclass(frozen=True, slots=True)
class LocalAddress:
    """A folder in which the local server keeps the graph."""

    folder: Path

    def __str__(self) -> str:
        return str(self.folder)


@dataclass(frozen=True, slots=True)
class ServerAddress:
    """A Neo4j server. User, password and database come from the environment, never from a command line."""

    url: str
    user: str
    password: str
    database: str | None

    def __str__(self) -> str:
        return self.url


Address = LocalAddress | ServerAddress


def address_of(said: str) -> Address:
    """What `said` means: a URL that begins with bolt or neo4j, or a folder. Raises InputError for any other URL."""
    scheme, separator, _rest = said.partition("://")
    if not separator:
        return LocalAddress(Path(said).expanduser().absolute())
    if scheme not in SCHEMES:
        text = Text("'{said}' is no address of a graph", said=said)
        raise InputError(
            text, (), Text("Give a folder, or an address that begins with one of {schemes}.", schemes=", ".join(SCHEMES))
        )
    return ServerAddress(
        said,
        os.environ.get("LANDSKAP_NEO4J_USER", "neo4j"),
        _password(),
        os.environ.get("LANDSKAP_NEO4J_DATABASE"),
    )


def _password() -> str:
    """LANDSKAP_NEO4J_PASSWORD, or the first line of the file that LANDSKAP_NEO4J_PASSWORD_FILE names. Raises InputError."""
    if path := os.environ.get("LANDSKAP_NEO4J_PASSWORD_FILE"):
        try:
            return Path(path).read_text(encoding="utf-8").splitlines()[0]
        except (OSError, IndexError) as error:
            raise InputError(Text("the password file {file} cannot be read: {error}", file=path, error=error), ()) from error
    return os.environ.get("LANDSKAP_NEO4J_PASSWORD", "")
