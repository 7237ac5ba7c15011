"""Help, and every call that is not understood, in both languages."""

import json
import os
import pty
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
import typer

from api.command_line import COMMAND_GROUPS, app, run
from api.terminal.usage import LocalizedCommand, LocalizedGroup, build_command, set_language
from model.language import Language
from queries.memory.history import MOST_HISTORY_ENTRIES
from queries.questions.abouts import ABOUTS
from queries.questions.parameters import QUESTIONS, bounds_of
from tests.commands import Done, run_landskap

ROOT = Path(__file__).parents[3]
LANGUAGES = ("sv", "en")


def list_commands(language: Language) -> dict[str, Any]:
    """Return the commands by name; those of questions are made when they are asked for."""
    group = set_language(build_command(app), language)
    assert isinstance(group, LocalizedGroup)
    return {name: group.get_command(typer.Context(group), name) for name in group.commands}


def run_without_graph(tmp_path: Path, *words: str, **environment: str) -> Done:
    """Run a command that needs no graph."""
    return run_landskap(tmp_path / "none", *words, **environment)


@pytest.mark.parametrize(
    ("words", "swedish", "english"),
    [
        (["lod"], "okänt kommando 'lod'\nMenade du load?", "unknown command 'lod'\nDid you mean load?"),
        (["lod"], "landskap --help visar kommandona.", "landskap --help shows the commands."),
        (["load"], "SÖKVÄG… saknas\nlandskap load --help visar", "PATH… is missing\nlandskap load --help shows"),
        (["succeed", "a", "--on", "2027-01-01"], "--by NY saknas", "--by NEW is missing"),
        (["load", "--plann", "x"], "okänd flagga '--plann'\nMenade du --plan?", "unknown option '--plann'\nDid you mean --plan?"),
        (["stop", "--grph=x"], "okänd flagga '--grph'\nMenade du --graph?", "unknown option '--grph'\nDid you mean --graph?"),
        (["stop", "--verson"], "okänd flagga '--verson'\nlandskap stop", "unknown option '--verson'\nlandskap stop"),
        (["publish", "--plan"], "okänd flagga '--plan'\nlandskap publish", "unknown option '--plan'\nlandskap publish"),
        (["stop", "-x"], "okänd flagga '-x'\nlandskap stop", "unknown option '-x'\nlandskap stop"),
        (["--nothing"], "okänd flagga '--nothing'\nlandskap --help", "unknown option '--nothing'\nlandskap --help"),
        (["stalls", "--forum"], "--forum ska följas av PART", "--forum must be followed by PARTY"),
        (["stop", "--as"], "--as ska följas av FUNKTION", "--as must be followed by FUNCTION"),
        (["stop", "--yes=3"], "okänd flagga '--yes'", "unknown option '--yes'"),
        (["load", "x", "--yes=3"], "--yes tar inget värde", "--yes takes no value"),
        (["load", "--prefer", "x", "y"], "--prefer kan inte vara 'x'\nVälj bland file, graph.",
         "--prefer cannot be 'x'\nChoose among file, graph."),
        (["document", "--out", "x.pdf", "--revision", "många"], "'många'\nAnge ett heltal.", "'många'\nGive a whole number."),
        (["duplicates", "--most", "0"], "--most kan inte vara '0'\nAnge ett heltal från 1 till 1000.",
         "--most cannot be '0'\nGive a whole number from 1 to 1000."),
        (["feeds", "x", "--hops", "11"], "--hops kan inte vara '11'\nAnge ett heltal från 1 till 10.",
         "--hops cannot be '11'\nGive a whole number from 1 to 10."),
        (["parties", "--most", "0"], "Ange ett heltal från 1 till 10000.", "Give a whole number from 1 to 10000."),
        (["stale", "--most", "0"], "Ange ett heltal från 1 till 10000.", "Give a whole number from 1 to 10000."),
        (["stale", "--days", "-1"], "Ange ett heltal från 0 till 100000.", "Give a whole number from 0 to 100000."),
        (["map", "--out", "x.docx"], ".html, .svg", ".html, .svg"),
        (["load", "x", "--source", "Å"], "'Å' är inget id", "'Å' is no id"),
        (["stop", "a", "b"], "för många ord: a b", "too many words: a b"),
        (["confirm"], "inget säger vad som bekräftas", "the command does not say what to confirm"),
        (["undo", "1", "--plan", "--yes"], "Ange en av dem.", "Use one of them."),
    ],
)  # fmt: skip
def test_a_call_that_is_not_understood(tmp_path: Path, words: list[str], swedish: str, english: str) -> None:
    for language, expected in zip(LANGUAGES, (swedish, english), strict=True):
        done = run_without_graph(tmp_path, *words, LANDSKAP_LANG=language)
        assert (done.returncode, done.stdout) == (64, "")
        assert expected in done.stderr


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["--lang", "fi", "stalls"], "okänt språk 'fi'"),
        (["stalls", "--on", "igår"], "'igår' är inget datum"),
        (["stalls", "--after", "nowhere"], "'nowhere' är ingen plats i detta svar"),
        (["feeds", "regeringen", "--kind", "mat"], "Välj bland behov"),
        (["history", "--before", "igår"], "'igår' är varken en ändring eller ett datum"),
        (["undo", "igår"], "'igår' är ingen ändring"),
    ],
)
def test_a_value_that_is_none_is_a_fault_of_the_call(sormland_folder: Path, words: list[str], expected: str) -> None:
    done = run_landskap(sormland_folder, *words)
    assert (done.returncode, done.stdout) == (64, "")
    assert expected in done.stderr


