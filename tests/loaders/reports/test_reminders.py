"""Reminders: who gets what, as a letter and as a calendar that a second import updates."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar

from loaders.reports.reminder_calendar import build_calendar, write_calendar
from loaders.reports.reminder_folder import write_reminder_folder
from loaders.reports.reminder_letters import build_letter
from model.errors import NotFound
from model.vocabulary.contents import Contents
from model.vocabulary.decisions import StepKind
from model.vocabulary.registers import Landscape
from queries.following.reminders import Recipient, Reminders, answer_remind
from queries.questions.parameters import RemindQuestion
from queries.server.graph import Graph
from tests.graphs import put
from tests.landscapes import EVIDENCE, actor, assignment, decision, forum, landscape, norm, step

ON = "2026-06-01"
OURS = Landscape(
    id="l",
    name="Vårt",
    owner="a",
    owner_function="samordnare",
    mailbox="post@x.example",
    base_iri="https://x.example/",
    evidence=EVIDENCE,
)


def make_contents(due: str = "2026-05-22") -> Contents:
    """A late one, one due soon by its own date and one by its usual time, one far ahead, one executed; a party that ended and was split."""
    parties = [
        actor("a"),
        actor("gammal", valid_to="2026-01-31"),
        actor("mellan", valid_from="2026-02-01", valid_to="2026-03-31", resulted_from=("gammal",)),
        actor("norr", valid_from="2026-04-01", resulted_from=("mellan",)),
        actor("soder", valid_from="2026-04-01", resulted_from=("mellan",)),
        actor("borta", valid_to="2026-01-31"),
    ]
    owed = [
        assignment("sen", "d", "a", due=due, owner="Rektor"),
        assignment("snart", "d", "a", due="2026-07-01"),
        assignment("langt", "d", "a", due="2026-07-02"),
        assignment("vanligt", "d", "a", owner="rektor"),
        assignment("okant", "d", "a"),
        assignment("arvd", "d", "gammal", due="2026-05-01"),
        assignment("ingens", "d", "borta", due="2026-05-01"),
    ]
    told = [step(id_, StepKind.COMMUNICATED, "2026-04-10") for id_ in ("sen", "snart", "langt", "arvd", "ingens")]
    steps = [*told, step("vanligt", StepKind.COMMUNICATED, "2026-05-10"), step("okant", StepKind.EXECUTED, "2026-05-10")]
    taken = {"case_number": "KS 7", "taken_on": "2026-01-15", "taken_in": "f"}
    return landscape(OURS, parties, forum("f"), decision("d", *owed, **taken), steps, norm(StepKind.COMMUNICATED, 30))


def test_a_pause_that_ran_out_is_late_only_if_the_own_date_is_past(graph: Graph) -> None:
    dues = {"ute": "2027-07-04", "utan": None, "sen": "2026-05-01"}
    owed = [assignment(id_, "d", "a", due=due) for id_, due in dues.items()]
    told = [step(id_, StepKind.COMMUNICATED, "2026-01-10") for id_ in dues]
    held = [step(id_, StepKind.HELD, "2026-02-01", until="2026-05-30") for id_ in dues]
    put(graph, landscape(actor("a"), decision("d", *owed), told, held))
    reminders = ask(graph)
    assert owed_by(reminders.recipients) == {"a": [("sen", "late"), ("utan", "paused"), ("ute", "paused")]}
    letter = " ".join(build_letter(reminders, reminders.recipients[0], "sv").split())
    assert "1 försenat uppdrag, 2 vars paus gått ut eller snart gör det" in letter
    assert "Pausen gick ut för 2 dagar sedan." in letter
    assert "Klart senast 2027-07-04." in letter


def test_what_is_late_is_told_latest_first_and_by_its_own_date_where_that_follows_the_pause(graph: Graph) -> None:
    dues = {"efter": "2026-05-20", "fore": "2026-02-20"}
    owed = [assignment(id_, id_, "a", due=due) for id_, due in dues.items()]
    told = [step(id_, StepKind.COMMUNICATED, "2026-01-10") for id_ in dues]
    held = [
        step("efter", StepKind.HELD, "2026-02-01", until="2026-03-01"),
        step("fore", StepKind.HELD, "2026-02-01", until="2026-04-01"),
    ]
    put(graph, landscape(actor("a"), *(decision(item.id, item) for item in owed), told, held))
    reminders = ask(graph)
    (recipient,) = reminders.recipients
    assert [row["assignment"] for row in recipient.select("late")] == ["fore", "efter"]
    days = {
        said: event["DTSTART"].dt.isoformat() for said, event in events_of(build_calendar(reminders, [recipient], "sv")).items()
    }
    assert days == {"Klart senast: Efter, A": "2026-05-20", "Pausen går ut: Fore, A": "2026-04-01"}


@pytest.fixture
def reminded(graph: Graph) -> Graph:
    put(graph, make_contents())
    return graph


def ask(graph: Graph, **asked: Any) -> Reminders:
    return answer_remind(graph, RemindQuestion.model_validate({"on": ON, **asked}))


def owed_by(recipients: list[Recipient]) -> dict[str, list[tuple[str, str]]]:
    return {one.key: [(row["assignment"], row["how"]) for row in one.rows] for one in recipients}


A_OWES = [("sen", "late"), ("vanligt", "soon"), ("snart", "soon"), ("okant", "executed")]


def test_each_addressee_owes_what_is_late_soon_or_to_be_reported_and_what_follows_an_ended_one_owes_for_it(
    reminded: Graph,
) -> None:
    assert owed_by(ask(reminded).recipients) == {
        "a": A_OWES,
        "borta": [("ingens", "late")],
        "norr": [("arvd", "late")],
        "soder": [("arvd", "late")],
    }
    assert [row["assignment"] for row in ask(reminded, within=31).recipients[0].rows] == [
        "sen",
        "vanligt",
        "snart",
        "langt",
        "okant",
    ]
    assert [row["assignment"] for row in ask(reminded, within=0).recipients[0].rows] == ["sen", "okant"]


def test_each_function_owes_what_it_answers_for(reminded: Graph) -> None:
    found = owed_by(ask(reminded, functions=True).recipients)
    assert found["rektor"] == [("sen", "late"), ("vanligt", "soon")]
    assert list(found) == ["rektor", ""]  # last what no function answers for


def test_a_recipient_is_named_as_party_or_function(reminded: Graph) -> None:
    assert owed_by(ask(reminded, to=("A",)).recipients) == {"a": A_OWES}
    assert owed_by(ask(reminded, to=("REKTOR", "norr")).recipients) == {
        "rektor": [("sen", "late"), ("vanligt", "soon")],
        "norr": [("arvd", "late")],
    }
    with pytest.raises(NotFound, match="neither a party nor a function"):
        ask(reminded, to=("nobody",))


def test_a_letter_is_ready_to_send(reminded: Graph) -> None:
    reminders = ask(reminded, to=("a",))
    letter = build_letter(reminders, reminders.recipients[0], "sv")
    assert letter.startswith(
        "Till: A\nAtt: Rektor, rektor\nÄmne: 1 försenat uppdrag, 2 som ska vara klara inom 30 dagar, 1 att\nåterrapportera\n\n"
        "Det här är de öppna uppdragen för A i Vårt, läget den 2026-06-01.\nIngen funktion ansvarar för 2 av de 4.\n\nFÖRSENAT\n\n1. D (KS 7)\n   10 dagar försenat. Beslutat av F 2026-01-15."
    )
    assert "VERKSTÄLLT: återrapportera till dem som beslutade\n\n1. D (KS 7)" in letter
    assert letter.endswith("Berätta när ett steg är taget, eller vad som står i vägen: A, samordnare,\npost@x.example.\n")
    assert max(map(len, letter.splitlines())) <= 76


def test_what_is_not_yet_communicated_is_for_whoever_decided(graph: Graph, tmp_path: Path) -> None:
    untold = [assignment("utan", "d", "a", due="2026-05-01"), assignment("fattat", "d", "a", example=True)]
    told = [assignment("sagt", "d", "a", due="2026-05-01")]
    steps = [step("fattat", StepKind.TAKEN, "2026-01-15"), step("sagt", StepKind.COMMUNICATED, "2026-02-01")]
    put(graph, landscape(actor("a"), decision("d", *untold, *told), steps))
    reminders = ask(graph)
    (recipient,) = reminders.recipients
    assert owed_by([recipient]) == {"a": [("sagt", "late"), ("utan", "untold"), ("fattat", "untold")]}
    letter = build_letter(reminders, recipient, "sv")
    assert "Ämne: 1 försenat uppdrag, 2 ännu inte kommunicerade (varav 1 påhittat exempel)" in " ".join(letter.split())
    late, untold_part = letter.split("ENLIGT LANDSKAPET ÄNNU INTE KOMMUNICERAT TILL ER\nDet är den som beslutade")
    assert ("31 dagar försenat." in late, "försenat" in untold_part) == (True, False)
    write_calendar(tmp_path / "c.ics", reminders, "sv")
    assert len(events_of((tmp_path / "c.ics").read_bytes())) == 1


@pytest.mark.parametrize(
    ("kind", "told"),
    [(StepKind.HELD, "Det lades vilande till 2026-05-01."), (StepKind.DEFERRED, "Det sköts upp till 2026-05-01.")],
)
def test_a_pause_says_which_it_is_in_words_that_hold_after_its_day(graph: Graph, kind: StepKind, told: str) -> None:
    paused = step("u", kind, "2026-02-02", until="2026-05-01", reason="väntar")
    steps = [step("u", StepKind.COMMUNICATED, "2026-02-01"), paused]
    put(graph, landscape(actor("a"), decision("d", assignment("u", "d", "a")), steps))
    reminders = ask(graph)
    assert told in " ".join(build_letter(reminders, reminders.recipients[0], "sv").split())


def events_of(calendar: bytes) -> dict[str, Any]:
    return {str(event["SUMMARY"]): event for event in Calendar.from_ical(calendar).walk("VEVENT")}


def test_a_calendar_has_an_all_day_event_for_each_deadline(reminded: Graph, tmp_path: Path) -> None:
    write_calendar(tmp_path / "c.ics", ask(reminded), "sv")
    written = (tmp_path / "c.ics").read_bytes()
    calendar = Calendar.from_ical(written)
    assert (calendar["METHOD"], calendar["X-WR-CALNAME"]) == ("PUBLISH", "Att göra klart: Vårt")
    events: list[Any] = [*calendar.walk("VEVENT")]
    assert [event["DTSTART"].dt.isoformat() for event in events] == [
        "2026-05-01",
        "2026-05-01",
        "2026-05-22",
        "2026-06-09",
        "2026-07-01",
    ]
    assert len({event["UID"] for event in events}) == 5  # what two successors owe is there once
    event = events_of(written)["Klart senast: D (KS 7), A"]
    assert (event["DTEND"].dt - event["DTSTART"].dt).days == 1
    assert "Beslutat av F 2026-01-15." in event["DESCRIPTION"]
    (alarm,) = event.walk("VALARM")
    assert (alarm["TRIGGER"].dt.days, alarm["TRIGGER"].dt.seconds) == (-7, 9 * 3600)


def test_the_same_landscape_gives_the_same_bytes_and_a_changed_date_updates_the_event(reminded: Graph) -> None:
    def build() -> bytes:
        reminders = ask(reminded, to=("rektor",), within=0)
        return build_calendar(reminders, reminders.recipients, "sv")

    before = build()
    assert build() == before
    put(reminded, make_contents(due="2026-05-25"))
    (old,), (new,) = events_of(before).values(), events_of(build()).values()
    assert (old["UID"], old["DTSTART"].dt, new["DTSTART"].dt) == (new["UID"], date(2026, 5, 22), date(2026, 5, 25))
    assert new["SEQUENCE"] > old["SEQUENCE"]
    assert new["LAST-MODIFIED"].dt >= old["LAST-MODIFIED"].dt


def test_a_folder_holds_a_letter_for_each_and_a_calendar_where_there_are_deadlines(graph: Graph, tmp_path: Path) -> None:
    put(
        graph,
        landscape(
            actor("a"),
            actor("b"),
            decision("d", assignment("u", "d", "a", due=ON), assignment("v", "d", "b", owner="Å/Ö")),
            step("u", StepKind.COMMUNICATED, "2026-05-10"),
        ),
    )
    write_reminder_folder(tmp_path, ask(graph), "en")
    write_reminder_folder(tmp_path, ask(graph, functions=True), "en")
    assert {path.name for path in tmp_path.iterdir()} == {
        "a.txt", "a.ics", "b.txt", "a-o.txt", "no-function-answers-for-it.txt", "no-function-answers-for-it.ics",
    }  # fmt: skip
