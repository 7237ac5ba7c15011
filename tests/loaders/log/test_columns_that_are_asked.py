"""Columns and words of a log that used to be dropped: whoever is named, steps that are told by words, and common words."""

from pathlib import Path

import pytest

from loaders.log.vocabulary import find_step_kind, names_party
from model.vocabulary.decisions import Decision, Step
from tests.loaders.log.test_decision_log import find_notices, read_log
from tests.loaders.log.test_mapping_proposal import propose_for


@pytest.mark.parametrize(
    "heading", ["Nämnd/Enhet", "Ansvarig nämnd/förvaltning", "Enhet", "Förvaltning", "Ansvarig", "Utförande enhet"]
)
def test_a_column_of_parties_is_asked_for_by_its_heading(tmp_path: Path, heading: str) -> None:
    lines = propose_for(
        tmp_path, f"Diarienr;Händelse;Datum;{heading}\nKS 2026/1;Beslut;2026-03-01;KS\nKS 2026/1;Verkställt;2026-03-02;Hamnen\n"
    )
    (addressee,) = [line for line in lines if line.startswith("  addressee:")]
    assert "? 0 av 2 värden är namn på parter" in addressee or heading == "Enhet"
    assert heading in addressee


@pytest.mark.parametrize(
    "heading",
    ["Ansvarig handläggare", "Ansvarig tjänsteperson", "Förvaltningschef", "Ansvarig funktion", "Rubrik", "Verksamhetsenheten"],
)
def test_a_column_of_persons_and_others_is_none(heading: str) -> None:
    assert not names_party(heading)


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("Återöppnat", "resumed"), ("Ärendet återöppnat", "resumed"), ("Avslutat", "reported_back"), ("Anståndstid förlängd", "extended"),
        ("Vilande fr.o.m.", "held"), ("Rapport inkom", "reported_back"), ("Bekräftat av forumet", "verified"),
    ],
)  # fmt: skip
def test_common_words_of_steps_are_known(word: str, kind: str) -> None:
    assert find_step_kind(word) == kind


def test_each_pause_has_the_new_date_that_is_headed_as_it(tmp_path: Path) -> None:
    log = (
        "Dnr;Riktat till;Vilande fr.o.m.;Vilande t.o.m.;Bordlagt den;Bordlagt till;Skäl;Bekräftat av forumet\n"
        "A 1;Komvux;2026-03-01;2026-05-01;;;budget;\nA 2;Komvux;;;2026-03-02;2026-04-02;tid;\nA 3;Komvux;;;;;;2026-03-03\n"
    )
    lines = {line.partition("  # ")[0].strip() for line in propose_for(tmp_path, log)}
    assert "addressee: Riktat till" in lines
    assert 'held: {on: "Vilande fr.o.m.", until: "Vilande t.o.m.", reason: Skäl}' in lines
    assert "deferred: {on: Bordlagt den, until: Bordlagt till, reason: Skäl}" in lines
    assert "verified: Bekräftat av forumet" in lines


def test_a_word_that_tells_only_that_it_is_over_is_asked(tmp_path: Path) -> None:
    lines = propose_for(tmp_path, "Dnr;Händelse;Datum;Enhet;Sista svarsdag\nA 1;Avslutat;2026-03-01;Komvux;2026-04-01\n")
    assert "  Avslutat: reported_back  # ? 1 rad" in lines
    assert "  due: Sista svarsdag  # 1 av 1 värden är dagar, som 2026-04-01" in lines


WIDE = "Dnr;Ärende;Forum;Beslutsdatum;Mottagare;Verkställt;Återrapporterat\nA 1;X;Rådet;2026-01-10;Komvux;x;Ja\nA 2;Y;Rådet;2026-01-10;Komvux;x;2026-05-10\nA 3;Y;Rådet;2026-01-10;Komvux;–;\n"
MAPPING = "kind: wide\nsource: kalla\ncolumns: {case: Dnr, title: Ärende, taken_in: Forum, taken_on: Beslutsdatum, addressee: Mottagare, steps: {executed: Verkställt, reported_back: Återrapporterat}}\n"


def test_columns_of_steps_with_other_words_than_days_are_asked(tmp_path: Path) -> None:
    lines = propose_for(tmp_path, WIDE)
    assert "    executed: Verkställt  # ? 0 av 3 värden är dagar, som –" in lines
    assert "    reported_back: Återrapporterat  # 1 av 2 värden är dagar, som 2026-05-10" in lines
    assert {'#   "x":  # 2 rader', "#   Ja:  # 1 rad", '#   "–":  # 1 rad'} <= set(lines)
    assert any("den dag då det senast var gjort" in line for line in lines)


