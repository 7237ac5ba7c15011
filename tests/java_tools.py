"""Java programs that the tests use: their libraries fetched by Maven once into a cache, their few lines compiled."""

import shutil
import subprocess
from pathlib import Path

CACHE = Path(__file__).parent.parent / ".cache"


def classpath(recipe: Path) -> str:
    """The class path of the folder `recipe` (a pom.xml and Java files); fetched and compiled anew when it has changed."""
    sources = sorted(recipe.glob("*.java"))
    text = "".join(path.read_text(encoding="utf-8") for path in (recipe / "pom.xml", *sources))
    folder = CACHE / recipe.name
    stamp = folder / "stamp"
    if not stamp.exists() or stamp.read_text(encoding="utf-8") != text:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        _run(
            "mvn",
            "-q",
            "-B",
            "-f",
            str(recipe / "pom.xml"),
            "dependency:copy-dependencies",
            f"-DoutputDirectory={folder / 'jars'}",
        )
        _run("javac", "--release", "17", "-cp", f"{folder}/jars/*", "-d", str(folder), *map(str, sources))
        stamp.write_text(text, encoding="utf-8")
    return f"{folder}:{folder}/jars/*"


def _run(*command: str) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{command[0]} failed:\n{done.stdout}\n{done.stderr}"
