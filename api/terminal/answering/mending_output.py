"""`landskap mend` for a terminal: the changes with what speaks for them, what stays without and why, and whom to ask first."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from api.terminal.session import Session
from loaders.reports.matrix_words import describe_staying, name_asked
from model.findings import Answer, Row
from model.language import JoinedText, Localizable, PluralText, Term, Text
from model.text.names import term_of

MOST_NAMED_INSTEAD = 12
"""The largest number of parties to name that other sets have instead."""
MOST_NAMED_FORUMS = 3
"""The largest number of forums to name where a seat would give as much."""
MOST_NAMED_WITHOUT = 5
"""The largest number of actors to name that stay without for one reason at one level."""


def print_mending(session: Session, answer: Answer) -> None:
    """Print an answer of `mend` in the user's language."""
    summary = next(row for row in answer.rows if row["what"] == "summary")
    changes, without, asked = ([row for row in answer.rows if row["what"] == what] for what in ("change", "without", "ask"))
    session.say(Text("As of {day}", day=answer.on))
    session.say(_describe_summary(summary))
    for row in changes:
        session.say()
        session.say(JoinedText((str(row["number"]), Term(row["sentence"]["sv"], row["sentence"]["en"])), ". "))
        session.say(Text("   Why: {reasons}.", reasons=Term(row["reasons"]["sv"], row["reasons"]["en"])))
        if row["instead"]:
            named = JoinedText([term_of(one) for one in row["instead"][:MOST_NAMED_FORUMS]])
            session.say(Text("   A seat in one of these forums would give as much: {forums}.", forums=named))
        if row["always"] and summary["others"]:
            session.say(Text("   It is part of every set that is as good."))
        if row["example"]:
            session.say(Text("   It rests on invented examples."))
    if changes:
        session.say()
        for sentence in (*describe_shared_voices(changes, summary["voices"]), *_describe_optimum(summary)):
            session.say(sentence)
    _print_without(session, without)
    sure, staying = ([row for row in answer.rows if row["what"] == what] for what in ("sure", "stays"))
    _print_unknown(session, summary, sure)
    _print_asked(session, asked, staying)
    if answer.cut:
        session.say(Text("A limit cut the answer: choose an area and a level."))


def describe_shared_voices(changes: Sequence[Row], number: int) -> Iterator[Localizable]:
    """Yield how many voices need several of the changes, and how many have one even without any single change.

    The sum of what the changes give is then another than the `number` of voices.
    """
    needed = Counter((voice["actor"], voice["area"], voice["level"]) for row in changes for voice in row["voices"])
    if several := sum(times > 1 for times in needed.values()):
        yield PluralText(
            "{n} voice is named at several changes, because it needs all of these.",
            "{n} voices are named at several changes, because each needs all of these.",
            n=several,
        )
    if anyway := number - len(needed):
        yield PluralText(
            "{n} voice is named at no change, because several of them give it.",
            "{n} voices are named at no change, because several of them give each.",
            n=anyway,
        )


def _describe_summary(summary: Row) -> Localizable:
    if not summary["lacking"]:
        return Text("No concerned actor is known to lack a voice.")
    lacking: Localizable = PluralText(
        "{n} voice is lacking: a concerned actor at a level of an area, counted where all members are on record.",
        "{n} voices are lacking: concerned actors at the levels of areas, counted where all members are on record.",
        n=summary["lacking"],
    )
    if summary["examples"]:
        examples = PluralText(
            "{n} of them is known to lack only by invented examples.",
            "{n} of them are known to lack only by invented examples.",
            n=summary["examples"],
        )
        lacking = JoinedText((lacking, examples), " ")
    if summary["unsettled"]:
        unsettled = PluralText(
            "{n} of them lacks only as far as is on record: members there are uncertain or proposed, or the forum is.",
            "{n} of them lack only as far as is on record: members there are uncertain or proposed, or the forum is.",
            n=summary["unsettled"],
        )
        lacking = JoinedText((lacking, unsettled), " ")
    if not summary["changes"]:
        return JoinedText((lacking, Text("No seat or membership can be proposed for them.")), " ")
    gives = PluralText(
        "{n} change gives {voices} of them, to {actors}.",
        "{n} changes give {voices} of them, to {actors}.",
        n=summary["changes"],
        voices=summary["voices"],
        actors=PluralText("one actor", "{n} different actors", n=summary["actors"]),
    )
    return JoinedText((lacking, gives), " ")


