"""Neo4j as administrators run it: encryption, first passwords, other databases, databases with other content."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import trustme

from model.changes.operations import Reason, build_removal
from model.errors import GraphDenied, GraphForeign, GraphUnavailable, InputError
from model.vocabulary.actors import Actor
from model.vocabulary.contents import Contents
from queries.journal.journal import apply_change, read_entries
from queries.journal.prepare import prepare_graph
from queries.landscape.registers import read_contents
from queries.server.address import LocalAddress, ServerAddress, parse_address
from queries.server.catalogue import find_query, list_queries
from queries.server.driver import check_release, set_password
from queries.server.graph import Graph
from queries.server.settings import Settings
from tests.graphs import empty_graph, find_operators, put, run_past_catalogue
from tests.landscapes import actor, assignment, decision, forum, landscape
from tests.neo4j_server import FIRST_PASSWORD, PASSWORD, RELEASES, Neo4jServer

QUICK = Settings(connect_seconds=5, retry_seconds=2)


@pytest.fixture(scope="module")
def secured(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServerAddress]:
    """Yield a new Neo4j that only takes encrypted connections, with a certificate of its own authority and its first password."""
    home = tmp_path_factory.mktemp("secured")
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(home / "ca.pem"))
    certificate = authority.issue_cert("127.0.0.1", "localhost")
    folder = home / "certificates" / "bolt"
    folder.mkdir(parents=True)
    certificate.private_key_pem.write_to_path(str(folder / "private.key"))
    certificate.cert_chain_pems[0].write_to_path(str(folder / "public.crt"))
    settings = {"dbms.ssl.policy.bolt.enabled": "true", "server.bolt.tls_level": "REQUIRED"}
    server = Neo4jServer(home, RELEASES["neo4j-5"], **settings)
    try:
        server.start()
        url = server.address.url.replace("bolt://", "neo4j+s://")
        yield replace(server.address, url=url, password=FIRST_PASSWORD, ca_file=home / "ca.pem")
    finally:
        server.stop()


@pytest.mark.slow
def test_a_new_server_from_the_first_login_on(secured: ServerAddress) -> None:
    plain = replace(secured, url=secured.url.replace("neo4j+s://", "bolt://"))
    with pytest.raises(GraphUnavailable, match=r"does not answer as Neo4j does.*\+s"):
        Graph.open(plain, QUICK)
    with pytest.raises(GraphUnavailable, match=r"this computer does not trust the certificate of the server.*CA_FILE"):
        Graph.open(replace(secured, ca_file=None), QUICK)
    with pytest.raises(InputError, match="cannot be read"):
        Graph.open(replace(secured, ca_file=Path("/nowhere.pem")), QUICK)
    with pytest.raises(GraphDenied, match="does not accept the user or the password"):
        Graph.open(replace(secured, password="guess"), QUICK)
    with (
        pytest.raises(GraphDenied, match=r"first password .* must be changed.*change-password"),
        Graph.open(secured, QUICK) as graph,
    ):
        prepare_graph(graph)
    with pytest.raises(GraphDenied, match=r"refuses the new password.*8 characters"):
        set_password(secured, "kort")
    set_password(secured, PASSWORD)
    known = replace(secured, password=PASSWORD)
    with pytest.raises(GraphDenied):
        set_password(secured, "another one")
    with (
        pytest.raises(GraphUnavailable, match="no such database"),
        Graph.open(replace(known, database="nothing"), QUICK) as graph,
    ):
        prepare_graph(graph)
    with Graph.open(known, QUICK) as graph:
        prepare_graph(graph)
        put(graph, landscape(actor("a")))
        assert read_contents(graph) == landscape(actor("a"))
    port = known.url.rpartition(":")[2]
    for scheme, ca_file in (("bolt+s", known.ca_file), ("bolt+ssc", None), ("neo4j+ssc", None)):
        with Graph.open(replace(known, url=f"{scheme}://127.0.0.1:{port}", ca_file=ca_file), QUICK) as graph:
            assert read_contents(graph) == landscape(actor("a"))
    assert known.ca_file
    other = known.ca_file.with_name("other.pem")
    trustme.CA().cert_pem.write_to_path(str(other))
    for scheme in ("bolt+s", "neo4j+s"):
        with pytest.raises(GraphUnavailable, match=r"this computer does not trust the certificate of the server.*CA_FILE"):
            Graph.open(replace(known, url=f"{scheme}://127.0.0.1:{port}", ca_file=other), QUICK)


def test_a_server_without_encryption_is_asked_with_it(neo4j_graph: Graph) -> None:
    for scheme in ("bolt+s", "neo4j+s"):
        url = neo4j_graph.where.replace("bolt", scheme)
        with pytest.raises(GraphUnavailable, match="does not answer with encryption") as told:
            Graph.open(ServerAddress(url), QUICK)
        assert "without +s" not in str(told.value)


@pytest.mark.parametrize("url", ["bolt://127.0.0.1:1", "neo4j://127.0.0.1:1"])
def test_nothing_listens(url: str) -> None:
    with pytest.raises(GraphUnavailable, match="does not answer at"):
        Graph.open(ServerAddress(url), QUICK)


def test_no_such_computer() -> None:
    with pytest.raises(GraphUnavailable, match="no computer has the name"):
        Graph.open(ServerAddress("bolt://no-such-computer.invalid"), QUICK)


@pytest.mark.parametrize("agent", ["Neo4j/5.25.1", "Neo4j/4.4.0", "Memgraph/3.0", ""])
def test_a_server_that_is_too_old(agent: str) -> None:
    """By the name that such a server gives: none is started here."""
    with pytest.raises(GraphUnavailable, match=r"needs Neo4j 5\.26"):
        check_release(agent, "bolt://x")


@pytest.mark.parametrize("agent", ["Neo4j/5.26.0", "Neo4j/2026.09.0", "Neo4j/5.26.0 compatible (ArcadeDB)"])
def test_a_server_that_is_new_enough(agent: str) -> None:
    check_release(agent, "bolt://x")


def test_no_password_in_an_address() -> None:
    with pytest.raises(InputError) as refused:
        parse_address("neo4j://anna:hemligt@graf.example")
    assert "hemligt" not in str(refused.value)


@pytest.mark.parametrize("path", ["min", "db/min"])
def test_no_database_in_an_address(path: str) -> None:
    with pytest.raises(InputError, match=rf"'/{path}' does not say.*Give bolt://graf\.example:7687, .*LANDSKAP_NEO4J_DATABASE"):
        parse_address(f"bolt://graf.example:7687/{path}")
    assert parse_address("bolt://graf.example:7687/")


def test_a_server_without_its_scheme_is_no_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(InputError, match=r"Did you mean bolt://127\.0\.0\.1:17999\?"):
        parse_address("127.0.0.1:17999")
    assert isinstance(parse_address("./127.0.0.1:17999"), LocalAddress)
    (tmp_path / "127.0.0.1:17999").mkdir()
    assert isinstance(parse_address("127.0.0.1:17999"), LocalAddress)


def test_settings_come_from_the_environment(tmp_path: Path) -> None:
    assert Settings.from_environment({}) == Settings()
    assert Settings.from_environment({"LANDSKAP_NEO4J_POOL": "3"}).pool == 3
    with pytest.raises(InputError) as refused:
        Settings.from_environment({"LANDSKAP_NEO4J_POOL": "many", "LANDSKAP_NEO4J_READ_SECONDS": "-1"})
    assert [problem.field for problem in refused.value.problems] == ["LANDSKAP_NEO4J_POOL", "LANDSKAP_NEO4J_READ_SECONDS"]


def test_a_database_that_holds_something_else_is_left_alone(neo4j_graph: Graph) -> None:
    run_past_catalogue(neo4j_graph, "MATCH (n) DETACH DELETE n")
    run_past_catalogue(neo4j_graph, "CREATE (:Invoice {id: 'f1'})-[:OF]->(:Customer), ({note: 'no label'})")
    with pytest.raises(GraphForeign, match=r"Customer, Invoice, –.*--adopt"):
        prepare_graph(neo4j_graph)
    prepare_graph(neo4j_graph, adopt=True)
    put(neo4j_graph, landscape(actor("a")))
    apply_change(neo4j_graph, Reason("tests", "away"), lambda now: [build_removal(now.of(Actor)["a"])])
    assert run_past_catalogue(neo4j_graph, "MATCH (:Invoice)-[:OF]->(:Customer) RETURN count(*)") == [[1]]
    empty_graph(neo4j_graph)


def test_a_database_with_labels_like_ours_is_never_adopted(neo4j_graph: Graph) -> None:
    run_past_catalogue(neo4j_graph, "MATCH (n) DETACH DELETE n")
    run_past_catalogue(neo4j_graph, "CREATE (:Actor:Person {name: 'a film star'})")
    with pytest.raises(GraphForeign, match="labels that Landskap uses: Actor, Person"):
        prepare_graph(neo4j_graph, adopt=True)
    empty_graph(neo4j_graph)


def test_what_somebody_else_joined_to_ours_is_not_taken_away(neo4j_graph: Graph) -> None:
    put(neo4j_graph, landscape(actor("a")))
    run_past_catalogue(neo4j_graph, "MATCH (a:Actor {id: 'a'}) CREATE (a)<-[:MENTIONS]-(:Memo)")
    before = read_entries(neo4j_graph)
    with pytest.raises(GraphForeign, match="has relationships that Landskap did not write"):
        apply_change(neo4j_graph, Reason("tests", "away"), lambda now: [build_removal(now.of(Actor)["a"])])
    assert read_contents(neo4j_graph) == landscape(actor("a"))
    assert read_entries(neo4j_graph) == before


ASKED_ONCE = {"servers/labels", "records/ours"}
"""Queries before the first load: they walk through the database to see what it holds, as far as their limits."""
WHOLE_REGISTERS = {
    "registers/examples": "the records up to the first invented one, once per version of the landscape",
    "decisions/owners": "all functions that answer for something, when reminders are asked for each",
    "findings/decided-in-presence": "every meeting whose attendance is on record, for a rule on all of them",
    "findings/any-verification": "the steps, up to the first verification: whether any is on record",
    "findings/meetings": "every meeting, for those of some days",
    "findings/mutes": "all muted findings: a handful",
    "findings/seats-held-twice": "every dated seat, for a rule on all of them",
    "findings/seats-outside": "every forum with a day on record, for a rule on all of them",
    "findings/settings": "all settings of rules: a handful",
    "meetings/forums": "every forum with its area and kind, once per version, for the yearly wheel",
    "map/parties": "every party, to count them by cell, once per version and day",
    "map/flows": "every flow, to count them by cell, once per version and day",
    "flows/belonging": "every party in a few long rows, for which municipality each belongs to",
    "flows/area-roles": "all areas: a handful",
    "flows/of-day": "every flow, those that are alike in a row, for what is asked of all ways at once",
    "flows/reaching": "every flow, for a rule on what can be reached",
    "decisions/norms": "the usual times of the steps: a handful",
    "flows/sitting": "every seat in its forum, for who joins those who sit together",
    "changes/size": "a sum over the entries",
    "records/counts": "how many there are of each, which the server keeps",
    "registers/areas": "all areas: a handful",
    "registers/levels": "all levels: a handful",
    "representation/all-forums": "every forum of an area, for the question that is asked of all",
    "representation/actor-facts": "every concerned actor, to group them",
    "representation/unconcerned": "every actor, to count those that no area concerns",
    "representation/groups": "all groups that are easily overlooked: a handful",
    "representation/rules-of-kinds": "all seat rules: some dozens",
    "representation/headcounts": "the headcounts of every forum",
    "representation/members": "every held seat, for overlaps of all forums",
    "representation/seat-facts": "every seat, for shares of all forums",
    "representation/last-meetings": "every existing forum, and when it last met",
    "representation/areas-without-forum": "all areas: a handful",
    "representation/concerned": "all that areas concern, for the question that is asked of all",
    "representation/represented": "all that networks represent, for the same",
    "representation/seats": "every seat in its forum, for the same",
}
"""Queries that read every record of a label on purpose, with the reason; besides pages of registers and ids."""


TAKING_ALL = "/clear"
"""The end of the names of writing queries that remove all nodes of a label, part by part."""


def test_no_text_walks_the_whole_graph(neo4j_graph: Graph, with_examples: Contents) -> None:
    """Neo4j's plans over Sörmland use a label or an index, and no question builds a cartesian product."""
    put(neo4j_graph, with_examples)
    found = {
        name: find_operators(neo4j_graph, find_query(name).text)
        for name in list_queries()
        if find_query(name).kind != "schema" and name not in {*ASKED_ONCE, "servers/change-password"}
    }
    assert {name for name, operators in found.items() if not operators} == set()
    assert {name for name, operators in found.items() if "AllNodesScan" in operators} == set()
    asking = {name for name in found if find_query(name).kind == "reads"}
    assert {name for name in asking if "CartesianProduct" in found[name]} == set()
    scanning = {
        name for name in asking if found[name] & {"NodeByLabelScan", "UnionNodeByLabelsScan", "DirectedRelationshipTypeScan"}
    }
    assert {name for name in scanning if not name.endswith(("/page", "/ids"))} - WHOLE_REGISTERS.keys() == set()
    assert {name for name in set(found) - asking if "NodeByLabelScan" in found[name] and not name.endswith(TAKING_ALL)} == set()


