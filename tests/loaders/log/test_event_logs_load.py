"""XES and OCEL 2.0 load by a mapping as CSV does: the same records, and what names persons is not taken in unasked."""

import csv
import json
from pathlib import Path
from xml.sax.saxutils import quoteattr

import pytest

from loaders.log.mapping import read_mapping
from model.vocabulary.contents import Contents
from tests.loaders.log.test_decision_log import EXAMPLES, PARTIES, plan_log, steps
from tests.loaders.log.test_mapping_proposal import proposal, read_by_mapping
from tests.loaders.real_logs import write_permits

LOGS = {"xes": EXAMPLES / "handelser-exempel.xes", "ocel": EXAMPLES / "handelser-exempel.jsonocel"}
PERSON = "Anna Maria Exempelsson"


@pytest.mark.parametrize("kind", LOGS)
def test_the_examples_say_the_same_in_every_format(kind: str, with_examples: Contents) -> None:
    csv_log = EXAMPLES / "handelser-exempel.csv"
    said = read_by_mapping(LOGS[kind], EXAMPLES / f"handelser-exempel-{kind}.yaml", with_examples)
    assert said == read_by_mapping(csv_log, csv_log.with_suffix(".yaml"), with_examples)


@pytest.mark.parametrize("kind", LOGS)
def test_the_proposal_says_what_the_examples_mapping_says(kind: str, tmp_path: Path, with_examples: Contents) -> None:
    (tmp_path / "map.yaml").write_text(
        proposal(LOGS[kind], with_examples).replace("#   Registrerat:", "  Registrerat:"), encoding="utf-8"
    )
    by_hand = EXAMPLES / f"handelser-exempel-{kind}.yaml"
    proposed, written = (read_mapping(path).says.columns for path in (tmp_path / "map.yaml", by_hand))
    assert proposed == written
    assert read_by_mapping(LOGS[kind], tmp_path / "map.yaml", with_examples) == read_by_mapping(
        LOGS[kind], by_hand, with_examples
    )


@pytest.mark.parametrize("name", ["pm4py.xes", "pm4py.jsonocel"])
def test_what_pm4py_writes_says_the_same(name: str, tmp_path: Path, with_examples: Contents) -> None:
    """The events of the example, as PM4Py 2.7.23 wrote them: it has `NaT` and `nan` where a cell was empty."""
    log = Path(__file__).parents[1] / "event_logs" / name
    mapping = (
        proposal(log, with_examples)
        .replace("#   Registrerat:", "  Registrerat:")
        .replace("# ? time_zone: Europe/Stockholm", "time_zone: Europe/Stockholm #")
    )
    (tmp_path / "map.yaml").write_text(mapping.replace("source: pm4py", "source: exempel-handelser"), encoding="utf-8")
    csv_log = EXAMPLES / "handelser-exempel.csv"
    expected = read_by_mapping(csv_log, csv_log.with_suffix(".yaml"), with_examples)
    assert read_by_mapping(log, tmp_path / "map.yaml", with_examples) == expected


def test_columns_of_objects_that_are_not_read_are_counted_in_one_line(with_examples: Contents) -> None:
    assert [line for line in proposal(LOGS["ocel"], with_examples, "en").splitlines() if "not read" in line] == [
        "# not read: 5 columns of objects: 'ocel:type:enhet', 'ocel:qualifier:ärende', 'ocel:qualifier:beslutande', 'ocel:qualifier:mottagare', 'ocel:type:enhet:namn'",
        "# not read: 'utförd av funktion'",
    ]


