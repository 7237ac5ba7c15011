"""The local server's life: started by whoever needs it, found by the next command, ended when idle or asked to.

Who starts it holds the lock "start"; the server holds the lock "server" for as long as it runs, so that a server that died
is told from one that lives whatever its files say.
"""

import os
import subprocess
import sys
import time
from functools import lru_cache
from pathlib import Path

from filelock import FileLock, Timeout

from model.errors import GraphBusy, GraphUnavailable
from model.language import Text
from queries.server.address import FROM_PREFIX
from queries.server.driver_errors import translate_os_error
from queries.server.local_folder import LocalFolder, RunningServer, machine_id
from queries.server.settings import PREFIX

START_SECONDS = 60
"""The longest that a start may take."""
STOP_SECONDS = 30
FOLDER_HELD = 3
"""The exit code of a server that found another in its folder."""
HEARTBEAT_SECONDS = 20
IDLE_VARIABLE = "LANDSKAP_IDLE_MINUTES"
IDLE_MINUTES = 10.0


def read_idle_minutes() -> float:
    """Minutes without use after which the server ends itself."""
    return float(os.environ.get(IDLE_VARIABLE, IDLE_MINUTES))


def find_or_start_server(folder: Path) -> RunningServer:
    """The folder's server, started when it is not running. Raises GraphError with the way out when it cannot be."""
    local = LocalFolder(folder)
    local.prepare()
    if found := _find_running(local):
        return found
    try:
        with FileLock(local.lock("start"), timeout=START_SECONDS):
            return _find_running(local) or _start_server(local)
    except Timeout as error:
        raise _start_error(local) from error
    except OSError as error:
        raise translate_os_error(error, folder) from error


def stop_server(folder: Path) -> bool:
    """Ask the folder's server to end and wait until it has; False when none was running. Raises GraphBusy."""
    local = LocalFolder(folder)
    if not is_folder_held(local):
        return False
    local.stop_request.touch()
    try:
        with FileLock(local.lock("server"), timeout=STOP_SECONDS):
            return True
    except Timeout as error:
        text = Text("the local server in {folder} does not end", folder=folder)
        raise GraphBusy(text, Text("End the process {pid}.", pid=getattr(local.find_server(), "pid", "–"))) from error


def _find_running(local: LocalFolder) -> RunningServer | None:
    """The server that is running, as its lock tells. Raises GraphBusy when it is another machine's."""
    found = local.find_server()
    if found and found.machine != machine_id() and local.idle_seconds() < read_idle_minutes() * 60:
        text = Text("{folder} is in use by another machine", folder=local.path)
        raise GraphBusy(text, Text("Stop Landskap there with: landskap stop – or choose another folder with --graph FOLDER."))
    return found if found and is_running(local, found) else None


def is_running(local: LocalFolder, server: RunningServer) -> bool:
    """Whether that server still runs in the folder: what listens on its port after it has ended may be anybody's."""
    return server.machine == machine_id() and is_folder_held(local) and local.find_server() == server


def is_folder_held(local: LocalFolder) -> bool:
    """Whether a server of this machine is running in the folder. Raises GraphReadOnly when the folder may not be looked at."""
    if not local.lock("server").exists():
        return False
    try:
        with _lock_of(local.lock("server")):
            return False
    except Timeout:
        return True
    except OSError as error:
        raise translate_os_error(error, local.path) from error


@lru_cache
def _lock_of(path: Path) -> FileLock:
    """The lock, which every use of a connection looks at."""
    return FileLock(path, timeout=0)


def _start_server(local: LocalFolder) -> RunningServer:
    """A new server once it answers; one that is ending is waited for, and so is one whose starter did not live to see it."""
    process: subprocess.Popen[bytes] | None = None
    if is_folder_held(local):  # it is ending, or of a version that is found in another way
        local.stop_request.touch()
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and not _has_failed(process):
        if not _is_alive(process) and not is_folder_held(local):
            process = _start_process(local)
        if found := local.find_server():
            _release_process(process)
            return found
        time.sleep(0.05)
    raise _start_error(local)


def _start_process(local: LocalFolder) -> "subprocess.Popen[bytes]":
    local.check_room()
    local.forget_server()
    with open(local.log, "ab", opener=_open_private) as log:
        return subprocess.Popen(
            [sys.executable, "-m", "queries.server.local_server_process", str(local.path)],
            env={name: value for name, value in os.environ.items() if not name.startswith((PREFIX, FROM_PREFIX))},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )


def _open_private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _is_alive(process: "subprocess.Popen[bytes] | None") -> bool:
    return process is not None and process.poll() is None


def _has_failed(process: "subprocess.Popen[bytes] | None") -> bool:
    """Whether it ended for another reason than that a server holds the folder already."""
    return process is not None and process.poll() not in (None, FOLDER_HELD)


def _release_process(process: "subprocess.Popen[bytes] | None") -> None:
    """It lives on: not this process's child to wait for."""
    if process:
        process.returncode = 0


def _start_error(local: LocalFolder) -> GraphUnavailable:
    text = Text("the local server in {folder} did not start", folder=local.path)
    return GraphUnavailable(text, Text("Its log tells why: {log}", log=local.log))