def test_the_limits_of_options_are_those_of_what_they_ask() -> None:
    limits = {
        (name, given.name): given.max
        for name, one in list_commands("en").items()
        for given in one.visible_parameters(typer.Context(one))
        if given.max is not None
    }
    asked = {(model.name, name): most for model in QUESTIONS for name, field in model.model_fields.items()
             if (most := bounds_of(field)[1])}  # fmt: skip
    assert limits == {**limits, **asked, ("history", "most"): MOST_HISTORY_ENTRIES}


@pytest.mark.parametrize("lang", [["--lang", "en"], ["--lang=en"]])
def test_the_language_is_said_anywhere(tmp_path: Path, lang: list[str]) -> None:
    for words in ([*lang, "load"], ["load", *lang]):
        assert "PATH… is missing" in run_without_graph(tmp_path, *words).stderr
        assert run_without_graph(tmp_path, *words, "--help").stdout.startswith(
            "Usage: landskap load [OPTIONS] PATH…\n\n  Load a workbook"
        )


def test_a_call_that_is_not_understood_as_json(tmp_path: Path) -> None:
    done = run_without_graph(tmp_path, "load", "--plann", "x", "--json", LANDSKAP_LANG="en")
    document = json.loads(done.stdout)
    assert (done.returncode, document["type"]) == (64, "about:blank#NotUnderstood")
    assert document["title"] == {"sv": "okänd flagga '--plann'", "en": "unknown option '--plann'"}
    assert document["suggestions"] == ["--plan"]
    assert done.stderr.startswith("unknown option '--plann'\n")


def test_help_in_the_users_language(tmp_path: Path) -> None:
    swedish = run_without_graph(tmp_path, "load", "--help").stdout
    assert swedish.startswith("Användning: landskap load [FLAGGOR] SÖKVÄG…\n\n  Läs in en arbetsbok")
    assert "\nArgument:\n  SÖKVÄG…  FIL.xlsx, MAPP, FIL.csv, FIL.json; flera går bra  [krävs]\n" in swedish
    assert "Visa den här hjälpen." in swedish
    assert "[förval: 100; 1–1000]" in run_without_graph(tmp_path, "duplicates", "--help").stdout
    assert "[default: 100; 1–1000]" in run_without_graph(tmp_path, "duplicates", "--help", "--lang", "en").stdout
    assert "[default: --browser]" in run_without_graph(tmp_path, "serve", "--help", "--lang", "en").stdout
    assert "landskap confirm [OPTIONS] [ID…]" in run_without_graph(tmp_path, "confirm", "--help", LANDSKAP_LANG="en").stdout


def test_help_of_all_commands_in_the_users_language(tmp_path: Path) -> None:
    swedish = run_without_graph(tmp_path, "--help").stdout
    assert swedish.startswith("Användning: landskap [FLAGGOR] KOMMANDO …\n")
    assert "\nFråga:\n  " in swedish
    assert "\n  feeds          Vem som föder" in swedish
    assert "..." not in run_without_graph(tmp_path, "--help", COLUMNS="80").stdout
    alone = run_without_graph(tmp_path)
    assert (alone.returncode, alone.stdout, alone.stderr) == (64, "", swedish)
    assert run_without_graph(tmp_path, "--lang=en").stderr == run_without_graph(tmp_path, "--help", LANDSKAP_LANG="en").stdout
    assert "\n  --help " in run_without_graph(tmp_path, "--help", LANDSKAP_LANG="fi").stdout


