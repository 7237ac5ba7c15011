"""What is missing on the page of a party: facts that nobody has recorded, and that someone could."""

from collections.abc import Iterator

from api.parties.party_answers import PartyAnswers
from model.language import Localizable, PluralText, Text
from model.vocabulary.actors import Actor, Function, Involvement
from model.vocabulary.days import count_days
from model.vocabulary.flows import Flow
from model.vocabulary.forums import Forum, Headcount, Position, Seat
from model.vocabulary.record import Standing
from model.vocabulary.registers import Level

LONG_UNCONFIRMED = 365
"""Days after which what nobody has changed or confirmed is worth a look; as `landskap stale` unless told otherwise."""


def list_gaps(answers: PartyAnswers) -> list[Localizable]:
    """Return what is not on record of a party that has not ended, the most telling first."""
    if answers.vicinity.ended:
        return []
    party = answers.vicinity.party
    own = {Forum: _list_of_forum, Actor: _list_of_actor, Function: _list_of_function}[type(party)]
    return [*own(answers), *_list_of_flows(answers), *_list_of_any(answers)]


def _list_of_forum(answers: PartyAnswers) -> Iterator[Localizable]:
    forum, records = answers.vicinity.party, answers.vicinity.records
    seats = [seat for seat in records.of(Seat).values() if seat.forum == forum.id]
    members = [seat for seat in seats if seat.holder]
    if not members:
        yield Text("No members on record: who is represented here is unknown.")
    else:
        if vacant := sum(seat.number for seat in seats if not seat.holder):
            yield PluralText("{n} seat is vacant.", "{n} seats are vacant.", n=vacant)
        if unknown := sum(seat.number for seat in members if seat.mandate is None):
            total = sum(seat.number for seat in members)
            yield Text("The mandate of {n} of {whole} seats is unknown.", n=unknown, whole=total)
        if not any(seat.position in (Position.CHAIR, Position.CONVENER) for seat in members):
            yield Text("Neither chair nor convener on record.")
    counted = any(count.forum == forum.id for count in records.of(Headcount).values())
    if not counted and (getattr(forum, "women", None) is None or getattr(forum, "men", None) is None):
        yield Text("Women and men in the forum: not counted.")
    if not answers.meetings and getattr(forum, "standing", None) == Standing.EXISTING:
        yield Text("No meetings on record.")


def _list_of_actor(answers: PartyAnswers) -> Iterator[Localizable]:
    actor, records = answers.vicinity.party, answers.vicinity.records
    if not getattr(actor, "kind", None):
        yield Text("The kind of actor is not on record, so no seat rule can count it.")
    if not any(one.source == actor.id for one in records.of(Involvement).values()):
        yield Text("Which areas concern it is not on record.")
    if unrecorded := {forum for row in answers.voices for forum in row["unrecorded"]}:
        yield PluralText(
            "{n} forum that could represent it has no members on record.",
            "{n} forums that could represent it have no members on record.",
            n=len(unrecorded),
        )


def _list_of_function(answers: PartyAnswers) -> Iterator[Localizable]:
    if not getattr(answers.vicinity.party, "held_at", None):
        yield Text("Which organisation the function belongs to is not on record.")


def _list_of_flows(answers: PartyAnswers) -> Iterator[Localizable]:
    id_, flows = answers.vicinity.party.id, answers.vicinity.records.of(Flow).values()
    taken, given = any(flow.target == id_ for flow in flows), any(flow.source == id_ for flow in flows)
    if not taken and not given:
        yield Text("No flows on record, neither to it nor from it.")
    elif not taken:
        yield Text("Nobody on record feeds it.")
    elif not given:
        yield Text("It feeds nobody on record.")
    if bare := sum(not flow.carries for flow in flows):
        yield PluralText("{n} flow does not say what it carries.", "{n} flows do not say what they carry.", n=bare)


def _list_of_any(answers: PartyAnswers) -> Iterator[Localizable]:
    party, on = answers.vicinity.party, answers.vicinity.on
    if not party.valid_from:
        yield Text("Its first day is unknown.")
    level = answers.vicinity.records.of(Level).get(party.level)
    lowest = max((one.order for one in answers.vicinity.records.of(Level).values()), default=0)
    if not party.place and level and level.order == lowest:
        yield Text("It is local, but its municipality is not on record.")
    if not any(" " in place for place in party.evidence):
        yield Text("Its evidence names a source, but no place in it.")
    if (touched := answers.last_touched) and touched <= on and count_days(touched, on) > LONG_UNCONFIRMED:
        yield Text("Nobody has changed or confirmed it since {day}.", day=touched)