def write_as_xes(log: Path, path: Path) -> None:
    """Write a CSV with the standard's columns as XES, its cases as traces."""
    traces: dict[str, list[dict[str, str]]] = {}
    with log.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            traces.setdefault(row["case:concept:name"], []).append(row)

    def attributes(row: dict[str, str], of_trace: bool) -> str:
        given = {heading: cell for heading, cell in row.items() if heading and heading.startswith("case:") == of_trace}
        return "".join(
            f"<string key={quoteattr(key.removeprefix('case:'))} value={quoteattr(cell)}/>" for key, cell in given.items()
        )

    with path.open("w", encoding="utf-8") as file:
        file.write("<log>\n")
        for rows in traces.values():
            events = "\n".join(f"<event>{attributes(row, of_trace=False)}</event>" for row in rows)
            file.write(f"<trace>{attributes(rows[0], of_trace=True)}\n{events}\n</trace>\n")
        file.write("</log>\n")


def test_a_real_log_says_the_same_as_csv_and_as_xes(tmp_path: Path) -> None:
    write_permits(tmp_path / "logg.csv")
    write_as_xes(tmp_path / "logg.csv", tmp_path / "logg.xes")
    (tmp_path / "map.yaml").write_text(PERMIT_MAPPING, encoding="utf-8")
    as_csv, as_xes = (
        read_by_mapping(tmp_path / name, tmp_path / "map.yaml", Contents(PARTIES)) for name in ("logg.csv", "logg.xes")
    )
    assert len(as_csv) > 5_000
    assert as_xes == as_csv


PERMIT_MAPPING = """
kind: long
source: kalla
columns: {case: case:concept:name, event: concept:name, on: time:timestamp, due: case:deadline}
default_addressee: komvux
events:
  Confirmation of receipt: taken
  T05 Print and send confirmation of receipt: communicated
  T10 Determine necessity to stop indication: executed
others: {events: leave_out}
"""


def test_a_day_is_as_it_is_written_unless_the_mapping_gives_a_time_zone(tmp_path: Path) -> None:
    event = '<event><string key="e" value="fattat"/><date key="t" value="2026-02-28T23:30:00.000Z"/></event>'
    (tmp_path / "logg.xes").write_text(f'<log><trace><string key="nr" value="A 1"/>{event}</trace></log>', encoding="utf-8")
    mapping = "kind: long\nsource: kalla\ncolumns: {case: case:nr, event: e, on: t}\ndefault_addressee: komvux\n"
    for zone, day in (("", "2026-02-28"), ("time_zone: Europe/Stockholm\n", "2026-03-01")):
        (tmp_path / "map.yaml").write_text(mapping + zone, encoding="utf-8")
        contents, problems = plan_log(tmp_path / "logg.xes", tmp_path / "map.yaml")
        assert (problems, [on for _id, _kind, on in steps(contents)]) == ([], [day])


def test_names_of_persons_are_neither_proposed_nor_shown_nor_loaded(tmp_path: Path, with_examples: Contents) -> None:
    text = LOGS["xes"].read_text(encoding="utf-8").replace("registrator", PERSON)
    (tmp_path / "logg.xes").write_text(text, encoding="utf-8")
    ocel = json.loads(LOGS["ocel"].read_text(encoding="utf-8"))
    for event in ocel["events"]:
        event["attributes"].append({"name": "org:resource", "value": PERSON})
    (tmp_path / "logg.jsonocel").write_text(json.dumps(ocel), encoding="utf-8")
    for log in ("logg.xes", "logg.jsonocel"):
        mapping = proposal(tmp_path / log, with_examples)
        assert PERSON not in mapping
        assert "# läses inte: 'org:resource'" in mapping
        (tmp_path / "map.yaml").write_text(mapping, encoding="utf-8")
        assert PERSON not in str(read_by_mapping(tmp_path / log, tmp_path / "map.yaml", with_examples))


def test_what_looks_like_titles_under_a_heading_of_persons_is_no_title(tmp_path: Path) -> None:
    event = f'<event><string key="concept:name" value="fattat"/><string key="org:resource" value="{PERSON}"/></event>'
    (tmp_path / "logg.xes").write_text(
        f'<log><trace><string key="concept:name" value="A 1"/>{event * 3}</trace></log>', encoding="utf-8"
    )
    assert "title" not in proposal(tmp_path / "logg.xes", Contents(PARTIES))
