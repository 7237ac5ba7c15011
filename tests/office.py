"""Workbooks looked at from outside: whether a package is sound (OOXML), and what LibreOffice makes of it."""

import posixpath
import subprocess
import zipfile
from pathlib import Path
from xml.etree import ElementTree

RELATIONSHIPS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
CONTENT_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"


def faults_of(path: Path) -> list[str]:
    """What is wrong with the package: parts that are not XML or have no content type, relationships that lead nowhere."""
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        parts = {name: ElementTree.fromstring(archive.read(name)) for name in names if name.endswith((".xml", ".rels", ".vml"))}
    faults = [f"twice: {name}" for name in set(names) if names.count(name) > 1]
    faults += [f"no content type: {name}" for name in names if name != "[Content_Types].xml" and not _has_type(name, parts)]
    for name, root in parts.items():
        if name.endswith(".rels"):
            faults += [f"{name} leads nowhere: {target}" for target in _targets_of(name, root) if target not in names]
    return faults


def _has_type(name: str, parts: dict[str, ElementTree.Element]) -> bool:
    types = parts["[Content_Types].xml"]
    endings = {item.get("Extension") for item in types.iter(f"{CONTENT_TYPES}Default")}
    return name.rpartition(".")[2] in endings or f"/{name}" in {
        item.get("PartName") for item in types.iter(f"{CONTENT_TYPES}Override")
    }


def _targets_of(name: str, root: ElementTree.Element) -> list[str]:
    base = posixpath.dirname(posixpath.dirname(name))
    return [
        target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(base, target))
        for item in root.iter(RELATIONSHIPS)
        if item.get("TargetMode") != "External" and (target := str(item.get("Target")))
    ]


def save_with_libreoffice(path: Path, ending: str, out: Path) -> Path:
    """`path` opened by LibreOffice and saved as `ending` in the folder `out`."""
    profile = f"-env:UserInstallation={(out / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", ending, "--outdir", str(out), str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=180)
    saved = out / f"{path.stem}.{ending}"
    assert saved.exists(), done.stdout + done.stderr
    return saved
