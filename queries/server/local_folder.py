"""The folder of a local graph: whose it is, what version made it, and the files by which its server is found.

landskap.json   what it is: format and version of the software that made it
server.json     the running server: port, user and password of this start, process, machine; gone when it ends
in-use          touched by whoever uses it; the server ends when it grows old
stop            asks the server to end
arcadedb/       the graph itself

Only its owner can read the folder and what is in it.
"""

import json
import os
import platform
import secrets
import stat
import time
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path

from model.errors import GraphForeign, GraphNewer
from model.language import Text
from model.software import software_version
from queries.server.driver_errors import full_disk_error, is_disk_full, translate_os_error

FOLDER_FORMAT = 1
"""Of the folder; a newer one is refused, an older one migrated."""
MARKER_FILE = "landskap.json"
OLD_PASSWORD_FILE = "password"  # noqa: S105  # a file's name
"""The file of older versions, whose servers had one password for ever."""
LEAST_START_BYTES = 2_000_000
"""Bytes that must be free for a server to start that is only asked."""


def machine_id() -> str:
    """What tells this machine from others that may see the same folder."""
    return platform.node()


@dataclass(frozen=True, slots=True)
class RunningServer:
    """A local server that is up: its port on the loopback, its process, its machine, its software.

    `user` and `password` are made at each start: nobody who does not read this file can log in, or keep others from it.
    """

    bolt_port: int
    pid: int
    machine: str
    software: str
    user: str
    password: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class LocalFolder:
    """The paths in a local graph's folder and what they say."""

    path: Path

    @property
    def data(self) -> Path:
        """Where the server keeps the graph."""
        return self.path / "arcadedb"

    @property
    def log(self) -> Path:
        """What the server printed."""
        return self.path / "server.log"

    @property
    def stop_request(self) -> Path:
        """Asks the server to end by being there."""
        return self.path / "stop"

    def lock(self, name: str) -> Path:
        """The lock file `name`: "start" for who starts a server, "server" for the server itself."""
        return self.path / f"{name}.lock"

    def prepare(self) -> None:
        """Make the folder ready, and its owner's own. Raises GraphForeign, GraphNewer, GraphReadOnly, GraphFull."""
        try:
            self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._check_marker()
            self._close_to_others()
            self.touch()
        except OSError as error:
            raise translate_os_error(error, self.path) from error

    def _close_to_others(self) -> None:
        """Take away what others may do in the folder; a file system that has no such rights is left as it is."""
        mode = stat.S_IMODE(self.path.stat().st_mode)
        if mode & 0o077:
            with suppress(OSError):
                self.path.chmod(mode & ~0o077)
        with suppress(OSError):
            (self.path / OLD_PASSWORD_FILE).unlink(missing_ok=True)

    def check_room(self) -> None:
        """Raise GraphFull if the disk has too little room for a server to start: more when it has files to put in order."""
        left_by_a_dead_one = (self.path / "server.json").exists()
        if is_disk_full(self.path) if left_by_a_dead_one else is_disk_full(self.path, LEAST_START_BYTES):
            raise full_disk_error(self.path)

    def _check_marker(self) -> None:
        marker = self.path / MARKER_FILE
        if not marker.exists():
            held = any(not path.name.startswith(MARKER_FILE) for path in self.path.iterdir())
            if held and not marker.exists():  # another command may have made it while this one looked
                raise self._foreign_error()
            if is_disk_full(self.path):
                raise full_disk_error(self.path)
            _write_once(marker, json.dumps({"format": FOLDER_FORMAT, "software": software_version()}))
        try:
            found = json.loads(marker.read_text(encoding="utf-8"))
            format_, software = int(found["format"]), str(found["software"])
        except (ValueError, KeyError, TypeError) as error:
            raise self._foreign_error() from error
        if format_ > FOLDER_FORMAT:
            text = Text("{folder} was written by a newer Landskap ({version})", folder=self.path, version=software)
            raise GraphNewer(text, Text("Update Landskap, or choose another folder with --graph FOLDER."))

    def _foreign_error(self) -> GraphForeign:
        text = Text("{folder} holds something that is not a landscape", folder=self.path)
        return GraphForeign(text, Text("Choose an empty folder with --graph FOLDER."))

    def touch(self) -> None:
        """Tell the server that the graph is in use."""
        (self.path / "in-use").touch()

    def last_use(self) -> float | None:
        """When the graph was last in use, in seconds since 1970; None when that cannot be told."""
        try:
            return (self.path / "in-use").stat().st_mtime
        except OSError:
            return None

    def idle_seconds(self) -> float:
        """How long ago the graph was last in use."""
        return time.time() - (self.last_use() or 0.0)

    def find_server(self) -> RunningServer | None:
        """The server that says it is running here; it may have died since."""
        try:
            return RunningServer(**json.loads((self.path / "server.json").read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError):
            return None

    def announce(self, server: RunningServer) -> None:
        """Write down how the server is found: all of it, or nothing."""
        draft = _write_private(self.path / "server.json", json.dumps(asdict(server)))
        draft.replace(self.path / "server.json")

    def forget_server(self) -> None:
        """Take away how a server was found, and any request that it ends."""
        (self.path / "server.json").unlink(missing_ok=True)
        self.stop_request.unlink(missing_ok=True)


def _write_once(path: Path, text: str) -> None:
    """Make the file with all of its text; whoever is first wins, and nobody sees a part of it."""
    draft = _write_private(path, text)
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()


def _write_private(path: Path, text: str) -> Path:
    """A new file beside `path` that holds `text`, for its owner only."""
    draft = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(text)
    return draft
