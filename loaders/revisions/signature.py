"""Check a detached signature of a manifest with OpenSSH's `ssh-keygen`, and read one that a decision is to hold."""

import subprocess
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from model.errors import InputError, cause_of
from model.history.manifest import MANIFEST_FILE, SIGNATURE_FILE
from model.history.revision_check import LARGEST_FILE, RevisionCheck, RevisionFiles
from model.history.signatures import SIGNATURE_NAMESPACE, strip_armour
from model.language import Text

LONGEST_WAIT = 30
"""Seconds that `ssh-keygen` may take."""


def check_signature(check: RevisionCheck, files: RevisionFiles, signers: Path | None) -> None:
    """Add what is wrong with the signature among the files of a revision, or who signed it.

    `signers` is a file of allowed signers as OpenSSH has it; without one, whose key it is stays open. Raises InputError if there
    is no such file, or no OpenSSH.
    """
    if signers and not signers.is_file():
        raise InputError(Text("{file} cannot be read: {error}", file=signers, error=Text("there is no such file or folder")), ())
    if files.signature is None or files.manifest is None:
        if signers:
            check.add("signature", Text("it is not signed: {file} is missing", file=SIGNATURE_FILE))
        return
    with TemporaryDirectory() as folder:
        signature = Path(folder) / SIGNATURE_FILE
        signature.write_bytes(files.signature)
        done = _run("check-novalidate", signature, files.manifest)
        if done.returncode:
            check.add("signature", Text("{file} is no signature of this manifest", file=SIGNATURE_FILE))
            return
        key = done.stdout.strip().rpartition(" ")[2]
        if not signers:
            note = Text(
                "Signed with the key {key}. Whose key that is was not checked: --signers FILE names who may sign.", key=key
            )
            check.notes.append(note)
            return
        signed = [name for name in _find_principals(signature, signers) if _is_allowed(name, signature, signers, files.manifest)]
        if signed:
            check.held = True
            check.notes.append(Text("Signed by {who} with the key {key}.", who=", ".join(signed), key=key))
        else:
            check.add("signature", Text("{file} does not let the key {key} sign", file=signers, key=key))


def read_signature(path: Path, manifest: bytes) -> str:
    """Return the signature in a file as a decision holds it. Raises InputError if it is none of this manifest."""
    try:
        data = path.read_bytes() if path.stat().st_size <= LARGEST_FILE else b""
    except OSError as error:
        raise InputError(Text("{file} cannot be read: {error}", file=path, error=cause_of(error)), ()) from error
    content = strip_armour(data.decode(errors="replace"))
    check = RevisionCheck(str(path), None, None)
    check_signature(check, RevisionFiles(str(path), {}, manifest=manifest, signature=data), None)
    if check.faults:
        way_out = Text("Sign the file manifest.json that landskap revision N --out FOLDER writes, as it is.")
        raise InputError(Text("{file}: {error}", file=path, error=check.faults[0].text), (), way_out)
    return content


def _find_principals(signature: Path, signers: Path) -> Iterator[str]:
    """Yield who may sign with the key of the signature."""
    yield from _run("find-principals", signature, b"", "-f", str(signers)).stdout.splitlines()


def _is_allowed(name: str, signature: Path, signers: Path, manifest: bytes) -> bool:
    """Return whether OpenSSH finds that `name` signed the manifest, and might: for this, and on that day."""
    return _run("verify", signature, manifest, "-f", str(signers), "-I", name).returncode == 0


def _run(what: str, signature: Path, data: bytes, *more: str) -> "subprocess.CompletedProcess[str]":
    """Run `ssh-keygen -Y`. Raises InputError if there is none."""
    command = ["ssh-keygen", "-Y", what, "-n", SIGNATURE_NAMESPACE, "-s", str(signature), *more]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=LONGEST_WAIT, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        text = Text("the signature of {file} cannot be checked: it takes ssh-keygen, of OpenSSH 8.1 or newer", file=MANIFEST_FILE)
        raise InputError(text, (), Text("Install OpenSSH's client.")) from error
    return subprocess.CompletedProcess(command, done.returncode, done.stdout.decode(errors="replace"), "")
