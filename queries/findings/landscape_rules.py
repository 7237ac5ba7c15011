"""Rules about what the landscape lacks: flows of chain rules (§6.4.4), forums of an area, seats, members on record (§6.4.1)."""

from model.vocabulary.record import list_standings
from queries.findings.rule_run import RuleFindings, RuleRun, take_most
from queries.flows.chain_search import ChainSearch
from queries.flows.chains import list_broken
from queries.representation.states import ALL_FORUMS, read_representatives
from queries.representation.unrecorded_forums import list_unrecorded, make_unrecorded_findings
from queries.representation.unrepresented import find_areas_without_forum, read_unrepresented
from queries.server.catalogue import cite_query


def find_broken_chains(run: RuleRun) -> RuleFindings:
    """Find where a chain rule of the landscape is broken."""
    search = ChainSearch(run.reader, run.on)
    return take_most(list_broken(search), run, cut=bool(search.rules) and search.flows.cut)


def find_forumless_areas(run: RuleRun) -> RuleFindings:
    """Find areas that concern actors and have no forum, existing or proposed."""
    asked = {"on": run.on, "standings": list_standings(), "areas": []}
    return take_most(find_areas_without_forum(run.reader, asked), run)


def find_seatless_actors(run: RuleRun) -> RuleFindings:
    """Find actors that an area concerns and that have no seat at a level of it, neither directly nor through a network."""
    return take_most(read_unrepresented(run.reader, run.on), run)


def find_unrecorded_forums(run: RuleRun) -> RuleFindings:
    """Find forums without members on record, those first whose members would settle most. Reads all forums and seats."""
    standings = list_standings()
    asked = {"on": run.on, "standings": standings}
    found = read_representatives(run.reader, run.on, standings)
    ranked = list_unrecorded(run.reader, found, run.on)
    taken = take_most(make_unrecorded_findings(found, ranked, cite_query(ALL_FORUMS, asked)), run)
    return RuleFindings(taken.findings, None if found.cut else 0 if run.about else max(0, len(ranked) - run.most))
