"""A log of 5,000 cases with planted stalls: the rules find exactly what was planted, no more and no less."""

import json
from collections import defaultdict
from pathlib import Path

import pytest

from model.vocabulary.finding_rules import FindingRule
from queries.server.graph import Graph
from tests.commands import run_landskap
from tests.graphs import put
from tests.neo4j_server import PASSWORD
from tests.planted_log import MAPPING, ON, build_parties, plant_log

STALL_RULES = {"own date": "past-own-date", "usual time": "past-usual-time", "pause": "past-pause"}
ALL_RULES = [str(rule) for rule in FindingRule]
NOT_PLANTED = {"no-mandate-present", *ALL_RULES[ALL_RULES.index("chain-broken") :]}
"""The rules about meetings, and about flows and forums, which are declared last: no log tells of them."""


@pytest.fixture
def loaded(graph: Graph, tmp_path: Path) -> Graph:
    """The landscape with the log of seed 1."""
    put(graph, build_parties())
    (tmp_path / "logg.csv").write_text(plant_log(1).text, encoding="utf-8")
    (tmp_path / "logg.yaml").write_text(MAPPING, encoding="utf-8")
    run(graph, "load", str(tmp_path / "logg.csv"), "--mapping", str(tmp_path / "logg.yaml"), "--yes")
    return graph


def run(graph: Graph, *words: str) -> str:
    patience = {"LANDSKAP_NEO4J_READ_SECONDS": "300"}
    done = run_landskap(graph.where, *words, LANDSKAP_NEO4J_PASSWORD=PASSWORD, LANDSKAP_LANG="en", **patience)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.slow(minutes=1)
def test_exactly_what_was_planted_is_found(loaded: Graph) -> None:
    planted = plant_log(1)
    found: dict[str, set[str]] = defaultdict(set)
    answer = json.loads(run(loaded, "findings", "--most", "10000", "--on", ON.isoformat(), "--json"))
    assert [row["rule"] for row in answer["rows"] if not row["done"]] == [], "rules left out because they took too long"
    for finding in answer["findings"]:
        found[finding["rule"]].add("+".join(sorted(finding["id"].partition("/")[2].split("+"))))
    wrong = {
        rule: (sorted(found[rule] - planted.planted[rule])[:5], sorted(planted.planted[rule] - found[rule])[:5])
        for rule in {*found, *planted.planted} - NOT_PLANTED
        if found[rule] != planted.planted[rule]
    }
    assert wrong == {}, "by rule: found and not planted, planted and not found"
    assert set(ALL_RULES) - NOT_PLANTED == planted.planted.keys(), "of every other rule something is planted"
    stalls = defaultdict(set)
    for row in json.loads(run(loaded, "stalls", "--on", ON.isoformat(), "--json"))["rows"]:
        if row["how"] != "unknown":
            stalls[STALL_RULES[row["against"]] if row["how"] == "stalled" else "report-awaited"].add(row["assignment"])
    assert stalls == {rule: planted.planted[rule] for rule in (*STALL_RULES.values(), "report-awaited")}
