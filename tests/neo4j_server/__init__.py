"""A real Neo4j for the tests: fetched once by Maven into a cache, started on a free port, stopped at the end."""

import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import neo4j

HERE = Path(__file__).parent
CACHE = HERE.parent.parent / ".cache" / "neo4j"
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


def built() -> Path:
    """The folder with Neo4j's jars and the compiled launcher; made when the recipe has changed."""
    recipe = "".join((HERE / name).read_text() for name in ("pom.xml", "Launcher.java"))
    stamp = CACHE / "stamp"
    if not stamp.exists() or stamp.read_text() != recipe:
        shutil.rmtree(CACHE, ignore_errors=True)
        CACHE.mkdir(parents=True)
        jars = CACHE / "jars"
        _run("mvn", "-q", "-B", "-f", str(HERE / "pom.xml"), "dependency:copy-dependencies", f"-DoutputDirectory={jars}")
        _run("javac", "--release", "17", "-cp", f"{jars}/*", "-d", str(CACHE), str(HERE / "Launcher.java"))
        stamp.write_text(recipe)
    return CACHE


def _run(*command: str) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{command[0]} failed:\n{done.stdout}\n{done.stderr}"


@contextmanager
def running(home: Path) -> Iterator[Server]:
    """Neo4j with its data in `home`, its first password changed."""
    folder, port = built(), _free_port()
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
    command = ["java", "-Xmx1g", *OPEN, "-cp", f"{folder}:{folder}/jars/*", "Launcher", str(home), str(configuration)]
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
