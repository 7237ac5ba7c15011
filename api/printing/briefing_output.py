"""The sentences of a day for a terminal, each with the finding or the command that shows more."""

from api.terminal.answers import EXAMPLE_SUFFIX, UNCERTAIN_SUFFIX
from api.terminal.session import Session
from model.language import JoinedText
from queries.review.briefing import Briefing


def print_briefing(session: Session, found: Briefing) -> None:
    """Print what to look at, the worst first."""
    session.say(found.heading)
    for number, sentence in enumerate(found.sentences, 1):
        more = f"landskap explain {sentence.finding}" if sentence.finding else sentence.command
        example = EXAMPLE_SUFFIX if sentence.example else ""
        uncertain = UNCERTAIN_SUFFIX if sentence.uncertain else ""
        session.say(JoinedText((f"{number}. ", sentence.text, uncertain, example, f" → {more}"), ""))
