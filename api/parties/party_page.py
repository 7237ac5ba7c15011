"""The page of a party. A former id leads to what it was merged into; an unknown one to the nearest."""

from collections.abc import Iterable, Mapping
from datetime import date
from http import HTTPStatus
from typing import Any

from markupsafe import Markup

from api.pages.addresses import FINDINGS
from api.pages.page import Asked, Elsewhere, FeedEntry, LazyData, WebPage
from api.pages.pictures import write_svg
from api.pages.search import find_nearest_parties
from api.parties.party_answers import PartyAnswers, read_party_answers
from api.parties.party_decisions import count_stuck, list_addressed, list_decisions, make_assignment_table
from api.parties.party_facts import describe_entries, describe_head, list_events, list_evidence, list_party_facts, make_party_data
from api.parties.party_findings import list_findings, make_finding_table
from api.parties.party_flows import build_surroundings, count_flows, list_sides, make_flow_table
from api.parties.party_gaps import list_gaps
from api.parties.party_place import place_party
from api.parties.party_seats import (
    choose_strip,
    list_representations,
    list_seats_for,
    list_seats_held,
    list_seats_in,
    list_voices,
    make_rule_table,
    make_seat_table,
    tally_rule_states,
)
from api.parties.seat_history import list_load, make_seat_history_table, read_seat_history
from model.errors import NotFound
from model.history.change_history import Entry
from model.language import LANGUAGES, JoinedText, Language, Localizable, Text
from model.text.describe import describe_party
from model.text.names import name_of
from model.vocabulary.flows import Flow
from model.vocabulary.forums import Forum, Headcount, Representation, Seat
from model.vocabulary.record import Record
from queries.landscape.parties import find_exact_parties, find_merge_target
from viz.draw.neighbourhood_svg import draw_neighbourhood

LISTED: Mapping[str, type[Record]] = {"flows": Flow, "seats": Seat, "representations": Representation, "headcounts": Headcount}
"""The relations that are part of the data, by their names there."""
MOST_SHOWN, MOST_NEAREST = 8, 6
"""Rows of a list that are shown at once, while the rest opens; parties near to an id that none has."""


def build_party_page(asked: Asked) -> WebPage:
    """Return the page of the party whose id is asked for. Raises Elsewhere for a former id or a name, and NotFound."""
    answers = read_party_answers(asked.graph, asked.id_, asked.on)
    if answers is None:
        return _lead_elsewhere(asked)
    language, link = asked.language, asked.link
    view = build_surroundings(answers.vicinity, language)
    decisions, addressed, gaps = list_decisions(answers), list_addressed(answers), list_gaps(answers)
    lines = list_findings(answers, decisions, addressed, link)
    seats, held, spoken = list_seats_in(answers), list_seats_held(answers), list_seats_for(answers)
    tables = [make_flow_table(answers.vicinity), make_seat_table(seats, held, spoken), make_rule_table(answers)]
    content = {
        "seats": seats,
        "held": held,
        "spoken_seats": spoken,
        "flow_table": tables[0],
        "most": MOST_SHOWN,
        "findings": lines,
        "gaps": gaps,
        "drawing": Markup(draw_neighbourhood(view, language, link.party)) if view else None,  # noqa: S704  # made of escaped parts
        "sides": list_sides(view, count_stuck(decisions)) if view else [],
        "decisions": decisions,
        "addressed": addressed,
        "events": list_events(answers, decisions),
    }
    return WebPage(
        template="party",
        title=name_of(answers.vicinity.party),
        content={**content, **_describe_party(asked, answers), **_describe_representation(answers)},
        data=LazyData(lambda: _make_data(asked, answers, gaps)),
        tables=[*tables, make_assignment_table(decisions, addressed), make_finding_table(lines, gaps)],
        files={"svg": lambda path: write_svg(path, draw_neighbourhood(view, language, link.party, alone=True))} if view else {},
        styles=["drawings.css", "charts.css", "party.css"],
        entries=[_make_feed_entry(entry) for entry in answers.history.entries] if asked.ending == "atom" else (),
        is_feed=bool(answers.history.entries),
    )


def _make_feed_entry(entry: Entry) -> FeedEntry:
    """Return a change of the party as an entry of its feed; only what concerns the party is told."""
    sentences = entry.sentences()
    title = sentences[0] if sentences else Text("Change {number}", number=entry.number)
    return FeedEntry(f"change-{entry.number}", entry.at, title, JoinedText(sentences, "\n"), entry.reason.who)


