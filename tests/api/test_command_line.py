"""The command on a real local graph."""

import json
import os
import subprocess
import sys
from pathlib import Path

import openpyxl
import pypdf
import pytest

from api.command_line import put_shared_first
from tests.commands import answer_of, run_landskap
from tests.conftest import SEEDS

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def folder(sormland_folder: Path) -> Path:
    """Return a graph with Sörmland's landscape, loaded by the command."""
    return sormland_folder


def run_process(folder: Path, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the command in a process of its own."""
    given = os.environ | {"LANDSKAP_GRAPH": str(folder)} | environment
    run = [sys.executable, "-m", "api", *words]
    return subprocess.run(run, capture_output=True, text=True, check=False, cwd=ROOT, env=given, stdin=subprocess.DEVNULL)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["feeds", "x", "--graph", "g"], ["--graph", "g", "feeds", "x"]),
        (["feeds", "--graph=g", "x", "--lang", "en", "--up"], ["--graph=g", "--lang", "en", "feeds", "x", "--up"]),
        (["set", "a", "b", "--", "--graph"], ["set", "a", "b", "--", "--graph"]),
        (["stalls", "--lang=en", "--as"], ["--lang=en", "--as"]),
    ],
)
def test_shared_options_stand_anywhere(words: list[str], expected: list[str]) -> None:
    assert put_shared_first(words) == expected


def test_help_in_both_languages(tmp_path: Path) -> None:
    assert "vem som föder vem" in run_process(tmp_path, "--help").stdout
    assert "who feeds whom" in run_process(tmp_path, "--help", LANDSKAP_LANG="en").stdout


@pytest.mark.slow
def test_what_other_programs_see_of_it(folder: Path) -> None:
    """A process ends with an exit code, its answer on standard output and its errors on standard error."""
    rows = json.loads(run_process(folder, "stalls", "--on", "2026-11-24", "--json").stdout)["rows"]
    assert rows == answer_of(folder, "stalls", "--on", "2026-11-24")["rows"]
    unknown = run_process(folder, "feeds", "arbetsformedlingn")
    assert (unknown.returncode, unknown.stdout) == (1, "")
    assert "okänd part 'arbetsformedlingn'" in unknown.stderr
    assert run_process(folder, "load", str(SEEDS / "exempel"), "--plan").returncode == 2
    assert run_process(folder, "nothing").returncode == 64


def test_the_three_questions_as_json(folder: Path) -> None:
    for words, columns in [
        (["feeds", "Arbetsförmedlingen", "--hops", "3"], {"party", "hops", "flows"}),
        (["stalls"], {"decision", "assignment", "party", "forum", "step", "since", "due", "days", "how"}),
        (["unrepresented"], {"area", "level", "actor", "forum", "how"}),
    ]:
        document = answer_of(folder, *words, "--on", "2026-11-24")
        assert set(document) >= {"question", "parameters", "on", "rows", "findings", "cut"}
        assert document["on"] == "2026-11-24"
        assert document["rows"]
        assert all(columns <= set(row) for row in document["rows"])
        for finding in document["findings"]:
            assert set(finding["sentence"]) == {"sv", "en"}
            assert "MATCH" in finding["cypher"]


def test_feeds_takes_directions_and_kinds(folder: Path) -> None:
    down = answer_of(folder, "feeds", "regeringen", "--down", "--hops", "1", "--kind", "behov")
    assert {(row["direction"], row["party"]) for row in down["rows"]} == {("down", "region-sormland"), ("down", "tillvaxtverket")}
    refused = run_landskap(folder, "feeds", "regeringen", "--kind", "mat").stderr
    assert "Välj bland behov, leverans, begäran om stöd" in refused


def test_answers_as_tables(folder: Path) -> None:
    nobody = run_landskap(folder, "feeds", "Regeringen", "--up").stdout
    assert "Ingen som är känd föder Regeringen." in nobody
    assert "Riktning" not in nobody
    upstream = run_landskap(folder, "feeds", "myndigheten-for-yrkeshogskolan", "--up").stdout
    assert "genom Region Sörmland: Regeringen och Tillväxtverket" in upstream
    stalls = run_landskap(folder, "stalls", "--on", "2026-11-24").stdout
    assert "Per 2026-11-24" in stalls
    assert "Okänt: varken eget slutdatum eller vanlig tid för steget" in stalls
    assert "§" in run_landskap(folder, "stalls", "--on", "2026-11-24", COLUMNS="400").stdout
    part = run_landskap(folder, "unrepresented", "--level", "lokal", "--most", "3", LANDSKAP_LANG="en").stdout
    assert "Shown here: 0 directly, 0 through a network, 0 only as deputy, 0 not at all, 3 unknown" in part
    assert "no certain members on record: RAR-LG" in part
    assert "(0" not in run_landskap(folder, "stalls", "--most", "1").stdout
    assert "[exempel]" not in stalls
    unrepresented = run_landskap(folder, "unrepresented", COLUMNS="400").stdout
    assert "genom nätverk" in unrepresented
    assert "AU Besöksnäring, AU Fastighet, AU Gröna näringar … +" in unrepresented
    parties = run_landskap(folder, "parties", COLUMNS="400").stdout
    assert parties.split("Trosa kommun")[1].split("\n")[0].split() == ["Trosa"]


def test_an_unknown_party_is_told_with_the_nearest(folder: Path) -> None:
    done = run_landskap(folder, "feeds", "arbetsformedlingn")
    assert done.returncode == 1
    assert "okänd part 'arbetsformedlingn'" in done.stderr
    assert "Menade du Arbetsförmedlingen" in done.stderr
    assert (
        json.loads(run_landskap(folder, "feeds", "arbetsformedlingn", "--json").stdout)["suggestions"][0] == "arbetsformedlingen"
    )


def test_what_an_actor_decided_stalls_too(folder: Path) -> None:
    assert answer_of(folder, "stalls", "--forum", "regeringen")["rows"]


@pytest.mark.parametrize("words", [["feeds"], ["nothing"], ["stalls", "--nothing"], ["feeds", "x", "--hops", "många"]])
def test_a_command_that_is_not_understood(folder: Path, words: list[str]) -> None:
    done = run_landskap(folder, *words)
    assert done.returncode == 64
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--graph", "https://x", "stalls"], "ingen adress till en graf"),
        (["document", "--out", "x.pdf", "--revision", "99"], "inget har publicerats än"),
        (["map", "--out", "/borta/x.svg"], "det finns ingen mapp /borta"),
        (["load", "/borta", "--yes"], "det finns ingen mapp /borta"),
        (["--lang=en", "unrepresented", "--actor", "branschforum-transport"], "is not an actor but of the type forum"),
        (["--lang=en", "stalls", "--forum", "komvux"], "'komvux' has decided nothing: it is not a forum but of the type actor"),
        (["--lang=en", "stalls", "--area", "xyz"], "Choose among Förberedande insatser, Omställning & Vägledning, Utbildning"),
        (["--lang=en", "unrepresented", "--level", "xyz"], "Choose among "),
        (["--lang=en", "history", "xyz-qqq"], "nothing on record is called 'xyz-qqq'"),
        (["--lang=en", "show", "xyz-qqq"], "those of decisions and assignments in an export"),
        (["load", str(SEEDS / "exempel")], "går det inte att fråga någon"),
    ],
)
def test_what_cannot_be_done_is_told(folder: Path, words: list[str], said: str) -> None:
    done = run_landskap(folder, *words)
    assert (done.returncode, "Traceback" in done.stderr) == (1, False)
    assert said in done.stderr


def test_a_day_that_cannot_be_asked_about_is_told_with_those_that_can(folder: Path) -> None:
    done = run_landskap(folder, "--lang=en", "stalls", "--on", "1800-01-01")
    assert (done.returncode, "from 1900-01-01 to 2200-12-31" in done.stderr) == (64, True)


def test_what_cannot_be_done_is_told_in_the_users_language(folder: Path) -> None:
    assert "unknown party 'regeringn'" in run_landskap(folder, "feeds", "regeringn", LANDSKAP_LANG="en").stderr
    assert "okänt språk 'fi'" in run_landskap(folder, "stalls", LANDSKAP_LANG="fi").stderr


def test_a_plan_writes_nothing_and_says_so_by_its_exit_code(folder: Path) -> None:
    before = answer_of(folder, "status")["last_change"]
    planned = run_landskap(folder, "load", str(SEEDS / "exempel"), "--plan")
    assert planned.returncode == 2
    assert "Möten: + 8 nya\n" in planned.stdout
    assert "143 av dem är påhittade exempel." in planned.stdout
    asked = run_landskap(folder, "load", str(SEEDS / "exempel"), "--json")
    document = json.loads(asked.stdout)
    assert (asked.returncode, document["written"], document["cut"], document["notices"]) == (2, None, False, [])
    assert document["counts"]["Meeting"] == {"create": 8, "set": 0, "end": 0, "remove": 0, "unchanged": 0}
    assert {change["action"] for change in document["changes"]} == {"create"}
    assert run_landskap(folder, "load", str(SEEDS / "sormland"), "--plan").returncode == 0
    assert run_landskap(folder, "load", str(SEEDS / "sormland"), "--plan", "--yes").returncode == 64
    assert answer_of(folder, "load", str(SEEDS / "sormland"), "--yes")["written"] is None
    assert answer_of(folder, "status")["last_change"] == before


def test_what_is_confirmed_is_no_longer_stale(folder: Path) -> None:
    first = answer_of(folder, "stale", "--days", "0", "--most", "1", "--after", "actor/almi-invest")
    assert (first["rows"][0]["id"], first["next"]) == ("almi-sormland", "actor/almi-sormland")
    assert "Bekräftad: – → " in run_landskap(folder, "confirm", "actor:almi-sormland").stdout
    assert run_landskap(folder, "confirm", "actor:almi-sormland").stdout.strip().endswith("inget att göra.")
    assert answer_of(folder, "stale")["rows"] == []
    assert run_landskap(folder, "confirm").returncode == 64


def test_faults_of_a_workbook_are_marked_in_a_copy(folder: Path, tmp_path: Path) -> None:
    mall, copy = tmp_path / "mall.xlsx", tmp_path / "kopia.xlsx"
    run_landskap(folder, "template", str(mall))
    book = openpyxl.load_workbook(mall)
    for number, value in enumerate(["Almi AB", "Almi", "naringsliv", "regionl", "programforklaring-2020 §1"], 1):
        book["Aktörer"].cell(5, number, value)
    book.save(mall)
    done = run_landskap(folder, "load", str(mall), "--errors-to", str(copy), "--json")
    assert (done.returncode, "markerade i" in done.stderr) == (1, True)
    problem, level = json.loads(done.stdout)["problems"]
    assert (level["cell"], level["value"]) == ("D5", "regionl")
    assert (problem["file"], problem["sheet"], problem["cell"], problem["row"]) == ("mall.xlsx", "Aktörer", "A5", 5)
    assert (problem["field"], problem["value"]) == ("id", "Almi AB")
    assert "Almi AB" in openpyxl.load_workbook(copy)["Aktörer"]["A5"].comment.text
    assert "finns redan något" in run_landskap(folder, "load", str(mall), "--errors-to", str(copy)).stderr
    refused = run_landskap(folder, "load", str(SEEDS / "sormland"), "--errors-to", str(tmp_path / "x.xlsx"))
    assert (refused.returncode, "bara en arbetsbok" in refused.stderr) == (1, True)


def test_who_loads_an_export_is_told_to_export_anew_and_then_by_which_change_a_conflict_came(
    folder: Path, tmp_path: Path
) -> None:
    path = tmp_path / "ut.json"
    run_landskap(folder, "export", str(path))
    document = json.loads(path.read_text(encoding="utf-8"))
    for name in ("Ett", "Två"):
        document["actor"][0]["description"] = name
        path.write_text(json.dumps(document), encoding="utf-8")
        done = run_landskap(folder, "load", str(path), "--yes", LANDSKAP_LANG="en")
        assert ("Export anew before you change more in ut.json:" in done.stdout) == (name == "Ett")
    assert "'Två', in the landscape 'Ett' since (change " in " ".join(done.stderr.split())
    assert "load of ut.json)" in " ".join(done.stderr.split())


def test_that_nothing_was_read_is_told(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "step_norm.csv").write_text("id;step;days;evidence\n#a;executed;3;x §1\n#b;executed;3;x §1\n", encoding="utf-8")
    done = run_landskap(folder, "load", str(tmp_path / "step_norm.csv"), "--yes", LANDSKAP_LANG="en")
    assert done.stdout.strip().endswith("No rows were read; nothing to do. 2 rows that begin with # were left out.")


def test_loading_again_changes_nothing(folder: Path) -> None:
    assert "inget att göra" in run_landskap(folder, "load", str(SEEDS / "sormland"), "--yes").stdout.casefold()


def test_faults_are_all_told_and_nothing_is_written(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "flow.csv").write_text(
        "id;source;target;kind;standing;evidence\nf;arbetsformedlingn;vis;demand;existing;programforklaring-2020 §1\ng;vis;vis;order;existing;x §1\n",
        encoding="utf-8",
    )
    before = answer_of(folder, "status")["last_change"]
    done = run_landskap(folder, "load", str(tmp_path), "--yes")
    assert done.returncode == 1
    assert "aktör 'arbetsformedlingn' finns inte – menade du 'arbetsformedlingen'" in done.stderr
    assert "flow.csv:3, Till (target): ett flöde från en part till sig själv" in done.stderr
    assert "flow.csv:3, Belägg (evidence): källa 'x' finns inte" in done.stderr
    assert answer_of(folder, "status")["last_change"] == before


def test_single_facts_are_changed_in_the_name_of_a_function(folder: Path) -> None:
    done = run_landskap(
        folder, "--as", "regional samordnare", "set", "katec", "description", "Nätverk för teknik", "--why", "möte i maj"
    )
    assert "~ katec: Katec\n      Beskrivning: – → Nätverk för teknik" in done.stdout
    last = answer_of(folder, "status")["last_change"]
    assert (last["who"], last["why"]) == ("regional samordnare", "möte i maj")
    assert "inget att göra" in run_landskap(folder, "set", "katec", "description", "Nätverk för teknik").stdout
    assert " ny" not in run_landskap(folder, "rename", "katec", "Katec Sörmland").stdout
    assert answer_of(folder, "feeds", "Katec")["parameters"]["party"] == "katec"
    ended = run_landskap(folder, "end", "kronfagel", "--on", "2026-12-31").stdout
    assert "× kronfagel: Kronfågel\n      Gäller till: – → 2026-12-31" in ended
    assert "menade du 'regional'" in run_landskap(folder, "set", "katec", "level", "regionl").stderr


def test_map_document_and_graph_as_files(folder: Path, tmp_path: Path) -> None:
    assert run_landskap(folder, "map", "--out", str(tmp_path / "karta.html")).returncode == 0
    assert run_landskap(folder, "map", "--out", str(tmp_path / "karta.svg")).returncode == 0
    assert run_landskap(folder, "export", str(tmp_path / "landskap.graphml")).returncode == 0
    assert "Inget har publicerats" in run_landskap(folder, "revisions").stdout
    first = run_landskap(folder, "publish", "--note", "Första", "--yes")
    assert "Revision 1 i namn av regional samordnare, fingeravtryck" in first.stdout
    assert "den gäller" in run_landskap(folder, "publish", "--note", "Igen", "--yes").stdout
    run_landskap(folder, "set", "katec", "description", "Ändrad text")
    run_landskap(folder, "publish", "--note", "Andra", "--yes")
    rows = answer_of(folder, "revisions")["rows"]
    assert [row["number"] for row in rows] == [1, 2]
    assert rows[1]["previous"] == rows[0]["hash"]
    assert run_landskap(folder, "document", "--out", str(tmp_path / "d.pdf")).returncode == 0
    text = "".join(page.extract_text() for page in pypdf.PdfReader(tmp_path / "d.pdf").pages[:3])
    assert "UTKAST" in text
    assert "Ändrad text" in text
    assert rows[1]["fingerprint"][:32] in "".join(text.split())


@pytest.mark.skipif(os.name == "nt", reason="no such modes or pipes there")
@pytest.mark.parametrize("words", [["map"], ["document"]])
def test_what_is_drawn_or_issued_takes_nobody_elses_place(folder: Path, tmp_path: Path, words: list[str]) -> None:
    if words == ["document"]:
        run_landskap(folder, "publish", "--note", "Inför dokumentet", "--yes")
    ending, mode = (".svg", 0o600) if words == ["map"] else (".pdf", 0o666 & ~read_umask())
    (tmp_path / "annans").write_text("före", encoding="utf-8")
    outs = [tmp_path / f"{name}{ending}" for name in ("fil", "lank", "ror")]
    outs[0].touch()
    outs[1].symlink_to(tmp_path / "annans")
    os.mkfifo(outs[2])
    for out in outs:
        refused = run_landskap(folder, *words, "--out", str(out), LANDSKAP_LANG="sv")
        assert (refused.returncode, "med --overwrite" in refused.stderr) == (1, True)
        assert run_landskap(folder, *words, "--out", str(out), "--overwrite").returncode == 0
        assert (out.is_symlink(), out.is_file(), out.stat().st_mode & 0o777) == (False, True, mode)
    assert (tmp_path / "annans").read_text(encoding="utf-8") == "före"


def read_umask() -> int:
    """Return the rights that this process takes from new files."""
    now = os.umask(0o022)
    os.umask(now)
    return now


@pytest.mark.slow
def test_status_and_stop(tmp_path: Path) -> None:
    path = tmp_path / "empty"
    path.mkdir()
    assert "Publicerade revisioner: 0" in run_landskap(path, "status").stdout
    assert "stoppad" in run_landskap(path, "stop").stdout
    assert "Ingen lokal server" in run_landskap(path, "stop").stdout


def test_english(folder: Path) -> None:
    assert "As of 2026-11-24" in run_landskap(folder, "--lang", "en", "stalls", "--on", "2026-11-24").stdout


def test_template_and_export(folder: Path, tmp_path: Path) -> None:
    mall = tmp_path / "mall.xlsx"
    assert "Skrev" in run_landskap(folder, "template", str(mall)).stdout
    assert "finns redan något" in run_landskap(folder, "template", str(mall)).stderr
    for name in ("ut.xlsx", "ut", "ut.json", "ut.gexf"):
        assert run_landskap(folder, "export", str(tmp_path / name)).returncode == 0
    assert "med --overwrite" in run_landskap(folder, "export", str(tmp_path / "ut"), LANDSKAP_LANG="sv").stderr
    assert run_landskap(folder, "export", str(tmp_path / "ut"), "--overwrite").returncode == 0
    for name in ("ut.xlsx", "ut", "ut.json"):
        assert "inget att göra" in run_landskap(folder, "load", str(tmp_path / name)).stdout
    assert "varken en mapp" in run_landskap(folder, "load", str(tmp_path / "ut.gexf")).stderr
    assert not list(tmp_path.glob(".*unfinished"))


def test_feeds_tells_the_ways_between_two_parties(folder: Path) -> None:
    ways = answer_of(folder, "feeds", "eskilstuna-kommun", "--to", "komvux", "--down", "--ways", "2")
    assert (ways["question"], [row["number"] for row in ways["rows"]]) == ("ways", [1, 2])
    printed = run_landskap(folder, "feeds", "eskilstuna-kommun", "--to", "komvux").stdout
    assert "Varje väg går genom" in printed
    assert "information (behov hos personer" in printed
    assert "--hops går inte ihop med --to" in run_landskap(folder, "feeds", "vis", "--to", "komvux", "--hops", "3").stderr


def test_dead_ends_are_listed_by_rule(folder: Path) -> None:
    found = answer_of(folder, "dead-ends", "--rule", "begäran om stöd utan svar", "--party", "yrkesrad-komvux")
    assert [(row["rule"], row["count"], row["exists"]) for row in found["rows"]] == [("support-unanswered", 5, 0)]
    assert "begäran om stöd utan svar: 15, bara i det som är föreslaget" in run_landskap(folder, "dead-ends").stdout
