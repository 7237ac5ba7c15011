"""The process of a local server: ArcadeDB with its Bolt listener on the loopback, until it is idle or asked to end.

Run as `python -m queries.server.local_server_process FOLDER`; its start-up and its errors go to the folder's log.
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
"""Starts with new ports before giving up, should another program take one in between."""
LOOK_SECONDS = 0.2
LOCK_SECONDS = 1
"""Longer than anybody who looks whether the folder is held takes its lock for."""
JAVA_OPTIONS = {"heap_size": HEAP_SIZE, "jvm_args": ["-Xrs", "-XX:+DisableAttachMechanism"]}
"""Signals are ours: the Java runtime's own way to end on one falls over. Its attach mechanism leaves a socket in /tmp."""
CONFIGURATION = {
    "mode": "production",
    "host": "127.0.0.1",
    "server_plugins": "Bolt:com.arcadedb.bolt.BoltProtocolPlugin",
    "network_maxPreAuthConnections": 2000,
    "network_socketTimeout": 5000,
}
"""Connections that do not log in are dropped after 5,000 ms, and do not keep others out until there are very many."""
USERS = "config/server-users.jsonl"
"""Where ArcadeDB keeps its users; without it the root's password is the one that it is started with."""
INDEX_STATEMENT = re.compile(r"FOR \(n:(\w+)\) (?:REQUIRE |ON \()n\.(\w+)")
"""What a statement of the schema makes an index of: a label and a property of its nodes."""
PROPERTY_KINDS = {"number": "LONG", "merged": "BOOLEAN"}
"""The properties among them that are no texts."""


def run_server(folder: Path) -> int:
    """Serve the graph in `folder`. Exit code 0 when it ended as it should, FOLDER_HELD when another server has it."""
    local = LocalFolder(folder)
    try:
        lock = FileLock(local.lock("server"), timeout=LOCK_SECONDS).acquire()
    except Timeout:
        return FOLDER_HELD
    with lock:
        os.umask(0o077)
        local.forget_server()
        local.data.mkdir(exist_ok=True)
        os.chdir(local.data)  # where ArcadeDB stands it keeps its logs, wherever its graph is
        signal.signal(signal.SIGTERM, lambda *_: local.stop_request.touch())
        server = _start_with_retries(local)
        try:
            _wait_for_end(local, server)
        finally:
            with suppress(OSError):  # a folder that cannot be written keeps it: the lock tells that nobody runs here
                local.forget_server()
            server.stop()
    return 0


def _start_with_retries(local: LocalFolder) -> ArcadeDBServer:
    """A started server, on ports that were free; when another program takes one in between, on others."""
    for _attempt in range(START_TRIES - 1):
        try:
            return _start_server(local)
        except ArcadeDBError:
            continue
    return _start_server(local)


def _start_server(local: LocalFolder) -> ArcadeDBServer:
    """A server that listens for Bolt alone, and lets in the one user who is told in the folder: a new one at each start."""
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
    """Give what is to have an index its type before it has one: only then is a page read off the index in its order."""
    for label, name in INDEX_STATEMENT.findall(find_query("records/schema").text):
        schema.get_or_create_vertex_type(label)
        schema.get_or_create_property(label, name, PROPERTY_KINDS.get(name, "STRING"))


def _find_free_ports() -> tuple[int, int]:
    """Two ports of the loopback that nobody listens on."""
    with socket.socket() as first, socket.socket() as second:
        first.bind(("127.0.0.1", 0))
        second.bind(("127.0.0.1", 0))
        return first.getsockname()[1], second.getsockname()[1]


def _wait_for_end(local: LocalFolder, server: ArcadeDBServer) -> None:
    """Until nobody has used the graph for some minutes, somebody asks the server to end, or the graph must be recovered.

    Minutes count while the computer is awake: after a night's sleep whoever has the graph open has yet to say so.
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
    os._exit(code)  # threads of the Java runtime must not keep the process
