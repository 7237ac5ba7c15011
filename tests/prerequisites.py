"""What the tests need of the system beside Python: installed where that is allowed, else told in one message.

Run by `make test` before the tests.
"""

import os
import shutil
import subprocess
import sys

BROWSER = os.environ.get("LANDSKAP_CHROMIUM", "chromium-headless-shell")
"""The engine of the browser alone takes less than half of what the whole takes."""
NEEDED = {
    BROWSER: (
        "chromium-headless-shell",
        "Chromium without its window, for the tests of the map (LANDSKAP_CHROMIUM names another)",
    ),
    "mvn": ("maven", "Maven, which fetches the real Neo4j and veraPDF that the tests use"),
    "soffice": ("libreoffice-calc", "LibreOffice Calc, which opens and saves our workbooks as people do"),
    "javac": ("openjdk-17-jdk-headless", "a Java 17 compiler, for the few lines that start them"),
}


def find_missing() -> dict[str, tuple[str, str]]:
    """The programs that are not there: name → (Debian package, what it is for)."""
    return {program: need for program, need in NEEDED.items() if shutil.which(program) is None}


def install(packages: list[str]) -> None:
    """Install Debian packages, where one may."""
    if os.geteuid() == 0 and shutil.which("apt-get"):
        print(f"Installing {', '.join(packages)} (a few minutes) ...", flush=True)
        environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(["apt-get", "update", "-qq"], check=False, env=environment)
        subprocess.run(["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages], check=False, env=environment)


def main() -> int:
    """0 when all is there; 1 with one message about what is not and how to get it."""
    if lacking := find_missing():
        install([package for package, _reason in lacking.values()])
    if lacking := find_missing():
        print("The tests need these programs, which are not on this machine:")
        for program, (package, reason) in lacking.items():
            print(f"  {program}: {reason}. On Debian or Ubuntu: sudo apt-get install {package}")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