def test_all_that_help_says_is_in_the_catalogue() -> None:
    swedish, english = list_commands("sv"), list_commands("en")
    for name, one in english.items():
        context, other = typer.Context(one), swedish[name]
        assert isinstance(one, LocalizedCommand)
        assert isinstance(other, LocalizedCommand)
        assert one.help != other.help
        for given in one.visible_parameters(context):
            assert given.help, (name, given.name)
            assert one.describe_parameter(given)[1] != other.describe_parameter(given)[1], (name, given.name)


def test_what_the_framework_says_of_another_kind_is_told_as_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(_session: object) -> None:
        raise typer.BadParameter("something new")

    monkeypatch.setattr("api.commands.health.read_health", refused)
    done = run_without_graph(tmp_path, "status")
    assert (done.returncode, done.stderr) == (64, "Invalid value: something new\n")


@pytest.mark.parametrize(
    ("raised", "code", "swedish", "english"),
    [
        (KeyboardInterrupt, 130, "Avbrutet med Ctrl-C.\n", "Stopped with Ctrl-C.\n"),
        (EOFError, 1, "\navbrutet: frågan besvarades inte\n", "\nstopped: the question was not answered\n"),
    ],
)
def test_what_is_broken_off(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, raised: type[BaseException], code: int, swedish: str, english: str
) -> None:
    def broken_off(_session: object) -> None:
        raise raised

    monkeypatch.setattr("api.commands.health.read_health", broken_off)
    for language, expected in zip(LANGUAGES, (swedish, english), strict=True):
        done = run_without_graph(tmp_path, "status", "--lang", language)
        assert (done.returncode, done.stdout, done.stderr) == (code, "", expected)


def test_ctrl_c_while_a_question_is_asked(tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    environment = os.environ | {"XDG_DATA_HOME": str(tmp_path), "LANDSKAP_LANG": "sv"}
    words = [sys.executable, "-m", "api", "reset-demo"]
    with subprocess.Popen(words, cwd=ROOT, env=environment, stdin=theirs, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr
        question = process.stderr.read(len("Ta bort"))
        while process.poll() is None:  # pressed in the moment before it reads it is heard when pressed again
            process.send_signal(signal.SIGINT)
            with suppress(subprocess.TimeoutExpired):
                process.wait(15)
        rest = process.stderr.read()
    os.close(ours)
    os.close(theirs)
    assert (process.returncode, question) == (130, "Ta bort")
    assert rest.endswith("Avbrutet med Ctrl-C.\n")


def test_completion_is_installed_in_the_users_language(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_shell() -> None:
        raise typer.Exit(1)

    monkeypatch.setattr("typer.completion.install", lambda: ("bash", tmp_path / "x.sh"))
    for language, expected in zip(
        LANGUAGES, ("Komplettering för bash är installerad i", "Completion for bash is installed in"), strict=True
    ):
        done = run_without_graph(tmp_path, "--install-completion", "--lang", language)
        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout.startswith(f"{expected} {tmp_path / 'x.sh'}")
    monkeypatch.setattr("typer.completion.install", no_shell)
    refused = run_without_graph(tmp_path, "--install-completion")
    assert (refused.returncode, "kunde inte installeras" in refused.stderr) == (1, True)


def test_a_shell_completes_in_the_users_language(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    for name, value in {"_LANDSKAP_COMPLETE": "complete_fish", "_TYPER_COMPLETE_ARGS": "landskap rev"}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("_TYPER_COMPLETE_FISH_ACTION", "get-args")
    assert run([]) == 0
    assert "De utgivna revisionerna" in capsys.readouterr().out


def test_the_help_lists_every_command_once() -> None:
    assert sorted(name for names in COMMAND_GROUPS.values() for name in names) == sorted(list_commands("sv"))


def test_every_question_says_what_it_asks() -> None:
    assert sorted(ABOUTS) == sorted(model.name for model in QUESTIONS)


def test_the_list_of_commands_does_not_import_what_questions_need() -> None:
    heavy = ("pydantic.json_schema", "queries.questions.parameters", "scipy", "holidays", "icalendar", "openpyxl", "neo4j")
    code = f"import sys, api.command_line; print([name for name in {heavy} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
