"""The folder of a local graph: its owner, its version, and the files through which its server is found.

landskap.json   format of the folder, and version of the software that made it
server.json     the running server: port, user and password of this start, process, machine; removed when it ends
in-use          touched by all users; the server ends when the file grows old
stop            asks the server to end
arcadedb/       the graph itself

Only the owner can read the folder and its files.
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
"""The version of the folder's format. A newer one is refused, an older one migrated."""
MARKER_FILE = "landskap.json"
OLD_PASSWORD_FILE = "password"  # noqa: S105  # a file's name
"""The password file of older versions, whose servers kept one password for ever."""
LEAST_START_BYTES = 2_000_000
"""The bytes that must be free for a server to start and answer questions."""


def machine_id() -> str:
    """Return a name that tells this machine from others that may see the same folder."""
    return platform.node()


@dataclass(frozen=True, slots=True)
class RunningServer:
    """A running local server: its port on the loopback interface, its process, its machine and its software.

    `user` and `password` are new at each start. Only programs that can read the file can log in, or keep others out.
    """

    bolt_port: int
    pid: int
    machine: str
    software: str
    user: str
    password: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class LocalFolder:
    """The paths in a local graph's folder, and the contents of its files."""

    path: Path

    @property
    def data(self) -> Path:
        """Return the folder in which the server stores the graph."""
        return self.path / "arcadedb"

    @property
    def log(self) -> Path:
        """Return the file with the server's output."""
        return self.path / "server.log"

    @property
    def stop_request(self) -> Path:
        """Return the file whose presence asks the server to end."""
        return self.path / "stop"

    def lock(self, name: str) -> Path:
        """Return the path of a lock file: "start" is held while a server is started, "server" by the server itself."""
        return self.path / f"{name}.lock"

    def prepare(self) -> None:
        """Create the folder and make it private. Raises GraphForeign, GraphNewer, GraphReadOnly, GraphFull."""
        try:
            self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._check_marker()
            self._close_to_others()
            self.touch()
        except OSError as error:
            raise translate_os_error(error, self.path) from error

    def _close_to_others(self) -> None:
        """Remove other users' permissions, on file systems that have permissions."""
        mode = stat.S_IMODE(self.path.stat().st_mode)
        if mode & 0o077:
            with suppress(OSError):
                self.path.chmod(mode & ~0o077)
        with suppress(OSError):
            (self.path / OLD_PASSWORD_FILE).unlink(missing_ok=True)

    def check_room(self) -> None:
        """Raise GraphFull if the disk lacks room for a server to start. A server that must recover files needs more."""
        left_by_a_dead_one = (self.path / "server.json").exists()
        if is_disk_full(self.path) if left_by_a_dead_one else is_disk_full(self.path, LEAST_START_BYTES):
            raise full_disk_error(self.path)

    def _check_marker(self) -> None:
        marker = self.path / MARKER_FILE
        if not marker.exists():
            has_files = any(not path.name.startswith(MARKER_FILE) for path in self.path.iterdir())
            if has_files and not marker.exists():  # another command may have made it meanwhile
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
        """Return when the graph was last used, in seconds since 1970, or None if unknown."""
        try:
            return (self.path / "in-use").stat().st_mtime
        except OSError:
            return None

    def idle_seconds(self) -> float:
        """Return how many seconds ago the graph was last used."""
        return time.time() - (self.last_use() or 0.0)

    def find_server(self) -> RunningServer | None:
        """Return the server that is recorded as running. It may have died since."""
        try:
            return RunningServer(**json.loads((self.path / "server.json").read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError):
            return None

    def announce(self, server: RunningServer) -> None:
        """Write the file through which the server is found, atomically."""
        draft = _write_private(self.path / "server.json", json.dumps(asdict(server)))
        draft.replace(self.path / "server.json")

    def forget_server(self) -> None:
        """Remove the record of the server and any request to stop it."""
        (self.path / "server.json").unlink(missing_ok=True)
        self.stop_request.unlink(missing_ok=True)


def _write_once(path: Path, text: str) -> None:
    """Write the file atomically, unless another process writes it first."""
    draft = _write_private(path, text)
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()


def _write_private(path: Path, text: str) -> Path:
    """Write `text` to a new private file beside `path`. Return the new file's path."""
    draft = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(text)
    return draft
