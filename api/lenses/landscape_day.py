"""The landscape that lenses and the focus draw: the records of a day, or only what exists of them, or a part of a large one."""

from api.lenses.map_part import choose_part, read_chosen
from api.pages.page import Asked
from model.history.knowledge import reconstruct_contents
from model.language import Language
from model.text.names import distinct_name_of
from model.vocabulary.contents import Contents
from model.vocabulary.record import is_proposed
from queries.landscape.registers import read_contents
from queries.server.graph import Graph
from viz.web.state import parse_state


def read_whole(graph: Graph) -> Contents:
    """Return all records, read once per version of the graph."""
    return graph.keep(("whole-landscape",), lambda: read_contents(graph))


def read_records_on(graph: Graph, on: str) -> Contents:
    """Return the records that were true on a day, worked out once per version of the graph."""
    return graph.keep(("landscape-day", on), lambda: reconstruct_contents(read_whole(graph), on))


def read_day(asked: Asked) -> Contents:
    """Return the records that were true on the day of a page; without what is only proposed if `standing=existing`.

    Of a landscape that is too large to be drawn, only the part that the address chooses. Raises TooManyParties.
    """
    return read_day_of(asked, asked.on)


def read_day_of(asked: Asked, on: str) -> Contents:
    """Return the same records as they were on another day."""
    state = parse_state(asked.query, asked.language)
    chosen = choose_part(asked.graph, on, state)
    contents = read_chosen(asked.graph, chosen) if chosen else read_records_on(asked.graph, on)
    return keep_existing(contents) if state.existing else contents


def shows_existing(asked: Asked) -> bool:
    """Return whether the address asks for what exists only."""
    return parse_state(asked.query, asked.language).existing


def name_party(contents: Contents, id_: str, language: Language) -> str:
    """Return the name of a party, with what distinguishes it from namesakes; its id if it is not there."""
    party = contents.party(id_)
    return distinct_name_of(party, contents).in_(language) if party else id_


def keep_existing(contents: Contents) -> Contents:
    """Return the records without those that are only proposed."""
    return Contents(record for record in contents if not is_proposed(record))
