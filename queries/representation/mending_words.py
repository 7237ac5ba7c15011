"""What is told of a proposed change: what it is, whom it gives a voice, and what speaks for it."""

from collections.abc import Mapping
from itertools import groupby
from typing import Any

from model.language import JoinedText, Localizable, PluralText, Text
from model.text.names import name_of, term_of
from model.vocabulary.forums import Mandate, Position
from model.vocabulary.groups import GroupKind
from model.vocabulary.record import Standing
from queries.representation.mending_case import ChangeReasons

MOST_ACTORS_NAMED = 5
"""Actors named in a sentence."""


def describe_change(row: Mapping[str, Any]) -> Text:
    """Return the sentence of a change: what to do, and whom it gives a voice."""
    words: dict[str, Any] = {
        "party": term_of(row, "party_name"),
        "into": term_of(row, "into_name"),
        "voices": _describe_voices(row),
    }
    if row["kind"] == "join":
        return Text("{party} becomes a member of {into}: a voice for {voices}.", **words)
    if row["vacancy"]:
        words["position"] = Position.of(row["position"]).term
        if row["mandate"]:
            words["mandate"] = Mandate.of(row["mandate"]).term
            return Text(
                "{party} gets the vacant seat ({position}) in {into}, with a mandate ({mandate}): a voice for {voices}.", **words
            )
        return Text("{party} gets the vacant seat ({position}) in {into}: a voice for {voices}.", **words)
    if row["mandate"]:
        mandate = Mandate.of(row["mandate"]).term
        return Text("{party} gets a seat in {into}, with a mandate ({mandate}): a voice for {voices}.", mandate=mandate, **words)
    return Text("{party} gets a seat in {into}: a voice for {voices}.", **words)


def _describe_voices(row: Mapping[str, Any]) -> Localizable:
    """Return whom a change gives a voice, by area and level."""
    parts = []
    for _cell, voices in groupby(sorted(row["voices"], key=_cell_of), _cell_of):
        here = [*voices]
        named = JoinedText(term_of(voice) for voice in here[:MOST_ACTORS_NAMED])
        more = len(here) - MOST_ACTORS_NAMED
        who = PluralText("{named} and {n} more", "{named} and {n} more", n=more, named=named) if more > 0 else named
        area, level = term_of(here[0], "area_name"), term_of(here[0], "level_name")
        parts.append(Text("{who} ({area}, {level})", who=who, area=area, level=level))
    return JoinedText(parts, "; ") if parts else Text("nobody by itself; it makes room for others")


def _cell_of(voice: Mapping[str, Any]) -> tuple[str, str]:
    return voice["area"], voice["level"]


def describe_reasons(row: Mapping[str, Any], reasons: ChangeReasons) -> Localizable:
    """Return what speaks for a change, each with its paragraph."""
    told: list[Localizable] = [
        Text("asked for by “{rule}” ({force}, {at})", rule=name_of(rule), force=rule.force.term, at=", ".join(rule.evidence))
        for rule in reasons.rules
    ]
    told += [
        Text("to be invited first (§6.3): {group}", group=name_of(group))
        if group.kind == GroupKind.INVITED
        else Text("often overlooked (§6.3): {group}", group=name_of(group))
        for group in reasons.groups
    ]
    if row["kind"] == "join":
        told.append(FITS[reasons.fit])
    elif any(voice["actor"] != row["party"] for voice in row["voices"]):
        told.append(Text("an existing network is a resource-efficient way to be represented (§6.4.1)"))
    if row["voiceless"]:
        told.append(_describe_voiceless(row))
    told = told or [Text("nothing asks for it; it only gives a voice")]
    if row["standing"] == Standing.PROPOSED:
        told.append(Text("the forum itself is only proposed"))
    return JoinedText(told, "; ")


def _describe_voiceless(row: Mapping[str, Any]) -> Localizable:
    """Return how many of the actors have no voice anywhere, or no known one while a forum has no certain members on record."""
    known, n = row["voiceless_known"], len(row["voiceless"])
    if row["party"] in row["voiceless"]:
        return Text("has no voice in any forum") if known else Text("has no known voice in any forum")
    if known:
        return PluralText("{n} of them has no voice in any forum", "{n} of them have no voice in any forum", n=n)
    return PluralText("{n} of them has no known voice in any forum", "{n} of them have no known voice in any forum", n=n)


FITS: Mapping[str, Text] = {
    "kind": Text("the network has members of the same kind, and existing networks are to be supported (§4)"),
    "place": Text("the network has a member of the same type in the same place"),
    "guess": Text("a guess: the network has no member on record that is like it"),
}