def test_a_word_for_done_is_the_day_that_somebody_says(tmp_path: Path) -> None:
    contents, problems = read_log(tmp_path, WIDE, MAPPING + 'dates: {x: 2026-11-30, ja: 2026-11-30, "–": }\n')
    assert problems == []
    assert sorted((step.assignment[:3], step.kind, step.on) for step in contents.of(Step).values() if step.kind != "taken") == [
        ("a-1", "executed", "2026-11-30"), ("a-1", "reported_back", "2026-11-30"),
        ("a-2", "executed", "2026-11-30"), ("a-2", "reported_back", "2026-05-10"),
    ]  # fmt: skip


def test_a_column_of_a_step_that_the_mapping_leaves_out_is_told(tmp_path: Path) -> None:
    mapping = MAPPING.replace(", reported_back: Återrapporterat", "") + 'dates: {x: 2026-11-30, "–": }\n'
    assert find_notices(tmp_path, WIDE, mapping) == [
        "logg.csv:1: the column 'Återrapporterat' is not read, and may tell of the step reported back"
    ]


def test_a_day_that_the_calendar_does_not_have_has_a_way_out(tmp_path: Path) -> None:
    rows = "Dnr;Datum;Klart senast\nA 1;2026-03-01;2026-04-01\nA 2;2026-03-01;2026-04-02\nA 3;2026-03-01;2026-02-30\n"
    (line,) = [line for line in propose_for(tmp_path, rows) if line.startswith("  dates:")]
    assert line.startswith("  dates: leave_out  # ? ett felskrivet datum som 2026-02-30 (1 rad)")


KINDS = "Dnr;Slag;Beslutsdatum;Mottagare\nA 1;Beställning;2026-01-10;Komvux\nA 2;;2026-01-10;Komvux\nA 3;;2026-01-10;Komvux\n"
KINDS_MAPPING = (
    "kind: wide\nsource: kalla\ncolumns: {case: Dnr, decision_kind: Slag, taken_on: Beslutsdatum, addressee: Mottagare}\n"
)


def test_a_kind_that_the_log_does_not_say_is_told_and_can_be_chosen(tmp_path: Path) -> None:
    assert find_notices(tmp_path, KINDS, KINDS_MAPPING) == [
        "logg.csv:3: 'Slag' is empty for 2 decisions, which are loaded as decision: default_kind in the mapping chooses another"
    ]
    contents, _problems = read_log(tmp_path, KINDS, KINDS_MAPPING + "default_kind: förslag\n")
    assert [item.kind for item in contents.of(Decision).values()] == ["order", "proposal", "proposal"]
    assert "default_kind: decision  # ? 2 decisions have no kind: choose the one that they get" in propose_for(
        tmp_path, KINDS, "en"
    )


def test_a_log_without_a_column_of_kinds_is_not_asked_for_them(tmp_path: Path) -> None:
    rows = KINDS.replace(";Slag", ";Annat")
    assert find_notices(tmp_path, rows, KINDS_MAPPING.replace(" decision_kind: Slag,", "")) == []
    assert not [line for line in propose_for(tmp_path, rows) if line.startswith("default_kind")]


@pytest.mark.parametrize("heading", ["Sammanträdesdatum", "Protokollsdatum", "Mötesdag", "Meeting date"])
def test_the_day_of_the_meeting_is_the_day_of_the_decision(tmp_path: Path, heading: str) -> None:
    proposal = propose_for(tmp_path, KINDS.replace("Beslutsdatum", heading))
    assert [line for line in proposal if line.startswith(f"  taken_on: {heading}")]


def test_decisions_without_a_day_are_told_and_the_column_is_asked_for(tmp_path: Path) -> None:
    rows = KINDS.replace("Beslutsdatum", "Dagen").replace("A 3;;2026-01-10", "A 3;;")
    mapping = KINDS_MAPPING.replace("Beslutsdatum", "Dagen")
    assert (
        "logg.csv:4: 1 of 3 decision has no day, and is not counted in times: taken_on in the mapping names its column"
        in find_notices(tmp_path, rows, mapping)
    )
    assert not [notice for notice in find_notices(tmp_path, KINDS, KINDS_MAPPING) if "no day" in notice]
    assert any("Is it taken_on (the day of the decision)" in line for line in propose_for(tmp_path, rows, "en"))


@pytest.mark.parametrize("heading", ["Varför", "Vad som hände"])
def test_the_reason_of_a_pause_is_a_column_that_is_filled_beside_it(tmp_path: Path, heading: str) -> None:
    rows = [f"KS 2026/{n};Utred {n};2026-03-01;Komvux;2026-04-0{n};;;" for n in range(1, 8)]
    rows += [f"KS 2026/{n};Utred {n};2026-03-01;Komvux;2026-04-01;2026-05-01;2026-09-01;Inväntar statens beslut" for n in (8, 9)]
    lines = propose_for(tmp_path, f"Dnr;Rubrik;Beslutat;Till;Expedierat;Vilande;Vilande till;{heading}\n" + "\n".join(rows))
    (held,) = [line for line in lines if line.strip().startswith("held:")]
    assert f"reason: {heading}" in held
    assert not any(line.startswith("default_reason") for line in lines)
