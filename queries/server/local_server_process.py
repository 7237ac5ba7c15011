"""The process of a local server: ArcadeDB with a Bolt listener on the loopback interface, until it is idle or asked to end.

Run as `python -m queries.server.local_server_process FOLDER`. Its output and errors go to the folder's log.
"""

import os
import re
import signal
import socket
import sys
import time
from contextlib import suppress
from pathlib import Path
from secrets import token_urlsafe

from arcadedb_embedded.exceptions import ArcadeDBError
from arcadedb_embedded.schema import Schema
from arcadedb_embedded.server import ArcadeDBServer
from filelock import FileLock, Timeout

from model.software import software_version
from queries.server.address import LOCAL_DATABASE
from queries.server.catalogue import find_query
from queries.server.local_folder import LocalFolder, RunningServer, machine_id
from queries.server.local_server import FOLDER_HELD, read_idle_minutes

HEAP_SIZE = "1g"
START_TRIES = 5
"""The number of starts, each with new ports, in case another program takes a port in between."""
LOOK_SECONDS = 0.2
LOCK_SECONDS = 1
"""A longer time than any process holds the lock to check whether the folder is in use."""
JAVA_OPTIONS = {"heap_size": HEAP_SIZE, "jvm_args": ["-Xrs", "-XX:+DisableAttachMechanism"]}
"""The options of the Java runtime. This process handles signals, because the runtime's own handler crashes.

The attach mechanism would leave a socket in /tmp.
"""
CONFIGURATION = {
    "mode": "production",
    "host": "127.0.0.1",
    "server_plugins": "Bolt:com.arcadedb.bolt.BoltProtocolPlugin",
    "network_maxPreAuthConnections": 2000,
    "network_socketTimeout": 5000,
}
"""The settings of ArcadeDB.

Connections that do not log in are dropped after 5,000 ms, and 2,000 of them are allowed before they keep others out.
"""
USERS = "config/server-users.jsonl"
"""The file in which ArcadeDB keeps its users. Without it, root's password is the one given at the start."""
INDEX_STATEMENT = re.compile(r"FOR \(n:(\w+)\) (?:REQUIRE |ON \()n\.(\w+)")
"""Matches the label and the property of a schema statement that makes an index."""
PROPERTY_KINDS = {"number": "LONG", "merged": "BOOLEAN"}
"""The types of indexed properties that are not strings."""


def run_server(folder: Path) -> int:
    """Serve the graph in `folder`. Return exit code 0, or FOLDER_HELD if another server has the folder."""
    local = LocalFolder(folder)
    try:
        lock = FileLock(local.lock("server"), timeout=LOCK_SECONDS).acquire()
    except Timeout:
        return FOLDER_HELD
    with lock:
        os.umask(0o077)
        local.forget_server()
        local.data.mkdir(exist_ok=True)
        os.chdir(local.data)  # ArcadeDB writes its logs below the working directory
        signal.signal(signal.SIGTERM, lambda *_: local.stop_request.touch())
        server = _start_with_retries(local)
        try:
            _wait_for_end(local, server)
        finally:
            with suppress(OSError):  # in a folder that cannot be written the record stays; the lock shows that no server runs
                local.forget_server()
            server.stop()
    return 0


def _start_with_retries(local: LocalFolder) -> ArcadeDBServer:
    """Start a server on free ports, again on others if another program takes one in between."""
    for _attempt in range(START_TRIES - 1):
        try:
            return _start_server(local)
        except ArcadeDBError:
            continue
    return _start_server(local)


def _start_server(local: LocalFolder) -> ArcadeDBServer:
    """Start a server that only listens for Bolt and only lets in a new user, whose password is written to the folder."""
    (local.data / USERS).unlink(missing_ok=True)
    http_port, bolt_port = _find_free_ports()
    ports = {"http_port": http_port, "bolt_port": bolt_port}
    server = ArcadeDBServer(str(local.data), token_urlsafe(24), CONFIGURATION | ports, JAVA_OPTIONS)
    server.start()
    java = server._java_server
    java.getHttpServer().stopService()
    user, password = token_urlsafe(16), token_urlsafe(24)
    java.getSecurity().createUser(user, password)
    _declare_properties(server.create_database(LOCAL_DATABASE).schema)
    local.touch()
    local.announce(RunningServer(bolt_port, os.getpid(), machine_id(), software_version(), user, password))
    return server


def _declare_properties(schema: Schema) -> None:
    """Declare the type of each property before it is indexed. Only then are pages read from the index in its order."""
    for label, name in INDEX_STATEMENT.findall(find_query("records/schema").text):
        schema.get_or_create_vertex_type(label)
        schema.get_or_create_property(label, name, PROPERTY_KINDS.get(name, "STRING"))


def _find_free_ports() -> tuple[int, int]:
    """Return two free ports on the loopback interface."""
    with socket.socket() as first, socket.socket() as second:
        first.bind(("127.0.0.1", 0))
        second.bind(("127.0.0.1", 0))
        return first.getsockname()[1], second.getsockname()[1]


def _wait_for_end(local: LocalFolder, server: ArcadeDBServer) -> None:
    """Wait until the graph is idle for some minutes, a stop is requested, or the graph must be recovered.

    Only minutes in which the computer is awake count: after sleep, open graphs need time to touch the folder.
    """
    graph = server.get_database(LOCAL_DATABASE).get_java_database()
    used, since = local.last_use(), time.monotonic()
    while not local.stop_request.exists() and not graph.isFencedForRecovery():
        time.sleep(LOOK_SECONDS)
        if (now := local.last_use()) != used:
            used, since = now, time.monotonic()
        if used is None or time.monotonic() - since > read_idle_minutes() * 60:
            return


if __name__ == "__main__":
    code = run_server(Path(sys.argv[1]))
    sys.stdout.flush()
    os._exit(code)  # threads of the Java runtime would keep the process alive
