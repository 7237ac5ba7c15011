"""The process of a local server: ArcadeDB with its Bolt listener on the loopback, until it is idle or asked to end.

Run as `python -m queries.local_server_process FOLDER`; its start-up and its errors go to the folder's log.
"""

import os
import re
import signal
import socket
import sys
import time
from contextlib import suppress
from pathlib import Path

from arcadedb_embedded.exceptions import ArcadeDBError
from arcadedb_embedded.schema import Schema
from arcadedb_embedded.server import ArcadeDBServer
from filelock import FileLock, Timeout

from queries.address import DATABASE
from queries.catalogue import query
from queries.local_folder import LocalFolder, RunningServer, machine, software_version
from queries.local_server import FOLDER_HELD, idle_minutes

HEAP = "1g"
TRIES = 5
"""Starts with new ports before giving up, should another program take one in between."""
LOOK_SECONDS = 0.2
LOCK_SECONDS = 1
"""Longer than anybody who looks whether the folder is held takes its lock for."""
JAVA = {"heap_size": HEAP, "jvm_args": ["-Xrs"]}
"""Signals are ours: the Java runtime's own way to end on one falls over."""
BOLT = "Bolt:com.arcadedb.bolt.BoltProtocolPlugin"
INDEXED = re.compile(r"FOR \(n:(\w+)\) (?:REQUIRE |ON \()n\.(\w+)")
"""What a statement of the schema makes an index of: a label and a property of its nodes."""
KINDS = {"number": "LONG", "merged": "BOOLEAN"}
"""The properties among them that are no texts."""


def main(folder: Path) -> int:
    """Serve the graph in `folder`. Exit code 0 when it ended as it should, FOLDER_HELD when another server has it."""
    local = LocalFolder(folder)
    try:
        lock = FileLock(local.lock("server"), timeout=LOCK_SECONDS).acquire()
    except Timeout:
        return FOLDER_HELD
    with lock:
        local.data.mkdir(exist_ok=True)
        os.chdir(local.data)  # where ArcadeDB stands it keeps its logs, wherever its graph is
        local.stop_request.unlink(missing_ok=True)
        signal.signal(signal.SIGTERM, lambda *_: local.stop_request.touch())
        server = _serve(local)
        try:
            _wait(local, server)
        finally:
            with suppress(OSError):  # a folder that cannot be written keeps it: the lock tells that nobody runs here
                local.forget_server()
            server.stop()
    return 0


def _serve(local: LocalFolder) -> ArcadeDBServer:
    """A started server, on ports that were free; when another program takes one in between, on others."""
    for _attempt in range(TRIES - 1):
        try:
            return _started(local)
        except ArcadeDBError:
            continue
    return _started(local)


def _started(local: LocalFolder) -> ArcadeDBServer:
    http_port, bolt_port = _free_ports()
    config = {"mode": "production", "host": "localhost", "http_port": http_port, "bolt_port": bolt_port, "server_plugins": BOLT}
    server = ArcadeDBServer(str(local.data), local.password(), config, JAVA)
    server.start()
    _type_properties(server.create_database(DATABASE).schema)
    local.touch()
    local.announce(RunningServer(bolt_port, http_port, os.getpid(), machine(), software_version()))
    return server


def _type_properties(schema: Schema) -> None:
    """Give what is to have an index its type before it has one: only then is a page read off the index in its order."""
    for label, name in INDEXED.findall(query("records/schema").text):
        schema.get_or_create_vertex_type(label)
        schema.get_or_create_property(label, name, KINDS.get(name, "STRING"))


def _free_ports() -> tuple[int, int]:
    """Two ports of the loopback that nobody listens on."""
    with socket.socket() as first, socket.socket() as second:
        first.bind(("127.0.0.1", 0))
        second.bind(("127.0.0.1", 0))
        return first.getsockname()[1], second.getsockname()[1]


def _wait(local: LocalFolder, server: ArcadeDBServer) -> None:
    """Until nobody has used the graph for some minutes, somebody asks the server to end, or the graph must be recovered.

    Minutes count while the computer is awake: after a night's sleep whoever has the graph open has yet to say so.
    """
    graph = server.get_database(DATABASE).get_java_database()
    used, since = local.last_use(), time.monotonic()
    while not local.stop_request.exists() and not graph.isFencedForRecovery():
        time.sleep(LOOK_SECONDS)
        if (now := local.last_use()) != used:
            used, since = now, time.monotonic()
        if used is None or time.monotonic() - since > idle_minutes() * 60:
            return


if __name__ == "__main__":
    code = main(Path(sys.argv[1]))
    sys.stdout.flush()
    os._exit(code)  # threads of the Java runtime must not keep the process
