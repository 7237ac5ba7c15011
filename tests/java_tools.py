"""Java programs that the tests use: their libraries fetched by Maven once into a cache, their few lines compiled."""

import shutil
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path

from filelock import FileLock

CACHE = Path(__file__).parent.parent / ".cache"
BRIEF = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
"""For a server that lives for minutes: what Java would learn of it does not pay, nor a collector of several threads."""


def build_classpath(recipe: Path) -> str:
    """The class path of the folder `recipe` (a pom.xml and Java files that are compiled with its libraries)."""
    jars = fetch_libraries(recipe)
    return f"{compile_sources(recipe, jars)}:{jars}/*"


def fetch_libraries(recipe: Path, **properties: str) -> Path:
    """The libraries that the recipe's pom.xml names when it is given `properties`."""
    pom = recipe / "pom.xml"
    defined = [f"-D{name}={value}" for name, value in properties.items()]

    def fetch(folder: Path) -> None:
        _run("mvn", "-q", "-B", "-f", str(pom), *defined, "dependency:copy-dependencies", f"-DoutputDirectory={folder}")

    return _make_folder("-".join([recipe.name, *properties.values(), "jars"]), [pom], fetch)


def compile_sources(recipe: Path, jars: Path) -> Path:
    """The recipe's Java files as classes for Java 17 and newer."""
    sources = sorted(recipe.glob("*.java"))

    def compile_(folder: Path) -> None:
        _run("javac", "--release", "17", "-cp", f"{jars}/*", "-d", str(folder), *map(str, sources))

    return _make_folder(f"{recipe.name}-classes", sources, compile_)


def _make_folder(name: str, of: Sequence[Path], make: Callable[[Path], None]) -> Path:
    """The folder `name` in the cache, made anew when the files that it is made of have changed; by one of those that run at once."""
    folder, stamp = CACHE / name, CACHE / f"{name}.stamp"
    text = "".join(path.read_text(encoding="utf-8") for path in of)
    CACHE.mkdir(exist_ok=True)
    with FileLock(CACHE / f"{name}.lock"):
        if not stamp.exists() or stamp.read_text(encoding="utf-8") != text:
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir(parents=True)
            make(folder)
            stamp.write_text(text, encoding="utf-8")
    return folder


def _run(*command: str) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{command[0]} failed:\n{done.stdout}\n{done.stderr}"
