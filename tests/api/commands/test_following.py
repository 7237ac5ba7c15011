"""Following up by command: the balance list, written over no file of somebody's."""

from pathlib import Path

from tests.commands import answer_of, run_landskap


def test_the_balance_list_is_written_and_overwrites_nothing_unless_told_to(sormland_folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "lista.xlsx"
    done = run_landskap(sormland_folder, "balance", "--out", str(out), "--place", "Eskilstuna", "--lang", "en")
    assert (done.returncode, done.stderr) == (0, "")
    assert f"Wrote {out}: 0 assignments stand still, 4 are unknown" in done.stdout
    written = out.read_bytes()
    again = run_landskap(sormland_folder, "balance", "--out", str(out))
    assert (again.returncode, "--overwrite" in again.stderr, out.read_bytes() == written) == (1, True, True)
    assert run_landskap(sormland_folder, "balance", "--out", str(out), "--overwrite").returncode == 0
    assert run_landskap(sormland_folder, "balance", "--out", str(tmp_path / "lista.docx")).returncode == 64


def test_reminders_are_printed_or_written(sormland_folder: Path, tmp_path: Path) -> None:
    printed = run_landskap(sormland_folder, "remind", "--to", "Tillväxtverket", "--lang", "en")
    assert printed.stdout.startswith("To: Swedish Agency for Economic and Regional Growth\nSubject: ")
    folder = tmp_path / "utskick"
    done = run_landskap(sormland_folder, "remind", "--out", str(folder), "--to", "Tillväxtverket")
    assert (done.returncode, [path.name for path in folder.iterdir()]) == (0, ["tillvaxtverket.txt"])
    told = answer_of(sormland_folder, "remind", "--to", "Tillväxtverket")
    assert [one["recipient"] for one in told["recipients"]] == ["tillvaxtverket"]
    assert run_landskap(sormland_folder, "remind", "--out", str(folder)).returncode == 1