ANCHORED = ("decisions/assignments", "decisions/facets", "decisions/addressed", "decisions/ends", "decisions/balance-of-addressee",
            "decisions/balance-of-forum", "hand-offs/assignments", "hand-offs/waiting", "hand-offs/blocked", "hand-offs/parties",
            "findings/matter-details", "parties/successors", "flows/between")  # fmt: skip
"""Texts that begin at records given by their ids: they are asked for some thousand at once."""
WALKS = {"NodeByLabelScan", "NodeIndexScan", "NodeIndexSeekByRange", "DirectedRelationshipTypeScan", "CartesianProduct"}
NOTHING_DECIDED = landscape(actor("a"), forum("f"))
MANY_DECIDED = landscape(
    actor("a"), forum("f"), *(decision(f"b{n}", assignment(f"u{n}", f"b{n}", "a"), taken_in="f") for n in range(30))
)
ONE_DECIDED = landscape(actor("a"), forum("f"), decision("b", assignment("u", "b", "a"), taken_in="f"))


@pytest.mark.parametrize("contents", [NOTHING_DECIDED, ONE_DECIDED, MANY_DECIDED], ids=["nothing", "one", "many without steps"])
def test_what_is_given_by_its_id_is_found_by_it_however_little_the_graph_held_when_the_plan_was_made(
    neo4j_graph: Graph, contents: Contents
) -> None:
    """Neo4j keeps a plan: one that walks a register because it is small walks it when it has grown, once for each id."""
    put(neo4j_graph, contents)
    plans = {name: find_operators(neo4j_graph, find_query(name).text, replan=True) for name in ANCHORED}
    assert {name: operators & WALKS for name, operators in plans.items() if operators & WALKS} == {}


def test_the_balance_list_is_an_index_look_up(neo4j_graph: Graph, with_examples: Contents) -> None:
    put(neo4j_graph, with_examples)
    assert "NodeIndexSeekByRange" in find_operators(neo4j_graph, find_query("decisions/balance").text)


def test_the_first_password_is_asked_for_only_of_servers(tmp_path: Path) -> None:
    from api.command_line import run

    assert run(["change-password", "--graph", str(LocalAddress(tmp_path))]) == 1
