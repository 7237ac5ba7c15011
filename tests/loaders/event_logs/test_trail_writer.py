"""The trail leaves as OCEL 2.0: as the standard says, the same each time, and a log that loads as the same trail."""

import json
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

from hypothesis import given
from jsonschema import Draft7Validator, FormatChecker

from api.command_line import run
from loaders.event_logs.trail_writer import write_trail
from loaders.exporting import WRITERS, export_landscape
from loaders.log.mapping_proposal import propose_mapping
from loaders.log.table import read_log_table
from loaders.log.words import PartyNames
from loaders.opening import read_path, read_paths
from loaders.plan.loading import load_plan
from model.vocabulary.contents import Contents
from model.vocabulary.decisions import Assignment, Decision, Step, StepKind
from model.vocabulary.forums import Meeting
from model.vocabulary.record import Certainty
from queries.server.graph import Graph
from tests.conftest import SEEDS, limit_examples
from tests.landscapes import EVIDENCE, actor, assignment, decision, forum, landscape, landscapes, step

SCHEMA = Draft7Validator(
    json.loads((Path(__file__).parent / "ocel20.schema.json").read_text(encoding="utf-8")), format_checker=FormatChecker()
)
TRAIL = landscape(
    actor("a"),
    actor("b", part_of="a"),
    forum("f"),
    forum("g"),
    actor("nobody"),
    Meeting(id="m", name="Möte", forum="g", held_on="2026-01-01", present=("a",), evidence=EVIDENCE),
    Meeting(id="other", name="Möte", forum="f", held_on="2026-02-01", evidence=EVIDENCE),
    decision("d", assignment("d-b", "d", "b", owner="Rektor", due="2026-06-30", example=True, certainty=Certainty.UNCERTAIN, certainty_reason="osagt"), taken_in="f", meeting="m", taken_on="2026-01-01"),
    decision("e", assignment("e-b", "e", "b"), follows_up="d"),
    step("d-b", StepKind.TAKEN, "2026-01-01"),
    step("d-b", StepKind.COMMUNICATED, "2026-01-01"),
    step("d-b", StepKind.DEFERRED, "2026-02-01", until="2026-05-01", reason="väntar", by="a"),
    step("d-b", StepKind.REPORTED_BACK, "2026-03-01"),
    step("d-b", StepKind.RESUMED, "2026-03-02", valid_to="2026-03-03"),
)  # fmt: skip


def write(contents: Contents, path: Path) -> dict[str, Any]:
    """The trail of a landscape, as it is written."""
    write_trail(path, lambda type_: contents.of(type_).values())
    document: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return document


def links_of(item: dict[str, Any]) -> set[tuple[str, str]]:
    return {(link["qualifier"], link["objectId"]) for link in item["relationships"]}


def attributes_of(item: dict[str, Any]) -> dict[str, str]:
    return {attribute["name"]: attribute["value"] for attribute in item["attributes"]}


def test_a_step_is_an_event_about_all_that_its_assignment_names(tmp_path: Path) -> None:
    events = {event["id"]: event for event in write(TRAIL, tmp_path / "a.jsonocel")["events"]}
    assert [(event["type"], event["time"]) for event in events.values()] == [
        ("taken", "2026-01-01T00:00:00Z"), ("communicated", "2026-01-01T00:00:00Z"), ("deferred", "2026-02-01T00:00:00Z"), ("reported_back", "2026-03-01T00:00:00Z"),
    ]  # fmt: skip
    deferred = events["d-b-deferred-2026-02-01"]
    assert links_of(deferred) == {
        ("step of", "assignment:d-b"), ("part of decision", "decision:d"), ("addressed to", "b"), ("owner", "owner:Rektor"),
        ("taken in", "f"), ("taken at", "meeting:m"), ("stepped by", "a"),
    }  # fmt: skip
    assert attributes_of(deferred) == {
        "evidence": "kalla §1", "certainty": "certain", "example": "false", "until": "2026-05-01T00:00:00Z", "reason": "väntar",
    }  # fmt: skip


def test_objects_are_what_the_trail_names_with_their_relations_and_marks(tmp_path: Path) -> None:
    objects = {item["id"]: item for item in write(TRAIL, tmp_path / "a.jsonocel")["objects"]}
    assert [*objects] == [
        "decision:d",
        "decision:e",
        "assignment:d-b",
        "assignment:e-b",
        "meeting:m",
        "a",
        "b",
        "f",
        "g",
        "owner:Rektor",
    ]
    assert links_of(objects["assignment:d-b"]) == {
        ("part of decision", "decision:d"),
        ("addressed to", "b"),
        ("owner", "owner:Rektor"),
    }
    assert links_of(objects["decision:e"]) == {("follows up", "decision:d")}
    assert links_of(objects["meeting:m"]) == {("meeting of", "g"), ("present", "a")}
    assert links_of(objects["b"]) == {("part of", "a")}
    marks = attributes_of(objects["assignment:d-b"])
    assert (marks["id"], marks["due"], marks["example"], marks["certainty"], marks["certainty_reason"]) == (
        "d-b",
        "2026-06-30T00:00:00Z",
        "true",
        "uncertain",
        "osagt",
    )


