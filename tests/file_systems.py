"""File systems of a test's own: small, for one process and what it starts, without an administrator's right to write all."""

import subprocess
import sys
from pathlib import Path

import pytest

on_linux = pytest.mark.skipif(sys.platform != "linux", reason="needs /proc or a mount namespace of its own")


def run_in_file_system(options: str, mount: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run Python with `words` where a small file system lies at `mount` (a mount namespace of its own)."""
    script = 'mount -t tmpfs -o "$1" none "$2" && shift 2 && exec setpriv --bounding-set=-dac_override,-dac_read_search "$@"'
    command = ["unshare", "--mount", "--map-root-user", "sh", "-c", script, "sh", options, str(mount), sys.executable, *words]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=Path(__file__).parents[1])
