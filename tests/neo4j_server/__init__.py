"""A real Neo4j for the tests: fetched once by Maven into a cache, started on a free port, stopped at the end."""

import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import neo4j

from tests.java_tools import classpath

HERE = Path(__file__).parent
USER, FIRST_PASSWORD, PASSWORD = "neo4j", "neo4j", "landskap-tests"
OPEN = [
    f"--add-opens=java.base/{package}=ALL-UNNAMED" for package in ("java.nio", "java.io", "sun.nio.ch", "java.util.concurrent")
]


@dataclass(frozen=True, slots=True)
class Server:
    """A running Neo4j."""

    url: str
    user: str
    password: str


@contextmanager
def running(home: Path) -> Iterator[Server]:
    """Neo4j with its data in `home`, its first password changed."""
    port = _free_port()
    settings = {
        "server.bolt.enabled": "true",
        "server.bolt.listen_address": f"127.0.0.1:{port}",
        "dbms.security.auth_enabled": "true",
        "server.memory.heap.initial_size": "512m",
        "server.memory.pagecache.size": "64m",
        "dbms.usage_report.enabled": "false",
    }
    home.mkdir(parents=True, exist_ok=True)
    configuration = home / "neo4j.conf"
    configuration.write_text("".join(f"{name}={value}\n" for name, value in settings.items()))
    command = ["java", "-Xmx1g", *OPEN, "-cp", classpath(HERE), "Launcher", str(home), str(configuration)]
    with (home / "output").open("w") as output:
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=output, text=True)
        try:
            assert process.stdout is not None
            ready = next((line for line in process.stdout if line.strip() == "READY"), None)
            assert ready, (home / "output").read_text()
            url = f"bolt://127.0.0.1:{port}"
            _change_password(url)
            yield Server(url, USER, PASSWORD)
        finally:
            process.terminate()
            process.wait(60)
            if process.stdout:
                process.stdout.close()


def _change_password(url: str) -> None:
    with neo4j.GraphDatabase.driver(url, auth=(USER, FIRST_PASSWORD)) as driver:
        driver.execute_query(
            "ALTER CURRENT USER SET PASSWORD FROM $old TO $new", {"old": FIRST_PASSWORD, "new": PASSWORD}, database_="system"
        )


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