def test_the_state_of_an_assignment_changes_with_its_steps(tmp_path: Path) -> None:
    objects = {item["id"]: item for item in write(TRAIL, tmp_path / "a.jsonocel")["objects"]}
    states = [
        (item["name"], item["time"][:10], item["value"])
        for item in objects["assignment:d-b"]["attributes"]
        if item["name"] in ("step", "open")
    ]
    assert states == [
        ("open", "1970-01-01", "true"), ("step", "2026-01-01", "communicated"), ("step", "2026-03-01", "reported_back"), ("open", "2026-03-01", "false"),
    ]  # fmt: skip
    assert attributes_of(objects["assignment:e-b"])["open"] == "true"


@limit_examples(30)
@given(landscapes())
def test_it_is_as_the_standard_says(contents: Contents) -> None:
    with tempfile.TemporaryDirectory() as folder:
        document = write(contents, Path(folder) / "a.jsonocel")
        assert [error.message for error in SCHEMA.iter_errors(document)] == []
        ids = Counter(item["id"] for item in document["objects"])
        assert ids.keys() >= {
            link["objectId"] for item in (*document["objects"], *document["events"]) for link in item["relationships"]
        }
        assert [*ids.values(), *Counter(event["id"] for event in document["events"]).values()].count(1) == len(ids) + len(
            document["events"]
        )
        for types, items in (("objectTypes", "objects"), ("eventTypes", "events")):
            declared = {type_["name"]: {one["name"]: one["type"] for one in type_["attributes"]} for type_ in document[types]}
            for item in document[items]:
                for attribute in item["attributes"]:
                    check_kind(attribute["value"], declared[item["type"]][attribute["name"]])
        write_trail(Path(folder) / "b.jsonocel", lambda type_: reversed([*contents.of(type_).values()]))
        assert (Path(folder) / "a.jsonocel").read_bytes() == (Path(folder) / "b.jsonocel").read_bytes()


def check_kind(value: str, kind: str) -> None:
    """A value is of the kind that its type declares."""
    assert kind != "boolean" or value in ("true", "false")
    assert kind != "integer" or value.isdecimal()
    assert kind != "time" or FormatChecker().conforms(value, "date-time")


def read_trail(path: Path, mapping: str, contents: Contents) -> Contents:
    path.with_suffix(".yaml").write_text(mapping, encoding="utf-8")
    reading = read_paths([path], path.with_suffix(".yaml"))
    assert reading.meet
    reading.meet(contents.parties())
    return Contents(reading.records)


def trail_of(contents: Contents) -> set[tuple[str, str, str, str, str | None, str | None]]:
    """Whose step of which decision, its kind, day, new date and reason: all that a log tells of steps."""
    assignments = contents.of(Assignment)
    return {
        (assignments[one.assignment].decision, assignments[one.assignment].addressee, one.kind, one.on, one.until, one.reason if one.until else None)
        for one in contents.of(Step).values()
    }  # fmt: skip


@limit_examples(30)
@given(landscapes())
def test_what_is_proposed_for_a_trail_loads_as_the_trail(contents: Contents) -> None:
    """A log tells nothing of an assignment without a step, and the day of a decision is the step `taken` in it."""
    names = PartyNames()
    names.learn(contents.parties())
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.jsonocel"
        write(contents, path)
        if not contents.of(Step):
            return
        mapping = propose_mapping(read_log_table(path), names, "en").replace("  taken_on:", "  # taken_on:")
        found = read_trail(path, mapping, contents)
        assert trail_of(found) == trail_of(contents)
        stepped = {one.assignment for one in contents.of(Step).values()}
        told = [contents.of(Assignment)[id_] for id_ in stepped]
        assert {(one.decision, one.addressee, one.due, one.owner) for one in found.of(Assignment).values()} == {
            (one.decision, one.addressee, one.due, one.owner) for one in told
        }
        assert {id_: (one.taken_in, one.kind) for id_, one in found.of(Decision).items()} == {
            one.decision: (contents.of(Decision)[one.decision].taken_in, contents.of(Decision)[one.decision].kind) for one in told
        }


def test_the_trail_of_the_graph_is_that_of_its_records(graph: Graph, tmp_path: Path) -> None:
    for seed in ("sormland", "exempel"):
        load_plan(graph, read_path(SEEDS / seed), "tests", "seed")
    export_landscape(graph, tmp_path / "graph.jsonocel", WRITERS[".jsonocel"], "sv")
    with_examples = Contents(record for seed in ("sormland", "exempel") for record in read_path(SEEDS / seed).records)
    assert json.loads((tmp_path / "graph.jsonocel").read_bytes()) == write(with_examples, tmp_path / "records.jsonocel")


def test_the_command_writes_it_under_either_ending(sormland_folder: Path, tmp_path: Path) -> None:
    for name in ("spar.jsonocel", "spar.ocel.json"):
        assert run(["--graph", str(sormland_folder), "export", str(tmp_path / name)]) == 0
    one, other = ((tmp_path / name).read_bytes() for name in ("spar.jsonocel", "spar.ocel.json"))
    assert one == other
    document = json.loads(one)
    assert list(SCHEMA.iter_errors(document)) == []
    assert {item["type"] for item in document["objects"]} >= {"decision", "assignment", "actor", "forum"}
