"""A proposal by command: printed, and as a file whose plan can be seen before anything is written."""

import json
from pathlib import Path

from tests.commands import answer_of, run_landskap


def test_a_proposal_is_printed_and_its_file_can_be_planned(sormland_folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "forslag.json"
    done = run_landskap(sormland_folder, "mend", "--changes", "2", "--out", str(out), "--lang", "en", "--on", "2026-11-24")
    assert (done.returncode, done.stderr) == (0, "")
    shown = " ".join(done.stdout.split())
    assert "It is proven that no other set of such changes gives more of the voices that are known to be lacking" in shown
    assert "Ask these existing forums for their members first (5 of" in shown
    assert "the choice is arbitrary. As good sets have also: " in shown
    source = shown.partition("--source ")[2].split()[0]
    plan = run_landskap(sormland_folder, "load", str(out), "--source", source, "--plan", "--json")
    created = {type_: counts["create"] for type_, counts in json.loads(plan.stdout)["counts"].items()}
    assert (plan.returncode, created) == (2, {"Source": 1, "Seat": 2})
    told = answer_of(sormland_folder, "mend", "--changes", "2", "--on", "2026-11-24")
    assert [row["number"] for row in told["rows"] if row["what"] == "change"] == [1, 2]
    assert run_landskap(sormland_folder, "mend", "--out", str(tmp_path / "forslag.docx")).returncode == 64
