"""The life of the local server: the first command that needs it starts it, later ones find it, and it ends when idle or asked to.

A process that starts a server holds the lock "start". The server holds the lock "server" while it runs, so that a dead server is
recognised whatever its files say.
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
"""The longest time that a start may take."""
STOP_SECONDS = 30
FOLDER_HELD = 3
"""The exit code of a server that found another server in its folder."""
HEARTBEAT_SECONDS = 20
IDLE_VARIABLE = "LANDSKAP_IDLE_MINUTES"
IDLE_MINUTES = 10.0


def read_idle_minutes() -> float:
    """Return the minutes without use after which the server ends itself."""
    return float(os.environ.get(IDLE_VARIABLE, IDLE_MINUTES))


def find_or_start_server(folder: Path) -> RunningServer:
    """Return the folder's server, and start it if it is not running. Raises GraphError."""
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
    """Ask the folder's server to end and wait for it. Return False if none was running. Raises GraphBusy."""
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
    """Return the running server, judged by its lock. Raises GraphBusy if another machine uses the folder."""
    found = local.find_server()
    if found and found.machine != machine_id() and local.idle_seconds() < read_idle_minutes() * 60:
        text = Text("{folder} is in use by another machine", folder=local.path)
        raise GraphBusy(text, Text("Stop Landskap there with: landskap stop – or choose another folder with --graph FOLDER."))
    return found if found and is_running(local, found) else None


def is_running(local: LocalFolder, server: RunningServer) -> bool:
    """Return whether `server` still runs in the folder. After its end, any program may listen on its port."""
    return server.machine == machine_id() and is_folder_held(local) and local.find_server() == server


def is_folder_held(local: LocalFolder) -> bool:
    """Return whether a server of this machine runs in the folder. Raises GraphReadOnly if the folder cannot be read."""
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
    """Return the lock of the path, cached because each use of a connection checks it."""
    return FileLock(path, timeout=0)


def _start_server(local: LocalFolder) -> RunningServer:
    """Start a server and return it once it answers.

    Waits for a server that is ending, and for one whose starting process has died.
    """
    process: subprocess.Popen[bytes] | None = None
    if is_folder_held(local):  # it is ending, or comes from a version that is found in another way
        local.stop_request.touch()
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and (process is None or process.poll() in (None, FOLDER_HELD)):
        if (process is None or process.poll() is not None) and not is_folder_held(local):
            process = _start_process(local)
        if found := local.find_server():
            if process:
                process.returncode = 0  # it lives on and is no child to wait for
            return found
        time.sleep(0.05)
    raise _start_error(local)


def _start_process(local: LocalFolder) -> "subprocess.Popen[bytes]":
    local.check_room()
    local.forget_server()
    with open(local.log, "ab", opener=lambda path, flags: os.open(path, flags, 0o600)) as log:
        return subprocess.Popen(
            [sys.executable, "-m", "queries.server.local_server_process", str(local.path)],
            env={name: value for name, value in os.environ.items() if not name.startswith((PREFIX, FROM_PREFIX))},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )


def _start_error(local: LocalFolder) -> GraphUnavailable:
    text = Text("the local server in {folder} did not start", folder=local.path)
    return GraphUnavailable(text, Text("See why in its log: {log}", log=local.log))
