"""Whatever a log has, it loads by the mapping that is proposed for it, once what must be answered is."""

import csv
import io
import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.log.mapping_proposal import propose_mapping
from loaders.log.table import read_log_table
from loaders.log.words import PartyNames
from model.vocabulary.contents import Contents
from model.vocabulary.record import EARLIEST_DAY, LATEST_DAY
from tests.conftest import limit_examples
from tests.loaders.log.test_decision_log import PARTIES, plan_log

DAYS = st.dates(date.fromisoformat(EARLIEST_DAY), date.fromisoformat(LATEST_DAY)).map(str) | st.sampled_from(
    ["2026-03-01 10:15", "20260301", "12 mars 2026", "2026-03-01T23:30:00Z"]
)
NO_DAYS = st.sampled_from(
    ["", "snarast", "HT 2026", "våren", "v. 24", "2026-06", "9999-12-31", "–", "?", "2026-02-30", "löpande"]
)
WORDS = st.sampled_from(
    ["", "Komvux", "Rådet", "Nämnden", "BR", "Skolan, söder", "Komvux; Rådet", "Okända kontoret", "Stab/kansli", "x: y", "#"]
)
STEPS = st.sampled_from(
    [
        "",
        "Beslut",
        "Bordlagt",
        "Vilande",
        "Avslag",
        "Verkställt",
        "Återupptaget",
        "Ersatt",
        "Remiss",
        "Ny handläggare",
        "T02 Check",
    ]
)
NUMBERS = st.sampled_from(["", "–", "KS 2026/1", "KS 2026-1", "ks 2026/1", "KS 2026/2", "12", "case-10011", "Å", "Antal: 3"])
TITLES = st.sampled_from(["", "Motion om X", "Svar på motion om X", "Information", "Två\nrader"])
COLUMNS: dict[str, st.SearchStrategy[str]] = {
    "Diarienummer": NUMBERS, "case:concept:name": NUMBERS, "Ärende": TITLES, "Rubrik": TITLES | st.just("x" * 400), "Nämnd": WORDS, "Fattat i": WORDS,
    "Beslutsdatum": DAYS | NO_DAYS, "Mottagare": WORDS, "Enhet": WORDS, "org:group": WORDS, "Klart senast": DAYS | NO_DAYS,
    "Händelse": STEPS, "concept:name": STEPS, "Status": STEPS, "Datum": DAYS | NO_DAYS, "time:timestamp": DAYS | NO_DAYS,
    "Ny tid": DAYS | NO_DAYS, "Skäl": st.sampled_from(["", "väntar", "x" * 50]), "Expedierat": DAYS | NO_DAYS,
    "Vilande från": DAYS | NO_DAYS, "Avslag": DAYS | NO_DAYS, "Beslutstyp": st.sampled_from(["", "Beslut", "Yttrande", "order"]),
    "lifecycle:transition": st.sampled_from(["start", "complete", ""]), "Handläggare": WORDS,
}  # fmt: skip


@st.composite
def logs(draw: st.DrawFn) -> str:
    """A log with some of the columns, in some order, and a few rows."""
    headings = draw(st.lists(st.sampled_from(list(COLUMNS)), min_size=2, max_size=10, unique=True))
    rows = draw(st.lists(st.tuples(*(COLUMNS[heading] for heading in headings)), min_size=1, max_size=12))
    text = io.StringIO()
    csv.writer(text, delimiter=draw(st.sampled_from(";,\t"))).writerows([headings, *rows])
    return text.getvalue()


ANSWERS = {
    r"^default_addressee:(?=  #)": "default_addressee: komvux", r"^default_forum:(?=  #)": "default_forum: radet",
    r"^  addressees:(?=  # \?)": "  addressees: komvux", r"^date_format:(?=  #)": "date_format: DD/MM/YYYY",
}  # fmt: skip


def fill_answers(text: str) -> str:
    """The proposal with what must be answered."""
    for blank, answer in ANSWERS.items():
        text = re.sub(blank, answer, text, flags=re.MULTILINE)
    return text


@limit_examples(60)
@given(logs())
def test_what_is_proposed_loads(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    folder = tmp_path_factory.mktemp("logg")
    (folder / "logg.csv").write_text(text, encoding="utf-8", newline="")
    names = PartyNames()
    names.learn(Contents(PARTIES).parties())
    mapping = fill_answers(propose_mapping(read_log_table(folder / "logg.csv"), names, "en"))
    if "  case:  # ?" in mapping or "  on:  # ?" in mapping:
        return  # without which column these are nothing can be said
    (folder / "map.yaml").write_text(mapping, encoding="utf-8")
    problems = plan_log(folder / "logg.csv", folder / "map.yaml", language="en")[1]
    assert problems == [], f"{text}\n{mapping}"
