"""What runs Landskap and a Neo4j on a server: the compose file is valid, keeps no secret, and fits the image and the command."""

import re
import shutil
import subprocess
import sys
import zipfile
from importlib.metadata import requires
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from ruamel.yaml import YAML
from typer.main import get_group

from api.command_line import app
from queries.server.address import parse_address
from queries.server.graph import Graph
from tests.api.clients import client_of
from tests.graphs import empty_graph
from tests.neo4j_server import RELEASES

ROOT = Path(__file__).parent.parent
TEXT = (ROOT / "compose.yaml").read_text(encoding="utf-8")
IMAGE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
COMPOSE: dict[str, Any] = YAML(typ="safe").load(TEXT)
SERVICES: dict[str, Any] = COMPOSE["services"]


def test_it_is_a_compose_file() -> None:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec", "compose.yaml"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("kind", ["secrets", "volumes"])
def test_what_services_use_is_declared_and_used(kind: str) -> None:
    used = {item.split(":")[0] for service in SERVICES.values() for item in service[kind]}
    assert used == COMPOSE[kind].keys()


def test_no_password_is_in_the_file() -> None:
    assert COMPOSE["secrets"] == {
        "neo4j_auth": {"environment": "NEO4J_AUTH"},
        "neo4j_password": {"environment": "NEO4J_PASSWORD"},
    }
    for service in SERVICES.values():
        said = {name: value for name, value in service["environment"].items() if re.search("AUTH|PASSWORD", name)}
        assert said
        assert {value.removeprefix("/run/secrets/") for value in said.values()} <= set(service["secrets"])


def test_nothing_listens_beyond_this_computer() -> None:
    assert all(port.startswith("127.0.0.1:") for service in SERVICES.values() for port in service["ports"])


def test_the_pages_wait_for_a_graph_that_answers() -> None:
    assert SERVICES["app"]["depends_on"] == {"neo4j": {"condition": "service_healthy"}}
    assert "cypher-shell" in SERVICES["neo4j"]["healthcheck"]["test"]


def test_neo4j_is_a_release_that_the_tests_run_on() -> None:
    release = re.fullmatch(r"neo4j:(\d+\.\d+\.\d+)-community", SERVICES["neo4j"]["image"])
    assert release
    assert RELEASES["neo4j-5"].version == release[1]


@pytest.mark.parametrize("name", ["neo4j", "app"])
def test_a_service_may_do_no_more_than_it_must(name: str) -> None:
    service = SERVICES[name]
    assert (service["cap_drop"], service["security_opt"]) == (["ALL"], ["no-new-privileges:true"])
    assert service["deploy"]["resources"]["limits"].keys() == {"cpus", "memory", "pids"}


def test_the_pages_are_told_of_the_graph_by_variables_that_are_documented(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    documented = (ROOT / "docs/commands.md").read_text(encoding="utf-8")
    variables = SERVICES["app"]["environment"]
    assert [name for name in variables if name not in documented] == []
    (tmp_path / "password").write_text("from a file\n", encoding="utf-8")
    monkeypatch.setenv("LANDSKAP_NEO4J_PASSWORD_FILE", str(tmp_path / "password"))
    address = parse_address(variables["LANDSKAP_GRAPH"])
    assert (str(address), getattr(address, "password", None)) == ("neo4j://neo4j:7687", "from a file")


def test_the_pages_are_served_by_a_command_that_there_is() -> None:
    program, command, *options = SERVICES["app"]["command"]
    assert program == "landskap"
    said = get_group(app).commands[command].make_context(command, options).params
    assert (said["host"], said["port"], said["browser"]) == ("0.0.0.0", 8080, False)


def test_the_pages_are_well_when_a_page_that_asks_the_graph_answers(local_graph: Graph) -> None:
    asked = re.search(r"http://127\.0\.0\.1:8080(/[\w/]+)", " ".join(SERVICES["app"]["healthcheck"]["test"]))
    assert asked
    with client_of(empty_graph(local_graph)) as client:
        assert client.get(asked[1]).status_code == 200


def test_the_image_installs_what_is_pinned_and_runs_as_nobody_in_particular() -> None:
    assert "pip install --require-hashes --only-binary :all: -r requirements.txt" in IMAGE
    assert "pip install --no-deps --no-build-isolation ." in IMAGE
    assert re.findall(r"^USER (.+)$", IMAGE, re.MULTILINE) == ["10001"]
    assert [
        base
        for base in re.findall(r"^FROM (\S+)", IMAGE, re.MULTILINE)
        if not re.fullmatch(r"python:\d+\.\d+\.\d+-slim-\w+", base)
    ] == []


def test_what_builds_it_is_not_in_the_image() -> None:
    """What nothing but the build needs is taken away again, all of it."""
    taken = set(re.findall(r"uninstall --yes ([\w -]+)", IMAGE)[0].split())
    needed, wanted = requirements_of("landskap"), requirements_of("hatchling") | requirements_of("editables")
    assert taken == {"hatchling", "editables"} | (wanted - needed)


def requirements_of(name: str) -> set[str]:
    """The names of all distributions that one requires, directly or not."""
    found, left = set[str](), [name]
    while left:
        for said in requires(left.pop()) or ():
            requirement = Requirement(said)
            if requirement.marker is None or requirement.marker.evaluate({"extra": ""}):
                other = canonicalize_name(requirement.name)
                if other not in found:
                    found.add(other)
                    left.append(other)
    return found


def test_nothing_goes_to_the_builder_but_what_is_copied() -> None:
    ignored = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    assert {line[1:] for line in ignored if line.startswith("!")} == set(" ".join(list_copied()).split())
    assert "*" in ignored


def list_copied() -> list[str]:
    return re.findall(r"^COPY ((?!--from).+) \S+$", IMAGE, re.MULTILINE)


def test_the_image_is_built_of_all_that_the_wheel_holds(wheel: Path, tmp_path: Path) -> None:
    for name in " ".join(list_copied()).split():
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, tmp_path / name)
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", "out"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    built = next(tmp_path.glob("out/*.whl"))
    assert list_contents(built) == list_contents(wheel)


def list_contents(wheel: Path) -> set[str]:
    """The names of what a wheel holds, but for what Python compiles for itself."""
    return {name for name in zipfile.ZipFile(wheel).namelist() if "__pycache__" not in name}