def _describe_optimum(summary: Row) -> Iterator[Localizable]:
    if not summary["proven"]:
        yield Text(
            "It is not proven that nothing gives more of the lacking voices: the time of {seconds} seconds ran out.",
            seconds=round(summary["seconds"]),
        )
        return
    yield Text(
        "It is proven that no other set of such changes gives more of the voices that are known to be lacking, or as many with "
        "fewer changes: seats for actors that lack a voice and for their networks, and memberships in networks. Seats for "
        "others, which could make room for them under a rule, were not tried. Where it is unknown who sits, nothing is proposed "
        "and nothing counted."
    )
    others = summary["others"]
    if others or not summary["exact"]:
        number = PluralText("{n} other set is as good", "{n} other sets are as good", n=others)
        more = PluralText("At least {n} other set is as good", "At least {n} other sets are as good", n=others)
        counted = number if summary["exact"] else more
        if summary["preferred"]:
            yield Text(
                "{others}. This one was chosen for actors without a known voice anywhere, then for different actors, then for "
                "what rules and §6.3 ask for, then for networks, and that no other is to be preferred by this is proven, too. "
                "Between sets that are equal in this, too, the choice is arbitrary.",
                others=counted,
            )
        else:
            yield Text(
                "{others}. This is one of several: among so many, only sets with the same new memberships were compared for "
                "actors without a known voice anywhere, for different actors, and for what rules and §6.3 ask for.",
                others=counted,
            )
    if named := [term_of(name) for name in summary["instead_names"]]:
        shown = JoinedText(named[:MOST_NAMED_INSTEAD])
        rest = len(named) - MOST_NAMED_INSTEAD
        yield Text(
            "As good sets have also: {named}.",
            named=PluralText("{named} and {n} more", "{named} and {n} more", named=shown, n=rest) if rest > 0 else shown,
        )


def _print_without(session: Session, rows: Sequence[Row]) -> None:
    def place(row: Row) -> tuple[str, str, str]:
        return row["why"], row["area"], row["level"]

    if rows:
        session.say()
        session.say(Text("Without a voice after that:"))
    for _key, group in groupby(sorted(rows, key=place), place):
        here = [*group]
        named: Localizable = JoinedText(term_of(row) for row in here[:MOST_NAMED_WITHOUT])
        if (more := len(here) - MOST_NAMED_WITHOUT) > 0:
            named = PluralText("{named} and {n} more", "{named} and {n} more", named=named, n=more)
        where = JoinedText((term_of(here[0], "area_name"), term_of(here[0], "level_name")), ", ")
        session.say(Text("  {where}: {named} ({why})", where=where, named=named, why=WITHOUT_REASONS[here[0]["why"]]))


def _print_unknown(session: Session, summary: Row, sure: Sequence[Row]) -> None:
    if summary["deputies"]:
        text = PluralText("{n} voice is only a deputy's.", "{n} voices are only a deputy's.", n=summary["deputies"])
        session.say()
        session.say(text)
    if summary["unknown"]:
        session.say()
        session.say(
            PluralText(
                "{n} voice is unknown, because forums have no certain members on record; nothing is proposed there.",
                "{n} voices are unknown, because forums have no certain members on record; nothing is proposed there.",
                n=summary["unknown"],
            )
        )
    for row in sure:
        session.say(describe_sure(row))


def _print_asked(session: Session, rows: Sequence[Row], staying: Sequence[Row]) -> None:
    if rows:
        among = rows[0]["among"]
        cut = Text(" ({n} of {among})", n=len(rows), among=among) if among > len(rows) else ""
        session.say(Text("Ask these existing forums for their members first{cut}:", cut=cut))
    for row in rows:
        where = JoinedText((term_of(row, "area_name"), term_of(row, "level_name")), ", ")
        session.say(Text("  {forum} ({where}): {what}", forum=name_asked(row), where=where, what=_describe_asked(row)))
    if rows:
        session.say(describe_staying(staying))
        if staying:
            session.say(Text("Leave out forums that are only proposed: --existing"))


def describe_sure(row: Row) -> Localizable:
    """Return which seat would make most of the unknown voices sure."""
    forum: Localizable = term_of(row)
    if n := row["others"]:
        forum = PluralText(
            "{forum}, or in {n} other existing forum there,",
            "{forum}, or in one of {n} other existing forums there,",
            n=n,
            forum=forum,
        )
    sentence = PluralText(
        "A seat for {network} in {forum} would make sure of a voice for {n} of these actors there ({area}, {level}).",
        "A seat for {network} in {forum} would make sure of a voice for {n} of these actors there ({area}, {level}).",
        n=len(row["actors"]),
        network=term_of(row, "network_name"),
        forum=forum,
        area=term_of(row, "area_name"),
        level=term_of(row, "level_name"),
    )
    return JoinedText((sentence, Text("It rests on invented examples.")), " ") if row["example"] else sentence


def _describe_asked(row: Row) -> Localizable:
    if row["alone"]:
        return PluralText("settles {n} actor alone", "settles {n} actors alone", n=row["alone"])
    settles = PluralText("{n} actor may sit there", "{n} actors may sit there", n=row["actors"])
    told: list[Localizable] = [settles]
    if n := row["others"] - row["others_proposed"]:
        told.append(
            PluralText("{n} more existing forum there must be asked", "{n} more existing forums there must be asked", n=n)
        )
    if n := row["others_proposed"]:
        told.append(PluralText("{n} more there is only proposed", "{n} more there are only proposed", n=n))
    return JoinedText(told, "; ")


WITHOUT_REASONS: Mapping[str, Text] = {
    "limit": Text("it takes more changes"),
    "rule": Text("a new seat would break a rule of the forums"),
    "no-forum": Text("no forum of their place, and no network like them"),
}
