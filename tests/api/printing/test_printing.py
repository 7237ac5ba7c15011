"""What `findings`, `explain` and `today` print in Swedish: what is on record, examples counted apart, and no codes."""

from pathlib import Path

import pytest

from model.vocabulary.decisions import StepKind
from queries.server.graph import Graph
from tests.commands import run_landskap
from tests.graphs import empty_graph, put
from tests.landscapes import actor, assignment, decision, landscape, step

ON = "2026-06-01"


@pytest.fixture
def folder(local_graph: Graph, local_folder: Path) -> Path:
    owed = [assignment("u", "b", "a", owner="Chefen"), assignment("v", "b", "a", owner="Chefen", example=True)]
    done = step("v", StepKind.EXECUTED, "2026-02-01", example=True)
    put(empty_graph(local_graph), landscape(actor("a"), decision("b", *owed, taken_on="2026-01-01"), done))
    return local_folder


def say(folder: Path, *words: str) -> str:
    done = run_landskap(folder, *words, "--on", ON, LANDSKAP_LANG="sv")
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_explain_speaks_of_what_is_on_record_by_headings_and_terms(folder: Path) -> None:
    said = say(folder, "explain", "never-communicated/u")
    assert "inget steg säger att det någonsin har kommunicerats till adressaten." in said
    assert f"Prövad igen per {ON}: så är det antecknat." in said
    assert "den ger 1 rad)" in said
    made = said.partition("Vad regeln gjorde av det:\n")[2].splitlines()
    assert made[:2] == ["  Beslut: B (b)", "  Slag: beslut"]
    assert "  Sedan: 2026-01-01" in made


def test_findings_counts_examples_apart_and_says_that_nothing_is_ever_verified(folder: Path) -> None:
    said = say(folder, "findings", "--rule", "never-verified")
    assert (
        "verkställt eller återrapporterat, ingen verifiering antecknad (never-verified, att känna till): 1, varav 1 exempel"
        in said
    )
    assert "  Landskapet antecknar inga verifieringar:" in said
    assert "Landskapet antecknar inga verifieringar:" in say(folder, "explain", "never-verified/v")


def test_today_says_since_when_things_are_new(folder: Path) -> None:
    assert say(folder, "today").startswith(
        f"{ON}. Nytt är det som har kommit efter fredag 2026-05-29, föregående arbetsdag.\n1. "
    )
