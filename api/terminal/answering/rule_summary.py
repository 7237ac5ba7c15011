"""How many rules on seats are met, broken or unknown, by force and reason: what opens `landskap seat-rules` for a terminal."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from api.terminal.session import Session
from api.terminal.tables import format_table
from model.findings import Answer, Row
from model.language import JoinedText, Localizable, PluralText, Text
from model.representation.rule_states import RuleState, UnknownReason
from model.text.names import term_of
from model.vocabulary.forums import Force
from model.vocabulary.record import Standing

SUMMARY_HEADINGS = (
    Text("Force"), Text("State"), Text("Why"), Text("Number"), Text("of these in proposed forums"), Text("of these, examples"),
)  # fmt: skip


SAID_HEADINGS: Mapping[str, Text] = {
    "convenes": Text("Who convenes"),
    "composition": Text("Who sits there"),
    "description": Text("Beside this"),
}


REASONS_OF_NONE: Mapping[str, Text] = {
    "absent": Text("The forum does not exist on this day."),
    "elsewhere": Text("The forum is not in the area or at the level that was asked for."),
    "conditions": Text("The rules for forums of its kind do not apply to it on this day: their conditions are not fulfilled."),
}


def print_rule_summary(session: Session, answer: Answer) -> None:
    """Print a table of the rules by force, state and reason, if there are several, and what has no rule."""
    counted = count_rule_states(answer.rows)
    if len(answer.rows) > 1:
        session.say()
        headings = [session.translate(heading) for heading in SUMMARY_HEADINGS]
        for line in format_table(headings, [[session.translate(cell) for cell in line] for line in counted], 0):
            session.say(line)
    without = answer.parameters.get("forums_without_rules")
    if "kind" in answer.parameters and not answer.rows and answer.parameters.keys().isdisjoint(("state", "force", "forum")):
        session.say(Text("No rule on seats applies to forums of this kind, or there is none on this day."))
    if "forum" in answer.parameters and not answer.rows and without is not None:
        if without:
            session.say(Text("No rule on seats applies to forums of this kind."))
        elif "state" not in answer.parameters:
            session.say(REASONS_OF_NONE[answer.parameters["why_none"]])
    elif without:
        session.say(_name_without(answer.parameters["named_without_rules"], without))
    _print_said(session, answer)


def _name_without(named: Sequence[Row], number: int) -> Localizable:
    """Return how many forums have no rule on their seats, and their names as far as they are told."""
    names: Localizable = JoinedText([term_of(row, "forum_name") for row in named])
    if number > len(named):
        names = Text("{names} and {n} more", names=names, n=number - len(named))
    return PluralText(
        "{n} more forum is of a kind to which no rule on seats applies: {names}.",
        "{n} more forums are of kinds to which no rule on seats applies: {names}.",
        n=number,
        names=names,
    )


def _print_said(session: Session, answer: Answer) -> None:
    """Print what is said in words of the kind of forum asked about, of which rules cannot say all."""
    said = answer.parameters.get("said_of_kind", {})
    if said:
        session.say(Text("What is on record in words of forums of this kind, whether a rule says it or not:"))
    for name, words in said.items():
        session.say(JoinedText(("  ", SAID_HEADINGS[name], ": ", words), ""))


def count_rule_states(rows: Sequence[Row]) -> list[list[Localizable | str]]:
    """Return a line for each force, state and reason: how many rules in forums, and how many of them are in doubt."""
    found: dict[tuple[str, str, str | None], Counter[str]] = defaultdict(Counter)
    for row in rows:
        proposed, example = int(row["standing"] == Standing.PROPOSED), int(row["example"])
        found[row["force"], row["state"], row["reason"]].update({"all": 1, "proposed": proposed, "examples": example})
    forces, states = ([str(member) for member in kind] for kind in (Force, RuleState))
    ordered = sorted(found.items(), key=lambda item: (forces.index(item[0][0]), states.index(item[0][1]), -item[1]["all"]))
    return [
        [
            Force.of(force).term,
            RuleState.of(state).term,
            UnknownReason.of(reason).term if reason else "–",
            *(str(counts[name] or "–") for name in ("all", "proposed", "examples")),
        ]
        for (force, state, reason), counts in ordered
    ]