def _describe_party(asked: Asked, answers: PartyAnswers) -> dict[str, Any]:
    """Return what the template shows of the party itself and of its history."""
    known, language, place = answers.vicinity.known, asked.language, place_party(answers)
    is_forum = isinstance(answers.vicinity.party, Forum)
    return {
        "head": describe_head(answers),
        "is_forum": is_forum,
        "muted": answers.muted,
        "flow_counts": count_flows(answers.vicinity),
        "meetings": answers.meetings,
        "place": place,
        "locator": place.draw(name_of(answers.vicinity.party).in_(language), language).as_image("locator"),
        "seat_history": _draw_seat_history(answers, language),
        "load": list_load(answers) if is_forum else [],
        "facts": list_party_facts(answers),
        "evidence": list_evidence(answers),
        "history": describe_entries(answers.history.entries, language, date.today().isoformat()),
        "older": answers.history.next,
        "touched": answers.last_touched,
        "finding_feed": asked.link.page(f"{FINDINGS}.atom", **{"forum" if is_forum else "addressee": answers.vicinity.party.id}),
        "more": answers.more,
        "name_of": lambda id_: (answers.names.get(id_) or describe_party(id_, known)).in_(language),
    }


def _draw_seat_history(answers: PartyAnswers, language: Language) -> dict[str, Any] | None:
    """Return the seats of a forum over time as a picture and a table; None if nothing is known of it."""
    history = read_seat_history(answers) if isinstance(answers.vicinity.party, Forum) else None
    if history is None:
        return None
    picture = history.draw(language).as_image("seats-over-time")
    return {"picture": picture, "note": history.note, "table": make_seat_history_table(history)}


def _describe_representation(answers: PartyAnswers) -> dict[str, Any]:
    return {
        "strip": choose_strip(answers),
        "rules": answers.rules,
        "rule_counts": tally_rule_states(answers),
        "voices": list_voices(answers),
        "represented_by": list_representations(answers, "target", "source"),
        "represents": list_representations(answers, "source", "target"),
    }


def _lead_elsewhere(asked: Asked) -> WebPage:
    """Return the page with the parties nearest to an id that none has; raise NotFound if another form is asked for.

    Raises Elsewhere if it leads to what it was merged into, or to the one party of that name.
    """
    merged = find_merge_target(asked.graph, asked.id_)
    found = [merged] if merged else find_exact_parties(asked.graph, asked.id_)
    if len(found) == 1:
        raise Elsewhere(asked.link.party(found[0]), permanent=bool(merged))
    nearest = find_nearest_parties(asked, asked.id_, MOST_NEAREST)
    if asked.ending:
        ids = [row.id for row in nearest]
        way_out = Text("Did you mean {ids}?", ids=", ".join(ids)) if ids else Text("Search at /sok.")
        raise NotFound(Text("no party has the id '{id}'", id=asked.id_), ids, way_out)
    content = {"asked_id": asked.id_, "nearest": nearest}
    return WebPage("missing_party", Text("No such party"), content, {}, status=HTTPStatus.NOT_FOUND)


def lead_forum(asked: Asked) -> WebPage:
    """Raise Elsewhere: the address of a forum leads to its page as a party."""
    raise Elsewhere(asked.link.party(asked.id_), permanent=True)


def _make_data(asked: Asked, answers: PartyAnswers, gaps: Iterable[Localizable]) -> dict[str, Any]:
    entries = answers.history.entries
    return {
        "party": make_party_data(answers, asked.link),
        "rules": answers.rules,
        "representation": answers.voices,
        "meetings": answers.meetings,
        "decisions": answers.decisions,
        "assignments": [{**row, "state": str(row["state"])} for row in answers.standings.values()],
        "addressed": answers.addressed,
        **{name: [record.values() for record in answers.vicinity.records.of(type_).values()] for name, type_ in LISTED.items()},
        "findings": [finding.as_json() for finding in answers.findings],
        "muted": answers.muted,
        "missing": [{language: gap.in_(language) for language in LANGUAGES} for gap in gaps],
        "history": [entry.as_json() for entry in entries],
        "cut": sorted(answers.more),
    }
