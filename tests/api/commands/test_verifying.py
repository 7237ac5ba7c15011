"""`landskap verify N|FILE|PDF` and `landskap revision N --out FOLDER`: a revision is checked by its issuer and by outsiders."""

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pypdf
import pytest

from queries.server.graph import Graph
from tests.commands import Done, run_landskap
from tests.graphs import empty_graph, put, run_past_catalogue
from tests.landscapes import actor, landscape

README = Path(__file__).parents[3] / "README.md"
NOWHERE = "/nonexistent/landskap"


@pytest.fixture(scope="module")
def issued(local_graph: Graph, local_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the files of two revisions, `1` and `2`, and their documents, `1.pdf` and `2.pdf`."""
    folder = tmp_path_factory.mktemp("issued")
    graph = empty_graph(local_graph)
    for number, id_ in ((1, "a"), (2, "b")):
        put(graph, landscape(actor(id_)))
        for words in (
            ["publish", "--note", f"nr {number}", "--yes"],
            ["revision", f"{number}", "--out", str(folder / f"{number}")],
            ["document", "--revision", f"{number}", "--out", str(folder / f"{number}.pdf")],
        ):
            done = run_landskap(local_folder, "--as", "Nämnden", *words, LANDSKAP_LANG="en")
            assert done.returncode == 0, done.stderr
    return folder


def verify(graph: Path | str, *what: Path | str) -> Done:
    return run_landskap(graph, "verify", *map(str, what), LANDSKAP_LANG="en")


def rules_of(graph: Path | str, *what: Path | str) -> list[str]:
    answer: dict[str, Any] = json.loads(run_landskap(graph, "verify", *map(str, what), "--json").stdout)
    return [row["rule"] for row in answer["rows"]]


def test_the_issuer_checks_numbers_folders_and_documents(issued: Path, local_folder: Path) -> None:
    done = verify(local_folder, "1", "2", issued / "1", issued / "2", issued / "1.pdf", issued / "2" / "manifest.json")
    assert (done.returncode, done.stdout.count("Everything agrees.")) == (0, 6), done.stdout
    assert done.stdout.count("Held against the landscape in") == 4
    assert "The text of the pages is not signed" in done.stdout


def test_whoever_has_no_landscape_checks_the_files_alone(issued: Path) -> None:
    done = verify(NOWHERE, issued / "1", issued / "2", issued / "2.pdf", issued / "2" / "landscape.nq")
    assert (done.returncode, done.stdout.count("Held against no landscape")) == (0, 4), done.stdout + done.stderr


def test_the_lines_of_the_readme_check_it(issued: Path) -> None:
    (block,) = re.findall(r"needs only `sort` and `sha256sum`.*?```sh\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)
    lines = block.replace("../revision-1", "../1").splitlines()
    said = [
        subprocess.run(["sh", "-c", line], cwd=issued / "2", check=True, capture_output=True, text=True).stdout for line in lines
    ]
    manifest = json.loads((issued / "2" / "manifest.json").read_text(encoding="utf-8"))
    assert said[0] == "landscape.nq: OK\nmanifest.json: OK\n"
    assert [each.split()[0] for each in said[1:]] == [manifest["fingerprint"], manifest["previous"]]


def test_a_byte_that_was_altered_on_disk_is_found(issued: Path, tmp_path: Path) -> None:
    for name in ("landscape.nq", "manifest.json", "SHA256SUMS"):
        folder = tmp_path / name
        shutil.copytree(issued / "2", folder)
        content = bytearray((folder / name).read_bytes())
        content[len(content) // 2] ^= 1
        (folder / name).write_bytes(content)
        done = verify(NOWHERE, folder)
        assert (done.returncode, "Do not rely on it." in done.stdout) == (1, True)


def test_attachments_that_were_exchanged_are_found(issued: Path, local_folder: Path, tmp_path: Path) -> None:
    writer = pypdf.PdfWriter(clone_from=issued / "2.pdf")
    for attachment in writer.attachment_list:
        if attachment.name == "landscape.nq":
            attachment.content = (issued / "1" / "landscape.nq").read_bytes()
    writer.write(tmp_path / "forged.pdf")
    assert {"printed", "quads", "checksums"} <= set(rules_of(NOWHERE, tmp_path / "forged.pdf"))
    assert rules_of(local_folder, issued / "2.pdf") == []
    foreign = pypdf.PdfReader(issued / "1.pdf").attachments
    for name in ("manifest.json", "landscape.xlsx"):
        next(each for each in writer.attachment_list if each.name == name).content = foreign[name][0]
    writer.write(tmp_path / "workbook.pdf")
    assert "checksums" in rules_of(NOWHERE, tmp_path / "workbook.pdf")
    next(each for each in writer.attachment_list if each.name == "SHA256SUMS").content = foreign["SHA256SUMS"][0]
    writer.write(tmp_path / "exchanged.pdf")
    assert rules_of(NOWHERE, tmp_path / "exchanged.pdf") == ["printed"], "all of them, for those of another revision"
    assert rules_of(local_folder, tmp_path / "exchanged.pdf") == ["printed"]
    writer.add_attachment("landscape.nq", b"x")
    writer.write(tmp_path / "twice.pdf")
    assert "part-twice" in rules_of(NOWHERE, tmp_path / "twice.pdf")


def test_the_document_as_a_page_names_the_same_data(issued: Path, local_folder: Path, tmp_path: Path) -> None:
    out = ["document", "--revision", "2", "--out"]
    assert run_landskap(local_folder, *out, str(tmp_path / "2.html")).returncode == 0
    manifest = json.loads((issued / "2" / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["fingerprint"] in (tmp_path / "2.html").read_text(encoding="utf-8").replace(" ", "")


def test_files_of_another_landscape_are_told(issued: Path, tmp_path: Path, local_folder: Path) -> None:
    shutil.copytree(issued / "2", tmp_path / "2")
    manifest = (tmp_path / "2" / "manifest.json").read_bytes().replace(b"nr 2", b"nr 3")
    (tmp_path / "2" / "manifest.json").write_bytes(manifest)
    (tmp_path / "2" / "SHA256SUMS").unlink()
    assert rules_of(NOWHERE, tmp_path / "2") == []
    assert rules_of(local_folder, tmp_path / "2") == ["revision-other"]
    assert rules_of(local_folder, tmp_path / "2", "--alone") == []
    assert rules_of(NOWHERE, tmp_path / "2", issued / "2") == ["revision-twice"]


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("x.txt", b"x", "is no file of a revision"),
        ("x.pdf", b"%PDF-1.7 x", "cannot be read as a PDF"),
        ("x.json", b"{}", "it is no manifest of a revision"),
        ("x.nq", b"Hej!\n", "has no records of a landscape"),
        ("y.pdf", None, "no such file"),
    ],
)
def test_other_files_are_told(tmp_path: Path, name: str, content: bytes | None, told: str) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    done = verify(NOWHERE, tmp_path / name)
    assert (done.returncode > 0, told in done.stdout + done.stderr) == (True, True), done
    assert "Traceback" not in done.stderr


def test_a_document_that_was_cut_is_told(issued: Path, tmp_path: Path) -> None:
    (tmp_path / "cut.pdf").write_bytes((issued / "2.pdf").read_bytes()[:-2000])
    assert verify(NOWHERE, tmp_path / "cut.pdf").returncode == 1


def test_files_are_not_written_over_others(issued: Path, local_folder: Path) -> None:
    done = run_landskap(local_folder, "revision", "1", "--out", str(issued / "1"), LANDSKAP_LANG="en")
    assert (done.returncode, "there is already something called" in done.stderr) == (1, True)


@pytest.mark.parametrize(
    ("tampering", "rule"),
    [
        ("MATCH (r:Revision {number: 1}) SET r.note = 'y'", "revision-journal"),
        ("MATCH (r:Revision {number: 1}) SET r.hash = 'y'", "revision-hash"),
        ("MATCH (r:Revision {number: 1}) SET r.counts = '{}'", "counts"),
        ("MATCH (:Revision {number: 1})-[:HOLDS]->(k) SET k.data = 'y'", "revision-fingerprint"),
        ("MATCH (:Revision {number: 1})-[:HOLDS]->(k) DETACH DELETE k", "quads"),
        ("MATCH (r:Revision {number: 1}) CREATE (s:Revision {id: 'x'}) SET s += r, s.id = 'x', s.note = 'y'", "revision-twice"),
    ],
)
def test_what_was_altered_in_the_landscape_is_found(local_graph: Graph, local_folder: Path, tampering: str, rule: str) -> None:
    put(empty_graph(local_graph), landscape(actor("a")))
    run_landskap(local_folder, "--as", "Nämnden", "publish", "--note", "x", "--yes")
    run_past_catalogue(local_graph, tampering)
    assert rule in rules_of(local_folder, "1")
    assert verify(local_folder).returncode == 1


def sign(folder: Path, key: Path, namespace: str = "landskap") -> None:
    """Sign the manifest in a folder, as an issuer does."""
    (folder / "manifest.json.sig").unlink(missing_ok=True)
    command = ["ssh-keygen", "-q", "-Y", "sign", "-n", namespace, "-f", str(key), str(folder / "manifest.json")]
    subprocess.run(command, check=True, capture_output=True)


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the keys `region` and `other`, and `signers`, which lets the region sign."""
    folder = tmp_path_factory.mktemp("keys")
    for name in ("region", "other"):
        command = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", name, "-f", str(folder / name)]
        subprocess.run(command, check=True)
    public = " ".join((folder / "region.pub").read_text(encoding="utf-8").split()[:2])
    (folder / "signers").write_text(f'utveckling@region.example namespaces="landskap" {public}\n', encoding="utf-8")
    return folder


def test_a_signature_is_checked_by_openssh(issued: Path, keys: Path, tmp_path: Path) -> None:
    folder = tmp_path / "2"
    shutil.copytree(issued / "2", folder)
    signers = ("--signers", keys / "signers")
    assert rules_of(NOWHERE, folder, *signers) == ["signature"], "not signed"
    sign(folder, keys / "region")
    assert "Signed by utveckling@region.example with the key SHA256:" in verify(NOWHERE, folder, *signers).stdout
    assert "Whose key that is was not checked" in verify(NOWHERE, folder).stdout
    for key, namespace in (("other", "landskap"), ("region", "file")):
        sign(folder, keys / key, namespace)
        assert rules_of(NOWHERE, folder, *signers) == ["signature"]
    shutil.copy(folder / "manifest.json", folder / "manifest.json.sig")
    assert rules_of(NOWHERE, folder) == ["signature"]


def test_a_decision_holds_the_signature(local_graph: Graph, local_folder: Path, keys: Path, tmp_path: Path) -> None:
    def run(*words: Path | str) -> Done:
        return run_landskap(local_folder, "--as", "Nämnden", *map(str, words), LANDSKAP_LANG="en")

    put(empty_graph(local_graph), landscape(actor("a")))
    run("publish", "--note", "x", "--yes")
    run("revision", "1", "--out", tmp_path / "sent")
    sign(tmp_path / "sent", keys / "other", "file")
    signature = tmp_path / "sent" / "manifest.json.sig"
    refused = run("review", "1", "--signature", signature, "--yes")
    assert (refused.returncode, "is no signature of this manifest" in refused.stderr) == (1, True)
    sign(tmp_path / "sent", keys / "region")
    assert run("review", "1", "--signature", signature, "--yes").returncode == 0
    assert run("approve", "1", "--yes").returncode == 0
    assert "Its manifest is signed." in run("revision", "1").stdout
    run("revision", "1", "--out", tmp_path / "got")
    assert (tmp_path / "got" / "manifest.json.sig").read_bytes() == signature.read_bytes()
    for what in ("1", tmp_path / "got"):
        assert "Signed by utveckling@region.example" in verify(local_folder, what, "--signers", keys / "signers").stdout
    assert run("verify").returncode == 0
